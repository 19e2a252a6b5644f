"""Rows of a timeline: the date and words of each fact, its bar on an axis of cells, and the scale above.

A cell of the axis never holds days of two units (years, decades), so a bar can be read off by its edges: a date known by its
year fills that year. Signs alone say everything; colour only says whose bar it is.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Literal, NamedTuple

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.field_labels import according_to, field_name
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.index.api import ELSEWHERE, Dated, Dates
from govtui.model.dates import PartialDate, Point
from govtui.model.kinds import kind_sign
from govtui.page.page import Role, Span
from govtui.page.render_context import RenderContext
from govtui.page.signs import KIND_ROLES
from govtui.page.source_names import short_name
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, width

Zoom = Literal["decade", "year", "month"]
ZOOMS: tuple[Zoom, ...] = ("decade", "year", "month")
"""From far to near."""

UNIT = {"decade": 10, "year": 6, "month": 6}
"""Cells of one decade (a year each), year (two months each) or month (five days each)."""

DAY, VAGUE, LASTS, SOMEWHERE = "●", "○", "═", "░"
"""One day; less exact than a day, within a cell; a duration; somewhere in this time."""
FROM, UNTIL = "◄", "►"
"""Open start, open end."""
BEFORE, AFTER = "‹", "›"
"""Outside the visible cells, on that side."""
ABOUT, PERHAPS = "~", "?"

LEAST, MOST = datetime.date.min, datetime.date.max


def column(day: datetime.date, zoom: Zoom) -> int:
    """Return the cell of a day."""
    match zoom:
        case "decade":
            return day.year
        case "year":
            return day.year * UNIT[zoom] + (day.month - 1) // 2
        case "month":
            return (day.year * 12 + day.month - 1) * UNIT[zoom] + min(5, (day.day - 1) // 5)


def first_day(cell: int, zoom: Zoom) -> datetime.date:
    """Return the first day of a cell; the first or last day of the calendar beyond its ends."""
    if zoom == "decade":
        year, month, day = cell, 1, 1
    elif zoom == "year":
        year, part = divmod(cell, UNIT[zoom])
        month, day = part * 2 + 1, 1
    else:
        months, part = divmod(cell, UNIT[zoom])
        year, month, day = months // 12, months % 12 + 1, part * 5 + 1
    if year < LEAST.year:
        return LEAST
    return datetime.date(year, month, day) if year <= MOST.year else MOST


def unit_start(cell: int, zoom: Zoom, step: int = 0) -> int:
    """Return the first cell of the unit of a cell, or of one `step` units further."""
    return (cell // UNIT[zoom] + step) * UNIT[zoom]


class Extent(NamedTuple):
    """First and last cell of a date's start and of its end; None where it is open."""

    start: tuple[int, int] | None
    end: tuple[int, int] | None

    @property
    def first(self) -> int:
        """The first known cell."""
        return self.start[0] if self.start else self.end[0] if self.end else 0

    @property
    def last(self) -> int:
        """The last known cell."""
        return self.end[1] if self.end else self.start[1] if self.start else 0


def extent(date: PartialDate, zoom: Zoom) -> Extent:
    """Return the cells of a date that has a year."""
    return Extent(_cells(date.start, zoom), _cells(date.end, zoom))


def _cells(point: Point | None, zoom: Zoom) -> tuple[int, int] | None:
    first, last = (point.earliest(), point.latest()) if point else (None, None)
    return (column(first, zoom), column(last, zoom)) if first and last else None


def bar(date: PartialDate, zoom: Zoom, left: int, cells: int) -> str:
    """Return a date that has a year as `cells` characters of the axis from cell `left` on."""
    where = extent(date, zoom)
    right = left + cells - 1
    if where.start and where.start[0] > right or (where.start is None and where.first > right and where.end is None):
        return " " * (cells - 1) + AFTER
    if where.end and where.end[1] < left:
        return BEFORE + " " * (cells - 1)
    drawn = [_sign(date, where, cell) for cell in range(left, right + 1)]
    if where.start is None:
        drawn[0] = FROM
    if where.end is None:
        drawn[-1] = UNTIL
    for place, mark in enumerate(marks(date), where.last + 1 - left):
        if where.end is not None and 0 <= place < cells:
            drawn[place] = mark
    return "".join(drawn)


def touches(date: PartialDate, zoom: Zoom, first: int, last: int) -> bool:
    """Return whether a date's bar touches the cells from `first` to `last`."""
    where = extent(date, zoom)
    begins = where.start is None or where.start[0] <= last
    return begins and (where.end is None or where.end[1] >= first)


