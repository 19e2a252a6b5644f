"""The first page of the site in each language, with the ways into the registry; and the page above it, which names the languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.formats import number
from govtui.i18n.translator import LANGUAGES
from govtui.index.api import ALL, Card, Dated, View
from govtui.interchange.exporting import NO_TIME
from govtui.interchange.html_elements import Html, element, html
from govtui.model.dates import PartialDate
from govtui.model.kinds import KINDS
from govtui.model.localized import with_fallback
from govtui.page.timeline import elsewhere_words
from govtui.site.discrepancies import DISCREPANCIES, TITLE, Disagreement, disagreement_count, disagreements
from govtui.site.facet_values import FACETS, facet_values, index_path, most_first, value_list
from govtui.site.feed import FEED
from govtui.site.frame import HOME, framed, site_name
from govtui.site.list_rows import record_link, time_html
from govtui.site.paging import separated
from govtui.site.site_file import Site, SiteFile, relative
from govtui.site.timeline import TIMELINE
from govtui.text.markers import N_

EVENTS = 5
"""Events before the date of the data, and from then on."""

DAYS = 4
"""Days on which records changed."""

CHANGED = 500
"""How many changed files are looked at; of the day of the last one there may be more."""

NAMED = 5
"""Records of a day that are named, and records on which sources disagree."""

VALUES = 8
"""Values of a facet that are named."""

_WHAT = N_(
    "Records of organizations, declarations, events and their sources. Each fact names its source; where sources disagree, what"
    " each of them says stands here."
)


class _Day(NamedTuple):
    """The records that changed last on a day."""

    date: str
    keys: Sequence[str]
    is_whole: bool
    """Whether these are all."""


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page in the languages that are to be made, and the one above; always made, since they tell of all records."""
    found, changed = cache(partial(disagreements, site)), cache(partial(_changed, site))
    for language in site.languages:
        home = _Home(site, language)
        yield SiteFile(f"{language}/{HOME}", "", partial(home.page, found, changed))
    yield SiteFile(HOME, "", partial(_languages, site))


def _changed(site: Site) -> Sequence[_Day]:
    """Return the days on which records of the site changed last, as git knows them; none without git."""
    changed = site.changed_files[:CHANGED]
    days = []
    last = changed[-1] if len(changed) == CHANGED else None
    for date, some in groupby(changed, lambda one: one.when.date().isoformat()):
        files = list(some)
        cards = (site.index.card_at(one.path) for one in files)
        if keys := [card.key for card in cards if card and site.has(card.key)]:
            days.append(_Day(date, keys, last not in files))
    return days[:DAYS]


def _languages(site: Site) -> bytes:
    """Return the page that leads to the languages."""
    first = next(iter(site.translators))
    items = []
    for language in site.translators:
        link = element("a", site_name(site, language), href=f"{language}/{HOME}", hreflang=language)
        items.append(element("li", link, " ", element("small", LANGUAGES.get(language, language)), lang=language))
    body = [element("h1", site_name(site, first)), element("ul", items, class_="languages")]
    return framed(site, first, HOME, "", html(body))


