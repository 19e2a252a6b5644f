"""Translations of localized texts: their state, the changes that record their provenance, its merge.

`[[translations]]` has the digest of the text that a translation was made from, so that a later change of that text shows.
A translation without an item there is unverified, never stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govtui.edit.plain_data import MISSING, Data, is_tables, plain, same
from govtui.model.field_paths import value_at
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.path_overlap import path_key
from govtui.model.record import Record
from govtui.model.translations import State, digest, localized_fields, state
from govtui.store.field_edits import NEW, Change, value_in
from govtui.text.nfc import nfc

if TYPE_CHECKING:
    from govtui.store.registry import Entry


class Translatable(NamedTuple):
    """A localized text: the path of its table ("areas.2.name"), both texts, the translation's state."""

    path: str
    source: str
    """"" where the record has no text in the source language."""
    target: str
    state: State


def translatable(record: Record, languages: tuple[str, str], schema: Schema = BUILT_IN) -> list[Translatable]:
    """Return every localized text of a record, in schema order; `languages`: (source, target)."""
    source, target = languages
    return [
        Translatable(path, text.get(source, ""), text.get(target, ""), state(record, path, target, source))
        for path, text in localized_fields(record, schema)
    ]


def translation_changes(entry: Entry, path: str, language: str, text: str, source_language: str) -> list[Change]:
    """Return the changes that write a translation of the text at `path` ("summary") and its provenance.

    Those of several texts may be put together. An empty text removes the translation. Without a text in the source language, or for a text in that language itself, no
    provenance is written.
    """
    blank = not text.strip()
    changes = [Change(f"{path}.{language}", MISSING if blank else nfc(text))]
    source = (value_at(entry.record, path) or {}).get(source_language) if entry.record else None
    source_digest = None if blank or language == source_language or not source else digest(source)
    return changes + _provenance_changes(plain(entry.text) or {}, path, language, source_language, source_digest)


def verify_changes(entry: Entry, path: str, language: str, source_language: str) -> list[Change]:
    """Return the changes that mark a translation as one of today's source text; [] where either is missing."""
    text = (value_at(entry.record, path) or {}) if entry.record else {}
    if language not in text or source_language not in text or language == source_language:
        return []
    return _provenance_changes(plain(entry.text) or {}, path, language, source_language, digest(text[source_language]))


def _provenance_changes(data: Data, path: str, language: str, source: str, source_digest: str | None) -> list[Change]:
    found: Sequence[Data] = data.get("translations", [])
    wanted = (path_key(path), language)
    place = next(
        (n for n, one in enumerate(found, 1) if (path_key(str(one.get("field", ""))), one.get("to")) == wanted), 0
    )
    if source_digest is None:
        if not place:
            return []
        return [Change("translations" if len(found) == 1 else f"translations.{place}", MISSING)]
    made = {"field": path, "from": source, "to": language, "digest": source_digest}
    if not place:
        return [Change(f"translations.{NEW}", made)]
    old = found[place - 1]
    return [Change(f"translations.{place}.{key}", made[key]) for key in ("from", "digest") if old.get(key) != made[key]]


# -- the provenance of translations (`[[translations]]`) in a merge --------------------------------------------------
#
# An item goes with the text that it is of: beside the other side's text it would call a translation verified that
# nobody compared with its source.

FIELD = "translations"

Key = tuple[str, str]
"""What an item is of: the field (as `path_key` compares paths) and the language."""


def split_provenance(data: Mapping[str, Data]) -> tuple[dict[str, Data], dict[Key, Data]] | None:
    """Split a record's data from its provenance items; None where these are not valid, one a text."""
    items = data.get(FIELD, [])
    if items and not is_tables(items):
        return None
    by_key = {_key(item): item for item in items}
    if len(by_key) != len(items) or not all(isinstance(part, str) for key in by_key for part in key):
        return None
    return {name: value for name, value in data.items() if name != FIELD}, by_key


def _key(item: Mapping[str, Data]) -> Key:
    field = item.get("field", "")
    return path_key(field) if isinstance(field, str) else field, item.get("to", "")


def merge_provenance(
    merged: Mapping[str, Data],
    mine: tuple[Mapping[str, Data], Mapping[Key, Data]],
    theirs: tuple[Mapping[str, Data], Mapping[Key, Data]],
    base: Mapping[Key, Data],
) -> list[Data]:
    """Return the provenance items of a merged record: of each text, those of the side whose text it has.

    Where both sides have the same text, the item is merged. A third text, such as one that was joined of both, was compared with no
    source: it keeps an item that both have, else one that calls it stale. `mine`, `theirs`: as split_provenance returns them.
    """
    out = []
    for key in dict.fromkeys((*theirs[1], *mine[1])):
        old, my_item, their_item = (items.get(key, MISSING) for items in (base, mine[1], theirs[1]))
        written = my_item if their_item is MISSING else their_item
        path = f"{written['field']}.{written['to']}"  # the key only compares: no field is called so
        now, my_text, their_text = (value_in(data, path) for data in (merged, mine[0], theirs[0]))
        if same(my_item, their_item):
            found = their_item
        elif same(my_text, their_text):
            found = _merged_item(merged, old, my_item, their_item)
        elif same(now, my_text) or same(now, their_text):
            found = my_item if same(now, my_text) else their_item
        else:
            stale = (one for one in (their_item, my_item) if one is not MISSING and not _is_current(one, merged))
            found = next(stale, MISSING)
        if found is not MISSING:
            out.append(found)
    return out


def _merged_item(merged: Mapping[str, Data], base: Data, mine: Data, theirs: Data) -> Data:
    """Merge two items of one translation; where both were changed, the one that was made from today's source text stands."""
    if same(mine, base):
        return theirs
    if same(theirs, base):
        return mine
    known = [one for one in (theirs, mine) if one is not MISSING]
    return next((one for one in known if _is_current(one, merged)), known[0])


def _is_current(item: Mapping[str, Data], merged: Mapping[str, Data]) -> bool:
    """Whether an item is of the source text that the merged record has."""
    source = value_in(merged, f"{item.get('field', '')}.{item.get('from', '')}")
    return isinstance(source, str) and digest(source) == item.get("digest")
