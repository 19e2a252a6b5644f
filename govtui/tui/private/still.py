"""What is scrolled grows and shrinks while the screen stays as it is laid out.

Private behaviour relied on, as it stands in Textual 8.2.8:

* ``Widget.virtual_size`` is a reactive that has the whole screen laid out anew, which takes longer than all that a keystroke
  changes; a reactive of the same name in a subclass takes its place, and keeps its value where the first one did.
* What such a layout does for a ``ScrollView`` is done by ``_refresh_scrollbars``, and by telling the scroll bar the two sizes
  (``_scroll_update``). A bar that comes or goes, and a widget as large as its contents, still need one.
* ``ScrollBarRender.render_bar`` draws the thumb in eighths of a cell, from the sizes and the position.
* ``Widget.refresh`` forgets the component styles that were worked out (``_rich_style_cache``), even if only what is shown is
  another, not how.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from govtui.tui.private.kept_lines import KeptLines

if TYPE_CHECKING:
    from textual.widget import Widget


EIGHTHS = 8
"""The steps of a cell in which a scroll bar's thumb is drawn."""


class StillView(ScrollView):
    """A scroll view whose contents may change their size at every keystroke. They must be drawn anew by whoever does so."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for; it seldom changes, and every drawing goes past it."""
        bar = super().vertical_scrollbar
        if not isinstance(bar._styles_cache, KeptLines):
            bar._styles_cache = KeptLines()
        return bar

    def watch_virtual_size(self, before: Size, now: Size) -> None:
        """Show the size in the scroll bar, which is drawn only if it looks different."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        if not self.container_size:
            return
        self._refresh_scrollbars()
        if self.show_vertical_scrollbar:
            bar, height = self.vertical_scrollbar, self.container_size.height - self.scrollbar_size_horizontal
            drawn = _thumb(bar)
            bar.set_reactive(ScrollBar.window_virtual_size, now.height)
            bar.set_reactive(ScrollBar.window_size, height)
            if _thumb(bar) != drawn:
                bar.refresh()
        self.scroll_y = self.validate_scroll_y(self.scroll_y)


def _thumb(bar: ScrollBar) -> tuple[int, int]:
    """Where a vertical bar's thumb begins and ends, in eighths of a cell; nowhere when there is nothing to scroll."""
    cells, whole, window = bar.size.height, bar.window_virtual_size, bar.window_size
    if not cells or cells == whole or not 0 < window < whole:  # as ScrollBarRender.render_bar asks
        return 0, 0
    length = max(1.0, window * cells / whole)
    start = int((cells - length) * bar.position / (whole - window) * EIGHTHS)
    return start, start + ceil(length * EIGHTHS)


def draw(widget: Widget, *regions: Region) -> None:
    """Have a widget drawn anew, or parts of it, for what it shows is another; how its components look stays worked out."""
    styles = widget._rich_style_cache.copy()
    widget.refresh(*regions)
    widget._rich_style_cache.update(styles)
