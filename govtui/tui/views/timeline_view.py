"""A timeline: one fact a line with its date, its words and its bar on an axis that scrolls and zooms; a cursor on one fact.

Only the facts in sight are asked for.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.index.api import Dated, Dates
from govtui.model.dates import PartialDate
from govtui.page.page import Role
from govtui.page.signs import KIND_ROLES
from govtui.page.timeline import (
    DATE,
    ZOOMS,
    Layout,
    Zoom,
    column,
    extent,
    first_day,
    lines_of,
    note,
    row,
    touches,
    unit_start,
    widest_date,
)
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import CursorList, Window
from govtui.tui.base.safe_text import segment
from govtui.tui.base.themes import kind_rules

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp


NEAR = 256
"""How far from its old place a fact is looked for when the records changed."""


def _identity(fact: Dated) -> tuple[object, ...]:
    """Return what identifies a fact, whatever the language of its name."""
    return fact.key, fact.what, fact.value, fact.number, fact.date


class AxisPosition(NamedTuple):
    """What of the timeline is in sight: cursor, zoom, first cell of the axis, first line."""

    cursor: int
    zoom: Zoom
    left: int
    top: int


class TimelineView(CursorList, can_focus=True):
    """Facts in order of time, one a line.

    The wheel scrolls; with Ctrl or Alt it zooms, and with Shift, or turned aside, it goes along the axis: both from the
    fact under the mouse, to which the cursor comes.
    """

    app: RegistryApp

    DEFAULT_CSS = kind_rules("TimelineView", "timeline")
    COMPONENT_CLASSES = {
        *(f"timeline--{role}" for role in (*KIND_ROLES.values(), Role.PLAIN, Role.LABEL, Role.MUTED)),
    }
    BINDINGS = [
        Binding("right", "pan(1)", N_("Later on"), show=False, id="timeline.later"),
        Binding("left", "pan(-1)", N_("Earlier on"), show=False, id="timeline.earlier"),
        Binding("ctrl+up", "zoom(1)", N_("Zoom in"), id="timeline.nearer"),
        Binding("ctrl+down", "zoom(-1)", N_("Zoom out"), id="timeline.farther"),
        Binding("full_stop", "today", N_("Today"), id="timeline.today"),
        Binding("enter", "choose", N_("Read"), id="timeline.open"),
    ]
    KEY_GROUP = "timeline"

    class Moved(Message):
        """The cursor, the zoom or the part of time in sight is another."""

    class Chosen(CursorList.Chosen):
        """A fact was chosen."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self.dates: Dates | None = None
        self.context: RenderContext | None = None
        self.zoom: Zoom = "year"
        self.left = 0
        """The cell of the axis that stands leftmost in sight."""
        self._facts: Window[Dated] = Window()
        self._date_cells = DATE[True]

    # what is shown

    def show(self, dates: Dates, context: RenderContext) -> None:
        """Show these facts; the cursor stays on its fact, else on its row as far as there is one."""
        here = self.chosen
        self.dates, self.context = dates, context
        self._date_cells = widest_date(dates, context.tr)
        self._facts = Window(dates.dated + dates.year_less, dates.window)
        self._stay_on(here, self.cursor)
        self.measure(self._height)
        self.refresh()

    def _stay_on(self, fact: Dated | None, place: int) -> None:
        """Put the cursor on a fact: near the row where it was, else on the first of its record, else on that row."""
        if fact is not None and self.dates is not None:
            start = max(0, place - NEAR)
            same = enumerate(map(_identity, self.dates.window(start, place + NEAR)), start)
            found = next((at for at, one in same if one == _identity(fact)), self.dates.position(fact.key))
            place = place if found is None else found
        self.cursor = max(0, min(place, self.total - 1))

    @property
    def total(self) -> int:
        return self._facts.total

    @property
    def _height(self) -> int:
        return lines_of(self.dates) if self.dates else 0

    def line_of(self, row: int) -> int:
        """Facts without a year have a heading of two lines before them."""
        return row + 2 if self.dates and row >= self.dates.dated else row

    def row_at(self, line: int) -> int | None:
        row = line if self.dates is None or line < self.dates.dated else line - 2
        return row if 0 <= row < self.total and self.line_of(row) == line else None

    def fact(self, row: int) -> Dated | None:
        """Return the fact of a row, fetched with those in sight."""
        return self._facts.row(row, self.top, self.page_lines)

    @property
    def chosen(self) -> Dated | None:
        """The fact under the cursor."""
        return self.fact(self.cursor)

    @property
    def layout(self) -> Layout:  # type: ignore[override]
        return Layout.of(self.cells, self._date_cells)

    # moving

    @property
    def position(self) -> AxisPosition:
        """Cursor, zoom and what is in sight, to return to them."""
        return AxisPosition(self.cursor, self.zoom, self.left, self.top)

    def return_to(self, position: AxisPosition, fact: Dated | None) -> None:
        """Show what was in sight, with the cursor on this fact."""
        self._stay_on(fact, position.cursor)
        self.zoom, self.left = position.zoom, position.left
        self.jump(position.top)
        self._settle()

    def point_at(self, place: int) -> None:
        """Put the cursor on the fact of a row, in the middle of what is in sight."""
        self.cursor = max(0, min(place, self.total - 1))
        self.jump(max(0, self.line_of(self.cursor) - self.page_lines // 2))
        self._settle()

    def _dates_in_sight(self) -> list[PartialDate]:
        """Return the dates of the facts in sight that stand on the axis."""
        lines = range(self.top, self.top + self.page_lines)
        known = [self.fact(place) for line in lines if (place := self.row_at(line)) is not None]
        return [date for fact in known if (date := self._date(fact))]

    def fit(self) -> None:
        """Zoom in, up to years, as far as the facts in sight stand on the axis together; with none, stay."""
        dates = self._dates_in_sight()
        if not dates:
            return
        for zoom in ("year", "decade"):
            first = min(extent(date, zoom).first for date in dates)
            last = max(extent(date, zoom).first for date in dates)
            self.zoom, self.left = zoom, unit_start(first, zoom)
            if last - self.left < self.layout.axis:
                break
        self._settle()

    def go_to(self, row: int) -> None:
        self.cursor = max(0, min(row, self.total - 1))
        self._settle()

    def action_zoom(self, step: int) -> None:
        """Zoom in (above 0) or out; the fact under the cursor stays in its cell."""
        wanted = ZOOMS[max(0, min(len(ZOOMS) - 1, ZOOMS.index(self.zoom) + step))]
        if wanted == self.zoom:
            return
        date = self._date(self.chosen)
        axis = self.layout.axis
        if date is not None:
            offset = max(1, min(axis - 2, extent(date, self.zoom).first - self.left))
            self.left = extent(date, wanted).first - offset
        else:
            middle = first_day(self.left + axis // 2, self.zoom)
            self.left = column(middle, wanted) - axis // 2
        self.zoom = wanted
        self._settle()

    def action_pan(self, step: int) -> None:
        """Go one decade, year or month on; the cursor comes along when its fact is no longer in sight."""
        if self.dates is None or not self.dates.dated:
            return
        axis = self.layout.axis
        self.left = unit_start(self.left + (step < 0) * 5, self.zoom, step)
        first, last = first_day(self.left, self.zoom), first_day(self.left + axis, self.zoom)
        date = self._date(self.chosen)
        if date is None or not touches(date, self.zoom, self.left, self.left + axis - 1):
            if step > 0:
                self.cursor = min(self.dates.first_from(first.toordinal()), self.dates.dated - 1)
            else:
                self.cursor = max(0, self.dates.first_from(last.toordinal()) - 1)
        self._settle()

    def action_today(self) -> None:
        """Go to the first fact from today on, today in sight."""
        if self.dates is not None and self.dates.dated:
            today = self.today()
            self.left = column(today, self.zoom) - self.layout.axis // 3
            place = self.dates.first_from(today.toordinal())
            self.point_at(min(place, self.dates.dated - 1))

    @staticmethod
    def today() -> datetime.date:
        """Return the date by the clock of this machine."""
        return datetime.date.today()  # noqa: DTZ011 (the reader's own day is meant)

    def action_choose(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Chosen(self.chosen.key))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Bring what is in sight onto the axis when the wheel has left the cursor behind and none of it is there."""
        super().watch_scroll_y(old_value, new_value)
        if self.dates is None or self.top <= self.line_of(self.cursor) < self.top + self.page_lines:
            return
        axis, dates = self.layout.axis, self._dates_in_sight()
        if dates and not any(touches(date, self.zoom, self.left, self.left + axis - 1) for date in dates):
            self.left = extent(dates[0], self.zoom).first - axis // 4
            self.post_message(self.Moved())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._wheel(event, 1, aside=True)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._wheel(event, -1, aside=True)

    def _wheel(self, event: events.MouseEvent, step: int, *, aside: bool = False) -> None:
        zooms = (event.ctrl or event.meta) and not aside
        if not zooms and not event.shift and not aside:
            return
        event.stop()
        event.prevent_default()
        row = self.row_at(event.get_content_offset_capture(self).y + self.top)
        if row is not None:
            self.cursor = row
        if zooms:
            self.action_zoom(-step)
        else:
            self.action_pan(step)

    def remeasure(self) -> None:
        self.measure(self._height)
        self._settle()

    def _settle(self) -> None:
        """Bring line and bar of the fact under the cursor into sight."""
        line = self.line_of(self.cursor)
        last = self.cursor == self.total - 1
        self.keep_in_sight(line, max(1, self._height - line) if last and self._height - line < self.page_lines else 1)
        if (date := self._date(self.chosen)) is not None:
            axis = self.layout.axis
            where = extent(date, self.zoom)
            if not self.left <= where.first < self.left + axis and not touches(
                date, self.zoom, self.left, self.left + axis - 1
            ):
                self.left = where.first - axis // 4
        self.refresh()
        self.post_message(self.Moved())

    @staticmethod
    def _date(fact: Dated | None) -> PartialDate | None:
        """Return the date of a fact that stands on the axis; None for others."""
        date = PartialDate.parse(fact.date) if fact else None
        return date if date and not date.year_less else None

    # drawing

    def render_line(self, y: int) -> Strip:
        cells, line = self.cells, y + self.top
        place = self.row_at(line)
        fact = self.fact(place) if place is not None else None
        if fact is None:
            is_whole = self.context is None or self.context.index.whole
            words = note(self.dates, line, self.app.translator, whole=is_whole)
            return Strip([segment(words, self._style(Role.MUTED))]).adjust_cell_length(cells, self.rich_style)
        under = place == self.cursor
        return Strip(self._row(fact, under)).adjust_cell_length(cells, self._style("cursor", under))

    def _row(self, fact: Dated, under: bool) -> list[Segment]:
        assert self.context is not None
        spans = row(fact, self.context, self.layout, self.zoom, self.left, self.today())
        return [segment(span.text, self._style(span.role, under)) for span in spans]

    def _style(self, part: str, under: bool = False) -> Style:
        """Return the style of a part of a line, `under` the cursor or not; "cursor" is the ground of the line."""
        cursor = self.get_component_rich_style("row--cursor") if under else self.ground
        if part == "cursor" or (under and part == Role.PLAIN):
            return cursor
        style = self.get_component_rich_style(f"timeline--{part}")
        return style + Style(bgcolor=cursor.bgcolor, bold=cursor.bold) if under else style
