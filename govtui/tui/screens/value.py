"""One text value, edited by itself."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from govtui.text.markers import N_
from govtui.tui.localized import LocalizedModal
from govtui.tui.private.noted import NotedTextArea
from govtui.tui.screens.question import ask_to_leave
from govtui.tui.widgets.fields import Telling, TextEnds, Words
from govtui.tui.widgets.form import Form
from govtui.tui.widgets.key_bar import KeyBar


class ValueArea(NotedTextArea, TextEnds):
    """The text, which may hold anything."""


class ValueScreen(LocalizedModal):
    """Answers with the text, or None when it is to stay as it was."""

    BINDINGS = [
        Binding("ctrl+s", "take", N_("Use this value"), id="value.take"),
        Binding("escape", "leave", N_("Back"), id="value.leave"),
    ]
    AUTO_FOCUS = "#value"

    def __init__(self, title: Telling, value: str) -> None:
        super().__init__()
        self._title, self._value = title, value

    def compose(self) -> ComposeResult:
        with Form(id="value-box"):
            yield Words(id="value-title", classes="title")
            yield ValueArea(id="value", soft_wrap=True)
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        area = self.query_one(NotedTextArea)
        area.load(self._value)
        area.move_cursor(area.document.end)

    def retranslate(self) -> None:
        super().retranslate()
        self.query_one("#value-title", Words).tell(self._title)

    @property
    def _changed(self) -> bool:
        return self.query_one(NotedTextArea).whole != self._value

    @property
    def closed_by_click(self) -> bool:
        return super().closed_by_click and not self._changed

    def would_lose(self) -> bool:
        return self._changed

    def action_leave(self) -> None:
        """Esc: ask first when something was typed."""
        if self._changed:
            ask_to_leave(self.app, self.action_take, lambda: self.dismiss(None))
        else:
            self.dismiss(None)

    def action_take(self) -> None:
        self.dismiss(self.query_one(NotedTextArea).whole)
