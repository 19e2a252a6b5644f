"""The timeline of the site: dated facts as ordered lists by year and month, the latest first; of many a page for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import groupby, pairwise
from typing import NamedTuple

from govtui.i18n.formats import number
from govtui.index.api import Card, Dated, Dates, View
from govtui.interchange.html_elements import Html, element, html
from govtui.page.agenda import AgendaRow, agenda, year_of
from govtui.page.timeline import YEAR_UNKNOWN, elsewhere_words, undated_words, what_words
from govtui.site.frame import framed
from govtui.site.list_rows import WINDOW, record_link, time_html
from govtui.site.paging import PAGE, Pages, nav, page_links, separated, titled
from govtui.site.site_file import Site, SiteFile, relative
from govtui.site.site_state import digest

TIMELINE = "timeline.html"
"""The page in the folder of a language, from which others are reached."""

ONE_PAGE = 150
"""Up to how many facts stand on one page."""

UNKNOWN = "unknown"
"""The name of the page of facts without a year."""


class _Part(NamedTuple):
    """Facts of one year, or without one, that stand on one page: positions in the order in which they are read."""

    year: int | None
    start: int
    stop: int
    facts: int
    """How many of them are on the site."""
    inputs: str


class _Year(NamedTuple):
    """A year and the parts that its facts are in."""

    year: int | None
    parts: Sequence[_Part]

    @property
    def facts(self) -> int:
        """The number of its facts."""
        return sum(part.facts for part in self.parts)


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the timeline in the languages that are to be made."""
    for language in site.languages:
        yield from _Timeline(site, language).files()


