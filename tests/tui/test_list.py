"""What one does in the list: sort it, go to a name, mark records, and see where a search found them."""

from __future__ import annotations

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLE

from govtui.i18n.errors import corrected_words
from govtui.i18n.translator import load
from govtui.index.api import ALL, ORDERS, Row
from govtui.model.kinds import KINDS
from govtui.store.registry import Registry
from govtui.text.matches import matches
from govtui.text.width import width
from govtui.tui.base.line_list import excerpt
from govtui.tui.browse.row_layout import columns, line_of
from govtui.tui.browse.selection import MarkedResult, Marks

ROOMY = (120, 24)
"""Wide enough for rows of one line when one pane has the whole width."""


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def keys(play: Play) -> list[str]:
    """The keys of the list, from its first row to its last."""
    return [*play.list.rows.keys(0, play.browse.listing.total)]


# -- one line a record -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, BESIDE], ids=["80x24", "110x24"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_equals_sign_shows_twice_as_many_records_and_again_as_many_as_before(
    size: tuple[int, int], language: str
) -> None:
    def in_sight(play: Play) -> list[str]:
        seen = play.text("#list")
        return [name for name in play.names() if name[:16] in seen]

    async def pack(play: Play) -> None:
        await play.press(*["down"] * 9)
        at, few = play.list.key, in_sight(play)
        await play.press("equals_sign")
        many = in_sight(play)
        assert play.list.key == at and len(many) > 1.5 * len(few) and set(few) <= set(many)
        assert " · " in play.rows()[2], "the sentence over the list stays"
        await play.press("f2", "f2")
        assert in_sight(play) == many
        await play.press("equals_sign")
        assert play.list.key == at and in_sight(play) == few

    drive(pack, app(language), size)


def test_on_one_line_what_tells_namesakes_apart_stands_behind_the_name_where_there_is_room() -> None:
    def line(place: str, date: str, cells: int) -> str:
        row = Row("mha", "organization", 0, "Bộ Nội vụ", "", "", "Bộ", date, place)
        return "".join(cell.text for cell in line_of(columns(cells), row, 0, "", ()))

    assert line("Hàn Quốc", "", 40) == "  ⌂ " + "Bộ Nội vụ" + "Hàn Quốc".rjust(27)
    assert line("Hà Nội", "05/8/2022", 40).endswith("Hà Nội · 05/8/2022")
    assert line("Hà Nội", "05/8/2022", 26).endswith("Bộ Nội vụ    05/8/2022"), "of both, the date"
    assert line("Hà Nội, Việt Nam", "05/8/2022", 22).rstrip().endswith("Bộ Nội vụ"), "nothing is cut"


def test_of_a_snippet_from_a_claim_the_sign_stays_and_the_source_where_there_is_room() -> None:
    def second(cells: int) -> str:
        row = Row("a", "organization", 0, "A", "", "", "", "", "")
        snippet = "+ according to a-long-source: Seoul, before the move to Songdo, Incheon, in 2017"
        line = line_of(columns(cells, height=2), row, 1, snippet, (("songdo", False),))
        return "".join(cell.text for cell in line).strip()

    assert second(91) == "+ according to a-long-source: Seoul, before the move to Songdo, Incheon, in 2017"
    assert second(64).startswith("+ according to a-long-source: … ") and "to Songdo" in second(64)
    assert second(46).startswith("+ Seoul, ") and "to Songdo" in second(46)
    assert second(30).startswith("+ … ") and "Songdo" in second(30)


WORDS = st.text("aăâđê ộ·…ư字", max_size=60)


@given(
    st.builds(
        Row,
        st.just("k"),
        st.sampled_from(list(KINDS)),
        st.integers(0, 3),
        WORDS,
        st.sampled_from(["", "vi", "en"]),
        *[WORDS] * 4,
    ),
    st.integers(20, 200),
    st.integers(1, 2),
    st.booleans(),
    WORDS,
)
def test_every_line_of_a_row_is_as_wide_as_the_list(
    row: Row, cells: int, height: int, both: bool, snippet: str
) -> None:
    layout = columns(cells, height=height)
    assert layout.height == height
    for part in range(layout.height):
        drawn = line_of(layout, row, part, snippet, (), marked=both, both=both)
        assert width("".join(cell.text for cell in drawn)) == cells


