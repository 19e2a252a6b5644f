"""Back and forward, as in a web browser: the list, the filter, the order, the cursor, the scroll and the link as they were."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from drive import BESIDE, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.store.registry import Registry
from govtui.tui.browse.navigation import DEPTH, History, Place
from govtui.tui.browse.search_bar import SearchBar

BACK, FORWARD = "left_square_bracket", "right_square_bracket"


def place(play: Play) -> dict[str, Any]:
    """Where one is, with what is seen of it. (Where the cursor stood in the search field is not part of a place.)"""
    state = play.state()
    del state["query field"]
    return {**state, "seen": play.text("#list" if play.list.has_focus else "#reader")}


def test_going_back_and_forward_restores_every_place_as_it_was_left() -> None:
    async def wander(play: Play) -> None:
        left: list[dict[str, Any]] = []

        async def leave_by(*keys: str) -> None:
            left.append(place(play))
            await play.press(*keys)

        await play.press("G", "k", "k", "k")  # the cursor is not at the edge of what is in sight
        await leave_by("4")  # from the whole list to the events
        await leave_by("slash")  # a line that is kept is a place, however many letters it has
        await play.type("hoi nghi")
        await play.press("enter", "s", "up")
        assert play.state()["asked"] == ("event", "hoi nghi", "date", "same") and play.list.cursor == 1
        await leave_by("1")  # to all records, filtered still
        await play.press("G")
        await leave_by("enter")  # to the reader
        await play.press("pagedown", "down")
        await leave_by("enter")  # along a link
        await play.press("down", "pagedown", "pageup", "down")
        await leave_by("enter")  # along another
        assert play.reader.has_focus and len({each["read"] for each in left}) > 2

        last = place(play)
        for want in reversed(left):
            await play.press(BACK)
            assert place(play) == want
        await play.press(BACK)
        await play.silence()
        assert place(play) == left[0], "there is nothing before the beginning"
        for want in (*left[1:], last):
            await play.press(FORWARD)
            assert place(play) == want
        await play.press(FORWARD)
        await play.silence()
        assert place(play) == last, "there is nothing after the end"

    drive(wander, Rehearsal(Registry(SAMPLE)))


@pytest.mark.parametrize(
    ("back", "forward"), [("alt+left", "alt+right"), ("left_square_bracket", "right_square_bracket")]
)
def test_the_arrows_with_alt_and_the_brackets_do_the_same(back: str, forward: str) -> None:
    async def go(play: Play) -> None:
        await play.press("5")
        await play.press(back)
        assert play.browse.kind == "all"
        await play.press(forward)
        assert play.browse.kind == "source"

    drive(go, Rehearsal(Registry(SAMPLE)))


def test_going_somewhere_else_forgets_the_way_forward() -> None:
    async def go(play: Play) -> None:
        await play.press("4", BACK, "5", FORWARD)
        assert play.browse.kind == "source"
        await play.press(BACK, BACK)
        assert play.browse.kind == "all"

    drive(go, Rehearsal(Registry(SAMPLE)))


def test_at_either_end_one_is_told_so() -> None:
    async def go(play: Play) -> None:
        await play.press(BACK)
        await play.toast()
        assert "No earlier view." in play.text("Toast")
        await play.silence()
        await play.press(FORWARD)
        await play.toast()
        assert "No later view." in play.text("Toast")

    drive(go, Rehearsal(Registry(SAMPLE), "en"))


def test_a_filter_that_comes_back_is_shown_in_its_field_and_goes_away_with_it() -> None:
    async def go(play: Play) -> None:
        await play.press("slash")
        await play.type("accsm")
        await play.press("enter", "2")
        assert not (before := play.browse.query_one(SearchBar)).display or play.browse.text == "accsm"
        await play.press("escape")
        assert play.browse.text == "" and not before.display
        await play.press(BACK)
        assert play.browse.text == "accsm" and before.display and " / accsm" in play.text()

    drive(go, Rehearsal(Registry(SAMPLE)))


def test_a_record_chosen_at_home_can_be_come_back_from() -> None:
    async def go(play: Play) -> None:
        start = place(play)
        await play.press("o")
        await play.click("Hội nghị cấp cao năm 2021")
        assert play.browse.shown == "hoi-nghi-2021" and play.reader.has_focus
        await play.press(BACK)
        assert play.browse.at_home and play.browse.home_key == "hoi-nghi-2021"
        await play.press("o")
        assert place(play) == start

    drive(go, Rehearsal(Registry(SAMPLE)))


def test_the_language_that_is_read_is_not_a_place() -> None:
    async def go(play: Play) -> None:
        await play.press("4", "l", "f2", BACK)
        assert play.browse.kind == "all" and play.browse.reading == "other" and play.app.language == "en"

    drive(go, Rehearsal(Registry(SAMPLE)))


def test_a_record_that_is_gone_can_be_come_back_to_without_harm(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)

    async def go(play: Play) -> None:
        play.browse.go_to("kr-mois")
        await play.settle()
        play.browse.go_to("asean")
        await play.settle()
        (root / "organizations" / "kr-mois.toml").unlink()
        await play.press("R")
        await play.until(lambda: play.app.index.card("kr-mois") is None)
        await play.press(BACK)
        assert play.app.is_running and "Interior" not in play.text("#reader")
        await play.press(BACK, FORWARD, FORWARD)
        assert play.browse.shown == "asean"

    drive(go, Rehearsal(Registry(root), "en"), BESIDE)


def test_places_are_two_stacks_of_bounded_depth() -> None:
    history = History()
    places = [Place(cursor=str(number)) for number in range(DEPTH + 5)]
    assert history.back(places[0]) is None and history.forward(places[0]) is None
    for each in places[:-1]:
        history.leave(each)
    here, steps = places[-1], 0
    while (before := history.back(here)) is not None:
        assert before == places[-2 - steps]
        here, steps = before, steps + 1
    assert steps == DEPTH
    assert history.forward(here) == places[-DEPTH]


def test_leaving_the_same_place_twice_is_leaving_it_once() -> None:
    history = History()
    history.leave(Place(kind="event"))
    history.leave(Place(kind="event"))
    assert history.back(Place()) == Place(kind="event")
    assert history.back(Place(kind="event")) is None
