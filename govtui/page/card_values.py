"""Values of the rows of a card: what is said of a field in a few words, with its sources, and whether that is all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from govtui.i18n.formats import number
from govtui.index.api import Incoming
from govtui.model.declaration_parts import Step
from govtui.model.field_paths import citations_for
from govtui.model.gaps import is_partial
from govtui.model.item_names import item_paths
from govtui.model.parts import Term
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.references import COMPUTED, actors
from govtui.model.relations import CITED_SOURCE
from govtui.model.value import Value as Part
from govtui.page import contents
from govtui.page.bodies import person_named
from govtui.page.field_blocks import field_blocks, is_empty, line_spans
from govtui.page.figures import framework
from govtui.page.links import Linked, neighbours_around, qualified
from govtui.page.page import COMPUTED as COMPUTED_SIGN
from govtui.page.page import Paragraph, Role, Span, Spans, joined_spans
from govtui.page.present import key_words
from govtui.page.progress_numbers import numbered, sum_of
from govtui.page.render_context import RenderContext
from govtui.text.fold import folded_words

_NAMED = 3
"""Names of a list of bodies in a row; others are counted."""


LISTS = frozenset({"steps", "people", "participants", "terms", "progress"})
"""Lists of which a row shows a part: what is said of their other items does not stand beside it."""


class Value(NamedTuple):
    """What a row says of one field."""

    spans: Spans
    path: str
    """Of the field, or of the item that is shown."""
    whole: bool = True
    """Whether nothing more is to be told of it."""
    sources: Sequence[str] = ()
    label: str = ""
    within: Sequence[str] = ()
    """Other paths that are told in full."""
    about: Sequence[str] = ()
    """Other paths of which something is shown: of items, for what stands beside them."""
    remark: tuple[str, Term, str] | None = None


class Facts(NamedTuple):
    """A record with what its rows need besides: links, references that arrive, the render context."""

    record: Record
    key: str
    incoming: Sequence[Incoming]
    context: RenderContext
    linked: Mapping[str, Sequence[Linked]]
    """Relation to those that the record has, by itself or by its steps."""


def linked_by(record: Record, context: RenderContext) -> Mapping[str, list[Linked]]:
    """Return whom a record is linked to by relation; who adopted or issued a text follows from its steps."""
    found = {
        name: [Linked(context.name(id), f"relations.{name}") for id in targets]
        for name, targets in record.relations.items()
    }
    for one in actors(record) if isinstance(record, Declaration) else ():
        found.setdefault(one.type, []).append(Linked(context.name(one.target), f"relations.{one.type}", one.quality))
    return found


def values_of(name: str, facts: Facts) -> Iterator[Value]:
    """Yield what a row says of one of its fields; nothing where it has no value."""
    if maker := _MAKERS.get(name):
        yield from maker(facts)
    elif name.startswith("relations."):
        yield from _relation(name, facts)
    elif name.startswith("links."):
        if url := facts.record.links.get(name.removeprefix("links.")):
            yield Value([Span(url)], name, sources=_cited(name, facts))
    else:
        yield from _field(name, facts)


def _cited(path: str, facts: Facts) -> list[str]:
    """Return the sources of a field: those that are cited for it, without those of claims if there are others."""
    cited = list(dict.fromkeys(one.ref for one in citations_for(facts.record, path)))
    claimed = {one.source for one in facts.record.claims if one.field == path}
    return [one for one in cited if one not in claimed] or cited


def _field(name: str, facts: Facts) -> Iterator[Value]:
    """Yield a field as its lines below would say it."""
    spec = facts.context.schema.fields(facts.record.kind).get(name)
    if spec is None or is_empty(spec.held_by(facts.record)):
        return
    make = contents.RENDERERS.get(name)
    blocks = (
        make(spec, facts.record, facts.context)
        if make
        else field_blocks(spec, spec.held_by(facts.record), facts.context)
    )
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.field == name]
    texts = list(dict.fromkeys(tuple(line.spans) for line in lines))
    if texts:
        label = next((line.lead for line in lines if line.lead), "") if name == "date" else ""
        yield Value(joined_spans(texts, Span(" / ")), name, sources=_cited(name, facts), label=label)


def _relation(name: str, facts: Facts) -> Iterator[Value]:
    relation = name.removeprefix("relations.")
    if held := facts.linked.get(relation):
        names = [[one.name, *qualified(one.quality, one.told_by, facts.context)] for one in held]
        steps = _steps_of(relation, facts.record)
        sources = [*_cited(name, facts), *(one.source for one in steps.values() if one.source)]
        yield Value(joined_spans(names, Span("; ")), name, sources=sources, about=[*steps])


def _steps_of(relation: str, record: Record) -> Mapping[str, Step]:
    """Return the steps from which a relation follows, by path."""
    held = record.steps if isinstance(record, Declaration) else []
    return {path: one for path, one in item_paths("steps", held) if one.by and COMPUTED.get(one.action) == relation}


def _terms(facts: Facts) -> Iterator[Value]:
    """Yield the only term with all that is told of it; of several who has which, for they are listed below."""
    record, context = facts.record, facts.context
    held = record.terms if isinstance(record, Organization) else []
    for path, term in item_paths("terms", held):
        title = " ".join(filter(None, (key_words("term.type", term.type, context), context.ordinal(term.number))))
        spans = _term_spans(term, record, context)
        if len(held) == 1:
            rest = _has_more(
                term,
                ("key", "type", "number", "org", "country", "person", "date", "under", "source", "at", "quote", "note"),
            )
            sources = _sources([term])
            remark = (path, term, title) if not rest else None
            yield Value(spans or [Span(title)], path, not rest, sources, title, remark=remark)
    if len(held) > 1:
        named = [[Span(f"{context.ordinal(one.number)} ".lstrip()), *_term_spans(one, record, context)] for one in held]
        more = [[Span("…", Role.MUTED)]] if len(named) > _NAMED else []
        types = {one.type for one in held}
        label = key_words("term.type", held[0].type, context) if len(types) == 1 else ""
        yield Value(joined_spans([*named[:_NAMED], *more], Span("; ")), "terms", False, _sources(held[:_NAMED]), label)


def _sources(items: Iterable[_Sourced]) -> list[str]:
    """Return the sources of some items, each once."""
    return list(dict.fromkeys(one.source for one in items if one.source))


class _Sourced(Protocol):
    @property
    def source(self) -> str | None: ...


def _term_spans(term: Term, record: Record, context: RenderContext) -> list[Span]:
    """Return who holds a term and when, without what it is called."""
    under = context.tr.pgettext("term", "under")
    org = [context.name(term.org)] if term.org else []
    country = context.country(term.country)
    parts: list[Spans] = [
        [Span(context.date(term.date))] if term.date else [],
        org,
        [Span(country)] if country and not any(country in span.text for span in org) else [],
        [Span(person_named(term.person, record))] if term.person else [],
        [Span(f"{under} "), context.name(term.under)] if term.under else [],
    ]
    return joined_spans(parts, Span(" · ", Role.MUTED))


def _has_more(item: Part, shown: Sequence[str]) -> bool:
    """Whether an item has parts that are not `shown`."""
    return any(not is_empty(value) for name, value in vars(item).items() if name not in shown)


def _chair(facts: Facts) -> Iterator[Value]:
    """Yield who was in the chair, with the office; its body where the office does not name it."""
    context = facts.context
    held = [(path, one) for path, one in item_paths("people", facts.record.people) if one.role == "chair"]
    for path, person in held:
        title = line_spans(person.title, context)
        org = [context.name(person.org)] if person.org and person.org != facts.record.id else []
        if org and title and folded_words(org[0].text) in folded_words(title[0].text):
            title, org = [replace(title[0], link=org[0].link, role=Role.LINK), *title[1:]], []
        rest = _has_more(person, ("key", "name", "role", "title", "org", "source", "at"))
        sources = _sources([person])
        yield Value(joined_spans([[Span(person.name)], title, org], Span(", ")), path, not rest, sources)


def _participants(facts: Facts) -> Iterator[Value]:
    """Yield who took part, without the parts of delegations; unless that is all of it, it is listed below."""
    context, record = facts.context, facts.record
    if not isinstance(record, Event):
        return
    held = [one for one in record.participants if not one.within]
    named = [[context.name(one.who)] if one.who else line_spans(one.text, context) for one in held]
    named = [one for one in named if one]
    told = held and not is_partial(record, "participants") and len(record.participants) == len(held) <= _NAMED
    if (
        told
        and len(named) == len(held)
        and not any(_has_more(one, ("key", "who", "text", "source", "at")) for one in held)
    ):
        for (path, one), spans in zip(item_paths("participants", held), named, strict=True):
            yield Value(spans, path, True, _sources([one]))
        return
    if len(named) > _NAMED:
        # L10N: In the card of an event, behind some of those that took part.
        words = context.tr.npgettext(
            "card", "and {n} more participant", "and {n} more participants", len(named) - _NAMED
        )
        more = words.format(n=number(len(named) - _NAMED, context.tr))
        named = [*named[:_NAMED], [Span(more, Role.MUTED)]]
    if named:
        yield Value(joined_spans(named, Span("; ")), "participants", False, _sources(held[:_NAMED]))


def _series(facts: Facts) -> Iterator[Value]:
    """Yield the series, the number in it, and the events before and after: "< 20 · 22 >"."""
    record, context = facts.record, facts.context
    series = record.series if isinstance(record, Event) else None
    if series is None:
        return
    spans = [context.name(series.id)]
    if series.number is not None:
        spans += [Span(" · ", Role.MUTED), Span(context.ordinal(series.number))]
        earlier, later = neighbours_around(context.index, series.id, series.number)
        parts: list[Spans] = []
        if earlier:
            parts.append([Span(f"< {_number(earlier, context)}", Role.LINK, earlier)])
        if later:
            parts.append([Span(f"{_number(later, context)} >", Role.LINK, later)])
        if parts:
            spans += [Span("   "), *joined_spans(parts, Span(" · ", Role.MUTED))]
    rest = _has_more(series, ("id", "number"))
    yield Value(spans, "series", not rest, _cited("series", facts), within=["series.id"])


def _number(key: str, context: RenderContext) -> str:
    found = context.index.card(key)
    return str(found.number) if found and found.number is not None else ""


def _status(facts: Facts) -> Iterator[Value]:
    record, context = facts.record, facts.context
    status = getattr(record, "status", None)
    if status:
        words = key_words(f"{record.kind}.status", status, context)
        yield Value([Span(words)], "status", sources=_cited("status", facts))


def _last_step(facts: Facts) -> Iterator[Value]:
    """Yield when, by whom and where a text came to have its status."""
    record, context = facts.record, facts.context
    if not isinstance(record, Declaration):
        return
    steps = [(path, one) for path, one in item_paths("steps", record.steps) if one.action == record.status]
    if not steps:
        return
    path, step = steps[0]
    spans = _step_spans(step, record, context)
    if spans:
        yield Value(spans, path, False, _sources([step]), about=[one for one, _ in steps])


def _step_spans(step: Step, record: Declaration, context: RenderContext) -> list[Span]:
    """Return when, by whom and at which events a step was taken; its day only if it is not that of the text."""
    at = context.tr.pgettext("step", "at")
    bodies = [[context.name(id)] for id in step.by]
    events = [[context.name(id)] for id in step.events]
    parts: list[Spans] = [
        [Span(context.date(step.date))] if step.date and step.date != record.date else [],
        joined_spans(bodies, Span("; ")) or line_spans(step.by_text, context),
        [Span(f"{at} "), *joined_spans(events, Span("; "))] if events else [],
    ]
    return joined_spans(parts, Span(" · ", Role.MUTED))


def _progress(facts: Facts) -> Iterator[Value]:
    """Yield the totals of the table that counts most, by framework: that which its source states, else computed ones."""
    record, context = facts.record, facts.context
    if not isinstance(record, Declaration):
        return
    tables = [(path, one) for path, one in item_paths("progress", record.progress) if numbered(one)]
    if not tables:
        return
    table = max((one for _, one in tables), key=lambda one: (len(numbered(one)), one.as_of.text if one.as_of else ""))
    parts: list[Spans] = []
    rows = [row for _, row in numbered(table)]
    frameworks = dict.fromkeys(row.under for row in rows)
    if table.stated is not None and table.stated.stated is not None:
        parts.append([Span(number(table.stated.stated, context.tr))])
    else:
        completed = context.label("progress.status", "completed")
        for under in frameworks:
            of_one = [row for row in rows if row.under == under]
            total = sum_of(of_one)
            words = number(total.stated or 0, context.tr) + (COMPUTED_SIGN if len(of_one) > 1 or total.computed else "")
            if done := total.parts.get("completed"):
                words += f", {number(done, context.tr)} {completed}"
            parts.append([framework(under, context), Span(f" {words}")] if under else [Span(words)])
    sources = _sources([table])
    yield Value(joined_spans(parts, Span("; ")), "progress", False, sources)


def _cited_by(facts: Facts) -> Iterator[Value]:
    keys = {one.key for one in facts.incoming if one.type == CITED_SOURCE}
    if keys:
        count = facts.context.tr.ngettext("{n} record", "{n} records", len(keys))
        yield Value([Span(count.format(n=number(len(keys), facts.context.tr)))], "", False)


_MAKERS: Mapping[str, Callable[[Facts], Iterator[Value]]] = {
    "terms": _terms,
    "people": _chair,
    "participants": _participants,
    "series": _series,
    "status": _status,
    "steps": _last_step,
    "progress": _progress,
    CITED_SOURCE: _cited_by,
}
"""Field to what makes its value in a row; every other field has the words of its line."""
