"""The page of each record, in each language; and the pages of former ids, which lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from govtui.i18n.translator import Translator
from govtui.index.api import Card, View
from govtui.interchange.html import page_html
from govtui.model.localized import text_in
from govtui.model.record import Record
from govtui.page.compose import compose
from govtui.page.render_context import RenderContext
from govtui.site.frame import framed, redirect
from govtui.site.linked_data import record_data
from govtui.site.site_file import Site, SiteFile, id_address, record_address, relative

_WINDOW = 500
"""How many cards are asked for at once."""


def published_cards(site: Site) -> Iterator[Card]:
    """Yield the records of the site that have a page, in the order of their keys."""
    result = site.index.result(View(order="name"))
    keys = sorted(key for key in result.keys(0, result.total) if site.has(key))
    for start in range(0, len(keys), _WINDOW):
        yield from (card for card in site.index.cards(keys[start : start + _WINDOW]) if record_address(card))


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page of each record in the languages that are to be made, then those of former ids."""
    contexts = {language: _context(site, tr) for language, tr in site.translators.items() if language in site.languages}
    addresses = set()
    for card in published_cards(site):
        site.watch.know(card)
        address = record_address(card)
        addresses.add(address)
        for language, context in contexts.items():
            path = f"{language}/{address}"
            yield SiteFile(path, "", partial(record_page, site, context, path, card), about=card.key)
    site.watch.forget()
    for id, key in sorted(site.index.former_ids().items()):
        card_now = site.index.card(key)
        if card_now is None or not (now := site.address(key)):
            continue
        if (address := id_address(card_now.kind, id)) in addresses:
            continue
        addresses.add(address)
        for language in contexts:
            path, target = f"{language}/{address}", f"{language}/{now}"
            title = text_in(card_now.name, language) or key
            yield SiteFile(path, f"{target} {title}", partial(redirect, site, language, path, target, title))


def _context(site: Site, tr: Translator) -> RenderContext:
    """Return the context in which pages are made whose questions are remembered."""
    watch = site.watch

    def record(id: str) -> Record | None:
        card = watch.index.card(id)
        return watch.entry(card).record if card else None

    return RenderContext(tr, (tr.language,), watch.index, site.registry.manifest, record)


def record_page(site: Site, context: RenderContext, path: str, card: Card) -> bytes:
    """Return the page of a record."""
    language = context.tr.language
    entry = site.watch.entry(card)
    body = page_html(compose(entry, card.key, context), _address_from(site, path), context)
    title = text_in(card.name, language) or card.id
    summary = text_in(entry.record.summary, language) if entry.record else ""
    data = record_data(site, context, path, card, entry.record) if entry.record else ""
    return framed(site, language, path, title, body, description=summary, data=data)


def _address_from(site: Site, path: str) -> Callable[[str], str]:
    """Return the function that gives the address of a record, seen from a page; "" for what is not on the site."""
    language = path.partition("/")[0]

    def address(key: str) -> str:
        there = site.watch.address(key)
        return relative(path, f"{language}/{there}") if there else ""

    return address
