"""Adopting an edition: what changes is shown, stricter law waits, nothing is back-dated."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinyong.errors import BadInput, Text
from xinyong.journal.officers import Signer
from xinyong.law import articles
from xinyong.law.difference import between
from xinyong.law.loading import load
from xinyong.office.home import keep_edition
from xinyong.office.office import Office
from xinyong.register.adopt_edition import AdoptEdition


def adopt_edition(office: Office, rulebook: str, since: date, signer: Signer) -> dict[str, Any]:
    """Propose a rulebook's edition from ``since`` on; the answer says what it changes on that day."""
    edition = load(rulebook)
    current = office.rulebook
    if edition.manifest.id != current.manifest.id:
        raise BadInput(
            Text("不能换成另一法域的规则。", "A register does not change its jurisdiction."), field="rulebook"
        )
    if edition.digest == current.digest:
        raise BadInput(Text("该版本已在适用。", "This edition is already in force."), field="rulebook")
    changes = between(current, since, edition, since)
    keep_edition(office.home, edition)
    command = AdoptEdition(
        rulebook=edition.manifest.id, edition=edition.digest, since=since, articles_digest=articles.digest(),
        stricter=True,  # what it says of other days than ``since`` is not in the difference, and may be harsher
    )
    receipts = office.decide(command, signer)
    return {
        "edition": edition.digest, "entry": receipts[0].seq, "changes": len(changes),
        "difference": [{"zh": change.text.zh, "en": change.text.en} for change in changes],
    }
