"""How much room things take: boxes as high as what they hold, text as wide as can be read, columns as their words need.

Each scenario is under a second.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from unicodedata import normalize

import pytest
from drive import NARROW, Play, Rehearsal, drive
from rich.cells import cell_len
from samples import SAMPLE, rewrite
from tour import stops, tour

from govtui.i18n.translator import LANGUAGES, load
from govtui.page.paragraph_layout import PROSE
from govtui.page.timeline import DATE, Layout
from govtui.store.registry import Registry
from govtui.text.width import width
from govtui.tui.base.key_names import shown
from govtui.tui.base.page_view import MEASURE
from govtui.tui.commands import COMMANDS
from govtui.tui.views.matrix_table import MatrixTable
from govtui.tui.views.timeline_view import TimelineView

SLIM, BROAD = (60, 24), (200, 60)
GUTTER = 4
"""Cells before the text in the editor: number and sign of the line."""


@pytest.mark.parametrize("size", [NARROW, (110, 60)])
def test_a_box_over_a_screen_is_no_higher_than_what_it_holds(size: tuple[int, int]) -> None:
    async def look(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        await play.press("m")
        table = play.app.screen.query_one(MatrixTable)
        assert table.size.height == 3 == len(table.rows) + 1, "with a blank line above what it rests on"
        await play.press("end", "enter")
        assert 3 < table.size.height == len(table.rows) + 1
        await play.press("escape", "d")
        box = play.app.screen.query_one(".form")
        held = [child.outer_size.height + child.styles.margin.height for child in box.displayed_children]
        assert box.size.height == sum(held)

    drive(look, Rehearsal(Registry(SAMPLE)), size)


@pytest.mark.parametrize("size", [NARROW, BROAD])
def test_no_text_of_the_reader_touches_the_scroll_bar_or_is_wider_than_can_be_read(size: tuple[int, int]) -> None:
    async def look(play: Play) -> None:
        play.browse.go_to("ke-hoach-2022")
        await play.settle()
        reader = play.reader
        widest = max(width(line) for line in reader.lines_said())
        assert PROSE // 2 < widest <= min(MEASURE, reader.cells - 1)

    drive(look, Rehearsal(Registry(SAMPLE)), size)


def test_dates_on_the_timeline_take_what_the_widest_of_them_needs() -> None:
    async def look(play: Play) -> None:
        await play.press("t")
        layout = play.app.screen.query_one(TimelineView).layout
        assert layout.date == len("26–28/10/2021") + 1 < DATE[True]

    drive(look, Rehearsal(Registry(SAMPLE)), (120, 40))
    assert Layout.of(120).date == DATE[True] and Layout.of(80).date == DATE[False]
    assert Layout.of(120, 11).words > Layout.of(120).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_shown_by_the_name_that_textual_has_for_it(language: str) -> None:
    for command in COMMANDS:
        assert "_" not in shown(command.keys, load(language)), command.id


def test_decomposed_letters_stand_where_composed_ones_do(tmp_path: Path) -> None:
    """No mark is lost, shifted into another cell, or takes a cell of its own; what is read is composed, what is edited is not.

    Three seconds.
    """
    screens: dict[str, dict[str, list[str]]] = {}
    for form in ("NFC", "NFD"):
        drawn = screens[form] = {}

        async def look(play: Play, drawn: dict[str, list[str]] = drawn) -> None:
            async for stop in tour(play, stops("search-found reader text")):
                drawn[stop] = play.rows()

        drive(look, Rehearsal(Registry(rewrite(tmp_path / form, partial(normalize, form)))))
    columns = slice(1, NARROW[0] - 1)  # without sign and scroll bar: it is told, too, that the text is decomposed
    composed, decomposed = (
        {stop: [row[columns].rstrip() for row in rows] for stop, rows in screens[form].items()}
        for form in ("NFC", "NFD")
    )
    for stop in ("search-found", "reader"):
        assert decomposed[stop] == composed[stop]
    edited = [row for row in screens["NFD"]["text"] if normalize("NFC", row) != row]
    assert edited
    for row in edited:
        assert cell_len(row) == len(normalize("NFC", row))
        assert normalize("NFC", row)[GUTTER : columns.stop].rstrip() in [row[GUTTER - 1 :] for row in composed["text"]]
