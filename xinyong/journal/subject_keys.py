"""Persons' keys in the key store: made at first need, and destroyed once nothing is left that they open (Article 14).

What is kept about a person is sealed under that person's key, whatever its kind: a record, a case, what followed from
either. Each has a row of its own in ``data_key`` that names the subject. Hence one question tells whether anything
is left, also for kinds that come later, and it is asked in the very transaction that destroys a row.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence

from xinyong.errors import RegisterFault, Text
from xinyong.journal.keyfile import key_damaged
from xinyong.journal.subject_map import SubjectMap
from xinyong.subjects.sealing import NONCE_BYTES, WrappingKey
from xinyong.subjects.sealing import unwrap as _unwrap


class SubjectKeys(SubjectMap):
    """The part of the key store that holds persons' keys."""

    def ensure_subject_key(self, subject: str) -> bytes:
        """The subject's key, made at first need. Raises RegisterFault where it was destroyed."""
        known = self._subject_row(subject)
        if known is None:
            key = secrets.token_bytes(32)
            with self._write() as db:
                wrapped = WrappingKey(self._secrets["kek"]).wrap(key, subject.encode(), os.urandom(NONCE_BYTES))
                db.execute("INSERT INTO subject_key VALUES (?, ?)", (subject, wrapped))
            return key
        if not known[0]:
            raise RegisterFault(
                Text("该主体的密钥已销毁，不能再写入。", "This subject's key was destroyed; nothing more can be written under it."),
                code="subject-forgotten", article=14,
            )
        return _unwrap(known[0], self._secrets["kek"], subject.encode())

    def _subject_row(self, subject: str) -> tuple[bytes] | None:
        query = "SELECT wrapped FROM subject_key WHERE subject = ?"
        row: tuple[bytes] | None = self._connections.get().execute(query, (subject,)).fetchone()
        return row

    def _subject_key(self, subject: str) -> bytes | None:
        row = self._subject_row(subject)
        if row is None:
            raise key_damaged("subject_key")
        return _unwrap(row[0], self._secrets["kek"], subject.encode()) if row[0] else None

    def anything_left(self, subject: str) -> bool:
        """Whether anything is kept that this person's key opens. The one place that answers it.

        Whatever is sealed under a person's key outside the journal (a log of look-ups, say) must be asked here too.
        """
        query = "SELECT 1 FROM data_key WHERE subject = ? AND subject <> '' LIMIT 1"
        return self._connections.get().execute(query, (subject,)).fetchone() is not None

    def _people_of(self, seqs: Sequence[int]) -> list[str]:
        """The persons whose keys wrap the keys of these entries."""
        people: set[str] = set()
        db = self._connections.get()
        for i in range(0, len(seqs), 500):
            part = seqs[i : i + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT DISTINCT subject FROM data_key WHERE subject <> '' AND seq IN ({marks})"
            people.update(row[0] for row in db.execute(query, part))
        return sorted(people)

    def _forget_finished(self, people: Iterable[str]) -> None:
        """Within a transaction: destroy key and number of those of whom nothing is left.

        Nothing is noted in the log of erasures for it: on an older copy of this file the same entries are destroyed
        again, and the same follows. So no trace of the number, not even a keyed one, outlives the person's last entry.
        """
        self._forget_subjects([subject for subject in people if not self.anything_left(subject)])

    def _forget_subjects(self, subjects: Iterable[str]) -> None:
        """An empty row of the key stays: destroyed is not lost."""
        with self._write() as db:
            for subject in subjects:
                db.execute("UPDATE subject_key SET wrapped = x'' WHERE subject = ?", (subject,))
                db.execute("DELETE FROM identifier WHERE subject = ?", (subject,))
