"""The text area of a record: TOML in colours, line numbers, problems under their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from govtui.model.problem import SEVERITY_SIGNS
from govtui.store.toml_cst import PARTS, QUERY, language
from govtui.text.markers import N_
from govtui.text.wrap import wrapped
from govtui.tui.base.inputs import TextEnds
from govtui.tui.textual_compat.annotated_text_area import AnnotatedTextArea, Annotation

_STYLES = {3: "toml--error", 2: "toml--discrepancy", 1: "toml--warning"}


class Fault(NamedTuple):
    """A problem of the text, in words."""

    line: int
    """From 1; 0 for none."""
    column: int
    severity: int
    words: str
    field: str = ""
    muted: bool = False


class TomlArea(AnnotatedTextArea, TextEnds):
    """A TOML editor: Tab asks for completions, Enter keeps the indentation."""

    COMPONENT_CLASSES = {
        *(f"toml--{part}" for part in PARTS),
        *("toml--error", "toml--discrepancy", "toml--warning"),
    }
    BINDINGS = [
        Binding("enter", "new_line", show=False, id="text.new-line"),
        Binding("tab", "offer", N_("Complete"), id="text.offer"),
        Binding("shift+tab", "outdent", show=False, id="text.outdent"),
    ]

    class Asked(Message):
        """Completions are wanted at the cursor."""

    def __init__(self, *, id: str) -> None:
        self.faults: Sequence[Fault] = ()
        self.choosing: Chooser | None = None
        """Takes the arrow keys, Enter and Tab while completions are shown."""
        self._room = 0
        """The height at the last layout."""
        super().__init__(id=id, show_line_numbers=True, soft_wrap=True)
        self.register_language("record", language(), QUERY)
        self.language = "record"

    def on_mount(self) -> None:
        self._dress()
        self.watch(self.app, "theme", self._dress, init=False)

    def _dress(self) -> None:
        self.colour({part: self.get_component_rich_style(f"toml--{part}", partial=True) for part in PARTS})

    @property
    def cursor_in_sight(self) -> bool:
        return self.content_region.contains_point(self.cursor_screen_offset)

    # problems

    def tell(self, faults: Iterable[Fault]) -> None:
        """Show these problems under their lines, and no others."""
        self.faults = sorted(faults, key=lambda fault: (fault.line, fault.column))
        self._tell()

    def _tell(self) -> None:
        cells = self.scrollable_content_region.width - self.gutter_width - 1
        found: dict[int, list[Fault]] = {}
        for fault in self.faults:
            if fault.line and not fault.muted:
                found.setdefault(fault.line - 1, []).append(fault)
        annotations = {}
        for line, faults in found.items():
            worst = max(fault.severity for fault in faults)
            lines = [
                text
                for fault in sorted(faults, key=lambda one: -one.severity)
                for text in wrapped(f"{SEVERITY_SIGNS[fault.severity]} {fault.words}", cells, hang=2)
            ]
            annotations[line] = Annotation(lines, _STYLES[worst], SEVERITY_SIGNS[worst])
        self.annotate(annotations)

    def on_resize(self, event: events.Resize) -> None:
        """Keep a visible cursor visible when the list of problems below takes room."""
        begin = self.content_region.y
        seen = begin <= self.cursor_screen_offset.y < begin + self._room
        self._room = self.content_region.height
        self._tell()
        if seen and not self.cursor_in_sight:
            self.scroll_cursor_visible()

    def step(self, direction: int) -> Fault | None:
        """Go to the next or previous problem, wrapping around; return it, or None."""
        places = [(fault.line - 1, max(0, fault.column - 1)) for fault in self.faults if fault.line and not fault.muted]
        if not places:
            return None
        here = self.cursor_location
        if direction > 0:
            target = next((place for place in places if place > here), places[0])
        else:
            target = next((place for place in reversed(places) if place < here), places[-1])
        self.move_cursor(self.clamp_visitable(target), center=True)
        return next(fault for fault in self.faults if (fault.line - 1, max(0, fault.column - 1)) == target)

    # typing

    @property
    def offset_of_cursor(self) -> int:
        """The offset of the cursor in `text`, in characters."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    def place_of(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 0, of an offset in `text`."""
        before = self.text[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)

    def take(self, start: int, end: int, text: str) -> None:
        """Replace a part of the text by a completion; the cursor goes between its quotation marks or brackets."""
        first, last = self.place_of(start), self.place_of(end)
        self.replace(text, first, last, maintain_selection_offset=False)
        back = 1 if text.endswith(('= ""', "= []", "= {}")) else 0
        self.move_cursor(self.place_of(start + len(text) - back))

    def action_new_line(self) -> None:
        if self.choosing is not None:
            self.choosing.take()
            return
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        indent = line[: len(line) - len(line.lstrip(" \t"))] if self.selection.is_empty else ""
        start, end = self.selection
        self.replace("\n" + indent, start, end, maintain_selection_offset=False)
        self.scroll_cursor_visible()

    def action_offer(self) -> None:
        if self.choosing is not None:
            self.choosing.take()
            return
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if before and not before.strip() and self.selection.is_empty:
            self.insert(" " * (4 - column % 4))
        else:
            self.post_message(self.Asked())

    def action_outdent(self) -> None:
        row, _ = self.cursor_location
        line = self.document.get_line(row)
        spaces = min(4, len(line) - len(line.lstrip(" ")))
        if spaces:
            self.delete((row, 0), (row, spaces))

    def action_cursor_down(self, select: bool = False) -> None:
        if self.choosing is not None:
            self.choosing.step(1)
        else:
            super().action_cursor_down(select)

    def action_cursor_up(self, select: bool = False) -> None:
        if self.choosing is not None:
            self.choosing.step(-1)
        else:
            super().action_cursor_up(select)


class Chooser:
    """A list of completions beside the text."""

    def step(self, by: int) -> None:
        """Move by some completions."""
        raise NotImplementedError

    def take(self) -> None:
        """Insert the completion under the cursor."""
        raise NotImplementedError
