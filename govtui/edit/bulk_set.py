"""Fields set in several records as one change: prepared, previewed, saved all or none, as one step of undo.

Commands and screens show `rows` and `refused`, ask, and save; nothing here knows how they look.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from govtui.edit.merge import merged
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING, Data
from govtui.edit.proposal import EditRefused, FieldDifference, ProposedChange
from govtui.edit.typed_text import encode
from govtui.edit.undo import Step, name_of
from govtui.model.problem import Problem
from govtui.store.field_edits import Change
from govtui.store.files import Unreadable, etag, read
from govtui.store.registry import Entry
from govtui.store.transaction import FileChange

MOST_FILES = 5000
"""The most records that are changed at once."""

_MOST_MERGES = 5
"""How often the files are merged with what others keep saving before that is called a conflict."""

Tell = Callable[[int], object]
"""Is told how many records are done."""


class BulkRow(NamedTuple):
    """A row of the preview: in how many records a field goes from one value to another."""

    field: str
    records: int
    before: Data
    """MISSING where the field is not there, as in `after`."""
    after: Data


class RefusedRecord(NamedTuple):
    """A record that cannot be changed like the others."""

    key: str
    path: str
    code: str
    """EditRefused.code; "blocked": the change causes `problems`; "alters_more": it loses a comment."""
    values: Mapping[str, str | int]
    problems: tuple[Problem, ...]


class PreparedRecord(NamedTuple):
    """The change of one record."""

    key: str
    id: str
    name: Mapping[str, str]
    file: FileChange
    differences: tuple[FieldDifference, ...]
    problems: tuple[Problem, ...]
    """New ones that keep nothing from being saved, unless by force."""


@dataclass(frozen=True)
class BulkSet:
    """A change of several records, not saved yet."""

    prepared: tuple[PreparedRecord, ...]
    refused: tuple[RefusedRecord, ...]
    unchanged: tuple[tuple[str, str], ...]
    """Keys and paths of the records that are so already."""
    merged: tuple[str, ...] = ()
    """Paths of the files with which somebody else's changes were merged."""

    @property
    def rows(self) -> list[BulkRow]:
        """The preview."""
        return rows_of(one.differences for one in self.prepared)

    @property
    def step(self) -> Step:
        """The step of undo."""
        first = self.prepared[0]
        fields = dict.fromkeys(one.path for record in self.prepared for one in record.differences if one.path)
        files = tuple(one.file for one in self.prepared)
        return Step(
            "bulk", first.id, first.key, first.name, tuple(fields), files, tuple(one.id for one in self.prepared)
        )


def rows_of(changes: Iterable[Iterable[FieldDifference]]) -> list[BulkRow]:
    """Return changes of records as rows: by field in the order of the first, what most records have first."""
    values: dict[tuple[str, str], tuple[Data, Data]] = {}
    count: Counter[tuple[str, str]] = Counter()
    fields: dict[str, int] = {}
    for field, before, after in (one for change in changes for one in change):
        key = field, json.dumps([_told(before), _told(after)], sort_keys=True, default=str)
        values.setdefault(key, (before, after))
        count[key] += 1
        fields.setdefault(field, len(fields))
    rows = [BulkRow(key[0], count[key], *pair) for key, pair in values.items()]
    return sorted(rows, key=lambda row: (fields[row.field], -row.records))


def _told(value: Data) -> Any:
    return [] if value is MISSING else [value]


def prepare(
    editing: Editing,
    keys: Sequence[str],
    changes_of: Callable[[Entry], Sequence[Change]],
    *,
    force: bool = False,
    tell: Tell = lambda number: None,
) -> BulkSet:
    """Propose a change of fields in each record; nothing is written.

    `changes_of` works out the changes of a record, or raises EditRefused; `force`: also those that cause errors or lose a
    comment. Raises EditRefused: too_many_records.
    """
    if len(keys) > MOST_FILES:
        raise EditRefused("too_many_records", count=len(keys), limit=MOST_FILES)
    prepared: list[PreparedRecord] = []
    refused: list[RefusedRecord] = []
    unchanged: list[tuple[str, str]] = []
    with editing.reading_once():
        for number, key in enumerate(keys):
            tell(number)
            path = card.path if (card := editing.index.card(key)) else ""
            try:
                change = _proposed(editing, key, changes_of)
                if change.changes_nothing:
                    unchanged.append((change.key, change.path))
                else:
                    _require_savable(change, force=force)
                    prepared.append(_prepared(change))
            except EditRefused as error:
                refused.append(RefusedRecord(key, path, error.code, error.values, error.problems))
    tell(len(keys))
    return BulkSet(tuple(prepared), tuple(refused), tuple(unchanged))


