"""What a channel must do, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

from xinyong.casework.delivery.issued import Issued
from xinyong.errors import OperatorError, Text
from xinyong.law.articles import refused
from xinyong.subjects.ids import is_person_case

Form = Literal["pdf", "html"]
ProofKind = Literal["stored", "read", "accepted", "acknowledged", "queued", "handed-over"]
"""stored: in the subject's inbox · read: there, with its one-time code, where it agreed to electronic service ·
accepted: by a mail server · acknowledged: by the receiver's machine · queued: for printing ·
handed-over: across the counter, before an officer."""


class Parcel(NamedTuple):
    """One document on its way over one channel. ``key`` is the same at every attempt: receivers know a repeat by it."""

    key: str
    issued: Issued
    address: str  # mail address or URL; "" where the channel needs none
    language: str  # zh | en | both
    at: int  # ms since 1970 UTC, of this attempt
    render: Callable[[Form], bytes]


class Proof(NamedTuple):
    """What can be shown of a delivery. ``reference`` goes into the journal with the officer's entry."""

    kind: ProofKind
    reference: str
    at: int  # ms since 1970 UTC


class Channel(Protocol):
    """A way to deliver. Delivering the same key again must not reach the receiver as a second document."""

    name: str

    def deliver(self, parcel: Parcel) -> Proof:
        """Hand the document over; DeliveryFailed when that did not work."""


class DeliveryFailed(OperatorError):
    """A delivery did not succeed. ``permanent``: trying again cannot help. Holds no address and no name."""

    default_code = "not-delivered"

    def __init__(self, detail: Text, *, code: str, permanent: bool = False, todo: Text | None = None) -> None:
        super().__init__(detail, code=code, todo=todo)
        self.permanent = permanent


def stays_private(case: str, channel: str, address: str, third_party: bool) -> None:
    """What is for a person goes to the person alone: its own pages, by post or by hand; nobody's address is kept."""
    if not is_person_case(case):
        return
    if third_party or channel not in ("inbox", "print", "counter") or (address and channel != "counter"):
        raise refused(
            11,
            Text("致自然人的文书只送本人页面、邮寄或者当面交付；登记册不保存个人地址。",
                 "A document to a person goes to its own pages, by post or by hand; no address of anybody is kept."),
            field="address" if address and channel in ("inbox", "print") else "channel",
            todo=Text("用 inbox 或 print，不写地址；或当面交付。", "Use inbox or print, with no address; or hand it over."),
        )  # fmt: skip
