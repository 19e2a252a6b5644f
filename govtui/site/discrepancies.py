"""The page of all places where sources disagree, or where figures do not add up, each with a link to its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from govtui.i18n.formats import number
from govtui.i18n.problems import count_words, heading
from govtui.index.api import Card
from govtui.index.problem_api import ListedProblem
from govtui.interchange.html import NOT_SHOWN
from govtui.interchange.html_blocks import fields_of
from govtui.interchange.html_elements import Html, element, html
from govtui.interchange.html_spans import Anchors
from govtui.model.localized import with_fallback
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.page.compose import compose
from govtui.page.problem_places import problem_in_short
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.site.frame import framed
from govtui.site.list_rows import WINDOW, record_link
from govtui.site.paging import PAGE, Pages, page_links, titled
from govtui.site.site_file import Site, SiteFile
from govtui.site.site_state import digest
from govtui.text.markers import N_

DISCREPANCIES = "discrepancies.html"
"""The page in the folder of a language."""

TITLE = N_("Where sources disagree")

_WHAT = N_(
    "These are all places where sources say different things, or where the figures of a source do not add up. The registry keeps"
    " every statement with its source and does not decide which is right."
)


class Disagreement(NamedTuple):
    """A discrepancy, and its record."""

    code: str
    listed: ListedProblem
    card: Card


def disagreements(site: Site) -> list[Disagreement]:
    """Return the discrepancies of the records of the site, those of one sort together."""
    out = []
    for group in site.index.problem_groups(site.where):
        if group.by != "code" or group.severity != Severity.DISCREPANCY:
            continue
        found = [
            listed
            for start in range(0, group.places, WINDOW)
            for listed in site.index.problem_window(group, start, min(start + WINDOW, group.places), site.where)
            if listed.key and site.has(listed.key)
        ]
        cards = {card.key: card for card in site.index.cards([*dict.fromkeys(one.key for one in found)])}
        out += [Disagreement(group.name, one, cards[one.key]) for one in found if one.key in cards]
    return out


def disagreement_count(found: Sequence[Disagreement], context: RenderContext) -> str:
    """Return how many there are: "10 places in 6 records"."""
    return count_words(len(found), len({one.card.key for one in found}), context.tr)


def files(site: Site) -> Iterator[SiteFile]:
    """Yield the page, of very many discrepancies several, in the languages that are to be made."""
    found = disagreements(site)
    additions = site.index.tally(site.where).get("addition")
    card = cache(site.index.card)
    inputs = [_inputs(one, site, card) for one in found]
    parts = [range(start, min(start + PAGE, len(found))) for start in range(0, len(found), PAGE)] or [range(0)]
    for language in site.languages:
        context = site.context(language)
        for page, part in enumerate(parts, 1):
            where = Pages(f"{language}/{DISCREPANCIES}", page, len(parts))
            some = inputs[part.start : part.stop]
            made_from = digest(*some, repr((len(found), len({one.card.key for one in found}), additions)))
            yield SiteFile(where.path, made_from, partial(_page, site, context, found, part, where))


def _inputs(one: Disagreement, site: Site, card: Callable[[str], Card | None]) -> str:
    """Return a digest of what a discrepancy is told from: its record, what its values name, and the records it refers to."""
    named = [id for value in one.listed.problem.values.values() for id in str(value).split(", ")]
    cards = map(card, (*named, *(link.target for link in site.index.outgoing(one.card.key))))
    return digest(repr((one.listed.problem, tuple(one.card), [tuple(each) for each in cards if each])))


def _page(site: Site, context: RenderContext, found: Sequence[Disagreement], part: range, where: Pages) -> bytes:
    tr = context.tr
    title = tr.gettext(TITLE)
    additions = site.index.tally(site.where).get("addition")
    body: list[Html | None] = [element("h1", title)]
    if found:
        body.append(element("p", disagreement_count(found, context), class_="kicker"))
        body.append(element("p", tr.gettext(_WHAT)))
    else:
        body.append(element("p", tr.gettext("No disagreements.")))
    items = _Items(site, context, where.path)
    for code, some in groupby((found[place] for place in part), lambda one: one.code):
        rows = [element("li", items.item(one)) for one in some]
        body.append(element("section", element("h2", heading(code, tr)), element("ol", rows, class_="records")))
    body.append(page_links(where, tr))
    if additions and additions.places:
        words = tr.ngettext(
            "Besides, other sources add {n} thing to what records say, marked + on their pages.",
            "Besides, other sources add {n} things to what records say, marked + on their pages.",
            additions.places,
        )
        body.append(element("p", words.format(n=number(additions.places, tr)), class_="kicker"))
    return framed(site, tr.language, where.path, titled(title, where, tr), html(body))


class _Items:
    """Discrepancies as items of lists on a page."""

    def __init__(self, site: Site, context: RenderContext, path: str) -> None:
        self._site, self._context, self._path = site, context, path
        self._anchors: dict[str, Anchors | None] = {}

    def item(self, one: Disagreement) -> Html:
        """Return a discrepancy: the record, with a link to the field, and what is said."""
        problem, context = one.listed.problem, self._context
        name = with_fallback(one.card.name, context.language)
        anchors = self._anchors_of(one.card)
        field = anchors.lead_to(problem.field) if anchors else ""
        missing = name.language if name and name.missing else ""
        link = record_link(name.text if name else one.card.key, missing, one.card, self._path, context, field)
        words = problem_sentence(problem, context)
        if problem.code != "sources_disagree":  # whose sentence says what it is about
            place, _ = problem_in_short(problem, context)
            words = context.tr.pgettext("site", "{field}: {value}").format(field=place, value=words) if place else words
        sign = element("span", f"{SEVERITY_SIGNS[Severity.DISCREPANCY]} ", class_="differs", aria_hidden="true")
        return html([link, element("p", sign, words)])

    def _anchors_of(self, card: Card) -> Anchors | None:
        """Return the places of fields on the page of a record; of one that cannot be read None."""
        if card.key not in self._anchors:
            entry = self._site.registry.entry(card.path)
            page = compose(entry, card.key, self._context) if entry.record else None
            sections = [one for one in page.sections if one.name not in NOT_SHOWN] if page else []
            fields = [field for section in sections for field in fields_of(section.blocks)]
            self._anchors[card.key] = Anchors(fields, "") if page else None
        return self._anchors[card.key]
