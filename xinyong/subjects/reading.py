"""What every class of identifier can do, and what reading one gives."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from xinyong.errors import BadInput, Text

if TYPE_CHECKING:
    from xinyong.law.model import SubjectKind


class Reading(NamedTuple):
    """An identifier that was accepted.

    ``code``: normalised, without separators. ``warnings``: stable kebab-case codes of what was odd
    but no reason to refuse (``WARNINGS`` gives their sentences). ``synthetic``: whether it lies in the
    class's synthetic range. ``subject_kind``: what the code itself says of its holder, None where it
    says nothing. ``region``: six division digits of the registering authority, "" where it has none.
    """

    code: str
    warnings: list[str]
    synthetic: bool
    subject_kind: SubjectKind | None
    region: str


class IdentifierClass(Protocol):
    """One class of identifier: a code with a shape, a check and a synthetic range of its own."""

    @property
    def name(self) -> str:
        """Stable short name, as rulebooks and events write it."""

    @property
    def title(self) -> Text:
        """Name of the class for people."""

    @property
    def personal(self) -> bool:
        """Whether it stands for a natural person (then it is kept as a keyed digest only)."""

    @property
    def day_first(self) -> bool:
        """Whether files of its country may write a date with the day first."""

    def without_owner(self, name: str) -> str:
        """A registered name without the natural person's number that its registry appends; most append none."""

    def quick(self, raw: str) -> str | None:
        """The code when ``raw`` is already perfect, else None: the fast path of bulk intake."""

    def read(self, raw: str, *, name_exact: bool = False) -> Reading:
        """Read what a person or file wrote. ``name_exact``: the caller knows that the name beside it is
        exactly the registered one, which alone makes some variants acceptable.

        Raises BadInput with a stable ``code``, the reason and what to do. The error never
        repeats the value: it may turn out to be a person's.
        """

    def is_synthetic(self, code: str) -> bool:
        """Whether a normalised code lies in the synthetic range, which no real one does."""

    def format(self, code: str) -> str:
        """The way the code is printed."""

    def born(self, code: str) -> date | None:
        """The date of birth that a normalised code of a person tells; None where it tells none."""

    def synthetic(self, seq: int) -> str:
        """The ``seq``-th synthetic code: different for each number below ``capacity``, check digits right.
        Raises ValueError beyond it."""

    @property
    def capacity(self) -> int:
        """How many synthetic codes there are."""


WARNINGS: dict[str, Text] = {
    "lower-case": Text("原文含小写字母，已改为大写。", "Written with lower-case letters; read as upper case."),
    "full-width": Text("原文含全角字符，已改为半角。", "Written with full-width characters; read as half width."),
    "separators": Text("原文含空格或分隔符，已去除。", "Written with spaces or separators; read without them."),
    "inner-check": Text(
        "第9–17位组织机构代码的校验位不符（GB 11714）；实际颁发的代码中确有此类，故不予拒绝。",
        "The check digit of the organisation code in positions 9–17 (GB 11714) is wrong; some codes really issued "
        "are so, hence it is no reason to refuse.",
    ),
    "early-pilot-variant": Text(
        "校验码为早期试点算法所得（漏减31）；因名称完全一致而接受。",
        "The check character comes from the early pilots' formula (without “31 −”); accepted because the name "
        "matches exactly.",
    ),
    "unknown-class": Text(
        "第2位机构类别不在 GB 32100 附表中。", "The class of organisation in position 2 is not in GB 32100's table."
    ),
    "placeholder-like": Text(
        "代码校验正确，但形似占位代码，请核对。", "Its check characters are right, but it looks like a placeholder: "
        "please compare it with the certificate."
    ),
    "unknown-province": Text(
        "前两位不是现行省级代码。", "The first two digits are no current province's code."
    ),
}

_SEPARATORS = str.maketrans("", "", " \t\r\n-_‐‑‒–—―−·.,/:：'\"`\u200b\u200e\u200f\u2060\ufeff\u3000\u00a0")


def refused(
    code: str, detail: Text, todo: Text, *, instrument: str | None = None, article: int | None = None
) -> BadInput:
    """A refusal of the field ``code``."""
    return BadInput(detail, code=code, todo=todo, instrument=instrument, article=article, field="code")


def cleaned(raw: str) -> tuple[str, list[str]]:
    """``raw`` in half width, upper case, without separators, and the warnings that this gave.

    Surrounding blanks are dropped without a warning. Only ASCII and full-width letters are touched.
    """
    warnings: list[str] = []
    text = raw.strip()
    narrow = unicodedata.normalize("NFKC", text)
    if narrow != text:
        warnings.append("full-width")
    bare = narrow.translate(_SEPARATORS)
    if bare != narrow:
        warnings.append("separators")
    upper = bare.upper() if bare.isascii() else bare
    if upper != bare:
        warnings.append("lower-case")
    return upper, warnings


EMPTY = (
    Text("未填写代码。", "No code was given."),
    Text("填写登记证照上的代码；没有代码的行将等待人工识别。",
         "Give the code on the certificate; rows without one wait to be identified by an officer."),
)
