"""``docs/refused.md``: each practice that the register refuses, with its Articles and the tests that attack it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tools.refused_tests import TESTS
from xinyong.law.constitution import ARTICLES
from xinyong.law.refusals import PRACTICES, Practice

HEAD = """\
# 拒绝的做法 Refused by construction

由 `python -m tools.generate_docs` 从 `xinyong/law/refusals.py` 和 `tools/refused_tests.py` 生成，请勿手改。
Written by `python -m tools.generate_docs`; do not edit.

各地报道、提议或者外界想象过的滥用做法，本登记册在构造上不予实现。每项列明所依条款、软件在何处拒绝、
哪些测试试图做成它；测试若被删去或改名，本页即不能生成。自由软件不能阻止他人在分支里删去条款，只能让人发现（见[十五条](articles.md)）。

Practices that were reported, proposed or imagined somewhere, and that this register does not do by construction. Each
with the Articles that forbid it, where the software refuses it, and the tests that try to do it; a test that is gone or
renamed stops this page. Free software cannot prevent a fork from dropping the Articles; it lets others notice (see
[the Articles](articles.md)).
"""


@cache
def functions(path: Path) -> frozenset[str]:
    """Names of the test functions of a file, those inside classes too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def missing(root: Path, tests: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Tests that do not exist, practices that name none, and names of practices that are none."""
    gone = [f"{practice.key}: names no test" for practice in PRACTICES if not tests.get(practice.key)]
    gone += [f"{key}: no such practice" for key in tests if key not in {practice.key for practice in PRACTICES}]
    for key, named in tests.items():
        for test in named:
            file, _, name = test.partition("::")
            path = root / file
            if not path.is_file() or (name and name not in functions(path)):
                gone.append(f"{key}: {test}")
    return gone


def page(root: Path) -> str:
    """The page. ValueError where a practice names a test that does not exist."""
    gone = missing(root, TESTS)
    if gone:
        raise ValueError(f"refused practices name tests that do not exist: {'; '.join(gone)}")
    return "\n".join([HEAD, *(_section(practice) for practice in PRACTICES)])


def _section(practice: Practice) -> str:
    articles = [ARTICLES[number] for number in practice.articles]
    zh = "、".join(f"第{each.number}条（{each.title.zh}）" for each in articles)
    en = ", ".join(f"{each.number} ({each.title.en})" for each in articles)
    tests = "\n".join(f"- `{test}`" for test in TESTS[practice.key])
    return (
        f"## {practice.title.zh} {practice.title.en}\n\n"
        f"**做法 Practice.** {practice.reported.zh} {practice.reported.en}\n\n"
        f"**条款 Articles.** {zh} · {en}\n\n"
        f"**如何拒绝 How it is refused.** {practice.how.zh} {practice.how.en}\n\n"
        f"测试 Tests:\n\n{tests}\n"
    )
