"""A small registry in which records are edited through the interface, and what an editor of it sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from drive import NARROW, Play, Rehearsal, drive
from small import registry, table, write
from textual.screen import Screen

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui.edit.text_editor import EditTextScreen

TEXT = """\
schema = 2
kind = "organization"
id = "bo"
type = "ministry"
status = "active"     # theo nguồn

[name]
vi = "Bộ"
en = "Ministry"

[[sources]]
ref = "s"
"""
"""A record without problems."""

LINES = TEXT.splitlines()


class Edited:
    """A registry with the record "bo", and a home of its own for drafts."""

    def __init__(self, root: Path) -> None:
        self.root = root
        registry(root, table("s", "source"), table("hoi", name={"vi": "Hội", "en": "Society"}))
        self.file = write(root, "organizations/bo.toml", TEXT)

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode()

    def open(
        self,
        scenario: Callable[[Play], Awaitable[None]],
        language: str = "vi",
        size: tuple[int, int] = NARROW,
        *,
        read_only: bool = False,
    ) -> None:
        """Run a scenario with the list on the record "bo"."""
        files = Registry(self.root, read_only=read_only)
        app = Rehearsal(files, language, index=build(files, [*map(load, LANGUAGES)]))

        async def begun(play: Play) -> None:
            play.browse.go_to("bo")
            await play.settle()
            await play.press("escape")
            await scenario(play)

        drive(begun, app, size)


def editor(play: Play) -> EditTextScreen:
    """The text editor that is open."""
    screen = play.app.screen
    assert isinstance(screen, EditTextScreen), screen
    return screen


async def opened(play: Play) -> EditTextScreen:
    """Open the text of the record in hand."""
    await play.press("E")
    return editor(play)


async def put(play: Play, row: int, text: str) -> None:
    """Replace a line (from 0) of the text in the editor, as if it was typed, and wait until it was looked at."""
    screen = editor(play)
    area = screen.area
    area.move_cursor((row, 0))
    area.select_line(row)
    await play.press("delete")
    await play.type(text)
    screen._paused()
    await play.settle()


def on(play: Play, kind: type[Screen[object]]) -> bool:
    """Whether a screen of this kind is on top."""
    return isinstance(play.app.screen, kind)


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    """The registry; drafts go into a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Edited(tmp_path / "registry")
