"""A registry's own fields and relations: what a manifest may declare, and what the records are then held against."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import Around, record

from govtui.model.checks import check
from govtui.model.own_fields import ALL, MOST_FACETS, TYPES, Schema, declared
from govtui.model.record import MODELS
from govtui.model.references import references
from govtui.model.relations import INVERSES, RELATIONS
from govtui.store.manifest import Manifest

LABEL = {"vi": "Nhãn", "en": "Label"}
KINDS = [*MODELS, ALL]

FIELDS = {
    "word": {"type": "text"},
    "words": {"type": "localized"},
    "day": {"type": "date"},
    "sum": {"type": "number"},
    "open": {"type": "yes_no"},
    "land": {"type": "country"},
    "host": {"type": "reference", "kinds": ["event"]},
    "hosts": {"type": "reference", "repeated": True},
    "line": {"type": "key", "vocabulary": "frequency"},
    "sums": {"type": "number", "repeated": True},
}
MANIFEST = Manifest.model_validate(
    {
        "fields": {"organization": {key: {**data, "label": LABEL} for key, data in FIELDS.items()}},
        "relations": {
            "translates": {
                "from": ["organization"],
                "to": "same",
                "label": LABEL,
                "inverse": "translated_as",
                "inverse_label": LABEL,
            }
        },
    }
)


def told(**fields: Any) -> list[tuple[str, str, dict[str, Any]]]:
    one = record("a", **fields)
    others = record("s", "source"), record("e", "event"), record("e2", "event"), record("o")
    around = Around(one, *others, manifest=MANIFEST)
    return [(problem.code, problem.field, dict(problem.values)) for problem in check(one, around)]


WRONG = {
    "word": [(12, "text"), ("  ", "text"), (["a"], "text")],
    "words": [
        ("chữ", "localized"),
        ({}, "localized"),
        ({"vi": 1, "en": "x"}, "localized"),
        ({"tiếng Việt": "x", "vi": "x", "en": "x"}, "localized"),
    ],
    "day": [("5/8/2022", "date"), (2022, "date"), ("", "date")],
    "sum": [("12", "number"), (True, "number"), (float("nan"), "number")],
    "open": [("true", "boolean"), (1, "boolean")],
    "land": [("vn", "country"), ("Việt Nam", "country")],
    "host": [("Bộ Nội vụ", "id"), (3, "id"), (["e"], "id")],
    "line": [("Hằng năm", "key"), (1, "key")],
    "sums": [(12, "list")],
}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [(key, value, expected) for key, cases in WRONG.items() for value, expected in cases],
)
def test_a_value_of_another_type_is_an_error_that_says_what_is_expected(key: str, value: Any, expected: str) -> None:
    [(code, field, values)] = told(x={key: value})
    assert (code, field, values["expected"]) == ("own_field_type", f"x.{key}", expected)


def test_the_date_that_was_probably_meant_is_proposed() -> None:
    [(_, _, values)] = told(x={"day": "5/8/2022"})
    assert values["near"] == "2022-08-05"


def test_a_wrong_value_in_a_list_is_told_at_its_position() -> None:
    assert [(code, field) for code, field, _ in told(x={"sums": [1, "2", 3.5]})] == [("own_field_type", "x.sums.2")]


def test_right_values_and_private_notes_are_no_problem() -> None:
    right = {
        "word": "chữ", "words": {"vi": "chữ", "en": "word"}, "day": "2022-08", "sum": 1.5, "open": False, "land": "VN", "host": "e",
        "hosts": ["e", "o"], "line": "annual", "sums": [1, 2], "popolo": {"id": 1}, "note": ["anything", {"at": 1}],
    }  # fmt: skip
    assert told(x=right) == []


def test_own_references_are_references_and_are_checked_like_all_others() -> None:
    one = record("a", x={"host": "o", "hosts": ["e", "nobody"]}, sources=None)
    found = references(one, MANIFEST.record_schema)
    assert [(each.type, each.target, each.field) for each in found] == [
        ("x.host", "o", "x.host"),
        ("x.hosts", "e", "x.hosts.e"),
        ("x.hosts", "nobody", "x.hosts.nobody"),
    ]
    assert references(one) == [], "without the manifest they are private notes"
    assert told(x={"host": "o", "hosts": ["e", "nobody"]}) == [
        ("wrong_kind", "x.host", {"target": "o", "kind": "organization"}),
        ("dangling", "x.hosts.nobody", {"target": "nobody"}),
    ]


@pytest.mark.parametrize("value", [3, None, ["e"], {"id": "e"}, "Bộ Nội vụ"])
def test_what_is_no_id_is_no_reference(value: Any) -> None:
    data = {"x": {"host": value} if value is not None else {}}
    assert references(record("a", **data, sources=None), MANIFEST.record_schema) == []


@pytest.mark.parametrize(
    ("relations", "problem"),
    [
        ({"translates": ["o"]}, None),
        ({"translates": ["e"]}, ("wrong_kind", "relations.translates.e")),
        ({"translates": ["nobody"]}, ("dangling", "relations.translates.nobody")),
        ({"translated_as": ["o"]}, ("inverse_typed", "relations.translated_as")),
        ({"translate": ["o"]}, ("unknown_relation", "relations.translate")),
    ],
)
def test_an_own_relation_is_checked_like_those_of_the_program(
    relations: dict[str, list[str]], problem: tuple[str, str] | None
) -> None:
    found = [(code, field) for code, field, _ in told(relations=relations)]
    assert found == ([problem] if problem else [])


def test_a_relation_like_an_own_one_is_proposed() -> None:
    [(_, _, values)] = told(relations={"translate": ["o"]})
    assert values["near"] == "translates"


def test_a_record_of_a_kind_that_cannot_have_an_own_relation_is_told() -> None:
    one = record("e", "event", relations={"translates": ["e2"]})
    around = Around(one, record("e2", "event"), record("s", "source"), manifest=MANIFEST)
    assert [problem.code for problem in check(one, around)] == ["relation_not_of_kind"]


@pytest.mark.parametrize(
    ("x", "field", "value", "contradicts"),
    [
        ({"sum": 12}, "x.sum", 13, True),
        ({"sum": 12}, "x.sum", 12, False),
        ({"day": "2022"}, "x.day", "2022-08", False),
        ({"day": "2022"}, "x.day", "2021", True),
        ({"host": "e"}, "x.host", "e2", True),
        ({"hosts": ["e", "o"]}, "x.hosts", ["o", "e"], False),
        ({"words": {"vi": "chữ", "en": "word"}}, "x.words.vi", "lời khác", False),
        ({"note": 12}, "x.note", 13, False),
        ({}, "x.sum", 13, False),
    ],
)
def test_another_source_may_contradict_an_own_field_but_no_private_note(
    x: dict[str, Any], field: str, value: Any, contradicts: bool
) -> None:
    found = [code for code, _, _ in told(x=x, claims=[{"field": field, "value": value, "source": "s"}])]
    assert found == ["sources_disagree"] * contradicts


# what may be declared

_TEXTS = st.text(max_size=6) | st.sampled_from(
    [
        *TYPES,
        *KINDS,
        "same",
        "x.line",
        "frequency",
        "text",
        "alias",
        "budget",
        "ror",
        "translates",
        "part_of",
        "has_part",
    ]
)
_SCALARS = _TEXTS | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes()
_ANYTHING = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
_LABELS = st.dictionaries(st.sampled_from(["vi", "en", "x y"]), _TEXTS | st.integers(), max_size=2)


def _nearly(options: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """A table with some of these settings, each nearly right."""
    return st.fixed_dictionaries({}, optional=options) | _ANYTHING


_NAMES = (
    st.sampled_from(["budget", "host_2", "ror", "Ngân sách", "a.b", "", "translates", "part_of", "has_part"]) | _TEXTS
)
_FIELD = _nearly(
    {
        "type": st.sampled_from([*TYPES]) | _ANYTHING,
        "label": _LABELS | _ANYTHING,
        "meaning": _LABELS | _ANYTHING,
        "vocabulary": st.sampled_from(["frequency", "x.line"]) | _ANYTHING,
        "kinds": st.lists(st.sampled_from(KINDS), max_size=2) | _ANYTHING,
        "repeated": st.booleans() | _ANYTHING,
        "search": st.sampled_from(["", "alias", "text"]) | _ANYTHING,
        "facet": st.booleans() | _ANYTHING,
    }
)
_RELATION = _nearly(
    {
        "from": st.lists(st.sampled_from(KINDS), max_size=2) | _ANYTHING,
        "to": st.sampled_from(["same", ["same"], ["event"]]) | _ANYTHING,
        "label": _LABELS | _ANYTHING,
        "inverse": _NAMES,
        "inverse_label": _LABELS | _ANYTHING,
    }
)
_FIELDS = st.dictionaries(
    st.sampled_from(KINDS) | _TEXTS, st.dictionaries(_NAMES, _FIELD, max_size=3) | _ANYTHING, max_size=3
)
_RELATIONS = st.dictionaries(_NAMES, _RELATION, max_size=3)


def _paths_of_fields(schema: Schema) -> set[tuple[str, str]]:
    return {(kind, spec.attribute) for kind in MODELS for spec in schema.own(kind).values()}


@given(_FIELDS, _RELATIONS)
@settings(max_examples=rounds(100, 6000), deadline=None)
def test_any_data_is_read_and_what_is_left_out_has_a_fault(fields: dict[str, Any], relations: dict[str, Any]) -> None:
    schema, faults = declared(fields, relations, {"x_line": {}})
    at_fault = {fault.path for fault in faults}
    known = _paths_of_fields(schema)
    for holder, given_fields in fields.items():
        if holder not in KINDS or not isinstance(given_fields, dict):
            assert f"fields.{holder}" in at_fault
            continue
        for key in given_fields:
            kinds = list(MODELS) if holder == ALL else [holder]
            assert f"fields.{holder}.{key}" in at_fault or all((kind, key) in known for kind in kinds)
    for key in relations:
        assert (key in schema.own_relations) != (f"relations.{key}" in at_fault)
    every = [*schema.relations, *schema.inverses]
    assert len(set(every)) == len(every), "no name has two meanings"
    assert {*RELATIONS, *INVERSES} <= set(every)


def test_only_so_many_own_fields_are_facets_and_the_others_stay_fields() -> None:
    fields = {f"f{n}": {"type": "number", "label": LABEL, "facet": True} for n in range(MOST_FACETS + 2)}
    schema, faults = declared({ALL: fields}, {}, {})
    assert len(schema.own("event")) == MOST_FACETS + 2
    assert sum(bool(spec.about.facet) for spec in schema.own("event").values()) == MOST_FACETS
    assert [(fault.path, fault.reason) for fault in faults] == [
        (f"fields.all.f{n}", "too_many_facets") for n in range(MOST_FACETS, MOST_FACETS + 2)
    ]
