"""``xinyong journal``, ``backup`` and ``restore``: look after the register's truth at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xinyong.errors import BadInput, Text
from xinyong.terminal import HomeOption, JsonOption, emit, open_office

if TYPE_CHECKING:
    from xinyong.journal.sqlite import SqliteStore
    from xinyong.office import Home

app = typer.Typer(add_completion=False)
journal = typer.Typer(name="journal", help="Verify, rebuild, prove, seal, read. 日志。", no_args_is_help=True)
app.add_typer(journal, name="journal")


@journal.command("verify")
def verify(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Check every entry, body, signature, tile, checkpoint, key and table row. 全面校验。"""
    with open_office(home) as office:
        figures = office.store.verify()
    human = (
        f"✓ {figures['entries']} entries verify, {figures['erased']} erased; {figures['signatures']} signatures, "
        f"{figures['checkpoints']} checkpoints, {figures['rows']} rows equal to their replay\n"
        f"✓ {figures['entries']} 条条目通过校验，其中 {figures['erased']} 条已删除内容\n"
        f"  root {figures['root']}  ({figures['entries_per_s']} entries/s)"
    )
    emit(figures, as_json, human)


@journal.command("rebuild")
def rebuild(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Drop the projections and replay them from the journal. 由日志重建各表。"""
    import time

    with open_office(home) as office:
        started = time.perf_counter()
        entries = office.store.rebuild()
        seconds = time.perf_counter() - started
    rate = round(entries / seconds) if seconds else 0
    answer = {"entries": entries, "seconds": round(seconds, 3), "entries_per_s": rate}
    emit(answer, as_json, f"✓ {entries} entries replayed ({rate}/s)  已重放 {entries} 条")


@journal.command("proof")
def proof(
    number: Annotated[int, typer.Argument(help="Number of the entry. 条目编号。")],
    home: HomeOption = None, as_json: JsonOption = False,
) -> None:
    """Proof that an entry is in the newest checkpoint (RFC 9162 2.1.3). 条目的包含证明。"""
    with open_office(home) as office, office.store.reading() as reading:
        answer = reading.inclusion(number)
    lines = [answer["leaf"], *answer["hashes"], "", answer["checkpoint"]]
    emit(answer, as_json, "\n".join(lines))


@journal.command("checkpoint")
def checkpoint(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Seal what was recorded and print the newest signed checkpoint. 签署并显示最新检查点。"""
    from xinyong.journal.notes import origin_of, parse, verifier_key

    with open_office(home) as office:
        note = office.store.seal()
        key = verifier_key(origin_of(office.register_id, office.mode), bytes.fromhex(office.keys.register_key))
    said = parse(note)
    answer = {"size": said.size, "root": said.root.hex(), "note": note, "verifier_key": key}
    emit(answer, as_json, f"{note}\n{key}")


@journal.command("tail")
def tail(
    home: HomeOption = None,
    as_json: JsonOption = False,
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="How many. 条数。")] = 10,
    start: Annotated[int | None, typer.Option("--from", min=0, help="From this number on. 起始编号。")] = None,
) -> None:
    """The newest entries' headers: number, time, kind, authority, officer. Never their content. 最新条目的头部。"""
    with open_office(home) as office, office.store.reading() as reading:
        size, sealed = reading.size(), reading.sealed_size()
        first = max(0, size - count) if start is None else start
        entries = [_line(reading, seq, sealed) for seq in range(first, min(size, first + count))]
    human = "\n".join(
        f"{e['seq']:>8}  {e['recorded_at']}  {e['kind']:<30} {e['authority']} {e['officer']}"
        f"{'' if e['sealed'] else '  (not sealed 未封存)'}{'  (erased 已删除)' if e['erased'] else ''}"
        for e in entries
    )
    emit({"size": size, "sealed": sealed, "entries": entries}, as_json, human)


def _line(reading: Any, seq: int, sealed: int) -> dict[str, Any]:
    from datetime import UTC, datetime

    header = reading.header(seq)
    return {
        "seq": seq, "kind": header.kind,
        "recorded_at": datetime.fromtimestamp(header.recorded_at / 1000, UTC).isoformat(timespec="milliseconds"),
        "effective_from": header.effective_from.isoformat() if header.effective_from else None,
        "authority": header.authority, "officer": header.officer, "cause": header.cause,
        "sealed": seq < sealed, "erased": not reading.has_body(seq),
    }


