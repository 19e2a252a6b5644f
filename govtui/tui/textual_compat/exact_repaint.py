"""Repaint: what a layout took away from the screen is drawn over, whatever was looked up before the layout.

Private names used, as they stand in Textual 8.2.8:

* ``Screen._compositor``: a ``Compositor``, which lays out a screen and knows what of it is to be drawn anew
  (``_dirty_regions``).
* ``Compositor._full_map``: where every widget is. ``Compositor.reflow`` lays out the screen, and has drawn anew whatever
  differs from the map before. ``Compositor._visible_map``: where those in sight are after a scroll; laid out by
  ``Compositor.reflow_visible``.

Without it a toast may stay on the terminal after its time, until something else is drawn there. After a scroll, and after the
refresh of a widget that is hidden, the next look-up of a region works out the map anew, and so without a widget that was just
removed: the layout that follows finds nothing changed. ``App._prune`` looks up a region between the removal and the layout;
whether a widget did so before, so that the map is kept, is chance. And where widgets were scrolled since the last layout, it is
compared with places where they no longer were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from govtui.tui.textual_compat.accelerators import admit

try:
    from textual._compositor import Compositor
except ImportError:
    Compositor = object  # type: ignore[assignment, misc]
from govtui.tui.textual_compat.mixins import ScreenBase

if TYPE_CHECKING:
    from textual._compositor import CompositorMap, ReflowResult
    from textual.geometry import Size
    from textual.widget import Widget

FITS = admit(
    "exact_repaint",
    {Compositor: {"clear": "self", "reflow": "self parent size", "reflow_visible": "self parent size"}},
    {Compositor: "_dirty_regions _full_map", Screen: "_compositor"},
)


class ExactCompositor(Compositor):
    """A compositor that compares a layout with what was drawn, not with what was looked up since."""

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: CompositorMap = {}
        self._scrolled: CompositorMap = {}
        """Where the widgets in sight are since the last scroll, if the screen was not laid out since."""

    def clear(self) -> None:
        """Forget all widgets."""
        super().clear()
        self._laid_out, self._scrolled = {}, {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out the screen, and mark as dirty all that is no longer where it was drawn."""
        self._full_map = self._laid_out
        result = super().reflow(parent, size)
        self._laid_out = self._full_map
        if self._scrolled:
            changed = self._scrolled.items() ^ self._full_map.items()
            self._dirty_regions |= {seen for _, at in changed if (seen := at.clip.intersection(at.region))}
            self._scrolled = {}
        return result

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Lay out what is in sight after a scroll."""
        exposed = super().reflow_visible(parent, size)
        self._scrolled = dict(self._visible_map or {})
        return exposed


class RepaintsExactly(ScreenBase):
    """Mixin for a screen: ``class Page(RepaintsExactly, Screen)``."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever the screen takes
        if FITS:
            self._compositor = ExactCompositor()
