"""The feed of each language (Atom, RFC 4287): the records that changed last by git.

Who changed a record, and what a commit says of it, was not written for the public and does not stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.site.changed_records import Changed, changed_last
from govtui.site.frame import HOME, shortened, site_name
from govtui.site.site_file import Site, SiteFile, record_address
from govtui.site.site_state import digest
from govtui.site.xml_document import document, node

FEED = "feed.xml"

ENTRIES = 50

_ATOM = "http://www.w3.org/2005/Atom"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the feed of each language, if git tells when records changed."""
    changed = changed_last(site, ENTRIES)
    if not changed:
        return
    made_from = digest(*(repr(one) for one in changed))
    for language in site.languages:
        yield SiteFile(f"{language}/{FEED}", made_from, partial(_feed, site, language, changed))


def _feed(site: Site, language: str, changed: Sequence[Changed]) -> bytes:
    here = f"{language}/{FEED}"
    head = [
        node("id", _name(site, here)),
        node("title", site_name(site, language)),
        node("updated", f"{max(one.when for one in changed):{_TIME}}"),
        node("author", node("name", site_name(site, language))),
        node("link", href=f"{site.url}{language}/{HOME}" if site.url else HOME, type="text/html"),
    ]
    if site.url:
        head.append(node("link", rel="self", href=site.url + here, type="application/atom+xml"))
    entries = [_entry(site, language, one) for one in changed]
    return document(node("feed", *head, *entries, xmlns=_ATOM, xml_lang=language))


def _entry(site: Site, language: str, changed: Changed) -> Element:
    """Return a change: each is an entry of its own, so that readers show it."""
    card, when = changed
    page = record_address(card)
    record = site.registry.entry(card.path).record
    title = _text("title", card.name, language)
    parts = [
        node("id", _name(site, f"{language}/{page}", f"#{when:{_TIME}}")),
        title if title is not None else node("title", card.key),
        node("updated", f"{when:{_TIME}}"),
        node("link", href=f"{site.url}{language}/{page}" if site.url else page, type="text/html"),
    ]
    if kind := KINDS.get(card.kind):
        label = site.translators[language].pgettext("kind", kind.label)
        parts.append(node("category", term=card.kind, label=label))
    summary = _text("summary", record.summary, language) if record else None
    if summary is not None:
        summary.text = shortened(summary.text or "")
    return node("entry", *parts, *([summary] if summary is not None else []))


def _text(name: str, texts: Mapping[str, str] | None, language: str) -> Element | None:
    reading = with_fallback(texts, language)
    if not reading:
        return None
    return node(name, reading.text, **({} if reading.language == language else {"xml_lang": reading.language}))


def _name(site: Site, path: str, change: str = "") -> str:
    """Return the IRI of a feed or entry: its address; where the site has none, one that is derived from the registry's name."""
    if site.url:
        return site.url + path + change
    return uuid5(NAMESPACE_URL, f"{sorted((site.registry.manifest.name or {}).items())} {path}{change}").urn
