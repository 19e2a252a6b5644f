"""Every command of the interface, once: its keys, its words, and what it runs.

Bindings, footer, the list of commands and docs/keys.*.md are made from this table. Letters act only outside text fields, and each has one
meaning on every screen (acts.py).
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from govtui.i18n.translator import LANGUAGES
from govtui.model.kinds import KINDS
from govtui.text.markers import N_
from govtui.tui.base.command import Command, Group, Need

WRITABLE, REFERENCES, RECORD, ROW, UNDO, REDO, GIT, PAST, FUTURE = Need

# fmt: off
COMMANDS = (
    Command("search", "slash", Group.FIND, N_("Search"),
            N_("Filter the list as you type, by words, dates and fields; accents may be left out."), "search"),
    Command("language", "f2", Group.READ, " / ".join(LANGUAGES.values()),
            N_("Switch the interface to the next language."), "app.switch_language", priority=True),
    Command("reading", "l", Group.READ, N_("Reading language"),
            N_("Read in the interface's language, in the other one, or in both."), "reading"),
    Command("sort", "s", Group.FIND, N_("Sort"),
            N_("Sort the list by name, date, type, place or kind, each time by the next; a click on a column's head does the same."), "list('sort')"),
    Command("reverse", "S", Group.FIND, N_("Reverse order"),
            N_("Sort the list from the other end."), "list('reverse')"),
    Command("jump", "comma", Group.FIND, N_("Go to name"),
            N_("Type the beginning of a name to go to it in the list."), "list('jump')"),
    Command("next-disputed", "n", Group.FIND, N_("Next disagreement"),
            N_("Go to the next record in the list on which sources disagree."), "list('disputed', 1)"),
    Command("previous-disputed", "N", Group.FIND, N_("Previous disagreement"),
            N_("Go to the previous record in the list on which sources disagree."), "list('disputed', -1)"),
    Command("mark", "space", Group.MARK, N_("Mark"),
            N_("Mark or unmark the record under the cursor, and move down."), "list('mark')", needs=(ROW,)),
    Command("mark-range", "v", Group.MARK, N_("Mark up to here"),
            N_("Mark all rows from the last mark to the cursor."), "list('mark_range')", needs=(ROW,)),
    Command("invert-marks", "asterisk", Group.MARK, N_("Invert marks"),
            N_("Mark what is not marked in the list, and unmark what is."), "list('invert_marks')", needs=(ROW,)),
    Command("only-marked", "M", Group.MARK, N_("Only what is marked"),
            N_("Show the marked records alone, or all again."), "list('only_marked')"),
    Command("clear-marks", "backslash", Group.MARK, N_("Clear marks"),
            N_("Unmark all records; press again to restore the marks."), "list('clear_marks')"),
    Command("views", "V", Group.FIND, N_("Saved views"),
            N_("Save this view under a name, or show one that was saved."), opens="views"),
    Command("facets", "f", Group.FIND, N_("Facets"),
            N_("Narrow the list by type, status, country, year and more, with counts beside the list."), "facets"),
    Command("pane", "tab", Group.GO, N_("Other pane"),
            N_("From the list to the reader and back."), "pane(1)"),
    Command("pane-back", "shift+tab", Group.GO, N_("Other pane"),
            N_("From the list to the reader and back."), "pane(-1)"),
    Command("zoom", "plus", Group.GO, N_("One pane"),
            N_("Give the whole width to one pane, or to both again."), "zoom"),
    Command("dense", "equals_sign", Group.GO, N_("One line a record"),
            N_("Show more records, with less about each; press again for two lines."), "list('dense')"),
    Command("back", "left_square_bracket,alt+left", Group.GO, N_("Back"),
            N_("Back to where you were, with list, filter and cursor."), "back", needs=(PAST,)),
    Command("forward", "right_square_bracket,alt+right", Group.GO, N_("Forward"),
            N_("Forward again."), "forward", needs=(FUTURE,)),
    Command("last-view", "minus", Group.GO, N_("Previous view"),
            N_("To the view before this one, and back again."), "last_view"),
    Command("all", "1", Group.FIND, N_("All records"),
            N_("Show records of every kind."), "kind('all')"),
    *(
        Command(kind.folder, kind.digit, Group.FIND, kind.command_title, kind.command_help, f"kind('{kind.key}')")
        for kind in KINDS.values()
    ),
    Command("home", "o", Group.GO, N_("Home"),
            N_("What can be done here, what is unfinished and what is new; press again to go back to the list."), "home"),
    Command("timeline", "t", Group.READ, N_("Timeline"),
            N_("The events, steps, terms and periods of the records in the list, on one axis."), opens="timeline"),
    Command("problems", "exclamation_mark", Group.PROGRAM, N_("Problems"),
            N_("Where sources disagree and what others add, errors, warnings, dangling links, orphans; Enter goes to the field."), opens="problems"),
    Command("matrix", "m", Group.READ, N_("Compare sources"),
            N_("Which source says what about the record: where they disagree, what others add, with lines and quotations."), opens="sources", needs=(RECORD,)),
    Command("coverage", "", Group.PROGRAM, N_("Translation coverage"),
            N_("What is to be translated, most important first, and how far the records are translated."), opens="coverage"),
    Command("parallel", "p", Group.READ, N_("Parallel reading"),
            N_("Read the record in both languages side by side, the reader alone on the screen; press again to go back."), "parallel"),
    Command("links", "b", Group.READ, N_("Links"),
            N_("What the record is linked to and by what, as a tree that opens step by step."), opens="links"),
    Command("source-text", "x", Group.READ, N_("Source text"),
            N_("The text of the sources beside what the record says of it: what stands there, what does not, what no record has."), opens="source-text", needs=(RECORD,)),
    Command("earlier", "less_than_sign", Group.PROGRAM, N_("Previous in the series"),
            N_("To the event before this one in its series."), "series(-1)"),
    Command("later", "greater_than_sign", Group.PROGRAM, N_("Next in the series"),
            N_("To the event after this one in its series."), "series(1)"),
    Command("orphans", "", Group.PROGRAM, N_("Orphans"),
            N_("The records that neither link to another nor are linked to, shown in the list of problems."), opens="orphans"),
    Command("dangling", "", Group.PROGRAM, N_("Dangling links"),
            N_("The links that lead to no record, shown in the list of problems."), opens="dangling"),
    Command("figures", "F", Group.READ, N_("Figures"),
            N_("What is in the list, counted by year, type, status and country, and progress tables compared."), opens="figures"),
    Command("copy", "y", Group.READ, N_("Copy"),
            N_("Copy, or save to a file, the record, the marked ones or the list: id, citation, and every format of export."), opens="copy", needs=(RECORD,)),
    Command("fields", "e,f4", Group.EDIT, N_("Edit a field"),
            N_("Edit the field under the cursor in a form; if there is none, choose one."), opens="fields", needs=(
            WRITABLE,
            RECORD,
        )),
    Command("edit", "E", Group.EDIT, N_("Edit the file"),
            N_("Edit the record's file, with its problems shown as you type."), opens="edit", needs=(
            WRITABLE,
            RECORD,
        )),
    Command("edit-outside", "", Group.EDIT, N_("Edit outside"),
            N_("Edit the record's file in your own editor ($VISUAL or $EDITOR)."), opens="edit-outside", needs=(
            WRITABLE,
            RECORD,
        )),
    Command("drafts", "", Group.EDIT, N_("Drafts"),
            N_("Texts that were typed and not saved."), opens="drafts", needs=(WRITABLE,)),
    Command("translate", "T", Group.EDIT, N_("Translate"),
            N_("Source and translation side by side, with what is missing or out of date; without a record, everything to translate."),
            opens="translate", needs=(WRITABLE,)),
    Command("new", "a", Group.EDIT, N_("New record"),
            N_("Add a record; similar ones are shown first."), opens="new", needs=(WRITABLE,)),
    Command("rename", "r", Group.EDIT, N_("Rename"),
            N_("Give a record another id, in every file that refers to it."), opens="rename", needs=(
            WRITABLE,
            REFERENCES,
            RECORD,
        )),
    Command("remove", "d", Group.EDIT, N_("Delete"),
            N_("Delete a record; what refers to it is shown first."), opens="remove", needs=(
            WRITABLE,
            REFERENCES,
            RECORD,
        )),
    Command("merge", "", Group.EDIT, N_("Merge two records"),
            N_("Merge the two marked records, which are about the same thing; the result is shown first."), opens="merge", needs=(
            WRITABLE,
            REFERENCES,
        )),
    Command("undo", "u", Group.EDIT, N_("Undo"),
            N_("Undo the last save of this session."), "app.undo", needs=(
            WRITABLE,
            UNDO,
        )),
    Command("redo", "U", Group.EDIT, N_("Redo"),
            N_("Redo what was undone."), "app.redo", needs=(
            WRITABLE,
            REDO,
        )),
    Command("history", "h", Group.READ, N_("History"),
            N_("Who changed what in this record, by version or by field, as git has it; restore a version or a value."), opens="history", needs=(RECORD,)),
    Command("share", "c", Group.EDIT, N_("Share"),
            N_("Commit what was saved to the history in git, sync it with others through a server, or propose"
               " it for review."), opens="share"),
    Command("commit", "", Group.EDIT, N_("Commit"),
            N_("Commit to git what was changed here; nothing else."), opens="commit", needs=(
            WRITABLE,
            GIT,
        )),
    Command("unmerged", "", Group.EDIT, N_("Unfinished merge"),
            N_("Decide field by field the records that a merge in git left in conflict, and finish the merge."), opens="unmerged", needs=(
            WRITABLE,
            GIT,
        )),
    Command("init", "", Group.PROGRAM, N_("New registry"),
            N_("Begin a registry of your own in a folder, and open it; the files that are written are shown first."), opens="init"),
    Command("themes", "", Group.PROGRAM, N_("Theme"),
            N_("Choose the colours: dark, light, or with high contrast; each is shown at once."), opens="themes"),
    Command("reload", "R,f5", Group.PROGRAM, N_("Reload"),
            N_("Read all files again."), "reload"),
    Command("up", "escape", Group.GO, N_("Clear or go up"),
            N_("Close the reader, clear the filter, go home."), "up"),
    Command("palette", "colon,ctrl+p", Group.PROGRAM, N_("Commands"),
            N_("Find a command or key by its name or by what it does, in either language."), "palette"),
    Command("help", "question_mark,f1", Group.PROGRAM, N_("Help"),
            N_("The keys that work here."), "app.help"),
    Command("quit", "q,ctrl+q", Group.PROGRAM, N_("Quit"),
            N_("Back to the list; from the list, quit govtui. Ctrl+Q quits from anywhere, and drafts are kept."), "quit"),
)
# fmt: on
"""In the order in which they are offered."""


def bindings(*ids: str) -> list[BindingType]:
    """Return the commands (all, or those with these ids) as Textual's bindings; descriptions are message ids, put into words where they
    are shown."""
    return [
        Binding(
            command.keys,
            command.run,
            command.title,
            tooltip=command.help,
            id=f"command.{command.id}",
            priority=command.priority,
        )
        for command in COMMANDS
        if command.keys and (not ids or command.id in ids)
    ]
