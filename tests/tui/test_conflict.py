"""Somebody else saved the record meanwhile: nothing is lost, and what both changed is decided field by field."""

from __future__ import annotations

from drive import Play
from editing import LINES, TEXT, Edited, edited, editor, on, opened, put

from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.tui.edit.value_form import ValueScreen

__all__ = ["edited"]

STATUS, NAME_VI, NAME_EN = LINES[4], LINES[7], LINES[8]


def theirs(edited: Edited, **changes: str) -> None:
    """Somebody else saves these values: status, vi, en."""
    text = TEXT
    for name, value in changes.items():
        line = {"status": STATUS, "vi": NAME_VI, "en": NAME_EN}[name]
        text = text.replace(line, f'{name} = "{value}"')
    edited.file.write_text(text, encoding="utf-8")


async def in_conflict(play: Play, edited: Edited) -> None:
    """Change status and the English name here, status and the Vietnamese name there, and save."""
    await opened(play)
    await put(play, 4, 'status = "inactive"')
    await put(play, 8, 'en = "Min"')
    theirs(edited, status="unknown", vi="Vụ")
    await play.press("ctrl+s")
    assert on(play, ConflictScreen)


def test_only_what_both_changed_is_asked_about(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await in_conflict(play, edited)
        seen = play.seen()
        for words in ("Tình trạng", "của tôi", "của họ", "Chưa rõ", "ban đầu", "Đang hoạt động"):
            assert words in seen
        assert "active" not in seen, "values are in words"
        assert "Vụ" not in seen.replace("vụ", "")
        await play.press("enter")
        assert "chưa chọn" in play.seen()
        await play.press("left", "enter")
        assert on(play, ReviewScreen)
        assert edited.text.count("unknown") == 1  # nothing is saved yet
        await play.press("enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "inactive"').replace(NAME_VI, 'vi = "Vụ"').replace(
        NAME_EN, 'en = "Min"'
    )


def test_theirs_can_be_taken(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await in_conflict(play, edited)
        await play.press("right", "enter", "enter")

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "unknown"').replace(NAME_VI, 'vi = "Vụ"').replace(
        NAME_EN, 'en = "Min"'
    )


def test_a_value_can_be_written_anew(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 7, 'vi = "Bộ Một"')
        theirs(edited, vi="Bộ Hai")
        await play.press("ctrl+s", "e")
        assert on(play, ValueScreen)
        await play.type(" và Hai")
        await play.press("ctrl+s")
        assert on(play, ConflictScreen)
        assert "Bộ Một và Hai" in play.seen()
        await play.press("enter", "enter")

    edited.open(scenario)
    assert edited.text == TEXT.replace(NAME_VI, 'vi = "Bộ Một và Hai"')


def test_what_does_not_clash_is_merged_and_shown_before_it_is_saved(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, 'en = "Min"')
        theirs(edited, status="unknown")
        await play.press("ctrl+s")
        await play.until(lambda: on(play, ReviewScreen))
        await play.settle()
        assert "cả hai thay đổi đều được giữ" in " ".join(play.seen().replace("│", " ").split())
        await play.press("enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "unknown"').replace(NAME_EN, 'en = "Min"')


def commented(edited: Edited, line: str) -> None:
    """Somebody else saves the line of the status so."""
    edited.file.write_text(TEXT.replace(STATUS, line), encoding="utf-8")


def test_two_comments_beside_one_field_are_decided_as_fields_are(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, 'status = "inactive"  # của mình')
        commented(edited, 'status = "active"  # họ ghi')
        await play.press("ctrl+s")
        assert on(play, ConflictScreen)
        seen = " ".join(play.seen().replace("│", " ").split())
        for words in ("Chú thích cạnh Tình trạng", "# của mình", "# họ ghi", "# theo nguồn", "trường hoặc chú thích"):
            assert words in seen
        await play.press("enter")
        assert "Còn 1 trường hoặc chú thích chưa chọn" in play.seen()
        await play.press("e")
        await play.type(" và của họ")
        await play.press("ctrl+s", "enter", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "inactive"  # của mình và của họ')


def test_a_comment_beside_a_field_that_they_removed_is_asked_about_in_english(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, f"{NAME_EN}  # asked")
        edited.file.write_text(TEXT.replace(f"{NAME_EN}\n", ""), encoding="utf-8")
        await play.press("ctrl+s")
        seen = " ".join(play.seen().replace("│", " ").split())
        for words in ("Comment beside Name · English", "# asked", "(nothing)", "Both changed 1 field or comment"):
            assert words in seen
        await play.press("left", "enter", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario, "en")
    assert edited.text == TEXT.replace(f"{NAME_EN}\n", "# asked\n")


def test_texts_that_cannot_be_merged_are_said_to_be_so(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, NAME_EN + "  # mine")
        edited.file.write_text(TEXT.replace("[name]", "[name"), encoding="utf-8")
        await play.press("ctrl+s")
        assert "cannot be merged" in " ".join(play.seen().replace("│", " ").split())

    edited.open(scenario, "en")


def test_a_save_in_the_middle_of_deciding_is_seen_and_decided_anew(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await in_conflict(play, edited)
        await play.press("right", "enter")
        theirs(edited, status="withdrawn", vi="Cục")
        await play.press("enter")
        assert on(play, ConflictScreen)
        assert "Bản ghi đã thu hồi" in play.seen()
        await play.press("left", "enter", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "inactive"').replace(NAME_VI, 'vi = "Cục"').replace(
        NAME_EN, 'en = "Min"'
    )


def test_leaving_keeps_my_text_in_the_editor(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await in_conflict(play, edited)
        there = edited.text
        await play.press("escape")
        assert 'en = "Min"' in editor(play).area.file_text
        assert edited.text == there

    edited.open(scenario)


def test_the_whole_text_can_be_edited_over_theirs(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await in_conflict(play, edited)
        await play.press("left", "E")
        screen = editor(play)
        assert 'vi = "Vụ"' in screen.area.file_text
        assert 'status = "inactive"' in screen.area.file_text
        await put(play, 8, 'en = "M."')
        await play.press("ctrl+s", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "inactive"').replace(NAME_VI, 'vi = "Vụ"').replace(
        NAME_EN, 'en = "M."'
    )


def test_two_texts_that_cannot_be_read_are_chosen_between_as_a_whole(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, "status =")
        theirs(edited, status="unknown")
        await play.press("ctrl+s")
        assert on(play, ConflictScreen)
        assert "Toàn bộ văn bản" in play.seen()
        await play.press("right", "enter")
        await play.settle()
        assert on(play, EditTextScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(STATUS, 'status = "unknown"')
