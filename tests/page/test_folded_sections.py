"""Folded sections: heads alone on a line, all of it where it is opened, and in texts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from govtui.page.layout import Line, heads_of, lay_out, plain
from govtui.page.page import FOLD_LINK, Page, Paragraph, Section, Span
from govtui.text.width import width

WORDS = st.text(alphabet="aăđ 漢", min_size=1, max_size=40).filter(str.strip)
SECTIONS = st.lists(
    st.tuples(WORDS, st.lists(WORDS, max_size=3), st.integers(0, 1200), st.booleans()), max_size=8
).map(
    lambda rows: [
        Section(f"s{n}", heading, [Paragraph((Span(text),), field=f"s{n}.{i}") for i, text in enumerate(texts)], count, folded)
        for n, (heading, texts, count, folded) in enumerate(rows)
    ]
)  # fmt: skip


def page_of(sections: Sequence[Section]) -> Page:
    return Page("x", (Span("Tên"),), [], sections)


def folded_on(lines: Sequence[Line]) -> list[str]:
    """The sections whose heads can be opened, in order."""
    return [span.link.removeprefix(FOLD_LINK) for line in lines for span in line.spans if span.link]


def test_heads_of_folded_sections_stand_on_one_line_where_they_fit() -> None:
    sections = [
        Section(name, heading, [Paragraph((Span("Lời"),))], count, folded=True)
        for name, heading, count in (("notes", "Ghi chú", 1), ("names", "Tên gọi", 4), ("record", "Về bản ghi này", 0))
    ]
    page = page_of(sections)
    assert [line.text for line in lay_out(page, 60, ())][2:] == ["▸ Ghi chú 1   ▸ Tên gọi 4   ▸ Về bản ghi này"]
    assert [line.text for line in lay_out(page, 30, ())][2:] == ["▸ Ghi chú 1   ▸ Tên gọi 4", "▸ Về bản ghi này"]
    assert [line.text for line in lay_out(page, 30, ("names",))][2:] == [
        *("▸ Ghi chú 1", "", "▾ Tên gọi 4 ──────────────────", "Lời", "", "▸ Về bản ghi này")
    ]
    assert plain(page, 30).splitlines()[2:4] == ["Ghi chú 1 ────────────────────", "Lời"]


@given(SECTIONS, st.integers(20, 100))
def test_with_all_open_the_screen_has_the_lines_of_texts(sections: list[Section], cells: int) -> None:
    page = page_of(sections)
    shown, told = lay_out(page, cells, [section.name for section in sections]), lay_out(page, cells)
    heads = {line for line, _ in heads_of(told)}
    assert [line for line, _ in heads_of(shown)] == sorted(heads)
    assert len(shown) == len(told)
    for number, (one, other) in enumerate(zip(shown, told, strict=True)):
        assert one == other or (number in heads and one.section == other.section)


@given(SECTIONS, st.sets(st.integers(0, 7)), st.integers(20, 100))
def test_each_section_has_one_head_and_a_closed_one_no_blocks(
    sections: list[Section], numbers: set[int], cells: int
) -> None:
    opened = {f"s{number}" for number in numbers}
    lines = lay_out(page_of(sections), cells, opened)
    assert [name for _, name in heads_of(lines)] == [section.name for section in sections]
    assert folded_on(lines) == [section.name for section in sections if section.folded]
    shown = {line.field.partition(".")[0] for line in lines if line.field}
    assert shown == {one.name for one in sections if one.blocks and (not one.folded or one.name in opened)}
    assert all(width(line.text) <= cells for line in lines)
