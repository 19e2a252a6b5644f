"""An edit on the command line: opening, merging, saving, reporting, exit status."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import click

from govtui.cli.problem_lines import problem_lines, problem_row, problem_words
from govtui.cli.session import Session
from govtui.edit.assignment import Assignment, parse_assignment
from govtui.edit.merge import Clash
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING, Data
from govtui.edit.proposal import Conflict, EditRefused, FieldDifference, ProposedChange, Saved
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.problems import sentence
from govtui.i18n.translator import Translator
from govtui.model.problem import Problem
from govtui.store.presence import Editor, Presence
from govtui.store.toml_render import value_text
from govtui.text.safe import safe_text
from govtui.text.width import clip

SAVED, REFUSED, COULD_NOT_RUN, CONFLICT = 0, 1, 2, 3

_COULD_NOT_RUN = frozenset(
    [
        "no_such_record",
        "unreadable",
        "read_only",
        "old_schema",
        "disk_full",
        "read_only_folder",
        "no_permission",
        "name_too_long",
        "gone",
        "busy",
        "io_error",
        "file_exists",
        "no_terminal",
        "no_editor",
        "editor_failed",
        "not_unicode",
    ]
)
"""Refusals that say nothing about the change itself."""

_PROBLEM = "code severity path line column field values"
"""The attributes of a problem in JSON."""

_VALUE_CELLS = 56
"""Width of a value in a line of what changed."""

_MAX_KEYS = 12
"""Larger vocabularies are not listed whole."""

_MAX_REASONS = 3
"""How many problems of a file are named as the reason why it cannot be edited."""

_MAX_MERGES = 5
"""How often a change is merged with what others keep saving before that is called a conflict."""


def editing_of(session: Session) -> Editing:
    """Open the command line's registry for editing."""
    return Editing(session.registry(may_fall_back=False), session.index(may_fall_back=False))


def editing_to_write(session: Session) -> Editing:
    """Open it for a change. Raises EditRefused where it has the form of an earlier version."""
    editing = editing_of(session)
    editing.require_current_registry()
    return editing


def key_of(session: Session, editing: Editing, id: str) -> str:
    """Return the record's key; a remark tells of a former id. Raises EditRefused."""
    card = editing.index.card(id)
    if card is None:
        raise EditRefused("no_such_record", target=id, near=editing.index.nearest(id))
    if id not in (card.key, card.id):
        words = session.tr.gettext("“{former}” now has the id “{id}”.")
        session.out.remark(words.format(former=id, id=card.key))
    return card.key


def parse_assignments(session: Session, texts: Iterable[str]) -> list[Assignment]:
    """Parse FIELD=VALUE arguments. Raises click.UsageError."""
    out = []
    for text in texts:
        if (one := parse_assignment(text)) is None:
            words = session.tr.gettext("“{text}” is not of the form FIELD=VALUE.")
            raise click.UsageError(words.format(text=in_quotes(text)))
        out.append(one)
    return out


def remark_other_editor(session: Session, editing: Editing, key: str) -> None:
    """Remark that somebody else is editing the record, if so."""
    if other := Presence(editing.registry.root).others(key):
        remark_editor(session, other)


def remark_editor(session: Session, other: Editor) -> None:
    """Remark who is editing the record, where, since when."""
    try:
        since = datetime.fromisoformat(other.since).astimezone().strftime("%H:%M")
    except ValueError:
        since = other.since
    words = session.tr.gettext("{user} has been editing this record on {host} since {time}.")
    session.out.remark(words.format(user=other.user, host=other.host, time=since))


def run_edit(session: Session, as_json: bool, work: Callable[[], int]) -> int:
    """Return the exit status of `work`; an EditRefused of it is printed, as a sentence or as JSON."""
    try:
        return work()
    except EditRefused as error:
        status = COULD_NOT_RUN if error.code in _COULD_NOT_RUN else REFUSED
        if error.code in ("changed_meanwhile", "gone_meanwhile"):
            status = CONFLICT
        words = refusal(error.code, error.values, session.tr)
        if as_json:
            session.out.document(
                {
                    "saved": False,
                    "refused": error.code,
                    "message": words,
                    "problems": [problem_row(one, _PROBLEM) for one in error.problems],
                }
            )
        else:
            reasons = [sentence(problem, session.tr) for problem in error.problems[:_MAX_REASONS]]
            if (more := len(error.problems) - _MAX_REASONS) > 0:
                left = session.tr.gettext("and {n} more").format(n=number(more, session.tr))
                reasons.append(f"({left})")
            session.out.remark(" ".join([words, *reasons]))
        return status


