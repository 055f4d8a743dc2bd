"""The forms there are, and which of them a heading is."""

from __future__ import annotations

from collections.abc import Sequence

from xinyong.errors import BadInput, Text
from xinyong.intake.forms.abnormal import AbnormalOperations
from xinyong.intake.forms.base import Form
from xinyong.intake.forms.ceis import Ceis
from xinyong.intake.forms.court import CourtEnforcement
from xinyong.intake.forms.licence import Licence
from xinyong.intake.forms.penalty import Penalty
from xinyong.intake.forms.procurement import ProcurementViolations
from xinyong.intake.forms.registration import Registration

FORMS: dict[str, Form] = {form.name: form for form in (
    Registration(), Penalty(), Licence(), AbnormalOperations(), ProcurementViolations(), CourtEnforcement(), Ceis(),
)}


def named(name: str, allowed: Sequence[str]) -> list[Form]:
    """The forms to try: that of the name, or with ``auto`` all that the rulebook names (``allowed``).

    Raises BadInput for a form that does not exist or that the rulebook does not take.
    """
    known = [FORMS[form] for form in allowed if form in FORMS]
    if name == "auto":
        return known
    if name not in FORMS or FORMS[name] not in known:
        options = ", ".join(form.name for form in known)
        raise BadInput(
            Text(f"本登记册的规则集不接收表“{name}”。", f"The register's rulebook takes no form “{name}”."), code="unknown-form",
            todo=Text(f"可用：auto, {options}。", f"Use one of: auto, {options}."),
        )
    return [FORMS[name]]


def encodings(forms: Sequence[Form]) -> tuple[str, ...]:
    """The encodings to try for a file that may be of any of these forms, the strictest first."""
    return tuple(dict.fromkeys(encoding for form in forms for encoding in form.encodings)) or ("utf-8",)


def recognise(heading: Sequence[str], forms: Sequence[Form]) -> Form:
    """The form of a heading: it has every required column, and more known ones than any other.

    Raises BadInput naming, for the nearest form, the columns that are missing.
    """
    whole = [form for form in forms if not form.missing_columns(heading)]
    if whole:
        best = max(whole, key=lambda form: form.known_columns(heading))
        count = best.known_columns(heading)
        if sum(form.known_columns(heading) == count for form in whole) == 1:
            return best
        names = ", ".join(form.name for form in whole)
        raise BadInput(
            Text(f"表头同时符合多种表：{names}。", f"The heading fits several forms: {names}."), code="ambiguous-form",
            todo=Text("请用 --form 指明。", "Say which with --form."),
        )
    if not forms:
        raise BadInput(Text("本登记册不接收文件。", "This register takes no files."), code="unknown-form")
    nearest = max(forms, key=lambda form: (form.known_columns(heading), -len(form.missing_columns(heading))))
    lacking = nearest.missing_columns(heading)
    zh, en = "、".join(column.title.zh for column in lacking), ", ".join(column.title.en for column in lacking)
    raise BadInput(
        Text(f"无法识别表头；最接近“{nearest.title.zh}”，缺少：{zh}。",
             f"The heading is not recognised; nearest is “{nearest.title.en}”, which lacks: {en}."),
        code="unknown-heading",
        todo=Text("请补齐列名，或用 --form 指明表的种类。", "Add those headings, or name the form with --form."),
    )
