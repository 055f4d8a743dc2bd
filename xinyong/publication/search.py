"""Finding an organisation by part of its name or by its code.

Sole traders and one-person firms keep a person's protection wherever they could be browsed (SAFEGUARDS, Who): no name
finds them, their full code does. A natural person is found by nothing at all (Article 11).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from xinyong.errors import BadInput, Refused, Text
from xinyong.intake.forms.registration import status_title
from xinyong.journal.port import Reading, Store
from xinyong.law.articles import refused
from xinyong.subjects import identifiers
from xinyong.subjects.names.folding import fold
from xinyong.subjects.protection import protected
from xinyong.subjects.reading import cleaned
from xinyong.subjects.resident import looks_personal, looks_personal_15

LONGEST_QUERY = 120
MOST_ROWS = 2_000  # read at most, however many protected names the query fits


class OrganisationHit(NamedTuple):
    """One organisation found."""

    code: str
    name: str
    subject_kind: str
    region: str
    status: str
    by_code: bool

    @property
    def status_title(self) -> Text:
        """The status of registration in words."""
        return status_title(self.status)


def read_code(query: str, identifier: str) -> str | None:
    """The code that the query is, or None when it is a name.

    ``identifier``: the organisations' identifier class of the rulebook. Raises Refused (Article 11)
    for what looks like a natural person's number; the refusal does not repeat it.
    """
    bare, _ = cleaned(query)
    # First of all: some numbers of persons happen to have an organisation's right check character as well.
    if any(known.personal and known.quick(bare) for known in identifiers.ALL.values()):
        raise _person()
    try:
        return identifiers.get(identifier).read(query, name_exact=True).code
    except BadInput as error:
        if error.code == "resident-number" or looks_personal(bare) or looks_personal_15(bare):
            raise _person() from None
        return None


def _person() -> Refused:
    return refused(
        11,
        Text("自然人不能在这里查询；所输入的号码没有保存。",
             "Natural persons cannot be looked up here; the number was not kept."),
        field="q",
        code="person-number",
    )


def search(store: Store, query: str, limit: int, identifier: str) -> list[OrganisationHit]:
    """Up to ``limit`` organisations whose name contains the query, best first, or the one with that code.

    ``identifier``: the organisations' identifier class of the rulebook. Raises BadInput for an empty
    query, Refused (Article 11) for a number of a natural person.
    """
    wanted = query.strip()[:LONGEST_QUERY]
    if not wanted:
        raise BadInput(
            Text("请输入名称或代码。", "Enter a name or a code."), code="empty-query", field="q",
            todo=Text("输入组织名称的一部分，或完整的代码。", "Give part of an organisation's name, or its full code."),
        )
    code = read_code(wanted, identifier)
    with store.reading() as reading:
        if code is not None:
            return [_hit(row, True) for row in reading.rows("organisation", limit=1, code=code)]
        folded = fold(wanted)
        return [_hit(row, False) for row in browsable(reading, folded, limit)] if folded else []


def browsable(reading: Reading, folded: str, limit: int) -> list[dict[str, Any]]:
    """The best rows by name that are not protected; asks for more where protected ones took the places."""
    ask = limit
    while True:
        rows = reading.search_names(folded, ask)
        kept = [row for row in rows if not protected(row["subject_kind"], row["flags"] or "")]
        if len(kept) >= limit or len(rows) < ask or ask >= MOST_ROWS:
            return kept[:limit]
        ask = min(ask * 4, MOST_ROWS)


def _hit(row: dict[str, Any], by_code: bool) -> OrganisationHit:
    return OrganisationHit(
        row["code"], row["name"], row["subject_kind"], row["region"] or "", row["status"] or "", by_code
    )
