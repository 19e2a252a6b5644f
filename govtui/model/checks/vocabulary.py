"""Whether the keys that a record uses belong to their vocabularies, and its UN symbol is in its standard form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from govtui.model.checks.known import Known
from govtui.model.paths import named
from govtui.model.problem import Problem, Severity
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.symbols import standard_form
from govtui.model.vocabulary import KINDS, VOCABULARIES


def vocabulary_problems(record: Record, known: Known) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    for place, items, uses in _uses(record):
        if not any(_are_unknown(item, uses, known) for item in items):
            continue  # nearly always: then nobody needs to know what the items are called
        for path, item in named(place, items) if isinstance(items, list) else [(place, items[0])]:
            for attribute, vocabulary in uses:
                key = getattr(item, attribute)
                if key is not None and not known.knows(vocabulary, key):
                    yield _unknown(f"{path}.{attribute}".removeprefix("."), vocabulary, key, known)
    yield from _symbols(record)


def _unknown(field: str, vocabulary: str, key: str, known: Known) -> Problem:
    near = difflib.get_close_matches(key, known.keys(vocabulary), 1)
    values = {"given": key, "vocabulary": vocabulary, "near": near[0] if near else ""}
    return Problem("unknown_vocabulary_key", Severity.ERROR, field=field, values=values)


_Uses = tuple[tuple[str, str], ...]
"""Attributes of an item with the vocabularies that their keys belong to."""

_OF_KIND: dict[str, _Uses] = {
    kind: tuple((field, f"{kind}.{field}") for field in ("type", "status") if f"{kind}.{field}" in VOCABULARIES)
    for kind in KINDS
}


def _are_unknown(item: object, uses: _Uses, known: Known) -> bool:
    for attribute, vocabulary in uses:
        key = getattr(item, attribute)
        if key is not None and not known.knows(vocabulary, key):
            return True
    return False


def _uses(record: Record) -> Iterator[tuple[str, Sequence[object], _Uses]]:
    """Path and items (a list, or a tuple of the one thing that stands there) with the keys that they hold."""
    yield "", (record,), _OF_KIND[record.kind]
    yield "", (record,), (("frequency", "frequency"),)
    yield "aka", record.aka, (("type", "alias.type"),)
    yield "people", record.people, (("role", "person.role"),)
    yield "figures", record.figures, (("what", "figure.what"), ("bound", "figure.bound"))
    if record.review:
        yield "review", (record.review,), (("state", "review.state"), ("name_en", "review.name_en"))
    if isinstance(record, Organization):
        yield "terms", record.terms, (("type", "term.type"),)
    if isinstance(record, Declaration):
        yield "steps", record.steps, (("action", "step.action"),)
        yield "measures", record.measures, (("level", "measure.level"),)
        yield "progress", record.progress, (("unit", "progress.unit"),)
    if isinstance(record, Event):
        yield "", (record,), (("part_of_day", "part_of_day"),)


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"))]
    if isinstance(record, Declaration):
        given.append(("symbol", record.symbol))
    for field, symbol in given:
        if symbol and (standard := standard_form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})
