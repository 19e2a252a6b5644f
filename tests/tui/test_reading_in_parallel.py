"""Reading in parallel on the screen, in both languages, wide and narrow. Each scenario is about a second."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from small import RECORDS, registry, table

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.views.parallel import ParallelScreen

SHIPPED = Registry(RECORDS)
VI, EN = "Văn phòng Dự án Liên hợp quốc về Quản trị", "United Nations Project Office on Governance"


@cache
def index() -> Index:
    return build(SHIPPED)


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(SHIPPED, language, index())


async def reading(play: Play, key: str = "unpog") -> ParallelScreen:
    play.browse.go_to(key)
    await play.settle()
    await play.press("p")
    screen = play.app.screen
    assert isinstance(screen, ParallelScreen)
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_languages_stand_side_by_side_where_there_is_room(language: str) -> None:
    async def scenario(play: Play) -> None:
        await reading(play)
        line = next(row for row in play.rows() if VI in row)
        assert line.index(EN) > line.index(VI)
        head = {"vi": ("Tiếng Việt", "Tiếng Anh"), "en": ("Vietnamese", "English")}[language]
        assert all(name in play.rows()[0] for name in head)
        assert play.rows()[0].index(head[1]) == line.index(EN)

    drive(scenario, app(language), WIDE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_stands_under_the_other_where_that_is_narrow(language: str) -> None:
    async def scenario(play: Play) -> None:
        await reading(play)
        first, second = play.find(f"vi {VI}"), play.find(f"en {EN}")
        assert second[0] == first[0] and second[1] > first[1]  # how sure the name is follows it
        assert not any(name in row for row in play.rows()[first[1] + 1 : second[1]] for name in (VI, EN))

    drive(scenario, app(language), NARROW)


def test_switching_the_language_changes_labels_and_leaves_texts_and_place() -> None:
    async def scenario(play: Play) -> None:
        screen = await reading(play)
        page = screen.query_one(PageView)
        assert "Thành lập" in play.text()
        await play.press("pagedown")
        top = page.top
        texts = [line for line in page.lines_said() if "United Nations office in Incheon" in line]
        await play.press("f2")
        assert page.top == top
        assert [line for line in page.lines_said() if "United Nations office in Incheon" in line] == texts
        await play.press("g")
        assert "Founded" in play.text() and "Thành lập" not in play.text()
        assert VI in play.text()

    drive(scenario, app(), WIDE)


def test_a_link_leads_on_in_parallel_and_back_again_and_the_reader_goes_along() -> None:
    async def scenario(play: Play) -> None:
        screen = await reading(play)
        page = screen.query_one(PageView)
        page.show_field("relations.overseen_by")
        await play.settle()
        await play.press("enter")
        assert (screen.key, play.browse.shown) == ("un-dpidg", "un-dpidg")
        assert "Division for Public Institutions" in play.text()
        await play.press("left_square_bracket")
        assert (screen.key, play.browse.shown) == ("unpog", "unpog")
        assert VI in play.text()
        await play.press("escape")
        assert play.app.screen is play.browse

    drive(scenario, app(), WIDE)


def test_a_link_that_stands_on_both_sides_is_one() -> None:
    async def scenario(play: Play) -> None:
        screen = await reading(play)
        page = screen.query_one(PageView)
        page.show_field("relations.supported_by")
        chosen = []
        for _ in range(2):
            chosen.append(page.link)
            await play.press("j")
        await play.press("k", "enter")
        assert len(set(chosen)) == 2
        assert play.browse.shown == "kr-government"

    drive(scenario, app(), WIDE)


def test_it_begins_where_the_reader_was() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        play.reader.show_field("terms.mandate")
        await play.settle()
        await play.press("p")
        assert "until 2030" in play.text()

    drive(scenario, app(), NARROW)


def test_a_registry_of_one_language_has_nothing_to_be_read_in_parallel(tmp_path: Path) -> None:
    files = registry(tmp_path, table("bo"), manifest='schema = 2\nlanguages = ["vi"]\n')

    async def scenario(play: Play) -> None:
        await play.press("p")
        assert play.app.screen is play.browse
        await play.toast()
        said = play.text().replace("▌", " ")
        assert "chỉ có một ngôn" in " ".join(said.split())

    drive(scenario, Rehearsal(files), NARROW)
