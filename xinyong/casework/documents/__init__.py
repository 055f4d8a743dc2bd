"""Documents of a case: from the journal's entries to a text that a lawyer accepts, in both languages.

``model`` is the document as data; ``making`` makes one from a ``Dossier``; ``page`` puts it into one language;
``html`` and ``pdf`` render that. Nothing is computed again that a decision fixed: deadlines, terms and reasons are
quoted from the entries that hold them.
"""
