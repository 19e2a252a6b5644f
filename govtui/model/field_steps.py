"""A field path followed through the schema: what may stand at each of its steps, whether or not a record has anything there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from govtui.model.base import Value
from govtui.model.parts import Checked, Translation
from govtui.model.record import MODELS
from govtui.model.shapes import Form, Shape, parts, relation_shape

MADE_BY_PROGRAM: Mapping[str, type[Value]] = {"checked": Checked, "translations": Translation}
"""Lists that have no form to be edited in, so that their shape has no model."""

ANY_KIND = "*"
"""In place of a kind in a vocabulary's name: of a record whose kind is not known."""


class Step(NamedTuple):
    """One step of a field path."""

    name: str
    shape: Shape
    """What may stand there."""
    holder: Shape | None
    """What it stands in; None for a field of the record."""
    path: str
    """The path up to here."""


def shape_at(kind: str, path: str) -> Shape:
    """What may stand at a field path of records of a kind; of any kind where that is not known."""
    return steps(kind, path)[-1].shape


def known_parts(holder: Shape) -> Mapping[str, Shape]:
    """The fields of a table, by name."""
    return parts(holder.model, holder.owner or holder.name) if holder.model is not None else {}


@cache
def steps(kind: str, path: str) -> tuple[Step, ...]:
    """The steps of a path."""
    first, _, rest = path.partition(".")
    models = [MODELS[kind]] if kind in MODELS else list(MODELS.values())
    shape = next((found for model in models if (found := parts(model).get(first))), None)
    if shape is None:
        shape = Shape(Form.FREE, first)
    elif not kind and first in ("type", "status"):
        shape = replace(shape, vocabulary=f"{ANY_KIND}.{first}")
    elif shape.name in MADE_BY_PROGRAM and shape.form is Form.FREE:
        shape = replace(shape, form=Form.ITEMS, model=MADE_BY_PROGRAM[shape.name])
    way: list[Step] = [Step(first, shape, None, first)]
    so_far = first
    while rest:
        holder = way[-1].shape
        if holder.form is Form.ITEMS and holder.model is not None:
            name, rest = _item(holder, rest)
            inner = Shape(Form.TABLE, name, holder.name, model=holder.model)
        else:
            name, _, rest = rest.partition(".")
            inner = _inner(holder, name, kind)
        so_far = f"{so_far}.{name}"
        way.append(Step(name, inner, holder, so_far))
        if inner.form is Form.FREE and rest:
            way.append(Step(rest, inner, inner, f"{so_far}.{rest}"))
            break
    return tuple(way)


def _inner(holder: Shape, name: str, kind: str) -> Shape:
    if holder.form is Form.TABLE and holder.model is not None:
        owner = holder.owner or holder.name
        if (owner, name) == ("claims", "value"):
            return shape_at(kind, holder.name)
        return known_parts(holder).get(name) or Shape(Form.FREE, name, owner)
    if holder.name == "relations":
        return relation_shape(kind, name)
    if holder.form is Form.MAP:
        return Shape(Form.TEXT, name, holder.name)
    if holder.form is Form.LOCALIZED:
        return Shape(Form.TEXT, name, holder.name, long=holder.long)
    return Shape(Form.FREE, name)


def _item(shape: Shape, rest: str) -> tuple[str, str]:
    """The item that a path names, and the path on from there; an item's name may have dots in it."""
    assert shape.model is not None
    known, words = parts(shape.model, shape.name), rest.split(".")
    places = range(len(words) - 1, 0, -1) if shape.name == "claims" else range(1, len(words))
    for place in places:
        if words[place] in known:
            return ".".join(words[:place]), ".".join(words[place:])
    return rest, ""
