"""A scrolled widget that draws its lines itself: only those in sight are asked for."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView

from govtui.tui.private.components import LazyComponents


class Lines(LazyComponents, ScrollView):
    """Line-drawing widgets' common geometry."""

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
        """Say how many lines there are."""
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
