"""What state the translations of a record's texts are in: the one rule, for checks, the translator and the coverage.

A translation remembers the digest of the text it was made from (`[[translations]]`), so that a later change of that text
shows. What was translated before anyone remembered is unverified, never stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from govtui.model.field_paths import path_key, value_at
from govtui.model.fields import fields
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Translation
from govtui.model.record import Record
from govtui.model.schema import Section, ValueType
from govtui.text.nfc import nfc

State = Literal["missing", "stale", "unverified", "done", "no_source"]
"""missing: no translation; stale: the source changed since; unverified: nobody knows what it was made from; done: made from
today's source text; no_source: there is nothing to translate from."""


def digest(text: str) -> str:
    """What a translation remembers of the text it was made from: 12 hex digits of SHA-256 over its NFC form."""
    return hashlib.sha256(nfc(text).encode()).hexdigest()[:12]


def is_stale(text: Mapping[str, str], entry: Translation) -> bool:
    """Whether the text that a translation was made from is another one today; a text that is gone changed nothing."""
    source = text.get(entry.source)
    return isinstance(source, str) and bool(source) and digest(source) != entry.digest


def state(record: Record, path: str, language: str, source_language: str) -> State:
    """What state the translation of a localized text into `language` is in."""
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


class Translated(NamedTuple):
    """One text that has, or lacks, a translation: where it stands, out of which language, into which."""

    path: str
    source: str
    target: str
    state: State


def translated(
    record: Record, languages: Sequence[str], source_language: str, schema: Schema = BUILT_IN
) -> Iterator[Translated]:
    """Every text of a record with the state of its translation into each other language of the registry.

    Each text has one direction: out of the language it was written in. That is the one its translations were made from;
    where nobody remembers, the registry's source language, else the first of `languages` that the text has.
    """
    made: dict[str, list[Translation]] = {}
    for entry in record.translations:
        made.setdefault(path_key(entry.field), []).append(entry)
    order = _in_order(languages, source_language)
    for path, text in localized_fields(record, schema):
        if path_key(path) not in made:
            yield from (Translated(path, *one) for one in unremembered(tuple(text), languages, source_language))
            continue
        known = {one.to: one for one in made[path_key(path)] if one.to in text and one.source in text}
        present = [language for language in order if language in text]
        written = next((one for one in present if one not in known), present[0] if present else "")
        for target in languages if written else ():
            if entry_to := known.get(target):
                yield Translated(path, entry_to.source, target, "stale" if is_stale(text, entry_to) else "done")
            elif target not in text:
                yield Translated(path, written, target, "missing")
            elif target != written:  # one that was made from a text that is gone cannot be held against it
                lost = any(one.to == target for one in made[path_key(path)])
                yield Translated(path, written, target, "stale" if lost else "unverified")


def unremembered(
    present: Sequence[str], languages: Sequence[str], source_language: str
) -> Iterator[tuple[str, str, State]]:
    """Source, target and state of the translations of a text in these languages, if nobody knows what they are made from."""
    written = next((one for one in _in_order(languages, source_language) if one in present), "")
    for target in languages if written else ():
        if target != written:
            yield written, target, "unverified" if target in present else "missing"


def _in_order(languages: Sequence[str], source_language: str) -> list[str]:
    """In which of them a text may have been written, the likeliest first."""
    return sorted(languages, key=lambda language: language != source_language)


def localized_fields(record: Record, schema: Schema = BUILT_IN) -> Sequence[tuple[str, Mapping[str, str]]]:
    """Every text of a record that is owed a translation with its path, in the order of the schema."""
    return (*_localized(record, ""), *_own_texts(record, schema))


def localized_texts(record: Record, schema: Schema = BUILT_IN) -> list[tuple[str, Mapping[str, str]]]:
    """The same with the field of the record ("people") in place of the path: names of items take longer than all the rest."""
    found: list[tuple[str, Mapping[str, str]]] = []
    held = vars(record)  # asking a model itself takes three times as long
    for attribute in _holders(type(record)):
        if value := held[attribute]:
            _gather(value, attribute, found)
    return [*found, *_own_texts(record, schema)]


def _gather(value: object, name: str, found: list[tuple[str, Mapping[str, str]]]) -> None:
    """Add the localized texts in what a field holds."""
    if isinstance(value, dict):
        found.append((name, value))
        return
    for item in value if isinstance(value, list) else (value,):
        kind: Any = type(item)
        for inner in _holders(kind):
            if held := getattr(item, inner):
                _gather(held, name, found)


def _localized(here: BaseModel, prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name in _holders(type(here)):
        value = getattr(here, name)
        if not value:
            continue
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            yield path, value
        elif isinstance(value, BaseModel):
            yield from _localized(value, f"{path}.")
        elif isinstance(value, list) and any(map(_may_speak, value)):
            for item_path, item in item_paths(name, value):
                if isinstance(item, BaseModel):
                    yield from _localized(item, f"{prefix}{item_path}.")


def _may_speak(item: object) -> bool:
    """Whether a localized text may stand in an item; if in none, the items need no names, which cost most."""
    kind: Any = type(item)
    return any(getattr(item, name) for name in _holders(kind))


_OF_THE_RECORD = (Section.RECORD, Section.PROGRAM)
"""What is said about the record itself, not about its subject, is translated by nobody."""


@cache
def _holders(model: type) -> tuple[str, ...]:
    """The fields of a model in which a text that is owed a translation may stand, at any depth; most fields hold none."""
    if not issubclass(model, BaseModel):
        return ()
    return tuple(
        spec.attribute
        for spec in fields(model).values()
        if spec.about.section not in _OF_THE_RECORD
        and (spec.value_type is ValueType.LOCALIZED or (spec.part is not None and _holders(spec.part)))
    )


def _own_texts(record: Record, schema: Schema) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The same of the registry's own fields, each with its path. Values of another type are a problem of their own."""
    for name, spec in schema.own(record.kind).items():
        if spec.value_type is not ValueType.LOCALIZED:
            continue
        text = spec.held_by(record)
        if text and isinstance(text, dict) and all(isinstance(one, str) for one in text.values()):
            yield name, text
