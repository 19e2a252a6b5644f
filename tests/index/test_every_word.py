"""Search finds every word that a reader sees in a record; what only another source says comes last, and says whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from index.index_contents import contents, difference
from small import RECORDS, registry, table, toml, write

from govtui.index.api import ALL, Index, View
from govtui.index.cache import IndexCache, build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.fields import fields, parts, path_of, walk
from govtui.model.own_fields import declared
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.store.registry import Registry
from govtui.text.fold import words

NOT_READ: Mapping[str, str] = {
    "kind": "a key, and a facet",
    "at": "a place in a source, no words",
    "url": "an address",
    "links": "addresses",
    "file": "a file name",
    "sha256": "a checksum",
    "sdg": "a number, and a facet",
    "digest": "a checksum",
    "head": "names an entry of people, whose name is searched",
    "person": "names an entry of people, whose name is searched",
}
"""The names of text fields that search leaves out, with the reason."""


def texts_of(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        yield from texts_of([*value.values()])


@pytest.mark.parametrize("kind", MODELS)
def test_every_text_field_has_a_search_mark(kind: str) -> None:
    """A new field of the schema is searched, or stands in NOT_READ with the reason."""
    forgotten = [
        path_of(way, spec)
        for way, spec in walk(MODELS[kind])
        if spec.part is None and not spec.is_choice and not spec.about.search and spec.name not in NOT_READ
        if spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.QUOTE)
    ]
    assert forgotten == []


def test_own_texts_are_searched_unless_the_registry_says_otherwise() -> None:
    label = {"vi": "Nhãn", "en": "Label"}
    fields = {
        "room": {"type": "text", "label": label},
        "aim": {"type": "localized", "label": label},
        "shelf": {"type": "text", "label": label, "search": ""},
    }
    schema, faults = declared({"event": fields}, {}, {})
    marks = {name: spec.about.search for name, spec in schema.own("event").items()}
    assert not faults and marks == {"x.room": "text", "x.aim": "text", "x.shelf": ""}


def shipped_texts() -> Iterator[tuple[str, str]]:
    """Each record's id with the texts that its fields hold."""

    def held(specs: Any, holder: Any) -> Iterator[str]:
        for spec in specs:
            value = spec.held_by(holder)
            if value is None or spec.name in NOT_READ:
                continue
            if spec.part is not None:
                for one in value if spec.many else [value]:
                    yield from held(parts(spec).values(), one)
            elif spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.QUOTE) and not spec.is_choice:
                yield from texts_of(value)

    for entry in Registry(RECORDS).entries():
        assert entry.record, entry.problems
        for text in held(fields(MODELS[entry.record.kind]).values(), entry.record):
            yield entry.record.id, text


def test_every_longer_word_of_a_shipped_record_finds_it(shipped: Index) -> None:
    assert isinstance(shipped, SqliteIndex)
    asked: dict[str, set[str]] = {}
    for id, text in shipped_texts():
        for word in words(text):
            if len(word) >= 4:
                asked.setdefault(word, set()).add(id)
    assert len(asked) > 1500
    missing = {}
    for word, ids in asked.items():
        result = shipped.result(View(text=f'"{word}" ', order="date"))
        if lost := ids - set(result.keys(0, result.total)):
            missing[word] = lost
    assert missing == {}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"quyền riêng tư"', {"asean-declaration-civil-service-2021"}),
        ('"public-private"', {"apgf-2"}),
        ('"leave no one behind"', {"un-agenda-2030"}),
    ],
)
def test_what_a_summary_does_not_say_is_found(shipped: Index, query: str, ids: set[str]) -> None:
    found = shipped.result(View(text=query))
    assert ids <= set(found.keys(0, found.total))


CLAIM = {"field": "summary", "value": {"vi": "Có hội thảo về cải cách", "en": "A workshop on reform"}, "source": "s1"}


