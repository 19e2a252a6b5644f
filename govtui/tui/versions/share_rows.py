"""The rows of the screen for sharing: what can be done now, the most likely first under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.conflict_texts import left_column
from govtui.i18n.errors import STANDINGS
from govtui.i18n.formats import number
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.page.present import path_words
from govtui.text.markers import N_
from govtui.text.width import width
from govtui.tui.base.option_list import Option
from govtui.tui.versions.share_state import Sharing

if TYPE_CHECKING:
    from govtui.edit.branch_merge import Undecided
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext

UNFINISHED, COMMIT, SYNC, PROPOSE, ALLOW, REFUSE, FINISH, GIVE_UP = (
    "unfinished",
    "commit",
    "sync",
    "propose",
    "allow",
    "refuse",
    "finish",
    "give-up",
)
"""The values of the rows that stand by themselves."""

LONGEST = 30
"""Cells of the longest name of a field beside the name of its record."""

RECORD, FILE = "record:", "file:"
"""What the value of a row begins with that is a decision, before its path."""

_NO_SYNC: Mapping[str, str] = {
    "no_remote": N_("no server yet"),
    "detached": N_("no branch is checked out"),
    "under_way": N_("git is in the middle of something else"),
    "no_commits": N_("nothing is committed yet"),
    "old_git": N_("needs git 2.38 or later"),
    "no_work_tree": N_("not kept in git"),
    "no_program": N_("git is not installed"),
}
"""State of SharingStanding to why nothing can be synced, briefly; the page says what to do."""

_OPERATIONS = ("merge", "rebase", "cherry-pick", "revert")
"""What git leaves unfinished and the program can go on with."""

_ALLOW = N_("Yes, connect to this server and run these programs")
_ALLOW_NOTHING = N_("Yes, connect to this server")
_NOT_HERE = N_("not possible here")


def rows(state: Sharing, context: RenderContext) -> Sequence[Option]:
    """Return what can be done now."""
    tr = context.tr
    if state.consent is not None:
        return [
            Option(REFUSE, tr.gettext("No, do nothing")),
            Option(ALLOW, tr.gettext(_ALLOW if state.consent.found else _ALLOW_NOTHING)),
        ]
    return list(_decisions(state, context) if state.waits else _acts(state, tr))


def likely(state: Sharing) -> object:
    """Return the value of the row that the cursor should be on when the rows are others than before."""
    if state.consent is not None:
        return REFUSE
    if state.waits:
        waiting = (f"{RECORD}{one.path}" for one in state.undecided if state.choice(one) is None)
        files = (f"{FILE}{one.path}" for one in state.files if state.side(one) is None)
        return next(waiting, next(files, FINISH))
    if getattr(state.refusal, "code", "") == "declined":
        return PROPOSE
    if state.outlook and state.outlook.standing.operation in _OPERATIONS:
        return UNFINISHED
    return COMMIT if state.outlook and state.outlook.uncommitted else SYNC


def _acts(state: Sharing, tr: Translator) -> Iterator[Option]:
    outlook, busy = state.outlook, state.doing is not None
    standing = outlook.standing if outlook else None
    if standing is not None and standing.operation in _OPERATIONS:
        yield Option(UNFINISHED, tr.gettext("Finish what git began"), standing.operation, off=busy)
    files = len(outlook.uncommitted) if outlook else 0
    note = tr.npgettext("home", "{n} record not committed", "{n} records not committed", files)
    is_kept = standing is not None and standing.state not in STANDINGS
    note = note.format(n=number(files, tr)) if files else tr.gettext("nothing to commit") if is_kept else ""
    yield Option(COMMIT, tr.gettext("Commit what was changed"), note, off=busy)
    why = _hindrance(state, tr)
    ahead, behind = (standing.ahead, standing.behind) if standing else (0, 0)
    counts = (
        (behind, tr.npgettext("home", "{n} commit to take in", "{n} commits to take in", behind)),
        (ahead, tr.npgettext("home", "{n} commit to send", "{n} commits to send", ahead)),
    )
    note = why or " · ".join(words.format(n=number(n, tr)) for n, words in counts if n)
    off = busy or standing is None
    yield Option(SYNC, tr.gettext("Sync: take in and send"), note, off=off or bool(why))
    if standing is not None and standing.state == "old_git" and not state.is_read_only:
        why = ""  # to send needs no merging
    nothing = standing is not None and standing.fetched and not ahead
    note = why or (tr.gettext("nothing to send") if nothing else "")
    yield Option(PROPOSE, tr.gettext("Propose: send for review"), note, off=off or bool(note))


def _hindrance(state: Sharing, tr: Translator) -> str:
    """Return why nothing can be synced now, in a few words; empty when it can."""
    if state.is_read_only:
        return tr.gettext("read-only")
    standing = state.outlook.standing.state if state.outlook else "ready"
    return "" if standing in ("ready", "no_upstream") else tr.gettext(_NO_SYNC.get(standing, _NOT_HERE))


def _decisions(state: Sharing, context: RenderContext) -> Iterator[Option]:
    """Yield the records and files that wait, then what to do when all are decided."""
    tr = context.tr
    busy = state.doing is not None
    for one in state.undecided:
        done = state.choice(one) is not None
        note = tr.gettext("decided") if done else _waiting(one, context)
        yield Option(
            f"{RECORD}{one.path}",
            f"{_mark(done)} {shown_name(one.path, state.name(one, context.language), context)}",
            note,
            off=busy,
        )
    for file in state.files:
        side = state.side(file)
        words = {"mine": tr.gettext("mine stays"), "theirs": tr.gettext("theirs is taken")}
        note = words[side] if side else tr.gettext("two versions of a file")
        yield Option(f"{FILE}{file.path}", f"{_mark(side is not None)} {file.path}", note, off=busy)
    left = state.left
    note = tr.ngettext("{n} decision left", "{n} decisions left", left).format(n=number(left, tr)) if left else ""
    yield Option(FINISH, tr.gettext("Merge and send"), note, off=busy or left > 0)
    yield Option(GIVE_UP, tr.gettext("Stop here"), tr.gettext("nothing is changed"), off=busy)


def shown_name(path: str, name: str, context: RenderContext) -> str:
    """Return the name of a record as others sent it; where several here are called so, with what tells them apart."""
    card = context.index.card(path.rpartition("/")[2].removesuffix(".toml"))
    is_one_of_several = card is not None and card.path == path and card.ambiguous
    return context.name(card.key).text if card is not None and is_one_of_several else name


def _mark(done: bool) -> str:
    return "✓" if done else "▸"


def _waiting(one: Undecided, context: RenderContext) -> str:
    """Return what is to be decided of a record: a single field by its name."""
    tr, n = context.tr, len(one.clashes)
    if None in (one.versions.mine, one.versions.theirs):
        return left_column(True, tr)
    if not n:
        return tr.gettext("the merge has errors")
    if n == 1 and one.clashes[0].path and not one.clashes[0].of_comments:
        kind = KIND_OF_FOLDER.get(one.path.partition("/")[0], "")
        if width(words := path_words(kind, one.clashes[0].path, context)) <= LONGEST:
            return words
    return tr.ngettext("{n} field to decide", "{n} fields to decide", n).format(n=number(n, tr))
