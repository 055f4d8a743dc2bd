"""Whose code a command names: of the rulebook's class, well formed, and of this register's world.

Real and synthetic never mix (Article 15: what the journal attributes is true of somebody, or of
nobody at all). The reading of an identifier belongs to ``subjects``; here it is made sure of at the
door of every decision that brings a new organisation in, whichever way the command came.
"""

from __future__ import annotations

from xinyong.errors import BadInput, Text
from xinyong.register import articles
from xinyong.register.core import Context
from xinyong.register.events import OrganisationRegistered
from xinyong.subjects import identifiers


def organisation_code(context: Context, identifier: str, code: str) -> None:
    """Raises ``BadInput``: another class of identifier, no right code, or one of the other world."""
    expected = context.law.rulebook.manifest.organisation_identifier
    if identifier not in ("", expected):
        raise BadInput(
            Text(f"本登记册只用“{expected}”标识组织。", f"This register names organisations by “{expected}” alone."),
            field="identifier", code="wrong-identifier",
        )
    reading = identifiers.get(expected).read(code, name_exact=True)
    if reading.code != code:
        raise BadInput(
            Text("代码须为规范写法。", "The code must be in its normal form."), field="code", code="code-not-normal",
            todo=Text(f"写成{reading.code}。", f"Write it {reading.code}."),
        )
    if reading.synthetic != (context.mode == "synthetic"):
        raise BadInput(
            Text("真实与虚构的代码不得混用。", "Real and synthetic codes never mix."), field="code", article=15,
            code="synthetic-code" if reading.synthetic else "real-code",
            todo=Text("真实数据报送真实登记册，试验用合成登记册。", "Real data goes to a real register, trials to a synthetic one."),
        )


def known_by_filing(context: Context, identifier: str, code: str, name: str, kind: str) -> OrganisationRegistered:
    """A new organisation that only a filing names."""
    articles.no_person(kind)
    organisation_code(context, identifier, code)
    return OrganisationRegistered(
        subject=context.new_id("S"), identifier=context.law.rulebook.manifest.organisation_identifier, code=code,
        name=name, subject_kind=kind, basis="filing",
    )
