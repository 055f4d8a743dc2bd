"""Honours and neutral statuses in law: what may be given for them, and which listing takes an honour away.

A reward is of one of the closed classes (SAFEGUARDS, Rewards) and touches nothing whose absence would punish:
health care, work, tax, visas, security, travel, credit, study. An honour is lost where its own law says so
(an ending ``black-listed``) when a listing begins that this ending reaches.
"""

from __future__ import annotations

from xinyong.law.force import Law
from xinyong.law.model import Ending, Ground, Rulebook

BARRED = ("bank", "civil-service", "consumption", "health", "hospital", "job", "loan", "military-service", "occupation",
          "office", "school", "security", "tax", "telecom", "travel", "visa")  # fmt: skip
"""First parts of actions that no reward may touch: advantage there is disadvantage to everybody else."""


def ends_honour(law: Law, honour: str, by: str) -> Ending | None:
    """The ending by which a listing on ``by`` takes this honour away under the law of the day; None where none does."""
    version = law.list(honour)
    return next((each for each in version.endings if by in reached(each)), None) if version else None


def reached(ending: Ending) -> list[str]:
    """The lists on which a listing ends an honour by this ending; none for an ending of another kind."""
    return list(ending.by) if ending.id == "black-listed" and isinstance(ending.by, list) else []


def outranks(new: Ground, old: str) -> bool:
    """Whether the grade of an honour that this ground gives takes the place of the one granted on ``old``."""
    return isinstance(new.outranks, list) and old in new.outranks


_adverse: dict[str, frozenset[str]] = {}  # by edition


def adverse_to_honours(rulebook: Rulebook) -> frozenset[str]:
    """Every list that the law of some honour, at some time, names as ending it; computed once for an edition."""
    if rulebook.digest not in _adverse:
        versions = (version for each in rulebook.lists.values() for version in each.versions)
        _adverse[rulebook.digest] = frozenset(by for v in versions for ending in v.endings for by in reached(ending))
    return _adverse[rulebook.digest]
