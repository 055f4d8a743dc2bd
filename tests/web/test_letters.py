"""The two pages for whoever holds a letter: constant answers, nothing told beyond them, tries limited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.publication.world import World
from xinyong.casework.delivery.channels import Inbox
from xinyong.casework.delivery.courier import Courier
from xinyong.casework.delivery.issued import Issued, new_code
from xinyong.office.dossiers import basis_of, desk_of, document_of, rendered
from xinyong.web.portal import letters


class Letter(NamedTuple):
    """An issued decision in its subject's inbox, with its one-time code."""

    issued: Issued
    key: str
    code: str
    case: str


@pytest.fixture
def letter(world: World) -> Iterator[Letter]:
    from xinyong.web import door

    office = door.office()
    letters.tries.forget()
    with office.store.reading() as reading:
        subject = reading.rows("organisation", code=world.listed)[0]["subject"]
        case = reading.rows("casefile", subject=subject)[0]["id"]
    basis = basis_of(office, case, "decision")
    with desk_of(office) as desk:
        issued = desk.issue(document_of(office, basis), basis, office.clock())
        key = desk.post(issued.id, "inbox", office.clock()).key
        inbox = {"inbox": Inbox(desk)}
        Courier(desk, inbox, lambda m, lang, form: rendered(office, m, lang, form), office.clock).run()
        code = desk.offer(key, "示同〔2026〕1号", office.clock())
    yield Letter(issued, key, code, case)
    letters.tries.forget()


def ask(client: Any, page: str, number: str, code: str, language: str = "zh") -> Any:
    return client.post(f"/{language}/{page}", {"number": number, "code": code})


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "本登记册签发过这份文书"), ("en", "This register issued that document")]
)
def test_number_and_code_confirm_and_tell_nothing_more(
    client: Any, world: World, letter: Letter, language: str, words: str
) -> None:
    response = ask(client, "verify", letter.issued.number, letter.issued.code.lower(), language)
    page = response.content.decode()
    assert response.status_code == 200 and words in page and letter.issued.digest in page
    assert response["Cache-Control"] == "no-store" and not response.cookies
    for secret in (world.listed, "合成示范食品", letter.case, letter.issued.id, letter.issued.code, letter.key):
        assert secret not in page
    folded = letter.issued.number.replace("〔", "[").replace("〕", "]")
    assert words in ask(client, "verify", folded, letter.issued.code, language).content.decode()


@pytest.mark.article(13, 14)
def test_whatever_does_not_fit_gets_the_same_answer(client: Any, letter: Letter) -> None:
    number, code = letter.issued.number, letter.issued.code
    answers = {
        ask(client, "verify", *given).content
        for given in ((number + "1", code), (number, new_code()), (number, "x"), ("", ""), ("没有", new_code()))
    }
    assert len(answers) == 1 and "不能确认".encode() in answers.pop()
    refused = {
        ask(client, "inbox", *given).content
        for given in ((letter.key, new_code()), ("D0-inbox", letter.code), (letter.key, "x"))
    }
    assert len(refused) == 1 and "没有打开任何文书".encode() in refused.pop()


def test_tries_are_limited_and_those_that_fit_are_not_counted(client: Any, letter: Letter) -> None:
    for _ in range(12):
        assert ask(client, "verify", letter.issued.number, letter.issued.code).status_code == 200
    statuses = [ask(client, "verify", "没有", new_code(), "en").status_code for _ in range(12)]
    assert statuses[:10] == [200] * 10 and statuses[10:] == [429, 429]
    page = ask(client, "inbox", letter.key, letter.code, "en")
    assert page.status_code == 429 and "Please wait" in page.content.decode(), "one count for both pages"


@pytest.mark.article(5)
def test_a_letter_is_read_once_and_reading_it_is_service(client: Any, world: World, letter: Letter) -> None:
    from xinyong.web import door

    response = ask(client, "inbox", letter.key, letter.code)
    page = response.content.decode()
    assert response.status_code == 200 and letter.issued.number in page and letter.issued.code in page
    assert "合成示范食品" in page and response["Cache-Control"] == "no-store"
    policy = response["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy and "unsafe" not in policy
    again = ask(client, "inbox", letter.key, letter.code)
    assert "没有打开任何文书" in again.content.decode()
    with desk_of(door.office()) as desk:
        proof = desk.service_proof(letter.key)
        assert proof is not None and proof.kind == "read"
        assert desk.inbox(letter.issued.basis.subject)[0].read_at is not None


def test_nothing_is_taken_from_an_address(client: Any, letter: Letter) -> None:
    for page in ("verify", "inbox"):
        response = client.get(f"/en/{page}", {"number": letter.key, "code": letter.code})
        assert response.status_code == 200 and letter.issued.number not in response.content.decode()
        assert client.put(f"/en/{page}").status_code == 405
        assert response["X-Robots-Tag"] == "noindex, noarchive"


def test_a_letter_looks_as_on_paper_in_the_browser(browser: Any, address: str, letter: Letter) -> None:
    """Its sheet is let through by its digest, and nothing is loaded from anywhere."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)
    page.goto("/zh/inbox")
    page.get_by_label("取件编号").fill(letter.key)
    page.get_by_label("一次性取件码").fill(letter.code)
    with page.expect_navigation():
        page.get_by_role("button", name="打开文书").click()
    assert page.get_by_role("heading", level=1).first.inner_text().endswith("决定书")
    sheet = page.locator("table").first
    assert sheet.evaluate("one => getComputedStyle(one).borderCollapse") == "collapse"
    assert said == []
    context.close()


def test_every_kind_of_document_has_its_words() -> None:
    from xinyong.casework.documents.model import KINDS
    from xinyong.web.words import CATALOGUE

    assert {f"document.{kind}" for kind in KINDS} <= set(CATALOGUE)
