"""The query line over the list: chips, a field to type into, and the number of records found."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.strip import Strip

from govtui.i18n.formats import number
from govtui.index.query_format import leave_out
from govtui.page.query_line import chips, kept, localized, meaning
from govtui.text.markers import N_
from govtui.text.safe import safe_text
from govtui.text.width import clip, width
from govtui.tui.base.line_list import LEFT, OneLine, Piece
from govtui.tui.base.safe_text import Underlined, plain, segment, strip
from govtui.tui.browse.completion import Completes
from govtui.tui.browse.list_header import found_words
from govtui.tui.textual_compat.ime import ImeInput

if TYPE_CHECKING:
    from govtui.page.query_line import Chip
    from govtui.tui.browse.browser import Browser
    from govtui.tui.browse.navigation import Place


class SearchInput(Completes, ImeInput):
    """The query line: with the focus a field, else chips in the interface's words, each with an ×.

    Tells the screen of every change at once: a message would miss the frame that shows the keystroke.
    """

    screen: Browser

    COMPONENT_CLASSES = {
        "search--fault",
        "search--fresh",
        "search--head",
        "search--word",
        "search--cross",
    }
    BINDINGS = [Binding("down", "screen.to_found", N_("To the list"), show=False, id="search.down")]

    fresh = False
    """Whether the first letter, paste or Backspace takes the place of the line. A flag, not a selection: an input method's
    Backspace must delete what it means to."""
    before: Place | None = None
    """While somebody edits the line: the place that it was begun at."""

    def __init__(self) -> None:
        super().__init__(id="query")
        self.highlighter = Underlined(self._style, self._places)
        self._put: str | None = ""
        """A value that was put here, not typed: the list has been asked for it."""
        self._chips: tuple[object, list[Chip]] = ((), [])

    @property
    def bar(self) -> SearchBar:
        return self.screen.query_one(SearchBar)

    # the field

    def _style(self) -> Style:
        return self.get_component_rich_style("search--fresh" if self.fresh else "search--fault", partial=True)

    def _places(self) -> list[tuple[int, int]]:
        """Return start and end of what is drawn otherwise: a fresh line as a whole, else what is wrong in it."""
        if self.fresh:
            return [(0, len(self.value))]
        asked, index = self.screen.text, self.screen.app.index
        if self._put is not None and self.value != asked and index is not None:
            return [(one.start, one.end) for one in index.mistakes(self.value)]
        # What is typed is asked for with a star, or without a field that has no value yet: that is no mistake.
        same, more = len(commonprefix((self.value, asked))), len(self.value) - len(asked)
        spans = [(one.start, one.end) for one in self.screen.listing.mistakes]
        return [(start + more * (start > same), end + more * (end > same)) for start, end in spans]

    def begin(self, *, fresh: bool) -> None:
        """Show the line as text in the interface's words, to be edited from its end."""
        if self.before is None:
            self.before = self.screen.place
            self.put(self._localized())
        self.fresh = fresh and bool(self.value)
        self.cursor_position = len(self.value)
        self.complete()
        self.refresh()

    def _localized(self) -> str:
        line, app = self.screen.text, self.screen.app
        if not line.strip() or app.index is None or not app.index.listed:
            return line
        return localized(line, app.index.query(line), app.index, app.translator)

    def put(self, value: str) -> None:
        """Show a line that the list has been asked for."""
        self._put = value
        self.value = value
        self.refresh()

    def replace(self, text: str, start: int, end: int) -> None:
        if self.fresh:
            start, end = 0, len(self.value)
            self._stay()
        super().replace(text, start, end)
        self._ask()

    def watch_value(self) -> None:
        if not self.is_replacing:
            self._ask()

    def _ask(self) -> None:
        """Ask for what was typed, once the caret stands where it belongs."""
        if self.is_mounted and self.value != self._put:
            self._put = None
            self.screen.search(self.asked)

    @property
    def asked(self) -> str:
        """The line that the list is asked for: a field's value that is not finished means all that begin so."""
        index = self.screen.app.index
        if index is None or ":" not in self.value:
            return self.value
        return index.starred(self.value, self.cursor_position)

    def _stay(self) -> None:
        """Let the line stand: what is typed next is typed into it."""
        if self.fresh:
            self.fresh = False
            self.complete()
            self.refresh()

    def action_cursor_left(self, select: bool = False) -> None:
        self._stay()
        super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        self._stay()
        super().action_cursor_right(select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        self._stay()
        super().action_cursor_left_word(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        self._stay()
        super().action_cursor_right_word(select)

    def action_home(self, select: bool = False) -> None:
        self._stay()
        super().action_home(select)

    def action_end(self, select: bool = False) -> None:
        self._stay()
        super().action_end(select)

    def on_focus(self) -> None:
        self.begin(fresh=self.fresh)

    def on_blur(self) -> None:
        if self.screen.focused not in (None, self):  # not where the terminal lost the focus, or a dialog opened
            self.bar.keep()
        self.refresh()

    # the chips

    @property
    def shown(self) -> list[Chip]:
        """The parts of the line that the list is asked for."""
        app, line = self.screen.app, self.screen.text
        known = (line, app.language, app.index, app.index and app.index.fields)
        if self._chips[0] != known:
            found = []
            if app.index is not None and line.strip():
                found = chips(line, app.index.query(line), app.index, app.translator)
            self._chips = known, found
        return self._chips[1]

    def render_line(self, y: int) -> Strip:
        if y or self.has_focus or not self.shown:
            return super().render_line(y)
        drawn = strip(
            segment(piece.text, self.get_component_rich_style(piece.style, partial=True)) for piece in self.pieces()
        )
        return drawn.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def pieces(self) -> list[Piece]:
        """Return the chips that fit, and how many do not; a piece's action is the number of its chip."""
        tr, shown, room = self.screen.app.translator, self.shown, self.size.width
        out: list[Piece] = []
        for n, chip in enumerate(shown):
            left = len(shown) - n - 1
            more = f"… +{number(left, tr)}" if left else ""
            head, words = (f"{chip.head} " if chip.head else ""), chip.words
            taken = width(head) + width(safe_text(words, multiline=False)) + len(CROSS) + len(GAP) * bool(left)
            if taken + width(more) > room and out:
                out.append(Piece(f"… +{number(left + 1, tr)}", "search--head"))
                break
            words = clip(safe_text(words, multiline=False), max(1, room - taken - width(more) + width(words)))
            out += [Piece(head, "search--head")] if head else []
            out += [Piece(words, "search--word"), Piece(CROSS, "search--cross", str(n)), Piece(GAP, "search--head")]
            room -= taken
        return out

    def crossed(self, x: int) -> Chip | None:
        """Return the chip whose × stands at a column from the left edge."""
        end = 0
        for piece in self.pieces():
            end += width(piece.text)
            if x < end:
                return self.shown[int(piece.action)] if piece.action else None
        return None

    def focus_on_click(self) -> bool:
        x = self.app.mouse_position.x - self.content_region.x
        return super().focus_on_click() and (self.has_focus or self.crossed(x) is None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self.before is not None and self.has_focus:
            self._stay()
            return
        event.prevent_default()  # there is no caret among chips; the field is given the focus with one at its end
        chip = self.crossed(event.get_content_offset_capture(self).x) if event.button == LEFT else None
        if chip:
            self.bar.leave_out(chip.start, chip.end)

    # words

    def renew(self) -> None:
        """Draw the chips anew if there are others."""
        if not self.has_focus and self._chips[0] != () and self._chips[0][:1] != (self.screen.text,):  # type: ignore[index]
            self.refresh()

    def retranslate(self) -> None:
        self.placeholder = plain(self.screen.app.translator.gettext("Name, acronym, place, text…"))
        self.refresh()


CROSS, GAP = " ×", "  "
ASKING = "who"
"""A line that only asks, and so has no answer."""

ROOMY = 72
"""Columns of a terminal in which answers are counted beside the line."""


class Sign(OneLine):
    """The sign before a field."""

    COMPONENT_CLASSES = {"search--mark"}

    def __init__(self, sign: str, id: str) -> None:
        super().__init__(id=id)
        self._sign = sign

    def left(self) -> Sequence[Piece]:
        return [Piece(self._sign, "search--mark")]


class _Count(OneLine):
    """How many records are found; while files are read that a search needs, how far that is."""

    COMPONENT_CLASSES = {"search--count"}
    screen: Browser

    @property
    def is_waiting(self) -> bool:
        """Whether nothing can be found yet."""
        index = self.screen.app.index
        return bool(self.screen.app.building) and (index is None or not index.listed)

    def right(self) -> Sequence[Piece]:
        tr, total = self.screen.app.translator, self.screen.listing.total
        if self.is_waiting and self.screen.app.building:
            done, of = (number(one, tr) for one in self.screen.app.building)
            return [
                Piece(tr.gettext("Reading {done}/{total} files…").format(done=done, total=of) + " ", "search--count")
            ]
        words = tr.ngettext("{n} found", "{n} found", total).format(n=number(total, tr))
        if self.tells_answers:
            words = found_words(self.screen.listing.answered, total, tr)
        return [Piece(f" {words} ", "search--count")]

    @property
    def tells_answers(self) -> bool:
        """Whether answers are counted, too: where there are some, and the line has room for it."""
        return bool(self.screen.listing.answered) and self.screen.size.width >= ROOMY

    def renew(self) -> None:
        self.set_class(self.is_waiting, "-waiting")
        self.set_class(self.tells_answers, "-answers")
        super().renew()


class SearchBar(Horizontal):
    """Shown while something is typed or filtered by."""

    screen: Browser

    def compose(self) -> ComposeResult:
        yield Sign(" / ", "mark")
        yield SearchInput()
        yield _Count(id="count")

    def on_mount(self) -> None:
        self.display = False

    def on_resize(self) -> None:
        self.query_one("#count", _Count).renew()

    @property
    def field(self) -> SearchInput:
        return self.query_one(SearchInput)

    def open(self) -> None:
        """Type into the field: over the line that is there, unless somebody moves in it first."""
        self.display = True
        self.field.begin(fresh=True)
        self.field.focus()
        self.call_after_refresh(self._make_ready)

    def _make_ready(self) -> None:
        """Have the words that ask gathered (25 ms, once) before the first letter waits for them."""
        if (index := self.screen.app.index) is not None and index.whole:
            index.answers(ASKING, 1)

    def keep(self) -> None:
        """End editing: keep the line by its keys (query_line.kept), with the place before it in the history."""
        before, screen, index = self._end(), self.screen, self.screen.app.index
        if before is None or index is None:
            return
        asked = self.field.asked
        typed = self.field.value
        screen.search(typed if meaning(index.query(typed)) == meaning(index.query(asked)) else asked)
        screen.listing.text = kept(screen.text, index)
        self.put(screen.text)
        if before.asked != screen.place.asked:
            screen.leave(before)

    def give_up(self) -> None:
        """End editing with the line that was there before, and go to the list."""
        if before := self._end():
            self.screen.filter_by(before.text)
        self.screen.turn_to("list")

    def _end(self) -> Place | None:
        field = self.field
        before, field.before, field.fresh = field.before, None, False
        return before

    def leave_out(self, start: int, end: int) -> None:
        """Show the list without a part of the line, remembering this place."""
        screen, index = self.screen, self.screen.app.index
        if index is not None:
            screen.leave()
            screen.filter_by(leave_out(screen.text, index.query(screen.text), start, end, index.fields))

    def put(self, text: str) -> None:
        """Show this line; put the field away if there is none."""
        field = self.field
        field.put(text)
        if field.before is None:
            self.display = bool(text.strip())
        else:
            field.cursor_position = len(text)

    def renew(self) -> None:
        """Show what the list is asked for now, and how many records it has."""
        self.field.renew()
        self.query_one("#count", _Count).renew()
