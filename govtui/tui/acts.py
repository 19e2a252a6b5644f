"""Acts: what each letter, digit and sign does; a key has one meaning on every screen.

The help and docs/keys.*.md show this table, and a test walks the bindings of all screens, widgets and commands to hold them to it.
"""

from __future__ import annotations

from typing import NamedTuple

from govtui.text.markers import NP_


class Act(NamedTuple):
    """One meaning, the keys that have it (Textual's names), and the ids of the bindings that carry it out."""

    words: str
    keys: tuple[str, ...]
    ids: tuple[str, ...]


# fmt: off
ACTS = (
    Act(NP_("act", "Add: a record; a line to those left out on purpose"), ("a",), ("command.new", "source.leave-out")),
    Act(NP_("act", "Links of the record"), ("b",), ("command.links", "links.leave", "matrix.links")),
    Act(NP_("act", "Share: commit, sync, propose"), ("c",), ("command.share", "share.close")),
    Act(NP_("act", "Delete: a record, a draft; a question always names it first"), ("d",), ("command.remove", "drafts.away")),
    Act(NP_("act", "Edit the field, or the value"), ("e",), ("command.fields", "matrix.field", "problems.field", "clash.edit")),
    Act(NP_("act", "Edit the file, or the whole text"), ("E",), ("command.edit", "problems.edit", "conflict.whole")),
    Act(NP_("act", "Narrow what is listed, or widen it"), ("f",), ("command.facets", "problems.filter", "coverage.filter")),
    Act(NP_("act", "Figures"), ("F",), ("command.figures", "figures.close")),
    Act(NP_("act", "First, last"), ("g", "G"), ("move.first", "move.last")),
    Act(NP_("act", "History of the record"), ("h",), ("command.history", "history.close")),
    Act(NP_("act", "Down, up"), ("j", "k"), ("move.down", "move.up")),
    Act(NP_("act", "Next, previous section"), ("J", "K"), ("page.next-section", "page.previous-section")),
    Act(NP_("act", "Language that records are read in"), ("l",), ("command.reading",)),
    Act(NP_("act", "What the sources say"), ("m",), ("command.matrix", "matrix.close", "problems.sides")),
    Act(NP_("act", "Only what is marked, or all"), ("M",), ("command.only-marked",)),
    Act(NP_("act", "Next, previous: hits in a page; in the list, records on which sources disagree; in the text of a source, lines that no record cites"), ("n", "N"), (
        "find.next", "find.previous", "command.next-disputed", "command.previous-disputed", "source.next-open", "source.previous-open",
    )),
    Act(NP_("act", "Home, and back to the list"), ("o",), ("command.home", "home.close")),
    Act(NP_("act", "Both languages side by side"), ("p",), ("command.parallel",)),
    Act(NP_("act", "Back: out of a screen; from the reader to the list, from there home, from home out of the program"), ("q",), (
        "command.quit", "commit.close", "conflict.leave", "copy.close", "copy-file.leave", "coverage.close", "matrix.close",
        "drafts.later", "fields.close", "figures.close", "form.leave", "commands.quit", "history.leave", "leave-out.leave", "links.leave",
        "merge.leave", "migrate.leave", "new.leave", "peek.close", "problems.leave", "question.close", "registry.leave",
        "remove.leave", "rename.leave", "review.close", "share.leave", "source-text.leave", "text.leave", "themes.leave", "timeline.close",
        "translate.leave", "value.leave", "views.close", "unmerged.close",
    )),
    Act(NP_("act", "Change the id"), ("r",), ("command.rename",)),
    Act(NP_("act", "Read all files again"), ("R",), ("command.reload",)),
    Act(NP_("act", "Order: by the next column; of problems, by kind or record; of a history, by version or field"), ("s",), ("command.sort", "history.turn", "problems.group")),
    Act(NP_("act", "Reverse the order"), ("S",), ("command.reverse",)),
    Act(NP_("act", "Timeline"), ("t",), ("command.timeline", "timeline.close")),
    Act(NP_("act", "Translate: the texts of the record; without one, everything to translate"), ("T",), ("command.translate",)),
    Act(NP_("act", "Undo the last save; restore an earlier version"), ("u",), ("command.undo", "history.restore")),
    Act(NP_("act", "Redo"), ("U",), ("command.redo",)),
    Act(NP_("act", "Mark all rows from the last mark to here"), ("v",), ("command.mark-range",)),
    Act(NP_("act", "Saved views"), ("V",), ("command.views",)),
    Act(NP_("act", "Text of the sources beside the facts"), ("x",), ("command.source-text", "matrix.source-text", "source-text.leave")),
    Act(NP_("act", "Copy, or save as a file"), ("y",), ("command.copy", "copy.close", "matrix.copy")),
    Act(NP_("act", "Mark, or select; in a text, a page down"), ("space",), (
        "command.mark", "facets.choose", "pending.tick", "versions.mark", "page.onward",
    )),
    Act(NP_("act", "Mark what is not marked, and unmark what is"), ("asterisk",), ("command.invert-marks", "pending.all")),
    Act(NP_("act", "Clear all marks"), ("backslash",), ("command.clear-marks",)),
    Act(NP_("act", "Search, or filter what is shown"), ("slash",), ("command.search", "find.open", "links.filter", "commands.find")),
    Act(NP_("act", "Go to a name in the list"), ("comma",), ("command.jump",)),
    Act(NP_("act", "Back and forward, as in a browser"), ("left_square_bracket", "right_square_bracket"), ("command.back", "command.forward")),
    Act(NP_("act", "Previous view"), ("minus",), ("command.last-view",)),
    Act(NP_("act", "One pane, or all"), ("plus",), ("command.zoom",)),
    Act(NP_("act", "One line a record, or two"), ("equals_sign",), ("command.dense",)),
    Act(NP_("act", "Previous and next event of the series"), ("less_than_sign", "greater_than_sign"), ("command.earlier", "command.later")),
    Act(NP_("act", "All kinds, or one kind of record"), ("1", "2", "3", "4", "5"), (
        "command.all", "command.organizations", "command.declarations", "command.events", "command.sources",
    )),
    Act(NP_("act", "Today, on the timeline"), ("full_stop",), ("timeline.today",)),
    Act(NP_("act", "Problems"), ("exclamation_mark",), ("command.problems", "problems.leave")),
    Act(NP_("act", "Commands, by name"), ("colon",), ("command.palette",)),
    Act(NP_("act", "Keys that work here"), ("question_mark",), ("command.help",)),
)
# fmt: on

MOVED = {"D": "moved.sources"}
"""Letters of the first edition that only say where their meaning went, with the ids of the bindings."""

UNBOUND = (*"iwWXzZ",)
"""Letters that stay free: input methods make others of some, and all are for what is still to come."""
