"""Diff two texts into ranges of changed letters, and match the items of two versions of a list."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from govtui.model.item_names import item_name

Range = tuple[int, int, int, int]
"""Start and end of a change in the old version, then in the new one."""

_WORD = re.compile(r"[⺀-〿぀-鿿豈-﫿＀-￯\U00020000-\U0003ffff]\s*|[^\s⺀-〿぀-鿿豈-﫿＀-￯\U00020000-\U0003ffff]+\s*|\s+")
"""A word, or a letter of a script without spaces, with the white space behind it."""

_ALIKE = 0.7
"""The ratio of difflib from which on two passages are compared letter by letter."""

_ROW = 4
"""The fewest letters in a row that count as kept where the rest of a passage was written anew."""

_MANY = 1_000_000
"""Pairs of words or letters above which a comparison is quick rather than exact."""


def changed_letters(old: str, new: str) -> Iterator[Range]:
    """Diff two texts by words, and within words by letters; yield the ranges that changed, in order.

    The words of a passage that was written anew are compared one by one, so that each range is short.
    """
    words = [_WORD.findall(text) for text in (old, new)]
    starts = [[0, *accumulate(map(len, texts))] for texts in words]
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
    """Yield the letters that changed between two passages; unlike ones match in long rows only."""
    least = 1 if _alike(old, new) else _ROW
    a = c = 0
    for what, b, e, d, f in _opcodes(old, new):
        is_end = b == 0 == d or (e == len(old) and f == len(new))
        if what == "equal" and (e - b >= least or is_end):
            if (a, c) != (b, d):
                yield a, b, c, d
            a, c = e, f
    if (a, c) != (len(old), len(new)):
        yield a, len(old), c, len(new)


def _alike(old: str, new: str) -> bool:
    if len(old) * len(new) > _MANY:
        return False
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many items two sequences have in common at the beginning, and at the end."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    return first, last


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's opcodes, with a common beginning and a common end cut off first."""
    first, last = _common(before, after)
    middles = before[first : len(before) - last], after[first : len(after) - last]
    quick = len(middles[0]) * len(middles[1]) > _MANY
    codes = difflib.SequenceMatcher(None, *middles, autojunk=quick).get_opcodes()
    inner = [(what, first + a, first + b, first + c, first + d) for what, a, b, c, d in codes]
    ends = (len(before) - last, len(before), len(after) - last, len(after))
    return [("equal", 0, first, 0, first), *inner, ("equal", *ends)]


def reordering(name: str, before: Sequence[Any], after: Sequence[Any]) -> tuple[list[int], list[tuple[int, int]]]:
    """Match the items of two versions of the list `name`.

    Returns an order of all items of `before`, by index, in which those that have a successor stand as these do; then the
    pairs, by index in that order and in `after`.
    """
    pairs = match_items(name, before, after)
    behind = defaultdict[int, list[int]](list)
    """Items that go, by the index in `after` of what they stand behind; -1 for the beginning."""
    index = -1
    for n in range(len(before)):
        if n in pairs:
            index = pairs[n]
        else:
            behind[index].append(n)
    old = {m: n for n, m in pairs.items()}
    order, new = list(behind[-1]), list[int | None]([None] * len(behind[-1]))
    for m in sorted(old):
        order += [old[m], *behind[m]]
        new += [m, *[None] * len(behind[m])]
    return order, [(index, m) for index, m in enumerate(new) if m is not None]


def match_items(name: str, before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Return each item's successor in `after`: an equal one, one of the same name, one in its place.

    What is matched here is changed by the fewest splices; edit.alignment matches what people take for the same thing.
    """
    forms = list(map(repr, before)), list(map(repr, after))
    calls = [item_name(name, item) for item in before], [item_name(name, item) for item in after]
    changed = [n for n in range(len(before)) if forms[0][n] != forms[1][n]] if len(before) == len(after) else None
    if changed is not None and not any(_moved(words, changed) for words in (forms, calls)):
        # Of equal neighbours one that changes looks like one that goes and another that comes, which is more than it is.
        return {n: n for n in range(len(before))}
    pairs: dict[int, int] = {}
    for what, a, b, c, _ in _opcodes(*forms):
        if what == "equal":
            pairs |= {n: n - a + c for n in range(a, b)}
    for words in (forms, calls):
        free = defaultdict[str, list[int]](list)
        for m in sorted(set(range(len(after))) - set(pairs.values()), reverse=True):
            free[words[1][m]].append(m)
        for n in range(len(before)):
            if n not in pairs and words[0][n] and free[words[0][n]]:
                pairs[n] = free[words[0][n]].pop()
    return pairs | in_place(pairs, range(len(before)), range(len(after)))


def _moved(words: tuple[list[str], list[str]], changed: Sequence[int]) -> bool:
    """Return whether one of the items that changed stands elsewhere by now."""
    places = [n for n in changed if words[0][n] != words[1][n]]
    return bool({words[0][n] for n in places if words[0][n]} & {words[1][n] for n in places})


def in_place(pairs: Mapping[int, int], old: Iterable[int], new: Iterable[int]) -> dict[int, int]:
    """Pair unmatched indices of an old and a new list where as many went as came behind one pair."""
    gaps = defaultdict[int, tuple[list[int], list[int]]](lambda: ([], []))
    for side, items, known in ((0, old, sorted(pairs)), (1, new, sorted(pairs.values()))):
        taken = set(known)
        for n in items:
            if n not in taken:
                index = known[count - 1] if (count := bisect_left(known, n)) else -1
                gaps[pairs.get(index, -1) if side == 0 else index][side].append(n)
    return {n: m for gone, come in gaps.values() if len(gone) == len(come) for n, m in zip(gone, come, strict=True)}
