"""Which item of a list is which in another version of it, and in which order two versions are put together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtui.edit.alignment import align, common_order, match_items, merge_orders, reordered
from govtui.edit.merge import merged_values
from govtui.edit.plain_data import same


def cited(ref: str, at: str, **more: Any) -> dict[str, Any]:
    return {"ref": ref, "at": at, **more}


@pytest.mark.parametrize(
    ("name", "old", "new", "pairs"),
    [
        ("sources", [cited("s", "1"), cited("s", "2")], [cited("s", "2"), cited("s", "1")], {0: 1, 1: 0}),
        ("sources", [cited("s", "1"), cited("s", "1")], [cited("s", "1")], {0: 0}),
        # of one name: in order where as many stay, else the most alike first
        ("sources", [cited("s", "1"), cited("s", "2")], [cited("s", "8"), cited("s", "9")], {0: 0, 1: 1}),
        ("sources", [cited("s", "1", by="A"), cited("s", "2", by="B")], [cited("s", "9", by="B")], {1: 0}),
        # renamed, with half the fields the same
        ("aka", [{"text": "X", "type": "alias"}], [{"text": "Y", "type": "alias"}], {0: 0}),
        ("aka", [{"text": "X", "type": "alias", "lang": "vi"}], [{"text": "Y", "type": "alias"}], {}),
        # a list of which some values changed is the same in part
        ("sources", [cited("s", "1", f=["a", "b", "c"])], [cited("t", "1", f=["a", "x", "c"])], {0: 0}),
        ("sources", [cited("s", "1", f=["a", "b"])], [cited("t", "1", f=["x", "y"])], {}),
        ("sources", [cited("s", "1", f=["a", "b"])], [cited("t", "2", f=["a", "b"])], {}),
        ("aka", [{"text": "X", "note": {"vi": "v", "en": "e"}}], [{"text": "Y", "note": {"vi": "v", "en": "f"}}], {}),
        ("people", [{"name": "A"}, {"name": "B"}], [{"name": "C"}, {"name": "B"}], {1: 1}),
        # plain values: as many as before between the same neighbours
        ("numbers", [1, 2, 3], [1, 5, 3], {0: 0, 1: 1, 2: 2}),
        ("numbers", [1, 2, 3], [1, 3], {0: 0, 2: 1}),
        ("numbers", [1, 1.0, True], [True, 1], {0: 1, 2: 0}),
        ("events", ["a", "b"], ["b", "c", "a"], {0: 2, 1: 0}),
    ],
)
def test_items_are_known_again(name: str, old: list[Any], new: list[Any], pairs: dict[int, int]) -> None:
    assert align(name, old, new) == pairs


ITEMS = st.lists(
    st.one_of(
        st.builds(cited, st.sampled_from("st"), st.sampled_from("123")),
        st.sampled_from([1, 2, "a", "b"]),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(ITEMS, ITEMS)
def test_no_item_is_two_others_and_as_many_equal_ones_as_there_are_find_each_other(old: Any, new: Any) -> None:
    pairs = align("sources", old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert pairs.keys() <= set(range(len(old))) and set(pairs.values()) <= set(range(len(new)))
    for n, item in enumerate(old):
        if n not in pairs:
            assert not any(same(item, new[m]) for m in range(len(new)) if m not in pairs.values())
    assert align("sources", old, old) == {n: n for n in range(len(old))}


@settings(max_examples=100, deadline=None)
@given(ITEMS, ITEMS, ITEMS)
def test_every_item_of_three_lists_is_in_one_row_whichever_side_is_mine(base: Any, mine: Any, theirs: Any) -> None:
    rows = match_items("sources", base, mine, theirs)
    for side, items in enumerate((base, mine, theirs)):
        assert sorted(row[1 + side] for row in rows if row[1 + side] is not None) == list(range(len(items)))
    back = match_items("sources", base, theirs, mine)
    assert {row[1:] for row in rows} == {(row.base, row.theirs, row.mine) for row in back}


def test_what_both_added_under_one_name_is_one_item() -> None:
    mine, theirs = [{"key": "1", "at": "a"}], [{"key": "0"}, {"key": "1", "at": "b"}]
    assert [row[1:] for row in match_items("areas", [], mine, theirs)] == [(None, 0, 1), (None, None, 0)]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "wanted"),
    [
        ("abc", "abxc", "abyc", "abyxc"),  # theirs first
        ("abc", "cab", "abyc", "caby"),  # mine leads: it alone changed the order
        ("abc", "acb", "bca", "bca"),
        ("abcd", "aXcd", "abYcd", "abXYcd"),  # X came for b, Y behind it
        ("abcd", "abYcd", "aXcd", "aXbYcd"),
        ("abm", "bam", "abM", "bamM"),  # M came for m, which stands elsewhere now
        ("ab", "aSb", "aX", "aSXb"),  # S came before b, which is X now
        ("ab", "aX", "aSb", "aSbX"),
        ("abcd", "bacd", "abdc", "badc"),  # each side moved others
        ("abcd", "baxcd", "abdyc", "baxdyc"),
        ("abc", "bac", "acb", "acb"),  # both moved b
    ],
)
def test_two_orders_become_one(base: str, mine: str, theirs: str, wanted: str) -> None:
    assert "".join(merge_orders(base, mine, theirs)) == wanted


def test_pairs_that_one_added_stand_before_the_headers_that_the_other_did() -> None:
    order = merge_orders(["a"], ["a", "x"], ["a", "[t]"], first=lambda key: not key.startswith("["))
    assert order == ["a", "x", "[t]"]


@st.composite
def moves_apart(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """An order, two others of it that move keys of different runs, and the order with both."""
    base, mine, theirs, both = "", "", "", ""
    for n in range(draw(st.integers(1, 4))):
        run = "abcdefghijklmnop"[4 * n : 4 * n + draw(st.integers(1, 4))]
        moved = "".join(draw(st.permutations(run)))
        mover = draw(st.sampled_from(("mine", "theirs", "both")))
        base += run
        mine += moved if mover != "theirs" else run
        theirs += moved if mover != "mine" else run
        both += moved
    return base, mine, theirs, both


@settings(max_examples=150, deadline=None)
@given(moves_apart())
def test_moves_in_different_places_are_all_made(orders: tuple[str, str, str, str]) -> None:
    base, mine, theirs, both = orders
    assert "".join(merge_orders(base, mine, theirs)) == "".join(merge_orders(base, theirs, mine)) == both
    assert common_order(base, mine, theirs) == list(both)


@settings(max_examples=150, deadline=None)
@given(st.permutations("abcde"), st.permutations("abcdx"), st.permutations("abcey"))
def test_there_is_a_common_order_or_none_whichever_side_is_mine(base: Any, mine: Any, theirs: Any) -> None:
    assert common_order(base, mine, theirs) == common_order(base, theirs, mine)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(("kept", "before", "rewritten", "before rewritten")), min_size=1, max_size=8))
def test_what_one_put_before_an_item_stays_before_it_when_the_other_rewrote_it(what: list[str]) -> None:
    base = [str(n) for n in range(len(what))]
    alone = [
        "rewritten" in one and "rewritten" not in what[n - 1 : n] for n, one in enumerate(what)
    ]  # not two in a row
    alone = [one and not "".join(what[n - 1 : n]).endswith("rewritten") for n, one in enumerate(alone)]
    mine = [key for n, one in zip(base, what, strict=True) for key in ([f"new {n}", n] if "before" in one else [n])]
    theirs = [f"other {n}" if rewritten else n for n, rewritten in zip(base, alone, strict=True)]
    wanted = [key for n in base for key in ([f"new {n}"] if f"new {n}" in mine else []) + [theirs[int(n)]]]
    for one, other in ((mine, theirs), (theirs, mine)):
        gone = [n for n, rewritten in zip(base, alone, strict=True) if rewritten]
        assert [key for key in merge_orders(base, one, other) if key not in gone] == wanted


@settings(max_examples=150, deadline=None)
@given(st.permutations("abcde"), st.permutations("abcdx"), st.permutations("abcey"))
def test_all_of_both_is_there_once_and_the_leader_keeps_its_order(base: Any, mine: Any, theirs: Any) -> None:
    order = merge_orders(base, mine, theirs)
    assert sorted(order) == sorted({*mine, *theirs})
    moved = reordered(base, mine, theirs)
    lead = mine if moved == (True, False) else theirs
    if moved != (True, True) or common_order(base, mine, theirs) is None:
        assert [one for one in order if one in lead] == list(lead)


def test_plain_data_are_merged_with_the_fields_that_clash() -> None:
    base = {"status": "a", "aka": [{"text": "X", "type": "alias"}]}
    mine = {"status": "b", "aka": [{"text": "Y", "type": "alias"}]}
    theirs = {"status": "c", "aka": [{"text": "X", "type": "alias", "lang": "vi"}]}
    data, clashes = merged_values(base, mine, theirs)
    assert data == {"status": "c", "aka": [{"text": "Y", "type": "alias", "lang": "vi"}]}
    assert [tuple(clash) for clash in clashes] == [("status", "a", "b", "c")]
