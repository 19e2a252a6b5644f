"""What kind of value stands at a field path: the schema as an editor has to know it.

Read off the models, so that it cannot say something else; what their types do not tell (vocabularies, which kinds a
reference may point at, which texts are long) stands in the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from govtui.model.dates import PartialDate
from govtui.model.record import MODELS
from govtui.model.relations import ANY, RELATIONS, SAME


class Form(StrEnum):
    """What a value is to someone who writes it."""

    TEXT = "text"
    LOCALIZED = "localized"
    """A text by language."""
    VOCABULARY = "vocabulary"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    COUNTRY = "country"
    REFERENCE = "reference"
    """The id of a record; of a relation also `country:XX`."""
    LANGUAGE = "language"
    LIST = "list"
    """Several values of one form, told by `element`."""
    TABLE = "table"
    """Named parts, told by `parts`."""
    ITEMS = "items"
    """A list of tables, each called by its name in paths."""
    MAP = "map"
    """Named texts, the names free: identifiers, links; relations, whose values are lists."""
    FREE = "free"
    """Whatever someone keeps there: for the text editor."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in a field."""

    form: Form
    name: str = ""
    """The field's name in its table."""
    owner: str = ""
    """What the table it stands in is called: "" for the record, "people" for a person, "place"."""
    vocabulary: str = ""
    kinds: frozenset[str] = ANY
    """The kinds of record that a reference may point at."""
    countries: bool = False
    """Whether a reference may name a country."""
    element: Shape | None = None
    model: type[BaseModel] | None = None
    long: bool = False
    """Whether the text may run over many lines."""
    required: bool = False
    texts: bool = False
    """Whether a reference may also be a plain text."""


_VOCABULARIES = {
    "frequency": "frequency",
    "part_of_day": "part_of_day",
    "aka.type": "alias.type",
    "people.role": "person.role",
    "figures.what": "figure.what",
    "figures.bound": "figure.bound",
    "terms.type": "term.type",
    "steps.action": "step.action",
    "measures.level": "measure.level",
    "progress.unit": "progress.unit",
    "review.state": "review.state",
    "review.name_en": "review.name_en",
}

_KINDS = {
    "source": "source",
    "sources.ref": "source",
    "publisher": "organization",
    "series.id": "event",
    "by": "organization",
    "events": "event",
    "org": "organization",
    "on_behalf_of": "organization",
}

_REFERENCES = frozenset({"source", "ref", "org", "on_behalf_of", "under", "by", "events", "see", "publisher"})
_LONG = frozenset({"summary", "note", "text", "quote", "notes"})
_PEOPLE = frozenset({"sources.by", "review.by"})
"""Fields called as references are, which hold the name of a person."""
_SHORT = frozenset({"aka.text", "terms.text", "steps.text", "figures.text"})
_FREE = frozenset({"x", "translations", "checked", "schema", "kind", "id", "former_ids", "percent"})
"""Not for forms: made by the program, or free."""


def _named(value: str) -> frozenset[str]:
    return frozenset(value.split())


_ORDER: tuple[str, ...] = (
    *("name", "title", "type", "status", "symbol", "date", "period", "date_text", "part_of_day", "series"),
    *("founded", "dissolved", "author", "publisher", "published", "accessed", "url", "lang", "countries", "place"),
    *("frequency", "summary", "theme", "note", "aka", "aims", "activities", "terms", "steps", "measures", "areas"),
    *("agenda", "people", "figures", "progress", "relations", "claims", "sources", "identifiers", "links", "sdg"),
    *("review", "file", "sha256"),
)
"""What a record is and when first, as its page has it; what it rests on last."""


@cache
def parts(model: type[BaseModel], owner: str = "") -> Mapping[str, Shape]:
    """The fields of a table, by the names that files use: of a record as a reader meets them, of a part as in the schema."""
    fields = {info.alias or attribute: info for attribute, info in model.model_fields.items()}
    order = fields if owner else [*(name for name in _ORDER if name in fields), *(n for n in fields if n not in _ORDER)]
    return {name: _shape(name, owner, fields[name], model) for name in order}


def _shape(name: str, owner: str, info: FieldInfo, model: type[BaseModel]) -> Shape:
    key = f"{owner}.{name}" if owner else name
    required = info.is_required()
    plain = Shape(Form.FREE, name, owner, required=required)
    if name in _FREE and key != "series.id":
        return plain
    if name in ("type", "status") and not owner:
        kind = next(kind for kind, known in MODELS.items() if known is model)
        return replace(plain, form=Form.VOCABULARY, vocabulary=f"{kind}.{name}")
    if vocabulary := _VOCABULARIES.get(key):
        return replace(plain, form=Form.VOCABULARY, vocabulary=vocabulary)
    if name == "relations":
        return replace(plain, form=Form.MAP)
    if name == "lang":
        return replace(plain, form=Form.LANGUAGE)
    return _of_type(info.annotation, info, plain, key)


def _of_type(annotation: Any, info: FieldInfo, plain: Shape, key: str) -> Shape:
    kinds = [each for each in get_args(annotation) if each is not type(None)]
    if get_origin(annotation) not in (list, dict) and type(None) in get_args(annotation):
        return _of_type(kinds[0], info, plain, key)
    if get_origin(annotation) is list:
        (inner,) = get_args(annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return replace(plain, form=Form.ITEMS, model=inner)
        element = _of_type(inner, info, replace(plain, required=True), key)
        return replace(plain, form=Form.LIST, element=element)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return replace(plain, form=Form.TABLE, model=annotation)
    return replace(plain, **_scalar(annotation, info, plain, key))


def _scalar(annotation: Any, info: FieldInfo, plain: Shape, key: str) -> dict[str, Any]:
    words = f"{annotation} {info.metadata}"
    if plain.name in ("identifiers", "links"):
        return {"form": Form.MAP}
    if "dict[str" in words or plain.name in ("note", "notes", "quote"):
        return {"form": Form.LOCALIZED, "long": plain.name in _LONG}
    if annotation is PartialDate:
        return {"form": Form.DATE}
    if annotation is bool:
        return {"form": Form.YES_NO}
    if "[A-Z]{2}" in words:
        return {"form": Form.COUNTRY}
    if plain.name in _REFERENCES and key not in _PEOPLE or key == "series.id":
        named = _KINDS.get(key) or _KINDS.get(plain.name)
        return {"form": Form.REFERENCE, "kinds": _named(named) if named else ANY, "texts": key == "publisher"}
    if re.search(r"\bint\b", words):
        return {"form": Form.NUMBER}
    return {"form": Form.TEXT, "long": plain.name in _LONG and key not in _SHORT}


def relation_shape(kind: str, relation: str) -> Shape:
    """The list of records that a relation of a record of this kind may name."""
    found = RELATIONS.get(relation)
    kinds = ANY if found is None else frozenset({kind}) if found.targets == SAME else frozenset(found.targets)
    element = Shape(Form.REFERENCE, relation, "relations", kinds=kinds, countries=True, required=True)
    return Shape(Form.LIST, relation, "relations", element=element)


def writable_relations(kind: str) -> tuple[str, ...]:
    """The relations that a record of this kind may have, in the order in which a reader meets them."""
    return tuple(name for name, found in RELATIONS.items() if found.written and kind in found.sources)
