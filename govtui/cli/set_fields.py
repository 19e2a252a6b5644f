"""What `govtui set` does: one record as a change of its own, several as one change that is previewed first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from govtui.cli.asked import STDIN, asked_cards
from govtui.cli.assigned import read_assignments, split_words
from govtui.cli.bulk_preview import print_bulk
from govtui.cli.change_outcome import Outcome, change_line, refused_line, run_changes, saved_outcome
from govtui.cli.change_words import print_problems, remark_private_notes
from govtui.cli.consent import Consent, consent, may_preview
from govtui.cli.edit_session import (
    COULD_NOT_RUN,
    REFUSED,
    SAVED,
    editing_to_write,
    is_kept,
    refusal_words,
    remark_other_editor,
    remark_saved,
    status_of,
)
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.edit import bulk_set
from govtui.edit.assignment import Assignment, assignment_changes, unintended_notes
from govtui.edit.bulk_set import BulkSet
from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.interchange.machine import Line
from govtui.store.field_edits import Change
from govtui.store.files import etag
from govtui.store.presence import Presence
from govtui.store.registry import Entry


def set_fields(
    session: Session,
    words: Sequence[str],
    where: str | None,
    *,
    dry_run: bool,
    yes: bool,
    skip_refused: bool,
    force: bool,
) -> int:
    """Change fields of the records that were asked for; return the exit status."""
    tr = session.tr
    ids, given = split_words(words)
    if not given:
        raise click.UsageError(tr.gettext("Say what to change: FIELD=VALUE, after the ids."))
    if not ids and where is None:
        raise click.UsageError(tr.gettext("Name one or more records by their ids, or use --where."))

    def work() -> Iterable[Outcome]:
        assignments = read_assignments(session, given, is_stdin_taken=STDIN in ids)
        editing = editing_to_write(session)
        keys = [card.key for card in asked_cards(session, editing.index, editing.registry.root, ids, where)]
        if not keys:
            session.out.remark(tr.gettext("No record was found, so nothing was changed."))
            return [Outcome(REFUSED)]
        if len(keys) == 1:
            return [_set_one(session, editing, keys[0], assignments, dry_run=dry_run, force=force)]
        several = _Several(session, editing, assignments, dry_run, yes, skip_refused, force)
        return [several.run(keys)]

    return run_changes(session, work)


def _set_one(
    session: Session, editing: Editing, key: str, assignments: Sequence[Assignment], *, dry_run: bool, force: bool
) -> Outcome:
    tr = session.tr
    entry = editing.entry(key)
    remark_other_editor(session, editing, key)
    data = plain(entry.text)
    if data is None or entry.kind == "":
        error = EditRefused("broken_toml", entry.problems, path=entry.path)
        if not session.form:
            print_problems(session, editing, entry.problems, entry.text)
        session.out.remark(refusal(error.code, error.values, tr))
        session.out.remark(tr.gettext("“govtui edit {id}” opens it in your editor.").format(id=key))
        return Outcome(REFUSED, (refused_line(error, record=key),))
    schema = editing.registry.manifest.record_schema
    change = editing.fields(key, assignment_changes(entry.kind, data, assignments, schema), entry.etag)
    remark_private_notes(session, unintended_notes(entry.kind, data, assignments, schema))
    words = tr.gettext("Saved {path}.")
    return saved_outcome(session, editing, change, dry_run=dry_run, force=force, words=words)


class _Several:
    """Fields set in several records: prepared, previewed, asked about, saved."""

    def __init__(
        self,
        session: Session,
        editing: Editing,
        assignments: Sequence[Assignment],
        dry_run: bool,
        yes: bool,
        skip_refused: bool,
        force: bool,
    ) -> None:
        self._session, self._editing, self._assignments = session, editing, assignments
        self._dry_run, self._yes, self._skip_refused, self._force = dry_run, yes, skip_refused, force
        self._notes: dict[tuple[str, str], None] = {}

    def run(self, keys: Sequence[str]) -> Outcome:
        """Change the records and tell how that ended."""
        session, tr = self._session, self._session.tr
        with progress(session, tr.gettext("{n} of {total} records prepared"), len(keys)) as tell:
            bulk = bulk_set.prepare(self._editing, keys, self._changes, force=self._force, tell=tell)
        remark_private_notes(session, self._notes)
        self._remark_other_editors(bulk)
        if may_preview(session):
            print_bulk(session, bulk, err=bool(session.form))
        if bulk.refused and not self._skip_refused:
            n = len(bulk.refused)
            words = tr.ngettext(
                "{n} record is refused, so nothing was saved; --skip-refused leaves it out.",
                "{n} records are refused, so nothing was saved; --skip-refused leaves them out.",
                n,
            )
            session.out.remark(words.format(n=number(n, tr)))
            return self._unsaved(bulk, REFUSED, "others_refused")
        if not bulk.prepared:
            return self._unsaved(bulk, REFUSED if bulk.refused else SAVED, "")
        if self._dry_run:
            return self._unsaved(bulk, SAVED, "")
        n = len(bulk.prepared)
        question = tr.ngettext("Change {n} record?", "Change {n} records?", n).format(n=number(n, tr))
        match consent(session, question, yes=self._yes):
            case Consent.NOBODY:
                return self._unsaved(bulk, COULD_NOT_RUN, "needs_yes")
            case Consent.NO:
                return self._unsaved(bulk, REFUSED, "declined")
        return self._saved(bulk)

    def _changes(self, entry: Entry) -> list[Change]:
        """Work out the changes of one record. Raises EditRefused."""
        data = plain(entry.text)
        if data is None or entry.kind == "":
            raise EditRefused("broken_toml", entry.problems, path=entry.path)
        schema = self._editing.registry.manifest.record_schema
        self._notes |= dict.fromkeys(unintended_notes(entry.kind, data, self._assignments, schema))
        return assignment_changes(entry.kind, data, self._assignments, schema)

    def _remark_other_editors(self, bulk: BulkSet) -> None:
        presence, tr = Presence(self._editing.registry.root), self._session.tr
        edited = [one.key for one in bulk.prepared if presence.others(one.key)]
        if edited:
            words = tr.ngettext(
                "{n} record is being edited by somebody else: {ids}",
                "{n} records are being edited by others: {ids}",
                len(edited),
            )
            self._session.out.remark(words.format(n=number(len(edited), tr), ids=", ".join(edited[:3])))

    def _saved(self, bulk: BulkSet) -> Outcome:
        session, tr = self._session, self._session.tr
        try:
            with progress(session, tr.gettext("{n} of {total} records saved"), len(bulk.prepared)) as tell:
                saved = bulk_set.save(self._editing, bulk, force=self._force, tell=tell)
        except EditRefused as error:
            session.out.remark(refusal_words(error, tr))
            return self._unsaved(bulk, status_of(error), error.code)
        remark_saved(session, self._editing)
        if saved.merged:
            n = len(saved.merged)
            words = tr.ngettext(
                "{n} file was changed by somebody else meanwhile; both changes were merged.",
                "{n} files were changed by somebody else meanwhile; both changes were merged.",
                n,
            )
            session.out.remark(words.format(n=number(n, tr)))
        n = len(saved.prepared)
        if is_kept(self._editing):
            words = tr.ngettext(
                "Changed {n} record; “govtui undo” undoes it.",
                "Changed {n} records; “govtui undo” undoes all of it.",
                n,
            )
        else:
            words = tr.ngettext("Changed {n} record.", "Changed {n} records.", n)
        session.out.words(words.format(n=number(n, tr)), err=bool(session.form))
        return Outcome(SAVED, tuple(_lines(saved, is_saved=True)))

    def _unsaved(self, bulk: BulkSet, status: int, code: str) -> Outcome:
        return Outcome(status, tuple(_lines(bulk, is_saved=False, code=code)))


def _lines(bulk: BulkSet, *, is_saved: bool, code: str = "") -> Iterator[Line]:
    """Yield a line for each record; `code`: why those that could be saved are not."""
    for one in bulk.prepared:
        yield change_line(
            record=one.id,
            path=one.file.path,
            saved=is_saved,
            refused=code or None,
            changes=one.differences,
            problems=one.problems,
            etag=etag(one.file.after or b""),
        )
    for key, path in bulk.unchanged:
        yield change_line(record=key, path=path, saved=False)
    for refused in bulk.refused:
        error = EditRefused(refused.code, refused.problems, **refused.values)
        yield refused_line(error, record=refused.key, path=refused.path)
