"""What each entry about the register itself changes in the tables. Part of ``register.projection``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xinyong.register import events as ev
from xinyong.register.entries import Delete, Entry, Op, Patch, Put

Proposed = (
    ev.MandateProposed | ev.EditionProposed | ev.SuccessionProposed | ev.ReplacementProposed | ev.DisclosureProposed
)


def _waits(entry: Entry, event: Proposed) -> list[Op]:
    return [Put("pending", (entry.seq, entry.kind))]


def _mandate_revoked(entry: Entry, event: ev.MandateRevoked) -> list[Op]:
    return [Patch("mandate", (event.authority, event.power, event.scope, event.since), {"until": event.until})]


def _officer_revoked(entry: Entry, event: ev.OfficerRevoked) -> list[Op]:
    return [Patch("officer", (event.officer,), {"revoked": entry.seq})]


def _credential_replaced(entry: Entry, event: ev.CredentialReplaced) -> list[Op]:
    return [
        Patch("officer", (event.officer,), {"key": event.key, "revoked": None}),
        Put("officer_key", (event.key, event.officer, entry.seq)),
        Delete("pending", "seq", event.proposed),
    ]


def _authority_succeeded(entry: Entry, event: ev.AuthoritySucceeded) -> list[Op]:
    return [
        Put("authority_succession", (event.authority, event.successor, event.since, entry.seq)),
        Delete("pending", "seq", event.proposed),
    ]


def _look_ups_sealed(entry: Entry, event: ev.LookUpsSealed) -> list[Op]:
    return [Put("look_ups", (entry.seq, event.first, event.last, event.digest))]


def _disclosed(entry: Entry, event: ev.DisclosureOpened) -> list[Op]:
    return [Delete("pending", "seq", event.proposed)]


GOVERNANCE: dict[type, Callable[[Entry, Any], list[Op]]] = {
    ev.LookUpsSealed: _look_ups_sealed,
    ev.DisclosureProposed: _waits,
    ev.DisclosureOpened: _disclosed,
    ev.MandateProposed: _waits,
    ev.EditionProposed: _waits,
    ev.SuccessionProposed: _waits,
    ev.MandateRevoked: _mandate_revoked,
    ev.OfficerRevoked: _officer_revoked,
    ev.ReplacementProposed: _waits,
    ev.CredentialReplaced: _credential_replaced,
    ev.AuthoritySucceeded: _authority_succeeded,
}
