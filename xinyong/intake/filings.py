"""Filings that come one request at a time: a form's rows as JSON objects, each with an outcome of its own.

A request is a small file. It is named by the sender's idempotency key: the same key with the same content is
the same filing and answers as it did, writing nothing; the same key with other content is refused. Its
entry keeps the content's digest and the officer whose signature came with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from xinyong.errors import BadInput, Text, XinyongError
from xinyong.intake.forms.base import Decode, Layout, Setting, Warn
from xinyong.intake.forms.registry import named, recognise
from xinyong.intake.json_lines import MEMBERS, cell_of, read_object, unknown_member
from xinyong.intake.personal import dropped_columns
from xinyong.journal.officers import Signer
from xinyong.office import Office
from xinyong.office.batch import OpenedFile, RowCommand, RowOutcome, close_file, file_rows, open_file, reopened
from xinyong.office.trial import FIRST_SEQ
from xinyong.subjects.identifiers import get

MOST_ITEMS = 1_000
STATUSES = ("accepted", "already_held", "refused", "waiting")


class Item(NamedTuple):
    """What became of one object; ``entry`` is the journal's entry that holds it."""

    status: str
    entry: int | None
    error: XinyongError | None
    warns: tuple[Warn, ...]


class Filed(NamedTuple):
    """What became of a request. ``replayed``: it was filed before, and nothing was written now."""

    entry: int  # the request's own entry
    items: list[Item]
    warns: list[Warn]  # about the whole of it: columns dropped unread
    replayed: bool

    def counts(self) -> dict[str, int]:
        """Items by outcome."""
        by = {status: sum(item.status == status for item in self.items) for status in STATUSES}
        return {"rows": len(self.items), **by}


def file_items(
    office: Office, form: str, items: Sequence[bytes], signer: Signer, *, authority: str, key: str, content: str,
    attested_by: str,
) -> Filed:
    """File each object as a row of the form. ``content``: sha256 (hex) of the request's body.

    Raises BadInput for an unknown form, objects that are not of it at all, or a key used for something else.
    """
    (chosen,) = named(form if form != "auto" else "", office.rulebook.manifest.forms)
    objects = [_read(item) for item in items]
    heading = list(dict.fromkeys(name for each in objects if isinstance(each, dict) for name in each))
    if len(heading) > MEMBERS:
        raise BadInput(
            Text(f"成员名称超过 {MEMBERS} 种。", f"There are more than {MEMBERS} different member names."),
            code="too-many-members",
            field="items", todo=Text("成员名称用表的字段。", "Name the members as the form's columns."),
        )
    recognise(heading, [chosen])
    layout = Layout(chosen, heading)
    manifest = office.rulebook.manifest
    setting = Setting(office.today(), get(manifest.organisation_identifier), office.mode, manifest.person_identifier)
    rows = [_decoded(each, layout, chosen.decoder(layout, setting)) for each in objects]
    digest = hashlib.sha256(b"\0".join((b"xinyong/filing/1", authority.encode(), key.encode()))).hexdigest()
    opened = open_file(office, digest, chosen.name, authority, signer, attestation=content, attested_by=attested_by)
    _same_request(office, opened, content, chosen.name)
    replayed = opened.closed_before
    if replayed:
        opened = reopened(office, opened)
    found = _file(office, opened, [row for row, _ in rows])
    items_out = [_item(outcome, warns, replayed) for outcome, (_, warns) in zip(found, rows, strict=True)]
    filed = Filed(opened.seq, items_out, dropped_columns(chosen, layout), replayed)
    if not replayed:
        close_file(office, opened, filed.counts())
        office.seal_if_needed()
    return filed


def _file(office: Office, opened: OpenedFile, rows: list[RowCommand | XinyongError]) -> list[RowOutcome]:
    found: list[RowOutcome] = []
    while len(found) < len(rows):
        found += file_rows(office, opened, rows[len(found) :])
    return found


def _read(item: bytes) -> dict[str, str] | BadInput:
    try:
        return {name: cell_of(value, name) for name, value in read_object(item).items()}
    except BadInput as error:
        return error


def _decoded(
    found: dict[str, str] | BadInput, layout: Layout, decode: Decode
) -> tuple[RowCommand | XinyongError, tuple[Warn, ...]]:
    if isinstance(found, BadInput):
        return found, ()
    strange = [name for name in found if name.strip() in layout.unknown]
    if strange:
        return unknown_member(strange[0]), ()
    try:
        command, warns = decode([found.get(title, "") for title in layout.heading])
    except XinyongError as error:
        return error, ()
    return command, warns  # type: ignore[return-value]  # a form makes commands of rows alone


def _item(outcome: RowOutcome, warns: tuple[Warn, ...], replayed: bool) -> Item:
    if replayed and outcome.seq is not None and outcome.seq >= FIRST_SEQ:
        return Item("refused", None, _not_then(), ())  # what was refused then is not filed by asking again
    told = () if outcome.status in ("already_held", "refused") else warns
    return Item(outcome.status, outcome.seq, outcome.error, told)


def _same_request(office: Office, opened: OpenedFile, content: str, form: str) -> None:
    with office.store.reading() as reading:
        event = reading.entry(opened.seq).event
    if event is not None and (event.attestation, event.form) != (content, form):
        raise BadInput(
            Text("该幂等键已用于其他内容。", "The idempotency key was used for other content."), code="idempotency-key-reused",
            field="Idempotency-Key", todo=Text("新内容请用新的键。", "Use a new key for new content."),
        )


def _not_then() -> BadInput:
    return BadInput(
        Text("该项首次报送时被退回。", "This item was refused when it was first sent."), code="refused-then",
        todo=Text("改正后用新的幂等键报送。", "Mend it and send it under a new key."),
    )
