"""The page of a record: its card, texts, lists, figures, links, where each is stated, and what is folded at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import number
from govtui.i18n.problems import severity_label
from govtui.index.api import Incoming
from govtui.model.fields import FieldSpec
from govtui.model.kinds import KINDS
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.schema import Section as S
from govtui.page import contents, links, meetings, source_list
from govtui.page.beside import Group, Lines, alone, grouped
from govtui.page.card import RecordCard, card
from govtui.page.elsewhere import DIFFERS, Elsewhere, beside, elsewhere
from govtui.page.field_blocks import field_blocks
from govtui.page.figures import acronym
from govtui.page.gaps import list_heading
from govtui.page.notes import notes
from govtui.page.page import (
    DISCREPANCY_LINK,
    Block,
    Gap,
    Page,
    Paragraph,
    Raw,
    Role,
    Section,
    Span,
    Spans,
    filled,
    joined_spans,
)
from govtui.page.present import PathStyle, path_words, value_words
from govtui.page.problem_words import problem_line, problem_sentence
from govtui.page.render_context import LEAD, RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.source_list import SOURCES, with_sources
from govtui.page.source_numbers import with_numbers
from govtui.store.registry import Entry
from govtui.text.markers import N_
from govtui.text.width import width

_UNDER_TITLE = ("type",)
"""The fields in the head or under the title."""

LINKS = "links between records"
"""In place of a field: the links of a record, in both directions."""

NOTES = "notes"
"""In place of a field: the notes of a record, of its claims, and of what the card shows."""

_Section = tuple[str, str, tuple[S | str, ...]]

_SECTIONS: tuple[_Section, ...] = (
    ("text", "", ("summary", S.TEXT)),
    ("facts", "", (S.STATE, S.DATES, S.BIBLIOGRAPHY, "url", S.PLACE, S.ELSEWHERE)),
    ("", "", (S.CONTENT,)),
    ("own", N_("Further fields"), (S.OWN,)),
    ("", "", (S.PEOPLE, S.PROGRESS, LINKS, S.SOURCES)),
    ("notes", N_("Notes"), (NOTES, S.GAPS)),
    ("names", N_("Names"), (S.NAME, S.NAMES)),
    ("record", N_("This record"), (S.RECORD,)),
)
"""The sections of a page below its card in order: name, heading, and what they have: sections of the schema, and fields moved
out of theirs.

