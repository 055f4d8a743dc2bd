"""A Han name against a Latin one: pinyin for the core, a table of common words for the rest.

Pinyin says how a name sounds, not whose it is: a core of one or two syllables fits many. Hence every
word of both names must find its partner, and a well-known house is taken only for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from xinyong.subjects.names.han import HanName
from xinyong.subjects.names.latin import LatinName
from xinyong.subjects.names.lexicon import HOUSES, REGIONS, TRADES, house_by_latin
from xinyong.subjects.names.regions import Mention

# Words that English adds to a name: connecting ones, and Company or Corporation before its end.
_CONNECTING = frozenset(("of", "and", "the", "for", "in", "company", "corporation", "co"))
_READINGS_MOST = 24
_CORE_LONGEST = 8
_LONGEST_WORD = 8
Words = tuple[str, ...]

FORMS: dict[str, frozenset[str]] = {
    "有限公司": frozenset(("ltd", "llc", "co", "pte")),
    "股份有限公司": frozenset(("ltd", "plc", "inc", "corp", "jsc", "co")),
    "公司": frozenset(("co", "corp")),
    "总公司": frozenset(("corp", "co")),
    "集团公司": frozenset(("corp", "co")),
    "有限合伙": frozenset(("lp", "llp")), "合伙(有限合伙)": frozenset(("lp", "llp")),
    "普通合伙": frozenset(("llp",)), "特殊普通合伙": frozenset(("llp",)),
}
"""Legal forms of Latin names that each Han form is rendered by."""


@lru_cache(maxsize=4096)
def readings(han: str) -> tuple[str, ...]:
    """Pinyin of ``han`` without tones or blanks, each reading that its characters allow; ü as v and as u."""
    from pypinyin import Style, pinyin  # slow to import, and only names across scripts need it

    choices = []
    as_phrase = pinyin(han, style=Style.NORMAL)
    alone = [pinyin(letter, style=Style.NORMAL, heteronym=True)[0] for letter in han]
    if len(as_phrase) != len(alone):  # a run of other letters counts as one there
        alone = as_phrase
    for usual, others in zip(as_phrase, alone, strict=True):
        wider: dict[str, None] = {}
        for syllable in (*usual, *others):
            wider[syllable] = None
            if "v" in syllable:
                wider[syllable.replace("v", "u")] = None
                wider[syllable.replace("v", "yu")] = None
        choices.append(tuple(wider))
    return tuple(dict.fromkeys("".join(parts) for parts in islice(product(*choices), _READINGS_MOST)))


def _taken(words: Words, wanted: str) -> Iterator[Words]:
    """``words`` without any run of them that, written together, is ``wanted``."""
    for start in range(len(words)):
        joined = ""
        for end in range(start, len(words)):
            joined += words[end]
            if not wanted.startswith(joined):
                break
            if joined == wanted:
                yield words[:start] + words[end + 1 :]
                break


def _region_taken(mention: Mention, words: Words) -> Iterator[Words]:
    # A word that the region's suffix became: Guangdong Province, Shenzhen City, Shenzhen Shi.
    spoken = REGIONS.get(mention.stem, readings(mention.stem))
    for wanted in dict.fromkeys((*(latin.replace(" ", "") for latin in spoken), *readings(mention.stem))):
        for left in _taken(words, wanted):
            yield left
            for suffix in ("city", "shi", "province", "sheng", "district", "county"):
                if suffix in left:
                    at = left.index(suffix)
                    yield left[:at] + left[at + 1 :]


def _body_fits(body: str, words: Words, sounded: int) -> bool:
    """Whether ``body`` accounts for exactly ``words``. ``sounded``: stretches of pinyin still allowed."""
    if not body:
        return not words
    if not words:
        return False
    for length in range(min(_LONGEST_WORD, len(body)), 0, -1):
        piece = body[:length]
        latins = (*TRADES.get(piece, ()), *HOUSES.get(piece, ()), *REGIONS.get(piece, ()))
        # The connecting words were left out of ``words`` as well.
        for wanted in dict.fromkeys("".join(w for w in latin.split() if w not in _CONNECTING) for latin in latins):
            if any(_body_fits(body[length:], left, sounded) for left in _taken(words, wanted)):
                return True
    if sounded:
        for length in range(min(_CORE_LONGEST, len(body)), 0, -1):
            for wanted in readings(body[:length]):
                if any(_body_fits(body[length:], left, sounded - 1) for left in _taken(words, wanted)):
                    return True
    return False


def _claims_other_house(han: HanName, words: Words) -> bool:
    """The Latin name is a well-known house's and the Han name is not that house, or the other way about."""
    joined = "".join(words)
    whole = "".join(mention.stem for mention in han.regions) + han.body
    houses = house_by_latin()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 3) + 1):
            hans = houses.get("".join(words[start:end]))
            if hans and not any(house in whole for house in hans):
                return True
    house = next((known for known in sorted(HOUSES, key=len, reverse=True) if han.core.startswith(known)), "")
    spoken = (*(latin.replace(" ", "") for latin in HOUSES[house]), *readings(house)) if house else ()
    return bool(house) and not any(latin in joined for latin in spoken)


def fits(han: HanName, latin: LatinName) -> bool:
    """Whether every part of the Han name but its form has its partner in the Latin name, and the reverse."""
    if han.branch or not han.body:
        return False
    words = tuple(word for word in latin.words if word not in _CONNECTING)
    if not words or len(words) > 14 or _claims_other_house(han, words):
        return False
    # A house's own name may begin like a region (上海汽车, 北京大学): try each cut between the two.
    for cut in range(len(han.regions), -1, -1):
        body = "".join(mention.stem for mention in han.regions[cut:]) + han.body
        if cut < len(han.regions) and not any(body.startswith(house) for house in HOUSES):
            continue
        if any(_body_fits(body, left, 2) for left in _without_regions(han.regions[:cut] + han.inner, words)):
            return True
    return False


def _without_regions(mentions: list[Mention], words: Words) -> Iterator[Words]:
    if not mentions:
        yield words
        return
    for left in _region_taken(mentions[0], words):
        yield from _without_regions(mentions[1:], left)


def forms_fit(han: HanName, latin: LatinName) -> bool | None:
    """Whether the legal forms can render each other; None where one name leaves its form out."""
    if not han.form or not latin.form:
        return None if han.form or latin.form else True
    return latin.form in FORMS.get(han.form, frozenset())
