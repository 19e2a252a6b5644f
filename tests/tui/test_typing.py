"""A letter typed into the search field: one drawing, of what changed, with nothing laid out anew; the reader follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from drive import WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from textual.screen import Screen

from govtui.store.registry import Registry
from govtui.tui.base.footer import KeyBar
from govtui.tui.browse.header import Masthead
from govtui.tui.browse.record_list import RecordList
from govtui.tui.textual_compat.kept_lines import KeptLines


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


@contextmanager
def laid_out(patch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """How often the screen was laid out anew."""
    times: list[object] = []
    refresh = Screen._refresh_layout

    def counted(self: Screen[object], *args: object, **named: object) -> None:
        times.append(args)
        refresh(self, *args, **named)  # type: ignore[arg-type]

    with patch.context() as patched:
        patched.setattr(Screen, "_refresh_layout", counted)
        yield times


def test_nothing_is_laid_out_anew_and_what_says_the_same_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def type_on(play: Play) -> None:
        await play.press("f", "slash")
        await play.type("ban")  # enough for a scroll bar, and so does the next letter
        drawn: list[str] = []
        render = KeptLines.render_widget

        def counted(self: KeptLines, widget: object, crop: object) -> object:
            drawn.append(type(widget).__name__)
            return render(self, widget, crop)  # type: ignore[arg-type]

        shown = play.list.show_vertical_scrollbar
        with laid_out(monkeypatch) as times, monkeypatch.context() as patched:
            patched.setattr(KeptLines, "render_widget", counted)
            await play.type(" ")
            assert play.list.show_vertical_scrollbar == shown
            assert times == []
        assert not {Masthead.__name__, KeyBar.__name__} & set(drawn)

    drive(type_on, app(), WIDE)


def test_what_the_list_shows_is_what_it_would_show_if_all_of_it_were_drawn() -> None:
    async def type_on(play: Play) -> None:
        await play.press("f", "slash")
        for letter in "hoi nghi asean" + "\b" * 9 + "ban":
            await play.press("backspace" if letter == "\b" else letter)
            before = play.rows()
            for widget in play.browse.walk_children():
                widget.refresh()
            await play.settle()
            assert play.rows() == before

    drive(type_on, app(), WIDE)


def test_the_reader_follows_when_nobody_types_for_a_moment() -> None:
    async def type_on(play: Play) -> None:
        await play.press("slash")
        told: list[str] = []
        announce = RecordList._announce

        def counted(self: RecordList) -> None:
            told.append(self.key)
            announce(self)

        RecordList._announce = counted  # type: ignore[method-assign]
        try:
            for letter in "accsm":
                play.app.post_message(play.key(letter))
            await play.settle()
        finally:
            RecordList._announce = announce  # type: ignore[method-assign]
        assert told and len(told) < len("accsm")
        assert play.browse.shown == play.list.key == told[-1]

    drive(type_on, app(), WIDE)


def test_the_search_field_says_at_once_how_many_there_are() -> None:
    async def open_it(play: Play) -> None:
        total = play.browse.listing.total
        await play.press("slash")
        assert total
        assert play.text("#count").strip() == f"{total} found"

    drive(open_it, app())
