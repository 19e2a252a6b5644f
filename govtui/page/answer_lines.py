"""Answers in words: label, value, what other sources say, whose it is, and where it is stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from govtui.i18n.dates import text_short
from govtui.i18n.field_labels import field_label, relation_label
from govtui.i18n.formats import joined, number
from govtui.index.query_api import Fact
from govtui.model.dates import DateError, PartialDate
from govtui.model.field_paths import path_steps
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import country_of
from govtui.model.measures_over_time import measures_of
from govtui.model.path_overlap import overlap
from govtui.model.progress import STATUSES, ProgressRow
from govtui.model.schema import ValueType
from govtui.page.figures import row_words
from govtui.page.present import BETWEEN, PathStyle, claimed_spec, item_words, key_words, path_words, value_words
from govtui.page.render_context import RenderContext
from govtui.page.source_names import acronym_or_name, short_name
from govtui.text.width import clip

_BETWEEN = " · "

_MEASURE = 40
"""The cells of a measure in the place of a label."""


class AnswerLine(NamedTuple):
    """A fact in words. An answer is label, value and source; no sentence is made of it."""

    fact: Fact
    label: str
    value: str
    subject: str
    """The record that it is about, by its acronym if it has one."""
    kind: str
    """The kind of that record."""
    cited: str
    """The source by its short name, and the place in it; empty where none is named."""
    beside: Sequence[str] = ()
    """What other sources say of the same field, each with its sign and its source."""
    told: Sequence[Fact] = ()
    """The facts of `beside`."""
    place: str = ""
    """The end of `cited` that tells the place in the source: ", line 7]"."""

    @property
    def facts(self) -> Sequence[Fact]:
        """The fact, and those beside it."""
        return self.fact, *self.told


def answer_lines(facts: Sequence[Fact], context: RenderContext, *, cited: bool = True) -> list[AnswerLine]:
    """Return facts in words, what other sources say beside the fact that it is about; without those whose record is gone.

    Without `cited` no source is named, and no acronym: they are read from files.
    """
    lines: list[AnswerLine] = []
    for fact in facts:
        line = _line(fact, context, cited=cited)
        if line is None:
            continue
        place = next((n for n, one in enumerate(lines) if _same_field(one.fact, fact)), None)
        if fact.sign == "+" and place is not None:
            said = f"{fact.sign} {line.value} {line.cited}".rstrip()
            whole = lines[place]
            lines[place] = whole._replace(beside=(*whole.beside, said), told=(*whole.told, fact))
        else:
            lines.append(line)
    return lines


def answer_text(line: AnswerLine) -> str:
    """Return an answer on one line, to be copied: subject, label, value, what others say, citation."""
    return f"{line.subject}{_BETWEEN}{line.label}: " + " ".join((line.value, *line.beside, line.cited)).strip()


def _line(fact: Fact, context: RenderContext, *, cited: bool) -> AnswerLine | None:
    card, subject = context.index.card(fact.key), context.index.card(fact.subject)
    if card is None or subject is None:
        return None
    label, value = _relation(fact, context) if fact.type else _stated(fact, card.kind, context, cited=cited)
    if not cited:
        return AnswerLine(fact, label, value, context.name(subject.key).text, subject.kind, "")
    name = acronym_or_name(subject.key, context)
    place = f", {words}]" if (words := context.locator(fact.at)) else "]"
    return AnswerLine(fact, label, value, name, subject.kind, cited_words(fact, context), place=place)


def cited_words(fact: Fact, context: RenderContext) -> str:
    """Return the source of a fact in brackets: “[State Management Review 2019, lines 9–11]”."""
    if not fact.source:
        return ""
    return f"[{', '.join(filter(None, (short_name(fact.source, context), context.locator(fact.at))))}]"


def _same_field(one: Fact, other: Fact) -> bool:
    """Whether two facts are told of one field, or of parts of one item, of the same record."""
    return one.key == other.key and overlap(one.place, other.place)


def _relation(fact: Fact, context: RenderContext) -> tuple[str, str]:
    schema = context.schema
    turned = schema.inverses.get(
        fact.type
    )  # an inverse that was typed by hand: read from here it is the relation itself
    inverse = fact.inverse if turned is None else not fact.inverse
    label = relation_label(turned or fact.type, context.tr, schema, inverse=inverse)
    return label, context.name(fact.key if fact.inverse else fact.target).text


def _stated(fact: Fact, kind: str, context: RenderContext, *, cited: bool) -> tuple[str, str]:
    """Return label and value of a field, of an item of a list, or of what a claim says of either."""
    path, value = fact.place, fact.value
    steps = path_steps(kind, path, context.schema)
    holder = steps[-1].holder
    if holder is not None and holder.is_items and isinstance(value, Mapping):
        label, words = _item(holder, value, steps[-1].name, context)
        if holder.name == "rows" and value.get("item"):
            label = _measure(fact.key, str(value["item"]), context) if cited else context.field("measures")
        return label, words
    if steps[-1].spec.is_items and isinstance(value, list):
        own = field_label(steps[-1].spec, context.tr)
        told = [_item(steps[-1].spec, item, str(n), context) for n, item in enumerate(value, 1)]
        labels = [label.removeprefix(own).removeprefix(_BETWEEN) for label, _ in told]
        return own, BETWEEN.join(
            ": ".join(filter(None, (label, words))) for label, (_, words) in zip(labels, told, strict=True)
        )
    spec = claimed_spec(kind, path, value, context) if fact.about else steps[-1].spec
    maker = _TABLES.get(path)
    words = maker(value, context) if maker and isinstance(value, Mapping) else ""
    words = words or (
        text_short(str(value), context.tr) if fact.sign == "+" and spec.value_type is ValueType.DATE else ""
    )
    words = words or value_words(spec, value, context)
    return _path(fact.key, kind, path, context, named=cited), words


def _path(key: str, kind: str, path: str, context: RenderContext, *, named: bool) -> str:
    """Return a field path in words, never with the key of an item: with what it holds (`named`: its file may be read), or without."""
    steps = path_steps(kind, path, context.schema)
    if not any(step.holder is not None and step.holder.is_items for step in steps):
        return path_words(kind, path, context, PathStyle.QUALIFIED)
    record = context.record(key) if named and steps[-1].spec.name not in ("text", "name") else None
    return path_words(kind, path, context, PathStyle.SHORT if record is None else PathStyle.QUALIFIED, record)


# items of lists


def _item(holder: FieldSpec, item: Mapping[str, Any], name: str, context: RenderContext) -> tuple[str, str]:
    """Return label and value of an item of a list."""
    maker, own = _ITEMS.get(holder.name), field_label(holder, context.tr)
    if maker is None:
        return own, item_words(holder, item, name, context)
    label, words = maker(item, context)
    return (
        (label, words) if words else (own, label)
    )  # a step that has only words of its source: what was done is the value


def _measure(key: str, name: str, context: RenderContext) -> str:
    """Return the measure of a row of progress in its words: of the record, or of the text that it implements."""
    record = context.record(key)
    measure = measures_of(record, context.record).get(name) if record is not None else None
    words = context.text_of(dict(measure.text)) if measure is not None and measure.text else ""
    return clip(words, _MEASURE) if words else context.field("measures")


def _term(item: Mapping[str, Any], context: RenderContext) -> tuple[str, str]:
    label = " ".join(
        filter(None, (key_words("term.type", str(item.get("type", "")), context), _ordinal(item, context)))
    )
    return label, _dotted(
        _body(item.get("org"), context), _body_of_country(item, context), item.get("person"), _date(item, context)
    )


def _step(item: Mapping[str, Any], context: RenderContext) -> tuple[str, str]:
    label = key_words("step.action", str(item.get("action", "")), context)
    by = joined([_body(id, context) for id in item.get("by", ())], context.tr)
    at = joined([_body(id, context) for id in item.get("events", ())], context.tr)
    return label, _dotted(_date(item, context), by, context.text_of(item.get("by_text")), at)


def _person(item: Mapping[str, Any], context: RenderContext) -> tuple[str, str]:
    role = item.get("role")
    label = key_words("person.role", str(role), context) if role else context.field("people")
    return label, _dotted(item.get("name"), context.text_of(item.get("title")), _body(item.get("org"), context))


def _participant(item: Mapping[str, Any], context: RenderContext) -> tuple[str, str]:
    who = str(item.get("who", ""))
    words = _body(who, context) if who else context.text_of(item.get("name") or item.get("text"))
    count = item.get("count")
    return context.field("participants"), _dotted(words, number(count, context.tr) if isinstance(count, int) else "")


def _progress(item: Mapping[str, Any], context: RenderContext) -> tuple[str, str]:
    """Return the total of a table, or of its row, with its parts: "21: 4 completed · 3 recurring · 14 planned"."""
    counts = inner if isinstance(inner := item.get("stated"), Mapping) else item
    parts = [
        f"{number(counts[status], context.tr)} {context.label('progress.status', status)}"
        for status in STATUSES
        if isinstance(counts.get(status), int)
    ]
    total = counts.get("stated")
    words = ": ".join(filter(None, (number(total, context.tr) if isinstance(total, int) else "", _dotted(*parts))))
    if status := item.get("status"):
        words = _dotted(key_words("measure.status", str(status), context), _date({"date": item.get("as_of")}, context))
    row = ProgressRow.model_construct(area=item.get("area"), under=item.get("under"), item=item.get("item"))
    if any((row.area, row.under, row.item)):
        return row_words(row, {}, context), words
    unit = item.get("unit")
    about = key_words("progress.unit", str(unit), context) if unit else ""
    return _dotted(context.field("progress"), about, _date({"date": item.get("as_of")}, context)), words


def _series(series: Mapping[str, Any], context: RenderContext) -> str:
    """Return a series and the number in it."""
    return _dotted(_body(series.get("id"), context), _ordinal(series, context))


def _place(place: Mapping[str, Any], context: RenderContext) -> str:
    """Return a place as on a letter: venue, city, country."""
    country = place.get("country")
    parts = (context.text_of(place.get("venue")), context.text_of(place.get("city")), context.country(country))
    return ", ".join(filter(None, parts))


_ITEMS = {
    "terms": _term,
    "steps": _step,
    "people": _person,
    "participants": _participant,
    "progress": _progress,
    "rows": _progress,
}
"""Lists whose items have a label of their own, or parts that their name lacks; of the others the name of the item is the value."""

_TABLES = {"place": _place, "series": _series}
"""Tables whose values tell what they are."""


def _ordinal(item: Mapping[str, Any], context: RenderContext) -> str:
    value = item.get("number")
    return context.ordinal(value) if isinstance(value, int) else ""


def _date(item: Mapping[str, Any], context: RenderContext) -> str:
    try:
        return context.date(PartialDate.parse(str(item["date"]))) if item.get("date") else ""
    except DateError:
        return str(item["date"])


def _body(id: object, context: RenderContext) -> str:
    return context.name_or_text(str(id)) if id else ""


def _body_of_country(item: Mapping[str, Any], context: RenderContext) -> str:
    country = item.get("country")
    return context.country(str(country)) if country and not item.get("org") and not country_of(str(country)) else ""


def _dotted(*words: object) -> str:
    return _BETWEEN.join(str(one) for one in words if one)
