"""The log of look-ups about persons, as the office tends it: its digest into the journal, its disclosure."""

from __future__ import annotations

from xinyong.errors import NotFound, Text
from xinyong.journal.officers import Signer
from xinyong.journal.port import Receipt
from xinyong.office.office import Office
from xinyong.register.look_ups import ProposeDisclosure, SealLookUps


def seal_look_ups(office: Office, operator: Signer) -> Receipt | None:
    """Put the digest of what was asked since the last batch into the journal; None where nobody asked.

    What has expired is destroyed first. Once a day is enough: the entry tells the numbers of the batch.
    """
    with office.store.reading() as reading:
        rows = reading.rows("look_ups", order="-seq", limit=1)
        today = office.today(reading)
    office.keys.expire_look_ups(today)
    batch = office.keys.batch_after(int(rows[0]["last"]) if rows else 0)
    if batch is None:
        return None
    (receipt,) = office.decide(SealLookUps(first=batch.first, last=batch.last, digest=batch.digest), operator)
    office.seal_if_needed()
    return receipt


def propose_disclosure(
    office: Office, officer: Signer, identifier: str, number: str, reason: str, document: str
) -> Receipt:
    """One officer asks to read what is held on a person. Raises NotFound where nobody ever asked about that number."""
    slot = office.keys.slot_of(identifier, number)
    if slot is None:
        raise NotFound(Text("没有可供查看的查询记录。", "There is no log of look-ups to read."), field="number")
    (receipt,) = office.decide(ProposeDisclosure(slot=slot, reason=reason, document=document), officer)
    return receipt

