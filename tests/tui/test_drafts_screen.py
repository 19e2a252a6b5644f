"""What was typed and not saved is offered again, with what became of the file since."""

from __future__ import annotations

import json
from unittest import mock

import pytest
from drive import Play, Rehearsal, drive
from editing import LINES, TEXT, Edited, edited, editor, on, put

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.files import etag
from govtui.store.registry import Registry
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.conflict import ConflictScreen
from govtui.tui.edit.drafts import DraftsScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.user import drafts

__all__ = ["edited"]

MINE = TEXT.replace('"Ministry"', '"Min"')


def kept(edited: Edited, text: str = MINE) -> drafts.Draft:
    draft = drafts.begin(edited.root, "bo", TEXT, etag(TEXT.encode()), "organizations/bo.toml")
    assert drafts.keep(draft, text)
    return draft


def texts(edited: Edited) -> list[str]:
    return [draft.text for draft in drafts.all(edited.root)]


def test_editing_a_record_offers_its_draft_first(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("E")
        assert on(play, DraftsScreen)
        await play.press("enter")
        screen = editor(play)
        assert screen.area.file_text == MINE
        await play.until(lambda: screen.area.cursor_location[0] == 8)  # where it differs
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert edited.text == MINE
    assert drafts.all(edited.root) == []


def test_the_draft_can_be_looked_at_and_saved_from_there(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("E", "right")
        assert on(play, ReviewScreen)
        assert '+ en = "Min"' in play.seen()
        await play.press("enter")

    edited.open(scenario)
    assert edited.text == MINE
    assert drafts.all(edited.root) == []


def test_the_draft_is_thrown_away_only_when_asked_twice(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("E", "d")
        assert on(play, QuestionScreen)
        await play.press("enter")
        assert drafts.of(edited.root, "bo")
        await play.press("d", "down", "enter")
        assert drafts.of(edited.root, "bo") == []
        assert on(play, EditTextScreen)
        assert editor(play).area.file_text == TEXT

    edited.open(scenario)


def test_a_draft_over_a_file_that_changed_says_so_and_is_merged(edited: Edited) -> None:
    kept(edited)
    edited.file.write_text(TEXT.replace("active", "unknown"), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("E")
        assert "Tệp đã thay đổi" in play.seen()
        await play.press("enter", "ctrl+s")
        await play.until(lambda: on(play, ReviewScreen))
        await play.settle()
        await play.press("enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == MINE.replace("active", "unknown")


def test_a_draft_that_clashes_with_the_file_is_decided(edited: Edited) -> None:
    kept(edited)
    edited.file.write_text(TEXT.replace('"Ministry"', '"Department"'), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("E", "right")
        assert on(play, ConflictScreen)
        await play.press("left", "enter", "enter")

    edited.open(scenario)
    assert edited.text == MINE


def test_the_next_start_offers_drafts_by_itself(edited: Edited) -> None:
    kept(edited)
    files = Registry(edited.root)

    class Starting(Rehearsal):
        """Like a start of the program: it remembers."""

        def on_mount(self) -> None:
            self._remember = True

    async def scenario(play: Play) -> None:
        await play.until(lambda: on(play, DraftsScreen), "no draft is offered")
        await play.settle()
        assert "Bộ" in play.seen()
        await play.press("escape")
        assert on(play, BrowseScreen)

    drive(scenario, Starting(files, "vi", index=build(files, [*map(load, LANGUAGES)])))
    assert drafts.of(edited.root, "bo")


def test_going_back_to_the_text_it_began_from_needs_no_draft_any_more(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("E")
        await put(play, 4, "# x")
        assert drafts.of(edited.root, "bo")
        await put(play, 4, LINES[4])
        assert drafts.of(edited.root, "bo") == []

    edited.open(scenario)


# what a draft outlives


async def field(play: Play, words: str) -> None:
    """Open the form of a field, past the drafts that are offered first."""
    await play.press("e")
    if on(play, DraftsScreen):
        await play.press("k", "k", "enter")
    await play.type(words)
    await play.press("enter")


@pytest.mark.parametrize("keys", [("E",), ("e",), ("T",), ("colon", *"outside", "enter")], ids="".join)
def test_before_a_record_is_edited_its_drafts_are_offered_and_a_new_edit(edited: Edited, keys: tuple[str, ...]) -> None:
    kept(edited, TEXT + "# hai\n")
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press(*keys)
        assert on(play, DraftsScreen)
        rows = [line for line in play.seen().splitlines() if "Sửa mới" in line or "Tên" in line or "chú thích" in line]
        assert [name for row in rows for name in ("Sửa mới", "Tên", "chỉ chú thích") if name in row][:3] == [
            *("Sửa mới", "Tên", "chỉ chú thích")
        ]
        await play.press("escape")
        assert on(play, BrowseScreen)

    with mock.patch.dict("os.environ", {"VISUAL": "true"}):
        edited.open(scenario)
    assert texts(edited) == [MINE, TEXT + "# hai\n"]


def test_the_save_of_another_field_and_its_undo_cost_no_draft(edited: Edited) -> None:
    """The save of any form dropped every draft of the record: "Later" at the start was a promise that did not hold."""
    kept(edited)

    async def scenario(play: Play) -> None:
        await field(play, "chu de")
        await play.type("Nền công vụ")
        await play.until(lambda: len(texts(edited)) == 2, "what is typed is a draft of its own")
        await play.press("ctrl+s")
        await play.until(lambda: "Nền công vụ" in edited.text)
        assert texts(edited) == [MINE]
        await play.press("escape", "u")
        assert edited.text == TEXT and texts(edited) == [MINE]

    edited.open(scenario)
    assert texts(edited) == [MINE]


@pytest.mark.parametrize("key", ["E", "e", "T"])
def test_an_edit_that_is_closed_unchanged_costs_no_draft(edited: Edited, key: str) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press(key, "k", "enter")
        assert not on(play, DraftsScreen)
        await play.press("escape")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert texts(edited) == [MINE]


def test_of_two_drafts_the_one_that_is_saved_goes_and_the_other_is_merged_with_it(edited: Edited) -> None:
    other = TEXT.replace('"ministry"', '"academy"')
    kept(edited, other)
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("E", "enter", "ctrl+s", "enter")
        assert on(play, BrowseScreen) and edited.text == MINE
        assert texts(edited) == [other]
        await play.press("E")
        assert "gộp được" in play.seen()
        await play.press("enter")
        assert editor(play).area.file_text == MINE.replace('"ministry"', '"academy"')
        await play.press("escape")
        assert on(play, BrowseScreen)
        (draft,) = drafts.all(edited.root)
        assert (draft.text, draft.base_text) == (other, TEXT), "Esc leaves it as it was"
        await play.press("E", "enter", "ctrl+s", "enter")

    edited.open(scenario)
    assert edited.text == MINE.replace('"ministry"', '"academy"') and texts(edited) == []


def test_a_draft_follows_the_record_that_was_renamed_and_is_saved_there(edited: Edited) -> None:
    kept(edited)
    file = edited.file.rename(edited.file.with_name("bo-moi.toml"))
    renamed = TEXT.replace('id = "bo"', 'id = "bo-moi"\nformer_ids = ["bo"]')
    file.write_text(renamed, encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("E")
        assert on(play, DraftsScreen) and "gộp được" in play.seen()
        await play.press("enter")
        screen = editor(play)
        assert (screen.work.key, screen.work.path) == ("bo-moi", "organizations/bo-moi.toml")
        screen.area.move_cursor((0, 0))
        await play.type("# x")
        await play.press("enter")
        screen._paused()
        (draft,) = drafts.all(edited.root)
        assert (draft.key, draft.base_text) == ("bo-moi", renamed)
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert file.read_text("utf-8") == "# x\n" + renamed.replace('"Ministry"', '"Min"')
    assert texts(edited) == [] and not edited.file.exists()


def test_a_draft_that_somebody_types_at_elsewhere_is_offered_to_nobody(edited: Edited) -> None:
    draft = kept(edited)
    data = json.loads(draft.file.read_text()) | {"host": "elsewhere"}

    async def scenario(play: Play) -> None:
        await play.press("E")
        assert on(play, DraftsScreen)
        draft.file.write_text(json.dumps(data))  # between the list and the answer somebody goes on with it
        await play.press("enter")
        assert on(play, DraftsScreen) and "đang được gõ ở nơi khác" in play.seen()
        await play.press("escape", "E")
        assert on(play, EditTextScreen) and editor(play).area.file_text == TEXT

    edited.open(scenario)
    assert texts(edited) == [MINE]


def test_what_is_pending_of_two_edits_is_kept_of_both(edited: Edited) -> None:
    """One pending text stood for all open editors: the second overwrote the first."""

    async def scenario(play: Play) -> None:
        edit_session = play.app.edit_session
        one, other = (edit_session.begin_draft(key, edit_session.editing.entry(key)) for key in ("bo", "hoi"))
        for draft, text in ((one, "1"), (other, "2"), (one, "3")):
            edit_session.keep_text(draft, text)
        assert texts(edited) == []
        edit_session.keep_now()
        assert sorted(texts(edited)) == ["2", "3"]
        edit_session.keep_text(one, "4")
        edit_session.keep_text(other, "5")
        edit_session.drop_draft(one)
        edit_session.keep_now()
        assert texts(edited) == ["5"]

    edited.open(scenario)


def test_what_is_typed_into_a_form_and_taken_back_is_no_draft(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await field(play, "chu de")
        await play.type("N")
        await play.until(lambda: len(texts(edited)) == 1)
        await play.press("backspace")
        await play.until(lambda: texts(edited) == [])

    edited.open(scenario)
