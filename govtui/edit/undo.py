"""Undoing within a session: every save is remembered as the bytes before and after it, and taken back only over those.

The steps have no words of their own: i18n/edit_texts.py makes a name of `code`, `name` and `fields`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from govtui.edit.file_edit import refused, unreadable, write
from govtui.edit.proposal import EditRefused, ProposedChange, Renaming
from govtui.index.api import Card
from govtui.store.files import Unreadable, printable, read
from govtui.store.registry import Entry, Registry
from govtui.store.saving import Changed, NotSaved
from govtui.store.transaction import FileChange, transaction

MOST = 500
"""How many steps are remembered."""


@dataclass(frozen=True, slots=True)
class Step:
    """One saved edit."""

    code: str
    """fields, text, new, removal or rename (i18n/edit_texts.py)."""
    key: str
    """The record as it is called after the edit."""
    former: str
    """The record as it was called before; another one only after a renaming."""
    name: Mapping[str, str]
    """What the record is called, by language."""
    fields: tuple[str, ...]
    """The paths of the fields that changed."""
    files: tuple[FileChange, ...] = field(repr=False)

    @property
    def reversed(self) -> Step:
        """The step as it is taken back; its name stays that of the step."""
        files = tuple(one.reversed for one in reversed(self.files))
        return Step(self.code, self.former, self.key, self.name, self.fields, files)


def step_of(change: ProposedChange, files: FileChange) -> Step:
    """The step that a saved change is."""
    if change.before is None or change.after is None:
        code = "new" if change.before is None else "removal"
    else:
        code = "text" if change.asked is None else "fields"
    fields = tuple(dict.fromkeys(one.path for one in change.differences if one.path))
    return Step(code, change.key, change.key, _name(change.after or change.before), fields, (files,))


def rename_step(change: Renaming, card: Card | None, files: Sequence[FileChange]) -> Step:
    """The step that a renaming is: the new file comes first, the old one goes last."""
    ordered = sorted(files, key=lambda one: (one.before is not None, one.after is None))
    return Step("rename", change.new, change.key, card.name if card else {}, (), tuple(ordered))


def _name(entry: Entry | None) -> Mapping[str, str]:
    if entry is None:
        return {}
    return entry.record.label if entry.record else entry.preview.name or {"": entry.id}


class UndoStack:
    """The saved edits of one session, in order; the way back and forth along them."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def record(self, step: Step) -> None:
        """Remember a save. What was undone before it cannot be redone any more."""
        self._done.append(step)
        self._undone.clear()
        del self._done[:-MOST]

    @property
    def last(self) -> Step | None:
        """What `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """What `redo` would make again."""
        return self._undone[-1] if self._undone else None

    @property
    def paths(self) -> frozenset[str]:
        """The files that this session has changed: what a commit would be of."""
        return frozenset(file.path for step in self._done for file in step.files)

    def undo(self, registry: Registry) -> Step:
        """Take back the last step; the step that was made, to go to its record by `former`.

        Raises EditRefused: nothing_to_undo, changed_since (the file is not what the step left), read_only, disk_full …
        Nothing is changed then, and the step stays the last.
        """
        if not self._done:
            raise EditRefused("nothing_to_undo")
        step = self._done[-1]
        _make(registry, step.reversed.files)
        self._undone.append(self._done.pop())
        return step

    def redo(self, registry: Registry) -> Step:
        """Make the step again that was undone last. Raises EditRefused, as `undo` does (nothing_to_redo)."""
        if not self._undone:
            raise EditRefused("nothing_to_redo")
        step = self._undone[-1]
        _make(registry, step.files)
        self._done.append(self._undone.pop())
        return step


def _make(registry: Registry, files: Sequence[FileChange]) -> None:
    """Make all the changes or none; what a kill cuts short is ended at the next start."""
    if registry.read_only:
        raise EditRefused("read_only")
    for one in files:
        _expect(registry.root, one)
    try:
        with transaction(registry.root, files):
            _make_each(registry.root, files)
    except NotSaved as error:
        raise refused(error.path, error) from None


def _make_each(root: Path, files: Sequence[FileChange]) -> None:
    made: list[FileChange] = []
    for one in files:
        try:
            write(root, one)
        except (Changed, EditRefused) as error:
            for before in reversed(made):
                with suppress(Changed, EditRefused):
                    write(root, before.reversed)
            raise error if isinstance(error, EditRefused) else _changed(one) from None
        made.append(one)


def _expect(root: Path, change: FileChange) -> None:
    """Raise EditRefused unless the file is what the change starts from."""
    try:
        now: bytes | None = read(root, change.path)
    except Unreadable as error:
        if error.code != "gone":
            raise unreadable(change.path, error) from None
        now = None
    if now != change.before:
        raise _changed(change)


def _changed(change: FileChange) -> EditRefused:
    return EditRefused("changed_since", path=printable(change.path))