def merged_and_saved(
    session: Session, editing: Editing, change: ProposedChange, *, force: bool
) -> tuple[ProposedChange, Saved]:
    """Save a change, merged with what others saved meanwhile. Raises Conflict where the two clash."""
    for _ in range(_MAX_MERGES):
        try:
            return change, editing.save(change, force=force)
        except Conflict as conflict:
            _, again = editing.reconciled(conflict)
            if again is None:
                raise
            change, last = again, conflict
            session.out.remark(
                session.tr.gettext("The file was changed by somebody else meanwhile; both changes were merged.")
            )
    raise last


def report_conflict(session: Session, editing: Editing, conflict: Conflict, *, as_json: bool) -> int:
    """Print what clashes and return the exit status."""
    tr = session.tr
    merge, _ = editing.reconciled(conflict)
    code = "gone_meanwhile" if conflict.theirs is None else "conflict"
    words = refusal(code, {"path": conflict.mine.path}, tr)
    clashes = [] if conflict.theirs is None else merge.clashes
    if as_json:
        rows = [
            {
                "field": one.path,
                "base": _json_value(one.base),
                "mine": _json_value(one.mine),
                "theirs": _json_value(one.theirs),
            }
            for one in clashes
        ]
        session.out.document({"saved": False, "refused": code, "message": words, "clashes": rows})
        return CONFLICT
    session.out.remark(words)
    for clash in clashes:
        if clash.path:
            print_clash(session, clash)
    return CONFLICT


def print_clash(session: Session, clash: Clash, *, err: bool = False) -> None:
    """Print a field that clashes: its value before, mine, theirs."""
    tr = session.tr
    sides = (
        (tr.pgettext("conflict", "before"), clash.base),
        (tr.pgettext("conflict", "yours"), clash.mine),
        (tr.pgettext("conflict", "theirs"), clash.theirs),
    )
    session.out.line(f"{_clash_name(clash, tr)}:", err=err)
    width = max(len(words) for words, _ in sides)
    for words, value in sides:
        line = _clipped(" ".join(str(value).split())) if clash.of_comments and value is not MISSING else shown(value)
        session.out.line(f"    {words.ljust(width)}  {line}", err=err)


def _clash_name(clash: Clash, tr: Translator) -> str:
    if not clash.of_comments:
        return clash.path
    if not clash.field:
        return tr.pgettext("conflict", "comment at the end of the text")
    return tr.pgettext("conflict", "comment beside {field}").format(field=clash.field)


def print_problems(
    session: Session, editing: Editing, problems: Iterable[Problem], text: str, *, err: bool = False
) -> None:
    """Print problems as `check` does; `text` is that of the file they are in."""
    context = session.context(editing.registry, editing.index)
    lines = text.split("\n")
    for problem in problems:
        words = f"{problem_words(problem, context)} {_allowed_keys(session, editing, problem)}".rstrip()
        for line in problem_lines(problem, words, lines, context):
            session.out.line(line, err=err)


def remark_private_notes(session: Session, found: Iterable[tuple[str, str]]) -> None:
    """Remark which values became private notes (`found` by assignment.unintended_notes)."""
    tr = session.tr
    for field, near in found:
        words = tr.gettext("“{field}” is not declared for records of this kind, so it is kept as a private note.")
        guess = " " + tr.gettext("Did you mean “{near}”?").format(near=near) if near else ""
        session.out.remark(words.format(field=field) + guess)


