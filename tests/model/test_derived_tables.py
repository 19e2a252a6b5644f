"""What is derived from the annotated models says what the hand-kept tables say. Each part goes with the table it replaces."""

from __future__ import annotations

from govtui.edit import data as merge_data
from govtui.model import paths
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
