"""The command palette: commands by their names in any language, with or without accents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.text.fold import fold
from govtui.text.markers import N_
from govtui.text.width import pad, width
from govtui.tui.base.command import Command, availability
from govtui.tui.base.cursor_list import UNDER_FIELD, CursorList, MovesList
from govtui.tui.base.key_names import shown
from govtui.tui.base.line_list import Piece
from govtui.tui.base.safe_text import plain
from govtui.tui.base.screen import LocalizedModal
from govtui.tui.commands import PALETTE
from govtui.tui.textual_compat.ime import ImeInput

if TYPE_CHECKING:
    from govtui.tui.base.host import Host, RegistryApp


def found(query: str, tr: Translator) -> list[Command]:
    """Return the commands with title or help matching every word of the query by its start; titles first."""
    asked = fold(query).replace("/", " ").split()
    speakers = [tr, *(load(language) for language in LANGUAGES)]
    scored = []
    for place, command in enumerate(PALETTE):
        for rank, words in enumerate((command.title, command.help)):
            texts = [" " + fold(speaker.gettext(words)).replace("/", " ") for speaker in speakers]
            if any(all(f" {word}" in text for word in asked) for text in texts):
                scored.append((rank, place, command))
                break
    return [command for _, _, command in sorted(scored, key=lambda one: one[:2])]


class CommandList(CursorList, can_focus=False):
    """The list of commands found."""

    app: RegistryApp

    COMPONENT_CLASSES = {"palette--title", "palette--key", "palette--help", "palette--off"}
    EMPTY_LINE = 0

    class Chosen(CursorList.Chosen):
        """The command under the cursor was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, why: Callable[[Command], str]) -> None:
        super().__init__(id="commands")
        self._why = why
        self.commands: list[Command] = []

    @property
    def total(self) -> int:
        return len(self.commands)

    def show(self, commands: list[Command]) -> None:
        """Show commands, with the cursor on the first."""
        self.commands, self.cursor = commands, 0
        self.renew()

    def action_choose(self) -> None:
        if self.commands:
            self.post_message(self.Chosen(self.commands[self.cursor]))

    def cursor_style(self, line: int) -> str:
        return "row--cursor"

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        tr, command = self.app.translator, self.commands[line]
        key = shown(self.app.keymap.keys(f"command.{command.id}", command.keys), tr)
        why = self._why(command)
        room = max(0, cells - 2 - 26 - width(key) - 2)
        title, help_, keys = ("palette--off",) * 3 if why else ("palette--title", "palette--help", "palette--key")
        return (
            Piece(f"  {pad(tr.gettext(command.title), 25)} ", title),
            Piece(pad(why or tr.gettext(command.help), room), help_),
            Piece(f" {key} ", keys),
        )


class PaletteScreen(MovesList, LocalizedModal):
    """Dismissed with the action of the chosen command, or None."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", N_("Close"), id="palette.close"),
        *UNDER_FIELD,
    ]
    KEY_GROUP = "palette"
    AUTO_FOCUS = "Input"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield ImeInput(id="palette-query")
            yield CommandList(lambda command: availability(command, self._host))

    def retranslate(self) -> None:
        super().retranslate()
        query = self.query_one(Input)
        query.placeholder = plain(self.app.translator.gettext("Command…"))
        commands = self.query_one(CommandList)
        commands.empty = " " + self.app.translator.gettext("No such command. Delete letters to find more.")
        commands.refresh()  # what was found stays, whatever the language; so does the cursor

    def on_mount(self) -> None:
        self._find("")

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        self._find(message.value)

    def _find(self, query: str) -> None:
        self.query_one(CommandList).show(found(query, self.app.translator))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        commands = self.query_one(CommandList)
        if commands.commands:
            self.dismiss(commands.commands[commands.cursor].run)

    @on(CommandList.Chosen)
    def _clicked(self, message: CommandList.Chosen) -> None:
        self.dismiss(message.command.run)
