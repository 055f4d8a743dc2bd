"""``xinyong names`` at the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xinyong.cli.names import app
from xinyong.errors import BadInput
from xinyong.subjects.uscc import USCC


def lines(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_two_names() -> None:
    (answer,) = lines("compare", "深圳市样岚科技有限公司", "深圳样岚科技有限责任公司", "--json")
    assert answer["match"] is True and answer["a"] == "深圳市样岚科技有限公司"
    assert isinstance(answer["score"], float) and answer["reasons"] and answer["reasons_zh"]


@pytest.mark.parametrize("header", ["", "a\tb\tlabel\n", "name1\tname2\tis_match\tcode\n"])
def test_a_file_of_pairs(tmp_path: Path, header: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("\ufeff" + header + "样岚厂\t样岚厂\t1\n\n样岚厂\t试棠厂\t0\n", encoding="utf-8")
    assert [answer["match"] for answer in lines("compare", "--file", str(path))] == [True, False]


@pytest.mark.parametrize("header", ["", "a\tb\tcode_a\tcode_b\n"])
def test_a_file_with_codes(tmp_path: Path, header: str) -> None:
    path = tmp_path / "pairs.tsv"
    one, other = USCC.synthetic(1), USCC.synthetic(2)
    path.write_text(f"{header}样岚厂\t样岚厂\t{one}\t{other}\n样岚厂\t试棠厂\t{one}\t{one}\n样岚厂\t样岚厂\t\t{one}\n", encoding="utf-8")
    assert [answer["match"] for answer in lines("compare", "--file", str(path))] == [False, True, True]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("a\tb\n样岚厂\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no two names") as caught:
        lines("compare", "--file", str(path))
    assert caught.value.where == f"{path}:2"
    path.write_bytes("样岚厂\t样岚厂".encode("gb18030"))
    with pytest.raises(BadInput, match="not UTF-8"):
        lines("compare", "--file", str(path))
    with pytest.raises(BadInput, match="Two names"):
        lines("compare", "样岚厂")
    with pytest.raises(BadInput, match="cannot be read"):
        lines("compare", "--file", str(tmp_path / "none.tsv"))


def test_candidates(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("深圳市样岚科技有限公司\n拟川水泥厂\n", encoding="utf-8")
    (answer,) = lines("candidates", "深圳样岚科技有限公司", "--file", str(path))
    candidates = answer["candidates"]
    assert isinstance(candidates, list) and [each["name"] for each in candidates] == ["深圳市样岚科技有限公司"]


def test_importing_it_is_light() -> None:
    code = (
        "import sys, xinyong.cli.names; "
        "print([name for name in ('pypinyin', 'opencc', 'xinyong.subjects.names.matching') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
