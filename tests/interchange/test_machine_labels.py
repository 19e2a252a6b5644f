"""`--labels`: every key of a machine line has its labels in all languages beside it, and no other byte changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_registry import own_registry

from govtui.i18n.countries import country_codes, country_name
from govtui.i18n.labels import LABELS, label
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.interchange import machine
from govtui.interchange.machine_labels import FACET, Labels, labelled
from govtui.interchange.machine_members import PARTS, TEXT_TYPES, Member
from govtui.interchange.machine_shapes import SHAPES
from govtui.model.fields import fields
from govtui.model.kinds import KINDS
from govtui.model.problem import Severity
from govtui.model.record import MODELS
from govtui.model.relations import QUALITIES, RELATIONS
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.toml_values import PlainTables

REFERENCES = (*RELATIONS, *LABELS["reference"])

KEYS: Mapping[str, Mapping[str, Any]] = {
    "kind": {"": [*KINDS]},
    "severity": {"": [one.name.lower() for one in Severity]},
    "country": {"": [*country_codes()]},
    "language": {"": [*LABELS["language"]]},
    "quality": {"": [*QUALITIES]},
    "problem": {"": [*PROBLEMS]},
    "reference": {"": [*REFERENCES]},
    "{kind}.type": {kind: [*VOCABULARIES[f"{kind}.type"]] for kind in KINDS},
    "{kind}.status": {kind: [*VOCABULARIES.get(f"{kind}.status", ())] for kind in KINDS},
    "{kind}.field": {kind: [*fields(model)] for kind, model in MODELS.items()},
    "{record}.path": {"plan": [*fields(MODELS["declaration"]), "x.budget"], "moha": [*fields(MODELS["organization"])]},
    "{what}.value": {
        "steps": [*VOCABULARIES["step.action"]],
        "terms": [*VOCABULARIES["term.type"]],
        "date": ["issued", *VOCABULARIES["step.action"]],
        "parties": ["signed", "ratified", "in_force", "withdrawn"],
    },
    "{facet}": {
        "kind": [*KINDS],
        "type": [key for kind in KINDS for key in VOCABULARIES[f"{kind}.type"]],
        "status": [key for kind in KINDS for key in VOCABULARIES.get(f"{kind}.status", ())],
        "country": [*country_codes()],
        "place": [*country_codes()],
        "has": ["error", "discrepancy", "other-source", "warning", "problem", "checked"],
        "missing": ["vi", "en"],
        "severity": ["error", "discrepancy", "warning", "checked", "addition"],
        "problem": [*PROBLEMS],
        "translation": ["done", "unverified", "stale", "missing"],
        "date": ["dated", "year_less", "elsewhere", "undated"],
        "source": ["s"],
        "part_of": ["s", "country:VN"],
        "chair": ["country:VN"],
    },
}
"""The keys of each vocabulary that a member may have, by the kind or field that its line names."""

OTHERS = ("kind", "facet", "what", "record")
"""Members that a vocabulary is named by."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return build(own_registry(tmp_path_factory.mktemp("own")))


def members() -> Iterator[tuple[str, Member]]:
    """Every member that has a vocabulary, with its shape."""
    for name, shape in SHAPES.items():
        yield from ((name, member) for member in shape.members if member.vocabulary)


def line(shape: str, **members: Any) -> machine.Line:
    return {"v": 1, "is": shape, **members}


def labels_of(line: machine.Line, index: Index | None = None) -> Mapping[str, Any]:
    (found,) = labelled([line], index)
    return found.get("label", {})


@pytest.mark.parametrize(("shape", "member"), list(members()), ids=lambda one: getattr(one, "name", one))
def test_every_key_of_a_vocabulary_has_labels_in_all_languages(index: Index, shape: str, member: Member) -> None:
    for named, keys in KEYS[member.vocabulary].items():
        for key in keys:
            beside = {name: named for name in OTHERS if f"{{{name}}}" in member.vocabulary}
            value = [key] if member.type.endswith("[]") else key
            found = labels_of(line(shape, **{**beside, member.name: value}), index)[member.name]
            told = found[key] if isinstance(value, list) else found
            assert told.keys() == {*LANGUAGES}, (named, key)
            assert all(told.values()) and told["vi"] != key, (named, key)


def test_labels_are_those_of_the_catalogs(index: Index) -> None:
    labels = Labels(index)
    for tr in map(load, LANGUAGES):
        for kind in KINDS:
            for key in VOCABULARIES[f"{kind}.type"]:
                assert labels.of(f"{kind}.type", key)[tr.language] == label(f"{kind}.type", key, tr)
        assert labels.of("country", "VN")[tr.language] == country_name("VN", tr)
        assert labels.of("reference", "part_of")[tr.language] == label("relation", "part_of", tr)
        assert labels.of("reference", "series")[tr.language] == label("reference", "series", tr)


