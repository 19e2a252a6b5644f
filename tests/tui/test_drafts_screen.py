"""What was typed and not saved is offered again, with what became of the file since."""

from __future__ import annotations

from drive import Play, Rehearsal, drive
from editing import LINES, TEXT, Edited, edited, editor, on, put

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.build import build
from govtui.store.files import etag
from govtui.store.registry import Registry
from govtui.tui.screens.browse import BrowseScreen
from govtui.tui.screens.conflict import ConflictScreen
from govtui.tui.screens.difference import DifferenceScreen
from govtui.tui.screens.drafts import DraftsScreen
from govtui.tui.screens.question import QuestionScreen
from govtui.tui.screens.text_editor import EditTextScreen
from govtui.user import drafts

__all__ = ["edited"]

MINE = TEXT.replace('"Ministry"', '"Min"')


def kept(edited: Edited, text: str = MINE) -> None:
    drafts.keep(drafts.begin(edited.root, "bo", TEXT, etag(TEXT.encode())), text)


def test_editing_a_record_offers_its_draft_first(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert on(play, DraftsScreen)
        await play.press("enter")
        screen = editor(play)
        assert screen.area.whole == MINE
        await play.until(lambda: screen.area.cursor_location[0] == 8)  # where it differs
        await play.press("ctrl+s", "enter")

    edited.open(scenario)
    assert edited.text == MINE
    assert drafts.all(edited.root) == []


def test_the_draft_can_be_looked_at_and_saved_from_there(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("e", "equals_sign")
        assert on(play, DifferenceScreen)
        assert '+ en = "Min"' in play.seen()
        await play.press("enter")

    edited.open(scenario)
    assert edited.text == MINE
    assert drafts.all(edited.root) == []


def test_the_draft_is_thrown_away_only_when_asked_twice(edited: Edited) -> None:
    kept(edited)

    async def scenario(play: Play) -> None:
        await play.press("e", "x")
        assert on(play, QuestionScreen)
        await play.press("enter")
        assert drafts.of(edited.root, "bo")
        await play.press("x", "down", "enter")
        assert drafts.of(edited.root, "bo") == []
        assert on(play, EditTextScreen)
        assert editor(play).area.whole == TEXT

    edited.open(scenario)


def test_a_draft_over_a_file_that_changed_says_so_and_is_merged(edited: Edited) -> None:
    kept(edited)
    edited.file.write_text(TEXT.replace("active", "unknown"), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert "Tệp đã thay đổi" in play.seen()
        await play.press("enter", "ctrl+s")
        await play.until(lambda: on(play, DifferenceScreen))
        await play.settle()
        await play.press("enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert edited.text == MINE.replace("active", "unknown")


def test_a_draft_that_clashes_with_the_file_is_decided(edited: Edited) -> None:
    kept(edited)
    edited.file.write_text(TEXT.replace('"Ministry"', '"Department"'), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("e", "equals_sign")
        assert on(play, ConflictScreen)
        await play.press("m", "enter", "enter")

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
        await play.press("e")
        await put(play, 4, "# x")
        assert drafts.of(edited.root, "bo")
        await put(play, 4, LINES[4])
        assert drafts.of(edited.root, "bo") == []

    edited.open(scenario)
