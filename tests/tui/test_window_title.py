"""The window is named after what is read, in the language of the interface, and not while somebody moves on."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import BESIDE, Play, Rehearsal, drive
from samples import SAMPLE, rewrite

from govtui.index.api import Card
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui import window_title
from govtui.tui.app import GovtuiApp
from govtui.tui.textual_compat.terminal import TITLE_CELLS
from govtui.user import choices


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that were given, the same twice if it was given twice; a second lasts as long as a timer needs."""
    titles: list[str] = []
    monkeypatch.setattr(window_title, "set_title", lambda app, title: titles.append(title))
    monkeypatch.setattr(window_title, "AFTER", 0.01)
    return titles


async def named(play: Play, titles: list[str], title: str) -> None:
    assert width(title) <= TITLE_CELLS
    await play.until(lambda: bool(titles) and titles[-1] == title, f"{title!r}")


def card(play: Play) -> Card:
    index = play.app.index
    assert index
    found = index.card(play.browse.shown)
    assert found
    return found


def test_the_record_that_is_read_names_the_window_in_the_language_of_the_interface(given: list[str]) -> None:
    async def read(play: Play) -> None:
        await play.press("2")
        await play.press("end")
        await play.until(lambda: "vi" in card(play).name and "en" not in card(play).name)
        await named(play, given, f"{card(play).name['vi']} – govtui")
        await play.press("home")
        await play.until(lambda: "en" in card(play).name)
        await named(play, given, f"{card(play).name['vi']} – govtui")
        await play.press("f2")
        await named(play, given, f"{card(play).name['en']} – govtui")

    drive(read, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_where_nothing_is_read_it_is_the_registry(given: list[str]) -> None:
    async def read(play: Play) -> None:
        await play.press("slash")
        await play.type("qqqqq")
        play.browse.read("")
        play.app.title_soon()
        registry = play.app.library.settings.name["vi"]
        await named(play, given, f"{registry} – govtui")

    drive(read, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_whoever_moves_through_the_list_renames_nothing(given: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_title, "AFTER", 1000)

    async def move(play: Play) -> None:
        for _ in range(5):
            await play.press("down")
        assert not given

    drive(move, Rehearsal(Registry(SAMPLE)), BESIDE)


def test_hostile_and_long_names_are_shown_on_one_short_line(given: list[str], tmp_path: Path) -> None:
    rewrite(tmp_path / "hostile", lambda text: f"\x1b]0;x\x07\u202e{text}\n" * 9)

    async def read(play: Play) -> None:
        await play.until(lambda: bool(given))
        assert given[-1].startswith("␛]0;x␇⟨202E⟩") and given[-1].endswith("… – govtui")
        assert width(given[-1]) <= TITLE_CELLS

    drive(read, Rehearsal(Registry(tmp_path / "hostile")), BESIDE)


@pytest.mark.parametrize("wanted", [True, False])
def test_who_wants_none_gets_none(wanted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "folder", lambda: tmp_path)
    asked: list[object] = []
    monkeypatch.setattr(window_title.WindowTitle, "renew_soon", lambda self: asked.append(self))
    (tmp_path / "config.toml").write_text("" if wanted else "title = false\n")
    GovtuiApp(Registry(SAMPLE), "vi").title_soon()
    assert bool(asked) is wanted
