"""Unified social credit codes (统一社会信用代码), GB 32100-2015.

Eighteen characters: registering department, class of organisation, six division digits of the
registering authority, nine of the organisation code (GB 11714, with a check of its own), and a
check character over the first seventeen with weights 3^(i−1) mod 31.

A region is never a reason to refuse (development zones have digits of their own), a wrong inner
check only a warning, and codes of the early pilots, whose check omits ``31 −``, are taken as a
flagged variant where the name is known to match exactly. ``uscc_faults`` explains every refusal.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xinyong.errors import Text
from xinyong.subjects import uscc_faults as faults
from xinyong.subjects.reading import Reading, cleaned
from xinyong.subjects.resident import looks_personal

if TYPE_CHECKING:
    from xinyong.law.model import SubjectKind

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE34 = "0123456789abcdefghijklmnopqrstu"
# Characters of the code as digits of base 34, everything else as "!", which int() refuses.
_TO_BASE34 = bytes(
    ord(_BASE34[ALPHABET.index(chr(byte))]) if chr(byte) in ALPHABET else ord("!") for byte in range(256)
)
_INNER_CHECKS = "0X987654321"
_PILOT_REGIONS = frozenset(("34", "42", "45", "51"))
_SYNTHETIC_DIVISION = "98"
_SYNTHETIC_BODIES = 31**6

KINDS: dict[str, SubjectKind] = {
    "11": "government-body", "12": "institution", "13": "other-organisation", "19": "other-organisation",
    "21": "other-organisation", "29": "other-organisation",
    "31": "other-organisation", "32": "other-organisation", "33": "other-organisation", "34": "other-organisation",
    "35": "other-organisation", "39": "other-organisation",
    "41": "other-organisation", "49": "other-organisation",
    "51": "social-organisation", "52": "social-organisation", "53": "social-organisation",
    "59": "social-organisation",
    "61": "other-organisation", "62": "other-organisation", "69": "other-organisation",
    "71": "other-organisation", "72": "other-organisation", "79": "other-organisation",
    "81": "other-organisation", "89": "other-organisation",
    "91": "enterprise", "92": "sole-trader", "93": "cooperative", "99": "other-organisation",
    "A1": "other-organisation", "A9": "other-organisation",
    "N1": "other-organisation", "N2": "other-organisation", "N3": "other-organisation", "N9": "other-organisation",
    "Y1": "other-organisation",
}
"""Department and class → kind of subject (GB 32100-2015, table 1). Pairs not here are ``unknown-class``."""


_MARKET = frozenset(pair for pair in KINDS if pair[0] == "9")


def remainder(first17: str) -> int:
    """Σ value · 3^(i−1) mod 31 over the first seventeen characters. Raises ValueError on a foreign character.

    Read backwards in base 34 ≡ 3 (mod 31) the characters *are* that sum, so one ``int`` does it all.
    """
    return int(first17.encode("ascii").translate(_TO_BASE34)[16::-1], 34) % 31


def check_character(first17: str) -> str:
    """The standard check character: index (31 − Σ mod 31) mod 31."""
    return ALPHABET[-remainder(first17) % 31]


def inner_check(body8: str) -> str:
    """GB 11714 check character over eight characters of which none is Z.

    Its weights 3 7 9 10 5 8 4 2 are 2^(9−i) mod 11 and 35 ≡ 2 (mod 11): base 35 reads the sum.
    """
    return _INNER_CHECKS[int(body8, 35) * 2 % 11]


_good: set[str] = set()
"""Codes found good lately: a row's code is read by its form and read again by the decision. Never a person's number."""
_MOST_GOOD = 8192


def quick(raw: str) -> str | None:
    """``raw`` itself if it is a code without anything to remark on, else None."""
    if raw in _good:
        return raw
    try:
        values = raw.encode("ascii").translate(_TO_BASE34)
        # The check character weighs 1 here: the whole sum must vanish.
        if len(values) != 18 or (int(values[16::-1], 34) + int(values[17:], 34)) % 31:
            return None
        if raw[:2] not in KINDS or not raw[2:8].isdigit():
            return None
        body = raw[8:16]
        if _INNER_CHECKS[int(body, 35) * 2 % 11] != raw[16] or body in faults.PLACEHOLDER_BODIES:
            return None
        if raw[0] != "9" and looks_personal(raw):
            return None
    except ValueError:
        return None
    if len(_good) >= _MOST_GOOD:
        _good.clear()
    _good.add(raw)
    return raw


class UnifiedCode:
    """Registry entry ``uscc``."""

    name = "uscc"
    title = Text("统一社会信用代码", "unified social credit code")
    personal = False
    capacity = _SYNTHETIC_BODIES
    day_first = False
    quick = staticmethod(quick)

    def read(self, raw: str, *, name_exact: bool = False) -> Reading:
        code = quick(raw)
        if code is not None:
            return Reading(code, [], code[2:4] == _SYNTHETIC_DIVISION, KINDS[code[:2]], code[2:8])
        return self._read_slowly(raw, name_exact)

    def _read_slowly(self, raw: str, name_exact: bool) -> Reading:
        code, warnings = cleaned(raw)
        valid = self._is_whole(code)
        # Before anything else, and whatever else may be wrong: a person's number is not looked into. No province's
        # number begins with 9, but a made-up one begins with 98, which is no class of the market registrars'.
        if (not valid or code[:2] not in _MARKET) and looks_personal(code):
            raise faults.resident_number()
        if not valid:
            faults.refuse_shape(raw, code, "lower-case" in warnings)
            self._check_variant(code, warnings, name_exact)
        if len(set(code)) == 1:
            raise faults.placeholder()
        # Among real, right codes are some whose organisation code is 11111111: remarked on, never refused.
        if code[8:16] in faults.PLACEHOLDER_BODIES or faults.resembles_placeholder(code):
            warnings.append("placeholder-like")
        if inner_check(code[8:16]) != code[16]:
            warnings.append("inner-check")
        kind = KINDS.get(code[:2])
        if kind is None:
            warnings.append("unknown-class")
        synthetic = code[2:4] == _SYNTHETIC_DIVISION
        return Reading(code, warnings, synthetic, kind or "other-organisation", code[2:8])

    @staticmethod
    def _is_whole(code: str) -> bool:
        """Shape and check character right (inner check and class aside)."""
        if len(code) != 18 or not set(code) <= set(ALPHABET) or not code[2:8].isdigit():
            return False
        return code[0] in faults.DEPARTMENTS and check_character(code[:17]) == code[17]

    @staticmethod
    def _check_variant(code: str, warnings: list[str], name_exact: bool) -> None:
        """A well-shaped code whose check character is not the standard's."""
        rest = remainder(code[:17])
        if code[17] == ALPHABET[rest] and code[2:4] in _PILOT_REGIONS:
            if not name_exact:
                raise faults.early_pilot()
            warnings.append("early-pilot-variant")
            return
        raise faults.check_character(ALPHABET[-rest % 31], "lower-case" in warnings)

    def without_owner(self, name: str) -> str:
        return name

    def is_synthetic(self, code: str) -> bool:
        return code[2:4] == _SYNTHETIC_DIVISION

    def born(self, code: str) -> date | None:
        return None

    def format(self, code: str) -> str:
        return code

    def synthetic(self, seq: int) -> str:
        return self.synthetic_of("91", seq)

    def synthetic_of(self, kind_prefix: str, seq: int, division: str = "980101") -> str:
        """A made-up code of a department and class (a key of ``KINDS``) in a made-up division (98….).

        Different for each ``seq`` below ``capacity`` under one prefix and division. Raises ValueError otherwise.
        """
        if kind_prefix not in KINDS or not (division.isdigit() and len(division) == 6 and division[:2] == "98"):
            raise ValueError("the prefix must be of GB 32100's table and the division of six digits from 98")
        if not 0 <= seq < self.capacity:
            raise ValueError(f"synthetic codes run from 0 to {self.capacity - 1}")
        # An odd multiplier not divisible by 31 permutes the range, so that neighbours do not look alike.
        number = (seq * 541_987_313 + 77_171_717) % _SYNTHETIC_BODIES
        body = ""
        for _ in range(6):
            number, digit = divmod(number, 31)
            body += ALPHABET[digit]
        first17 = f"{kind_prefix}{division}MA{body}"
        first17 += inner_check(first17[8:16])
        return first17 + check_character(first17)


USCC = UnifiedCode()
