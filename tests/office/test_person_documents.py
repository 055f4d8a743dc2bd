"""Every letter of a person's case: by name, to a person, without the number, and for the deciding authority alone."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.register.desk import Desk, MakeDesk
from tests.register.people import ADULT, LIST, NAME, people_book
from tests.register.people import proposed as propose
from tests.register.test_person_cases import through_everything
from xinyong.casework.documents.html import render_html
from xinyong.casework.documents.model import Kind
from xinyong.check.case_view import case_of, view
from xinyong.errors import CallerError, NotFound
from xinyong.office.dossiers import basis_of, desk_of, document_of, readable_by, remade

OF_CASES = [kind for kind in get_args(Kind) if kind not in ("certified", "public-notice")]


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(people_book())


@pytest.mark.article(11)
def test_every_document_names_the_person_and_nobody_else_can_tell(desk: Desk) -> None:
    case = through_everything(desk)
    made = []
    for kind in OF_CASES:
        try:
            basis = basis_of(desk.office, case, kind)
            document = document_of(desk.office, basis)
        except CallerError as error:
            assert NAME not in str(error.as_dict())
            continue
        page = render_html(document, "both").decode()
        assert NAME in page and ADULT not in page, kind
        assert "你单位" not in page and "our organisation" not in page, kind
        assert (basis.name, basis.code, basis.subject_kind) == ("", "", "person")
        with desk_of(desk.office) as held:
            issued = held.issue(document, basis, desk.clock())
        assert remade(desk.office, issued).addressee.name == NAME
        made.append(kind)
    assert {"notice", "decision", "removal", "objection"} <= set(made)
    data = b"".join(path.read_bytes() for path in desk.home.glob("desk.db*"))
    assert NAME.encode() not in data and ADULT.encode() not in data


@pytest.mark.article(11)
@pytest.mark.parametrize("asked", ["0", "999999", "9" * 40, "²", "１", "P" + "A" * 26])
def test_no_number_of_an_entry_tells_which_are_about_persons(desk: Desk, asked: str) -> None:
    case = propose(desk)
    (entry,) = desk.rows("case_entry", id=case)

    def told(which: str) -> dict[str, object]:
        with pytest.raises(NotFound) as caught:
            found = case_of(desk.office, which)
            readable_by(desk.office, found, desk.signer("tax-1"))
            view(desk.office, found)
        return caught.value.as_dict()

    assert told(str(entry["seq"])) == told(case)
    if (asked.isascii() and asked.isdigit()) or asked.startswith("P"):
        assert told(asked) == told(case)
    else:
        assert told(asked)["code"] == "not-found"


@pytest.mark.article(5)
@pytest.mark.article(11)
def test_a_public_notice_names_nobody_and_leads_to_nobody(desk: Desk) -> None:
    case = propose(desk)
    basis = basis_of(desk.office, case, "public-notice", "试告〔2026〕9号")
    page = render_html(document_of(desk.office, basis), "both").decode()
    assert "试告〔2026〕9号" in page and "送达公告" in page
    law = desk.office.rulebook.lists[LIST]
    told = (NAME, ADULT, case, basis.subject, law.title.zh, law.title.en, law.versions[-1].grounds[0].title.zh)
    assert not [each for each in (*told, "试罚〔2026〕1号", "试验broke") if each in page]


@pytest.mark.article(13)
def test_only_the_deciding_authority_opens_it(desk: Desk) -> None:
    case = through_everything(desk)
    readable_by(desk.office, case, desk.signer("market-3"))
    for asker in (None, desk.signer("tax-1"), desk.signer("operator-1")):
        with pytest.raises(NotFound):
            readable_by(desk.office, case, asker)


@pytest.mark.article(14)
def test_an_erased_case_makes_no_letter_any_more(desk: Desk) -> None:
    case = through_everything(desk)
    basis = basis_of(desk.office, case, "decision")
    subject = desk.rows("casefile", id=case)[0]["subject"]
    desk.office.keys.destroy(desk.office.keys.sealed_under(subject))
    with pytest.raises(NotFound):
        document_of(desk.office, basis)
