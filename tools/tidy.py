"""Style as a test: the rules of the house that no linter knows. ``python -m tools.tidy`` prints what breaks them.

A rule is a function from one source (or all of them) to findings; ``RULES`` and ``WHOLE`` are
the lists. ``tests/test_tidy.py`` runs them over the tree and proves each on a sample that breaks it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 400, 70, 120
PURE_ROOMS = ("xinyong/law/", "xinyong/subjects/", "xinyong/register/")
PURE_EXCEPT = ("xinyong/law/loading.py",)  # alone reads rulebook files
ENTRY_POINTS = ("xinyong/__main__.py", "xinyong/cli.py", "xinyong/launch.py")
FOUND_BY_NAME = ("/migrations/", "/management/commands/", "/templatetags/")  # Django looks these up in folders
ARCHITECTURE, DECISIONS = "docs/architecture.md", "docs/decisions/"
NOT_TEXT = (".lock", ".svg", ".png", ".mo", ".woff2", ".ico", ".mdb", ".db")

IMPURE = {
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "datetime.datetime.utcnow",
    "date.today", "datetime.date.today", "time.time", "time.time_ns", "time.monotonic", "time.sleep",
    "os.environ", "os.getenv", "open", "input", "print",
}
"""Clock, environment, files, terminal; ``random.*`` besides. ``secrets`` makes ids and keys and is no decision."""

# Written in pieces so that this file does not break its own rules.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" "DO", "FIX" "ME", "X" "XX", "HA" "CK")) + r")\b")
MACHINE = re.compile(r"(?<![\w.:/-])/(" + "|".join(("wo" "rk", "tm" "p", "ro" "ot", "ho" "me", "Use" "rs")) + r")/")
ADDRESS = re.compile("|".join((r"pypi\." r"org", r"python" r"hosted", r"npm" r"js\.", r"(^|\s)--(extra-)?index" r"-url",
                               r"(^|\s)--find" r"-links")))
SILENCED = re.compile(r"# (no" r"qa(: [A-Z0-9, ]+)?|type: " r"ignore(\[[\w, -]+\])?)\s*$")
ASSERTS = ("Assert(", "raises", "assert_", "expect", "check(", "fail(")


class Finding(NamedTuple):
    """What is wrong where: ``path:line rule detail``."""

    path: str
    line: int
    rule: str
    detail: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.rule}: {self.detail}"


class Source:
    """One file of the tree; ``path`` is relative and uses slashes."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.python = path.endswith(".py") and "/migrations/" not in path
        self.test = self.python and path.startswith("tests/")
        self.pure = path.startswith(PURE_ROOMS) and path not in PURE_EXCEPT

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines without their ends."""
        return self.text.split("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, walked once for all rules."""
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All functions and methods, nested ones too."""
        return [node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def long_file(source: Source) -> Iterator[Finding]:
    """A module is at most 400 lines; what is longer holds two things."""
    count = len(source.lines) - 1
    if source.python and count > LONGEST_FILE:
        yield Finding(source.path, 1, "long-file", f"{count} lines, at most {LONGEST_FILE}")


def long_function(source: Source) -> Iterator[Finding]:
    """A function fits on a screen."""
    for node in source.functions if source.python else ():
        size = (node.end_lineno or node.lineno) - node.lineno + 1
        if size > LONGEST_FUNCTION:
            yield Finding(source.path, node.lineno, "long-function", f"{node.name}: {size} lines")


def long_line(source: Source) -> Iterator[Finding]:
    """A line of code is at most 120 characters (a Chinese one counts once)."""
    for number, line in enumerate(source.lines if source.python else (), 1):
        if len(line) > LONGEST_LINE:
            yield Finding(source.path, number, "long-line", f"{len(line)} characters")


def impure_call(source: Source) -> Iterator[Finding]:
    """Pure rooms get time, chance, settings and files as arguments."""
    if not (source.python and source.pure):
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            called = name.startswith("random.") or (name in IMPURE and not isinstance(node.ctx, ast.Store))
            if called:
                yield Finding(source.path, node.lineno, "impure", name)


def forbidden_text(source: Source) -> Iterator[Finding]:
    """Nothing left for later, no path of somebody's machine, no address of a package registry."""
    for number, line in enumerate(source.lines, 1):
        for rule, pattern in (("unfinished", UNFINISHED), ("machine-path", MACHINE), ("registry-address", ADDRESS)):
            found = pattern.search(line)
            if found:
                yield Finding(source.path, number, rule, found.group(0).strip())


def unexplained(source: Source) -> Iterator[Finding]:
    """Whoever silences a check says why, on the same line."""
    for number, line in enumerate(source.lines if source.python and not source.test else (), 1):
        if SILENCED.search(line):
            yield Finding(source.path, number, "unexplained", line.strip()[-40:])


