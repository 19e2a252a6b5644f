"""Records as one page of HTML with its style inside: for browsers, word processors and mail, by `govtui export html`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from govtui.i18n.dates import date_long
from govtui.i18n.formats import number
from govtui.interchange.exporting import NO_TIME
from govtui.interchange.html import page_html
from govtui.interchange.html_elements import DOCTYPE, Html, element, html, style_element
from govtui.model.dates import PartialDate
from govtui.model.identifiers import is_record_id
from govtui.model.localized import with_fallback
from govtui.page.compose import compose

if TYPE_CHECKING:
    from govtui.index.api import Card
    from govtui.interchange.exporting import Export
    from govtui.page.render_context import RenderContext

CARRIED = None
"""Every field, as the page of a record has it."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Content-Security-Policy: no script, nothing from elsewhere; the style stands in the page."""

_STYLE = Path(__file__).resolve().parent.parent / "assets" / "page.css"
_HERE = Html("\x00")
"""Where the records come in the document; no text of a record has this character (safe_text)."""


def write(export: Export) -> Iterator[str]:
    """Yield the document by parts; of several records with their names before them, each a link to its record."""
    several = len(export.cards) > 1
    titles = {card.key: _name(card, export.context) for card in export.cards}
    ids = {key: key for key in titles if several and is_record_id(key)}
    registry = _registry_name(export)
    title = registry if several else next(iter(titles.values()), registry)
    begin, _, end = _document(export, title or _counted(export), _contents(export, registry, titles, ids)).partition(
        _HERE
    )
    yield begin

    def address(key: str) -> str:
        return f"#{ids[key]}" if key in ids else ""

    level = 2 if several else 1
    for card, entry in export.entries():
        page = compose(entry, card.key, export.context)
        yield page_html(page, address, export.context, within=ids.get(card.key, ""), level=level, opened=True) + "\n"
    yield end


def _document(export: Export, title: str, contents: Html) -> Html:
    tr = export.context.tr
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        style_element(_STYLE.read_text(encoding="utf-8")),
    )
    body = element("body", contents, element("main", _HERE), _footer(export))
    return html([DOCTYPE, element("html", head, body, lang=tr.language), Html("\n")])


def _contents(export: Export, registry: str, titles: dict[str, str], ids: dict[str, str]) -> Html:
    """Return the heading of a document of several records, and their names."""
    if len(titles) < 2:
        return Html("")
    items = [
        element("li", element("a", title, href=f"#{ids[key]}") if key in ids else title)
        for key, title in titles.items()
    ]
    counted = _counted(export)
    return element(
        "header",
        element("h1", registry or counted),
        element("p", counted, class_="kicker") if registry else None,
        # L10N: Names the list of the records in a document, at its beginning.
        element(
            "nav", element("ul", items), class_="contents", aria_label=export.context.tr.pgettext("html", "Contents")
        ),
    )


def _footer(export: Export) -> Html | None:
    """Return from which registry the document is, and of which day."""
    tr = export.context.tr
    told = [_registry_name(export)]
    if export.when != NO_TIME:
        day = date_long(PartialDate.parse(f"{export.when:%Y-%m-%d}"), tr)
        told.append(tr.gettext("Data as of {date}").format(date=day))
    words = " · ".join(filter(None, told))
    return element("footer", element("p", words)) if words else None


def _counted(export: Export) -> str:
    n = len(export.cards)
    return export.context.tr.ngettext("{n} record", "{n} records", n).format(n=number(n, export.context.tr))


def _name(card: Card, context: RenderContext) -> str:
    return context.text_of(card.name) or card.id


def _registry_name(export: Export) -> str:
    reading = with_fallback(export.registry.manifest.name, export.context.language)
    return reading.text if reading else ""
