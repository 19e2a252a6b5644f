"""Back and forward: places one has been, with the list, the filter and the cursor as they were."""

from __future__ import annotations

from dataclasses import dataclass

from govtui.index.query import ALL, Order

DEPTH = 200
"""How many places are remembered."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone was: the list as it was asked for, where its cursor stood, what was read and how far."""

    kind: str = ALL
    text: str = ""
    order: Order = "name"
    cursor: str = ""
    """The key of the record under the list's cursor."""
    list_scroll: int = 0
    shown: str = ""
    """The key of the record in the reader."""
    reader_scroll: int = 0
    link: int = -1
    """The chosen link of the reader."""
    reading: bool = False
    """Whether the reader had the focus."""


class History:
    """Two stacks, as a web browser has them."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._forward: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a place before going somewhere new."""
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-DEPTH]
        self._forward.clear()

    def back(self, here: Place) -> Place | None:
        """The place before this one; None at the beginning."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Place) -> Place | None:
        """The place one went back from; None at the end."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()