@pytest.fixture
def claimed(tmp_path: Path) -> Index:
    """Two organizations of whom one has the word “reform” in its summary, the other in a claim; and the source."""
    return build(
        registry(
            tmp_path,
            table("a1", summary={"vi": "Tóm tắt", "en": "Summary of training"}, claims=[CLAIM]),
            table("a2", summary={"vi": "Cải cách", "en": "About reform"}),
            table("s1", "source", type="web_page", title={"vi": "Nguồn", "en": "A source"}),
        )
    )


def found(index: Index, text: str) -> list[str]:
    result = index.result(View(text=text, language="en"))
    return list(result.keys(0, result.total))


def test_what_another_source_says_is_found_after_what_the_record_says(claimed: Index) -> None:
    assert found(claimed, "reform") == ["a2", "a1"]
    assert found(claimed, '"cải cách"') == ["a2", "a1"]
    assert found(claimed, "training workshop") == ["a1"]


def test_a_row_found_by_claims_alone_says_whose_words_they_are(claimed: Index) -> None:
    assert claimed.snippet("a1", "reform", "en") == "+ according to s1: A workshop on reform"
    assert claimed.snippet("a1", "cải cách", "vi") == "+ theo s1: Có hội thảo về cải cách"
    assert claimed.snippet("a1", "training workshop", "en") == "+ according to s1: A workshop on reform"
    assert claimed.snippet("a1", "training", "en") == "Summary of training"
    assert claimed.snippet("a2", "reform", "en") == "About reform"


# -- facets and the timeline -------------------------------------------------------------------------------------------


def rows(index: Index, text: str, language: str = "en") -> dict[str, tuple[str, str, str]]:
    """Type, date and place of each row that a query finds, as a list shows them, by key."""
    result = index.result(View(text=text, words=language, language=language))
    return {row.key: row.columns for row in result.window(0, result.total)}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("year:2015 type:forum", {"apgf-2"}),
        ("year:2021 type:summit", {"asean-summit-38", "asean-summit-39"}),
        ("decade:200X gfrg", {"gfrg-6"}),
        ("country:SG", {"singapore-dialogue-partner-initiative"}),
        ("country:BN", {"accsm", "accsm-22", "accsm-chair-handover-2022", "bn-accsm-chair"}),
        ("place:BN", {"bn-accsm-chair"}),
        ("year:2018 kind:event ogp-ap-2018-opening", {"ogp-ap-2018-opening"}),
    ],
)
def test_claims_and_inherited_dates_count_in_facets(shipped: Index, query: str, ids: set[str]) -> None:
    assert ids <= set(rows(shipped, query))


def test_the_countries_of_the_shipped_records_are_these(shipped: Index) -> None:
    assert set(rows(shipped, "country:BN")) == {"accsm", "accsm-22", "accsm-chair-handover-2022", "bn-accsm-chair"}


def test_a_row_has_the_mark_where_its_own_value_is_another(shipped: Index) -> None:
    assert rows(shipped, "year:2015 type:forum")["apgf-2"][1] == "+9–10 Sep 2015"
    assert rows(shipped, "year:2021 type:summit")["asean-summit-38"][1] == "+26 Oct 2021"
    assert rows(shipped, "year:2018 type:conference")["ogp-asia-pacific-2018"][1][-1] != "+"
    place = rows(shipped, "country:BN")
    assert place["accsm"][2].endswith("+") and not place["bn-accsm-chair"][2].endswith("+")


STATUS = {"field": "status", "value": "adopted", "source": "s1"}


def test_a_status_that_a_claim_alone_gives_is_marked(tmp_path: Path) -> None:
    index = build(
        registry(
            tmp_path,
            table("d1", "declaration", status="draft", claims=[STATUS]),
            table("d2", "declaration", status="adopted", claims=[STATUS]),
            table("s1", "source"),
        )
    )
    found = rows(index, "status:adopted")
    assert found["d1"][0].endswith(" +") and not found["d2"][0].endswith("+")
    assert not rows(index, "status:draft")["d1"][0].endswith("+")


