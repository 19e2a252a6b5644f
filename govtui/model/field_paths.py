"""Field paths: what stands in a record at a path like "areas.2.name.en", and what may stand there.

`step` is the one way from a model or plain data to what is next on a path, and `inner_spec` from a spec. All else is made
of them: values (`value_at`, `locate`), fields with their specs (`resolve`, `children`), specs alone (`path_steps`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from govtui.model.dates import PartialDate
from govtui.model.fields import FieldSpec, fields, parts, unknown
from govtui.model.item_names import item_names, item_paths, loose_names
from govtui.model.localized import normal
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.parts import Citation
from govtui.model.path_overlap import path_key
from govtui.model.plain_record import PlainRecord, held
from govtui.model.record import MODELS, Record
from govtui.model.schema import ValueType
from govtui.model.value import Value
from govtui.model.vocabulary import VOCABULARIES


class Step(NamedTuple):
    """One step of a path into a value."""

    key: str | int
    """The key of a table, or the index in a list."""
    name: str
    """The key, or what the item is called."""
    value: Any
    rest: str
    """The path on from there."""


def step(here: Any, list_name: str, path: str) -> Step | None:
    """Take the first step of a path into a model, or a table or list of plain data; None where it leads nowhere.

    An item of a list goes by its name, else by a loose one, else by its position. Keys and names may have dots in them, so
    the longest that fits is meant. `list_name`: the key of `here` where it is a list.
    """
    if isinstance(here, dict):
        if path in here:  # nearly always, and then none is longer
            return Step(path, path, here[path], "")
        return _longest([(key, normal(key)) for key in here], here, path)
    if isinstance(here, list):
        names = [normal(name) for name in item_names(list_name, here)]
        if exact := _longest(list(enumerate(names)), here, path):
            return exact
        loose = [(index, normal(name)) for index, item in enumerate(here) for name in loose_names(item)]
        counted = [(index, str(index + 1)) for index in range(len(here))]
        found = _longest(loose, here, path) or _longest(counted, here, path)
        return found._replace(name=names[int(found.key)]) if found else None
    kind: Any = type(here)
    name, _, rest = path.partition(".")
    attribute = _attributes(kind).get(name)
    value = getattr(here, attribute) if attribute else None
    return None if value is None else Step(name, name, value, rest)


def _longest(called: Sequence[tuple[str | int, str]], here: Any, path: str) -> Step | None:
    dotted = f"{path}."
    fitting = [(key, name) for key, name in called if name and dotted.startswith(f"{name}.")]
    if not fitting:
        return None
    key, name = max(fitting, key=lambda pair: len(pair[1]))
    return Step(key, name, here[key], path[len(name) + 1 :])


@cache
def _attributes(kind: type) -> Mapping[str, str]:
    """Return the attributes of a model by the names that files use; none of what is no model."""
    return {spec.name: spec.attribute for spec in fields(kind).values()} if issubclass(kind, Value) else {}


def value_at(here: Any, path: str) -> Any:
    """Return the value at a path of a record, a part or their plain data; None when nothing stands there.

    "name" is the whole table, "name.vi" one language of it.
    """
    kind: Any = type(here)
    if attribute := _attributes(kind).get(path):  # checks ask so for most citations: a quarter of the time
        return getattr(here, attribute)
    list_name = ""
    while path:
        found = step(here, list_name, path)
        if found is None:
            return None
        _, list_name, here, path = found
    return here


def locate(here: Any, path: str) -> tuple[tuple[str | int, ...], str]:
    """Return a path by keys and indices as far as it leads, and the rest of it that is not there."""
    keys: tuple[str | int, ...] = ()
    list_name, path = "", normal(path)
    while path and (found := step(here, list_name, path)):
        key, list_name, here, path = found
        keys = (*keys, key)
    return keys, path


def citations_for(record: Record | PlainRecord, path: str) -> list[Citation]:
    """Return the citations that cover a field: by its own path, or by one above or below it."""
    wanted = f"{path_key(path)}."  # a page asks for each of its fields
    found = []
    for citation in record.sources:
        for field in citation.fields:
            covered = f"{path_key(field)}."
            if wanted.startswith(covered) or covered.startswith(wanted):
                found.append(citation)
                break
    return found


def field_paths_of(kind: str, schema: Schema = BUILT_IN) -> tuple[str, ...]:
    """Return the paths by which a record of a kind may name its fields: every field, and each relation that it may have."""
    return (*schema.fields(kind), *(f"relations.{one}" for one in schema.writable_relations(kind)))


def field_path_values(here: Value, prefix: str = "") -> Iterator[tuple[str, str | list[str]]]:
    """Yield each field whose value is a field path, or several ("claims.date.field", "sources.un.for"), with its value."""
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
def _holding_paths(model: type[Value]) -> Sequence[FieldSpec]:
    """Return the fields of a model that are field paths, or in whose parts some are."""
    return [
        spec
        for spec in fields(model).values()
        if spec.value_type is ValueType.FIELD_PATH or (spec.part is not None and _holding_paths(spec.part))
    ]


def to_toml(value: Any) -> object:
    """Return a value of a model as the plain TOML value that a Change carries."""
    if isinstance(value, Value):
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


# -- Fields of a record, or of the plain data of one, with their specs -------------------------------------------------


class FieldRef(NamedTuple):
    """A field of a record: its path in the usual spelling (as Change has it), its spec and its value."""

    path: str
    spec: FieldSpec
    value: Any
    """As the model has it, of a PlainRecord as TOML has it; None, or an empty list or table, where there is none."""


def resolve(record: Record | PlainRecord, path: str, schema: Schema = BUILT_IN) -> FieldRef | None:
    """Return the field at a path, else the nearest above it that a form can show; None when the first name is unknown.

    Items may go by any of their names or by their position, as in problems and pages. A language at the end ("name.vi") is
    left away: the languages of a text are edited together. Keys that the schema does not know have the spec `unknown`.
    """
    name, rest = schema.first_step(record.kind, path)
    spec = schema.fields(record.kind).get(name)
    if spec is None:
        found = step(record.data, "", path) if isinstance(record, PlainRecord) else None
        return FieldRef(found.name, unknown(found.name), found.value) if found else None
    here = FieldRef(name, spec, held(spec, record))
    while rest and (below := _below(record, here, rest, schema)):
        here, rest = below
    return here


def _below(record: Record | PlainRecord, here: FieldRef, path: str, schema: Schema) -> tuple[FieldRef, str] | None:
    """Return the field one step below another, and the path on from there; None where a form shows nothing below it."""
    spec, value = here.spec, here.value
    if not spec.is_editable or not (spec.is_items or spec.is_table or spec.keyed):
        return None
    name, _, rest = path.partition(".")
    if spec.is_table and name in parts(spec):
        part = parts(spec)[name]
        inner = held(part, value)
        if part.about.value_of and value is not None:
            part = _claimed_spec(record, part, value_at(value, part.about.value_of), inner, schema)
        return FieldRef(f"{here.path}.{name}", part, inner), rest
    found = step(value, spec.name, path) if isinstance(value, list if spec.is_items else dict) else None
    if found is None:
        if not spec.keyed:
            return None
        found = Step(name, name, None, "")
    below = inner_spec(record.kind, spec, found.name, schema) or unknown(found.name, spec.name)
    return FieldRef(f"{here.path}.{found.name}", below, found.value), found.rest


def _claimed_spec(
    record: Record | PlainRecord, part: FieldSpec, field: object, value: Any, schema: Schema
) -> FieldSpec:
    """Return the spec of what another source says of a field: that of the field, as far as the value is written so.

    It may be one of several records that a relation names, one language of a text, or all languages of what is no text here.
    """
    found = resolve(record, field, schema) if isinstance(field, str) else None
    of = found.spec if found is not None else part
    match value:
        case Mapping():
            fits = of if of.is_localized else part.as_type(ValueType.LOCALIZED, long=True)
        case list():
            named = parts(of).get(of.about.items.name) if of.is_items and of.about.items else None
            fits = named._replace(many=True) if named else of if of.is_list else part
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
    """Yield the fields one step below `path` in reading order, empty ones too; of a list its items.

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
        if below := _below(record, here, name, schema):
            yield below[0]


