"""What is cut or copied in a field is exact where it is pasted here again, and made safe where it leaves for a terminal.

Private name used, as it stands in Textual 8.2.8: ``App._clipboard``, which Ctrl+V in a field pastes; `App.copy_to_clipboard`
sets it to the very text that it sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govtui.text.safe import safe_text

if TYPE_CHECKING:
    from textual.app import App

    _AppBase = App[Any]
else:
    _AppBase = object  # see gate.py


class SafeCopies(_AppBase):
    """Mixin for an App: the terminal's clipboard, which is pasted into shells, gets no control character of a text."""

    def copy_to_clipboard(self, text: str) -> None:
        super().copy_to_clipboard(safe_text(text))
        self._clipboard = text