Without a name each list or table is a section of its own, and other fields go to the facts or the texts.
"""

_FOLDED = frozenset({"notes", "names", "record"})
"""Sections that a screen folds: what is about the record rather than its subject."""

_OTHERWISE = ("note", "claims", "relations")
"""Fields that are shown elsewhere than where their section stands: as notes, beside other fields, as links."""

_WIDEST = 24
"""Cells up to which the column of labels grows."""


def compose(entry: Entry, key: str, context: RenderContext, *, headed: bool = False) -> Page:
    """Return the page of a file of the registry: the whole record, or what could be read of it and why not more.

    `headed`: kind and type stand in the head of the page, with the id, not under its title.
    """
    problems = context.index.problems(key)
    if entry.record is None:
        return _unreadable(entry, key, problems, context, headed=headed)
    context = context.on_page()
    page = _Composer(entry, entry.record, key, problems, context)
    sections = filled(with_sources(page.sections(), entry.record, context))
    under = [] if headed else [page.under_title()]
    order = context.numbers.order if context.numbers else ()
    return Page(key, page.title(), under, sections, page.head() if headed else (), order)


@lru_cache(maxsize=64)
def _placed(kind: str, schema: Schema) -> Sequence[tuple[str, str, Sequence[FieldSpec | str]]]:
    """Return name, heading and fields of the sections of _SECTIONS; LINKS and NOTES as they are."""
    named = {part for *_, parts in _SECTIONS for part in parts if isinstance(part, str)} | {*_UNDER_TITLE, *_OTHERWISE}
    fields = schema.fields(kind)
    found: list[tuple[str, str, list[FieldSpec | str]]] = []
    for name, heading, parts in _SECTIONS:
        specs: list[FieldSpec | str] = []
        for part in parts:
            if part in (LINKS, NOTES):
                specs.append(str(part))
            elif isinstance(part, str):
                specs += [fields[part]] if part in fields else []
            else:
                specs += [spec for spec in fields.values() if spec.about.section is part and spec.name not in named]
        found.append((name, heading, specs))
    (_, _, texts), (_, _, facts) = found[:2]
    for name, _, specs in found:
        for spec in (
            [] if name else [one for one in specs if isinstance(one, FieldSpec) and not (one.part or one.keyed)]
        ):
            specs.remove(spec)
            (texts if spec.is_localized else facts).append(spec)
    return found


@dataclass(frozen=True)
class _Composer:
    """Composes the page of a record."""

    entry: Entry
    record: Record
    key: str
    problems: Sequence[Problem]
    context: RenderContext

    def sections(self) -> Iterator[Section]:
        record, key, context = self.record, self.key, self.context
        errors = [one for one in self.problems if one.severity == Severity.ERROR]
        yield Section("problems", "", [_problem(one, record.kind, context) for one in errors])
        said = grouped(elsewhere(record, self.problems, context))
        found = [one for one in context.index.incoming(key) if one.key != key]
        told = card(record, key, found, said, context)
        yield Section("card", "", [told.card] if told.rows else [])
        sections: list[Section] = []
        for name, heading, specs in _placed(record.kind, context.schema):
            if not name:
                for spec in specs:
                    sections.append(self._links(found, told, said) if spec == LINKS else self._alone(spec, told, said))
            else:
                sections.append(self._together(name, heading, specs, told, said))
        yield from self._with_beside(sections, told, said) if said else sections

    def _alone(self, spec: FieldSpec | str, told: RecordCard, said: Said) -> Section:
        """Return a field as a section of its own."""
        assert isinstance(spec, FieldSpec)
        record, context = self.record, self.context
        if spec.name == SOURCES:  # known when all others are there
            return Section(SOURCES, source_list.heading(context))
        blocks = [one for one in _blocks(spec, record, context) if not _is_told(one, told)]
        count = _count(spec, record, told)
        if spec.name == "outcomes":
            first, last = meetings.texts_here(self.key, context)
            blocks = [*first, *blocks, *last]
            count += len(first) + len(last)
        if own := said.get((spec.name, "")):
            blocks.append(alone((spec.name, ""), own, record, context, lead=False))
        return Section(spec.name, list_heading(spec, record, context), blocks, count)

    def _links(self, found: Sequence[Incoming], told: RecordCard, said: Said) -> Section:
        """Return the links in both directions; what other sources say of one stands below it, unless the card has it."""
        held = {name: all for name, all in told.linked.items() if not told.has(f"relations.{name}")}
        added: dict[str, list[Spans]] = {}
        for group, those in said.items():
            first, _, relation = group[0].partition(".")
            if first == "relations" and relation and group not in told.groups:
                added.setdefault(relation.partition(".")[0], []).extend(beside(those, self.context))
                told.groups.add(group)
        here = (meetings.STEP_AT,) if self.record.kind == "event" else ()
        return links.links(self.record, found, held, added, self.context, here)

    def _together(
        self, name: str, heading: str, specs: Sequence[FieldSpec | str], told: RecordCard, said: Said
    ) -> Section:
        """Return fields one under another: texts and notes with empty lines between them."""
        record, context, count = self.record, self.context, 0
        if name == "notes":
            blocks, count = notes(record, told, said, context)
            gaps = [block for spec in specs if isinstance(spec, FieldSpec) for block in _blocks(spec, record, context)]
            blocks += [Gap(), *gaps] if blocks and gaps else gaps
        else:
            blocks = list(self._fields(specs, told, apart=name == "text"))
        if name == "names":
            count = len(record.label) + len(record.aka)
            heading = N_("Titles") if record.kind == "source" else heading
        elif name == "own":
            blocks = _in_columns(blocks)
        elif name == "record":
            warnings = [
                _problem(one, record.kind, context) for one in self.problems if one.severity == Severity.WARNING
            ]
            blocks = [*_file(self.entry, record, context), *blocks, *warnings]
        return Section(name, context.tr.gettext(heading) if heading else "", blocks, count, name in _FOLDED)

    def _fields(self, specs: Sequence[FieldSpec | str], told: RecordCard, *, apart: bool) -> Iterator[Block]:
        filled = False
        for spec in specs:
            assert isinstance(spec, FieldSpec)
            blocks = [one for one in _blocks(spec, self.record, self.context) if not _is_told(one, told)]
            if blocks and apart and filled:
                yield Gap()
            if blocks and spec.is_items and spec.name not in contents.RENDERERS:
                yield Paragraph((Span(field_label(spec, self.context.tr), Role.LABEL),), field=spec.name)
            yield from blocks
            filled = filled or bool(blocks)

    def _with_beside(self, sections: Sequence[Section], told: RecordCard, said: Said) -> Iterator[Section]:
        """Yield the sections with what other sources say on the lines of its fields, else on lines of their own."""
        record, context = self.record, self.context
        lines = Lines([one for one in sections if one.name not in (SOURCES, "notes", "record")])
        alone_below = [specs for name, _, specs in _placed(record.kind, context.schema) if not name]
        of_lists = {(one.name, "") for specs in alone_below for one in specs if isinstance(one, FieldSpec)}
        of_lists.discard((SOURCES, ""))
        left = []
        for group, those in said.items():
            if group in of_lists or group[0].startswith("relations.") or lines.shows(those):
                continue
            if not lines.attach(group, those, record, context) and group not in told.groups:
                left.append(alone(group, those, record, context))
        attached = {section.name: section for section in lines.sections()}
        for section in sections:
            section = attached.get(section.name, section)
            if section.name == "facts":
                section = replace(section, blocks=[*section.blocks, *left])
            yield section

    # the head

    def title(self) -> Spans:
        """Return the name in each language that is read, with the acronym behind the first."""
        spans = [*_title(self.record.label, self.context)]
        short = self.record.acronym
        if short and spans and not any(short in span.text for span in spans):
            spans.insert(1, Span(f" · {short}", Role.TITLE))
        return spans

    def _differ(self) -> Spans:
        """Return at how many places sources differ: "≠ 4"; nothing where they do nowhere."""
        places = sum(one.severity == Severity.DISCREPANCY and not one.muted for one in self.problems)
        words = f"{DIFFERS} {number(places, self.context.tr)}"
        return [Span(words, Role.DISCREPANCY, DISCREPANCY_LINK)] if places else []

    def _kind_and_type(self) -> list[str]:
        spec = self.context.schema.fields(self.record.kind).get("type")
        told = value_words(spec, spec.held_by(self.record), self.context) if spec else ""
        return list(filter(None, (self.context.label("kind", self.record.kind), told)))

    def head(self) -> Spans:
        """Return the sign of the kind, id, kind and type, and where sources differ."""
        kind = self.record.kind
        words = " · ".join(dict.fromkeys([self.record.id, *self._kind_and_type()]))
        return [Span(KINDS[kind].sign, KIND_ROLES[kind]), Span(words), *self._differ()]

    def under_title(self) -> Paragraph:
        """Return the line under a title without a head."""
        sign, role = KINDS[self.record.kind].sign, KIND_ROLES[self.record.kind]
        words = Span(" · ".join(dict.fromkeys(self._kind_and_type())), Role.MUTED)
        return Paragraph(joined_spans([[words], self._differ()], Span(" · ", Role.MUTED)), sign, role, field="type")


Said = Mapping[Group, Sequence[Elsewhere]]
"""What other sources say, by field and item."""


def _is_told(block: Block, told: RecordCard) -> bool:
    """Return whether the card tells what is on a line."""
    return isinstance(block, Paragraph) and told.has(block.field)


def _count(spec: FieldSpec, record: Record, told: RecordCard) -> int:
    """Return how many items of a list are shown below the card."""
    held = spec.held_by(record)
    if not spec.is_items or not isinstance(held, list):
        return 0
    return len(held) - sum(path.startswith(f"{spec.name}.") for path in told.items)


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
    renderer = contents.RENDERERS.get(spec.name)
    blocks = renderer(spec, record, context) if renderer else field_blocks(spec, spec.held_by(record), context)
    return iter(blocks) if spec.is_items else with_numbers(blocks, record, context)  # items have their own sources


def _title(names: dict[str, str], context: RenderContext) -> tuple[Span, ...]:
    out: list[Span] = []
    for place, spans in enumerate(context.read(names, Role.TITLE)):
        out += [Span("\n")] * bool(place) + list(spans)
    return tuple(out)


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
        links.incoming(key, context),
        Section("raw", context.tr.gettext("The file as it stands"), [Raw(entry.text)] if entry.text else []),
    ]
    sign = KINDS[entry.kind].sign if entry.kind in KINDS else ""
    role = KIND_ROLES.get(entry.kind, Role.LABEL)
    if headed:
        head = Span(sign, role), Span(" · ".join(filter(None, (preview.id or entry.id, kind))))
        return Page(key, title, [Paragraph((Span(told, Role.ERROR),))], filled(sections), head)
    spans = (Span(" · ".join(filter(None, (kind, told))), Role.ERROR),)
    return Page(key, title, [Paragraph(spans, sign, role)], filled(sections))
