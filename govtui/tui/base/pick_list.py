"""A list that something is picked from, under a field that filters it: the field keeps the focus, the list has a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.text.fold import fold, words
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.safe_text import segment

PICKING = [
    Binding("down,ctrl+n", "pick_by(1)", N_("Down"), show=False, id="pick.down"),
    Binding("up", "pick_by(-1)", N_("Up"), show=False, id="pick.up"),
]
"""Keys for a screen in which a PickList stands: they move its cursor while a field has the focus."""

NOWHERE = -1
"""The cursor's place when it is on nothing."""


class Option(NamedTuple):
    """One thing that can be picked."""

    value: object
    words: str
    note: str = ""
    """What else is known of it, after the words."""
    mark: str = ""
    """A sign before the words."""
    heading: bool = False
    """Whether it only stands over others and cannot be picked."""
    also: str = ""
    """What it is found by beside its words and, where there is any such, instead of its note; never shown."""

    def marked(self, mark: str) -> Option:
        """The same with a sign before its words."""
        return self._replace(mark=mark)

    def valued(self, value: object) -> Option:
        """The same words for another value."""
        return self._replace(value=value)


def fitting(choices: Sequence[Option], typed: str) -> list[Option]:
    """The choices in which every typed word begins a word, accents aside; those first that say it in their own words.

    Headings stand only while nothing is typed.
    """
    asked = words(fold(typed))
    if not asked:
        return list(choices)
    ranked = []
    for place, choice in enumerate(choices):
        own, whole = _spelt(choice.words), _spelt(f"{choice.words} {choice.also or choice.note}")
        if choice.heading or not all(f" {word}" in whole for word in asked):
            continue
        phrase = " " + " ".join(asked)
        rank = 0 if own.startswith(phrase) else 1 if phrase in own else 2 if all(f" {w}" in own for w in asked) else 3
        ranked.append((rank, place, choice))
    return [choice for *_, choice in sorted(ranked, key=lambda one: one[:2])]


def _spelt(text: str) -> str:
    return " " + " ".join(words(fold(text)))


class OptionList(CursorList, can_focus=False):
    """The choices, one a line."""

    COMPONENT_CLASSES = {"pick--words", "pick--note", "pick--mark", "pick--heading", "pick--cursor", "pick--empty"}

    class Highlighted(Message):
        """The cursor was moved to another choice."""

    class Chosen(Message):
        """The choice under the cursor was clicked; where choices have boxes, any."""

        def __init__(self, sender: OptionList, choice: Option) -> None:
            super().__init__()
            self.sender = sender
            self.choice = choice

    def __init__(
        self, id: str, *, lead: int = 0, boxes: bool = False, still: bool = False, classes: str | None = None
    ) -> None:
        """`boxes`: every choice has a box that is ticked or not; `still`: it is there to be read, and nothing is picked."""
        super().__init__(id=id, classes=classes)
        self._boxes, self._still = boxes, still
        self.choices: list[Option] = []
        self.empty = ""
        """What stands there when there is nothing to pick."""
        self.lead = lead
        """Cells kept for the words, so that the notes stand in a column of their own; 0: each behind its words."""

    def show(self, choices: Sequence[Option], value: object = None, *, onward: bool = False) -> None:
        """Show these, the cursor on the one with this value, else on the first that can be picked.

        `onward`: where the one with this value is gone, on the one that stood after it.
        """
        left = [choice.value for choice in choices]
        if onward and value not in left:
            before = [choice.value for choice in self.choices]
            at = before.index(value) if value in before else len(before)
            value = next((one for one in (*before[at:], *reversed(before[:at])) if one in left), None)
        self.choices = list(choices)
        places = [n for n, choice in enumerate(self.choices) if not choice.heading]
        self.cursor = next((n for n in places if self.choices[n].value == value), places[0] if places else 0)
        self.measure(len(self.choices))
        self.keep_in_sight(max(0, self.cursor))
        self.refresh()

    @property
    def total(self) -> int:
        return len(self.choices)

    def place_at(self, line: int) -> int | None:
        place = super().place_at(line)
        return None if place is None or self._still or self.choices[place].heading else place

    @property
    def picked(self) -> Option | None:
        """The choice under the cursor; None when there is none, or the cursor is on none."""
        choice = self.choices[self.cursor] if 0 <= self.cursor < len(self.choices) else None
        return choice if choice and not choice.heading else None

    def rest(self) -> None:
        """The cursor on nothing, until somebody moves it."""
        self.cursor = NOWHERE
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor over what can be picked, keeping it in sight."""
        places = [n for n, choice in enumerate(self.choices) if not choice.heading]
        if not places:
            return
        at = places.index(self.cursor) if self.cursor in places else -1
        self.go(places[max(0, min(len(places) - 1, at + step))])

    def keep_cursor_in_sight(self) -> None:
        """With the first choice, what stands over it is seen."""
        first = all(choice.heading for choice in self.choices[: max(0, self.cursor)])
        self.keep_in_sight(0 if first else self.cursor)

    def moved(self) -> None:
        self.post_message(self.Highlighted())

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self.choices):
            if not self.choices and not y and self.empty:
                style = self.get_component_rich_style("pick--empty")
                return Strip([segment(clip(f" {self.empty}", cells), style)]).adjust_cell_length(cells, self.rich_style)
            return Strip.blank(cells, self.rich_style)
        choice = self.choices[place]
        if choice.heading:
            style = self.get_component_rich_style("pick--heading")
            return Strip([segment(pad(choice.words, cells), style)]).adjust_cell_length(cells, style)
        mark = f" {choice.mark} " if choice.mark else " "
        first = pad(choice.words, self.lead) if self.lead else clip(choice.words, cells - width(mark) - 1)
        room = cells - width(mark) - width(first) - 2
        note = f"  {clip(choice.note, room)}" if choice.note and room > 3 else ""
        parts = [
            segment(mark, self._style("mark", place)),
            segment(first, self._style("words", place)),
            segment(note, self._style("note", place)),
        ]
        return Strip(parts).adjust_cell_length(cells, self._style("words", place))

    def _style(self, part: str, place: int) -> Style:
        return self.get_component_rich_style("pick--cursor" if place == self.cursor else f"pick--{part}")

    def enter(self) -> None:
        self.post_message(self.Chosen(self, self.choices[self.cursor]))

    def switches(self, line: int, x: int) -> bool:
        return self._boxes
