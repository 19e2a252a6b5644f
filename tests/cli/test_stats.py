"""`govtui stats`: the numbers of a registry are those of home, tabs, facets and the list of problems."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date as Day
from pathlib import Path
from typing import Any

import pytest
from samples import SAMPLE
from small import RECORDS, registry, shipped_index, table

from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.translator import load
from govtui.index.api import Coverage, Index, View
from govtui.index.cache import build
from govtui.page.charts import LABEL, charts
from govtui.page.coverage import summed
from govtui.page.home_sections import types_by_kind
from govtui.page.layout import plain
from govtui.page.overview import overview
from govtui.page.page import Bar
from govtui.page.render_context import RenderContext
from govtui.page.statistics import Statistic, statistics
from govtui.store.registry import Registry
from govtui.text.width import clip, width

Run = Callable[..., Any]


def told(found: list[Statistic], facet: str) -> Mapping[str, int]:
    return {one.value: one.n for one in found if one.facet == facet}


def index_of(root: Path) -> Index:
    return shipped_index() if root == RECORDS else build(Registry(root))


@pytest.mark.parametrize("root", [RECORDS, SAMPLE], ids=["shipped", "sample"])
@pytest.mark.parametrize("text", ["", "accsm", "kind:event"])
def test_stats_home_tabs_and_facets_say_the_same(root: Path, text: str) -> None:
    index = index_of(root)
    found = statistics(index, text)
    counts = {**index.counts(text)}
    assert told(found, "kind") == {kind: count for kind, count in counts.items() if kind != "all"}
    types = index.facets(text, ["type"])["type"]
    assert told(found, "type") == types
    tally = index.tally(text)
    severities = told(found, "severity")
    assert severities == {name: tally[name].places if name in tally else 0 for name in severities}
    assert sum(told(found, "problem").values()) == tally["problem"].places
    dates = index.dates(View(text=text))
    assert told(found, "date") == {
        "dated": dates.dated, "year_less": dates.year_less, "undated": dates.undated, "elsewhere": dates.elsewhere()
    }  # fmt: skip
    shares = index.coverage(text)
    for source, target in {(one.source, one.target) for one in shares}:
        whole: Coverage = summed(shares, source, target)
        own = [one for one in found if (one.source, one.target) == (source, target)]
        assert {one.value: one.n for one in own} == {state: getattr(whole, state) for state in told(own, "translation")}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_home_in_a_pipe_has_these_numbers_in_words(language: str) -> None:
    index, tr = shipped_index(), load(language)
    context = RenderContext.of(Registry(RECORDS), tr, (language,), index)
    page, found = plain(overview(context, read_only=True), 400), statistics(index)
    for one in found:
        if one.facet == "kind":
            assert re.search(rf"{label('kinds', one.value, tr)} {number(one.n, tr)}\b", page)
        if one.facet == "type":
            name = f"{label(f'{one.kind}.type', one.value, tr)} {number(one.n, tr)}"
            assert name in types_by_kind(context)[one.kind]


@pytest.mark.parametrize(
    ("section", "kind", "field"), [("statuses", "declaration", "status"), ("countries", "organization", "place")]
)
def test_by_a_field_are_the_numbers_of_the_figures(govtui: Run, section: str, kind: str, field: str) -> None:
    context = RenderContext.of(Registry(RECORDS), load("en"), ("en",), shipped_index())
    [found] = [one for one in charts(View(), context, Day(2026, 1, 1)).sections if one.name == section]
    drawn = {one.label.text: one.total for one in found.blocks if isinstance(one, Bar)}
    lines = govtui(
        "stats", "--by", field, f"kind:{kind}", "--jsonl", "--labels", "--registry", RECORDS
    ).out.splitlines()
    listed = [json.loads(line) for line in lines]
    assert drawn == {clip(one["label"]["value"]["en"], LABEL): one["count"] for one in listed}


def test_types_of_all_records_are_those_of_the_index() -> None:
    found = {(one.kind, one.value): one.n for one in statistics(shipped_index()) if one.facet == "type"}
    assert found == {key: count for key, count in shipped_index().types().items() if key[1]}


def test_lines_tell_each_number_once(govtui: Run) -> None:
    items = json.loads(govtui("stats", "--json", "--registry", RECORDS).out)["items"]
    places = [tuple(one.get(name) for name in ("facet", "value", "kind", "source", "target")) for one in items]
    assert len(places) == len(set(places)) == len(statistics(shipped_index()))
    severe = {one["value"]: one for one in items if one["facet"] == "severity"}
    assert severe["error"]["count"] == 0 and severe["discrepancy"]["records"] <= severe["discrepancy"]["count"]


def test_by_fields_is_what_list_counts_of_each(govtui: Run) -> None:
    for asked in (("--by", "type,country"), ("--by", "type", "--by", "quốc gia")):
        done = govtui("stats", *asked, "kind:event", "--jsonl", "--registry", RECORDS).out
        listed = [
            govtui("list", "--values", one, "kind:event", "--jsonl", "--registry", RECORDS).out
            for one in ("type", "country")
        ]
        assert done == "".join(listed)
    limited = govtui("stats", "--by", "type,country", "--limit", 2, "--jsonl", "--registry", RECORDS).out
    assert [json.loads(line)["facet"] for line in limited.splitlines()] == ["type", "type", "country", "country"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_tables_fit_and_have_their_counts_to_the_right(govtui: Run, language: str) -> None:
    for args in ((), ("--by", "source,type")):
        lines = govtui("stats", *args, "--lang", language, "--registry", RECORDS).out.splitlines()
        assert all(width(line) <= 80 for line in lines)
        for table_ in "\n".join(lines).split("\n\n"):
            title, *rows = table_.split("\n")
            counts = [found.end() for row in rows if (found := re.match(r"  +[\d.,]+(?=  )", row))]
            assert title and not title.startswith(" ") and len(set(counts)) == 1


def test_an_empty_registry_has_no_numbers_and_is_no_error(govtui: Run, tmp_path: Path) -> None:
    registry(tmp_path, manifest='schema = 2\nname = { vi = "Trống" }\n')
    done = govtui("stats", "--registry", tmp_path)
    assert done.status == 1 and done.err == ""
    registry(tmp_path, table("s", "source"))
    assert govtui("stats", "--registry", tmp_path).status == 0
    assert govtui("stats", "--by", " , ", "--registry", tmp_path).status == 2