def with_parts(tmp_path: Path, **whole: Any) -> Registry:
    """An event `e1` that is part of `e2`, part of `e3` with these fields; `e4` held beside `e3`; `e5` and `e6` a cycle."""
    return registry(
        tmp_path,
        table("e1", "event", date=None, relations={"part_of": ["e2"]}),
        table("e2", "event", date=None, relations={"part_of": ["e3"]}),
        table("e3", "event", **whole),
        table("e4", "event", date=None, relations={"held_beside": ["e3"]}),
        table("e5", "event", date=None, relations={"part_of": ["e6"]}),
        table("e6", "event", date=None, relations={"part_of": ["e5"]}),
    )


def test_an_event_without_a_date_has_that_of_its_whole(tmp_path: Path) -> None:
    index = build(with_parts(tmp_path, date="2018-11-05/2018-11-06"))
    shown = {"e1": "within 5–6 Nov 2018 +", "e2": "within 5–6 Nov 2018 +", "e3": "5–6 Nov 2018"}
    assert {key: row[1] for key, row in rows(index, "year:2018").items()} == shown
    assert rows(index, "e1", "vi")["e1"][1] == "trong 05–06/11/2018"
    assert rows(index, "kind:event")["e4"][1] == rows(index, "kind:event")["e5"][1] == ""
    row = index.result(View(text="e1")).window(0, 1)[0]
    assert row.date == "", "never a value of the record"
    dates = index.dates(View())
    assert {(fact.key, fact.by) for fact in dates.window(0, dates.dated)} == {("e1", "e3"), ("e2", "e3"), ("e3", "")}
    assert dates.undated == 3


@pytest.mark.parametrize(
    ("date", "vi", "en"),
    [
        ("2018", "trong 2018", "within 2018"),
        ("2017/..", "(từ 2017)", "(since 2017)"),
        ("../2018-05", "(đến 5/2018)", "(until May 2018)"),
        ("XXXX-09-09/XXXX-09-10", "trong 09–10/9/?", "within 9–10 Sep, ?"),
    ],
)
def test_the_date_of_a_whole_is_told_as_such(tmp_path: Path, date: str, vi: str, en: str) -> None:
    index = build(with_parts(tmp_path, date=date))
    assert [rows(index, "e1", language)["e1"][1] for language in ("vi", "en")] == [vi, en]


def test_lists_are_sorted_by_the_date_of_the_whole(tmp_path: Path) -> None:
    files = with_parts(tmp_path, date="2018-11-05/2018-11-06")
    write(files.root, "events/a1.toml", toml("a1", "event", date="2019"))
    write(files.root, "events/z1.toml", toml("z1", "event", date="2017"))
    index = build(Registry(files.root))
    for reverse, order in ((False, ["a1", "e1", "e2", "e3", "z1"]), (True, ["z1", "e3", "e2", "e1", "a1"])):
        result = index.result(View("event", order="date", reverse=reverse))
        assert list(result.keys(0, 5)) == order, "then those without any date"


def test_parts_follow_the_date_of_their_whole(tmp_path: Path) -> None:
    files = with_parts(tmp_path, date="2018-11-05", former_ids=["old"])
    kept = IndexCache(files.root, tmp_path / "index.sqlite")
    index = kept.refreshed()
    assert index is not None
    steps: list[dict[str, Any]] = [{"date": "2019"}, {"date": None}, {"date": "2020-02/2021", "claims": [YEAR]}]
    for changed in steps:
        write(files.root, "events/e3.toml", toml("e3", "event", **changed))
        index = kept.refreshed() or index
        assert difference(contents(index), contents(build(Registry(files.root)))) == {}
    assert set(rows(index, "year:2021")) == {"e1", "e2", "e3"} and set(rows(index, "year:2015")) == {"e3"}