def _proposed(editing: Editing, key: str, changes_of: Callable[[Entry], Sequence[Change]]) -> ProposedChange:
    entry = editing.entry(key)
    return editing.fields(key, changes_of(entry), entry.etag)


def _require_savable(change: ProposedChange, *, force: bool) -> None:
    if force:
        return
    if change.blocked:
        raise EditRefused("blocked", change.introduced or change.new_problems, path=change.path)
    if change.loses_comments:
        raise EditRefused("alters_more", path=change.path)


def _prepared(change: ProposedChange) -> PreparedRecord:
    assert change.before is not None and change.after is not None, "fields are set in a file that is there"
    before = encode(change.before.text, change.before)
    if etag(before) != change.tag:
        raise EditRefused("not_utf8", change.before.problems, path=change.path)
    file = FileChange(change.path, before, change.raw)
    problems = change.new_problems
    return PreparedRecord(change.key, change.after.id, name_of(change.after), file, change.differences, problems)


def save(editing: Editing, bulk: BulkSet, *, force: bool = False, tell: Tell = lambda number: None) -> BulkSet:
    """Write all prepared records or none, merged with what others saved meanwhile; return them as they were written.

    Raises EditRefused: conflict or gone_meanwhile (somebody else changed the same field of a record), blocked, read_only,
    disk_full … Then nothing is written.
    """
    if editing.registry.read_only:
        raise EditRefused("read_only")
    for tries in range(_MOST_MERGES):
        bulk = _merged(editing, bulk, force=force)
        if not bulk.prepared:
            return bulk
        try:
            editing.save_files(bulk.step, tell)
        except EditRefused as error:
            if error.code != "changed_meanwhile" or tries == _MOST_MERGES - 1:
                raise
        else:
            break
    return bulk


def _merged(editing: Editing, bulk: BulkSet, *, force: bool) -> BulkSet:
    """Merge each record with its file as it is now. Raises EditRefused where the two clash."""
    prepared: list[PreparedRecord] = []
    unchanged, others = list(bulk.unchanged), list(bulk.merged)
    for one in bulk.prepared:
        path = one.file.path
        try:
            now = read(editing.registry.root, path)
        except Unreadable as error:
            code = "gone_meanwhile" if error.code == "gone" else "changed_meanwhile"
            raise EditRefused(code, path=path) from None
        if now == one.file.before:
            prepared.append(one)
            continue
        others.append(path)
        change = _merged_change(editing, one)
        if change.changes_nothing:
            unchanged.append((change.key, change.path))
            continue
        _require_savable(change, force=force)
        prepared.append(_prepared(change))
    return replace(bulk, prepared=tuple(prepared), unchanged=tuple(unchanged), merged=tuple(dict.fromkeys(others)))


def _merged_change(editing: Editing, one: PreparedRecord) -> ProposedChange:
    path, registry = one.file.path, editing.registry
    assert one.file.before is not None and one.file.after is not None, "it was prepared"
    base, mine = (registry.entry_from(path, raw) for raw in (one.file.before, one.file.after))
    theirs = editing.entry(one.key)
    if theirs.path != path:  # renamed meanwhile
        raise EditRefused("changed_meanwhile", path=path)
    result = merged(base.text, mine.text, theirs.text, registry.manifest.record_schema)
    if result.clashes:
        raise EditRefused("conflict", path=path, field=result.clashes[0].path)
    return editing.text(one.key, result.text, theirs.etag)
