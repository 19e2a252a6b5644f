"""Places in sources: lines, blocks, articles of legal texts; free forms are not looked up."""

import pytest

from govtui.model.passages import lines_at, with_line

TEXT = ["một", "", "hai", "ba", "", "\xa0", "bốn"]
LAW = [
    "Điều 1. Phạm vi",
    "1. Một",
    "a) điểm a",
    "b) điểm b",
    "2. Hai",
    "Điều 2. Đối tượng",
    "1. Khác",
    "Chương II",
    "x",
]


@pytest.mark.parametrize(
    ("at", "lines"),
    [
        ("L1", (1,)),
        ("L3-L4", (3, 4)),
        ("L3-4", (3, 4)),
        ("L1–L3", (1, 3)),
        ("L1, L7", (1, 7)),
        ("¶2", (3, 4)),
        ("¶1-¶2", (1, 3, 4)),
        ("L2", ()),
        ("L8", ()),
        ("L0", ()),
        ("L4-L3", ()),
        ("¶4", ()),
        ("p. 14", None),
    ],
)
def test_lines_and_blocks(at: str, lines: tuple[int, ...] | None) -> None:
    assert lines_at(TEXT, at) == lines


@pytest.mark.parametrize(
    ("at", "lines"),
    [
        ("Điều 1", (1, 2, 3, 4, 5)),
        ("Điều 1 khoản 1", (2, 3, 4)),
        ("Điều 1 khoản 1 điểm b", (4,)),
        ("Điều 2", (6, 7)),
        ("điều 2 khoản 2", ()),
        ("Điều 12", ()),
    ],
)
def test_articles(at: str, lines: tuple[int, ...]) -> None:
    assert lines_at(LAW, at) == lines


@pytest.mark.parametrize(
    ("at", "number", "longer"),
    [
        ("L56", 7, "L7, L56"),
        ("L56", 57, "L56-L57"),
        ("L5-L7", 8, "L5-L8"),
        ("L5-L7, L9", 8, "L5-L9"),
        ("L5-L7", 6, "L5-L7"),
        ("¶2", 7, "L7, ¶2"),
        ("Điều 5 khoản 2", 7, "L7, Điều 5 khoản 2"),
    ],
)
def test_a_place_gets_a_line_more_once(at: str, number: int, longer: str) -> None:
    assert with_line(at, number) == longer
    assert with_line(longer, number) == longer
