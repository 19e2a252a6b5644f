"""Three-way merge of prose by words, offered beside the two sides where they changed it at places that are apart.

It is never chosen by itself: a text is read as a whole, and nobody has read this one yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from govtui.text.nfc import nfc

APART = 3
"""The fewest unchanged words between two changes that are apart: a Vietnamese word is often two, so nearer ones may be in one."""

MOST = 4_000_000
"""Pairs of words up to which texts are compared: more would be felt."""

_WORD = re.compile(r"(\S+)(\s*)")


class _Text(NamedTuple):
    """A text as its words, each with the blanks behind it; `lead`: the blanks before the first."""

    lead: str
    words: list[str]
    blanks: list[str]


class Hunk(NamedTuple):
    """Words of the base (from `start` to `end`) that a side replaced, and its words there (from `first` to `last`)."""

    start: int
    end: int
    first: int
    last: int


def joined(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the changes of both, in NFC; None where they touch, or one side has all that there is.

    The same whichever side is mine. Words are what stands between blanks; none is split. A change that both made is made
    once. Blanks between words that both keep are those of the side that changed them.
    """
    base, mine, theirs = nfc(base), nfc(mine), nfc(theirs)
    if base in (mine, theirs) or mine == theirs:
        return None
    texts = [_split(text) for text in (base, mine, theirs)]
    found = _woven(*texts)
    return None if found in (None, mine, theirs) else found


def _split(text: str) -> _Text:
    pairs = _WORD.findall(text)
    lead = text[: len(text) - len(text.lstrip())]
    return _Text(lead, [word for word, _ in pairs], [blank for _, blank in pairs])


def _woven(base: _Text, mine: _Text, theirs: _Text) -> str | None:
    ours, others = (hunks(base.words, side.words) for side in (mine, theirs))
    both = _both(ours, others, mine, theirs)
    lead = _blank(base.lead, mine.lead, theirs.lead)
    if both is None or lead is None:
        return None
    total = len(base.words)
    places = _places(ours, total), _places(others, total)
    out, at = [lead], 0
    for hunk, side in [*both, (Hunk(total, total, 0, 0), base)]:
        for n in range(at, hunk.start):
            blank = _blank(base.blanks[n], mine.blanks[places[0][n]], theirs.blanks[places[1][n]])
            if blank is None:
                return None
            out += [base.words[n], blank]
        out += [part for n in range(hunk.first, hunk.last) for part in (side.words[n], side.blanks[n])]
        at = hunk.end
    return "".join(out)


def hunks(base: Sequence[str], side: Sequence[str]) -> list[Hunk]:
    """Return what a side changed of the words of the base, in order."""
    before = _in_common(base, side)
    behind = _in_common(base[before:][::-1], side[before:][::-1])
    old, new = base[before : len(base) - behind], side[before : len(side) - behind]
    if len(old) * len(new) > MOST:
        return [Hunk(before, before + len(old), before, before + len(new))]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Hunk(*(before + n for n in ranges)) for tag, *ranges in opcodes if tag != "equal"]


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts begin with that are the same."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _places(changed: Sequence[Hunk], words: int) -> list[int]:
    """Return for each word of the base where it stands on a side; of a replaced one that means nothing."""
    out: list[int] = []
    shift = 0
    for hunk in changed:
        out += [n + shift for n in range(len(out), hunk.end)]
        shift = hunk.last - hunk.end
    return out + [n + shift for n in range(len(out), words)]


def _both(ours: Sequence[Hunk], others: Sequence[Hunk], mine: _Text, theirs: _Text) -> list[tuple[Hunk, _Text]] | None:
    """Return the changes of both sides in order, those that both made once; None where two touch."""
    there = {hunk[:2]: hunk for hunk in others}
    shared = {one[:2] for one in ours if (two := there.get(one[:2])) and _new(one, mine) == _new(two, theirs)}
    found = [(one, mine) for one in ours] + [(one, theirs) for one in others if one[:2] not in shared]
    found.sort(key=lambda one: one[0])
    end = {"mine": -APART, "theirs": -APART}
    """Where the last change that a side alone made ends."""
    for hunk, side in found:
        if hunk[:2] in shared:
            continue
        name, other = ("mine", "theirs") if side is mine else ("theirs", "mine")
        if hunk.start - end[other] < APART:
            return None
        end[name] = hunk.end
    return found


def _new(hunk: Hunk, side: _Text) -> tuple[list[str], list[str]]:
    """Return the words of a change, with the blanks behind them."""
    return side.words[hunk.first : hunk.last], side.blanks[hunk.first : hunk.last]


def _blank(base: str, mine: str, theirs: str) -> str | None:
    """Merge the blanks at one place; None where both changed them differently."""
    if mine == theirs or theirs == base:
        return mine
    return theirs if mine == base else None
