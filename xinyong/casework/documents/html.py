"""A document as one HTML file: nothing loaded from elsewhere, readable by a screen reader, ready to print."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from xinyong.casework.documents.model import Document
from xinyong.casework.documents.page import languages, page

TAGS = {"zh": "zh-Hans", "en": "en"}


@cache
def _style() -> str:
    return (Path(__file__).parent / "document.css").read_text(encoding="utf-8")


def render_html(document: Document, language: str = "both") -> bytes:
    """UTF-8 HTML in ``zh``, ``en`` or ``both`` (one after the other, each under its own language tag)."""
    pages = [page(document, each) for each in languages(language)]
    first = pages[0]
    title = " · ".join(filter(None, (first["parts"][0]["title"], document.number, document.addressee.name)))
    body = "".join(_article(each) for each in pages)
    switch = ""
    if len(pages) > 1:
        links = "".join(
            f'<a href="#{each["language"]}" lang="{TAGS[each["language"]]}">{each["words"]["contents"]}</a>'
            for each in pages
        )
        switch = f'<nav aria-label="语言 Language">{links}</nav>'
    mark = ' class="synthetic"' if document.synthetic else ""
    return (
        f'<!doctype html>\n<html lang="{TAGS[first["language"]]}"{mark}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n"
        f"{_style()}{_widths(pages)}</style>\n</head>\n<body>\n{_band(first)}{switch}"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def _widths(pages: list[dict[str, Any]]) -> str:
    """The column widths of tables, in the one sheet: a strict policy lets no style at an element through."""
    rules = []
    for made in pages:
        for part, whole in enumerate(made["parts"]):
            for section in whole["sections"]:
                for n, block in enumerate(section["blocks"]):
                    widths = block.get("widths", [])
                    table = f"#{made['language']}-{part}-{section['id']}-{n}"
                    rules += [
                        f"{table} col:nth-child({column}) {{ width: {100 * width / sum(widths):.1f}%; }}\n"
                        for column, width in enumerate(widths, 1)
                    ]
    return "".join(rules)


def _band(made: dict[str, Any]) -> str:
    if not made["synthetic"]:
        return ""
    words = made["words"]
    return f'<aside class="band" aria-label="{words["synthetic.short"]}"><p>{escape(words["synthetic"])}</p></aside>\n'


def _article(made: dict[str, Any]) -> str:
    language = made["language"]
    parts = "".join(_part(made, part, number) for number, part in enumerate(made["parts"]))
    head = f'<article id="{language}" lang="{TAGS[language]}" aria-labelledby="{language}-title-0">'
    return f"{head}\n{parts}{_foot(made)}</article>\n"


def _part(made: dict[str, Any], part: dict[str, Any], number: int) -> str:
    language, words, to = made["language"], made["words"], made["addressee"]
    top = 1 if number == 0 else 2
    head = (
        f'<p class="authority">{escape(made["authority"])}</p>\n'
        f'<h{top} class="title" id="{language}-title-{number}">{escape(part["title"])}</h{top}>\n'
    )
    if made["number"]:
        head += f'<p class="number"><span class="hidden">{words["number"]} </span>{escape(made["number"])}</p>\n'
    opening = (
        f'<p class="to"><b>{escape(to["name"])}</b> '
        f'<span class="code">{escape(to["identifier"])} {escape(to["code"])}</span></p>\n'
        f'<p class="lead">{escape(part["lead"])}</p>\n'
    )
    sections = "".join(_section(language, number, section, top + 1) for section in part["sections"])
    return f'<div class="part"><header>\n{head}</header>\n{opening}{sections}{_sign(made)}</div>\n'


def _section(language: str, part: int, section: dict[str, Any], level: int) -> str:
    anchor = f"{language}-{part}-{section['id']}"
    blocks = "".join(_block(block, f"{anchor}-{n}") for n, block in enumerate(section["blocks"]))
    return (
        f'<section aria-labelledby="{anchor}"><h{level} id="{anchor}">{escape(section["title"])}</h{level}>\n'
        f"{blocks}</section>\n"
    )


def _block(block: dict[str, Any], anchor: str) -> str:
    match block["block"]:
        case "paragraph":
            text = escape(block["text"])
            return f"<p><strong>{text}</strong></p>\n" if block["strong"] else f"<p>{text}</p>\n"
        case "items":
            return "<ol>" + "".join(f"<li>{escape(each)}</li>" for each in block["items"]) + "</ol>\n"
        case "pairs":
            return _pairs(block["rows"])
        case "verbatim":
            caption = escape(block["caption"])
            text = escape(block["text"])
            return f'<figure><figcaption>{caption}</figcaption><pre tabindex="0">{text}</pre></figure>\n'
    return _table(block, anchor)


def _pairs(rows: list[list[str]]) -> str:
    return "<dl>" + "".join(f"<div><dt>{escape(a)}</dt><dd>{escape(b)}</dd></div>" for a, b in rows) + "</dl>\n"


def _table(block: dict[str, Any], anchor: str) -> str:
    columns = "<col>" * len(block["widths"])
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block["head"])
    rows = "".join("<tr>" + _cells(row, block["head"]) + "</tr>" for row in block["rows"])
    return (
        f'<table id="{anchor}"><caption>{escape(block["caption"])}</caption><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"
    )


def _cells(row: list[str], head: list[str]) -> str:
    first = f'<th scope="row">{escape(row[0])}</th>'
    return first + "".join(
        f'<td data-head="{escape(name)}">{escape(cell)}</td>' for name, cell in zip(head[1:], row[1:], strict=True)
    )


def _sign(made: dict[str, Any]) -> str:
    signed = "".join(f"<p>{escape(office)} <b>{escape(who)}</b></p>" for office, who in made["signed"])
    dated = f'<p><time datetime="{made["iso"]}">{escape(made["dated"])}</time></p>' if made["iso"] else ""
    return f'<div class="sign"><p>{escape(made["authority"])}</p>{signed}{dated}</div>\n'


def _foot(made: dict[str, Any]) -> str:
    words = made["words"]
    notes = f'<p class="note">{escape(words["unverified"])}</p>\n' if made["unverified"] else ""
    if made["translation"]:
        notes += f'<p class="note">{escape(words["translation"])}</p>\n'
    code = escape(made["code"])
    proof = (
        f'<p class="proof"><span>{words["code"]}</span> <b class="code">{code}</b></p>'
        f'<p class="note">{escape(words["code.note"])}</p>'
        if code
        else f'<p class="proof">{escape(words["code.none"])}</p>'
    )
    return f'<footer aria-label="{words["provenance"]}">{notes}{_pairs(made["provenance"])}{proof}</footer>\n'
