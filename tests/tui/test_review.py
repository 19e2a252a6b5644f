"""Review of a change before it is saved: fields in words, lines of the file, and the answers to it."""

from __future__ import annotations

import pytest
from drive import Play
from editing import TEXT, Edited, edited, on, opened, put

from govtui.i18n.translator import LANGUAGES, load
from govtui.tui.base.find_bar import FindInput
from govtui.tui.base.option_list import OptionList
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.user import drafts

__all__ = ["edited"]

AT = TEXT.split("\n").index('en = "Ministry"')


def lines(play: Play) -> list[str]:
    """What stands on the screen, without its borders."""
    return [" ".join(row.replace("│", " ").split()) for row in play.rows()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_stands_in_words_above_the_lines_of_the_file(edited: Edited, language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, AT, 'en = "Min"')
        await play.press("ctrl+s")
        assert on(play, ReviewScreen)
        shown = lines(play)
        assert any("organizations/bo.toml +1 −1" in line for line in shown)
        words, file = (shown.index(next(line for line in shown if tr.gettext(one) in line)) for one in HEADINGS)
        before, after = (
            next(n for n, line in enumerate(shown) if line.endswith(one)) for one in ("− Ministry", "+ Min")
        )
        assert words < before < after < file
        gone, new = (
            next(n for n, line in enumerate(shown) if one in line) for one in ('− en = "Ministry"', '+ en = "Min"')
        )
        assert file < gone < new

    edited.open(scenario, language)


HEADINGS = ("Changes", "Lines of the file")


def test_enter_saves_but_not_from_the_answers_nor_from_the_field_of_find(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, AT, 'en = "Min"')
        await play.press("ctrl+s", "slash")
        assert isinstance(play.app.screen.focused, FindInput)
        await play.type("min")
        await play.press("enter")
        assert on(play, ReviewScreen) and edited.text == TEXT
        await play.press("escape", "tab")
        assert isinstance(play.app.screen.focused, OptionList)
        await play.press("enter")  # keeps it as a draft
        assert not on(play, ReviewScreen) and not on(play, EditTextScreen)
        assert edited.text == TEXT and len(drafts.all(edited.root)) == 1
        await play.press("E", "enter", "ctrl+s", "enter")
        assert edited.text == TEXT.replace('"Ministry"', '"Min"')

    edited.open(scenario)


def test_a_change_of_comments_alone_is_seen_in_the_lines(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, AT, 'en = "Ministry" # as printed')
        await play.press("ctrl+s")
        shown = lines(play)
        assert any(load("en").gettext("No field differs.") in line for line in shown)
        assert any('+ en = "Ministry" # as printed' in line for line in shown)

    edited.open(scenario, "en")


def test_what_is_blocked_is_saved_by_f12_alone(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await put(play, AT, "en = 3")
        await play.press("ctrl+s", "enter", "ctrl+s")
        assert on(play, ReviewScreen) and edited.text == TEXT
        await play.press("f12")
        assert edited.text == TEXT.replace('en = "Ministry"', "en = 3")

    edited.open(scenario)
