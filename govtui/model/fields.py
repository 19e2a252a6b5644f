"""The fields of records and their parts as specs, derived from the annotated models.

Forms, checks, references, file order, names of items and search are made from these specs.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from govtui.model.dates import PartialDate
from govtui.model.record import MODELS
from govtui.model.schema import About, Items, Section, ValueType
from govtui.model.value import Value
from govtui.model.value_types import Limits


class FieldSpec(NamedTuple):
    """The schema of one field.

    It holds a single value, a list of values (`many`), a table (`part`), a list of tables (`part` and `many`), or a table
    with free keys (`keyed`) whose values are of `value_type`, or lists of such (`keyed` and `many`).
    """

    name: str
    """As files have it; of a registry's own field its path, "x.budget"."""
    attribute: str
    """As the model has it; of a registry's own field its key in the table `x`."""
    about: About
    value_type: ValueType
    """Of the value, or of one value of a list; ANY for tables."""
    many: bool = False
    keyed: bool = False
    part: type[Value] | None = None
    required: bool = False
    allowed: frozenset[str] = frozenset()
    """TOML types of the value, or of one item of a list: text, integer, number, boolean, table, anything."""
    owner: str = ""
    """The list or table that the field is a part of ("people"); "" for a field of a record."""
    item: str = ""
    """Of one item of a list of tables: its name in field paths. `name` is that of the list."""
    choices: tuple[str | int, ...] = ()
    """The only allowed values; none: any of the value type."""
    limits: tuple[int, int] | None = None
    """The least and the greatest number, both allowed."""

    @property
    def is_items(self) -> bool:
        """Whether it is a list of tables."""
        return self.many and self.part is not None

    @property
    def is_table(self) -> bool:
        """Whether it is one table."""
        return self.part is not None and not self.many

    @property
    def is_list(self) -> bool:
        """Whether it is a list of plain values."""
        return self.many and self.part is None and not self.keyed

    @property
    def is_plain(self) -> bool:
        """Whether files have it as a value or a list of values, not as tables."""
        return self.part is None and not self.keyed and not self.is_localized

    @property
    def is_choice(self) -> bool:
        """Whether its values are keys of a vocabulary."""
        return self.value_type is ValueType.KEY and bool(self.about.vocabulary)

    @property
    def is_reference(self) -> bool:
        """Whether its values name records."""
        return self.value_type in (ValueType.REFERENCE, ValueType.TARGET) or self.about.refers is not None

    @property
    def is_text(self) -> bool:
        """Whether its values are free texts: none of a closed set, and no reference."""
        plain = self.value_type in (ValueType.TEXT, ValueType.FIELD_PATH, ValueType.KEY)
        return plain and not self.is_choice and not self.is_reference

    @property
    def has_input(self) -> bool:
        """Whether a form has one input for it: for a value, or for a list of values."""
        return self.is_editable and self.part is None and not self.keyed

    @property
    def is_localized(self) -> bool:
        """Whether it is a text by language, or may be."""
        return self.value_type in (ValueType.LOCALIZED, ValueType.QUOTE) and not self.many and not self.keyed

    @property
    def is_own(self) -> bool:
        """Whether the registry declares it, not the program."""
        return self.about.section is Section.OWN

    @property
    def is_editable(self) -> bool:
        """Whether forms have it: not what the program writes, and not private notes."""
        return self.about.section is not Section.PROGRAM and (
            self.part is not None or self.value_type is not ValueType.ANY
        )

    @property
    def takes(self) -> frozenset[str]:
        """TOML types of the field as a whole."""
        if self.keyed:
            return frozenset({"table"})
        return frozenset({"list"}) if self.many else self.allowed

    @property
    def element(self) -> FieldSpec:
        """The spec of one value or table of a list; of any other field its own."""
        return self._replace(many=False, required=True) if self.many and not self.keyed else self

    def entry(self, key: str) -> FieldSpec:
        """Return the spec of the value at a key of a table with free keys, or of one language of a text."""
        value_type = ValueType.TEXT if self.is_localized else self.value_type
        about = About(long=self.about.long)
        many = self.many and not self.is_localized
        return FieldSpec(key, key, about, value_type, many=many, allowed=self.allowed - {"table"}, owner=self.name)

    def called(self, name: str) -> FieldSpec:
        """Return the spec of one item of a list of tables; `name` may be unknown ("")."""
        return self._replace(many=False, item=name)

    def as_type(self, value_type: ValueType, *, long: bool = False) -> FieldSpec:
        """Return the spec with a single value of another type: a claim on a field need not be of its type."""
        about = self.about._replace(vocabulary="", refers=None, items=None, long=long)
        return self._replace(
            about=about, value_type=value_type, many=False, keyed=False, part=None, choices=(), limits=None
        )

    def held_by(self, holder: Any) -> Any:
        """Return the value of the field in a record or part (a model)."""
        if self.is_own:
            return holder.x.get(self.attribute)
        return getattr(holder, self.attribute)


def unknown(name: str, owner: str = "") -> FieldSpec:
    """Return the spec of a key that the schema does not have."""
    return FieldSpec(name, name, About(), ValueType.ANY, allowed=frozenset({"anything"}), owner=owner)


def of_type(value_type: ValueType, name: str = "", owner: str = "") -> FieldSpec:
    """Return the spec of a single value that is no field by itself."""
    return FieldSpec(name, name, About(), value_type, owner=owner)


