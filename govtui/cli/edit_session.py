"""What the commands that change records share: the edit itself, what is said of it, and how they end."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from govtui.cli.problem_words import described
from govtui.cli.session import Session
from govtui.edit.merge import Clash
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING, Data
from govtui.edit.proposal import Conflict, EditRefused, FieldDifference, ProposedChange, Saved
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence, severity_label
from govtui.model.problem import Problem
from govtui.store.presence import Editor, Presence
from govtui.store.toml_render import value_text
from govtui.text.safe import safe_text
from govtui.text.width import clip

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator


SAVED, REFUSED, COULD_NOT_RUN, CONFLICT = 0, 1, 2, 3
"""Exit statuses."""

_CODES = (
    "no_such_record unreadable read_only disk_full read_only_folder no_permission name_too_long gone busy io_error"
    " file_exists no_terminal no_editor editor_failed not_unicode"
)
_COULD_NOT_RUN = frozenset(_CODES.split())
"""Refusals that say nothing about the change itself."""

_VALUE = 56
"""Cells of a value that is shown in a line of what changed."""

_EXCERPT = 100

_KEYS = 12
"""So many keys of a vocabulary are listed."""

_REASONS = 3
"""How many problems of a file are told as the reason why it cannot be edited."""

_TRIES = 5
"""How often a change is merged with what others keep saving before that is called a conflict."""


def editing_of(session: Session) -> Editing:
    """Edits of the registry that the command line means."""
    return Editing(session.registry(may_fall_back=False), session.index(may_fall_back=False))


def key_of(session: Session, editing: Editing, id: str) -> str:
    """The record's key; a remark where the id is a former one. Raises EditRefused."""
    card = editing.index.card(id)
    if card is None:
        raise EditRefused("no_such_record", target=id, near=editing.index.nearest(id))
    if id not in (card.key, card.id):
        words = session.tr.gettext("“{former}” now has the id “{id}”.")
        session.out.remark(words.format(former=id, id=card.key))
    return card.key


def tell_who_else(session: Session, editing: Editing, key: str) -> None:
    """A remark where somebody else is editing the record."""
    if other := Presence(editing.registry.root).others(key):
        tell_who(session, other)


def tell_who(session: Session, other: Editor) -> None:
    """Who is editing the record, where, since when."""
    try:
        since = datetime.fromisoformat(other.since).astimezone().strftime("%H:%M")
    except ValueError:
        since = other.since
    words = session.tr.gettext("{user} has been editing this record on {host} since {time}.")
    session.out.remark(words.format(user=other.user, host=other.host, time=since))


def ending(session: Session, as_json: bool, work: Callable[[], int]) -> int:
    """Do the work of a command; its exit status, with a sentence for whatever keeps it from being done."""
    try:
        return work()
    except EditRefused as error:
        status = COULD_NOT_RUN if error.code in _COULD_NOT_RUN else REFUSED
        if error.code in ("changed_meanwhile", "gone_meanwhile"):
            status = CONFLICT
        words = refusal(error.code, error.values, session.tr)
        if as_json:
            session.out.document(
                {"saved": False, "refused": error.code, "message": words, "problems": list(map(_row, error.problems))}
            )
        else:
            reasons = [sentence(problem, session.tr) for problem in error.problems[:_REASONS]]
            if (more := len(error.problems) - _REASONS) > 0:
                left = session.tr.gettext("and {n} more").format(n=number(more, session.tr))
                reasons.append(f"({left})")
            session.out.remark(" ".join([words, *reasons]))
        return status


def merged_and_saved(
    session: Session, editing: Editing, change: ProposedChange, *, force: bool
) -> tuple[ProposedChange, Saved]:
    """Save; where others saved meanwhile, merge with that, and save again. Raises Conflict where the two clash."""
    for _ in range(_TRIES):
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


