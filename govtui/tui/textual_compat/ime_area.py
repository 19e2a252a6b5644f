"""The TextArea safe for input methods; see ime.py.

A module of its own: importing Textual's TextArea takes a twentieth of the time to the first paint, which needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining

from textual.widgets import TextArea

from govtui.text.nfc import nfc
from govtui.tui.textual_compat.ime import ImeSafe

if TYPE_CHECKING:
    from textual.widgets.text_area import Edit, EditResult


class ImeTextArea(ImeSafe, TextArea):
    """A TextArea in which every edit is NFC; loaded text stays as it is."""

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit; compose a text that begins with a combining mark with the letter before it."""
        text = edit.text = nfc(edit.text)
        if text and combining(text[0]):
            (row, column), end = sorted((edit.from_location, edit.to_location))
            before = _last_letter(self.document.get_line(row)[:column])
            edit.text, edit.from_location, edit.to_location = nfc(before + text), (row, column - len(before)), end
        return super().edit(edit)


def _last_letter(text: str) -> str:
    """Return the last letter of a text with its combining marks."""
    start = len(text)
    while start and combining(text[start - 1]):
        start -= 1
    return text[max(start - 1, 0) :]
