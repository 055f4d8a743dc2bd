"""``xinyong case``: what happens to a listing after it was decided."""

from __future__ import annotations

from typing import Annotated

import typer

from xinyong.cli.acting import AuthorityOption, CaseArgument, DocumentOption, act
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, a_day, day

steps_app = typer.Typer(no_args_is_help=True)
ServedOption = Annotated[str, typer.Option("--served-on", help="Day of service. 送达日期。")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Coded. 事由代码。")]


@steps_app.command("approve-step")
def approve_step(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approve, as another officer, the adverse step that one officer decided. 由另一经办人审批已决定的不利步骤。"""
    from xinyong.register.approve_step import ApproveStep

    act(ApproveStep(case=case), home, officer, authority, json, number=2)


@steps_app.command("decline-step")
def decline_step(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Decline the adverse step that waits: it falls. 不同意待审批的不利步骤：该步骤失效。"""
    from xinyong.register.approve_step import DeclineStep

    act(DeclineStep(case=case), home, officer, authority, json, number=2)


@steps_app.command("notify")
def notify(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, served_on: ServedOption,
    repair_notice: Annotated[str, typer.Option(help="Number of the repair notice. 修复告知书编号。")] = "",
    method: Annotated[str, typer.Option(help="delivered | refused | public-notice")] = "delivered",
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Record that the decision and the repair notice were served; remedies count from that day.
    记录决定书与修复告知书已送达；救济期限自该日起算。
    """
    from xinyong.register.notify_decision import NotifyDecision

    command = NotifyDecision(
        case=case, served_on=a_day(served_on, "served_on"), method=method, document=document,
        repair_notice=repair_notice,
    )
    act(command, home, officer, authority, json)


@steps_app.command("unpublish")
def unpublish(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, reason: ReasonOption,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Keep a protected case off the public pages. 对受保护的案件不予公示。"""
    from xinyong.register.suppress_publication import SuppressPublication

    act(SuppressPublication(case=case, reason=reason, document=document), home, officer, authority, json)


@steps_app.command("suspend")
def suspend(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, reason: ReasonOption,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Suspend the effect at once: the wrong one is named (wrong-subject), or a stay.
    立即中止效力：认错主体（wrong-subject）或停止执行。
    """
    from xinyong.register.suspend_listing import SuspendEffect

    act(SuspendEffect(case=case, reason=reason, document=document), home, officer, authority, json)


@steps_app.command("resume")
def resume(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide that a suspended listing has effect again; another officer approves the step. 决定恢复被中止列入的效力；须另一经办人审批。"""
    from xinyong.register.suspend_listing import ResumeEffect

    act(ResumeEffect(case=case, document=document), home, officer, authority, json)


@steps_app.command("apply-repair")
def apply_repair(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    received_on: Annotated[str, typer.Option(help="Day of receipt. 收到日期。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter the subject's application for credit repair; the day to decide it is computed once.
    录入当事人的信用修复申请；办结日只计算一次。
    """
    from xinyong.register.repair_listing import ApplyRepair

    command = ApplyRepair(case=case, received_on=a_day(received_on, "received_on"), document=document)
    act(command, home, officer, authority, json)


@steps_app.command("decide-repair")
def decide_repair(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    granted: Annotated[bool, typer.Option("--granted/--refused")], officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide a repair; granted, the listing ends the same day; a refusal another officer approves.
    决定修复；准予的，当日终止列入；不准予的，须另一经办人审批。
    """
    from xinyong.register.repair_listing import DecideRepair

    act(DecideRepair(case=case, granted=granted, document=document), home, officer, authority, json)


@steps_app.command("pledge")
def pledge(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    template: Annotated[str, typer.Option()] = "repair-pledge", officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter the subject's credit pledge, of its own free choice. 录入当事人自愿作出的信用承诺。"""
    from xinyong.register.pledge_credit import MakePledge

    act(MakePledge(case=case, template=template, document=document), home, officer, authority, json)


@steps_app.command("withdraw-pledge")
def withdraw_pledge(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that the subject takes its pledge back. 录入当事人撤回承诺。"""
    from xinyong.register.pledge_credit import WithdrawPledge

    act(WithdrawPledge(case=case, document=document), home, officer, authority, json)


@steps_app.command("find-breach")
def find_breach(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Find a pledge broken; another officer approves the step. 认定违反承诺；须另一经办人审批。"""
    from xinyong.register.pledge_credit import FindBreach

    act(FindBreach(case=case, document=document), home, officer, authority, json)


@steps_app.command("contest")
def contest(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    remedy: Annotated[str, typer.Option(help="reconsideration | litigation")],
    opened_on: Annotated[str, typer.Option(help="Day of acceptance. 受理日期。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter that reconsideration or a suit was opened; flagged on every answer at once. 录入行政复议或诉讼已受理；随即在每次答复中标明。"""
    from xinyong.register.contest_listing import OpenContest

    command = OpenContest(case=case, remedy=remedy, opened_on=a_day(opened_on, "opened_on"), document=document)
    act(command, home, officer, authority, json)


@steps_app.command("decide-contest")
def decide_contest(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    outcome: Annotated[str, typer.Option(help="upheld | varied | annulled | abandoned")],
    until: Annotated[str | None, typer.Option(help="Varied: the new, earlier end. 变更后的终止日期。")] = None,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Enter what became of it; annulled, the listing is withdrawn the same day. 录入复议或诉讼结果；撤销的，当日撤回列入。"""
    from xinyong.register.contest_listing import DecideContest

    command = DecideContest(case=case, outcome=outcome, document=document, until=day(until, "until"))
    act(command, home, officer, authority, json)


@steps_app.command("correct")
def correct(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    decision: Annotated[str, typer.Option(help="The decision's right number. 正确的决定书编号。")] = "",
    until: Annotated[str | None, typer.Option(help="The right, earlier end. 正确的终止日期。")] = None,
    reason: ReasonOption = "clerical-error", officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Correct a listing's particulars: never a burden more. 更正列入的事项：不得加重负担。"""
    from xinyong.register.correct_listing import CorrectListing

    command = CorrectListing(case=case, reason=reason, document=document, decision=decision, until=day(until, "until"))
    act(command, home, officer, authority, json)


@steps_app.command("exempt")
def exempt(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, reason: ReasonOption,
    action: Annotated[str, typer.Option(help="The action that is free. 豁免事项。")],
    until: Annotated[str, typer.Option(help="First day no longer exempt. 豁免届满日。")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Free the subject for one action until a day; one officer, at any hour. 就一个事项豁免至某日；一名经办人随时可办。"""
    from xinyong.register.exempt_listing import ExemptAction

    command = ExemptAction(case=case, action=action, until=a_day(until, "until"), reason=reason, document=document)
    act(command, home, officer, authority, json)


@steps_app.command("extend")
def extend(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, served_on: ServedOption,
    extension: Annotated[str, typer.Option(help="One of the list's extensions. 延长情形。")],
    months: Annotated[int, typer.Option()],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide an extension that the list's law gives, after its own notice; another officer approves the step.
    依名单之法，另行告知后决定延长；须另一经办人审批。
    """
    from xinyong.register.extend_listing import ExtendListing

    command = ExtendListing(
        case=case, extension=extension, months=months, served_on=a_day(served_on, "served_on"), document=document
    )
    act(command, home, officer, authority, json)


@steps_app.command("restore")
def restore(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, served_on: ServedOption,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide to restore a listing whose repair was got by falsehood; another officer approves the step.
    修复系以虚假手段取得的，决定恢复列入；须另一经办人审批。
    """
    from xinyong.register.restore_listing import RestoreListing

    command = RestoreListing(case=case, served_on=a_day(served_on, "served_on"), document=document)
    act(command, home, officer, authority, json)


@steps_app.command("tell-employer")
def tell_employer(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    capacity: Annotated[str, typer.Option(help="state-functionary 国家工作人员")],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide to tell a listed functionary's employer, where the list's law says so; another officer approves.
    名单之法有规定的，决定告知被列入公职人员所在单位；须另一经办人审批。
    """
    from xinyong.register.tell_employer import TellEmployer

    act(TellEmployer(case=case, capacity=capacity, document=document), home, officer, authority, json)


@steps_app.command("take-over")
def take_over(
    code: str, document: DocumentOption, authority: AuthorityOption,
    listing: Annotated[str, typer.Option("--list", help="The list. 名单。")],
    since: Annotated[str | None, typer.Option(help="As the old list states it, or nothing. 原名单载明的起始日期。")] = None,
    until: Annotated[str | None, typer.Option(help="As the old list states it, or nothing. 原名单载明的终止日期。")] = None,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Take over an entry of a list kept before; another officer approves; it lapses at its review.
    承接以往名单的条目；须另一经办人审批；到复核日失效。
    """
    from xinyong.register.take_over import TakeOver

    command = TakeOver(
        code=code, list=listing, document=document, since=day(since, "since"), until=day(until, "until")
    )
    act(command, home, officer, authority, json)


@steps_app.command("approve-take-over")
def approve_take_over(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approve, as another officer, that an entry is taken over. 由另一经办人审批承接。"""
    from xinyong.register.take_over import ApproveTakeOver

    act(ApproveTakeOver(case=case), home, officer, authority, json, number=2)