def silent_test(source: Source) -> Iterator[Finding]:
    """Every test asserts something."""
    for node in source.functions if source.test else ():
        if node.name.startswith("test_"):
            said = ast.dump(node)
            if not any(word in said for word in ASSERTS):
                yield Finding(source.path, node.lineno, "asserts-nothing", node.name)


def not_implemented(source: Source) -> Iterator[Finding]:
    """No stubs."""
    for node in source.functions if source.python and not source.test else ():
        if any(isinstance(each, ast.Raise) and "NotImplementedError" in ast.dump(each) for each in node.body):
            yield Finding(source.path, node.lineno, "stub", node.name)


def undocumented(source: Source) -> Iterator[Finding]:
    """Every module says what it is for; so does every public function of a module."""
    if not source.python:
        return
    if source.lines != [""] and ast.get_docstring(source.tree) is None:
        yield Finding(source.path, 1, "no-docstring", "module")
    for node in source.tree.body if not source.test else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            overload = any("overload" in ast.unparse(each) for each in node.decorator_list)
            if ast.get_docstring(node) is None and not overload:
                yield Finding(source.path, node.lineno, "no-docstring", node.name)


RULES: tuple[Callable[[Source], Iterable[Finding]], ...] = (
    long_file, long_function, long_line, impure_call, forbidden_text, unexplained, silent_test, not_implemented,
    undocumented,
)


def module_name(path: str) -> str:
    """Dotted name of a module's file: ``xinyong/law/__init__.py`` is ``xinyong.law``."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def named_modules(source: Source) -> set[str]:
    """Every dotted name that a file imports or, as Django's settings do, names in a string."""
    package = module_name(source.path).split(".")
    if not source.path.endswith("/__init__.py"):
        package = package[:-1]
    names: set[str] = set()
    for node in source.nodes:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names.add(base)
            names.update(f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("xinyong."):
            dotted = node.value.split(":")[0]
            names.update((dotted, dotted.rpartition(".")[0]))
    return names


def dead_module(sources: Sequence[Source]) -> Iterator[Finding]:
    """A module that nothing but tests imports is not part of the project."""
    used: set[str] = set()
    for source in sources:
        if source.python and not source.test:
            used |= named_modules(source) - {module_name(source.path)}
    for source in sources:
        path = source.path
        if not (source.python and path.startswith("xinyong/")) or path.endswith("/__init__.py"):
            continue
        if path in ENTRY_POINTS or any(part in path for part in FOUND_BY_NAME):
            continue
        if module_name(path) not in used:
            yield Finding(path, 1, "dead-module", "nothing imports it")


def unplaced_record(sources: Sequence[Source]) -> Iterator[Finding]:
    """Records of decisions are numbered without gap or double, by file and title, and linked from the architecture."""
    linked = next((source.text for source in sources if source.path == ARCHITECTURE), "")
    records = {source.path: source for source in sources if re.match(DECISIONS + r"\d{4}-", source.path)}
    for number, (_, source) in enumerate(sorted(records.items())):  # the template is 0000
        name = source.path.removeprefix(DECISIONS)
        if not name.startswith(f"{number:04d}-"):
            yield Finding(source.path, 1, "record-number", f"{number:04d} is next")
        elif number and not source.text.startswith(f"# {number:04d}. "):
            yield Finding(source.path, 1, "record-number", f"its title does not begin with {number:04d}")
        if number and f"(decisions/{name})" not in linked:
            yield Finding(source.path, 1, "record-unlinked", f"{ARCHITECTURE} does not lead to it")


WHOLE: tuple[Callable[[Sequence[Source]], Iterable[Finding]], ...] = (dead_module, unplaced_record)


def sources(root: Path = ROOT) -> list[Source]:
    """The tree as git sees it (new files too, ignored ones not); without git, what lies outside dot folders."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=root,
                            capture_output=True, text=True)
    if listed.returncode == 0:
        names = sorted(set(listed.stdout.split("\0")) - {""})
    else:
        names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*")
                       if not any(part.startswith(".") and part != ".ci" for part in path.relative_to(root).parts))
    found = []
    for name in names:
        path = root / name
        if path.is_file() and not name.endswith(NOT_TEXT):
            try:
                found.append(Source(name, path.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue  # a binary, or a sample in another encoding
    return found


def findings(tree: Sequence[Source]) -> list[Finding]:
    """All that breaks a rule, in order of file and line."""
    each = [finding for source in tree for rule in RULES for finding in rule(source)]
    return sorted(each + [finding for rule in WHOLE for finding in rule(tree)])


def main() -> int:
    """Print the findings; 1 where there are any."""
    found = findings(sources())
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
