"""Articles 1, 2, 5, 6 and 9 as they bind honours: given on their law alone, not taken away lightly, refused freely."""

from __future__ import annotations

from xinyong.errors import Text
from xinyong.law.articles import refused
from xinyong.law.force import Law
from xinyong.law.honours import ends_honour
from xinyong.law.model import ListVersion
from xinyong.register.casefile import CaseState
from xinyong.register.core import Context
from xinyong.register.standing import Standing, state_on


def honour_list(law: Law, listing: str) -> None:
    """Only what the law makes an honour is granted as one."""
    found = law.rulebook.lists.get(listing)
    if found is not None and found.kind != "red":
        raise refused(
            2,
            Text(f"“{found.title.zh}”不是荣誉名单。", f"“{found.title.en}” is no list of honours."),
            field="list", code="not-an-honour",
            todo=Text("按该名单自身的程序办理。", "Follow that list's own procedure."),
        )


def status_list(law: Law, listing: str) -> None:
    """Only what the law makes a neutral status is filed as one."""
    found = law.rulebook.lists.get(listing)
    if found is not None and found.kind != "status":
        raise refused(
            2,
            Text(f"“{found.title.zh}”不是中性状态。", f"“{found.title.en}” is no neutral status."),
            field="list", code="not-a-status",
            todo=Text("按该名单自身的程序办理。", "Follow that list's own procedure."),
        )


def favours_alone(version: ListVersion, listing: str) -> None:
    """What is granted without notice may burden nobody: whatever follows from it favours."""
    if any(applied.effect != "favoured" for applied in version.measures):
        raise refused(
            5,
            Text(f"“{listing}”附有不利后果，不得不经告知而授予。",
                 f"“{listing}” carries something adverse; it is not granted without notice."),
            instrument=version.cite, field="list",
        )


def without_effect(version: ListVersion, listing: str) -> None:
    """What is filed by one officer has no effect at all."""
    if version.measures:
        raise refused(
            6,
            Text(f"“{listing}”附有后果，不得仅凭报送列入。", f"“{listing}” carries an effect; a filing alone never lists."),
            instrument=version.cite, field="list",
        )


def burden(law: Law, listing: str) -> None:
    """One officer relieves of burdens; an honour is no burden, and is not taken away as if it were one."""
    found = law.rulebook.lists.get(listing)
    if found is not None and found.kind == "red":
        raise refused(
            6,
            Text("荣誉不得由一人取消：须先告知，由一人决定、另一人审批。",
                 "One officer takes no honour away: its holder is told, one officer decides, another approves."),
            field="case", code="not-a-burden",
            todo=Text("办理荣誉的撤销；当事人自己不愿接受的，办理谢绝。",
                      "Decide its withdrawal; where its holder does not want it, enter that it was declined."),
        )


def not_black_listed(context: Context, subject: str, listing: str) -> None:
    """No honour is granted while a listing stands that takes it away by the honour's own law."""
    for row in context.known.listings(subject):
        ending = ends_honour(context.law, listing, row["list"])
        if ending is not None and state_on(Standing.of(row), context.today) == "in-force":
            found = context.law.rulebook.lists[row["list"]].title
            raise refused(
                1,
                Text(f"该主体在“{found.zh}”内，依法不得授予此项荣誉。",
                     f"The subject is on “{found.en}”: the law gives it no such honour."),
                instrument=ending.cite, field="code", code="black-listed",
                todo=Text("待该列入终止后再行提出。", "Propose it once that listing is over."),
            )


def not_declined(context: Context, subject: str, listing: str, application: str) -> None:
    """Whoever refused to be praised is praised again upon its own application alone."""
    refused_before = any(
        row["list"] == listing and row["stage"] == "declined" for row in context.known.casefiles(subject)
    )
    if refused_before and not application.strip():
        raise refused(
            9,
            Text("该主体已谢绝此项荣誉，非经其本人申请不再提出。",
                 "The subject has declined this honour; it is proposed again upon its own application alone."),
            field="application", code="declined",
            todo=Text("有其本人申请的，写明申请文书编号。", "Where it applied itself, name its application."),
        )


def not_declined_since(context: Context, state: CaseState) -> None:
    """A wish that came while another case on the same honour was open holds for that one too."""
    rows = context.known.casefiles(state.subject)
    opened = next((row["opened"] for row in rows if row["id"] == state.case), 0)
    if any(row["list"] == state.list and row["stage"] == "declined" and row["opened"] > opened for row in rows):
        raise refused(
            9,
            Text("该主体在本案提出之后谢绝了此项荣誉。", "The subject declined this honour after this case was opened."),
            field="case", code="declined",
            todo=Text("终止本案；有其本人申请的，另行提出。", "Drop this case; where it applied itself, propose anew."),
        )


def withdrawable(version: ListVersion, ending: str) -> None:
    """An honour is withdrawn on an ending of its law that a decision can bring about."""
    known = sorted(each.id for each in version.endings if each.id not in ("black-listed", "regraded"))
    if ending not in known:
        raise refused(
            2,
            Text(f"该荣誉的法律没有“{ending}”这一撤销事由。", f"The honour's law knows no withdrawal as “{ending}”."),
            instrument=version.cite, field="ending",
            todo=Text("取值：" + "、".join(known) + "。", "Use one of: " + ", ".join(known) + "."),
        )
