"""One text beside its translation, with the state that the translation is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from govtui.edit.translation_state import Translatable
from govtui.i18n.edit_texts import state_words
from govtui.model.translations import State
from govtui.tui.base.inputs import LinesInput, MessageLabel
from govtui.tui.base.line_list import LEFT

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

SIGNS: dict[State, str] = {"missing": "○", "stale": "!", "unverified": "?", "done": "✓", "no_source": "–"}
"""The sign of each state."""

TO_DO = frozenset({"missing", "stale"})


class Pair(Vertical):
    """One text and its translation."""

    app: RegistryApp

    def __init__(self, place: int, text: Translatable) -> None:
        super().__init__(id=f"pair-{place}", classes="pair")
        self.text = text
        self.vouched = False
        """Whether somebody said that the translation is of today's text, without changing it."""
        self._begun = text.target

    def compose(self) -> ComposeResult:
        yield MessageLabel(classes="pair-title")
        with Horizontal(classes="sides"):
            yield MessageLabel(classes="source")
            field = LinesInput(self.text.target, id=f"{self.id}-target")
            self._begun = field.text  # a field has its own mind about line ends
            yield field

    def on_click(self, event: events.Click) -> None:
        """What stands beside the translation is no field: a click there means the translation."""
        if event.button == LEFT:
            self.target.focus()

    @property
    def target(self) -> LinesInput:
        """The field of the translation."""
        return self.query_one(LinesInput)

    @property
    def written(self) -> bool:
        """Whether the translation was changed."""
        return self.target.text != self._begun

    @property
    def state(self) -> State:
        """The state that it would be in if it were saved now."""
        if self.written and self.text.state != "no_source":
            return "done" if self.target.text.strip() else "missing"
        return "done" if self.vouched else self.text.state

    def put(self, title: str) -> None:
        """Put its words on."""
        tr = self.app.translator
        changed = tr.gettext(" (changed)") if self.written or self.vouched else ""
        self.query_one(".pair-title", MessageLabel).say(
            f"{SIGNS[self.state]} {title} · {state_words(self.state, tr)}{changed}"
        )
        self.query_one(".source", MessageLabel).say(self.text.source.strip("\n") or "–")
        self.set_class(self.state in TO_DO, "-to-do")
        self.set_class(self.state == "done", "-done")
