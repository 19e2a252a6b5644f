"""Names of people have one key without titles, in any order; what somebody types may have a position before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.text.person_names import keys_of_typed, name_key, without_titles


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Chu Tuấn Tú", "chu tuan tu"),
        ("TS. Chu Tuấn Tú", "chu tuan tu"),
        ("PGS.TS. Nguyễn Thị Quý", "nguyen thi qui"),
        ("Ông Vũ Chiến Thắng", "vu chien thang"),
        ("Đồng chí Lê An", "le an"),
        ("H.E. Mr. Ekkaphab Phantavong", "ekkaphab phantavong"),
        ("Dr. Jón Viti", "jon viti"),
        ("Ong Keng Yong", "ong keng yong"),  # a family name
        ("Bà", "ba"),
        ("Anh Nguyen", "anh nguyen"),
        ("", ""),
    ],
)
def test_titles_before_a_name_are_no_part_of_it(name: str, words: str) -> None:
    assert without_titles(name) == words


PARTS = st.lists(st.sampled_from(["Chu", "Tuấn", "Tú", "Lê", "An", "Wick"]), min_size=1, max_size=4)


@given(PARTS.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_the_order_of_the_parts_does_not_matter(both: tuple[list[str], list[str]]) -> None:
    parts, shuffled = both
    assert name_key(", ".join(shuffled)) == name_key(" ".join(parts))
    assert name_key(name_key(" ".join(parts))) == name_key(" ".join(parts))


def test_a_typed_name_may_have_a_position_before_it() -> None:
    keys = keys_of_typed("Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà")
    assert name_key("Phạm Thị Thanh Trà") in keys
    assert keys[0] == name_key("Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà")
    assert keys_of_typed("Trà") == ["tra"] and keys_of_typed("…") == []


@given(st.text(max_size=40))
def test_any_text_has_keys(text: str) -> None:
    keys = keys_of_typed(text)
    assert all(keys) and len(set(keys)) == len(keys)
    assert not name_key(text) or keys[0] == name_key(text)
