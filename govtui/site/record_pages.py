"""The page of each record, in each language; and the pages of former ids, which lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from govtui.index.api import Card, View
from govtui.interchange.html_elements import Html, element
from govtui.model.localized import text_in
from govtui.page.compose import compose
from govtui.page.page import Page, link_target
from govtui.page.render_context import RenderContext
from govtui.site.frame import framed
from govtui.site.page_inputs import PageInputs
from govtui.site.site_file import Site, SiteFile, record_address, relative

_WINDOW = 500
"""How many cards are asked for at once."""

NOT_SHOWN = frozenset({"raw"})
"""Sections of an unreadable record that have its file as it stands, with comments and all."""


def published_cards(site: Site) -> Iterator[Card]:
    """Yield the records of the site that have a page, in the order of their keys."""
    result = site.index.result(View(order="name"))
    keys = sorted(key for key in result.keys(0, result.total) if site.has(key))
    for start in range(0, len(keys), _WINDOW):
        yield from (card for card in site.index.cards(keys[start : start + _WINDOW]) if record_address(card))


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page of each record, and those of its former ids, in the languages that are to be made."""
    inputs = PageInputs(site)
    contexts = {language: site.context(language) for language in site.languages}
    for card in published_cards(site):
        made_from = inputs.of(card)
        for language, context in contexts.items():
            path = f"{language}/{record_address(card)}"
            yield SiteFile(path, made_from, partial(record_page, site, context, language, path, card))


def record_page(site: Site, context: RenderContext, language: str, path: str, card: Card) -> bytes:
    """Return the page of a record."""
    entry = site.registry.entry(card.path)
    page = compose(entry, card.key, context)
    if entry.record is None:
        page = replace(page, sections=[one for one in page.sections if one.name not in NOT_SHOWN])
    title = text_in(card.name, language) or card.id
    summary = text_in(entry.record.summary, language) if entry.record else ""
    return framed(site, language, path, title, _page_html(page, address_from(site, path)), description=summary)


def address_from(site: Site, path: str) -> Callable[[str], str]:
    """Return the function that gives, seen from a page, the address of what a link leads to; "" for what is not on the site."""
    language = path.partition("/")[0]

    def address(link: str) -> str:
        key, _ = link_target(link)
        there = site.address(key)
        return relative(path, f"{language}/{there}") if there else ""

    return address


def _page_html(page: Page, address: Callable[[str], str]) -> Html:
    from govtui.interchange.markdown import markdown

    return element("pre", markdown(page))
