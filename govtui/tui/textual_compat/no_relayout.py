"""Accelerators: no layout when only scrolled contents change their size; no unused styles.

Private names used, as they stand in Textual 8.2.8:

* ``Widget._refresh_scrollbars`` shows or hides the scroll bars; without a layout it is called here.
* ``Widget._rich_style_cache`` keeps the Rich styles of components by their names; ``Widget.refresh`` empties it, even where only
  the contents changed.
* ``DOMNode._component_styles`` keeps the styles of components by name. ``Stylesheet.apply`` works them out for each of
  ``DOMNode._get_component_classes()`` at every change of a class above the node, though a widget here has up to thirty and draws
  with a few; it attaches a node to style each (``DOMNode._attach``).

Private behaviour relied on:

* ``Widget.virtual_size`` is a reactive that has the whole screen laid out anew, which takes longer than all that a keystroke
  changes. A reactive of the same name in a subclass takes its place, and keeps its value where the first one did. A bar that
  comes or goes, and a widget as large as its contents, still need the layout.
* ``ScrollBarRender.render_bar`` draws the thumb in eighths of a cell, from the sizes and the position.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from govtui.tui.textual_compat import kept_lines
from govtui.tui.textual_compat.accelerators import admit
from govtui.tui.textual_compat.mixins import WidgetBase

if TYPE_CHECKING:
    from rich.style import Style
    from textual.css.styles import RenderStyles


EIGHTHS = 8
"""The steps of a cell in which a scroll bar's thumb is drawn."""

LAYOUT_FITS = admit("no_relayout", {Widget: {"_refresh_scrollbars": "self"}}, {})
STYLES_FIT = admit(
    "lazy_styles",
    {
        DOMNode: {
            "_attach": "self parent",
            "_get_component_classes": "",
            "get_component_styles": "self names",
        },
        Stylesheet: {"apply": "self node animate cache"},
        Widget: {"refresh": "self regions repaint layout recompose"},
    },
    {DOMNode: "_component_styles", Widget: "_rich_style_cache"},
)


class StillView(ScrollView):
    """A scroll view without a layout when its contents change; whoever changes them draws them anew."""

    if LAYOUT_FITS:
        virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

        def watch_virtual_size(self, before: Size, now: Size) -> None:
            """Show the size in the scroll bar, which is drawn only if it looks different."""
            if self.styles.auto_dimensions:
                self.refresh(layout=True)
            if not self.container_size:
                return
            self._refresh_scrollbars()
            if self.show_vertical_scrollbar:
                bar, height = self.vertical_scrollbar, self.container_size.height - self.scrollbar_size_horizontal
                drawn = thumb(bar)
                bar.set_reactive(ScrollBar.window_virtual_size, now.height)
                bar.set_reactive(ScrollBar.window_size, height)
                if thumb(bar) != drawn:
                    bar.refresh()
            self.scroll_y = self.validate_scroll_y(self.scroll_y)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for; it seldom changes, and every drawing goes past it."""
        bar = super().vertical_scrollbar
        if kept_lines.FITS and not isinstance(bar._styles_cache, kept_lines.KeptLines):
            bar._styles_cache = kept_lines.KeptLines()
        return bar


def thumb(bar: ScrollBar) -> tuple[int, int]:
    """Return begin and end of a vertical bar's thumb, in eighths of a cell; 0, 0 with nothing to scroll."""
    cells, whole, window = bar.size.height, bar.window_virtual_size, bar.window_size
    if not cells or cells == whole or not 0 < window < whole:  # as ScrollBarRender.render_bar asks
        return 0, 0
    length = max(1.0, window * cells / whole)
    start = int((cells - length) * bar.position / (whole - window) * EIGHTHS)
    return start, start + ceil(length * EIGHTHS)


def draw(widget: Widget, *regions: Region) -> None:
    """Draw a widget, or parts of it, anew after a change of its contents alone; keep component styles."""
    if not STYLES_FIT:
        widget.refresh(*regions)
        return
    styles = widget._rich_style_cache.copy()
    widget.refresh(*regions)
    widget._rich_style_cache.update(styles)


class LazyComponents(WidgetBase):
    """Mixin for a widget, ``class Line(LazyComponents, Widget)``: styles a component when it is first used."""

    @property
    def ground(self) -> Style:
        """The style where the widget draws nothing: `rich_style`, which Textual works out anew each time."""
        if not STYLES_FIT:
            return self.rich_style
        kept = self._rich_style_cache.get(())
        if kept is None:
            kept = self._rich_style_cache[()] = (self.rich_style, self.rich_style)
        return kept[0]

    if STYLES_FIT:

        def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]  # asked of the node, never of the class
            return frozenset(self._component_styles)

        def get_component_styles(self, *names: str) -> RenderStyles:
            """Return the styles of some components. Raises KeyError where one is not in COMPONENT_CLASSES."""
            for name in names:
                if name not in self._component_styles and name in super()._get_component_classes():
                    node = DOMNode(classes=name)
                    node._attach(self)
                    self.app.stylesheet.apply(node, animate=False)
                    self._component_styles[name] = node.styles
            return super().get_component_styles(*names)
