"""A case with a hearing at the terminal, from the proposal to relief; and a verb for each decision."""

from __future__ import annotations

from pathlib import Path

from tests.test_terminal import CODE, ROOT, Terminal, terminal
from xinyong.register.decisions import DECISIONS

__all__ = ["terminal"]
FILED = {"RegisterOrganisation", "FileRecord", "FilePersonRecord", "HoldRow", "MirrorListing", "LapseMirrored"}
"""Decided row by row out of files: ``intake`` is their verb, and has a file of its own for each."""
SAMR = ("--authority", "samr")


def test_every_decision_can_be_taken_at_the_terminal() -> None:
    words = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "xinyong" / "cli").glob("*.py"))
    through = {"Countersign": "countersign_register", "EnrolOfficer": "enrol_officer", "AdoptEdition": "adopt_edition",
               "RotateRegisterKey": "rotate", "EraseHeld": "erase_lapsed", "SealLookUps": "seal_look_ups",
               "ProposeDisclosure": "propose_disclosure"}  # fmt: skip
    left = [
        command.__name__ for command in DECISIONS
        if command.__name__ not in FILED and through.get(command.__name__, command.__name__) not in words
    ]
    assert left == []


def test_a_case_with_a_hearing_from_proposal_to_relief(terminal: Terminal, tmp_path: Path) -> None:
    run = terminal
    case = run(
        "2026-05-06", "case", "propose", CODE, "--list", "samr-serious-violation", "--ground", "food",
        "--facts", str(tmp_path / "facts.yaml"), "--conduct-on", "2026-03-02", *SAMR,
    )["case"]  # fmt: skip
    notice = run("2026-05-06", "document", case, "--kind", "notice", "--number", "示告1号", "--date", "2026-05-06",
                 "--format", "html", "--out", str(tmp_path / "notice.html"))  # fmt: skip
    assert "听证" in (tmp_path / "notice.html").read_text(encoding="utf-8")
    key = run("2026-05-06", "deliver", "post", notice["issued"], "--channel", "inbox")["key"]
    assert run("2026-05-06", "deliver", "run")["outcomes"][0]["delivered"]
    unread = run("2026-05-06", "deliver", "served", key, *SAMR, status=2)
    assert unread["error"]["code"] == "not-found" and unread["error"]["todo_zh"], "lying in an inbox proves nothing"
    code = run("2026-05-06", "deliver", "pickup", key, "--consent", "示同1号")["code"]
    assert len(code) == 19
    served = run("2026-05-06", "case", "notice", case, "--document", "示告1号", "--served-on", "2026-05-06", *SAMR)
    assert served["decide_by"] > served["answer_by"]
    run("2026-05-08", "case", "request-hearing", case, "--document", "示听1号", "--received-on", "2026-05-08", *SAMR)
    early = run("2026-06-01", "case", "decide", case, "--document", "示列1号", *SAMR, status=2)
    assert early["error"]["code"] == "hearing-open" and early["error"]["article"] == 5
    short = run("2026-05-11", "case", "invite", case, "--document", "示通1号", "--served-on", "2026-05-11", "--held-on",
                "2026-05-13", "--place", "示范市场监管局听证室", *SAMR, status=2)  # fmt: skip
    assert "7 days" in short["error"]["detail"]
    run("2026-05-11", "case", "invite", case, "--document", "示通1号", "--served-on", "2026-05-11", "--held-on",
        "2026-05-20", "--place", "示范市场监管局听证室", *SAMR)  # fmt: skip
    run("2026-05-20", "case", "hear", case, "--document", "示笔1号", "--held-on", "2026-05-20", "--heard", "agent",
        "--heard", "witness", *SAMR)  # fmt: skip
    record = run("2026-05-20", "document", case, "--kind", "hearing", "--draft", "--format", "html", "--out",
                 str(tmp_path / "record.html"))  # fmt: skip
    assert record["number"] == "示笔1号"
    unheard = run("2026-06-01", "case", "decide", case, "--document", "示列1号", *SAMR, status=2)
    assert unheard["error"]["field"] == "answer_considered"
    run("2026-06-01", "case", "decide", case, "--document", "示列1号", "--answer-considered", "rejected", *SAMR)
    run("2026-06-02", "case", "approve", case, *SAMR)
    decision = run("2026-06-02", "document", case, "--format", "html", "--out", str(tmp_path / "decision.html"))
    run("2026-06-02", "deliver", "post", decision["issued"], "--channel", "print", "--third-party")
    run("2026-06-10", "case", "suspend", case, "--document", "示暂1号", "--reason", "court-stay", *SAMR)
    assert run("2026-06-10", "deliver", "run")["changes_told"] == 2, "the subject and the third party"
    shown = run("2026-06-10", "case", "show", case)
    assert shown["stage"] == "listed" and shown["follows"] == []
    verified = run("2026-06-10", "document", "verify", decision["code"])
    assert verified["genuine"] and CODE not in str(verified)
