"""``xinyong intake``: files in, every row accounted for.

Figures go to standard output, progress to standard error; with ``--json`` the last line of standard
output is one JSON object. It succeeds when every file was read to its end: refused rows are told
and counted, they are not a failure of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, emit, open_office

if TYPE_CHECKING:
    from xinyong.intake.running import Progress, Reason, Result

app = typer.Typer()
REASONS_SHOWN = 12


@app.command("template")
def template(
    form: Annotated[str, typer.Argument(help="registration, penalty, licence … 表的种类。")],
    out: Annotated[Path, typer.Option("--out", help="The spreadsheet to write (XLSX). 写入的电子表格。")],
    rulebook: Annotated[str, typer.Option("--rulebook", help="cn, br. 规则集。")] = "cn",
    json: JsonOption = False,
) -> None:
    """Write a form's official template, for an authority to fill in; it needs no register. 生成报送表的官方模板，供机关填写；无须登记册。"""
    from xinyong.intake.forms.registry import named
    from xinyong.intake.template import template_columns, write_template
    from xinyong.law.loading import load

    manifest = load(rulebook).manifest
    (chosen,) = named(form, manifest.forms) if form != "auto" else named("", manifest.forms)
    write_template(chosen, out, manifest.organisation_identifier)
    columns = [column.key for column in template_columns(chosen)]
    emit({"form": form, "file": str(out), "columns": columns}, json, f"→ {out}: {chosen.title.en} {chosen.title.zh}")


@app.command()
def intake(
    files: Annotated[list[Path], typer.Argument(help="Files, filed in this order. 报送文件。", metavar="FILE…")],
    authority: Annotated[str, typer.Option("--authority", help="The filing authority, e.g. samr. 报送机关。")],
    form: Annotated[str, typer.Option("--form",
    help="auto, or a form that the rulebook names, e.g. penalty. 表的种类。")] = "auto",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Decide every row and record nothing. 只校验，不入库。")
    ] = False,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", help="Refused rows, to be mended and sent again (CSV). 退回修改的行。", show_default=False),
    ] = None,
    attest: Annotated[
        bool, typer.Option("--attest", help="Sign for each file first; kept beside it as .attest.json. 签署来源证明。")
    ] = False,
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """File an authority's data: each row is accepted, already held, refused, or waits for identification.
    接收机关报送：每行或接受、或已有、或退回、或待识别。
    """
    from xinyong.intake.running import run

    with open_office(home) as office:
        signer = credential(office, officer, authority)
        with _progress() as progress:
            result = run(office, files, authority, signer, form, dry_run, errors, progress, attest)
        if not dry_run:
            office.seal_if_needed()
    emit(result.as_dict(), json, words(result))


def words(result: Result) -> str:
    """The result as a person reads it: figures, then reasons and warnings with the rows they met."""
    counts = result.counts
    rate = round(counts.rows / result.seconds) if result.seconds else 0
    lines = [
        f"{counts.rows:,} rows: {counts.accepted:,} accepted, {counts.already_held:,} already held, "
        f"{counts.refused:,} refused, {counts.waiting:,} waiting ({rate:,} rows/s)"
        + (" — dry run, nothing recorded" if result.dry_run else ""),
        f"{counts.rows:,} 行：接收 {counts.accepted:,}，已存 {counts.already_held:,}，退回 {counts.refused:,}，"
        f"待识别 {counts.waiting:,}" + ("（试运行，未入库）" if result.dry_run else ""),
    ]
    data = result.as_dict()
    for mark, told in (("✗", result.reasons), ("!", result.warnings)):
        ordered = sorted(told.values(), key=lambda reason: -reason.count)
        lines.extend(line for reason in ordered[:REASONS_SHOWN] for line in _told(mark, reason))
        if len(ordered) > REASONS_SHOWN:
            lines.append(f"{mark} … and {len(ordered) - REASONS_SHOWN} more kinds, with --json. 其余见 --json。")
    lines.extend(
        f"✓ {file['name']}: attested by 来源证明签署人 {file['attested_by']}" for file in data["files"] if file["attested_by"]
    )
    lines.extend(f"→ {path}" for path in data["errors_files"])
    return "\n".join(lines)


def _told(mark: str, reason: Reason) -> list[str]:
    about = reason.as_dict()
    rows = ", ".join(map(str, about["rows"])) + (" …" if reason.count > len(about["rows"]) else "")
    where = f" [{about['field']}]" if about.get("field") else ""
    ground = f" ({about['instrument']})" if about.get("instrument") else ""
    lines = [f"{mark} {reason.count:,}×{where} {about['detail']}{ground}" + (f" Rows: {rows}" if about["rows"] else ""),
             f"  {about['detail_zh']}"]
    if about.get("todo"):
        lines.append(f"  → {about['todo']} {about['todo_zh']}")
    return lines


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error with rows, rate and remaining time; a terminal redraws it, a log gets no bar."""
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows · {task.fields[rate]:,}/s"), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None, rows=0, rate=0)

        def tell(seen: Progress) -> None:
            elapsed = bar.tasks[0].elapsed or 0
            bar.update(
                task, description=seen.file, total=seen.all_bytes, completed=seen.done_bytes, rows=seen.rows,
                rate=round(seen.rows / elapsed) if elapsed else 0,
            )

        yield tell
