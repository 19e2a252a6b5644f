"""The page of a registry, for a pipe and for screen readers: what it holds, its events, its problems, its translation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day

from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.i18n.problems import tally_words
from govtui.index.api import ALL
from govtui.model.kinds import kind_sign
from govtui.model.problem import Severity
from govtui.page.coverage import SIGNS as STATES
from govtui.page.coverage import direction, share, summed
from govtui.page.home import LIST, SCREEN, SEVERAL, HomeSection
from govtui.page.home_sections import LATEST, events, events_around, types_by_kind
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span, filled
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES, SEVERITY_ROLES, SEVERITY_SIGNS
from govtui.text.width import width

TYPES = 6
"""How many types of each kind are named."""


def overview(context: RenderContext, *, read_only: bool, today: Day | None = None, latest: int = LATEST) -> Page:
    """Return the page of the registry, with `latest` events before today and from today on."""
    tr = context.tr
    count = context.index.counts()[ALL]
    name = context.text_of(context.manifest.name) or tr.gettext("Registry without a name")
    under = tr.ngettext("{n} record", "{n} records", count).format(n=number(count, tr))
    if read_only:
        under += " · " + tr.gettext("read-only")
    day = today or Day.today()  # noqa: DTZ011 (the reader's own day is meant)
    sections = [
        Section("kinds", tr.gettext("Records"), list(_kinds(context))),
        *map(_dated, events(events_around(context, day, latest), context)),
        Section("problems", tr.gettext("Problems"), list(_problems(context))),
        Section("coverage", tr.gettext("Translation"), list(_coverage(context))),
    ]
    return Page("", (Span(name, Role.TITLE),), [Paragraph((Span(under, Role.MUTED),))], filled(sections))


def _dated(of: HomeSection) -> Section:
    """Return a section of home as one of a page: the date of a row hangs before it."""
    leads = max((width(row.lead) for row in of.rows), default=0)
    rows = [
        Paragraph((Span(row.words, Role.LINK, row.link),), row.lead, Role.MUTED, lead_width=leads + 2)
        for row in of.rows
    ]
    return Section(of.id, of.title, rows)


def _kinds(context: RenderContext) -> Iterator[Block]:
    counts = context.index.counts()
    for kind, types in types_by_kind(context).items():
        shown = [*types[:TYPES], *["…"] * (len(types) > TYPES)]
        spans = [
            Span(context.label("kinds", kind), Role.LINK, f"{LIST}kind:{kind}"),
            Span(f" {number(counts[kind], context.tr)}", Role.STRONG),
            *([Span("  " + SEVERAL.join(shown), Role.MUTED)] if shown else []),
        ]
        yield Paragraph(spans, kind_sign(kind), KIND_ROLES[kind], lead_width=3)


def _problems(context: RenderContext) -> Iterator[Block]:
    if not context.index.whole:
        yield Paragraph((Span(context.tr.gettext("Reading the files…"), Role.MUTED),))
        return
    tally = context.index.tally()
    if not tally["problem"].places:
        yield Paragraph((Span(context.tr.gettext("None found.")),))
    for severity, words in zip(sorted(Severity, reverse=True), tally_words(tally, context.tr), strict=True):
        if severity.name.lower() not in tally:
            continue
        link = Span(words, Role.LINK, f"{SCREEN}problems")
        yield Paragraph((link,), SEVERITY_SIGNS[severity], SEVERITY_ROLES[severity], lead_width=3)


def _coverage(context: RenderContext) -> Iterator[Block]:
    tr = context.tr
    shares = context.index.coverage()
    for pair in sorted({(one.source, one.target) for one in shares}):
        whole = summed(shares, *pair)
        words = [
            f"{share(count, whole.total)}\u00a0{state_words(state, tr)}".replace(" ", "\u00a0")
            for state in STATES
            if (count := getattr(whole, state))
        ]
        total = tr.ngettext("{n} text", "{n} texts", whole.total).format(n=number(whole.total, tr))
        link = Span(direction(*pair, context), Role.LINK, f"{SCREEN}coverage")
        yield _bullet(link, Span(f"  {' · '.join(words)} ({total})", Role.MUTED))


def _bullet(*spans: Span) -> Paragraph:
    return Paragraph(spans, "•", Role.MUTED, lead_width=3)
