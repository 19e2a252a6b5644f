"""Whether the keys that a record uses belong to their vocabularies, and its UN symbol is in its standard form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from govtui.model.checks.known import Known
from govtui.model.paths import named
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.symbols import standard_form
from govtui.model.vocabulary import KINDS, VOCABULARIES


def vocabulary_problems(record: Record, known: Known) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    for place, items, uses in _uses(record):
        if _all_known(items, uses, known):
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

_OF_ITSELF: dict[str, _Uses] = {
    kind: (
        *((field, f"{kind}.{field}") for field in ("type", "status") if f"{kind}.{field}" in VOCABULARIES),
        ("frequency", "frequency"),
    )
    for kind in KINDS
}
_OF_ALL: dict[str, _Uses] = {
    "aka": (("type", "alias.type"),),
    "people": (("role", "person.role"),),
    "figures": (("what", "figure.what"), ("bound", "figure.bound")),
    "review": (("state", "review.state"), ("name_en", "review.name_en")),
}
_OF_KIND: dict[str, dict[str, _Uses]] = {
    "organization": {"terms": (("type", "term.type"),)},
    "declaration": {
        "steps": (("action", "step.action"),),
        "measures": (("level", "measure.level"),),
        "progress": (("unit", "progress.unit"),),
    },
    "event": {},
    "source": {},
}
_USES: dict[str, dict[str, _Uses]] = {kind: {**_OF_ALL, **_OF_KIND[kind]} for kind in KINDS}
"""Kind to the fields that hold such items."""


def _all_known(items: Sequence[object], uses: _Uses, known: Known) -> bool:
    for item in items:
        fields = vars(item)  # asking a model itself takes three times as long
        for attribute, vocabulary in uses:
            key = fields[attribute]
            if key is not None and not known.knows(vocabulary, key):
                return False
    return True


def _uses(record: Record) -> list[tuple[str, Sequence[object], _Uses]]:
    """Path and items (a list, or a tuple of the one thing that stands there) with the keys that they hold."""
    fields = vars(record)
    found: list[tuple[str, Sequence[object], _Uses]] = [("", (record,), _OF_ITSELF[record.kind])]
    for name, uses in _USES[record.kind].items():
        if held := fields[name]:
            found.append((name, held if isinstance(held, list) else (held,), uses))
    if record.kind == "event":
        found.append(("", (record,), (("part_of_day", "part_of_day"),)))
    return found


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"))]
    if record.kind == "declaration":
        given.append(("symbol", record.symbol))
    for field, symbol in given:
        if symbol and (standard := standard_form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})
