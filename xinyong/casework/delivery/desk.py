"""The desk's file ``desk.db``: what was issued, the outbox, attempts, proofs and the subjects' inbox.

Plain SQLite beside the register's own file. It holds no text of a document, no attempt's address in words, and
nothing that the journal does not decide; losing it loses no decision.
"""

from __future__ import annotations

import secrets
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from xinyong.casework.delivery.forgetting import Forgetting
from xinyong.casework.delivery.issued import Basis, Confirmation, Issued, new_code, read_code
from xinyong.casework.delivery.port import Proof, ProofKind, stays_private
from xinyong.casework.documents.model import Document, digest
from xinyong.errors import NotFound, Text

OUTBOX = """
CREATE TABLE IF NOT EXISTS casework_outbox (
  key TEXT PRIMARY KEY, issued TEXT NOT NULL REFERENCES casework_issued (id) ON DELETE CASCADE, channel TEXT NOT NULL,
  address TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL, role TEXT NOT NULL DEFAULT 'subject', UNIQUE (issued, channel, address)) STRICT;
"""
DDL = f"""
CREATE TABLE IF NOT EXISTS casework_issued (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE, whole BLOB NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS casework_issued_case ON casework_issued (case_id);
{OUTBOX}CREATE INDEX IF NOT EXISTS casework_outbox_due ON casework_outbox (state, next_at);
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
CREATE TABLE IF NOT EXISTS casework_pickup (
  key TEXT PRIMARY KEY REFERENCES casework_inbox (key) ON DELETE CASCADE, secret TEXT NOT NULL, consent TEXT NOT NULL,
  until INTEGER NOT NULL, used_at INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS casework_doomed (case_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
RENEW = (
    OUTBOX.replace("casework_outbox", "casework_outbox_renewed"),  # other tables name the old one
    "INSERT INTO casework_outbox_renewed SELECT *, 'subject' FROM casework_outbox",
    "DROP TABLE casework_outbox",
    "ALTER TABLE casework_outbox_renewed RENAME TO casework_outbox",
)
ONE_RECIPIENT = "UNIQUE (issued, channel)) STRICT"
"""How the outbox ended in desk files from before a document could have several recipients on one channel."""
SUBJECT, THIRD_PARTY = "subject", "third-party"
WAITING, DONE, FAILED = "waiting", "done", "failed"
LEASE_MS = 5 * 60_000
"""How long an attempt may take before another courier believes that the first one died."""


PICKUP_MS = 30 * 86_400_000
"""How long a one-time code can be used (basis: register)."""


def _secret(code: str) -> str:
    """What the desk keeps of a one-time code: 80 bits are not found again from it."""
    return sha256(b"xinyong/pickup/1\x00" + code.encode()).hexdigest()


def _plain(number: str) -> str:
    """A document's number as people type it: width, brackets and spaces do not count."""
    folded = unicodedata.normalize("NFKC", number).translate(_BRACKETS)
    return "".join(folded.split()).upper()


_BRACKETS = {ord(sign): "(" for sign in "〔[【﹝"} | {ord(sign): ")" for sign in "〕]】﹞"}


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
    role: str = SUBJECT


class Recipient(NamedTuple):
    """Somebody who was told of a case, and up to which of its entries."""

    case: str
    channel: str
    address: str
    language: str
    role: str
    upto: int


class Received(NamedTuple):
    """One document in a subject's inbox."""

    key: str
    issued: str
    at: int
    read_at: int | None


