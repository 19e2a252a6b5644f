"""One value in words, and one field path in words: what a reader sees of a field, wherever it is shown.

Records, claims, differences, forms, problems: all put their values into words here, by the spec of the field (`model.fields`).
A claim's value is shown by the spec of the field that it speaks of. What does not fit its spec, and keys without a label,
stand in quotation marks as they are written.
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
from govtui.model.pydantic_compat import Value
from govtui.model.record import MODELS, Record
from govtui.model.schema import ValueType
from govtui.page.page import Span
from govtui.page.render_context import RenderContext
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.model.plain_record import PlainRecord

BETWEEN = "; "
"""Between the values of a list: names and texts have commas in them."""

_SHORT = frozenset({ValueType.COUNTRY, ValueType.KEY, ValueType.LANGUAGE, ValueType.NUMBER})
"""What has none, so that a comma does."""

_YES_NO = {True: NP_("answer", "yes"), False: NP_("answer", "no")}
_BOUNDS = {
    "exact": NP_("bound", "exact"),
    "over": NP_("bound", "over"),
    "under": NP_("bound", "under"),
    "about": NP_("bound", "about"),
}
_LONG, _LONG_IN_TITLE = 32, 40
"""Up to how many characters of an item's words stand in a field path, and in one that is a title."""


class PathStyle(StrEnum):
    """How much of a field path is said."""

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
    """A value of a field on one line; empty for none."""
    return " ".join("".join(span.text for span in value_spans(spec, value, context)).split())


def value_spans(spec: FieldSpec, value: object, context: RenderContext) -> list[Span]:
    """The same with what it names as links."""
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
        called = item_names(spec.name, values)
        told = [[Span(item_words(spec, item, name, context))] for name, item in zip(called, values, strict=True)]
    else:
        told = [value_spans(spec.element, value, context) for value in values]
    between = Span(", " if spec.value_type in _SHORT and not spec.is_text else BETWEEN)
    out: list[Span] = []
    for spans in filter(None, told):
        out += [between] * bool(out) + spans
    return out


def _mapping(spec: FieldSpec, value: Mapping[str, object], context: RenderContext) -> list[Span]:
    """A text by language, a table, or named values."""
    one = not spec.keyed and (spec.is_localized or spec.is_text)
    if one and all(isinstance(text, str) for text in value.values()):
        return [Span(context.one({key: str(text) for key, text in value.items()}))]
    told = [
        (name, part, inner) for name, part, inner in named_parts(spec, value, context) if inner not in (None, [], {})
    ]
    if not told and value:
        return [Span(_quoted(str(value)))]
    words = [": ".join(filter(None, (name, value_words(part, inner, context)))) for name, part, inner in told]
    return [Span(BETWEEN.join(words))]


def _table(spec: FieldSpec, value: Value, context: RenderContext) -> list[Span]:
    """A table by what stands in its parts; the names of parts only where the value does not say what it is."""
    texts = []
    for name, part in parts(spec).items():
        found = part.held_by(value)
        if found in (None, [], {}) or name == "key":
            continue
        words = value_words(_said_of(part, value, context), found, context)
        if part.value_type is ValueType.YES_NO:
            label = field_label(part, context.tr)
            words = label if found else f"{label}: {words}"
        texts.append(words)
    return [Span(" · ".join(filter(None, texts)))]


def named_parts(
    spec: FieldSpec, table: Mapping[str, object], context: RenderContext
) -> Iterator[tuple[str, FieldSpec, object]]:
    """What the parts of a table are called, their specs, and what stands in them."""
    for key, value in table.items():
        name, part = _part(spec, str(key), table, context)
        yield name, part, value


def _part(spec: FieldSpec, key: str, table: Mapping[str, object], context: RenderContext) -> tuple[str, FieldSpec]:
    if spec.part is not None:
        part = parts(spec).get(key)
        if part is None:
            return _quoted(key), unknown(key, spec.name)
        return field_label(part, context.tr), _said_of(part, table, context)
    if spec.is_localized:
        return context.named(key), spec.entry(key)
    if spec.name == "relations":
        return entry_words(spec, key, context), context.schema.relation_spec("", key)
    if spec.keyed and spec.value_type is not ValueType.ANY:
        return entry_words(spec, key, context), spec.entry(key)
    return _quoted(key), unknown(key)


def _said_of(part: FieldSpec, table: object, context: RenderContext) -> FieldSpec:
    """The spec of what a part holds: of a claim's value that of the field which the claim speaks of."""
    if not part.about.value_of:
        return part
    of = table.get(part.about.value_of, "") if isinstance(table, Mapping) else getattr(table, part.about.value_of)
    return spec_at("", str(of), context.schema)


