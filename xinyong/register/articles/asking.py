"""Articles 11 to 13 and 15 as they bind asking about a person, and the log of it."""

from __future__ import annotations

import re

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.asking import PARTIES, Duty
from xinyong.law.force import in_force
from xinyong.register.core import Context

READERS = ("court", "audit")
"""Kinds of authority that may be let see what is held on a person (Article 14 names courts and auditors)."""
_FULL = re.compile(r"[0-9]{17}[0-9Xx]")
_TRANSACTION = re.compile(r"(?=.*\d)[\w()（）〔〕\-/.]{3,100}")

# --- 11 No shaming ---------------------------------------------------------------------------


def one_person(number: str) -> None:
    """One person by the whole number: no pattern, no beginning of a number, no list of them."""
    if _FULL.fullmatch(number) is None:
        raise refused(
            11,
            Text("只能以一个完整号码查询一人；不受理通配、前缀和成批查询。",
                 "One person by one whole number: no pattern, no beginning of one, no several at once."),
            field="number", code="not-one-person",
            todo=Text("提供该人的完整号码。", "Give that person's whole number."),
        )


def one_transaction(reference: str) -> None:
    """Each question names the one transaction that it is for."""
    if _TRANSACTION.fullmatch(reference) is None:
        raise refused(
            11,
            Text("须写明所办理的一项业务的编号。", "The reference of the one transaction must be given."),
            field="transaction", code="no-transaction",
            todo=Text("填写订单号、受理号等。", "Give the number of the order or application."),
        )


def not_another_s(claimed: bool) -> None:
    """One transaction is about one person: a reference does not serve to ask about many."""
    if not claimed:
        raise refused(
            11,
            Text("该业务编号已用于查询另一人。", "That transaction's reference was used to ask about somebody else."),
            field="transaction", code="transaction-of-another",
        )

# --- 12 Confinement --------------------------------------------------------------------------


def duty_to_ask(context: Context, action: str) -> Duty:
    """The row of the closed table that makes it this asker's duty today."""
    authority = context.law.rulebook.authorities.get(context.actor.authority)
    rows = context.law.rulebook.asking
    party = authority.party if authority is not None else None
    own = {
        mandate.cite for mandate in context.law.mandates(context.actor.authority)
        if mandate.power == "ask" and mandate.scope == action
    }
    for row in rows.values() if isinstance(rows, dict) else ():
        if row.party == party and row.cite in own and action in row.actions and in_force(row, context.today):
            return row
    raise refused(
        12,
        Text("查询表没有规定该机构有义务为此事项查询自然人。",
             "The closed table gives this asker no duty to ask about a person for this action."),
        field="action", code="no-duty-to-ask",
        todo=Text("可请本人自行提供其报告；有义务的：" + "、".join(each.title.zh for each in PARTIES.values()) + "。",
                  "The person may bring a report; whose duty it is: "
                  + ", ".join(each.title.en for each in PARTIES.values()) + "."),
    )

# --- 13 Sight --------------------------------------------------------------------------------


def may_disclose(context: Context) -> None:
    """What only a person sees is opened to courts and auditors alone, never to whoever runs the register."""
    found = context.law.rulebook.authorities.get(context.actor.authority)
    if found is None or found.kind not in READERS:
        raise refused(
            13,
            Text("除本人外，只有法院和审计机关可依两名经办人的记录在案的决定查看。",
                 "Besides the person only courts and auditors read it, by a recorded act of two officers."),
            field="authority",
        )

# --- 15 Account ------------------------------------------------------------------------------


def log_goes_on(first: int, last: int, sealed: int) -> None:
    """Batches of the log follow one another without a gap: none is left out, none is told twice."""
    if first != sealed + 1 or last < first:
        raise refused(
            15,
            Text(f"查询记录须自第{sealed + 1}条起连续封存。", f"Look-ups are sealed without a gap, from number {sealed + 1} on."),
            field="first",
        )
