"""The tree keeps the house rules, and each rule finds what breaks it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tools import tidy
from tools.tidy import Source

ROOT = Path(__file__).resolve().parent.parent
HEAD = '"""A module."""\n'


def test_the_tree_is_tidy() -> None:
    found = tidy.findings(tidy.sources())
    assert not found, "\n" + "\n".join(map(str, found))


def test_the_tree_is_seen() -> None:
    seen = {source.path for source in tidy.sources()}
    assert {"xinyong/errors.py", "tools/tidy.py", "tests/test_tidy.py", "run", "pyproject.toml"} <= seen
    assert not any(path.startswith(".venv/") for path in seen)


BROKEN = [
    ("long-file", "xinyong/a.py", HEAD + "x = 1\n" * 400),
    ("long-function", "xinyong/a.py", HEAD + 'def f():\n    """F."""\n' + "    x = 1\n" * 69),
    ("long-line", "xinyong/a.py", HEAD + "x = '" + "y" * 120 + "'\n"),
    ("impure", "xinyong/register/a.py", HEAD + "import datetime\nx = datetime.datetime.now()\n"),
    ("impure", "xinyong/register/a.py", HEAD + "from datetime import date\nx = date.today()\n"),
    ("impure", "xinyong/law/a.py", HEAD + "x = open('law.yaml')\n"),
    ("impure", "xinyong/law/a.py", HEAD + "import random\nx = random.random()\n"),
    ("impure", "xinyong/subjects/a.py", HEAD + "import os\nx = os.environ['A']\n"),
    ("unfinished", "docs/a.md", "TO" "DO: the rest\n"),
    ("machine-path", "docs/a.md", "see " + "/ho" "me/somebody/x\n"),
    ("machine-path", "xinyong/a.py", HEAD + 'x = "' + "/tm" 'p/x"\n'),
    ("registry-address", "requirements.lock", "--index" "-url https://example.org/simple\n"),
    ("registry-address", "docs/a.md", "https://pypi" ".org/project/x\n"),
    ("unexplained", "xinyong/a.py", HEAD + "x = 1  # no" "qa: E741\n"),
    ("unexplained", "xinyong/a.py", HEAD + "x: int = ''  # type: " "ignore[assignment]\n"),
    ("asserts-nothing", "tests/test_a.py", HEAD + "def test_a():\n    x = 1\n"),
    ("stub", "xinyong/a.py", HEAD + 'def f():\n    """F."""\n    raise NotImplementedError\n'),
    ("no-docstring", "xinyong/a.py", "x = 1\n"),
    ("no-docstring", "xinyong/a.py", HEAD + "def f():\n    return 1\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule: str, path: str, text: str) -> None:
    found = {finding.rule for each in tidy.RULES for finding in each(Source(path, text))}
    assert found == {rule}


KEPT = [
    ("xinyong/a.py", HEAD + "import datetime\nx = datetime.datetime.now()\n"),  # not a pure room
    ("xinyong/law/loading.py", HEAD + "x = open('law.yaml')\n"),
    ("xinyong/register/a.py", HEAD + "import datetime\nx = datetime.date(2021, 9, 1)\n"),
    ("xinyong/a.py", HEAD + "x = '" + "信" * 100 + "'\n"),
    ("docs/a.md", "a page at https://example.org/work/home\n"),
    ("tests/test_a.py", HEAD + "def test_a():\n    assert 1 + 1 == 2\n"),
    ("xinyong/a.py", HEAD + 'class A(ABC):\n    @abstractmethod\n    def f(self):\n        """F."""\n'),
    ("xinyong/a.py", HEAD + "x = 1  # no" "qa: E741 - it says why\n"),
    ("xinyong/migrations/0001_initial.py", "x = 1\n" * 500),
]


@pytest.mark.parametrize(("path", "text"), KEPT)
def test_no_rule_finds_what_is_right(path: str, text: str) -> None:
    assert not [finding for each in tidy.RULES for finding in each(Source(path, text))]


def test_a_module_nobody_imports_is_dead() -> None:
    tree = [
        Source("xinyong/__init__.py", HEAD),
        Source("xinyong/cli.py", HEAD + "from xinyong import used\nfrom .near import x\nAPPS = ['xinyong.named']\n"),
        Source("xinyong/used.py", HEAD), Source("xinyong/near.py", HEAD), Source("xinyong/named.py", HEAD),
        Source("xinyong/alone.py", HEAD), Source("tests/test_alone.py", HEAD + "import xinyong.alone\n"),
    ]
    assert [finding.path for finding in tidy.dead_module(tree)] == ["xinyong/alone.py"]


def test_records_of_decisions_are_numbered_and_linked() -> None:
    page = Source("docs/architecture.md", "[0001](decisions/0001-a.md) [0002](decisions/0002-b.md)\n")
    records = [Source(f"docs/decisions/{name}.md", f"# {name[:4]}. A title\n")
               for name in ("0000-template", "0001-a", "0002-b")]
    assert not list(tidy.unplaced_record([page, *records]))

    def broken(name: str, text: str) -> list[str]:
        record = Source(f"docs/decisions/{name}.md", text)
        return [found.rule for found in tidy.unplaced_record([page, *records, record])]

    assert broken("0002-c", "# 0002. A double\n") == ["record-number", "record-unlinked"]
    assert broken("0004-c", "# 0004. After a gap\n") == ["record-number", "record-unlinked"]
    assert broken("0003-c", "# 0002. Another's number\n") == ["record-number", "record-unlinked"]
    assert broken("0003-c", "# 0003. Not linked\n") == ["record-unlinked"]


def test_the_rooms_keep_their_order() -> None:
    done = subprocess.run([str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, text=True,
                          capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_pure_room_stands_in_both_guards() -> None:
    """The import contract and the list of banned calls name the same pure rooms."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    forbidden = next(contract for contract in config["tool"]["importlinter"]["contracts"]
                     if contract["type"] == "forbidden" and "time" in contract["forbidden_modules"])
    rooms = {name.replace(".", "/") + "/" for name in forbidden["source_modules"] if name != "xinyong.errors"}
    assert rooms == set(tidy.PURE_ROOMS)
