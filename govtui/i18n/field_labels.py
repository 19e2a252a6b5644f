"""Fields in words: what each is called and what it is for, as the models tell it (govtui/model/schema.py)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from govtui.i18n.formats import in_quotes, quoted
from govtui.i18n.labels import label, own_words
from govtui.i18n.translator import Translator
from govtui.model.relations import RELATIONS

if TYPE_CHECKING:
    from govtui.model.fields import FieldSpec
    from govtui.model.own_fields import Schema


# -- Relations and other references in words: the headings over links between records ----------------------------------


def relation_label(relation: str, tr: Translator, schema: Schema | None = None, *, inverse: bool = False) -> str:
    """The heading over what a relation or another reference points at, or (inverse) over what points here by it.

    `schema`: the registry's, where one of its own relations or fields may be meant. A key without a label is put
    in quotation marks.
    """
    if found := RELATIONS.get(relation):
        return label("relation", found.inverse if inverse else relation, tr)
    if schema and (own := schema.own_relations.get(relation)):
        return own_words(own.inverse_label if inverse else own.label, tr)
    if schema and (spec := schema.own_references.get(relation)) and not isinstance(spec.about.label, str):
        words = own_words(spec.about.label, tr)
        # L10N: The heading over the records that name this one in a field of the registry's own, by the field's name.
        return tr.gettext("Named in “{field}”").format(field=in_quotes(words)) if inverse else words
    words = label("reference.inverse" if inverse else "reference", relation, tr)
    return words if words != relation else quoted(relation)


KEYED = ("relations", "identifiers", "links", "percent")
"""The tables with free keys."""


def field_label(spec: FieldSpec, tr: Translator) -> str:
    """What a field is called; its name as files have it where it has no label."""
    if not spec.about.label and spec.owner in KEYED:
        return entry_label(spec.owner, spec.name, tr)
    return _in_words(spec.about.label, "field", tr) or spec.name


def field_meaning(spec: FieldSpec, tr: Translator) -> str:
    """What a field is for, as a sentence; empty where nothing is told."""
    return _in_words(spec.about.meaning, "field.meaning", tr)


def _in_words(told: str | Mapping[str, str], context: str, tr: Translator) -> str:
    """A message of the catalogs, or a text of the registry's own by language."""
    if isinstance(told, str):
        return tr.pgettext(context, told) if told else ""
    return own_words(told, tr) if told else ""


def entry_label(owner: str, key: str, tr: Translator) -> str:
    """What a value in a table with free keys is called: a relation, an identifier, a link, a part of a percentage."""
    if owner == "relations":
        return relation_label(key, tr)
    return label("progress.status" if owner == "percent" else owner.removesuffix("s"), key, tr)


def field_name(owner: str, name: str, tr: Translator) -> str:
    """What a built-in field is called by the names that files use: "people", "role"; `owner` is "" for fields of a record."""
    if owner in KEYED:
        return entry_label(owner, name, tr)
    spec = _specs().get((owner, name)) if owner else _of_records().get(name)
    return field_label(spec, tr) if spec is not None else name


def top_field(path: str, tr: Translator, schema: Schema) -> str:
    """The field of a record that a path leads into, in words: "Place" for "place.city"; an own field by its label."""
    first, _, rest = path.partition(".")
    own = schema.named(f"x.{rest.partition('.')[0]}") if first == "x" else None
    return field_label(own, tr) if own is not None else field_name("", first, tr)


@cache
def _of_records() -> Mapping[str, FieldSpec]:
    # Imported when it is needed: the first screen says what it says without the models.
    from govtui.model.fields import fields
    from govtui.model.record import MODELS

    return {name: spec for model in MODELS.values() for name, spec in fields(model).items()}


@cache
def _specs() -> Mapping[tuple[str, str], FieldSpec]:
    from govtui.model.fields import walk
    from govtui.model.record import MODELS

    return {(spec.owner, spec.name): spec for model in MODELS.values() for _, spec in walk(model)}


def quality_labels(quality: Collection[str], tr: Translator) -> list[str]:
    """What qualifies a reference (model.relations.QUALITIES), in words: to stand behind its name, or its type."""
    from govtui.model.relations import QUALITIES

    return [label("quality", one, tr) for one in QUALITIES if one in quality]
