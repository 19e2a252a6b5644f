"""Every command of the interface, once: its keys, its words, and what it runs.

Bindings, footer, help and palette are made from this table, so that none of them can say something else.
A letter that a Telex input method composes acts as the key it came from (đ = d,
ơ and ư = [ and ]); letters act only outside text fields.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

from govtui.i18n.marks import N_


class Command(NamedTuple):
    """Something a user can do; `action` is run on the browse screen."""

    id: str
    keys: str
    action: str
    title: str
    help: str
    footer: str = ""
    """The short title in the footer; empty for commands that do not stand there."""
    priority: bool = False


COMMANDS = (
    Command(
        "search",
        "slash",
        "search",
        N_("Search"),
        N_("Filter the list as you type; accents may be left out."),
        N_("Search"),
    ),
    Command(
        "language",
        "f2",
        "app.switch_language",
        N_("Tiếng Việt / English"),
        N_("Switch the interface to the other language."),
        # L10N: the name of the other language, in that language
        N_("Tiếng Việt"),
        priority=True,
    ),
    Command(
        "reading",
        "l",
        "reading",
        N_("Reading language"),
        N_("Read in the interface's language, in the other one, or in both."),
        N_("Read…"),
    ),
    Command("sort", "s", "sort", N_("Sort"), N_("Sort the list by name or by date.")),
    Command(
        "facets",
        "f",
        "over('facets')",
        N_("Facets"),
        N_("Narrow the list by type, status, country, year and more."),
        N_("Facets"),
    ),
    Command(
        "back",
        "left_square_bracket,alt+left,ơ",
        "back",
        N_("Back"),
        N_("Back to where you were, with list, filter and cursor."),
        N_("Back"),
    ),
    Command("forward", "right_square_bracket,alt+right,ư", "forward", N_("Forward"), N_("Forward again.")),
    Command("pane", "tab", "pane(1)", N_("Other pane"), N_("From the list to the reader and back.")),
    Command("pane-back", "shift+tab", "pane(-1)", N_("Other pane"), N_("From the list to the reader and back.")),
    Command("zoom", "plus", "zoom", N_("One pane"), N_("Give the whole width to one pane, or to both again.")),
    Command("all", "1", "kind('all')", N_("All records"), N_("Show records of every kind.")),
    Command("organizations", "2", "kind('organization')", N_("Organizations"), N_("Show organizations only.")),
    Command(
        "declarations", "3", "kind('declaration')", N_("Declarations"), N_("Show declarations and other texts only.")
    ),
    Command("events", "4", "kind('event')", N_("Events"), N_("Show events only.")),
    Command("sources", "5", "kind('source')", N_("Sources"), N_("Show sources only.")),
    Command(
        "overview", "o", "over('overview')", N_("Overview"), N_("What the registry holds, and what is wrong with it.")
    ),
    Command("reload", "R,f5", "reload", N_("Reload"), N_("Read all files again.")),
    Command("up", "escape", "up", N_("Clear or go up"), N_("Clear the filter, leave the reader.")),
    Command(
        "palette",
        "colon,ctrl+p",
        "palette",
        N_("Commands"),
        N_("Find a command by its name in either language."),
        N_("Commands"),
    ),
    Command("help", "question_mark,f1", "over('help')", N_("Help"), N_("The keys that work here."), N_("Help")),
    Command("quit", "q,ctrl+q", "quit", N_("Quit"), N_("Leave govtui."), N_("Quit")),
)
"""In the order in which they are offered."""

PALETTE = tuple(command for command in COMMANDS if command.id not in ("palette", "pane-back", "up"))


def bindings(*ids: str) -> list[BindingType]:
    """The commands (all, or those with these ids) as Textual's bindings; descriptions are message ids, put into words
    where they are shown."""
    return [
        Binding(
            command.keys,
            command.action,
            command.footer or command.title,
            show=bool(command.footer),
            tooltip=command.help,
            id=f"command.{command.id}",
            priority=command.priority,
        )
        for command in COMMANDS
        if not ids or command.id in ids
    ]
