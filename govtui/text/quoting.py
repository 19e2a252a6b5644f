"""Quotations in texts: a normal form that forgives layout and spelling habits, but no word and no accent.

One in both: case, NFC or NFD, hoà and hòa, i and y after a consonant, kinds of white space, of dashes and of brackets' inner
space; quotation marks do not count. Difference marks are those of wdiff: [-only in the quotation-]{+only in the text+}.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from govtui.text.fold import tonekey, words

_QUOTATION_MARKS = re.compile(r"[\"“”„‟«»‹›‘’‚‛'`´]")
_DASHES = re.compile(r"\s*[-‐‑‒–—―−]\s*")
_SPACED_PUNCTUATION = re.compile(r"\s+(?=[.,;:!?)\]/])|(?<=[(\[/])\s+")
_CUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")
_ENDS = " .,;:!?-"

_MIN_SHARE = 0.5
"""The share of a quotation's words that a line must have to be near it."""


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """Return the normal form in which quotations are compared."""
    text = _DASHES.sub("-", _QUOTATION_MARKS.sub("", text.replace("\u00a0", " ")))
    return tonekey(_SPACED_PUNCTUATION.sub("", text))


def joined(lines: Sequence[str]) -> str:
    """Return the normal form of lines that are read as one text; each may be in normal form already."""
    if len(lines) == 1:
        return plain(lines[0])
    text = " ".join(filter(None, map(plain, lines)))
    return _SPACED_PUNCTUATION.sub("", _DASHES.sub("-", text))


def pieces(quote: str) -> list[str]:
    """Return the pieces of a quotation in normal form: it is cut at an ellipsis and at the writer's own [words]."""
    return [piece for part in _CUT.split(quote) if (piece := plain(part).strip(_ENDS))]


def stands(quote: str, text: str) -> bool:
    """Return whether the pieces of a quotation stand in a text in their order; never one without words."""
    return stands_in(pieces(quote), plain(text))


def stands_in(parts: Sequence[str], body: str) -> bool:
    """Return whether some `pieces` stand in a text in normal form, each from the beginning of a word."""
    at = 0
    for part in parts:
        at = _find(part, body, at)
        if at < 0:
            return False
        at += len(part)
    return bool(parts)


def _find(piece: str, body: str, start: int) -> int:
    """Return where a piece begins.

    Its last word may go on in the text ("PSTI" in "PSTIs"), but not with a digit, which is the tone of another word.
    """
    while (at := body.find(piece, start)) >= 0:
        end = at + len(piece)
        begins = at == 0 or not (body[at - 1].isalnum() and piece[0].isalnum())
        if begins and not (piece[-1].isalnum() and body[end : end + 1].isdigit()):
            return at
        start = at + 1
    return -1


def syllables(text: str) -> list[str]:
    """Return the syllables of a text in strict keys, as copied words are compared and quotations measured."""
    return [tonekey(word) for word in words(text)]


class Near(NamedTuple):
    """The place in a text that is most like a quotation."""

    number: int
    """Of the line, from 1."""
    difference: str
    """The quotation with what differs marked as by wdiff."""


def nearest(quote: str, lines: Sequence[str]) -> Near | None:
    """Return the line most like a quotation and the difference of words; None where no line has half of its words."""
    wanted = words(quote)
    keys = list(map(tonekey, wanted))
    if not keys:
        return None
    count = Counter(keys)
    best = max(((_overlap(count, syllables(line)), -number) for number, line in enumerate(lines, 1)), default=(0, 0))
    if best[0] < _MIN_SHARE * len(keys):
        return None
    return Near(-best[1], _difference(wanted, keys, words(lines[-best[1] - 1])))


def _overlap(count: Counter[str], keys: Sequence[str]) -> int:
    """Return how many words of a quotation stand near one another in a line: in the best window of its length."""
    size, most = count.total(), 0
    window: Counter[str] = Counter()
    shared = 0
    for place, key in enumerate(keys):
        window[key] += 1
        shared += window[key] <= count[key]
        if place >= size:
            old = keys[place - size]
            shared -= window[old] <= count[old]
            window[old] -= 1
        most = max(most, shared)
    return most


def _difference(wanted: Sequence[str], keys: Sequence[str], found: Sequence[str]) -> str:
    matcher = SequenceMatcher(None, keys, list(map(tonekey, found)), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    longest = max(blocks, key=lambda block: block.size)
    span = range(longest.b - 2 * len(keys), longest.b + 2 * len(keys))  # a word far away is none of the quotation
    blocks = [block for block in blocks if block.b in span]
    out: list[str] = []
    a, b = 0, blocks[0].b
    for block in blocks:
        out.append(_marked(wanted[a : block.a], found[b : block.b]))
        out.append(" ".join(wanted[block.a : block.a + block.size]))
        a, b = block.a + block.size, block.b + block.size
    out.append(_marked(wanted[a:], ()))
    return " ".join(filter(None, out))


def _marked(missing: Sequence[str], added: Sequence[str]) -> str:
    return (f"[-{' '.join(missing)}-]" if missing else "") + (f"{{+{' '.join(added)}+}}" if added else "")
