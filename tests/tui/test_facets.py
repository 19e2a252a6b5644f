"""The facets beside the list: counts that follow each keystroke, values chosen and dropped, one query line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLE
from small import registry, table, toml, write

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.index.query_parser import parse
from govtui.page.facet_words import value_words
from govtui.store.registry import Registry
from govtui.tui.browse.facet_pane import FEW, FacetLine, FacetList, choices, dimensions, rank, value_lines

SLIM = (60, 20)


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


def values(play: Play) -> FacetList:
    return play.browse.query_one(FacetList)


def _here(play: Play) -> FacetLine:
    """The line under the cursor."""
    choice = values(play).choice
    assert choice is not None
    return choice


async def stand_on(play: Play, dim: str, value: str) -> None:
    """Go to a value with the arrows."""
    await play.press("g")
    for _ in range(200):
        choice = values(play).choice
        if choice and (choice.dim, choice.value) == (dim, value):
            return
        await play.press("down")
    raise AssertionError(f"not offered: {dim}:{value}")


async def choose(play: Play, dim: str, value: str) -> None:
    """Go to a value with the arrows and choose it, or drop it."""
    await stand_on(play, dim, value)
    await play.press("space")


@pytest.mark.parametrize("size", [NARROW, BESIDE, WIDE], ids=["80x24", "110x24", "140x40"])
def test_the_facets_stand_beside_the_list_and_their_counts_follow_each_key_typed(size: tuple[int, int]) -> None:
    async def type_beside(play: Play) -> None:
        await play.press("f")
        assert play.list.size and play.browse.facets.size and values(play).has_focus
        assert bool(play.reader.size) == (size == WIDE)
        await play.press("slash")
        for letter in "accsm":
            play.app.post_message(play.key(letter))
            await play.settle()
            listed = {(one.dim, one.value): one.n for one in values(play).choices if one.part == "value"}
            counted = play.app.index.facets(play.browse.text)
            assert listed == {at: counted[at[0]][at[1]] for at in listed} and listed
        assert f"{play.browse.listing.total} records" in play.text("#facets")

    drive(type_beside, app(), size)


def test_values_are_chosen_and_dropped_one_by_one_and_make_one_query_line() -> None:
    async def narrow(play: Play) -> None:
        await play.press("slash")
        await play.type("hoi nghi")
        await play.press("enter", "f")
        before = play.browse.listing.total
        await choose(play, "country", "VN")
        await choose(play, "country", "BN")
        await choose(play, "status", "held")
        assert play.browse.text == "hoi nghi status:held country:VN,BN" == play.state()["query field"][0]
        assert 0 < play.browse.listing.total < before and "3 chosen" in play.text("#facets")
        assert "Country (2)" in play.text("#facets") and "[×] Viet Nam" in play.text("#facets")
        for dim, value in (("status", "held"), ("country", "VN"), ("country", "BN")):
            await choose(play, dim, value)
        assert play.browse.text == "hoi nghi" and play.browse.listing.total == before
        assert "chosen" not in play.text("#facets")

    drive(narrow, app(), WIDE)


OWN = """
schema = 2
[fields.event]
budget = { type = "number", label = { vi = "Kinh phí", en = "Budget" }, facet = true }
room = { type = "localized", label = { vi = "Hội trường", en = "Room" }, facet = true }
line = { type = "key", label = { vi = "Nguồn chi", en = "Funded by" }, vocabulary = "x.line", facet = true }
open = { type = "yes_no", label = { vi = "Mở cửa", en = "Open to all" }, facet = true }
host = { type = "reference", label = { vi = "Chủ trì", en = "Hosted by" }, facet = true }
[vocabulary.x_line]
state = { vi = "Ngân sách", en = "State budget" }
"""


@pytest.mark.parametrize(
    ("language", "lines", "written"),
    [
        (
            "vi",
            "Kinh phí, 12.000, Hội trường, Sen, tầng 2, Nguồn chi, Ngân sách, Mở cửa, có, Chủ trì, Bộ",
            "Sen, tầng 2",
        ),
        ("en", "Budget, 12,000, Room, Lotus, Funded by, State budget, Open to all, yes, Hosted by, Ministry", "Lotus"),
    ],
)
def test_own_fields_are_facets_with_their_names_and_values_in_words(
    tmp_path: Path, language: str, lines: str, written: str
) -> None:
    own = {"budget": 12000, "room": {"vi": "Sen, tầng 2", "en": "Lotus"}, "line": "state", "open": True, "host": "bo"}
    records = [
        table("s", "source"),
        table("bo", name={"vi": "Bộ", "en": "Ministry"}),
        table("e", "event", x=own),
        table("f", "event", x={**own, "budget": 500}),
    ]
    found = registry(tmp_path, *records, manifest=OWN)

    async def narrow(play: Play) -> None:
        await play.press("f")
        told = play.text("#facets")
        assert [line for line in lines.split(", ") if line not in told] == []
        assert play.app.index is not None
        [room] = play.app.index.facets("")["x.room"]
        await choose(play, "x.room", room)
        await choose(play, "x.budget", "500")
        quoted = f'"{written}"' if "," in written else written
        assert play.browse.text == f"x.budget:500 x.room:{quoted}" and play.browse.listing.total == 1
        assert "[×] 500" in play.text("#facets") and f"[×] {written}" in play.text("#facets")
        await choose(play, "x.room", room)
        assert play.browse.text == "x.budget:500"

    drive(narrow, Rehearsal(found, language), (140, 60))


@pytest.mark.parametrize(
    "value", ["1e300", "-1e-300", "inf", "-inf", "nan", "9223372036854775807", "0.1", "-7", '"much"']
)
def test_every_number_that_toml_can_write_is_put_into_words(tmp_path: Path, value: str) -> None:
    text = """
