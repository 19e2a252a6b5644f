"""A screen of which only those widgets are looked at that something changed in.

Private behaviour relied on, as it stands in Textual 8.2.8:

* ``Screen._compositor`` draws a screen. ``render_partial_update`` is given the regions that changed (``_dirty_regions``), but
  asks every widget for its lines (``_get_renders``) that meets the smallest rectangle around all of them: with a search
  field at the top, a list and key hints, that is the whole screen at every keystroke.
* What no widget gave is not drawn, and neither is what lies outside the regions that changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.screen import Screen

    _ScreenBase = Screen[Any]
else:
    # A plain class at run time: as a subclass of Screen it would be one more CSS type.
    _ScreenBase = object


class SparseCompositor(Compositor):
    """Asks no widget in vain."""

    _changed: frozenset[Region] = frozenset()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last drawing."""
        self._changed = frozenset(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = frozenset()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and any(map(seen.overlaps, self._changed)):
                yield region, clip, widget.render_lines(seen.translate((-region.x, -region.y)))


class Sparse(_ScreenBase):
    """Mixin for a screen: ``class Browser(Sparse, Screen)``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor = SparseCompositor()
