"""The last line: the keys of the focused pane in the order of their use, as many as fit.

Textual's Footer mounts a widget for every key, anew whenever one changes: that is most of what a language switch and the
first paint would cost. This draws the same line by itself, and is there in the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen

from govtui.i18n.translator import LANGUAGES, next_language
from govtui.text.width import width
from govtui.tui.base.command import availability
from govtui.tui.base.key_names import key_name
from govtui.tui.base.line_list import LEFT, OneLine, Piece
from govtui.tui.commands import COMMANDS
from govtui.tui.contexts import RANGE, SHORT_KEYS, Entry, footer

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

_COMMANDS = {f"command.{command.id}": command for command in COMMANDS}


def command_key(id: str, app: RegistryApp) -> str:
    """Return the first key of a command, as people read it."""
    chosen = app.keymap.by_id.get(f"command.{id}") or _COMMANDS[f"command.{id}"].keys
    return key_name(chosen.partition(",")[0], app.translator)


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(piece.text) for piece in pieces)


Entries = Sequence[Sequence[Piece]]
"""The pieces of each entry, the first of which begins with two blanks."""


def fitted(some: Entries, always: Entries, cells: int) -> Sequence[Piece]:
    """Return the entries that fit into so many cells: those that always stand, then the others."""
    while len(always) > 1 and sum(map(_cells, always)) > cells + 1:
        always = always[1:]
    room = cells + 1 - sum(map(_cells, always))  # one blank stands before the first
    shown = []
    for entry in some:
        if (needed := _cells(entry)) <= room:
            shown.append(entry)
            room -= needed
    pieces = [piece for entry in (*shown, *always) for piece in entry]
    return [pieces[0]._replace(text=pieces[0].text[1:]), *pieces[1:]] if pieces else []


class KeyBar(OneLine):
    """Each key that is to be shown with what it does; a click on it is the key."""

    app: RegistryApp

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
        self._made: tuple[Entries, Entries] | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.retranslate()

    def retranslate(self) -> None:
        """Ask for the keys anew at the next drawing."""
        self._made = None
        self.refresh()

    def renew(self) -> None:
        self._made = None
        super().renew()

    @property
    def entries(self) -> tuple[Entries, Entries]:
        """All entries: those that stand where there is room, in order, and those that always do; the pieces of each."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for the first entry beside those that always stand."""
        some, always = self.entries
        return sum(map(_cells, [*some[:1], *always])) > self.size.width + 1

    def left(self) -> Sequence[Piece]:
        return fitted(*self.entries, self.size.width)

    def _make(self) -> tuple[Entries, Entries]:
        screen = self.screen
        active: dict[str, dict[str, ActiveBinding]] = {}
        for key, found in screen.active_bindings.items():
            active.setdefault(found.binding.id or f"={found.binding.action}", {})[key] = found
        nodes = (screen.focused, screen)
        classes = [cls.__name__ for node in nodes if node is not None for cls in type(node).__mro__]
        some: list[list[Piece]] = []
        always: list[list[Piece]] = []
        for entry in footer(*classes):
            if pieces := self._pieces(entry, active):
                (always if entry.stays else some).append(pieces)
        return some, always

    def _pieces(self, entry: Entry, active: Mapping[str, Mapping[str, ActiveBinding]]) -> list[Piece]:
        """Return an entry with two blanks before it; nothing where one of its keys does not work here."""
        out: list[Piece] = []
        tr, words, style = self.app.translator, "", "key-bar--off"
        for id, preferred in entry.keys:
            if id not in active:
                return []
            key = preferred if preferred in active[id] else next(iter(active[id]))
            found = active[id][key]
            is_on = found.enabled and not (id in _COMMANDS and availability(_COMMANDS[id], self.app.host))
            action = f"app.simulate_key({key!r})" if is_on else "app.bell"
            shown = tr.pgettext("footer", SHORT_KEYS[key]) if key in SHORT_KEYS else key_name(key, tr)
            after = RANGE if entry.is_range and not out else " "
            out.append(Piece(f"{shown}{after}", "key-bar--key" if is_on else "key-bar--off", action))
            words, style = found.binding.description, "key-bar--words" if is_on else style
        if entry.keys[0][0] == "command.language":
            words = LANGUAGES[next_language(self.app.language)]
        elif own := getattr(self.screen.focused, "footer_words", {}).get(entry.keys[0][0]):
            words = tr.pgettext("footer", own)
        elif entry.words:
            words = tr.pgettext("footer", entry.words)
        return [out[0]._replace(text=f"  {out[0].text}"), *out[1:], Piece(words, style, out[-1].action)]

    async def on_mouse_down(self, event: events.MouseDown) -> None:
        """A key acts when it goes down. What it opens or closes must not have the click that follows, nor must this."""
        if event.button == LEFT and (action := self.action_at(event.x)):
            await self.run_action(action)

    def on_click(self, event: events.Click) -> None:  # type: ignore[override]
        event.prevent_default()
