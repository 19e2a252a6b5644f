"""The problems of the text that is edited, one a line, below it; the one at the cursor is marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.width import clip, pad, width
from govtui.tui.drawn import segment
from govtui.tui.widgets.lines import LEFT, Lines
from govtui.tui.widgets.toml_area import Fault

MOST = 4
"""Lines that the list takes at most."""


class FaultList(Lines, can_focus=False):
    """Takes no more room than it has problems to show."""

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
        """Show these; `line` is the line of the text that the cursor is on, from 1."""
        self.faults = faults
        self.display = bool(faults)
        self.styles.height = min(MOST, max(1, len(faults))) + 1  # the line above it
        self.measure(len(faults))
        self.follow(line)

    def follow(self, line: int) -> None:
        """Mark the problem of this line of the text, else the last one before it."""
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