def test_parts_follow_what_they_are_part_of(tmp_path: Path) -> None:
    """Where a part gets a date of its own, another whole, or loses the one that it had."""
    files = with_parts(tmp_path, date="2018-11-05")
    write(files.root, "events/e7.toml", toml("e7", "event", date="2012~/2013"))
    kept = IndexCache(files.root, tmp_path / "index.sqlite")
    index = kept.refreshed()
    assert index is not None
    steps: list[tuple[str, dict[str, Any]]] = [
        ("e1", {"date": "2011"}),
        ("e1", {"relations": {"part_of": ["e7", "e3"]}}),
        ("e2", {"relations": {"part_of": ["e1"]}}),
        ("e7", {"date": "XXXX-05"}),
        ("e5", {"relations": {"part_of": ["e3"]}}),
    ]
    for id, changed in steps:
        write(files.root, f"events/{id}.toml", toml(id, "event", **{"date": None, **changed}))
        index = kept.refreshed() or index
        assert difference(contents(index), contents(build(Registry(files.root)))) == {}, (id, changed)
    (files.root / "events/e3.toml").unlink()
    index = kept.refreshed() or index
    assert difference(contents(index), contents(build(Registry(files.root)))) == {}
    assert rows(index, "e2")["e2"][1] == "within May, ?" and rows(index, "e5")["e5"][1] == ""


YEAR = {"field": "date", "value": "2015", "source": "s1"}


def test_the_timeline_has_claims_with_their_source_and_none_twice(tmp_path: Path) -> None:
    claims = [YEAR, {"field": "date", "value": "2016", "source": "s1"}]
    index = build(registry(tmp_path, table("e1", "event", date="2015", claims=claims), table("s1", "source")))
    dates = index.dates(View("event"))
    assert [(fact.date, fact.by) for fact in dates.window(0, dates.dated)] == [("2015", ""), ("2016", "s1")]


def facts(index: Index, kind: str) -> list[tuple[str, str, str, str]]:
    """Field, value, date and who says so of each fact of a kind, by time."""
    dates = index.dates(View(kind))
    return [(fact.what, fact.value, fact.date, fact.by) for fact in dates.window(0, dates.total)]


def claim(field: str, value: str, source: str = "s1") -> dict[str, Any]:
    return {"field": field, "value": value, "source": source}


def test_claims_on_every_date_of_the_timeline_are_on_it(tmp_path: Path) -> None:
    """Also on those of steps and terms, and where the record has none; what is no date, or no date of the timeline, is not."""
    index = build(
        registry(
            tmp_path,
            table(
                "d1",
                "declaration",
                period="2021/2025",
                steps=[{"action": "adopted", "date": "2021"}, {"key": "second", "action": "noted"}],
                claims=[
                    claim("period", "2021/2026"),
                    claim("steps.adopted.date", "2022"),
                    claim("steps.second.date", "2023"),
                    claim("steps.second.date", "2023", "s2"),
                    claim("steps.second.date", "khi nào đó"),
                    claim("steps.third.date", "2024"),
                    claim("steps.second.note", "2024"),
                    claim("status", "adopted"),
                ],
            ),
            table(
                "o1",
                terms=[{"key": "third", "type": "chair", "number": 3, "date": "2022"}],
                claims=[claim("founded", "1990"), claim("dissolved", "2030"), claim("terms.third.date", "2024")],
            ),
            table("s1", "source", published="2020", claims=[claim("published", "2019", "s2")]),
            table("s2", "source"),
        )
    )
    assert sorted(facts(index, "declaration")) == [
        ("period", "", "2021/2025", ""),
        ("period", "", "2021/2026", "s1"),
        ("steps", "adopted", "2021", ""),
        ("steps", "adopted", "2022", "s1"),
        ("steps", "noted", "2023", "s1"),
        ("steps", "noted", "2023", "s2"),
    ]
    assert index.dates(View("declaration")).undated == 0
    assert facts(index, "organization") == [
        ("founded", "", "1990", "s1"),
        ("terms", "chair", "2022", ""),
        ("terms", "chair", "2024", "s1"),
        ("dissolved", "", "2030", "s1"),
    ]
    assert facts(index, "source") == [("published", "", "2019", "s2"), ("published", "", "2020", "")]


