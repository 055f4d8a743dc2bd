"""Names of organisations: folding, taking apart, comparing, offering candidates. Persons are never matched by name."""
