"""Latin and Cyrillic organisation names taken apart: core words and legal form."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from xinyong.subjects.names.folding import fold

# Class = spellings, folded, separated by "/". Two names of different classes are two entities.
_FORMS = """
ltd=ltd/limited/co ltd/company limited/coltd/co limited/company ltd/corporation limited/corp ltd
plc=plc/public limited company/p l c
pte=pte ltd/pte limited/private limited/pvt ltd/pvt limited/pte
pty=pty ltd/pty limited/proprietary limited
inc=inc/incorporated
corp=corp/corporation
co=co/company/cia/companhia/compania
llc=llc/l l c/limited liability company/limited liability co/ooo/o o o/obshchestvo s ogranichennoi otvetstvennostyu
llp=llp/l l p/limited liability partnership
lp=lp/l p/limited partnership
jsc=jsc/joint stock company/ojsc/open joint stock company/pjsc/public joint stock company/ao/oao/pao
jsc=aktsionernoe obshchestvo/otkrytoe aktsionernoe obshchestvo/publichnoe aktsionernoe obshchestvo
cjsc=cjsc/closed joint stock company/zao/zakrytoe aktsionernoe obshchestvo
ag=ag/aktiengesellschaft
gmbh=gmbh/gesellschaft mit beschrankter haftung/gesellschaft mbh/g m b h
gmbhcokg=gmbh and co kg/gmbh co kg
kg=kg/kommanditgesellschaft
ohg=ohg/offene handelsgesellschaft
ug=ug/ug haftungsbeschrankt
se=se/societas europaea
sa=sa/s a/societe anonyme/sociedad anonima/sociedade anonima
sas=sas/s a s/societe par actions simplifiee
sarl=sarl/s a r l/societe a responsabilite limitee
srl=srl/s r l/societa a responsabilita limitata/societatea cu raspundere limitata
srl=sociedad de responsabilidad limitada
spa=spa/s p a/societa per azioni
sl=sl/s l/sociedad limitada
sadecv=sa de cv/s a de c v
ltda=ltda/limitada/sociedade limitada
eireli=eireli
ei=ei/empresario individual
bv=bv/b v/besloten vennootschap
bvba=bvba/b v b a
nv=nv/n v/naamloze vennootschap
ab=ab/aktiebolag
as=a s/aksjeselskap/aktieselskab
oy=oy/osakeyhtio
oyj=oyj
kk=kk/k k/kabushiki kaisha
pt=pt
spzoo=sp z o o/sp zoo/spolka z ograniczona odpowiedzialnoscia
bhd=bhd/berhad
sdnbhd=sdn bhd
na=na/n a/national association
ano=ano
ip=ip/individualnyi predprinimatel
"""
_SIZES = frozenset(("me", "epp", "mei", "em recuperacao judicial", "em liquidacao", "em recuperacao", "tbk"))
"""Tax sizes and states that Brazilian and other registers append: no part of the legal form."""

_AT_HEAD = frozenset(("llc", "jsc", "cjsc", "pt", "srl", "ano", "ip", "sarl", "gmbh"))
_WORDS = {
    "intl": "international", "corp": "corporation", "mfg": "manufacturing", "labour": "labor",
    "organisation": "organization", "centre": "center", "defence": "defense", "us": "united states",
    "usa": "united states", "bros": "brothers",
    "first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3", "fourth": "4", "4th": "4",
    "fifth": "5", "5th": "5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "cooperation": "co operation", "percent": "%",
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i",
    "є": "e", "ґ": "g", "ў": "u", "ѐ": "e", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
})
_DOUBLED = re.compile(r"([a-z])\1")


class LatinName(NamedTuple):
    """``words``: the name without its form, spelling evened out. ``form``: class of legal form, "" if none."""

    words: tuple[str, ...]
    form: str

    @property
    def joined(self) -> str:
        """The words without blanks."""
        return "".join(self.words)


@cache
def _forms() -> dict[tuple[str, ...], str]:
    forms: dict[tuple[str, ...], str] = {}
    for line in _FORMS.strip().split("\n"):
        name, _, spellings = line.partition("=")
        for spelling in spellings.split("/"):
            forms[tuple(spelling.split())] = name
    return forms


def transliterate(folded: str) -> str:
    """Cyrillic letters of folded text in Latin ones (BGN/PCGN, simplified); other letters stay."""
    return folded.translate(_CYRILLIC)


def within_one_edit(one: str, other: str) -> bool:
    """Whether at most one insertion, deletion or substitution lies between them."""
    if abs(len(one) - len(other)) > 1:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    return one[head + 1 :] == other[head + 1 :] or one[head:] == other[head + 1 :] or one[head + 1 :] == other[head:]


def _form_at_end(words: list[str]) -> tuple[int, str]:
    """(number of words, class) of the legal form that ends ``words``; at least one word is left over."""
    forms = _forms()
    for length in range(min(5, len(words) - 1), 0, -1):
        form = forms.get(tuple(words[-length:]))
        if form is not None:
            return length, form
    # One slip in a long form: Aktiengeselschaft, JOINT STOCK COMPAN.
    for spelling, form in forms.items():
        length = len(spelling)
        long_enough = length < len(words) and sum(map(len, spelling)) >= 10
        if long_enough and within_one_edit(" ".join(words[-length:]), " ".join(spelling)):
            return length, form
    return 0, ""


def _form_at_head(words: list[str]) -> tuple[int, str]:
    for length in range(min(5, len(words) - 1), 0, -1):
        form = _forms().get(tuple(words[:length]))
        if form in _AT_HEAD:
            return length, form
    return 0, ""


def _glued_form(words: list[str]) -> list[str]:
    """SiemensAG and the like: a form of German or English glued to the one word it follows."""
    if len(words) == 1 and len(words[0]) > 6:
        for form in ("gmbh", "ag", "ltd", "inc", "llc"):
            if words[0].endswith(form):
                return [words[0][: -len(form)], form]
    return words


def _even(words: list[str]) -> list[str]:
    """Numbers as digits, common abbreviations written out, British spelling as American."""
    result: list[str] = []
    for word in words:
        if result and result[-1] in _TENS and (_WORDS.get(word, word)).isdigit() and len(_WORDS.get(word, word)) == 1:
            result[-1] = str(_TENS[result[-1]] + int(_WORDS.get(word, word)))
            continue
        result.extend(_WORDS.get(word, word).split())
    return [str(_TENS[word]) if word in _TENS else word for word in result]


def parse(name: str, *, glued: bool = False) -> LatinName:
    """Take a Latin or Cyrillic name apart. ``glued``: also look for a form written on to its only word."""
    words = transliterate(fold(name)).split()
    if glued:
        words = _glued_form(words)
    form = ""
    while len(words) > 1:
        if words[-1] in _SIZES:
            words = words[:-1]
            continue
        size = next((n for n in (3, 2) if len(words) > n and " ".join(words[-n:]) in _SIZES), 0)
        if size:
            words = words[:-size]
            continue
        length, found = _form_at_end(words)
        if not length or (form and found != form and found not in ("co", "corp")):
            break
        words = words[:-length]
        form = form or found
    if not form:
        length, form = _form_at_head(words)
        words = words[length:]
    else:
        # OJSC … CORPORATION: the form at the head is the legal one, the other a word of the trade.
        length, again = _form_at_head(words)
        if again and again in (form, "jsc") and form in (again, "co", "corp"):
            words, form = words[length:], again
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return LatinName(tuple(_even(words)), form)


def same_words(one: LatinName, other: LatinName) -> bool:
    """The same words, however they are spaced; a doubled letter may be single in a word of seven or more."""
    if one.joined == other.joined:
        return True
    if len(one.words) != len(other.words):
        return False
    different = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    return min(len(a), len(b)) >= 7 and abs(len(a) - len(b)) == 1 and _DOUBLED.sub(r"\1", a) == _DOUBLED.sub(r"\1", b)
