"""What every rulebook value is built on. Part of ``law.model``, from which they are imported."""

from __future__ import annotations

import msgspec

from xinyong.errors import Text


class Model(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every rulebook value: immutable, keyword-only, unknown keys refused.

    msgspec inherits ``frozen`` and ``forbid_unknown_fields`` but not ``kw_only``: each type states it.
    """


class Words(Model, frozen=True, kw_only=True):
    """A title or explanation in both languages."""

    zh: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


class Sourced(Model, frozen=True, kw_only=True):
    """Mixin: where a value comes from. ``verified`` is false until the instrument's text was read."""

    verified: bool
    source: str  # a source key of docs/law-sources.md, or "K" for knowledge not yet verified
