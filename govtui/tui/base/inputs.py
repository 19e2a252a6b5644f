"""Fields of forms: one line, and many lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static

from govtui.text.markers import N_
from govtui.tui.base.safe_text import content
from govtui.tui.textual_compat.ime import ImeInput
from govtui.tui.textual_compat.ime_area import ImeTextArea

if TYPE_CHECKING:
    from textual import events

    from govtui.tui.base.host import RegistryApp
    from govtui.tui.base.message import LazyMessage


class LineInput(ImeInput):
    """One line of a form."""


class PickInput(LineInput):
    """Filters a list below it; Delete in an empty field is meant for the list, where something can go from there."""

    BINDINGS = [
        Binding("enter", "submit", N_("Choose"), id="field.choose"),
        Binding("delete", "drop", N_("Remove"), id="field.drop"),
    ]

    class Dropped(Message):
        """Delete was pressed where there is nothing to delete."""

    def __init__(self, *, id: str, drops: bool = True) -> None:
        """`drops`: whether something can be removed from the list."""
        super().__init__(id=id)
        self._drops = drops

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._drops if action == "drop" else True

    def action_drop(self) -> None:
        if self.value:
            self.action_delete_right()
        else:
            self.post_message(self.Dropped())


class TextEnds(ImeTextArea):
    """A text area with the two keys that Textual's lacks: to the beginning of the whole text, and to its end."""

    BINDINGS = [
        Binding("ctrl+home", "to_beginning", show=False, id="lines.beginning"),
        Binding("ctrl+end", "to_end", show=False, id="lines.end"),
    ]

    def action_to_beginning(self) -> None:
        self.move_cursor(self.document.start)

    def action_to_end(self) -> None:
        self.move_cursor(self.document.end)


class LinesInput(TextEnds):
    """Many lines, wrapped; Tab leaves it. The line with the caret stays in sight when the window gets lower."""

    def __init__(self, text: str, id: str) -> None:
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, compact=True)
        self.load_text(text)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.scroll_cursor_visible)


class MessageLabel(Static):
    """A line or paragraph of words that are put in later."""

    app: RegistryApp
    _telling: LazyMessage | None = None
    said = ""
    """What is shown."""

    class Said(Message):
        """Other words are shown, which may take another number of lines."""

    def tell(self, telling: LazyMessage | None) -> None:
        """Show this, in whatever language the interface comes to speak; nothing for none."""
        self.say(telling(self.app.translator) if telling else "")
        self._telling = telling

    def retranslate(self) -> None:
        """Say it again."""
        if self._telling is not None:
            self.tell(self._telling)

    def say(self, text: str) -> None:
        """Show this text, whoever says it anew when the language changes; nothing for none."""
        self._telling = None
        self.display = bool(text)
        self.update(content(text))
        if text != self.said:
            self.said = text
            self.post_message(self.Said())
