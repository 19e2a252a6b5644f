"""Whether the keys that a record uses belong to their vocabularies, and its UN symbol is in its standard form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govtui.model.checks.known import Known
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.paths import named
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.model.symbols import standard_form


def vocabulary_problems(record: Record, known: Known) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    here = vars(record)
    for attribute, name, uses in _places(record.kind):
        held = here[attribute] if attribute else record
        if not held:
            continue
        items = held if isinstance(held, list) else (held,)
        if _all_known(items, uses, known):
            continue  # nearly always: then nobody needs to know what the items are called
        for path, item in named(name, held) if isinstance(held, list) else [(name, held)]:
            for use in uses:
                key = getattr(item, use.attribute)
                if key is not None and not known.knows(use.vocabulary, key):
                    yield _unknown(f"{path}.{use.name}".removeprefix("."), use.vocabulary, key, known)
    yield from _symbols(record)


def _unknown(field: str, vocabulary: str, key: str, known: Known) -> Problem:
    near = difflib.get_close_matches(key, known.keys(vocabulary), 1)
    values = {"given": key, "vocabulary": vocabulary, "near": near[0] if near else ""}
    return Problem("unknown_vocabulary_key", Severity.ERROR, field=field, values=values)


class _Use(NamedTuple):
    """A field that holds a key of a vocabulary."""

    attribute: str
    name: str
    vocabulary: str


class _Place(NamedTuple):
    """What holds such fields: the record (no attribute), a table or a list of tables in it."""

    attribute: str
    name: str
    uses: tuple[_Use, ...]


@cache
def _places(kind: str) -> tuple[_Place, ...]:
    here = fields(MODELS[kind])
    found = [
        _Place("", "", _uses(here)),
        *(_Place(spec.attribute, spec.name, _uses(parts(spec))) for spec in here.values()),
    ]
    return tuple(place for place in found if place.uses)


def _uses(specs: Mapping[str, FieldSpec]) -> tuple[_Use, ...]:
    return tuple(
        _Use(spec.attribute, spec.name, spec.about.vocabulary)
        for spec in specs.values()
        if spec.about.vocabulary and not spec.keyed  # the keys of a table (`percent`) are held against the statuses
    )


def _all_known(items: Sequence[object], uses: tuple[_Use, ...], known: Known) -> bool:
    for item in items:
        here = vars(item)  # asking a model itself takes three times as long
        for attribute, _, vocabulary in uses:
            key = here[attribute]
            if key is not None and not known.knows(vocabulary, key):
                return False
    return True


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"))]
    if record.kind == "declaration":
        given.append(("symbol", record.symbol))
    for field, symbol in given:
        if symbol and (standard := standard_form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})