def test_what_a_registry_declares_has_its_own_labels(index: Index) -> None:
    labels = Labels(index)
    assert labels.of("x.fund", "state") == {"vi": "Ngân sách nhà nước", "en": "State budget"}
    assert labels.of("reference", "translates") == {"vi": "Là bản dịch của", "en": "Translation of"}
    assert labels.of("reference", "x.drafted_by") == {"vi": "Cơ quan soạn dự thảo", "en": "Drafted by"}
    assert labels.of("declaration.field", "x.budget") == {"vi": "Kinh phí", "en": "Budget"}
    assert labels.of("plan.path", "x.budget") == {"vi": "Kinh phí", "en": "Budget"}
    assert labels.of("plan.path", "steps.adopted.date") == labels.of("declaration.field", "steps")
    assert labels.of_facet("x.funds", "donor") == {"vi": "Nhà tài trợ", "en": "Donors"}
    assert labels.of_facet("source", "s") == {"vi": "Công báo", "en": "Official gazette"}


def test_an_own_type_has_labels(tmp_path: Path) -> None:
    from small import registry, table

    manifest = 'schema = 2\n[vocabulary.event_type.seminar]\nvi = "Tọa đàm"\nen = "Seminar"\n'
    made = build(registry(tmp_path, table("e", "event", type="seminar"), manifest=manifest))
    (card,) = made.cards(["e"])
    found = labels_of(machine.record(card), made)
    assert found["type"] == {"vi": "Tọa đàm", "en": "Seminar"}
    assert Labels(made).of_facet("type", "seminar") == found["type"]


def test_lines_within_lines_have_their_labels(index: Index) -> None:
    (card,) = index.cards(["plan-en"])
    [found] = labelled([machine.full(card, PlainTables({}, []), index.outgoing(card.key), (), ())], index)
    by_type = {one["type"]: one for one in found["outgoing"]}
    assert by_type["translates"]["label"]["type"]["en"] == "Translation of"
    change = line("change", saved=False, changes=[], problems=[line("problem", code="dangling", severity="error")])
    [told] = labelled([change], index)
    assert told["problems"][0]["label"].keys() == {"code", "severity"}


@given(st.sampled_from(sorted({member.vocabulary for _, member in members()})), st.text(min_size=1))
def test_a_key_that_nobody_knows_has_no_label(vocabulary: str, key: str) -> None:
    known = {one for keys in KEYS[vocabulary].values() for one in keys}
    for shape, member in members():
        if member.vocabulary == vocabulary and key not in known:
            named = {"kind": "event", "facet": "type"}
            value = [key] if member.type.endswith("[]") else key
            found = labels_of(line(shape, **{**named, member.name: value}))
            assert member.name not in found


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)


@st.composite
def lines(draw: st.DrawFn, shape: str = "") -> machine.Line:
    """A line of any shape, with keys that are known and others."""
    name = shape or draw(st.sampled_from(sorted(SHAPES)))
    made: machine.Line = {"v": 1, "is": name}
    for member in SHAPES[name].members:
        if member.optional and draw(st.booleans()):
            continue
        part = member.type.removesuffix("[]")
        if part in ("reference", "problem"):
            made[member.name] = draw(st.lists(lines(part), max_size=2))
        elif part not in TEXT_TYPES and part in PARTS:
            made[member.name] = []
        elif member.vocabulary:
            keys = sorted({key for some in KEYS[member.vocabulary].values() for key in some})
            key = draw(st.one_of(st.sampled_from(keys), st.text()))
            made[member.name] = [key] if member.type.endswith("[]") else key
        else:
            made[member.name] = draw(st.text() if member.name in OTHERS else VALUES)
    if draw(st.booleans()):
        made.pop("kind", None)  # of a file whose kind cannot be told
    return made


def without_labels(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_labels(one) for name, one in value.items() if name != "label"}
    return list(map(without_labels, value)) if isinstance(value, list) else value


@given(lines())
def test_labels_change_no_other_byte_of_a_line(line: machine.Line) -> None:
    (found,) = labelled([line], None)
    assert json.dumps(without_labels(found)) == json.dumps(line)
    assert "label" not in found or list(found)[-1] == "label"


def test_every_vocabulary_is_in_this_table() -> None:
    assert {member.vocabulary for _, member in members()} == {*KEYS}
    assert FACET in KEYS
