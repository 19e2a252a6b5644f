"""Locate the fields of a TOML text: by keys and indices, or by the paths that people read ("areas.2.name.en")."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from govtui.model.item_names import item_names
from govtui.store.plain_positions import PlainPositions, first_pair
from govtui.store.toml_cst import Document, Field, Path, Position
from govtui.store.toml_values import NotToml, parsed


class Location(NamedTuple):
    key: Position
    value: Position


class PathLocations:
    """Where the fields of a text that is TOML stand, by keys and indices: by regular expressions, else by its tree."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _plain(self) -> PlainPositions:
        return PlainPositions(self._text)

    @cached_property
    def _document(self) -> Document:
        return Document(self._text)

    def find(self, path: Path) -> Location | None:
        """Return the location of the field at `path`, else of the nearest field that encloses it."""
        if len(path) == 1 and (first := first_pair(self._text, str(path[0]))):
            return Location(*first)
        if path in self._plain.key:
            return Location(self._plain.key[path], self._plain.value[path])
        found = self._document.find(path)
        return Location(*map(self._document.position, found[:2])) if found else None


class FieldLocations:
    """Where the fields of one text stand, by their path ("areas.2.name.en"); found when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._below: dict[str, dict[str, Field]] = {}

    def find(self, field: str) -> Position:
        """Return the position of the value at `field`, else of the nearest field around it, else of the start."""
        parts = field.split(".")
        if len(parts) == 1 and (first := first_pair(self._text, field)):
            return first[1]
        by_path = self._by_path(parts[0])
        for length in range(len(parts), 0, -1):
            if found := by_path.get(".".join(parts[:length])):
                return self._document.position(found.start)
        return Position(1, 1)

    @cached_property
    def _document(self) -> Document:
        return Document(self._text)

    def _by_path(self, first: str) -> dict[str, Field]:
        """Return the fields with paths that begin so: all of a text takes several times as long."""
        if first not in self._below:
            fields = self._document.fields(first)
            found: dict[str, Field] = {}
            for path, field in fields.items():
                found.setdefault(self._named(path), field)
            for path, field in fields.items():  # a key that is a number ("areas.2") goes before a position
                found.setdefault(".".join([str(part + 1) if isinstance(part, int) else part for part in path]), field)
            self._below[first] = found
        return self._below[first]

    def _named(self, path: Path) -> str:
        return self._names.path(path) if int in map(type, path) else ".".join(map(str, path))

    @cached_property
    def _names(self) -> FieldNames:
        """What items of lists are called."""
        try:
            return FieldNames(parsed(self._text))
        except NotToml:
            return FieldNames({})


class FieldNames:
    """Field paths of one file's data as people read them: items of a list by their names (model.item_names)."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._names: dict[Path, list[str]] = {}

    def path(self, path: Path) -> str:
        """Return the path by names: ("areas", 1, "name") is "areas.2.name"."""
        here: Any = self._data
        out: list[str] = []
        for length, part in enumerate(path):
            if isinstance(part, int) and isinstance(here, list):
                where = path[:length]
                if where not in self._names:
                    self._names[where] = item_names(str(path[length - 1]), here)
                out.append(self._names[where][part] if part < len(here) else str(part + 1))
            else:
                out.append(str(part + 1) if isinstance(part, int) else part)
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                here = None
        return ".".join(out)
