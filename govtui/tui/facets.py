"""Facets in words: what a field of the query is called, and its values with their counts, in the order they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.labels import LABELS, label
from govtui.i18n.marks import NP_
from govtui.i18n.places import country_name
from govtui.i18n.translator import Translator
from govtui.index.ask import parse
from govtui.index.query import Index
from govtui.model.reading import read

if TYPE_CHECKING:
    from govtui.i18n.labels import OwnVocabulary

DIMENSIONS: Mapping[str, str] = {
    "type": NP_("facet", "Type"),
    "status": NP_("facet", "Status"),
    "country": NP_("facet", "Country"),
    "decade": NP_("facet", "Decade"),
    "year": NP_("facet", "Year"),
    "sdg": NP_("facet", "SDG"),
    "has": NP_("facet", "Problems"),
    "missing": NP_("facet", "Text missing in"),
    "source": NP_("facet", "Source"),
}
"""The facets in the order they stand, with their English names."""

MOST = 12
"""How many values of one facet are offered; the chosen ones are always among them."""

_KINDS = ("organization", "declaration", "event", "source")


class Choice(NamedTuple):
    """One line of the facet list: a heading (value empty), or a value with its count."""

    dim: str
    value: str
    words: str
    n: int
    chosen: bool


def choices(index: Index, line: str, tr: Translator, own: OwnVocabulary | None = None) -> list[Choice]:
    """The facets of what a query leaves; the most frequent values first, years latest first."""
    chosen = parse(line).filters
    out: list[Choice] = []
    facets = index.facets(line)
    for dim, name in DIMENSIONS.items():
        counts = facets.get(dim, {})
        ranked = sorted(counts, key=lambda value: (value not in chosen.get(dim, ()), *_rank(dim, value, counts[value])))
        if not ranked:
            continue
        out.append(Choice(dim, "", tr.pgettext("facet", name), 0, False))
        for value in ranked[:MOST]:
            words = value_words(dim, value, index, tr, own)
            out.append(Choice(dim, value, words, counts[value], value in chosen.get(dim, ())))
    return out


def _rank(dim: str, value: str, count: int) -> tuple[int, str]:
    if dim in ("year", "decade"):
        return (-int(value), value)
    if dim == "sdg":
        return (int(value.partition(".")[0]) if value.partition(".")[0].isdigit() else 99, value)
    return (-count, value)


def value_words(dim: str, value: str, index: Index, tr: Translator, own: OwnVocabulary | None = None) -> str:
    """A value of a facet in words; `own`: the vocabulary that the registry adds."""
    match dim:
        case "type" | "status":
            vocabularies = [f"{kind}.{dim}" for kind in _KINDS]
            known = (v for v in vocabularies if value in LABELS.get(v, {}) or (own and own.own_label(v, value)))
            vocabulary = next(known, "")
            return label(vocabulary, value, tr, own) if vocabulary else value
        case "country":
            return country_name(value, tr) or value
        case "decade":
            return tr.pgettext("facet", "{year}s").format(year=value)
        case "has":
            return label("severity", value, tr) if value != "problem" else tr.pgettext("facet", "any problem")
        case "missing":
            return label("language", value, tr)
        case "source":
            card = index.card(value)
            reading = read(card.name, tr.language) if card else None
            return reading.text if reading else value
    return value
