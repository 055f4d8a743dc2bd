"""The courier: takes what is due, hands it to its channel, keeps the proof, tries again later where it must.

A parcel is claimed for some minutes before it is sent and marked after. Whoever dies in between loses nothing: the
claim runs out and it is sent again under the same key, by which inbox, mail, webhook and print queue know it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from xinyong.casework.delivery.desk import Desk, Item
from xinyong.casework.delivery.issued import Issued
from xinyong.casework.delivery.port import Channel, DeliveryFailed, Form, Parcel
from xinyong.errors import NotFound, Text

MINUTE = 60_000
BACKOFF = tuple(minutes * MINUTE for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""Milliseconds until the next attempt, after each failed one; then an officer must look."""

Render = Callable[[Issued, str, Form], bytes]


class Outcome(NamedTuple):
    """What became of one attempt."""

    key: str
    channel: str
    delivered: bool
    said: str  # kind of proof, or code of the failure
    again_at: int | None


class Courier:
    """Delivers over the channels it is given. ``clock``: ms since 1970 UTC."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel], render: Render, clock: Callable[[], int]) -> None:
        self.desk, self.channels, self.render, self.clock = desk, channels, render, clock

    def run(self, limit: int = 1000) -> list[Outcome]:
        """Deliver what is due now, at most ``limit`` parcels."""
        done: list[Outcome] = []
        while len(done) < limit:
            item = self.desk.claim(self.clock(), list(self.channels))
            if item is None:
                break
            done.append(self._attempt(item))
        return done

    def _attempt(self, item: Item) -> Outcome:
        at = self.clock()
        try:
            issued = self.desk.issued(item.issued)
            parcel = Parcel(
                item.key, issued, item.address, item.language, at, lambda form: self.render(issued, item.language, form)
            )
            proof = self.channels[item.channel].deliver(parcel)
        except NotFound:  # the case was erased between posting and delivery
            failure = DeliveryFailed(
                Text("所依据的案件已删除。", "The case it rests on was erased."), code="erased", permanent=True
            )
            return self._failed(item, at, failure)
        except DeliveryFailed as failure:
            return self._failed(item, at, failure)
        self.desk.delivered(item.key, proof)
        return Outcome(item.key, item.channel, True, proof.kind, None)

    def _failed(self, item: Item, at: int, failure: DeliveryFailed) -> Outcome:
        tries = item.attempts
        again = None if failure.permanent or tries > len(BACKOFF) else at + BACKOFF[tries - 1]
        self.desk.not_delivered(item.key, at, failure.code, again)
        return Outcome(item.key, item.channel, False, failure.code, again)