@pytest.mark.parametrize(
    ("cells", "beside"),
    [(45, ""), (46, "date"), (65, "date"), (66, "date type"), (87, "date type"), (88, "date type place")],
)
def test_columns_come_with_the_width_and_the_name_has_thirty_cells_at_least(cells: int, beside: str) -> None:
    layout = columns(cells)
    assert [name for name in ("date", "type", "place") if getattr(layout, name)] == beside.split()
    assert layout.name >= 30 and not columns(cells, height=2).date


def test_without_a_column_of_places_the_place_stands_behind_a_name_that_leaves_room_and_does_not_say_it() -> None:
    row = Row("mha", "organization", 0, "Bộ Nội vụ", "", "", "Bộ", "", "Hàn Quốc")
    assert _line(51, row).rstrip() == "  ⌂ Bộ Nội vụ  Hàn Quốc"
    assert _line(79, row).rstrip() == f"{'  ⌂ Bộ Nội vụ  Hàn Quốc':60} Bộ"
    assert _line(51, row._replace(name="Chính phủ Hàn Quốc")).count("Hàn Quốc") == 1
    assert "Hàn Quốc" not in _line(51, row._replace(name=LONG[:40]))
    assert _line(99, row).rstrip() == f"{'  ⌂ Bộ Nội vụ':61} {'Bộ':18} Hàn Quốc"


LONG = "Kế hoạch hành động thực hiện Tuyên bố ASEAN về tăng cường sự thích ứng của nền công vụ"


@pytest.mark.parametrize("date", ["trong 05–06/11/2018", "11/2021 – 05/8/2022 +", "05–06/11/2018"])
@pytest.mark.parametrize("name", ["ASEAN", LONG])
def test_a_long_date_is_told_whole_at_the_cost_of_the_name(name: str, date: str) -> None:
    line = _line(51, Row("k", "event", 0, name, "", "", "Phiên họp", date, ""))
    assert line.endswith(f" {date}") and line.startswith("  ◊ " + name[:20].rstrip("…"))


def test_a_name_runs_on_where_there_is_no_date_and_a_type_where_there_is_no_place() -> None:
    undated = Row("k", "declaration", 0, LONG, "", "", "Kế hoạch hành động của các quốc gia", "", "")
    assert len(_line(51, undated).split("…")[0]) > columns(51).name + 10
    line = _line(100, undated)
    assert line.rstrip().endswith("… Kế hoạch hành động của các quốc gia")
    dated = undated._replace(date="2021", place="Hà Nội")
    assert [line.rstrip() for line in _line(100, dated).split("…")][1:] == [" 2021        Kế hoạch hành độn", " Hà Nội"]


def _line(cells: int, row: Row) -> str:
    return "".join(cell.text for cell in line_of(columns(cells), row, 0, "", ()))


@pytest.mark.parametrize(("size", "lines"), [(NARROW, 2), (BESIDE, 2), ((120, 24), 1), (WIDE, 1)])
def test_a_record_takes_the_lines_that_suit_the_terminal_until_somebody_wants_it_otherwise(
    size: tuple[int, int], lines: int
) -> None:
    async def turn(play: Play) -> None:
        assert play.list.row_height == lines
        await play.press("equals_sign")
        assert play.list.row_height == 3 - lines
        await play.press("equals_sign")
        assert play.list.row_height == lines

    drive(turn, app(), size)


def test_a_click_hits_the_record_it_is_on_however_many_lines_each_takes() -> None:
    async def click(play: Play) -> None:
        await play.press("equals_sign")
        name = play.names()[7]
        await play.click(name[:20])
        assert play.list.cursor == 7

    drive(click, app())


