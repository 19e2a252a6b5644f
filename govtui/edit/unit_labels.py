"""Labels of the units of three versions of a text: units of one label are versions of one field, header or item."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from govtui.edit.alignment import ItemMatch, match_items
from govtui.edit.plain_data import MISSING, Data, is_tables
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.toml_cst import Path
from govtui.store.toml_units import Unit, Units, units

Label = tuple[str | ItemMatch, ...]
"""The path of a unit, the same in all three texts: an item of a list is named by its match, never by its number."""

PAIR, HEADER = "=", "[]"
"""The end of a unit's label."""


class Labelled:
    """Base, mine and theirs as units with labels. Raises CannotEditInPlace where a text is not made of units."""

    def __init__(self, texts: Sequence[str], data: Sequence[Data]) -> None:
        known: list[dict[Path, tuple[Label, Data]]] = [{}, {}, {}]
        _find_labels("", data, ((), (), ()), (), known)
        self.data: list[dict[Label, Data]] = [dict(side.values()) for side in known]
        """Label to value, for everything in the data."""
        self.texts: list[Units] = [units(text) for text in texts]
        self.rows: list[dict[Label, Unit]] = [
            {_label_of(unit, side): unit for unit in text.rows} for text, side in zip(self.texts, known, strict=True)
        ]
        if any(len(rows) != len(text.rows) for rows, text in zip(self.rows, self.texts, strict=True)):
            raise CannotEditInPlace("cannot_merge")


def _find_labels(
    name: str,
    three: Sequence[Data],
    paths: Sequence[Path],
    label: Label,
    out: Sequence[dict[Path, tuple[Label, Data]]],
) -> None:
    """Fill `out` for each of three data with path -> (label, value) of everything in it."""
    for known, value, path in zip(out, three, paths, strict=True):
        if value is not MISSING:
            known[path] = label, value
    there = [value for value in three if value is not MISSING]
    if all(isinstance(value, dict) for value in there):
        for key in dict.fromkeys(key for value in there for key in value):
            inner = [MISSING if value is MISSING else value.get(key, MISSING) for value in three]
            _find_labels(key, inner, [(*path, key) for path in paths], (*label, key), out)
    elif all(is_tables(value) or value == [] for value in there):
        lists = [[] if value is MISSING else value for value in three]
        for row in match_items(name, *lists):
            inner = [MISSING if n is None else items[n] for items, n in zip(lists, row[1:], strict=True)]
            places = [(*path, -1 if n is None else n) for path, n in zip(paths, row[1:], strict=True)]
            _find_labels("", inner, places, (*label, row), out)


def _label_of(unit: Unit, known: Mapping[Path, tuple[Label, Data]]) -> Label:
    path = unit.path
    length = next(n for n in range(len(path), -1, -1) if path[:n] in known)
    rest = tuple(map(str, path[length:]))
    return (*known[path[:length]][0], *rest, HEADER if unit.header else PAIR)


def path_of(label: Label) -> str:
    """Return the field path of a unit."""
    return ".".join(part.name if isinstance(part, ItemMatch) else part for part in label[:-1])


def paths_around(label: Label) -> Iterator[str]:
    """Yield the paths of everything around a unit and of itself, the outermost first."""
    for n in range(1, len(label)):
        yield path_of((*label[:n], ""))


def group_labels(labels: Sequence[Label], depth: int) -> dict[Label, list[Label]] | None:
    """Group labels by their first `depth` + 1 parts; None where those of one table or item do not stand together."""
    out: defaultdict[Label, list[Label]] = defaultdict(list)
    last: Label | None = None
    for label in labels:
        key = label[: depth + 1]
        if key != last and key in out:
            return None
        out[key].append(label)
        last = key
    return dict(out)