def entries(kind: str, spec: FieldSpec, schema: Schema = BUILT_IN) -> tuple[str, ...]:
    """Return the known keys of a table with free keys: relations, keys of a vocabulary."""
    if spec.name == "relations":
        return schema.writable_relations(kind)
    return VOCABULARIES.get(spec.about.vocabulary, ())


# -- Paths through the schema alone ------------------------------------------------------------------------------------


class NotAField(Exception):
    """The schema has nothing at a path. `place` counts the keys of it that are known; `names` could come next."""

    def __init__(self, place: int, names: Sequence[str]) -> None:
        super().__init__(place)
        self.place = place
        self.names = tuple(names)


def inner_spec(kind: str, here: FieldSpec, name: str, schema: Schema) -> FieldSpec | None:
    """Return the spec one step below another: of a part, an item, an entry, a language; None where the schema has none."""
    if here.keyed and here.name == "relations":
        return schema.relation_spec(kind, name)
    if here.keyed or here.is_localized:
        return here.entry(name)
    if here.is_items:
        return here.called(name)
    if here.is_list:
        return here.element
    if here.is_table:
        return parts(here).get(name)
    return unknown(name) if here.value_type is ValueType.ANY else None


def spec_at_keys(kind: str, keys: Sequence[str | int], schema: Schema = BUILT_IN) -> FieldSpec:
    """Return the spec at a path of keys, and of indices of lists, in records of a kind. Raises NotAField."""
    if len(keys) > 1 and keys[0] == "x" and f"x.{keys[1]}" in schema.own(kind):
        keys = [f"x.{keys[1]}", *keys[2:]]
    inside: Mapping[str, FieldSpec] = schema.fields(kind)
    here: FieldSpec | None = None
    for place, key in enumerate(keys):
        found = inside.get(str(key)) if here is None else inner_spec(kind, here, str(key), schema)
        if found is None:
            raise NotAField(place, list(inside if here is None else parts(here)))
        here = found
    assert here is not None, "a path has at least one key"
    return here


