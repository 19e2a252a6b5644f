"""Resolve the references of imported records: ids of other systems become ids of records, or are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from govtui.edit.import_matching import names
from govtui.model.fields import items_of
from govtui.model.identifiers import is_record_id
from govtui.model.imported import ForeignId, IdOrText, ImportedRecord
from govtui.text.fold import fold

Target = Callable[[ForeignId], tuple[str, int | None]]
"""Returns the id of the record that is meant, and its number where it is in the file; "" where there is none."""


class Resolved(NamedTuple):
    """Data of an imported record whose references are ids of records."""

    data: dict[str, Any]
    lost: dict[str, Any]
    """References that lead nowhere, by the name of their field; several as a list."""
    found: dict[str, set[str]]
    """Those that lead somewhere."""
    numbers: tuple[int, ...]
    """Numbers of the records of the file that are referred to."""


class _Gone:
    """A marker in place of a reference that leads to no record."""


_GONE = _Gone()


def resolved(data: Mapping[str, Any], target: Target) -> Resolved:
    """Return data without ids of other systems."""
    resolving = _Resolving(target)
    return Resolved(resolving.table(data), resolving.lost, resolving.found, tuple(dict.fromkeys(resolving.numbers)))


def foreign_ids(value: Any) -> Iterator[ForeignId]:
    """Yield the ids of other systems in the data of an imported record."""
    if isinstance(value, ForeignId):
        yield value
    elif isinstance(value, IdOrText):
        yield value.id
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from foreign_ids(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from foreign_ids(one)


class NamesInFile:
    """Records of the file by name, for references by name: a table names the parent of a row, without its id.

    Only within one file, and only where one record of it is called so.
    """

    def __init__(self, wanted: Iterable[ForeignId]) -> None:
        self._wanted: dict[str, list[ForeignId]] = {}
        for one in wanted:
            if not is_record_id(one.value) and (name := fold(one.value)):
                self._wanted.setdefault(name, []).append(one)
        self._numbers: dict[str, set[int]] = {}

    def note(self, number: int, record: ImportedRecord) -> None:
        """Take a record of the file."""
        aliases = record.data.get("aka") if self._wanted else None
        called = [*names(record).values()] if self._wanted else []
        called += (
            [str(one.get("text")) for one in aliases if isinstance(one, Mapping)] if isinstance(aliases, list) else []
        )
        for name in map(fold, called):
            if name in self._wanted:
                self._numbers.setdefault(name, set()).add(number)

    def found(self) -> Iterator[tuple[ForeignId, int]]:
        """Yield the references with the numbers of the records that are meant."""
        for name, numbers in self._numbers.items():
            for one in self._wanted[name] if len(numbers) == 1 else ():
                yield one, min(numbers)


class _Resolving:
    def __init__(self, target: Target) -> None:
        self._target = target
        self.lost: dict[str, Any] = {}
        self.found: dict[str, set[str]] = {}
        self.numbers: list[int] = []

    def table(self, data: Mapping[str, Any]) -> dict[str, Any]:
        out = {}
        for name, value in data.items():
            found = self._value(name, value)
            if not isinstance(found, _Gone) and not (found in ([], {}) and value not in ([], {})):
                out[name] = found
        return out

    def _value(self, name: str, value: Any) -> Any:
        if isinstance(value, ForeignId | IdOrText):
            id, number = self._target(value.id if isinstance(value, IdOrText) else value)
            if number is not None:
                self.numbers.append(number)
            if isinstance(value, IdOrText):
                return id or value.text
            if not id:
                return self._lose(name, value.value)
            self.found.setdefault(name, set()).add(value.value)
            return id
        if isinstance(value, Mapping):
            naming = value.get("id")  # of a series: its number says nothing without it
            if isinstance(naming, ForeignId) and not self._target(naming)[0]:
                return self._lose(name, naming.value)
            return self.table(value)
        if isinstance(value, list | tuple):
            found = [one for item in value if not isinstance(one := self._item(name, item), _Gone)]
            are_ids = all(isinstance(item, ForeignId) for item in value)
            return [*dict.fromkeys(found)] if are_ids else found  # two of them may mean one record
        return value

    def _item(self, name: str, item: Any) -> Any:
        """Return an item of a list; a table that is named by a reference goes with it."""
        if not isinstance(item, Mapping):
            return self._value(name, item)
        naming = item.get(items_of(name).name)
        if isinstance(naming, ForeignId) and not self._target(naming)[0]:
            return self._lose(name, naming.value)
        return self.table(item)

    def _lose(self, name: str, value: str) -> _Gone:
        if name not in self.lost:
            self.lost[name] = value
        elif isinstance(self.lost[name], list):
            self.lost[name].append(value)
        else:
            self.lost[name] = [self.lost[name], value]
        return _GONE
