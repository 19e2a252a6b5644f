"""Rows of records in the lists of the site: name, type, date, place, and in words what the signs `≠` and `+` say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from govtui.index.api import ELSEWHERE, Card, Result, Row
from govtui.interchange.html_elements import Html, element, html
from govtui.interchange.html_spans import language_of
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.page.render_context import RenderContext
from govtui.site.paging import separated
from govtui.site.site_file import Site, record_address, relative
from govtui.text.markers import NP_

WINDOW = 500
"""How many rows are asked for at once."""

_ELSEWHERE = {
    # L10N: In a list of records, behind “+”: what is asked for is told by another source alone.
    "type": NP_("site", "status according to another source"),
    "date": NP_("site", "date according to another source"),
    "place": NP_("site", "country named in another field, or by another source"),
}

_MACHINE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")
"""The dates of EDTF that HTML knows, too."""


@dataclass(frozen=True)
class ListRows:
    """Reads and shows the rows of lists in one language."""

    site: Site
    context: RenderContext
    disputed: Collection[str]
    """The keys of the records on which sources disagree."""

    def read(self, result: Result, start: int, stop: int) -> Iterator[tuple[Row, Card | None]]:
        """Yield the records of a result that are on the site, from position `start` up to `stop`."""
        for begin in range(start, stop, WINDOW):
            window = result.window(begin, min(begin + WINDOW, stop))
            rows = [row for row in window if row.key and self.site.has(row.key)]
            cards = {card.key: card for card in self.site.index.cards([row.key for row in rows])}
            yield from ((row, cards.get(row.key)) for row in rows)

    def item(self, row: Row, card: Card | None, path: str, *, with_kind: bool = False) -> Html:
        """Return a record as the content of an item of a list on the page at `path`; `with_kind`: of a list of several kinds."""
        kind = self.context.label("kind", row.kind) if with_kind else ""
        date = time_html(row.date, card.date if card else "") if row.date else row.within
        facts = separated((kind, row.type, date, row.place, *self._signs(row, card)))
        link = record_link(row.name, row.missing, card, path, self.context)
        return html([link, element("p", facts) if facts else None])

    def _signs(self, row: Row, card: Card | None) -> Iterator[Html]:
        tr = self.context.tr
        for name in row.elsewhere:
            if name == "date" and row.within and not row.told:
                continue  # that it is the date of the whole is told by its words
            words = tr.pgettext("site", _ELSEWHERE[name])
            told = separated((words, row.told if name == "date" else ""), ": ")
            yield element("span", f"{ELSEWHERE} ", told, class_="also")
        if row.key in self.disputed:
            # L10N: In a list of records, behind “≠”.
            words = tr.pgettext("site", "sources disagree")
            yield element("span", f"{SEVERITY_SIGNS[Severity.DISCREPANCY]} ", words, class_="differs")
        if card is not None and not card.readable:
            # L10N: In a list of records, behind “✗”.
            words = tr.pgettext("site", "file cannot be read")
            yield element("span", f"{SEVERITY_SIGNS[Severity.ERROR]} ", words, class_="error")


def record_link(name: str, missing: str, card: Card | None, path: str, context: RenderContext, field: str = "") -> Html:
    """Return the name of a record as a link from the page at `path`.

    `missing`: the language of the name, where it is another; `field`: the place on the page ("#field-date").
    """
    there = record_address(card) if card else ""
    lang = language_of(missing, context) if missing else None
    tag = [" ", element("small", f"({context.language_name(missing)})")] if missing else None
    if not there:
        return html([element("span", name, lang=lang), tag])
    href = relative(path, f"{path.partition('/')[0]}/{there}") + field
    return html([element("a", name, href=href, lang=lang), tag])


def time_html(words: str, edtf: str) -> Html:
    """Return a date in words, as a time that programs can read where HTML has its form."""
    return element("time", words, datetime=edtf) if _MACHINE.fullmatch(edtf) else html(words)
