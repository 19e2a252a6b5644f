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

from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar

from govtui.tui.textual_compat.kept_lines import KeptLines

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


# -- Component styles that are worked out when a component is first drawn ----------------------------------------------
#
# Private behaviour relied on, as it stands in Textual 8.2.8:
#
# * ``Stylesheet.apply`` styles a virtual node for each of ``node._get_component_classes()``, on every node, at every change of
#   a class above it. A widget here has up to thirty components, and draws with a few of them.
# * It keeps the styles in ``node._component_styles`` by name, compares them with what was there, and draws the node anew where
#   they are others.
# * ``Widget._rich_style_cache`` keeps components' Rich styles by their names until the widget may look different;
#   ``Widget.rich_style`` is worked out anew each time, from all that the widget stands in.


if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RenderStyles
    from textual.widget import Widget

    _WidgetBase = Widget
else:
    # A plain class at run time: as a subclass of Widget it would be one more CSS type.
    _WidgetBase = object


class LazyComponents(_WidgetBase):
    """Mixin for a widget: ``class Line(LazyComponents, Widget)``. Only components that it has drawn with are styled."""

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # asked of the node, never of the class
        return frozenset(self._component_styles)

    @property
    def ground(self) -> Style:
        """What the widget looks like where it draws nothing: `rich_style`, remembered."""
        kept = self._rich_style_cache.get(())
        if kept is None:
            kept = self._rich_style_cache[()] = (self.rich_style, self.rich_style)
        return kept[0]

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of some components. Raises KeyError where one is not in COMPONENT_CLASSES."""
        for name in names:
            if name not in self._component_styles and name in super()._get_component_classes():
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node, animate=False)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)
