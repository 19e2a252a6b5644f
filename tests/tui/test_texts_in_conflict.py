"""Two long texts in conflict: what differs is seen at once, and the text that the program joins is a third choice."""

from __future__ import annotations

import pytest
from drive import Play
from editing import TEXT, Edited, edited, editor, on
from test_merge_versions import decided, words

from govtui.edit.conflict import Own, Side
from govtui.edit.three_versions import Decided, Sides
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.conflict_list import ClashList
from govtui.tui.edit.merge_versions import ResultScreen
from govtui.tui.edit.value_form import ValueScreen

__all__ = ["edited"]

PROSE = " ".join(f"Câu thứ {n} nói về việc {n} của cơ quan này." for n in range(1, 31))
MINE = PROSE.replace("việc 3 của", "nhiệm vụ 3 của")
THEIRS = PROSE.replace("thứ 27 nói", "thứ 27 bàn")
BOTH = MINE.replace("thứ 27 nói", "thứ 27 bàn")


def record(summary: str) -> bytes:
    return TEXT.replace("[[sources]]", f'[summary]\nvi = "{summary}"\n\n[[sources]]').encode()


THREE = record(PROSE), record(MINE), record(THEIRS)


def clashes(play: Play) -> ClashList:
    return play.app.screen.query_one(ClashList)


def marked(play: Play, style: str) -> list[str]:
    """The parts of the list that are drawn in a style."""
    found = clashes(play)
    pieces = (piece for line in range(found.virtual_size.height) for piece in found.pieces(line, found.cells))
    return [piece.text for piece in pieces if piece.style == style]


def test_the_words_that_differ_are_marked_and_the_rest_of_a_long_text_is_left_out(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        assert marked(play, "clash--differs") == ["nhiệm vụ", "bàn", "nhiệm vụ", "bàn"], (
            "mine, theirs, both of the joined"
        )
        assert marked(play, "clash--gone") == ["việc", "nói"]
        seen = words(play)
        assert "Câu thứ 3 nói về nhiệm vụ 3 của" in seen and "thứ 15" not in seen
        assert "do chương trình gộp" in seen
        await play.press("escape")

    assert decided(edited, *THREE, scenario) == [None]


def test_right_again_chooses_the_joined_text_and_the_footer_says_so(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("enter")
        assert "chưa chọn" in play.seen(), "it is not chosen by itself"
        assert "Bản gộp" not in play.seen()
        await play.press("right")
        assert clashes(play).choices == {"summary.vi": Side.THEIRS}
        assert "→ Bản gộp" in words(play)
        await play.press("right")
        assert clashes(play).choices == {"summary.vi": Own(BOTH)}
        await play.press("right")
        assert clashes(play).choices == {"summary.vi": Side.THEIRS}
        await play.press("right", "enter")
        assert on(play, ResultScreen)
        await play.press("enter")

    assert decided(edited, *THREE, scenario) == [Decided(record(BOTH))]


def test_a_click_on_the_joined_text_chooses_it(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.click("[ ] gộp")
        assert clashes(play).choices == {"summary.vi": Own(BOTH)}
        await play.click("[ ] gop-y", into=20)
        assert clashes(play).choices == {"summary.vi": Side.THEIRS}

    decided(edited, *THREE, scenario, sides=Sides("main", "gop-y"))


def test_the_joined_text_can_be_edited(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("right", "right", "e")
        assert on(play, ValueScreen)
        await play.type(" Hết.")
        await play.press("ctrl+s", "enter", "enter")

    assert decided(edited, *THREE, scenario) == [Decided(record(f"{BOTH} Hết."))]


def test_where_the_changes_touch_no_text_is_joined(edited: Edited) -> None:
    theirs = record(PROSE.replace("việc 3 của", "việc số 3 của"))

    async def scenario(play: Play) -> None:
        assert "gộp;" not in words(play)
        await play.press("right")
        assert clashes(play).choices == {"summary.vi": Side.THEIRS}
        assert "Bản gộp" not in play.seen()
        await play.press("right")
        assert clashes(play).choices == {"summary.vi": Side.THEIRS}

    decided(edited, *THREE[:2], theirs, scenario)


def test_a_save_meanwhile_offers_it_too(edited: Edited) -> None:
    edited.file.write_bytes(THREE[0])

    async def scenario(play: Play) -> None:
        await play.press("E")
        editor(play).area.load(THREE[1].decode())
        edited.file.write_bytes(THREE[2])
        await play.press("ctrl+s")
        assert on(play, ConflictScreen)
        await play.press("right", "right", "enter", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.file.read_bytes() == record(BOTH)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_long_name_of_a_side_stands_above_its_value(edited: Edited, language: str) -> None:
    async def scenario(play: Play) -> None:
        found = clashes(play)
        lines = [
            "".join(piece.text for piece in found.pieces(n, found.cells)) for n in range(found.virtual_size.height)
        ]
        assert any(line.strip() == "[ ] a1b2c3d4 Sửa tên (Lan)" for line in lines)
        assert all(len(line) <= found.cells + 1 for line in lines)

    decided(edited, *THREE, scenario, language=language)
