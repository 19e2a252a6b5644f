"""The timeline: what the list tells of time, zoomed and moved along, read and come back from. Each scenario is under a second."""

from __future__ import annotations

import datetime
from itertools import product

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.i18n.translator import LANGUAGES, load
from govtui.model.dates import PartialDate
from govtui.page.page import DISCREPANCY_LINK
from govtui.page.timeline import LASTS, NOW, SOMEWHERE, TODAY, VAGUE, ZOOMS, extent, touches
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.views.page_screens import PreviewScreen
from govtui.tui.views.sources import SourcesScreen
from govtui.tui.views.timeline import TimelineScreen
from govtui.tui.views.timeline_view import TimelineView


@pytest.fixture(autouse=True)
def _a_day_of_2022(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimelineView, "today", staticmethod(lambda: datetime.date(2022, 1, 15)))


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


async def opened(play: Play) -> TimelineView:
    await play.press("t")
    assert isinstance(play.app.screen, TimelineScreen)
    return play.app.screen.query_one(TimelineView)


@pytest.mark.parametrize(("language", "size"), [*product(LANGUAGES, (NARROW, WIDE))])
def test_events_steps_terms_and_foundings_stand_on_one_axis(language: str, size: tuple[int, int]) -> None:
    tr = load(language)

    async def scenario(play: Play) -> None:
        view = await opened(play)
        text = play.text()
        for words in (
            tr.gettext("Timeline"),
            tr.pgettext("step.action", "Adopted"),
            tr.pgettext("field", "Founded"),
            tr.pgettext("term.type", "Chair"),
            tr.gettext("Year unknown"),
        ):
            assert words in text
        assert TODAY in text and NOW in text
        assert view.dates is not None
        assert (view.dates.dated, view.dates.year_less) == (11, 1), "one is in a broken file, one is a claim"
        await play.press("g", "ctrl+up")
        assert max(map(len, play.rows())) <= size[0]

    drive(scenario, app(language), size)


def test_periods_are_bars_and_vague_dates_are_as_wide_as_they_are_vague() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        while view.zoom != "year":
            await play.press("ctrl+up")
        line = next(row for row in play.rows() if "2022–2025" in row)
        assert SOMEWHERE * 6 + LASTS * 12 + SOMEWHERE * 6 in line
        await play.press("g", "down")
        assert SOMEWHERE * 6 in next(row for row in play.rows() if "1981 " in row and "Founded" in row)
        await play.press("ctrl+down")
        assert VAGUE in next(row for row in play.rows() if "1981 " in row and "Founded" in row)

    drive(scenario, app(), WIDE)


def test_zooming_and_moving_keep_the_fact_under_the_cursor_in_sight() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        assert view.dates is not None
        for place, keys in product(
            range(view.dates.dated), (("ctrl+up",) * 2, ("ctrl+down",) * 2, ("right",) * 3, ("left",) * 4)
        ):
            view.point_at(place)
            for key in keys:
                await play.press(key)
                fact = view.chosen
                assert fact is not None
                date = PartialDate.parse(fact.date)
                assert touches(date, view.zoom, view.left, view.left + view.layout.axis - 1)
                assert view.top <= view.line_of(view.cursor) < view.top + view.page_lines
                if key in ("ctrl+up", "ctrl+down"):
                    assert view.cursor == place
                    first = extent(date, view.zoom).first
                    assert view.left <= first < view.left + view.layout.axis

    drive(scenario, app(), NARROW)


def test_time_goes_on_by_decades_years_and_months() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        await play.press("end", "up")
        for zoom in ZOOMS:
            while view.zoom != zoom:
                await play.press("ctrl+up" if ZOOMS.index(view.zoom) < ZOOMS.index(zoom) else "ctrl+down")
            await play.press("right")
            left = view.left
            await play.press("right")
            assert view.left - left == {"decade": 10, "year": 6, "month": 6}[zoom]
            await play.press("left", "left")
            assert view.left < left
        await play.press("full_stop")
        assert view.chosen is not None and view.chosen.date == "2022-08-05", "the first that begins from today on"

    drive(scenario, app(), WIDE)


def test_enter_reads_the_record_and_escape_comes_back_to_the_same_place() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        await play.press("g", "down", "ctrl+down", "enter")
        assert isinstance(play.app.screen, PreviewScreen)
        assert "ACCSM" in play.text("#peek")
        position = view.position
        await play.press("escape")
        assert isinstance(play.app.screen, TimelineScreen) and view.position == position
        await play.press("escape")
        assert len(play.app.screen_stack) == 1
        view = await opened(play)
        assert view.position == position, "the timeline was left there"
        chosen = view.chosen
        assert chosen is not None
        await play.press("enter", "right")
        assert len(play.app.screen_stack) == 1 and play.browse.shown == chosen.key
        view = await opened(play)
        assert view.chosen is not None and view.chosen.key == chosen.key, "it begins with the record in hand"

    drive(scenario, app(), BESIDE)


def test_what_is_at_odds_is_opened_from_the_record_and_closed_again() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        assert view.dates is not None
        view.point_at(view.dates.position("ke-hoach-2022") or 0)
        await play.press("enter")
        page = play.app.screen.query_one("#peek", PageView)
        while page.link < 0 or not page._links[page.link].key.startswith(DISCREPANCY_LINK):
            await play.press("down")
        await play.press("enter")
        assert isinstance(play.app.screen, SourcesScreen)
        await play.press("escape")
        assert isinstance(play.app.screen, PreviewScreen)

    drive(scenario, app(), NARROW)


def test_it_shows_what_the_list_shows_and_says_what_it_leaves_out() -> None:
    async def scenario(play: Play) -> None:
        await play.press("4")
        view = await opened(play)
        assert view.dates is not None
        facts = view.dates.window(0, 99)
        assert facts and {fact.kind for fact in facts} == {"event"}
        assert "Events" in play.text("#timeline-title")
        await play.press("escape", "1", "slash")
        await play.type("year:1981")
        await play.press("enter")
        view = await opened(play)
        assert view.dates is not None and view.dates.dated > 0
        assert "year:1981" in play.text("#timeline-title")
        await play.press("escape", "slash")
        await play.type(" zzzz")
        await play.press("enter")
        await opened(play)
        assert "Nothing in this list has a date." in play.text()
        await play.press("down", "right", "ctrl+up", "full_stop", "enter")
        assert isinstance(play.app.screen, TimelineScreen)

    drive(scenario, app(), BESIDE)


def test_a_change_of_language_changes_every_word_and_nothing_else() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        await play.press("g", "down", "ctrl+up")
        position = view.position
        english = play.text()
        await play.press("f2")
        assert view.position == position
        assert "Dòng thời gian" in play.text("#timeline-title") and play.text() != english
        await play.press("enter", "f2")
        assert isinstance(play.app.screen, PreviewScreen)
        await play.press("escape")
        assert view.position == position and play.text() == english

    drive(scenario, app(), NARROW)


def test_a_click_chooses_a_fact_and_another_reads_it() -> None:
    async def scenario(play: Play) -> None:
        view = await opened(play)
        await play.click("2022–2025")
        assert view.chosen is not None and view.chosen.key == "ke-hoach-2022"
        await play.click("2022–2025")
        assert isinstance(play.app.screen, PreviewScreen)
        assert "Plan of Action" in play.text("#peek")
        assert play.app.screen.query_one(PageView).has_focus

    drive(scenario, app(), NARROW)
