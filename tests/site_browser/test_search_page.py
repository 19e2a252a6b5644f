"""The search page while files are loaded: a line that was overtaken shows nothing, and what cannot be loaded is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

TOLD = "() => document.getElementById('found').textContent.includes({})"


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """The search page, which may log what is not loaded."""
    page = browser.new_page()
    page.goto(f"{server}en/search.html")
    page.wait_for_function(TOLD.format("'142 records'"))
    yield page
    page.close()


def test_a_line_that_was_overtaken_shows_nothing(page: Page) -> None:
    held: list[Route] = []
    page.route("**/t-k*", lambda route: held.append(route))
    page.route("**/t-c*", lambda route: held.append(route))
    page.fill("header input[name=q]", "korea ")
    page.fill("header input[name=q]", "civil ")
    page.fill("header input[name=q]", "asean ")
    page.wait_for_selector("#results li")
    shown = page.inner_text("#results")
    assert len(held) == 2
    for route in held:
        route.continue_()
    page.wait_for_function("() => !document.querySelector('head script[src*=\"/t-\"]')")
    assert page.inner_text("#results") == shown
    assert "asean" in page.url


def test_what_cannot_be_loaded_is_told_and_tried_again(page: Page) -> None:
    page.route("**/t-c*", lambda route: route.abort())
    page.fill("header input[name=q]", "civil ")
    page.wait_for_function(TOLD.format("'could not be loaded'"))
    assert page.locator("#results li").count() == 0
    page.unroute("**/t-c*")
    page.press("header input[name=q]", "Enter")
    page.wait_for_selector("#results li")
    assert page.evaluate("document.activeElement.id") == "found"


def test_more_results_are_shown_and_focused(page: Page) -> None:
    page.fill("header input[name=q]", "asean")
    page.wait_for_selector("#results li:nth-child(30)")
    page.click("#more")
    page.wait_for_selector("#results li:nth-child(31)")
    page.wait_for_function(
        "() => document.activeElement.closest('li') === document.querySelector('#results li:nth-child(31)')"
    )


def test_a_facet_narrows_and_counts(page: Page) -> None:
    page.fill("header input[name=q]", "asean")
    page.wait_for_selector("#results li")
    page.select_option("select[name=kind]", "event")
    page.wait_for_url("**kind=event")
    page.wait_for_function("() => !document.getElementById('results').hasAttribute('aria-busy')")
    words = page.inner_text("select[name=kind] option:checked")
    count = page.inner_text("#found").split()[0]
    assert words == f"Events ({count})"
    assert page.title().startswith("asean – Search – ")
