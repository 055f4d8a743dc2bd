"""What every store must do, whichever database it stands on: subclass ``StoreContract`` for each.

A subclass gives ``store`` (an empty register, its genesis written) and ``again`` (the same register opened anew).
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.journal.support import EDITION, START_MS, Clock, erasure, organisation, record, signed, subject
from xinyong.errors import JournalDamaged, NotFound, Refused, RegisterFault
from xinyong.journal import notes
from xinyong.journal.backup import write_keys
from xinyong.journal.merkle import leaf_hash, verify_inclusion
from xinyong.journal.port import Draft
from xinyong.register import events as ev


class StoreContract:
    """The promises of ``journal.port``."""

    # --- recorded ------------------------------------------------------------------------------

    def test_numbers_are_contiguous_and_entries_read_back(self, store: Any, clock: Clock) -> None:
        with store.writing() as writing:
            clock.now += 5
            first = writing.append([organisation(1), organisation(2)])
            assert writing.get("organisation", subject(2))["code"].endswith("2")
            second = writing.append([record(1)])
        assert [receipt.seq for receipt in first + second] == [2, 3, 4]
        assert {receipt.recorded_at for receipt in first + second} == {START_MS + 5}
        with store.reading() as reading:
            entries = list(reading.entries(2))
            assert reading.size() == 5
            assert [entry.seq for entry in entries] == [2, 3, 4]
            assert entries[0].event == organisation(1).event
            assert entries[0] == reading.entry(2)
            assert (entries[0].authority, entries[0].cause, entries[0].edition) == ("samr", 1, EDITION)
            assert entries[0].effective_from == date(2026, 1, 1)
            assert list(reading.entries(3, 4)) == [entries[1]]
            with pytest.raises(NotFound):
                reading.entry(5)

    def test_a_failed_transaction_leaves_nothing(self, store: Any) -> None:
        with pytest.raises(ZeroDivisionError), store.writing() as writing:
            writing.append([organisation(1)])
            raise ZeroDivisionError
        with store.reading() as reading:
            assert reading.size() == 2
            assert reading.count("organisation") == 0
        with store.writing() as writing:
            assert writing.append([organisation(2)])[0].seq == 2
        assert store.verify()["entries"] == 3

    def test_an_append_that_fails_midway_cannot_be_committed(self, store: Any) -> None:
        with pytest.raises(RegisterFault), store.writing() as writing:
            writing.append([organisation(1)])
            with pytest.raises(RegisterFault):
                writing.append([organisation(2), Draft(organisation(3).event, "samr", "operator")])
        with store.reading() as reading:
            assert reading.size() == 2

    def test_an_entry_is_signed_or_follows_from_one_that_is(self, store: Any) -> None:
        for cause in (0, 2, 99):
            with pytest.raises(RegisterFault), store.writing() as writing:
                writing.append([organisation(1)._replace(cause=cause)])
        with pytest.raises(RegisterFault), store.writing() as writing:
            writing.append([record(1)._replace(officer="another")])

    def test_time_never_goes_back(self, store: Any, clock: Clock) -> None:
        clock.now += 100_000
        with store.writing() as writing:
            writing.append([organisation(1)])
        assert not store.clock_went_back
        clock.now -= 70_000
        assert store.clock_went_back
        with store.writing() as writing:
            assert writing.append([organisation(2)])[0].recorded_at == START_MS + 100_000
        clock.now += 15_000
        assert not store.clock_went_back

    def test_a_reader_sees_its_snapshot_only(self, store: Any) -> None:
        with store.reading() as before:
            assert before.size() == 2
            with store.writing() as writing:
                writing.append([organisation(1)])
                with store.reading() as during:
                    assert (during.size(), during.count("organisation")) == (2, 0)
            assert (before.size(), before.count("organisation")) == (2, 0)
        with store.reading() as after:
            assert (after.size(), after.count("organisation")) == (3, 1)

    def test_readers_never_see_a_gap_while_many_write(self, store: Any) -> None:
        def write(first: int) -> None:
            for number in range(first, first + 15):
                with store.writing() as writing:
                    writing.append([organisation(number)])

        threads = [threading.Thread(target=write, args=(first,)) for first in (100, 200)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            with store.reading() as reading:
                seqs = [entry.seq for entry in reading.entries()]
                assert seqs == list(range(reading.size()))
                assert reading.count("organisation") == max(0, len(seqs) - 2)
        assert store.verify()["entries"] == 32

    def test_a_write_within_a_write_is_a_fault_and_not_a_deadlock(self, store: Any) -> None:
        with store.writing(), pytest.raises(RegisterFault), store.writing():
            pytest.fail("two write transactions at once")

    # --- projections ------------------------------------------------------------------------------

    def test_rows_are_found_as_the_port_says(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([organisation(number) for number in range(40)] + [record(number) for number in range(5)])
        with store.reading() as reading:
            row = reading.get("organisation", subject(7))
            assert row["registered_on"] == date(2020, 1, 8)
            assert reading.get("organisation", "nobody") is None
            assert reading.rows("organisation", code=row["code"]) == [row]
            assert len(reading.rows_in("organisation", "subject", [subject(n) for n in range(2000)])) == 40
            assert [r["seq"] for r in reading.rows("record", order="-seq", limit=2)] == [46, 45]
            assert reading.count("record", publish_from=None) == 5
            assert reading.count("record", state="held", subject=subject(1)) == 1
            assert len(reading.before("record", "retain_until", date(2029, 1, 3))) == 5
            assert reading.before("record", "retain_until", date(2029, 1, 2)) == []
            assert [r["seq"] for r in reading.since("record", "seq", 45)] == [45, 46]
            for wrong in (lambda: reading.rows("nothing"), lambda: reading.rows("record", nothing=1)):
                with pytest.raises(RegisterFault):
                    wrong()

    def test_names_are_searched_by_any_part(self, store: Any) -> None:
        names = ["虚构星河科技有限公司", "虚构星河科技", "大虚构星河科技集团", "虚构清风贸易有限公司", "Fictional Harbour Ltd", "𠮷野虚构店"]
        with store.writing() as writing:
            writing.append([organisation(number, name) for number, name in enumerate(names)])
        with store.reading() as reading:
            def found(text: str, limit: int = 20) -> list[str]:
                return [row["name"] for row in reading.search_names(text, limit)]

            assert found("虚构星河科技") == [names[1], names[0], names[2]]
            assert found("星河") == [names[1], names[2], names[0]]
            assert found("有限公司", 1) == [names[0]] or found("有限公司", 1) == [names[3]]
            assert found("𠮷野") == [names[5]]
            assert found("harbour") == [names[4]] == found("harb") == found("fictional har")
            assert found("河星") == found("") == found("  ") == []
            assert found('"') == found("星*") == found("NEAR(") == []

    def test_a_changed_name_is_found_anew_and_no_longer_as_it_was(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([organisation(1, "虚构旧名有限公司")])
            renamed = ev.OrganisationUpdated(subject=subject(1), name="虚构新名有限公司", subject_kind="enterprise")
            writing.append([signed(renamed)])
            assert [row["name"] for row in writing.search_names("新名")] == ["虚构新名有限公司"]
            assert writing.search_names("旧名") == []
        store.verify()

    def test_rebuild_gives_the_same_tables(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([organisation(number) for number in range(30)] + [record(number) for number in range(9)])
            writing.append([erasure(33)])
            writing.erase([33])
        before = _tables(store)
        assert store.rebuild() == 42
        assert _tables(store) == before
        assert store.verify()["erased"] == 1

    # --- sealed -----------------------------------------------------------------------------------

    def test_a_checkpoint_covers_what_was_recorded(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([organisation(number) for number in range(300)])
        assert store.integrate() == 302
        note = store.seal()
        assert store.seal() == note
        said = notes.verify(note, notes.origin_of("98" * 8, "synthetic"), bytes.fromhex(store.keys.register_key))
        assert (said.size, said.edition, said.mode) == (302, EDITION, "synthetic")
        with store.writing() as writing:
            writing.append([organisation(1000)])
        with store.reading() as reading:
            assert (reading.size(), reading.sealed_size()) == (303, 302)
            for seq in (0, 1, 150, 301):
                proof = reading.inclusion(seq)
                assert json.loads(proof["leaf"])["seq"] == seq
                hashes = [bytes.fromhex(value) for value in proof["hashes"]]
                verify_inclusion(leaf_hash(proof["leaf"].encode()), seq, proof["size"], hashes, said.root)
            with pytest.raises(NotFound):
                reading.inclusion(302)

    def test_a_leaf_bears_no_subject_and_no_amount(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([record(7)])
        store.seal()
        with store.reading() as reading:
            leaf = reading.inclusion(2)["leaf"]
        assert set(json.loads(leaf)) == {
            "seq", "kind", "recorded_at", "effective_from", "edition", "authority", "officer", "cause", "commitment",
            "signature",
        }
        assert subject(7) not in leaf
        assert "700" not in json.loads(leaf)["authority"]

    # --- forgotten --------------------------------------------------------------------------------

    def test_what_is_erased_is_gone_and_the_root_stands(self, store: Any, again: Callable[[], Any]) -> None:
        with store.writing() as writing:
            writing.append([organisation(1), record(1), record(2)])
        note = store.seal()
        with store.writing() as writing:
            writing.append([erasure(3)])
            writing.erase([3])
        with store.reading() as reading:
            assert reading.entry(3).event is None
            assert reading.entry(3).kind == "record.filed/1"
            assert reading.entry(4).event == record(2).event
            assert reading.get("record", 3) is None
        assert store.keys.data_key(3) is None
        assert store.keys.doomed() == []
        assert store.erased_log.seqs() == {3}
        figures = store.verify()
        assert (figures["erased"], figures["entries"]) == (1, 6)
        assert store.seal() != note
        opened = again()
        assert opened.verify()["erased"] == 1
        assert opened.rebuild() == 6
        assert opened.verify()["erased"] == 1

    def test_a_person_is_forgotten_by_one_key(self, store: Any) -> None:
        person = subject(98)
        with store.writing() as writing:
            writing.append([record(1, person), organisation(2), record(2)])
        with store.reading() as reading:
            assert reading.entry(2).event == record(1).event
        store.keys.destroy(store.keys.sealed_under(person))
        with store.reading() as reading:
            assert reading.entry(2).event is None
            assert reading.entry(4).event == record(2).event
        with pytest.raises(RegisterFault), store.writing() as writing:
            writing.append([record(3, person)])

    def test_an_older_copy_of_the_keys_revives_nobody(
        self, store: Any, again: Callable[[], Any], tmp_path: Path
    ) -> None:
        person, number = subject(98), "98000019900101001X"
        with store.writing() as writing:
            writing.append([record(1, person), record(2)])
        store.keys.assign("resident", {number: person})
        older = tmp_path / "older.db"
        write_keys(store.keys, older)
        with store.writing() as writing:
            writing.append([erasure(2)])
            writing.erase([2])
        with closing(sqlite3.connect(older)) as source, closing(sqlite3.connect(store.keys.path)) as target:
            source.backup(target)  # as an operator's copy over the file does, past every check
        assert store.keys.subject_for("resident", number) == person and store.keys.data_key(2)
        opened = again()
        assert opened.keys.subject_for("resident", number) is None
        assert opened.keys.data_key(2) is None and opened.keys.doomed() == []
        assert opened.keys.data_key(3)
        with pytest.raises(RegisterFault):
            opened.keys.ensure_subject_key(person)

    def test_what_accounts_for_others_is_never_erased(self, store: Any) -> None:
        with pytest.raises(Refused) as caught, store.writing() as writing:
            writing.erase([0])
        assert caught.value.article == 15
        with pytest.raises(NotFound), store.writing() as writing:
            writing.erase([99])

    def test_an_erasure_that_no_entry_states_is_found(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([record(1)])
            writing.erase([2])
        with pytest.raises(JournalDamaged) as caught:
            store.verify()
        assert caught.value.where == "entry 2 body"

    # --- rotation -----------------------------------------------------------------------------------

    def test_keys_rotate_and_everything_still_opens(self, store: Any) -> None:
        with store.writing() as writing:
            writing.append([organisation(1), record(1, subject(98)), record(2)])
        store.keys.rotate_kek()
        with store.writing() as writing:
            writing.append([record(3, subject(98))])
        assert store.verify()["entries"] == 6


def _tables(store: Any) -> dict[str, list[Any]]:
    from xinyong.journal.schema import PROJECTIONS

    with store.reading() as reading:
        return {table.name: reading.rows(table.name, order=table.key[-1]) for table in PROJECTIONS}
