"""Why a unified social credit code is refused: each kind of mistake with its own code, reason and remedy.

The kinds are those found among three million published registrations, and those that a filing
clerk's spreadsheet makes. No refusal repeats what was written: it may be a person's number.
"""

from __future__ import annotations

import re

from xinyong.errors import BadInput, Text
from xinyong.subjects.reading import EMPTY, refused
from xinyong.subjects.resident import looks_personal_15

INSTRUMENT = "GB 32100-2015"
DEPARTMENTS = frozenset("123456789ANY")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LIKELY = {"I": ("1",), "O": ("0", "Q"), "S": ("5",), "V": ("U", "Y", "W"), "Z": ("2",)}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

PLACEHOLDER_BODIES = frozenset([character * 8 for character in _ALPHABET] + [
    "12345678", "01234567", "87654321", "98765432", "ABCDEFGH",
])
"""Organisation codes that clerks type where they have none (a few were really issued)."""
_PLACEHOLDER = re.compile(r"QWER|WERTY|ASDF|UUUU|XXXXX|ABCDEF|(?:0?123456789)|987654321|(.)\1{7}")
_NOTHING = frozenset(("无", "暂无", "没有", "未知", "不详", "待办", "待补", "办理中", "NULL", "NONE", "NA", "NIL", "TEST"))
_SCIENTIFIC = re.compile(r"\s*\d(?:\.\d+)?[Ee]\+?\d{2}\s*")

_FROM_CERTIFICATE = Text(
    "对照营业执照或登记证书逐位核对后重新报送。",
    "Compare it with the licence or certificate character by character and send it again.",
)


def resident_number() -> BadInput:
    """A natural person's number stands where an organisation's code belongs."""
    return refused(
        "resident-number",
        Text("代码栏中的内容形似公民身份号码。措施和记录只及于文书所载主体，个人号码不得作为组织代码录入；内容未予保存。",
             "The code column holds what looks like a resident identity number. A record binds only the one whom the "
             "decision names, and a person's number never stands for an organisation; it was not kept."),
        Text("填写该组织的统一社会信用代码；个体工商户填写其92开头的代码，不填经营者的身份证号。",
             "Give the organisation's own code; for a sole trader the code beginning with 92, not the owner's number."),
        article=10,
    )


def placeholder() -> BadInput:
    """What clerks type where they have no code."""
    return refused(
        "placeholder",
        Text("这是占位代码，不是登记机关颁发的代码。", "This is a placeholder, not a code that an authority issued."),
        Text("填写证照上的代码；确无代码的，代码栏留空，该行将等待识别。",
             "Give the code on the certificate; where there is none leave the column empty and the row waits to be "
             "identified."),
        instrument=INSTRUMENT,
    )


def early_pilot() -> BadInput:
    """The early pilots' check character, without a name that is known to match exactly."""
    return refused(
        "early-pilot-variant",
        Text("校验码与早期试点的算法（漏减31）相符，与国家标准不符。此类代码确有颁发，但仅在名称与登记名称完全一致时接受。",
             "The check character fits the early pilots' formula, which omitted “31 −”, and not the standard. Such "
             "codes were really issued, but one is accepted only beside the exactly matching registered name."),
        Text("核对名称与登记名称是否逐字一致，或改填换发后的代码。",
             "See that the name is the registered one character by character, or give the code issued in its place."),
        instrument=INSTRUMENT,
    )


def check_character(right: str, lower_case: bool) -> BadInput:
    """The last character is not what the first seventeen give."""
    if lower_case:
        return refused(
            "lower-case",
            Text(f"代码含小写字母，改为大写后校验码仍不符（应为{right}）。小写l常为数字1之误，小写o常为数字0之误。",
                 f"The code has lower-case letters, and as upper case its check character is still wrong (it would be "
                 f"{right}). A lower-case l is often a 1, an o often a 0."),
            _FROM_CERTIFICATE,
            instrument=INSTRUMENT,
        )
    return refused(
        "check-character",
        Text(f"校验码（第18位）不符：若前17位无误，应为{right}。",
             f"The check character (position 18) is wrong: if the first 17 are right it would be {right}."),
        _FROM_CERTIFICATE,
        instrument=INSTRUMENT,
    )


