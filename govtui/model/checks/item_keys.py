"""Checks of keys that name an item of the same record: whether it is there, and whether items are part of themselves."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from govtui.model.checks.context import CheckContext
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.item_names import item_names, item_paths, loose_names
from govtui.model.measures_over_time import areas_of
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Declaration, Record


class _KeyField(NamedTuple):
    """A field of the items of a list whose value names an item of the record: of the same list, or of another."""

    list: FieldSpec
    spec: FieldSpec
    others: FieldSpec
    """The list of the item that is named."""


@cache
def _key_fields(kind: str) -> tuple[_KeyField, ...]:
    here = fields(MODELS[kind])
    inside = [(one, spec) for one in here.values() if one.is_items for spec in parts(one).values()]
    return tuple(_KeyField(one, spec, here[spec.about.item_of]) for one, spec in inside if spec.about.item_of)


def item_key_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`unknown_key_ref` (error) with the nearest item; `item_cycle`: items are part of each other in a circle."""
    here = vars(record)
    for field in _key_fields(record.kind):
        held: Sequence[Any] = here[field.list.attribute]
        if not held or not any(field.spec.held_by(item) for item in held):
            continue
        others = here[field.others.attribute]
        names = item_names(field.others.name, others)
        for path, item in item_paths(field.list.name, held):
            given = field.spec.held_by(item)
            if given and given not in names:
                if field.others.name == "areas" and _is_area_elsewhere(given, record, context):
                    continue
                values = {"given": given, "field": field.others.name, **_near(given, names, others)}
                yield Problem("unknown_key_ref", Severity.ERROR, field=f"{path}.{field.spec.name}", values=values)
        if field.others.name == field.list.name:
            above = {name: field.spec.held_by(item) or "" for name, item in zip(names, held, strict=True)}
            for circle in _circles(above):
                place = f"{field.list.name}.{circle[0]}.{field.spec.name}"
                values = {"cycle": " → ".join(circle)}
                yield Problem("item_cycle", Severity.WARNING, field=place, values=values)


def _is_area_elsewhere(given: str, record: Record, context: CheckContext) -> bool:
    """Whether a key names a priority area of the text that a record implements."""
    return isinstance(record, Declaration) and given in areas_of(record, context.record)


def _near(given: str, names: Sequence[str], items: Sequence[object]) -> dict[str, str | int]:
    """Return the name that was probably meant; `sure` where no other one is like it."""
    called = [name for name, item in zip(names, items, strict=True) if given in loose_names(item)]
    near = called or difflib.get_close_matches(given, names, 2)
    return {"near": near[0] if near else "", **({"sure": 1} if len(near) == 1 else {})}


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each circle of names that are below each other: from its first name in order round to that name again."""
    done: set[str] = set()
    for first in above:
        way: list[str] = []
        name = first
        while name in above and name not in done:
            done.add(name)
            way.append(name)
            name = above[name]
        if name in way:
            yield [*way[way.index(name) :], name]
