"""Highlighting: the spans of a text that match the words of a query, found by folded text, given in the original."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.text.fold import fold_map, original_span


def matches(text: str, prefixes: Sequence[tuple[str, bool]]) -> list[tuple[int, int]]:
    """Return the spans of `text` (start, end; disjoint, in order) that match folded words.

    Each word comes with whether it is a prefix: then only that part of a found word is marked.
    """
    if not prefixes:
        return []
    folded, origins = fold_map(text)
    found: list[tuple[int, int]] = []
    for word, open_ended in prefixes:
        start = folded.find(word)
        while start >= 0:
            end = start + len(word)
            begins = start == 0 or not folded[start - 1].isalnum()
            ends = open_ended or end == len(folded) or not folded[end].isalnum()
            if word and begins and ends:
                found.append(original_span(text, origins, start, end))
            start = folded.find(word, start + 1)
    out: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
