"""Administrative penalties of organisations: the 双公示 form and the layouts that came before it.

A row with a valid code becomes a ``FileRecord``; a row that names an organisation by no code becomes
a ``HoldRow`` and waits, nothing guessed; a row about a natural person is refused unread. Sums are
whole fen. The amount columns and the penalty's own wording must not contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from xinyong.errors import BadInput, Refused, Text
from xinyong.intake.bases import coded_bases, read_bases, show_bases
from xinyong.intake.forms.base import Column, Decode, Decoded, Form, Layout, Setting, Warn
from xinyong.intake.forms.kinds import KINDS, read_kinds
from xinyong.intake.forms.penalty_columns import columns
from xinyong.intake.forms.rows import RowReader, filed_or_held
from xinyong.intake.numerals import stated_sums
from xinyong.intake.personal import narrative
from xinyong.intake.values import LONG_TERM, in_future, missing, read_date, read_fen, show_fen
from xinyong.law.articles import refused
from xinyong.register.events import RowHeld
from xinyong.register.file_record import FileRecord
from xinyong.register.hold_row import HoldRow
from xinyong.register.identify_row import record_of
from xinyong.subjects.reading import Reading

CATEGORY = "administrative-acts"
_NARRATIVE = ("violation_type", "facts", "case_title", "penalty_text", "licence")
_PLAIN = ("division", "registration_number", "organisation_code", "institution_number", "social_organisation_number",
          "deciding_authority", "deciding_authority_code")
_PROCEDURES = {"": "", "简易程序": "summary", "简易": "summary", "当场处罚": "summary", "summary": "summary",
               "普通程序": "ordinary", "一般程序": "ordinary", "普通": "ordinary", "一般": "ordinary",
               "ordinary": "ordinary", "听证程序": "ordinary"}
_GAINS_WORDS = ("没收违法所得", "没收非法所得", "没收所得")


class Penalty(Form):
    """Form ``penalty``: each row becomes a ``FileRecord`` or a ``HoldRow``."""

    name = "penalty"
    title = Text("行政处罚信息", "administrative penalties")

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]  # read once, when first asked for
        return columns()

    def decoder(self, layout: Layout, setting: Setting) -> Decode:
        reader = _Reader(self, layout, setting)
        return reader.decode

    def show(self, content: dict[str, str | int]) -> list[tuple[str, Text, Text]]:
        shown: list[tuple[str, Text, Text]] = []
        for key, title, value in super().show(content):
            raw = content[key]
            if key in ("fine_fen", "confiscated_fen"):
                yuan = show_fen(int(raw))
                value = Text(f"{yuan} 元", f"CNY {yuan}")
            elif key == "kinds":
                kinds = [KINDS[kind] for kind in str(raw).split(";") if kind in KINDS]
                value = Text("；".join(kind.zh for kind in kinds), "; ".join(kind.en for kind in kinds))
            elif key == "legal_basis":
                bases = show_bases(str(raw))
                if bases:
                    value = Text("；".join(basis.zh for basis in bases), "; ".join(basis.en for basis in bases))
            elif raw == LONG_TERM.isoformat():
                value = Text("长期", "long-term")
            shown.append((key, title, value))
        return shown


def identify(held: HoldRow, reading: Reading, identifier: str, seq: int = 0) -> FileRecord:
    """The filing that a waiting row becomes once an officer has found whose it is (``register.identify_row``)."""
    row = RowHeld(
        form=held.form, name=held.name, content=held.content, fingerprint="", lapses_on=date.max, category=held.category
    )
    return record_of(row, reading.code, identifier, reading.subject_kind or "enterprise", seq)


STATES_2016 = {"0": "in-force", "1": "annulled", "2": "disputed", "3": "other", "正常": "in-force", "撤销": "annulled",
               "异议": "disputed", "其他": "other"}


def annulled(field: str) -> Refused:
    """The refusal of a decision whose own source says that it was annulled."""
    return refused(
        1,
        Text("来源标明该决定已撤销，不再报送。", "Its source says that the decision was annulled; it is not filed."),
        field=field, code="annulled-act",
        todo=Text("请删去该行；已报送的用 xinyong record withdraw 撤回。",
                  "Remove the row; withdraw with xinyong record withdraw what was filed earlier."),
    )


class _Act(NamedTuple):
    """What a row says of the decision itself."""

    document: str
    decided_on: date
    kinds: list[str]
    procedure: str
    gravity: str


class _Reader(RowReader):
    """Reads rows of one layout."""

    def decode(self, cells: Sequence[str]) -> Decoded:
        warns: list[Warn] = []
        reading, name = self.subject(cells, warns)
        self._in_force(cells)
        act, wording = self._act(cells)
        content = self._content(cells, act, wording, warns)
        command = FileRecord(
            code=reading.code if reading else "", name=name, category=CATEGORY, form="penalty", document=act.document,
            decided_on=act.decided_on, content=content, identifier=self.setting.identifier.name,
            subject_kind=(reading and reading.subject_kind) or "enterprise", penalty_kinds=act.kinds,
            gravity=act.gravity,
            procedure=act.procedure,
        )
        return filed_or_held(command, reading), tuple(warns)

    def _in_force(self, cells: Sequence[str]) -> None:
        """The 2016 layout states each decision's status; what was annulled since is never filed (Article 1)."""
        if self.coded(cells, "state", STATES_2016) == "annulled":
            raise annulled("state")

    def _act(self, cells: Sequence[str]) -> tuple[_Act, str]:
        decided_on = read_date(self.cell["decided_on"](cells), "decided_on")
        if decided_on is None:
            raise missing("decided_on", self.form.by_key["decided_on"].title)
        if decided_on > self.setting.today:
            raise in_future("decided_on")
        wording = self.text(cells, "penalty_text")
        written = ";".join(filter(None, (self.required(cells, "kinds"), self.text(cells, "second_kind"))))
        kinds = read_kinds(written, wording, "kinds")
        document = self.required(cells, "document") if self.layout.has("document") else ""
        procedure = _PROCEDURES.get(self.text(cells, "procedure"))
        if procedure is None:
            raise BadInput(
                Text("处罚程序不在词表中。", "The procedure is not in the vocabulary."), code="unknown-procedure",
                field="procedure", todo=Text("请填写“简易程序”或“普通程序”。", "Write “summary” or “ordinary”."),
            )
        return _Act(document, decided_on, kinds, procedure, self.text(cells, "gravity")), wording

    def _content(
        self, cells: Sequence[str], act: _Act, wording: str, warns: list[Warn]
    ) -> dict[str, str | int]:
        content: dict[str, str | int] = {"kinds": ";".join(act.kinds)}
        for key in _NARRATIVE:
            kept, more = narrative(wording if key == "penalty_text" else self.text(cells, key), key)
            warns.extend(more)
            if kept:
                content[key] = kept
        basis = self.text(cells, "legal_basis")
        if basis:
            kept, more = _kept_basis(basis)
            warns.extend(more)
            content["legal_basis"] = kept
        content.update(self._sums(cells, act.kinds, wording))
        for key in _PLAIN:
            text = self.text(cells, key)
            if text:
                kept, more = narrative(text, key)
                warns.extend(more)
                content[key] = kept
        for key in ("effective_until", "stated_publication_end"):
            day = read_date(self.cell[key](cells), key)
            if day is not None:
                content[key] = day.isoformat()
        return content

    def _sums(self, cells: Sequence[str], kinds: Sequence[str], wording: str) -> dict[str, str | int]:
        """The two amounts, each agreeing with the kinds and with the wording of the penalty."""
        sums: dict[str, str | int] = {}
        fine = self._sum(cells, "fine_fen", "fine" in kinds)
        if fine is not None:
            sums["fine_fen"] = fine
            _agrees(fine, stated_sums(wording, "罚款"), "fine_fen")
        confiscated = self._sum(cells, "confiscated_fen", any(kind.startswith("confiscation") for kind in kinds))
        if confiscated is not None:
            sums["confiscated_fen"] = confiscated
            stated = [fen for word in _GAINS_WORDS for fen in stated_sums(wording, word)]
            if "confiscation-goods" not in kinds:  # goods have a value that the wording need not state
                _agrees(confiscated, stated, "confiscated_fen")
        return sums

    def _sum(self, cells: Sequence[str], key: str, expected: bool) -> int | None:
        """An amount; None where the penalty is of another kind. Required where the form has the column."""
        fen = read_fen(self.cell[key](cells), key)
        title = self.form.by_key[key].title
        if expected:
            if fen is None and self.layout.has(key):
                raise missing(key, title)
            return fen
        if fen:
            raise BadInput(
                Text(f"处罚类别不含该项，却填有金额：{title.zh}。",
                     f"An amount of a kind of penalty that was not imposed: {title.en}."),
                code="amount-without-kind", field=key,
                todo=Text("请补全处罚类别，或将金额改为 0。", "Complete the kinds of penalty, or make the amount 0."),
            )
        return None


