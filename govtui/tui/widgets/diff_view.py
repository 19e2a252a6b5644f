"""A diff, scrolled: added and removed lines with their signs, in colour; long lines broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.text.wrap import broken
from govtui.tui.drawn import segment
from govtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator


class Row(NamedTuple):
    """One line of text in the style of a component class."""

    text: str
    style: str
    sign: str = " "


_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")


def diff_rows(diff: str, tr: Translator) -> list[Row]:
    """The lines of a unified diff, its file names left out."""
    out: list[Row] = []
    for line in diff.split("\n"):
        if line.startswith(("--- ", "+++ ")) and not out:
            continue
        if hunk := _HUNK.match(line):
            out.append(Row(tr.gettext("line {line}").format(line=hunk[1]), "diff--place", "⋯"))
        elif line.startswith("+"):
            out.append(Row(line[1:], "diff--added", "+"))
        elif line.startswith("-"):
            out.append(Row(line[1:], "diff--removed", "−"))
        elif line:
            out.append(Row(line[1:], "diff--same", " "))
    return out


class DiffView(Lines, can_focus=True):
    """Rows of a diff, and others before them (what it is about)."""

    COMPONENT_CLASSES = {
        *("diff--added", "diff--removed", "diff--same", "diff--place", "diff--head"),
        *("diff--error", "diff--discrepancy", "diff--warning"),
    }
    BINDINGS = [
        Binding("down,j,ọ", "by(1)", N_("Down"), show=False, id="diff.down"),
        Binding("up,k", "by(-1)", N_("Up"), show=False, id="diff.up"),
        Binding("pagedown,space", "page_by(1)", N_("Page down"), show=False, id="diff.page-down"),
        Binding("pageup", "page_by(-1)", N_("Page up"), show=False, id="diff.page-up"),
        Binding("home,g", "to(0)", N_("First"), show=False, id="diff.first"),
        Binding("end,G", "to(-1)", N_("Last"), show=False, id="diff.last"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._lines: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show these; the place in them is kept as far as they reach."""
        self._rows = rows
        self._lay_out()

    def _lay_out(self) -> None:
        cells = self.cells - 3
        self._lines = []
        for row in self._rows:
            for number, piece in enumerate(broken(safe_text(row.text, multiline=False), cells)):
                self._lines.append(Row(piece, row.style, row.sign if number == 0 else " "))
        self.measure(len(self._lines))
        self.refresh()

    def on_resize(self) -> None:
        self._lay_out()

    def action_by(self, step: int) -> None:
        self.jump(max(0, self.top + step))

    def action_page_by(self, step: int) -> None:
        self.jump(max(0, self.top + step * max(1, self.page_lines - 1)))

    def action_to(self, place: int) -> None:
        self.jump(place if place >= 0 else len(self._lines))

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self._lines):
            return Strip.blank(cells, self.rich_style)
        row = self._lines[place]
        style = self.get_component_rich_style(row.style)
        return Strip([segment(f" {row.sign} {row.text}", style)]).adjust_cell_length(cells, style)
