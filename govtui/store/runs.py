"""The runs of items in which two versions of a list differ."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from govtui.model.paths import item_name


def differing(name: str, before: list[Any], after: list[Any]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of items that differ, from where to where in both lists: of equal length where each item is another's
    successor (it has its name, or as many go as come), else those that go and those that come.
    """
    was, now = list(map(repr, before)), list(map(repr, after))
    found = _opcodes(was, now)
    if len(was) == len(now) and any(what in ("insert", "delete") for what, *_ in found):
        # Of equal neighbours one that changes looks like one that goes and another that comes, which is more than it is.
        changed = [n for n in range(len(was)) if was[n] != now[n]]
        touched = sum((b - a) + (d - c) for what, a, b, c, d in found if what != "equal")
        if len(changed) < touched:
            yield from ((n, n + 1, n, n + 1) for n in changed)
            return
    for what, a, b, c, d in found:
        if what == "equal":
            continue
        calls = [[item_name(name, item) for item in items] for items in (before[a:b], after[c:d])]
        for _, e, f, g, h in _opcodes(*calls):
            yield a + e, a + f, c + g, c + h


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    return list(difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