# -- sorting ---------------------------------------------------------------------------------------------------------


def test_s_sorts_by_each_column_in_turn_and_the_header_says_by_which() -> None:
    said = {
        "name": "by name",
        "date": "by date, latest first",
        "type": "by type",
        "place": "by place",
        "kind": "by kind",
    }

    async def sort(play: Play) -> None:
        seen = []
        for order in (*ORDERS, ORDERS[0]):
            assert play.browse.order == order and f"· {said[order]}" in play.rows()[2]
            seen.append(keys(play))
            await play.press("s")
        assert len({tuple(each) for each in seen}) == len(ORDERS), "every order is another one"
        assert seen[0] == seen[-1] and all(sorted(each) == sorted(seen[0]) for each in seen)

    drive(sort, app())


def test_the_order_by_kind_is_offered_only_where_there_are_several() -> None:
    async def sort(play: Play) -> None:
        await play.press("4")
        orders = []
        for _ in range(5):
            await play.press("s")
            orders.append(play.browse.order)
        assert orders == ["date", "type", "place", "name", "date"]

    drive(sort, app())


def test_reversing_turns_the_list_round_and_the_cursor_stays_on_its_record() -> None:
    async def reverse(play: Play) -> None:
        await play.press("j", "j")
        here, before = play.list.key, keys(play)
        await play.press("S")
        assert keys(play) == before[::-1] and play.list.key == here
        assert "by name, from Z to A" in play.rows()[2]
        await play.press("S")
        assert keys(play) == before and play.list.key == here

    drive(reverse, app())


def test_a_click_on_a_columns_head_sorts_by_it_and_one_more_turns_it_round() -> None:
    async def click(play: Play) -> None:
        await play.press("plus")
        for head, order, arrow in (
            ("Date", "date", "▼"),
            ("Date", "date", "▲"),
            ("Place", "place", "▲"),
            ("Type", "type", "▲"),
        ):
            await play.click(head, line=2)
            assert play.browse.order == order and f"{head} {arrow}" in play.rows()[2]
        x = play.find("Type", 2)[0]
        assert play.rows()[3][x - 1] == " " != play.rows()[3][x], "heads stand over their columns"

    drive(click, app(), ROOMY)


def test_where_there_are_no_columns_a_click_on_the_order_goes_to_the_next() -> None:
    async def click(play: Play) -> None:
        await play.click("by name")
        assert play.browse.order == "date"

    drive(click, app())


def test_what_is_searched_for_comes_best_first_and_the_header_says_so() -> None:
    async def search(play: Play) -> None:
        await play.type("/accsm")
        assert "best match first" in play.rows()[3]
        await play.press("enter", "S")
        assert "by name, from Z to A" in play.rows()[3]

    drive(search, app())


# -- going to a name -------------------------------------------------------------------------------------------------


def test_a_comma_and_the_beginning_of_a_name_lead_to_it_without_accents() -> None:
    async def jump(play: Play) -> None:
        await play.press(",")
        assert play.state()["focus"] == "jump" and "Phần đầu của tên…" in play.text()
        await play.type("hoi nghi c")
        assert play.list.key == "hoi-nghi-2021" and play.browse.text == "", "nothing is filtered"
        await play.press("down", "enter")
        assert play.list.has_focus and play.list.key == "accsm" and "→" not in play.rows()[2]

    drive(jump, app("vi"))


def test_esc_goes_back_to_where_one_was_and_so_does_deleting_what_was_typed() -> None:
    async def jump(play: Play) -> None:
        await play.press("j")
        here = play.list.key
        await play.press("comma", "z", "e", "a")
        assert play.list.key == "sai-kieu"
        await play.press("backspace", "backspace", "backspace")
        assert play.list.key == here
        await play.press("z", "e", "escape")
        assert play.list.key == here and play.list.has_focus

    drive(jump, app())


