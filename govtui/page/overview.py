"""A registry as a page: its name, what it holds, what happened lately, what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from govtui.i18n.numbers import number
from govtui.i18n.problems import severity_label
from govtui.index.query import ALL
from govtui.model.dates import PartialDate
from govtui.model.problem import Severity
from govtui.model.vocabulary import KINDS
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span
from govtui.page.signs import KIND_ROLES, KIND_SIGNS, SEVERITY_SIGNS
from govtui.page.voice import Voice

LATEST = 5


def overview(voice: Voice, *, read_only: bool) -> Page:
    """The page of the whole registry."""
    tr = voice.tr
    counts = voice.index.counts()
    name = voice.one(voice.manifest.name) or tr.gettext("Registry without a name")
    under = tr.ngettext("{n} record", "{n} records", counts[ALL]).format(n=number(counts[ALL], tr))
    if read_only:
        under += " · " + tr.gettext("read-only")
    sections = [
        Section("kinds", tr.gettext("Records"), list(_kinds(voice))),
        Section("events", tr.gettext("Latest events"), list(_events(voice))),
        Section("problems", tr.gettext("Problems"), list(_problems(voice))),
    ]
    title = (Span(name, Role.TITLE),)
    return Page("", title, [Paragraph((Span(under, Role.MUTED),))], [s for s in sections if s.blocks])


def _kinds(voice: Voice) -> Iterator[Block]:
    by_kind: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (kind, type_), count in voice.index.types().items():
        if type_:
            by_kind[kind].append((count, voice.label(f"{kind}.type", type_)))
    counts = voice.index.counts()
    for kind in KINDS:
        types = [
            f"{name} {number(count, voice.tr)}" for count, name in sorted(by_kind[kind], key=lambda t: (-t[0], t[1]))
        ]
        words = f"{voice.label('kinds', kind)} {number(counts[kind], voice.tr)}"
        head = f"{KIND_SIGNS[kind]} {words}"
        yield Paragraph((Span(" · ".join(types)),), head, KIND_ROLES[kind], lead_width=24)


def _events(voice: Voice) -> Iterator[Block]:
    for card in voice.index.events(LATEST):
        date = voice.date(PartialDate.parse(card.date)) if card.date else ""
        yield Paragraph((voice.name(card.key), Span(f"  {date}", Role.MUTED)), "•", Role.MUTED, lead_width=3)


def _problems(voice: Voice) -> Iterator[Block]:
    found = Counter(Severity(problem.severity) for problem in voice.index.problems() if not problem.muted)
    if not found:
        yield Paragraph((Span(voice.tr.gettext("None found.")),))
    for severity in sorted(found, reverse=True):
        words = f"{severity_label(severity, voice.tr)}: {number(found[severity], voice.tr)}"
        yield Paragraph((Span(words),), SEVERITY_SIGNS[severity], lead_width=3)
