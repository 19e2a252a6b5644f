"""Edit fields of a TOML text in place: comments, order, layout and the style of each string stay.

What is meant is worked out on plain data first; then the text is spliced until it says that, read again and compared. What
cannot be done this way is refused (CannotEditInPlace), never approximated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from govtui.model.field_paths import locate
from govtui.model.item_names import item_name
from govtui.store.diff_ranges import reordering
from govtui.store.toml_cst import Document, Path, Span
from govtui.store.toml_edit import Splicer
from govtui.store.toml_render import key_text, normal, value_text
from govtui.store.toml_reorder import reorder
from govtui.store.toml_values import NotToml, copied, parsed, same


class Absent(Enum):
    """The type of MISSING."""

    MISSING = "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = Absent.MISSING
"""In place of a value: the field is not there, or goes away."""

_MARK = "\ufeff"

NEW: Final = "+"
"""As the last part of a path: one more item, at the end of the list ("aka.+")."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new value for a field of a record: a plain value of TOML, or MISSING.

    Paths are those of problems and pages: "summary.en", "areas.4.name.en", "figures.participants.value",
    "relations.part_of.un-desa". An item that is not there is added by its own name, by the number after the last, or by "+".
    An empty text, list or table takes the field away.
    """

    path: str
    value: object


class CannotEditInPlace(Exception):
    """The text cannot take a change without touching anything else: it has to be edited as a text.

    `code`: broken_toml (the text is not TOML), no_such_item, not_a_table (the path leads through a text or a number),
    not_toml (TOML has no such value), cannot_splice.
    """

    def __init__(self, code: str, path: str = "") -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path


def changed(text: str, changes: Sequence[Change]) -> str:
    """Return the text with these fields changed, in NFC, and nothing else.

    All paths are those of the given text. Raises CannotEditInPlace.
    """
    before = _parsed(text)
    return _spliced(text, before, _intended(before, changes), changes[0].path if changes else "")


def with_data(text: str, data: dict[str, Any]) -> str:
    """Return the text with the fewest splices that make it say `data`, in NFC. Raises CannotEditInPlace."""
    return _spliced(text, _parsed(text), normal(data), "")


def with_data_as_written(text: str, data: dict[str, Any]) -> str:
    """Return the text as `with_data` does, but leave what is not NFC as it is. Raises CannotEditInPlace."""
    return _spliced(text, _parsed(text), data, "")


def key_renamed(text: str, path: str, name: str) -> str:
    """Rename the key at the end of a field path, in pairs, headers and inline tables.

    Raises CannotEditInPlace: broken_toml, no_such_item (nothing stands at the path), cannot_splice (the name is taken).
    """
    data = _parsed(text)
    real, rest = locate(data, path)
    if rest or not real or not isinstance(real[-1], str):
        raise CannotEditInPlace("no_such_item", path)
    wanted = copied(data)
    holder = _at(wanted, real[:-1])
    if name in holder:
        raise CannotEditInPlace("cannot_splice", path)
    holder[name] = holder.pop(real[-1])
    splicer = Splicer(text.removeprefix(_MARK), "")
    for start, end in sorted(set(key_spans(splicer.document, real)), reverse=True):
        splicer.put(start, end, key_text(name))
    return _checked(text, splicer, wanted, path)


def value_at(text: str, path: str) -> object:
    """Return the plain value of a field, or MISSING. Raises CannotEditInPlace where the text is not TOML."""
    return value_in(_parsed(text), path)


def value_in(data: Any, path: str) -> Any:
    """Return a field of plain data, or MISSING."""
    real, rest = locate(data, path)
    return MISSING if rest else _at(data, real)


def _intended(data: dict[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Return the data after these changes. Raises CannotEditInPlace."""
    new: dict[str, Any] = copied(data)
    gone: list[tuple[Path, str]] = []
    for change in changes:
        value = _plain(change)
        real, rest = locate(data, change.path)
        if not real and not rest:
            raise CannotEditInPlace("not_a_table", change.path)
        try:
            if value is not MISSING and value not in ("", [], {}):
                _put(new, real, rest, value, change.path)
            elif not rest:
                gone.append((real, change.path))
        except (LookupError, TypeError):  # another change took the table away
            raise CannotEditInPlace("no_such_item", change.path) from None
    # From the end, so that the indices of items hold.
    for real, path in sorted(gone, key=lambda one: [(isinstance(part, int), part) for part in one[0]], reverse=True):
        try:
            _take(new, real)
        except (LookupError, TypeError):
            raise CannotEditInPlace("no_such_item", path) from None
    return new


