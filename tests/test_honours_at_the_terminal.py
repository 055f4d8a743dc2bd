"""An honour at the terminal: proposed, decided, approved, asked about, declined; and a neutral status."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_terminal import CODE, Terminal

DAY = "2026-05-06"


def test_an_honour_and_a_status(tmp_path: Path) -> None:
    run = Terminal(tmp_path / "register")
    run(DAY, "init", "--synthetic", "--rulebook", "cn")
    file = tmp_path / "registration.csv"
    file.write_text(f"企业名称,统一社会信用代码,成立日期\n云岭市青禾食品有限公司,{CODE},2015-03-02\n", encoding="utf-8")
    run(DAY, "intake", str(file), "--authority", "samr")
    facts = tmp_path / "facts.yaml"
    facts.write_text("grade: {value: authorised, document: 示关认〔2026〕1号}\n", encoding="utf-8")
    gac, ask = ("--authority", "gac"), ("check", CODE, "--action", "import-export.simplified", "--purpose", "customs")
    proposed = ("honour", "propose", CODE, "--list", "gac-aeo", "--ground", "authorised", "--facts", str(facts), *gac)
    case = run(DAY, *proposed)["case"]
    run(DAY, "honour", "decide", case, "--document", "示荣1号", *gac)
    assert run(DAY, "honour", "approve", case, *gac)["review_by"] == "2031-05-06"
    assert run(DAY, *ask)["verdict"] == "favoured"
    early = run(
        DAY, "honour", "withdraw", case, "--document", "示撤1号", "--ending", "corrected", "--served-on", DAY, *gac,
        status=2,
    )
    assert early["error"]["article"] == 5
    run(DAY, "honour", "decline", case, "--document", "示谢1号", *gac)
    assert run(DAY, *ask)["verdict"] == "clear"
    assert run(DAY, *proposed, status=2)["error"]["article"] == 9
    status = ("status", "file", CODE, "--list", "status-licensed", "--document", "示许1号", "--since", DAY)
    assert run(DAY, *status, "--until", "2027-05-05", "--authority", "samr")["until"] == "2027-05-06"
    assert "示许1号" in json.dumps(run(DAY, "show", CODE), ensure_ascii=False)
