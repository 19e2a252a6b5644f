"""Problems, additions and groups of them at length, as pages beside the list of problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.i18n.problems import heading, why
from govtui.index.problem_api import Addition, ListedProblem
from govtui.model.field_paths import value_at
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.page import discrepancy
from govtui.page.field_blocks import note_blocks
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.problem_places import claim_of
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_ROLES
from govtui.text.markers import N_

_LEAD = 14
"""Cells of the labels in a column."""

_GROUPS: Mapping[str, str] = {
    "discrepancy": N_(
        "Sources say different things here, or numbers do not add up. Nothing is repaired, and which is right is not said: compare them with the sources."
    ),
    "addition": N_(
        "Another source says something here that the record leaves open, or says it more exactly. The record keeps it apart, with the sign + and its source."
    ),
    "error": N_("Files with these cannot be read, or something in them would be lost."),
    "warning": N_(
        "These records can be used as they are; something is missing in them, or stands where it is not looked for."
    ),
    "dangling": N_("These links lead to an id that no record has, and that none had before."),
    "orphan": N_("These records link to no other one, and none links to them; citing a source does not count."),
    "checked": N_(
        "Somebody compared these with the source and found that it says so; the record has a note of it. They are counted nowhere else."
    ),
}
"""Group of problems to what it has."""


def problem_page(listed: ListedProblem, record: Record | None, context: RenderContext) -> Page:
    """Return a problem: what is wrong, in which record and where, both sides of a discrepancy, why it matters."""
    problem, tr = listed.problem, context.tr
    title = (Span(problem_sentence(problem, context), SEVERITY_ROLES[problem.severity]),)
    sections = [Section("problem", "", list(_where(listed, context)))]
    if problem.severity == Severity.DISCREPANCY and record is not None:
        sections.append(Section("sides", "", discrepancy.section(problem, record, context).blocks[2:]))
    if words := why(problem.code, tr):
        sections.append(Section("why", tr.gettext("Why it matters"), [Paragraph((Span(words),))]))
    return Page("", title, [], sections)


def _where(listed: ListedProblem, context: RenderContext) -> Iterator[Block]:
    problem = listed.problem
    card = context.index.card(listed.key) if listed.key else None
    if listed.key:
        yield Paragraph((context.name(listed.key),), "→", Role.MUTED)
    if problem.field and card is not None:
        record = context.record(listed.key)
        yield Paragraph((Span(path_words(card.kind, problem.field, context, PathStyle.QUALIFIED, record)),), indent=2)
    if card is None or not card.readable or problem.severity == Severity.ERROR:
        place = _place_in_file(problem)
        yield Paragraph((Span(place, Role.MUTED),), indent=2)


def _place_in_file(problem: Problem) -> str:
    return ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)


def addition_page(addition: Addition, context: RenderContext) -> Page:
    """Return what another source adds to a record, and what the record says itself."""
    tr = context.tr
    found = claim_of(addition, context)
    if found is None:
        return Page("", (), [], [])
    record, claim = found
    place = path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record)
    own, said = value_at(record, claim.field), claim_spans(record, claim.field, claim.value, context)
    blocks: list[Block] = [Paragraph((context.name(addition.key),), "→", Role.MUTED), Gap()]
    label = tr.gettext("In this record")
    if own in (None, [], {}):
        blocks.append(Paragraph((Span(tr.gettext("nothing"), Role.MUTED),), label, lead_width=_LEAD, field=claim.field))
    else:
        spans = claim_spans(record, claim.field, own, context)
        blocks.append(Paragraph(spans, label, lead_width=_LEAD, field=claim.field))
    blocks.append(Gap())
    if said:
        blocks.append(Paragraph(said, "+", Role.STRONG, lead_width=2, field=claim.field))
    if quote := context.quote(claim.quote, claim.source):
        blocks.append(Paragraph(quote, "" if said else "+", Role.STRONG, lead_width=2, field=claim.field))
    at = context.locator(claim.at)
    source = [*context.cited_title(claim.source), *([Span(f", {at}", Role.MUTED)] if at else [])]
    blocks.append(Paragraph(source, indent=2, field=claim.field))
    blocks += note_blocks(claim.note, context, claim.field)
    return Page("", (Span(place, Role.TITLE),), [], [Section("addition", "", blocks)])


def record_page(key: str, context: RenderContext) -> Page:
    """Return a record without links by its name."""
    reason = _GROUPS["orphan"]
    words = context.tr.gettext(reason)
    return Page("", (context.name(key),), [], [Section("why", "", [Paragraph((Span(words),))])])


def group_page(title: str, sort: str, name: str, context: RenderContext) -> Page:
    """Return what a group has; of a problem code (`name`, where `sort` is "code") why it matters."""
    words = (why(name, context.tr) or "") if sort == "code" else ""
    if not words and sort in _GROUPS:
        words = context.tr.gettext(_GROUPS[sort])
    title = heading(name, context.tr) if sort == "code" else title
    sections = [Section("why", "", [Paragraph((Span(words),))])] if words else []
    return Page("", (Span(title, Role.TITLE),), [], sections)
