"""A short list to choose from: one line each, with a note at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.safe_text import segment


class Option(NamedTuple):
    """One line: what is chosen, its words, a note in a quieter voice; one that cannot be chosen says why in its note."""

    value: str
    words: str
    note: str = ""
    off: bool = False


class ChoiceList(CursorList, can_focus=True):
    """Options with a cursor."""

    COMPONENT_CLASSES = {"choices--words", "choices--note", "choices--off", "choices--cursor"}
    BINDINGS = [
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="choices.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="choices.up"),
        Binding("home,g", "end(0)", N_("First"), show=False, id="choices.first"),
        Binding("end,G", "end(-1)", N_("Last"), show=False, id="choices.last"),
        Binding("enter", "choose", N_("Choose"), id="choices.choose"),
    ]

    class Highlighted(Message):
        """The cursor came to another option."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    class Chosen(Message):
        """An option was chosen."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._options: Sequence[Option] = ()

    @property
    def total(self) -> int:
        return len(self._options)

    @property
    def option(self) -> Option | None:
        """The option under the cursor."""
        return self._options[self.cursor] if self.cursor < len(self._options) else None

    def show(self, options: Sequence[Option]) -> None:
        """Show these; the cursor stays on its value if that is still there."""
        here = self.option
        self._options = options
        places = (n for n, option in enumerate(options) if here and option.value == here.value)
        self.cursor = next(places, min(self.cursor, max(0, len(options) - 1)))
        self.remeasure()
        self.refresh()

    def point_at(self, value: str) -> None:
        """Put the cursor on the option of this value, if there is one; nobody is told."""
        self.cursor = next((n for n, option in enumerate(self._options) if option.value == value), self.cursor)
        self.keep_in_sight(self.cursor)
        self.refresh()

    def moved(self) -> None:
        if self.option:
            self.post_message(self.Highlighted(self.option))

    def action_choose(self) -> None:
        if self.option and not self.option.off:
            self.post_message(self.Chosen(self.option))

    def enter(self) -> None:
        self.action_choose()

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self._options):
            return Strip.blank(cells, self.rich_style)
        option = self._options[place]
        base = self.get_component_rich_style("choices--off" if option.off else "choices--words")
        quiet = self.get_component_rich_style("choices--note")
        if place == self.cursor:
            base = quiet = self.get_component_rich_style("choices--cursor")
        note = clip(option.note, max(0, cells - 12))
        room = max(0, cells - 2 - (width(note) + 1 if note else 0))
        parts = [segment(f" {pad(clip(option.words, room), room)}", base), segment(f" {note} " if note else " ", quiet)]
        return Strip(parts).adjust_cell_length(cells, base)
