"""What fields and their values are called where the schema itself is shown: in lists of fields, and in JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.field_labels import field_label, field_meaning
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.model.schema import Refers, ValueType
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.i18n.labels import OwnVocabulary
    from govtui.model.fields import FieldSpec

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


def value_type_words(spec: FieldSpec, tr: Translator) -> str:
    """What may stand in a field: "date", "key: event.type", "record: Organization (list)"."""
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
    """The words of a JSON Schema in one language, or in several side by side: "Ngày thành lập / Founded"."""

    def __init__(self, trs: Sequence[Translator], own: OwnVocabulary) -> None:
        self._trs, self._own = trs, own

    def _in_each(self, words: Callable[[Translator], str]) -> str:
        return " / ".join(dict.fromkeys(filter(None, map(words, self._trs))))

    def kind(self, kind: str) -> str:
        return self.key("kind", kind)

    def label(self, spec: FieldSpec) -> str:
        return self._in_each(lambda tr: field_label(spec, tr))

    def meaning(self, spec: FieldSpec) -> str:
        """What the field is for, and which records it may point at."""
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
    """What a reference points at, as a sentence; empty for other fields."""
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
