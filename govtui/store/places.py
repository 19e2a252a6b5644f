"""From a field's path to its line and column in the file."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import rtoml

from govtui.store.faults import FieldNames
from govtui.store.positions import Path, Position, Positions


class Places:
    """Where the fields of one text stand, by their path ("areas.2.name.en"); found when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._below: dict[str, dict[str, Position]] = {}

    def find(self, field: str) -> Position:
        """Line and column (1-based) of the value at `field`, else of the nearest field around it, else of the start."""
        parts = field.split(".")
        by_path = self._by_path(parts[0])
        for length in range(len(parts), 0, -1):
            if found := by_path.get(".".join(parts[:length])):
                return found
        return Position(1, 1)

    def _by_path(self, first: str) -> dict[str, Position]:
        """The fields whose paths begin so: all of a text takes several times as long."""
        if first not in self._below:
            self._below[first] = self._found(first)
        return self._below[first]

    def _found(self, first: str) -> dict[str, Position]:
        fields = Positions(self._text, lambda key: key == first or key.startswith(f"{first}.")).fields
        out: dict[str, Position] = {}
        for path, field in fields.items():
            out.setdefault(self._named(path), field.value)
        for path, field in fields.items():  # a key that is a number ("areas.2") goes before a position
            out.setdefault(".".join([str(part + 1) if isinstance(part, int) else part for part in path]), field.value)
        return out

    def _named(self, path: Path) -> str:
        return self._names.path(path) if int in map(type, path) else ".".join(map(str, path))

    @cached_property
    def _names(self) -> FieldNames:
        """What items of lists are called."""
        try:
            data: Any = rtoml.loads(self._text)
        except (rtoml.TomlParsingError, ValueError, RecursionError):
            data = {}
        return FieldNames(data)