class _Home:
    """The first page in one language."""

    def __init__(self, site: Site, language: str) -> None:
        self._site, self._language, self._context = site, language, site.context(language)
        self._tr = self._context.tr
        self._path = f"{language}/{HOME}"

    def page(self, found: Callable[[], Sequence[Disagreement]], changed: Callable[[], Sequence[_Day]]) -> bytes:
        """Return the page."""
        what = self._tr.gettext(_WHAT)
        days = changed()
        body = [
            element("h1", site_name(self._site, self._language)),
            element("p", what, class_="lead"),
            self._kinds(),
            *self._events(),
            self._disagreements(found()),
            self._changes(days),
            *self._facets(),
            self._others(),
        ]
        feed = f"{self._language}/{FEED}" if days else ""
        return framed(self._site, self._language, self._path, "", html(body), description=what, feed=feed)

    def _section(self, id: str, heading: str, *content: Html | Sequence[Html] | None, more: Html | None = None) -> Html:
        return element(
            "section", element("h2", heading), content, element("p", more, class_="more") if more else None, id=id
        )

    def _link(self, there: str, words: str) -> Html:
        return element("a", words, href=relative(self._path, f"{self._language}/{there}"))

    def _kinds(self) -> Html:
        """Return the kinds with their numbers of records."""
        counts = self._site.index.counts(self._site.where)
        items = []
        for kind in KINDS.values():
            link = self._link(f"{kind.folder}/index.html", self._tr.pgettext("kinds", kind.plural))
            items.append(element("li", link, " ", element("b", number(counts[kind.key], self._tr))))
        words = self._tr.ngettext("{n} record", "{n} records", counts[ALL]).format(n=number(counts[ALL], self._tr))
        told = self._as_of(words)
        return self._section(
            "kinds",
            self._tr.gettext("Records"),
            element("p", told, class_="kicker"),
            element("ul", items, class_="kinds"),
        )

    def _as_of(self, records: str) -> str:
        if self._site.when <= NO_TIME:
            return records
        day = date_long(PartialDate.parse(f"{self._site.when:%Y-%m-%d}"), self._tr)
        return self._tr.gettext("{records}, as of {date}").format(records=records, date=day)

    # -- what happened -------------------------------------------------------------------------------------------

    def _events(self) -> Iterator[Html]:
        """Yield the events from the date of the data on, and the last ones before; without such a date the last ones."""
        view = View("event", self._site.where, language=self._language, words=self._language)
        dates = self._site.index.dates(view)
        is_dated = self._site.when > NO_TIME
        place = dates.first_from(self._site.when.date().toordinal()) if is_dated else dates.dated
        coming = dates.window(place, min(place + EVENTS, dates.dated))
        past = dates.window(max(0, place - EVENTS), place)[::-1]
        more = self._link(TIMELINE, self._tr.gettext("The whole timeline"))
        if coming:
            yield self._section("coming", self._tr.gettext("Upcoming events"), self._dated(coming))
        if past:
            yield self._section("events", self._tr.gettext("Latest events"), self._dated(past), more=more)

    def _dated(self, facts: Sequence[Dated]) -> Html:
        cards = {card.key: card for card in self._site.index.cards([fact.key for fact in facts])}
        items = []
        for fact in facts:
            if not self._site.has(fact.key):
                continue
            date = time_html(date_short(PartialDate.parse(fact.date.partition("T")[0]), self._tr), fact.date)
            link = record_link(fact.name, fact.missing, cards.get(fact.key), self._path, self._context)
            told = element("span", elsewhere_words(fact, self._context), class_="also") if fact.by else None
            items.append(element("li", element("span", date, class_="date"), " ", separated((link, told))))
        return element("ol", items, class_="dates")

    def _changes(self, days: Sequence[_Day]) -> Html | None:
        if not days:
            return None
        items = []
        for day in days:
            links = [self._record(self._site.index.card(key)) for key in day.keys[:NAMED]]
            if (rest := len(day.keys) - NAMED) > 0 and day.is_whole:
                words = self._tr.ngettext("and {n} other record", "and {n} other records", rest)
                links.append(html(words.format(n=number(rest, self._tr))))
            elif rest > 0:
                links.append(html(self._tr.gettext("and other records")))
            date = time_html(date_short(PartialDate.parse(day.date), self._tr), day.date)
            items.append(element("li", date, element("ul", [element("li", one) for one in links])))
        more = self._link(FEED, self._tr.gettext("Changes as a feed (Atom)"))
        shown = element("ol", items, class_="days")
        return self._section("changes", self._tr.gettext("Recently changed"), shown, more=more)

    def _record(self, card: Card | None) -> Html:
        """Return a record by its name, as a link."""
        name = with_fallback(card.name, self._language) if card else None
        missing = name.language if name and name.missing else ""
        words = name.text if name else card.key if card else ""
        return record_link(words, missing, card, self._path, self._context)

    # -- the ways in ---------------------------------------------------------------------------------------------

    def _disagreements(self, found: Sequence[Disagreement]) -> Html | None:
        if not found:
            return None
        cards = [*{one.card.key: one.card for one in found}.values()]
        items = [element("li", self._record(card)) for card in cards[:NAMED]]
        count = element("p", "≠ ", disagreement_count(found, self._context), class_="differs")
        more = self._link(DISCREPANCIES, self._tr.gettext("All places where sources disagree"))
        return self._section("discrepancies", self._tr.gettext(TITLE), count, element("ul", items), more=more)

    def _facets(self) -> Iterator[Html]:
        """Yield the values of each facet that most records have; of years the latest."""
        for facet, title in FACETS.items():
            values = facet_values(self._site, facet, self._context)
            if not values:
                continue
            shown = values[:VALUES] if facet == "year" else most_first(values)[:VALUES]
            named = value_list(self._path, facet, [(value, value.total) for value in shown], self._context)
            words = self._tr.gettext("All {n}").format(n=number(len(values), self._tr))
            more = self._link(index_path(facet), words) if len(values) > len(shown) else None
            yield self._section(f"by-{facet}", self._tr.gettext(title), named, more=more)

    def _others(self) -> Html:
        """Return the links to the same page in other languages."""
        links = []
        for language in self._site.translators:
            if language != self._language:
                there = relative(self._path, f"{language}/{HOME}")
                # L10N: A link to the site in this language, in its own words: in Vietnamese "Trang web này bằng tiếng Việt".
                words = self._site.translators[language].gettext("This site in English")
                links.append(element("a", words, href=there, hreflang=language, lang=language))
        return element("p", separated(links), class_="more")
