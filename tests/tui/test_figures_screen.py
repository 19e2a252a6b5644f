"""Figures of the list as plots, and the overview with what surrounds a registry. Each scenario is under a second."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from string import ascii_letters

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from pseudo import leaks
from repository import Repository, organization
from samples import SAMPLE

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.page.layout import plain
from govtui.page.overview import Surroundings, overview
from govtui.store.history import RecentChanges, RecentFile
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.views.page_screens import FiguresScreen, OverviewScreen
from govtui.user import views
from govtui.user.views import SavedView


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
def test_frameworks_stand_side_by_side_under_each_area_and_what_does_not_add_up_is_marked(language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("3", "F")
        rows = play.rows()
        both = next(row for row in rows if "18≠" in row)
        assert "ACCSM" in both and "ACCSM+3" in both and "23" in both
        assert "?" in both, "what is not explained is drawn"
        assert any(tr.gettext("All areas, added up here") in row for row in rows)
        assert tr.gettext("Events by year") not in play.text(), "only declarations are in the list"

    drive(scenario, app(language), (100, 80))


def test_two_frameworks_have_room_beside_each_other_on_80_columns() -> None:
    async def scenario(play: Play) -> None:
        await play.press("3", "F", "G")
        while "18≠" not in play.text():
            await play.press("up")
        assert "ACCSM+3" in next(row for row in play.rows() if "18≠" in row)

    drive(scenario, app(), NARROW)


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


# -- overview --------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("organizations/bo.toml", organization("bo", "Bộ Nội vụ"))
    made.write("organizations/so.toml", organization("so", "Sở Nội vụ"))
    made.commit("Thêm hai cơ quan")
    made.write("organizations/so.toml", organization("so", "Sở Nội vụ", "inactive"))
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_tells_what_changed_lately_by_git(repository: Repository, language: str) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        await play.press("o")
        await play.until(lambda: "Thêm hai cơ quan" in play.text(), "git was not asked")
        text = play.text()
        assert tr.gettext("Recently changed") in text and tr.gettext("Not yet committed") in text
        assert {"vi": "Bộ Nội vụ; Sở Nội vụ", "en": "Ministry; Ministry"}[language] in text

    drive(scenario, app(language, repository.root), (100, 50))


def test_without_git_the_times_of_files_tell_what_changed_lately(tmp_path: Path) -> None:
    made = tmp_path / "registry"
    for place, name in enumerate(("cu", "moi")):
        file = made / "organizations" / f"{name}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(organization(name, f"Cơ quan {name}"), encoding="utf-8")
        when = time.time() - 86400 * 30 * (2 - place)
        os.utime(file, (when, when))

    async def scenario(play: Play) -> None:
        await play.press("o")
        await play.until(lambda: "30 ngày trước" in play.text(), "the files were not looked at")
        text = play.text()
        assert text.index("30 ngày trước") < text.index("60 ngày trước")
        assert text.index("Cơ quan moi", text.index("30 ngày trước")) < text.index(
            "Cơ quan cu", text.index("30 ngày trước")
        )

    drive(scenario, app("vi", made), (100, 50))


def test_saved_views_are_opened_from_it() -> None:
    views.save(SavedView("Hội nghị", "hoi nghi", "event"))

    async def scenario(play: Play) -> None:
        await play.press("o")
        await choose(play, "overview", "Hội nghị")
        assert (play.browse.text, play.browse.kind) == ("hoi nghi", "event")

    drive(scenario, app(remember=True), (100, 60))


def test_drafts_that_wait_are_named() -> None:
    async def scenario(play: Play) -> None:
        around = Surroundings((), (), ("asean", "", "nobody"))
        text = plain(overview(play.browse.context, read_only=False, around=around), 80)
        assert "Association of Southeast Asian Nations" in text[text.index("Not saved yet") :]
        assert "New record" in text and "nobody" in text  # of a record that is gone the id is all there is

    drive(scenario, app(), NARROW)


def test_problems_and_translation_lead_to_their_screens() -> None:
    async def scenario(play: Play) -> None:
        for words, name in (
            ("Error: 3 places in 2 records", "ProblemsScreen"),
            ("Vietnamese → English", "CoverageScreen"),
        ):
            await play.press("o")
            await choose(play, "overview", words)
            await play.until(lambda name=name: type(play.app.screen).__name__ == name, f"not opened: {name}")  # type: ignore[misc]
            await play.press("escape")
            assert len(play.app.screen_stack) == 1

    drive(scenario, app(), (100, 70))


def test_what_changed_lately_is_filled_in_without_moving_the_chosen_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OverviewScreen, "_look", lambda self: None)

    async def scenario(play: Play) -> None:
        await play.press("o")
        assert "Searching…" in play.text()
        screen = play.app.screen
        assert isinstance(screen, OverviewScreen)
        page = screen.query_one("#overview", PageView)
        while page.link < 0 or "problems" not in page._links[page.link].key:
            await play.press("down")
        chosen = page.link
        recent = RecentFile("organizations/asean.toml", datetime.now(UTC), "Lan", "Sửa tên")
        screen._looked(RecentChanges("git", (recent,)))
        await play.settle()
        assert "Lan · Sửa tên" in play.text()
        assert page.link == chosen + 1 and "problems" in page._links[page.link].key

    drive(scenario, app(), (100, 60))


def test_a_wide_screen_has_two_columns_and_a_narrow_one_a_single_one() -> None:
    async def scenario(play: Play) -> None:
        await play.press("o")
        assert isinstance(play.app.screen, OverviewScreen)
        row = next(row for row in play.rows() if "Recently changed" in row)
        assert row.index("Recently changed") > 60
        await play.press("tab")
        assert play.app.screen.query_one("#overview-beside").has_focus
        await play.resize(*NARROW)
        assert play.app.screen.query_one("#overview").has_focus
        assert not play.app.screen.query_one("#overview-beside").display

    drive(scenario, app(), WIDE)


def test_no_word_of_these_screens_was_said_without_a_catalog(tmp_path: Path) -> None:
    made = tmp_path / "registry"
    (made / "organizations").mkdir(parents=True)
    (made / "organizations" / "bo.toml").write_text(organization("bo", "Ƀộ"), encoding="utf-8")

    async def scenario(play: Play) -> None:
        for key in ("o", "t", "F"):
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
        from govtui.page.overview import LIST
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
