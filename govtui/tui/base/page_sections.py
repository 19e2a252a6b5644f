"""A page laid out for the width of a widget: its sections, folded or open, and the keys that go from head to head."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from textual.binding import Binding

from govtui.page.layout import Line, heads_of, lay_out, line_of
from govtui.page.page import Page
from govtui.page.section_heads import is_closed
from govtui.text.markers import N_
from govtui.tui.base.cursor_list import ScrolledLines

MEASURE = 90
"""The widest line, in cells: longer ones are hard to read."""


class SectionedPage(ScrolledLines):
    """The lines of a page. Folded sections are shown by their heads until they are opened."""

    BINDINGS = [
        Binding("J", "section(1)", N_("Next section"), show=False, id="page.next-section"),
        Binding("K", "section(-1)", N_("Previous section"), show=False, id="page.previous-section"),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._widest = MEASURE
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._laid_in = 0
        """The cells for which the lines are laid out."""
        self._heads: list[tuple[int, str]] = []
        """The line and the section of each head."""
        self._at: tuple[int, int] | None = None
        """The number of the head that somebody went to, and the first line in sight since."""
        self._opened: set[str] = set()
        """The names of the folded sections that were opened."""

    @property
    def opened(self) -> Collection[str]:
        """The names of the folded sections that are open."""
        return self._opened

    def lay_out_anew(self) -> None:
        """Lay the page out for the width as it is now; whoever calls it has it drawn."""
        self._laid_in = self.cells
        self._lines = lay_out(self._page, self._text_cells, self._opened) if self._page else []
        self._at = None
        self.measure(len(self._lines))
        if self.styles.border_bottom[0]:  # a box over another screen: no taller than what it holds
            self.styles.max_height = len(self._lines) + self.styles.gutter.height
        self._heads = heads_of(self._lines)

    @property
    def _text_cells(self) -> int:
        return min(self.room, self._widest)

    @property
    def room(self) -> int:
        """The cells that a line may take: no text touches the scroll bar."""
        return self.cells - max(1, self.styles.padding.left)

    def lines_of_all(self) -> Sequence[Line]:
        """Return the lines of the page with all sections open."""
        if self._page is None or not any(is_closed(section, self._opened) for section in self._page.sections):
            return self._lines
        return lay_out(self._page, self._text_cells)

    # sections that are folded

    def _open_for(self, path: str) -> None:
        """Open the folded section that has a field, if one has."""
        whole = self.lines_of_all()
        line = line_of(whole, path) if whole is not self._lines else None
        closed = {one.name for one in self._page.sections if is_closed(one, self._opened)} if self._page else set()
        if line is not None and whole[line].section in closed:
            self._opened.add(whole[line].section)
            self.lay_out_anew()

    def toggle_section(self, name: str) -> None:
        """Open a folded section, or fold it again; its head stays in sight and is chosen."""
        self._opened ^= {name}
        top = self.top
        self.lay_out_anew()
        self.jump(top)
        number = next((n for n, (_, section) in enumerate(self._heads) if section == name), None)
        if number is None:
            return
        line = self._heads[number][0]
        following = (below for below, _ in self._heads[number + 1 :] if below > line)
        end = next(following, len(self._lines)) if name in self._opened else line + 1
        if line < self.top or end > self.top + self.page_lines:
            self.jump(min(line, max(self.top, end - self.page_lines)))
        self.choose_head(number)

    def action_section(self, step: int) -> None:
        """Go to the head of the next section, or of the one before; beyond the last one to the end."""
        self.go_to_head(self._head_here(step) + step)

    def _head_here(self, step: int) -> int:
        """Return the number of the head that one is at, -1 above all; `step`: which way one goes on from there."""
        if self._at and self._at[1] == self.top:
            return self._at[0]
        lines = [line for line, _ in self._heads]
        return bisect_right(lines, self.top) - 1 if step > 0 else bisect_left(lines, self.top)

    def _head_on(self, line: int) -> int:
        return bisect_left(self._heads, (line, ""))

    @property
    def section_here(self) -> str:
        """The section that one is in: of the head that somebody went to, else of the first line in sight; empty above all."""
        here = self._head_here(1)
        return self._heads[min(here, len(self._heads) - 1)][1] if here >= 0 and self._heads else ""

    def go_to_head(self, number: int) -> None:
        """Go to a head by its number, and choose the first link below it, if one is in sight."""
        if not 0 <= number < len(self._heads):
            self.go_to_line(0 if number < 0 else len(self._lines))
            self._at = (max(-1, min(number, len(self._heads))), self.top)
            return
        self.go_to_line(self._heads[number][0])
        self.choose_head(number)

    def go_to_section(self, name: str) -> None:
        """Go to the head of a section, and open it if it is folded; without a name, to the top."""
        number = next((n for n, (_, section) in enumerate(self._heads) if section == name), -1)
        folded = self._page and any(one.name == name and is_closed(one, self._opened) for one in self._page.sections)
        if folded:
            self.toggle_section(name)
        else:
            self.go_to_head(number)

    def choose_head(self, number: int) -> None:
        """Stand on a head, by its number, that is in sight."""
        self._at = (number, self.top)
