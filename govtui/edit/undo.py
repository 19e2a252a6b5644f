"""Undo and redo within a session: a step has the bytes before and after a save, and is undone only over the latter.

i18n/edit_texts.py makes a step's name of `code`, `name` and `fields`. What commands save is kept by edit/undo_history.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

from govtui.edit.file_edit import write_all
from govtui.edit.proposal import EditRefused, ProposedChange, Removals, Renaming
from govtui.index.api import Card
from govtui.store.migrating import current_text
from govtui.store.registry import Entry, Registry
from govtui.store.transaction import FileChange

MAX_STEPS = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One saved edit."""

    code: str
    """fields, text, new, removal, rename, merge, or of several files bulk, removals, repairs, format, import (i18n/edit_texts.py)."""
    key: str
    """The key of the record after the edit."""
    former: str
    """Its key before the edit; another one only after a renaming."""
    name: Mapping[str, str]
    fields: tuple[str, ...]
    files: tuple[FileChange, ...] = field(repr=False)
    keys: tuple[str, ...] = ()
    """The keys of all records, where they are several."""

    @property
    def reversed(self) -> Step:
        """The inverse step, under the same name."""
        files = tuple(one.reversed for one in reversed(self.files))
        return Step(self.code, self.former, self.key, self.name, self.fields, files, self.keys)

    @property
    def migrated(self) -> Step:
        """The step with its texts in the current schema: undoing brings no earlier form back."""
        files = tuple(replace(one, before=_migrated(one.before), after=_migrated(one.after)) for one in self.files)
        return replace(self, files=files)


@dataclass(slots=True)
class Saving:
    """A step that is being saved."""

    step: Step | None
    """What was saved is told by whoever saves it, where it is not the step foreseen; None: it cannot be undone."""


class Journal(Protocol):
    """Where the steps of edits are kept."""

    def saving(self, step: Step) -> AbstractContextManager[Saving]:
        """Keep a step that the caller saves meanwhile, unless that fails."""
        ...


def _migrated(raw: bytes | None) -> bytes | None:
    try:
        return raw if raw is None else current_text(raw.decode()).encode()
    except UnicodeDecodeError:
        return raw


def step_of(change: ProposedChange, files: FileChange) -> Step:
    """Return the step of a saved change."""
    if change.before is None or change.after is None:
        code = "new" if change.before is None else "removal"
    else:
        code = "text" if change.asked is None else "fields"
    fields = tuple(dict.fromkeys(one.path for one in change.differences if one.path))
    return Step(code, change.key, change.key, name_of(change.after or change.before), fields, (files,))


def rename_step(change: Renaming, card: Card | None, files: Sequence[FileChange]) -> Step:
    """Return the step of a renaming: the new file is created first, the old one removed last."""
    ordered = sorted(files, key=lambda one: (one.before is not None, one.after is None))
    return Step("rename", change.new, change.key, card.name if card else {}, (), tuple(ordered))


def removals_step(change: Removals, files: Sequence[FileChange]) -> Step:
    """Return the step of a removal of several records."""
    first, keys = change.changes[0], tuple(one.key for one in change.changes)
    return Step("removals", first.key, first.key, name_of(first.before), (), tuple(files), keys)


def name_of(entry: Entry | None) -> Mapping[str, str]:
    """Return the names of the record in a file."""
    if entry is None:
        return {}
    return entry.record.label if entry.record else entry.preview.name or {"": entry.id}


class UndoStack:
    """The saved edits of one session, in order, to undo and redo."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._skipped: list[Step] = []
        """Steps that cannot be undone, since a file of theirs has changed since."""

    @contextmanager
    def saving(self, step: Step) -> Iterator[Saving]:
        """Record a step once the caller has saved it."""
        saved = Saving(step)
        yield saved
        if saved.step is not None:
            self.record(saved.step)

    def record(self, step: Step) -> None:
        """Add a step; steps undone before it cannot be redone any more."""
        self._done.append(step)
        self._undone.clear()
        del self._done[:-MAX_STEPS]

    @property
    def last(self) -> Step | None:
        """The step that `undo` would undo."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step that `redo` would redo."""
        return self._undone[-1] if self._undone else None

    @property
    def paths(self) -> frozenset[str]:
        """The files that this session has changed, which a commit offers first."""
        return frozenset(file.path for step in (*self._done, *self._skipped) for file in step.files)

    def undo(self, registry: Registry) -> Step:
        """Take back the last step and return it, to go to its record by `former`.

        Raises EditRefused: nothing_to_undo, changed_since (the file is not what the step left), read_only, disk_full …
        Nothing is changed then, and the step stays the last; but a step that a later change has overtaken gives way to the
        one before it, if there is one (step_skipped): else nobody could ever undo that.
        """
        if not self._done:
            raise EditRefused("nothing_to_undo")
        step = self._done[-1]
        try:
            write_all(registry, step.migrated.reversed.files)
        except EditRefused as error:
            if error.code == "changed_since" and len(self._done) > 1:
                self._skipped.append(self._done.pop())
                raise EditRefused("step_skipped", path=error.values["path"]) from None
            raise
        self._undone.append(self._done.pop())
        return step

    def redo(self, registry: Registry) -> Step:
        """Make the last undone step again and return it. Raises EditRefused as `undo` does (nothing_to_redo)."""
        if not self._undone:
            raise EditRefused("nothing_to_redo")
        step = self._undone[-1]
        write_all(registry, step.migrated.files)
        self._done.append(self._undone.pop())
        return step
