"""Checks: the index of ``standing``, verdicts, and the one question the register answers."""

from xinyong.check.asking import check
from xinyong.check.verdict import Reason, Verdict

__all__ = ["Reason", "Verdict", "check"]
