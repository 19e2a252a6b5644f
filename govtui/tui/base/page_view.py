"""A page that is read: wrapped to the width, scrolled by lines, with a cursor that goes from link to link, as in lynx."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from govtui.model.kinds import KINDS
from govtui.page.layout import Anchor, Line, anchor_of, heading_from, lay_out, line_of, place_of
from govtui.page.page import PAGE_LINK, Page, Role, Span
from govtui.text.markers import N_
from govtui.text.width import width
from govtui.tui.base.cursor_list import ScrolledLines
from govtui.tui.base.line_list import LEFT, FoundWords, found_spans, segments
from govtui.tui.base.safe_text import strip
from govtui.tui.base.themes import kind_rules
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp


class Link(NamedTuple):
    """A link of a page: the lines and spans it takes (a long one wraps), and the key it leads to."""

    spots: tuple[tuple[int, int], ...]
    key: str


def links_of(lines: Sequence[Line]) -> tuple[list[Link], dict[tuple[int, int], int]]:
    """Return the links in reading order, and the number of the link at each line and span.

    One that goes on in another role, or in the next line, is one link, and so is one that stands on both sides of a pair.
    """
    links: list[Link] = []
    spots: dict[tuple[int, int], int] = {}
    pairs: dict[tuple[int, str], int] = {}
    last: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        first = True
        for place, span in enumerate(line.spans):
            if not span.text.strip():
                continue
            if span.link:
                goes_on = last == (number - 1 if first else number, span.link)
                here = len(links) - 1 if goes_on else len(links)
                if line.pair:
                    here = pairs.setdefault((line.pair, span.link), len(links))
                if here < len(links):
                    links[here] = Link((*links[here].spots, (number, place)), span.link)
                else:
                    links.append(Link(((number, place),), span.link))
                spots[number, place] = here
                last = (number, span.link)
            else:
                last = None
            first = False
    return links, spots


@lru_cache(maxsize=256)
def url_style(url: str) -> Style:
    """Return a style that makes a link of words (OSC 8); the same for all parts of an address, so that a pointer marks all."""
    return Style(link=url)


MEASURE = 90
"""The widest line, in cells: longer ones are hard to read."""


def _same_link(before: list[Link], link: int, now: list[Link]) -> int:
    """Return the chosen link of a page that was composed anew: to the same record, else with the same number, else -1."""
    if 0 <= link < len(before):
        key = before[link].key
        same = [number for number, one in enumerate(now) if one.key == key]
        if same:
            return same[min(sum(one.key == key for one in before[:link]), len(same) - 1)]
    return link if link < len(now) else -1


class PageView(ScrolledLines, can_focus=True):
    """Down and up go to the next link in sight, or scroll by a line."""

    app: RegistryApp

    DEFAULT_CSS = kind_rules("PageView", "page", bold=True)
    COMPONENT_CLASSES = {*(f"page--{name}" for name in (*Role, *KINDS)), "page--chosen", "page--match"}
    BINDINGS = [
        Binding("space", "page(1)", N_("Page down"), show=False, id="page.onward"),
        Binding("J", "section(1)", N_("Next section"), show=False, id="page.next-section"),
        Binding("K", "section(-1)", N_("Previous section"), show=False, id="page.previous-section"),
        Binding("enter", "follow", N_("Follow the link"), show=False, id="page.follow"),
    ]
    KEY_GROUP = "page"
    LEADS_ON = False
    """Whether links to other places of the page are followed by who hears of them, with all others."""

    class Followed(Message):
        """A link was chosen."""

        def __init__(self, key: str, field: str = "") -> None:
            super().__init__()
            self.key = key
            self.field = field
            """The path of the field in which the link stands; empty where it stands in none."""

    def __init__(self, id: str, *, measure: int = MEASURE, whole_lines: bool = False) -> None:
        """`measure`: the widest line, in cells; `whole_lines`: a click anywhere on a line follows the one link in it."""
        super().__init__(id=id)
        self._widest, self._whole_lines = measure, whole_lines
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._laid_in = 0
        """The cells for which the lines are laid out."""
        self._links: list[Link] = []
        self._spots: dict[tuple[int, int], int] = {}
        self.link = -1
        """The chosen link; -1 when none is."""
        self._anchor: Anchor | None = None
        self._anchored_at = -1
        self.marked: FoundWords = ()
        """Folded words of a search, marked on the page."""
        self._pointed = False
        """Whether somebody moved to the chosen link, so that its field is what they mean."""

    @property
    def field_in_hand(self) -> tuple[str, bool]:
        """The path of the field that is read, and whether that is sure: of the link that somebody went to.

        The first field in sight is a guess.
        """
        top, page = self.top, self.page_lines
        chosen = self._links[self.link] if self._pointed and self.link >= 0 else None
        if chosen and self._in_sight(chosen) and (field := self._lines[chosen.spots[0][0]].field):
            return field, True
        return next((line.field for line in self._lines[top : top + page] if line.field), ""), False

    # what is shown

    def show(self, page: Page | None, *, scroll: int = 0, link: int | None = None) -> None:
        """Show another page from line `scroll` with the link that was chosen on it, or nothing."""
        self._page = page
        self._anchor, self._pointed = None, False
        self._lay_out()
        self.link = link if link is not None and link < len(self._links) else -1
        self.jump(scroll)
        if link is None:
            self._choose_where_read()
        self.refresh()

    def show_again(self, page: Page) -> None:
        """Show the same record anew (other words, other width): the same text at the top, and the same link chosen.

        If nobody scrolled since an earlier change, the line from before that: switching there and back leads back.
        """
        anchor = self._anchor if self._anchored_at == self.top and self._anchor else anchor_of(self._lines, self.top)
        before, link = self._links, self.link
        self._page = page
        self._lay_out()
        self.link = _same_link(before, link, self._links)
        self.jump(place_of(self._lines, anchor))
        self._anchor, self._anchored_at = anchor, self.top
        self.refresh()

    def text_of(self, path: str) -> str:
        """Return the text of a field on the page, on one line."""
        lines = (line.text.strip() for line in self._lines if line.field == path and line.section != "problems")
        return " ".join(" ".join(lines).split())

    def show_field(self, path: str) -> None:
        """Bring a field into sight, and choose a link that is in it."""
        if (line := line_of(self._lines, path)) is not None:
            self.jump(line - 1 if line > self.page_lines // 2 else 0)
            field = self._lines[line].field
            places = ((n, self._lines[link.spots[0][0]]) for n, link in enumerate(self._links))
            self.link = next((n for n, one in places if one.field == field and one.section != "problems"), -1)
            self._pointed = self.link >= 0
            self.refresh()

    def lines_said(self) -> list[str]:
        """Return the page as text, line by line, also what is out of sight."""
        return [line.text for line in self._lines]

    def mark(self, words: FoundWords) -> None:
        """Mark the words of a search; only lines on which they are found elsewhere are drawn anew."""
        before, self.marked = self.marked, words
        for y, line in enumerate(self._lines[self.top : self.top + self.page_lines]):
            if any(found_spans(span.text, before) != found_spans(span.text, words) for span in line.spans):
                draw(self, Region(0, y, self.cells, 1))

    def retranslate(self) -> None:
        """Do nothing: the page comes in words, and its composer composes it anew."""

    def _lay_out(self) -> None:
        self._laid_in = self.cells
        cells = min(self.cells - max(1, self.styles.padding.left), self._widest)  # no text touches the scroll bar
        self._lines = lay_out(self._page, cells) if self._page else []
        self.measure(len(self._lines))
        if self.styles.border_bottom[0]:  # a box over another screen: no taller than what it holds
            self.styles.max_height = len(self._lines) + self.styles.gutter.height
        self._links, self._spots = links_of(self._lines)

    # drawing

    def render_line(self, y: int) -> Strip:
        number = y + self.top
        cells = self.cells
        if number >= len(self._lines):
            return Strip.blank(cells, self.ground)
        line = self._lines[number]
        parts: list[Segment] = []
        match = self.get_component_rich_style("page--match", partial=True)
        for place, span in enumerate(line.spans):
            parts += segments(span.text, self._style(span, number, place), match, self.marked)
        return strip(parts).adjust_cell_length(cells, self.ground)

    def _style(self, span: Span, line: int, place: int) -> Style:
        if span.link and self.has_focus and self._spots.get((line, place)) == self.link:
            return self.get_component_rich_style("page--chosen")
        style = self.get_component_rich_style(f"page--{span.role}")
        return style + url_style(span.url) if span.url else style

    # moving

    def action_move_by(self, step: int) -> None:
        """Go to the next link in sight, else one line on."""
        self._pointed = True
        following = self.link + step
        if self.link < 0 or not self._in_sight(self._links[self.link]):
            inside = [n for n, link in enumerate(self._links) if self._in_sight(link)]
            following = -1 if not inside or (self.link < 0 and step < 0) else inside[0 if step > 0 else -1]
        there = 0 <= following < len(self._links)
        if not there or not self._in_sight(self._links[following]):
            self.jump(self.top + step)
        if there and self._in_sight(self._links[following]):
            self.link = following
        self.refresh()

    def _in_sight(self, link: Link) -> bool:
        return self.top <= link.spots[0][0] < self.top + self.page_lines

    def _first_in_sight(self) -> int:
        return next((n for n, link in enumerate(self._links) if self._in_sight(link)), -1)

    def go_to_line(self, line: int) -> None:
        self.jump(line)
        self._choose_in_sight()

    def action_section(self, step: int) -> None:
        """Go to the heading of the next section, or of the one before."""
        self.go_to_line(heading_from(self._lines, self.top, step))

    def _choose_in_sight(self) -> None:
        if self.link >= 0 and not self._in_sight(self._links[self.link]):
            self.link = self._first_in_sight()
        self.refresh()

    def action_follow(self) -> None:
        """Follow the chosen link; without one, or where it is out of sight, choose the first in sight."""
        if not 0 <= self.link < len(self._links):
            self.action_move_by(1)
        elif self._in_sight(self._links[self.link]):
            self._follow()
        else:
            self._choose_in_sight()

    def _follow(self) -> None:
        """Go to the place of the page that the chosen link names, or say that it is to be followed."""
        link = self._links[self.link]
        if link.key.startswith(PAGE_LINK) and not self.LEADS_ON:
            self.show_field(link.key.removeprefix(PAGE_LINK))
            return
        self.post_message(self.Followed(link.key, self._lines[link.spots[0][0]].field))

    def on_resize(self) -> None:
        if not self._page:
            return
        if self.cells != self._laid_in:
            self.show_again(self._page)
        else:  # only higher or lower
            self.jump(self.top)
        self._choose_where_read()

    def on_focus(self) -> None:
        self._choose_where_read()  # `has_focus` is set only after this
        self.refresh()

    def _choose_where_read(self) -> None:
        """Choose a link in sight when the page has the focus, so that Enter leads somewhere."""
        if self.screen.focused is self and self.link < 0:
            self.link = self._first_in_sight()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)  # without border and padding
        number = at.y + self.top if at else len(self._lines)
        if at is None or event.button != LEFT or number >= len(self._lines):
            return
        if (found := self._link_at(number, at.x)) is not None:
            self.link = found
            self.refresh()
            self._follow()

    def _link_at(self, line: int, x: int) -> int | None:
        """Return the number of the link at a cell of a line."""
        spans = self._lines[line].spans
        edges = accumulate(width(span.text) for span in spans)
        place = next((place for place, edge in enumerate(edges) if x < edge), None)
        found = self._spots.get((line, place)) if place is not None else None
        if found is None and place is not None and self._whole_lines:
            inside = {link for n in range(len(spans)) if (link := self._spots.get((line, n))) is not None}
            return inside.pop() if len(inside) == 1 else None
        return found
