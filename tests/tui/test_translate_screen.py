"""Translating in the interface: source and translation together, what is to be done, what a translation was made from."""

from __future__ import annotations

import tomllib

import pytest
from drive import NARROW, WIDE, Play
from editing import TEXT, Edited, edited, on

from govtui.model.translations import digest
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.translate.screen import TranslateScreen
from govtui.user import drafts

__all__ = ["edited"]

SUMMARY = '[summary]\nvi = "Quản lý công chức" # theo nguồn\n\n[[sources]]'
LACKING = TEXT.replace("[[sources]]", SUMMARY)
"""The summary has no English text yet."""


@pytest.fixture
def lacking(edited: Edited) -> Edited:
    edited.file.write_text(LACKING, encoding="utf-8")
    return edited


def translating(play: Play) -> TranslateScreen:
    screen = play.app.screen
    assert isinstance(screen, TranslateScreen), screen
    return screen


def states(play: Play) -> dict[str, str]:
    return {pair.text.path: pair.state for pair in translating(play).pairs}


def test_the_cursor_begins_in_what_is_missing_and_a_translation_is_saved_with_what_it_was_made_from(
    lacking: Edited,
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        assert states(play) == {"name": "unverified", "summary": "missing"}
        await play.type("Civil service management")
        assert states(play)["summary"] == "done"
        await play.press("ctrl+s")
        assert on(play, BrowseScreen)

    lacking.open(scenario)
    data = tomllib.loads(lacking.text)
    assert data["summary"] == {"vi": "Quản lý công chức", "en": "Civil service management"}
    assert data["translations"] == [
        {"field": "summary", "from": "vi", "to": "en", "digest": digest("Quản lý công chức")}
    ]
    assert lacking.text.startswith(LACKING[: LACKING.index("\n\n[[sources]]")]), "comment and layout stay"


def test_a_later_change_of_the_source_marks_the_translation_as_out_of_date_until_somebody_says_that_it_still_holds(
    lacking: Edited,
) -> None:
    async def translate(play: Play) -> None:
        await play.press("T")
        await play.type("Civil service management")
        await play.press("ctrl+s")

    lacking.open(translate)
    lacking.file.write_text(lacking.text.replace("Quản lý công chức", "Quản lý cán bộ, công chức"), encoding="utf-8")

    async def refresh_index(play: Play) -> None:
        await play.press("T")
        assert states(play)["summary"] == "stale" and "đã cũ" in play.seen()
        await play.press("f7")
        assert states(play)["summary"] == "done"
        await play.press("ctrl+s", "T")
        assert states(play)["summary"] == "done"

    lacking.open(refresh_index)
    assert "Civil service management" in lacking.text
    assert digest("Quản lý cán bộ, công chức") in lacking.text


def test_all_that_was_written_is_one_step_and_one_undo_takes_it_back(lacking: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        await play.type("Civil service management")
        await play.press("shift+tab", "end")
        await play.type(" of Home Affairs")
        await play.press("ctrl+s")
        assert "Ministry of Home Affairs" in lacking.text and "Civil service" in lacking.text
        await play.press("u")

    lacking.open(scenario)
    assert lacking.text == LACKING


def test_the_direction_can_be_swapped_and_the_state_is_that_of_the_other_language(lacking: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T", "f6")
        assert "tiếng Anh → tiếng Việt" in play.seen()
        assert states(play)["summary"] == "no_source"

    lacking.open(scenario)


def test_the_next_text_to_do_is_a_key_away_and_when_there_is_none_it_says_so(lacking: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T", "shift+tab", "ctrl+n")
        focused = play.app.focused
        assert focused is not None and focused is translating(play).pairs[1].target
        await play.press("ctrl+n")
        await play.toast()
        assert "Không còn mục nào" in play.text()

    lacking.open(scenario)


@pytest.mark.parametrize(("size", "beside"), [(NARROW, False), (WIDE, True)])
def test_source_and_translation_stand_side_by_side_where_there_is_room_and_else_one_under_the_other(
    edited: Edited, size: tuple[int, int], beside: bool
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        pair = translating(play).pairs[0]
        source, target = pair.query_one(".source").region, pair.target.region
        assert (source.y == target.y) is beside and (source.x == target.x) is not beside

    edited.open(scenario, size=size)


def test_unsaved_text_is_kept_as_a_draft_and_leaving_asks(lacking: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        await play.type("Civil")
        await play.until(lambda: drafts.of(lacking.root, "bo"), "no draft")
        (draft,) = drafts.of(lacking.root, "bo")
        assert 'en = "Civil"' in draft.text
        await play.press("escape")
        assert on(play, QuestionScreen)
        await play.press("down", "down", "enter")
        assert on(play, BrowseScreen)

    lacking.open(scenario)
    assert lacking.text == LACKING and drafts.all(lacking.root) == []


def test_a_hang_up_in_the_moment_of_saving_leaves_no_draft(lacking: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        await play.type("Civil service")
        await play.until(lambda: drafts.of(lacking.root, "bo"), "no draft")
        drop = drafts.drop

        def drop_and_hang_up(draft: drafts.Draft) -> None:
            drop(draft)
            play.app.on_hangup()

        monkeypatch.setattr(drafts, "drop", drop_and_hang_up)
        await play.press("ctrl+s")

    lacking.open(scenario)
    assert 'en = "Civil service"' in lacking.text and drafts.all(lacking.root) == []


def test_f2_changes_the_words_and_leaves_what_was_typed(lacking: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("T")
        await play.type("Civil")
        await play.press("f2")
        assert "Vietnamese → English" in play.seen() and "Summary" in play.seen() and "Civil" in play.seen()

    lacking.open(scenario)
