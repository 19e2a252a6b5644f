"""The text of a record in the interface: what is typed, what is wrong with it, what is saved."""

from __future__ import annotations

import os
import stat

import pytest
from drive import Play
from editing import LINES, TEXT, Edited, edited, editor, on, opened, put
from small import write

from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.drafts import DraftsScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.tui.edit.text_editor_widgets import FaultList
from govtui.user import drafts

__all__ = ["edited"]

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def test_problems_take_their_room_and_leave_the_cursor_in_sight(edited: Edited) -> None:
    edited.file.write_text(TEXT + "# dòng\n" * 30, encoding="utf-8")

    async def scenario(play: Play) -> None:
        screen = await opened(play)
        await play.press("ctrl+end")
        assert screen.area.cursor_in_sight and not screen.query_one(FaultList).display
        for line in ("[mot", "[hai", "[ba"):
            await play.type(line)
            await play.press("enter")
        screen._paused()
        await play.settle()
        assert screen.query_one(FaultList).display
        assert screen.area.cursor_in_sight
        await play.press("ctrl+home")
        assert screen.area.cursor_location == (0, 0)

    edited.open(scenario)


def test_one_field_is_typed_and_the_difference_on_the_disk_is_that_field(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 7, 'vi = "Bộ Nội vụ"')
        await play.press("ctrl+s")
        assert on(play, ReviewScreen)
        assert '− vi = "Bộ"' in play.seen()
        assert '+ vi = "Bộ Nội vụ"' in play.seen()
        await play.press("enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace('"Bộ"', '"Bộ Nội vụ"')
    assert drafts.all(edited.root) == []


def test_the_reader_shows_the_new_text_at_once(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 7, 'vi = "Bộ Nội vụ"')
        await play.press("ctrl+s", "enter")
        assert "Bộ Nội vụ" in play.text("#reader")

    edited.open(scenario, size=(120, 30))


def test_a_problem_stands_under_its_line_with_a_sign_and_in_the_list_below(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, 'status = "activ"')
        rows = play.rows()
        line = next(n for n, row in enumerate(rows) if 'status = "activ"' in row)
        assert rows[line].startswith(" 5✗")
        assert rows[line + 1].split()[:3] == ["✗", "Tình", "trạng:"]
        assert rows[-3].split()[:2] == ["✗", "5"]
        assert "“active”" in "\n".join(rows)
        await play.press("f2")
        assert "is not in the vocabulary" in play.text()
        await put(play, 4, LINES[4])
        assert "✗" not in play.text()

    edited.open(scenario)


def test_f8_goes_round_the_problems(edited: Edited) -> None:
    text = TEXT.replace("active", "activ").replace('ref = "s"', 'ref = "t"')
    edited.file.write_text(text)

    async def scenario(play: Play) -> None:
        screen = await opened(play)
        rows = []
        for key in ("f8", "ctrl+n", "f8", "shift+f8", "shift+f8"):
            await play.press(key)
            rows.append(screen.area.cursor_location[0] + 1)
        assert rows == [5, 12, 5, 12, 5]

    edited.open(scenario)


def test_before_saving_tab_leads_to_the_button_that_keeps_a_draft_and_the_one_that_saves_anyway(edited: Edited) -> None:
    broken = TEXT.replace(LINES[4], 'status = "act')

    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, 'status = "act')
        await play.press("ctrl+s", "ctrl+s")
        assert on(play, ReviewScreen) and edited.text == TEXT, "Ctrl+S twice saves no error"
        await play.press("tab", "enter")
        assert on(play, BrowseScreen) and edited.text == TEXT
        assert [draft.text for draft in drafts.all(edited.root)] == [broken]
        await play.press("E", "enter", "ctrl+s", "tab", "down", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == broken


def test_broken_text_is_kept_as_a_draft_unless_somebody_insists(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, 'status = "act')
        await play.press("ctrl+s", "enter")
        assert on(play, ReviewScreen)  # Enter does nothing here
        assert edited.text == TEXT
        await play.press("f9")
        assert on(play, BrowseScreen)
        assert edited.text == TEXT
        await play.press("E")
        assert on(play, DraftsScreen)
        await play.press("enter")
        assert editor(play).area.file_text == TEXT.replace(LINES[4], 'status = "act')
        await play.press("ctrl+s", "f12")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace(LINES[4], 'status = "act')
    assert drafts.all(edited.root) == []


def test_leaving_asks_and_throws_away_only_when_told_to(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, "# gone")
        await play.press("escape")
        assert on(play, QuestionScreen)
        await play.press("enter")
        assert on(play, EditTextScreen)
        await play.press("escape", "escape")
        assert on(play, EditTextScreen)
        await play.press("escape", "down", "down", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT
    assert drafts.all(edited.root) == []


def test_ctrl_q_leaves_at_once_and_what_is_typed_stays_a_draft(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, "# gone")
        await play.press("f1")
        play.app.post_message(play.key("ctrl+q"))
        await play.gone()

    edited.open(scenario)
    assert "# gone" in drafts.all(edited.root)[0].text


def test_what_is_typed_when_the_program_ends_is_a_draft(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.type("# x")
        play.app.exit()

    edited.open(scenario)
    (draft,) = drafts.all(edited.root)
    assert draft.text == "# x" + TEXT
    assert draft.base_text == TEXT
    assert stat.S_IMODE(draft.file.stat().st_mode) == 0o600


def test_a_hang_up_in_the_moment_of_saving_leaves_no_draft(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 7, 'vi = "Bộ Nội vụ"')
        drop = drafts.drop

        def drop_and_hang_up(draft: drafts.Draft) -> None:
            drop(draft)
            play.app.on_hangup()

        monkeypatch.setattr(drafts, "drop", drop_and_hang_up)
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert edited.text == TEXT.replace('"Bộ"', '"Bộ Nội vụ"')
    assert drafts.all(edited.root) == []


def test_a_hang_up_keeps_the_text_without_asking_the_app_anything(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.type("# y")
        play.app.on_hangup()
        assert drafts.of(edited.root, "bo")[0].text == "# y" + TEXT

    edited.open(scenario)


def test_nothing_changed_is_nothing_saved(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("ctrl+s")
        assert "Chưa có thay đổi nào" in play.text()
        await play.press("escape")
        assert on(play, BrowseScreen)

    edited.open(scenario)


def test_tab_offers_what_may_stand_there_and_typing_narrows_it(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        screen = await opened(play)
        screen.area.move_cursor((4, 10))
        screen.area.delete((4, 10), (4, 16))
        await play.press("tab")
        assert "Đang hoạt động" in play.text()
        assert "inactive" in play.text("#completion")
        await play.type("ina")
        assert play.text("#completion").count("active") == 1
        await play.press("enter")
        assert screen.area.document.get_line(4) == 'status = "inactive"     # theo nguồn'
        await play.press("ctrl+z", "ctrl+z", "ctrl+z")
        await play.press("tab", "escape")
        assert on(play, EditTextScreen)
        assert not screen.area.choosing

    edited.open(scenario)


def test_an_id_is_found_by_the_name_of_its_record(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        screen = await opened(play)
        screen.area.move_cursor(screen.area.document.end)
        await play.type("[relations]")
        await play.press("enter")
        await play.type('part_of = ["hoi')
        await play.press("tab")
        assert screen.area.file_text.endswith('part_of = ["hoi"')

    edited.open(scenario)


def test_many_lines_are_pasted_and_an_indented_line_goes_on_indented(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        screen = await opened(play)
        await play.paste("# một\r\n  # hai")
        await play.press("enter")
        await play.type("#")
        assert screen.area.file_text == "# một\n  # hai\n  #" + TEXT
        await play.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+y")
        assert screen.area.file_text.startswith("# một\n  # hai")

    edited.open(scenario)


def test_typed_letters_become_nfc_and_what_nobody_touched_stays_as_it_was(edited: Edited) -> None:
    text = TEXT.replace('en = "Ministry"', 'en = "Cafe\u0301"')
    edited.file.write_text(text, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 7, 'vi = "Vụ Hie\u0302\u0323p"')
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert edited.text == text.replace('"Bộ"', '"Vụ Hiệp"')


def test_a_hostile_text_is_shown_and_saved_byte_for_byte(edited: Edited) -> None:
    raw = TEXT.replace("# theo nguồn", "# \u202e\u200b\u2028\x85").replace("\n", "\r\n").encode()
    edited.file.write_bytes(raw)

    async def scenario(play: Play) -> None:
        await opened(play)
        assert "# ␦␦␦␦" in play.text()
        await put(play, 8, 'en = "Min"')
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert edited.file.read_bytes() == raw.replace(b'"Ministry"', b'"Min"')


def test_the_file_is_gone_and_the_text_can_be_saved_again(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, 'en = "Min"')
        edited.file.unlink()
        await play.press("ctrl+s")
        assert "Người khác đã xóa Bộ" in play.text()
        assert drafts.of(edited.root, "bo")
        await play.press("left", "enter", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == TEXT.replace('"Ministry"', '"Min"')


@as_root
def test_a_folder_that_cannot_be_written_costs_no_text(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, 'en = "Min"')
        edited.file.parent.chmod(0o500)
        try:
            await play.press("ctrl+s", "enter")
        finally:
            edited.file.parent.chmod(0o700)
        assert editor(play).area.file_text == TEXT.replace('"Ministry"', '"Min"')
        assert drafts.of(edited.root, "bo")

    edited.open(scenario)


def test_a_full_disk_is_said_and_costs_no_text(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        from govtui.edit.proposal import EditRefused

        raise EditRefused("disk_full", path="organizations/bo.toml")

    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 8, 'en = "Min"')
        await play.press("ctrl+s")
        monkeypatch.setattr("govtui.edit.operations.write", full)
        await play.press("enter")
        assert editor(play).area.file_text == TEXT.replace('"Ministry"', '"Min"')
        assert "organizations/bo.toml" in play.text("#text-notice")

    edited.open(scenario)
    assert edited.text == TEXT
    assert drafts.all(edited.root)[0].text == TEXT.replace('"Ministry"', '"Min"')


def test_a_read_only_registry_says_why_nothing_is_opened(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("E")
        await play.toast()
        assert on(play, BrowseScreen)
        assert "chỉ" in play.text()

    edited.open(scenario, read_only=True)


def test_bytes_that_are_not_utf8_are_not_edited_here(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT.encode() + b"# \xff\n")

    async def scenario(play: Play) -> None:
        await play.press("E")
        await play.toast()
        assert on(play, BrowseScreen)

    edited.open(scenario)


def test_who_else_is_editing_is_said_and_in_nobody_s_way(edited: Edited) -> None:
    from govtui.store.presence import Presence

    other = Presence(edited.root)

    async def scenario(play: Play) -> None:
        assert other.enter("bo") is None
        await opened(play)
        assert "đang sửa từ" in play.rows()[0]
        await put(play, 8, 'en = "Min"')
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    other.leave("bo")
    assert edited.text == TEXT.replace('"Ministry"', '"Min"')


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_the_language_changes_and_nothing_that_was_typed_does(edited: Edited, size: tuple[int, int]) -> None:
    async def scenario(play: Play) -> None:
        screen = await opened(play)
        await put(play, 4, 'status = "x')
        before = (screen.area.file_text, screen.area.selection, screen.focused)
        words = play.text()
        await play.press("f2")
        assert play.text() != words
        assert (screen.area.file_text, screen.area.selection, screen.focused) == before
        await play.press("f2")
        assert play.text() == words

    edited.open(scenario, size=size)


def test_a_long_name_leaves_room_for_what_is_not_saved(edited: Edited) -> None:
    edited.file.write_text(TEXT.replace('"Bộ"', '"Bộ ' + "rất " * 30 + 'dài"'), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, 4, 'status = "x"')
        assert play.rows()[0].endswith("✗ 1  chưa lưu")

    edited.open(scenario)
