"""The records of the site as data: records.jsonl, a calendar for each language, and for search engines sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

from govtui.index.api import Card
from govtui.interchange.exporting import Export
from govtui.interchange.json_text import json_text
from govtui.interchange.machine import full
from govtui.interchange.outgoing import ics
from govtui.model.fields import FieldSpec
from govtui.site.frame import HOME, MENU
from govtui.site.record_pages import published_cards
from govtui.site.site_file import Site, SiteFile, record_address
from govtui.site.site_state import digest
from govtui.site.xml_document import document, node
from govtui.store.files import Unreadable, read
from govtui.store.toml_values import NotToml, PlainTables, plain_tables

LINES, CALENDAR, MAP, ROBOTS = "records.jsonl", "events.ics", "sitemap.xml", "robots.txt"

ADDRESSES = 20_000
"""Records in one sitemap; it may have 50,000 addresses, and a record has one in each language."""


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the calendar of each language, then what belongs to no language."""
    cards = list(published_cards(site))
    events = [card for card in cards if card.kind == "event"]
    names = digest(str(site.when), *(f"{card.key} {card.name}" for card in cards), *(card.etag for card in events))
    for language in site.languages:
        yield SiteFile(f"{language}/{CALENDAR}", names, partial(_calendar, site, language, events))
    lines = digest(repr(site.index.problems()), *(repr(tuple(card)) for card in cards))
    yield SiteFile(LINES, lines, partial(_lines, site, cards))
    if site.url:
        yield from _maps(site, cards)
        if urlsplit(site.url).path == "/":  # elsewhere nobody reads it
            text = f"User-agent: *\nAllow: /\n\nSitemap: {site.url}{MAP}\n"
            yield SiteFile(ROBOTS, "", partial(str.encode, text))


def _calendar(site: Site, language: str, events: Sequence[Card]) -> bytes:
    export = Export(site.registry, site.index, events, site.context(language), site.when)
    return "".join(ics.write(export)).encode()


# -- lines -----------------------------------------------------------------------------------------------------------


def _lines(site: Site, cards: Sequence[Card]) -> Iterator[bytes]:
    """Yield the readable records as machine lines, without references, which the data of the lines have."""
    schema = site.registry.manifest.record_schema
    for card in cards:
        if not card.readable:
            continue
        with suppress(Unreadable, NotToml):
            tables = plain_tables(read(site.registry.root, card.path))
            line = full(card, _public(tables, schema.own(card.kind)), (), (), site.index.problems(card.key))
            del line["outgoing"], line["incoming"]
            yield json_text(line).encode() + b"\n"


def _public(tables: PlainTables, own: Mapping[str, FieldSpec]) -> PlainTables:
    """Return the tables of a file without values of `x` that are declared nowhere. `own`: what is declared."""
    declared = {spec.attribute for spec in own.values()}
    kept = {name: value for name, value in tables.data.get("x", {}).items() if name in declared}
    data = {name: value for name, value in tables.data.items() if name != "x"} | ({"x": kept} if kept else {})
    steps = (one.split("/") for one in tables.unquoted)
    unquoted = ["/".join(way) for way in steps if way[1] != "x" or way[2] in kept]
    return PlainTables(data, unquoted)


# -- search engines --------------------------------------------------------------------------------------------------

_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _maps(site: Site, cards: Sequence[Card]) -> Iterator[SiteFile]:
    """Yield the sitemap; of many records a list of several."""
    pages = [HOME, *(address for address, *_ in MENU), *map(record_address, cards)]
    parts = [pages[start : start + ADDRESSES] for start in range(0, len(pages), ADDRESSES)]
    if len(parts) == 1:
        yield SiteFile(MAP, "", partial(_map, site, pages))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield SiteFile(name, "", partial(_map, site, part))
    entries = [node("sitemap", node("loc", site.url + name)) for name in names]
    yield SiteFile(MAP, "", partial(document, node("sitemapindex", *entries, xmlns=_MAPS)))


def _map(site: Site, pages: Sequence[str]) -> bytes:
    entries = [
        node("url", node("loc", f"{site.url}{language}/{page}")) for page in pages for language in site.translators
    ]
    return document(node("urlset", *entries, xmlns=_MAPS))
