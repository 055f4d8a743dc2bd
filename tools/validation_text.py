"""The words around the figures of ``docs/validation.md``."""

INTRODUCTION = """\
# Validation on published data

Written by `python -m tools.validation`; do not edit. Real organisations' files, published by authorities, are \
taken in by
real registers (opened `--real`) and asked about. The files are not part of the project; only counts stand here. They
were known while the software was written, so these are not blind figures. Run on {day}; ids and keys are drawn anew
each time, so each run has roots of its own.
"""

NOT_REACHED = """\
## What these figures do not show

- The Brazilian file states no beginning of any sanction. A question about a past day before the end is \
answered as listed
  and says that no beginning is stated.
- Sanctions that bind one body or one federative entity answer `conditional`, not `prohibited`: the question does not
  say before whom the bid is made (`reach` in the answer's reason says how far it binds).
- Rows whose retention had ended before they came are refused under Article 14. That is intended.
- The early pilots' check characters are accepted in registration files alone, where the row's name is \
the registered name;
  in every other form the name must equal one that the register holds.
"""
