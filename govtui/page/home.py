"""Home: the rows that begin work on a registry, before any record is read.

What the first frame needs stands here, and needs the counts alone; the rest, which needs the models, is `home_sections`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from govtui.i18n.formats import number
from govtui.i18n.labels import label
from govtui.i18n.translator import Translator
from govtui.model.kinds import KINDS
from govtui.page.page import Role
from govtui.text.markers import NP_

LIST, SCREEN, VIEW, COMMAND, PLACE = "list:", "screen:", "view:", "command:", "place:"
"""What a link begins with that leads to no record: before a query line, the name of a screen, the number of a saved view, the id
of a command; and to the list as it is. No record's key has a colon."""


SEVERAL = " · "
"""Between things that are listed in one line: what has no room is left out from the end."""


class HomeRow(NamedTuple):
    """One line of home: what it is about, and where it leads."""

    words: str
    link: str = ""
    """The key of a record, or one of the above; empty where it leads nowhere."""
    sign: str = ""
    role: Role = Role.LABEL
    """Of the sign; CODE: the words are a path, of which the end counts."""
    lead: str = ""
    """What stands before the words in a column of its own, such as a date."""
    note: str = ""
    note_role: Role = Role.LABEL
    is_off: bool = False
    """Whether what it leads to cannot be done now; the note says why."""


class HomeSection(NamedTuple):
    """Rows under a heading; the first section of all has none."""

    id: str
    title: str
    rows: Sequence[HomeRow]
    notes: str = "beside"
    """Where the notes of its rows stand: "column", "right", or "beside" the words."""


TASKS: Mapping[str, str] = {
    "search": NP_("home", "Find answers and records"),
    "timeline": NP_("home", "Browse by date"),
    "problems": NP_("home", "Where sources disagree"),
    "translate": NP_("home", "Translate and verify"),
    "new": NP_("home", "Add a record"),
    "share": NP_("home", "Share"),
    "init": NP_("home", "Begin a registry of your own"),
    "help": NP_("home", "All keys and commands"),
}
"""What can be done, in words, by the id of the command that does it."""

EMPTY = ("new", "help")
"""The tasks of a registry without records."""


def tasks(
    keys: Mapping[str, str],
    tr: Translator,
    *,
    notes: Mapping[str, HomeRow] | None = None,
    off: Mapping[str, str] | None = None,
    only: Collection[str] = (),
    instead: Mapping[str, str] | None = None,
) -> HomeSection:
    """Return the tasks, each with the key that does it.

    `keys`: the key of each command by its id; `notes`: what is said beside a task, as far as it is known; `off`: why a task cannot be
    done now; `only`: these tasks; `instead`: what the key of a task does where that cannot be done, or nothing where another row has it.
    """
    notes, off, instead = notes or {}, off or {}, instead or {}
    shown = only or [id for id in TASKS if id not in ("help", "init")]
    rows = []
    for asked in shown:
        if not (id := instead.get(asked, asked)):
            continue
        note = notes.get(id, HomeRow(""))
        if id == "new" and not note.note:
            note = note._replace(note=kind_names(tr))
        if id in off:
            note = note._replace(note=off[id], note_role=Role.LABEL)
        words = tr.pgettext("home", TASKS[id])
        rows.append(note._replace(words=words, link=f"{COMMAND}{id}", sign=keys[asked], is_off=id in off))
    return HomeSection("tasks", "", rows, "column")


def shared(uncommitted: int, distance: tuple[int, int] | None, tr: Translator) -> HomeRow:
    """Return what is said beside sharing, of records and commits: what is most to be done first.

    `distance`: commits to be sent, and received; None where the branch is shared with none.
    """
    ahead, behind = distance or (0, 0)
    told = (
        (
            uncommitted,
            tr.npgettext("home", "{n} record not committed", "{n} records not committed", uncommitted),
            tr.npgettext("home, beside others", "{n} not committed", "{n} not committed", uncommitted),
        ),
        (
            ahead,
            tr.npgettext("home", "{n} commit to send", "{n} commits to send", ahead),
            tr.npgettext("home, beside others", "{n} to send", "{n} to send", ahead),
        ),
        (
            behind,
            tr.npgettext("home", "{n} commit to take in", "{n} commits to take in", behind),
            tr.npgettext("home, beside others", "{n} to take in", "{n} to take in", behind),
        ),
    )
    shown = [(n, alone, brief) for n, alone, brief in told if n]
    note = SEVERAL.join((brief if len(shown) > 1 else alone).format(n=number(n, tr)) for n, alone, brief in shown)
    if not note:
        sent = tr.pgettext("home", "everything is committed and sent")
        note = sent if distance else tr.pgettext("home", "everything is committed")
    return HomeRow("", note=note)


def fallen_back(looked_in: str, key: str, tr: Translator) -> HomeSection:
    """Return what is said where no registry was found, so that the one that ships is shown; `key` begins one there."""
    words = tr.pgettext("home", "No registry found; this is the one that ships with govtui. Looked in:")
    begin = HomeRow(tr.pgettext("home", "Begin a registry here"), f"{COMMAND}init", sign=key)
    return HomeSection("notice", "", [HomeRow(words), HomeRow(looked_in, role=Role.CODE), begin])


def without_records(folder: str, tr: Translator) -> HomeSection:
    """Return what is said of a registry without records."""
    words = tr.pgettext("home", "There are no records yet. Each will be a file in:")
    return HomeSection("notice", "", [HomeRow(words), HomeRow(folder, role=Role.CODE)])


def kind_names(tr: Translator) -> str:
    """Return the kinds of record: "organization, declaration, event, source"."""
    names = (label("kind", kind, tr) for kind in KINDS)
    return ", ".join(name[:1].lower() + name[1:] for name in names)
