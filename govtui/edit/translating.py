"""Translating: each localized text of a record beside its translation, and what state that is in.

A translation remembers the digest of the text it was made from (`[[translations]]`), so that a later change of that text
shows. What was translated before anyone remembered is unverified, never stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.edit.data import ABSENT, Data, plain
from govtui.model.item_names import digest, path_key, value_at
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.translations import State, localized_fields, state
from govtui.store.field_edits import Change
from govtui.store.registry import Entry
from govtui.text.nfc import nfc


class Translatable(NamedTuple):
    """One localized text: its path (the whole table, "areas.2.name"), the texts, and the state of the translation."""

    path: str
    source: str
    """"" where the record has no text in the source language."""
    target: str
    state: State


def translatable(record: Record, languages: tuple[str, str], schema: Schema = BUILT_IN) -> list[Translatable]:
    """Every localized text of a record, in the order of the schema; `languages`: the source's and the translation's."""
    source, target = languages
    return [
        Translatable(path, text.get(source, ""), text.get(target, ""), state(record, path, target, source))
        for path, text in localized_fields(record, schema)
    ]


def translation_changes(entry: Entry, path: str, language: str, text: str, source_language: str) -> list[Change]:
    """The changes that put a translation into a record and remember what it was made from.

    `path` is the localized text's ("summary"). An empty text takes the translation out. Where the record has no text in
    the source language, or that is the language written, nothing is remembered.
    """
    blank = not text.strip()
    changes = [Change(f"{path}.{language}", ABSENT if blank else nfc(text))]
    source = (value_at(entry.record, path) or {}).get(source_language) if entry.record else None
    remembered = None if blank or language == source_language or not source else digest(source)
    return changes + _remember(plain(entry.text) or {}, path, language, source_language, remembered)


def verified(entry: Entry, path: str, language: str, source_language: str) -> list[Change]:
    """The changes that say: the translation that is there is of today's source text. None where it lacks either."""
    text = (value_at(entry.record, path) or {}) if entry.record else {}
    if language not in text or source_language not in text or language == source_language:
        return []
    return _remember(plain(entry.text) or {}, path, language, source_language, digest(text[source_language]))


def _remember(data: Data, path: str, language: str, source: str, remembered: str | None) -> list[Change]:
    found: Sequence[Data] = data.get("translations", [])
    wanted = (path_key(path), language)
    place = next(
        (n for n, one in enumerate(found, 1) if (path_key(str(one.get("field", ""))), one.get("to")) == wanted), 0
    )
    if remembered is None:
        if not place:
            return []
        return [Change("translations" if len(found) == 1 else f"translations.{place}", ABSENT)]
    made = {"field": path, "from": source, "to": language, "digest": remembered}
    if not place:
        return [Change("translations", [*found, made])]
    old = found[place - 1]
    return [Change(f"translations.{place}.{key}", made[key]) for key in ("from", "digest") if old.get(key) != made[key]]
