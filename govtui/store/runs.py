"""Diff two texts into ranges of changed letters, and two versions of a list into ranges of changed items."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from govtui.model.paths import item_name

Range = tuple[int, int, int, int]
"""From where to where something changed: in the old version, in the new one."""

_WORD = re.compile(r"[⺀-〿぀-鿿豈-﫿＀-￯\U00020000-\U0003ffff]\s*|[^\s⺀-〿぀-鿿豈-﫿＀-￯\U00020000-\U0003ffff]+\s*|\s+")
"""A word with the white space behind it; where a script has no spaces, a letter."""

_ALIKE = 0.7
"""From which likeness on (difflib's ratio) two passages are compared letter by letter."""

_MANY = 1_000_000
"""Pairs of words, or of letters, from which on a comparison is made quick rather than exact."""


def changed_letters(old: str, new: str) -> Iterator[Range]:
    """Diff two texts by words, and within words by letters; the ranges that changed, in order.

    Of a passage that was written anew the words are taken one for one, so that each range is short.
    """
    words = [_WORD.findall(text) for text in (old, new)]
    starts = [_starts(texts) for texts in words]
    for what, a, b, c, d in _opcodes(*words):
        if what == "equal":
            continue
        pairs = min(b - a, d - c)
        if _alike(old[starts[0][a] : starts[0][b]], new[starts[1][c] : starts[1][d]]):
            pairs = 1
        for n in range(max(pairs, 1)):
            is_last = n >= pairs - 1
            ends = (b, d) if is_last else (a + n + 1, c + n + 1)
            at, to = starts[0][a + n], starts[1][c + n]
            for e, f, g, h in _in_passage(old[at : starts[0][ends[0]]], new[to : starts[1][ends[1]]]):
                yield at + e, at + f, to + g, to + h


def _in_passage(old: str, new: str) -> Iterator[Range]:
    """The letters that changed between two passages."""
    if _alike(old, new):
        yield from ((a, b, c, d) for what, a, b, c, d in _opcodes(old, new) if what != "equal")
        return
    first, last = _common(old, new)
    if old != new:
        yield first, len(old) - last, first, len(new) - last


def _alike(old: str, new: str) -> bool:
    if len(old) * len(new) > _MANY:
        return False
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _starts(words: Sequence[str]) -> list[int]:
    out = [0]
    for word in words:
        out.append(out[-1] + len(word))
    return out


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items two sequences have in common at the beginning, and at the end."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    return first, last


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """difflib's, of what is left between a common beginning and a common end."""
    first, last = _common(before, after)
    middles = before[first : len(before) - last], after[first : len(after) - last]
    quick = len(middles[0]) * len(middles[1]) > _MANY
    codes = difflib.SequenceMatcher(None, *middles, autojunk=quick).get_opcodes()
    inner = [(what, first + a, first + b, first + c, first + d) for what, a, b, c, d in codes]
    ends = (len(before) - last, len(before), len(after) - last, len(after))
    return [("equal", 0, first, 0, first), *inner, ("equal", *ends)]


def differing(name: str, before: list[Any], after: list[Any]) -> Iterator[Range]:
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
