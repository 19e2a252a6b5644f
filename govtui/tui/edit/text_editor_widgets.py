"""The lines above and below the text editor: record, other editors, problems, the field at the cursor."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from govtui.i18n.formats import number
from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.width import clip, pad, width
from govtui.tui.base.edit_session import editing_words
from govtui.tui.base.line_list import LEFT, LineView, OneLine, Piece
from govtui.tui.base.safe_text import segment
from govtui.tui.edit.completion import Explained
from govtui.tui.edit.toml_area import Fault

if TYPE_CHECKING:
    from govtui.store.presence import Editor
    from govtui.tui.base.host import Host, RegistryApp
    from govtui.tui.edit.text_session import TextEditSession


class TextHead(OneLine):
    """Name and file of the record at the left; at the right whether the text is saved, and its problems."""

    COMPONENT_CLASSES = {"head--name", "head--path", "head--changed", "head--other", *(f"head--{n}" for n in (1, 2, 3))}
    app: RegistryApp

    changed: reactive[bool] = reactive(False)
    other: reactive[Editor | None] = reactive(None)
    faults: reactive[Sequence[Fault]] = reactive(())

    def __init__(self, host: Host, work: TextEditSession, *, id: str) -> None:
        super().__init__(id=id)
        self._host, self._work = host, work

    def left(self) -> Sequence[Piece]:
        work = self._work
        index = self.app.index
        card = index.card(work.key) if index else None
        name = self._host.context.name(work.key).text if card else work.key
        taken = sum(width(piece.text) for piece in self.right()) + 4  # blanks around the name, and between
        room = max(12, self.size.width - taken)
        pieces = [Piece(f" {clip(name, room)} ", "head--name")]
        if room - width(name) > width(work.path) + 1:
            pieces.append(Piece(f" {work.path}", "head--path"))
        return pieces

    def right(self) -> Sequence[Piece]:
        tr = self.app.translator
        pieces = []
        if self.other is not None:
            pieces.append(Piece(f"{editing_words(self.other, tr)}  ", "head--other"))
        for severity in (3, 2, 1):
            if count := sum(1 for fault in self.faults if fault.severity == severity and not fault.muted):
                pieces.append(Piece(f"{SEVERITY_SIGNS[severity]} {number(count, tr)}  ", f"head--{severity}", NEXT))
        words = tr.gettext("not saved yet") if self.changed else tr.gettext("unchanged")
        return [*pieces, Piece(f"{words} ", "head--changed" if self.changed else "head--path")]


NEXT = "screen.problem(1)"
"""The action of a click on the number of problems."""


class TextBelow(OneLine):
    """Label and meaning of the field at the cursor; at the right line and column."""

    COMPONENT_CLASSES = {"below--name", "below--meaning", "below--place", "below--hidden"}
    app: RegistryApp

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._found: Explained | None = None
        self._place = (0, 0)
        self._hidden = ""

    def show(self, found: Explained | None, place: tuple[int, int], hidden: str) -> None:
        """Show the field, line and column (from 0), and the character behind a placeholder there."""
        self._found, self._place, self._hidden = found, place, hidden
        self.refresh()

    def left(self) -> Sequence[Piece]:
        if self._hidden:
            code = f"U+{ord(self._hidden):04X} {unicodedata.name(self._hidden, '')}".strip()
            words = self.app.translator.gettext("Hidden character: {code}").format(code=code)
            return [Piece(f" {words}", "below--hidden")]
        if self._found is None:
            return [Piece(" ", "below--meaning")]
        room = self.size.width - width(self._found.name) - 12
        pieces = [Piece(f" {self._found.name}", "below--name")]
        if self._found.meaning and room > 10:
            pieces.append(Piece(f"  {clip(self._found.meaning, room)}", "below--meaning"))
        return pieces

    def right(self) -> Sequence[Piece]:
        line, column = self._place
        return [Piece(f"{line + 1}:{column + 1} ", "below--place")]


# -- problems of the text ---------------------------------------------------------------------------------------------


MOST = 4
"""The most lines of the list."""


class FaultList(LineView, can_focus=False):
    """The list of problems, no higher than it needs."""

    COMPONENT_CLASSES = {"faults--error", "faults--discrepancy", "faults--warning", "faults--here", "faults--line"}

    class Clicked(Message):
        """A problem was clicked."""

        def __init__(self, fault: Fault) -> None:
            super().__init__()
            self.fault = fault

    def __init__(self) -> None:
        super().__init__(id="faults")
        self.faults: Sequence[Fault] = ()
        self.here = -1

    def show(self, faults: Sequence[Fault], line: int) -> None:
        """Show problems; `line`: that of the cursor in the text, from 1."""
        self.faults = faults
        self.display = bool(faults)
        self.styles.height = min(MOST, max(1, len(faults))) + 1  # the line above it
        self.measure(len(faults))
        self.follow(line)

    def follow(self, line: int) -> None:
        """Mark the problem of a line of the text, else the last one before it."""
        before = [n for n, fault in enumerate(self.faults) if fault.line <= line]
        first = next((n for n, fault in enumerate(self.faults) if fault.line == line), None)
        self.here = first if first is not None else -1
        if self.faults:
            self.keep_in_sight(first if first is not None else before[-1] if before else 0)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset_capture(self).y
        if place >= 0 and event.button == LEFT and place + self.top < len(self.faults):
            self.post_message(self.Clicked(self.faults[place + self.top]))

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self.faults):
            return Strip.blank(cells, self.rich_style)
        fault = self.faults[place]
        part = {3: "error", 2: "discrepancy", 1: "warning"}[fault.severity]
        style = self.get_component_rich_style(f"faults--{part}")
        words = self.get_component_rich_style("faults--here") if place == self.here else self.rich_style
        lead = f" {SEVERITY_SIGNS[fault.severity]} {fault.line or '':>4} "
        text = clip(" ".join(fault.words.split()), cells - width(lead))
        return Strip([segment(lead, style), segment(pad(text, cells - width(lead)), words)])
