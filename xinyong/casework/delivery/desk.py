"""The desk's file ``desk.db``: what was issued, the outbox, attempts, proofs and the subjects' inbox.

Plain SQLite beside the register's own file. It holds no text of a document, no attempt's address in words, and
nothing that the journal does not decide; losing it loses no decision.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from xinyong.casework.delivery.issued import Basis, Confirmation, Issued, new_code, read_code
from xinyong.casework.delivery.port import Proof, ProofKind
from xinyong.casework.documents.model import Document, digest
from xinyong.errors import NotFound, Text

DDL = """
CREATE TABLE IF NOT EXISTS casework_issued (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE, whole BLOB NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS casework_issued_case ON casework_issued (case_id);
CREATE TABLE IF NOT EXISTS casework_outbox (
  key TEXT PRIMARY KEY, issued TEXT NOT NULL REFERENCES casework_issued (id) ON DELETE CASCADE, channel TEXT NOT NULL,
  address TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL, UNIQUE (issued, channel)) STRICT;
CREATE INDEX IF NOT EXISTS casework_outbox_due ON casework_outbox (state, next_at);
CREATE TABLE IF NOT EXISTS casework_attempt (
  key TEXT NOT NULL REFERENCES casework_outbox (key) ON DELETE CASCADE, at INTEGER NOT NULL,
  outcome TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS casework_proof (
  key TEXT PRIMARY KEY REFERENCES casework_outbox (key) ON DELETE CASCADE, kind TEXT NOT NULL, reference TEXT NOT NULL,
  at INTEGER NOT NULL, officer TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS casework_inbox (
  key TEXT PRIMARY KEY, issued TEXT NOT NULL REFERENCES casework_issued (id) ON DELETE CASCADE, subject TEXT NOT NULL,
  at INTEGER NOT NULL, read_at INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS casework_inbox_subject ON casework_inbox (subject, at);
"""
WAITING, DONE, FAILED = "waiting", "done", "failed"
LEASE_MS = 5 * 60_000
"""How long an attempt may take before another courier believes that the first one died."""


class Item(NamedTuple):
    """One line of the outbox."""

    key: str
    issued: str
    channel: str
    address: str
    language: str
    state: str
    attempts: int
    next_at: int


class Received(NamedTuple):
    """One document in a subject's inbox."""

    key: str
    issued: str
    at: int
    read_at: int | None


class Desk:
    """The open desk file. Every method is one durable transaction."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(DDL)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # --- issuing -----------------------------------------------------------------------------

    def issue(self, document: Document, basis: Basis, now: int) -> Issued:
        """Give a document its verification code. The same document gets the same code again."""
        fingerprint = digest(document)
        with self._write() as db:
            row = db.execute("SELECT whole FROM casework_issued WHERE digest = ?", (fingerprint,)).fetchone()
            if row is not None:
                return msgspec.json.decode(row[0], type=Issued)
            made = Issued(
                id="D" + secrets.token_hex(10).upper(),
                basis=basis,
                digest=fingerprint,
                code=new_code(),
                authority_zh=document.authority.zh,
                authority_en=document.authority.en,
                number=document.number,
                dated=document.dated,
                issued_at=now,
            )
            db.execute(
                "INSERT INTO casework_issued VALUES (?, ?, ?, ?, ?, ?, 0)",
                (made.id, basis.case, basis.subject, fingerprint, made.code, msgspec.json.encode(made)),
            )
        return made

    def issued(self, id: str) -> Issued:
        """An issued document; NotFound when there is none, or it was forgotten."""
        row = self._db.execute("SELECT whole FROM casework_issued WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotFound(Text("没有这份已签发的文书。", "No such document was issued."), field="issued")
        return msgspec.json.decode(row[0], type=Issued)

    def confirm(self, code: str) -> Confirmation:
        """Use a code once: whether such a document was issued, by whom, under what number; and nothing else."""
        with self._write() as db:
            row = db.execute(
                "UPDATE casework_issued SET confirmed = confirmed + 1 WHERE code = ? RETURNING whole",
                (read_code(code),),
            ).fetchone()
        if row is None:
            return Confirmation(genuine=False)
        made = msgspec.json.decode(row[0], type=Issued)
        return Confirmation(
            genuine=True,
            kind=made.basis.kind,
            authority_zh=made.authority_zh,
            authority_en=made.authority_en,
            number=made.number,
            dated=made.dated,
            digest=made.digest,
        )

    def cases(self) -> list[str]:
        """The cases that documents were issued in."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT case_id FROM casework_issued WHERE case_id <> ''")]

    def forget(self, case: str) -> list[str]:
        """Remove every trace of a case that was erased; the keys of its parcels, for channels that keep files."""
        with self._write() as db:
            keys = [
                row[0]
                for row in db.execute(
                    "SELECT key FROM casework_outbox "
                    "WHERE issued IN (SELECT id FROM casework_issued WHERE case_id = ?)",
                    (case,),
                )
            ]
            db.execute("DELETE FROM casework_issued WHERE case_id = ?", (case,))
        return keys

    # --- the outbox --------------------------------------------------------------------------

    def post(self, issued: str, channel: str, now: int, address: str = "", language: str = "both") -> Item:
        """Put a document into the outbox, once for each channel; posting it again changes nothing."""
        with self._write() as db:
            db.execute(
                "INSERT OR IGNORE INTO casework_outbox VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                (f"{issued}-{channel}", issued, channel, address, language, WAITING, now),
            )
        return self.item(f"{issued}-{channel}")

    def item(self, key: str) -> Item:
        """A line of the outbox; NotFound when there is none."""
        row = self._db.execute("SELECT * FROM casework_outbox WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise NotFound(Text("发件箱中没有这一件。", "The outbox holds no such parcel."), field="key")
        return Item(*row)

    def items(self, state: str = "") -> list[Item]:
        """The outbox, oldest first; only one state's where named."""
        rows = self._db.execute("SELECT * FROM casework_outbox WHERE ? IN ('', state) ORDER BY rowid", (state,))
        return [Item(*row) for row in rows]

    def claim(self, now: int, channels: Sequence[str]) -> Item | None:
        """Take the next parcel that is due. It comes back by itself when whoever took it dies."""
        marks = ", ".join("?" * len(channels))
        with self._write() as db:
            row = db.execute(
                "UPDATE casework_outbox SET next_at = ?, attempts = attempts + 1 "  # noqa: S608 - marks only
                "WHERE key = (SELECT key FROM casework_outbox WHERE state = ? AND next_at <= ? "
                f"AND channel IN ({marks}) ORDER BY next_at, rowid LIMIT 1) RETURNING *",
                (now + LEASE_MS, WAITING, now, *channels),
            ).fetchone()
        return Item(*row) if row else None

    def delivered(self, key: str, proof: Proof, officer: str = "") -> None:
        """Mark a parcel as delivered, with its proof. The first proof stays."""
        with self._write() as db:
            db.execute("UPDATE casework_outbox SET state = ? WHERE key = ?", (DONE, key))
            db.execute("INSERT INTO casework_attempt VALUES (?, ?, 'delivered')", (key, proof.at))
            db.execute(
                "INSERT OR IGNORE INTO casework_proof VALUES (?, ?, ?, ?, ?)",
                (key, proof.kind, proof.reference, proof.at, officer),
            )

    def not_delivered(self, key: str, at: int, outcome: str, next_at: int | None) -> None:
        """Note a failed attempt; ``next_at`` None gives up and leaves it to an officer."""
        with self._write() as db:
            db.execute("INSERT INTO casework_attempt VALUES (?, ?, ?)", (key, at, outcome))
            db.execute(
                "UPDATE casework_outbox SET state = ?, next_at = ? WHERE key = ?",
                (FAILED if next_at is None else WAITING, next_at or at, key),
            )

    def retry(self, key: str, now: int) -> None:
        """Let a parcel that was given up be tried again."""
        with self._write() as db:
            db.execute(
                "UPDATE casework_outbox SET state = ?, attempts = 0, next_at = ? WHERE key = ? AND state = ?",
                (WAITING, now, key, FAILED),
            )

    def proof(self, key: str) -> Proof | None:
        """The proof of a delivery, if it was made."""
        row = self._db.execute("SELECT kind, reference, at FROM casework_proof WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        kind: ProofKind = row[0]
        return Proof(kind, row[1], row[2])

    def attempts(self, key: str) -> list[tuple[int, str]]:
        """When a parcel was tried and with what outcome, in order."""
        rows = self._db.execute("SELECT at, outcome FROM casework_attempt WHERE key = ? ORDER BY rowid", (key,))
        return [(row[0], row[1]) for row in rows]

    # --- the inbox ---------------------------------------------------------------------------

    def receive(self, key: str, issued: Issued, now: int) -> int:
        """Put a document into its subject's inbox, once; when it came in first."""
        with self._write() as db:
            db.execute(
                "INSERT OR IGNORE INTO casework_inbox VALUES (?, ?, ?, ?, NULL)",
                (key, issued.id, issued.basis.subject, now),
            )
            return int(db.execute("SELECT at FROM casework_inbox WHERE key = ?", (key,)).fetchone()[0])

    def inbox(self, subject: str) -> list[Received]:
        """A subject's documents, newest first."""
        rows = self._db.execute(
            "SELECT key, issued, at, read_at FROM casework_inbox WHERE subject = ? ORDER BY at DESC, key", (subject,)
        )
        return [Received(*row) for row in rows]

    def read(self, key: str, now: int) -> None:
        """Note when the subject first opened it."""
        with self._write() as db:
            db.execute("UPDATE casework_inbox SET read_at = coalesce(read_at, ?) WHERE key = ?", (now, key))
