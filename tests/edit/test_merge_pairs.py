"""Merging measured: pairs of random edits of the records that ship, of fixed seeds. Nothing is lost, nothing wrong.

New seeds belong to a long run; a pair that fails there becomes a case in test_merge_comments.py.
"""

from __future__ import annotations

from collections import Counter

import pytest
from edit_pairs import EditPair, due, edit_pairs, unordered, words
from seeds import rounds

from govtui.edit.merge import Clash, Merge, merged
from govtui.edit.plain_data import plain, same
from govtui.store.toml_units import comments

PAIRS, SEEDS = rounds(400, 1000), (11, 12, 13, 14)
CLEAN_WHERE_APART = 0.99

Revision = list[tuple[str, str, str, str]]


def told(merge: Merge, *, exchanged: bool = False) -> Revision:
    sides = [(clash.theirs, clash.mine) if exchanged else (clash.mine, clash.theirs) for clash in merge.clashes]
    return sorted(
        (clash.path, repr(clash.base), repr(mine), repr(theirs))
        for clash, (mine, theirs) in zip(merge.clashes, sides, strict=True)
    )


def shown(clashes: tuple[Clash, ...]) -> str:
    return "\n".join(str(value) for clash in clashes for value in (clash.mine, clash.theirs))


def lost(pair: EditPair, merge: Merge) -> Counter[str]:
    """Words, those of comments among them, that are due and neither in the text nor in a clash."""
    three = (words(text) for text in (pair.base, pair.mine, pair.theirs))
    return due(*three) - words(merge.text) - words(shown(merge.clashes))


def lost_comments(pair: EditPair, merge: Merge) -> list[str]:
    three = (Counter(comments(text)) for text in (pair.base, pair.mine, pair.theirs))
    there = words(shown(merge.clashes))
    return [comment for comment in due(*three) - Counter(comments(merge.text)) if words(comment) - there]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_edits_of_a_record_are_merged_with_nothing_lost_and_nothing_wrong(seed: int) -> None:
    apart = clean = 0
    for n, pair in enumerate(edit_pairs(PAIRS, seed)):
        merge = merged(pair.base, pair.mine, pair.theirs)
        data = plain(merge.text)
        assert data is not None
        assert not lost_comments(pair, merge), pair
        assert not lost(pair, merge), pair
        if pair.expected is not None:
            apart += 1
            if not merge.clashes:
                clean += 1
                assert same(unordered(data), unordered(plain(pair.expected))), pair
                assert Counter(comments(merge.text)) == Counter(comments(pair.expected)), pair
        if n % 4 == 0 or merge.clashes:
            assert told(merge) == told(merged(pair.base, pair.theirs, pair.mine), exchanged=True), pair
    assert apart > PAIRS / 2
    assert clean >= CLEAN_WHERE_APART * apart
