"""A form about a field, or with a list of them, whose lower edge says who last changed the one that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govtui.tui.base.form import Form
from govtui.tui.base.last_change_hint import LastChangeHint, Meant
from govtui.tui.base.safe_text import content, plain

if TYPE_CHECKING:
    from govtui.store.registry import Entry

AROUND = 6
"""Cells of the edge that its corners take, and what stands beside them."""


class LastChangeForm(Form):
    """In the edge the words take no line of the form, so nothing moves when they come; a low window has no edge."""

    def __init__(self, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._field: Meant | None = None
        self._hint = LastChangeHint(self, lambda: self._field, self.retranslate)
        self._edge = ""

    def mean(self, entry: Entry | None, path: str) -> None:
        """It is about this field of a file; "" for none."""
        before = self._field
        self._field = Meant(entry.path, entry.etag, path) if entry and path else None
        if self._field != before:
            self._hint.clear()

    def retranslate(self) -> None:
        """Say what there is to be said in the language of the interface."""
        words = plain(self._hint.words(self.size.width - AROUND))
        if words != self._edge:
            self._edge = words
            self.border_subtitle = content(words) if words else None

    def on_resize(self) -> None:
        self.retranslate()
