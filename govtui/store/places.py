"""From a field's path to its line and column in the file."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import rtoml

from govtui.store.faults import FieldNames
from govtui.store.positions import Position, Positions


class Places:
    """Where the fields of one text stand, by their path ("areas.2.name.en"); built when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, field: str) -> Position:
        """Line and column (1-based) of the value at `field`, else of the nearest field around it, else of the start."""
        parts = field.split(".")
        for length in range(len(parts), 0, -1):
            if found := self._by_path.get(".".join(parts[:length])):
                return found
        return Position(1, 1)

    @cached_property
    def _by_path(self) -> dict[str, Position]:
        try:
            data: Any = rtoml.loads(self._text)
        except (rtoml.TomlParsingError, ValueError, RecursionError):
            data = {}
        out: dict[str, Position] = {}
        named = FieldNames(data)
        fields = Positions(self._text).fields
        for path, field in fields.items():
            out.setdefault(named.path(path), field.value)
        for path, field in fields.items():  # a key that is a number ("areas.2") goes before a position
            out.setdefault(".".join(str(part + 1) if isinstance(part, int) else part for part in path), field.value)
        return out