def registration_check(first14: str) -> str:
    """ISO 7064 MOD 11,10 check digit of a registration number of industry and commerce (GS 15-2006)."""
    product = 10
    for digit in first14:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def organisation_check(body8: str) -> str:
    """GB 11714 check character over eight digits or letters A–Z."""
    total = sum(int(character, 36) * weight for character, weight in zip(body8, _ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def resembles_placeholder(code: str) -> bool:
    """Whether a code holds a run that clerks type where they have none."""
    return _PLACEHOLDER.search(code) is not None


def refuse_shape(raw: str, code: str, lower_case: bool) -> None:
    """Raise the refusal that fits ``code`` (cleaned from ``raw``) unless only its check character is in doubt."""
    if not code:
        raise refused("empty", *EMPTY)
    if _SCIENTIFIC.fullmatch(raw):
        raise refused(
            "spreadsheet-number",
            Text("代码被电子表格转成了科学计数，末尾各位已丢失。",
                 "A spreadsheet turned the code into a number in scientific notation; its last digits are lost."),
            Text("将该列设为文本格式后重新导出。", "Format the column as text and export it again."),
        )
    if code in _NOTHING or resembles_placeholder(code):
        raise placeholder()
    if len(code) == 15:
        _refuse_fifteen(code)
    if len(code) == 9 and code.isascii() and code.isalnum() and organisation_check(code[:8]) == code[8]:
        raise refused(
            "organisation-code",
            Text("这是9位组织机构代码（GB 11714），不是18位统一社会信用代码。",
                 "This is a nine-character organisation code (GB 11714), not an 18-character unified code."),
            Text("填写包含该代码的18位统一社会信用代码。", "Give the unified code that contains it in positions 9–17."),
            instrument=INSTRUMENT,
        )
    if len(code) != 18:
        raise refused(
            "length",
            Text(f"统一社会信用代码应为18位，实有{len(code)}位。",
                 f"A unified social credit code has 18 characters; {len(code)} were given."),
            _FROM_CERTIFICATE,
            instrument=INSTRUMENT,
        )
    _refuse_characters(code)


def _refuse_fifteen(code: str) -> None:
    registration = code.isascii() and code.isdigit() and registration_check(code[:14]) == code[14]
    if registration or (code.isdigit() and not looks_personal_15(code)):
        sound = Text("校验位正确", "its check digit is right") if registration else Text(
            "其校验位亦不符", "its own check digit is wrong too")
        raise refused(
            "15-digit-registration-number",
            Text(f"这是15位工商注册号（{sound.zh}），已被统一社会信用代码取代。",
                 f"This is a 15-digit business registration number ({sound.en}), since replaced by the unified code."),
            Text("填写换发后的18位统一社会信用代码，可在国家企业信用信息公示系统查得。",
                 "Give the 18-character code issued in its place; the national enterprise credit publicity system "
                 "shows it."),
            instrument=INSTRUMENT,
        )
    if looks_personal_15(code):
        raise resident_number()
    if code[:6].isdigit() and code.isascii() and code.isalnum() and organisation_check(code[6:14]) == code[14]:
        raise refused(
            "tax-registration-number",
            Text("这是15位税务登记号，不是统一社会信用代码。",
                 "This is a 15-character tax registration number, not a unified social credit code."),
            Text("填写18位统一社会信用代码。", "Give the 18-character unified code."),
            instrument=INSTRUMENT,
        )


def _refuse_characters(code: str) -> None:
    unused = [(place, character) for place, character in enumerate(code, 1) if character in _LIKELY]
    if unused:
        raise _letters_not_used(code, unused)
    foreign = next((place for place, character in enumerate(code, 1) if character not in _ALPHABET), None)
    if foreign is not None:
        raise refused(
            "character",
            Text(f"第{foreign}位不是数字或大写字母。", f"Position {foreign} is neither a digit nor a capital letter."),
            _FROM_CERTIFICATE,
            instrument=INSTRUMENT,
        )
    if code[0] not in DEPARTMENTS:
        raise refused(
            "unknown-department",
            Text("第1位登记管理部门代码不在国家标准之中（1–9、A、N、Y）。",
                 "Position 1, the registering department, is none of the standard's (1–9, A, N, Y)."),
            _FROM_CERTIFICATE,
            instrument=INSTRUMENT,
        )
    if not code[2:8].isdigit():
        raise refused(
            "region-digits",
            Text("第3–8位应为6位数字（登记机关行政区划）。",
                 "Positions 3–8 must be six digits (the registering authority's division)."),
            _FROM_CERTIFICATE,
            instrument=INSTRUMENT,
        )


def _letters_not_used(code: str, unused: list[tuple[int, str]]) -> BadInput:
    """I, O, S, V, Z are not used: say which, where, and what was likely meant."""
    zh = "、".join(f"第{place}位的{letter}（可能是{'或'.join(_LIKELY[letter])}）" for place, letter in unused)
    en = ", ".join(f"{letter} in position {place} (likely {' or '.join(_LIKELY[letter])})" for place, letter in unused)
    verdict = Text("", "")
    if _first_guess_is_right(code):
        verdict = Text("按首选改正后校验码相符。", " With the first of these the check character is right.")
    return refused(
        "letter-not-used",
        Text(f"统一社会信用代码不使用字母I、O、S、V、Z：{zh}。{verdict.zh}",
             f"Unified codes never use the letters I, O, S, V, Z: {en}.{verdict.en}"),
        _FROM_CERTIFICATE,
        instrument=INSTRUMENT,
    )


def _first_guess_is_right(code: str) -> bool:
    guess = "".join(_LIKELY[character][0] if character in _LIKELY else character for character in code)
    if not set(guess) <= set(_ALPHABET):
        return False
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(guess[:17]))
    return _ALPHABET[-total % 31] == guess[17]
