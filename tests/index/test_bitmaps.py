"""Orders of documents answer windows and positions as going through all of them would."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from govtui.index.bitmaps import CHUNK, Order, chunk_blob, chunked

SIZE = 2 * CHUNK + 100
DOCS = Random(1).sample(range(70_000), SIZE)
"""Numbers whose bytes stand in each other's, and of two containers of a bitmap."""
ORDER = Order(map(chunk_blob, chunked(DOCS)))


@given(st.floats(0, 1), st.integers(0, 2**32), st.integers(0, SIZE), st.integers(0, 200))
def test_a_window_is_a_part_of_the_whole(share: float, seed: int, start: int, length: int) -> None:
    few = Random(seed).sample(DOCS, round(SIZE * share**3))
    docs = BitMap(few)
    inside = [doc for doc in DOCS if doc in docs]
    assert ORDER.window(docs, start, start + length) == inside[start : start + length]
    assert [ORDER.position(docs, doc) for doc in inside[:3]] == list(range(min(3, len(inside))))
