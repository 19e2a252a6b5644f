"""The list of what may stand at the cursor of a text, beside it; the text keeps the focus."""

from __future__ import annotations

from textual.geometry import Offset, Region

from govtui.text.width import width
from govtui.tui.completing import Offers
from govtui.tui.widgets.pick_list import Choice, PickList
from govtui.tui.widgets.toml_area import Chooser, TomlArea

HEIGHT = 8
LEAD = 26
"""Cells for what is written; its name in words follows."""


class Completion(PickList, Chooser):
    """Shows names first, then what would be written."""

    def __init__(self) -> None:
        super().__init__(id="completion")
        self.lead = LEAD
        self._offers: Offers | None = None
        self._area: TomlArea | None = None

    def on_mount(self) -> None:
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose now."""
        return self._offers is not None

    def offer(self, area: TomlArea, offers: Offers | None, *, at_once: bool) -> bool:
        """Show what is offered, or take it (`at_once`) where it is one thing; False when nothing is."""
        if offers is None:
            self.close()
            return False
        if at_once and len(offers.choices) == 1:
            area.take(offers.start, offers.end, str(offers.choices[0].value))
        else:
            self.open(area, offers)
        return True

    def open(self, area: TomlArea, offers: Offers) -> None:
        """Show these beside the cursor of a text."""
        self._area, self._offers = area, offers
        area.choosing = self
        picked = self.picked
        shown = [Choice(choice.value, choice.note, choice.words) for choice in offers.choices]
        self.show(shown, picked.value if picked else None)
        self.display = True
        self._place(area)

    def _place(self, area: TomlArea) -> None:
        """Under the cursor, or above it where there is more room."""
        screen = self.screen.size
        longest = max((width(choice.note) for choice in self.choices), default=0)
        cells, lines = min(screen.width - 2, max(40, LEAD + longest + 8)), min(HEIGHT, len(self.choices)) + 2
        at = area.cursor_screen_offset
        x = max(0, min(at.x, screen.width - cells))
        y = at.y + 1 if at.y + 1 + lines <= screen.height - 1 else max(0, at.y - lines)
        region = Region(x, y, cells, lines)
        self.styles.width, self.styles.height = region.width, region.height
        self.styles.offset = Offset(region.x, region.y)

    def close(self) -> None:
        """Put it away."""
        self._offers = None
        if self._area is not None:
            self._area.choosing = None
        self.display = False

    def step(self, by: int) -> None:
        self.move(by)

    def take(self) -> None:
        picked, offers, area = self.picked, self._offers, self._area
        self.close()
        if picked is not None and offers is not None and area is not None:
            area.take(offers.start, offers.end, str(picked.value))

    def on_pick_list_picked(self, message: PickList.Picked) -> None:
        """A click takes it."""
        message.stop()
        self.take()
