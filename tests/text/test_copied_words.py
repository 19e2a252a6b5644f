"""Copied words are found in stretches, each once, whatever stands round them and wherever they were copied from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.text.copying import LEAST, PrintedTexts

LINE = "Các đại biểu nhất trí tăng cường hợp tác về công vụ giữa các nước thành viên trong thời gian tới"
OTHER = "Tăng cường hợp tác về công vụ giữa các nước thành viên là mục tiêu chung của các bên"
TEXTS = {"a": ["Đầu đề", LINE], "b": [OTHER]}


def runs(text: str, names: frozenset[str] = frozenset()) -> list[tuple[int, str, int]]:
    return [(run.length, run.source, run.line) for run in PrintedTexts(TEXTS, names).copied(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Họ nhất trí tăng cường hợp tác về công vụ", [(9, "a", 2)]),
        ("Họ nhất trí tăng cường hợp tác về công", [(8, "a", 2)]),
        ("Họ nhất trí tăng cường hợp tác về", []),
        ("Họ “nhất trí tăng cường hợp tác về công vụ”", []),
        ("TĂNG CƯỜNG HỢP TÁC VỀ CÔNG VỤ GIỮA CÁC NƯỚC", [(10, "a", 2)]),
        ("tang cuong hop tac ve cong vu giua cac nuoc", []),
        # two lines have it: once, as the longer
        ("tăng cường hợp tác về công vụ giữa các nước thành viên là mục tiêu chung", [(16, "b", 1)]),
        # of two that overlap the longer, once
        (f"{LINE.split(' là ')[0].removesuffix(' trong thời gian tới')} là mục tiêu chung", [(17, "a", 2)]),
    ],
)
def test_each_stretch_once(text: str, found: list[tuple[int, str, int]]) -> None:
    assert runs(text) == found


def test_two_stretches_apart_are_two() -> None:
    text = f"{LINE} Ngoài ra, theo lời kể, là mục tiêu chung của các bên cùng {OTHER}"
    assert [(length, source) for length, source, _ in runs(text)] == [
        (len(LINE.split()), "a"),
        (len(OTHER.split()), "b"),
    ]


def test_names_are_called_as_they_are_called() -> None:
    name = "hợp tác về công vụ giữa các nước thành viên"
    assert runs(f"nhất trí tăng cường {name}", frozenset({name.upper()})) == []
    assert runs(f"nhất trí tăng cường {name}", frozenset({"khác"})) == [(14, "a", 2)]


@given(st.integers(0, 20), st.integers(0, 20))
def test_any_slice_of_a_line_is_found_in_its_length(start: int, length: int) -> None:
    words = LINE.split()[start : start + length]
    text = " ".join(["x", *words, "y"])
    assert [run.length for run in PrintedTexts({"a": [LINE]}, frozenset()).copied(text)] == (
        [len(words)] if len(words) >= LEAST else []
    )
