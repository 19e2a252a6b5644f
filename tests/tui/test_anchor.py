"""The record that somebody chose is found again, whatever the list shows meanwhile; and what a letter means is under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, _draw_nothing, drive
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import registry, table
from textual._compositor import Compositor

from govtui.tui.browse.saved_views import show_saved
from govtui.tui.library import Library
from govtui.user.views import SavedView

RECORDS = 12


def made(root: Path) -> Path:
    """Organizations and events in turn, with names that sort as their ids do; half of them have a date."""
    kinds = ("organization", "event")
    date = ({}, {"date": "2020"})
    records = [
        table(f"r{n:02}", kinds[n % 2], name={"vi": f"Ban {n:02} {'thu' if n % 3 else 'xuan'}", "en": f"Unit {RECORDS - n:02}"},
              **date[n % 2])
        for n in range(RECORDS)
    ]  # fmt: skip
    registry(root, table("s", "source"), *records)
    return root


class Person:
    """What a person does at the list, and the record that they chose by it last."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.chosen = ""
        self.renamed = 0

    @property
    def keys(self) -> list[str]:
        return [*self.play.list.rows.keys(0, self.play.list.total)]

    async def known(self, met: Callable[[], object]) -> None:
        """Wait until the index knows of something."""
        await self.play.until(lambda: met() and not self.play.app.is_refreshing)
        await self.play.settle()

    def has(self, key: str) -> bool:
        card = self.play.app.index.card(key)
        return card is not None and card.key == key

    async def press(self, *keys: str) -> None:
        await self.play.press(*keys)

    async def move(self, *keys: str) -> None:
        """Cursor keys choose."""
        await self.press(*keys)
        self.chosen = self.play.list.key or self.chosen

    async def search(self, words: str, end: str) -> None:
        await self.press("slash")
        await self.play.type(words)
        if end == "escape":
            await self.press("escape", "escape")
        else:
            await self.move(end)

    async def reload(self) -> None:
        index = self.play.app.index
        await self.press("R")
        await self.known(lambda: self.play.app.index is not index or not self.play.app.is_refreshing)

    async def rename(self) -> None:
        old = self.play.list.key
        if old and old != "s":
            self.renamed += 1
            await self.press("r")
            await self.play.type(f"-{self.renamed}")
            await self.press("enter")
            self.chosen = f"{old}-{self.renamed}"
            await self.known(lambda: self.has(self.chosen))

    async def rename_outside(self) -> None:
        """Somebody else gives the chosen record another id."""
        old = self.chosen
        card = self.play.app.index.card(old) if old else None
        if card is None or old == "s":
            return
        self.renamed += 1
        file = self.play.app.registry.root / card.path
        former = f'former_ids = ["{old}"]\n'
        lines = [line for line in file.read_text().splitlines(keepends=True) if not line.startswith("former_ids")]
        text = former + "".join(lines).replace(f'id = "{old}"', f'id = "{old}-{self.renamed}"')
        self.chosen = f"{old}-{self.renamed}"
        new = file.with_name(f"{self.chosen}.toml")
        new.write_text(text)
        file.unlink()  # last: the files may be read at any moment, and without both the record would be gone
        self.play.app.refresh_index()
        await self.known(lambda: self.has(self.chosen) and not self.has(old))

    async def undo(self) -> None:
        step = self.play.app.edit_session.journal.last
        await self.press("u")
        if step is not None:
            again = self.play.app.edit_session.journal.last
            if again is not step:  # else somebody changed the file since, which is told
                self.chosen = step.former
                await self.known(lambda: self.has(step.former) and (step.code != "rename" or not self.has(step.key)))
        await self.play.silence()

    async def show_saved(self) -> None:
        show_saved(self.play.browse, SavedView("v", "thu", "event", "date", True, "same", False, False, ""))
        await self.play.settle()

    async def go_home(self) -> None:
        """Away with everything that narrows the list."""
        listing = self.play.browse.listing
        while listing.text or listing.kind != "all" or listing.only_marked or self.play.browse.pane != "list":
            await self.press("escape")
        while self.play.browse.order != "name":
            await self.press("s")
        if listing.reverse:
            await self.press("S")

    async def back_to_the_list(self) -> None:
        """From home, where Esc leads when nothing is left to be cleared."""
        if self.play.browse.at_home:
            await self.press("o")

    def check(self) -> None:
        browse = self.play.browse
        assert browse.current_key == self.play.list.key, "a letter means what is under the cursor"
        assert browse.shown == self.play.list.key, "and that is what is read"
        keys = self.keys
        if self.chosen in keys:
            assert self.play.list.key == self.chosen
        elif keys:
            assert self.play.list.key in keys


