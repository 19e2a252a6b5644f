"""Using the site: by keyboard alone, from a disk, in the other language."""

from __future__ import annotations

import pytest
from conftest import LANGUAGES, Visit
from playwright.sync_api import Page

FOCUSED = "document.activeElement"


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Press Tab until the focus is on what fits a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({selector!r})"):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_the_first_key_skips_to_the_content(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


def test_whatever_has_the_focus_shows_it(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html")
    for _ in range(15):
        page.keyboard.press("Tab")
        style = page.evaluate(
            f"(({{outlineStyle, outlineWidth}}) => outlineStyle + outlineWidth)(getComputedStyle({FOCUSED}))"
        )
        assert style == "solid3px"
        box = page.evaluate(f"{FOCUSED}.getBoundingClientRect().toJSON()")
        assert box["width"] and box["right"] > 0


@pytest.mark.parametrize("disk", [False, True], ids=["server", "disk"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_by_keyboard(language: str, disk: bool, visit: Visit) -> None:
    page = visit(f"{language}/index.html", disk=disk)
    tab_to(page, "header input")
    page.keyboard.type("unpog")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html*")
    page.locator("#results li").first.wait_for()
    assert page.locator("#found").get_attribute("role") == "status"
    assert any(map(str.isdigit, page.locator("#found").inner_text()))
    tab_to(page, "#results a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/unpog.html")
    assert page.locator("html").get_attribute("lang") == language


def test_the_menu_by_keyboard_on_a_phone(visit: Visit) -> None:
    """What a narrow screen does not show of the menu comes into sight with the focus."""
    page = visit("vi/index.html", 320)
    for _ in range(page.locator("body > nav a").count()):
        tab_to(page, "body > nav a")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        box = page.evaluate(f"{FOCUSED}.getBoundingClientRect().toJSON()")
        assert box["left"] >= -1 and box["right"] <= 321, page.evaluate(f"{FOCUSED}.innerText")
    page.keyboard.press("Enter")
    page.wait_for_url("**/discrepancies.html")


def test_the_other_language_has_the_same_page(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html", disk=True)
    page.locator("a.language").click()
    page.wait_for_url("**/en/organizations/unpog.html")
    assert page.locator("html").get_attribute("lang") == "en"


def test_what_was_looked_for_stays_in_the_address(visit: Visit) -> None:
    page = visit("vi/search.html?q=doi+moi&kind=event")
    page.locator("#results li").first.wait_for()
    found = page.locator("#found").inner_text()
    page.locator("a.language").click()
    page.wait_for_url("**/en/search.html?q=doi+moi&kind=event")
    page.locator("#results li").first.wait_for()
    assert page.locator("header input").input_value() == "doi moi"
    assert [one for one in found if one.isdigit()] == [
        one for one in page.locator("#found").inner_text() if one.isdigit()
    ]


def test_a_mark_of_a_source_leads_to_it(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html")
    page.locator("sup a").first.click()
    place = page.url.partition("#")[2]
    assert page.locator(f"[id='{place}']").evaluate(
        "one => one.matches(':target') && one.getBoundingClientRect().top >= 0"
    )
