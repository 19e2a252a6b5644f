"""Values and field paths in words, by the spec of the field (model/fields.py), wherever they are shown.

A claim's value is shown by the spec of the field it is about. What does not fit its spec, and keys without a label, stand
in quotation marks as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from govtui.i18n.countries import country_name
from govtui.i18n.field_labels import field_label, relation_label
from govtui.i18n.formats import number, percent, quoted
from govtui.i18n.labels import LABELS
from govtui.i18n.problems import heading
from govtui.i18n.translator import Translator
from govtui.model.dates import DateError, PartialDate
from govtui.model.field_paths import ANY_KIND, PathStep, path_steps, spec_at, value_at
from govtui.model.fields import FieldSpec, of_type, parts, unknown
from govtui.model.identifiers import country_of, is_record_id
from govtui.model.item_names import item_names, name_field
from govtui.model.record import MODELS, Record
from govtui.model.schema import ValueType
from govtui.model.value import Value
from govtui.page.page import Span, joined_spans
from govtui.page.render_context import RenderContext
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.model.plain_record import PlainRecord

BETWEEN = "; "
"""Between the values of a list: names and texts have commas in them."""

_SHORT = frozenset({ValueType.COUNTRY, ValueType.KEY, ValueType.LANGUAGE, ValueType.NUMBER})
"""Types without commas in their values: lists of them are joined by commas."""

_YES_NO = {True: NP_("answer", "yes"), False: NP_("answer", "no")}
_BOUNDS = {
    "exact": NP_("bound", "exact"),
    "over": NP_("bound", "over"),
    "under": NP_("bound", "under"),
    "about": NP_("bound", "about"),
}
_LONG, _LONG_IN_TITLE = 32, 40
"""Characters of the longest item in a field path, and in one that is a title."""


class PathStyle(StrEnum):
    """How much of a field path is shown."""

    SHORT = "short"
    """The field of the record: "Place"."""
    QUALIFIED = "qualified"
    """Each step but for the text of an item, and a language in brackets: "Place · City (Vietnamese)"."""
    FULL = "full"
    """Each step: "Steps · Adopted · Date"."""
    SENTENCE = "sentence"
    """The field of the record as part of a sentence, with the language: "name in English"."""
    TRAIL = "trail"
    """The same for a title, with items as the list has them that led there: "Figures › 1,200 participants › Number"."""


# values


def value_words(spec: FieldSpec, value: object, context: RenderContext) -> str:
    """Return a value of a field on one line; empty for none."""
    return " ".join("".join(span.text for span in value_spans(spec, value, context)).split())


def value_spans(spec: FieldSpec, value: object, context: RenderContext) -> list[Span]:
    """Return the same with links to records."""
    if value is None:
        return []
    if isinstance(value, Value):
        return _table(spec, value, context)
    if isinstance(value, Mapping):
        return _mapping(spec, value, context)
    if isinstance(value, list | tuple):
        return _list(spec, value, context)
    return [_scalar(spec, value, context)]


def _list(spec: FieldSpec, values: Sequence[object], context: RenderContext) -> list[Span]:
    if spec.is_items:
        names = item_names(spec.name, values)
        parts = [[Span(item_words(spec, item, name, context))] for name, item in zip(names, values, strict=True)]
    else:
        parts = [value_spans(spec.element, value, context) for value in values]
    return joined_spans(parts, Span(", " if spec.value_type in _SHORT and not spec.is_text else BETWEEN))


def _mapping(spec: FieldSpec, value: Mapping[str, object], context: RenderContext) -> list[Span]:
    """Return a text by language, a table, or named values."""
    is_text = not spec.keyed and (spec.is_localized or spec.is_text)
    if is_text and value and all(isinstance(text, str) for text in value.values()):
        texts = {str(key): str(text) for key, text in value.items()}
        return list(context.quote(texts)) if spec.value_type is ValueType.QUOTE else [Span(context.text_of(texts))]
    words = [
        ": ".join(filter(None, (name, value_words(part, inner, context))))
        for name, part, inner in named_parts(spec, value, context)
        if inner not in (None, [], {})
    ]
    return [Span(BETWEEN.join(words) if words or not value else _quoted(str(value)))]


def _table(spec: FieldSpec, value: Value, context: RenderContext) -> list[Span]:
    """Return a table by the values of its parts, with the label of a part where the value needs it."""
    texts = []
    for name, part in parts(spec).items():
        found = part.held_by(value)
        if found in (None, [], {}) or name == "key":
            continue
        words = value_words(_value_spec(part, value, context), found, context)
        if part.value_type is ValueType.YES_NO:
            label = field_label(part, context.tr)
            words = label if found else f"{label}: {words}"
        texts.append(words)
    return [Span(" · ".join(filter(None, texts)))]


def named_parts(
    spec: FieldSpec, table: Mapping[str, object], context: RenderContext
) -> Iterator[tuple[str, FieldSpec, object]]:
    """Yield label, spec and value of the parts of a table."""
    for key, value in table.items():
        name, part = _part(spec, str(key), table, context)
        yield name, part, value


def _part(spec: FieldSpec, key: str, table: Mapping[str, object], context: RenderContext) -> tuple[str, FieldSpec]:
    if spec.part is not None:
        part = parts(spec).get(key)
        if part is None:
            return _quoted(key), unknown(key, spec.name)
        return field_label(part, context.tr), _value_spec(part, table, context)
    if spec.is_localized:
        return context.language_name(key), spec.entry(key)
    if spec.name == "relations":
        return entry_words(spec, key, context), context.schema.relation_spec("", key)
    if spec.keyed and spec.value_type is not ValueType.ANY:
        return entry_words(spec, key, context), spec.entry(key)
    return _quoted(key), unknown(key)


def _value_spec(part: FieldSpec, table: object, context: RenderContext) -> FieldSpec:
    """Return the spec of a part; of a claim's value that of the field it is about."""
    of = part.about.value_of
    return claimed_spec("", str(_get(table, of) or ""), _get(table, part.name), context) if of else part


