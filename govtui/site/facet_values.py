"""The types, countries and years of records: their words and counts, where their lists stand, and the index of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from govtui.i18n.formats import number
from govtui.index.api import ALL, View
from govtui.index.query_format import with_values
from govtui.interchange.html_elements import Html, element, html
from govtui.model.kinds import KINDS
from govtui.page.facet_words import value_words
from govtui.page.render_context import RenderContext
from govtui.site.frame import framed
from govtui.site.site_file import DEVICES, Site, relative
from govtui.text.collate import sort_key
from govtui.text.markers import N_
from govtui.text.romanise import slug

FACETS: Mapping[str, str] = {
    "type": N_("Records by type"),
    "country": N_("Records by country"),
    "year": N_("Records by year"),
}
"""The facets that have lists, with the titles of their indexes."""

_PLAIN = {
    "type": re.compile(r"[a-z0-9]+(_[a-z0-9]+)*"),
    "country": re.compile(r"[A-Z]{2}"),
    "year": re.compile(r"\d{4}"),
}
"""The values that are file names as they are, or in small letters."""

_TAKEN = DEVICES | {"index"}

_LONGEST = 40
"""Characters of the readable part of a file name."""


class FacetValue(NamedTuple):
    """A value of a facet that records of the site have."""

    value: str
    words: str
    kinds: Mapping[str, int]
    """The number of records by kind."""

    @property
    def total(self) -> int:
        """The number of records."""
        return sum(self.kinds.values())


def facet_values(site: Site, facet: str, context: RenderContext) -> Sequence[FacetValue]:
    """Return the values of a facet in the order of their words; years the latest first.

    Without those that no query finds: values that no record may have, such as a type in capitals with accents.
    """
    index = site.index
    counts: dict[str, dict[str, int]] = {}
    for kind in KINDS:
        for value, count in index.value_counts(View(kind, site.where), (facet,))[facet].items():
            counts.setdefault(value, {})[kind] = count
    everywhere = index.facets("", (facet,)).get(facet, {})
    for value in [*counts]:
        if index.counts(value_line(site, facet, value))[ALL] != everywhere.get(value):
            del counts[value]
    found = [FacetValue(one, value_words(facet, one, index, context.tr) or one, counts[one]) for one in counts]
    if facet == "year":
        return sorted(found, key=lambda one: (len(one.value), one.value), reverse=True)
    return sorted(found, key=lambda one: (sort_key(one.words, context.tr.language), one.value))


def most_first(values: Iterable[FacetValue]) -> list[FacetValue]:
    """Return values that most records have first; those of as many stay in their order."""
    return sorted(values, key=lambda value: -value.total)


def value_line(site: Site, facet: str, value: str) -> str:
    """Return the query line that finds the records with a value."""
    return with_values("", site.index.query(""), {facet: (value,)}, site.index.fields)


def index_path(facet: str) -> str:
    """Return where the index of a facet stands in the folder of a language."""
    return f"by/{facet}/index.html"


def value_path(facet: str, value: str) -> str:
    """Return where the list of a value stands in the folder of a language: "by/country/vn.html".

    File names are ASCII, short, and differ in more than case. A value that is no such name gets a readable beginning and a digest.
    """
    if len(value) <= _LONGEST and value not in _TAKEN and _PLAIN[facet].fullmatch(value):
        return f"by/{facet}/{value.lower()}.html"
    begin = re.sub("[^a-z0-9]+", "-", slug(value[: 4 * _LONGEST]))[:_LONGEST].strip("-")
    return f"by/{facet}/{begin or 'x'}-{blake2b(value.encode(errors='surrogatepass'), digest_size=5).hexdigest()}.html"


# -- the index of a facet --------------------------------------------------------------------------------------------


def facet_index(site: Site, context: RenderContext, facet: str, values: Sequence[FacetValue]) -> bytes:
    """Return the page of all values of a facet: types by kind, years by decade."""
    language, tr = context.tr.language, context.tr
    path, title = f"{language}/{index_path(facet)}", tr.gettext(FACETS[facet])
    body: list[Html] = [element("h1", title)]
    if not values:
        body.append(element("p", tr.gettext("No record states this.")))
    for heading, some in _groups(site, context, facet, values):
        if heading:
            body.append(element("h2", heading))
        body.append(value_list(path, facet, some, context))
    return framed(site, language, path, title, html(body))


def _groups(
    site: Site, context: RenderContext, facet: str, values: Sequence[FacetValue]
) -> Iterator[tuple[str, Sequence[tuple[FacetValue, int]]]]:
    """Yield headings, the values under each, and how many records have them there."""
    if facet == "type":
        for kind in KINDS.values():
            of_kind = [(value, value.kinds[kind.key]) for value in values if value.kinds.get(kind.key)]
            if of_kind:
                yield context.tr.pgettext("kinds", kind.plural), of_kind
    elif facet == "year":
        for decade, some in groupby(values, lambda value: f"{value.value[:-1]}0"):
            yield value_words("decade", decade, site.index, context.tr), [(value, value.total) for value in some]
    elif values:
        yield "", [(value, value.total) for value in values]


def value_list(path: str, facet: str, values: Iterable[tuple[FacetValue, int]], context: RenderContext) -> Html:
    """Return values with numbers of records as links from the page at `path` to their lists."""
    items = []
    for value, count in values:
        there = relative(path, f"{context.tr.language}/{value_path(facet, value.value)}")
        items.append(
            element("li", element("a", value.words, href=there), " ", element("small", number(count, context.tr)))
        )
    return element("ul", items, class_="values")