def _parsed(text: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except NotToml:
        raise CannotEditInPlace("broken_toml") from None


def _plain(change: Change) -> Any:
    """Return the value of a change as it will be read again."""
    if change.value is MISSING:
        return MISSING
    try:
        value = normal(change.value)
        text = f"v = {value_text(value)}"
        text.encode()  # a lone surrogate is no letter
        if same(parsed(text)["v"], value):
            return value
    except (TypeError, ValueError, RecursionError):
        pass
    raise CannotEditInPlace("not_toml", change.path)


def _put(new: Any, real: Path, rest: str, value: Any, path: str) -> None:
    """Set a value in the data, at a path of which `rest` is not there yet."""
    if not rest:
        _at(new, real[:-1])[real[-1]] = value
        return
    here, name = _at(new, real), str(real[-1]) if real else ""
    if isinstance(here, list):
        if rest not in (NEW, str(len(here) + 1), item_name(name, value)):
            raise CannotEditInPlace("no_such_item", path)
        here.append(value)
        return
    parts = rest.split(".")
    if parts[-1] == NEW and len(parts) > 1:
        parts, value = parts[:-1], [value]
    for part in parts[:-1]:
        here = here.setdefault(part, {}) if isinstance(here, dict) else None
    if not isinstance(here, dict) or parts[-1] in ("", NEW):
        raise CannotEditInPlace("not_a_table", path)
    if isinstance(value, list) and isinstance(there := here.get(parts[-1]), list):  # two new items
        value = [*there, *value]
    here[parts[-1]] = value


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _take(new: Any, real: Path) -> None:
    """Delete a value from the data, and what it leaves empty."""
    del _at(new, real[:-1])[real[-1]]
    if len(real) > 1 and not _at(new, real[:-1]):
        _take(new, real[:-1])


def key_spans(document: Document, path: Path) -> Iterator[Span]:
    """Yield where the last key of the path is written."""
    for table in document.tables:
        keys = [(table.path, table.keys)] + [(pair.path, pair.keys) for pair, _ in table.values() if pair]
        for here, spans in keys:  # the whole path of a dotted key, which has the indices of items, too
            names = [index for index, part in enumerate(here) if isinstance(part, str)]
            for index, span in zip(reversed(names), reversed(spans), strict=False):
                if here[: index + 1] == path:
                    yield span


def _spliced(text: str, before: dict[str, Any], after: dict[str, Any], path: str) -> str:
    if same(before, after):
        return text
    splicer = Splicer(text.removeprefix(_MARK), str(before.get("kind", "")))
    try:
        _table(splicer, (), before, after)
    except (LookupError, StopIteration, ValueError):
        raise CannotEditInPlace("cannot_splice", path) from None
    return _checked(text, splicer, after, path)


def _checked(text: str, splicer: Splicer, wanted: dict[str, Any], path: str) -> str:
    """Return the spliced text with the byte order mark. Raises CannotEditInPlace unless it says `wanted`."""
    try:
        new = _MARK * text.startswith(_MARK) + splicer.text
        if same(parsed(new), wanted):
            return new
    except ValueError:
        pass
    raise CannotEditInPlace("cannot_splice", path)


def _table(splicer: Splicer, path: Path, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Splice a table: first what stays, so that it is never empty."""
    for key in before:
        if key in after:
            _value(splicer, (*path, key), before[key], after[key])
    for key in after:
        if key not in before:
            splicer.add((*path, key), after[key])
    for key in before:
        if key not in after:
            splicer.remove((*path, key))


def _value(splicer: Splicer, path: Path, before: Any, after: Any) -> None:
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict) and after and (before or not splicer.document.value(path)):
        _table(splicer, path, before, after)
    elif isinstance(before, list) and isinstance(after, list) and after and (before or splicer.document.value(path)):
        _list(splicer, path, before, after)
    else:
        splicer.replace(path, after)


def _list(splicer: Splicer, path: Path, before: list[Any], after: list[Any]) -> None:
    """Splice a list: first reorder its items, then go from its end, so that earlier indices hold."""
    order, pairs = reordering(str(path[-1]), before, after)
    if order != sorted(order):
        reorder(splicer, path, order)
    end, stop, length = len(before), len(after), len(before)
    for index, wanted in reversed([(-1, -1), *pairs]):
        for item in reversed(after[wanted + 1 : stop]):  # before the old ones go: the list is never empty
            splicer.insert((*path, end), item, length)
            length += 1
        for gone in reversed(range(index + 1, end)):
            splicer.remove((*path, gone))
            length -= 1
        if index >= 0:
            _value(splicer, (*path, index), before[order[index]], after[wanted])
        end, stop = index, wanted
