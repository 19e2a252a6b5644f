"""Lists of records that need no script: those of each kind by name, and those of each type, country and year with their indexes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from govtui.i18n.formats import number
from govtui.index.api import ALL, Result, View
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.page.facet_words import facet_name
from govtui.page.render_context import RenderContext
from govtui.site.facet_values import (
    FACETS,
    FacetValue,
    facet_index,
    facet_values,
    index_path,
    value_line,
    value_list,
    value_path,
)
from govtui.site.frame import framed
from govtui.site.list_rows import ListRows
from govtui.site.listed_records import Letter, Listed, ListPage, letters, list_pages, listed_records
from govtui.site.paging import Pages, nav, page_links, page_path, separated, titled
from govtui.site.site_file import Site, SiteFile, relative
from govtui.site.site_state import digest

LETTERS_FROM = 40
"""From how many records on a list has jumps to letters."""


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the pages of all lists, in the languages that are to be made."""
    disputed = disputed_keys(site)
    records = listed_records(site, disputed)
    for place, language in enumerate(site.languages):
        made = _Lists(site, language, place, records, ListRows(site, site.context(language), disputed))
        yield from made.of_kinds()
        yield from made.of_facets()


def disputed_keys(site: Site) -> frozenset[str]:
    """Return the keys of the records on which sources disagree."""
    found = site.index.result(View(text="has:discrepancy"))
    return frozenset(key for key in found.keys(0, found.total) if site.has(key))


@dataclass(frozen=True)
class _List:
    """A list that is made: what it is called and has."""

    first: str
    """Where its first page stands."""
    title: str
    result: Result
    count: int
    pages: Sequence[ListPage]
    up: Html | None = None
    """A link to what it is part of."""
    letters: Sequence[Letter] = ()
    ways: Sequence[Html] = ()
    """Other ways into the records, above the first page."""
    with_kind: bool = False


class _Lists:
    """The lists of one language."""

    def __init__(self, site: Site, language: str, place: int, records: Mapping[str, Listed], rows: ListRows) -> None:
        self._site, self._language, self._place, self._records, self._rows = site, language, place, records, rows
        self._context: RenderContext = rows.context
        self._tr = rows.context.tr

    def of_kinds(self) -> Iterator[SiteFile]:
        """Yield the list of each kind, by name; a kind without records has its page, too."""
        values = facet_values(self._site, "type", self._context)
        for kind in KINDS.values():
            first = f"{self._language}/{kind.folder}/index.html"
            result = self._site.index.result(View(kind.key, "", "name", self._language, self._language))
            count, pages = list_pages(self._records, result)
            found = letters(self._records, result, pages, self._place) if count >= LETTERS_FROM else ()
            of_kind = [value for value in values if value.kinds.get(kind.key)]
            ways = [self._ways(first, kind.key, of_kind)] if of_kind else []
            title = self._tr.pgettext("kinds", kind.plural)
            made = _List(first, title, result, count, pages, None, found, ways)
            inputs = repr([(value.value, value.kinds[kind.key]) for value in of_kind])
            yield from self._files(made, inputs)

    def of_facets(self) -> Iterator[SiteFile]:
        """Yield the lists of the values of each facet, and its index."""
        for facet in FACETS:
            values = facet_values(self._site, facet, self._context)
            index = f"{self._language}/{index_path(facet)}"
            heading = facet_name(facet, self._site.index.fields, self._tr)
            for value in values:
                first = f"{self._language}/{value_path(facet, value.value)}"
                line = value_line(self._site, facet, value.value)
                result = self._site.index.result(View(ALL, line, "name", self._language, self._language))
                count, pages = list_pages(self._records, result)
                words = self._tr.pgettext("site", "{field}: {value}").format(field=heading, value=value.words)
                yield from self._files(
                    _List(first, words, result, count, pages, _up(index, facet, first, self._context), with_kind=True),
                    "",
                )
            inputs = digest(repr([(one.value, one.words, sorted(one.kinds.items())) for one in values]))
            yield SiteFile(index, inputs, partial(facet_index, self._site, self._context, facet, values))

    def _files(self, made: _List, inputs: str) -> Iterator[SiteFile]:
        for page, part in enumerate(made.pages, 1):
            made_from = digest(part.inputs, made.title, repr((made.count, len(made.pages), _jumps(made, page))), inputs)
            where = Pages(made.first, page, len(made.pages))
            yield SiteFile(where.path, made_from, partial(self._page, made, part, where))

    def _page(self, made: _List, part: ListPage, where: Pages) -> bytes:
        rows = self._rows.read(made.result, part.start, part.stop)
        starts = {one.place: _letter_id(one.letter) for one in made.letters}
        items = [
            element(
                "li",
                self._rows.item(row, card, where.path, with_kind=made.with_kind),
                id=starts.get(part.before + n),
            )
            for n, (row, card) in enumerate(rows)
        ]
        start = str(part.before + 1) if part.before else None
        body = [
            element("p", made.up, class_="kicker") if made.up else None,
            element("h1", made.title),
            element("p", self._extent(made, part, where), class_="kicker"),
            made.ways if where.number == 1 else None,
            self._letter_links(made, where),
            element("ol", items, class_="records", start=start) if items else None,
            page_links(where, self._tr),
        ]
        title = titled(made.title, where, self._tr)
        return framed(self._site, self._language, where.path, title, html(body))

    def _extent(self, made: _List, part: ListPage, where: Pages) -> str:
        """Return how many records the list has, and which of them stand on the page."""
        count = number(made.count, self._tr)
        if where.last == 1:
            return self._tr.ngettext("{n} record", "{n} records", made.count).format(n=count)
        words = self._tr.gettext("{first}–{last} of {n} records")
        first, last = (number(one, self._tr) for one in (part.before + 1, part.before + part.rows))
        return words.format(first=first, last=last, n=count)

    def _letter_links(self, made: _List, where: Pages) -> Html | None:
        if not made.letters:
            return None
        links = [
            element("a", one.letter, href=f"{_seen_from(where, one.page)}#{quote(_letter_id(one.letter))}")
            for one in made.letters
        ]
        return nav(self._tr.gettext("By first letter"), links, "letters")

    def _ways(self, first: str, kind: str, values: Sequence[FacetValue]) -> Html:
        """Return, folded, the types of a kind with their numbers of records, and the indexes of all records."""
        most = sorted(values, key=lambda value: -value.kinds[kind])
        counted = [(value, value.kinds[kind]) for value in most]
        indexes = [
            element("a", self._tr.gettext(title), href=relative(first, f"{self._language}/{index_path(facet)}"))
            for facet, title in FACETS.items()
        ]
        return element(
            "details",
            element("summary", facet_name("type", self._site.index.fields, self._tr)),
            value_list(first, "type", counted, self._context),
            element("p", separated(indexes), class_="more"),
        )


def _seen_from(where: Pages, page: int) -> str:
    """Return the address of a page of the list from the one that is made; "" for itself."""
    return "" if page == where.number else relative(where.path, page_path(where.first, page))


def _jumps(made: _List, page: int) -> Sequence[object]:
    """Return what a page tells of letters: on which page each begins, and where on this one."""
    return [(one.letter, one.page, one.place if one.page == page else 0) for one in made.letters]


def _letter_id(letter: str) -> str:
    """Return the id of the place where a letter begins."""
    return f"letter-{letter}"


def _up(index: str, facet: str, first: str, context: RenderContext) -> Html:
    """Return the link from the list of a value to the index of its facet."""
    return element("a", context.tr.gettext(FACETS[facet]), href=relative(first, index))
