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
from govtui.cli.import_options import cited_source, format_of, read_options
from govtui.cli.import_questions import Questions, Stopped
from govtui.cli.import_report import Report
from govtui.cli.import_words import fault_words, reason_words, state_counts
from govtui.cli.imported_file import ImportedFile, opened_file
from govtui.cli.lines import print_lines
from govtui.cli.open_answers import add_open, check_answers
from govtui.cli.progress import progress
from govtui.cli.session import Session
from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportPlan, ImportState
from govtui.edit.import_saving import save_import
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import refusal
from govtui.i18n.formats import number
from govtui.interchange.import_formats import reader
from govtui.model.imported import CannotImport, ImportedRecord


def import_file(session: Session, given: Mapping[str, Any]) -> int:
    """Import a file by the options of the command; return the exit status."""
    tr, out = session.tr, session.out
    try:
        session.target(may_fall_back=False)  # without a registry nothing else counts
        format_of(session, given)
        with opened_file(session, given["file"]) as source:
            return _Import(session, given, source).run()
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

    def __init__(self, session: Session, given: Mapping[str, Any], source: ImportedFile) -> None:
        self._session, self._given, self._source = session, given, source
        self._format = format_of(session, given)
        self._editing = editing_to_write(session)
        self._manifest = self._editing.registry.manifest
        self._options = read_options(session, given, self._manifest)
        self._answers = (
            AnswersFile.read(session, given["answers"], self._editing.registry.root) if given["answers"] else None
        )
        if self._answers is not None:
            check_answers(session, self._editing.index, self._manifest, self._answers)
        self._asks = not (given["yes"] or given["dry_run"] or source.is_stdin) and sys.stdin.isatty()
        self._questions = Questions(session, self._editing.index, self._manifest, source.name)
        self._report = Report(session, self._editing.index, self._manifest, source.name)
        self._choices = self._first_choices()
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
            take=frozenset(self._given["take"]),
            skip_refused=self._given["skip_refused"],
        )

    def _new_source(self, title: str = "", url: str = "") -> dict[str, Any]:
        """Return the fields of the source record for the file, without those that the plan adds."""
        today = self._options.today.isoformat()
        name = f"{self._format.key} {today}" if self._source.is_stdin else self._source.name
        language, languages = self._session.tr.language, self._manifest.languages
        if not title or language not in languages:
            language = languages[0]
        fields = {"title": {language: title or name}, "accessed": today, "sha256": self._source.digest()}
        return (
            fields
            | ({"url": url} if url else {})
            | ({"lang": self._options.language} if self._options.language else {})
        )

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
            self._remark_part()
            _print_refused(session, error.fault.code, error.fault.place, error.fault.values)
            return REFUSED
        except KeyboardInterrupt:
            self._remark_interrupted()
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
            return self._held_up(plan)
        if not writes:
            if not (unclear or refused):
                session.out.remark(tr.gettext("There is nothing to import."))
            self._remark_open(plan)
            return plan, REFUSED if unclear or refused else SAVED, ""
        self._remark_batches(writes)
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

    def _held_up(self, plan: ImportPlan) -> tuple[ImportPlan, int, str]:
        """Say that nothing is imported, since records are refused."""
        session, tr, source = self._session, self._session.tr, plan.source
        if source is not None and source.state is ImportState.REFUSED:
            session.out.remark(
                tr.gettext("The source record cannot be made: {reason}").format(reason=reason_words(source, tr))
            )
        if n := plan.counts[ImportState.REFUSED]:
            words = tr.ngettext(
                "{n} record is refused, so nothing was imported; --skip-refused leaves it out.",
                "{n} records are refused, so nothing was imported; --skip-refused leaves them out.",
                n,
            )
            session.out.remark(words.format(n=number(n, tr)))
        self._remark_open(plan)
        return plan, REFUSED, "others_refused"

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

            return plan_import(self._editing, self._records(), self._choices, tell)

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
                asked.ask_types(types)
                if not types:
                    asked.ask_records(unclear)
            finally:  # what was answered before somebody stopped is kept, too
                answers, known = {**self._choices.answers, **asked.answers}, {**self._choices.types, **asked.types}
                self._choices = replace(self._choices, answers=answers, types=known)
            plan = self._plan()

    def _with_source(self, plan: ImportPlan) -> ImportPlan:
        if plan.source is None or plan.source.state is not ImportState.NEW or not state_counts(plan)[0]:
            return plan
        title, url = self._questions.ask_source(self._source.name)
        if (title, url) == (self._source.name, ""):
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
            self._remark_part()
            return status_of(error), error.code
        if not is_kept:
            session.out.remark(refusal("not_kept", {}, tr))
        self._print_saved(total, batches if is_kept else 0)
        return SAVED, ""

    def _print_saved(self, n: int, undoable: int) -> None:
        tr = self._session.tr
        if undoable == 1:
            words = tr.ngettext(
                "Imported {n} record; “govtui undo” undoes it.",
                "Imported {n} records; “govtui undo” undoes all of it.",
                n,
            )
        elif undoable:
            words = tr.ngettext(
                "Imported {n} record in {batches} batches; “govtui undo” undoes one batch at a time.",
                "Imported {n} records in {batches} batches; “govtui undo” undoes one batch at a time.",
                n,
            )
        else:
            words = tr.ngettext("Imported {n} record.", "Imported {n} records.", n)
        told = words.format(n=number(n, tr), batches=number(undoable, tr))
        self._session.out.words(told, err=bool(self._session.form))

    # remarks

    def _remark_batches(self, n: int) -> None:
        if n > MOST_FILES:
            tr = self._session.tr
            words = tr.gettext("They are written in batches of at most {n} files, each as a whole or not at all.")
            self._session.out.remark(words.format(n=number(MOST_FILES, tr)))

    def _remark_open(self, plan: ImportPlan) -> None:
        """Say how to decide on what is open, where that was left out."""
        tr, n = self._session.tr, plan.counts[ImportState.UNCLEAR]
        is_open = n or any(one not in self._choices.types for one in plan.unknown_types)
        if n:
            words = tr.ngettext(
                "{n} record is unclear, since it may be here already; it is left out.",
                "{n} records are unclear, since they may be here already; they are left out.",
                n,
            )
            self._session.out.remark(words.format(n=number(n, tr)))
        if is_open and self._answers is not None:
            words = tr.gettext("Write your answers into {path}, then run the same command again.")
            self._session.out.remark(words.format(path=self._answers.shown))
        elif is_open:
            words = tr.gettext(
                "Run it in a terminal to be asked, or with --answers FILE to get a file for the answers."
            )
            self._session.out.remark(words)

    def _remark_part(self) -> None:
        tr, n = self._session.tr, len(self._saved)
        if n:
            words = tr.ngettext(
                "{n} record was imported before; the same command imports the rest.",
                "{n} records were imported before; the same command imports the rest.",
                n,
            )
            self._session.out.remark(words.format(n=number(n, tr)))
        else:
            self._session.out.remark(tr.gettext("Nothing was imported."))

    def _remark_interrupted(self) -> None:
        self._session.out.passing("")
        self._session.out.words("", err=True)
        self._session.out.remark(self._session.tr.gettext("Interrupted."))
        self._remark_part()
