"""``xinyong case`` and ``xinyong record``: each step of a procedure is one decision by one officer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from xinyong.cli.acting import AuthorityOption, CaseArgument, DocumentOption, act
from xinyong.cli.case_hearing import hearing_app
from xinyong.cli.case_steps import steps_app
from xinyong.cli.terminal import HomeOption, JsonOption, OfficerOption, credential, day, emit, open_office
from xinyong.errors import BadInput, NotFound, Text

app = typer.Typer(no_args_is_help=True)
case_app = typer.Typer(no_args_is_help=True)
record_app = typer.Typer(no_args_is_help=True)
app.add_typer(case_app, name="case")
app.add_typer(record_app, name="record")

@case_app.command("propose")
def propose(
    listing: Annotated[str, typer.Option("--list", help="The list. 名单。")],
    ground: Annotated[str, typer.Option(help="The ground in law. 列入情形。")],
    facts: Annotated[Path, typer.Option(help="YAML: fact: {value: …, document: …}. 事实及文书。")],
    conduct_on: Annotated[str, typer.Option(help="Day of the conduct. 行为日期。")],
    authority: AuthorityOption,
    code: Annotated[str, typer.Argument(help="The organisation's code. 组织代码。")] = "",
    who: Annotated[
        str,
        typer.Option(
            "--person", metavar="FILE|-",
            help="Instead of a code: a file, or - for standard input, with a person's number and name, a line each. "
            "自然人的号码和姓名各一行；不得写在命令行上。",
        ),
    ] = "",
    answers_for: Annotated[
        str, typer.Option(help="The organisation's case for which the person is responsible. 责任人员所属单位的案件。")
    ] = "",
    source: Annotated[str, typer.Option(help="The case whose listing it would carry out. 所执行的案件。")] = "",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Open a case on documented facts. Nothing follows from it yet. 凭有文书佐证的事实立案；尚不产生任何后果。"""
    from xinyong.register.propose_listing import ProposeListing
    from xinyong.register.propose_person import ProposePersonListing

    conduct = day(conduct_on, "conduct_on")
    assert conduct is not None
    if bool(code) == bool(who):
        raise BadInput(
            Text("须写明组织代码，或以 --person 给出自然人，二者择一。", "Name an organisation's code, or a person by --person."),
            field="code",
        )
    stated: dict[str, Any] = {
        "list": listing, "ground": ground, "facts": read_facts(facts), "conduct_on": conduct, "source": source,
    }
    if code:
        act(ProposeListing(code=code, **stated), home, officer, authority, json)
        return
    number, name = read_person(who)
    with open_office(home) as office:
        identifier = office.rulebook.manifest.person_identifier
    command = ProposePersonListing(number=number, name=name, identifier=identifier, answers_for=answers_for, **stated)
    act(command, home, officer, authority, json)


def read_person(path: str) -> tuple[str, str]:
    """A person's number and name, a line each, from a file or standard input: never from the command line, which other
    programs of the machine can see. What cannot be read is not repeated."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 2:
        raise BadInput(
            Text("无法读取自然人的号码和姓名。", "The person's number and name cannot be read."), field="person",
            todo=Text("文件或标准输入恰含两行：号码、姓名。", "Give two lines, number and name, in a file or on standard input."),
        )
    return lines[0], lines[1]


def read_facts(path: Path) -> list[Any]:
    """Facts from a YAML or JSON file: ``fact: {value, document}`` or ``fact: value``."""
    import yaml

    from xinyong.register.events import StatedFact

    try:
        return [
            StatedFact(fact=name, value=value["value"], document=str(value.get("document", "")))
            if isinstance(value, dict)
            else StatedFact(fact=name, value=value)
            for name, value in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        ]
    except (OSError, UnicodeDecodeError, AttributeError, KeyError, yaml.YAMLError) as error:
        raise BadInput(
            Text("事实文件无法读取。", "The facts cannot be read."), field="facts", where=path.name,
            todo=Text("写成 YAML：事实: {value: 值, document: 文书编号}。", "YAML: fact: {value: …, document: …}."),
        ) from error


@case_app.command("notice")
def notice(
    case: CaseArgument,
    document: DocumentOption,
    authority: AuthorityOption,
    served_on: Annotated[str, typer.Option(help="Day of service. 送达日期。")],
    method: Annotated[str, typer.Option(help="delivered | refused | public-notice")] = "delivered",
    proof: Annotated[str, typer.Option(help="Reference of the proof of service. 送达凭证。")] = "",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record that notice was served; the last day to answer is computed once. 记录告知书已送达；答复截止日只计算一次。"""
    from xinyong.register.serve_notice import ServeNotice

    served = day(served_on, "served_on")
    assert served is not None
    command = ServeNotice(case=case, served_on=served, method=method, document=document, proof=proof)
    act(command, home, officer, authority, json)