def tell_conflict(session: Session, editing: Editing, conflict: Conflict, *, as_json: bool) -> int:
    """Say what clashes; the exit status."""
    tr = session.tr
    merge, _ = editing.reconciled(conflict)
    code = "gone_meanwhile" if conflict.theirs is None else "conflict"
    words = refusal(code, {"path": conflict.mine.path}, tr)
    clashes = [] if conflict.theirs is None else merge.clashes
    if as_json:
        rows = [
            {"field": one.path, "base": plain(one.base), "mine": plain(one.mine), "theirs": plain(one.theirs)}
            for one in clashes
        ]
        session.out.document({"saved": False, "refused": code, "message": words, "clashes": rows})
        return CONFLICT
    session.out.remark(words)
    for clash in clashes:
        if clash.path:
            tell_clash(session, clash)
    return CONFLICT


def tell_clash(session: Session, clash: Clash, *, err: bool = False) -> None:
    """Print a field that clashes: what it was, and what each side made of it."""
    tr = session.tr
    sides = (
        (tr.pgettext("conflict", "before"), clash.base),
        (tr.pgettext("conflict", "yours"), clash.mine),
        (tr.pgettext("conflict", "theirs"), clash.theirs),
    )
    session.out.line(f"{_clash_name(clash, tr)}:", err=err)
    width = max(len(words) for words, _ in sides)
    for words, value in sides:
        told = _comments_shown(value) if clash.of_comments else shown(value)
        session.out.line(f"    {words.ljust(width)}  {told}", err=err)


def _clash_name(clash: Clash, tr: Translator) -> str:
    if not clash.of_comments:
        return clash.path
    if not clash.field:
        return tr.pgettext("conflict", "comment at the end of the text")
    return tr.pgettext("conflict", "comment beside {field}").format(field=clash.field)


def _comments_shown(value: Data) -> str:
    """Comments on one line, as they are written; a dash for none."""
    return (
        shown(MISSING) if value is MISSING else clip(safe_text(" ".join(str(value).split()), multiline=False), _VALUE)
    )


def tell_problems(
    session: Session, editing: Editing, problems: Iterable[Problem], text: str, *, err: bool = False
) -> None:
    """Print problems as `check` does, with the lines of the text that they are in."""
    context = session.context(editing.registry, editing.index)
    lines = text.split("\n")
    for problem in problems:
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        head = f"{place}: {severity_label(problem.severity, session.tr)} [{problem.code}]"
        words = f"{described(problem, context)} {_taken(session, editing, problem)}".rstrip()
        session.out.line(f"{head} {words}", err=err)
        for line in lines[problem.line - 1 : problem.line] if problem.line else []:
            words = clip(safe_text(line.rstrip(), multiline=False), _EXCERPT)
            session.out.line(f"    {problem.line:>4} | {words}", err=err)


def tell_private_notes(session: Session, found: Iterable[tuple[str, str]]) -> None:
    """Say which values are kept as private notes although they may be meant for an own field (`assigning.taken_for_notes`)."""
    tr = session.tr
    for field, near in found:
        words = tr.gettext("“{field}” is not declared for records of this kind, so it is kept as a private note.")
        told = words.format(field=field)
        if near:
            told += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
        session.out.remark(told)


def _taken(session: Session, editing: Editing, problem: Problem) -> str:
    """What a field takes instead of a key that is not in its vocabulary; of many keys the nearest and their number."""
    vocabulary = str(problem.values.get("vocabulary", ""))
    if problem.code not in ("unknown_vocabulary_key", "own_field_unknown_key") or not vocabulary:
        return ""
    keys, tr = editing.registry.manifest.keys(vocabulary), session.tr
    own = problem.code == "own_field_unknown_key"
    field = ".".join(problem.field.split(".")[:2]) if own else problem.field.rpartition(".")[2]
    if len(keys) <= _KEYS:
        return tr.gettext("{field} takes: {values}.").format(field=field, values=", ".join(keys))
    near = difflib.get_close_matches(str(problem.values.get("given", "")), keys, 3, cutoff=0.0)
    words = tr.gettext("{field} takes {n} values, such as {values}.")
    return words.format(field=field, n=number(len(keys), tr), values=", ".join(near))


def tell_differences(session: Session, differences: Sequence[FieldDifference]) -> None:
    """Print what changed, a line a field."""
    for one in differences:
        session.out.line(f"    {one.path}: {shown(one.before)} → {shown(one.after)}")


