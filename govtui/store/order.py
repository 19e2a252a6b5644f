"""The canonical order of a record's fields, as the schema has it and as files are written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from govtui.model.fields import fields, fields_at
from govtui.model.record import FILE_ORDER, MODELS
from govtui.model.relations import RELATIONS
from govtui.store.positions import Path

_LANGUAGES = ("vi", "en")


def ordered(kind: str, path: Path, keys: Iterable[str]) -> list[str]:
    """These keys of the table at `path` of a record of `kind` in their canonical order; unknown ones last, as they come."""
    known = canonical(kind, path)
    rank = {key: place for place, key in enumerate(known)}
    return sorted(keys, key=lambda key: rank.get(key, len(rank)))


def canonical(kind: str, path: Path) -> Sequence[str]:
    """The keys that the schema has for the table at `path`, in order; languages where it has none of its own."""
    if not path:
        return record_order(kind)
    if path == ("relations",):
        return tuple(RELATIONS)
    known = fields_at(MODELS[kind], path) if kind in MODELS else {}
    return tuple(known) or _LANGUAGES


@cache
def record_order(kind: str, file_order: Sequence[str] = FILE_ORDER) -> Sequence[str]:
    """The order of a record's fields: those that `file_order` does not name come after the last value, or the last table."""
    order = list(file_order)
    known = fields(MODELS[kind]) if kind in MODELS else {}
    for name, spec in known.items():
        if name not in order:
            alike = [place for place, one in enumerate(order) if one in known and known[one].is_plain == spec.is_plain]
            order.insert(max(alike, default=len(order) - 1) + 1, name)
    return order
