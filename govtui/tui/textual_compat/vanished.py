"""Paint over what a widget that is gone leaves behind.

Private names used, as they stand in Textual 8.2.8:

* ``Screen._compositor``: the ``Compositor`` that arranges the widgets of a screen. Its ``reflow`` marks what changed against the
  last arrangement (``_full_map``) as dirty (``_dirty_regions``).

Private behaviour relied on:

* Where a hidden widget was refreshed, the arrangement no longer counts (``_full_map_invalidated``), and ``full_map`` makes it anew
  when somebody next asks for a region. If that is between the removal of a widget and the layout that follows, ``reflow`` finds
  nothing changed: a message at the bottom of the screen stays there until something else is drawn at its place.
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
    from textual._compositor import CompositorMap

    ScreenBase = Screen[Any]
else:
    ScreenBase = object

FITS = admit(
    "vanished",
    {},
    {Screen: "_compositor", Compositor: "_dirty_regions _full_map _full_map_invalidated"},
)


class PaintsOver(Compositor):
    """A compositor that marks the places of widgets that are gone whenever it arranges the others anew."""

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