@app.command("backup")
def backup(
    out: Annotated[Path, typer.Argument(help="The archive to write; keys go to OUT.keys. 备份文件；密钥另存。")],
    home: HomeOption = None, as_json: JsonOption = False,
) -> None:
    """Back the register up while it runs; its keys into a second file, to be kept elsewhere. 备份。"""
    from xinyong.journal.backup import backup as write

    with open_office(home) as office:
        answer = write(office.store, out.expanduser().absolute(), _beside(office.home))
    human = (
        f"✓ {answer['entries']} entries in {answer['file']}\n"
        f"  keys 密钥: {answer['keys']} — keep them apart, and shortly 分开保存，短期留存\n"
        "  not in either 均不含: master.key, checkpoint.last, erased.log"
    )
    emit(answer, as_json, human)


@app.command("restore")
def restore(
    archive: Annotated[Path, typer.Argument(help="An archive of xinyong backup. 备份文件。")],
    home: HomeOption = None,
    as_json: JsonOption = False,
    keys: Annotated[Path | None, typer.Option("--keys", help="The keys' backup, if they are lost too. 密钥备份。")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="Newest checkpoint known, if checkpoint.last is lost. 最新检查点。")
    ] = None,
    tail: Annotated[
        bool, typer.Option("--tail", help="Supply entries that a restored register lacks. 补交缺失条目。")
    ] = False,
) -> None:
    """Restore a backup: from the last checkpoint, with every erasure replayed. 恢复。"""
    from xinyong.journal.backup import restore as bring_back
    from xinyong.journal.backup import supply_tail
    from xinyong.office import find_home

    if tail:
        with open_office(home) as office:
            answer = supply_tail(office.store, archive)
        emit(answer, as_json, f"✓ {answer['supplied']} entries supplied 已补交" + _missing(answer["behind"]))
        return
    place = find_home(home)
    note = _note(checkpoint) if checkpoint is not None else None
    answer = bring_back(
        archive, place.path, place.keys_db, lambda: _store(place), keys_archive=keys, checkpoint=note
    )
    human = f"✓ {answer['entries']} entries restored, {answer['erased_again']} erased again 已恢复，重放删除"
    emit(answer, as_json, human + _missing(answer["behind"]))


def _missing(behind: int) -> str:
    if not behind:
        return ""
    return (
        f"\n! {behind} acknowledged entries are missing: the register is read-only until a newer archive supplies them "
        "(xinyong restore --tail ARCHIVE)\n! 缺少已确认的条目，补交前只能读取"
    )


def _beside(home: Home) -> dict[str, Path]:
    """The small files that make the folder a register: its facts and the editions it adopted."""
    files = [home.about, *sorted(home.editions.glob("*.json"))]
    return {str(path.relative_to(home.path)): path for path in files if path.is_file()}


def _store(home: Home) -> SqliteStore:
    import time

    from xinyong.errors import OperatorError
    from xinyong.journal.sqlite import SqliteStore
    from xinyong.office.custody import open_keys
    from xinyong.office.home import read_about
    from xinyong.register.projection import project

    if read_about(home).store == "postgresql":
        raise OperatorError(
            Text("本登记册存于 PostgreSQL，由数据库自身的备份恢复。",
                 "This register lies in PostgreSQL, whose own backups restore it."),
            code="restore-by-the-server",
            todo=Text("恢复数据库（或提升副本）后打开登记册；缺失的条目用 xinyong restore --tail 补交。",
                      "Restore the database, or promote a replica, and open the register; supply what it lacks with "
                      "xinyong restore --tail ARCHIVE."),
        )
    keys = open_keys(home)
    return SqliteStore(home.register_db, keys, project=project, clock=lambda: int(time.time() * 1000), settling=True)


def _note(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(Text("读不到检查点文件。", "The checkpoint file cannot be read."), where=str(path)) from None