@case_app.command("answer")
def answer(
    case: CaseArgument,
    document: DocumentOption,
    authority: AuthorityOption,
    received_on: Annotated[str, typer.Option(help="Day of receipt. 收到日期。")],
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Record the subject's answer. 记录当事人的陈述、申辩。"""
    from xinyong.register.serve_notice import ReceiveAnswer

    received = day(received_on, "received_on")
    assert received is not None
    act(ReceiveAnswer(case=case, received_on=received, document=document), home, officer, authority, json)


@case_app.command("decide")
def decide(
    case: CaseArgument,
    document: DocumentOption,
    authority: AuthorityOption,
    answer_considered: Annotated[str, typer.Option(help="none | rejected | partly-accepted")] = "none",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Decide to list, as the named officer; without effect until another approves. 以署名经办人作出列入决定；另一经办人审批前不生效。"""
    from xinyong.register.list_subject import DecideListing

    command = DecideListing(case=case, document=document, answer_considered=answer_considered)
    act(command, home, officer, authority, json)


@case_app.command("approve")
def approve(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Approve the decision as another officer; the listing begins once sealed. 由另一经办人审批；封存后列入生效。"""
    from xinyong.register.list_subject import ApproveListing

    act(ApproveListing(case=case), home, officer, authority, json, number=2)


@case_app.command("drop")
def drop(
    case: CaseArgument, reason: Annotated[str, typer.Option()], authority: AuthorityOption,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Drop the case before any listing began. 列入之前撤销案件。"""
    from xinyong.register.list_subject import DropCase

    act(DropCase(case=case, reason=reason), home, officer, authority, json)


@case_app.command("object")
def object_(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Record the subject's objection; it is flagged on every answer at once. 记录当事人的异议；随即在每次答复中标明。"""
    from xinyong.register.object_listing import OpenObjection

    act(OpenObjection(case=case, document=document), home, officer, authority, json)


@case_app.command("decide-objection")
def decide_objection(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption,
    upheld: Annotated[bool, typer.Option("--upheld/--rejected")], officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide an objection; upheld, the listing ends the same day; a rejection another officer approves.
    处理异议；成立的，当日终止列入；不成立的，须另一经办人审批。
    """
    from xinyong.register.object_listing import DecideObjection

    act(DecideObjection(case=case, upheld=upheld, document=document), home, officer, authority, json)


@case_app.command("review")
def review(
    case: CaseArgument, document: DocumentOption, authority: AuthorityOption, officer: OfficerOption = None,
    home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Decide to renew a listing without a fixed end, at its dated review; another officer approves the step.
    在复核日决定续期（无固定期限的列入）；须另一经办人审批。
    """
    from xinyong.register.review_listing import ReviewListing

    act(ReviewListing(case=case, document=document), home, officer, authority, json)


@case_app.command("end")
def end(
    case: CaseArgument, ending: Annotated[str, typer.Option(help="One of the list's endings. 移出事由。")],
    document: DocumentOption, authority: AuthorityOption,
    occurred_on: Annotated[str | None, typer.Option(help="Day of the event, as of performance. 事由发生日期。")] = None,
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """End a listing on a ground its law knows; one officer suffices, effect at once. 按名单法定事由终止列入；一名经办人即可，立即生效。"""
    from xinyong.register.end_listing import EndListing

    command = EndListing(case=case, ending=ending, document=document, occurred_on=day(occurred_on, "occurred_on"))
    act(command, home, officer, authority, json)


@case_app.command("show")
def show(
    case: Annotated[str, typer.Argument(help="The case's id, or the number of one of its entries. 案件或其条目编号。")],
    at: Annotated[str | None, typer.Option(help="On this day, under its law (YYYY-MM-DD). 关于哪一天。")] = None,
    known: Annotated[str | None, typer.Option(help="As was known on this day. 以哪一天所知为准。")] = None,
    authority: Annotated[str, typer.Option(help="Who asks, where the case is on a person. 查看机关。")] = "",
    officer: OfficerOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """A case as it stood on a day: stage, facts under the law of that day, deadlines, and what follows.
    查看案件在某日的状况：阶段、依当日法律的事实、期限及后果。
    """
    import msgspec

    from xinyong.check.case_view import case_of, view
    from xinyong.check.case_words import case_lines
    from xinyong.office.dossiers import readable_by

    with open_office(home) as office:
        office.seal_if_needed()
        signer = credential(office, officer, authority) if authority or officer else None
        readable_by(office, case_of(office, case), signer)
        seen = view(office, case, day(at, "at"), day(known, "known"))
        human = "\n".join(case_lines(office.rulebook, seen))
    emit(msgspec.to_builtins(seen), json, human)


@case_app.command("erase")
def erase_case(
    case: CaseArgument, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase a case whose retention has ended. 清除保存期限届满的案件。"""
    from xinyong.register.erase import EraseCase

    act(EraseCase(case=case), home, officer, authority, json)


@record_app.command("correct")
def correct(
    record: int, document: DocumentOption, authority: AuthorityOption,
    change: Annotated[list[str], typer.Option(help="FIELD=VALUE, repeatable. 字段=值。")],
    reason: Annotated[str, typer.Option()] = "clerical-error", officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Correct a record's fields, as the authority that filed it. 由报送机关更正记录的字段。"""
    from xinyong.register.amend_record import CorrectRecord
    from xinyong.register.events import RecordFiled

    with open_office(home) as office, office.store.reading() as reading:
        filed = reading.entry(record).event
    if not isinstance(filed, RecordFiled):
        raise NotFound(Text(f"第{record}号不是记录。", f"Entry {record} is no record."), field="record")
    changes: dict[str, str | int] = {}
    for pair in change:
        name, _, value = pair.partition("=")
        changes[name] = int(value) if isinstance(filed.content.get(name), int) else value
    command = CorrectRecord(record=record, changes=changes, reason=reason, document=document)
    act(command, home, officer, authority, json)


@record_app.command("withdraw")
def withdraw(
    record: int, document: DocumentOption, authority: AuthorityOption, reason: Annotated[str, typer.Option()],
    officer: OfficerOption = None, home: HomeOption = None, json: JsonOption = False,
) -> None:
    """Withdraw a record, as the authority that filed it. 由报送机关撤回记录。"""
    from xinyong.register.amend_record import WithdrawRecord

    act(WithdrawRecord(record=record, reason=reason, document=document), home, officer, authority, json)


@record_app.command("erase")
def erase_record(
    record: int, authority: AuthorityOption, officer: OfficerOption = None, home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Erase a record whose retention has ended. 清除保存期限届满的记录。"""
    from xinyong.register.erase import EraseRecord

    act(EraseRecord(record=record), home, officer, authority, json)


case_app.registered_commands += [*hearing_app.registered_commands, *steps_app.registered_commands]
