"""The page of a record: names, facts, texts, figures, links, and where each is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from govtui.i18n.field_labels import field_label
from govtui.i18n.problems import severity_label
from govtui.model.fields import FieldSpec
from govtui.model.kinds import KINDS
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.schema import Section as S
from govtui.page import contents, links, meetings, source_list
from govtui.page.field_blocks import field_blocks
from govtui.page.figures import acronym
from govtui.page.gaps import list_heading
from govtui.page.page import DISCREPANCY_LINK, Block, Gap, Page, Paragraph, Raw, Role, Section, Span, filled
from govtui.page.present import PathStyle, path_words, value_words
from govtui.page.problem_words import problem_line, problem_sentence
from govtui.page.render_context import LEAD, RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.source_list import SOURCES, with_sources
from govtui.store.registry import Entry
from govtui.text.markers import N_
from govtui.text.width import width

_UNDER_TITLE = ("type", "status")
"""The fields in the head or under the title."""

INCOMING = "incoming"
"""In place of a field: the records that point at this one."""

_Section = tuple[str, str, tuple[S | str, ...]]

_SECTIONS: tuple[_Section, ...] = (
    ("facts", "", (S.STATE, S.DATES, S.BIBLIOGRAPHY, "url", S.PLACE, "theme", S.ELSEWHERE)),
    ("text", "", (S.TEXT,)),
    ("", "", (S.CONTENT,)),
    ("own", N_("Further fields"), (S.OWN,)),
    ("", "", (S.PEOPLE, S.PROGRESS, S.LINKS, INCOMING, "claims")),
    ("names", N_("Names"), (S.NAME, S.NAMES)),
    ("", "", (S.SOURCES,)),
    ("gaps", "", (S.GAPS,)),
    ("record", N_("This record"), (S.RECORD,)),
)
"""The sections of a page in order: name, heading, and what they have: sections of the schema, and fields moved out of theirs.

Without a name each list or table is a section of its own, and other fields go to the facts or the texts.
"""

_WIDEST = 24
"""Cells up to which the column of labels grows."""


def compose(entry: Entry, key: str, context: RenderContext, *, headed: bool = False) -> Page:
    """Return the page of a file of the registry: the whole record, or what could be read of it and why not more.

    `headed`: kind and type stand in the head of the page, with the id, not under its title.
    """
    problems = context.index.problems(key)
    if entry.record is None:
        return _unreadable(entry, key, problems, context, headed=headed)
    record, context = entry.record, context.on_page()
    sections = [
        Section("problems", "", [_problem(p, record.kind, context) for p in problems if p.severity > Severity.WARNING])
    ]
    for name, heading, specs in _placed(record.kind, context.schema):
        if not name:
            for spec in specs:
                sections += _alone(spec, record, key, context)
            continue
        blocks = list(_together(specs, record, context, apart=name == "text"))
        if name == "record":
            warnings = [_problem(one, record.kind, context) for one in problems if one.severity == Severity.WARNING]
            blocks = [*_file(entry, record, context), *blocks, *warnings]
        if name == "own":
            blocks = _in_columns(blocks)
        if name == "names" and record.kind == "source":
            heading = N_("Titles")
        sections.append(Section(name, context.tr.gettext(heading) if heading else "", blocks))
    under = _under_title(record, context, headed=headed)
    told = filled(with_sources(sections, record, context))
    order = context.numbers.order if context.numbers else ()
    return Page(key, _title(record.label, context), under, told, _head(record, context) if headed else (), order)


@lru_cache(maxsize=64)
def _placed(kind: str, schema: Schema) -> Sequence[tuple[str, str, Sequence[FieldSpec | None]]]:
    """Return name, heading and fields of the sections of _SECTIONS; None for INCOMING."""
    named = {part for *_, parts in _SECTIONS for part in parts if isinstance(part, str)} | {*_UNDER_TITLE}
    fields = schema.fields(kind)
    found: list[tuple[str, str, list[FieldSpec | None]]] = []
    for name, heading, parts in _SECTIONS:
        specs: list[FieldSpec | None] = []
        for part in parts:
            if part == INCOMING:
                specs.append(None)
            elif isinstance(part, str):
                specs += [fields[part]] if part in fields else []
            else:
                specs += [spec for spec in fields.values() if spec.about.section is part and spec.name not in named]
        found.append((name, heading, specs))
    (_, _, facts), (_, _, texts) = found[:2]
    for name, _, specs in found:
        for spec in [] if name else [spec for spec in specs if spec and not (spec.part or spec.keyed)]:
            specs.remove(spec)
            (texts if spec.is_localized else facts).append(spec)
    return found


def _alone(spec: FieldSpec | None, record: Record, key: str, context: RenderContext) -> Iterator[Section]:
    """Yield a field as a section of its own."""
    if spec is None:
        yield from links.incoming(key, context, told=(meetings.STEP_AT,) if record.kind == "event" else ())
        return
    if spec.name == SOURCES:  # known when all others are there
        yield Section(SOURCES, source_list.heading(context))
        return
    blocks = list(_blocks(spec, record, context))
    if spec.name == "outcomes":
        first, last = meetings.texts_here(key, context)
        blocks = [*first, *blocks, *last]
    yield Section(spec.name, list_heading(spec, record, context), blocks)


def _together(
    specs: Sequence[FieldSpec | None], record: Record, context: RenderContext, *, apart: bool
) -> Iterator[Block]:
    """Yield fields one under another, with empty lines between them if `apart`."""
    filled = False
    for spec in filter(None, specs):
        blocks = list(_blocks(spec, record, context))
        if blocks and apart and filled:
            yield Gap()
        if blocks and spec.is_items and spec.name not in contents.RENDERERS:
            yield Paragraph((Span(field_label(spec, context.tr), Role.LABEL),), field=spec.name)
        yield from blocks
        filled = filled or bool(blocks)


def _in_columns(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with a column for the longest label up to _WIDEST: labels of own fields are the registry's."""
    leads = [width(block.lead) + 1 for block in blocks if isinstance(block, Paragraph)]
    room = max((lead for lead in leads if lead <= _WIDEST), default=LEAD)
    return [
        replace(block, lead_width=max(room, LEAD))
        if isinstance(block, Paragraph) and block.lead_width == LEAD
        else block
        for block in blocks
    ]


