"""`govtui list`: all records, one a line, or the values of a field that are in use."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from samples import SAMPLE
from small import RECORDS, registry, shipped_index, table

from govtui.index.api import ORDERS, View
from govtui.text.width import width

Run = Callable[..., Any]

QUERIES = ("kind:event", "accsm", "hội nghị type:summit,session", "country:VN -kind:source", "date:2018..2022")


def ids(govtui: Run, *args: object) -> Sequence[str]:
    return govtui(*args, "--ids", "--registry", RECORDS).out.split()


@pytest.mark.parametrize("order", ORDERS)
def test_the_ids_are_those_of_a_search_for_nothing(govtui: Run, order: str) -> None:
    found = ids(govtui, "list", "--sort", order)
    assert found == ids(govtui, "search", "", "--sort", order)
    assert len(found) == len(set(found)) == shipped_index().counts()["all"]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_what_a_search_finds(govtui: Run, query: str) -> None:
    found = ids(govtui, "list", query)
    assert found and found == ids(govtui, "search", query)
    backwards = ids(govtui, "list", query, "--reverse")
    assert backwards == ids(govtui, "search", query, "--reverse") and {*backwards} == {*found}


def test_of_a_kind_and_as_lines_they_are_the_same_records(govtui: Run) -> None:
    lines = [
        json.loads(line)
        for line in govtui("list", "--kind", "event", "--jsonl", "--registry", RECORDS).out.splitlines()
    ]
    assert [one["id"] for one in lines] == ids(govtui, "list", "--kind", "event")
    assert {one["kind"] for one in lines} == {"event"}
    document = json.loads(govtui("list", "--json", "--limit", 3, "--registry", RECORDS).out)
    assert (len(document["items"]), document["total"]) == (3, shipped_index().counts()["all"])


def test_nothing_found_is_1_and_a_line_that_cannot_be_read_lists_nothing(govtui: Run) -> None:
    assert govtui("list", "xyzzyx", "--registry", RECORDS)[:2] == (1, "")
    assert govtui("list", '"xyzzyx', "--registry", RECORDS)[:2] == (2, "")
    done = govtui("list", "year:never", "--jsonl", "--registry", RECORDS)
    assert done[:2] == (1, "") and "never" in done.err


# -- values ----------------------------------------------------------------------------------------------------------


def values(govtui: Run, field: str, *args: object, root: Path = RECORDS) -> list[tuple[str, str, int]]:
    done = govtui("list", "--values", field, "--json", "--registry", root, *args)
    return [(one["facet"], one["value"], one["count"]) for one in json.loads(done.out)["items"]]


def test_all_fields_are_counted_as_beside_the_list() -> None:
    index = shipped_index()
    dims = [*index.fields.names, *index.fields.links, "person", "chair", "speaker"]
    assert index.value_counts(View(), dims) == index.facets("", dims)


@pytest.mark.parametrize("args", [(), ("--kind", "event"), ("accsm",)])
def test_where_each_record_has_one_value_the_values_add_up_to_the_records(govtui: Run, args: Sequence[str]) -> None:
    records = ids(govtui, "list", *args)
    for field in ("kind", "type"):
        found = values(govtui, field, *args)
        assert sum(count for *_, count in found) == len(records)
        assert [count for *_, count in found] == sorted((count for *_, count in found), reverse=True)


def test_a_filter_by_the_field_itself_is_kept(govtui: Run) -> None:
    [one] = values(govtui, "type", "type:forum")
    assert one[:2] == ("type", "forum")
    assert [value for _, value, _ in values(govtui, "kind", "kind:event,source", "--kind", "event")] == ["event"]


@pytest.mark.parametrize("name", ["type", "loại", "Phân loại", "TYPE"])
def test_a_field_is_named_by_key_or_in_either_language(govtui: Run, name: str) -> None:
    assert values(govtui, name) == values(govtui, "type")


def test_values_of_relations_people_and_own_fields_are_counted_too(govtui: Run, tmp_path: Path) -> None:
    declared = 'schema = 2\n[fields.organization.budget]\ntype = "number"\nfacet = true\nlabel = { vi = "Ngân sách", en = "Budget" }\n'
    people = [{"name": "Lan", "role": "chair"}]
    made = [table(f"a{n}", relations={"part_of": ["top"]}, people=people, x={"budget": n % 2}) for n in range(3)]
    registry(tmp_path, table("s", "source"), table("top"), *made, manifest=declared)
    assert values(govtui, "part_of", root=tmp_path) == [("part_of", "top", 3)]
    assert values(govtui, "người", root=tmp_path) == [("person", "Lan", 3)]
    for name in ("x.budget", "budget", "ngân sách"):
        assert values(govtui, name, root=tmp_path) == [("x.budget", "0", 2), ("x.budget", "1", 1)]


def test_more_values_than_completion_offers_are_all_counted(govtui: Run, tmp_path: Path) -> None:
    countries = {"part_of": [f"country:{a}{b}" for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJKLMNO"]}
    registry(tmp_path, table("s", "source"), table("a", relations=countries))
    assert len(values(govtui, "part_of", root=tmp_path)) == 225


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There is no query field “tpye”. Did you mean “type”?"),
        ("vi", "Truy vấn không có trường “tpye”. Có phải là “type”?"),
    ],
)
def test_an_unknown_field_is_told_with_the_nearest(govtui: Run, language: str, words: str) -> None:
    for args in (("list", "--values", "tpye"), ("stats", "--by", "kind,tpye")):
        done = govtui(*args, "--lang", language, "--registry", RECORDS)
        assert done == (2, "", f"govtui: {words}\n")


def test_dates_are_no_values_and_records_are_not_sorted_by_values(govtui: Run) -> None:
    done = govtui("list", "--values", "date", "--registry", RECORDS)
    assert done.status == 2 and "“date”" in done.err
    for also in (("--ids",), ("--sort", "date")):
        assert govtui("list", "--values", "type", *also, "--registry", RECORDS).status == 2


# -- as text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("root", [RECORDS, SAMPLE], ids=["shipped", "sample"])
def test_a_row_is_one_line_that_fits_with_the_whole_id(govtui: Run, root: Path, language: str) -> None:
    lines = govtui("list", "--registry", root, "--lang", language).out.splitlines()
    keys = govtui("list", "--registry", root, "--lang", language, "--json").out
    assert len(lines) == len(json.loads(keys)["items"])
    assert {line.split()[1] for line in lines} == {one["id"] for one in json.loads(keys)["items"]}
    assert all(width(line) <= 80 for line in lines)


@pytest.mark.parametrize("cells", [40, 60])
def test_in_a_narrow_window_only_ids_are_longer_than_it(
    govtui: Run, monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(cells))
    commands = (
        ("list",),
        ("links", "accsm", "unpog", "--depth", 2),
        ("timeline",),
        ("stats",),
        ("stats", "--by", "source"),
    )
    for args in commands:
        lines = govtui(*args, "--registry", RECORDS).out.splitlines()
        assert lines and all(width(line) <= cells for line in lines), args


def test_in_a_pipe_of_no_width_names_are_whole(govtui: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    lines = govtui("list", "--registry", RECORDS, "--lang", "vi").out.splitlines()
    index = shipped_index()
    for line in lines:
        card = index.card(line.split()[1])
        assert card is not None and line.removesuffix(" [en]").endswith(card.name.get("vi") or card.name["en"])


def test_values_are_told_in_words_with_their_key(govtui: Run) -> None:
    told = govtui("list", "--values", "country", "--lang", "vi", "--registry", RECORDS).out.splitlines()
    [(_, value, count), *_] = values(govtui, "country")
    assert told[0].split("  ")[0] == f"{count}" and told[0].endswith(f"  {value}") and "Việt Nam" in told[0]
    narrow = govtui("list", "--values", "source", "--registry", RECORDS).out.splitlines()
    assert all(width(line) <= 80 for line in narrow)


def test_on_a_terminal_the_first_fifty_are_printed_and_it_says_so(server: Runner) -> None:
    def run(*args: str) -> list[str]:
        words = [*args, "--registry", str(RECORDS), "--lang", "en"]
        return server.run(words, terminal=True, cwd=RECORDS).out.decode().splitlines()

    total = shipped_index().counts()["all"]
    assert len(run("list")) == 51 and run("list")[-1] == f"govtui: 50 of {total} shown; --limit N shows more"
    assert len(run("list", "--limit", "70")) == 71
    assert len(run("list", "--ids")) == total
    assert len(run("list", "--jsonl")) == total
