"""Two versions of a record of which nobody knows what both began from: every difference is a clash, and either side can be had."""

from __future__ import annotations

import pytest
from edit_pairs import edit_pairs
from merge_cases import BASE, change
from seeds import rounds

from govtui.edit.conflict import Side
from govtui.edit.merge import merged, resolved
from govtui.edit.plain_data import plain, same
from govtui.edit.unknown_base import unknown_base
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.toml_render import normal


def paths(mine: str, theirs: str) -> set[str]:
    return {clash.path for clash in merged(unknown_base(mine, theirs), mine, theirs).clashes}


def test_each_difference_is_a_clash() -> None:
    theirs = change('"unknown"', '"active"', text=BASE)
    assert paths(BASE, theirs) == {"status"}
    assert paths(BASE, change('url = "https://a.example"\n', "")) == {"url"}, "what one side has alone"
    assert paths(change('en = "Network"\n', ""), BASE) == {"name.en"}
    assert paths(BASE, change('    # once more:\n    "c",\n', "")) >= {"relations.member_of"}, (
        "lists without an order, too"
    )
    assert paths(BASE, BASE) == set()


def test_an_item_that_one_side_has_alone_is_a_clash() -> None:
    without = BASE.replace('[[sources]]\nref = "s"\nat = "L1"\n\n', "")
    assert without != BASE
    (path,) = paths(BASE, without)
    assert path.startswith("sources.")


def test_items_in_another_order_are_chosen_as_a_whole() -> None:
    one, other = '[[sources]]\nref = "s"\nat = "L1"\n\n', '[[aka]]\ntext = "MANG"\ntype = "acronym"\n\n'
    last = '[[aka]]\ntext = "NET"\ntype = "acronym"\nnote = "in English"\n\n'
    assert one in BASE
    assert paths(BASE, BASE.replace(other, "").replace(last, last + other)) == {"aka"}


def test_texts_that_are_no_toml_have_no_base() -> None:
    assert unknown_base(BASE, "[") == "" == unknown_base("[", BASE)


@pytest.mark.parametrize("seed", [31])
def test_every_choice_of_one_side_makes_the_data_of_that_side(seed: int) -> None:
    cannot = 0
    for pair in edit_pairs(rounds(40, 1000), seed):
        merge = merged(unknown_base(pair.mine, pair.theirs), pair.mine, pair.theirs)
        differ = not same(normal(plain(pair.mine)), normal(plain(pair.theirs)))
        assert bool(merge.clashes) or not differ
        for side, wanted in ((Side.MINE, pair.mine), (Side.THEIRS, pair.theirs)):
            try:
                text = resolved(merge, {clash.path: side for clash in merge.clashes})
            except CannotEditInPlace:
                cannot += 1
                continue
            assert same(normal(plain(text)), normal(plain(wanted))), pair
    assert cannot <= 2
