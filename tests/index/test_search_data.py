"""The index deals out what a search without it needs: every posting once, over records numbered by name."""

from __future__ import annotations

import pytest
from small import shipped_index

from govtui.index.api import Index, View
from govtui.index.read import search_data
from govtui.text.fold import folded_words


@pytest.mark.parametrize("language", ["vi", "en"])
def test_records_are_numbered_by_name(shipped: Index, language: str) -> None:
    listed = shipped.result(View(language=language, words=language))
    assert list(shipped.search_data(language).keys) == list(listed.keys(0, listed.total))


def test_postings_come_in_order_each_once_however_they_are_read(
    shipped: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shipped.search_data("vi")
    postings, called = list(data.postings()), list(data.called())
    terms = [one[:3] for one in postings]
    assert terms == sorted(set(terms))
    assert [name for name, _ in called] == sorted({name for name, _ in called})
    monkeypatch.setattr(search_data, "PIECE", 7)
    assert list(data.postings()) == postings
    assert list(data.called()) == called


def test_what_is_dealt_out_is_what_the_index_finds() -> None:
    shipped = shipped_index()
    data = shipped.search_data("vi")
    in_names = {one.fold: one.places for one in data.postings() if one.field == 0 and one.surface == "đôi2"}
    key = "accsm"
    place = data.keys.index(key)
    names = {folded_words(name) for name in shipped.cards([key])[0].name.values()}
    assert names <= {name for name, places in data.called() if place in places}
    for line, places in (
        ("kind:event", dict(data.having("kind"))["event"]),
        ("date:2018", data.touching("2018")),
    ):
        result = shipped.result(View(text=line, order="name"))
        assert {data.keys[place] for place in places} == set(result.keys(0, result.total))
        assert list(places) == sorted(places)
    assert all(places == sorted(places) for places in in_names.values())


def test_only_what_is_published_is_dealt_out(shipped: Index) -> None:
    every = shipped.search_data("vi").keys
    some = set(every[::5])
    data = shipped.search_data("vi", some)
    assert list(data.keys) == every[::5]
    assert {data.keys[place] for one in data.postings() for place in one.places} == some
    assert {data.keys[place] for _, places in data.called() for place in places} == some
    assert sum(len(places) for _, places in data.having("kind")) == len(some)
    assert not shipped.search_data("vi", ()).keys
    assert not list(shipped.search_data("vi", ()).postings())
