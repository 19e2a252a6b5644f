"""What `govtui import` does: reads a file, shows the plan, asks what is open, and writes what was agreed to."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import click

from govtui.cli.consent import Consent, consent, may_preview
from govtui.cli.edit_session import COULD_NOT_RUN, REFUSED, SAVED, editing_to_write, refusal_words, status_of
from govtui.cli.import_answers import AnswersFile
from govtui.cli.import_lines import count_lines, import_lines, refused_file
from govtui.cli.import_options import cited_source, format_of, read_options, require_fields
from govtui.cli.import_questions import Questions, Stopped
from govtui.cli.import_remarks import (
    print_saved,
    remark_batches,
    remark_held_up,
    remark_open,
    remark_part,
    remark_roles,
)
from govtui.cli.import_report import Report
from govtui.cli.import_words import fault_words, state_counts
from govtui.cli.imported_file import ImportedFile, opened_file
from govtui.cli.lines import print_lines
from govtui.cli.open_answers import add_open, check_answers
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportPlan, ImportState
from govtui.edit.import_saving import save_import
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.interchange.import_formats import ImportFormat, reader
from govtui.model.imported import CannotImport, ImportedRecord
from govtui.model.kinds import KINDS


def import_file(session: Session, given: Mapping[str, Any]) -> int:
    """Import a file by the options of the command; return the exit status."""
    tr, out = session.tr, session.out
    try:
        session.target(may_fall_back=False)  # without a registry nothing else counts
        if (format := format_of(session, given["format"])) is None:
            _print_refused(session, "library_needed", "", {})
            return COULD_NOT_RUN
        with opened_file(session, given["file"]) as source:
            return _Import(session, given, format, source).run()
    except EditRefused as error:
        out.remark(refusal_words(error, tr))
        _print_refused(session, error.code, "", error.values)
        return status_of(error)
    except click.UsageError:
        raise
    except click.ClickException as error:
        _print_refused(session, getattr(error, "code", "no_such_record"), "", {})
        raise


def _print_refused(session: Session, code: str, place: str, values: Mapping[str, str | int]) -> None:
    if session.form:
        print_lines(session, "import", [refused_file(code, place, values)])


class _Import:
    """One import: read, planned, asked about, written."""

    def __init__(self, session: Session, given: Mapping[str, Any], format: ImportFormat, source: ImportedFile) -> None:
        self._session, self._given, self._format, self._source = session, given, format, source
        self._editing = editing_to_write(session)
        self._manifest = self._editing.registry.manifest
        self._options = read_options(session, given, self._manifest)
        require_fields(session, given["take"], self._manifest)
        self._answers = (
            AnswersFile.read(session, given["answers"], self._editing.registry.root) if given["answers"] else None
        )
        if self._answers is not None:
            check_answers(session, self._editing.index, self._manifest, self._answers)
        self._asks = not (given["yes"] or given["dry_run"] or source.is_stdin) and sys.stdin.isatty()
        self._questions = Questions(session, self._editing.index, self._manifest, source.name)
        self._report = Report(session, self._editing.index, self._manifest, source.name)
        self._choices = self._first_choices()
        self._plan_now: ImportPlan | None = None
        self._saved: set[str] = set()

    def _first_choices(self) -> ImportChoices:
        answers = self._answers
        source = cited_source(self._session, self._editing.index, self._given["source"])
        return ImportChoices(
            format=self._format.key,
            source=source,
            new_source={} if source else self._new_source(),
            answers=dict(answers.records) if answers else {},
            types=dict(answers.types) if answers else {},
            type=self._options.type,
            kinds_of_type=frozenset(one for one in KINDS if self._manifest.knows(f"{one}.type", self._options.type)),
            take=frozenset(self._given["take"]),
            skip_refused=self._given["skip_refused"],
        )

    def _new_source(self, title: str = "", url: str = "") -> dict[str, Any]:
        """Return the fields of the source record for the file, without those that the plan adds."""
        today = self._options.today.isoformat()
        name = f"{self._format.key} {today}" if self._source.is_piped else self._source.name
        language, languages = self._options.language, self._manifest.languages
        wanted = self._session.tr.language if title else language  # one that was typed is in the reader's language
        titles = {wanted if wanted in languages else languages[0]: title or name}
        told = {"title": titles, "accessed": today, "url": url, "lang": language, "sha256": self._source.digest()}
        return {field: value for field, value in told.items() if value}

    # the run

    def run(self) -> int:
        """Import, and return the exit status."""
        session, out, tr = self._session, self._session.out, self._session.tr
        plan: ImportPlan | None = None
        code = ""
        try:
            plan, status, code = self._run()
        except CannotImport as error:
            out.remark(fault_words(self._source.name, error.fault, tr))
            remark_part(session, self._count_saved())
            _print_refused(session, error.fault.code, error.fault.place, error.fault.values)
            return REFUSED
        except KeyboardInterrupt:
            out.passing("")
            out.words("", err=True)  # behind ^C
            out.remark(tr.gettext("Interrupted."))
            remark_part(session, self._count_saved())
            raise
        if session.form:
            print_lines(session, "import", import_lines(plan, self._saved, code), count_lines(plan))
        return status

    def _run(self) -> tuple[ImportPlan, int, str]:
        """Return the plan, the exit status, and why what could be written was not."""
        session, tr, given = self._session, self._session.tr, self._given
        if self._source.is_empty:
            raise CannotImport("", "empty_file")
        plan = self._plan()
        if self._asks:
            try:
                plan = self._asked(plan)
            except Stopped:
                session.out.remark(tr.gettext("Nothing was imported."))
                return plan, REFUSED, "declined"
            finally:
                self._keep_answers(plan)
        else:
            self._keep_answers(plan)
        if may_preview(session):
            self._report.print(plan, self._format.key)
        writes, unclear = state_counts(plan)
        refused = plan.counts[ImportState.REFUSED]
        if plan.is_held_up:
            remark_held_up(session, plan)
            self._remark_open(plan)
            return plan, REFUSED, "others_refused"
        if not writes:
            session.out.remark(tr.gettext("There is nothing to import."))
            self._remark_open(plan)
            return plan, REFUSED if unclear or refused else SAVED, ""
        remark_batches(session, writes)
        if given["dry_run"]:
            self._remark_open(plan)
            return plan, SAVED, ""
        if self._editing.registry.read_only:
            raise EditRefused("read_only")
        question = tr.ngettext("Import {n} record?", "Import {n} records?", writes).format(n=number(writes, tr))
        match consent(session, question, yes=given["yes"]):
            case Consent.NOBODY:
                self._remark_open(plan)
                return plan, COULD_NOT_RUN, "needs_yes"
            case Consent.NO:
                return plan, REFUSED, "declined"
        status, code = self._save(plan, writes)
        self._remark_open(plan)
        return plan, status, code

    def _count_saved(self) -> int:
        """Return how many records of the file were written, their source not counted."""
        source = self._plan_now.source if self._plan_now else None
        return len(self._saved) - (source is not None and source.id in self._saved)

    # reading

    def _records(self) -> Iterator[ImportedRecord]:
        return reader(self._format)(self._source.rewound(), self._options)

    def _plan(self) -> ImportPlan:
        tr = self._session.tr
        reading, comparing = tr.gettext("{n} records read"), tr.gettext("{n} of {total} records compared")
        with progress(self._session, reading) as read, progress(self._session, comparing) as compared:

            def tell(done: int, total: int) -> None:
                if total:
                    compared(done, total)
                else:
                    read(done)

            self._plan_now = plan_import(self._editing, self._records(), self._choices, tell)
            return self._plan_now

    # asking

    def _asked(self, plan: ImportPlan) -> ImportPlan:
        """Ask what is open, and plan again with the answers, until nothing is open. Raises Stopped."""
        asked = self._questions
        while True:
            types = {given: kind for given, kind in plan.unknown_types.items() if given not in asked.types}
            unclear = [
                one for one in plan.records if one.state is ImportState.UNCLEAR and one.answer_key not in asked.answers
            ]
            if not types and plan.is_held_up:
                return plan  # nothing will be written, so nobody is asked for more
            if not (types or unclear):
                return self._with_source(plan)
            try:
                asked.ask_types(types, plan.records)
                if not types:
                    asked.ask_records(unclear)
            finally:  # what was answered before somebody stopped is kept, too
                answers, known = {**self._choices.answers, **asked.answers}, {**self._choices.types, **asked.types}
                self._choices = replace(self._choices, answers=answers, types=known)
            plan = self._plan()

    def _with_source(self, plan: ImportPlan) -> ImportPlan:
        if plan.source is None or plan.source.state is not ImportState.NEW or not state_counts(plan)[0]:
            return plan
        title, url = self._questions.ask_source(plan.source.name)
        if (title, url) == (plan.source.name, ""):
            return plan
        self._choices = replace(self._choices, new_source=self._new_source(title, url))
        return self._plan()

    def _keep_answers(self, plan: ImportPlan) -> None:
        """Write what was answered, and what is open, into the file of answers."""
        if self._answers is not None:
            add_open(
                self._session,
                self._editing.index,
                self._manifest,
                self._answers,
                self._source.name,
                plan,
                self._choices,
            )

    # writing

    def _save(self, plan: ImportPlan, total: int) -> tuple[int, str]:
        session, tr = self._session, self._session.tr
        if self._source.has_changed():
            session.out.remark(tr.gettext("The file was changed while it was being read; nothing was imported."))
            return REFUSED, "file_changed"
        is_kept, batches = True, 0
        try:
            with progress(session, tr.gettext("{n} of {total} files written")) as tell:
                for batch in save_import(self._editing, plan, self._records(), tell):
                    self._saved.update(batch.ids)
                    is_kept, batches = is_kept and batch.is_kept, batches + 1
        except EditRefused as error:
            session.out.remark(refusal_words(error, tr))
            remark_part(session, self._count_saved())
            return status_of(error), error.code
        if not is_kept:
            session.out.remark(refusal("not_kept", {}, tr))
        print_saved(session, total, batches if is_kept else 0, plan.source.id if plan.source else "")
        return SAVED, ""

    def _remark_open(self, plan: ImportPlan) -> None:
        if self._given["people"] and plan.left["memberships"]:
            remark_roles(self._session)
        answers = self._answers.shown if self._answers is not None else ""
        remark_open(self._session, plan, answers, self._given["mapping"] or "")
