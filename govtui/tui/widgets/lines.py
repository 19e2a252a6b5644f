"""A scrolled widget that draws its lines itself: only those in sight are asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import groupby

from textual.geometry import Region, Size

from govtui.tui.private.components import LazyComponents
from govtui.tui.private.kept_lines import KeepsLines
from govtui.tui.private.still import StillView, draw

LEFT = 1
"""The mouse button that means something; with the others terminals paste, or open menus of their own."""


class Lines(LazyComponents, KeepsLines, StillView):
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
