"""The canonical order of a record's fields, as the schema has it and as files are written by hand."""

from __future__ import annotations

from collections.abc import Iterable

from govtui.model.record import MODELS
from govtui.model.relations import RELATIONS
from govtui.store.faults import names_at
from govtui.store.positions import Path

_FIELDS = (
    "schema kind id type status symbol date date_text part_of_day period founded dissolved countries frequency"
    " name title author publisher published accessed url lang file sha256 former_ids sdg"
    " aka summary theme note place identifiers links series relations"
    " steps areas people agenda measures progress terms aims activities figures claims"
    " translations checked sources review x"
)
"""Scalars first, as TOML needs them; then what a reader meets first."""

_ROOT = _FIELDS.split()

_LANGUAGES = ("vi", "en")

_ITEMS = {
    "measures": ["key", "level", "text", "source", "at"],
    "activities": ["key", "text", "see", "at"],
    "agenda": ["key", "day", "text", "at"],
    "progress": ["key", "as_of", "unit", "source", "at", "note", "stated", "rows"],
    "rows": ["area", "under", "stated", "planned", "completed", "ongoing", "recurring", "cancelled"],
}
"""Lists whose items are written in another order than their classes inherit it."""


def ordered(kind: str, path: Path, keys: Iterable[str]) -> list[str]:
    """These keys of the table at `path` of a record of `kind` in their canonical order; unknown ones last, as they come."""
    known = canonical(kind, path)
    rank = {key: place for place, key in enumerate(known)}
    return sorted(keys, key=lambda key: rank.get(key, len(rank)))


def canonical(kind: str, path: Path) -> list[str]:
    """The keys that the schema has for the table at `path`, in order; languages where it has none of its own."""
    if not path:
        return _ROOT
    if path == ("relations",):
        return list(RELATIONS)
    if isinstance(path[-1], int) and len(path) > 1 and path[-2] in _ITEMS:
        return _ITEMS[str(path[-2])]
    model = MODELS.get(kind)
    return (names_at(model, path) if model else []) or list(_LANGUAGES)