def _get(item: Any, part: str) -> Any:
    """Return a part of a table that is a model, or plain data as read."""
    return item.get(part) if isinstance(item, Mapping) else getattr(item, part, None)


def _scalar(spec: FieldSpec, value: object, context: RenderContext) -> Span:
    tr = context.tr
    if isinstance(value, PartialDate):
        return Span(context.date(value))
    if isinstance(value, bool):
        fits = spec.value_type in (ValueType.YES_NO, ValueType.ANY) and spec.part is None
        return Span(yes_no(value, tr) if fits else _quoted(value))
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if spec.part is not None:
        return Span(_quoted(value))
    match spec.value_type:
        case ValueType.FIELD_PATH if isinstance(value, str):
            is_gap = spec.name == "gaps" and text in LABELS["gap"]
            return Span(context.label("gap", text) if is_gap else path_words("", text, context))
        case ValueType.DATE:
            with suppress(DateError):
                return Span(context.date(PartialDate.parse(text)))
        case ValueType.NUMBER | ValueType.ANY if isinstance(value, int | float):
            is_percent = spec.owner == "percent" or spec.name == "percent"
            return Span(percent(value, tr) if is_percent else number(value, tr))
        case ValueType.KEY if label := _label(spec.about.vocabulary, text, context):
            return Span(label)
        case ValueType.COUNTRY if country := country_name(text, tr):
            return Span(country)
        case ValueType.LANGUAGE if text in LABELS["language"]:
            return Span(context.language_name(text))
    if spec.about.refers is not None and isinstance(value, str):
        is_id = is_record_id(text) and not spec.about.refers.or_text
        return context.name(text) if country_of(text) or context.index.card(text) or is_id else Span(text)
    plain = isinstance(value, str) or hasattr(value, "isoformat")
    if spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.ANY) and plain:
        return Span(text)
    if (spec.owner, spec.name) == ("checked", "code") and plain:
        return Span(heading(text, tr))
    return Span(_quoted(value))  # names that somebody gave an item, too


def _quoted(value: object) -> str:
    """Return a value as it is written in a file, in quotation marks."""
    return quoted(str(value).lower() if isinstance(value, bool) else str(value))


def _name_words(name: str) -> str:
    """Return the name of an item in a path: a position, or a key in quotation marks."""
    return name if name.isdigit() else _quoted(name)


def _label(vocabulary: str, key: str, context: RenderContext) -> str:
    """Return the label of a vocabulary key as it stands by itself; empty where it has none."""
    if vocabulary == "figure.bound" and key in _BOUNDS:
        return context.tr.pgettext("bound", _BOUNDS[key])
    kind, _, name = vocabulary.partition(".")
    for one in (f"{kind}.{name}" for kind in MODELS) if kind == ANY_KIND else (vocabulary,):
        if key in LABELS.get(one, {}) or context.manifest.own_label(one, key):
            return context.label(one, key)
    return ""


