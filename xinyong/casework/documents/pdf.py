"""A document as PDF, set by Typst: tagged for screen readers (PDF/UA-1), fonts embedded, the same bytes each time.

The data goes to the template as JSON and is never made into markup. Chinese glyphs come with the set-up: Noto
Serif SC and Noto Sans SC (SIL Open Font License) from the package ``pylopdf-fonts-zh-cn``.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import typst

from xinyong.casework.documents.model import Document
from xinyong.casework.documents.page import languages, page
from xinyong.errors import OperatorError, RegisterFault, Text

TEMPLATE = Path(__file__).parent / "document.typ"
FAMILIES = ("Noto Serif SC", "Noto Sans SC")
STANDARDS: list[Literal["ua-1"]] = ["ua-1"]
_lock = threading.Lock()  # one compiler, one document at a time


@cache
def fonts() -> typst.Fonts:
    """The fonts that every document is set in, read once for the process. Nothing of the system is taken."""
    try:
        import pylopdf_fonts_zh_cn as carried
    except ImportError as error:
        raise OperatorError(
            Text(
                "缺少中文字体包 pylopdf-fonts-zh-cn，无法排版 PDF。",
                "The Chinese fonts are missing (package pylopdf-fonts-zh-cn); no PDF can be set.",
            ),
            code="no-chinese-font",
            todo=Text(
                "按锁文件重新安装依赖；HTML 不受影响。",
                "Install the dependencies from the lock file; HTML needs no fonts.",
            ),
        ) from error
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(carried.serif_path().parent)]
    )
    lacking = [family for family in FAMILIES if family not in found.families()]
    if lacking:
        raise OperatorError(
            Text(f"字体包中没有 {'、'.join(lacking)}。", f"The font package holds no {', '.join(lacking)}."),
            code="no-chinese-font",
        )
    return found


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts(), ignore_system_fonts=True)


def render_pdf(document: Document, language: str = "both") -> bytes:
    """PDF/UA-1 in ``zh``, ``en`` or ``both``; the time stamped into it is the document's own day."""
    return _compile(document, language, "pdf")[0]


def render_images(document: Document, language: str = "zh", pixels_per_inch: float = 96) -> list[bytes]:
    """The pages as PNG pictures, for looking at."""
    return _compile(document, language, "png", pixels_per_inch)


def _compile(
    document: Document, language: str, form: Literal["pdf", "png"], pixels_per_inch: float | None = None
) -> list[bytes]:
    data = msgspec.json.encode([page(document, each) for each in languages(language)]).decode()
    dated = document.dated
    stamp = datetime(dated.year, dated.month, dated.day, tzinfo=UTC) if dated else datetime(2000, 1, 1, tzinfo=UTC)
    with _lock:
        try:
            made = _compiler().compile(
                format=form,
                ppi=pixels_per_inch,
                sys_inputs={"data": data},
                timestamp=stamp,
                pdf_standards=list(STANDARDS) if form == "pdf" else [],
            )
        except typst.TypstError as error:
            raise RegisterFault(
                Text("文书排版失败。", f"The document could not be set: {error.message}"),
                code="not-set",
                where=TEMPLATE.name,
            ) from error
    assert made is not None
    return made if isinstance(made, list) else [made]
