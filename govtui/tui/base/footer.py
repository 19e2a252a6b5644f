"""The keys that work now, on the last line.

Textual's Footer mounts a widget for every key, anew whenever one changes: that is most of what a language switch and the
first paint would cost. This draws the same line by itself, and is there in the first frame.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.screen import Screen

from govtui.i18n.translator import LANGUAGES, next_language
from govtui.text.width import width
from govtui.tui.base.line_list import LEFT, OneLine, Piece


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(piece.text) for piece in pieces)


class KeyBar(OneLine):
    """Each key that is to be shown with what it does; a click on it is the key."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        color: $footer-foreground;
        background: $footer-background;
        & > .key-bar--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        & > .key-bar--words {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        & > .key-bar--off { text-style: dim; }
    }
    """
    COMPONENT_CLASSES = {"key-bar--key", "key-bar--words", "key-bar--off"}

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Piece] | None = None
        self._help: int | None = None
        """Where help stands among the pieces."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.retranslate()

    def retranslate(self) -> None:
        """Ask for the keys anew at the next drawing."""
        self._pieces = None
        self.refresh()

    @property
    def is_cut(self) -> bool:
        """Whether there are more keys than the line has room for."""
        return _cells(self._all) > self.size.width

    def left(self) -> Sequence[Piece]:
        """The keys for which there is room, each whole; of those that work everywhere, help stays: it has the others."""
        pieces, room = self._all, self.size.width
        if _cells(pieces) <= room:
            return pieces
        help_ = [] if self._help is None else pieces[self._help : self._help + 2]
        room -= _cells(help_)
        out: list[Piece] = []
        for at in range(0, len(pieces), 2):
            pair = pieces[at : at + 2]
            if at == self._help:
                continue
            if _cells(pair) > room:
                break
            out += pair
            room -= _cells(pair)
        return [*out, *help_]

    @property
    def _all(self) -> list[Piece]:
        """All keys, each with what it does: two pieces a key."""
        if self._pieces is None:
            self._pieces = self._made()
        return self._pieces

    def _made(self) -> list[Piece]:
        out: list[Piece] = []
        self._help = None
        told = set()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and binding.action not in told:
                told.add(binding.action)
                if binding.id == "command.help":
                    self._help = len(out)
                action = f"app.simulate_key({binding.key!r})" if enabled else "app.bell"
                key, words = ("key-bar--key", "key-bar--words") if enabled else ("key-bar--off", "key-bar--off")
                out.append(Piece(f" {self.app.get_key_display(binding)} ", key, action))
                is_language = binding.id == "command.language"
                title = (
                    LANGUAGES[next_language(getattr(self.app, "language", ""))] if is_language else binding.description
                )
                out.append(Piece(f"{title} ", words, action))
        return out

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A key acts when it goes down. What it opens or closes must not have the click that follows, nor must this."""
        if event.button == LEFT and (action := self.action_at(event.x)):
            await self.run_action(action)

    def on_click(self, event: events.Click) -> None:  # type: ignore[override]
        event.prevent_default()
