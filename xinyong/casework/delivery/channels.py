"""Channels that need no network: the subject's inbox, the print queue, the counter."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from xinyong.casework.delivery.desk import Desk
from xinyong.casework.delivery.issued import Issued
from xinyong.casework.delivery.port import DeliveryFailed, Parcel, Proof
from xinyong.errors import BadInput, NotFound, Text
from xinyong.subjects.ids import is_person_case

SEALED = ".sealed"
RECIPIENTS = ("in-person", "legal-representative", "responsible-person", "agent", "mail-room")
"""Who took a document at the counter, by office and never by name; ``in-person``: the natural person it is about."""


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the print queue's manifest."""

    file: str
    number: str
    digest: str
    at: int  # ms since 1970 UTC


class Inbox:
    """The subject's own pages: stored there, and read there after signing in."""

    name = "inbox"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def deliver(self, parcel: Parcel) -> Proof:
        """Store it; the day it first came in is the proof's."""
        parcel.render("html")  # what cannot be made must not stand in an inbox
        at = self._desk.receive(parcel.key, parcel.issued, parcel.at)
        return Proof("stored", f"inbox:{parcel.key}", at)


Seal = Callable[[Issued, bytes], bytes]
"""Seals a file to the person whom its document is about."""


class PrintQueue:
    """A folder of PDF files with a manifest, for the post room. A file's name is its parcel's key.

    A document to a natural person lies there sealed by that person's key (``seal``) and is opened one by one, by an
    officer of the authority, when it is printed; once the key is destroyed nobody opens it.
    """

    name = "print"

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self._folder = folder
        self._seal = seal

    @property
    def manifest(self) -> Path:
        """``manifest.json``: key → file, number, digest, since when."""
        return self._folder / "manifest.json"

    def deliver(self, parcel: Parcel) -> Proof:
        """Write file, then manifest; a repeat writes the same file again."""
        with self._alone() as listed:
            held = listed.get(parcel.key)
            file, content = f"{parcel.key}.pdf", parcel.render("pdf")
            if is_person_case(parcel.issued.basis.case):
                if self._seal is None:
                    raise DeliveryFailed(
                        Text("致自然人的文书须密封存放。", "A document to a person is kept sealed."), code="not-sealed",
                        permanent=True,
                    )
                file, content = f"{parcel.key}.pdf{SEALED}", self._seal(parcel.issued, content)
            _write(self._folder / file, content)
            at = held.at if held else parcel.at
            listed[parcel.key] = Printed(
                file=file, number=parcel.issued.number, digest=parcel.issued.digest, at=at
            )
        return Proof("queued", f"print:{parcel.key}", at)

    def remove(self, keys: Sequence[str]) -> None:
        """Take files out: printed and posted, or their case erased."""
        with self._alone() as listed:
            for key in keys:
                listed.pop(key, None)
                for ending in ("", SEALED):
                    (self._folder / f"{key}.pdf{ending}").unlink(missing_ok=True)

    def sealed(self, key: str) -> bytes:
        """A sealed file as it lies there; NotFound when there is none."""
        path = self._folder / f"{key}.pdf{SEALED}"
        if not path.is_file():
            raise NotFound(Text("打印队列中没有这份密封文书。", "The print queue has no such sealed document."), field="key")
        return path.read_bytes()

    @contextmanager
    def _alone(self) -> Iterator[dict[str, Printed]]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            text = self.manifest.read_bytes() if self.manifest.is_file() else b"{}"
            listed = msgspec.json.decode(text, type=dict[str, Printed])
            yield listed
            _write(self.manifest, msgspec.json.format(msgspec.json.encode(listed), indent=2))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, on disk before it counts."""
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def hand_over(desk: Desk, issued: str, officer: str, recipient: str, now: int, language: str = "both") -> Proof:
    """Record that an officer handed the document over at the counter; ``recipient`` is an office of ``RECIPIENTS``."""
    if recipient not in RECIPIENTS:
        raise BadInput(
            Text("收件人须以身份代码写明。", "Say by office who took it."),
            field="recipient",
            todo=Text("取值：" + "、".join(RECIPIENTS), "One of: " + ", ".join(RECIPIENTS)),
        )
    item = desk.post(issued, "counter", now, recipient, language)
    desk.delivered(item.key, Proof("handed-over", f"counter:{item.key}", now), officer)
    proof = desk.proof(item.key)
    assert proof is not None
    return proof
