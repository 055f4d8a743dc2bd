"""What every command of the terminal shares: where the register is, who acts, how answers and errors read.

Human words go to standard error when ``--json`` is given; then the last line on standard output
is one JSON object, whether the command succeeded or not.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import msgspec
import typer

from xinyong.errors import BadInput, CallerError, NotAllowed, Text, XinyongError
from xinyong.journal.officers import Signer, load_credential
from xinyong.office import Home, Office, find_home
from xinyong.office.clock import SimulatedClock

HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The register's folder (or XINYONG_HOME). 登记册目录。", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object as the last line of output. 末行输出 JSON。")]
OfficerOption = Annotated[
    Path | None, typer.Option("--officer", help="The acting officer's credential file. 经办人凭证文件。", show_default=False)
]

_json = msgspec.json.Encoder()


def emit(answer: dict[str, Any], as_json: bool, human: str = "") -> None:
    """Print an answer: as one JSON line, or in words."""
    if as_json:
        if human:
            print(human, file=sys.stderr)
        print(_json.encode(answer).decode())
    else:
        print(human or _json.encode(answer).decode())


def say(error: XinyongError, as_json: bool) -> None:
    """Tell an error to the person who made the request: what, where, why, what to do."""
    lines = [f"✗ {error.detail.en}", f"  {error.detail.zh}"]
    if error.where:
        lines.append(f"  where 位置: {error.where}")
    if error.field:
        lines.append(f"  field 字段: {error.field}")
    if error.instrument:
        lines.append(f"  law 依据: {error.instrument}")
    if error.todo:
        lines.append(f"  → {error.todo.en}")
        lines.append(f"  → {error.todo.zh}")
    print("\n".join(lines), file=sys.stderr)
    if as_json:
        print(_json.encode({"error": error.as_dict()}).decode())


def leave(error: XinyongError, as_json: bool) -> NoReturn:
    """Tell the error and exit: 2 when the asker can mend it, 3 when the register or rulebook must be."""
    say(error, as_json)
    raise SystemExit(2 if isinstance(error, CallerError) else 3)


def open_office(home: Path | None) -> Office:
    """The office of the register that ``--home`` or XINYONG_HOME names.

    XINYONG_CLOCK (an ISO date or moment) sets the clock of a synthetic register, so that a procedure
    of weeks can be practised step by step; a real register refuses it.
    """
    return Office.open(find_home(home).path, clock=practice_clock())


def practice_clock() -> SimulatedClock | None:
    """The clock that XINYONG_CLOCK sets, in UTC where it names no zone; None where it is not set."""
    text = os.environ.get("XINYONG_CLOCK")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            Text(f"XINYONG_CLOCK 的值“{text}”不是日期或时刻。", f"XINYONG_CLOCK is {text!r}, no date or moment."),
            field="XINYONG_CLOCK",
            todo=Text("写成 YYYY-MM-DD 或 YYYY-MM-DDTHH:MM。", "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM."),
        ) from error
    return SimulatedClock(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def credential(office: Office, given: Path | None, authority: str, number: int = 1) -> Signer:
    """The officer's credential: the file given, or the authority's ``number``-th in the register's folder."""
    if given is not None:
        return load_credential(given)
    path = credential_path(office.home, authority, number)
    if not path.is_file():
        raise NotAllowed(
            Text(f"没有“{authority}”经办人的凭证。", f"No officer's credential of “{authority}” is at hand."),
            field="officer",
            todo=Text(
                "用 --officer 指定凭证文件，或由运营方 xinyong officer enrol。",
                "Name one with --officer, or have the operator run xinyong officer enrol.",
            ),
        )
    return load_credential(path)


def credential_path(home: Home, authority: str, number: int) -> Path:
    """Where a trial register keeps an authority's credentials."""
    name = "operator" if authority == "register" else authority
    return home.credentials / f"{name}-{number}.pem"


def a_day(text: str, field: str) -> date:
    """A date that must be given, as YYYY-MM-DD."""
    found = day(text or None, field)
    if found is None:
        raise BadInput(Text("未写日期。", "No date is given."), field=field)
    return found


def day(text: str | None, field: str) -> date | None:
    """A date given as YYYY-MM-DD."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            Text(f"“{text}”不是日期。", f"“{text}” is not a date."), field=field,
            todo=Text("写成 YYYY-MM-DD。", "Write it as YYYY-MM-DD."),
        ) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read, also where one that others can read bears the name already."""
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".xinyong-")  # made for its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
