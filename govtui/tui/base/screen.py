"""Screens and widgets whose words follow the interface's language while they are open.

`compose` builds structure; words are put on by `retranslate`, which is called at mounting and at each change of language
and may be called at any time. Typed text, focus, cursor and scroll are not its business and stay.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.events import Click
from textual.screen import ModalScreen, Screen

from govtui.tui.base.line_list import LEFT
from govtui.tui.commands import bindings
from govtui.tui.textual_compat.bindings import localized_active_bindings
from govtui.tui.textual_compat.vanished import NothingStays

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp


@runtime_checkable
class Retranslated(Protocol):
    """A widget that puts its words on anew."""

    def retranslate(self) -> None: ...


@runtime_checkable
class Leaving(Protocol):
    """A screen with a way out of its own, on which something may be lost."""

    def action_leave(self) -> None: ...


FEATURE_STYLES = [
    Path(__file__).parent.parent / feature / f"{feature}.tcss"
    for feature in ("base", "edit", "translate", "versions", "views")
]
"""The style sheets of the features, in the order in which they are read; of rules that are as specific the later one counts."""


MOVED = Binding("D", "sources_moved", show=False, id="moved.sources")
"""Of a letter of the first edition: it says which one does that now."""


class LocalizedScreen(NothingStays, Screen[Any]):
    """A screen whose footer, keys and widgets change their words with the interface's language."""

    CSS_PATH: ClassVar[list[Path] | None] = FEATURE_STYLES  # type: ignore[assignment]
    """Read when the first screen is opened that does not say otherwise."""

    app: RegistryApp

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the interface's language; key dispatch does not look here."""
        return localized_active_bindings(super().active_bindings, self.app.translator)

    def on_mount(self) -> None:
        self.retranslate()

    def index_changed(self) -> None:
        """The registry was found changed; show what is there now."""

    def build_progressed(self) -> None:
        """More of the files was read for the full text; nothing else changed."""

    def conflicts_changed(self) -> None:
        """Other records than before wait for a decision of a merge (base.settling)."""

    def keep_typed(self) -> None:
        """The program ends now: keep what was typed. May use neither Textual nor anything that waits."""

    def would_lose(self) -> bool:
        """Whether something is typed here that is no draft, so that it would be lost if the program ended now."""
        return False

    def retranslate(self) -> None:
        """Put every word on this screen into the interface's language."""
        self.put_words_on(self)
        self.refresh_bindings()

    def action_sources_moved(self) -> None:
        """Say which key shows what the sources say."""
        self.app.say(self.app.translator.gettext("m: sources"))

    @staticmethod
    def put_words_on(node: DOMNode) -> None:
        """The words of a widget and of all that it holds."""
        for widget in node.walk_children(with_self=not isinstance(node, Screen)):
            if isinstance(widget, Retranslated):
                widget.retranslate()


class LocalizedModal(LocalizedScreen, ModalScreen[Any]):
    """The same, over what lies beneath: the keys of the screen below sleep, but for those of the language and of the help.

    A click beside it, where the screen below is seen, is Esc: whatever asks before it throws something away asks then, too.
    """

    BINDINGS = [*bindings("language", "help")]

    @property
    def closed_by_click(self) -> bool:
        """Whether a click beside it closes it now. Where Esc throws away what was typed, it must not: one slips easily."""
        return self.styles.background.a < 1

    def on_click(self, event: Click) -> None:
        if event.widget is self and event.button == LEFT and self.closed_by_click:
            self.app.call_later(
                self.app.simulate_key, "escape"
            )  # sent from here it would not bubble beyond this screen
