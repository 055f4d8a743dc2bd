"""Every error of the project, in one tree, its roots named by whose fault it is.

Each error carries what a person needs to act on it: what went wrong (zh and en), where
(``field``, ``file``, ``row``), why (an Article of the constitution or an instrument of law)
and what to do. Faces turn it into RFC 9457 problem details; the terminal prints it whole.
No error ever carries an identifier of a natural person.
"""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple


class Text(NamedTuple):
    """One sentence in both languages of the register."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.en} {self.zh}" if self.zh and self.en else self.en or self.zh

    def pick(self, language: str) -> str:
        """The sentence in ``language`` ("zh" or "en"; anything else reads as English)."""
        return self.zh if language.startswith("zh") else self.en


class XinyongError(Exception):
    """Root of the tree. ``code`` is stable and kebab-case; ``status`` is the HTTP status."""

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "error"

    def __init__(
        self,
        detail: Text,
        *,
        code: str = "",
        todo: Text | None = None,
        article: int | None = None,
        instrument: str | None = None,
        field: str | None = None,
        where: str | None = None,
    ) -> None:
        super().__init__(detail.en)
        self.detail = detail
        self.code = code or self.default_code
        self.todo = todo
        self.article = article
        self.instrument = instrument
        self.field = field
        self.where = where

    def as_dict(self) -> dict[str, Any]:
        """The error as plain data, empty members left out (for ``--json`` and problem details)."""
        pairs = {
            "code": self.code,
            "detail": self.detail.en,
            "detail_zh": self.detail.zh,
            "todo": self.todo.en if self.todo else None,
            "todo_zh": self.todo.zh if self.todo else None,
            "article": self.article,
            "instrument": self.instrument,
            "field": self.field,
            "where": self.where,
        }
        return {key: value for key, value in pairs.items() if value is not None}


# --- the asker's fault: mend the request and send it again ---------------------------------


class CallerError(XinyongError):
    """The request itself is at fault."""

    status = 400
    default_code = "bad-request"


class BadInput(CallerError):
    """A value, row or file cannot be read as what it should be."""

    status = 422
    default_code = "bad-input"


class NotFound(CallerError):
    """Nothing of that name is held, or the asker may not know whether it is."""

    status = 404
    default_code = "not-found"


class NotAllowed(CallerError):
    """The asker lacks the role, mandate or credential."""

    status = 403
    default_code = "not-allowed"


class Refused(CallerError):
    """The law or an Article forbids what was asked. Always cites which (``article``/``instrument``)."""

    status = 409
    default_code = "refused"


# --- the law author's fault: mend the rulebook ---------------------------------------------


class RulebookError(XinyongError):
    """A rulebook does not load. ``where`` is ``file:line``; ``todo`` says how to mend it."""

    status = 500
    default_code = "rulebook"


# --- the operator's fault: mend the installation --------------------------------------------


class OperatorError(XinyongError):
    """The register's folder, keys or configuration are not as they must be."""

    status = 503
    default_code = "operator"


# --- our fault, or the disk's ---------------------------------------------------------------


class RegisterFault(XinyongError):
    """Something that must hold does not: a broken journal, a lost key, a bug."""

    status = 500
    default_code = "fault"


class JournalDamaged(RegisterFault):
    """The journal does not verify. ``where`` names the first thing found wrong."""

    default_code = "journal-damaged"