def _allowed_keys(session: Session, editing: Editing, problem: Problem) -> str:
    """Return what a field takes instead of an unknown key: all keys, or of many three near ones."""
    vocabulary = str(problem.values.get("vocabulary", ""))
    if problem.code not in ("unknown_vocabulary_key", "own_field_unknown_key") or not vocabulary:
        return ""
    keys, tr = editing.registry.manifest.keys(vocabulary), session.tr
    own = problem.code == "own_field_unknown_key"
    field = ".".join(problem.field.split(".")[:2]) if own else problem.field.rpartition(".")[2]
    if len(keys) <= _MAX_KEYS:
        return tr.gettext("{field} takes: {values}.").format(field=field, values=", ".join(keys))
    near = difflib.get_close_matches(str(problem.values.get("given", "")), keys, 3, cutoff=0.0)
    words = tr.gettext("{field} takes {n} values, such as {values}.")
    return words.format(field=field, n=number(len(keys), tr), values=", ".join(near))


def print_differences(session: Session, differences: Sequence[FieldDifference]) -> None:
    """Print what changed, a line for each field."""
    for one in differences:
        session.out.line(f"    {one.path}: {shown(one.before)} → {shown(one.after)}")


def print_diff(session: Session, change: ProposedChange, *, err: bool = False) -> None:
    """Print the unified diff of a change."""
    for line in change.diff().split("\n")[:-1]:
        session.out.line(line, err=err)


def shown(value: Data) -> str:
    """Return a value on one line, as a file would have it; a dash for MISSING."""
    return "—" if value is MISSING else _clipped(" ".join(value_text(_unwrapped(value)).split("\n")))


def _clipped(text: str) -> str:
    return clip(safe_text(text, multiline=False), _VALUE_CELLS)


def _json_value(value: Data) -> Data:
    """Return None for MISSING, which JSON does not have; dates and infinities become text in output.py."""
    return None if value is MISSING else value


def _unwrapped(value: Data) -> Data:
    """Return a value with every run of white space in its texts as one space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _unwrapped(one) for key, one in value.items()}
    return list(map(_unwrapped, value)) if isinstance(value, list) else value


def _row(session: Session, editing: Editing, change: ProposedChange, **more: object) -> dict[str, Any]:
    """Return a change as a JSON object, with `more` before what it holds."""
    context = session.context(editing.registry, editing.index)
    differences = [
        {"field": one.path, "before": _json_value(one.before), "after": _json_value(one.after)}
        for one in change.differences
    ]
    problems = [problem_row(one, _PROBLEM, message=problem_words(one, context)) for one in change.new_problems]
    id = change.after.id if change.after else change.key
    return {**more, "id": id, "path": change.path, "differences": differences, "problems": problems}


def save_and_report(
    session: Session,
    editing: Editing,
    change: ProposedChange,
    *,
    dry_run: bool,
    force: bool,
    as_json: bool,
    words: str,
) -> int:
    """Save a change, or show it (`dry_run`); print `words`, with {path} in them; return the exit status."""
    tr, out = session.tr, session.out
    text = change.after.text if change.after else ""
    diff = {"diff": change.diff()} if dry_run else {}
    if change.loses_comments and not (force or dry_run):
        print_diff(session, change, err=as_json)
        raise EditRefused("alters_more")
    if change.blocked and not force:
        message = refusal("blocked", {"path": change.path}, tr)
        if as_json:
            out.document(_row(session, editing, change, saved=False, refused="blocked", message=message) | diff)
            return REFUSED
        if dry_run:
            print_diff(session, change)
        print_problems(session, editing, change.new_problems or change.problems, text)
        out.remark(message)
        return REFUSED
    if dry_run or change.changes_nothing:
        if as_json:
            out.document(_row(session, editing, change, saved=False) | diff)
        elif dry_run:
            print_diff(session, change)
            print_problems(session, editing, change.new_problems, text)
        else:
            out.words(tr.gettext("There is nothing to change."))
        return SAVED
    try:
        change, saved = merged_and_saved(session, editing, change, force=force)
    except Conflict as conflict:
        return report_conflict(session, editing, conflict, as_json=as_json)
    remark_unconfirmed(session, saved)
    if as_json:
        out.document(_row(session, editing, change, saved=True))
        return SAVED
    out.line(words.format(path=saved.path))
    if change.before is not None:
        print_differences(session, change.differences)
    print_problems(session, editing, change.new_problems, change.after.text if change.after else "")
    return SAVED


def remark_unconfirmed(session: Session, saved: Saved) -> None:
    """Remark that the disk did not confirm a save, if so."""
    if not saved.confirmed:
        session.out.remark(refusal("not_confirmed", {"path": saved.path}, session.tr))