STEPS: dict[str, Callable[[Person], Awaitable[None]]] = {
    "down": lambda one: one.move("down", "down", "down"),
    "up": lambda one: one.move("up"),
    "end": lambda one: one.move("end"),
    "click": lambda one: one.move("home", "down"),
    "search": lambda one: one.search("xuan", "escape"),
    "keep a search": lambda one: one.search("thu", "enter"),
    "into what was found": lambda one: one.search("ban 0", "down"),
    "nothing found": lambda one: one.search("zzzz", "enter"),
    "events": lambda one: one.press("4"),
    "sources": lambda one: one.press("5"),
    "all": lambda one: one.press("1"),
    "clear": lambda one: one.press("escape"),
    "sort": lambda one: one.press("s"),
    "reverse": lambda one: one.press("S"),
    "language": lambda one: one.press("f2"),
    "reading": lambda one: one.press("l"),
    "reload": Person.reload,
    "rename": Person.rename,
    "rename outside": Person.rename_outside,
    "undo": Person.undo,
    "mark": lambda one: one.move("space"),
    "only marked": lambda one: one.press("M"),
    "facets": lambda one: one.press("f", "down", "enter", "f"),
    "saved view": Person.show_saved,
    "read": lambda one: one.move("enter", "escape"),
    "jump and back": lambda one: one.press("comma", "u", "escape"),
}  # fmt: skip


@contextmanager
def mounted(app: Rehearsal, size: tuple[int, int]) -> Iterator[tuple[asyncio.Runner, Play]]:
    """An app that stays open over several examples."""
    with asyncio.Runner() as runner, mock.patch.object(Compositor, "render_update", _draw_nothing):
        opened = app.run_test(size=size, notifications=True)
        play = Play(app, runner.run(opened.__aenter__()))
        runner.run(play.until(lambda: play.browse.shown))
        try:
            yield runner, play
        finally:
            runner.run(opened.__aexit__(None, None, None))


def test_the_cursor_comes_back_to_the_record_that_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    with mounted(Rehearsal(Library.kept(made(tmp_path / "registry"))), BESIDE) as (runner, play):
        person = Person(play)

        async def scenario(steps: list[str]) -> None:
            await person.move("home")
            for step in steps:
                await STEPS[step](person)
                await person.back_to_the_list()
                person.check()
            await person.go_home()
            person.check()
            assert play.list.total == RECORDS + 1
            assert play.list.key == person.chosen == play.browse.listing.anchor

        # An example begins where the one before ended, so nothing is made smaller.
        @settings(max_examples=rounds(8, 16), deadline=None, phases=[Phase.explicit, Phase.generate])
        @given(st.lists(st.sampled_from(sorted(STEPS)), min_size=3, max_size=7))
        @example(["down", "search"])
        @example(["down", "sources", "clear"])
        @example(["down", "rename", "events", "undo"])
        @example(["end", "nothing found", "reload", "clear"])
        @example(["down", "language", "rename outside", "sort", "language"])
        def law(steps: list[str]) -> None:
            runner.run(scenario(steps))

        law()


