"""What `govtui undo` does: lists the kept steps, undoes or redoes one, and prints what that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from govtui.cli.bulk_preview import print_rows
from govtui.cli.change_outcome import Outcome, change_line, run_changes, run_edit
from govtui.cli.change_words import print_differences
from govtui.cli.edit_session import SAVED
from govtui.cli.lines import print_lines
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.edit.bulk_set import rows_of
from govtui.edit.proposal import EditRefused, FieldDifference
from govtui.edit.record_diff import differences
from govtui.edit.undo_history import KeptStep, StepState, UndoHistory
from govtui.i18n.datetimes import moment_short
from govtui.i18n.edit_texts import step_words
from govtui.i18n.field_labels import top_field
from govtui.i18n.formats import number
from govtui.interchange.machine import Line, line
from govtui.store.files import etag, printable
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange

_SHOWN = 20
"""Files that are named."""


def list_steps(session: Session) -> int:
    """Print the kept steps, latest first; return the exit status."""

    def work() -> int:
        registry = _registry(session)
        history = UndoHistory(registry)
        found = [(step, state) for step, state in history.states() if state is not StepState.UNSAVED]
        if session.form:
            print_lines(session, "step", [_step_line(step, state) for step, state in found])
        elif not found:
            session.out.remark(session.tr.gettext("There is nothing to undo."))
        for step, state in found if not session.form else ():
            words = [
                step.id,
                moment_short(step.when, session.tr),
                _title(step, registry, session),
                _state(state, session),
            ]
            session.out.line("  ".join(filter(None, words)))
        return SAVED

    return run_edit(session, work)


def undo_step(session: Session, id: str | None, *, redo: bool, dry_run: bool) -> int:
    """Undo a step (the last one if none is named), or redo it; return the exit status."""
    return run_changes(session, lambda: _undo(session, id, redo, dry_run))


def _undo(session: Session, id: str | None, redo: bool, dry_run: bool) -> Iterator[Outcome]:
    tr, out = session.tr, session.out
    registry = _registry(session)
    history = UndoHistory(registry)
    step = history.named(id) if id else history.last(undone=redo)
    title = _title(step, registry, session)
    try:
        if registry.read_only:
            raise EditRefused("read_only")
        changes = history.changes(step, redo=redo)
        if not dry_run:
            words = tr.gettext("{n} of {total} files written")
            with progress(session, words, len(changes)) as tell:
                history.undo(step, changes, redo=redo, tell=tell)
    except EditRefused as error:
        out.remark(_with_time(tr.gettext("Not undone: {change}"), title, step, session))
        if error.code == "changed_since" and not redo and (earlier := history.before(step)) is not None:
            out.remark(_earlier(earlier, registry, session))
        raise
    told = [(change, _differences(change)) for change in changes]
    if not session.form:
        if dry_run:
            head = tr.gettext("Would be redone: {change}") if redo else tr.gettext("Would be undone: {change}")
        else:
            head = tr.gettext("Redone: {change}") if redo else tr.gettext("Undone: {change}")
        out.line(_with_time(head, title, step, session))
        _print_changes(session, told)
        if not (dry_run or redo):
            out.words(tr.gettext("“govtui undo --redo” redoes it."))
    yield Outcome(SAVED, tuple(_change_line(change, found, saved=not dry_run) for change, found in told))


def _registry(session: Session) -> Registry:
    """Open the registry, after finishing what was interrupted in it."""
    session.finish_interrupted(session.target(may_fall_back=False).root)
    return session.registry(may_fall_back=False)


# words


def _title(step: KeptStep, registry: Registry, session: Session) -> str:
    words = partial(top_field, tr=session.tr, schema=registry.manifest.record_schema)
    return step_words(
        step.code,
        step.name,
        step.fields,
        session.tr,
        lambda path: _within_sentence(words(path)),
        key=step.key,
        former=step.former,
        files=len(step.tags),
    )


def _within_sentence(label: str) -> str:
    is_name = label[1:2].isupper() or any(
        word[:1].isupper() for word in label.split()[1:2]
    )  # Sustainable Development Goals
    return label if is_name else label[:1].lower() + label[1:]


def _with_time(words: str, title: str, step: KeptStep, session: Session) -> str:
    when = moment_short(step.when, session.tr)
    return words.format(change=session.tr.gettext("{change} ({time})").format(change=title, time=when))


def _earlier(step: KeptStep, registry: Registry, session: Session) -> str:
    words = session.tr.gettext("“govtui undo {id}” undoes the one before: {change}")
    return _with_time(words.replace("{id}", step.id), _title(step, registry, session), step, session)


def _state(state: StepState, session: Session) -> str:
    tr = session.tr
    match state:
        case StepState.UNDONE:
            return tr.gettext("[undone]")
        case StepState.OVERTAKEN:
            return tr.gettext("[a file has changed since]")
    return ""


def _print_changes(session: Session, told: Sequence[tuple[FileChange, Sequence[FieldDifference]]]) -> None:
    """Print what changed: fields of files that were there before and are afterwards; of others, that they come or go."""
    tr, out = session.tr, session.out
    edited = [found for change, found in told if change.before is not None and change.after is not None]
    others = [change for change, _ in told if change.before is None or change.after is None]
    if len(edited) == 1 and not others:
        print_differences(session, edited[0])
    elif any(edited):
        print_rows(session, rows_of(edited), err=False)
    for change in others[:_SHOWN]:
        words = tr.gettext("    {path}: added") if change.before is None else tr.gettext("    {path}: removed")
        out.line(words.format(path=printable(change.path)))
    if (left := len(others) - _SHOWN) > 0:
        out.line("    " + tr.gettext("and {n} more").format(n=number(left, tr)))


# lines


def _differences(change: FileChange) -> tuple[FieldDifference, ...]:
    before, after = ((raw or b"").decode("utf-8-sig", "replace") for raw in (change.before, change.after))
    return differences(before, after)


def _change_line(change: FileChange, found: Sequence[FieldDifference], *, saved: bool) -> Line:
    path = printable(change.path)
    tag = etag(change.after) if change.after is not None else None
    return change_line(record=PurePosixPath(path).stem, path=path, saved=saved, changes=found, etag=tag)


def _step_line(step: KeptStep, state: StepState) -> Line:
    return line(
        "step",
        step=step.id,
        when=step.when.isoformat(timespec="seconds"),
        what=step.code,
        records=list(step.keys or filter(None, [step.key])),
        files=list(map(printable, step.paths)),
        fields=list(step.fields),
        undoable=state is StepState.DONE,
        undone=state is StepState.UNDONE,
    )
