"""Problems, additions and groups of them at length, as pages beside the list of problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govtui.i18n.problems import heading, why
from govtui.index.problem_api import Addition, ListedProblem
from govtui.model.problem import Severity
from govtui.page.compose import compose
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, path_words
from govtui.page.problem_places import claim_of, problem_in_short
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_ROLES
from govtui.page.source_matrix import details, row_details, source_matrix
from govtui.store.registry import Entry
from govtui.text.markers import N_

_GROUPS: Mapping[str, str] = {
    "unmerged": N_(
        "A merge of git left two versions of these records, or one side removed what the other changed. Enter shows both, to choose field by field; what is chosen is saved and settled in git."
    ),
    "discrepancy": N_(
        "Sources say different things, or numbers do not add up. govtui changes nothing and does not say which is right: compare them with the sources."
    ),
    "addition": N_(
        "Another source says something that the record does not, or says it more precisely. The record keeps it separate, marked + and with its source."
    ),
    "error": N_("Files with these errors cannot be read, or part of what they say would be lost."),
    "warning": N_("These records can be used as they are, but something is missing or in the wrong place."),
    "dangling": N_("These links lead to an id that no record has, and that none had before."),
    "orphan": N_("These records link to no other record, and no record links to them; citing a source does not count."),
    "checked": N_(
        "Somebody compared these with the source and found that it really says so; the record notes this. They are not counted anywhere else."
    ),
}
"""Group of problems to what it has."""


def problem_page(listed: ListedProblem, entry: Entry | None, context: RenderContext) -> Page:
    """Return a problem: in which record and where, what each source says of it or what is wrong, why it matters.

    `entry`: its file; sources have the numbers that they have on the record's page.
    """
    record = entry.record if entry else None
    problem, tr = listed.problem, context.tr
    if problem.severity == Severity.DISCREPANCY and entry is not None and record is not None:
        place, _ = problem_in_short(problem, context)
        order = compose(entry, listed.key, context).sources
        return _of_record(listed.key, place, row_details(problem, record, context, order), context)
    title = (Span(problem_sentence(problem, context), SEVERITY_ROLES[problem.severity]),)
    sections = [Section("problem", "", list(_where(listed, context)))]
    if words := why(problem.code, tr):
        sections.append(Section("why", tr.gettext("Why it matters"), [Paragraph((Span(words),))]))
    return Page("", title, [], sections)


def _of_record(key: str, place: str, sections: Sequence[Section], context: RenderContext) -> Page:
    """Return a page under the name of a record and a place in it."""
    return Page("", (context.name(key),), [Paragraph((Span(place, Role.LABEL),))], sections)


def _where(listed: ListedProblem, context: RenderContext) -> Iterator[Block]:
    problem = listed.problem
    card = context.index.card(listed.key) if listed.key else None
    if listed.key:
        yield Paragraph((context.name(listed.key),), "→", Role.MUTED)
    if problem.field and card is not None:
        record = context.record(listed.key)
        yield Paragraph((Span(path_words(card.kind, problem.field, context, PathStyle.QUALIFIED, record)),), indent=2)
    if card is None or not card.readable or problem.severity == Severity.ERROR:
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        yield Paragraph((Span(place, Role.MUTED),), indent=2)


def addition_page(addition: Addition, entry: Entry | None, context: RenderContext) -> Page:
    """Return what another source adds to a record (`entry`: its file), beside what the record says itself."""
    found = claim_of(addition, context)
    if found is None or entry is None:
        return Page("", (), [], [])
    record, claim = found
    matrix = source_matrix(record, addition.key, context, compose(entry, addition.key, context).sources)
    spot = f"claims.{addition.place}"
    row = next((row for row in matrix.rows if any(one.spot == spot for one in row.told)), None)
    sections = details(row, matrix.order, record, context) if row else []
    place = path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record)
    return _of_record(addition.key, f"+ {place}", sections, context)


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
