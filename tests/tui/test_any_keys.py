"""Whatever somebody presses: nothing falls over, one pane has the focus, the terminal is true, and `q` leads out.

Random walks over one open program a registry, in terminals of all sizes; what a walk pressed stands in the message of a failure.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
import small
from drive import Painted, Play, Rehearsal, drive
from lists_only import lists_only
from own_registry import own_registry
from samples import SAMPLE
from seeds import THOROUGH, rounds, seeded
from textual.widgets import Input, TextArea

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui.acts import ACTS, MOVED, UNBOUND
from govtui.tui.app import GovtuiApp
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.library import Library

TOP = Path(__file__).parent.parent.parent
SIZES = ((200, 60), (140, 40), (100, 30), (80, 24), (60, 15), (40, 10))

LETTERS = [*dict.fromkeys([key for act in ACTS for key in act.keys] + [*MOVED, *UNBOUND])]
GOING = (
    *("enter",) * 4, *("escape",) * 2, *("q",) * 2, *("up", "down", "left", "right", "pageup", "pagedown", "home", "end") * 2,
    *("tab", "shift+tab", "slash", "slash", "slash", "f2", "f2", "f1", "n", "N", "o", "m", "exclamation_mark", "f", "p", "l", "J"),
)  # fmt: skip
LINES = (
    "unpog giám sát",
    "who",
    "8/2022",
    "type:",
    "mandate",
    "loại: ",
    "ai",
    "-",
    '"',
    "zzz",
    "has:other-source",
    "a",
)

STEPS = 40 if THOROUGH else 10
"""Of a walk."""

DRAWN_ANEW = 0.5 if THOROUGH else 0.15
"""How often the terminal is held against a full repaint, which takes longer than all else."""

LEAVING = 24
"""How many keys lead home from anywhere, at most: screens over screens, each with a dialog that asks what to do with a draft."""


def _copy(source: Path) -> Callable[[Path], Path]:
    return lambda top: Path(shutil.copytree(source, top / "records"))


def _bundled(top: Path) -> Rehearsal:
    return Rehearsal(Registry(_copy(TOP / "records")(top)))


def _sample(top: Path) -> Rehearsal:
    return Rehearsal(Library.of(Registry(_copy(SAMPLE)(top))))


def _empty(top: Path) -> Rehearsal:
    return Rehearsal(small.registry(top / "records"))


def _one(top: Path) -> Rehearsal:
    return Rehearsal(small.registry(top / "records", small.table("moha", name={"vi": "Bộ Nội vụ"})))


def _hostile(top: Path) -> Rehearsal:
    return Rehearsal(Registry(hostile.registry(top)))


def _own(top: Path) -> Rehearsal:
    return Rehearsal(own_registry(top / "records"), "en")


def _legal(top: Path) -> Rehearsal:
    return Rehearsal(Registry(_copy(TOP / "tests" / "data" / "legal")(top)))


def _read_only(top: Path) -> Rehearsal:
    root = _copy(SAMPLE)(top)
    index = build(Registry(root, read_only=True), [*map(load, LANGUAGES)])
    return Rehearsal(Registry(root, read_only=True), "en", index)


def _listed(top: Path) -> Rehearsal:
    registry = Registry(_copy(SAMPLE)(top))
    return Rehearsal(registry, "vi", lists_only(registry, [*map(load, LANGUAGES)]))


REGISTRIES = (_bundled, _sample, _empty, _one, _hostile, _own, _legal, _read_only, _listed)


class Walk:
    """A random walk: what was pressed, and what must be true after each key."""

    def __init__(self, play: Play, terminal: Painted, chance: random.Random, *, is_plain: bool = True) -> None:
        """`is_plain`: no letters of which a terminal of tests (pyte) and Rich count the cells differently."""
        self.play, self.terminal, self.chance, self.is_plain = play, terminal, chance, is_plain
        self.pressed: list[str] = []

    async def step(self) -> None:
        """Press a key, type a line or take another terminal."""
        chance = self.chance
        match chance.random():
            case share if share < 0.45:
                await self.press(chance.choice(LETTERS))
            case share if share < 0.83:
                await self.press(chance.choice(GOING))
            case share if share < 0.93:
                line = chance.choice(LINES)
                self.pressed += ["slash", f"“{line}”"]
                await self.play.press("slash")
                await self.play.type(line)
            case _:
                size = chance.choice(SIZES)
                self.pressed.append(f"{size[0]}x{size[1]}")
                self.terminal.resize(size)
                await self.play.resize(*size)
        await self.look()

    async def press(self, key: str) -> None:
        self.pressed.append(key)
        if key == "q" and self.play.browse.at_home and len(self.play.app.screen_stack) == 1 and not self.is_typing:
            return  # the way out
        await self.play.press(key)

    @property
    def is_typing(self) -> bool:
        return isinstance(self.play.app.focused, Input | TextArea)

    async def look(self) -> None:
        """Hold the screen to what must be true of it."""
        play, told = self.play, " ".join(self.pressed)
        assert play.app.is_running, told
        heads = [one for one in play.app.screen.query(PaneHead) if one.region and one.is_here]
        assert len(heads) <= 1, f"{told}: {heads}"
        if self.chance.random() < DRAWN_ANEW and self.is_plain:
            await play.silence()  # a toast comes and goes by the clock
            stale = self.terminal.stale(play.app)
            assert not stale, f"{told}: {stale}"

    async def leave(self) -> None:
        """Go home by q, by Esc out of fields, and by the last answer where it is asked again whether to leave what was typed."""
        play, begun, asked = self.play, len(self.pressed), 0
        for _ in range(LEAVING):
            if play.browse.at_home and len(play.app.screen_stack) == 1:
                return
            asked += isinstance(play.app.screen, QuestionScreen)
            if asked > 1 and isinstance(play.app.screen, QuestionScreen):
                await self.press("end")
                await self.press("enter")
            else:
                await self.press("escape" if self.is_typing else "q")
            await self.look()
        raise AssertionError(f"{' '.join(self.pressed[:begun])}: q does not lead out\n{play.text()}")


@pytest.mark.parametrize("made", REGISTRIES, ids=lambda made: made.__name__[1:])
def test_any_keys_in_any_terminal(
    made: Callable[[Path], GovtuiApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # what is saved as a file is saved here
    monkeypatch.setattr(GovtuiApp, "open_url", lambda *_, **__: None)
    monkeypatch.setattr(GovtuiApp, "open_registry", lambda *_: None)  # which ends the walk
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    chance = seeded(f"any keys {made.__name__}")
    terminal = Painted((140, 40))

    async def walk(play: Play) -> None:
        for _ in range(rounds(1, 30)):
            one = Walk(play, terminal, chance)
            for _ in range(40 if THOROUGH else 12):
                await one.step()
            await one.leave()

    drive(walk, made(tmp_path), terminal=terminal)