def test_the_words_over_the_list_make_room_for_the_field_and_come_back() -> None:
    async def jump(play: Play) -> None:
        before = play.text()
        await play.press("comma")
        rows = play.rows()
        assert rows[2].startswith(" → ") and rows[3:-1] == before.split("\n")[3:-1], "no row moved"
        await play.press("tab")
        assert play.text() == before

    drive(jump, app())


# -- marks -----------------------------------------------------------------------------------------------------------


def test_space_marks_and_goes_on_and_marks_outlive_filter_order_kind_and_language() -> None:
    async def mark(play: Play) -> None:
        first, second = keys(play)[:2]
        await play.press("space", "space")
        assert play.browse.marked == (first, second) and play.list.cursor == 2
        assert play.rows()[3].startswith(" *") and "2 marked" in play.rows()[2]
        for keys_ in (("4",), ("f2",), ("s",), ("slash", "x", "y", "escape"), ("escape",), ("f2",)):
            await play.press(*keys_)
            assert set(play.browse.listing.marks) == {first, second}, keys_
        await play.press("s", "s", "s", "s", "g", "space")
        assert play.browse.marked == (second,)

    drive(mark, app())


def test_without_marks_the_record_in_hand_is_meant() -> None:
    async def look(play: Play) -> None:
        assert play.browse.marked == (play.list.key,)

    drive(look, app())


def test_v_marks_from_the_last_mark_to_the_cursor_upwards_and_downwards() -> None:
    async def mark(play: Play) -> None:
        rows = keys(play)
        await play.press("j", "space", "j", "j", "v")
        assert play.browse.marked == tuple(rows[1:5])
        await play.press("G", "space", "k", "k", "v")
        assert set(play.browse.marked) == {*rows[1:5], *rows[-3:]}

    drive(mark, app())


def test_an_asterisk_inverts_the_marks_of_what_the_list_shows_and_of_nothing_else() -> None:
    async def invert(play: Play) -> None:
        await play.press("5", "space")
        (outside,) = play.browse.marked
        await play.press("4")
        events = keys(play)
        assert outside not in events
        await play.press("space", "asterisk")
        assert set(play.browse.listing.marks) == {outside, *events[1:]}

    drive(invert, app())


def test_the_marked_alone_stand_in_the_order_of_the_list_and_esc_shows_all_again() -> None:
    async def narrow(play: Play) -> None:
        rows = keys(play)
        await play.press("G", "space", "g", "j", "space", "M")
        assert keys(play) == [rows[1], rows[-1]] and "only what is marked" in play.rows()[2]
        await play.press("S")
        assert keys(play) == [rows[-1], rows[1]]
        await play.press("S", "slash")
        await play.type("zzzz")
        assert keys(play) == []
        await play.press("escape", "escape")
        assert keys(play) == rows

    drive(narrow, app())


def test_marks_are_cleared_by_esc_after_all_else_or_by_a_command_that_also_brings_them_back() -> None:
    async def clear(play: Play) -> None:
        await play.press("4", "space", "escape")
        assert play.browse.kind == ALL and len(play.browse.listing.marks) == 1
        await play.press("escape")
        assert len(play.browse.listing.marks) == 0
        await play.press("backslash")
        assert len(play.browse.listing.marks) == 1 and " *" in play.text("#list")
        await play.press("backslash")
        await play.toast()
        assert "1 mark cleared." in play.text()

    drive(clear, app())


KEYS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(KEYS, KEYS)
def test_inverting_twice_and_clearing_twice_change_nothing(marked: list[str], shown: list[str]) -> None:
    marks = Marks(marked)
    marks.invert(shown)
    assert set(marks) == set(marked) ^ set(shown)
    marks.invert(shown)
    assert set(marks) == set(marked)
    marks.clear()
    assert not len(marks)
    marks.clear()
    assert set(marks) == set(marked)