def yes_no(value: bool, tr: Translator) -> str:
    """Return a truth value in words."""
    return tr.pgettext("answer", _YES_NO[value])


def key_words(vocabulary: str, key: str, context: RenderContext) -> str:
    """Return the label of a vocabulary key; the key in quotation marks where it has none."""
    return _label(vocabulary, key, context) or _quoted(key)


def entry_words(spec: FieldSpec, key: str, context: RenderContext) -> str:
    """Return the label of an entry in a table with free keys: a relation, identifier, link or part of a percentage."""
    if spec.name == "relations":
        inverses = context.schema.inverses
        return relation_label(inverses.get(key, key), context.tr, context.schema, inverse=key in inverses)
    return key_words(spec.about.vocabulary or spec.name.removesuffix("s"), key, context)


def item_words(spec: FieldSpec, item: Any, name: str, context: RenderContext) -> str:
    """Return an item of a list by what tells it best from its neighbours; `item` is a model or plain data as read."""
    who = item if isinstance(item, str) else _get(item, "who")
    if isinstance(who, str) and spec.name in _BODIES:
        return _body(who, context)
    of_text = ("name", "text") if spec.name == "claims" else ("name", "text", "quote")
    text = next((text for part in of_text if isinstance(text := _get(item, part), str | Mapping)), None)
    if text is not None:
        return context.text_of(text)
    what, date = _get(item, name_field(spec.name)), _get(item, "date")
    match spec.name:
        case "figures" if _get(item, "value") is not None:
            value = value_words(of_type(ValueType.NUMBER), _get(item, "value"), context)
            bound = context.label("figure.bound", _get(item, "bound") or "exact").format(number=value)
            return f"{bound} {key_words('figure.what', str(_get(item, 'what')), context)}"
        case "terms" | "steps" if what or date or (spec.name == "terms" and _get(item, "number") is not None):
            words = [key_words(_vocabulary_of_name(spec), str(what), context) if what else ""]
            words.append(context.ordinal(_get(item, "number")) if spec.name == "terms" else "")
            words.append(value_words(of_type(ValueType.DATE), date, context) if date else "")
            return " · ".join(filter(None, words))
        case "claims" if field := str(_get(item, "field") or ""):
            claimed = _get(item, "value")
            value = value_words(claimed_spec("", field, claimed, context), claimed, context)
            value = value or "".join(span.text for span in context.quote(_get(item, "quote"), _get(item, "source")))
            return f"{path_words('', field, context)}: {value}"
        case "sources" if ref := _get(item, "ref"):
            return ", ".join(filter(None, (context.name_or_text(str(ref)), context.locator(_get(item, "at")))))
    words_ = value_words(spec.called(name), item, context) if name.isdigit() or isinstance(item, Mapping) else ""
    return words_ or _name_words(name)


_BODIES = ("participants", "members", "parties")
"""Lists of bodies and countries, by id or as country:XX, whose items may have keys."""


def _body(id: str, context: RenderContext) -> str:
    """Return the name of a body or country; a key, or an id without a record, in quotation marks."""
    return context.name(id).text if country_of(id) or context.index.card(id) else _name_words(id)


def claim_spans(record: Record, field: str, value: object, context: RenderContext) -> list[Span]:
    """Return a value that is claimed of a field of a record; a text in each language that is read."""
    spec = claimed_spec(record.kind, field, value, context)
    if isinstance(value, Mapping) and spec.value_type is ValueType.LOCALIZED:
        return joined_spans([list(words) for words in context.read(value)], Span(" / "))
    return value_spans(spec, value, context)


def claimed_spec(kind: str, field: str, value: object, context: RenderContext) -> FieldSpec:
    """Return the spec of what is claimed of a field: of a table, as a place, a text by language may be."""
    spec = spec_at(kind, field, context.schema)
    return of_type(ValueType.LOCALIZED) if isinstance(value, Mapping) and not spec.is_localized else spec


# field paths


def path_words(
    kind: str,
    path: str,
    context: RenderContext,
    style: PathStyle = PathStyle.FULL,
    record: Record | PlainRecord | None = None,
) -> str:
    """Return a field path in words: "Steps · Adopted · Date"; with a `record`, items by what they hold."""
    labels = path_labels(kind, path, context, record, as_listed=style is PathStyle.TRAIL)[0]
    if style is PathStyle.SHORT:
        return labels[0]
    steps = path_steps(kind, path, context.schema)
    if style is PathStyle.SENTENCE:
        return _in_sentence(steps, context)
    if style is PathStyle.QUALIFIED and len(labels) == len(steps):
        pairs = list(zip(labels, steps, strict=True))
        languages = [f" ({label})" for label, step in pairs if step.holder and step.holder.is_localized]
        return " · ".join(label for label, step in pairs if not _is_implied(step)) + "".join(languages)
    return (" › " if style is PathStyle.TRAIL else " · ").join(labels)