@contextmanager
def following(
    root: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = BESIDE
) -> Iterator[Callable[..., None]]:
    """Runs a scenario over a registry whose changes the app learns of."""
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(root.parent / name))
    yield lambda scenario, language="vi": drive(scenario, Rehearsal(Library.kept(made(root)), language), size)


@pytest.mark.parametrize("narrowed", [False, True])
def test_after_a_deleted_record_comes_the_one_that_stood_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, narrowed: bool
) -> None:
    async def scenario(play: Play) -> None:
        person = Person(play)
        await person.move("home", "down", "down", "down")
        if narrowed:  # deleted by somebody else while the list does not show it
            await person.press("5")
            (tmp_path / "registry/events/r03.toml").unlink()
            play.app.refresh_index()
        else:
            await person.press("d", "tab", "enter")
        await person.known(lambda: not person.has("r03"))
        await person.go_home()
        assert play.list.key == play.browse.current_key == play.browse.shown == "r04"
        await person.move("end")
        last = play.list.key
        (tmp_path / "registry" / play.app.index.card(last).path).unlink()
        play.app.refresh_index()
        await person.known(lambda: not person.has(last))
        assert play.list.cursor == play.list.total - 1 and play.list.key == play.browse.current_key

    with following(tmp_path / "registry", monkeypatch) as run:
        run(scenario)


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Đã hoàn tác: đổi mã r03 thành r03-x"), ("en", "Undone: renamed r03 to r03-x")]
)
def test_undo_says_what_it_did_and_leads_to_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    async def scenario(play: Play) -> None:
        person = Person(play)
        play.browse.go_to("r03")
        await play.settle()
        await play.press("escape", "r")
        await play.type("-x")
        await play.press("enter")
        await person.known(lambda: person.has("r03-x"))
        assert play.list.key == play.browse.current_key == play.browse.shown == "r03-x" and play.list.has_focus
        await play.press("up", "up")
        await play.silence()
        await play.press("u")
        await play.toast()
        assert said in " ".join(play.text("Toast").split())
        await person.known(lambda: person.has("r03"))
        assert play.list.key == play.browse.current_key == play.browse.shown == "r03" and play.list.has_focus
        await play.press("up", "U")
        await person.known(lambda: person.has("r03-x"))
        assert play.list.key == play.browse.current_key == "r03-x"

    with following(tmp_path / "registry", monkeypatch) as run:
        run(scenario, language)


@pytest.mark.parametrize(("language", "said"), [("vi", "Không có bản ghi nào"), ("en", "No records")])
def test_beside_an_empty_list_no_record_is_read_and_none_is_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("down")
        chosen = play.list.key
        await play.press("slash")
        await play.type("zzzz")
        await play.press("enter")
        assert said in play.text("#reader") and play.browse.current_key == play.browse.shown == ""
        for key in ("E", "e", "m", "r", "d", "y", "h", "tab"):
            await play.press(key)
            assert len(play.app.screen_stack) == 1, key
        await play.press("f2", "f2")
        assert said in play.text("#reader")
        await play.press("escape", "escape")
        assert play.browse.shown == play.list.key == chosen and said not in play.text("#reader")

    with following(tmp_path / "registry", monkeypatch) as run:
        run(scenario, language)


def test_giving_up_a_jump_gives_back_what_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(play: Play) -> None:
        await play.press("down", "5", "comma")
        await play.type("s")
        await play.press("escape", "escape")
        assert play.list.key == "r01"

    with following(tmp_path / "registry", monkeypatch) as run:
        run(scenario)


def test_going_back_leads_to_the_record_that_had_been_chosen_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("down", "4", "down", "down", "left_square_bracket")
        assert (play.browse.kind, play.list.key) == ("all", "r01")
        await play.press("right_square_bracket")
        assert (play.browse.kind, play.list.key) == ("event", "r05")

    with following(tmp_path / "registry", monkeypatch, NARROW) as run:
        run(scenario)
