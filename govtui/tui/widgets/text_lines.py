"""The lines over and under a text that is edited: which record it is and who else edits it; the field at the cursor."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.reactive import reactive

from govtui.i18n.formats import number
from govtui.model.problem import SEVERITY_SIGNS
from govtui.text.width import clip, width
from govtui.tui.completing import Explained
from govtui.tui.widgets.line import OneLine, Piece
from govtui.tui.widgets.toml_area import Fault

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.store.presence import Editor
    from govtui.tui.app import GovtuiApp
    from govtui.tui.screens.text_editor import EditTextScreen


def editing_words(editor: Editor, tr: Translator) -> str:
    """Who is editing, and since when: "Lan is editing since 10:02"."""
    try:
        since = datetime.fromisoformat(editor.since).astimezone().strftime("%H:%M")
    except ValueError:
        since = editor.since
    return tr.gettext("{user} is editing since {time}").format(user=editor.user, time=since)


class TextHead(OneLine):
    """The record's name and file at the left; at the right whether the text is saved, and its problems."""

    COMPONENT_CLASSES = {"head--name", "head--path", "head--changed", "head--other", *(f"head--{n}" for n in (1, 2, 3))}
    screen: EditTextScreen
    app: GovtuiApp

    changed: reactive[bool] = reactive(False)
    other: reactive[Editor | None] = reactive(None)
    faults: reactive[Sequence[Fault]] = reactive(())

    def left(self) -> Sequence[Piece]:
        work = self.screen.work
        index = self.app.index
        card = index.card(work.key) if index else None
        name = self.screen.below.voice.name(work.key).text if card else work.key
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
"""What a click on the number of problems does."""


class TextBelow(OneLine):
    """The field at the cursor, and what it is for; at the right line and column."""

    COMPONENT_CLASSES = {"below--name", "below--meaning", "below--place", "below--hidden"}
    app: GovtuiApp

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._found: Explained | None = None
        self._place = (0, 0)
        self._hidden = ""

    def show(self, found: Explained | None, place: tuple[int, int], hidden: str) -> None:
        """The field, the cursor's place (from 0), and the character that is drawn as a sign there."""
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
