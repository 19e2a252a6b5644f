"""Two versions of a record that a merge of commits has: a person decides between them, and nothing is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from drive import Play
from editing import LINES, TEXT, Edited, edited, on
from rich.cells import cell_len

from govtui.edit.three_versions import Decided, Sides, ThreeVersions
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.edit.merge_versions import MergeVersionsScreen, ResultScreen
from govtui.tui.edit.toml_area import TomlArea
from govtui.tui.edit.whole_text import WholeTextScreen
from govtui.tui.screens import make

__all__ = ["edited"]

STATUS, NAME_VI, NAME_EN = LINES[4].partition("  ")[0], LINES[7], LINES[8]
PATH = "organizations/bo.toml"
SIDES = Sides("main", "a1b2c3d4 Sửa tên (Lan)")


def version(status: str = "", vi: str = "", en: str = "", text: str = TEXT) -> bytes:
    """The record with another status or name."""
    for line, new in ((STATUS, f'status = "{status}"'), (NAME_VI, f'vi = "{vi}"'), (NAME_EN, f'en = "{en}"')):
        if not new.endswith('""'):
            text = text.replace(line, new)
    return text.encode()


BASE = version()


def decided(
    edited: Edited,
    base: bytes | None,
    mine: bytes | None,
    theirs: bytes | None,
    scenario: Callable[[Play], Awaitable[None]],
    *,
    language: str = "vi",
    sides: Sides = SIDES,
) -> Sequence[object]:
    """Open the screen over these versions; return what it was dismissed with, if it was."""
    answers: list[object] = []
    before = edited.file.read_bytes()

    async def shown(play: Play) -> None:
        screen = make("merge-versions", play.browse, versions=ThreeVersions(PATH, base, mine, theirs, sides))
        play.app.push_screen(screen, answers.append)
        await play.settle()
        await scenario(play)

    edited.open(shown, language)
    assert edited.file.read_bytes() == before, "nothing is written"
    return answers


def words(play: Play) -> str:
    return " ".join(play.seen().replace("│", " ").split())


def test_both_sides_stand_under_their_names_and_one_is_chosen(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        assert on(play, MergeVersionsScreen)
        for part in ("main", "a1b2c3d4 Sửa tên (Lan)", "Đã ngừng hoạt động", "Chưa rõ", "cả hai bên cùng sửa 1 trường"):
            assert part in words(play), part
        assert "của tôi" not in words(play) and PATH not in words(play)
        assert "Bộ: cả hai bên" in words(play), "the record's name"
        await play.press("enter")
        assert "chưa chọn" in play.seen()
        await play.press("right", "enter")
        assert on(play, ResultScreen)
        assert "so với: main" in words(play)
        await play.press("enter")

    answers = decided(edited, BASE, version("inactive", en="Min"), version("unknown", vi="Vụ"), scenario)
    assert answers == [Decided(version("unknown", "Vụ", "Min"))]


def test_what_does_not_clash_is_shown_at_once_and_escape_decides_nothing(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.until(lambda: on(play, ResultScreen))
        await play.settle()
        assert "both changes are kept" in words(play)
        await play.press("escape")
        assert not on(play, MergeVersionsScreen)

    assert decided(edited, BASE, version(en="Min"), version(vi="Vụ"), scenario, language="en") == [None]


def test_a_record_that_one_side_removed_is_kept_or_removed(edited: Edited) -> None:
    changed = version(vi="Vụ")

    async def kept(play: Play) -> None:
        assert "đã bị xóa ở một bên (main)" in words(play)
        await play.press("right", "enter", "ctrl+s")

    async def removed(play: Play) -> None:
        await play.press("left", "enter")
        assert "bị xóa" in words(play)
        await play.press("enter")

    async def kept_as_it_is(play: Play) -> None:
        await play.press("left", "enter", "enter")

    assert decided(edited, BASE, None, changed, kept) == [Decided(changed)]
    assert decided(edited, BASE, None, changed, removed) == [Decided(None)]
    assert decided(edited, BASE, changed, None, kept_as_it_is) == [Decided(changed)]


def test_without_a_base_each_difference_is_asked_about(edited: Edited) -> None:
    mine, theirs = version(vi="Vụ"), BASE.replace(f"{NAME_EN}\n".encode(), b"")

    async def scenario(play: Play) -> None:
        assert "phải chọn từng chỗ khác nhau: 2 trường" in words(play)
        assert "ban đầu" not in words(play)
        await play.press("left", "right", "enter", "enter")

    answers = decided(edited, None, mine, theirs, scenario)
    assert answers == [Decided(version(vi="Vụ").replace(f"{NAME_EN}\n".encode(), b""))]


def test_texts_that_are_no_toml_are_chosen_between_byte_for_byte(edited: Edited) -> None:
    broken = BASE.replace(b"[name]", b"[name") + b"\xff"

    async def scenario(play: Play) -> None:
        assert "Toàn bộ văn bản" in words(play)
        await play.press("right", "enter", "enter")

    assert decided(edited, BASE, version("unknown"), broken, scenario) == [Decided(broken)]


def test_errors_that_neither_side_had_are_shown_before_it_is_used(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("E")
        assert on(play, WholeTextScreen)
        play.app.screen.query_one(TomlArea).load(TEXT.replace("active", "actve"))
        await play.press("ctrl+s")
        assert on(play, ResultScreen)
        assert "không bên nào có" in words(play)
        await play.press("enter")
        assert on(play, ResultScreen), "what has errors is used only by F12"
        await play.press("f12")

    answers = decided(edited, BASE, version("inactive"), version("unknown"), scenario)
    assert answers == [Decided(TEXT.replace("active", "actve").encode())]


def test_a_text_that_was_typed_is_not_thrown_away_unasked(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("E", *"#2")
        await play.press("ctrl+s", "escape")
        assert on(play, MergeVersionsScreen) and "Chọn lại một trường thì bỏ bản sửa này" in words(play)
        await play.press("escape")
        assert on(play, QuestionScreen)
        await play.press("escape", "E")
        assert "#2" in play.app.screen.query_one(TomlArea).file_text
        await play.press("escape", "right", "escape")
        assert not on(play, QuestionScreen), "a choice of a field undid it"

    assert decided(edited, BASE, version("inactive"), version("unknown"), scenario) == [None]


def test_a_name_of_a_side_is_other_peoples_text(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        assert "\x1b" not in play.text() and max(map(cell_len, play.text().split("\n"))) <= 80
        assert "xấu" in play.seen()
        await play.press("escape")

    sides = Sides("\x1b[31m xấu\n\u202e" * 40, "z" * 3000)
    assert decided(edited, BASE, version("inactive"), version("unknown"), scenario, sides=sides) == [None]
    assert decided(edited, BASE, None, version("unknown"), scenario, sides=sides) == [None]


def test_an_error_of_one_side_is_none_of_the_merge(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.until(lambda: on(play, ResultScreen))
        await play.press("enter")

    answers = decided(edited, BASE, version("inactve"), version(vi="Vụ"), scenario)
    assert answers == [Decided(version("inactve", "Vụ"))]
