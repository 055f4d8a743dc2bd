"""The letter by which an honour is granted: no notice, what it gives, how it ends, and that it may be declined."""

from __future__ import annotations

from pathlib import Path

from tests.register.desk import Desk, new_register
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.model import sections
from xinyong.office.dossiers import basis_of, document_of


def test_the_award_says_what_it_gives_and_how_it_is_lost_or_declined(tmp_path: Path) -> None:
    new_register(tmp_path / "home")
    desk = Desk(tmp_path / "home")
    try:
        case = desk.honoured(desk.organisation())
        letter = document_of(desk.office, basis_of(desk.office, case, "decision"))
        assert [section.id for section in sections(letter)] == [
            "facts", "reasons", "articles", "term", "consequences", "endings",
        ]  # fmt: skip
        for language, said in (("zh", "谢绝没有任何不利后果"), ("en", "Declining has no adverse consequence")):
            page = render_html(letter, language).decode()
            assert said in page and "market-2" not in page.split("<footer")[0].split("<h1")[0]
            assert ("Day of the conduct" if language == "en" else "行为日期") not in page
    finally:
        desk.close()
