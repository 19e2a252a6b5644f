"""Statistics of a registry, or of what a query finds: records by kind and type, problems, translations, dates.

The counts are those of home, tabs and the list of problems. Nothing here loads the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.index.api import ALL, Index, View
from govtui.index.problem_api import SEVERITIES, Count
from govtui.model.kinds import KINDS
from govtui.text.markers import N_, NP_

STATES = ("done", "unverified", "stale", "missing")
"""The states of a translation, as index.api.Coverage has them."""

DATES: Mapping[str, str] = {
    "dated": NP_("statistics", "With a year"),
    "year_less": NP_("statistics", "Year unknown"),
    "elsewhere": NP_("statistics", "Of these, according to another source"),
    "undated": NP_("statistics", "Without a date"),
}
"""What is counted of dates (index.api.Dates), in words."""

TITLES: Mapping[str, str] = {
    "kind": N_("Records"),
    "severity": N_("Problems"),
    "problem": N_("Problems by code"),
    "translation": N_("Translation"),
    "date": N_("Timeline"),
}
"""Headings of tables, beside those over the types of a kind and the values of a field."""


class Statistic(NamedTuple):
    """A number, and what it counts: a value of a facet (machine_shapes.SHAPES["value"])."""

    facet: str
    value: str
    n: int
    records: int | None = None
    "For problems: the number of records that have them."
    kind: str = ""
    """Of a type: the kind of the records."""
    source: str = ""
    target: str = ""
    """Of texts: the languages."""


def most_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the values with their counts, the greatest first; those of one count by key, numbers by size."""
    return sorted(counts.items(), key=lambda one: (-one[1], len(one[0]) if one[0].isdecimal() else 0, one[0]))


def values_of(index: Index, view: View, fields: Sequence[str]) -> list[Statistic]:
    """Return the values of query fields that a view's records have, field by field, those of most records first."""
    counted = index.value_counts(view, fields)
    return [Statistic(field, *one) for field in fields for one in most_first(counted[field])]


def statistics(index: Index, text: str = "") -> list[Statistic]:
    """Return the numbers of what a query finds. Kinds, severities, states and dates are there with 0, too."""
    return [*_kinds(index, text), *_problems(index, text), *_translation(index, text), *_dates(index, text)]


def _kinds(index: Index, text: str) -> Iterator[Statistic]:
    counts = index.counts(text)
    yield from (Statistic("kind", kind, counts[kind]) for kind in KINDS)
    for kind in KINDS:
        types = index.value_counts(View(kind, text), ("type",))["type"]
        yield from (Statistic("type", *one, kind=kind) for one in most_first(types))


def _problems(index: Index, text: str) -> Iterator[Statistic]:
    tally, none = index.tally(text), Count()
    for severity in (*sorted(SEVERITIES.values(), key=_worst_first), "checked", "addition"):
        yield Statistic("severity", severity, *tally.get(severity, none))
    told = {*SEVERITIES.values(), "checked", "addition", "problem"}
    codes = {code: count for code, count in tally.items() if code not in told}
    for code, _ in most_first({code: count.places for code, count in codes.items()}):
        yield Statistic("problem", code, *codes[code])


def _worst_first(severity: str) -> int:
    return -next(number for number, name in SEVERITIES.items() if name == severity)


def _translation(index: Index, text: str) -> Iterator[Statistic]:
    shares = index.coverage(text)
    for source, target in sorted({(one.source, one.target) for one in shares}):
        for state in STATES:
            count = sum(getattr(one, state) for one in shares if (one.source, one.target) == (source, target))
            yield Statistic("translation", state, count, source=source, target=target)


def _dates(index: Index, text: str) -> Iterator[Statistic]:
    dates = index.dates(View(ALL, text))
    counts = {
        "dated": dates.dated,
        "elsewhere": dates.elsewhere(),
        "year_less": dates.year_less,
        "undated": dates.undated,
    }
    yield from (Statistic("date", name, counts[name]) for name in DATES)


# -- in words --------------------------------------------------------------------------------------------------------


def title_of(one: Statistic, index: Index, tr: Translator) -> str:
    """Return the heading over a number and those like it."""
    match one.facet:
        case "type" if one.kind:
            return label("kinds", one.kind, tr)
        case "translation":
            words = tr.gettext(TITLES[one.facet])
            way = tr.gettext("{source} → {target}").format(
                source=label("language", one.source, tr), target=label("language", one.target, tr)
            )
            return f"{words}: {way}"
    if one.facet in TITLES and (one.records is not None or one.facet == "date"):
        return tr.gettext(TITLES[one.facet])
    from govtui.page.facet_words import facet_name

    return facet_name(one.facet, index.fields, tr)


def words_of(one: Statistic, index: Index, tr: Translator) -> str:
    """Return what a number counts."""
    from govtui.i18n.formats import number

    words = _words(one, index, tr)
    if not one.records or one.records == one.n:
        return words
    return f"{words} · " + tr.ngettext("{n} record", "{n} records", one.records).format(n=number(one.records, tr))


def _words(one: Statistic, index: Index, tr: Translator) -> str:
    if one.records is not None:
        return key_words(one.facet, one.value, tr) or one.value
    if one.facet == "kind":
        return label("kinds", one.value, tr)
    if words := key_words(one.facet, one.value, tr):
        return words
    from govtui.page.facet_words import value_words

    return value_words(one.facet, one.value, index, tr)


def key_words(facet: str, value: str, tr: Translator) -> str:
    """Return a value of a facet that statistics alone have, in words; empty for any other."""
    match facet:
        case "severity" | "problem":
            return _problem_words(facet, value, tr)
        case "translation" if value in STATES:
            from govtui.i18n.edit_texts import state_words

            return state_words(value, tr)
        case "date" if value in DATES:
            return tr.pgettext("statistics", DATES[value])
    return ""


def _problem_words(facet: str, value: str, tr: Translator) -> str:
    match value:
        case "checked":
            return tr.pgettext("facet", "Compared with the source")
        case "addition":
            return tr.pgettext("statistics", NP_("statistics", "What other sources add"))
    if facet == "severity":
        words = label("severity", value, tr)
        return "" if words == value else words
    from govtui.i18n.problem_texts import PROBLEMS

    return tr.pgettext("problems", PROBLEMS[value].heading) if value in PROBLEMS else ""
