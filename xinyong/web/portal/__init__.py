"""What the public sees: search, organisations, the law, the Articles. No account, no cookie, no script."""
