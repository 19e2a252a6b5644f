"""Locate the fields of a TOML text by keys and indices, or by field path ("areas.2.name.en")."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from govtui.model.item_names import item_names
from govtui.store.plain_positions import Location, first_pair, plain_positions
from govtui.store.toml_cst import Document, Field, Path, Position
from govtui.store.toml_values import NotToml, parsed


class FieldLocations:
    """Locations of the fields of one text; found when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._below: dict[str, dict[str, Field]] = {}

    @cached_property
    def _plain(self) -> dict[Path, Location]:
        return plain_positions(self._text)

    @cached_property
    def _document(self) -> Document:
        return Document(self._text)

    def locate(self, path: Path) -> Location | None:
        """Return the location of the field at `path`, or of the nearest around it, in a text that is TOML."""
        if len(path) == 1 and (first := first_pair(self._text, str(path[0]))):
            return first
        if path in self._plain:
            return self._plain[path]
        found = self._document.find(path)
        return Location(*map(self._document.position, found[:2])) if found else None

    def find(self, field: str) -> Position:
        """Return the position of the value at `field`, else of the nearest field around it, else of the start."""
        parts = field.split(".")
        if len(parts) == 1 and (first := first_pair(self._text, field)):
            return first.value
        by_path = self._by_path(parts[0])
        for length in range(len(parts), 0, -1):
            if found := by_path.get(".".join(parts[:length])):
                return self._document.position(found.start)
        return Position(1, 1)

    def _by_path(self, first: str) -> dict[str, Field]:
        """Return the fields with paths that begin so: all of a text takes several times as long."""
        if first not in self._below:
            fields = self._document.fields(first)
            found: dict[str, Field] = {}
            for path, field in fields.items():
                found.setdefault(self._names.path(path) if int in map(type, path) else ".".join(map(str, path)), field)
            for path, field in fields.items():  # a key that is a number ("areas.2") goes before a position
                found.setdefault(".".join([str(part + 1) if isinstance(part, int) else part for part in path]), field)
            self._below[first] = found
        return self._below[first]

    @cached_property
    def _names(self) -> FieldNames:
        try:
            return FieldNames(parsed(self._text))
        except NotToml:
            return FieldNames({})


class FieldNames:
    """Field paths of one file's data by the names of items (model.item_names)."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._names: dict[Path, list[str]] = {}

    def path(self, path: Path) -> str:
        """Return the path by names: ("areas", 1, "name") is "areas.2.name"."""
        here: Any = self._data
        out: list[str] = []
        for length, part in enumerate(path):
            name = str(part + 1) if isinstance(part, int) else part
            if isinstance(part, int) and isinstance(here, list) and part < len(here):
                where = path[:length]
                if where not in self._names:
                    self._names[where] = item_names(str(path[length - 1]), here)
                name = self._names[where][part]
            out.append(name)
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                here = None
        return ".".join(out)
