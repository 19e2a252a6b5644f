"""Where a field path leads in a record: what may stand there, what does, and which places lie below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from govtui.model.dates import PartialDate
from govtui.model.fields import FieldSpec, fields, parts, unknown
from govtui.model.item_names import item_names, item_paths, loose_names
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Citation
from govtui.model.plain_record import PlainRecord, held
from govtui.model.record import MODELS, Record
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES


class FieldRef(NamedTuple):
    """One place in a record."""

    path: str
    """In its usual spelling, as Change has it."""
    spec: FieldSpec
    value: Any
    """What stands there, as the model has it; None, or an empty list or table, when nothing does. Of a PlainRecord as TOML has it."""


def resolve(record: Record | PlainRecord, path: str, schema: Schema = BUILT_IN) -> FieldRef | None:
    """The nearest place at or above `path` that an editor can show; None when there is nothing of that name.

    The path may call an item by any of its names or by its position, as problems and pages do; the answer calls it as
    Change does. A language at the end ("name.vi") is left away: the languages of a text are written together. Keys that the
    schema does not know have the spec `unknown`.
    """
    name, rest = schema.first_step(record.kind, path)
    spec = schema.fields(record.kind).get(name)
    if spec is None:
        return _unknown(record.data, "", path) if isinstance(record, PlainRecord) else None
    return _inside(record, schema, spec, name, held(spec, record), rest)


def _unknown(table: object, prefix: str, path: str, owner: str = "") -> FieldRef | None:
    """The key of a plain table that a path begins with, which may have dots in it."""
    key = _longest(table, path) if isinstance(table, Mapping) else None
    return FieldRef(f"{prefix}{key}", unknown(key, owner), table[key]) if key and isinstance(table, Mapping) else None


def _longest(names: Iterable[str], path: str) -> str | None:
    """The longest of the names that a path begins with."""
    return max((name for name in names if f"{path}.".startswith(f"{name}.")), key=len, default=None)


def _inside(
    record: Record | PlainRecord, schema: Schema, spec: FieldSpec, path: str, value: Any, rest: str
) -> FieldRef | None:
    here = FieldRef(path, spec, value)
    if not rest or not spec.is_editable:
        return here
    if spec.is_items:
        return (_item(record, schema, spec, path, value, rest) if isinstance(value, list) else None) or here
    if spec.is_table:
        return _part(record, schema, spec, path, value, rest) or here
    if spec.keyed:
        table = value if isinstance(value, Mapping) else {}
        name = _longest(table, rest) or rest.partition(".")[0]
        entry = schema.relation_spec(record.kind, name) if spec.name == "relations" else spec.entry(name)
        return FieldRef(f"{path}.{name}", entry, table.get(name))
    return here


def _item(
    record: Record | PlainRecord, schema: Schema, spec: FieldSpec, path: str, items: Sequence[Any], rest: str
) -> FieldRef | None:
    exact = list(zip(item_names(spec.name, items), items, strict=True))
    loose = [(called, item) for item in items if not isinstance(item, Mapping) for called in loose_names(item)]
    counted = [(str(position), item) for position, item in enumerate(items, 1)]
    for known in (exact, loose, counted):
        fitting = [(called, item) for called, item in known if f"{rest}.".startswith(f"{called}.")]
        if fitting:
            called, item = max(fitting, key=lambda pair: len(pair[0]))
            usual = next(name for name, each in exact if each is item)
            return _inside(record, schema, spec.called(usual), f"{path}.{usual}", item, rest[len(called) + 1 :])
    return None


def _part(
    record: Record | PlainRecord, schema: Schema, spec: FieldSpec, path: str, value: Any, rest: str
) -> FieldRef | None:
    part = parts(spec).get(rest.partition(".")[0])
    if part is None:
        return _unknown(value, f"{path}.", rest, spec.name)
    name, _, rest = rest.partition(".")
    inner = held(part, value)
    if part.about.value_of and value is not None:
        of = value.get(part.about.value_of) if isinstance(value, Mapping) else getattr(value, part.about.value_of, None)
        part = _claimed(record, schema, part, of, inner)
    return _inside(record, schema, part, f"{path}.{name}", inner, rest)


def _claimed(record: Record | PlainRecord, schema: Schema, part: FieldSpec, field: object, value: Any) -> FieldSpec:
    """What another source says of a field has the form of that field, as far as it is written so: one of several records that
    a relation may name, one language of a text, all languages of what is no text here."""
    found = resolve(record, field, schema) if isinstance(field, str) else None
    of = found.spec if found is not None else part
    match value:
        case Mapping():
            fits = of if of.is_localized else part.as_type(ValueType.LOCALIZED, long=True)
        case list():
            fits = of if of.is_list else part
        case _ if of.is_list:
            fits = of.element
        case int() if not isinstance(value, bool) and of.value_type is not ValueType.NUMBER:
            fits = part.as_type(ValueType.NUMBER)
        case _ if not of.has_input or of.is_localized:
            fits = part.as_type(ValueType.TEXT, long=of.is_localized)
        case _:
            fits = of
    about = fits.about._replace(label=part.about.label, meaning=part.about.meaning)
    return fits._replace(about=about, name=part.name, attribute=part.attribute, owner=part.owner, required=True)


def children(record: Record | PlainRecord, path: str = "", schema: Schema = BUILT_IN) -> Iterator[FieldRef]:
    """The places one step below `path`, as a reader meets them, empty ones too; of a list its items.

    Of a PlainRecord also the keys that the schema does not know, last.
    """
    if not path:
        known = schema.fields(record.kind)
        for name, spec in known.items():
            if spec.is_editable:
                yield FieldRef(name, spec, held(spec, record))
        if isinstance(record, PlainRecord):
            yield from (
                FieldRef(name, unknown(name), value) for name, value in record.data.items() if name not in known
            )
        return
    here = resolve(record, path, schema)
    if here is None:
        return
    spec, value = here.spec, here.value
    inside: list[str] = []
    keys = value if isinstance(value, Mapping) else ()
    if spec.is_items:
        inside = item_names(spec.name, value) if isinstance(value, list) else []
    elif spec.is_table:
        inside = sorted(parts(spec), key=lambda name: name == "key")  # what nobody reads comes last
        inside += [key for key in keys if key not in parts(spec)]
    elif spec.keyed:
        inside = list(dict.fromkeys((*entries(record.kind, spec, schema), *keys)))
    for name in inside:
        if found := resolve(record, f"{path}.{name}", schema):
            yield found


def entries(kind: str, spec: FieldSpec, schema: Schema = BUILT_IN) -> tuple[str, ...]:
    """The keys that a table with free keys may have, where they are known: relations, keys of a vocabulary."""
    if spec.name == "relations":
        return schema.writable_relations(kind)
    return VOCABULARIES.get(spec.about.vocabulary, ())


def to_toml(value: Any) -> object:
    """A value of a model as the plain TOML value that a Change carries."""
    if isinstance(value, BaseModel):
        return {
            info.alias or name: to_toml(inner)
            for name, info in type(value).model_fields.items()
            if (inner := getattr(value, name)) not in (None, [], {})
        }
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Mapping):
        return {key: to_toml(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_toml(inner) for inner in value]
    return value


def citations_for(record: Record | PlainRecord, path: str) -> list[Citation]:
    """The citations that say they cover a field: by its own path, or by one above or below it."""
    return [citation for citation in record.sources if any(overlap(path, field) for field in citation.fields)]


def path_key(path: str) -> str:
    """Return what two spellings of one field path share: names of items were once written with i for y (li-van-thui)."""
    return path.replace("y", "i")


def overlap(one: str, other: str) -> bool:
    """Whether two field paths are the same, or one of them leads to something inside the other."""
    first, second = path_key(one), path_key(other)
    return f"{first}.".startswith(f"{second}.") or f"{second}.".startswith(f"{first}.")


def value_at(record: BaseModel, path: str) -> Any:
    """What stands at `path`; None when nothing does. `name` is the whole table, `name.vi` one language of it."""
    if "." in path or not path:
        return _value(record, "", path)
    attribute = _attribute(type(record), path)
    return getattr(record, attribute) if attribute else None


def _value(here: Any, name: str, path: str) -> Any:
    """What stands at `path` below `here`, which is called `name` where it stands."""
    if not path or here is None:
        return here
    first, _, rest = path.partition(".")
    if isinstance(here, BaseModel):
        attribute = _attribute(type(here), first)
        return _value(getattr(here, attribute), first, rest) if attribute else None
    if isinstance(here, Mapping):
        return _value(here[first], first, rest) if first in here else None
    if isinstance(here, list):
        return _item_value(here, name, path)
    return None


@lru_cache(maxsize=1024)
def _attribute(model: type[BaseModel], key: str) -> str | None:
    """The attribute that a key of a file becomes."""
    return next((name for name, info in model.model_fields.items() if key == (info.alias or name)), None)


def _item_value(items: list[Any], name: str, path: str) -> Any:
    exact = zip(item_names(name, items), items, strict=True)
    loose = ((called, item) for item in items for called in loose_names(item))
    counted = ((str(position), item) for position, item in enumerate(items, 1))
    for known in (exact, loose, counted):
        # A name may have dots in it, as that of a claim has; so the longest one that fits is meant.
        fitting = [(called, item) for called, item in known if f"{path}.".startswith(f"{called}.")]
        if fitting:
            called, item = max(fitting, key=lambda pair: len(pair[0]))
            return _value(item, "", path[len(called) + 1 :])
    return None


def field_path_values(here: BaseModel, prefix: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """The fields of a record whose values are field paths ("claims.date.field", "sources.un.for"): one each, or several."""
    for spec in _holding_paths(type(here)):
        value = spec.held_by(here)
        if not value:
            continue
        if spec.is_items:
            for path, item in item_paths(spec.name, value):
                yield from field_path_values(item, f"{prefix}{path}.")
        elif spec.is_table:
            yield from field_path_values(value, f"{prefix}{spec.name}.")
        else:
            yield f"{prefix}{spec.name}", value


@cache
def _holding_paths(model: type[BaseModel]) -> Sequence[FieldSpec]:
    """The fields of a model that are field paths, or in whose parts some are."""
    return [
        spec
        for spec in fields(model).values()
        if spec.value_type is ValueType.FIELD_PATH or (spec.part is not None and _holding_paths(spec.part))
    ]


# -- A field path followed through the schema: what may stand at each of its steps, whether or not a record has anyth --


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
            name, rest = _item_step(holder, rest)
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


def _item_step(spec: FieldSpec, rest: str) -> tuple[str, str]:
    """The item that a path names, and the path on from there; an item's name may have dots in it."""
    known, words = parts(spec), rest.split(".")
    has_dots = any(part.about.value_of for part in known.values())
    places = range(len(words) - 1, 0, -1) if has_dots else range(1, len(words))
    for place in places:
        if words[place] in known:
            return ".".join(words[:place]), ".".join(words[place:])
    return rest, ""
