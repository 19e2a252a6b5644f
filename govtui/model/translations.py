"""The state of the translations of a record's texts, by one rule for checks, the translator and the coverage.

An entry of `[[translations]]` keeps the digest of the text that a translation was made from, so that a later change of that
text shows. A translation without an entry is unverified, never stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from govtui.model.field_paths import value_at
from govtui.model.fields import fields
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Translation
from govtui.model.path_overlap import path_key
from govtui.model.record import MODELS, Record
from govtui.model.schema import Section, ValueType
from govtui.model.value import Value
from govtui.text.nfc import nfc

State = Literal["missing", "stale", "unverified", "done", "no_source"]
"""missing: no translation; stale: the source text changed since; unverified: no entry tells what it was made from; done: made
from today's source text; no_source: there is nothing to translate from."""


def digest(text: str) -> str:
    """Return the digest of a source text: 12 hex digits of SHA-256 over its NFC form in UTF-8."""
    return hashlib.sha256(nfc(text).encode()).hexdigest()[:12]


def is_stale(text: Mapping[str, str], entry: Translation) -> bool:
    """Whether the text that a translation was made from has changed; one that is gone has not."""
    source = text.get(entry.source)
    return isinstance(source, str) and bool(source) and digest(source) != entry.digest


def state(record: Record, path: str, language: str, source_language: str) -> State:
    """Return the state of the translation of the localized text at a path into a language."""
    text = value_at(record, path) or {}
    source = text.get(source_language)
    if not source:
        return "no_source"
    if language not in text:
        return "missing"
    entry = next(
        (one for one in record.translations if one.to == language and path_key(one.field) == path_key(path)), None
    )
    if entry is None:
        return "unverified"
    return "done" if entry.source in text and not is_stale(text, entry) else "stale"


def is_made_from(record: Record, path: str, language: str, source_language: str) -> bool:
    """Whether an entry says that the text at a path was translated into a language from another."""
    wanted = (path_key(path), source_language, language)
    return any((path_key(one.field), one.source, one.to) == wanted for one in record.translations)


class Translated(NamedTuple):
    """The translation of one text from the language `source` into the language `target`, which it may lack."""

    path: str
    source: str
    target: str
    state: State


def translated(
    record: Record, languages: Sequence[str], source_language: str, schema: Schema = BUILT_IN
) -> Iterator[Translated]:
    """Yield the translation of every text of a record into each other language of the registry.

    A text is translated from one language, in which it was written: that of its entries in `[[translations]]`; without
    any, the registry's source language, else the first of `languages` that the text has.
    """
    made: dict[str, list[Translation]] = {}
    for entry in record.translations:
        made.setdefault(path_key(entry.field), []).append(entry)
    order = _likeliest_first(languages, source_language)
    for path, text in localized_fields(record, schema):
        if path_key(path) not in made:
            yield from (Translated(path, *one) for one in without_entries(tuple(text), languages, source_language))
            continue
        known = {one.to: one for one in made[path_key(path)] if one.to in text and one.source in text}
        present = [language for language in order if language in text]
        written = next((one for one in present if one not in known), present[0] if present else "")
        for target in languages if written else ():
            if entry_to := known.get(target):
                yield Translated(path, entry_to.source, target, "stale" if is_stale(text, entry_to) else "done")
            elif target not in text:
                yield Translated(path, written, target, "missing")
            elif target != written:  # one made from a text that is gone cannot be compared with it
                lost = any(one.to == target for one in made[path_key(path)])
                yield Translated(path, written, target, "stale" if lost else "unverified")


def without_entries(
    present: Sequence[str], languages: Sequence[str], source_language: str
) -> Iterator[tuple[str, str, State]]:
    """Yield source, target and state of the translations of a text that is present in some languages, without any entry."""
    written = next((one for one in _likeliest_first(languages, source_language) if one in present), "")
    for target in languages if written else ():
        if target != written:
            yield written, target, "unverified" if target in present else "missing"


def _likeliest_first(languages: Sequence[str], source_language: str) -> list[str]:
    """Return the languages that a text may have been written in, the likeliest first."""
    return sorted(languages, key=lambda language: language != source_language)


def localized_fields(record: Record, schema: Schema = BUILT_IN) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Return every text of a record that is owed a translation with its path, in the order of the schema."""
    return (*_localized(record, ""), *_own_texts(record, schema))


def localized_texts(record: Record, schema: Schema = BUILT_IN) -> list[tuple[str, Mapping[str, str]]]:
    """Return the same texts, each with its field of the record ("people"): names of items take longer than all the rest."""
    found: list[tuple[str, Mapping[str, str]]] = []
    held = vars(record)  # asking a model itself takes three times as long
    for attribute in _holders(type(record)):
        if value := held[attribute]:
            _gather(value, attribute, found)
    return [*found, *_own_texts(record, schema)]


def _gather(value: object, name: str, found: list[tuple[str, Mapping[str, str]]]) -> None:
    """Add the localized texts in the value of a field."""
    if isinstance(value, dict):
        found.append((name, value))
        return
    for item in value if isinstance(value, list) else (value,):
        kind: Any = type(item)
        for inner in _holders(kind):
            if held := getattr(item, inner):
                _gather(held, name, found)


def _localized(here: Value, prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name in _holders(type(here)):
        value = getattr(here, name)
        if not value:
            continue
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            yield path, value
        elif isinstance(value, Value):
            yield from _localized(value, f"{path}.")
        elif isinstance(value, list) and any(map(_has_text, value)):
            for item_path, item in item_paths(name, value):
                if isinstance(item, Value):
                    yield from _localized(item, f"{prefix}{item_path}.")


def _has_text(item: object) -> bool:
    """Whether an item may hold a localized text; if none does, the items need no names, which cost most."""
    kind: Any = type(item)
    return any(getattr(item, name) for name in _holders(kind))


_OF_THE_RECORD = (Section.RECORD, Section.PROGRAM)
"""Sections about the record itself, not its subject; nobody translates them."""


@cache
def _holders(model: type) -> tuple[str, ...]:
    """Return the attributes of a model that may hold a text owed a translation, at any depth; most fields hold none."""
    if not issubclass(model, Value):
        return ()
    return tuple(
        spec.attribute
        for spec in fields(model).values()
        if spec.about.section not in _OF_THE_RECORD
        and (spec.value_type is ValueType.LOCALIZED or (spec.part is not None and _holders(spec.part)))
    )


def fields_with_texts(kind: str) -> frozenset[str]:
    """Return the fields of a kind of record that hold texts owed a translation, at any depth."""
    held = _holders(MODELS[kind])
    return frozenset(spec.name for spec in fields(MODELS[kind]).values() if spec.attribute in held)


def _own_texts(record: Record, schema: Schema) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the texts of own fields, each with its path. Values of another type are a problem of their own."""
    for name, spec in schema.own(record.kind).items():
        if spec.value_type is not ValueType.LOCALIZED:
            continue
        text = spec.held_by(record)
        if text and isinstance(text, dict) and all(isinstance(one, str) for one in text.values()):
            yield name, text
