"""Find in page: a phrase is found in the lines of a widget as it is typed; marks, and the keys that go from hit to hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip

from govtui.text.markers import N_
from govtui.text.phrases import Found, Part, PhraseText, Place
from govtui.text.width import width
from govtui.tui.base.find_bar import FindBar
from govtui.tui.base.footer import KeyBar

if TYPE_CHECKING:
    from govtui.tui.base.cursor_list import ScrolledLines

    _Lines = ScrolledLines
else:
    # A plain class at run time: as a subclass of Widget it would stand before the widgets' own methods.
    _Lines = object

FIND_KEYS = [
    Binding("slash", "find", N_("Find in page"), show=False, id="find.open"),
    Binding("n", "find_next(1)", N_("Next hit"), show=False, id="find.next"),
    Binding("N", "find_next(-1)", N_("Previous hit"), show=False, id="find.previous"),
    Binding("escape", "end_find", N_("Remove the marks"), show=False, id="find.end"),
]
"""The keys of a widget in which text is found."""

AT_ONCE = 0.03
"""Seconds of a keystroke in which text is prepared for searching; what is left follows while nobody types."""


@dataclass
class Finding:
    """What is looked for in a widget, and what was found."""

    text: PhraseText
    start: object
    """Where one was, as the widget says it (`place_now`)."""
    begins: int
    """The line from which on hits are looked for."""
    typed: str = ""
    found: Found | None = None
    hit: int = -1
    """The number of the hit that one is at."""
    chosen: int = -1
    """The number of the hit that somebody went to: the same in another language may have fewer hits for a while."""
    whole: bool = False
    """Whether all text was searched."""
    wrapped: int = 0
    """1: one went on from the beginning; -1: from the end."""

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.found.total if self.found else 0


class FindsText(_Lines):
    """Mixin for lines in which a phrase can be found: ``class Text(FindsText, ScrolledLines)``, with FIND_KEYS among its keys."""

    finding: Finding | None = None
    find_bar: FindBar | None = None

    # what a widget says of itself

    def searched(self) -> Sequence[Sequence[Part]]:
        """Return the text in runs (phrases.PhraseText); lines as the widget numbers them."""
        raise NotImplementedError

    def line_here(self) -> int:
        """Return the line that one is at."""
        return self.top

    def is_seen(self, line: int) -> bool:
        """Whether a line is in sight."""
        return self.top <= line < self.top + self.page_lines

    def see_found(self, places: Sequence[Place]) -> None:
        """Bring a hit into sight, with some lines before it."""
        if not all(self.is_seen(place.line) for place in places):
            self.jump(max(0, places[0].line - self.page_lines // 3))

    def place_now(self) -> object:
        """Return where one is, for `return_to`."""
        return self.top

    def return_to(self, place: object) -> None:
        """Go back to where one was."""
        if isinstance(place, int):
            self.jump(place)

    def to_query(self) -> bool:
        """Go to the registry's query line, where there is one; return whether there is."""
        return False

    # finding

    def find_action_works(self, action: str) -> bool:
        """Whether an action of FIND_KEYS does something now."""
        return self.finding is not None if action in ("find_next", "end_find") else True

    async def action_find(self) -> None:
        """Open the field that a phrase is typed into."""
        self.finding = Finding(PhraseText(self.searched()), self.place_now(), self.line_here())
        if self.find_bar is None:
            self.find_bar = bar = FindBar(self)
            if isinstance(self.parent, Vertical):
                await self.parent.mount(bar, after=self)
            else:
                if self.parent is self.screen:
                    bar.styles.width = self.outer_size.width
                await self.screen.mount(bar, before=self.screen.query_one(KeyBar))
        self.find_bar.begin()
        self.refresh()
        self.screen.refresh_bindings()

    def look_for(self, typed: str) -> None:
        """Find a phrase, and go to the first hit from where one was; to where that was, where there is none."""
        finding = self.finding
        if finding is None:
            return
        finding.typed, finding.wrapped = typed, 0
        self._search(finding)
        if finding.found and finding.total:
            finding.hit = finding.chosen = finding.found.from_line(finding.begins) % finding.total
            self.see_found(finding.found.places(finding.hit))
        else:
            self.return_to(finding.start)
        self._show_found()

    def look_again(self) -> None:
        """Find the same in lines that were laid out anew; the hit that one is at has the same number."""
        if (finding := self.finding) is not None:
            finding.text, finding.hit = PhraseText(self.searched()), finding.chosen
            self._search(finding)
            finding.hit = min(finding.hit, finding.total - 1)
            self._show_found()

    def _search(self, finding: Finding) -> None:
        finding.whole = finding.text.fold_for(AT_ONCE)
        finding.found = finding.text.find(finding.typed)
        finding.hit = -1 if not finding.total else max(0, finding.hit)
        if not finding.whole:
            self.set_timer(AT_ONCE, lambda: self._go_on(finding.text))

    def _go_on(self, text: PhraseText) -> None:
        """Prepare more of a long text; the hit that one is at stays."""
        finding = self.finding
        if finding is None or finding.text is not text:
            return
        at = finding.found.places(finding.hit)[0] if finding.found and finding.hit >= 0 else None
        finding.whole = text.fold_for(AT_ONCE)
        if finding.whole:
            finding.found = text.find(finding.typed)
            if finding.total:
                here = finding.found.from_line(at.line if at else finding.begins) % finding.total
                finding.hit = finding.chosen = here
                if at is None:
                    self.see_found(finding.found.places(here))
            self._show_found()
        else:
            self.set_timer(AT_ONCE, lambda: self._go_on(text))

    def action_find_next(self, step: int) -> None:
        """Go to the next hit, or the one before; where the hit is out of sight, to the next from what is in sight."""
        finding = self.finding
        if finding is None or finding.found is None or not finding.total:
            return
        hit = finding.hit + step
        if not self.is_seen(finding.found.places(finding.hit)[0].line):
            hit = finding.found.from_line(self.line_here()) - (step < 0)
        finding.wrapped = 1 if hit >= finding.total else -1 if hit < 0 else 0
        finding.hit = finding.chosen = hit % finding.total
        self.see_found(finding.found.places(finding.hit))
        self._show_found()

    def keep_found(self) -> None:
        """Leave the field, with the marks; without any, as if nothing had been looked for."""
        if self.finding is None or not self.finding.total:
            self.end_find()
        else:
            self.focus_again()

    def give_up_find(self) -> None:
        """Leave the field, take the marks away, and go back to where one was."""
        if self.finding is not None:
            self.return_to(self.finding.start)
        self.end_find()

    def action_end_find(self) -> None:
        """Take the marks away."""
        self.end_find()

    def end_find(self) -> None:
        """Take field and marks away."""
        bar, self.finding, self.find_bar = self.find_bar, None, None
        if bar is not None:
            if bar.has_focus_within:
                self.focus_again()
            bar.remove()
            self.refresh()
            self.screen.refresh_bindings()

    def focus_again(self) -> None:
        """Give the focus back to the lines, at once: the next key is meant for them."""
        self.screen.set_focus(self, scroll_visible=False)

    def _show_found(self) -> None:
        if self.find_bar is not None:
            self.find_bar.renew()
        self.refresh()

    # drawing

    def found_on(self, line: int) -> Iterable[tuple[int, Place]]:
        """Return the hits on a line, each with its number."""
        return self.finding.found.on_line(line) if self.finding and self.finding.found else ()

    def with_marks(self, drawn: Strip, line: int, text: str, cells: int = 0, start: int = 0) -> Strip:
        """Return a drawn line with its hits marked; `text` stands from so many cells on, from character `start` of the line."""
        for hit, place in self.found_on(line):
            first, last = max(place.start - start, 0), min(place.end - start, len(text))
            if first < last:
                current = self.finding is not None and hit == self.finding.hit
                look = self.get_component_rich_style("find--hit" if current else "find--mark", partial=True)
                left = cells + width(text[:first])
                drawn = _over(drawn, left, left + width(text[first:last]), look)
        return drawn


def _over(drawn: Strip, left: int, right: int, look: Style) -> Strip:
    """Return a strip with a style laid over some of its cells."""
    before, found, behind = drawn.divide([left, right, drawn.cell_length])
    return Strip.join([before, Strip(Segment.apply_style(found, post_style=look)), behind])
