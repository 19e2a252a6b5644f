"""The stated values of a record with the places that they cite, found by the specs of their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from govtui.model.field_paths import citations_for
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.schema import Section, ValueType
from govtui.model.value import Value


class StatedValue(NamedTuple):
    """One value of a record, a text in one language, or one of several targets."""

    path: str
    spec: FieldSpec
    value: Any
    holder: Value
    """The record or part that has it."""
    places: tuple[tuple[str, str], ...]
    """Source and place in it (``""``: the whole) of its own part, else of the citations that cover it; of a date both."""


_LEFT_OUT = frozenset({Section.PROGRAM, Section.RECORD, Section.SOURCES, Section.BIBLIOGRAPHY, Section.GAPS})
"""Sections that state nothing of what the record is about; claims are read by themselves."""


def stated_values(record: Record, schema: Schema = BUILT_IN) -> Iterator[StatedValue]:
    """Yield every value that a record states, field by field; own fields too, claims and citations last."""
    for spec in schema.fields(record.kind).values():
        if spec.about.section not in _LEFT_OUT:
            yield from _field(record, spec, spec.name, record, ())
    for name in ("claims", "sources"):
        spec = fields(type(record))[name]
        yield from _field(record, spec, name, record, ())


def _field(
    record: Record, spec: FieldSpec, path: str, holder: Value, own: tuple[tuple[str, str], ...]
) -> Iterator[StatedValue]:
    value = spec.held_by(holder)
    if value is None or value == [] or value == {}:
        return
    if spec.is_items:
        for item_path, item in item_paths(spec.name, value):
            yield from _part(record, spec, f"{path.removesuffix(spec.name)}{item_path}", item, own)
    elif spec.is_table:
        yield from _part(record, spec, path, value, own)
    elif spec.keyed and isinstance(value, Mapping):
        for key, inner in value.items():
            for each in inner if isinstance(inner, list) else [inner]:
                at = f"{path}.{key}.{each}" if isinstance(inner, list) else f"{path}.{key}"
                yield _stated(record, spec.entry(key), at, each, holder, own)
    elif spec.many:
        for each in value:
            yield _stated(record, spec, f"{path}.{each}", each, holder, own)
    else:
        yield _stated(record, spec, path, value, holder, own)


def _part(
    record: Record, spec: FieldSpec, path: str, item: Value, own: tuple[tuple[str, str], ...]
) -> Iterator[StatedValue]:
    source, at = getattr(item, "source", None) or getattr(item, "ref", None), getattr(item, "at", None)
    if source:
        own = ((source, at or ""),)
    elif own and at:  # of a row that has a place of its own in the source of its table
        own = ((own[0][0], at),)
    for inner in parts(spec).values():
        yield from _field(record, inner, f"{path}.{inner.name}", item, own)


_ELSE_STATED_AS: Mapping[str, str] = {"date_text": "date", "series.number": "name"}
"""Fields that a citation for another field covers, too."""


def _stated(
    record: Record, spec: FieldSpec, path: str, value: Any, holder: Value, own: tuple[tuple[str, str], ...]
) -> StatedValue:
    if not own:
        places = _covering(record, path) or _covering(record, _ELSE_STATED_AS.get(path, path))
    elif spec.value_type is ValueType.DATE:  # an article tells its year once: a citation of the whole list has it
        places = (*own, *_covering(record, path.partition(".")[0]))
    else:
        places = own
    return StatedValue(path, spec, value, holder, tuple(dict.fromkeys(places)))


def _covering(record: Record, path: str) -> tuple[tuple[str, str], ...]:
    return tuple((one.ref, one.at or "") for one in citations_for(record, path))
