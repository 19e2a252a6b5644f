"""The text of a file that is not saved here, such as what a merge is to be: in colours, with its problems under their lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.timer import Timer

from govtui.store.field_locations import FieldLocations
from govtui.text.markers import N_
from govtui.tui.base.footer import KeyBar
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.message import LazyMessage
from govtui.tui.edit.text_editor_widgets import FaultList
from govtui.tui.edit.toml_area import Fault, TomlArea
from govtui.tui.edit.value_form import TextScreen

PAUSE = 0.3
"""Seconds without a key after which the text is checked."""


class WholeTextScreen(TextScreen):
    """Edits the text of a record."""

    BINDINGS = [
        Binding("ctrl+s", "take", N_("Use this text"), id="value.take-text"),
        Binding("f8,ctrl+n", "problem(1)", N_("Next problem"), id="value.next-problem"),
        Binding("shift+f8", "problem(-1)", N_("Previous problem"), show=False, id="value.previous-problem"),
    ]

    def __init__(
        self, title: LazyMessage, value: str, faults: Callable[[str], Sequence[Fault]], field: str = ""
    ) -> None:
        """`faults`: Return the problems of a text; `field`: the path of the one at which the cursor begins."""
        super().__init__()
        self._title, self._value = title, value
        self._faults, self._field = faults, field
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        with Form(id="value-box"):
            yield MessageLabel(id="value-title", classes="title")
            yield TomlArea(id="value")
            yield FaultList()
            yield MessageLabel(id="value-notice", classes="hint")
        yield KeyBar()

    def on_mount(self) -> None:
        super().on_mount()
        line, column = FieldLocations(self._value).find(self._field)
        self.call_after_refresh(self._go_to, line, column)
        self.query_one("#value-notice", MessageLabel).say("")
        self.check()

    @property
    def area(self) -> TomlArea:
        return self.query_one(TomlArea)

    def _go_to(self, line: int, column: int) -> None:
        self.area.move_cursor(self.area.clamp_visitable((max(0, line - 1), max(0, column - 1))), center=True)

    def retranslate(self) -> None:
        super().retranslate()
        if self.area.is_mounted:
            self.check()

    def check(self) -> None:
        """Show the problems of the text as it is."""
        faults = self._faults(self.area.file_text)
        self.area.tell(faults)
        self.query_one(FaultList).show(faults, self.area.cursor_location[0] + 1)

    @on(TomlArea.Changed)
    def _typed(self) -> None:
        self._notice(None)
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.check)

    @on(TomlArea.SelectionChanged)
    def _moved(self) -> None:
        self.query_one(FaultList).follow(self.area.cursor_location[0] + 1)

    @on(TomlArea.Asked)
    def _asked(self) -> None:
        self._notice(lambda tr: tr.gettext("There is nothing to complete here."))

    @on(FaultList.Clicked)
    def _clicked(self, message: FaultList.Clicked) -> None:
        self._go_to(message.fault.line, message.fault.column)
        self.area.focus()

    def action_problem(self, direction: int) -> None:
        self.check()
        if self.area.step(direction) is None:
            self._notice(lambda tr: tr.gettext("There are no problems in this text."))

    def _notice(self, telling: LazyMessage | None) -> None:
        self.query_one("#value-notice", MessageLabel).tell(telling)
