"""The schema as an editor knows it: every field has a form, a place and a name, and nothing is left to guessing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small import RECORDS

from govtui.i18n.fields import field_meaning, field_name
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.record import MODELS, Record
from govtui.model.references import references
from govtui.model.relations import ANY
from govtui.model.shapes import Form, Shape, parts, relation_shape, writable_relations
from govtui.model.spots import below, covering, plain, spot
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.changes import value_at
from govtui.store.registry import Registry


def every_shape() -> Iterator[Shape]:
    for model in MODELS.values():
        for name, shape in parts(model).items():
            yield shape
            if shape.model is not None:
                yield from parts(shape.model, name).values()


SHAPES = sorted({(shape.owner, shape.name): shape for shape in every_shape()}.items())


@pytest.fixture(scope="module")
def records() -> list[tuple[Record, str]]:
    return [(entry.record, entry.text) for entry in Registry(RECORDS).entries() if entry.record]


@pytest.mark.parametrize("shape", [shape for _, shape in SHAPES], ids=[".".join(key) for key, _ in SHAPES])
def test_every_field_for_forms_has_a_name_and_a_meaning_in_both_languages(shape: Shape) -> None:
    if shape.form is Form.FREE:
        return
    names = [field_name(shape.owner, shape.name, load(language)) for language in LANGUAGES]
    assert shape.name not in names, "its key stands in for its name"
    assert all(field_meaning(shape.owner, shape.name, load(language)).endswith((".", "…")) for language in LANGUAGES)


def test_what_is_left_to_the_text_editor_is_what_the_program_writes_or_nobody_reads() -> None:
    free = {".".join(filter(None, key)) for key, shape in SHAPES if shape.form is Form.FREE}
    assert (
        free
        == {"schema", "kind", "id", "former_ids", "translations", "checked", "x"}
        | {"translations.from", "translations.to", "translations.field", "translations.digest"} & free
    )


def test_every_vocabulary_field_names_a_vocabulary() -> None:
    named = {shape.vocabulary for _, shape in SHAPES if shape.form is Form.VOCABULARY}
    assert named <= VOCABULARIES.keys() and len(named) > 10


def test_every_reference_of_the_bundled_records_stands_where_the_schema_has_a_reference(
    records: list[tuple[Record, str]],
) -> None:
    seen = set()
    for record, _ in records:
        for reference in references(record):
            if reference.type == "adopted_by":
                continue  # computed
            found = spot(record, reference.field)
            assert found is not None, reference
            element = found.shape.element or found.shape
            assert element.form is Form.REFERENCE, (record.id, reference)
            seen.add(reference.type)
    assert len(seen) > 10


def test_every_place_of_the_bundled_records_is_found_under_the_path_that_changes_take(
    records: list[tuple[Record, str]],
) -> None:
    """What a form shows of a field is what `store.changes` says stands there."""
    count = 0
    for record, text in records[:40]:
        todo = list(below(record))
        while todo:
            found = todo.pop()
            again = spot(record, found.path)
            assert again is not None and again == found
            if found.shape.form in (Form.ITEMS, Form.TABLE, Form.MAP):
                todo += below(record, found.path)
            elif found.value not in (None, [], {}) and found.shape.form is not Form.DATE:
                assert value_at(text, found.path) == plain(found.value) or "\\\n" in text or "\r" in text, found.path
                count += 1
    assert count > 200


def test_a_path_may_end_in_a_language_or_call_an_item_by_any_of_its_names(records: list[tuple[Record, str]]) -> None:
    record = next(record for record, _ in records if record.id == "unpog")
    for given, path in {
        "name.vi": "name",
        "place.city.en": "place.city",
        "terms.1.date": "terms.mandate.date",
        "aka.UNPOG": "aka.unpog",
        "relations.part_of.un-desa": "relations.part_of",
        "links.website": "links.website",
    }.items():
        found = spot(record, given)
        assert found is not None and found.path == path
    assert spot(record, "no.such.field") is None


def test_relations_are_offered_to_the_kinds_that_may_have_them_and_point_where_they_may() -> None:
    assert "hosted_by" in writable_relations("event") and "hosted_by" not in writable_relations("organization")
    assert "adopted_by" not in writable_relations("declaration"), "it is computed from the steps"
    assert relation_shape("event", "part_of").element == Shape(
        Form.REFERENCE, "part_of", "relations", kinds=frozenset({"event"}), countries=True, required=True
    )
    assert relation_shape("event", "concerns").element is not None
    assert relation_shape("event", "concerns").element.kinds == ANY  # type: ignore[union-attr]


def test_the_citations_of_a_field_are_those_for_it_for_what_is_around_it_and_for_what_is_in_it(
    records: list[tuple[Record, str]],
) -> None:
    record = next(record for record, _ in records if record.id == "unpog")
    assert [citation.at for citation in covering(record, "terms.mandate.date")] == ["L3"]
    assert len(covering(record, "relations")) == 2
    assert covering(record, "sdg") == []
