"""Whether the keys that a record uses belong to their vocabularies, and its UN symbol is in its standard form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govtui.model.checks.context import CheckContext
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.identifiers import standard_form
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.model.translations import is_stale, localized_fields, localized_texts


def vocabulary_problems(record: Record, known: CheckContext) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    itself, places = _places(record.kind)
    if not _all_known((record,), itself.uses, known):
        yield from _unknown(itself, "", record, known)
    here = vars(record)
    for place in places:
        held = here[place.attribute]
        if not held or _all_known(held if place.is_items else (held,), place.uses, known):
            continue  # nearly always: then nobody needs to know what the items are called
        for path, item in item_paths(place.name, held) if place.is_items else ((place.name, held),):
            yield from _unknown(place, f"{path}.", item, known)
    yield from _symbols(record)


class _Place(NamedTuple):
    """What holds keys of vocabularies: the record itself, a table or a list of tables in it."""

    attribute: str
    name: str
    is_items: bool
    specs: tuple[FieldSpec, ...]
    uses: tuple[tuple[str, str, bool], ...]
    """The attributes of these specs, the vocabulary that the key belongs to, and whether it is a list of keys."""


@cache
def _places(kind: str) -> tuple[_Place, tuple[_Place, ...]]:
    """The record itself, and what in it holds keys."""
    here = fields(MODELS[kind])
    inside = [_place(spec.attribute, spec.name, spec.is_items, parts(spec)) for spec in here.values()]
    return _place("", "", False, here), tuple(place for place in inside if place.specs)


def _place(attribute: str, name: str, is_items: bool, within: Mapping[str, FieldSpec]) -> _Place:
    # The keys of a table (`percent`) are not looked up.
    specs = tuple(spec for spec in within.values() if spec.about.vocabulary and not spec.keyed)
    uses = tuple((spec.attribute, spec.about.vocabulary, spec.many) for spec in specs)
    return _Place(attribute, name, is_items, specs, uses)


def _all_known(items: Sequence[object], uses: tuple[tuple[str, str, bool], ...], known: CheckContext) -> bool:
    for item in items:
        here = vars(item)  # asking a model itself takes three times as long
        for attribute, vocabulary, many in uses:
            held = here[attribute]
            if many:
                if not all(known.knows(vocabulary, key) for key in held or ()):
                    return False
            elif held is not None and not known.knows(vocabulary, held):
                return False
    return True


def _unknown(place: _Place, before: str, item: object, known: CheckContext) -> Iterator[Problem]:
    for spec in place.specs:
        held, vocabulary = spec.held_by(item), spec.about.vocabulary
        keys = () if held is None else held if spec.many else (held,)
        for number, key in enumerate(keys, 1):
            if not known.knows(vocabulary, key):
                near = difflib.get_close_matches(key, known.keys(vocabulary), 1)
                values = {"given": key, "vocabulary": vocabulary, "near": near[0] if near else ""}
                field = f"{before}{spec.name}" + (f".{number}" if spec.many else "")
                yield Problem("unknown_vocabulary_key", Severity.ERROR, field=field, values=values)


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"))]
    if record.kind == "declaration":
        given.append(("symbol", record.symbol))
    for field, symbol in given:
        if symbol and (standard := standard_form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})


# -- Whether every text exists in every language, and whether translations are of today's source text ------------------


def language_problems(record: Record, known: CheckContext) -> Iterator[Problem]:
    """`untranslated` for each text that lacks a language; `stale_translation` where its source changed since."""
    for path, text in localized_fields(record, known.schema) if _lacks_some(record, known) else ():
        for language in known.languages:
            if language not in text:
                values = {"language": language}
                yield Problem("untranslated", Severity.WARNING, field=path, values=values)
    for entry in record.translations:
        text = value_at(record, entry.field)
        if isinstance(text, Mapping) and is_stale(text, entry):
            values = {"language": entry.to, "source": entry.source}
            yield Problem("stale_translation", Severity.WARNING, field=entry.field, values=values)


def _lacks_some(record: Record, known: CheckContext) -> bool:
    """Whether some text lacks a language; if none does, as in most records, nobody needs to know their paths."""
    for _, text in localized_texts(record, known.schema):
        for language in known.languages:
            if language not in text:
                return True
    return False