def tell_diff(session: Session, change: ProposedChange, *, err: bool = False) -> None:
    """Print the diff."""
    for line in change.diff().split("\n")[:-1]:
        session.out.line(line, err=err)


def shown(value: Data) -> str:
    """A value on one line, as it would be written in a file; a dash for none."""
    if value is MISSING:
        return "—"
    return clip(safe_text(" ".join(value_text(_on_one_line(value)).split("\n")), multiline=False), _VALUE)


def _on_one_line(value: Data) -> Data:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _on_one_line(one) for key, one in value.items()}
    return list(map(_on_one_line, value)) if isinstance(value, list) else value


def plain(value: Data) -> Data:
    """A value as JSON has it; null for none."""
    if value is MISSING:
        return None
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return list(map(plain, value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def change_rows(session: Session, editing: Editing, change: ProposedChange) -> dict[str, Any]:
    """What a change is, for scripts."""
    context = session.context(editing.registry, editing.index)
    return {
        "id": change.after.id if change.after else change.key,
        "path": change.path,
        "differences": [
            {"field": one.path, "before": plain(one.before), "after": plain(one.after)} for one in change.differences
        ],
        "problems": [{**_row(one), "message": described(one, context)} for one in change.new_problems],
    }


def _row(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.name.lower(),
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "values": dict(problem.values),
    }


def finish(
    session: Session,
    editing: Editing,
    change: ProposedChange,
    *,
    dry_run: bool,
    force: bool,
    as_json: bool,
    words: str,
) -> int:
    """Save a prepared change, or show it; say what was done, in `words` with {path} in them. The exit status."""
    tr = session.tr
    text = change.after.text if change.after else ""
    if change.loses_comments and not (force or dry_run):
        tell_diff(session, change, err=as_json)
        raise EditRefused("alters_more")
    if change.blocked and not force:
        if as_json:
            message = refusal("blocked", {"path": change.path}, tr)
            data = {"saved": False, "refused": "blocked", "message": message, **change_rows(session, editing, change)}
            session.out.document(data | ({"diff": change.diff()} if dry_run else {}))
            return REFUSED
        if dry_run:
            tell_diff(session, change)
        tell_problems(session, editing, change.new_problems or change.problems, text)
        session.out.remark(refusal("blocked", {"path": change.path}, tr))
        return REFUSED
    if dry_run:
        if as_json:
            session.out.document({"saved": False, **change_rows(session, editing, change), "diff": change.diff()})
        else:
            tell_diff(session, change)
            tell_problems(session, editing, change.new_problems, text)
        return SAVED
    if change.changes_nothing:
        if as_json:
            session.out.document({"saved": False, **change_rows(session, editing, change)})
        else:
            session.out.words(tr.gettext("There is nothing to change."))
        return SAVED
    try:
        change, saved = merged_and_saved(session, editing, change, force=force)
    except Conflict as conflict:
        return tell_conflict(session, editing, conflict, as_json=as_json)
    if not saved.confirmed:
        session.out.remark(refusal("not_confirmed", {"path": saved.path}, tr))
    if as_json:
        session.out.document({"saved": True, **change_rows(session, editing, change)})
        return SAVED
    session.out.line(words.format(path=saved.path))
    if change.before is not None:
        tell_differences(session, change.differences)
    tell_problems(session, editing, change.new_problems, change.after.text if change.after else "")
    return SAVED


# -- What the help of commands that change records has in common: examples, and what the exit statuses mean ------------


def examples_of(session: Session, examples: list[tuple[str, str]]) -> str:
    """Examples for a command's help, each with what it does where that is not plain."""
    width = max((len(line) for line, words in examples if words), default=0)
    lines = [f"  {line.ljust(width)}  # {words}" if words else f"  {line}" for line, words in examples]
    return "\n".join(["\b", session.tr.gettext("Examples:"), *lines])


def statuses(session: Session) -> str:
    """What the exit statuses of a command that changes records mean."""
    return session.tr.gettext(
        "Exit status: 0 saved, or nothing to change; 1 refused, with the reasons; 2 could not run; 3 somebody else changed"
        " the same thing meanwhile."
    )
