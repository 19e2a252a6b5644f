"""Fields and relations in words: labels, meanings and value types, as the models tell them (model/schema.py)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from govtui.i18n.formats import in_quotes, quoted
from govtui.i18n.labels import label, own_words
from govtui.i18n.translator import Translator
from govtui.model.relations import QUALITIES, RELATIONS
from govtui.model.schema import Refers, ValueType
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.i18n.labels import OwnVocabulary
    from govtui.model.fields import FieldSpec
    from govtui.model.own_fields import Schema

KEYED = ("relations", "identifiers", "links", "percent")
"""Tables with free keys."""

VALUE_TYPES: Mapping[ValueType, str] = {
    ValueType.TEXT: NP_("value_type", "text"),
    ValueType.LOCALIZED: NP_("value_type", "text in each language"),
    ValueType.QUOTE: NP_("value_type", "quotation"),
    ValueType.KEY: NP_("value_type", "key"),
    ValueType.DATE: NP_("value_type", "date"),
    ValueType.NUMBER: NP_("value_type", "number"),
    ValueType.YES_NO: NP_("value_type", "yes or no"),
    ValueType.COUNTRY: NP_("value_type", "country"),
    ValueType.REFERENCE: NP_("value_type", "record"),
    ValueType.TARGET: NP_("value_type", "record or country"),
    ValueType.LANGUAGE: NP_("value_type", "language"),
    ValueType.FIELD_PATH: NP_("value_type", "field path"),
    ValueType.ANY: NP_("value_type", "any value"),
}


def field_label(spec: FieldSpec, tr: Translator) -> str:
    """Return the label of a field; its name in files where it has none."""
    if not spec.about.label and spec.owner in KEYED:
        return entry_label(spec.owner, spec.name, tr)
    return _in_words(spec.about.label, "field", tr) or spec.name


def field_meaning(spec: FieldSpec, tr: Translator) -> str:
    """Return what a field is for, as a sentence; empty where nothing is told."""
    return _in_words(spec.about.meaning, "field.meaning", tr)


def _in_words(told: str | Mapping[str, str], context: str, tr: Translator) -> str:
    """Return a message of the catalogs, or a registry's own text by language."""
    if isinstance(told, str):
        return tr.pgettext(context, told) if told else ""
    return own_words(told, tr) if told else ""


def entry_label(owner: str, key: str, tr: Translator) -> str:
    """Return the label of an entry in a table with free keys: a relation, identifier, link or part of a percentage."""
    if owner == "relations":
        return relation_label(key, tr)
    return label("progress.status" if owner == "percent" else owner.removesuffix("s"), key, tr)


def field_name(owner: str, name: str, tr: Translator) -> str:
    """Return the label of a built-in field by its names in files: "people", "role"; `owner` is "" for fields of a record."""
    if owner in KEYED:
        return entry_label(owner, name, tr)
    spec = _specs().get((owner, name)) if owner else _of_records().get(name)
    return field_label(spec, tr) if spec is not None else name


def top_field(path: str, tr: Translator, schema: Schema) -> str:
    """Return the label of a record's field that a path leads into: "Place" for "place.city"; own fields included."""
    first, _, rest = path.partition(".")
    own = schema.named(f"x.{rest.partition('.')[0]}") if first == "x" else None
    return field_label(own, tr) if own is not None else field_name("", first, tr)


@cache
def _of_records() -> Mapping[str, FieldSpec]:
    # Imported here: the first screen does without the models.
    from govtui.model.fields import fields
    from govtui.model.record import MODELS

    return {name: spec for model in MODELS.values() for name, spec in fields(model).items()}


@cache
def _specs() -> Mapping[tuple[str, str], FieldSpec]:
    from govtui.model.fields import walk
    from govtui.model.record import MODELS

    return {(spec.owner, spec.name): spec for model in MODELS.values() for _, spec in walk(model)}


