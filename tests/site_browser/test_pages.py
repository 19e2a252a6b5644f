"""Pages in a browser: accessible, readable on a small phone, in print and in forced colours, with and without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import LANGUAGES, Visit
from playwright.sync_api import Page
from site_pages import ABOVE, SORTS, pages, sort_of

EACH = [*(f"{language}/{page}" for language in LANGUAGES for _, page in SORTS.values()), *ABOVE]


def loaded(page: Page) -> Page:
    """The page, once what its script looks for is there."""
    if "search.html" in page.url:
        page.locator("#results li").first.wait_for()
    return page


def test_the_sorts_are_those_of_all_pages(folder: Path) -> None:
    for page in pages(folder):
        language, _, path = page.partition("/")
        assert page in ABOVE or (language in LANGUAGES and sort_of(path)), page
    there = {page.partition("?")[0] for page in EACH}
    assert there <= set(pages(folder)), there - set(pages(folder))


@pytest.mark.parametrize("path", EACH)
def test_nothing_keeps_people_out(path: str, visit: Visit) -> None:
    """axe finds nothing on a phone and on a desk, in the light and in the dark, and with all that is folded unfolded."""
    for width, scheme in ((360, "dark"), (1100, "light")):
        page = loaded(visit(path, width, color_scheme=scheme))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("width", [320, 360, 1100])
def test_no_page_scrolls_sideways(width: int, visit: Visit) -> None:
    page = visit("index.html", width)
    start = page.url.removesuffix("index.html")
    for path in EACH:
        page.goto(start + path)
        loaded(page).evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_lists_lead_to_all_records(language: str, visit: Visit) -> None:
    page = visit(f"{language}/index.html", java_script_enabled=False)
    assert not page.locator("header form").is_visible()
    page.locator("body > nav a").first.click()
    page.locator("main a[href='unpog.html']").first.click()
    assert page.locator("h1").inner_text()
    assert page.locator("main").inner_text()
    page.goto(page.url.replace("organizations/unpog.html", "search.html"))
    assert page.locator("main noscript a, main a").first.is_visible()


def test_folds_open_without_scripts(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html", java_script_enabled=False)
    fold = page.locator("main details").first
    before = fold.inner_text()
    fold.locator("summary").click()
    assert len(fold.inner_text()) > len(before)


@pytest.mark.parametrize("path", ["vi/organizations/unpog.html", "en/events/accsm-heads-21.html"])
def test_printed_pages_have_all_their_text_and_no_menu(path: str, visit: Visit) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    for hidden in ("body > header", "body > nav", ".skip"):
        assert not page.locator(hidden).is_visible()
    folded = page.locator("main details:not([open]) :is(p, dd, li, td)")
    assert folded.count()
    assert all(folded.nth(place).bounding_box() for place in range(folded.count()))
    for outward in page.locator("main a[href^=http]").all():
        address = outward.get_attribute("href") or "?"
        behind = outward.evaluate("one => getComputedStyle(one, '::after').content")
        assert address in behind + outward.inner_text()
    assert page.pdf().startswith(b"%PDF-")


def test_colours_follow_the_reader(visit: Visit) -> None:
    page = visit("vi/organizations/unpog.html")
    shown = "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color"
    seen = set()
    for media in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page.emulate_media(**media)
        seen.add(page.evaluate(shown))
    assert len(seen) == 3
    page.goto(page.url.replace("unpog", "index"))  # still in forced colours
    menu = page.locator("body > nav a").evaluate_all("all => all.map(one => getComputedStyle(one).borderBottomColor)")
    assert len({*menu[1:]}) == 1 and menu[0] != menu[1], "the page where one is stands out in the menu"


def test_nothing_moves(visit: Visit) -> None:
    page = visit("vi/index.html", reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    style = page.evaluate(
        "[...document.styleSheets].flatMap(one => [...one.cssRules]).map(one => one.cssText).join('')"
    )
    assert not re.search("transition|animation|scroll-behavior", style)
