"""``xinyong journal``, ``backup`` and ``restore``: look after the register's truth at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.cli.terminal import HomeOption, JsonOption, emit, open_office
from xinyong.errors import BadInput, Text

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
    out: Annotated[Path, typer.Argument(help="The archive to write. 备份文件。")],
    home: HomeOption = None, as_json: JsonOption = False,
    keys: Annotated[Path | None, typer.Option(
        "--keys", help="Folder for keys and desk, on another medium (default: beside the archive). 密钥与文书台备份目录。"
    )] = None,
    without_keys: Annotated[bool, typer.Option("--without-keys", help="Neither keys nor desk. 不含密钥与文书台。")] = False,
    keep_keys: Annotated[int, typer.Option(
        "--keep-keys", min=0, help="Remove key and desk backups in DIR older than so many days; 0: none. 密钥备份保留天数。"
    )] = 0,
) -> None:
    """Back the register up while it runs; its keys and its desk apart, to be kept elsewhere and shortly. 备份。"""
    from xinyong.office.archives import back_up

    if without_keys and (keys is not None or keep_keys):
        raise BadInput(Text("--without-keys 不能与 --keys、--keep-keys 同用。",
                            "--without-keys goes with neither --keys nor --keep-keys."), field="without-keys")
    if keep_keys and keys is None:
        raise BadInput(Text("--keep-keys 须与 --keys 同用。", "--keep-keys needs --keys."), field="keep-keys")
    apart = keys.expanduser().absolute() if keys is not None else None
    with open_office(home) as office:
        answer = back_up(
            office, out.expanduser().absolute(), keys=apart, with_keys=not without_keys, keep_days=keep_keys
        )
    human = f"✓ {answer['entries']} entries in {answer['file']}\n"
    if answer["keys"]:
        human += f"  keys 密钥: {answer['keys']} — keep them apart, and shortly 分开保存，短期留存\n"
    if answer["desk"]:
        human += f"  desk 文书台: {answer['desk']} — with the keys 与密钥同存\n"
    if answer["removed"]:
        human += f"  removed 已清除: {answer['removed']}\n"
    emit(answer, as_json, human + "  in none 均不含: master.key, checkpoint.last, erased.log")


@app.command("restore")
def restore(
    archive: Annotated[Path | None, typer.Argument(help="An archive of xinyong backup. 备份文件。")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
    keys: Annotated[Path | None, typer.Option("--keys", help="The keys' backup, if they are lost too. 密钥备份。")] = None,
    desk: Annotated[Path | None, typer.Option("--desk", help="The desk's backup, if it is lost too. 文书台备份。")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="Newest checkpoint known, if checkpoint.last is lost. 最新检查点。")
    ] = None,
    tail: Annotated[
        bool, typer.Option("--tail", help="Supply entries that a restored register lacks. 补交缺失条目。")
    ] = False,
) -> None:
    """Restore a backup: from the last checkpoint, with every erasure replayed. 恢复。

    A register of PostgreSQL goes into the database that DATABASE_URL names, which must not hold it. With --keys alone,
    the key store is put back.
    """
    from xinyong.office.archives import bring_back, bring_back_keys, supply
    from xinyong.office.home import find_home

    if archive is None:
        if keys is None or desk is not None or checkpoint is not None or tail:
            raise BadInput(Text("未指定备份文件。", "No archive is named."), field="archive")
        bring_back_keys(find_home(home), keys)
        emit({"keys": str(keys)}, as_json, "✓ the keys are back, erasures replayed 密钥库已恢复，已重放删除")
        return
    if tail:
        with open_office(home) as office:
            answer = supply(office, archive, keys=keys)
        emit(answer, as_json, f"✓ {answer['supplied']} entries supplied 已补交" + _missing(answer["behind"]))
        return
    note = _note(checkpoint) if checkpoint is not None else None
    answer = bring_back(find_home(home), archive, keys=keys, desk=desk, checkpoint=note)
    human = f"✓ {answer['entries']} entries restored, {answer['erased_again']} erased again 已恢复，重放删除"
    emit(answer, as_json, human + _missing(answer["behind"]))


def _missing(behind: int) -> str:
    if not behind:
        return ""
    return (
        f"\n! {behind} acknowledged entries are missing: the register is read-only until a newer archive supplies them "
        "(xinyong restore --tail ARCHIVE)\n! 缺少已确认的条目，补交前只能读取"
    )


def _note(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(Text("读不到检查点文件。", "The checkpoint file cannot be read."), where=str(path)) from None