class _Timeline:
    """The timeline of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self._site, self._language, self._context = site, language, site.context(language)
        self._tr = self._context.tr
        self._dates: Dates = site.index.dates(View(text=site.where, order="date", language=language, words=language))
        self._path = f"{language}/{TIMELINE}"
        self._card = lru_cache(maxsize=4096)(site.index.card)

    def files(self) -> Iterator[SiteFile]:
        """Yield the page, and of many facts those of the years."""
        parts = list(self._parts())
        total = sum(part.facts for part in parts)
        inputs = digest(*(part.inputs for part in parts), str(self._dates.undated))
        if total <= ONE_PAGE:
            yield SiteFile(self._path, inputs, partial(self._whole, parts))
            return
        years = [_Year(year, list(some)) for year, some in groupby(parts, lambda part: part.year)]
        counts = repr([(one.year, one.facts) for one in years])
        yield SiteFile(self._path, digest(counts, str(self._dates.undated)), partial(self._years, years))
        for place, one in enumerate(years):
            later = years[place - 1].year if place else one.year
            earlier = years[place + 1].year if place + 1 < len(years) else one.year
            around = [year for year in (later, earlier) if year != one.year]
            for page, part in enumerate(one.parts, 1):
                where = Pages(self._year_path(one.year), page, len(one.parts))
                made_from = digest(part.inputs, repr((page, len(one.parts), around)))
                yield SiteFile(where.path, made_from, partial(self._of_year, part, where, around))

    # -- the facts -----------------------------------------------------------------------------------------------

    def _read(self, start: int, stop: int) -> Iterator[tuple[int, Dated]]:
        """Yield facts of the site with their positions: the latest first, those without a year last, by month and day."""
        dated = self._dates.dated
        for begin in range(start, min(stop, dated), WINDOW):
            end = min(begin + WINDOW, stop, dated)
            window = self._dates.window(dated - end, dated - begin)
            yield from self._published(begin, reversed(window))
        for begin in range(max(start, dated), stop, WINDOW):
            yield from self._published(begin, self._dates.window(begin, min(begin + WINDOW, stop)))

    def _published(self, start: int, facts: Iterable[Dated]) -> Iterator[tuple[int, Dated]]:
        return (one for one in enumerate(facts, start) if self._site.has(one[1].key))

    def _parts(self) -> Iterator[_Part]:
        facts = self._read(0, self._dates.dated + self._dates.year_less)
        for year, of_year in groupby(facts, lambda one: year_of(one[1])):
            numbered = enumerate(of_year)
            for _, some in groupby(numbered, lambda one: one[0] // PAGE):
                inputs, first, last, count = blake2b(digest_size=12), -1, -1, 0
                for _, (position, fact) in some:
                    first, last, count = (position if first < 0 else first), position, count + 1
                    inputs.update(repr((tuple(fact), self._named(fact))).encode(errors="surrogatepass"))
                yield _Part(year, first, last + 1, count, inputs.hexdigest())

    def _named(self, fact: Dated) -> Sequence[Card | None]:
        """Return what the words of a fact name beside its record: who says so, and of a party who it is."""
        who = fact.value.partition(" ")[2] if fact.what == "parties" else ""
        return [self._card(one) for one in (fact.by, who) if one]

    # -- the pages -----------------------------------------------------------------------------------------------

    def _year_path(self, year: int | None) -> str:
        return f"{self._language}/timeline/{UNKNOWN if year is None else year}.html"

    def _year_words(self, year: int | None) -> str:
        return self._tr.gettext(YEAR_UNKNOWN) if year is None else str(year)

    def _whole(self, parts: Sequence[_Part]) -> bytes:
        """Return the page that has all facts."""
        years = [part.year for part in parts]
        facts = [fact for part in parts for _, fact in self._read(part.start, part.stop)]
        jumps = [element("a", self._year_words(year), href=f"#{_year_id(year)}") for year in dict.fromkeys(years)]
        body = [nav(self._tr.gettext("By year"), jumps, "letters") if len(jumps) > 1 else None]
        body += self._sections(facts, self._path, level=2)
        return self._page(self._path, self._tr.gettext("Timeline"), len(facts), body)

    def _years(self, years: Sequence[_Year]) -> bytes:
        """Return the page that leads to the years."""
        items = []
        for one in years:
            href = relative(self._path, self._year_path(one.year))
            link = element("a", self._year_words(one.year), href=href)
            items.append(element("li", link, " ", element("small", number(one.facts, self._tr))))
        total = sum(one.facts for one in years)
        return self._page(self._path, self._tr.gettext("Timeline"), total, [element("ol", items, class_="values")])

    def _page(self, path: str, title: str, facts: int, body: Sequence[Html | None]) -> bytes:
        tr = self._tr
        count = tr.ngettext("{n} date", "{n} dates", facts).format(n=number(facts, tr))
        undated = self._dates.undated
        whole = [
            element("h1", title),
            element("p", count if facts else tr.gettext("No dates found."), class_="kicker"),
            *body,
            element("p", undated_words(undated, tr), class_="kicker") if undated else None,
        ]
        return framed(self._site, self._language, path, title, html(whole))

    def _of_year(self, part: _Part, where: Pages, around: Sequence[int | None]) -> bytes:
        """Return the page of a year, or one of several; `around`: the years before and behind it in the timeline."""
        tr, words = self._tr, self._year_words(part.year)
        facts = [fact for _, fact in self._read(part.start, part.stop)]
        title = tr.pgettext("site", "{field}: {value}").format(field=tr.gettext("Timeline"), value=words)
        up = element("a", tr.gettext("Timeline"), href=relative(where.path, self._path))
        others = [
            element("a", self._year_words(year), href=relative(where.path, self._year_path(year))) for year in around
        ]
        body = [
            element("p", up, class_="kicker"),
            element("h1", words),
            *self._sections(facts, where.path, level=1),
            page_links(where, tr),
            nav(tr.gettext("Other years"), others, "pages") if others else None,
        ]
        return framed(self._site, self._language, where.path, titled(title, where, tr), html(body))

    def _sections(self, facts: Sequence[Dated], path: str, level: int) -> Iterator[Html]:
        """Yield the facts of each year; `level`: that of headings of years, which stand on pages of several only."""
        cards = {card.key: card for card in self._site.index.cards([*dict.fromkeys(fact.key for fact in facts)])}
        blocks: list[Html] = []
        items: list[Html] = []
        head = ""
        for row, following in pairwise((*agenda(facts, self._context), None)):
            assert row is not None
            if row.part == "year":
                head, blocks = row.words, []
            elif row.part == "month":
                blocks.append(element(f"h{level + 1}", row.words))
            elif row.fact:
                items.append(self._item(row, row.fact, cards, path))
            if items and (following is None or following.part != "fact"):
                blocks.append(element("ol", items, class_="dates"))
                items = []
            if following is None or following.part == "year":
                yield html(blocks) if level == 1 else self._year_section(head, row, blocks)

    def _year_section(self, head: str, last: AgendaRow, blocks: Sequence[Html]) -> Html:
        year = year_of(last.fact) if last.fact else None
        return element("section", element("h2", head, id=_year_id(year)), blocks)

    def _item(self, row: AgendaRow, fact: Dated, cards: Mapping[str, Card], path: str) -> Html:
        link = record_link(fact.name, fact.missing, cards.get(fact.key), path, self._context)
        told = element("span", elsewhere_words(fact, self._context), class_="also") if fact.by else None
        date = [element("span", time_html(row.date, fact.date), class_="date"), " "] if row.date else None
        return element("li", date, separated((what_words(fact, self._context), link, told)))


def _year_id(year: int | None) -> str:
    """Return the id of the heading of a year."""
    return f"year-{UNKNOWN if year is None else year}"
