"""Where a field path leads in a record: what may stand there, what does, and which places lie below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import BaseModel

from govtui.model.dates import PartialDate
from govtui.model.parts import Citation
from govtui.model.paths import item_names, names, overlap
from govtui.model.record import Record
from govtui.model.shapes import Form, Shape, parts, relation_shape, writable_relations


class Spot(NamedTuple):
    """One place in a record."""

    path: str
    """In its usual spelling, as Change has it."""
    shape: Shape
    value: Any
    """What stands there, as the model has it; None, or an empty list or table, when nothing does."""


def spot(record: Record, path: str) -> Spot | None:
    """The nearest place at or above `path` that an editor can show; None when there is nothing of that name.

    The path may call an item by any of its names or by its position, as problems and pages do; the answer calls it as
    Change does. A language at the end ("name.vi") is left away: the languages of a text are written together.
    """
    first, _, rest = path.partition(".")
    shape = parts(type(record)).get(first)
    if shape is None:
        return None
    return _inside(record, shape, first, getattr(record, _attribute(type(record), first)), rest)


def _attribute(model: type[BaseModel], name: str) -> str:
    return next(attribute for attribute, info in model.model_fields.items() if (info.alias or attribute) == name)


def _inside(record: Record, shape: Shape, path: str, value: Any, rest: str) -> Spot | None:
    here = Spot(path, shape, value)
    if not rest:
        return here
    if shape.form is Form.ITEMS:
        return _item(record, shape, path, value, rest) or here
    if shape.form is Form.TABLE and shape.model is not None:
        return _part(record, shape, path, value, rest) or here
    if shape.form is Form.MAP:
        name, _, rest = rest.partition(".")
        inner = value.get(name)
        if shape.name == "relations":
            return Spot(f"{path}.{name}", relation_shape(record.kind, name), inner)
        return Spot(f"{path}.{name}", Shape(Form.TEXT, name, shape.name), inner)
    return here


def _item(record: Record, shape: Shape, path: str, items: Sequence[Any], rest: str) -> Spot | None:
    name_of_list = path.rpartition(".")[2]
    exact = list(zip(names(name_of_list, items), items, strict=True))
    loose = [(called, item) for item in items for called in item_names(item)]
    counted = [(str(position), item) for position, item in enumerate(items, 1)]
    for known in (exact, loose, counted):
        fitting = [(called, item) for called, item in known if f"{rest}.".startswith(f"{called}.")]
        if fitting:
            called, item = max(fitting, key=lambda pair: len(pair[0]))
            usual = next(name for name, each in exact if each is item)
            table = Shape(Form.TABLE, usual, name_of_list, model=type(item))
            return _inside(record, table, f"{path}.{usual}", item, rest[len(called) + 1 :])
    return None


def _part(record: Record, shape: Shape, path: str, value: Any, rest: str) -> Spot | None:
    assert shape.model is not None
    name, _, rest = rest.partition(".")
    part = parts(shape.model, _owner(shape)).get(name)
    if part is None:
        return None
    inner = getattr(value, _attribute(shape.model, name)) if value is not None else None
    return _inside(record, _of_claim(record, shape, part, value), f"{path}.{name}", inner, rest)


def _owner(table: Shape) -> str:
    """What its parts call a table: an item by its list."""
    return table.owner or table.name


def _of_claim(record: Record, table: Shape, part: Shape, item: Any) -> Shape:
    """What another source says of a field has the form of that field, as far as it is written so: one of several records that
    a relation may name, one language of a text, all languages of what is no text here."""
    if table.owner != "claims" or part.name != "value" or item is None:
        return part
    claimed = spot(record, item.field)
    shape = claimed.shape if claimed is not None else part
    match item.value:
        case Mapping():
            fits = shape if shape.form is Form.LOCALIZED else replace(part, form=Form.LOCALIZED, long=True)
        case list():
            fits = shape if shape.form is Form.LIST else part
        case _ if shape.form is Form.LIST and shape.element is not None:
            fits = shape.element
        case int() if not isinstance(item.value, bool) and shape.form is not Form.NUMBER:
            fits = replace(part, form=Form.NUMBER)
        case _ if shape.form in (Form.TABLE, Form.ITEMS, Form.MAP, Form.FREE, Form.LOCALIZED):
            fits = replace(part, form=Form.TEXT, long=shape.form is Form.LOCALIZED)
        case _:
            fits = shape
    return replace(fits, name="value", owner="claims", required=True)


def below(record: Record, path: str = "") -> Iterator[Spot]:
    """The places one step below `path`, in the order of the schema, empty ones too; of a list its items."""
    if not path:
        for name, shape in parts(type(record)).items():
            if shape.form is not Form.FREE:
                yield Spot(name, shape, getattr(record, _attribute(type(record), name)))
        return
    here = spot(record, path)
    if here is None:
        return
    shape, value = here.shape, here.value
    if shape.form is Form.ITEMS:
        for name in names(shape.name, value):
            if found := spot(record, f"{path}.{name}"):
                yield found
    elif shape.form is Form.TABLE and shape.model is not None:
        inside = parts(shape.model, _owner(shape))
        for name, part in sorted(inside.items(), key=lambda one: one[0] == "key"):  # what nobody reads comes last
            if part.form is not Form.FREE and (found := spot(record, f"{path}.{name}")):
                yield found
    elif shape.form is Form.MAP:
        known = writable_relations(record.kind) if shape.name == "relations" else ()
        for name in dict.fromkeys((*known, *value)):
            if found := spot(record, f"{path}.{name}"):
                yield found


def plain(value: Any) -> object:
    """A value of a model as the plain TOML value that a Change carries."""
    if isinstance(value, BaseModel):
        return {
            info.alias or name: plain(inner)
            for name, info in type(value).model_fields.items()
            if (inner := getattr(value, name)) not in (None, [], {})
        }
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def covering(record: Record, path: str) -> list[Citation]:
    """The citations that say they cover a field: by its own path, or by one above or below it."""
    return [citation for citation in record.sources if any(overlap(path, field) for field in citation.fields)]
