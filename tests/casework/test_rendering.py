"""Page and paper: the text survives, nothing is read as markup, screen readers find their way, fonts are embedded."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.casework.stories import HOSTILE, Stories
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.model import Kind
from xinyong.casework.documents.pdf import fonts, render_images, render_pdf

KINDS: list[tuple[Kind, str]] = [("notice", "noticed"), ("hearing", "listed"), ("decision", "listed"),
                                 ("removal", "repaired"), ("objection", "rejected")]
NO_PICTURES = "*, *::before, *::after { background-image: none !important; }"  # axe cannot judge contrast over one


def text_of(tool: str, path: Path) -> str:
    """The text of a PDF, spaces and line ends taken out."""
    done = subprocess.run([tool, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", done.stdout.decode())


def test_the_text_of_the_paper(stories: Stories, require_tool: Callable[[str], str], tmp_path: Path) -> None:
    tool = require_tool("pdftotext")
    path = tmp_path / "decision.pdf"
    path.write_bytes(render_pdf(stories.document(stories.listed, "decision"), "both"))
    text = text_of(tool, path)
    for words in ("列入市场监督管理严重违法失信名单决定书", "信用修复告知书", "2029年5月19日", "Noticeonrepair", "19May2029",
                  "samr-2", "第1页，共", "Page1of", "Syntheticregister", stories.codes[stories.listed]):
        assert words in text, words


def test_fonts_are_embedded_and_the_packages_own(
    stories: Stories, require_tool: Callable[[str], str], tmp_path: Path
) -> None:
    listing = Path(require_tool("pdftotext")).with_name("pdffonts")
    path = tmp_path / "notice.pdf"
    path.write_bytes(render_pdf(stories.document(stories.noticed, "notice"), "both"))
    done = subprocess.run([str(listing), str(path)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert rows and all(re.search(r"\byes +yes +yes\b", row) for row in rows), done.stdout
    assert any("NotoSerifSC" in row for row in rows) and any("NotoSansSC" in row for row in rows)
    assert {"Noto Serif SC", "Noto Sans SC"} <= set(fonts().families())


def test_tagged_and_the_same_bytes_each_time(stories: Stories) -> None:
    document = stories.document(stories.repaired, "removal")
    made = render_pdf(document, "en")
    assert made == render_pdf(document, "en")
    assert b"pdfuaid" in made or b"StructTreeRoot" in made


def test_a_name_full_of_signs_stays_a_name(
    stories: Stories, require_tool: Callable[[str], str], tmp_path: Path
) -> None:
    document = stories.document(stories.hostile, "decision")
    assert document.addressee.name == HOSTILE
    page = render_html(document).decode()
    assert "<script" not in page and "&lt;script&gt;" in page
    path = tmp_path / "hostile.pdf"
    path.write_bytes(render_pdf(document, "zh"))
    assert re.sub(r"\s+", "", HOSTILE) in text_of(require_tool("pdftotext"), path)


@pytest.mark.parametrize(("kind", "story"), KINDS)
def test_every_document_renders_in_each_language(stories: Stories, kind: Kind, story: str) -> None:
    document = stories.document(getattr(stories, story), kind)
    for language in ("zh", "en"):
        pictures = render_images(document, language, 40)
        assert pictures and all(each.startswith(b"\x89PNG") for each in pictures)
        page = render_html(document, language).decode()
        assert f'lang="{"zh-Hans" if language == "zh" else "en"}"' in page and "http" not in re.sub(
            r"http://www\.w3\.org/2000/svg", "", page
        )


@pytest.mark.parametrize("width", [1100, 390])
def test_pages_are_accessible(stories: Stories, browser: Any, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    grave: list[str] = []
    for kind, story in KINDS if width > 1000 else KINDS[2:3]:
        page.set_content(render_html(stories.document(getattr(stories, story), kind)).decode())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), kind
        page.add_style_tag(content=NO_PICTURES)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave += [f"{kind}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found
                  if one["impact"] in ("serious", "critical", "moderate")]
    assert grave == []
    context.close()


def test_a_document_without_a_code_says_that_it_is_not_issued(stories: Stories) -> None:
    page = render_html(stories.document(stories.listed, "decision"), "en").decode()
    assert "Not issued" in page
