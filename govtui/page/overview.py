"""The page of a registry: counts, events, recent changes, problems, translation, drafts and saved views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime

from govtui.i18n.dates import date_short
from govtui.i18n.datetimes import age
from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.i18n.problems import tally_words
from govtui.index.api import ALL, Dated, View
from govtui.model.dates import PartialDate
from govtui.model.kinds import KINDS, kind_sign
from govtui.model.problem import Severity
from govtui.page.coverage import SIGNS as STATES
from govtui.page.coverage import direction, share, summed
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span, filled
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES, SEVERITY_ROLES, SEVERITY_SIGNS
from govtui.page.timeline import elsewhere_words
from govtui.text.width import clip, width

LATEST = 4
"""Events before today, and from today on."""

FEW = 2
"""How many records of one change are named."""

TYPES = 6
"""How many types of each kind are named."""

SUBJECT = 60
"""Cells of the subject of a commit."""

LIST, SCREEN, VIEW = "list:", "screen:", "view:"
"""Before a query line, the name of a screen or the number of a saved view in a link: no record's key has a colon."""


@dataclass(frozen=True, slots=True)
class Change:
    """Records that changed together."""

    keys: Sequence[str]
    when: datetime | None
    """None: not committed yet."""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the caller knows of the user's work: the page itself opens no files."""

    changes: Sequence[Change] | None = None
    """Latest first; None while they are looked up."""
    views: Sequence[str] = ()
    drafts: Sequence[str] = ()
    """Keys of records with unsaved text."""


def overview(
    context: RenderContext, *, read_only: bool, around: Surroundings | None = None, today: Day | None = None
) -> Page:
    """Return the page of the registry."""
    return _page(context, read_only, [*_holdings(context, today), *_standing(context, around)])


def overview_columns(
    context: RenderContext, *, read_only: bool, around: Surroundings, latest: int = LATEST
) -> tuple[Page, Page]:
    """Return the same as two pages to stand side by side, with `latest` events before today and from today on."""
    right = Page("", (), [Paragraph((Span("\u00a0"),))], filled(_standing(context, around)))
    return _page(context, read_only, _holdings(context, None, latest)), right


def _page(context: RenderContext, read_only: bool, sections: Sequence[Section]) -> Page:
    tr = context.tr
    count = context.index.counts()[ALL]
    name = context.text_of(context.manifest.name) or tr.gettext("Registry without a name")
    under = tr.ngettext("{n} record", "{n} records", count).format(n=number(count, tr))
    if read_only:
        under += " · " + tr.gettext("read-only")
    return Page("", (Span(name, Role.TITLE),), [Paragraph((Span(under, Role.MUTED),))], filled(sections))


def _holdings(context: RenderContext, today: Day | None, latest: int = LATEST) -> list[Section]:
    """Return the sections of what the registry holds."""
    tr = context.tr
    past, coming = _events(context, today or Day.today(), latest)  # noqa: DTZ011 (the reader's own day is meant)
    return [
        Section("kinds", tr.gettext("Records"), list(_kinds(context))),
        Section("coming", tr.gettext("Upcoming events"), list(_listed(coming, context))),
        Section("events", tr.gettext("Latest events"), list(_listed(past, context))),
    ]


def _standing(context: RenderContext, around: Surroundings | None) -> list[Section]:
    """Return the sections of its state and of open work."""
    tr, around = context.tr, around or Surroundings(())
    return [
        Section("changes", tr.gettext("Recently changed"), list(_changes(around.changes, context))),
        Section("problems", tr.gettext("Problems"), list(_problems(context))),
        Section("coverage", tr.gettext("Translation"), list(_coverage(context))),
        Section("drafts", tr.gettext("Not saved yet"), list(_drafts(around.drafts, context))),
        Section(
            "views",
            tr.gettext("Saved views"),
            [_bullet(Span(name, Role.LINK, f"{VIEW}{n}")) for n, name in enumerate(around.views)],
        ),
    ]


def _kinds(context: RenderContext) -> Iterator[Block]:
    by_kind: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (kind, type_), count in context.index.types().items():
        if type_:
            by_kind[kind].append((count, context.label(f"{kind}.type", type_)))
    counts = context.index.counts()
    for kind in KINDS:
        ranked = sorted(by_kind[kind], key=lambda t: (-t[0], t[1]))
        types = [f"{name} {number(count, context.tr)}" for count, name in ranked[:TYPES]]
        types += ["…"] * (len(ranked) > TYPES)
        spans = [
            Span(context.label("kinds", kind), Role.LINK, f"{LIST}kind:{kind}"),
            Span(f" {number(counts[kind], context.tr)}", Role.STRONG),
            *([Span("  " + " · ".join(types), Role.MUTED)] if types else []),
        ]
        yield Paragraph(spans, kind_sign(kind), KIND_ROLES[kind], lead_width=3)


def _events(context: RenderContext, today: Day, latest: int) -> tuple[Sequence[Dated], Sequence[Dated]]:
    """Return the last events that began before today, latest first, and the next ones."""
    dates = context.index.dates(View(kind="event", language=context.language, words=context.tr.language))
    place = dates.first_from(today.toordinal())
    past = dates.window(max(0, place - latest), place)
    return past[::-1], dates.window(place, min(place + latest, dates.dated))


def _listed(facts: Sequence[Dated], context: RenderContext) -> Iterator[Block]:
    dates = [date_short(PartialDate.parse(fact.date.partition("T")[0]), context.tr) for fact in facts]
    lead = max(map(width, dates), default=0) + 2
    for fact, date in zip(facts, dates, strict=True):
        told = [Span(f"  {elsewhere_words(fact, context)}", Role.MUTED)] if fact.by else []
        yield Paragraph((context.name(fact.key), *told), date, Role.MUTED, lead_width=lead)


def _changes(changes: Sequence[Change] | None, context: RenderContext) -> Iterator[Block]:
    tr = context.tr
    if changes is None:
        yield Paragraph((Span(tr.gettext("Searching…"), Role.MUTED),))
        return
    now = datetime.now().astimezone()
    ages = [
        age((now - change.when).total_seconds(), tr) if change.when else tr.gettext("Not yet committed")
        for change in changes
    ]
    lead = max(map(width, ages), default=0) + 2
    for change, when in zip(changes, ages, strict=True):
        spans: list[Span] = []
        for key in change.keys[:FEW]:
            spans += [Span("; ")] * bool(spans) + [context.name(key)]
        if more := len(change.keys) - FEW:
            spans += [Span(" +" + number(more, tr), Role.MUTED)] * (more > 0)
        if said := " · ".join(part for part in (change.author, clip(change.subject, SUBJECT)) if part):
            spans.append(Span(f"  {said}", Role.MUTED))
        yield Paragraph(spans, when, Role.MUTED, lead_width=lead)


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


def _drafts(drafts: Sequence[str], context: RenderContext) -> Iterator[Block]:
    for key in drafts:
        name = context.name(key).text if context.index.card(key) else key or context.tr.gettext("New record")
        yield _bullet(Span(name, Role.LINK, f"{SCREEN}drafts"))


def _bullet(*spans: Span) -> Paragraph:
    return Paragraph(spans, "•", Role.MUTED, lead_width=3)