ANY_KIND = "*"
"""In place of a kind in a vocabulary's name: of a record of an unknown kind."""


class PathStep(NamedTuple):
    """One step of a field path through the schema."""

    name: str
    spec: FieldSpec
    holder: FieldSpec | None
    """What it stands in; None for a field of the record."""
    path: str
    """The path up to here."""


def spec_at(kind: str, path: str, schema: Schema = BUILT_IN) -> FieldSpec:
    """Return the spec at a field path of records of a kind, of any kind where that is unknown."""
    return path_steps(kind, path, schema)[-1].spec


@lru_cache(maxsize=1 << 12)
def path_steps(kind: str, path: str, schema: Schema = BUILT_IN) -> tuple[PathStep, ...]:
    """Return the steps of a path; those that the schema does not know have the spec `unknown`."""
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
    way, so_far = [PathStep(name, spec, None, name)], name
    while rest:
        holder = way[-1].spec
        if holder.is_items:
            name, rest = _split_item(holder, rest)
        else:
            name, _, rest = rest.partition(".")
        inner = inner_spec(kind, holder, name, schema) or unknown(name, holder.name if holder.is_table else "")
        if inner.about.value_of:
            inner = spec_at(kind, holder.item, schema)
        so_far = f"{so_far}.{name}"
        way.append(PathStep(name, inner, holder, so_far))
        if rest and inner.value_type is ValueType.ANY and inner.part is None and not inner.keyed:
            way.append(PathStep(rest, inner, inner, f"{so_far}.{rest}"))  # nothing is known from here on
            break
    return tuple(way)


def _split_item(spec: FieldSpec, path: str) -> tuple[str, str]:
    """Split a path after the name of an item, which may have dots in it: before a word that is a part of the item."""
    known, words = parts(spec), path.split(".")
    has_dots = any(part.about.value_of for part in known.values())
    places = range(len(words) - 1, 0, -1) if has_dots else range(1, len(words))
    for place in places:
        if words[place] in known:
            return ".".join(words[:place]), ".".join(words[place:])
    return path, ""