def _in_sentence(steps: Sequence[PathStep], context: RenderContext) -> str:
    words = field_label(steps[0].spec, context.tr)
    words = words[:1].lower() + words[1:]
    holder, language = steps[-1].holder, steps[-1].name
    if holder is None or not holder.is_localized or language not in LABELS["language"]:
        return words
    # L10N: A field in one language: "name in English". {language} is Vietnamese, English …
    return context.tr.pgettext("edit", "{field} in {language}").format(
        field=words, language=context.language_name(language)
    )


def _is_implied(step: PathStep) -> bool:
    """Return whether a step is left out: the text of an item, and a language, which stands in brackets."""
    holder = step.holder
    if holder is None:
        return False
    return holder.is_localized or (holder.is_table and bool(holder.item) and step.name in ("text", "name"))


def path_labels(
    kind: str, path: str, context: RenderContext, record: Record | PlainRecord | None = None, *, as_listed: bool = False
) -> tuple[list[str], FieldSpec]:
    """Return the labels of the steps to a field, and its spec; `as_listed`: items as lists show them."""
    longest = _LONG_IN_TITLE if as_listed else _LONG
    labels: list[str] = []
    steps = path_steps(kind, path, context.schema)
    for name, spec, holder, so_far in steps:
        if holder is None:
            labels.append(field_label(spec, context.tr))
        elif holder.is_items:
            item = _item_at(record, so_far, context)
            if item is None:
                words = _absent_item(holder, name, kind, context)
            else:
                words = (item_words if as_listed else _item_in_path)(holder, item, name, context)
            labels.append(words if len(words) <= longest else words[: longest - 1] + "…")
        elif holder.name == "relations":
            labels = [entry_words(holder, name, context)]
        elif holder.is_localized:
            labels.append(context.language_name(name) if name in LABELS["language"] else _quoted(name))
        elif holder.is_table and name in parts(holder):
            words = field_label(parts(holder)[name], context.tr)
            labels += [words] * (not labels or labels[-1] != words)
        elif holder.keyed and holder.value_type is not ValueType.ANY:
            labels.append(entry_words(holder, name, context))
        else:
            labels.append(_quoted(name))
    return labels, steps[-1].spec


def _item_at(record: Record | PlainRecord | None, path: str, context: RenderContext) -> Any:
    """Return the item at a path as far as it can be read; None where there is none, or no record."""
    if record is None or isinstance(record, Value):
        return None if record is None else value_at(record, path)
    # Imported here: only forms have plain records.
    from govtui.model.field_paths import resolve
    from govtui.model.plain_record import readable

    found = resolve(record, path, context.schema)
    return (readable(found.spec, found.value) or None) if found is not None and found.spec.item else None


def _item_in_path(holder: FieldSpec, item: Any, name: str, context: RenderContext) -> str:
    """Return an item in a path: steps, terms and figures by what they are, not by the words of a source."""
    vocabulary, what = _vocabulary_of_name(holder), _get(item, name_field(holder.name))
    if not vocabulary or not what:
        return item_words(holder, item, name, context)
    return " ".join(filter(None, (key_words(vocabulary, what, context), context.ordinal(_get(item, "number")))))


def _vocabulary_of_name(items: FieldSpec) -> str:
    """Return the vocabulary of the field that names the items of a list; empty where it has none."""
    naming = parts(items).get(name_field(items.name))
    return naming.about.vocabulary if naming is not None else ""


def _absent_item(spec: FieldSpec, name: str, kind: str, context: RenderContext) -> str:
    """Return an item by its name alone."""
    naming = parts(spec).get(name_field(spec.name))
    if naming is not None and naming.value_type is ValueType.FIELD_PATH:
        return path_words(kind, name, context)
    if naming is not None and naming.about.refers is not None:
        return _body(name, context) if spec.name in _BODIES else context.name_or_text(name)
    vocabulary = _vocabulary_of_name(spec)
    return (_label(vocabulary, name, context) if vocabulary else "") or _name_words(name)
