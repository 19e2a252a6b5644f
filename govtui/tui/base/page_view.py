"""A page that is read: wrapped to the width, scrolled by lines, with a cursor that goes from link to link, as in lynx."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from govtui.model.kinds import KINDS
from govtui.page.layout import Anchor, anchor_of, line_of, place_of
from govtui.page.page import FOLD_LINK, PAGE_LINK, Page, Role, Span
from govtui.page.page_text import runs_of
from govtui.text.markers import N_
from govtui.text.phrases import Part, PhraseText, Place
from govtui.text.width import width
from govtui.tui.base.finding import AT_ONCE, FIND_KEYS, FindsText
from govtui.tui.base.line_list import LEFT, FoundWords, found_spans, segments
from govtui.tui.base.page_links import Link, links_of, same_link
from govtui.tui.base.page_sections import MEASURE, SectionedPage
from govtui.tui.base.safe_text import strip
from govtui.tui.base.themes import kind_rules
from govtui.tui.textual_compat.no_relayout import draw

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp


@lru_cache(maxsize=256)
def url_style(url: str) -> Style:
    """Return a style that makes a link of words (OSC 8); the same for all parts of an address, so that a pointer marks all."""
    return Style(link=url)


class PageView(FindsText, SectionedPage, can_focus=True):
    """Down and up go to the next link in sight, or scroll by a line."""

    app: RegistryApp

    DEFAULT_CSS = kind_rules("PageView", "page", bold=True)
    COMPONENT_CLASSES = {*(f"page--{name}" for name in (*Role, *KINDS)), "page--chosen", "page--match"}
    BINDINGS = [
        Binding("space", "page(1)", N_("Page down"), show=False, id="page.onward"),
        Binding("enter", "follow", N_("Follow the link"), show=False, id="page.follow"),
        *FIND_KEYS,
    ]
    KEY_GROUP = "page"

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
        self._links: list[Link] = []
        self._spots: dict[tuple[int, int], int] = {}
        self._link = -1
        self._anchor: Anchor | None = None
        self._anchored_at = -1
        self.footer_words: Mapping[str, str] = {}
        """What keys of the screen are called in the footer, by the ids of their bindings, where that changes."""
        self.marked: FoundWords = ()
        """Folded words of a search, marked on the page."""
        self._pointed = False
        """Whether somebody moved to the chosen link, so that its field is what they mean."""

    @property
    def link(self) -> int:
        """The chosen link; -1 when none is."""
        return self._link

    @link.setter
    def link(self, number: int) -> None:
        self._link = number
        self.pointed()

    def pointed(self) -> None:
        """Do what follows when somebody may have moved to another field; called on the way to the next frame."""

    @property
    def field_in_hand(self) -> tuple[str, bool]:
        """The path of the field that is read, and whether that is sure: of the link that somebody went to.

        The first field in sight is a guess.
        """
        top, page = self.top, self.page_lines
        chosen = self._links[self.link] if self._pointed and self.link >= 0 else None
        if chosen and self._in_sight(chosen) and (field := self._lines[chosen.spots[0][0]].field_of(chosen.key)):
            return field, True
        return next((line.field for line in self._lines[top : top + page] if line.field), ""), False

    # what is shown

    def show(
        self, page: Page | None, *, scroll: int = 0, link: int | None = None, opened: Collection[str] | None = None
    ) -> None:
        """Show another page from line `scroll` with the link that was chosen on it, or nothing.

        `opened`: which folded sections are open; None: none, or those that are if it is a page of the same record.
        """
        self.end_find()
        if opened is not None or page is None or self._page is None or page.key != self._page.key:
            self._opened = set(opened or ())
        self._page = page
        self._pointed = False
        self.lay_out_anew()
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
        began = anchor_of(self._lines, self.finding.begins) if self.finding else None
        self._page = page
        self.lay_out_anew()
        self.link = same_link(before, link, self._links)
        self.jump(place_of(self._lines, anchor))
        self._anchor, self._anchored_at = anchor, self.top
        if self.finding is not None:
            self.finding.begins = place_of(self._lines, began)
            self.look_again()
        self.refresh()

    def text_of(self, path: str) -> str:
        """Return the text of a field on the page, on one line."""
        whole = self.lines_of_all()
        lines = (line.text.strip() for line in whole if line.field == path and line.section != "problems")
        return " ".join(" ".join(lines).split())

    def show_field(self, path: str) -> None:
        """Bring a field into sight, opening the section that it is in, and choose a link that is in it."""
        self._open_for(path)
        if (line := line_of(self._lines, path)) is not None:
            # A page that comes into sight with this has no height yet.
            lines = self.page_lines if self.size else self.screen.size.height
            self.jump(line - 1 if line > lines // 2 else 0)
            self._choose_in_field(line)

    def _choose_in_field(self, line: int) -> None:
        """Choose the first link in the field that is on a line."""
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

    def lay_out_anew(self) -> None:
        """Lay the page out, and find its links."""
        super().lay_out_anew()
        self._anchor = None
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
            parts += segments(span.text, self._style(span, number, place), match, () if self.finding else self.marked)
        return self.with_marks(strip(parts), number, line.text).adjust_cell_length(cells, self.ground)

    def _style(self, span: Span, line: int, place: int) -> Style:
        if (
            span.role is Role.HEADING
            and self.has_focus
            and self.link < 0
            and self._at == (self._head_on(line), self.top)
        ):
            return self.get_component_rich_style("page--chosen")  # there is no link in the section that one went to
        if span.link and self.has_focus and self._spots.get((line, place)) == self.link:
            return self.get_component_rich_style("page--chosen")
        style = self.get_component_rich_style(f"page--{span.role}")
        return style + url_style(span.url) if span.url else style

    # finding

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.find_action_works(action)

    def searched(self) -> Sequence[Sequence[Part]]:
        return runs_of(self._lines)

    def place_now(self) -> tuple[int, int, frozenset[str]]:
        return self.top, self.link, frozenset(self._opened)

    def return_to(self, place: object) -> None:
        if isinstance(place, tuple):
            _, link, opened = place
            self._open_only(opened)
            self.jump(self.finding.begins if self.finding else place[0])
            self.link = link if link < len(self._links) else -1

    def look_for(self, typed: str) -> None:
        """Find a phrase in all of the page: folded sections that have it are opened."""
        if self.finding is not None and isinstance(self.finding.start, tuple):
            self._open_only(self.finding.start[2] | self._closed_with(typed))
        super().look_for(typed)

    def _closed_with(self, typed: str) -> set[str]:
        """Return the names of the sections that can be folded in which a phrase is found."""
        if self._page is None or not typed.strip() or not any(one.folded for one in self._page.sections):
            return set()
        whole = self.lines_of_all()
        text = PhraseText(runs_of(whole))
        text.fold_for(AT_ONCE)
        found = text.find(typed)
        folded = {one.name for one in self._page.sections if one.folded}
        return {line.section for n, line in enumerate(whole) if line.section in folded and any(found.on_line(n))}

    def _open_only(self, names: Set[str]) -> None:
        """Have these sections open, and fold the others that can be; the first line in sight stays where there is one."""
        if names != self._opened and self._page is not None:
            top = self.top
            self._opened = set(names)
            self.lay_out_anew()
            self.jump(top)
            if self.finding is not None:
                self.finding.text = PhraseText(self.searched())

    def see_found(self, places: Sequence[Place]) -> None:
        """Bring a hit into sight, and choose the link that it stands in."""
        super().see_found(places)
        line, start, _ = places[0]
        ends = accumulate(len(span.text) for span in self._lines[line].spans)
        span = next((n for n, end in enumerate(ends) if start < end), -1)
        self._pointed = (line, span) in self._spots
        self.link = self._spots.get((line, span), self.link)
        self._choose_in_sight()

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

    def choose_head(self, number: int) -> None:
        """Choose the link that a head is, else the first in its section, if that is in sight."""
        self._at = (number, self.top)
        line, name = self._heads[number]
        end = next((below for below, _ in self._heads[number + 1 :] if below > line), len(self._lines))
        inside = [n for n, link in enumerate(self._links) if line <= link.spots[0][0] < end and self._in_sight(link)]
        own = [n for n in inside if self._links[n].key == FOLD_LINK + name]
        self.link = (own or inside or [-1])[0]
        self.refresh()

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
        """Do what the chosen link says on the page itself, else say that it is to be followed."""
        link = self._links[self.link]
        if link.key.startswith(FOLD_LINK):
            self.toggle_section(link.key.removeprefix(FOLD_LINK))
            return
        field = self._lines[link.spots[0][0]].field
        if not link.key.startswith(PAGE_LINK):
            self.post_message(self.Followed(link.key, field))
        elif not self.opens_text(place := link.key.removeprefix(PAGE_LINK), field):
            self.leave_place()
            self._go_to_field(place)

    def opens_text(self, place: str, field: str) -> bool:
        """Open the text behind a place of the page, at what a field cites; False where there is none at hand."""
        return False

    def leave_place(self) -> None:
        """Remember the place, where there is a way back to it: somebody goes on to another one of the same page."""

    def _go_to_field(self, path: str) -> None:
        """Choose the link of a field that is in sight; else bring it there."""
        self._open_for(path)
        line = line_of(self._lines, path)
        if line is not None and self.top <= line < self.top + self.page_lines:
            self._choose_in_field(line)
        else:
            self.show_field(path)

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
