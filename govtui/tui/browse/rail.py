"""The rail: the outline of the page in the reader, right of it, where there is room; a click goes to a section."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from govtui.i18n.formats import number
from govtui.page.outline import OutlineItem, outline
from govtui.page.page import Page
from govtui.text.width import clip, pad, width
from govtui.tui.base.line_list import LEFT, LineView, Piece
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser

HERE = "▸"
"""Before the section that one is in."""

WIDEST = 30
"""Cells from a name to its numbers at most: where the rail is wider, they would stand too far apart."""


class RailHead(PaneHead):
    """The line over the rail, which names it."""

    def said(self) -> Sequence[Piece]:
        return [self.title(self.screen.app.translator.gettext("Contents"))]


class RailLines(LineView, can_focus=False):
    """A section a line: its name, how many items it has, and how many values are at odds or added by other sources."""

    COMPONENT_CLASSES = {"rail--name", "rail--here", "rail--count", "rail--differing", "rail--added"}
    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="rail-lines")
        self.items: Sequence[OutlineItem] = ()
        self._here = -1

    def show(self, page: Page | None) -> None:
        """Show the sections of a page."""
        items = outline(page) if page else ()
        self.items = items if len(items) > 1 else ()  # the outline of a single section says nothing
        self.measure(len(self.items))
        self._here = self._read()
        self.jump(0)
        self._keep_here_in_sight()
        draw(self)

    def follow(self) -> None:
        """Mark the section that one has come to, if that is another."""
        here = self._read()
        if here != self._here:
            self._here = here
            self._keep_here_in_sight()
            self.draw_changed()

    def _read(self) -> int:
        name = self.screen.reader.section_here
        return next((n for n, item in enumerate(self.items) if item.name == name), 0 if self.items else -1)

    def _keep_here_in_sight(self) -> None:
        if self._here >= 0:
            self.keep_in_sight(self._here)

    def on_resize(self) -> None:
        self.measure(len(self.items))
        self._keep_here_in_sight()

    def retranslate(self) -> None:
        """Draw the lines anew: their words are fetched then."""
        self.refresh()

    def held(self, y: int) -> Hashable:
        line = y + self.top
        return (line, line == self._here)

    def render_line(self, y: int) -> Strip:
        self.note_drawn(y)
        line = y + self.top
        if not 0 <= line < len(self.items):
            return Strip.blank(self.cells, self.ground)
        parts = [segment(piece.text, self.get_component_rich_style(piece.style)) for piece in self._pieces(line)]
        return strip(parts).adjust_cell_length(self.cells, self.ground)

    def _pieces(self, line: int) -> Sequence[Piece]:
        item, tr = self.items[line], self.screen.app.translator
        count = Piece(f" {number(item.count, tr)}" if item.count else "", "rail--count")
        marks = [
            Piece(f" {sign}{number(found, tr)}", style)
            for sign, found, style in (("≠", item.differing, "rail--differing"), ("+", item.added, "rail--added"))
            if found
        ]
        room = min(self.cells, WIDEST) - 3 - sum(width(piece.text) for piece in (*marks, count)) - 1
        name = clip(item.heading or tr.pgettext("rail", "Summary"), room)
        style = "rail--here" if line == self._here else "rail--name"
        sign = HERE if line == self._here else " "
        return (Piece(f" {sign} ", style), Piece(pad(name, room), style), *marks, count)

    def on_click(self, event: events.Click) -> None:
        """Go to the section that was clicked."""
        line = event.get_content_offset_capture(self).y + self.top
        if event.button == LEFT and 0 <= line < len(self.items):
            self.screen.reader.go_to_section(self.items[line].name)


class Rail(KeepsLines, Vertical):
    """The outline with its head."""

    def __init__(self) -> None:
        super().__init__(id="rail")

    def compose(self) -> ComposeResult:
        yield RailHead()
        yield RailLines()

    @property
    def lines(self) -> RailLines:
        return self.query_one(RailLines)
