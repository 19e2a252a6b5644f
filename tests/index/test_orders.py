"""Lists by type, place and kind, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import registry, table

from govtui.index.api import ORDERS, Index, Order, View
from govtui.index.cache import build

LANGUAGES = ("vi", "en")


def keys(index: Index, order: Order, language: str = "vi", *, reverse: bool = False, text: str = "") -> list[str]:
    found = index.result(View(text=text, order=order, language=language, words=language, reverse=reverse))
    return [row.key for row in found.window(0, found.total)]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    def named(id: str, kind: str = "organization", **fields: object) -> dict[str, object]:
        return table(id, kind, name={"vi": id, "en": id}, **fields)

    return build(
        registry(
            tmp_path,
            table("s", "source", title={"vi": "s", "en": "s"}, type="report"),
            named("b", type="ministry", place={"country": "VN"}),
            named("a", type="ministry", place={"country": "KR"}),
            named("f", "event", type="forum", date="2018"),
            named("g", "event", type="forum", date="2019"),
            named("n", "event", type="summit", date="XXXX-01"),
            named("o", type="network", place={"country": "VN", "city": {"vi": "Ẩn", "en": "Zzz"}}),
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("order", ["type", "place", "kind"])
def test_records_stand_by_the_words_that_are_shown(order: Order, language: str, index: Index) -> None:
    from govtui.text.collate import sort_key

    found = index.result(View(order=order, language=language, words=language))
    rows = found.window(0, found.total)
    if order != "kind":
        shown = [getattr(row, order) for row in rows]
        assert [not words for words in shown] == sorted(not words for words in shown), "those without a value last"
        told = [(sort_key(words, language), row.name) for words, row in zip(shown, rows, strict=True) if words]
        assert told == sorted(told)
        assert [row.name for row in rows if not getattr(row, order)] == sorted(
            r.name for r in rows if not getattr(r, order)
        )
    else:
        assert (
            len({row.kind for row in rows})
            == sum(one.kind != other.kind for one, other in zip(rows, rows[1:], strict=False)) + 1
        )


def test_kinds_stand_by_their_names_in_each_language(index: Index) -> None:
    assert keys(index, "kind", "en") == ["f", "g", "n", "a", "b", "o", "s"]
    assert keys(index, "kind", "vi")[0] == "s"  # "Nguồn" before "Sự kiện" and "Tổ chức"


def test_sources_stand_behind_all_else_by_name_and_among_the_others_by_date(tmp_path: Path) -> None:
    def named(id: str, kind: str, date: str) -> dict[str, object]:
        field = "title" if kind == "source" else "name"
        when = {"published": date} if kind == "source" else {"date": date}
        return table(id, kind, **{field: {"vi": id, "en": id}}, **when)

    index = build(
        registry(
            tmp_path,
            named("a", "source", "2019"),
            named("b", "event", "2018"),
            named("c", "source", "2021"),
            named("d", "declaration", "2020"),
        )
    )
    assert keys(index, "name") == ["b", "d", "a", "c"]
    assert keys(index, "date") == ["c", "d", "a", "b"]
    assert keys(index, "date", reverse=True) == ["b", "a", "d", "c"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("text", ["", "country:VN", "a"])
def test_the_other_way_round_holds_the_same(order: Order, text: str, index: Index) -> None:
    assert sorted(keys(index, order, reverse=True, text=text)) == sorted(keys(index, order, text=text))


def test_the_other_way_round_leaves_those_without_a_value_at_the_end(index: Index) -> None:
    assert keys(index, "name", reverse=True) == keys(index, "name")[::-1]
    assert keys(index, "date") == ["g", "f", "n", "a", "b", "o", "s"]
    assert keys(index, "date", reverse=True) == ["f", "g", "n", "a", "b", "o", "s"]
    places, back = keys(index, "place"), keys(index, "place", reverse=True)
    assert back == [*places[:3][::-1], *places[3:]]
    assert keys(index, "type", reverse=True) == keys(index, "type")[::-1]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("reverse", [False, True])
def test_windows_and_positions_agree(order: Order, reverse: bool, index: Index) -> None:
    found = index.result(View(order=order, reverse=reverse))
    whole = [row.key for row in found.window(0, found.total)]
    assert [found.position(key) for key in whole] == list(range(found.total))
    for start in range(found.total):
        assert [row.key for row in found.window(start, start + 3)] == whole[start : start + 3]
