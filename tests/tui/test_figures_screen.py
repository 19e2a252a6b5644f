"""Figures of the list as plots. Each scenario is under a second."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from pseudo import leaks
from repository import organization
from samples import SAMPLE

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.views.page_screens import FiguresScreen


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


def app(language: str = "en", root: Path = SAMPLE, *, remember: bool = False) -> Rehearsal:
    govtui = Rehearsal(Registry(root), language)
    govtui._remember = remember
    return govtui


async def choose(play: Play, id: str, words: str) -> None:
    """Press Down until the link with these words is chosen, then Enter."""
    page = play.app.screen.query_one(f"#{id}", PageView)
    for _ in range(200):
        if 0 <= page.link < len(page._links):
            line, span = page._links[page.link].spots[0]
            if page._lines[line].spans[span].text.strip() == words:
                await play.press("enter")
                return
        await play.press("down")
    raise AssertionError(f"no link: {words}\n{play.text()}")


# -- figures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_counted_and_drawn_with_its_numbers_beside(language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("F")
        assert isinstance(play.app.screen, FiguresScreen)
        assert tr.gettext("Events by year") in play.text()
        counts = play.app.index.facets("kind:event")["year"]
        for year, count in counts.items():
            assert any(
                row.split("│")[1].split()[:3] == [year, str(count), "█" * count]
                for row in play.rows()
                if f" {year} " in row
            )
        assert tr.gettext("Organizations by country") in play.text()

    drive(scenario, app(language), (100, 80))


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_stands_first_with_frameworks_side_by_side_and_what_does_not_add_up_marked(language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("3", "F")
        rows = play.rows()
        both = next(row for row in rows if "≠ 18" in row)
        assert tr.pgettext("figures", "{n} short").format(n=3) in both and " 23 " in both
        heads = next(n for n, row in enumerate(rows) if "ACCSM ─" in row and "ACCSM+3 ─" in row)
        counted = next(n for n, row in enumerate(rows) if tr.gettext("Declarations by type and status") in row)
        assert heads < rows.index(both) < counted
        assert tr.gettext("added up by the program, not stated by the source") in play.text()
        assert tr.gettext("Events by year") not in play.text(), "only declarations are in the list"

    drive(scenario, app(language), (140, 80))


def test_enter_on_an_area_reads_it_in_the_text_that_has_it() -> None:
    async def scenario(play: Play) -> None:
        await play.press("F")
        await choose(play, "figures", "2")
        assert play.browse.shown == "tuyen-bo-2021"
        assert any(
            line.field.startswith("areas.") for line in play.reader._lines[play.reader.top :][: play.reader.page_lines]
        )

    drive(scenario, app(), BESIDE)


def test_enter_on_a_bar_filters_the_list_by_it_and_one_can_come_back() -> None:
    async def scenario(play: Play) -> None:
        await play.press("F")
        await choose(play, "figures", "2021")
        assert len(play.app.screen_stack) == 1
        assert play.browse.text == "kind:event year:2021"
        assert play.names() == ["ASEAN conference on civil service"] or len(play.names()) == 1
        await play.press("left_square_bracket")
        assert play.browse.text == ""

    drive(scenario, app(), BESIDE)


def test_a_filter_holds_for_the_figures_too() -> None:
    async def scenario(play: Play) -> None:
        await play.press("slash")
        await play.type("kind:organization country:VN")
        await play.press("enter", "F")
        assert "Filter: kind:organization country:VN" in play.text("#figures")
        assert "Viet Nam" in play.text("#figures") and "Republic of Korea" not in play.text("#figures")
        await play.press("escape", "escape", "slash")
        await play.type("zzzz")
        await play.press("enter", "F")
        assert "Nothing in this list can be counted." in play.text("#figures")

    drive(scenario, app(), BESIDE)


def test_no_word_of_these_screens_was_said_without_a_catalog(tmp_path: Path) -> None:
    made = tmp_path / "registry"
    (made / "organizations").mkdir(parents=True)
    (made / "organizations" / "bo.toml").write_text(organization("bo", "Ƀộ"), encoding="utf-8")

    async def scenario(play: Play) -> None:
        for key in ("t", "F"):
            await play.press(key)
            await play.settle()
            found = leaks(play.seen(), {"F2", "Ctrl", "Ƀộ", "VN", "vi", "en", *ascii_letters})
            assert found == [], f"{key}: more than letters that are keys"
            await play.press("escape")

    drive(scenario, app("qps", made), (100, 60))


def test_every_number_of_the_figures_is_that_of_the_list_it_leads_to() -> None:
    async def scenario(play: Play) -> None:
        from datetime import date

        from govtui.page.charts import charts
        from govtui.page.home import LIST
        from govtui.page.page import Bar

        checked = 0
        for section in charts(View(language="en", words="en"), play.browse.context, date(2022, 1, 1)).sections:
            for block in section.blocks:
                if isinstance(block, Bar) and block.label.link:
                    line = block.label.link.removeprefix(LIST)
                    assert play.app.index.counts(line)["all"] == block.total, line
                    checked += 1
        assert checked > 5

    drive(scenario, app(), NARROW)
