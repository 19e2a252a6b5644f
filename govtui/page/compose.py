"""A record as a page: names, facts, texts, figures, links, and where each is stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.places import country_name
from govtui.i18n.problems import severity_label
from govtui.i18n.quotes import quoted
from govtui.model.kinds import KINDS
from govtui.model.problem import Problem, Severity
from govtui.model.record import Declaration, Event, Organization, Record, Source
from govtui.model.vocabulary import HIDDEN_ALIASES
from govtui.page import contents, figures, links
from govtui.page.page import DISCREPANCY_LINK, Block, Gap, Page, Paragraph, Raw, Role, Section, Span
from govtui.page.problem_words import problem_sentence
from govtui.page.progress_words import acronym
from govtui.page.signs import KIND_ROLES, SEVERITY_ROLES, SEVERITY_SIGNS
from govtui.page.voice import LEAD, Voice
from govtui.store.registry import Entry


def compose(entry: Entry, key: str, voice: Voice) -> Page:
    """The page of one file of the registry: the record whole, or what could be read of it and why not more."""
    problems = voice.index.problems(key)
    if entry.record is None:
        return _unreadable(entry, key, problems, voice)
    record = entry.record
    sections = [
        Section("problems", "", [_problem(p, voice) for p in problems if p.severity > Severity.WARNING]),
        Section("facts", "", list(_facts(record, voice))),
        Section("text", "", list(_text(record, voice))),
        *contents.sections(record, voice),
        *figures.sections(record, voice),
        *links.sections(record, key, voice),
        Section("names", voice.tr.gettext("Names"), list(_names(record, voice))),
        *links.citations(record, voice),
        Section("record", voice.tr.gettext("This record"), list(_record(entry, record, problems, voice))),
    ]
    return Page(key, _title(record.label, voice), _under_title(record, voice), [s for s in sections if s.blocks])


def _title(names: dict[str, str], voice: Voice) -> tuple[Span, ...]:
    out: list[Span] = []
    for number, spans in enumerate(voice.read(names, Role.TITLE)):
        out += [Span("\n")] * bool(number) + list(spans)
    return tuple(out)


def _under_title(record: Record, voice: Voice) -> list[Paragraph]:
    words = [voice.label("kind", record.kind), voice.label(f"{record.kind}.type", record.type)]
    if status := getattr(record, "status", ""):
        words.append(voice.label(f"{record.kind}.status", status))
    if record.place and record.place.country:
        words.append(country_name(record.place.country, voice.tr) or record.place.country)
    seen = dict.fromkeys(word for word in words if word)
    sign, role = KINDS[record.kind].sign, KIND_ROLES[record.kind]
    return [Paragraph((Span(" · ".join(seen), Role.MUTED),), sign, role, field="type")]


def _problem(problem: Problem, voice: Voice) -> Paragraph:
    text = problem_sentence(problem, voice)
    about = [voice.field_path(problem.field.partition(".")[0])] if problem.field else []
    if area := problem.values.get("area"):
        about.append(voice.tr.gettext("area {key}").format(key=area))
    if under := problem.values.get("under"):
        about.append(acronym(str(under)))
    if about:
        text = f"{', '.join(about)}: {text}"
    if problem.muted:
        text += " " + voice.tr.gettext("(checked)")
    role = SEVERITY_ROLES[problem.severity]
    link = DISCREPANCY_LINK + problem.field if problem.severity == Severity.DISCREPANCY else ""
    return Paragraph((Span(text, role, link),), SEVERITY_SIGNS[problem.severity], role, field=problem.field)


def _facts(record: Record, voice: Voice) -> Iterator[Block]:
    match record:
        case Organization():
            for field, date in (("founded", record.founded), ("dissolved", record.dissolved)):
                if date:
                    yield voice.fact(field, Span(voice.date(date)))
            if record.countries:
                names = [country_name(code, voice.tr) or code for code in record.countries]
                yield voice.fact("countries", Span(", ".join(names)))
        case Declaration():
            if record.symbol:
                yield voice.fact("symbol", Span(record.symbol))
            for field, date in (("date", record.date), ("period", record.period)):
                if date:
                    yield voice.fact(field, Span(voice.date(date)))
        case Event():
            yield from _event_facts(record, voice)
        case Source():
            yield from _source_facts(record, voice)
    if record.place and (text := "; ".join(_place(record, voice))):
        yield voice.fact("place", Span(text))
    if record.frequency:
        yield voice.fact("frequency", Span(voice.label("frequency", record.frequency)))
    for number, spans in enumerate(voice.read(record.theme)):
        yield Paragraph(spans, voice.field("theme") if not number else "", lead_width=LEAD, field="theme")
    for scheme, value in record.identifiers.items():
        yield Paragraph(
            (Span(value),), voice.label("identifier", scheme), lead_width=LEAD, field=f"identifiers.{scheme}"
        )
    for name, url in record.links.items():
        yield Paragraph((Span(url),), voice.label("link", name), lead_width=LEAD, field=f"links.{name}")
    if record.sdg:
        yield voice.fact("sdg", Span(", ".join(record.sdg)))


def _place(record: Record, voice: Voice) -> Iterator[str]:
    place = record.place
    if place is None:
        return
    seen = set()
    for language in voice.languages:
        parts = [text[language] if language in text else voice.one(text) for text in (place.venue, place.city) if text]
        if place.country:
            parts.append(country_name(place.country, voice.tr) or place.country)
        if place.online:
            parts.append(voice.tr.pgettext("place", "online"))
        if parts and (line := ", ".join(parts)) not in seen:
            seen.add(line)
            yield line


def _event_facts(record: Event, voice: Voice) -> Iterator[Block]:
    if record.date:
        text = voice.date(record.date)
        if record.part_of_day:
            text += f" ({voice.label('part_of_day', record.part_of_day)})"
        yield voice.fact("date", Span(text))
    if record.date_text:
        yield voice.fact("date_text", Span(quoted(record.date_text)))
    if record.series:
        spans = [voice.name(record.series.id)]
        if record.series.number is not None:
            spans.append(Span(" · " + voice.tr.gettext("no. {number}").format(number=record.series.number)))
        yield voice.fact("series", *spans, path="series.id")
        if record.series.number is not None:
            yield from links.neighbours(record.series.id, record.series.number, voice)


def _source_facts(record: Source, voice: Voice) -> Iterator[Block]:
    if record.author:
        yield voice.fact("author", Span(record.author))
    if record.publisher:
        known = voice.index.card(record.publisher)
        yield voice.fact("publisher", voice.name(record.publisher) if known else Span(record.publisher))
    for field, date in (("published", record.published), ("accessed", record.accessed)):
        if date:
            yield voice.fact(field, Span(voice.date(date)))
    if record.lang:
        yield voice.fact("lang", Span(voice.named(record.lang)))
    if record.url:
        yield voice.fact("url", Span(record.url))


def _text(record: Record, voice: Voice) -> Iterator[Block]:
    for number, spans in enumerate(voice.read(record.summary)):
        if number:
            yield Gap()  # between two languages
        yield Paragraph(spans, field="summary")
    if record.summary and record.note:
        yield Gap()
    for number, spans in enumerate(voice.read(record.note)):
        lead = voice.field("note") if not number else ""
        yield Paragraph(spans, lead, lead_width=LEAD, field="note")


def _names(record: Record, voice: Voice) -> Iterator[Block]:
    for language, name in record.label.items():
        certainty = record.review.name_en if record.review and language == "en" else None
        known = [Span(name)]
        if certainty:
            known.append(Span(f" ({voice.label('review.name_en', certainty)})", Role.MUTED))
        yield Paragraph(known, voice.named(language), lead_width=LEAD, field=f"name.{language}")
    groups: dict[str, list[Paragraph]] = {}
    for alias in record.aka:
        spans = (Span(alias.text), *voice.cited(alias.source, alias.at))
        note = voice.one(alias.note)
        if note:
            spans = (*spans, Span(f" {note}", Role.MUTED))
        kind = "hidden" if alias.type in HIDDEN_ALIASES else alias.type
        first = kind not in groups
        lead = (voice.tr.gettext("variants") if kind == "hidden" else voice.label("alias.type", kind)) if first else ""
        groups.setdefault(kind, []).append(Paragraph(spans, lead, lead_width=LEAD, field="aka"))
    for kind in sorted(groups, key=lambda kind: kind == "hidden"):
        yield from groups[kind]


def _record(entry: Entry, record: Record, problems: Sequence[Problem], voice: Voice) -> Iterator[Block]:
    yield voice.fact("id", Span(record.id))
    if record.former_ids:
        yield voice.fact("former_ids", Span(", ".join(record.former_ids)))
    yield voice.fact("file", Span(entry.path))
    if record.review:
        words = [voice.label("review.state", record.review.state)] if record.review.state else []
        if record.review.by:
            words.append(record.review.by)
        if record.review.on:
            words.append(voice.date(record.review.on))
        if words:
            yield voice.fact("review", Span(" · ".join(words)))
        if record.review.notes:
            yield Paragraph((Span(voice.one(record.review.notes)),), "", lead_width=LEAD, field="review.notes")
    for problem in problems:
        if problem.severity == Severity.WARNING:
            yield _problem(problem, voice)


def _unreadable(entry: Entry, key: str, problems: Sequence[Problem], voice: Voice) -> Page:
    glimpse = entry.glimpse
    title = _title(dict(glimpse.name), voice) or (Span(entry.id, Role.TITLE),)
    words = [voice.label("kind", entry.kind) if entry.kind else "", voice.tr.gettext("unreadable record")]
    facts: list[Block] = [voice.fact("id", Span(glimpse.id or entry.id)), voice.fact("file", Span(entry.path))]
    if glimpse.type:
        facts.append(voice.fact("type", Span(voice.label(f"{entry.kind}.type", glimpse.type))))
    if glimpse.date:
        facts.append(voice.fact("date", Span(voice.date(glimpse.date))))
    facts += [Paragraph(spans, field="summary") for spans in voice.read(dict(glimpse.summary))]
    found: list[Block] = []
    for problem in problems:
        place = f"{problem.line}:{problem.column}" if problem.line else ""
        text = problem_sentence(problem, voice)
        where = " · ".join(part for part in (place, problem.field) if part)
        role = SEVERITY_ROLES[problem.severity]
        tail = (Span(f"  ({where})", Role.MUTED),) if where else ()
        found.append(Paragraph((Span(text, role), *tail), SEVERITY_SIGNS[problem.severity], role, field=problem.field))
    sections = [
        Section("problems", severity_label(Severity.ERROR, voice.tr), found),
        Section("facts", voice.tr.gettext("What could be read"), facts),
        *links.incoming(key, voice),
        Section("raw", voice.tr.gettext("The file as it stands"), [Raw(entry.text)] if entry.text else []),
    ]
    said = (Span(" · ".join(word for word in words if word), Role.ERROR),)
    under = [
        Paragraph(said, KINDS[entry.kind].sign if entry.kind in KINDS else "", KIND_ROLES.get(entry.kind, Role.LABEL))
    ]
    return Page(key, title, under, [section for section in sections if section.blocks])
