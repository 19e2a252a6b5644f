"""What `govtui fmt` does: shows what would change, asks, and writes it, all files or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from govtui.cli.asked_files import asked_files
from govtui.cli.change_outcome import Outcome, change_line, run_changes
from govtui.cli.consent import Consent, consent, may_preview
from govtui.cli.limited import remark_nothing
from govtui.cli.problem_lines import place_of
from govtui.cli.progress import progress
from govtui.cli.repairs import file_diff, texts_of, write_kept
from govtui.cli.session import Session
from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.format_plan import FormatPlan, Left, plan, record_paths
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.problems import sentence
from govtui.interchange.machine import Line
from govtui.store.files import etag, printable
from govtui.store.location import MANIFEST
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange

DONE, REFUSED, COULD_NOT_RUN, CONFLICT = 0, 1, 2, 3


def format_records(
    session: Session, asked: Sequence[str], where: str | None, *, check: bool, diff: bool, yes: bool
) -> int:
    """Format the records that were asked for; return the exit status."""
    return run_changes(session, lambda: _outcomes(session, asked, where, check=check, diff=diff, yes=yes))


def _outcomes(
    session: Session, asked: Sequence[str], where: str | None, *, check: bool, diff: bool, yes: bool
) -> Iterator[Outcome]:
    chosen = asked_files(session, asked, where)
    registry, files = chosen.registry, chosen.files
    if files == ():
        remark_nothing(session)
        yield Outcome(REFUSED)
        return
    if registry.is_of_earlier_schema:
        raise EditRefused("old_schema", path=MANIFEST)
    paths = record_paths(registry) if files is None else files
    with progress(session, session.tr.gettext("{n} of {total} files read"), len(paths)) as tell:
        planned = plan(registry, paths, tell)
    _tell_left(session, planned.left)
    if check or diff:
        if not session.form:
            _show(session, planned.changes, as_diff=diff)
        _tell_count(session, len(planned.changes))
        yield Outcome(REFUSED if check and planned.changes else DONE, tuple(_tried(planned)))
    else:
        status, code = _write(session, registry, planned, yes=yes)
        yield Outcome(status, tuple(_saved(planned) if status == DONE else _tried(planned, code)))
    yield Outcome(REFUSED if planned.left else DONE, tuple(_left_items(planned)))


def _write(session: Session, registry: Registry, planned: FormatPlan, *, yes: bool) -> tuple[int, str]:
    """Ask, and write the files; return the exit status, and the code of the reason where they are not written."""
    tr, out, changes = session.tr, session.out, planned.changes
    if not changes:
        _tell_count(session, 0)
        return DONE, ""
    n = len(changes)
    if registry.read_only:
        out.remark(refusal("read_only", {}, tr))
        return COULD_NOT_RUN, "read_only"
    if n > MOST_FILES:
        out.remark(refusal("too_many_records", {"count": number(n, tr), "limit": number(MOST_FILES, tr)}, tr))
        return REFUSED, "too_many_records"
    if not yes and may_preview(session):
        _show(session, changes, as_diff=True)
    question = tr.ngettext("Format {n} file?", "Format {n} files?", n).format(n=number(n, tr))
    match consent(session, question, yes=yes):
        case Consent.NOBODY:
            return COULD_NOT_RUN, "needs_yes"
        case Consent.NO:
            return REFUSED, "declined"
    try:
        write_kept(session, registry, "format", changes, planned.keys)
    except EditRefused as error:
        out.remark(refusal(error.code, error.values, tr))
        return CONFLICT if error.code == "changed_meanwhile" else COULD_NOT_RUN, error.code
    if yes and not session.form:
        _show(session, changes, as_diff=False)
    out.words(tr.ngettext("{n} file formatted.", "{n} files formatted.", n).format(n=number(n, tr)), err=True)
    return DONE, ""


# words


def _show(session: Session, changes: Sequence[FileChange], *, as_diff: bool) -> None:
    """Print the files or their diffs; beside what a program reads on standard output."""
    for change in changes:
        if as_diff:
            _print_diff(session, change, err=bool(session.form))
        else:
            session.out.line(printable(change.path), err=bool(session.form))


def _print_diff(session: Session, change: FileChange, *, err: bool) -> None:
    """Print the diff of a file; that all its lines end otherwise is said in words."""
    path, (before, after) = printable(change.path), texts_of(change)
    if "\r\n" in before and "\r\n" not in after:
        words = session.tr.gettext("{path}: lines end with LF instead of CRLF.")
        session.out.line(words.format(path=path), err=err)
        before = before.replace("\r\n", "\n")
    session.out.diff(path, before, after, err=err)


def _tell_count(session: Session, n: int) -> None:
    tr = session.tr
    if n:
        words = tr.ngettext(
            "{n} file would change; “govtui fmt” formats it.", "{n} files would change; “govtui fmt” formats them.", n
        )
    else:
        words = tr.gettext("There is nothing to format.")
    session.out.words(words.format(n=number(n, tr)), err=True)


def _tell_left(session: Session, left: Sequence[Left]) -> None:
    """Print which files stay as they are, and why."""
    tr, out = session.tr, session.out
    for one in left:
        if one.problems:
            out.line(f"{place_of(one.problems[0])}: {sentence(one.problems[0], tr)}", err=True)
        else:
            out.line(refusal(one.code, {"path": printable(one.path)}, tr), err=True)
    if n := len(left):
        words = tr.ngettext("{n} file stays as it is.", "{n} files stay as they are.", n)
        out.words(words.format(n=number(n, tr)), err=True)


# machine lines


def _item(path: str, key: str, *, saved: bool = False, **more: Any) -> Line:
    return change_line(record=key, path=printable(path), saved=saved, **more)


def _tried(planned: FormatPlan, refused: str = "") -> list[Line]:
    """Return what would change, with the reason why it was not written, if it should have been."""
    return [
        _item(change.path, key, refused=refused, diff=file_diff(change))
        for change, key in zip(planned.changes, planned.keys, strict=True)
    ]


def _saved(planned: FormatPlan) -> list[Line]:
    return [
        _item(change.path, key, saved=True, etag=etag(change.after or b""))
        for change, key in zip(planned.changes, planned.keys, strict=True)
    ]


def _left_items(planned: FormatPlan) -> list[Line]:
    return [_item(one.path, one.key, refused=one.code, problems=one.problems) for one in planned.left]
