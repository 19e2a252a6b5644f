"""Checks of words: keys of vocabularies, symbols of documents, and texts in all languages of the registry."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from govtui.model.checks.context import CheckContext
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.model.symbols import standard_form, un_form
from govtui.model.translations import is_stale, localized_fields, localized_texts


def vocabulary_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    itself, places = _places(record.kind)
    if not _all_known((record,), itself.uses, context):
        yield from _unknown(itself, "", record, context)
    here = vars(record)
    for place in places:
        if (held := here[place.attribute]) and not _known_within(place, held, context):
            yield from _unknown_within(place, "", held, context)
    yield from _symbols(record)


def _known_within(place: _Place, held: Any, context: CheckContext) -> bool:
    """Whether all keys in a table or list are known, as nearly always: then nobody needs to know what items are called."""
    items = held if place.is_items else (held,)
    if not _all_known(items, place.uses, context):
        return False
    for one in place.within:
        for item in items:
            if (inner := vars(item)[one.attribute]) and not _known_within(one, inner, context):
                return False
    return True


def _unknown_within(place: _Place, before: str, held: Any, context: CheckContext) -> Iterator[Problem]:
    """Yield the unknown keys of a table or of the items of a list, and of lists in them."""
    for path, item in item_paths(place.name, held) if place.is_items else ((place.name, held),):
        yield from _unknown(place, f"{before}{path}.", item, context)
        for one in place.within:
            if inner := vars(item)[one.attribute]:
                yield from _unknown_within(one, f"{before}{path}.", inner, context)


class _Place(NamedTuple):
    """A holder of keys: the record itself, or a table or list of tables in it."""

    attribute: str
    name: str
    is_items: bool
    specs: tuple[FieldSpec, ...]
    uses: tuple[tuple[str, str, bool], ...]
    """Of each spec the attribute, the vocabulary, and whether it is a list of keys."""
    within: tuple[_Place, ...]
    """The tables and lists of tables in it that hold keys."""


@cache
def _places(kind: str) -> tuple[_Place, tuple[_Place, ...]]:
    """Return the holders of keys in records of a kind: the record itself, and those in it."""
    here = fields(MODELS[kind])
    return _place("", "", False, here), _within(here)


def _within(specs: Mapping[str, FieldSpec]) -> tuple[_Place, ...]:
    found = [_place(spec.attribute, spec.name, spec.is_items, parts(spec)) for spec in specs.values()]
    return tuple(place for place in found if place.specs or place.within)


def _place(attribute: str, name: str, is_items: bool, within: Mapping[str, FieldSpec]) -> _Place:
    # The keys of a table (`percent`) are not looked up.
    specs = tuple(spec for spec in within.values() if spec.about.vocabulary and not spec.keyed)
    uses = tuple((spec.attribute, spec.about.vocabulary, spec.many) for spec in specs)
    return _Place(attribute, name, is_items, specs, uses, _within(within) if name else ())


def _all_known(items: Sequence[object], uses: tuple[tuple[str, str, bool], ...], context: CheckContext) -> bool:
    for item in items:
        here = vars(item)  # asking a model itself takes three times as long
        for attribute, vocabulary, many in uses:
            held = here[attribute]
            if many:
                if not all(context.knows(vocabulary, key) for key in held or ()):
                    return False
            elif held is not None and not context.knows(vocabulary, held):
                return False
    return True


def _unknown(place: _Place, before: str, item: object, context: CheckContext) -> Iterator[Problem]:
    for spec in place.specs:
        held, vocabulary = spec.held_by(item), spec.about.vocabulary
        keys = () if held is None else held if spec.many else (held,)
        for number, key in enumerate(keys, 1):
            if not context.knows(vocabulary, key):
                field = f"{before}{spec.name}" + (f".{number}" if spec.many else "")
                values = unknown_key(spec, key, context)
                yield Problem("unknown_vocabulary_key", Severity.ERROR, field=field, values=values)


def unknown_key(spec: FieldSpec, key: str, context: CheckContext) -> dict[str, str | int]:
    """Return the values of a problem about a key that its vocabulary lacks, the nearest known key among them."""
    near = difflib.get_close_matches(key, context.keys(spec.about.vocabulary), 1)
    return {"given": key, "vocabulary": spec.about.vocabulary, "near": near[0] if near else ""}


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"), un_form)]
    if record.kind == "declaration":
        given.append(("symbol", record.symbol, standard_form))
    for field, symbol, form in given:
        if symbol and (standard := form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})


def language_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`untranslated` for each text that lacks a language; `stale_translation` where its source text changed since."""
    for path, text in localized_fields(record, context.schema) if _lacks_some(record, context) else ():
        for language in context.languages:
            if language not in text:
                values = {"language": language}
                yield Problem("untranslated", Severity.WARNING, field=path, values=values)
    for entry in record.translations:
        text = value_at(record, entry.field)
        if isinstance(text, Mapping) and is_stale(text, entry):
            values = {"language": entry.to, "source": entry.source}
            yield Problem("stale_translation", Severity.WARNING, field=entry.field, values=values)


def _lacks_some(record: Record, context: CheckContext) -> bool:
    """Whether some text lacks a language; if none does, as in most records, nobody needs to know their paths."""
    languages = context.languages
    for _, text in localized_texts(record, context.schema):
        for language in languages:
            if language not in text:
                return True
    return False