def marks(date: PartialDate) -> str:
    """Return the signs of a date that is approximate or uncertain at either end."""
    points = [point for point in (date.start, date.end) if point]
    return ABOUT * any(point.approximate for point in points) + PERHAPS * any(point.uncertain for point in points)


def _sign(date: PartialDate, where: Extent, cell: int) -> str:
    start, end = where.start, where.end
    if (start and cell < start[0]) or (end and cell > end[1]):
        return " "
    if start and end and start[0] == end[1]:  # all of it within one cell
        exact = all(point is not None and point.day is not None for point in (date.start, date.end))
        return DAY if exact else VAGUE
    in_start = start and start[0] != start[1] and cell <= start[1]
    in_end = end and end[0] != end[1] and cell >= end[0]
    return SOMEWHERE if not date.interval or in_start or in_end else LASTS


RULE, TICK, TODAY = "─", "┬", "▼"
NOW = "│"
"""Today, in the rows."""

QUIET = NOW + BEFORE + AFTER
"""Signs that are no part of the bar."""

ROOMY = 100
"""Cells of a row from which dates have room for the longest."""

DATE = {False: 14, True: 22}
MANY = 500
"""Dates above which the widest is not looked for."""
LONGEST = 64
"""Cells of the longest name, so that the axis has the rest of a wide screen."""


