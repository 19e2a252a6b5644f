"""What is derived from the annotated models says what the hand-kept tables say. Each part goes with the table it replaces."""

from __future__ import annotations

import pytest

from govtui.i18n import fields as words
from govtui.i18n.labels import LABELS
from govtui.model import relations, shapes
from govtui.model.checks import links, vocabulary
from govtui.model.fields import FieldSpec, reading_order, walk
from govtui.model.record import MODELS
from govtui.model.schema import Section, ValueType
from govtui.model.shapes import ANY, Form

EVERY = {
    (kind, ".".join([*(step.name for step in way), spec.name])): (way, spec)
    for kind, model in MODELS.items()
    for way, spec in walk(model)
}


def test_there_are_as_many_places_as_the_schema_has() -> None:
    assert len(EVERY) == 388


FORMS = {
    ValueType.TEXT: Form.TEXT,
    ValueType.LOCALIZED: Form.LOCALIZED,
    ValueType.QUOTE: Form.LOCALIZED,
    ValueType.DATE: Form.DATE,
    ValueType.NUMBER: Form.NUMBER,
    ValueType.YES_NO: Form.YES_NO,
    ValueType.COUNTRY: Form.COUNTRY,
    ValueType.REFERENCE: Form.REFERENCE,
    ValueType.LANGUAGE: Form.LANGUAGE,
    ValueType.FIELD_PATH: Form.TEXT,
}


def form(spec: FieldSpec) -> Form:
    if not spec.is_editable or spec.name == "percent":
        return Form.FREE
    if spec.keyed:
        return Form.MAP
    if spec.is_items:
        return Form.ITEMS
    if spec.is_table:
        return Form.TABLE
    if spec.is_list:
        return Form.LIST
    return single(spec)


def single(spec: FieldSpec) -> Form:
    if spec.value_type is ValueType.KEY:
        return Form.VOCABULARY if spec.about.vocabulary else Form.TEXT
    if spec.about.refers:
        return Form.REFERENCE
    return FORMS[spec.value_type]


def shape_of(model: type, way: tuple[FieldSpec, ...], spec: FieldSpec) -> shapes.Shape | None:
    here = shapes.parts(model)
    for step in way:
        part = here[step.name]
        if part.model is None:
            return None
        here = shapes.parts(part.model, step.name)
    return here[spec.name]


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_shapes(key: tuple[str, str]) -> None:
    way, spec = EVERY[key]
    shape = shape_of(MODELS[key[0]], way, spec)
    if shape is None:
        return
    assert form(spec) is shape.form
    assert spec.required == shape.required and spec.name == shape.name and spec.owner == shape.owner
    assert spec.about.vocabulary == shape.vocabulary or spec.name == "percent"
    one = shape.element or shape
    if shape.element is not None:
        assert single(spec) is shape.element.form
    if one.form is Form.REFERENCE:
        assert spec.about.refers is not None
        kinds = frozenset(spec.about.refers.kinds or ANY)
        assert kinds == one.kinds or key[1] in ("terms.under", "progress.rows.under")
        assert spec.about.refers.or_text == one.texts
    if one.form in (Form.TEXT, Form.LOCALIZED):
        assert spec.about.long == one.long or key[1] == "claims.value"


@pytest.mark.parametrize("kind", MODELS)
def test_reading_order(kind: str) -> None:
    model = MODELS[kind]
    derived = [name for name, spec in reading_order(model).items() if spec.about.section is not Section.PROGRAM]
    old = [name for name in shapes.parts(model) if name in derived]
    if kind == "source":
        old = [*(name for name in old if name not in ("review", "file", "sha256")), "file", "sha256", "review"]
    assert derived == old


def test_vocabularies() -> None:
    for kind in MODELS:
        derived = {
            (".".join(step.name for step in way), spec.attribute, spec.about.vocabulary)
            for (of, _), (way, spec) in EVERY.items()
            if of == kind and spec.about.vocabulary and spec.name != "percent"
        }
        hand = {("", name, of) for name, of in vocabulary._OF_ITSELF[kind]}
        hand |= {(place, name, of) for place, uses in vocabulary._USES[kind].items() for name, of in uses}
        if kind == "event":
            hand.add(("", "part_of_day", "part_of_day"))
        assert derived == hand


def test_kinds_of_references() -> None:
    derived = {
        spec.about.refers.type: set(spec.about.refers.kinds)
        for _, spec in EVERY.values()
        if spec.about.refers and spec.about.refers.kinds
    }
    assert derived == links._KIND_OF_REFERENCE
    every = {spec.about.refers.type for _, spec in EVERY.values() if spec.about.refers}
    assert every == set(relations.OTHER_REFERENCES)


def test_who_names_a_source() -> None:
    for kind in MODELS:
        derived = {
            way[0].name
            for (of, _), (way, spec) in EVERY.items()
            if of == kind and spec.about.refers and spec.about.refers.type == "cited_source" and spec.name == "source"
        }
        assert derived == set(relations._SOURCED[kind])


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_labels_and_meanings(key: tuple[str, str]) -> None:
    _, spec = EVERY[key]
    hand = words.NAMES.get(f"{spec.owner}.{spec.name}") or words.NAMES.get(
        f"*.{spec.name}" if spec.owner else spec.name
    )
    hand = hand or LABELS["field"].get("series" if (spec.owner, spec.name) == ("series", "id") else spec.name)
    if spec.owner not in ("translations", "checked") and spec.name != "percent":
        assert spec.about.label == hand
    hand = words.MEANINGS.get(f"{spec.owner}.{spec.name}" if spec.owner else spec.name)
    hand = hand or words.MEANINGS.get(f"*.{spec.name}" if spec.owner else "")
    if hand:
        assert spec.about.meaning == hand
    assert spec.about.label and spec.about.meaning
