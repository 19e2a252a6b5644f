"""A scrolled widget that draws its lines itself: only those in sight are asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from govtui.text.safe import safe_text
from govtui.text.width import width
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import LazyComponents, StillView, draw

LEFT = 1
"""The mouse button that means something; with the others terminals paste, or open menus of their own."""


class LineView(LazyComponents, KeepsLines, StillView):
    """Line-drawing widgets' common geometry."""

    _drawn: dict[int, Hashable] | None = None
    """By place in sight: what the lines held when they were drawn last, where a widget says so (`holds`)."""

    @property
    def cells(self) -> int:
        """The width that lines may take: inside padding, border and the scroll bar's gutter."""
        return self.scrollable_content_region.width or 80

    @property
    def page_lines(self) -> int:
        """The lines in sight."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top(self) -> int:
        """The first line in sight."""
        return self.scroll_offset.y

    def measure(self, lines: int) -> None:
        """Say how many lines there are; they are to be drawn anew by whoever says so."""
        if not self.size and self.is_attached:
            # Not known yet, but if so, the first drawing has the scroll bar already, instead of a second one that follows it.
            self.show_vertical_scrollbar = lines > self.app.size.height
        self.virtual_size = Size(self.cells, lines)

    def jump(self, line: int) -> None:
        """Make `line` the first in sight, as far as there are lines below it, at once."""
        self.scroll_to(y=line, animate=False, force=True, immediate=True)
        self.vertical_scrollbar.position = self.scroll_y  # Textual forgets a bar that is only about to be shown

    def keep_in_sight(self, first: int, height: int = 1) -> None:
        """Scroll as little as needed to bring some lines into sight; a widget that is hidden stays where it is."""
        if not self.size:
            return
        if first < self.top or first + height > self.top + self.page_lines:
            self.jump(first if first < self.top else first + height - self.page_lines)
            self.refresh()

    # drawing no more than what changed

    def held(self, y: int) -> Hashable:
        """All that decides how a line in sight is drawn now, but for styles; for widgets that use `draw_changed`."""
        return None

    def note_drawn(self, y: int) -> None:
        """Remember what a line in sight holds, now that it is drawn."""
        self._drawn = self._drawn or {}
        self._drawn[y] = self.held(y)

    def draw_changed(self) -> None:
        """Draw anew the lines in sight that hold something else than when they were drawn last."""
        drawn, width = self._drawn or {}, self.scrollable_content_region.width
        changed = [y for y in range(self.page_lines) if y not in drawn or drawn[y] != self.held(y)]
        if changed:
            draw(self, *(Region(0, first, width, height) for first, height in _runs(changed)))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in their order as runs of neighbours: the first one of each, and how many they are."""
    for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        together = [number for _, number in run]
        yield together[0], len(together)


# -- A widget of one line that draws itself from spans -----------------------------------------------------------------


class Piece(NamedTuple):
    """Some words in the style of a component class; a click on them runs `action`."""

    text: str
    style: str
    action: str = ""


class OneLine(LazyComponents, KeepsLines, Widget):
    """One line of pieces, with others flush right; when they do not fit together, the right ones go first."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    _said: tuple[list[Piece], list[Piece]] | None = None
    """The pieces that were drawn last."""

    def left(self) -> Sequence[Piece]:
        """The pieces from the left edge."""
        return ()

    def right(self) -> Sequence[Piece]:
        """The pieces at the right edge."""
        return ()

    def retranslate(self) -> None:
        """Words are fetched at drawing; drawing anew is enough."""
        self.refresh()

    def renew(self) -> None:
        """Draw the line anew if it says something else than when it was drawn last."""
        if self._said != (list(self.left()), list(self.right())):
            draw(self, self.size.region)

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.ground)
        cells = self.size.width
        self._said = list(self.left()), list(self.right())
        left, right = map(self._strip, self._said)
        if gap := self._gap(left.cell_length, right.cell_length):
            return strip([*left, segment(" " * gap, self.ground), *right])
        return left.adjust_cell_length(cells, self.ground)

    def _gap(self, left: int, right: int) -> int:
        """The cells between the pieces at the left and those at the right; 0 where these do not stand."""
        return self.size.width - left - right if right and left + 1 + right <= self.size.width else 0

    def _strip(self, pieces: Sequence[Piece]) -> Strip:
        return strip(segment(piece.text, self.get_component_rich_style(piece.style)) for piece in pieces)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if event.button == LEFT and (action := self.action_at(event.get_content_offset_capture(self).x)):
            await self.run_action(action)

    def action_at(self, x: int) -> str:
        """The action of the piece at a column from the left edge of the content; empty where there is none."""
        left, right = self.left(), self.right()
        gap = self._gap(_cells(left), _cells(right))
        place = 0
        for piece in (*left, Piece(" " * gap, ""), *(right if gap else ())):
            place += _cells([piece])
            if 0 <= x < place:
                return piece.action
        return ""


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(safe_text(piece.text, multiline=False)) for piece in pieces)
