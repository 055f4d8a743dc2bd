"""Resident identity numbers (公民身份号码), GB 11643-1999.

Six division digits, the date of birth, three sequence digits, and a check character by ISO 7064
MOD 11-2. No error raised here repeats the number or a part of it (Article 3, Article 13).
"""

from __future__ import annotations

from datetime import date, timedelta

from xinyong.errors import Text
from xinyong.subjects.reading import EMPTY, Reading, cleaned, refused

_CHECKS = "10X98765432"
_INSTRUMENT = "GB 11643-1999"
_PROVINCES = frozenset((
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
))
# The oldest verified lives and the horizon of plans bound a plausible birth; no clock is read here.
_EARLIEST_BIRTH = date(1850, 1, 1)
_LATEST_BIRTH = date(2099, 12, 31)
_SYNTHETIC_BIRTHS = date(1930, 1, 1), 36_525  # first day and number of days of made-up births
_DIVISIONS = 100


def check_character(first17: str) -> str:
    """ISO 7064 MOD 11-2 over 17 digits: weights 2^(17−i) mod 11, i from 0."""
    total = 0
    for digit in first17:
        total = (total + int(digit)) * 2 % 11
    return _CHECKS[total]


def _date_of(eight: str) -> date | None:
    try:
        born = date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return None
    return born if _EARLIEST_BIRTH <= born <= _LATEST_BIRTH else None


def looks_personal(text: str) -> bool:
    """Whether cleaned text has the shape of a resident number, right or mistyped.

    True for 18 characters with a plausible birth date where either the check is right or the first
    two digits are a province's: privacy is decided by what the writer most likely wrote.
    """
    if len(text) != 18 or not text.isascii() or not text[:17].isdigit() or text[17] not in "0123456789X":
        return False
    if _date_of(text[6:14]) is None:
        return False
    return check_character(text[:17]) == text[17] or text[:2] in _PROVINCES


def looks_personal_15(text: str) -> bool:
    """Whether 15 digits have the shape of a pre-1999 resident number: province and a real date, 19 left out."""
    return len(text) == 15 and text.isascii() and text.isdigit() and text[:2] in _PROVINCES and (
        _date_of("19" + text[6:12]) is not None
    )


def birth_date(code: str) -> date:
    """Date of birth of a normalised number. Raises ValueError when it holds none."""
    born = _date_of(code[6:14])
    if born is None:
        raise ValueError("no date of birth in positions 7–14")
    return born


class ResidentNumber:
    """Registry entry ``resident``."""

    name = "resident"
    title = Text("公民身份号码", "resident identity number")
    personal = True
    day_first = False
    capacity = _DIVISIONS * _SYNTHETIC_BIRTHS[1] * 999

    def quick(self, raw: str) -> str | None:
        if len(raw) != 18 or not raw.isascii() or not raw[:17].isdigit():
            return None
        if check_character(raw[:17]) != raw[17] or _date_of(raw[6:14]) is None:
            return None
        return raw if raw[:2] in _PROVINCES or raw[:2] == "98" else None

    def read(self, raw: str, *, name_exact: bool = False) -> Reading:
        code = self.quick(raw)
        if code is not None:
            return Reading(code, [], code[:2] == "98", "person", "")
        code, warnings = cleaned(raw)
        self._refuse_misshapen(code)
        if check_character(code[:17]) != code[17]:
            raise refused(
                "check-character",
                Text("公民身份号码的校验码不符。", "The check character of the resident identity number is wrong."),
                Text("对照证件逐位核对；本系统不显示也不保存该号码。",
                     "Compare it with the document digit by digit; the number is neither shown nor kept here."),
                instrument=_INSTRUMENT,
            )
        if code[:2] not in _PROVINCES and code[:2] != "98":
            warnings.append("unknown-province")
        return Reading(code, warnings, code[:2] == "98", "person", "")

    @staticmethod
    def _refuse_misshapen(code: str) -> None:
        if not code:
            raise refused("empty", *EMPTY)
        if looks_personal_15(code):
            raise refused(
                "15-digit-resident-number",
                Text("这是1999年以前的15位居民身份证编号，已停止使用。",
                     "This is a 15-digit number from before 1999, no longer in use."),
                Text("填写现行证件上的18位号码。", "Give the 18-character number on the current document."),
                instrument=_INSTRUMENT,
            )
        if len(code) != 18:
            raise refused(
                "length",
                Text(f"公民身份号码应为18位，实有{len(code)}位。",
                     f"A resident identity number has 18 characters; {len(code)} were given."),
                Text("对照证件补全号码。", "Complete it from the document."),
                instrument=_INSTRUMENT,
            )
        if not code.isascii() or not code[:17].isdigit() or code[17] not in "0123456789X":
            raise refused(
                "character",
                Text("公民身份号码前17位应为数字，末位为数字或X。",
                     "The first 17 characters must be digits and the last a digit or X."),
                Text("对照证件改正。", "Correct it from the document."),
                instrument=_INSTRUMENT,
            )
        if _date_of(code[6:14]) is None:
            raise refused(
                "birth-date",
                Text("第7–14位不是合理的出生日期。", "Positions 7–14 are no plausible date of birth."),
                Text("对照证件改正。", "Correct it from the document."),
                instrument=_INSTRUMENT,
            )

    def without_owner(self, name: str) -> str:
        return name

    def is_synthetic(self, code: str) -> bool:
        return code[:2] == "98"

    def format(self, code: str) -> str:
        return code

    def born(self, code: str) -> date | None:
        return _date_of(code[6:14])

    def synthetic(self, seq: int) -> str:
        if not 0 <= seq < self.capacity:
            raise ValueError(f"synthetic resident numbers run from 0 to {self.capacity - 1}")
        rest, day = divmod(seq, _SYNTHETIC_BIRTHS[1])
        order, division = divmod(rest, _DIVISIONS)
        born = _SYNTHETIC_BIRTHS[0] + timedelta(days=day)
        return self.synthetic_born(born, order + 1, division)

    def synthetic_born(self, born: date, order: int, division: int = 0) -> str:
        """A made-up number with a given date of birth; ``order`` 1–999, ``division`` 0–99.
        Raises ValueError outside these."""
        if not 1 <= order <= 999 or not 0 <= division < _DIVISIONS:
            raise ValueError("order runs from 1 to 999 and division from 0 to 99")
        first17 = f"98{division:02d}01{born:%Y%m%d}{order:03d}"
        return first17 + check_character(first17)


RESIDENT = ResidentNumber()
