"""What sources state of the fields of a record: for each field, or entry of one with free keys, a statement of each place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from govtui.model.field_paths import spec_at, value_at
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.record import Record
from govtui.model.schema import ValueType
from govtui.model.stated_values import StatedValue, stated_values
from govtui.model.statements import Statement
from govtui.model.value import Value
from govtui.page.render_context import RenderContext


def stated_fields(
    record: Record, taken: Collection[str], context: RenderContext
) -> Iterator[tuple[str, Sequence[Statement]]]:
    """Yield the path of each field that sources state, and what they state, without the fields and items that are `taken`.

    The statements have no slot: nothing is compared with them. Their value is what the source covers: of a table some parts.
    """
    schema = context.schema
    specs = schema.fields(record.kind)
    kept: dict[str, list[StatedValue]] = {}
    for one in stated_values(record, schema):
        field, rest = schema.first_step(record.kind, one.path)
        if field in ("claims", "sources") or not one.places:
            continue
        if specs[field].keyed:
            field = f"{field}.{rest.partition('.')[0]}"
        if field not in taken:
            kept.setdefault(field, []).append(one)
    for field, values in kept.items():
        top = specs.get(field) or spec_at(record.kind, field, schema)
        told = list(_items(top, values, record, taken) if top.is_items else _whole(top, field, values, record))
        if told:
            yield field, told


def _items(
    top: FieldSpec, values: Sequence[StatedValue], record: Record, taken: Collection[str]
) -> Iterator[Statement]:
    """Yield a statement for each item of a list and each place that states it."""
    at = 0
    for position, (path, item) in enumerate(item_paths(top.name, top.held_by(record)), 1):
        first = at
        while at < len(values) and values[at].path.startswith(f"{path}."):
            at += 1
        # A date within an item has the citations of the whole list, too, which need not state the item.
        own = [one for one in values[first:at] if one.spec.value_type is not ValueType.DATE] or values[first:at]
        if path not in taken:
            for source, place in dict.fromkeys(cited for one in own for cited in one.places):
                yield Statement("", item, source, place, path, f"{top.name}.{position}")


def _whole(top: FieldSpec, field: str, values: Sequence[StatedValue], record: Record) -> Iterator[Statement]:
    """Yield a statement for each place that states a field, with as much of its value as that covers."""
    covered: dict[tuple[str, str], list[StatedValue]] = {}
    for one in values:
        for cited in one.places:
            covered.setdefault(cited, []).append(one)
    for (source, place), parts in covered.items():
        yield Statement("", _part(top, field, parts, record), source, place, field, field)


def _part(top: FieldSpec, field: str, values: Sequence[StatedValue], record: Record) -> Any:
    """Return as much of a field's value as some of its stated values are."""
    whole = value_at(record, field) if not top.is_own else top.held_by(record)
    if isinstance(whole, Value):
        names = {one.path.removeprefix(f"{field}.").partition(".")[0] for one in values}
        return whole.model_copy(update={name: None for name in type(whole).model_fields if name not in names})
    if isinstance(whole, Mapping):
        return whole
    return [one.value for one in values] if top.many else values[0].value
