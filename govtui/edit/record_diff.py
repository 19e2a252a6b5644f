"""The differences between two versions of a record, by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govtui.edit.field_trees import places_in
from govtui.edit.plain_data import MISSING, Data, is_tables, plain, same
from govtui.model.item_names import item_names


class FieldDifference(NamedTuple):
    """A changed field; plain values, MISSING where there is none."""

    path: str
    before: Data
    after: Data


def differences(before: str, after: str) -> tuple[FieldDifference, ...]:
    """Compare two texts by field, in the order of the second.

    An item added to a list, or removed from it, is one difference. Where one of the texts is no TOML, there is a single
    difference without a path, of the texts.
    """
    old, new = (({} if not text else plain(text)) for text in (before, after))
    if old is None or new is None:
        return () if before == after else (FieldDifference("", before, after),)
    return data_differences(old, new)


def data_differences(before: Data, after: Data) -> tuple[FieldDifference, ...]:
    """Compare the plain data of two records, as `differences` does."""
    return tuple(_differences("", before, after))


def _differences(path: str, old: Data, new: Data) -> Iterator[FieldDifference]:
    tables = [{} if value is MISSING else value for value in (old, new)]
    if isinstance(tables[0], dict) and isinstance(tables[1], dict):
        for key in dict.fromkeys((*tables[1], *tables[0])):
            inner = f"{path}.{key}".lstrip(".")
            yield from _differences(inner, tables[0].get(key, MISSING), tables[1].get(key, MISSING))
        return
    if same(old, new):
        return
    lists = [[] if value is MISSING else value for value in (old, new)]
    if all(is_tables(value) or value == [] for value in lists):
        yield from _in_list(path, lists[0], lists[1], FieldDifference(path, old, new))
        return
    yield FieldDifference(path, old, new)


def _in_list(path: str, old: list[Data], new: list[Data], whole: FieldDifference) -> Iterator[FieldDifference]:
    name = path.rpartition(".")[2]
    back = places_in(name, new, old)
    pairs = {n: position for position, n in back.items()}
    if not _in_order(pairs):
        yield whole
        return
    before, after = item_names(name, old), item_names(name, new)
    for position, item in enumerate(new):
        inner = f"{path}.{after[position]}"
        if position not in back:
            yield FieldDifference(inner, MISSING, item)
        else:
            yield from _differences(inner, old[back[position]], item)
    for n, item in enumerate(old):
        if n not in pairs:
            yield FieldDifference(f"{path}.{before[n]}", item, MISSING)


def _in_order(pairs: dict[int, int]) -> bool:
    """Whether the items that both lists have stand in the same order."""
    places = [pairs[n] for n in sorted(pairs)]
    return places == sorted(places)
