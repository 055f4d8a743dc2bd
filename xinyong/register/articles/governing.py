"""Articles 1 and 6 as they bind who may act at all: managers of lists, editions, credentials, successors."""

from __future__ import annotations

from datetime import date

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.model import Instrument
from xinyong.register.articles.account import OPERATOR
from xinyong.register.casefile import lapse_of
from xinyong.register.core import Context, Known


def manager_of_list(context: Context, listing: str) -> None:
    """The acting authority is of a kind that the list's law names as its manager."""
    version = context.law.list(listing)
    found = context.law.rulebook.authorities.get(context.actor.authority)
    if version is not None and (found is None or found.kind not in version.managers):
        raise refused(
            1,
            Text(f"“{context.actor.authority}”不属于该名单法定的主管机关类别。",
                 f"“{context.actor.authority}” is not of a kind that the list's law names as its manager."),
            instrument=version.cite, field="authority",
            todo=Text("由主管机关办理。", "Let the authority that manages the list act."),
        )


def may_adopt(context: Context, rulebook: str) -> None:
    """An authority with that mandate signs an edition; where the one in force names none, any but the operator."""
    named = {
        authority.id
        for authority in context.law.rulebook.authorities.values()
        if any(m.power == "adopt" and m.scope == rulebook for m in context.law.mandates(authority.id))
    }
    authority, today = context.actor.authority, context.today
    if not named or (authority in named and context.known.has_mandate(authority, "adopt", rulebook, today)):
        return
    raise refused(
        1,
        Text(f"“{authority}”没有签署规则版本的职权。", f"“{authority}” has no mandate to sign editions of the rulebook."),
        field="authority",
        todo=Text("有此职权的机关：" + "、".join(sorted(named)) + "。", "It is held by: " + ", ".join(sorted(named)) + "."),
    )


def may_revoke(context: Context, authority: str) -> None:
    """A credential is revoked by the operator or by the officer's own authority."""
    if context.actor.authority not in (OPERATOR, authority):
        raise refused(
            1,
            Text("凭证由运营方或本机关撤销。", "A credential is revoked by the operator or by its own authority."),
            field="officer",
        )


def operators_remain(authority: str, officer: str, known: Known) -> None:
    """Two officers of the operator must remain: one could grant and revoke nothing together with another."""
    if authority == OPERATOR and len([each for each in known.officers_of(OPERATOR) if each != officer]) < 2:
        raise refused(
            6,
            Text("运营方须保留两名经办人。", "The operator must be left with two officers."), field="officer",
            todo=Text("先登记接替的经办人。", "Have a successor enrolled first."),
        )


def credential_good(officer: str, known: Known) -> None:
    """What is revoked is not revoked again."""
    if known.officer_revoked(officer):
        raise refused(15, Text("该凭证已撤销。", "The credential is revoked already."), field="officer")


def may_replace(context: Context, authority: str) -> None:
    """Two others vouch for who lost a credential: of the operator or the officer's own authority.

    The operator's own may be vouched for by an authority that signs editions too: it may have two officers only.
    """
    acting = context.actor.authority
    if acting not in (OPERATOR, authority):
        if authority != OPERATOR:
            raise refused(
                1,
                Text("凭证由运营方或本机关补换。", "A credential is replaced by the operator or by its own authority."),
                field="officer",
            )
        may_adopt(context, context.law.rulebook.manifest.id)


def not_oneself(acting: str, officer: str) -> None:
    """Nobody gives themselves a new key: what is lost may be in other hands."""
    if acting == officer:
        raise refused(
            6, Text("不得为自己补换凭证。", "Nobody replaces their own credential."), field="officer",
            todo=Text("由另外两名经办人办理。", "Let two other officers do it."),
        )


def still_in_office(revoked_for: str) -> None:
    """Who left, or was superseded, is not brought back by a new key."""
    if revoked_for not in ("", "lost", "compromised"):
        raise refused(
            6, Text("该经办人已离任，不得补换凭证。", "The officer has left; the credential is not replaced."), field="officer",
            todo=Text("另行登记新的经办人。", "Enrol a new officer."),
        )


def proposal_alive(proposed_on: date, today: date) -> None:
    """What one officer proposed about the register lapses as drafts do."""
    if today >= lapse_of(proposed_on):
        raise refused(
            6, Text(f"该提议已于{lapse_of(proposed_on)}失效。", f"The proposal lapsed on {lapse_of(proposed_on)}."),
            field="proposal", code="draft-lapsed", todo=Text("重新提议。", "Propose it anew."),
        )


def reorganised_by(context: Context, authority: str, successor: str, cite: str) -> None:
    """A successor is known to the law, another body, and named so by an instrument in force."""
    instrument: Instrument | None = context.law.instrument(cite.partition("#")[0])
    known = context.law.rulebook.authorities
    if instrument is None or not context.law.grounds(cite) or successor not in known or successor == authority:
        raise refused(
            1,
            Text("机构改革须有现行依据文件，承继机关须为规则所列的另一机关。",
                 "A succession needs an instrument in force, and another authority that the rulebook knows."),
            instrument=cite, field="cite",
        )


def no_circle(authority: str, successor: str, known: Known) -> None:
    """Nobody's acts come back to them by way of their successors, and each passes on once."""
    if known.holder(authority) != authority or known.holder(successor) == authority:
        raise refused(
            1, Text("该机关已由他机关承继，或承继成环。", "It was succeeded already, or the succession would go in a circle."),
            field="successor",
        )