def _blocks(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    if renderer := contents.RENDERERS.get(spec.name):
        return renderer(spec, record, context)
    return field_blocks(spec, spec.held_by(record), context)


def _title(names: dict[str, str], context: RenderContext) -> tuple[Span, ...]:
    out: list[Span] = []
    for number, spans in enumerate(context.read(names, Role.TITLE)):
        out += [Span("\n")] * bool(number) + list(spans)
    return tuple(out)


def _kind_and_type(record: Record, context: RenderContext) -> list[str]:
    return [context.label("kind", record.kind), *_words_of("type", record, context)]


def _words_of(name: str, record: Record, context: RenderContext) -> list[str]:
    spec = context.schema.fields(record.kind).get(name)
    return [value_words(spec, spec.held_by(record), context)] if spec else []


def _head(record: Record, context: RenderContext) -> tuple[Span, ...]:
    words = dict.fromkeys([record.id, *filter(None, _kind_and_type(record, context))])
    return Span(KINDS[record.kind].sign, KIND_ROLES[record.kind]), Span(" · ".join(words))


def _under_title(record: Record, context: RenderContext, *, headed: bool) -> list[Paragraph]:
    """Return the line under the title: kind and type, if they are not in the head, status and country."""
    place = context.country(record.place.country if record.place else None)
    seen = dict.fromkeys([*_kind_and_type(record, context), *_words_of("status", record, context), place])
    if not headed:
        sign, role = KINDS[record.kind].sign, KIND_ROLES[record.kind]
        return [Paragraph((Span(" · ".join(filter(None, seen)), Role.MUTED),), sign, role, field="type")]
    left = " · ".join(word for word in seen if word and word not in _kind_and_type(record, context))
    return [Paragraph((Span(left, Role.MUTED),), field="status")] if left else []


def _problem(problem: Problem, kind: str, context: RenderContext) -> Paragraph:
    text = problem_sentence(problem, context)
    about = [path_words(kind, problem.field, context, PathStyle.SHORT)] if problem.field else []
    if area := problem.values.get("area"):
        about.append(context.tr.gettext("area {key}").format(key=area))
    if under := problem.values.get("under"):
        about.append(acronym(str(under)))
    if about:
        text = f"{', '.join(about)}: {text}"
    if problem.muted:
        text += " " + context.tr.gettext("(checked)")
    link = DISCREPANCY_LINK + problem.field if problem.severity == Severity.DISCREPANCY else ""
    return problem_line(problem, text, link=link)


def _file(entry: Entry, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield id, former ids and file."""
    yield context.fact("id", Span(record.id))
    if record.former_ids:
        yield context.fact("former_ids", Span(", ".join(record.former_ids)))
    yield context.fact("file", Span(entry.path))


def _unreadable(entry: Entry, key: str, problems: Sequence[Problem], context: RenderContext, *, headed: bool) -> Page:
    preview = entry.preview
    title = _title(dict(preview.name), context) or (Span(entry.id, Role.TITLE),)
    kind, told = context.label("kind", entry.kind) if entry.kind else "", context.tr.gettext("unreadable record")
    facts: list[Block] = [context.fact("id", Span(preview.id or entry.id)), context.fact("file", Span(entry.path))]
    if preview.type:
        facts.append(context.fact("type", Span(context.label(f"{entry.kind}.type", preview.type))))
    if preview.date:
        facts.append(context.fact("date", Span(context.date(preview.date))))
    facts += [Paragraph(spans, field="summary") for spans in context.read(dict(preview.summary))]
    found: list[Block] = []
    for problem in problems:
        place = f"{problem.line}:{problem.column}" if problem.line else ""
        where = " · ".join(filter(None, (place, problem.field)))
        tail = (Span(f"  ({where})", Role.MUTED),) if where else ()
        found.append(problem_line(problem, problem_sentence(problem, context), tail=tail))
    sections = [
        Section("problems", severity_label(Severity.ERROR, context.tr), found),
        Section("facts", context.tr.gettext("What could be read"), facts),
        *links.incoming(key, context),
        Section("raw", context.tr.gettext("The file as it stands"), [Raw(entry.text)] if entry.text else []),
    ]
    sign = KINDS[entry.kind].sign if entry.kind in KINDS else ""
    role = KIND_ROLES.get(entry.kind, Role.LABEL)
    if headed:
        head = Span(sign, role), Span(" · ".join(filter(None, (preview.id or entry.id, kind))))
        return Page(key, title, [Paragraph((Span(told, Role.ERROR),))], filled(sections), head)
    spans = (Span(" · ".join(filter(None, (kind, told))), Role.ERROR),)
    return Page(key, title, [Paragraph(spans, sign, role)], filled(sections))
