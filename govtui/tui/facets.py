"""Facets: the fields that a list can be narrowed by, their values with counts in the order they are offered, and their words."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from govtui.i18n.labels import LABELS, label
from govtui.i18n.places import country_name
from govtui.i18n.translator import Translator
from govtui.index.ask import parse
from govtui.index.query import ALL, Index
from govtui.model.kinds import KINDS
from govtui.model.reading import read
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.i18n.labels import OwnVocabulary

DIMENSIONS: Mapping[str, str] = {
    "type": NP_("facet", "Type"),
    "status": NP_("facet", "Status"),
    "country": NP_("facet", "Country"),
    "decade": NP_("facet", "Decade"),
    "year": NP_("facet", "Year"),
    "sdg": NP_("facet", "SDG"),
    "has": NP_("facet", "Records with problems"),
    "missing": NP_("facet", "Text missing in"),
    "source": NP_("facet", "Source"),
}
"""The facets in the order they stand, with their English names."""

_HAS = {"problem": NP_("facet", "any problem"), "checked": NP_("facet", "compared with the source")}

FEW = 6
"""How many values of a facet are offered until it is unfolded; the chosen ones are always among them."""

MANY = 500
"""How many are offered of a facet that was unfolded; what is rarer is found by typing. A facet that has more values stays
folded, and uncounted, until it is asked for: counting thousands at every key takes longer than all else, and megabytes."""


class Choice(NamedTuple):
    """One line of the facets."""

    part: Literal["name", "value", "more", "fewer"]
    """The name of a facet, one of its values, or the line that unfolds or folds it."""
    dim: str
    value: str = ""
    n: int = 0
    """Of a value: how many records have it. Of a name: how many of its values are chosen. Of "more": how many are left out."""
    chosen: bool = False


def choices(index: Index, line: str, kind: str = ALL, unfolded: Collection[str] = ()) -> list[Choice]:
    """The facets of what a query leaves of a kind; chosen values first, then the most frequent, years latest first."""
    chosen = parse(line).filters
    sizes = index.facet_sizes()
    counted = [dim for dim in DIMENSIONS if 0 < sizes.get(dim, 0) <= MANY or dim in unfolded or dim in chosen]
    found = index.facets(line if kind == ALL or "kind" in chosen else f"kind:{kind} {line}", counted)
    out: list[Choice] = []
    for dim in DIMENSIONS:
        if dim not in found and dim in sizes:
            out += [Choice("name", dim), Choice("more", dim, n=sizes[dim])]
        counts, taken = found.get(dim, {}), chosen.get(dim, ())
        if counts:
            out.append(Choice("name", dim, n=sum(value in counts for value in taken)))
            out += _values(dim, counts, taken, dim in unfolded)
    return out


def _values(dim: str, counts: Mapping[str, int], taken: Collection[str], unfolded: bool) -> list[Choice]:
    most = max(MANY if unfolded else FEW, sum(value in counts for value in taken))
    if len(counts) == most + 1:  # the line that would say so takes as much room
        most += 1

    chosen = sorted((value for value in taken if value in counts), key=lambda value: _rank(dim, value, counts[value]))
    first = [*chosen, *_first(dim, counts, most, taken)][:most]
    out = [Choice("value", dim, value, counts[value], value in taken) for value in first]
    if len(counts) > most and not unfolded:
        out.append(Choice("more", dim, n=len(counts) - most))
    elif unfolded and len(counts) > FEW + 1:
        out.append(Choice("fewer", dim))
    return out


def _first(dim: str, counts: Mapping[str, int], most: int, without: Collection[str]) -> list[str]:
    """The first so many values that are not chosen. Of thousands only those that may be among them are compared."""
    values = [value for value in counts if value not in without] if without else list(counts)
    if len(values) > most and dim not in _BY_VALUE:
        least = sorted(map(counts.__getitem__, values))[-most]
        values = [value for value in values if counts[value] >= least]
        if len(values) > 2 * most:  # many with the same count: the first of them by name
            more = [value for value in values if counts[value] > least]
            values = more + heapq.nsmallest(most - len(more), (value for value in values if counts[value] == least))
    return heapq.nsmallest(most, values, lambda value: _rank(dim, value, counts[value]))


_BY_VALUE = ("year", "decade", "sdg")
"""The facets whose values stand in an order of their own; those of the others stand by how many records have them."""


def _rank(dim: str, value: str, count: int) -> tuple[int, str]:
    if dim in ("year", "decade"):
        return (-int(value), value)
    if dim == "sdg":
        goal = value.partition(".")[0]
        return (int(goal) if goal.isdigit() else 99, value)
    return (-count, value)


def value_words(dim: str, value: str, index: Index, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """A value of a facet in words; `own`: the vocabulary that the registry adds."""
    match dim:
        case "type" | "status":
            names = [f"{kind}.{dim}" for kind in KINDS]
            vocabulary = next((name for name in names if value in LABELS.get(name, {})), "")
            if not vocabulary and own:
                vocabulary = next((name for name in names if own.own_label(name, value)), "")
            return label(vocabulary, value, tr, own) if vocabulary else value
        case "country":
            return country_name(value, tr) or value
        case "decade":
            return tr.pgettext("facet", "{year}s").format(year=value)
        case "has":
            return tr.pgettext("facet", _HAS[value]) if value in _HAS else label("severity", value, tr)
        case "missing":
            return label("language", value, tr)
        case "source":
            card = index.card(value)
            reading = read(card.name, tr.language) if card else None
            return reading.text if reading else value
    return value