class Desk(Forgetting):
    """The open desk file. Every method is one durable transaction."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._several_recipients()
        self._db.executescript(DDL)

    def _several_recipients(self) -> None:
        """A desk file of an earlier version: its outbox is copied into one that takes several recipients."""
        if not self._one_recipient():
            return
        self._db.execute("PRAGMA foreign_keys = OFF")
        with self._write() as db:
            for statement in RENEW if self._one_recipient() else ():  # else another process was first
                db.execute(statement)
        self._db.execute("PRAGMA foreign_keys = ON")

    def _one_recipient(self) -> bool:
        made = self._db.execute("SELECT sql FROM sqlite_schema WHERE name = 'casework_outbox'").fetchone()
        return made is not None and ONE_RECIPIENT in made[0]

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

    def confirm(self, code: str, number: str | None = None) -> Confirmation:
        """Use a code once: whether such a document was issued, by whom, under what number; and nothing else.

        ``number``: as printed on the document; another than its own confirms nothing.
        """
        with self._write() as db:
            row = db.execute("SELECT whole FROM casework_issued WHERE code = ?", (read_code(code),)).fetchone()
            made = msgspec.json.decode(row[0], type=Issued) if row else None
            known = made is not None and (number is None or _plain(number) == _plain(made.number))
            db.execute(
                "UPDATE casework_issued SET confirmed = confirmed + ? WHERE id = ?",
                (int(known), made.id if made else ""),
            )
        if made is None or not known:
            return Confirmation(genuine=False)
        return Confirmation(
            genuine=True,
            kind=made.basis.kind,
            authority_zh=made.authority_zh,
            authority_en=made.authority_en,
            number=made.number,
            dated=made.dated,
            digest=made.digest,
        )

    # --- the outbox --------------------------------------------------------------------------

    def post(
        self, issued: str, channel: str, now: int, address: str = "", language: str = "both", role: str = SUBJECT
    ) -> Item:
        """Put a document into the outbox, once for each channel and address; posting it again changes nothing.

        Refused: a document to a person anywhere but to that person, and with any address.
        """
        stays_private(self.issued(issued).basis.case, channel, address, role != SUBJECT)
        with self._write() as db:
            rows = db.execute(
                "SELECT key, address FROM casework_outbox WHERE issued = ? AND channel = ?", (issued, channel)
            ).fetchall()
            key = next((row[0] for row in rows if row[1] == address), "")
            if not key:  # no address in a key: it stands in proofs, manifests and events
                key = f"{issued}-{channel}" + (f"-{len(rows) + 1}" if rows else "")
                db.execute(
                    "INSERT INTO casework_outbox VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
                    (key, issued, channel, address, language, WAITING, now, role),
                )
        return self.item(key)

    def recipients(self) -> list[Recipient]:
        """Everybody to whom a document of a case was sent, and the newest of its entries that they were told of."""
        found: dict[tuple[str, ...], Recipient] = {}
        rows = self._db.execute(
            "SELECT i.case_id, o.channel, o.address, o.language, o.role, i.whole FROM casework_outbox o "
            "JOIN casework_issued i ON i.id = o.issued WHERE i.case_id <> '' ORDER BY o.rowid"
        )
        for case, by, to, language, role, whole in rows:
            channel, address = ("print", "") if by == "counter" else (by, to)  # changes go there by post
            upto = msgspec.json.decode(whole, type=Issued).basis.upto
            known = found.get((case, channel, address, role))
            upto = max(upto, known.upto if known else 0)
            found[case, channel, address, role] = Recipient(case, channel, address, language, role, upto)
        return list(found.values())

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

    def offer(self, key: str, consent: str, now: int) -> str:
        """A fresh one-time code with which whoever holds it reads this letter on the portal; an older one is void.

        A reading that proved service goes on proving it, whatever becomes of later codes.
        ``consent``: number of the subject's written consent to electronic service; "" where it gave none, and then
        reading proves no service. NotFound for what is in no inbox.
        """
        code = new_code()
        with self._write() as db:
            if db.execute("SELECT 1 FROM casework_inbox WHERE key = ?", (key,)).fetchone() is None:
                raise NotFound(Text("收件箱中没有这一件。", "No inbox holds such a letter."), field="key")
            read = self.service_proof(key)
            if read is not None:
                db.execute("INSERT OR REPLACE INTO casework_proof VALUES (?, ?, ?, ?, '')", (key, *read))
            db.execute(
                "INSERT OR REPLACE INTO casework_pickup VALUES (?, ?, ?, ?, NULL)",
                (key, _secret(code), consent, now + PICKUP_MS),
            )
        return code

    def collect(self, key: str, code: str, now: int) -> Received | None:
        """Use a one-time code: the letter, from now on read; None for anything that does not fit, whatever it is."""
        with self._write() as db:
            used = db.execute(
                "UPDATE casework_pickup SET used_at = ? WHERE key = ? AND secret = ? AND used_at IS NULL AND until > ? "
                "RETURNING key",
                (now, key, _secret(code), now),
            ).fetchone()
            if used is None:
                return None
            db.execute("UPDATE casework_inbox SET read_at = coalesce(read_at, ?) WHERE key = ?", (now, key))
            row = db.execute("SELECT key, issued, at, read_at FROM casework_inbox WHERE key = ?", (key,)).fetchone()
        return Received(*row)

    def service_proof(self, key: str) -> Proof | None:
        """What proves that a letter was served: a delivery into somebody's hands, or its reading where that was agreed.

        Lying in an inbox or a print queue proves nothing.
        """
        proof = self.proof(key)
        if proof is not None and proof.kind not in ("queued", "stored"):
            return proof
        read = self._db.execute(
            "SELECT used_at FROM casework_pickup WHERE key = ? AND used_at IS NOT NULL AND consent <> ''", (key,)
        ).fetchone()
        return None if read is None else Proof("read", f"read:{key}", int(read[0]))

    def read(self, key: str, now: int) -> None:
        """Note when the subject first opened it."""
        with self._write() as db:
            db.execute("UPDATE casework_inbox SET read_at = coalesce(read_at, ?) WHERE key = ?", (now, key))
