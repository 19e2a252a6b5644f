"""The specs of the fields: every field has a type, a place and a name, and nothing is left to guessing."""

from __future__ import annotations

import pytest
from small import RECORDS

from govtui.i18n.field_labels import field_label, field_meaning, field_name
from govtui.i18n.labels import LABELS
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.field_paths import children, citations_for, resolve, to_toml
from govtui.model.fields import FieldSpec, walk
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import FILE_ORDER, MODELS, Common, Record
from govtui.model.references import references
from govtui.model.schema import Section, ValueType
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.field_edits import value_at
from govtui.store.registry import Registry

SPECS = {".".join(filter(None, (spec.owner, spec.name))): spec for model in MODELS.values() for _, spec in walk(model)}


@pytest.fixture(scope="module")
def records() -> list[tuple[Record, str]]:
    return [(entry.record, entry.text) for entry in Registry(RECORDS).entries() if entry.record]


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_every_field_has_a_label_and_a_meaning_in_both_languages(spec: FieldSpec) -> None:
    assert all(field_label(spec, load(language)) != spec.name for language in LANGUAGES), "its key stands in for it"
    assert all(field_meaning(spec, load(language)).endswith((".", "…")) for language in LANGUAGES)
    meanings = {field_meaning(spec, load(language)) for language in LANGUAGES}
    assert len(meanings) == len(LANGUAGES), f"{spec.name}: the meaning is not translated"


@pytest.mark.parametrize("spec", [spec for _, spec in walk(MODELS["event"])], ids=lambda spec: spec.name)
def test_a_field_is_called_the_same_by_its_name_and_by_its_spec(spec: FieldSpec) -> None:
    assert field_name(spec.owner, spec.name, load("vi")) == field_label(spec, load("vi"))


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_key_of_a_vocabulary_has_a_label(vocabulary: str) -> None:
    assert set(LABELS.get(vocabulary, ())) == set(VOCABULARIES[vocabulary])


def test_the_label_before_a_value_fits_its_column_in_vietnamese() -> None:
    labels = {
        field_label(spec, load("vi")) for kind in MODELS for spec in BUILT_IN.fields(kind).values() if not spec.part
    }
    assert [label for label in labels if len(label) > 17] == []


def test_fields_of_records_have_a_section_and_those_of_parts_have_none() -> None:
    for model in MODELS.values():
        for way, spec in walk(model):
            assert (spec.about.section is None) == bool(way), spec.name


def test_no_form_has_what_the_program_writes_or_nobody_reads() -> None:
    hidden = {name for name, spec in SPECS.items() if not spec.is_editable}
    assert hidden == {"schema", "kind", "id", "former_ids", "translations", "checked", "x"}


def test_lists_of_tables_say_what_their_items_are_called() -> None:
    assert {name for name, spec in SPECS.items() if spec.is_items} == {n for n, s in SPECS.items() if s.about.items}


def test_every_vocabulary_field_names_a_vocabulary() -> None:
    named = {spec.about.vocabulary for spec in SPECS.values() if spec.about.vocabulary}
    assert named <= VOCABULARIES.keys() and len(named) > 10


@pytest.mark.parametrize("kind", MODELS)
def test_a_reader_meets_fields_by_section_and_what_the_kind_has_before_what_all_have(kind: str) -> None:
    specs = list(BUILT_IN.fields(kind).values())
    sections = [spec.about.section for spec in specs]
    assert sections == sorted(sections, key=list(Section).index)
    assert specs[0].name in ("name", "title"), "first what it is called"
    for section in Section:
        shared = [spec.attribute in Common.model_fields for spec in specs if spec.about.section is section]
        assert shared == sorted(shared)


def test_files_have_an_order_of_fields_that_there_are() -> None:
    assert len(FILE_ORDER) == len(set(FILE_ORDER))
    assert set(FILE_ORDER) <= {spec.name for model in MODELS.values() for way, spec in walk(model) if not way}


def test_every_reference_of_the_bundled_records_stands_where_the_schema_has_a_reference(
    records: list[tuple[Record, str]],
) -> None:
    seen = set()
    for record, _ in records:
        for reference in references(record):
            if reference.type == "adopted_by":
                continue  # computed
            found = resolve(record, reference.field)
            assert found is not None, reference
            assert found.spec.is_reference, (record.id, reference)
            seen.add(reference.type)
    assert len(seen) > 10


def test_every_place_of_the_bundled_records_is_found_under_the_path_that_changes_take(
    records: list[tuple[Record, str]],
) -> None:
    """What a form shows of a field is what `store.field_edits` says stands there."""
    count = 0
    for record, text in records[:40]:
        todo = list(children(record))
        while todo:
            found = todo.pop()
            again = resolve(record, found.path)
            assert again is not None and again == found
            if found.spec.part or found.spec.keyed:
                todo += children(record, found.path)
            elif found.value not in (None, [], {}) and found.spec.value_type is not ValueType.DATE:
                assert value_at(text, found.path) == to_toml(found.value) or "\\\n" in text or "\r" in text, found.path
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
        found = resolve(record, given)
        assert found is not None and found.path == path
    assert resolve(record, "no.such.field") is None


def test_relations_are_offered_to_the_kinds_that_may_have_them_and_point_where_they_may() -> None:
    assert "hosted_by" in BUILT_IN.writable_relations("event")
    assert "hosted_by" not in BUILT_IN.writable_relations("organization")
    assert "adopted_by" not in BUILT_IN.writable_relations("declaration"), "it is computed from the steps"
    part_of, concerns = (BUILT_IN.relation_spec("event", key) for key in ("part_of", "concerns"))
    assert part_of.is_list and part_of.value_type is ValueType.TARGET
    assert part_of.about.refers is not None and part_of.about.refers.kinds == ("event",)
    assert concerns.about.refers is not None and set(concerns.about.refers.kinds) == set(MODELS)


def test_the_citations_of_a_field_are_those_for_it_for_what_is_around_it_and_for_what_is_in_it(
    records: list[tuple[Record, str]],
) -> None:
    record = next(record for record, _ in records if record.id == "unpog")
    assert [citation.at for citation in citations_for(record, "terms.mandate.date")] == ["L3"]
    assert len(citations_for(record, "relations")) == 2
    assert citations_for(record, "sdg") == []
