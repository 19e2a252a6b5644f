"""What the items of lists are called follows from the schema, and leads back to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from small import FILES

from govtui.model.field_paths import value_at
from govtui.model.fields import fields, item_lists, items_of, parts, walk
from govtui.model.item_names import item_paths, loose_names, name_field, spellings
from govtui.model.record import MODELS
from govtui.model.schema import Items
from govtui.model.value import Value
from govtui.store.codec import loads


def test_every_list_of_tables_says_what_its_items_are_called() -> None:
    for model in MODELS.values():
        for _, spec in walk(model):
            if spec.is_items:
                assert spec.about.items is not None, spec.name
                said = spec.about.items
                assert {said.name, *said.identity, *said.other_names} <= {"", *parts(spec)}, spec.name
                assert "key" in parts(spec) or said.name or said.identity, spec.name


def test_lists_of_one_name_call_their_items_alike() -> None:
    """Paths, and merges of plain data, know a list by its name alone."""
    said: defaultdict[str, set[Items]] = defaultdict(set)
    for name, items in item_lists():
        said[name].add(items)
    assert {name: len(each) for name, each in said.items() if len(each) > 1} == {}
    assert all(items_of(name) in each for name, each in said.items())


def test_what_is_no_list_of_tables_calls_nothing_by_a_field() -> None:
    assert items_of("countries") == Items() and name_field("x.people") == ""


def lists(holder: Any, path: str = "") -> Iterator[tuple[str, str, list[Any]]]:
    for spec in fields(type(holder)).values():
        value = spec.held_by(holder)
        if spec.is_items and value:
            yield f"{path}{spec.name}", spec.name, value
            for name, item in item_paths(spec.name, value):
                yield from lists(item, f"{path}{name}.")
        elif isinstance(value, Value):
            yield from lists(value, f"{path}{spec.name}.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_name_of_an_item_is_its_own_and_leads_to_it(file) -> None:
    record = loads(file.read_bytes()).record
    assert record is not None
    for path, name, items in lists(record):
        found = [f"{path}.{called.removeprefix(f'{name}.')}" for called, _ in item_paths(name, items)]
        assert len(set(found)) == len(items)
        assert [value_at(record, one) for one in found] == items
        for item in items:
            wanted = [value for field in ("key", name_field(name)) if (value := getattr(item, field, None))]
            assert {spelling for one in wanted for spelling in spellings(one)} <= set(loose_names(item))
