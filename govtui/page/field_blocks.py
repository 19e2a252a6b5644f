"""Default blocks of a field, made from its spec. Renderers in contents.py replace them, and end with `item_blocks`.

Nothing of a record is left out: the parts of an item that a renderer does not show stand behind it, each with its label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from govtui.i18n.field_labels import field_label
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_names
from govtui.model.schema import Section, ValueType
from govtui.page.page import Paragraph, Role, Span, Spans, joined_spans
from govtui.page.present import entry_words, value_spans, value_words
from govtui.page.render_context import LEAD, RenderContext

_LAST = frozenset({"key", "quote", "source", "at", "said_by", "note"})
"""The parts that end each item, and its key, which is not shown."""


def _last(item: Any) -> Collection[str]:
    """Return the parts that end an item; a place without a source beside it is a part as any other."""
    return _LAST if hasattr(item, "source") else _LAST - {"at"}


def field_blocks(spec: FieldSpec, value: Any, context: RenderContext, path: str = "") -> Iterator[Paragraph]:
    """Yield a field: a labelled line, a paragraph for each language that is read, or a line for each item or entry."""
    path = path or spec.name
    if is_empty(value):
        return
    label = field_label(spec, context.tr)
    if spec.is_items:
        for name, item in zip(item_names(spec.name, value), value, strict=True):
            yield from _default_item(spec.called(name), item, context, f"{path}.{name}")
    elif spec.is_table:
        yield Paragraph(further_spans(spec, value, (), context), label, lead_width=LEAD, field=path)
        yield from further_blocks(spec, value, (), context, path)
    elif spec.keyed and isinstance(value, Mapping):
        for key, inner in value.items():
            spans = value_spans(spec.entry(key), inner, context)
            yield Paragraph(spans, entry_words(spec, key, context), lead_width=LEAD, field=f"{path}.{key}")
    elif spec.value_type in (ValueType.LOCALIZED, ValueType.QUOTE) and not spec.keyed and _are_texts(value):
        read = _quoted_spans if spec.value_type is ValueType.QUOTE else text_spans
        shown = [words for text in (value if isinstance(value, list) else [value]) for words in read(text, context)]
        for number, words in enumerate(shown):
            yield Paragraph(words, "" if number else label, lead_width=LEAD, field=path)
    else:
        yield Paragraph(value_spans(spec, value, context), label, lead_width=LEAD, field=path)


def is_empty(value: object) -> bool:
    """Return whether a field has no value. False and 0 are values."""
    return value is None or value in ("", [], {}, ())


def text_spans(
    text: Mapping[str, str] | str | None, context: RenderContext, role: Role = Role.PLAIN
) -> Iterable[Spans]:
    """Return a text in each language that is read; a plain string once."""
    return [(Span(text, role),)] if isinstance(text, str) else context.read(text, role)


def note_blocks(
    note: Mapping[str, str] | str | None, context: RenderContext, path: str, indent: int = 0
) -> Iterator[Paragraph]:
    """Yield the note of the item or table at `path`, in each language that is read."""
    for words in text_spans(note, context, Role.MUTED):
        yield Paragraph(words, indent=indent, field=f"{path}.note")


def item_blocks(
    spec: FieldSpec,
    item: Any,
    context: RenderContext,
    path: str,
    *,
    spans: Spans = (),
    text: str = "",
    before: Spans = (),
    after: Spans = (),
    shown: Collection[str] = (),
    lead: str = "•",
    lead_role: Role = Role.MUTED,
) -> Iterator[Paragraph]:
    """Yield an item of a list: `spans`, or its part `text` in each language; then its parts not `shown`.

    `before` and `after` stand round the first of these. The line ends with what the source prints, who says so, and the
    source; the note stands below.
    """
    source, said_by, note = (getattr(item, part, None) for part in ("source", "said_by", "note"))
    at = None if "at" in shown else getattr(item, "at", None)
    shown = {*shown, text, *_last(item)}
    field = f"{path}.{text}" if text else path
    for number, words in enumerate(context.read(getattr(item, text)) if text else [spans]):
        whole = words
        if not number:
            head = further_spans(spec, item, shown, context, (*before, *words, *after))
            whole = (*head, *_printed(item, head, context), *context.citation(source, at, said_by))
        yield Paragraph(whole, " " if number else lead, lead_role, lead_width=3, field=field)
    yield from further_blocks(spec, item, shown, context, path)
    yield from note_blocks(note, context, path, indent=3)


def _printed(item: Any, head: Spans, context: RenderContext) -> Spans:
    """Return the quotation of an item, to stand behind `head`."""
    words = context.quote(getattr(item, "quote", None), getattr(item, "source", None), Role.MUTED)
    last = head[-1].text if head else ": "
    between = "" if last.endswith(": ") else " " if last.endswith((".", "!", "?")) else " · "
    return (Span(between, Role.MUTED), *words) if words and between else words


def line_spans(text: Mapping[str, str] | str | None, context: RenderContext, role: Role = Role.PLAIN) -> list[Span]:
    """Return a text on one line, in each language that is read: "nước chủ nhà / the host"; once where these are the same."""
    if isinstance(text, Mapping) and len(context.languages) > 1:
        read = {text.get(language) for language in context.languages}
        if len(read) == 1 and None not in read:
            text = read.pop()
    return joined_spans([list(words) for words in text_spans(text, context, role)], Span(" / ", role))


def further_spans(
    spec: FieldSpec, item: Any, shown: Collection[str], context: RenderContext, head: Sequence[Span] = ()
) -> list[Span]:
    """Return `head` and the parts of a table not `shown` that fit on a line, each with its label: "… · Number: 3"."""
    out = list(head)
    for part, value in _others(spec, item, shown):
        if not _stands_below(part):
            out.append(Span(f"{' · ' if out else ''}{field_label(part, context.tr)}: ", Role.MUTED))
            out += [Span(context.locator(value))] if part.name == "at" else value_spans(part, value, context)
    return out


def further_blocks(
    spec: FieldSpec, item: Any, shown: Collection[str], context: RenderContext, path: str, indent: int = 3
) -> Iterator[Paragraph]:
    """Yield the parts not `shown` that take lines of their own."""
    for part, value in _others(spec, item, shown):
        if _stands_below(part):
            below = f"{path}.{part.name}"
            if part.is_items:
                yield Paragraph((Span(field_label(part, context.tr), Role.LABEL),), indent=indent, field=below)
            for block in field_blocks(part, value, context, below):
                yield replace(block, indent=block.indent + indent)


CitedPlace = tuple[str | None, str | None, str | None]
"""Source, place in it, and whose words it reports."""


def common_citation(items: Sequence[Any]) -> CitedPlace:
    """Return what most items of a list cite; nothing where one has no source, which would seem to have this."""
    counted = Counter(map(_cited, items))
    if any(source is None for source, _, _ in counted):
        return (None, None, None)
    return next((cited for cited, count in counted.most_common(1) if count > 1 or len(items) == 1), (None, None, None))


def _cited(item: Any) -> CitedPlace:
    return item.source, item.at, item.said_by


def rest_below(
    spec: FieldSpec, item: Any, shown: Collection[str], context: RenderContext, path: str, common: CitedPlace
) -> Iterator[Paragraph]:
    """Yield what stands below the row of an item in a table: parts not `shown`, another source than `common`, the note."""
    cited = _cited(item)
    is_cited = any(cited) and cited != common  # in parallel reading only one side shows it, and both have the line
    spans = [*further_spans(spec, item, shown, context), *(context.citation(*cited) if is_cited else ())]
    if spans or is_cited:
        yield Paragraph(spans, indent=3, field=path)
    yield from further_blocks(spec, item, shown, context, path)
    yield from note_blocks(item.note, context, path, indent=3)


def _others(spec: FieldSpec, item: Any, shown: Collection[str]) -> Iterator[tuple[FieldSpec, Any]]:
    for name, part in parts(spec).items():
        if name not in shown and part.about.section is not Section.PROGRAM:
            value = part.held_by(item)
            if not is_empty(value):
                yield part, value


def _stands_below(part: FieldSpec) -> bool:
    """Return whether a part takes lines of its own: texts and tables."""
    return part.is_localized or part.part is not None or part.keyed


def _default_item(spec: FieldSpec, item: Any, context: RenderContext, path: str) -> Iterator[Paragraph]:
    """Yield an item by its name, then all its other parts."""
    naming = (spec.about.items.name if spec.about.items else "", "name", "text")
    part = next((part for name in naming if (part := parts(spec).get(name)) and not is_empty(part.held_by(item))), None)
    if part is not None and part.is_localized and _are_texts(part.held_by(item)):
        yield from item_blocks(spec, item, context, path, text=part.name)
    elif part is not None:
        value = part.held_by(item)
        words = context.locator(value) if part.name == "at" else value_words(part, value, context)
        yield from item_blocks(spec, item, context, path, spans=[Span(words, Role.STRONG)], shown=(part.name,))
    else:
        spans = further_spans(spec, item, _last(item), context)
        on_line = [name for name, part in parts(spec).items() if not _stands_below(part)]
        yield from item_blocks(spec, item, context, path, spans=spans, shown=on_line)


def _quoted_spans(text: Mapping[str, str] | str | None, context: RenderContext) -> Iterable[Spans]:
    """Return printed words in quotation marks."""
    return [context.quote(text)]


def _are_texts(value: object) -> bool:
    """Return whether a value is a text by language, or a list of such; an own field may hold anything."""
    if isinstance(value, list):
        return bool(value) and all(map(_are_texts, value))
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())
