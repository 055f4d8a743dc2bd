"""Who: identifiers and check digits, names and their matching, random ids, sealed bodies. Pure."""
