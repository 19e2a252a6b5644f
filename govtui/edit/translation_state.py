"""Translating: each localized text of a record beside its translation, and what state that is in.

A translation remembers the digest of the text it was made from (`[[translations]]`), so that a later change of that text
shows. What was translated before anyone remembered is unverified, never stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.plain_data import MISSING, Data, is_tables, plain, same
from govtui.model.field_paths import path_key, value_at
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.translations import State, digest, localized_fields, state
from govtui.store.field_edits import Change, value_in
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
    changes = [Change(f"{path}.{language}", MISSING if blank else nfc(text))]
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
        return [Change("translations" if len(found) == 1 else f"translations.{place}", MISSING)]
    made = {"field": path, "from": source, "to": language, "digest": remembered}
    if not place:
        return [Change("translations", [*found, made])]
    old = found[place - 1]
    return [Change(f"translations.{place}.{key}", made[key]) for key in ("from", "digest") if old.get(key) != made[key]]


# -- What translations remember (`[[translations]]`), merged: a memory goes with the text that it is about -------------
#
# One side's text beside the other side's memory would be called done though nobody held it against its source.


FIELD = "translations"

Key = tuple[str, str]
"""The field, as `path_key` compares paths, and the language that a memory is of."""

Three = Callable[[str, Data, Data, Data], Data]
"""A path, what both started from, mine, theirs: what they make together."""


def apart(data: Mapping[str, Data]) -> tuple[dict[str, Data], dict[Key, Data]] | None:
    """The data without its memories, and these; None where they are not as the schema has them, one for each text."""
    items = data.get(FIELD, [])
    if items and not is_tables(items):
        return None
    memories = {_key(item): item for item in items}
    if len(memories) != len(items) or not all(all(map(_is_text, key)) for key in memories):
        return None
    return {name: value for name, value in data.items() if name != FIELD}, memories


def _key(item: Mapping[str, Data]) -> Key:
    field = item.get("field", "")
    return path_key(field) if _is_text(field) else field, item.get("to", "")


def _is_text(value: Data) -> bool:
    return isinstance(value, str)


def together(
    made: Mapping[str, Data],
    mine: tuple[Mapping[str, Data], Mapping[Key, Data]],
    theirs: tuple[Mapping[str, Data], Mapping[Key, Data]],
    base: Mapping[Key, Data],
    three: Three,
) -> list[Data]:
    """The memories of a merged record, `made`: those of the side whose text stands in it; where both sides have the same text,
    or a third one stands there, what their memories make together."""
    out = []
    for key in dict.fromkeys((*theirs[1], *mine[1])):
        mine_here, theirs_here = mine[1].get(key, MISSING), theirs[1].get(key, MISSING)
        written = mine_here if theirs_here is MISSING else theirs_here
        path = f"{written['field']}.{written['to']}"  # the key is for comparing: no field is called so
        now, my_text, their_text = (value_in(data, path) for data in (made, mine[0], theirs[0]))
        if same(my_text, their_text) or not (same(now, my_text) or same(now, their_text)):
            found = three(f"{FIELD}.{path}", base.get(key, MISSING), mine_here, theirs_here)
        else:
            found = mine_here if same(now, my_text) else theirs_here
        if found is not MISSING:
            out.append(found)
    return out