schema = 2
[fields.organization]
budget = { type = "number", label = { vi = "Kinh phí" }, facet = true }
[fields.event]
budget = { type = "text", label = { vi = "Kinh phí" }, facet = true }
"""
    root = registry(tmp_path, table("s", "source"), table("e", "event", x={"budget": "much"}), manifest=text).root
    write(root, "organizations/o.toml", toml("o") + f"\n[x]\nbudget = {value}\n")
    index = build(Registry(root))
    offered = [one for one in choices(index, "") if one.dim == "x.budget" and one.part == "value"]
    assert "much" in {one.value for one in offered} and len(offered) == 2 - (value == '"much"')
    for language in ("vi", "en"):
        assert all(value_words(one.dim, one.value, index, load(language)) for one in offered)


def test_f_opens_goes_there_and_closes_and_esc_leaves_and_closes() -> None:
    async def toggle(play: Play) -> None:
        await play.press("f")
        assert values(play).has_focus
        await play.press("tab")
        assert play.reader.has_focus and play.reader.size
        await play.press("tab")
        assert play.list.has_focus and play.browse.facets.size
        await play.press("tab")
        assert values(play).has_focus
        await play.press("shift+tab", "f")
        assert values(play).has_focus, "open already: f goes there"
        await play.press("f")
        assert play.list.has_focus and not play.browse.facets.size
        await play.press("f", "escape")
        assert play.list.has_focus and not play.browse.facets.size

    for size in (NARROW, BESIDE, WIDE):
        drive(toggle, app(), size)


def test_on_the_smallest_screens_the_facets_take_the_lists_place_and_say_how_many_records_are_left() -> None:
    async def narrow(play: Play) -> None:
        await play.press("f")
        assert not play.list.size and play.browse.facets.size.width == SLIM[0]
        assert "16 records" in play.text("#facets")
        await play.press("shift+tab")
        assert play.list.size and play.list.has_focus and not play.browse.facets.size
        await play.press("tab")
        assert not play.list.size and values(play).has_focus

    drive(narrow, app(), SLIM)


def test_a_facet_of_many_values_is_unfolded_and_folded_again() -> None:
    async def unfold(play: Play) -> None:
        await play.press("f")
        offered = [one for one in values(play).choices if one.dim == "type"]
        assert offered[-1].part == "more" and len(offered) == FEW + 2
        await play.click(f"… {offered[-1].n} more")
        unfolded = [one for one in values(play).choices if one.dim == "type"]
        assert len(unfolded) == FEW + offered[-1].n + 2 and unfolded[-1].part == "fewer"
        assert values(play).choice == unfolded[FEW + 1]  # the first of those that were not offered before
        await play.click("… fewer")
        assert [one for one in values(play).choices if one.dim == "type"] == offered
        assert values(play).choice == offered[-1]

    drive(unfold, app(), (140, 60))


def test_a_facet_of_very_many_values_is_counted_when_it_is_unfolded_or_chosen_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = app().index
    assert index is not None
    number = index.facet_sizes()["type"]
    monkeypatch.setattr("govtui.tui.browse.facet_pane.MANY", number - 1)

    def types(line: str, unfolded: Collection[str] = ()) -> list[FacetLine]:
        return [one for one in choices(index, line, unfolded=unfolded) if one.dim == "type"]

    assert types("") == [FacetLine("name", "type"), FacetLine("more", "type", n=number)]
    values = [one for one in types("", ["type"]) if one.part == "value"]
    assert len(values) >= number - 1 and all(one.n for one in values)
    chosen = types(f"type:{values[3].value}")
    assert chosen[1] == values[3]._replace(chosen=True) and len(chosen) == 1 + FEW + 1


def test_enter_chooses_a_value_alone_and_space_besides_what_is_chosen() -> None:
    async def narrow(play: Play) -> None:
        await play.press("f")
        await choose(play, "country", "VN")
        await choose(play, "country", "BN")
        await choose(play, "status", "held")
        await stand_on(play, "country", "VN")
        await play.press("enter")
        assert play.browse.text == "status:held country:VN", "what is chosen of other facets stays"
        await play.press("enter")
        assert play.browse.text == "status:held country:VN", "once more changes nothing"
        await stand_on(play, "country", "BN")
        await play.press("enter")
        assert play.browse.text == "status:held country:BN"
        await play.press("space")
        assert play.browse.text == "status:held"

    drive(narrow, app(), WIDE)


def test_left_closes_a_group_in_steps_and_right_opens_it() -> None:
    async def fold(play: Play) -> None:
        def lines(dim: str) -> list[str]:
            return [one.part for one in values(play).choices if one.dim == dim]

        await play.press("f")
        some = lines("type")
        await play.press("right")
        every = lines("type")
        assert len(every) > len(some)
        await play.press("left")
        assert lines("type") == some
        await play.press("left")
        assert lines("type") == ["name"] and "▸ Type" in play.text("#facets")
        assert values(play).choice == FacetLine("name", "type")
        await play.press("left", "down")
        assert _here(play).dim == "status", "the other groups are as they were"
        await play.press("up", "space")
        assert lines("type") == some and _here(play).part == "value"

    drive(fold, app(), WIDE)


def test_a_click_on_the_name_of_a_group_closes_and_opens_it() -> None:
    async def fold(play: Play) -> None:
        await play.press("f")
        await play.click("▾ Status")
        assert "▸ Status" in play.text("#facets") and "[ ] Held" not in play.text("#facets")
        await play.click("▸ Status")
        assert "▾ Status" in play.text("#facets") and "[ ] Held" in play.text("#facets")

    drive(fold, app(), WIDE)


def test_a_closed_group_says_how_many_of_its_values_are_chosen() -> None:
    async def fold(play: Play) -> None:
        await play.press("f")
        await choose(play, "status", "held")
        await stand_on(play, "status", "held")
        await play.press("left")
        assert "▸ Status (1)" in play.text("#facets") and "1 chosen" in play.text("#facets")

    drive(fold, app(), WIDE)


def test_a_click_on_a_value_chooses_it() -> None:
    async def click(play: Play) -> None:
        await play.press("f")
        await play.click("[ ] Viet Nam", into=6)
        assert play.browse.text == "country:VN" and "[×] Viet Nam" in play.text("#facets")
        await play.click("[×]")
        assert play.browse.text == ""

    drive(click, app(), WIDE)


def test_the_facets_are_those_of_the_kind_that_the_list_shows() -> None:
    async def look(play: Play) -> None:
        await play.press("4", "f")
        counted = sum(one.n for one in values(play).choices if one.dim == "status" and one.part == "value")
        assert counted == play.browse.listing.total == 7
        await play.press("slash")
        await play.type("accs")  # the last word may go on
        assert all(one.n <= play.browse.listing.total for one in values(play).choices if one.part == "value")
        assert play.browse.listing.total > 0 and values(play).choices

    drive(look, app(), WIDE)


@pytest.mark.parametrize("line", ["", "type:ministry", "country:VN,BN hoi", "year:2018..2022 status:held"])
def test_a_facets_own_choice_is_left_out_of_its_counts_and_chosen_values_come_first(line: str) -> None:
    index = app().index
    assert index is not None
    taken = parse(line).filters
    for dim in dimensions(index.fields):
        offered = [one for one in choices(index, line) if one.dim == dim and one.part == "value"]
        assert [one.chosen for one in offered] == sorted((one.chosen for one in offered), reverse=True)
        assert {one.value for one in offered if one.chosen} <= set(taken.get(dim, ()))
        for one in offered:
            without = " ".join(part for part in line.split() if not part.startswith(f"{dim}:"))
            assert one.n == index.counts(f"{dim}:{one.value} {without}")["all"], one


@given(
    st.sampled_from(["type", "source", "year", "sdg"]),
    st.dictionaries(st.integers(1, 60).map(str), st.integers(1, 6), max_size=40),
    st.sets(st.integers(1, 60).map(str), max_size=4),
    st.booleans(),
)
def test_the_first_values_of_a_facet_are_those_of_all_of_them_in_order(
    dim: str, counts: dict[str, int], taken: set[str], unfolded: bool
) -> None:
    offered = [one.value for one in value_lines(dim, counts, taken, unfolded) if one.part == "value"]
    ordered = sorted(counts, key=lambda value: (value not in taken, *rank(dim, value, counts[value])))
    assert offered == ordered[: len(offered)]
    assert len(offered) >= min(len(counts), FEW)
    assert taken & counts.keys() <= set(offered)
