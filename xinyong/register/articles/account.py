"""Articles 1, 6, 11, 14 and 15 as they bind the register itself: who acts, who is never entered, what is kept."""

from __future__ import annotations

from datetime import date
from typing import get_args

from xinyong.errors import Text
from xinyong.law.articles import digest, refused
from xinyong.law.model import SubjectKind
from xinyong.register.core import Actor, Known

ORGANISATIONS: tuple[str, ...] = tuple(kind for kind in get_args(SubjectKind) if kind != "person")
OPERATOR = "register"
"""The authority id of whoever runs the register."""

# --- Who acts ---------------------------------------------------------------------------------------


def operator_only(authority: str) -> None:
    """Enrolment and mandates are the operator's office."""
    if authority != OPERATOR:
        raise refused(1, Text("只有运营方可办理登记与授权。", "Only the register's operator enrols officers and grants mandates."),
                      field="authority")


def no_decisions_by_operator(authority: str) -> None:
    """Whoever runs the software decides nothing about anybody."""
    if authority == OPERATOR:
        raise refused(6, Text("运营方不得持有决定权。", "The operator holds no decision mandate."), field="authority")


def second_person(actor: Actor, officer: str, known: Known) -> None:
    """Whoever countersigns signs in person, and is not enrolled already."""
    if actor.officer != officer or known.officer_authority(officer) is not None:
        raise refused(
            6,
            Text("会签须由尚未登记的第二名经办人本人签署。",
                 "A second officer, not enrolled before, countersigns in person."),
            field="officer",
        )


def key_of_one(key: str, known: Known) -> None:
    """Two officers are two people: each has a key of their own."""
    if known.officer_with_key(key) is not None:
        raise refused(
            6,
            Text("该密钥已属另一名经办人。", "That key is another officer's already."),
            field="key",
            todo=Text("为每名经办人各建凭证。", "Make a credential for each officer."),
        )

# --- 11 No shaming ---------------------------------------------------------------------------


def no_person(kind: str) -> None:
    """A natural person is never entered among organisations, whose names the public may search."""
    if kind not in ORGANISATIONS:
        raise refused(
            11,
            Text("自然人不得作为组织登记。", "A natural person is never registered among organisations."),
            field="subject_kind",
            todo=Text("取值：" + "、".join(ORGANISATIONS) + "。", "Use one of: " + ", ".join(ORGANISATIONS) + "."),
        )

# --- 14 Forgetting, 15 Account ---------------------------------------------------------------


def still_retained(retain_until: date, today: date) -> None:
    """What the law would make the register forget at once is not taken in."""
    if retain_until <= today:
        raise refused(
            14,
            Text(f"保存期限已于{retain_until}届满，不再收录。", f"Its retention ended on {retain_until}; it is not taken in."),
            field="decided_on",
        )


def retention_over(retain_until: date | None, today: date, *, contested: bool = False) -> None:
    """Content is destroyed when its retention ends, and not before: its subject may need it.

    ``contested``: an objection is open; what is being contested is not destroyed before that is decided (Article 8).
    """
    if contested:
        raise refused(
            8,
            Text("异议尚未处理完毕，此前不得删除该案。", "An objection is open; the case is not destroyed before it is decided."),
            field="case", code="objection-open",
            todo=Text("先对异议作出处理决定。", "Decide the objection first."),
        )
    if retain_until is None or today < retain_until:
        raise refused(
            14,
            Text(f"保存期限至{retain_until}，届满前不得删除。", f"It is kept until {retain_until}; it is not destroyed before."),
            field="retain_until",
        )


def same_articles(digest_given: str) -> None:
    """An edition made under other Articles is not adopted."""
    if digest_given != digest():
        raise refused(15, Text("该版规则依据的条款与本软件不同。", "The edition was made under other Articles than this software's."),
                      field="articles_digest")
