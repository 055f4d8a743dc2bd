"""``xinyong names``: compare organisations' names, and look for near ones, at the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xinyong.errors import BadInput, Text

if TYPE_CHECKING:
    from xinyong.subjects.names.matching import Match

app = typer.Typer(
    name="names",
    help="Names of organisations: compare two. 组织名称比对。",
    no_args_is_help=True,
    add_completion=False,
)

_HEADERS = frozenset(("a", "name_a", "name1", "left"))


@app.callback()
def _names() -> None:
    """Names of organisations. Persons are never matched by name (Article 11). 组织名称；自然人从不按名称匹配。"""


def _as_line(a: str, b: str, match: Match) -> str:
    return json.dumps(
        {
            "a": a, "b": b, "score": match.score, "match": match.match,
            "reasons": [reason.en for reason in match.reasons],
            "reasons_zh": [reason.zh for reason in match.reasons],
        },
        ensure_ascii=False,
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadInput(
            Text(f"读不到文件：{error.strerror}。", f"The file cannot be read: {error.strerror}."),
            where=str(path), todo=Text("检查路径。", "Check the path."),
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(
            Text("文件不是 UTF-8 编码。", "The file is not UTF-8."),
            where=f"{path}: byte {error.start}", todo=Text("另存为 UTF-8。", "Save it as UTF-8."),
        ) from error


def _pairs(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """(name, name, code, code) of each line; codes "" unless columns 3 and 4 are headed as codes."""
    columns = 0
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            raise BadInput(
                Text("该行没有以制表符分隔的两个名称。", "The line has no two names separated by a tab."),
                where=f"{path}:{number}", todo=Text("每行写：名称甲、制表符、名称乙。", "Write name, tab, name."),
            )
        if not columns:
            columns = len(cells)
            if cells[0].lower() in _HEADERS:
                coded = len(cells) > 3 and "code" in cells[2].lower() and "code" in cells[3].lower()
                columns = 4 if coded else 2
                continue
        # Without a header, four columns are names and codes; other extra columns are left alone.
        code_a, code_b = (cells[2], cells[3]) if columns == 4 and len(cells) > 3 else ("", "")
        yield cells[0], cells[1], code_a, code_b


@app.command()
def candidates(
    name: Annotated[str, typer.Argument(help="The name to look for. 要查找的名称")],
    file: Annotated[Path, typer.Option(help="A UTF-8 file of names, one a line. 名称清单")],
    limit: Annotated[int, typer.Option(help="Most candidates to give. 最多条数")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Output is JSON in any case. 始终输出JSON")] = True,
) -> None:
    """The nearest names of a list, nearest first, as one JSON object. They are offered; nothing is decided.
    按相近程度列出名单中的名称（一个 JSON 对象）；仅供参考，不作认定。
    """
    from xinyong.subjects.names.candidates import rank

    names = (line.strip() for line in _text(file).splitlines())
    found = rank(name, ({"name": each} for each in names if each), limit)
    offered = [
        {"name": each.name, "score": each.score, "reasons": [reason.en for reason in each.reasons],
         "reasons_zh": [reason.zh for reason in each.reasons]}
        for each in found
    ]
    sys.stdout.write(json.dumps({"name": name, "candidates": offered}, ensure_ascii=False) + "\n")


@app.command()
def compare(
    a: Annotated[str, typer.Argument(help="One name. 名称甲")] = "",
    b: Annotated[str, typer.Argument(help="The other. 名称乙")] = "",
    code_a: Annotated[str, typer.Option(help="Its code, if known. 甲的代码")] = "",
    code_b: Annotated[str, typer.Option(help="The other's code. 乙的代码")] = "",
    file: Annotated[Path | None, typer.Option(help="A TSV file of pairs: A, B[, code, code]. 名称对文件")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Output is JSON lines in any case. 始终输出JSON")] = True,
) -> None:
    """Score, verdict and reasons, one JSON line per pair. A match is an offer to an officer, not a decision.
    逐对给出分值、结论和理由（每行一个 JSON）；相符只供经办人参考，不是认定。
    """
    from xinyong.subjects.names.matching import compare as compare_names  # heavy tables, only when used

    if file is not None:
        pairs: Iterator[tuple[str, str, str, str]] = _pairs(file)
    elif a and b:
        pairs = iter([(a, b, code_a, code_b)])
    else:
        raise BadInput(
            Text("需要两个名称，或 --file。", "Two names are needed, or --file."),
            todo=Text("xinyong names compare 名称甲 名称乙", "xinyong names compare A B"),
        )
    for one, other, first, second in pairs:
        sys.stdout.write(_as_line(one, other, compare_names(one, other, first or None, second or None)) + "\n")
