"""Comments that a change of a record loses although the field or item they stand at is still there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from govtui.edit.plain_data import Data, plain
from govtui.store.diff_ranges import paired
from govtui.store.toml_cst import Outline, Path, Section, Value
from govtui.store.toml_units import comments, placed_comments


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
    raw = text.removeprefix("\ufeff").encode("utf-8", "replace")
    outline = Outline(raw)
    ends = sorted((one for section in outline.sections for one in _ends(section)), key=itemgetter(0))
    for start, comment in placed_comments(raw):
        line = outline.line_start(start)
        at = bisect_right(ends, start, key=itemgetter(0))
        if at and ends[at - 1][0] > line and raw[line:start].strip():
            yield _Comment(comment, ends[at - 1][1])


def _ends(section: Section) -> Iterator[tuple[int, Path]]:
    """Yield the end offset and the path of everything written in a section."""
    if section.keys:
        yield section.end, section.path
    waiting = [pair.value for pair in section.pairs]
    while waiting:
        value: Value = waiting.pop()
        yield value.end, value.path
        waiting += value.inner


def _is_gone(path: Path, old: Data, new: Data) -> bool:
    """Whether the value at a path of `old` has no successor in `new`."""
    name = ""
    for part in path:
        if isinstance(old, dict) and isinstance(new, dict):
            if part not in new:
                return True
            old, new, name = old[part], new[part], str(part)
        elif isinstance(old, list) and isinstance(new, list):
            successor = paired(name, old, new).get(int(part))
            if successor is None:
                return True
            old, new = old[int(part)], new[successor]
        else:
            return False
    return False