@lru_cache(maxsize=1024)
def _kept_basis(text: str) -> tuple[str, tuple[Warn, ...]]:
    """The legal basis as it is kept, with its warnings. A file cites few articles, each in many rows."""
    bases = read_bases(text)
    kept, warns = narrative(coded_bases(bases) if bases else text, "legal_basis")
    return kept, warns if bases is not None else (*warns, _UNREAD_BASIS)


def _agrees(fen: int, stated: Sequence[int], field: str) -> None:
    """Refuse when the wording states sums and neither one of them nor their total is the column's."""
    if not stated or fen in stated or fen == sum(stated):
        return
    said = "、".join(show_fen(each) for each in stated)
    raise BadInput(
        Text(f"金额列为 {show_fen(fen)} 元，处罚内容写明 {said} 元，两者不一致。",
             f"The amount column says CNY {show_fen(fen)}, the penalty's wording CNY {said}."),
        code="amounts-differ", field=field,
        todo=Text("请按决定书核对后改正其中一处；金额列单位为万元。",
                  "Correct one of them from the decision; the column is in units of 10 000 yuan."),
    )


_UNREAD_BASIS = Warn(
    "basis-not-coded",
    Text("处罚依据未能识别为条款，按原文保存。", "The legal basis could not be read as articles; its wording is kept."),
    "legal_basis",
)
