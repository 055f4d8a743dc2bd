"""Pages written from code, rulebooks and real runs: docs/articles.md, refused.md, terminal.md, law and cases.

``python -m tools.generate_docs`` writes them; ``--check`` (a test and ``./run check``) tells which
one is not what the code says.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

from tools import law_pages, refused_page, terminal_page, worked_pages
from xinyong.law.articles import digest
from xinyong.law.constitution import ARTICLES

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ("docs/law", "docs/cases")
"""Folders that hold generated pages and nothing else."""

HEAD = """\
# The Articles 十五条

Written by `python -m tools.generate_docs` from `xinyong/law/constitution.py`; do not edit.

Fifteen rules that no command, officer, rulebook or option can switch off. Each refusal cites its Article. Under each
stand the tests that try to break it (those marked `@pytest.mark.article(n)`). Someone may strip the Articles from a
fork: their digest stands in every checkpoint, which lets others notice, and does not prevent it.

任何命令、人员、规则集或选项都不能关闭的十五条规则。每次拒绝都注明所依条款；每条之下列出专门尝试违反它的测试。
有人可以在自己的分支里删去这些条款：其摘要写在每个检查点里，别人能够发现，但不能阻止。
"""


def marked_articles(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module) -> set[int]:
    """Numbers of the Articles that a test, class or module is marked with."""
    if isinstance(node, ast.Module):
        marks = [
            each.value
            for each in node.body
            if isinstance(each, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in each.targets)
        ]
    else:
        marks = list(node.decorator_list)
    numbers: set[int] = set()
    for mark in marks:
        for call in ast.walk(mark):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.article":
                numbers.update(
                    int(arg.value) for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, int)
                )
    return numbers


def attacks(tests: Path) -> dict[int, list[str]]:
    """For each Article the tests that attack it, as ``path::name``, sorted."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in tests.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        whole = marked_articles(tree)
        file = path.relative_to(tests.parent).as_posix()

        def visit(node: ast.AST, inherited: set[int], prefix: str) -> None:
            for each in ast.iter_child_nodes(node):
                if isinstance(each, ast.ClassDef):
                    visit(each, inherited | marked_articles(each), f"{prefix}{each.name}::")
                    own = marked_articles(each) if not each.name.startswith("Test") else set()
                elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name.startswith("test_"):
                    own = inherited | marked_articles(each)
                elif isinstance(each, ast.Assign) and ast.unparse(each.targets[0]).startswith("Test"):
                    own = inherited  # TestX = Machine.TestCase, as stateful tests are declared
                else:
                    continue
                name = ast.unparse(each.targets[0]) if isinstance(each, ast.Assign) else each.name
                for number in own:
                    found[number].add(f"{prefix}{name}")

        visit(tree, whole, f"{file}::")
    return {number: sorted(names) for number, names in found.items()}


def articles_page(tests: Path = ROOT / "tests") -> str:
    """The page of the Articles."""
    tested = attacks(tests)
    unknown = sorted(set(tested) - set(ARTICLES))
    if unknown:
        raise ValueError(f"tests are marked with Articles that do not exist: {unknown}")
    parts = [HEAD, f"Digest 摘要 (SHA-256): `{digest()}`\n"]
    for number, article in sorted(ARTICLES.items()):
        parts.append(f"## {number}. {article.title.en} {article.title.zh}\n\n{article.text.en}\n\n{article.text.zh}\n")
        names = tested.get(number, [])
        parts.append(
            "Tests 测试:\n\n" + "\n".join(f"- `{name}`" for name in names) + "\n"
            if names
            else "Tests 测试: none marked yet 尚无标注的测试\n"
        )
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Every generated page by its path in the repository."""
    return {
        "docs/articles.md": articles_page(),
        "docs/refused.md": refused_page.page(ROOT),
        "docs/terminal.md": terminal_page.page(),
        **law_pages.pages(),
        **worked_pages.pages(),
    }


def stale(root: Path = ROOT) -> list[str]:
    """Pages that are not what the code says, and pages of the generated folders that it does not write (any more)."""
    made = pages()
    old = [
        name
        for name, text in made.items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != text
    ]
    found = sorted(
        path.relative_to(root).as_posix()
        for folder in GENERATED
        for path in (root / folder).rglob("*")
        if path.is_file()
    )
    return old + [name for name in found if name not in made]


def write(root: Path = ROOT) -> list[str]:
    """Bring the pages up to date; what was written or removed."""
    made, old = pages(), stale(root)
    for name in old:
        path = root / name
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8")
        else:
            path.unlink()
    return old


def main(argv: list[str]) -> int:
    """Write the pages, or with ``--check`` name the stale ones."""
    if "--check" not in argv:
        for name in write():
            print(f"wrote {name}")
        return 0
    old = stale()
    for name in old:
        print(f"{name} is not what the code says: run python -m tools.generate_docs")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
