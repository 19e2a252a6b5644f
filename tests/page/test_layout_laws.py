"""Laying out: no line is wider than was asked, nothing that can be seen is lost, nothing unsafe comes out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govtui.page.layout import BAR_SHARE, Line, lay_out
from govtui.page.page import Bar, Block, Gap, Page, Paragraph, Raw, Role, Section, Span, Table, TableRow
from govtui.page.paragraph_layout import PROSE
from govtui.text.safe import UNSAFE, safe_text
from govtui.text.width import width

HOSTILE = [
    "\x1b]0;PWNED\x07",
    "\x1b[2J\x1b[H",
    "A\x9b31mB\x9d0;x\x9c",
    "[@click=app.pwn]x[/]",
    "x[/nope]",
    "\u202egnp.exe",
    "a\u2066b\u2069",
    "z\u200bw\u200dj\ufeff",
    "tag\U000e0041\U000e007f",
    "nul\x00del\x7f",
    "\udcff",
    "cr\rlf\r\n",
    "tab\tin",
    "\u2028\u2029",
]
"""What a record may hold to harm a terminal or its reader (design: terminal, injection)."""

TEXT = st.one_of(
    st.text(alphabet="aă đ漢字 한\u0301\u00a0 -…\n", max_size=60),
    st.text(max_size=30),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(["Hội nghị", "a", "pneumonoultramicroscopicsilicovolcanoconiosis", "漢字" * 20]), max_size=9).map(" ".join),
)  # fmt: skip
SPANS = st.lists(st.builds(Span, TEXT, st.sampled_from(Role), st.sampled_from(["", "un", "asean"])), max_size=5)
PARAGRAPHS = st.builds(
    Paragraph,
    SPANS,
    st.one_of(st.just(""), TEXT),
    st.just(Role.LABEL),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["", "name"]),
)
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, 10**15))
BARS = st.builds(
    Bar,
    st.builds(Span, TEXT),
    st.integers(0, 60),
    st.none() | NUMBERS,
    st.lists(st.tuples(st.sampled_from(Role), st.sampled_from("█▓▒░?"), NUMBERS), max_size=7),
    NUMBERS,
    TEXT,
)
ROWS = st.builds(TableRow, st.lists(SPANS, min_size=3, max_size=3), below=st.lists(PARAGRAPHS, max_size=1))
TABLES = st.builds(Table, st.lists(TEXT, min_size=3, max_size=3), st.lists(ROWS, max_size=3), st.integers(0, 60))
BLOCKS = st.one_of(PARAGRAPHS, BARS, TABLES, TEXT.map(Raw), st.just(Gap()))
CELLS = st.integers(20, 200)


def page_of(*blocks: Block, title: list[Span] | None = None, heading: str = "") -> Page:
    return Page("key", title or [], [], [Section("section", heading, blocks)])


def laid(block: Block, cells: int) -> list[Line]:
    """The lines of one block."""
    lines = lay_out(page_of(block), cells)
    assert lines[0].text == lines[1].text == ""  # the title, and the gap before the section
    return lines[2:]


def seen(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


def seen_on(lines: list[Line]) -> str:
    return seen("".join(line.text for line in lines))


@settings(deadline=None)
@given(BLOCKS, SPANS, TEXT, CELLS)
def test_no_line_is_wider_than_asked(block: Block, title: list[Span], heading: str, cells: int) -> None:
    for line in lay_out(page_of(block, title=title, heading=heading), cells):
        assert width(line.text) <= cells


SHORT = st.lists(st.sampled_from(["Việt", "Nam", "22/4/2016", "漢字", "a"]), max_size=6).map(" ".join)
SHORT_ROWS = st.builds(TableRow, st.lists(SHORT.map(lambda text: [Span(text)]), min_size=3, max_size=3))


@settings(deadline=None)
@given(st.lists(SHORT_ROWS, min_size=1, max_size=3), CELLS)
def test_nothing_of_a_table_is_lost_and_a_narrow_one_is_said_in_lines(rows: list[TableRow], cells: int) -> None:
    lines = laid(Table(["Who", "Signed", "Ratified"], rows), cells)
    for row in rows:
        for cell in row.cells:
            for word in "".join(span.text for span in cell).split():
                assert any(word in line.text for line in lines)


@settings(deadline=None)
@given(PARAGRAPHS, CELLS)
@example(Paragraph([Span("漢" * 30)], "x", indent=10), 21)
@example(Paragraph([Span("a" * 30 + " "), Span(" b")], lead_width=18), 20)
def test_nothing_of_a_paragraph_is_lost(paragraph: Paragraph, cells: int) -> None:
    lead = safe_text(paragraph.lead, multiline=False)
    told = lead + "".join(safe_text(span.text) for span in paragraph.spans)
    assert seen_on(laid(paragraph, cells)) == seen(told)


@settings(deadline=None)
@given(PARAGRAPHS, CELLS)
def test_a_link_stays_on_its_words(paragraph: Paragraph, cells: int) -> None:
    def linked(spans: list[Span], link: str) -> str:
        return seen("".join(safe_text(span.text) for span in spans if span.link == link))

    shown = [span for line in laid(paragraph, cells) for span in line.spans]
    for link in ("un", "asean"):
        assert linked(shown, link) == linked(list(paragraph.spans), link)


@settings(deadline=None)
@given(SPANS, CELLS)
def test_nothing_of_a_title_is_lost(title: list[Span], cells: int) -> None:
    lines = [line for line in lay_out(page_of(title=title), cells) if line.section == "title"]
    assert seen_on(lines) == seen("".join(safe_text(span.text) for span in title))


@settings(deadline=None)
@given(TEXT, CELLS)
def test_nothing_of_a_raw_text_is_lost(text: str, cells: int) -> None:
    shown = "".join(span.text for line in laid(Raw(text), cells) for span in line.spans if span.role is Role.CODE)
    rows = [safe_text(row.rstrip("\r"), multiline=False) for row in text.split("\n")]
    assert seen(shown) == seen("".join(rows))


@settings(deadline=None)
@given(BARS, CELLS)
def test_the_words_of_a_bar_are_not_lost(bar: Bar, cells: int) -> None:
    assert seen_on(laid(bar, cells)).endswith(seen(safe_text(bar.words, multiline=False)))


@settings(deadline=None)
@given(BLOCKS, SPANS, TEXT, CELLS)
def test_nothing_unsafe_comes_out(block: Block, title: list[Span], heading: str, cells: int) -> None:
    for line in lay_out(page_of(block, title=title, heading=heading), cells):
        assert UNSAFE.search(line.text) is None
        assert "\n" not in line.text and "\t" not in line.text


@settings(deadline=None)
@given(BLOCKS, CELLS)
def test_marks_stay_with_their_letter(block: Block, cells: int) -> None:
    for line in laid(block, cells):
        first = line.text.lstrip(" ")[:1]
        assert not first or not unicodedata.combining(first) or seen_on([line])[:1] == first


@pytest.mark.parametrize("cells", [-1, 0, 1, 19])
def test_no_page_is_narrower_than_twenty_cells(cells: int) -> None:
    page = page_of(Paragraph([Span("một hai ba bốn năm sáu bảy tám")]))
    assert lay_out(page, cells) == lay_out(page, 20)


def lines_of(block: Block, cells: int) -> list[str]:
    return [line.text for line in laid(block, cells)]


class TestWrapping:
    TEXT = "một hai ba bốn năm sáu bảy tám chín mười"

    def test_words_stay_whole(self) -> None:
        lines = [line.rstrip() for line in lines_of(Paragraph([Span(self.TEXT)]), 20)]
        assert " ".join(lines) == self.TEXT
        assert all(width(line) <= 20 for line in lines)

    def test_words_stay_whole_over_the_edges_of_spans(self) -> None:
        spans = [Span("một hai ba bốn ", Role.PLAIN), Span("“năm", Role.LINK), Span("”,", Role.PLAIN), Span(" sáu")]
        assert [line.rstrip() for line in lines_of(Paragraph(spans), 20)] == ["một hai ba bốn", "“năm”, sáu"]

    def test_what_follows_the_first_line_hangs_under_its_text(self) -> None:
        lines = lines_of(Paragraph([Span(self.TEXT)], "•", lead_width=3, indent=2), 24)
        assert lines[0].startswith("  •  một")
        assert all(line.startswith("     ") and line[5] != " " for line in lines[1:])

    def test_texts_of_neighbours_stand_under_one_another(self) -> None:
        for lead in ("Tên", "Ngày tháng", ""):
            [line] = lines_of(Paragraph([Span("x")], lead, lead_width=18), 60)
            assert line == lead + " " * (18 - len(lead)) + "x"

    def test_a_lead_that_leaves_no_room_has_a_line_of_its_own(self) -> None:
        lines = lines_of(Paragraph([Span(self.TEXT)], "Phối hợp với các cơ quan", lead_width=18), 24)
        assert lines[0].rstrip() == "Phối hợp với các cơ quan"
        assert lines[1].startswith("  một")

    def test_a_line_break_in_a_text_is_kept(self) -> None:
        lines = [line.rstrip() for line in lines_of(Paragraph([Span("một\n\nhai")], "•", lead_width=3), 40)]
        assert lines == ["•  một", "", "   hai"]

    def test_what_no_line_can_hold_is_broken(self) -> None:
        assert [line.rstrip() for line in lines_of(Paragraph([Span("x" * 45)]), 20)] == ["x" * 20, "x" * 20, "x" * 5]

    def test_an_address_and_a_path_are_broken_at_their_joints(self) -> None:
        url = "https://www1.napa.vn/en/the-asean-community-is-cohesive-and-responsive.napa"
        lines = [line.rstrip() for line in lines_of(Paragraph([Span(url)]), 46)]
        assert lines == ["https://www1.napa.vn/en/the-asean-community-", "is-cohesive-and-responsive.napa"]

    @pytest.mark.parametrize("number", ["21", "5,", "38–40]", "05/8/2022", "(2015)", "2021-2025."])
    def test_a_number_is_not_parted_from_the_word_before_it(self, number: str) -> None:
        text = f"một hai ba bốn năm {number} sáu bảy"
        for cells in range(20, 40):
            assert all(not line.startswith(number) for line in lines_of(Paragraph([Span(text)]), cells))

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(["Bộ", "Hội nghị", "·", "—", "ASEAN"]), min_size=1), CELLS)
    def test_no_line_begins_with_a_sign_that_stands_between_words(self, words: list[str], cells: int) -> None:
        one_between = [word for at, word in enumerate(words) if at and (len(word) > 1 or len(words[at - 1]) > 1)]
        lines = lines_of(Paragraph([Span(" ".join(["Bộ", *one_between]))]), cells)
        assert all(line[:1] not in ("·", "—") for line in lines)

    def test_running_text_is_no_wider_than_can_be_read_however_wide_the_page(self) -> None:
        text = Span("chữ " * 200)
        for block in (Paragraph([text]), Paragraph([text], "Ghi chú", lead_width=18)):
            assert (
                PROSE - 4 < max(width(line.removeprefix("Ghi chú").strip()) for line in lines_of(block, 200)) <= PROSE
            )

    def test_every_line_knows_the_field_that_is_read_on_it(self) -> None:
        assert {line.field for line in laid(Paragraph([Span(self.TEXT)], field="summary"), 20)} == {"summary"}

    def test_every_line_knows_its_section(self) -> None:
        lines = lay_out(page_of(Paragraph([Span(self.TEXT)]), Gap(), Raw("x"), heading="H"), 20)
        assert {line.section for line in lines[2:]} == {"section"}


class TestBars:
    def bar(self, *parts: tuple[str, int], total: int | None, scale: int, words: str = "") -> Bar:
        return Bar(Span("ACCSM"), 7, total, [(Role.DONE, sign, number) for sign, number in parts], scale, words)

    def test_a_bar_is_drawn_to_the_scale_of_its_table(self) -> None:
        [line] = lines_of(self.bar(("█", 5), ("░", 10), ("?", 3), total=18, scale=25), 120)
        assert line == "  ACCSM     18 " + "█" * 5 + "░" * 10 + "?" * 3

    def test_a_wide_bar_is_made_to_fit(self) -> None:
        [line] = lines_of(self.bar(("█", 500), ("░", 500), total=1000, scale=1000), 60)
        assert line.count("█") + line.count("░") == int(60 * BAR_SHARE)
        assert abs(line.count("█") - line.count("░")) <= 1

    def test_a_small_part_is_seen_all_the_same(self) -> None:
        [line] = lines_of(self.bar(("█", 10_000), ("░", 1), total=10_001, scale=10_001), 60)
        assert line.count("░") == 1

    def test_nothing_is_drawn_of_nothing(self) -> None:
        [line] = lines_of(self.bar(("█", 0), total=0, scale=25), 60)
        assert line.rstrip() == "  ACCSM      0"

    def test_what_is_not_stated_is_a_dash(self) -> None:
        [line] = lines_of(self.bar(("█", 2), total=None, scale=2), 60)
        assert line == "  ACCSM      – ██"

    def test_words_stand_beside_the_bar_or_below_it(self) -> None:
        bar = self.bar(("█", 5), total=5, scale=5, words="5 đã hoàn thành")
        assert lines_of(bar, 80) == ["  ACCSM      5 █████  5 đã hoàn thành"]
        assert lines_of(bar, 34) == ["  ACCSM      5 █████", " " * 15 + "5 đã hoàn thành"]

    def test_words_beside_a_bar_are_wrapped_in_their_column(self) -> None:
        words = "7 đã hoàn thành · 1 đang triển khai · 3 định kỳ · 14 đã lên kế hoạch"
        first, second = lines_of(self.bar(("█", 25), total=25, scale=25, words=words), 80)
        assert first.index("7 đã") == second.index("3 định") == 15 + 25 + 2

    def test_the_total_is_written_as_the_language_does_it_where_there_is_room(self) -> None:
        bar = Bar(Span("ACCSM"), 7, 10**15, [], 1, "", figure="1.000.000.000.000.000")
        assert "1.000.000.000.000.000" in lines_of(bar, 60)[0]
        assert "".join(lines_of(bar, 20)).split() == ["ACCSM", str(10**15)]

    def test_words_of_one_table_stand_under_one_another(self) -> None:
        bars = [
            self.bar(("█", 5), ("░", 4), ("▓", 1), total=10, scale=400, words="x"),
            self.bar(("█", 400), total=400, scale=400, words="x"),
        ]
        assert len({lines_of(bar, 80)[0].index("x") for bar in bars}) == 1

    def test_a_label_for_which_there_is_no_room_has_a_line_of_its_own(self) -> None:
        bar = Bar(Span("Hợp tác ASEAN"), 13, 18, [(Role.DONE, "█", 18)], 18, "")
        assert lines_of(bar, 20) == ["  Hợp tác ASEAN", "     18 " + "█" * 9]
