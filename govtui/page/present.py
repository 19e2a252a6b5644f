"""One value in words, and one field path in words: what a reader sees of a field, wherever it is shown.

Records, claims, differences, forms, problems: all put their values into words here, by the shape of the field (`model.shapes`).
A claim's value is shown by the shape of the field that it speaks of. What does not fit its shape, and keys without a label,
stand in quotation marks as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import Any

from govtui.i18n.fields import field_name
from govtui.i18n.headings import heading
from govtui.i18n.labels import LABELS
from govtui.i18n.marks import NP_
from govtui.i18n.numbers import number, percent
from govtui.i18n.places import country_name
from govtui.i18n.quotes import quoted
from govtui.i18n.translator import Translator
from govtui.model.base import Value
from govtui.model.dates import DateError, PartialDate
from govtui.model.field_steps import ANY_KIND, MADE_BY_PROGRAM, Step, known_parts, shape_at, steps
from govtui.model.identifiers import country_of, is_record_id
from govtui.model.paths import name_field, names, value_at
from govtui.model.record import MODELS, Record
from govtui.model.shapes import Form, Shape, parts, relation_shape
from govtui.page.page import Span
from govtui.page.voice import Voice

BETWEEN = "; "
"""Between the values of a list: names and texts have commas in them."""

_SHORT = frozenset({Form.COUNTRY, Form.VOCABULARY, Form.LANGUAGE, Form.NUMBER})
"""What has none, so that a comma does."""

_YES_NO = {True: NP_("answer", "yes"), False: NP_("answer", "no")}
_BOUNDS = {
    "exact": NP_("bound", "exact"),
    "over": NP_("bound", "over"),
    "under": NP_("bound", "under"),
    "about": NP_("bound", "about"),
}
_FIELD_PATHS = frozenset({("claims", "field"), ("sources", "for"), ("checked", "field"), ("translations", "field")})
"""Owner and name of the fields whose values are field paths."""

_LONG = 32
"""Up to how many characters of an item's words stand in a field path."""


class PathStyle(StrEnum):
    """How much of a field path is said."""

    SHORT = "short"
    """The field of the record: "Place"."""
    QUALIFIED = "qualified"
    """Each step but for the text of an item, and a language in brackets: "Place · City (Vietnamese)"."""
    FULL = "full"
    """Each step: "Steps · Adopted · Date"."""


# values


def value_words(shape: Shape, value: object, voice: Voice) -> str:
    """A value of a field on one line; empty for none."""
    return " ".join("".join(span.text for span in value_spans(shape, value, voice)).split())


def value_spans(shape: Shape, value: object, voice: Voice) -> list[Span]:
    """The same with what it names as links."""
    if value is None:
        return []
    if isinstance(value, Value):
        return _table(shape, value, voice)
    if isinstance(value, Mapping):
        return _mapping(shape, value, voice)
    if isinstance(value, list | tuple):
        return _list(shape, value, voice)
    return [_scalar(shape, value, voice)]


def _list(shape: Shape, values: Sequence[object], voice: Voice) -> list[Span]:
    if shape.form is Form.ITEMS or shape.name in MADE_BY_PROGRAM:
        called = names(shape.name, values)
        told = [[Span(item_words(shape, item, name, voice))] for name, item in zip(called, values, strict=True)]
    else:
        told = [value_spans(_element(shape), value, voice) for value in values]
    between = Span(", " if _element(shape).form in _SHORT else BETWEEN)
    out: list[Span] = []
    for spans in filter(None, told):
        out += [between] * bool(out) + spans
    return out


def _element(shape: Shape) -> Shape:
    return shape.element if shape.form is Form.LIST and shape.element is not None else shape


def _mapping(shape: Shape, value: Mapping[str, object], voice: Voice) -> list[Span]:
    """A text by language, a table, or named values."""
    if shape.form in (Form.LOCALIZED, Form.TEXT) and all(isinstance(text, str) for text in value.values()):
        return [Span(voice.one({key: str(text) for key, text in value.items()}))]
    told = [
        (name, part, inner) for name, part, inner in named_parts(shape, value, voice) if inner not in (None, [], {})
    ]
    if not told and value:
        return [Span(_quoted(str(value)))]
    words = [": ".join(filter(None, (name, value_words(part, inner, voice)))) for name, part, inner in told]
    return [Span(BETWEEN.join(words))]


def _table(shape: Shape, value: Value, voice: Voice) -> list[Span]:
    """A table by what stands in its parts; the names of parts only where the value does not say what it is."""
    model = type(value)
    inside = parts(model, shape.owner or shape.name)
    texts = []
    for attribute, info in model.model_fields.items():
        name, found = info.alias or attribute, getattr(value, attribute)
        if found in (None, [], {}) or name == "key":
            continue
        words = value_words(inside[name], found, voice)
        if inside[name].form is Form.YES_NO:
            label = field_name(shape.owner or shape.name, name, voice.tr)
            words = label if found else f"{label}: {words}"
        texts.append(words)
    return [Span(" · ".join(filter(None, texts)))]


