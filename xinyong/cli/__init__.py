"""The same verbs for a terminal: one module for each family of verbs, loaded only when it is asked for."""