def relation_label(relation: str, tr: Translator, schema: Schema | None = None, *, inverse: bool = False) -> str:
    """Return the heading over what a relation or other reference points at, or (inverse) over what points here by it.

    `schema` has the registry's own relations and fields. A key without a label is put in quotation marks.
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


def quality_labels(quality: Collection[str], told_by: str, tr: Translator) -> list[str]:
    """Return what qualifies a reference in words, to stand behind its name or type; last the source that claims it, by name."""
    labels = [label("quality", one, tr) for one in QUALITIES if one in quality]
    return [*labels, according_to(told_by, tr)] if told_by else labels


def according_to(source: str, tr: Translator) -> str:
    """Return who says what the record does not say itself: "according to UNPOG 2017"."""
    # L10N: Behind what another source says, which the record does not say itself. {source} is its short name or number.
    return tr.pgettext("elsewhere", "according to {source}").format(source=source)


def value_type_words(spec: FieldSpec, tr: Translator) -> str:
    """Return what a field may hold: "date", "key: event.type", "record: Organization (list)"."""
    refers, vocabulary = spec.about.refers, spec.about.vocabulary
    if spec.about.value_of:
        return tr.pgettext("value_type", "a value of that field")
    words = tr.pgettext("value_type", NP_("value_type", "table") if spec.part else VALUE_TYPES[spec.value_type])
    if refers and refers.or_text:
        words += f" / {tr.pgettext('value_type', VALUE_TYPES[ValueType.REFERENCE])}: {_kinds(refers, tr)}"
    elif refers and refers.kinds:
        words += f": {_kinds(refers, tr)}"
    elif vocabulary and spec.value_type is ValueType.KEY:
        words += f": {vocabulary}"
    if spec.many:
        words = tr.pgettext("value_type", "{type} (list)").format(type=words)
    return tr.pgettext("value_type", "{type} by key").format(type=words) if spec.keyed else words


def _kinds(refers: Refers, tr: Translator) -> str:
    return ", ".join(label("kind", kind, tr) for kind in refers.kinds)


class SchemaWords:
    """Labels and meanings for a JSON Schema, in one language or in several: "Ngày thành lập / Founded"."""

    def __init__(self, trs: Sequence[Translator], own: OwnVocabulary) -> None:
        self._trs, self._own = trs, own

    def _in_each(self, words: Callable[[Translator], str]) -> str:
        return " / ".join(dict.fromkeys(filter(None, map(words, self._trs))))

    def kind(self, kind: str) -> str:
        return self.key("kind", kind)

    def label(self, spec: FieldSpec) -> str:
        return self._in_each(lambda tr: field_label(spec, tr))

    def meaning(self, spec: FieldSpec) -> str:
        """Return what the field is for, and which records it may point at."""
        return self._in_each(lambda tr: " ".join(filter(None, (field_meaning(spec, tr), _pointing(spec, tr)))))

    def key(self, vocabulary: str, key: str) -> str:
        if vocabulary == "value_type":
            return self._in_each(lambda tr: tr.pgettext("value_type", VALUE_TYPES[ValueType(key)]))
        found = self._in_each(lambda tr: label(vocabulary, key, tr, self._own))
        return "" if found == key else found.replace("{number}", "N")

    def language(self, tag: str) -> str:
        found = self._in_each(lambda tr: label("language", tag, tr))
        return "" if found == tag else found


def _pointing(spec: FieldSpec, tr: Translator) -> str:
    """Return what a reference points at, as a sentence; empty for other fields."""
    if spec.about.refers is None:
        return ""
    if not (kinds := _kinds(spec.about.refers, tr)):
        return tr.gettext("The id of a record.")
    if spec.about.refers.or_text:
        words = tr.gettext("The id of a record ({kinds}), or a text.")
    elif spec.value_type is ValueType.TARGET:
        words = tr.gettext("The id of a record ({kinds}), or country:XX for a country.")
    else:
        words = tr.gettext("The id of a record ({kinds}).")
    return words.format(kinds=kinds)