def named_parts(shape: Shape, table: Mapping[str, object], voice: Voice) -> Iterator[tuple[str, Shape, object]]:
    """What the parts of a table are called, their shapes, and what stands in them."""
    for key, value in table.items():
        name, part = _part(shape, str(key), table, voice)
        yield name, part, value


def _part(shape: Shape, key: str, table: Mapping[str, object], voice: Voice) -> tuple[str, Shape]:
    if shape.name == "percent":
        return voice.label("progress.status", key), Shape(Form.NUMBER, "percent", "progress")
    model = shape.model or MADE_BY_PROGRAM.get(shape.name)
    if model is not None:
        owner = shape.owner or shape.name
        part = parts(model, owner).get(key)
        if part is None:
            return _quoted(key), Shape(Form.FREE, key, owner)
        if (owner, key) == ("claims", "value"):
            part = _of_field(str(table.get("field", "")))
        return field_name(owner, key, voice.tr), part
    if shape.form is Form.LOCALIZED:
        return voice.named(key), Shape(Form.TEXT, key, shape.name, long=shape.long)
    if shape.name == "relations":
        return field_name("relations", key, voice.tr), relation_shape("", key)
    if shape.form is Form.MAP:
        return field_name(shape.name, key, voice.tr), Shape(Form.TEXT, key, shape.name)
    return _quoted(key), Shape(Form.FREE, key)


def _scalar(shape: Shape, value: object, voice: Voice) -> Span:
    shape = _element(shape)
    tr = voice.tr
    if isinstance(value, PartialDate):
        return Span(voice.date(value))
    if isinstance(value, bool):
        fits = shape.form in (Form.YES_NO, Form.FREE)
        return Span(tr.pgettext("answer", _YES_NO[value]) if fits else _quoted(value))
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if (shape.owner, shape.name) in _FIELD_PATHS:
        return Span(path_words("", text, voice))
    match shape.form:
        case Form.DATE:
            with suppress(DateError):
                return Span(voice.date(PartialDate.parse(text)))
        case Form.NUMBER | Form.FREE if isinstance(value, int | float):
            return Span(percent(value, tr) if shape.name == "percent" else number(value, tr))
        case Form.VOCABULARY if label := _label(shape.vocabulary, text, voice):
            return Span(label)
        case Form.COUNTRY if country := country_name(text, tr):
            return Span(country)
        case Form.LANGUAGE if text in LABELS["language"]:
            return Span(voice.named(text))
        case Form.REFERENCE if isinstance(value, str):
            if country_of(text) or voice.index.card(text) or (is_record_id(text) and not shape.texts):
                return voice.name(text)
            return Span(text)
        case Form.TEXT if shape.name == "key" and shape.owner:
            return Span(_quoted(value))  # somebody's own name for an item, which has no words
        case Form.TEXT | Form.LOCALIZED | Form.FREE if isinstance(value, str) or hasattr(value, "isoformat"):
            return Span(heading(text, tr) if (shape.owner, shape.name) == ("checked", "code") else text)
    return Span(_quoted(value))


