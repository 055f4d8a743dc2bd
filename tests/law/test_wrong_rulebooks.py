"""Each wrong rulebook is refused with the words, the line and the Article that its fixture binds it to.

A fixture under ``wrong/`` names one change to the small rulebook under ``base/``: the first ``replace`` in
``file`` becomes ``with``; the error must contain ``says`` and point at a line that contains ``at``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from xinyong.errors import RulebookError
from xinyong.law.loading import load

HERE = Path(__file__).parent
CASES = sorted((HERE / "wrong").glob("*.yaml"))


def test_the_base_loads() -> None:
    book = load(HERE / "base")
    assert set(book.lists) == {"demo", "people", "city", "ride"}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_refused(case: Path, tmp_path: Path) -> None:
    change = yaml.safe_load(case.read_text(encoding="utf-8"))
    shutil.copytree(HERE / "base", tmp_path / "book")
    target = tmp_path / "book" / change["file"]
    text = target.read_text(encoding="utf-8")
    assert change["replace"] in text
    changed = text.replace(change["replace"], change["with"], 1)
    target.write_text(changed, encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load(tmp_path / "book")

    error = caught.value
    assert change["says"] in error.detail.en
    assert error.where is not None
    file, _, line = error.where.rpartition(":")
    assert file == change["file"]
    assert change["at"] in changed.splitlines()[int(line) - 1]
    assert error.article == change.get("article")
    assert error.todo is not None
    assert error.todo.zh and error.todo.en and error.detail.zh
    assert any("\u4e00" <= char <= "\u9fff" for char in error.detail.zh)


def test_a_file_that_nothing_reads(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "book")
    (tmp_path / "book" / "mesures.yaml").write_text("[]\n", encoding="utf-8")
    with pytest.raises(RulebookError, match="nothing reads this file") as caught:
        load(tmp_path / "book")
    assert caught.value.where == "mesures.yaml:1"


def test_not_utf8(tmp_path: Path) -> None:
    shutil.copytree(HERE / "base", tmp_path / "book")
    path = tmp_path / "book" / "lists" / "demo.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(RulebookError, match="not UTF-8") as caught:
        load(tmp_path / "book")
    assert caught.value.where == "lists/demo.yaml:2"


def test_no_such_rulebook() -> None:
    with pytest.raises(RulebookError, match="there is no rulebook 'atlantis'") as caught:
        load("atlantis")
    assert caught.value.todo is not None
    assert "cn" in caught.value.todo.en
