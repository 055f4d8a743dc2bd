"""``./run bench [MEASURE …] [--quick] [--list]``: take the measures, show them, write ``docs/benchmarks.md``."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

import bench
from bench import report
from bench.frame import MEASURES, Run


def load() -> None:
    """Import every ``bench/measure_*.py``, which declares its measures."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name.startswith("measure_"):
            importlib.import_module(f"bench.{module.name}")


def arguments(argv: list[str]) -> argparse.Namespace:
    """The command line, with only measures that exist."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="MEASURE", help="take these only 只做这些测量")
    parser.add_argument("--quick", action="store_true",
                        help="small sizes; the figures are shown and not written 小规模，结果只显示不写入")
    parser.add_argument("--list", action="store_true", help="name the measures 列出全部测量")
    chosen = parser.parse_args(argv)
    unknown = sorted(set(chosen.names) - set(MEASURES))
    if unknown:
        parser.error(f"no such measure 没有此项测量: {', '.join(unknown)}; there are: {', '.join(sorted(MEASURES))}")
    return chosen


def main(argv: list[str]) -> int:
    """0 when every promise is kept; 1 when one is not (a quick run promises nothing)."""
    load()
    chosen = arguments(argv)
    console = Console()
    if chosen.list:
        for name, each in sorted(MEASURES.items()):
            console.print(f"{name}: {each.about}", soft_wrap=True, highlight=False)
        return 0
    sections, broken = {}, []
    for name in chosen.names or sorted(MEASURES):
        with (tempfile.TemporaryDirectory(prefix="xinyong-bench-") as folder,
              console.status(f"{name} …")):
            figures = MEASURES[name].take(Run(Path(folder), chosen.quick))
        report.show(console, MEASURES[name], figures)
        sections[name] = report.section(MEASURES[name], figures, datetime.now(UTC).date())
        broken += [f"{name}: {figure.what}" for figure in figures if figure.kept is False]
    if chosen.quick:
        return 0
    report.keep(sections)
    for what in broken:
        console.print(f"Not kept 未达到承诺: {what}", style="bold red")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
