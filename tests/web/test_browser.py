"""The portal in a real browser: find an organisation, read what follows, switch language; accessible, no script."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.publication.world import LIST, World

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = ["", "search?q=示范", "organisations/{listed}", "organisations/{objected}", "organisations/{clean}", "law/lists",
         f"law/lists/{LIST}", "law/instruments", "law/instruments/samr-order-44-2021", "law/measures", "law/directory",
         "law/changes", "articles", "refused", "checkpoint", "verify",
         "inbox", "nothing"]
# axe cannot judge contrast over a picture: the watermark is taken away for it, and nothing else.
NO_PICTURES = "*, *::before, *::after { background-image: none !important; }"
SCREENSHOT = os.environ.get("XINYONG_SCREENSHOT")
"""Set to 1, the README's picture is written anew."""


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page without JavaScript, as the portal promises to work."""
    context = browser.new_context(viewport=DESKTOP, base_url=address, java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_find_by_name_read_and_switch(page: Any, world: World) -> None:
    page.goto("/")
    assert page.url.endswith("/zh/")
    page.get_by_label("名称或代码").fill("合成示范食品")
    page.get_by_role("button", name="检索").click()
    page.get_by_role("link", name="合成示范食品（示范市）有限公司").click()
    assert page.url.endswith(f"/zh/organisations/{world.listed}")
    assert page.get_by_role("heading", level=1).inner_text() == "合成示范食品（示范市）有限公司"
    table = page.get_by_role("table")
    assert "禁止" in table.inner_text() and "第十五条" in table.inner_text()
    assert "2029年5月19日" in page.locator(".listing").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.url.endswith(f"/en/organisations/{world.listed}")
    assert "19 May 2029" in page.locator(".listing").inner_text()
    assert "Prohibited" in page.get_by_role("table").inner_text()


def test_find_by_code_and_go_to_the_law(page: Any, world: World) -> None:
    page.goto("/en/")
    page.get_by_label("Name or registration code").fill(world.objected.lower())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/en/organisations/{world.objected}")
    assert page.get_by_text("An objection, reconsideration or suit is open").first.is_visible()
    page.get_by_role("link", name="List of serious violators in market regulation", exact=True).click()
    assert page.url.endswith(f"/en/law/lists/{LIST}")
    page.get_by_label("The law as it stood on").fill("2018-06-01")
    page.get_by_role("button", name="Show").click()
    assert "not of today" in page.locator("main").inner_text()


@pytest.mark.article(11)
def test_a_persons_number_stays_out_of_the_address(page: Any, world: World) -> None:
    from xinyong.subjects.resident import RESIDENT

    number = RESIDENT.synthetic(5)
    page.goto("/en/")
    page.get_by_label("Name or registration code").fill(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert number not in page.url and number not in page.content()
    assert page.get_by_role("alert").is_visible()


def test_the_keyboard_reaches_the_content_first(page: Any) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content" and focused.bounding_box()["y"] >= 0


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_accessible_and_within_the_screen(
    browser: Any, address: str, world: World, language: str, scheme: str
) -> None:
    size = PHONE if scheme == "dark" else DESKTOP
    context = browser.new_context(viewport=size, base_url=address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    said: list[str] = []
    grave: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    for path in PAGES:
        page.goto(f"/{language}/{path.format(**world._asdict())}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        page.add_style_tag(content=NO_PICTURES)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave += [f"{path}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found
                 if one["impact"] in ("serious", "critical", "moderate")]
    assert grave == [] and said == []
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_paper(browser: Any, address: str, world: World, language: str) -> None:
    """Printed, the page keeps its mark and its text and drops what only a screen can use."""
    context = browser.new_context(viewport=DESKTOP, base_url=address)
    page = context.new_page()
    page.goto(f"/{language}/organisations/{world.listed}")
    page.emulate_media(media="print")
    assert page.locator(".band").is_visible() and page.locator(".follows").is_visible()
    assert not page.locator(".top nav").is_visible() and not page.locator(".switch").is_visible()
    assert len(page.pdf(format="A4", print_background=True)) > 10_000
    context.close()


@pytest.mark.skipif(not SCREENSHOT, reason="writes docs/images/organisation.png only when XINYONG_SCREENSHOT is set")
def test_the_readmes_picture(browser: Any, address: str, world: World) -> None:
    target = Path(__file__).resolve().parents[2] / "docs" / "images" / "organisation.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": 1180, "height": 1330}, base_url=address)
    page = context.new_page()
    page.goto(f"/en/organisations/{world.listed}")
    page.screenshot(path=target)
    assert target.stat().st_size > 20_000
    context.close()
