"""Places in sources that are compared without the text: lines with lines, paragraphs with paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.model.line_ranges import contains, in_common, ranges


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("L5", [("L", 5, 5)]),
        ("L5-L7", [("L", 5, 7)]),
        ("L5–7", [("L", 5, 7)]),  # noqa: RUF001
        ("L5, L7-L9", [("L", 5, 5), ("L", 7, 9)]),
        ("¶2-¶4", [("¶", 2, 4)]),
        ("p. 14", None),
        ("Điều 5", None),
        ("", None),
    ],
)
def test_lines_and_paragraphs_are_read_and_nothing_else(place: str, wanted: object) -> None:
    assert ranges(place) == wanted


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("L33", "L30-L35", "L33"),
        ("L9, L39-L41", "L40-L42", "L40-L41"),
        ("L1-L3", "L4", ""),
        ("L2", "¶2", ""),
        ("p. 14", "p. 14", "p. 14"),
        ("p. 14", "L14", ""),
    ],
)
def test_what_two_places_share(one: str, other: str, shared: str) -> None:
    assert in_common(one, other) == in_common(other, one) == shared


places = st.tuples(st.integers(1, 30), st.integers(0, 5)).map(lambda p: f"L{p[0]}-L{p[0] + p[1]}")


@given(places, places)
def test_a_place_that_contains_another_shares_all_of_it(one: str, other: str) -> None:
    assert contains("", one) and contains(one, one)
    if contains(one, other):
        assert ranges(in_common(one, other)) == ranges(other)