class Layout(NamedTuple):
    """Cells of the columns of a row after its sign, with one between each."""

    date: int
    words: int
    axis: int

    @classmethod
    def of(cls, cells: int, widest: int = 99) -> Layout:
        """Return the layout for a width, where the widest date has `widest` cells."""
        date = min(DATE[cells >= ROOMY], widest + 1)
        rest = max(12, cells - 2 - date - 2)
        words = min(LONGEST, rest // 2)
        return cls(date, words, rest - words)

    @property
    def before_axis(self) -> int:
        """The cells before the axis."""
        return 2 + self.date + 1 + self.words + 1


def widest_date(dates: Dates, tr: Translator) -> int:
    """Return the cells of the widest of these dates; of very many the most that any has."""
    total = dates.dated + dates.year_less
    if total > MANY:
        return DATE[True]
    return max((width(when_short(fact, tr)) for fact in dates.window(0, total)), default=0)


STEPS = {"decade": (1, 2, 5, 10), "year": (1, 2, 5, 10), "month": (1, 2, 3, 6, 12)}
"""The steps in which units may have labels."""


def elsewhere_words(fact: Dated, context: RenderContext) -> str:
    """Return who says what the record does not say itself, with the sign for it."""
    return f"{ELSEWHERE} {according_to(short_name(fact.by, context), context.tr)}"


def what_words(fact: Dated, context: RenderContext) -> str:
    """Return what happened to the record, or is to: "Adopted", "Chair, no. 3", a measure; empty for the date of an event."""
    match fact.what:
        case "steps":
            return context.label("step.action", fact.value)
        case "terms":
            return ", ".join(filter(None, (context.label("term.type", fact.value), context.ordinal(fact.number))))
        case "measures":
            return context.text_of(json.loads(fact.value))
        case "parties":
            field, _, who = fact.value.partition(" ")
            count = context.tr.ngettext("{n} party", "{n} parties", fact.number or 1)
            words = context.name(who).text if who else count.format(n=number(fact.number or 1, context.tr))
            return f"{field_name('parties', field, context.tr)}, {words}"
        case "date" if fact.kind == "event":
            return ""
        case "date" if fact.value:
            return context.date_label(fact.value)
    return context.field(fact.what)


def when_short(fact: Dated, tr: Translator) -> str:
    """Return the date of a fact for a column; one without a year without its sign, as it stands under such a heading."""
    date = PartialDate.parse(fact.date)
    return date_short(PartialDate.parse(date.text.partition("T")[0]) if date.time else date, tr)


def in_full(fact: Dated, context: RenderContext) -> str:
    """Return name, words and date of a fact in full."""
    kind = context.label(f"{fact.kind}.type", fact.type) or context.label("kind", fact.kind)
    parts = [fact.name, what_words(fact, context) or kind, date_long(PartialDate.parse(fact.date), context.tr)]
    if fact.by:
        parts.append(elsewhere_words(fact, context))
    return " · ".join(part for part in parts if part)


def fact_words(fact: Dated, context: RenderContext) -> str:
    """Return what happened, and the name of the record; the sign and who says so around them where the record does not."""
    what = what_words(fact, context)
    if not fact.by:
        return f"{what} · {fact.name}" if what else fact.name
    sign, _, told = elsewhere_words(fact, context).partition(" ")
    return " · ".join([f"{sign} {what or fact.name}", *([fact.name] if what else []), told])


def row(fact: Dated, context: RenderContext, layout: Layout, zoom: Zoom, left: int, today: datetime.date) -> list[Span]:
    """Return a fact on one line; one without a year has no axis."""
    role = KIND_ROLES.get(fact.kind, Role.PLAIN)
    words = safe_text(fact_words(fact, context), multiline=False)
    tail = f" [{fact.missing}]" if fact.missing else ""
    spans = [
        Span(f"{kind_sign(fact.kind)} ", role),
        Span(pad(when_short(fact, context.tr), layout.date) + " ", Role.LABEL),
        Span(pad(clip(words, layout.words - len(tail)) + tail, layout.words) + " "),
    ]
    date = PartialDate.parse(fact.date)
    if date.year_less:
        return spans
    drawn = bar(date, zoom, left, layout.axis)
    now = column(today, zoom) - left
    if 0 <= now < layout.axis and drawn[now] == " ":
        drawn = drawn[:now] + NOW + drawn[now + 1 :]
    for run in re.findall(f"[{QUIET}]|[^{QUIET}]+", drawn):
        spans.append(Span(run, Role.MUTED if run in QUIET else role))
    return spans


def legend(tr: Translator) -> str:
    """Return the signs of bars with their meanings, on one line."""
    signs = (
        (DAY, tr.pgettext("timeline", "day")),
        (VAGUE + SOMEWHERE, tr.pgettext("timeline", "less exact")),
        (LASTS, tr.pgettext("timeline", "lasts")),
        (FROM + UNTIL, tr.pgettext("timeline", "open end")),
    )
    return "   ".join(f"{sign} {words}" for sign, words in signs)


YEAR_UNKNOWN = N_("Year unknown")
"""The heading over facts without a year."""


def lines_of(dates: Dates) -> int:
    """Return the number of lines: the dated, a gap and a heading over those without a year, a gap and a note of the undated."""
    nothing = not dates.dated + dates.year_less
    return dates.dated + (dates.year_less + 2) * bool(dates.year_less) + 2 * (nothing or bool(dates.undated))


def note(dates: Dates | None, line: int, tr: Translator, *, whole: bool = True) -> str:
    """Return the words of a line without a fact; `whole`: whether the dates of all records are known."""
    if dates is None:
        return ""
    if not dates.dated + dates.year_less and line == 0:
        if not whole:
            return "  " + tr.gettext("Reading the files…")
        return "  " + tr.gettext("Nothing in this list has a date. Esc goes back to the list to choose another.")
    if dates.year_less and line == dates.dated + 1:
        return "  " + tr.gettext(YEAR_UNKNOWN)
    if dates.undated and line == lines_of(dates) - 1:
        return "  " + undated_words(dates.undated, tr)
    return ""


def undated_words(count: int, tr: Translator) -> str:
    """Return how many things have no date, as a sentence."""
    words = tr.ngettext("{n} event, step or term has no date.", "{n} events, steps and terms have no date.", count)
    return words.format(n=number(count, tr))


def scale(zoom: Zoom, left: int, cells: int, today: datetime.date, tr: Translator) -> tuple[str, str]:
    """Return the two lines above the rows, from cell `left` on: labels of units where they begin, and a rule with edges."""
    first = unit_start(left + UNIT[zoom] - 1, zoom)
    days = ((cell, first_day(cell, zoom)) for cell in range(first, left + cells, UNIT[zoom]))
    labels = [(cell, _label(zoom, day, tr)) for cell, day in days if LEAST < day < MOST]
    widest = max((width(words) for _, words in labels), default=0)
    every = next((n for n in STEPS[zoom] if widest < n * UNIT[zoom]), STEPS[zoom][-1])
    line = ""
    for cell, words in labels:
        if (cell // UNIT[zoom]) % every:
            continue
        if cell >= left + width(line) and cell - left + width(words) <= cells:
            line += " " * (cell - left - width(line)) + words
    rule = [TICK if cell % UNIT[zoom] == 0 else RULE for cell in range(left, left + cells)]
    if 0 <= (place := column(today, zoom) - left) < cells:
        rule[place] = TODAY
    return line + " " * (cells - width(line)), "".join(rule)


def _label(zoom: Zoom, day: datetime.date, tr: Translator) -> str:
    if zoom == "month":
        return date_short(PartialDate.parse(f"{day.year:04}-{day.month:02}"), tr)
    return str(day.year)
