"""What is derived from the annotated models says what the hand-kept tables say. Each part goes with the table it replaces."""

from __future__ import annotations

from govtui.edit import data as merge_data
from govtui.model import paths, relations
from govtui.model.checks import links, vocabulary
from govtui.model.fields import fields, walk
from govtui.model.record import FILE_ORDER, MODELS
from govtui.model.schema import ValueType
from govtui.store import order

EVERY = {
    (kind, ".".join([*(step.name for step in way), spec.name])): (way, spec)
    for kind, model in MODELS.items()
    for way, spec in walk(model)
}


def test_there_are_as_many_places_as_the_schema_has() -> None:
    assert len(EVERY) == 388


def test_file_order() -> None:
    assert list(FILE_ORDER) == order._ROOT
    for name, items in order._ITEMS.items():
        way, spec = next(found for key, found in EVERY.items() if key[1].split(".")[-1] == name)
        assert spec.part is not None
        derived = list(fields(spec.part))
        assert [one for one in derived if one in items] == items
        assert set(derived) - set(items) <= {"completed_or_ongoing", "percent"}


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


def test_names_of_items() -> None:
    items = {spec.name: spec.about.items for _, spec in EVERY.values() if spec.is_items}
    assert all(items.values())
    assert {name: about.name for name, about in items.items() if about and about.name} == dict(paths.NATURAL_NAMES)
    assert {name for name, about in items.items() if about and about.slug} == set(paths._SLUGS)
    assert {name: about.identity for name, about in items.items() if about and about.identity} == dict(
        merge_data._IDENTITY
    )
    assert {name for name, about in items.items() if about and about.unique} == set(merge_data._ONE_OF_A_NAME)


def test_sets() -> None:
    derived = {spec.name for _, spec in EVERY.values() if spec.about.unordered}
    assert derived == merge_data.SETS | merge_data._TABLES_OF_SETS


def test_localized_texts() -> None:
    for kind, model in MODELS.items():
        derived = {
            way[0].name if way else spec.name
            for (of, _), (way, spec) in EVERY.items()
            if of == kind
            and spec.value_type in (ValueType.LOCALIZED, ValueType.QUOTE)
            and (way or (spec,))[0].name not in paths._NOT_FOR_READING
        }
        assert derived == set(paths._holders(model))
