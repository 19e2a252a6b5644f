"""Who says what on the screen: rows, columns and a cursor on a cell, what the row rests on, and where Enter leads.

``GOVTUI_UPDATE_GOLDENS=1 pytest tests/tui/test_sources_screen.py`` writes the goldens anew; look at the difference.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from small import RECORDS, registry, shipped_index, table
from test_screens import MIDDLE

from govtui.index.read.sqlite_index import SqliteIndex
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.views.links import LinksScreen
from govtui.tui.views.matrix_table import CELL, MatrixTable, columns_in
from govtui.tui.views.source_text import SourceTextScreen
from govtui.tui.views.sources import SourcesScreen

GOLDENS = Path(__file__).parent / "goldens" / "matrix"
UPDATE = os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1"

DECLARATION = "asean-declaration-civil-service-2021"
SIZES = {"vi": (NARROW, (120, 40), MIDDLE), "en": (NARROW, MIDDLE)}


@cache
def index() -> SqliteIndex:
    return shipped_index()


def app(language: str = "vi", root: Path = RECORDS) -> Rehearsal:
    return Rehearsal(Registry(root), language, index() if root == RECORDS else None)


def screen(play: Play) -> SourcesScreen:
    top = play.app.screen
    assert isinstance(top, SourcesScreen), top
    return top


async def opened(play: Play, key: str, field: str = "") -> MatrixTable:
    play.browse.open("sources", key=key, field=field)
    await play.settle()
    return screen(play).table


def beside(play: Play) -> str:
    return " ".join(" ".join(screen(play).query_one("#matrix-page", PageView).lines_said()).split())


@cache
def looked_at(language: str) -> dict[str, str]:
    """The screen at each size, folded and unfolded with the cursor on a cell, by the name of the golden."""
    seen: dict[str, str] = {}

    async def look(play: Play) -> None:
        for columns, rows in SIZES[language]:
            await play.resize(columns, rows)
            await opened(play, DECLARATION)
            seen[f"{language}-{columns}x{rows}"] = play.text()
            await play.press("down", "down", "enter", "down", "down", "right", "right")
            seen[f"{language}-{columns}x{rows}-cell"] = play.text()
            await play.press("escape")

    drive(look, app(language), NARROW)
    return seen


@pytest.mark.parametrize(
    ("language", "size"), [(language, size) for language, sizes in SIZES.items() for size in sizes]
)
@pytest.mark.parametrize("there", ["", "-cell"])
def test_the_matrix_of_the_asean_declaration_is_as_it_was_looked_at(
    language: str, size: tuple[int, int], there: str
) -> None:
    name = f"{language}-{size[0]}x{size[1]}{there}"
    drawn, path = looked_at(language)[name] + "\n", GOLDENS / f"{name}.txt"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


def test_keys_lead_through_rows_and_sources_and_to_field_source_form_links_and_text() -> None:
    async def use(play: Play) -> None:
        table = await opened(play, DECLARATION)
        assert (table.cursor, table.column) == (0, -1)
        await play.press("left", "right", "right", "right", "right")
        assert table.column == len(table.sources) - 1, "it stops at both ends"
        await play.press("left", "left", "left", "j", "j", "k")
        assert (table.cursor, table.column) == (1, -1)
        await play.press("b")
        assert isinstance(play.app.screen, LinksScreen)
        await play.press("escape", "x")
        assert isinstance(play.app.screen, SourceTextScreen)
        await play.press("escape", "e")
        assert isinstance(play.app.screen, FieldForm | FieldChooser)
        await play.press("escape", "y")
        await play.toast()
        assert "Chép" in play.text("Toast") or "bảng" in play.text("Toast")
        # Enter on the label: the field in the reader; on a source: the source
        await play.press("enter")
        assert play.app.screen is play.browse and play.browse.shown == DECLARATION and play.browse.is_reading
        assert play.reader.field_in_hand[0].startswith("steps")
        table = await opened(play, DECLARATION, "steps.adopted-chinhphu")
        assert table.cursor == 1
        await play.press("right")
        source = table.source
        await play.press("enter")
        assert play.app.screen is play.browse and play.browse.shown == source
        await play.press("left_square_bracket")
        assert play.browse.shown == DECLARATION
        # m opens it at what is read, and closes it
        await play.press("m")
        assert screen(play)
        await play.press("m")
        assert play.app.screen is play.browse
        # what is folded opens where the field is in it
        table = await opened(play, DECLARATION, "status")
        assert table.row is not None and table.row.row is not None and table.row.row.field == "status"
        await play.press("tab")
        assert screen(play).query_one(PageView).has_focus

    drive(use, app(), MIDDLE)


def test_the_row_with_the_cursor_is_in_sight_at_any_height() -> None:
    async def use(play: Play) -> None:
        table = await opened(play, "unpog", "overseen_by")
        page = screen(play).query_one("#matrix-page")
        for cells, lines in ((80, 24), (80, 14), (140, 24), (80, 40), (80, 24)):
            await play.resize(cells, lines)
            for key in ("G", "g", "G"):
                await play.press(key)
                seen = range(table.region.y, min(table.region.bottom, table.parent.region.bottom))
                assert table.region.y + table.line_of(table.cursor) - table.top in seen, (cells, lines, key)
                assert page.region.height >= 3, "what the row rests on stands there, too"

    drive(use, app(), NARROW)


def test_a_record_of_which_nothing_differs_says_so_and_shows_what_its_sources_state() -> None:
    async def look(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        await play.press("m")
        assert "Không có chỗ nào không khớp." in play.text()
        table = screen(play).table
        assert table.cursor == 1 and table.row is not None and table.row.row is not None, "no cursor on a sentence"
        await play.press("home")
        assert table.cursor == 1
        assert "tháng 7 năm 2016" in beside(play)
        await play.press("escape")
        # neither differing nor adding: all is unfolded
        table = await opened(play, "asean")
        assert any(row.folds for row in table.rows) and table.rows[-1].row is not None
        # a source cites none
        await play.press("escape")
        play.browse.go_to("unpog-overview")
        await play.settle()
        await play.press("m")
        await play.toast()
        assert "không dẫn nguồn nào" in play.text("Toast") and play.app.screen is play.browse

    drive(look, app(), NARROW)


def test_another_language_another_width_and_another_index_keep_the_row_and_the_source(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(RECORDS, root)

    async def look(play: Play) -> None:
        table = await opened(play, DECLARATION)
        await play.press("down", "down", "enter", "down", "down", "right", "right")
        row, source = table.row, table.source
        assert row is not None and row.row is not None and source
        for keys, size in ((("f2",), None), ((), WIDE), (("f2",), NARROW)):
            await play.press(*keys)
            if size:
                await play.resize(*size)
            assert table.row is not None and table.row.row is not None
            assert (table.row.row.field, table.source) == (row.row.field, source)
        file = root / "declarations" / f"{DECLARATION}.toml"
        file.write_text(file.read_text("utf-8").replace('status = "noted"', 'status = "adopted"'), encoding="utf-8")
        before = play.app.index
        play.app.refresh_index(force=True)
        await play.until(lambda: play.app.index is not before and not play.app.is_refreshing)
        await play.settle()
        assert table.row.row.field == row.row.field and table.source == source
        assert "Đã thông qua" in play.text(), "the record as it is now"

    drive(look, app(root=root), NARROW)


def test_of_eight_sources_as_many_stand_there_as_fit_and_the_others_come_with_the_cursor(tmp_path: Path) -> None:
    ids = [f"s{n}" for n in range(1, 9)]
    claims = [{"field": "founded", "value": f"{1990 + n}", "source": id} for n, id in enumerate(ids[1:], 1)]
    made = table("r", founded="1990", sources=[{"ref": "s1", "for": ["founded", "name"]}], claims=claims)
    registry(tmp_path, *(table(id, "source", title={"vi": f"Báo {id}", "en": id}) for id in ids), made)

    async def look(play: Play) -> None:
        table = await opened(play, "r")
        seen = table.columns.shown
        assert 2 <= seen < 8 and f"→ {8 - seen}" in play.text("#matrix-head")
        for column in range(8):
            await play.press("right")
            assert table.column == column
            number = int(table.sources[column][1:])
            assert f"Báo s{number}" in play.text("#matrix-head") and f"năm {1989 + number}" in play.text("#matrix")
        assert f"← {8 - seen}" in play.text("#matrix-head") and "→" not in play.text("#matrix-head")
        await play.press(*["left"] * 8)
        assert table.column == -1 and f"năm {1989 + int(table.sources[0][1:])}" in play.text("#matrix")
        assert play.text("#matrix").split("\n")[0].rstrip().endswith("≠"), "what is out of sight is told"
        # a click on a cell, then on it again; the head of a column
        area = table.content_region
        start = table.columns.start(1)
        await play.click_at(area.x + start + 3, area.y)
        assert table.column == 1 and screen(play)
        await play.click(f"Báo {table.sources[0]}")
        assert table.column == 0
        await play.click_at(area.x + table.columns.start(0) + 3, area.y)
        assert play.app.screen is play.browse and play.browse.shown == table.sources[0]

    drive(look, app(root=tmp_path), NARROW)


@pytest.mark.parametrize("cells", range(20, 200, 9))
@pytest.mark.parametrize("sources", [1, 2, 8])
def test_columns_fill_the_width_and_hold_the_one_with_the_cursor(cells: int, sources: int) -> None:
    first = 0
    for column in (-1, *range(sources), -1):
        columns = columns_in(cells, sources, 30, first, column)
        first = columns.first
        assert first >= 0 and first + columns.shown <= sources
        assert column < 0 or first <= column < first + columns.shown
        assert 1 + columns.label + columns.cell * columns.shown <= max(cells, 17)
        assert cells < 60 or columns.cell >= CELL - 2


def test_a_registry_that_nothing_can_be_written_to_is_compared_all_the_same() -> None:
    async def look(play: Play) -> None:
        play.app.library.read_only = True
        await opened(play, DECLARATION)
        assert "Ghi nhận, Thông qua" in play.text("#matrix")
        await play.press("e")
        assert screen(play)
        await play.toast()

    drive(look, app(), NARROW)
