"""CNPJ, Brazil's register number of legal entities: fourteen digits, alphanumeric from July 2026.

Eight characters of the entity's root, four of its establishment's order number, two check digits
(modulo 11; each character counts as its ASCII code less 48). Sources: Instrução Normativa RFB
2.119/2022; letters in the first twelve places: Instrução Normativa RFB 2.229/2024.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from xinyong.errors import Text
from xinyong.subjects.reading import EMPTY, Reading, cleaned, refused

_INSTRUMENT = "Instrução Normativa RFB 2.229/2024"
_FIRST = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_SECOND = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3)
_ALNUM = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ROOTS = 10**8
_TRAILING_CPF = re.compile(r"[\s\-]*\d{3}\.?\d{3}\.?\d{3}-?\d{2}$")


def check_digits(first12: str) -> str:
    """Both check digits over the first twelve characters (digits and upper-case letters)."""
    values = [ord(character) - 48 for character in first12]
    one = -sum(map(mul, values, _FIRST)) % 11 % 10
    two = -(sum(map(mul, values, _SECOND)) + 2 * one) % 11 % 10
    return f"{one}{two}"


def _is_cpf(text: str) -> bool:
    """Whether eleven digits are a right CPF, the number of a natural person."""
    if len(text) != 11 or not text.isdigit():
        return False
    digits = [int(character) for character in text]
    one = -sum(map(mul, digits, range(10, 1, -1))) % 11 % 10
    two = -sum(map(mul, digits, range(11, 1, -1))) % 11 % 10
    return digits[9:] == [one, two]


class Cnpj:
    """Registry entry ``cnpj``."""

    name = "cnpj"
    title = Text("巴西法人登记号（CNPJ）", "Brazilian register number (CNPJ)")
    personal = False
    day_first = True
    capacity = _ROOTS * 100

    def quick(self, raw: str) -> str | None:
        if len(raw) == 18:
            if not (raw[2] == "." == raw[6] and raw[10] == "/" and raw[15] == "-"):
                return None
            code = raw[:2] + raw[3:6] + raw[7:10] + raw[11:15] + raw[16:]
        else:
            code = raw
        if len(code) != 14 or not _ALNUM.issuperset(code) or code[:12] == code[0] * 12:
            return None
        return code if check_digits(code[:12]) == code[12:] else None

    def read(self, raw: str, *, name_exact: bool = False) -> Reading:
        code = self.quick(raw)
        warnings: list[str] = []
        if code is None:
            code, warnings = cleaned(raw)
            # Dots, slash and hyphen belong to the printed form: they are worth no warning.
            warnings = [warning for warning in warnings if warning != "separators"]
            self._refuse(code)
        return Reading(code, warnings, self.is_synthetic(code), None, "")

    @staticmethod
    def _refuse(code: str) -> None:
        check_again = Text("对照 CNPJ 登记证明改正。", "Correct it from the CNPJ registration card.")
        if not code:
            raise refused("empty", *EMPTY)
        if _is_cpf(code):
            raise refused(
                "personal-number",
                Text("代码栏中是自然人税号（CPF），不是组织的登记号；不予保存。",
                     "This is a CPF, a natural person's number, not an organisation's; it is not kept."),
                Text("填写组织的 CNPJ；自然人不得以此方式报送。",
                     "Give the organisation's CNPJ; a person is never filed this way."),
                article=10,
            )
        if len(code) != 14:
            short = code.isdigit() and 11 <= len(code) < 14
            raise refused(
                "length",
                Text(f"CNPJ 应为14位，实有{len(code)}位。" + ("可能被电子表格去掉了前导零。" if short else ""),
                     f"A CNPJ has 14 characters; {len(code)} were given."
                     + (" A spreadsheet may have dropped leading zeros." if short else "")),
                check_again,
                instrument=_INSTRUMENT,
            )
        if not _ALNUM.issuperset(code) or not code[12:].isdigit():
            raise refused(
                "character",
                Text("CNPJ 前12位应为数字或字母，末2位为数字。",
                     "The first 12 characters must be digits or letters and the last two digits."),
                check_again,
                instrument=_INSTRUMENT,
            )
        if len(set(code[:12])) == 1:
            raise refused(
                "placeholder",
                Text("这是占位代码，不是真实的 CNPJ。", "This is a placeholder, not a CNPJ."),
                check_again,
                instrument=_INSTRUMENT,
            )
        right = check_digits(code[:12])
        if right != code[12:]:
            raise refused(
                "check-character",
                Text(f"CNPJ 校验位不符；若其余各位无误，末2位应为{right}。",
                     f"The check digits are wrong; if the other characters are right they would be {right}."),
                check_again,
                instrument=_INSTRUMENT,
            )

    def without_owner(self, name: str) -> str:
        """The name of a one-person firm ends in its owner's CPF."""
        return _TRAILING_CPF.sub("", name)

    def is_synthetic(self, code: str) -> bool:
        return code[8:10] == "98" and code[10:12].isdigit()

    def born(self, code: str) -> date | None:
        return None

    def format(self, code: str) -> str:
        return f"{code[:2]}.{code[2:5]}.{code[5:8]}/{code[8:12]}-{code[12:]}"

    def synthetic(self, seq: int) -> str:
        if not 0 <= seq < self.capacity:
            raise ValueError(f"synthetic CNPJ run from 0 to {self.capacity - 1}")
        order, root = divmod(seq, _ROOTS)
        first12 = f"{root:08d}98{order:02d}"
        return first12 + check_digits(first12)


CNPJ = Cnpj()
