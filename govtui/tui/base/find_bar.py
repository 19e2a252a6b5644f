"""The field of find in page, at the foot of what is searched: the phrase, the number of the hit and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from govtui.i18n.formats import number
from govtui.text.markers import N_
from govtui.text.width import width
from govtui.tui.base.inputs import LineInput
from govtui.tui.base.line_list import OneLine, Piece

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp


class State(Protocol):
    """What is looked for, and what was found (finding.Finding)."""

    typed: str
    hit: int
    whole: bool
    wrapped: int

    @property
    def total(self) -> int: ...


class Searched(Protocol):
    """What is searched (finding.FindsText)."""

    @property
    def finding(self) -> State | None: ...
    def look_for(self, typed: str) -> None: ...
    def action_find_next(self, step: int) -> None: ...
    def keep_found(self) -> None: ...
    def give_up_find(self) -> None: ...
    def end_find(self) -> None: ...
    def to_query(self) -> bool: ...


class FindInput(LineInput):
    """Finds what is typed with each letter; a slash in the empty field leads to the registry's query line."""

    BINDINGS = [
        Binding("enter,tab", "keep", N_("Keep the marks"), id="find.keep"),
        Binding("escape", "give_up", N_("Go back"), id="find.give-up"),
        Binding("down", "go(1)", N_("Next hit"), id="find.down"),
        Binding("up", "go(-1)", N_("Previous hit"), id="find.up"),
    ]

    def __init__(self, searched: Searched) -> None:
        super().__init__(id="find")
        self._searched = searched

    def watch_value(self, value: str) -> None:
        if self.is_mounted and self.has_focus:
            self._searched.look_for(value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not (key == "slash" and not self.value) and super().check_consume_key(key, character)

    async def on_key(self, event: events.Key) -> None:
        if event.key == "slash" and not self.value and self._searched.to_query():
            event.stop()
            event.prevent_default()
            self._searched.end_find()
            return
        await super().on_key(event)

    def action_keep(self) -> None:
        self._searched.keep_found()

    def action_give_up(self) -> None:
        self._searched.give_up_find()

    def action_go(self, step: int) -> None:
        self._searched.action_find_next(step)

    def on_blur(self) -> None:
        if not self.value and self.is_attached:
            self._searched.end_find()


class FindLabel(OneLine):
    """The words before the field."""

    COMPONENT_CLASSES = {"find--label"}
    app: RegistryApp

    def left(self) -> Sequence[Piece]:
        return [Piece(self._words, "find--label")]

    @property
    def _words(self) -> str:
        words = self.app.translator.gettext("/ in page:")
        return f" {words} "

    def retranslate(self) -> None:
        """Take as much room as the words need."""
        self.styles.width = width(self._words)
        self.refresh()


class FindCount(OneLine):
    """The number of the hit, how many there are, and whether one began anew."""

    COMPONENT_CLASSES = {"find--count", "find--wrapped"}
    app: RegistryApp

    def __init__(self, searched: Searched) -> None:
        super().__init__()
        self._searched = searched

    def right(self) -> Sequence[Piece]:
        finding, tr = self._searched.finding, self.app.translator
        if finding is None or not finding.typed.strip():
            return []
        more = "" if finding.whole else "…"
        count = f"{number(finding.hit + 1, tr)}/{number(finding.total, tr)}" if finding.total else "0"
        out = [Piece(f" {count}{more} ", "find--count")]
        if finding.wrapped:
            words = tr.gettext("from the top") if finding.wrapped > 0 else tr.gettext("from the end")
            out.insert(0, Piece(f"{words} ·", "find--wrapped"))
        return out


class FindBar(Horizontal):
    """The field with what is said beside it; it stays while there are marks."""

    app: RegistryApp

    def __init__(self, searched: Searched) -> None:
        super().__init__()
        self._searched = searched

    def compose(self) -> ComposeResult:
        yield FindLabel()
        yield FindInput(self._searched)
        yield FindCount(self._searched)

    def on_mount(self) -> None:
        self.query_one(FindLabel).retranslate()

    @property
    def field(self) -> FindInput:
        return self.query_one(FindInput)

    def begin(self) -> None:
        """Type another phrase."""
        self.field.value = ""
        self.screen.set_focus(self.field)
        self.renew()

    def renew(self) -> None:
        """Draw the numbers of the hits anew."""
        self.query_one(FindCount).renew()