@cache
def fields(model: type[Value], owner: str = "") -> Mapping[str, FieldSpec]:
    """Return the fields of a record or part by the names that files use, in the order of the class."""
    kind = next((kind for kind, known in MODELS.items() if known is model), "")
    found = {}
    for attribute, info in model.model_fields.items():
        about = next((each for each in info.metadata if isinstance(each, About)), About())
        if "{kind}" in about.vocabulary:
            about = about._replace(vocabulary=about.vocabulary.format(kind=kind))
        name = info.alias or attribute
        found[name] = _spec(name, attribute, about, info.annotation, info.is_required, owner)
    return found


@cache
def reading_order(model: type[Value]) -> Mapping[str, FieldSpec]:
    """Return the fields of a record in reading order: by section, those of its kind before those of all kinds."""
    order = list(Section)
    common = set(model.__base__.model_fields) if model.__base__ and issubclass(model.__base__, Value) else set()

    def place(spec: FieldSpec) -> tuple[int, bool]:
        section = spec.about.section
        return (order.index(section) if section else len(order), spec.attribute in common)

    return {spec.name: spec for spec in sorted(fields(model).values(), key=place)}


@cache
def walk(model: type[Value]) -> tuple[tuple[tuple[FieldSpec, ...], FieldSpec], ...]:
    """Return every field of a record and of its parts, each with the lists and tables that lead to it."""
    return tuple(walk_from(fields(model)))


def walk_from(
    specs: Mapping[str, FieldSpec], way: tuple[FieldSpec, ...] = ()
) -> Iterator[tuple[tuple[FieldSpec, ...], FieldSpec]]:
    """Yield these fields and those of their parts, each with the lists and tables that lead to it, `way` first."""
    for spec in specs.values():
        yield way, spec
        yield from walk_from(parts(spec), (*way, spec))


def path_of(way: Sequence[FieldSpec], spec: FieldSpec) -> str:
    """Return the field path of a field without names of items ("steps.by")."""
    return ".".join([*(step.name for step in way), spec.name])


def parts(spec: FieldSpec) -> Mapping[str, FieldSpec]:
    """Return the fields of the table in a field, or of each table of a list; none for other fields."""
    return fields(spec.part, spec.name) if spec.part is not None else {}


def fields_at(model: type[Value], path: Iterable[str | int]) -> Mapping[str, FieldSpec]:
    """Return the fields of the table at a path of keys and indices; none where the schema has no such table."""
    here = fields(model)
    for step in path:
        if isinstance(step, str):
            here = parts(here[step]) if step in here else {}
    return here


def item_lists() -> Iterator[tuple[str, Items]]:
    """Yield the name of every list of tables, kind by kind, with what its items are called."""
    for model in MODELS.values():
        for _, spec in walk(model):
            if spec.is_items:
                yield spec.name, spec.about.items or Items()


@cache
def items_of(list_name: str) -> Items:
    """Return what the items of the lists of this name are called; lists of one name name their items alike."""
    return next((items for name, items in item_lists() if name == list_name), Items())


_OF_PYTHON = {
    str: (ValueType.TEXT, "text"),
    int: (ValueType.NUMBER, "integer"),
    float: (ValueType.NUMBER, "number"),
    bool: (ValueType.YES_NO, "boolean"),
    PartialDate: (ValueType.DATE, "text"),
    Any: (ValueType.ANY, "anything"),
}
"""The value type and the TOML type of each Python type."""


def _spec(name: str, attribute: str, about: About, annotation: Any, required: bool, owner: str) -> FieldSpec:
    value_types: list[ValueType] = []
    allowed: set[str] = set()
    many = keyed = False
    part = None
    choices: tuple[str | int, ...] = ()
    limits = None
    for kind, metadata in _alternatives(annotation):
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        marks = [each for each in metadata if isinstance(each, ValueType)]
        marked = ValueType.QUOTE if ValueType.QUOTE in marks else marks[-1] if marks else None
        if origin is list or (origin is dict and marked is None):
            one = _spec(name, attribute, about, arguments[-1], True, owner)
            many, keyed, part = many or origin is list or one.many, keyed or origin is dict, part or one.part
            choices, limits = choices + one.choices, limits or one.limits
            value_types.append(one.value_type)
            allowed |= one.allowed
        elif origin is dict or (isinstance(kind, type) and issubclass(kind, Value)):
            part = part if origin is dict else kind
            value_types.append(marked or ValueType.ANY)
            allowed.add("table")
        else:
            if origin is typing.Literal:
                choices, kind = choices + arguments, type(arguments[0])
            value_type, plain = _OF_PYTHON[kind]
            value_types.append(marked or value_type)
            allowed.add(plain)
            limits = limits or _limits(metadata)
    if about.value_of:  # one value or several, as the field that it speaks of has it
        many = False
        allowed.add("list")
    value_type = about.value_type or next((each for each in value_types if each is ValueType.LOCALIZED), value_types[0])
    found = FieldSpec(name, attribute, about, value_type, many, keyed, part, required, frozenset(allowed), owner)
    return found._replace(choices=choices, limits=limits) if choices or limits else found


def _limits(metadata: tuple[Any, ...]) -> tuple[int, int] | None:
    return next(((one.ge, one.le) for one in metadata if isinstance(one, Limits)), None)


def _alternatives(annotation: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the types that an annotation allows, without None, each with its metadata."""
    if typing.get_origin(annotation) is typing.Annotated:
        inner, *metadata = typing.get_args(annotation)
        for kind, more in _alternatives(inner):
            yield kind, (*metadata, *more)
    elif typing.get_origin(annotation) in (types.UnionType, typing.Union):
        for kind in typing.get_args(annotation):
            yield from _alternatives(kind)
    elif annotation is not type(None):
        yield annotation, ()
