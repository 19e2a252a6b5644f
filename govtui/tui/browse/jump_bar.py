"""The field over the list that goes to a name by its beginning, in the frame of the keystroke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.text.markers import N_
from govtui.tui.base.cursor_list import UNDER_FIELD, CursorList, MovesList
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.base.safe_text import plain
from govtui.tui.browse.list_header import ListHeader
from govtui.tui.browse.search_bar import Sign
from govtui.tui.textual_compat.ime import ImeInput

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser


class JumpInput(MovesList, ImeInput):
    """Moves the list's cursor in the frame of the keystroke."""

    KEY_GROUP = "jump"

    screen: Browser

    BINDINGS = [
        Binding("enter,tab", "finish", N_("Stay"), id="jump.finish"),
        Binding("escape", "give_up", N_("Go back"), id="jump.give-up"),
        Binding("alt+left", "give_up", N_("Go back"), show=False, id="jump.give-up-too"),
        *(replace(one, key=one.key.partition(",")[0]) for one in UNDER_FIELD),  # Ctrl+P is the list of commands here
    ]

    def __init__(self) -> None:
        super().__init__(id="jump")
        self.start = self.chosen = ""
        """The keys of the record that the cursor was on, and of the one that had been chosen."""

    def watch_value(self, value: str) -> None:
        if self.is_mounted and self.has_focus:
            found = self.screen.listing.jump_to(value, self.start)
            self.screen.query_one(_Note).show(found or not value)

    def retranslate(self) -> None:
        self.placeholder = plain(self.screen.app.translator.gettext("Beginning of the name…"))

    def action_finish(self) -> None:
        self.screen.turn_to("list")

    def action_give_up(self) -> None:
        self.screen.listing.records.point_at(self.start)
        self.screen.listing.anchor = self.chosen
        self.screen.turn_to("list")

    def moved_list(self) -> CursorList:
        return self.screen.query_one("#list", CursorList)

    def on_blur(self) -> None:
        if isinstance(self.parent, JumpBar):
            self.parent.close()


class _Note(OneLine):
    """Says that no name begins so."""

    COMPONENT_CLASSES = {"search--mark"}
    screen: Browser
    _is_found = True

    def show(self, is_found: bool) -> None:
        """Say it, or nothing."""
        self._is_found = is_found
        self.refresh()

    def right(self) -> Sequence[Piece]:
        words = "" if self._is_found else self.screen.app.translator.gettext("Nothing found.")
        return [Piece(f"{words} ", "search--mark")]


class JumpBar(Horizontal):
    """Shown while someone types into it."""

    screen: Browser

    def compose(self) -> ComposeResult:
        yield Sign(" → ", "jump-mark")
        yield JumpInput()
        yield _Note(id="jump-note")

    def on_mount(self) -> None:
        self.display = False

    def _stand(self, here: bool) -> None:
        """Show or hide it in the place of the words over the list."""
        self.display = here
        self.screen.query_one(ListHeader).display = not here

    def open(self) -> None:
        """Show the field, empty, and type into it."""
        field = self.query_one(JumpInput)
        field.start, field.chosen = self.screen.listing.records.key, self.screen.listing.anchor
        field.value = ""
        self.query_one(_Note).show(True)
        self._stand(True)
        field.focus()

    def close(self) -> None:
        """Put the field away; the cursor stays."""
        self._stand(False)
