"""Footers: the keys of each screen and pane in the order of their use, as data.

An entry is the id of a binding, as [keys] in the configuration has it: a command's stands without "command.". `id/key` shows that key
of several, `id+id` is one entry for two, `id–id` for all from one to another, `=action` is a key of Textual's own. What does not work where the focus is, is left out; what is off, dimmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.text.markers import NP_


def _screen(keys: str, close: str) -> str:
    """What is read, as the browse screen is: q leads back, ? tells the keys."""
    return f"{keys} language | {close}/q help"


def _form(keys: str, close: str) -> str:
    """What is typed into takes letters and signs, and a question is answered as a form is: Esc and F1."""
    return f"{keys} language | {close} help/f1".lstrip()


FOOTERS: Mapping[str, str] = {
    # the panes of the browse screen
    "RecordList": "list.open search facets timeline fields new matrix translate copy mark sort reading language"
    " next-disputed+previous-disputed links history parallel problems views palette | home quit help",
    "HomeList": "home.open search timeline problems translate new home.close all–sources views figures language | quit help",
    "ReaderPane": "page.follow find.next+find.previous find.open page.next-section matrix links fields copy parallel history earlier+later"
    " translate source-text back reading language home palette | quit help",
    "FacetList": "facets.choose facets.only facets.close facets search facets.open reading language | quit help",
    "SearchInput": "=submit up search.down search.complete language | help/f1",
    "FindInput": "find.keep find.give-up find.down find.up language | help/f1",
    "LinkFilter": "=submit language | links.close help/f1",
    "JumpInput": "jump.finish language | jump.give-up help/f1",
    # what is read
    "CopyScreen": _form("choices.choose copy.save copy.previous-records+copy.next-records", "copy.close"),
    "CoverageScreen": _screen("window.choose coverage.go coverage.filter coverage.other", "coverage.close"),
    "FiguresScreen": _screen("page.follow find.open page.next-section", "figures.close"),
    "HistoryScreen": _screen(
        "history-fields.open versions.open versions.mark history.turn history.restore history.pane", "history.leave"
    ),
    "LinksScreen": _screen("tree.choose tree.open tree.close links.filter", "links.leave"),
    "PreviewScreen": _screen("page.follow find.open peek.go", "peek.close"),
    "ProblemsScreen": _screen(
        "window.choose problems.close+problems.open problems.field problems.sides problems.group problems.filter problems.merge problems.edit",
        "problems.leave",
    ),
    "ShareScreen": _screen("choices.choose page.follow share.pane", "share.leave"),
    "SourcesScreen": _screen(
        "matrix.choose page.follow matrix.previous-source+matrix.next-source matrix.field matrix.copy matrix.links"
        " matrix.source-text matrix.other",
        "matrix.close",
    ),
    "SourceTextScreen": _screen(
        "facts.choose line.choose source.facts find.open source.leave-out source.next-open source-text.next-source source-text.pane",
        "source-text.leave",
    ),
    "ThemesScreen": _form("choices.choose", "themes.leave"),
    "TimelineScreen": _screen(
        "timeline.open timeline.nearer timeline.farther timeline.today timeline.earlier+timeline.later",
        "timeline.close",
    ),
    # questions, and what is looked at before it is saved
    "DraftsScreen": _form("drafts.go-on drafts.difference drafts.away", "drafts.later"),
    "MigrateScreen": _form("migrate.answer", "migrate.leave"),
    "QuestionScreen": _form("question.answer", "question.close"),
    "RemoveScreen": _form("remove.answer", "remove.leave"),
    "ResultScreen": _form("result.use result.insist find.open", "review.close"),
    "ReviewScreen": _form("review.save review.draft review.insist find.open", "review.close"),
    "UnmergedScreen": _form("unmerged.choose", "unmerged.close"),
    # forms
    "CommandsScreen": _form("commands.run =submit commands.find", "commands.close"),
    "CommitScreen": _form("pending.tick pending.all commit.commit", "commit.close"),
    "ClashScreen": _form("conflict.result clash.mine clash.theirs clash.edit conflict.whole", "conflict.leave"),
    "EditOutsideScreen": "language | help/f1",
    "EditTextScreen": _form("text.save text.offer text.next-problem", "text.leave"),
    "FieldChooser": _form("field.choose fields.open field.drop", "fields.close"),
    "LeaveOutForm": _form("field.choose choices.choose leave-out.save", "leave-out.leave"),
    "MergeScreen": _form("merge.result difference.kept difference.other clash.edit merge.swap", "merge.leave"),
    "NewRecordScreen": _form("field.choose choices.choose new.save new.anew", "new.leave"),
    "NewRegistryScreen": _form("field.choose registry.save", "registry.leave"),
    "SaveCopyScreen": _form("copy-file.save", "copy-file.leave"),
    "RenameScreen": _form("rename.save", "rename.leave"),
    "TranslateScreen": _form(
        "translate.save translate.next translate.swap translate.vouch translate.take", "translate.leave"
    ),
    "ValueForm": _form("field.choose choices.choose form.save form.others field.drop", "form.leave"),
    "WholeTextScreen": _form("value.take-text value.next-problem", "value.leave"),
    "ValueScreen": _form("value.take", "value.leave"),
    "ViewsScreen": _form("views.choose views.drop", "views.close"),
}
"""Entries by class of the focused pane, or of the screen, as many as fit; those after | always stand."""

WORDS: Mapping[str, str] = {
    "search": NP_("footer", "Search"),
    "facets": NP_("footer", "Narrow"),
    "timeline": NP_("footer", "Time"),
    "fields": NP_("footer", "Edit"),
    "new": NP_("footer", "Add"),
    "matrix": NP_("footer", "Sources"),
    "matrix.previous-source+matrix.next-source": NP_("footer", "Source"),
    "translate": NP_("footer", "Translate"),
    "copy": NP_("footer", "Copy"),
    "copy.save": NP_("footer", "Save"),
    "copy.previous-records+copy.next-records": NP_("footer", "Which records"),
    "mark": NP_("footer", "Mark"),
    "sort": NP_("footer", "Sort"),
    "reading": NP_("footer", "Language"),
    "home": NP_("footer", "Home"),
    "home.close": NP_("footer", "List"),
    "HomeList quit": NP_("footer", "Quit"),
    "all–sources": NP_("footer", "Kinds"),
    "figures": NP_("footer", "Figures"),
    "links": NP_("footer", "Links"),
    "history": NP_("footer", "History"),
    "parallel": NP_("footer", "Side by side"),
    "source-text": NP_("footer", "Source text"),
    "problems": NP_("footer", "Problems"),
    "views": NP_("footer", "Views"),
    "palette": NP_("footer", "Commands"),
    "back": NP_("footer", "Previous place"),
    "earlier+later": NP_("footer", "Series"),
    "problems.close+problems.open": NP_("footer", "Group"),
    "problems.sides": NP_("footer", "Compare sources"),
    "problems.group": NP_("footer", "By record"),
    "problems.filter": NP_("footer", "Narrow"),
    "problems.leave": NP_("footer", "Back"),
    "problems.merge": NP_("footer", "Merge"),
    "difference.kept": NP_("footer", "Kept"),
    "difference.other": NP_("footer", "Other"),
    "merge.swap": NP_("footer", "Swap"),
    "timeline.earlier+timeline.later": NP_("footer", "Earlier, later"),
    "page.follow": NP_("footer", "Open"),
    "page.next-section": NP_("footer", "Next section"),
    "find.open": NP_("footer", "Find in page"),
    "find.next+find.previous": NP_("footer", "Next, previous hit"),
    "up": NP_("footer", "Cancel"),
    "next-disputed+previous-disputed": NP_("footer", "Disagreements"),
    "search.down": NP_("footer", "To the list"),
    "=submit": NP_("footer", "Keep"),
    "CommandsScreen =submit": NP_("footer", "Run"),
    "facets.choose": NP_("footer", "Select"),
    "FacetList facets": NP_("footer", "Close the pane"),
    "matrix.close": NP_("footer", "Back"),
    "quit": NP_("footer", "Back"),
    "help": NP_("footer", "Keys"),
}
"""The words of an entry, in one pane ("class entry") or everywhere; else the binding's description."""

