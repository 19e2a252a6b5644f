"""Three-way merge of texts line by line (diff3), only where the two sides touched different lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class _Kept(NamedTuple):
    """A run of lines that all three texts have: its start in each, and its length."""

    base: int
    mine: int
    theirs: int
    length: int


Runs = tuple[list[str], list[str], list[str]]
"""The lines at one place of the base, of mine, of theirs."""


def merged_lines(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the changes of both sides; None where both changed the same lines differently."""
    out: list[str] = []
    for old, one, other in merged_runs(*(text.splitlines(keepends=True) for text in (base, mine, theirs))):
        if one == other or other == old:
            out += one
        elif one == old:
            out += other
        else:
            return None
    return "".join(out)


def merged_runs(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Runs]:
    """Yield in order the runs of lines that all three have, and those between them, in which they differ."""
    b = m = t = 0
    for kept in _kept(base, mine, theirs):
        yield list(base[b : kept.base]), list(mine[m : kept.mine]), list(theirs[t : kept.theirs])
        same = list(base[kept.base : kept.base + kept.length])
        yield same, same, same
        b, m, t = (place + kept.length for place in kept[:3])


def _kept(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Kept]:
    """Yield the runs of lines that both sides kept, in order; last an empty one at the end."""
    ones = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(ones) and j < len(others):
        one, other = ones[i], others[j]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield _Kept(start, one.b + start - one.a, other.b + start - other.a, end - start)
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield _Kept(len(base), len(mine), len(theirs), 0)
