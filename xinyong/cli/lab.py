"""``xinyong lab``: a made-up country, its calibration, an institution lived through. Nothing real goes in or out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xinyong.cli.terminal import JsonOption, emit
from xinyong.errors import BadInput, Text

if TYPE_CHECKING:
    from xinyong.lab.country.manifest import Manifest

app = typer.Typer(no_args_is_help=True, help="A synthetic country. 虚构国家。")
FolderArgument = Annotated[Path, typer.Argument(help="A country's folder. 虚构国家的目录。", metavar="DIR")]


@app.command()
def country(
    out: Annotated[Path, typer.Option("--out", help="New folder for the files. 输出目录。", metavar="DIR")],
    organisations: Annotated[int, typer.Option("--organisations", help="How many organisations. 组织数。")] = 20_000,
    persons: Annotated[
        int, typer.Option("--persons", help="How many persons: parties of court entries alone. 人数，仅为法院信息当事人。")
    ] = 1_000,
    years: Annotated[
        str, typer.Option("--years", help="Years of the authorities' acts. 行政行为的年份。", metavar="A-B")
    ] = "2021-2025",
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes. 种子相同则逐字节相同。")] = 1,
    broken: Annotated[float, typer.Option("--broken", help="Share of broken rows. 坏行比例。")] = 0.01,
    json: JsonOption = False,
) -> None:
    """Write the files that the authorities of a made-up country would send, with the answer key of the broken rows.
    生成虚构国家各机关的报送文件，附坏行答案。
    """
    import time

    from xinyong.lab.country.making import make_country
    from xinyong.lab.country.population import Plan

    first, last = _years(years)
    begun = time.perf_counter()
    with _progress() as progress:
        manifest = make_country(Plan(organisations, persons, first, last, seed, broken), out, progress)
    seconds = time.perf_counter() - begun
    rate = round(manifest.rows / seconds)
    emit({**_summary(manifest), "out": str(out), "seconds": round(seconds, 3), "rows_per_s": rate}, json,
         _words(manifest, seconds))


@app.command()
def institution(
    seed: Annotated[int, typer.Option("--seed", help="The same seed lives through the same. 种子相同则过程相同。")] = 1,
    cases: Annotated[int, typer.Option("--cases", help="How many cases. 案件数。")] = 500,
    years: Annotated[int, typer.Option("--years", help="Over how many years they are opened, to mid-2027. 立案年数。")] = 8,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where the registers lie for the run: in memory unless said. 运行目录。")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Live through cases on the real register with every kind of fault; exits with 1 where one does harm.
    以种种故障在真实登记册上走完案件；有一例造成损害即以 1 退出。
    """
    from xinyong.lab.institution.running import run

    with _progress("cases 案件") as progress:
        result = run(seed, cases, years, folder=folder, progress=progress)
    told = result.as_dict()
    emit(told, json, _lived(told))
    if result.tally.violations:
        for each in result.tally.violations:
            typer.echo(str(each), err=True)
        raise typer.Exit(1)


def _lived(told: dict[str, Any]) -> str:
    lines = [f"  {told[name]:>10,}  {words}" for name, words in (
        ("cases", "cases 案件"), ("steps", "steps 步骤"), ("entries", "entries 条目"), ("listings", "listings 列入"),
        ("checks", "checks 查询"), ("days", "days 日"), ("violations", "violations 违反"),
    )]
    for name, words in (("ended", "ended 终止"), ("refusals", "refused 拒绝"), ("faults", "faults 故障")):
        lines.append(f"  {words}: " + ", ".join(f"{key} {count:,}" for key, count in told[name].items()))
    lines.append(f"{'✗' if told['violations'] else '✓'} seed 种子 {told['seed']}, {told['seconds']:.1f} s, "
                 f"{told['cases_per_s']:.1f} cases/s 案件/秒")
    return "\n".join(lines)


@app.command()
def verify(folder: FolderArgument, json: JsonOption = False) -> None:
    """Check that a folder is what the lab's own generator made: signature, every file, nothing besides.
    核验目录确由本生成器制作：签名、每个文件、无多余文件。
    """
    from xinyong.lab.country.manifest import verify_manifest

    manifest = verify_manifest(folder)
    emit(_summary(manifest), json, f"✓ {len(manifest.files)} files, {manifest.rows:,} rows, as generated. 与生成时一致。")


@app.command()
def calibration(folder: FolderArgument, json: JsonOption = False) -> None:
    """Published figures beside those of a country: which it reproduces, which not, and why (Markdown).
    公布数字与虚构国家的对照：何者相符、何者不符及其原因（Markdown）。
    """
    from xinyong.lab.country.calibration import lines, page
    from xinyong.lab.country.manifest import read_manifest

    manifest = read_manifest(folder)
    told = [{"figure": line.what.en, "published": line.published, "obtained": round(line.obtained, 6),
             "reproduced": line.reproduced} for line in lines(manifest)]
    emit({"figures": told}, json, page(manifest).rstrip())


def _years(text: str) -> tuple[date, date]:
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    if match is None:
        raise BadInput(
            Text(f"“{text}”不是年份范围。", f"“{text}” is not a range of years."), field="years",
            todo=Text("写成 2021-2025。", "Write it as 2021-2025."),
        )
    return date(int(match[1]), 1, 1), date(int(match[2] or match[1]), 12, 31)


def _summary(manifest: Manifest) -> dict[str, object]:
    return {
        **{name: manifest.plan[name] for name in ("organisations", "persons", "seed")},
        "generator": manifest.generator, "files": len(manifest.files), "rows": manifest.rows,
        "broken": sum(facts.broken for facts in manifest.files), "signature": manifest.signature,
    }


def _words(manifest: Manifest, seconds: float) -> str:
    forms: dict[str, int] = {}
    for facts in manifest.files:
        forms[facts.form] = forms.get(facts.form, 0) + facts.rows
    broken = sum(facts.broken for facts in manifest.files)
    return "\n".join((
        *(f"  {rows:>12,}  {form}" for form, rows in sorted(forms.items())),
        f"{manifest.rows:,} rows in {len(manifest.files)} files, {broken:,} broken on purpose, in {seconds:.1f} s "
        f"({round(manifest.rows / seconds):,} rows/s). All made up.",
        f"{manifest.rows:,} 行，{len(manifest.files)} 个文件，其中有意损坏 {broken:,} 行。全部为虚构。",
    ))


@contextmanager
def _progress(words: str = "organisations, persons 组织、人") -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error with rate and remaining time; a terminal redraws it, a log gets no bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
