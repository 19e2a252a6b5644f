"""The page of translation coverage: for each kind and field the share of texts in each state, as small bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govtui.i18n.edit_texts import state_words
from govtui.i18n.formats import number
from govtui.index.api import Coverage
from govtui.model.kinds import KINDS
from govtui.page.page import Block, Page, Paragraph, Role, Section, Span, filled, legend_spans
from govtui.page.render_context import RenderContext
from govtui.text.width import width

SIGNS = {
    "done": (Role.DONE, "█"),
    "unverified": (Role.RECURRING, "▒"),
    "stale": (Role.WARNING, "!"),
    "missing": (Role.PLANNED, "·"),
}
"""Role and sign of each state, in drawing order: the sign alone tells them apart, without colour."""

BAR = 12
"""Cells of a bar."""


def coverage(shares: Sequence[Coverage], context: RenderContext, asked: str = "") -> Page:
    """Return the page of `shares`; `asked` is their query."""
    tr = context.tr
    directions = sorted({(one.source, one.target) for one in shares})
    under = [Paragraph((Span(tr.gettext("Filter: {query}").format(query=asked), Role.MUTED),))] if asked.strip() else []
    sums = [summed(shares, *pair) for pair in directions]
    labels = {one: direction(one.source, one.target, context) for one in sums}
    for one in shares:
        label = context.field(one.field)
        labels[one] = f"{label} {one.source}→{one.target}" if len(directions) > 1 else label
    widths = (
        max(map(width, labels.values()), default=0) + 4,
        max((len(number(one.total, tr)) for one in labels), default=0),
    )
    bars = {one: _bar(one, label, widths, context) for one, label in labels.items()}
    sections = [Section("all", tr.gettext("All texts"), [*(bars[one] for one in sums), *_legend(sums, context)])]
    for kind in KINDS:
        sections.append(Section(kind, context.label("kinds", kind), [bars[one] for one in shares if one.kind == kind]))
    title = (Span(tr.gettext("Translation coverage"), Role.TITLE),)
    if not shares:
        sections[0] = Section("all", "", [Paragraph((Span(tr.gettext("There is no text that could be translated.")),))])
    return Page("", title, under, filled(sections))


def direction(source: str, target: str, context: RenderContext) -> str:
    """Return a direction in words: "Vietnamese → English"."""
    return context.tr.gettext("{source} → {target}").format(
        source=context.language_name(source), target=context.language_name(target)
    )


def summed(shares: Sequence[Coverage], source: str, target: str) -> Coverage:
    """Return the sum over all texts of one direction."""
    own = [one for one in shares if (one.source, one.target) == (source, target)]
    sums = (sum(getattr(one, state) for one in own) for state in SIGNS)
    return Coverage("", "", source, target, *sums)


def share(part: int, whole: int) -> str:
    """Return a percentage: never 0 or 100 unless it is none or all."""
    hundredths = round(100 * part / whole) if whole else 0
    return f"{min(99, max(1, hundredths)) if 0 < part < whole else hundredths}%"


def _legend(sums: Sequence[Coverage], context: RenderContext) -> Iterator[Block]:
    used = [state for state in SIGNS if any(getattr(one, state) for one in sums)]
    if used:
        yield Paragraph(legend_spans((*SIGNS[state], state_words(state, context.tr)) for state in used), indent=2)


def _bar(one: Coverage, label: str, widths: tuple[int, int], context: RenderContext) -> Paragraph:
    """Return a row: label and total, padded to `widths`, and a bar; all bars have one length, to compare shares."""
    lead, digits = widths
    counts = {state: getattr(one, state) for state in SIGNS}
    bar = [Span(SIGNS[state][1] * cells, SIGNS[state][0]) for state, cells in _cells(counts).items() if cells]
    total = Span(number(one.total, context.tr).rjust(digits, "\u00a0") + "\u00a0", Role.STRONG)
    words = _in_words(counts, one.total, context)
    return Paragraph((total, *bar, *words), f"  {label}", lead_width=lead, field=one.field)


def _in_words(counts: Mapping[str, int], total: int, context: RenderContext) -> Iterator[Span]:
    """Yield the share of each state behind its sign; in words where there is but one."""
    for state, count in counts.items():
        role, sign = SIGNS[state]
        if count == total:
            yield Span(f"\u00a0\u00a0100%\u00a0{state_words(state, context.tr)}".replace(" ", "\u00a0"))
        elif count:
            yield from (Span("\u00a0 "), Span(sign, role), Span(f"\u00a0{share(count, total)}"))
            yield Span(f"\u00a0({number(count, context.tr)})", Role.MUTED)


def _cells(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the cells of each part of a bar, together BAR; a part that is not 0 has one at least."""
    whole = sum(counts.values())
    cells = {state: max(1, round(BAR * count / whole)) if count else 0 for state, count in counts.items()}
    widest = max(cells, key=lambda state: cells[state])
    cells[widest] += BAR - sum(cells.values())
    return cells