def test_a_claim_that_says_what_the_record_says_is_not_drawn_twice(tmp_path: Path) -> None:
    """Nor is one of a date that stands on the timeline as that of a step."""
    index = build(
        registry(
            tmp_path,
            table(
                "d1",
                "declaration",
                date="2021",
                steps=[{"action": "adopted", "date": "2021"}],
                claims=[claim("date", "2021"), claim("steps.adopted.date", "2021"), *[claim("date", "2022")] * 2],
            ),
            table("o1", founded="1990", claims=[claim("founded", "1990")]),
            table("s1", "source"),
        )
    )
    assert facts(index, "declaration") == [("steps", "adopted", "2021", ""), ("date", "", "2022", "s1")]
    assert facts(index, "organization") == [("founded", "", "1990", "")]


@pytest.mark.parametrize(
    ("own", "claimed", "drawn"),
    [
        ("2021-10-26", "2021", False),
        ("2021-10-26", "XXXX-10-26", False),
        ("2021-10-26", "2021-10-26/2021-10-28", True),
        ("2021", "2021-10-26", True),
        ("XXXX-09-09", "2015-09-09", True),
        ("2017/..", "2017-12-06/..", True),
        ("2021-10-26", "2022", True),
        ("2021-10-26", "XXXX-10-27", True),
    ],
)
def test_a_claim_that_is_less_exact_than_the_record_is_not_drawn(
    tmp_path: Path, own: str, claimed: str, drawn: bool
) -> None:
    index = build(
        registry(tmp_path, table("e1", "event", date=own, claims=[claim("date", claimed)]), table("s1", "source"))
    )
    assert [fact[2] for fact in facts(index, "event") if fact[3]] == [claimed] * drawn


# -- a registry planted with claims: every facet that counts them ------------------------------------------------------


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Of each facet one record that has the value itself, one that only a claim gives it, and one with both."""
    status, date, place = claim("status", "adopted"), claim("date", "2015-09-09"), claim("place.country", "BN")
    kr = claim("relations.member_of", "country:KR")
    records = [
        table("s-own", "declaration", status="adopted"),
        table("s-claim", "declaration", status="noted", claims=[status]),
        table("s-both", "declaration", status="adopted", claims=[status]),
        table("y-own", "event", date="2015"),
        table("y-claim", "event", date="2014", claims=[date]),
        table("y-both", "event", date="2015", claims=[date]),
        table("y-part", "event", relations={"part_of": ["y-own"]}),
        table("y-less", "event", date="XXXX-09-09", claims=[date]),
        table("p-own", "event", place={"country": "BN"}),
        table("p-claim", "event", place={"country": "VN"}, claims=[place]),
        table("p-both", "event", place={"country": "BN"}, claims=[place]),
        table("c-list", "event", claims=[{"field": "place.country", "value": ["BN", "VN"], "source": "s"}]),
        table("c-member", members=[{"who": "country:KR"}]),
        table("c-term", terms=[{"type": "chair", "country": "KR"}]),
        table("c-relation", relations={"member_of": ["country:KR"]}),
        table("c-claim", claims=[kr]),
        table("c-participant", "event", participants=[{"who": "country:KR"}]),
        table("en-missing", name={"vi": "Một"}, claims=[{"field": "name", "value": {"en": "One"}, "source": "s"}]),
        table("s", "source"),
    ]
    for one in records:
        if "claims" in one:
            one["claims"] = [{**each, "source": "s"} for each in one["claims"]]
    return build(registry(tmp_path_factory.mktemp("planted"), *records))


@pytest.mark.parametrize(
    ("query", "own", "elsewhere", "column"),
    [
        ("status:adopted", {"s-own", "s-both"}, {"s-claim"}, 0),
        ("status:noted", {"s-claim"}, set(), 0),
        ("year:2015", {"y-own", "y-both"}, {"y-claim", "y-part", "y-less"}, 1),
        ("year:2014", {"y-claim"}, set(), 1),
        ("decade:2010s", {"y-own", "y-both", "y-claim"}, {"y-part", "y-less"}, 1),
        ("year:2014..2016", {"y-own", "y-both", "y-claim"}, {"y-part", "y-less"}, 1),
        ("place:BN", {"p-own", "p-both"}, {"p-claim", "c-list"}, 2),
        ("country:BN", {"p-own", "p-both"}, {"p-claim", "c-list"}, 2),
        ("country:VN", {"p-claim"}, {"c-list"}, 2),
        ("country:KR", set(), {"c-member", "c-term", "c-relation", "c-claim", "c-participant"}, 2),
        ("place:KR", set(), set(), 2),
    ],
)
def test_each_facet_counts_claims_and_marks_them(
    planted: Index, query: str, own: set[str], elsewhere: set[str], column: int
) -> None:
    found = rows(planted, query)
    marked = {key for key, row in found.items() if "+" in (row[column][:1], row[column][-1:])}
    assert marked == elsewhere
    assert found.keys() - marked == own
    facet, _, value = query.partition(":")
    counted = planted.facets("")[facet].get(value.removesuffix("s"), 0)
    assert ".." in value or counted == len(found) == planted.counts(query)[ALL]


def test_claims_change_neither_problems_nor_missing_texts(planted: Index) -> None:
    """A name that only a claim gives is missing still; what sources state differently is a discrepancy of the record."""
    assert set(rows(planted, "missing:en")) == {"en-missing"}
    assert {"s-claim", "y-claim", "p-claim"} <= set(rows(planted, "has:discrepancy"))
    assert not {"s-both", "y-both", "y-less", "p-both"} & set(rows(planted, "has:discrepancy"))
    assert set(planted.facets("")) <= {
        *("kind", "type", "status", "year", "decade", "place", "country", "source", "has", "missing", "sdg"),
        *planted.fields.names,
    }, "no facet that nobody can ask for"


def test_own_fields_and_what_claims_say_of_them_are_found(tmp_path: Path) -> None:
    manifest = """schema = 2
