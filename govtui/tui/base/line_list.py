"""Widgets that draw their lines themselves, and only those in sight; what a search found is marked in them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from govtui.text.matches import matches
from govtui.text.safe import safe_text
from govtui.text.width import clip, width
from govtui.tui.base.safe_text import segment, strip
from govtui.tui.textual_compat.kept_lines import KeepsLines
from govtui.tui.textual_compat.no_relayout import LazyComponents, StillView, draw

LEFT = 1
"""The mouse button that means something; with the others terminals paste, or open menus of their own."""


class Piece(NamedTuple):
    """Some words in the style of a component class; a click on them in a `OneLine` runs `action`."""

    text: str
    style: str
    action: str = ""


class LineView(LazyComponents, KeepsLines, StillView):
    """A scrolled widget of which only the lines in sight are asked for."""

    COMPONENT_CLASSES = {"find--hit", "find--mark"}

    _drawn: dict[int, Hashable] | None = None
    """By line in sight: what it held when it was drawn last, where a widget says so (`held`)."""

    @property
    def cells(self) -> int:
        """The width that lines may take: inside padding, border and the scroll bar's gutter."""
        return self.scrollable_content_region.width or 80

    @property
    def page_lines(self) -> int:
        """The lines in sight."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top(self) -> int:
        """The first line in sight."""
        return round(self.scroll_y)

    def measure(self, lines: int) -> None:
        """Set how many lines there are; the caller has them drawn anew."""
        if not self.size and self.is_attached:
            # The first drawing has the scroll bar already, instead of a second one that follows it.
            self.show_vertical_scrollbar = lines > self.app.size.height
        self.virtual_size = Size(self.cells, lines)

    def jump(self, line: int) -> None:
        """Make a line the first in sight, as far as there are lines below it, at once."""
        self.scroll_to(y=line, animate=False, force=True, immediate=True)
        self.vertical_scrollbar.position = self.scroll_y  # Textual forgets a bar that is only about to be shown

    def keep_in_sight(self, first: int, height: int = 1) -> None:
        """Scroll as little as needed to bring some lines into sight; a hidden widget stays where it is."""
        if not self.size:
            return
        if first < self.top or first + height > self.top + self.page_lines:
            self.jump(first if first < self.top else first + height - self.page_lines)
            self.refresh()

    # drawing no more than what changed

    def held(self, y: int) -> Hashable:
        """Return all that decides how a line in sight is drawn now, but for styles; for widgets that use `draw_changed`."""
        return None

    def note_drawn(self, y: int) -> None:
        """Remember what a line in sight holds, now that it is drawn."""
        self._drawn = self._drawn or {}
        self._drawn[y] = self.held(y)

    def draw_changed(self) -> None:
        """Draw anew the lines in sight that hold something else than when they were drawn last."""
        drawn, width = self._drawn or {}, self.scrollable_content_region.width
        changed = [y for y in range(self.page_lines) if y not in drawn or drawn[y] != self.held(y)]
        if changed:
            draw(self, *(Region(0, first, width, height) for first, height in _runs(changed)))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield ascending numbers as runs of neighbours: the first one of each, and how many they are."""
    for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        together = [number for _, number in run]
        yield together[0], len(together)


class OneLine(LazyComponents, KeepsLines, Widget):
    """A widget of one line: pieces from the left, and others flush right, which go first where there is no room for both."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"

    _said: tuple[list[Piece], list[Piece]] | None = None
    """The pieces that were drawn last."""

    def left(self) -> Sequence[Piece]:
        """Return the pieces from the left edge."""
        return ()

    def right(self) -> Sequence[Piece]:
        """Return the pieces at the right edge."""
        return ()

    def retranslate(self) -> None:
        """Draw the line anew: its words are fetched then."""
        self.refresh()

    def renew(self) -> None:
        """Draw the line anew if it says something else than when it was drawn last."""
        if self._said != (list(self.left()), list(self.right())):
            # Of a hidden widget no region would be drawn anew, and what was kept of it would be shown again.
            draw(self, *([self.size.region] if self.region else ()))

    def render_line(self, y: int) -> Strip:
        if y:
            return Strip.blank(self.size.width, self.ground)
        cells = self.size.width
        self._said = list(self.left()), list(self.right())
        left, right = map(self._strip, self._said)
        if gap := self._gap(left.cell_length, right.cell_length):
            return strip([*left, segment(" " * gap, self.ground), *right])
        return left.adjust_cell_length(cells, self.ground)

    def _gap(self, left: int, right: int) -> int:
        """Return the cells between the pieces at the left and those at the right; 0 where these do not stand."""
        return self.size.width - left - right if right and left + 1 + right <= self.size.width else 0

    def look_of(self, style: str) -> Style:
        """Return how pieces of a component class are drawn."""
        return self.get_component_rich_style(style)

    def _strip(self, pieces: Sequence[Piece]) -> Strip:
        return strip(segment(piece.text, self.look_of(piece.style)) for piece in pieces)

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if event.button == LEFT and (action := self.action_at(event.get_content_offset_capture(self).x)):
            await self.run_action(action)

    def action_at(self, x: int) -> str:
        """Return the action of the piece at a column from the left edge of the content; empty where there is none."""
        left, right = self.left(), self.right()
        gap = self._gap(_cells(left), _cells(right))
        end = 0
        for piece in (*left, Piece(" " * gap, ""), *(right if gap else ())):
            end += _cells([piece])
            if 0 <= x < end:
                return piece.action
        return ""


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(safe_text(piece.text, multiline=False)) for piece in pieces)


FoundWords = Sequence[tuple[str, bool]]
"""Folded words of a query, each with whether it may be the beginning of a longer word."""


def found_spans(text: str, words: FoundWords) -> tuple[tuple[int, int], ...]:
    """Return start and end of what is found in a text, in order. Remembered: rows are drawn again and again."""
    return _spans(text, tuple(words)) if words else ()


@lru_cache(maxsize=512)
def _spans(text: str, words: tuple[tuple[str, bool], ...]) -> tuple[tuple[int, int], ...]:
    return tuple(matches(text, words))


def segments(text: str, style: Style, found: Style, words: FoundWords) -> Iterator[Segment]:
    """Yield a text in a style, what is found in it with the style `found` laid over that."""
    at = 0
    for start, end in found_spans(text, words):
        if start > at:
            yield segment(text[at:start], style)
        yield segment(text[start:end], style + found)
        at = end
    if at < len(text):
        yield segment(text[at:], style)


def excerpt(text: str, words: FoundWords, room: int) -> str:
    """Return as much of a text as has room in so many cells, so that the first word found in it is seen."""
    if width(text) <= room:
        return text
    first = next(iter(found_spans(text, words)), (0, 0))
    if width(text[: first[1]]) + 1 < room:
        return clip(text, room)
    start = first[0]
    lead = max(0, (room - 2 - width(text[first[0] : first[1]])) // 3)
    while start and (width(text[start - 1 : first[0]]) <= lead or width(text[start - 1 :]) <= room - 2):
        start -= 1
    if " " in text[start : first[0]].strip():  # from the beginning of a word
        start = text.index(" ", start) + 1
    return clip(f"… {text[start:]}", room)
