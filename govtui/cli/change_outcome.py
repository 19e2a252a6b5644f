"""The outcome of a change of records: exit status and machine lines; and the way a command that makes changes runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import click

from govtui.cli.change_words import print_clash, print_diff, print_differences, print_problems
from govtui.cli.edit_session import (
    CONFLICT,
    REFUSED,
    SAVED,
    merged_and_saved,
    refusal_words,
    remark_saved,
    status_of,
)
from govtui.cli.lines import print_lines
from govtui.cli.session import Session
from govtui.edit.merge import Clash
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING, Data
from govtui.edit.proposal import Conflict, EditRefused, FieldDifference, ProposedChange
from govtui.i18n.errors import refusal
from govtui.interchange.machine import Line, line, problem
from govtui.model.problem import Problem


class Outcome(NamedTuple):
    """How a change ended."""

    status: int
    """The exit status."""
    lines: tuple[Line, ...] = ()


def run_changes(session: Session, work: Callable[[], Iterable[Outcome]]) -> int:
    """Make changes and return the exit status, the worst of all; programs get a line for each.

    An EditRefused is told as a sentence and as a line; so is a click.ClickException that is no mistake of usage, which is
    raised again.
    """
    statuses = [SAVED]
    fault: list[click.ClickException] = []

    def lines() -> Iterator[Line]:
        try:
            for outcome in work():
                statuses.append(outcome.status)
                yield from outcome.lines
        except EditRefused as error:
            statuses.append(status_of(error))
            session.out.remark(refusal_words(error, session.tr))
            yield refused_line(error)
        except click.UsageError:
            raise
        except click.ClickException as error:
            fault.append(error)
            yield change_line(saved=False, refused=getattr(error, "code", "no_such_record"))

    if session.form:
        print_lines(session, "change", lines())
    else:
        for _ in lines():
            pass
    if fault:
        raise fault[0]
    return max(statuses)


def run_edit(session: Session, work: Callable[[], int]) -> int:
    """Return the exit status of `work`, which prints what it did; an EditRefused of it is told as a sentence and as a line."""
    try:
        return work()
    except EditRefused as error:
        session.out.remark(refusal_words(error, session.tr))
        if session.form:
            print_lines(session, "change", [refused_line(error)])
        return status_of(error)


# lines


def change_line(
    *, saved: bool, changes: Iterable[FieldDifference] = (), problems: Iterable[Problem] = (), **more: Any
) -> Line:
    """Return the line of a change; `more` are other members of the shape."""
    first = {name: more.pop(name, None) for name in ("record", "path")}
    return line(
        "change",
        **first,
        saved=saved,
        refused=more.pop("refused", None),
        **more,
        changes=[difference(one) for one in changes],
        problems=[problem(one) for one in problems],
    )


def difference(one: FieldDifference) -> dict[str, Data]:
    """Return a changed field; a value that is not there is left out."""
    sides = {"before": one.before, "after": one.after}
    return {"field": one.path, **{name: value for name, value in sides.items() if value is not MISSING}}


def refused_line(error: EditRefused, **more: Any) -> Line:
    """Return the line of a refusal, with the values of its sentence."""
    values = {name: value for name, value in error.values.items() if value != ""}
    path = values.pop("path", None)
    return change_line(
        **({"path": path} | more), saved=False, refused=error.code, problems=error.problems, values=values or None
    )


def outcome_of(change: ProposedChange, status: int, *, saved: bool = False, **more: Any) -> Outcome:
    """Return how the change of one record ended."""
    after = change.after
    line = change_line(
        record=after.id if after else change.key,
        path=change.path,
        saved=saved,
        changes=change.differences,
        problems=change.new_problems,
        etag=after.etag if after else None,
        **more,
    )
    return Outcome(status, (line,))


def clash_data(one: Clash) -> dict[str, Data]:
    """Return a clash for programs; a value that is not there is left out."""
    sides = {"base": one.base, "mine": one.mine, "theirs": one.theirs}
    return {"field": one.path, **{name: value for name, value in sides.items() if value is not MISSING}}


# one change


def saved_outcome(
    session: Session, editing: Editing, change: ProposedChange, *, dry_run: bool, force: bool, words: str
) -> Outcome:
    """Save a change, or show it (`dry_run`), and tell how that ended; `words` say that it is saved, with {path} in them."""
    tr, out = session.tr, session.out
    is_told = not session.form
    text = change.after.text if change.after else ""
    diff = change.diff() if dry_run else None
    if change.loses_comments and not (force or dry_run):
        print_diff(session, change, err=not is_told)
        raise EditRefused("alters_more", path=change.path)
    if change.blocked and not force:
        if is_told:
            if dry_run:
                print_diff(session, change)
            print_problems(session, editing, change.new_problems or change.problems, text)
        out.remark(refusal("blocked", {"path": change.path}, tr))
        return outcome_of(change, REFUSED, refused="blocked", diff=diff)
    if dry_run or change.changes_nothing:
        if is_told and dry_run:
            print_diff(session, change)
            print_problems(session, editing, change.new_problems, text)
        elif is_told:
            out.words(tr.gettext("There is nothing to change."))
        return outcome_of(change, SAVED, diff=diff)
    try:
        change, saved = merged_and_saved(session, editing, change, force=force)
    except Conflict as conflict:
        return conflict_outcome(session, editing, conflict)
    remark_saved(session, editing, saved)
    if is_told:
        out.line(words.format(path=saved.path))
        if change.before is not None:
            print_differences(session, change.differences)
        print_problems(session, editing, change.new_problems, change.after.text if change.after else "")
    return outcome_of(change, SAVED, saved=True)


def conflict_outcome(session: Session, editing: Editing, conflict: Conflict) -> Outcome:
    """Print the fields that clash."""
    merge, _ = editing.reconciled(conflict)
    code = "gone_meanwhile" if conflict.theirs is None else "conflict"
    clashes: Sequence[Clash] = [] if conflict.theirs is None else merge.clashes
    path = conflict.mine.path
    session.out.remark(refusal(code, {"path": path}, session.tr))
    for clash in clashes if not session.form else ():
        if clash.path:
            print_clash(session, clash)
    told = [clash_data(one) for one in clashes] or None
    line = change_line(record=conflict.mine.key, path=path, saved=False, refused=code, clashes=told)
    return Outcome(CONFLICT, (line,))
