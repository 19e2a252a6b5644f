"""Places on the browse screen: back and forward among them, as in a web browser, and the view before this one."""

from __future__ import annotations

from typing import NamedTuple

from govtui.index.api import ALL, Order

DEPTH = 200
"""How many places are remembered."""

RECENT = 20
"""How many views are remembered for going to the last one."""


class Place(NamedTuple):
    """Where someone was: the list as it was asked for, where its cursor stood, what was read and how far."""

    kind: str = ALL
    text: str = ""
    order: Order = "name"
    reverse: bool = False
    only_marked: bool = False
    cursor: str = ""
    """The key of the record under the list's cursor."""
    list_scroll: int = 0
    shown: str = ""
    """The key of the record in the reader."""
    reader_scroll: int = 0
    link: int = -1
    """The chosen link of the reader."""
    opened: str = ""
    """The names of the folded sections that were open in it, joined by blanks."""
    reading: bool = False
    """Whether the reader had the focus."""
    anchor: str = ""
    """The key of the record that had been chosen last: the one under the cursor, unless the list did not have it."""
    home: bool = False
    """Whether home was shown in the place of all that."""

    @property
    def has_begun(self) -> bool:
        """Whether anybody chose anything here."""
        return bool(self.anchor or self.text.strip() or self.reading or self.kind != ALL)

    @property
    def asked(self) -> tuple[object, ...]:
        """What tells one view from another."""
        return (self.kind, self.text.strip(), self.order, self.reverse, self.only_marked)


class History:
    """Two stacks, as a web browser has them."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        """Those that one can go back to, the nearest last."""
        self._forward: list[Place] = []

    @property
    def has_past(self) -> bool:
        return bool(self.places)

    @property
    def has_future(self) -> bool:
        return bool(self._forward)

    def leave(self, place: Place) -> None:
        """Remember a place before going somewhere new."""
        if not self.places or self.places[-1] != place:
            self.places.append(place)
            del self.places[:-DEPTH]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place before this one; None at the beginning."""
        if not self.places:
            return None
        self._forward.append(here)
        return self.places.pop()

    def forward(self, here: Place) -> Place | None:
        """The place one went back from; None at the end."""
        if not self._forward:
            return None
        self.places.append(here)
        return self._forward.pop()


class RecentViews:
    """The views that were shown lately, each with the place that it was left at."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a view that is about to be changed."""
        if self._places and self._places[-1].asked == place.asked:
            self._places.pop()
        self._places.append(place)
        del self._places[:-RECENT]

    def before(self, here: Place) -> Place | None:
        """The last view that is another one than this; None when there was none. From there, it leads back here."""
        found = next((place for place in reversed(self._places) if place.asked != here.asked), None)
        if found:
            self.leave(here)
        return found
