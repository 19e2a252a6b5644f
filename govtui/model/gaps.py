"""Gaps: the fields of a record on which its cited sources are silent, and whether the record has them all the same."""

from __future__ import annotations

import difflib

from govtui.model.field_paths import NotAField, spec_at_keys, value_at
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import name_field
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.references import references
from govtui.model.schema import Section
from govtui.model.vocabulary import MONEY, UNSTATED, VOCABULARIES

PARTIAL = frozenset({"members", "participants", "people"})
"""Lists that are gaps where sources name some of the items only; any other field is a gap or has a value."""

_NO_GAPS = frozenset({Section.PROGRAM, Section.SOURCES, Section.GAPS, Section.RECORD})
"""Sections whose fields tell nothing that a source could be silent on."""


def is_partial(record: Record, path: str) -> bool:
    """Whether a list has some items and is a gap nevertheless."""
    return path in PARTIAL and path in record.gaps and bool(value_at(record, path))


def is_filled(record: Record, path: str, schema: Schema = BUILT_IN) -> bool:
    """Whether a record has a value at the path of a gap, by itself and not by a claim; a status "unknown" is none."""
    field, _, key = path.partition(".")
    if field == "relations" and key and key not in record.relations:  # computed ones are in no field
        return any(one.type == key and not one.told_by for one in references(record, schema))
    return value_at(record, path) not in UNSTATED


def is_gap(kind: str, path: str, schema: Schema = BUILT_IN) -> bool:
    """Whether records of a kind have a field at a path, or it is the word `money`."""
    if path == MONEY:
        return True
    keys = path.split(".")
    try:
        specs = [spec_at_keys(kind, keys[: number + 1], schema) for number in range(len(keys))]
    except NotAField:
        return False
    if specs[0].about.section in _NO_GAPS:
        return False
    if keys[0] == "relations" and keys[1:]:
        relation = schema.relations.get(keys[1])
        return relation is not None and kind in relation.sources
    return all(_may_be_called(holder, name) for holder, name in zip(specs, keys[1:], strict=False))


def _may_be_called(holder: FieldSpec, name: str) -> bool:
    """Whether an item, that is not there, could go by a name: one of a vocabulary where such keys name the items."""
    naming = parts(holder).get(name_field(holder.name)) if holder.is_items and not holder.item else None
    return naming is None or not naming.about.vocabulary or name in VOCABULARIES[naming.about.vocabulary]


def nearest_gap(kind: str, path: str, schema: Schema = BUILT_IN) -> str:
    """Return the field that was probably meant; "" where none is like it."""
    fields = [spec.name for spec in schema.fields(kind).values() if spec.about.section not in _NO_GAPS]
    relations = [f"relations.{key}" for key, one in schema.relations.items() if kind in one.sources]
    known = [*fields, *relations, MONEY]
    near = f"relations.{path}" if f"relations.{path}" in relations else ""
    return near or next(iter(difflib.get_close_matches(path, known, 1)), "")
