"""Reading in both languages: two columns where the reader has room, one under the other where it has not; p gives it the room."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from small import RECORDS, registry, shipped_index, table

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Index
from govtui.store.registry import Registry

SHIPPED = Registry(RECORDS)
VI, EN = "Văn phòng Dự án Liên hợp quốc", "United Nations Project Office"
BESIDE_THE_RAIL = (140, 40)


@cache
def index() -> Index:
    return shipped_index()


def app(language: str = "vi") -> Rehearsal:
    return Rehearsal(SHIPPED, language, index())


def beside(play: Play) -> bool:
    """Whether the two names stand on one line of the reader."""
    return any(VI in row and EN in row for row in play.text("#reader").splitlines())


def state(play: Play) -> object:
    browse = play.browse
    return browse.reading, browse.has_class("-zoomed"), browse.pane, browse.shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_p_gives_two_columns_room_and_gives_back_what_was_before(language: str) -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        for before in (("shift+tab",), ("tab",)):  # in the list, in the reader
            await play.press(*before)
            was = state(play)
            assert not beside(play)
            await play.press("p")
            assert beside(play) and state(play) == ("both", True, "reader", "unpog")
            head = {"vi": "tiếng Việt + tiếng Anh", "en": "English + Vietnamese"}[language]
            assert head in play.text()
            await play.press("p")
            assert not beside(play) and state(play) == was

    drive(scenario, app(language), BESIDE_THE_RAIL)


def test_l_reads_both_one_under_the_other_until_there_is_room() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        await play.press("l", "l")
        first, second = play.find(VI, 2), play.find(EN, 2)
        assert play.browse.reading == "both" and second[1] > first[1] and not beside(play)
        await play.press("plus")
        assert beside(play)
        await play.press("plus")
        assert not beside(play)
        await play.resize(260, 40)
        assert beside(play) and play.list.size  # a reader of 90 cells beside the list
        await play.press("l")
        assert not beside(play) and VI in play.text("#reader") and EN not in play.text("#reader")

    drive(scenario, app(), BESIDE_THE_RAIL)


def test_one_stands_under_the_other_where_that_is_narrow() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        await play.press("p")
        first, second = play.find(VI), play.find(EN)
        assert second[0] == first[0] and second[1] > first[1]
        await play.press("p")
        assert EN not in play.text() and play.browse.reading == "same"

    drive(scenario, app(), NARROW)


def test_switching_the_language_changes_labels_and_leaves_texts_and_place() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        await play.press("p")
        page = play.reader
        assert "Thành lập" in play.text()
        await play.press("pagedown")
        top = page.top
        texts = [line for line in page.lines_said() if "United Nations office in Incheon" in line]
        await play.press("f2")
        assert page.top == top and texts
        assert [line for line in page.lines_said() if "United Nations office in Incheon" in line] == texts
        await play.press("g")
        assert "Founded" in play.text() and "Thành lập" not in play.text()
        assert VI in play.text()

    drive(scenario, app(), WIDE)


def test_a_link_that_stands_on_both_sides_is_one_and_leads_on_in_parallel() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        await play.press("p")
        page = play.reader
        page.show_field("relations.supported_by")
        chosen = []
        for _ in range(2):
            chosen.append(page.link)
            await play.press("j")
        assert len(set(chosen)) == 2
        page.show_field("relations.overseen_by")
        await play.press("enter")
        assert state(play) == ("both", True, "reader", "un-dpidg")
        assert "Division for Public Institutions" in play.text()
        await play.press("left_square_bracket", "g")
        assert state(play) == ("both", True, "reader", "unpog") and beside(play)

    drive(scenario, app(), WIDE)


def test_it_goes_on_with_what_was_read() -> None:
    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog")
        await play.settle()
        play.reader.show_field("activities.2")
        await play.settle()
        field = play.reader.field_in_hand[0]
        await play.press("p")
        assert play.reader.field_in_hand[0] == field
        await play.press("p")
        assert play.reader.field_in_hand[0] == field

    drive(scenario, app(), BESIDE_THE_RAIL)


def test_a_registry_of_one_language_has_nothing_to_be_read_in_parallel(tmp_path: Path) -> None:
    files = registry(tmp_path, table("bo"), manifest='schema = 2\nlanguages = ["vi"]\n')

    async def scenario(play: Play) -> None:
        was = state(play)
        await play.press("p")
        assert state(play) == was
        await play.toast()
        said = play.text().replace("▌", " ")
        assert "chỉ có một ngôn" in " ".join(said.split())

    drive(scenario, Rehearsal(files), NARROW)
