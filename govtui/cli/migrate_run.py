"""What `govtui migrate` does: shows or writes a migration, and tells what a person must decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govtui.cli.change_outcome import change_line
from govtui.cli.lines import print_lines
from govtui.cli.problem_lines import place_of
from govtui.cli.repairs import changed_fields, file_diff
from govtui.cli.session import Session
from govtui.edit.migration_plan import MigrationPlan, carry_out, plan, silences_in
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.i18n.migration_texts import changes_words, question_words
from govtui.i18n.problems import sentence
from govtui.interchange import machine
from govtui.interchange.machine import Line
from govtui.store.files import etag, printable, stem_of
from govtui.store.location import MANIFEST
from govtui.store.registry import Registry

DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2


def migrate(session: Session, registry: Registry, write: bool, only: str) -> int:
    """Show a migration, or one step of it, or write it; return the exit status."""
    tr, out = session.tr, session.out
    planned = plan(registry, only)
    if not write and not session.form:
        for change in planned.changes:
            out.diff(change.path, (change.before or b"").decode(), (change.after or b"").decode())
    _tell_left(session, planned)
    if planned.refused:
        out.words(tr.gettext("Nothing was changed."), err=True)
        _print_lines(session, planned, refused="others_refused")
        return REFUSED
    status = REFUSED if planned.left else DONE
    if not planned.changes:
        out.words(tr.gettext("There is nothing to migrate."), err=True)
        _print_lines(session, planned)
        return status
    n = len(planned.changes)
    if not write:
        words = tr.ngettext(
            "{n} file would change; “govtui migrate --write” changes it.",
            "{n} files would change; “govtui migrate --write” changes them.",
            n,
        )
        out.words(words.format(n=number(n, tr)), err=True)
        _print_lines(session, planned)
        return status
    try:
        carry_out(registry, planned)
    except EditRefused as error:
        out.line(refusal(error.code, error.values, tr), err=True)
        out.words(tr.gettext("Nothing was changed."), err=True)
        _print_lines(session, planned, refused=error.code)
        return COULD_NOT_RUN
    out.words(changes_words(n, tr), err=bool(session.form))
    _print_lines(session, planned, saved=True)
    return status


def _tell_left(session: Session, planned: MigrationPlan) -> None:
    """Print what a person must decide, and which files stay as they are."""
    tr, out = session.tr, session.out
    for path, one in planned.questions:
        out.line(f"{path}: {one.path}: {question_words(one, tr)}", err=True)
    for problem in planned.left:
        out.line(f"{place_of(problem)}: {sentence(problem, tr)}", err=True)
    if n := len(planned.left):
        words = tr.ngettext("{n} file stays as it is.", "{n} files stay as they are.", n)
        out.words(words.format(n=number(n, tr)), err=True)
    for path in planned.refused:
        out.line(tr.gettext("{path} cannot be changed without losing something.").format(path=path), err=True)


def _print_lines(session: Session, planned: MigrationPlan, *, saved: bool = False, refused: str = "") -> None:
    """Print a line for each file that changes, or stays and should not, or about which a person must decide."""
    if session.form:
        lines = sorted(_lines(planned, saved, refused), key=lambda line: str(line["path"]))
        print_lines(session, "change", lines)


def _lines(planned: MigrationPlan, saved: bool, refused: str) -> Iterator[Line]:
    asked: dict[str, list[str]] = {}
    for path, one in planned.questions:
        asked.setdefault(path, []).append(one.path)
    for change in planned.changes:
        yield _line(
            shown := printable(change.path),
            saved=saved,
            refused=refused,
            undecided=asked.pop(shown, None),
            changes=changed_fields(change),
            diff=None if saved else file_diff(change),
            etag=etag(change.after or b"") if saved else None,
        )
    for problem in planned.left:
        yield _line(problem.path, saved=False, refused=problem.code, problems=[problem])
    for path in planned.refused:
        yield _line(path, saved=False, refused="cannot_splice", undecided=asked.pop(path, None))
    for path, fields in asked.items():
        yield _line(path, saved=False, undecided=fields)


def _line(path: str, *, saved: bool, **more: Any) -> Line:
    return change_line(record=stem_of(path) if path != MANIFEST else None, path=path, saved=saved, **more)


def tell_silences(session: Session, registry: Registry) -> int:
    """Print each sentence about silence with the gaps that it names, and how many there are; return the exit status."""
    tr, out = session.tr, session.out
    found = list(silences_in(registry, tr.language if not session.form else registry.manifest.languages[0]))
    if session.form:
        lines = [
            machine.line(
                "silence",
                record=stem_of(path),
                path=path,
                field=f"{one.field}.{one.language}",
                sentence=one.sentence,
                gaps=list(one.gaps),
            )
            for path, one in found
        ]
        print_lines(session, "silence", lines)
        return DONE
    for path, one in found:
        gaps = ", ".join(f'"{gap}"' for gap in one.gaps)
        told = f"gaps = [{gaps}]" if gaps else tr.gettext("(names no field)")
        out.line(f"{path}: {one.field}.{one.language}: {one.sentence}")
        out.line(f"    {told}")
    n, named = len(found), sum(1 for _, one in found if one.gaps)
    words = tr.ngettext(
        "{n} sentence says what sources do not say; {named} of them name a field.",
        "{n} sentences say what sources do not say; {named} of them name a field.",
        n,
    )
    out.words(words.format(n=number(n, tr), named=number(named, tr)), err=True)
    return DONE