RANGE = "–"

SHORT_KEYS: Mapping[str, str] = {"space": NP_("footer", "Space")}
"""Keys that have a longer name elsewhere."""


class Entry(NamedTuple):
    """One entry of a footer."""

    keys: Sequence[tuple[str, str]]
    """The ids of its bindings, each with the key to show, or "" for the first."""
    words: str
    """A message id in the context "footer"; empty where the binding says it."""
    stays: bool
    """Whether it stands however little room there is."""
    is_range: bool = False
    """Whether it is for all keys from the first to the last."""


def footer(*classes: str) -> Sequence[Entry]:
    """Return the entries of the first class that has a footer; of the help alone where none has."""
    name = next((one for one in classes if one in FOOTERS), "")
    return [*_entries(name, FOOTERS.get(name, "| help"))]


def _entries(name: str, line: str) -> Iterator[Entry]:
    stays = False
    for one in line.split():
        if one == "|":
            stays = True
            continue
        ids = [part.partition("/") for part in one.replace(RANGE, "+").split("+")]
        keys = [(id if "." in id or id.startswith("=") else f"command.{id}", key) for id, _, key in ids]
        plain = one.partition("/")[0]
        yield Entry(keys, WORDS.get(f"{name} {plain}") or WORDS.get(plain, ""), stays, RANGE in one)
