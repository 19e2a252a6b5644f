"""Paint over what a widget that is gone leaves behind.

Private names used, as they stand in Textual 8.2.8:

* ``Screen._compositor``: the ``Compositor`` that arranges the widgets of a screen. Its ``reflow`` marks what changed against the
  last arrangement (``_full_map``) as dirty (``_dirty_regions``).

Private behaviour relied on:

* Where a hidden widget was refreshed, the arrangement no longer counts (``_full_map_invalidated``), and ``full_map`` makes it anew
  when somebody next asks for a region. If that is between the removal of a widget and the layout that follows, ``reflow`` finds
  nothing changed: a message at the bottom of the screen stays there until something else is drawn at its place.
* After a scroll only what is in sight is arranged (``reflow_visible``, ``_visible_map``). A layout that follows compares with
  where widgets stood before the scroll, and leaves what was drawn since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from govtui.tui.textual_compat.accelerators import admit

try:
    from textual._compositor import Compositor
except ImportError:
    Compositor = object  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    from textual._compositor import CompositorMap, ReflowResult
    from textual.geometry import Size
    from textual.widget import Widget

    ScreenBase = Screen[Any]
else:
    ScreenBase = object

FITS = admit(
    "vanished",
    {Compositor: {"clear": "self", "reflow": "self parent size", "reflow_visible": "self parent size"}},
    {Screen: "_compositor", Compositor: "_dirty_regions _full_map _full_map_invalidated _visible_map"},
)


class PaintsOver(Compositor):
    """A compositor that marks the places of widgets that are gone whenever it arranges the others anew."""

    def __init__(self) -> None:
        super().__init__()
        self._scrolled: CompositorMap = {}
        """Where the widgets in sight are since the last scroll, if the screen was not laid out since."""

    def clear(self) -> None:
        """Forget all widgets."""
        super().clear()
        self._scrolled = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out the screen, and mark also what differs from the last scroll."""
        result = super().reflow(parent, size)
        if self._scrolled:
            changed = self._scrolled.items() ^ self._full_map.items()
            self._dirty_regions |= {seen for _, at in changed if (seen := at.clip.intersection(at.region))}
            self._scrolled = {}
        return result

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Arrange what is in sight after a scroll."""
        exposed = super().reflow_visible(parent, size)
        self._scrolled = dict(self._visible_map or {})
        return exposed

    @property
    def full_map(self) -> CompositorMap:
        if not self._full_map_invalidated:
            return super().full_map
        before = self._full_map
        now = super().full_map
        places = [before[widget] for widget in before.keys() - now.keys()]
        self._dirty_regions.update(filter(None, (place.clip.intersection(place.region) for place in places)))
        return now


class NothingStays(ScreenBase):
    """Mixin for a Screen: ``class Page(NothingStays, Screen)``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if FITS:
            self._compositor = PaintsOver()
