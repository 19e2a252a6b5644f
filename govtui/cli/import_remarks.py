"""What an import says beside its plan: why nothing is written, what is open and how to decide on it, what was written."""

from __future__ import annotations

from govtui.cli.import_words import reason_words
from govtui.cli.session import Session
from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.import_plan import ImportPlan, ImportState
from govtui.i18n.formats import joined, number, quoted
from govtui.store.files import printable

_TYPES = 5
"""Unknown types that are named."""


def remark_held_up(session: Session, plan: ImportPlan) -> None:
    """Say that nothing is imported, since records are refused, or the source is."""
    tr, source = session.tr, plan.source
    if source is not None and source.state is ImportState.REFUSED:
        words = tr.gettext("The source record cannot be made: {reason}")
        session.out.remark(words.format(reason=reason_words(source, tr)))
    if n := plan.counts[ImportState.REFUSED]:
        words = tr.ngettext(
            "{n} record is refused, so nothing was imported; --skip-refused leaves it out.",
            "{n} records are refused, so nothing was imported; --skip-refused leaves them out.",
            n,
        )
        session.out.remark(words.format(n=number(n, tr)))


def remark_open(session: Session, plan: ImportPlan, answers: str, mapping: str) -> None:
    """Say what is left out because nobody decided on it, and how to decide.

    `answers`, `mapping`: the file of answers, and the mapping file, if there is one.
    """
    tr, out, n = session.tr, session.out, plan.counts[ImportState.UNCLEAR]
    if n:
        words = tr.ngettext(
            "{n} record is unclear, since it may be here already; it is left out.",
            "{n} records are unclear, since they may be here already; they are left out.",
            n,
        )
        out.remark(words.format(n=number(n, tr)))
    types = [one for one in plan.unknown_types if one not in plan.choices.types]
    if types:
        words = tr.gettext(
            "The file has types that are not known here: {types}. --map-template prints a mapping file for them."
        )
        if mapping:
            words = tr.gettext(
                "The file has types that are not known here: {types}. State what they are under [{table}] in {path}."
            )
        named = [quoted(one) for one in types[:_TYPES]] + (["…"] if len(types) > _TYPES else [])
        table = "values.type" if plan.choices.format == "csv" else "classification"
        out.remark(words.format(types=joined(named, tr), table=table, path=printable(mapping)))
    if not (n or types):
        return
    if answers:
        words = tr.gettext("Write your answers into {path}, then run the same command again.")
        out.remark(words.format(path=answers))
    else:
        out.remark(
            tr.gettext("Run it in a terminal to be asked, or with --answers FILE to get a file for the answers.")
        )


def remark_roles(session: Session) -> None:
    """Say what makes people of memberships that are left although people were asked for."""
    words = session.tr.gettext(
        'Memberships are left whose role is none of ours; [values."people.role"] in a mapping file says what they are, "*" all others.'
    )
    session.out.remark(words)


def remark_batches(session: Session, n: int) -> None:
    """Say that so many files are too many for one batch."""
    if n > MOST_FILES:
        words = session.tr.gettext("They are written in batches of at most {n} files, each as a whole or not at all.")
        session.out.remark(words.format(n=number(MOST_FILES, session.tr)))


def remark_part(session: Session, n: int) -> None:
    """Say how many records were written before the import ended early."""
    tr = session.tr
    if n:
        words = tr.ngettext(
            "{n} record was imported before; the same command imports the rest.",
            "{n} records were imported before; the same command imports the rest.",
            n,
        )
        session.out.remark(words.format(n=number(n, tr)))
    else:
        session.out.remark(tr.gettext("Nothing was imported."))


def print_saved(session: Session, n: int, undoable: int, source: str) -> None:
    """Say how many records were imported, and how to see them.

    `undoable`: in how many batches that can be undone, 0 for none. `source`: the id of what they cite, if anything.
    """
    tr = session.tr
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
    session.out.words(told, err=bool(session.form))
    if source:
        words = tr.gettext("“govtui list source:{id}” lists these records; new ones wait for review.")
        session.out.words(words.format(id=source), err=bool(session.form))
