"""Write what an import plan has: in batches, each one transaction and one step of undo.

The file is read a second time and each record composed as it was planned; where that gives anything else, its batch is not
written. Batches that were written before stay, also after a kill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govtui.edit.bulk_set import MOST_FILES
from govtui.edit.file_edit import unreadable
from govtui.edit.import_composition import Composed, Composer
from govtui.edit.import_plan import ImportPlan, ImportState, PlannedRecord, Tell
from govtui.edit.import_source import composed_source
from govtui.edit.import_translations import proposed_translations
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.undo import Step
from govtui.edit.undo_history import UndoHistory
from govtui.model.imported import ImportedRecord
from govtui.store.files import Unreadable, etag, read
from govtui.store.transaction import FileChange

WRITTEN = frozenset({ImportState.NEW, ImportState.CHANGED})


class SavedBatch(NamedTuple):
    """Files that were written as a whole."""

    ids: tuple[str, ...]
    """Of the records, the source's too."""
    paths: tuple[str, ...]
    done: int
    """How many files of the import are written so far."""
    total: int
    is_kept: bool
    """Whether `govtui undo` can take it back."""


class _Written(NamedTuple):
    """A file to be written."""

    id: str
    name: str
    file: FileChange


def save_import(
    editing: Editing,
    plan: ImportPlan,
    records: Iterable[ImportedRecord],
    tell: Tell = lambda done, total: None,
    *,
    most: int = MOST_FILES,
) -> Iterator[SavedBatch]:
    """Write the new and changed records of a plan, in batches of at most `most` files; yield each once it is written.

    `records`: the same file, read again. Raises EditRefused: refused_records (nothing is written unless they are skipped),
    changed_meanwhile, import_changed (the file gives something else now), read_only, disk_full … Then nothing of its batch is
    written.
    """
    if editing.registry.read_only:
        raise EditRefused("read_only")
    if plan.is_held_up:
        raise EditRefused("refused_records", count=plan.counts[ImportState.REFUSED])
    total = number_of_files(plan)
    batch: list[_Written] = []
    done = 0
    for one in _files(editing, plan, records):
        batch.append(one)
        if len(batch) == most:
            done += len(batch)
            yield _saved(editing, batch, done, total, tell)
            batch = []
    if batch:
        yield _saved(editing, batch, done + len(batch), total, tell)


def number_of_files(plan: ImportPlan) -> int:
    """Return how many files an import writes."""
    source = plan.source is not None and plan.source.state in WRITTEN
    return source + sum(one.state in WRITTEN for one in plan.records)


def _saved(editing: Editing, batch: list[_Written], done: int, total: int, tell: Tell) -> SavedBatch:
    first, before = batch[0], done - len(batch)
    ids = tuple(one.id for one in batch)
    step = Step("import", first.id, first.id, {"": first.name}, (), tuple(one.file for one in batch), ids)
    editing.save_files(step, lambda number: tell(before + number, total))
    journal = editing.journal
    is_kept = journal is not None and not (isinstance(journal, UndoHistory) and journal.not_kept)
    return SavedBatch(ids, tuple(one.file.path for one in batch), done, total, is_kept)


def _files(editing: Editing, plan: ImportPlan, records: Iterable[ImportedRecord]) -> Iterator[_Written]:
    """Yield the files of an import in the order of the plan, composed anew. Raises EditRefused."""
    if plan.source is not None and plan.source.state is ImportState.NEW:
        yield _as_planned(plan.source, composed_source(editing, plan.source.id, plan.choices))
    composer = Composer(editing, plan.choices, plan.decisions)
    number = -1
    for number, record in enumerate(records):
        if number >= len(plan.decisions.records):
            raise EditRefused("import_changed")
        planned = plan.decisions.records[number]
        if planned is None or planned.state not in WRITTEN:
            continue
        if planned.place != record.place:
            raise EditRefused("import_changed")
        if record.translated:
            yield from _translated(editing, record, planned)
        else:
            yield _as_planned(planned, composer.composed(planned, record))
    if number + 1 != len(plan.decisions.records):
        raise EditRefused("import_changed")
    for planned in plan.decisions.extra:
        if planned.state in WRITTEN:
            yield _as_planned(planned, composer.related(planned))


def _as_planned(planned: PlannedRecord, composed: Composed) -> _Written:
    """Return a file unless it is not what was planned."""
    if composed.before_tag != planned.before:
        raise EditRefused("changed_meanwhile", path=composed.path)
    if composed.after_tag != planned.after:
        raise EditRefused("import_changed")
    return _Written(planned.id, planned.name, FileChange(composed.path, composed.before, composed.raw))


def _translated(editing: Editing, record: ImportedRecord, planned: PlannedRecord) -> Iterator[_Written]:
    change = proposed_translations(editing, record)
    if change is None or change.before is None:
        return
    if change.blocked:
        raise EditRefused("blocked", change.introduced, path=change.path)
    try:
        before = read(editing.registry.root, change.path)
    except Unreadable as error:
        raise unreadable(change.path, error) from None
    if etag(before) != change.tag:
        raise EditRefused("changed_meanwhile", path=change.path)
    yield _Written(planned.id, planned.name, FileChange(change.path, before, change.raw))
