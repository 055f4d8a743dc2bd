"""A document in one language, as plain data: what both renderers read, so that page and paper cannot differ."""

from __future__ import annotations

from typing import Any

from xinyong.casework.documents.model import AnyBlock, Document, Items, Pairs, Paragraph, Table, Verbatim
from xinyong.casework.documents.written import UNVERIFIED, day
from xinyong.errors import Text

LANGUAGES = ("zh", "en")
_DIGITS = "零一二三四五六七八九十"
WORDS = {
    "number": Text("文号", "No."),
    "addressee": Text("致", "To"),
    "dated": Text("日期", "Date"),
    "provenance": Text("出处", "Provenance"),
    "code": Text("核验码", "Verification code"),
    "code.note": Text(
        "核验码仅用于确认本文书真伪，每次使用确认一次，不显示其他任何信息。",
        "The code confirms that this document is genuine, once per use, and tells nothing else.",
    ),
    "code.none": Text(
        "未签发：本件仅供核对，不得作为正式文书使用。", "Not issued: a copy for checking, not to be used as a document."
    ),
    "synthetic": Text(
        "合成登记册：所有主体、记录和决定均由程序生成，不涉及任何真实组织或个人。",
        "Synthetic register: every subject, record and decision was made by a program; nothing is about a real "
        "organisation or person.",
    ),
    "synthetic.short": Text("合成 · SYNTHETIC", "合成 · SYNTHETIC"),
    "unverified": Text(
        f"{UNVERIFIED} 规则集中的这一项尚未与法律文本核对。",
        f"{UNVERIFIED} This value of the rulebook was not yet compared with the text of the law.",
    ),
    "translation": Text("本件为中文译本，以英文本为准。", "This is the English version; the Chinese text prevails."),
    "page": Text("第 {n} 页，共 {all} 页", "Page {n} of {all}"),
    "contents": Text("中文", "English"),
}


def numeral(number: int) -> str:
    """A Chinese numeral up to 99, as headings of official documents count."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def page(document: Document, language: str) -> dict[str, Any]:
    """The document in ``language`` ("zh" or "en"): strings, lists and mappings only."""

    def t(text: Text) -> str:
        return text.zh if language == "zh" else text.en

    parts = [
        {
            "title": t(part.title),
            "lead": t(part.lead),
            "sections": [
                {
                    "id": section.id,
                    "title": f"{numeral(n)}、{t(section.title)}" if language == "zh" else f"{n}. {t(section.title)}",
                    "blocks": [_block(block, language) for block in section.blocks],
                }
                for n, section in enumerate(part.sections, 1)
            ],
        }
        for part in document.parts
    ]
    made: dict[str, Any] = {
        "language": language,
        "kind": document.kind,
        "authority": t(document.authority),
        "number": document.number,
        "dated": t(day(document.dated)) if document.dated else "",
        "iso": document.dated.isoformat() if document.dated else "",
        "addressee": {
            "identifier": t(document.addressee.identifier),
            "code": document.addressee.code,
            "name": document.addressee.name,
        },
        "parts": parts,
        "signed": [[t(a), t(b)] for a, b in document.signed],
        "provenance": [[t(a), t(b)] for a, b in document.provenance],
        "synthetic": document.synthetic,
        "code": document.code,
        "translation": language != document.first_language,
        "words": {key: t(text) for key, text in WORDS.items()},
    }
    made["unverified"] = UNVERIFIED in str(parts)
    return made


def _block(block: AnyBlock, language: str) -> dict[str, Any]:
    def t(text: Text) -> str:
        return text.zh if language == "zh" else text.en

    match block:
        case Paragraph():
            return {"block": "paragraph", "text": t(block.text), "strong": block.strong}
        case Items():
            return {"block": "items", "items": [t(each) for each in block.items]}
        case Pairs():
            return {"block": "pairs", "rows": [[t(a), t(b)] for a, b in block.rows]}
        case Table():
            return {
                "block": "table",
                "caption": t(block.caption),
                "head": [t(each) for each in block.head],
                "rows": [[t(cell) for cell in row] for row in block.rows],
                "widths": block.widths,
            }
        case Verbatim():
            return {"block": "verbatim", "caption": t(block.caption), "text": block.text}


def languages(asked: str) -> tuple[str, ...]:
    """The languages that ``zh``, ``en`` or ``both`` asks for, in order."""
    return LANGUAGES if asked == "both" else ("zh",) if asked == "zh" else ("en",)