[fields.all.room]
type = "text"
label = { en = "Room" }
[fields.all.aim]
type = "localized"
label = { en = "Aim" }
[fields.all.branch]
type = "key"
vocabulary = "x.branch"
label = { en = "Branch" }
search = "text"
[vocabulary.x_branch]
health = { vi = "Y tế", en = "Healthcare" }
[fields.all.shelf]
type = "text"
label = { en = "Shelf" }
search = ""
"""
    own = {"room": "Phòng Sen", "aim": {"vi": "Minh bạch", "en": "Openness"}, "branch": "health", "shelf": "Kệ Tre"}
    said = [claim("x.room", "Phòng Trúc"), {"field": "x.aim", "value": {"en": "Integrity"}, "source": "s1"}]
    index = build(registry(tmp_path, table("a1", x=own, claims=said), table("s1", "source"), manifest=manifest))
    for text in ("sen", '"phòng sen"', "minh bạch", "openness", "healthcare", "y tế", "trúc", "integrity"):
        assert found(index, text) == ["a1"], text
    assert found(index, '"kệ tre"') == [], "the registry says that it is not searched"
    assert index.snippet("a1", "trúc", "vi") == "+ theo s1: Phòng Trúc"


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [
        ("agenda", "agenda", [{"key": "a", "text": {"vi": "Bàn về", "en": "Agenda of training"}}]),
        ("hospital", "note", {"vi": "Bệnh viện", "en": "Hospital beds"}),
        (
            "minister",
            "people",
            [{"name": "Trần Văn A", "role": "chair", "title": {"vi": "Bộ trưởng", "en": "Minister"}}],
        ),
        ("lotus", "sources", [{"ref": "s", "quote": "the lotus hall"}]),
    ],
)
def test_the_snippet_is_where_the_word_stands(tmp_path: Path, word: str, field: str, value: Any) -> None:
    index = build(registry(tmp_path, table("e1", "event", **{field: value}), table("s", "source")))
    assert found(index, word) == ["e1"]
    assert word in index.snippet("e1", word, "en").lower()
