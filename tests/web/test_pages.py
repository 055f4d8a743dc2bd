"""Pages: every address × language × status, with the headers and without what must not be there."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.publication.world import TODAY, World
from xinyong.law.loading import load
from xinyong.law.refusals import PRACTICES
from xinyong.subjects.resident import RESIDENT
from xinyong.subjects.uscc import USCC
from xinyong.web.languages import TAGS

LANGUAGES = ("zh", "en")
PAGES = [
    ("", 200), ("search?q=示范", 200), ("search?q=没有这个名字", 200), ("search", 422), ("search?q=%20", 422),
    ("organisations/{listed}", 200), ("organisations/{objected}", 200), ("organisations/{ended}", 200),
    ("organisations/{clean}", 200), ("organisations/{withdrawn}", 200), ("organisations/{trader}", 200),
    ("organisations/{unknown}", 404), ("organisations/123", 422), ("organisations/{person}", 409),
    ("law/lists", 200), ("law/lists?on=2018-06-01", 200), ("law/lists?on=1990-01-01", 200), ("law/lists?on=soon", 422),
    ("law/lists/samr-serious-violation", 200), ("law/lists/samr-serious-violation?on=2018-06-01", 200),
    ("law/lists/samr-serious-violation?on=2000-01-01", 200), ("law/lists/no-such-list", 404),
    ("law/instruments", 200), ("law/instruments/samr-order-44-2021", 200), ("law/instruments/no-such", 404),
    ("law/measures", 200), ("law/measures?on=2021-01-01", 200), ("law/directory", 200),
    ("law/directory?on=1999-01-01", 200),
    ("law/changes", 200), ("law/changes?from=2021-01-01&to=2026-01-01", 200), ("law/changes?from=x", 422),
    ("articles", 200), ("refused", 200), ("checkpoint", 200), ("nothing", 404), ("law/nothing", 404),
    ("verify", 200), ("inbox", 200),
]
PLAIN = [
    ("/healthz", 200), ("/nothing", 404), ("/api/v1/nothing", 404), ("/api/v1/checkpoint", 200), ("/fr/", 404),
    ("/api/v1/openapi.json", 200), ("/api/v1/organisations/{listed}", 200), ("/api/v1/organisations/{unknown}", 404),
    ("/api/v1/organisations/123", 422), ("/api/v1/organisations/{person}", 409), ("/api/v1/checks", 405),
    ("/assets/0/xinyong.css", 404), ("/assets/0/../settings.py", 404),
]
PERSON = RESIDENT.synthetic(20_260)
MISSING = re.compile(r"\{\w+\}|\{%|\{\{|\bNone\b(?! of)|\b(site|org|law|list|home|search|checkpoint|problem)\.[a-z]+\.")


def filled(path: str, world: World) -> str:
    return path.format(**world._asdict(), unknown=USCC.synthetic(90_000), person=PERSON)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "status"), PAGES)
def test_every_page_in_both_languages(
    client: Any, world: World, path: str, status: int, language: str
) -> None:
    response = client.get(f"/{language}/{filled(path, world)}")
    assert response.status_code == status
    page = response.content.decode()
    assert f'<html lang="{TAGS[language]}" class="synthetic">' in page
    assert response["Content-Language"] == TAGS[language]
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "script-src" not in policy
    assert not response.cookies and "Set-Cookie" not in response
    assert "<script" not in page and "style=" not in page and " on" + "click" not in page
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert page.count("<h1") == 1 and 'class="skip"' in page
    assert ("合成登记册" if language == "zh" else "Synthetic register") in page
    text = re.sub(r"<pre.*?</pre>|<[^>]+>", " ", page, flags=re.S)
    assert not MISSING.search(text), MISSING.search(text)
    assert PERSON not in page and world.sealed_word not in page


@pytest.mark.parametrize(("path", "status"), PLAIN)
def test_every_other_address(client: Any, world: World, path: str, status: int) -> None:
    response = client.get(filled(path, world))
    assert response.status_code == status
    assert response["X-Content-Type-Options"] == "nosniff" and not response.cookies
    assert PERSON not in response.content.decode()


def test_the_root_follows_the_readers_language(client: Any) -> None:
    for header, place in (("zh-CN", "/zh/"), ("en", "/en/"), ("fr", "/en/")):
        response = client.get("/", headers={"accept-language": header})
        assert (response.status_code, response["Location"], response["Vary"]) == (302, place, "Accept-Language")


def test_a_lists_page_tells_of_emergencies_extensions_and_revoked_repairs(client: Any) -> None:
    page = client.get("/zh/law/lists/samr-abnormal-operations").content.decode()
    assert "应急措施" in page and "受疫情影响暂时失联的企业不列入经营异常名录" in page and "无法联系" in page
    assert "疫情使人无法按时还款" in page, "afterwards too, what was suspended is told with why"
    page = client.get("/en/law/lists/spc-judgment-defaulters").content.decode()
    assert "Longer terms" in page and "Once, by a decision of its own, by " in page
    page = client.get("/en/law/lists/mem-work-safety").content.decode()
    assert "A repair got by falsehood is revoked" in page
    assert "Emergencies" not in page


@pytest.mark.article(8)
def test_a_stayed_listing_is_on_no_page_and_no_page_says_that_nothing_restricts(client: Any, world: World) -> None:
    def verdict(code: str, language: str) -> str:
        page = client.get(f"/{language}/organisations/{code}").content.decode()
        return page[page.index('<section class="verdict') : page.index("</section>", page.index('id="verdict"'))]

    for language, said in (("zh", "没有公示的施行中名单"), ("en", "No published listing in force")):
        assert said in verdict(world.stayed, language)
        assert verdict(world.stayed, language) == verdict(world.clean, language), "nobody is told apart by it"
        assert world.stayed not in client.get(f"/{language}/").content.decode(), "no example: there is nothing to see"
        assert world.listed in client.get(f"/{language}/").content.decode()
    assert "is shown on no page" in verdict(world.clean, "en") and "no restriction" not in verdict(world.clean, "en")


def test_each_page_leads_to_the_same_page_in_the_other_language(client: Any, world: World) -> None:
    page = client.get("/en/law/lists/samr-serious-violation?on=2018-06-01").content.decode()
    assert 'href="/zh/law/lists/samr-serious-violation?on=2018-06-01"' in page
    assert 'hreflang="zh-Hans"' in page


def test_every_list_and_instrument_has_its_page(client: Any) -> None:
    rulebook = load("cn")
    for kind, ids in (("lists", rulebook.lists), ("instruments", rulebook.instruments)):
        for identifier in ids:
            response = client.get(f"/zh/law/{kind}/{identifier}")
            assert response.status_code == 200, identifier
            text = re.sub(r"<[^>]+>", " ", response.content.decode())
            assert not MISSING.search(text), (identifier, MISSING.search(text))


def test_a_page_that_did_not_change_is_not_sent_again(client: Any, world: World) -> None:
    path = f"/en/organisations/{world.listed}"
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_our_own_files_never_go_stale(client: Any, world: World) -> None:
    page = client.get("/en/").content.decode()
    (address,) = re.findall(r'href="(/assets/[^"]+\.css)"', page)
    response = client.get(address)
    assert response.status_code == 200 and "immutable" in response["Cache-Control"]
    for image in re.findall(r'url\("([^"]+)"\)', response.content.decode()):
        assert client.get(f"{address.rpartition('/')[0]}/{image}").status_code == 200


@pytest.mark.article(11)
def test_a_persons_number_never_reaches_an_address(client: Any, world: World) -> None:
    response = client.post("/zh/search", {"q": PERSON})
    assert response.status_code == 422 and "Location" not in response
    assert PERSON not in response.content.decode() and "自然人不能在这里查询" in response.content.decode()


def test_the_form_leads_a_code_to_its_page_and_a_name_to_its_results(client: Any, world: World) -> None:
    by_code = client.post("/en/search", {"q": f" {world.listed.lower()} "})
    assert (by_code.status_code, by_code["Location"]) == (303, f"/en/organisations/{world.listed}")
    by_name = client.post("/en/search", {"q": "清河"})
    assert by_name.status_code == 303 and by_name["Location"].startswith("/en/search?q=")
    assert world.clean in client.get(by_name["Location"]).content.decode()


@pytest.mark.article(11)
def test_no_page_names_a_sole_trader_unasked(client: Any, world: World) -> None:
    for path in ("", "search?q=示范", "search?q=阿明"):
        assert world.trader not in client.get(f"/zh/{path}").content.decode()
    assert client.get(f"/zh/organisations/{world.trader}")["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.article(14)
def test_what_ended_leaves_no_trace(client: Any, world: World) -> None:
    for path in ("/zh/organisations/{}", "/en/organisations/{}", "/api/v1/organisations/{}"):
        ended = client.get(path.format(world.ended)).content.decode()
        for trace in ("示市监列严字〔2026〕9号", "示市监撤", "samr-serious-violation"):
            assert trace not in ended


def test_the_page_of_refusals_tells_the_whole_table(client: Any) -> None:
    for language in ("zh", "en"):
        page = html.unescape(client.get(f"/{language}/refused").content.decode())
        for practice in PRACTICES:
            assert practice.title.pick(language) in page and practice.how.pick(language) in page


@pytest.mark.article(10)
def test_a_succession_is_shown_on_both_pages_and_leads_to_no_sole_trader(client: Any, world: World) -> None:
    for language, told, caution in (
        ("en", "has taken its place (absorption)", "Neither listings nor records pass over"),
        ("zh", "（吸收合并）", "名单和记录不随承继转移"),
    ):
        before = client.get(f"/{language}/organisations/{world.absorbed}").content.decode()
        after = client.get(f"/{language}/organisations/{world.clean}").content.decode()
        assert told in before and caution in before and f"/{language}/organisations/{world.clean}" in before
        assert caution in after and f"/{language}/organisations/{world.absorbed}" in after
        assert world.trader not in after and "阿明" not in after
        assert ("Dissolved from 9 June 2026 on" if language == "en" else "自2026年6月9日起终止") in before
    data = client.get(f"/api/v1/organisations/{world.absorbed}").json()
    assert [(turn["relation"], turn["code"]) for turn in data["became"]] == [
        ("succeeded-by", world.clean), ("dissolved", "")
    ]


def test_a_code_in_an_address_is_normalised(client: Any, world: World) -> None:
    response = client.get(f"/en/organisations/{world.listed.lower()}")
    assert (response.status_code, response["Location"]) == (302, f"/en/organisations/{world.listed}")


def test_a_fault_of_ours_says_so_and_tells_nothing(client: Any, world: World, monkeypatch: Any) -> None:
    from xinyong.web.portal import views

    def broken(*arguments: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr(views, "organisation_view", broken)
    page = client.get(f"/zh/organisations/{world.listed}")
    assert page.status_code == 500 and "secret" not in page.content.decode() and "登记册出错" in page.content.decode()


def test_no_register_is_a_503_page(client: Any, world: World, tmp_path: Path, settings_home: Any) -> None:
    with settings_home(tmp_path):
        page = client.get("/en/")
        assert page.status_code == 503 and "not available" in page.content.decode()
        problem = client.get("/api/v1/checkpoint")
        assert problem.status_code == 503 and problem["Content-Type"] == "application/problem+json"


def test_law_of_another_day_says_that_it_is_not_todays(client: Any) -> None:
    other = client.get(f"/en/law/lists?on={TODAY - timedelta(days=1)}").content.decode()
    assert "not of today" in other and "not of today" not in client.get("/en/law/lists").content.decode()


def test_a_synthetic_register_answers_under_no_public_name(
    client: Any, world: World, tmp_path: Path, settings_home: Any, monkeypatch: Any
) -> None:
    from django.conf import settings

    from xinyong.office import found

    found(tmp_path / "home", "synthetic", load("cn")).close()
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["testserver", "credit.example"])
    with settings_home(tmp_path / "home"):
        assert client.get("/en/").status_code == 503
