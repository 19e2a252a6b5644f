"""Comments that a change of a record loses although the field or item they stand at is still there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from govtui.edit.plain_data import Data, plain
from govtui.store.diff_ranges import match_items
from govtui.store.toml_cst import Document, Path, Table
from govtui.store.toml_units import comments


def lost_comments(before: str, after: str) -> list[str]:
    """Return the comments of `before` that `after` lacks, except those behind a removed field or item."""
    lost = Counter(comments(before)) - Counter(comments(after))
    if not lost:
        return []
    old, new = plain(before), plain(after)
    if old is not None and new is not None:
        lost -= Counter(one.text for one in _beside(before) if one.text in lost and _is_gone(one.path, old, new))
    return list(lost.elements())


class _Comment(NamedTuple):
    """A comment behind a field, an item or a header, with the path of that (keys and indices)."""

    text: str
    path: Path


def _beside(text: str) -> Iterator[_Comment]:
    document = Document(text.removeprefix("\ufeff"))
    ends = sorted((one for table in document.tables for one in _ends(table)), key=itemgetter(0))
    for start, end in document.comments():
        line = document.line_start(start)
        at = bisect_right(ends, start, key=itemgetter(0))
        if at and ends[at - 1][0] > line and document.raw[line:start].strip():
            yield _Comment(document.raw[start:end].decode().strip(), ends[at - 1][1])


def _ends(table: Table) -> Iterator[tuple[int, Path]]:
    """Yield the end offset and the path of everything written in a table."""
    if table.keys:
        yield table.end, table.path
    yield from ((value.end, value.path) for _, value in table.values())


def _is_gone(path: Path, old: Data, new: Data) -> bool:
    """Whether the value at a path of `old` has no successor in `new`."""
    name = ""
    for part in path:
        if isinstance(old, dict) and isinstance(new, dict):
            if part not in new:
                return True
            old, new, name = old[part], new[part], str(part)
        elif isinstance(old, list) and isinstance(new, list):
            successor = match_items(name, old, new).get(int(part))
            if successor is None:
                return True
            old, new = old[int(part)], new[successor]
        else:
            return False
    return False
