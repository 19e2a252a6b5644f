"""What `govtui merge` does: shows what two records become as one, asks, and saves all files or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from govtui.cli.asked import asked_card
from govtui.cli.change_outcome import Outcome, change_line, clash_data, run_changes
from govtui.cli.change_words import print_diff, print_problems, shown, shown_pair
from govtui.cli.clash_name import clash_name
from govtui.cli.consent import Consent, consent, may_preview
from govtui.cli.edit_session import (
    COULD_NOT_RUN,
    REFUSED,
    SAVED,
    editing_to_write,
    is_kept,
    remark_other_editor,
    remark_saved,
)
from govtui.cli.session import Session
from govtui.edit.conflict import Clash, Side
from govtui.edit.operations import Editing
from govtui.edit.record_merge import RecordMerge, prepare, save
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes, number
from govtui.i18n.merge_texts import why_left
from govtui.interchange.machine import Line

_SHOWN = 20
"""Files that are named before somebody is asked."""


def merge_records(
    session: Session,
    kept: str,
    gone: str,
    take: Sequence[str],
    keep: Sequence[str],
    *,
    dry_run: bool,
    yes: bool,
    force: bool,
) -> int:
    """Merge the record `gone` into `kept`, or show what would change; return the exit status."""
    if both := sorted(set(take) & set(keep)):
        words = session.tr.gettext("Use either --take or --keep for “{field}”, not both.")
        raise click.UsageError(words.format(field=in_quotes(both[0])))
    choices = {**dict.fromkeys(take, Side.THEIRS), **dict.fromkeys(keep, Side.MINE)}

    def work() -> Iterator[Outcome]:
        editing = editing_to_write(session)
        mine, other = (asked_card(session, editing.index, editing.registry.root, id).key for id in (kept, gone))
        for key in (mine, other):
            remark_other_editor(session, editing, key)
        merge = prepare(editing, mine, other, choices)
        yield _merged(session, editing, merge, dry_run=dry_run, yes=yes, force=force)

    return run_changes(session, work)


def _merged(
    session: Session, editing: Editing, merge: RecordMerge, *, dry_run: bool, yes: bool, force: bool
) -> Outcome:
    tr, out, path = session.tr, session.out, merge.change.path
    if may_preview(session) and (dry_run or merge.undecided or not yes or merge.change.blocked):
        _print_merge(session, editing, merge, whole=dry_run or not yes)
    if undecided := merge.undecided:
        out.remark(refusal("undecided", {"path": path, "field": undecided[0].path}, tr))
        out.remark(_advice(undecided, session))
        return _ended(merge, REFUSED, refused="undecided", diff=merge.change.diff() if dry_run else None)
    if merge.change.blocked and not force:
        out.remark(refusal("blocked", {"path": path}, tr))
        return _ended(merge, REFUSED, refused="blocked", diff=merge.change.diff() if dry_run else None)
    if dry_run:
        return _ended(merge, SAVED, diff=merge.change.diff())
    question = tr.gettext("Merge “{gone}” into “{kept}”?").format(
        gone=in_quotes(merge.gone.id), kept=in_quotes(merge.change.key)
    )
    match consent(session, question, yes=yes):
        case Consent.NOBODY:
            return _ended(merge, COULD_NOT_RUN, refused="needs_yes")
        case Consent.NO:
            return _ended(merge, REFUSED, refused="declined")
    saved = save(editing, merge, force=force)
    remark_saved(session, editing, saved)
    _tell_left(session, merge)
    if is_kept(editing):
        words = tr.gettext("“{gone}” is now part of “{kept}”: {path}. “govtui undo” separates them again.")
    else:
        words = tr.gettext("“{gone}” is now part of “{kept}”: {path}.")
    out.line(
        words.format(gone=in_quotes(merge.gone.id), kept=in_quotes(merge.change.key), path=path), err=bool(session.form)
    )
    if merge.moved and not session.form:
        words = tr.ngettext("References updated in {n} file.", "References updated in {n} files.", len(merge.moved))
        out.line(words.format(n=number(len(merge.moved), tr)))
    return _ended(merge, SAVED, saved=True, etag=saved.tag)


# words


def _print_merge(session: Session, editing: Editing, merge: RecordMerge, *, whole: bool) -> None:
    """Print what becomes of the two records; `whole`: with the diff and the files that change besides."""
    tr, out, err = session.tr, session.out, bool(session.form)
    if whole:
        print_diff(session, merge.change, err=err)
        out.line(tr.gettext("{path} would be removed.").format(path=merge.gone.path), err=err)
        _print_moved(session, merge, err=err)
    for heading, hows in (
        (tr.gettext("The two differ; the other value is kept as a claim of its source:"), "claim"),
        (tr.gettext("The names differ; the other one is kept among the other names:"), "alias"),
    ):
        found = [one for one in merge.differences if one.how == hows]
        if found:
            out.line(heading, err=err)
        for one in found:
            out.line(f"    {one.path}: {' / '.join(shown_pair(one.kept, one.gone))}", err=err)
    if merge.remainder:
        out.line(tr.gettext("Not in the result:"), err=err)
    for left in merge.remainder:
        out.line(f"    {left.field}: {shown(left.value)} ({why_left(left.why, tr)})", err=err)
    if doubled := [(one.file.path, field) for one in merge.moved for field in one.doubled]:
        out.line(tr.gettext("These items now refer to the same record; check whether to remove one of them:"), err=err)
        for path, field in doubled:
            out.line(f"    {path}: {field}", err=err)
    if not whole:
        _tell_left(session, merge)
    if merge.undecided:
        out.line(tr.gettext("The two differ, and no source has the other value:"), err=err)
        for clash in merge.undecided:
            _print_undecided(session, clash, err=err)
    after = merge.change.after
    print_problems(session, editing, merge.change.new_problems, after.text if after else "", err=err)


def _print_undecided(session: Session, clash: Clash, *, err: bool) -> None:
    tr, out = session.tr, session.out
    out.line(f"    {clash_name(clash, tr)}:", err=err)
    sides = ((tr.pgettext("merge", "kept"), clash.mine), (tr.pgettext("merge", "the other"), clash.theirs))
    cells = max(len(words) for words, _ in sides)
    for words, value in sides:
        out.line(f"        {words.ljust(cells)}  {shown(value)}", err=err)


def _print_moved(session: Session, merge: RecordMerge, *, err: bool) -> None:
    tr, out = session.tr, session.out
    if not merge.moved:
        return
    n = len(merge.moved)
    words = tr.ngettext("References would be updated in {n} file:", "References would be updated in {n} files:", n)
    out.line(words.format(n=number(n, tr)), err=err)
    for one in merge.moved[:_SHOWN]:
        out.line(f"    {one.file.path}", err=err)
    if (more := n - _SHOWN) > 0:
        out.line("    " + tr.gettext("and {n} more").format(n=number(more, tr)), err=err)


def _tell_left(session: Session, merge: RecordMerge) -> None:
    for path in merge.left:
        words = session.tr.gettext("{path} is not a valid record now, so it still has the old id.")
        session.out.remark(words.format(path=path))


def _advice(undecided: Sequence[Clash], session: Session) -> str:
    first = undecided[0].path
    words = session.tr.gettext("Use --take {field} for the other value, or --keep {field} for the one that is kept.")
    return words.format(field=first if not first.endswith("#") else "comments")


# lines


def _ended(merge: RecordMerge, status: int, *, saved: bool = False, refused: str = "", **more: Any) -> Outcome:
    """Return how the merge ended, as the line of the record that is kept."""
    left = [{"field": one.field, "value": one.value, "why": one.why} for one in merge.remainder]
    line: Line = change_line(
        record=merge.change.key,
        path=merge.change.path,
        saved=saved,
        refused=refused or None,
        former=merge.gone.id,
        files=[*(one.file.path for one in merge.moved), merge.gone.path],
        left=list(merge.left) or None,
        changes=merge.change.differences,
        problems=merge.change.new_problems,
        clashes=[clash_data(one) for one in merge.undecided] or None,
        remainder=left or None,
        **more,
    )
    return Outcome(status, (line,))
