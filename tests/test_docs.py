"""The pages are whole: links lead somewhere, the glossary is sorted and in both languages, commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tools.terminal_page import of_verb
from xinyong.cli.application import VERBS

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")})


def anchor(heading: str) -> str:
    """The fragment that a Markdown heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|<!--.*?-->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, fragment = target.partition("#")
        aim = (page.parent / name) if name else page
        assert aim.exists(), f"{page.name}: {target}"
        if fragment:
            headings = re.findall(r"^#+ (.+)$", aim.read_text(encoding="utf-8"), re.MULTILINE)
            assert fragment in map(anchor, headings), f"{page.name}: {target}"


def test_the_glossary_is_sorted_and_in_both_languages() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()
            if line.startswith("| ")][2:]
    assert len(rows) >= 80
    for english, chinese, meaning in rows:
        assert english.isascii() and meaning, english
        assert re.search(r"[\u4e00-\u9fff]", chinese), english
    terms = [row[0].lower() for row in rows]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_commands_that_pages_name_exist(name: str) -> None:
    verbs = set(re.findall(r"\./run ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))
    usage = subprocess.run([str(ROOT / "run"), "help"], text=True, capture_output=True, check=True).stdout
    known = set(re.findall(r"^\./run ([a-z]+)", usage, re.MULTILINE))
    assert verbs and verbs <= known


def test_tables_have_a_head() -> None:
    """A blank line inside a table makes text of all rows below it."""
    for page in PAGES:
        lines = ["", *page.read_text(encoding="utf-8").splitlines(), ""]
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            if line.startswith("| ") and not before.startswith("|"):
                assert re.fullmatch(r"\|[\s:|-]+\|", after), f"{page.name}: {line}"


def test_verbs_and_options_that_pages_name_exist() -> None:
    """Also those that stand within a sentence, which nothing runs."""
    known = {typed: {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
             for verb in VERBS for typed, command in of_verb(verb)}
    groups = {typed.rpartition(" ")[0] for typed in known if " " in typed}
    named = 0
    for page in PAGES:
        for said in re.findall(r"`(?:\./run )?xinyong ([a-z][^`]*)`", page.read_text(encoding="utf-8")):
            words = said.split()
            length = 2 if words[0] in groups and len(words) > 1 else 1
            for last in words[length - 1].split("|"):
                typed = " ".join([*words[: length - 1], last])
                assert typed in known or typed in groups, f"{page.name}: {said}"
                options = set(re.findall(r"(?<!\S)--[a-z-]+", " ".join(words[length:])))
                assert options <= known.get(typed, set()), f"{page.name}: {said}"
                named += 1
    assert named > 50


@pytest.mark.parametrize("page", sorted((ROOT / "docs/decisions").glob("0*.md")), ids=lambda page: page.name)
def test_a_decision_says_what_follows(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for part in ("## The question", "## What was decided", "## What else was considered", "## What follows"):
        assert part in text, part