def _scalar(spec: FieldSpec, value: object, context: RenderContext) -> Span:
    tr = context.tr
    if isinstance(value, PartialDate):
        return Span(context.date(value))
    if isinstance(value, bool):
        fits = spec.value_type in (ValueType.YES_NO, ValueType.ANY) and spec.part is None
        return Span(tr.pgettext("answer", _YES_NO[value]) if fits else _quoted(value))
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if spec.part is not None:
        return Span(_quoted(value))
    match spec.value_type:
        case ValueType.FIELD_PATH:
            return Span(path_words("", text, context))
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
            return Span(context.named(text))
    if spec.about.refers is not None and isinstance(value, str):
        is_id = is_record_id(text) and not spec.about.refers.or_text
        if country_of(text) or context.index.card(text) or is_id:
            return context.name(text)
        return Span(text)
    plain = isinstance(value, str) or hasattr(value, "isoformat")
    if spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.QUOTE, ValueType.ANY) and plain:
        return Span(text)
    if (spec.owner, spec.name) == ("checked", "code") and plain:
        return Span(heading(text, tr))
    return Span(_quoted(value))  # somebody's own name for an item, which has no words, too


def _quoted(value: object) -> str:
    """What has no words of its own, as it is written in a file."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return quoted(text)


def _label(vocabulary: str, key: str, context: RenderContext) -> str:
    """A key of a vocabulary in words, as it stands by itself; empty where there are none."""
    if vocabulary == "figure.bound" and key in _BOUNDS:
        return context.tr.pgettext("bound", _BOUNDS[key])
    kind, _, name = vocabulary.partition(".")
    for one in (f"{kind}.{name}" for kind in MODELS) if kind == ANY_KIND else (vocabulary,):
        if key in LABELS.get(one, {}) or context.manifest.own_label(one, key):
            return context.label(one, key)
    return ""


def yes_no(value: bool, tr: Translator) -> str:
    """A truth in words."""
    return tr.pgettext("answer", _YES_NO[value])


def key_words(vocabulary: str, key: str, context: RenderContext) -> str:
    """A key of a vocabulary in words; one without a label in quotation marks."""
    return _label(vocabulary, key, context) or _quoted(key)


def entry_words(spec: FieldSpec, key: str, context: RenderContext) -> str:
    """What a value in a table with free keys is called: a relation, an identifier, a link, a part of a percentage."""
    if spec.name == "relations":
        inverses = context.schema.inverses
        return relation_label(inverses.get(key, key), context.tr, context.schema, inverse=key in inverses)
    return key_words(spec.about.vocabulary or spec.name.removesuffix("s"), key, context)


def item_words(spec: FieldSpec, item: Any, name: str, context: RenderContext) -> str:
    """An item of a list, a model or a table as it was read, by what tells it best from its neighbours."""

    def has(part: str) -> Any:
        return item.get(part) if isinstance(item, Mapping) else getattr(item, part, None)

    for part in ("name", "text", "quote"):
        named = has(part)
        if isinstance(named, Mapping):
            return context.one(named)
        if isinstance(named, str):
            return named
    words: list[str] = []
    match spec.name:
        case "figures" if has("value") is not None:
            bound, what = has("bound") or "exact", str(has("what"))
            told = value_words(of_type(ValueType.NUMBER), has("value"), context)
            return (
                f"{context.label('figure.bound', bound).format(number=told)} {key_words('figure.what', what, context)}"
            )
        case "terms" | "steps":
            naming = name_field(spec.name)
            words += [key_words(parts(spec)[naming].about.vocabulary, str(has(naming)), context)] if has(naming) else []
            if spec.name == "terms" and has("number") is not None:
                words.append(context.tr.gettext("no. {number}").format(number=has("number")))
            words += [value_words(of_type(ValueType.DATE), has("date"), context)] if has("date") else []
        case "claims" if has("field"):
            field = str(has("field"))
            told = value_words(spec_at("", field, context.schema), has("value"), context)
            return f"{path_words('', field, context)}: {told}"
        case "sources" if has("ref"):
            place = context.at(has("at"))
            return context.known(str(has("ref"))) + (f", {place}" if place else "")
    if words:
        return " · ".join(words)
    told = value_words(spec.called(name), item, context) if name.isdigit() or isinstance(item, Mapping) else ""
    return told or (name if name.isdigit() else _quoted(name))


# claims


def claim_spans(record: Record, field: str, value: object, context: RenderContext) -> list[Span]:
    """What is said of a field of a record, in words."""
    return value_spans(spec_at(record.kind, field, context.schema), value, context)


# field paths


def path_words(
    kind: str,
    path: str,
    context: RenderContext,
    style: PathStyle = PathStyle.FULL,
    record: Record | PlainRecord | None = None,
) -> str:
    """A field path in words: "Steps · Adopted · Date". Items are called by what they hold, as far as `record` is at hand."""
    told = walk(kind, path, context, record, as_listed=style is PathStyle.TRAIL)[0]
    if style is PathStyle.SHORT:
        return told[0]
    way = path_steps(kind, path, context.schema)
    if style is PathStyle.SENTENCE:
        return _in_sentence(way, context)
    if style is PathStyle.QUALIFIED and len(told) == len(way):
        languages = [words for words, step in zip(told, way, strict=True) if step.holder and step.holder.is_localized]
        told = [words for words, step in zip(told, way, strict=True) if not _is_said(step)]
        return " · ".join(told) + "".join(f" ({language})" for language in languages)
    return (" › " if style is PathStyle.TRAIL else " · ").join(told)


def _in_sentence(way: Sequence[PathStep], context: RenderContext) -> str:
    words = field_label(way[0].spec, context.tr)
    words = words[:1].lower() + words[1:]
    holder, language = way[-1].holder, way[-1].name
    if holder is None or not holder.is_localized or language not in LABELS["language"]:
        return words
    # L10N: A field in one language: "name in English". {language} is Vietnamese, English …
    return context.tr.pgettext("edit", "{field} in {language}").format(field=words, language=context.named(language))


def _is_said(step: PathStep) -> bool:
    """Whether a step goes without saying: the text of an item, and a language, which stands in brackets."""
    holder = step.holder
    is_text = holder is not None and holder.is_table and bool(holder.item) and step.name in ("text", "name")
    return is_text or (holder is not None and holder.is_localized)


def walk(
    kind: str,
    path: str,
    context: RenderContext,
    record: Record | PlainRecord | None = None,
    *,
    as_listed: bool = False,
) -> tuple[list[str], FieldSpec]:
    """What is called what on the way to a field, and what may stand there; items as lists have them, or by what they are."""
    longest = _LONG_IN_TITLE if as_listed else _LONG
    told: list[str] = []
    way = path_steps(kind, path, context.schema)
    for name, spec, holder, so_far in way:
        if holder is None:
            told.append(field_label(spec, context.tr))
        elif holder.is_items:
            item = _item_at(record, so_far, context)
            if item is None:
                words = _item_name(holder, name, kind, context)
            else:
                words = (item_words if as_listed else _item_path)(holder, item, name, context)
            told.append(words if len(words) <= longest else words[: longest - 1] + "…")
        elif holder.name == "relations":
            told = [entry_words(holder, name, context)]
        elif holder.is_localized:
            told.append(context.named(name) if name in LABELS["language"] else _quoted(name))
        elif holder.is_table and name in parts(holder):
            words = field_label(parts(holder)[name], context.tr)
            told += [words] * (not told or told[-1] != words)
        elif holder.keyed and holder.value_type is not ValueType.ANY:
            told.append(entry_words(holder, name, context))
        else:
            told.append(_quoted(name))
    return told, way[-1].spec


def _item_at(record: Record | PlainRecord | None, path: str, context: RenderContext) -> Any:
    """The item at a path, as far as it can be read; None where there is none, or no record is at hand."""
    if record is None or isinstance(record, Value):
        return None if record is None else value_at(record, path)
    # Imported when it is needed: only forms have plain records.
    from govtui.model.field_paths import resolve
    from govtui.model.plain_record import readable

    found = resolve(record, path, context.schema)
    return (readable(found.spec, found.value) or None) if found is not None and found.spec.item else None


def _item_path(holder: FieldSpec, item: Any, name: str, context: RenderContext) -> str:
    """An item in a path: steps, terms and figures by what they are, not by how a source words it."""
    vocabulary, naming = _vocabulary_of_name(holder), name_field(holder.name)
    what = item.get(naming) if isinstance(item, Mapping) else getattr(item, naming, None)
    if not vocabulary or not what:
        return item_words(holder, item, name, context)
    words = key_words(vocabulary, what, context)
    number_ = item.get("number") if isinstance(item, Mapping) else getattr(item, "number", None)
    no = context.tr.gettext("no. {number}")
    return words if number_ is None else f"{words} {no.format(number=number_)}"


def _vocabulary_of_name(items: FieldSpec) -> str:
    """The vocabulary of the field that names the items of a list; empty where none of a vocabulary does."""
    naming = parts(items).get(name_field(items.name))
    return naming.about.vocabulary if naming is not None else ""


def _item_name(spec: FieldSpec, name: str, kind: str, context: RenderContext) -> str:
    """An item of a record that is not at hand."""
    naming = parts(spec).get(name_field(spec.name))
    if naming is not None and naming.value_type is ValueType.FIELD_PATH:
        return path_words(kind, name, context)
    if naming is not None and naming.about.refers is not None:
        return context.known(name)
    vocabulary = _vocabulary_of_name(spec)
    if vocabulary and (words := _label(vocabulary, name, context)):
        return words
    return name if name.isdigit() else _quoted(name)
