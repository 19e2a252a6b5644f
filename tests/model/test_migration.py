"""Schema 1 to schema 2 on plain data: each step by example, and the laws of all of them together."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from govtui.model.data_edits import Insert, Remove, Rename, Set
from govtui.model.migration import STEPS, applied, edits, is_old, migrate, newer_schema, undecided
from govtui.model.migration_steps import Undecided


def record(**fields: Any) -> dict[str, Any]:
    return {"schema": 1, "kind": "event", "id": "a", **fields}


def after(**fields: Any) -> dict[str, Any]:
    """What a record becomes, without the three fields that all have."""
    new = migrate(record(**fields))
    assert new.pop("schema") == 2
    return {key: value for key, value in new.items() if key not in ("id", "kind")}


CITED = {"ref": "s", "at": "L5-L9"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {}),
        (
            {"steps": [{"action": "adopted", "text": "thông qua"}], "figures": [{"what": "days", "text": "hai ngày"}]},
            {
                "steps": [{"action": "adopted", "quote": "thông qua"}],
                "figures": [{"what": "days", "quote": "hai ngày"}],
            },
        ),
        ({"terms": [{"type": "chair", "text": "kỳ 22"}]}, {"terms": [{"type": "chair", "quote": "kỳ 22"}]}),
        ({"sources": [{"ref": "s", "by": "A"}]}, {"sources": [{"ref": "s", "said_by": "A"}]}),
        (
            {"agenda": [{"key": "1", "at": "L7"}], "sources": [{**CITED, "for": ["agenda"]}]},
            {"agenda": [{"key": "1", "at": "L7", "source": "s"}], "sources": [{**CITED, "for": ["agenda"]}]},
        ),
        (
            {
                "relations": {"attended_by": ["x", "y"], "concerns": ["z"]},
                "sources": [{**CITED, "for": ["date", "relations.attended_by"]}],
            },
            {
                "relations": {"concerns": ["z"]},
                "participants": [
                    {"who": "x", "source": "s", "at": "L5-L9"},
                    {"who": "y", "source": "s", "at": "L5-L9"},
                ],
                "sources": [{**CITED, "for": ["date", "participants"]}],
            },
        ),
        (
            {"countries": ["CA", "AU"], "sources": [{"ref": "s", "for": ["countries"]}]},
            {
                "members": [{"who": "country:CA", "source": "s"}, {"who": "country:AU", "source": "s"}],
                "sources": [{"ref": "s", "for": ["members"]}],
            },
        ),
        (
            {"claims": [{"field": "countries", "value": ["CN", "JP"], "source": "s"}]},
            {"claims": [{"field": "members", "value": ["country:CN", "country:JP"], "source": "s"}]},
        ),
        (
            {"claims": [{"field": "relations.attended_by", "value": "x", "source": "s"}]},
            {"claims": [{"field": "participants", "value": ["x"], "source": "s"}]},
        ),
        (
            {"checked": [{"code": "figures_disagree", "field": "figures.days.text"}]},
            {"checked": [{"code": "sources_disagree", "field": "figures.days.quote"}]},
        ),
    ],
)
def test_a_record_of_schema_1_becomes_one_of_schema_2(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert after(**old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("figures.days.text", "figures.days.quote"),
        ("steps.adopted.text", "steps.adopted.quote"),
        ("terms.chair-22.text", "terms.chair-22.quote"),
        ("sources.s.by", "sources.s.said_by"),
        ("relations.attended_by", "participants"),
        ("relations.attended_by.x", "participants.x"),
        ("relations.attended_by.2", "participants.y"),
        ("countries", "members"),
        ("countries.AU", "members.country:AU"),
        ("countries.1", "members.country:CA"),
        ("figures.text", "figures.text"),
        ("agenda.1.text", "agenda.1.text"),
        ("steps.adopted.by", "steps.adopted.by"),
        ("review.by", "review.by"),
        ("relations.attended_by_many", "relations.attended_by_many"),
    ],
)
def test_field_paths_follow_what_they_name(old: str, new: str) -> None:
    names = {"relations": {"attended_by": ["x", "y"]}, "countries": ["CA", "AU"]}
    moved = after(
        **names,
        claims=[{"field": old, "source": "s"}],
        checked=[{"code": "c", "field": old}],
        translations=[{"field": old}],
        sources=[{"ref": "s", "for": ["date", old]}],
    )
    assert [moved[name][0]["field"] for name in ("claims", "checked", "translations")] == [new] * 3
    assert moved["sources"][0]["for"] == ["date", new]


def test_a_citation_never_covers_a_field_twice() -> None:
    for named in (["relations.attended_by", "participants"], ["participants", "relations.attended_by"]):
        moved = after(relations={"attended_by": ["x"]}, sources=[{"ref": "s", "for": named}])
        assert moved["sources"][0]["for"] == ["participants"]


@pytest.mark.parametrize(
    ("citations", "options"),
    [
        ([("s", "L5-L9"), ("s", "L7")], None),
        ([("s", "L5-L9"), ("t", "L8")], None),
        ([("s", "L5, L7"), ("t", "L9")], None),
        ([("s", "")], None),
        ([("s", "L5-L9"), ("t", "L7")], ("s", "t")),
        ([("s", "L9")], ("s",)),
        ([("s", "p. 7")], ("s",)),
        ([], ()),
    ],
)
def test_an_item_gets_the_one_source_that_covers_its_list_and_contains_its_place(
    citations: list[tuple[str, str]], options: tuple[str, ...] | None
) -> None:
    data = record(
        agenda=[{"key": "k", "at": "L7"}],
        sources=[{"ref": ref, "at": at, "for": ["agenda"]} for ref, at in citations],
    )
    if options is None:
        assert edits(data, "item-source") == [Set(("agenda", 0, "source"), "s")]
        assert undecided(data) == []
    else:
        assert edits(data, "item-source") == []
        assert undecided(data) == [Undecided("item-source", "agenda.k", options)]


def test_a_declaration_is_told_what_its_date_is_the_date_of() -> None:
    steps = [{"action": "signed", "date": "2021"}, {"action": "adopted", "date": "2022"}]
    text = {"schema": 1, "kind": "declaration", "date": "2022", "steps": steps}
    assert migrate(text)["date_of"] == "adopted"
    several = {**text, "steps": [{**step, "date": "2022"} for step in steps]}
    assert "date_of" not in migrate(several)
    assert undecided(several) == [Undecided("date-of", "date", ("signed", "adopted"))]


def test_a_source_seen_by_its_title_is_a_web_page() -> None:
    assert migrate({"schema": 1, "kind": "source", "type": "title_only"}) == {
        "schema": 2,
        "kind": "source",
        "type": "web_page",
        "seen": "title",
    }


def test_participants_without_one_source_have_none_and_a_person_decides() -> None:
    data = record(
        relations={"attended_by": ["x"]},
        sources=[{"ref": "s", "for": ["relations"]}, {"ref": "t", "for": ["relations.attended_by"]}],
    )
    assert migrate(data)["participants"] == [{"who": "x"}]
    assert undecided(data) == [Undecided("participants", "relations.attended_by", ("s", "t"))]


def test_edits_say_how_each_thing_changes() -> None:
    data = record(figures=[{"what": "days", "text": "t"}], relations={"attended_by": ["x"]})
    assert edits(data) == [
        Rename(("figures", 0, "text"), "quote"),
        Insert(("participants",), {"who": "x"}),
        Remove(("relations",), "participants"),
        Set(("schema",), 2),
    ]


MESS: list[Any] = [
    1,
    "x",
    [],
    {},
    [1],
    [[]],
    [{}],
    {"attended_by": 1},
    {"attended_by": [1, {}]},
    [{"text": 1, "at": 2}],
]


@pytest.mark.parametrize("mess", MESS)
def test_whatever_stands_in_a_field_is_taken_as_it_is(mess: Any) -> None:
    names = (
        "agenda aims steps figures terms sources claims checked translations relations countries date type participants"
    )
    for name in names.split():
        data = record(**{name: mess})
        new = migrate(data)
        assert new["schema"] == 2
        assert applied(data, edits(data)) == new
        assert migrate(new) is new and edits(new) == []


def test_the_data_given_are_left_alone() -> None:
    data = record(figures=[{"text": "t"}], relations={"attended_by": ["x"]})
    migrate(data), edits(data), undecided(data)
    assert data == record(figures=[{"text": "t"}], relations={"attended_by": ["x"]})


def test_one_step_after_another_is_all_of_them_and_the_schema_goes_last() -> None:
    data = record(
        figures=[{"what": "days", "text": "t"}],
        relations={"attended_by": ["x"]},
        agenda=[{"key": "1", "at": "L7"}],
        sources=[{**CITED, "for": ["agenda", "relations.attended_by", "figures.days.text"]}],
    )
    assert edits(data, "schema") == []
    step_by_step = data
    for step in STEPS:
        step_by_step = applied(step_by_step, edits(step_by_step, step))
    assert step_by_step == migrate(data)


@pytest.mark.parametrize("schema", [2, 3, 0, "1", None, True, 1.5])
def test_only_schema_1_is_migrated(schema: object) -> None:
    data = record(figures=[{"text": "t"}]) | {"schema": schema}
    if schema is True:
        return  # Python counts it as 1, and a file that says so is refused all the same
    assert migrate(data) is data and not is_old(data)
    assert newer_schema(data) == (3 if schema == 3 else 0)


def test_nothing_heavy_is_imported_for_it() -> None:
    program = (
        "import sys, govtui.model.migration; print([m for m in sys.modules if m.startswith(('pydantic', 'rtoml'))])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
