"""Legal bases of a decision: which instrument, article, paragraph and item.

Two ways of writing are read: the path of enforcement systems
(``中华人民共和国行政处罚法/第一章总则/第五条/第二款``, several divided by commas) and prose
(``《中华人民共和国广告法》第五十五条第一款``). They are kept as coded text, one basis
``title|article|paragraph|item`` with 0 where none is named, divided by ``;``; an inserted article
(第二十条之一) is ``20-1``. Chapters are dropped: an article's number is unique in its instrument.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from xinyong.errors import Text
from xinyong.intake.numerals import read_numeral
from xinyong.law.numerals import article as in_chinese
from xinyong.law.numerals import han

_NUM = r"([零〇一二三四五六七八九十百千两\d]+)"
_PLACE = re.compile(rf"第{_NUM}条(?:之{_NUM})?(?:[/ ]*第{_NUM}款)?(?:[/ ]*第[（(]?{_NUM}[）)]?项)?")
_BETWEEN = re.compile(r"[,，;；\n]+")
_PROSE = re.compile(r"《([^《》]{2,120})》([^《》]*)")
_DIVISION = re.compile(rf"第{_NUM}[章节编](?:.*)")


class Basis(NamedTuple):
    """One place in an instrument; ``article`` as ``"55"`` or ``"20-1"``, 0 where no paragraph or item is named."""

    title: str
    article: str = ""
    paragraph: int = 0
    item: int = 0

    def coded(self) -> str:
        return f"{self.title}|{self.article}|{self.paragraph}|{self.item}"

    def text(self) -> Text:
        """As a decision would cite it, in both languages."""
        if not self.article:
            return Text(f"《{self.title}》", self.title)
        number, _, inserted = self.article.partition("-")
        zh = f"《{self.title}》{in_chinese(number)}" + (f"之{han(int(inserted))}" if inserted else "")
        en = f"{self.title}, art. {self.article}"
        if self.paragraph:
            zh, en = f"{zh}第{han(self.paragraph)}款", f"{en} para. {self.paragraph}"
        if self.item:
            zh, en = f"{zh}第（{han(self.item)}）项", f"{en} item {self.item}"
        return Text(zh, en)


def read_bases(text: str) -> list[Basis] | None:
    """The bases that a cell names, in its order and each once; None when it is written in neither way."""
    found = _read_prose(text) if "《" in text else _read_paths(text)
    return None if found is None else list(dict.fromkeys(found))


def _read_paths(text: str) -> list[Basis] | None:
    found: list[Basis] = []
    for part in _BETWEEN.split(text):
        part = part.strip(" /")
        if not part:
            continue
        title, *rest = (piece.strip() for piece in part.split("/"))
        places = "/".join(piece for piece in rest if not _DIVISION.fullmatch(piece))
        if not rest:
            match = _PLACE.search(title)
            if match is None or not match.start():
                return None
            title, places = title[: match.start()], title[match.start():]
        if "|" in title or not title:
            return None
        if not places:
            found.append(Basis(title))
            continue
        match = _PLACE.fullmatch(places)
        if match is None:
            return None
        found.append(_basis(title, match))
    return found or None


def _read_prose(text: str) -> list[Basis] | None:
    found: list[Basis] = []
    for title, tail in _PROSE.findall(text):
        if "|" in title or ";" in title:
            return None
        places = [_basis(title, match) for match in _PLACE.finditer(tail)]
        found.extend(places or [Basis(title)])
    return found or None


def _basis(title: str, match: re.Match[str]) -> Basis:
    article, inserted, paragraph, item = (read_numeral(part) if part else 0 for part in match.groups())
    return Basis(title, f"{article}-{inserted}" if inserted else str(article), paragraph or 0, item or 0)


def coded_bases(bases: list[Basis]) -> str:
    """Coded text of several bases, as a record keeps it."""
    return ";".join(basis.coded() for basis in bases)


def show_bases(coded: str) -> list[Text]:
    """Coded text as the citations that people read."""
    shown: list[Text] = []
    for part in coded.split(";"):
        pieces = part.rsplit("|", 3)
        if len(pieces) == 4:
            shown.append(Basis(pieces[0], pieces[1], int(pieces[2]), int(pieces[3])).text())
    return shown