def _quoted(value: object) -> str:
    """What has no words of its own, as it is written in a file."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return quoted(text)


def _label(vocabulary: str, key: str, voice: Voice) -> str:
    """A key of a vocabulary in words, as it stands by itself; empty where there are none."""
    if vocabulary == "figure.bound" and key in _BOUNDS:
        return voice.tr.pgettext("bound", _BOUNDS[key])
    kind, _, name = vocabulary.partition(".")
    for one in (f"{kind}.{name}" for kind in MODELS) if kind == ANY_KIND else (vocabulary,):
        if key in LABELS.get(one, {}) or voice.manifest.own_label(one, key):
            return voice.label(one, key)
    return ""


def yes_no(value: bool, tr: Translator) -> str:
    """A truth in words."""
    return tr.pgettext("answer", _YES_NO[value])


def key_words(vocabulary: str, key: str, voice: Voice) -> str:
    """A key of a vocabulary in words; one without a label in quotation marks."""
    return _label(vocabulary, key, voice) or _quoted(key)


def item_words(shape: Shape, item: Any, name: str, voice: Voice) -> str:
    """An item of a list, a model or a table as it was read, by what tells it best from its neighbours."""

    def has(part: str) -> Any:
        return item.get(part) if isinstance(item, Mapping) else getattr(item, part, None)

    for part in ("name", "text", "quote"):
        named = has(part)
        if isinstance(named, Mapping):
            return voice.one(named)
        if isinstance(named, str):
            return named
    words: list[str] = []
    match shape.name:
        case "figures" if has("value") is not None:
            bound, what = has("bound") or "exact", str(has("what"))
            told = value_words(Shape(Form.NUMBER), has("value"), voice)
            return f"{voice.label('figure.bound', bound).format(number=told)} {key_words('figure.what', what, voice)}"
        case "terms" | "steps":
            vocabulary, naming = ("term.type", "type") if shape.name == "terms" else ("step.action", "action")
            words += [key_words(vocabulary, str(has(naming)), voice)] if has(naming) else []
            if shape.name == "terms" and has("number") is not None:
                words.append(voice.tr.gettext("no. {number}").format(number=has("number")))
            words += [value_words(Shape(Form.DATE), has("date"), voice)] if has("date") else []
        case "claims" if has("field"):
            field = str(has("field"))
            return f"{path_words('', field, voice)}: {value_words(_of_field(field), has('value'), voice)}"
        case "sources" if has("ref"):
            place = voice.at(has("at"))
            return voice.known(str(has("ref"))) + (f", {place}" if place else "")
    if words:
        return " · ".join(words)
    table = replace(
        shape, form=Form.TABLE, name=name, owner=shape.name, model=shape.model or MADE_BY_PROGRAM.get(shape.name)
    )
    parts_told = value_words(table, item, voice) if name.isdigit() or isinstance(item, Mapping) else ""
    return parts_told or name


# claims


def claim_spans(record: Record, field: str, value: object, voice: Voice) -> list[Span]:
    """What is said of a field of a record, in words."""
    return value_spans(shape_at(record.kind, field), value, voice)


# field paths


def path_words(
    kind: str, path: str, voice: Voice, style: PathStyle = PathStyle.FULL, record: Record | None = None
) -> str:
    """A field path in words: "Steps · Adopted · Date". Items are called by what they hold, as far as `record` is at hand."""
    told = walk(kind, path, voice, record)[0]
    if style is PathStyle.SHORT:
        return told[0]
    if style is PathStyle.QUALIFIED and len(told) == len(way := steps(kind, path)):
        languages = [
            words for words, step in zip(told, way, strict=True) if step.holder and step.holder.form is Form.LOCALIZED
        ]
        told = [words for words, step in zip(told, way, strict=True) if not _is_said(step)]
        return " · ".join(told) + "".join(f" ({language})" for language in languages)
    return " · ".join(told)


def _is_said(step: Step) -> bool:
    """Whether a step goes without saying: the text of an item, and a language, which stands in brackets."""
    holder = step.holder
    is_text = holder is not None and holder.form is Form.TABLE and bool(holder.owner) and step.name in ("text", "name")
    return is_text or (holder is not None and holder.form is Form.LOCALIZED)


def _of_field(path: str) -> Shape:
    return shape_at("", path)


def walk(kind: str, path: str, voice: Voice, record: Record | None = None) -> tuple[list[str], Shape]:
    """What is called what on the way to a field, and what may stand there."""
    told: list[str] = []
    way = steps(kind, path)
    for name, shape, holder, so_far in way:
        if holder is None:
            told.append(field_name("", name, voice.tr))
        elif holder.form is Form.ITEMS:
            item = value_at(record, so_far) if record is not None else None
            words = _item_name(holder, name, kind, voice) if item is None else _item_path(holder, item, name, voice)
            told.append(words if len(words) <= _LONG else words[: _LONG - 1] + "…")
        elif holder.name == "relations":
            told = [field_name("relations", name, voice.tr)]
        elif holder.form is Form.LOCALIZED:
            told.append(voice.named(name) if name in LABELS["language"] else _quoted(name))
        elif holder.form is Form.TABLE and shape.form is Form.FREE and name not in known_parts(holder):
            told.append(_quoted(name))
        elif holder.form in (Form.TABLE, Form.MAP):
            words = field_name(holder.owner or holder.name, name, voice.tr)
            told += [words] * (not told or told[-1] != words)
        else:
            told.append(_quoted(name))
    return told, way[-1].shape


def _item_path(holder: Shape, item: Any, name: str, voice: Voice) -> str:
    """An item in a path: steps, terms and figures by what they are, not by how a source words it."""
    if holder.name not in _ITEM_VOCABULARIES:
        return item_words(holder, item, name, voice)
    words = key_words(_ITEM_VOCABULARIES[holder.name], getattr(item, name_field(holder.name)), voice)
    number_ = getattr(item, "number", None)
    no = voice.tr.gettext("no. {number}")
    return words if number_ is None else f"{words} {no.format(number=number_)}"


_ITEM_VOCABULARIES = {"figures": "figure.what", "steps": "step.action", "terms": "term.type"}


def _item_name(shape: Shape, name: str, kind: str, voice: Voice) -> str:
    """An item of a record that is not at hand."""
    if shape.name == "claims":
        return path_words(kind, name, voice)
    if shape.name == "sources":
        return voice.known(name)
    vocabulary = _ITEM_VOCABULARIES.get(shape.name, "")
    if vocabulary and (words := _label(vocabulary, name, voice)):
        return words
    return name if name.isdigit() else _quoted(name)