@given(st.data())
def test_the_marked_of_a_result_are_that_result_without_the_others(data: st.DataObject) -> None:
    govtui = app()
    assert govtui.index is not None
    from govtui.index.api import View

    result = govtui.index.result(View(order=data.draw(st.sampled_from(ORDERS))))
    rows = result.keys(0, result.total)
    wanted = data.draw(st.lists(st.sampled_from([*rows, "no-such-record"]), unique=True))
    found = MarkedResult(result, wanted)
    expected = [key for key in rows if key in wanted]
    start, stop = data.draw(st.integers(-2, 20)), data.draw(st.integers(-2, 20))
    assert found.keys(0, found.total) == expected and found.total == len(expected)
    assert found.keys(start, stop) == expected[max(0, start) : max(0, stop)]
    assert [row.key for row in found.window(start, stop)] == found.keys(start, stop)
    assert found.places([*rows, "no-such-record"]) == {key: place for place, key in enumerate(expected)}
    for key in (*rows, "no-such-record"):
        assert found.position(key) == (expected.index(key) if key in expected else None)


# -- what a search found ---------------------------------------------------------------------------------------------


def test_a_hit_outside_the_name_is_shown_under_it_and_marked_there_and_in_the_reader() -> None:
    async def search(play: Play) -> None:
        await play.type("/khu vuc cua muoi")
        assert play.list.key == "asean"
        second = play.text("#list").split("\n")[1]
        assert "Tổ chức khu vực của mười quốc gia." in second
        marked = underlined(play)
        assert marked.count("mười") == 2 and marked.count("vực") >= 2, "in the list and in the reader"

    drive(search, app("vi"), BESIDE)


def underlined(play: Play) -> list[str]:
    drawn = (segment for line in play.segments() for segment in line)
    return [one.text for one in drawn if one.style and one.style.underline and one.text.strip()]


@pytest.mark.parametrize("typed", ["cuar muwowif quoocs gia", "cu3a mu7o7i2 quo6c1 gia"])
def test_what_was_typed_without_an_input_method_is_marked_as_what_it_means(typed: str) -> None:
    async def search(play: Play) -> None:
        await play.type(f"/{typed}")
        assert play.list.key == "asean"
        assert {"của", "mười", "quốc"} <= set(underlined(play))

    drive(search, app("vi"), BESIDE)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_slip_that_was_forgiven_is_said_over_the_list_and_what_it_meant_is_marked(language: str) -> None:
    async def search(play: Play) -> None:
        await play.type("/minstry")
        said = corrected_words("minstry", ["ministry"], "slip", load(language))
        assert said in play.rows()[3] and play.rows()[3].split()[0] == "1/2"
        assert "Ministry" in underlined(play)
        await play.press("f2")
        assert said not in play.rows()[3] and "minstry" in play.rows()[3]
        await play.press("ctrl+u")
        await play.type("ministry")
        assert "minstry" not in play.rows()[3]

    drive(search, app(language), BESIDE)


def test_where_only_the_name_in_the_other_language_has_the_words_that_name_is_shown() -> None:
    async def search(play: Play) -> None:
        await play.type("/bo noi vu")
        assert play.text("#list").split("\n")[1].strip() == "Bộ Nội vụ"

    drive(search, app("en"), NARROW)


TEXT = st.text(st.sampled_from("ab đổi mới"), max_size=80)


@given(TEXT, st.integers(8, 40))
def test_an_excerpt_keeps_to_its_room_and_to_what_was_found(text: str, room: int) -> None:
    words = (("doi", False),)
    shown = excerpt(text, words, room)
    assert width(shown) <= room
    if matches(text, words):
        assert matches(shown, words)


# -- what is wrong with a query --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_wrong_with_a_query_is_underlined_where_it_stands(language: str) -> None:
    async def search(play: Play) -> None:
        await play.type("/accsm tpe:x year:20x8 4")
        line = play.segments()[2]
        wrong = [each.text for each in line if each.style and each.style.underline]
        assert "".join(wrong) == "tpe20x8"
        assert "tpe" in play.rows()[3]

    drive(search, app(language), BESIDE)
