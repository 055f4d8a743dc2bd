"""Show figures in the terminal and keep them in ``docs/benchmarks.md``, one section a measure."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.frame import Figure, Measure, shown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"

INTRODUCTION = """\
# Benchmarks

Written by `./run bench`; each section by the last full run of its measure. *Floor* is the same quantity for the
bare minimum, taken in the same run on the same machine; *ratio* is how near the code comes to it (1 = as good as the
floor). *Promised* is what the project holds itself to. Absolute figures are this machine's and nobody else's.

Sections were taken at different hours, some while others used the machine: an absolute figure of such an hour is
worse than the code's own. Value and floor follow each other within one run, file by file or round by round where the
section says so; then another's load falls on both, and the ratio is what to read. Figures of two sections are not to
be compared.
"""


def verdict(figure: Figure) -> str:
    """What is promised and whether it is kept; empty where nothing is."""
    if figure.kept is None:
        return ""
    promises = []
    if figure.at_least is not None:
        promises.append(f"ratio ≥ {shown(figure.at_least)}")
    if figure.limit is not None:
        promises.append(f"{'≥' if figure.better == 'more' else '≤'} {shown(figure.limit)} {figure.unit}")
    return f"{', '.join(promises)}: {'kept' if figure.kept else 'NOT KEPT'}"


def cells(figure: Figure) -> tuple[str, str, str, str, str]:
    """A figure as table cells: what, value, floor, ratio, promise."""
    floor = "" if figure.floor is None else f"{shown(figure.floor)} {figure.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return figure.what, f"{shown(figure.value)} {figure.unit}", floor, ratio, verdict(figure)


HEADS = ("what", "value", "floor", "ratio", "promised")


def show(console: Console, measure: Measure, figures: Sequence[Figure]) -> None:
    """Print one measure as a table."""
    table = Table(title=measure.name, caption=measure.about, title_justify="left", caption_justify="left")
    for number, head in enumerate(HEADS):
        table.add_column(head, justify="right" if number in (1, 2, 3) else "left")
    for figure in figures:
        table.add_row(*cells(figure), style="bold red" if figure.kept is False else "")
    console.print(table)


def section(measure: Measure, figures: Sequence[Figure], day: date) -> str:
    """One measure as a section of the page; names no host and no folder."""
    machine = (f"{day.isoformat()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
               f"{os.cpu_count()} CPUs, {platform.system()}")
    rows = [f"| {' | '.join(HEADS)} |", "| --- | ---: | ---: | ---: | --- |"]
    rows += [f"| {' | '.join(cells(figure))} |" for figure in figures]
    return f"## {measure.name}\n\n{measure.about}\n\nMeasured {machine}.\n\n" + "\n".join(rows) + "\n"


def merged(page: str, sections: dict[str, str]) -> str:
    """The page with these sections put in place of their older selves, in order of name."""
    old = {found.group(1): found.group(0).rstrip() + "\n"
           for found in re.finditer(r"^## (.+?)\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)}
    return "\n".join([INTRODUCTION, *(text for _, text in sorted({**old, **sections}.items()))])


def keep(sections: dict[str, str], page: Path = PAGE) -> None:
    """Write the sections into the page."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(merged(before, sections), encoding="utf-8")
