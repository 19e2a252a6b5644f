"""Every command of the interface, once: its keys, its words, and what it runs.

Bindings, footer, help and palette are made from this table, so that none of them can say something else.
A letter that a Telex input method composes acts as the key it came from (đ = d,
ơ and ư = [ and ]); letters act only outside text fields.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from govtui.i18n.translator import LANGUAGES
from govtui.model.kinds import KINDS
from govtui.text.markers import N_
from govtui.tui.base.command import Command

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
        " / ".join(LANGUAGES.values()),
        N_("Switch the interface to the next language."),
        "F2",  # the footer shows the next language by its own name (base/footer.py)
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
    Command(
        "sort",
        "s",
        "list('sort')",
        N_("Sort"),
        N_(
            "Sort the list by name, date, type, place or kind, each time by the next; a click on a column's head does the same."
        ),
    ),
    Command("reverse", "S", "list('reverse')", N_("Reverse order"), N_("Sort the list from the other end.")),
    Command(
        "jump", "comma", "list('jump')", N_("Go to name"), N_("Type the beginning of a name to go to it in the list.")
    ),
    Command(
        "mark", "space", "list('mark')", N_("Mark"), N_("Mark or unmark the record under the cursor, and move down.")
    ),
    Command(
        "mark-range",
        "v",
        "list('mark_range')",
        N_("Mark up to here"),
        N_("Mark all rows from the last mark to the cursor."),
    ),
    Command(
        "invert-marks",
        "asterisk",
        "list('invert_marks')",
        N_("Invert marks"),
        N_("Mark what is not marked in the list, and unmark what is."),
    ),
    Command(
        "only-marked",
        "M",
        "list('only_marked')",
        N_("Only what is marked"),
        N_("Show the marked records alone, or all again."),
    ),
    Command(
        "clear-marks",
        "backslash",
        "list('clear_marks')",
        N_("Clear marks"),
        N_("Unmark all records; press again to restore the marks."),
    ),
    Command(
        "views",
        "V",
        "over('views')",
        N_("Saved views"),
        N_("Save this view under a name, or show one that was saved."),
    ),
    Command("last-view", "minus", "last_view", N_("Previous view"), N_("To the view before this one, and back again.")),
    Command(
        "facets",
        "f",
        "facets",
        N_("Facets"),
        N_("Narrow the list by type, status, country, year and more, with counts beside the list."),
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
    Command(
        "dense",
        "equals_sign",
        "list('dense')",
        N_("One line a record"),
        N_("Show more records, with less about each; press again for two lines."),
    ),
    Command("all", "1", "kind('all')", N_("All records"), N_("Show records of every kind.")),
    *(
        Command(kind.folder, kind.digit, f"kind('{kind.key}')", kind.command_title, kind.command_help)
        for kind in KINDS.values()
    ),
    Command(
        "overview", "o", "over('overview')", N_("Overview"), N_("What the registry holds, and what is wrong with it.")
    ),
    Command(
        "timeline",
        "t",
        "over('timeline')",
        N_("Timeline"),
        N_("The events, steps, terms and periods of the records in the list, on one axis."),
    ),
    Command(
        "problems",
        "exclamation_mark",
        "over('problems')",
        N_("Problems"),
        N_("All problems in groups: errors, discrepancies, warnings; Enter goes to the field."),
    ),
    Command(
        "discrepancies",
        "D,Đ",
        "over('discrepancy')",
        N_("Discrepancies"),
        N_("The discrepancies of this record: both sides next to each other, with their sources."),
    ),
    Command(
        "coverage",
        "c",
        "over('coverage')",
        N_("Translation coverage"),
        N_("What is to be translated, most important first, and how far the records are translated."),
    ),
    Command(
        "parallel",
        "p",
        "over('parallel')",
        N_("Parallel reading"),
        N_("Read the record in both languages side by side, paragraph by paragraph."),
    ),
    Command(
        "links",
        "b",
        "over('links')",
        N_("Links"),
        N_("What the record is linked to and by what, as a tree that opens step by step."),
    ),
    Command(
        "earlier",
        "less_than_sign",
        "series(-1)",
        N_("Previous in the series"),
        N_("To the event before this one in its series."),
    ),
    Command(
        "later",
        "greater_than_sign",
        "series(1)",
        N_("Next in the series"),
        N_("To the event after this one in its series."),
    ),
    Command(
        "orphans",
        "",
        "over('orphans')",
        N_("Orphans"),
        N_("The records that neither link to another nor are linked to."),
    ),
    Command("dangling", "", "over('dangling')", N_("Dangling links"), N_("The links that lead to no record.")),
    Command(
        "figures",
        "F",
        "over('figures')",
        N_("Figures"),
        N_("What is in the list, counted by year, type, status and country, and progress tables compared."),
    ),
    Command(
        "copy",
        "y",
        "over('copy')",
        N_("Copy"),
        N_("Copy the record's id, a citation, BibTeX, its address, a brief, its file."),
    ),
    Command(
        "fields",
        "m,f4",
        "over('choose_field')",
        N_("Edit a field"),
        N_("Change or add a single field in a form."),
    ),
    Command(
        "edit",
        "e",
        "over('edit_text')",
        N_("Edit the text"),
        N_("Edit the record's file, with its problems shown as you type."),
    ),
    Command(
        "edit-outside",
        "E",
        "over('edit_outside')",
        N_("Edit outside"),
        N_("Edit the record's file in your own editor ($VISUAL or $EDITOR)."),
    ),
    Command("drafts", "", "over('drafts')", N_("Drafts"), N_("Texts that were typed and not saved.")),
    Command(
        "translate",
        "T",
        "over('translate')",
        N_("Translate"),
        N_("Source and translation side by side, with what is missing or out of date."),
    ),
    Command("new", "a", "over('new_record')", N_("New record"), N_("Add a record; similar ones are shown first.")),
    Command(
        "rename",
        "r",
        "over('rename')",
        N_("Rename"),
        N_("Give a record another id, in every file that refers to it."),
    ),
    Command("remove", "d,đ", "over('remove')", N_("Delete"), N_("Delete a record; what refers to it is shown first.")),
    Command("undo", "u", "app.undo", N_("Undo"), N_("Undo the last save of this session.")),
    Command("redo", "U", "app.redo", N_("Redo"), N_("Redo what was undone.")),
    Command(
        "history",
        "h",
        "over('history')",
        N_("History"),
        N_("The versions of this record in git, what each changed; restore one."),
    ),
    Command("commit", "", "over('commit')", N_("Commit"), N_("Commit to git what was changed here; nothing else.")),
    Command(
        "themes",
        "",
        "over('themes')",
        N_("Theme"),
        N_("Choose the colours: dark, light, or with high contrast; each is shown at once."),
    ),
    Command("reload", "R,f5", "reload", N_("Reload"), N_("Read all files again.")),
    Command("up", "escape", "up", N_("Clear or go up"), N_("Clear the filter, close the reader.")),
    Command(
        "palette",
        "colon,ctrl+p",
        "palette",
        N_("Commands"),
        N_("Find a command by its name in either language."),
        N_("Commands"),
    ),
    Command("help", "question_mark,f1", "app.help", N_("Help"), N_("The keys that work here."), N_("Help")),
    Command(
        "quit",
        "q,ctrl+q",
        "quit",
        N_("Quit"),
        N_("Back to the list; from the list, quit govtui. Ctrl+Q quits from anywhere, and drafts are kept."),
        N_("Quit"),
    ),
)
"""In the order in which they are offered."""

PALETTE = tuple(command for command in COMMANDS if command.id not in ("palette", "pane-back", "up"))


def bindings(*ids: str, show: bool = True) -> list[BindingType]:
    """The commands (all, or those with these ids) as Textual's bindings, `show`: in the footer if they stand there at all;
    descriptions are message ids, put into words where they are shown."""
    return [
        Binding(
            command.keys,
            command.action,
            command.footer or command.title,
            show=show and bool(command.footer),
            tooltip=command.help,
            id=f"command.{command.id}",
            priority=command.priority,
        )
        for command in COMMANDS
        if command.keys and (not ids or command.id in ids)
    ]
