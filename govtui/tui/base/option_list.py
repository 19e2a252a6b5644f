"""A list of options to choose from, by itself or under a field that narrows it and keeps the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.binding import Binding

from govtui.text.fold import fold, words
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece

NOWHERE = -1
"""The cursor's row when it is on nothing."""


class Option(NamedTuple):
    """One thing that can be chosen."""

    value: object
    words: str
    note: str = ""
    """What else is known of it, beside the words."""
    mark: str = ""
    """A sign before the words."""
    heading: bool = False
    """Whether it only stands over others and cannot be chosen."""
    also: str = ""
    """What it is found by beside its words and, where there is any such, instead of its note; never shown."""
    off: bool = False
    """Whether it cannot be chosen now; its note says why."""

    def marked(self, mark: str) -> Option:
        """Return the same with a sign before its words."""
        return self._replace(mark=mark)

    def valued(self, value: object) -> Option:
        """Return the same words for another value."""
        return self._replace(value=value)


def fitting(options: Sequence[Option], typed: str) -> list[Option]:
    """Return the options in which every typed word begins a word, accents aside; those first that say it in their own words.

    Headings stand only while nothing is typed.
    """
    asked = words(fold(typed))
    if not asked:
        return list(options)
    ranked = []
    for row, option in enumerate(options):
        own, whole = _spelt(option.words), _spelt(f"{option.words} {option.also or option.note}")
        if option.heading or not all(f" {word}" in whole for word in asked):
            continue
        phrase = " " + " ".join(asked)
        rank = 0 if own.startswith(phrase) else 1 if phrase in own else 2 if all(f" {w}" in own for w in asked) else 3
        ranked.append((rank, row, option))
    return [option for *_, option in sorted(ranked, key=lambda one: one[:2])]


def _spelt(text: str) -> str:
    return " " + " ".join(words(fold(text)))


class OptionList(CursorList, can_focus=True):
    """Options, one a line."""

    COMPONENT_CLASSES = {"option--words", "option--note", "option--mark", "option--heading", "option--off"}
    BINDINGS = [Binding("enter", "choose", N_("Choose"), id="choices.choose")]
    KEY_GROUP = "choices"
    EMPTY_LINE = 0

    class Highlighted(CursorList.Highlighted):
        """The cursor came to another option."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    class Chosen(CursorList.Chosen):
        """An option was chosen: by Enter, where the list has the focus, or by a click; where options have boxes, any."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    def __init__(
        self,
        id: str,
        *,
        under_field: bool = False,
        lead: int = 0,
        boxes: bool = False,
        still: bool = False,
        classes: str | None = None,
    ) -> None:
        """`under_field`: it never has the focus, and notes follow the words instead of standing at the right edge.

        `boxes`: every option has a box that is ticked or not; `still`: it is there to be read, and nothing is chosen.
        """
        super().__init__(id=id, classes=classes)
        self.can_focus = not under_field
        self._boxes, self._still = boxes, still
        self.options: list[Option] = []
        self.lead = lead
        """Cells kept for the words, so that the notes stand in a column of their own; 0: each behind its words."""
        self.footer_words: Mapping[str, str] = {}
        """What keys of its screen are called in the footer now, by their ids."""

    def show(self, options: Sequence[Option], value: object = None, *, onward: bool = False) -> None:
        """Show these, the cursor on the one with this value, else on the first that can be chosen.

        `onward`: where the one with this value is gone, on the one that stood after it.
        """
        left = [option.value for option in options]
        if onward and value not in left:
            before = [option.value for option in self.options]
            at = before.index(value) if value in before else len(before)
            value = next((one for one in (*before[at:], *reversed(before[:at])) if one in left), None)
        self.options = list(options)
        rows = [row for row, option in enumerate(options) if not option.heading]
        self.cursor = next((row for row in rows if options[row].value == value), rows[0] if rows else 0)
        self.renew()

    @property
    def total(self) -> int:
        return len(self.options)

    def can_stand(self, row: int) -> bool:
        return not self._still and not self.options[row].heading

    @property
    def picked(self) -> Option | None:
        """The option under the cursor; None when there is none, or the cursor is on none."""
        option = self.options[self.cursor] if 0 <= self.cursor < len(self.options) else None
        return option if option and not option.heading else None

    def rest(self) -> None:
        """Put the cursor on nothing, until somebody moves it."""
        self.cursor = NOWHERE
        self.refresh()

    def keep_cursor_in_sight(self) -> None:
        """With the first option, what stands over it is seen."""
        first = all(option.heading for option in self.options[: max(0, self.cursor)])
        self.keep_in_sight(0 if first else self.cursor)

    def moved(self) -> None:
        if self.picked:
            self.post_message(self.Highlighted(self.picked))

    def action_choose(self) -> None:
        if self.picked and not self.picked.off:
            self.post_message(self.Chosen(self.picked))

    def switches(self, line: int, x: int) -> bool:
        return self._boxes

    # drawing

    def cursor_style(self, line: int) -> str:
        return "row--cursor"

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        option = self.options[line]
        if option.heading:
            return (Piece(pad(option.words, cells), "option--heading"),)
        if self.can_focus:
            note = clip(option.note, max(0, cells - 12))
            room = max(0, cells - 2 - (width(note) + 1 if note else 0))
            told = pad(clip(option.words, room), room)
            style = "option--off" if option.off else "option--words"
            return Piece(f" {told}", style), Piece(f" {note} " if note else " ", "option--note")
        mark = f" {option.mark} " if option.mark else " "
        told = pad(option.words, self.lead) if self.lead else clip(option.words, cells - width(mark) - 1)
        room = cells - width(mark) - width(told) - 2
        note = f"  {clip(option.note, room)}" if option.note and room > 3 else ""
        return Piece(mark, "option--mark"), Piece(told, "option--words"), Piece(note, "option--note")
