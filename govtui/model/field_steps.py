"""A field path followed through the schema: what may stand at each of its steps, whether or not a record has anything there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from govtui.model.fields import FieldSpec, parts, unknown
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS
from govtui.model.schema import ValueType

ANY_KIND = "*"
"""In place of a kind in a vocabulary's name: of a record whose kind is not known."""


class Step(NamedTuple):
    """One step of a field path."""

    name: str
    spec: FieldSpec
    """What may stand there."""
    holder: FieldSpec | None
    """What it stands in; None for a field of the record."""
    path: str
    """The path up to here."""


class NoField(Exception):
    """The schema has nothing there. `place` counts the keys of the path that it does have; `names` could come next."""

    def __init__(self, place: int, names: Sequence[str]) -> None:
        super().__init__(place)
        self.place = place
        self.names = tuple(names)


def spec_of(kind: str, keys: Sequence[str | int], schema: Schema = BUILT_IN) -> FieldSpec:
    """What may stand in a record of a kind at a path of keys, and of positions in lists. Raises NoField."""
    inside: Mapping[str, FieldSpec] = schema.fields(kind)
    here: FieldSpec | None = None
    if len(keys) > 1 and keys[0] == "x" and f"x.{keys[1]}" in inside:
        keys = [f"x.{keys[1]}", *keys[2:]]
    for place, key in enumerate(keys):
        found = inside.get(str(key)) if here is None else _below(kind, here, key, schema)
        if found is None:
            raise NoField(place, list(inside if here is None else parts(here)))
        here = found
    assert here is not None, "a path has at least one key"
    return here


def _below(kind: str, here: FieldSpec, key: str | int, schema: Schema) -> FieldSpec | None:
    if here.name == "relations" and here.keyed:
        return schema.relation_spec(kind, str(key))
    if here.keyed or here.is_localized:
        return here.entry(str(key))
    if here.is_items:
        return here.called(str(key))
    if here.is_list:
        return here.element
    if here.is_table:
        return parts(here).get(str(key))
    return unknown(str(key)) if here.value_type is ValueType.ANY else None


def spec_at(kind: str, path: str, schema: Schema = BUILT_IN) -> FieldSpec:
    """What may stand at a field path of records of a kind; of any kind where that is not known."""
    return steps(kind, path, schema)[-1].spec


@lru_cache(maxsize=1 << 12)
def steps(kind: str, path: str, schema: Schema = BUILT_IN) -> tuple[Step, ...]:
    """The steps of a path."""
    kinds = [kind] if kind in MODELS else list(MODELS)
    begun = [step for one in kinds if (step := schema.first_step(one, path))[0] in schema.fields(one)]
    own = (step for step in begun if step[0] != "x")  # of a kind that declares it, if any does
    name, rest = next(own, begun[0] if begun else ("", ""))
    spec = next((found for one in kinds if (found := schema.fields(one).get(name))), None)
    if spec is None:
        name, _, rest = path.partition(".")
        spec = unknown(name)
    elif not kind and spec.about.vocabulary.endswith(f".{name}"):
        spec = spec._replace(about=spec.about._replace(vocabulary=f"{ANY_KIND}.{name}"))
    way: list[Step] = [Step(name, spec, None, name)]
    so_far = name
    while rest:
        holder = way[-1].spec
        if holder.is_items:
            name, rest = _item(holder, rest)
            inner = holder.called(name)
        else:
            name, _, rest = rest.partition(".")
            inner = _inner(holder, name, kind, schema)
        so_far = f"{so_far}.{name}"
        way.append(Step(name, inner, holder, so_far))
        if rest and inner.value_type is ValueType.ANY and inner.part is None and not inner.keyed:
            way.append(Step(rest, inner, inner, f"{so_far}.{rest}"))
            break
    return tuple(way)


def _inner(holder: FieldSpec, name: str, kind: str, schema: Schema) -> FieldSpec:
    if holder.is_table:
        part = parts(holder).get(name)
        if part is not None and part.about.value_of:
            return spec_at(kind, holder.item, schema)
        return part or unknown(name, holder.name)
    if holder.name == "relations":
        return schema.relation_spec(kind, name)
    if holder.keyed or holder.is_localized:
        return holder.entry(name)
    return unknown(name)


def _item(spec: FieldSpec, rest: str) -> tuple[str, str]:
    """The item that a path names, and the path on from there; an item's name may have dots in it."""
    known, words = parts(spec), rest.split(".")
    has_dots = any(part.about.value_of for part in known.values())
    places = range(len(words) - 1, 0, -1) if has_dots else range(1, len(words))
    for place in places:
        if words[place] in known:
            return ".".join(words[:place]), ".".join(words[place:])
    return rest, ""
