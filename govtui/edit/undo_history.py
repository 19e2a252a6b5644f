"""Steps that commands saved, kept from one run to the next, to be undone and redone if their files are as they left them.

A step is written before its files: killed at any moment, it is there for whatever was saved. It counts where all its files
are as it left them; that is looked up when it is asked for, so nothing has to be put right after a kill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from govtui.edit.file_edit import write_all, write_unchanged
from govtui.edit.proposal import EditRefused
from govtui.edit.undo import Saving, Step
from govtui.store.files import etag, printable, read_all
from govtui.store.lock import is_interrupted
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange
from govtui.user import undo_files
from govtui.user.undo_files import TooLarge, UndoFile

_MOST_FIELDS = 100
"""How many fields of a step are named in its head."""


class StepState(StrEnum):
    """How the files of a kept step are now."""

    DONE = "done"
    """As it left them, so it can be undone."""
    UNDONE = "undone"
    """As they were before: it was undone and can be redone."""
    OVERTAKEN = "overtaken"
    """Something changed them since."""
    UNSAVED = "unsaved"
    """As they were before, and not by us: it was never saved, or another program restored them."""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """What the head of a kept step tells."""

    id: str
    when: datetime
    code: str
    key: str
    former: str
    name: Mapping[str, str]
    fields: tuple[str, ...]
    keys: tuple[str, ...]
    tags: tuple[tuple[str, str, str], ...]
    """Of each file its path, and its etags before and after; "" where there is none."""
    file: UndoFile

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it changes."""
        return tuple(path for path, _, _ in self.tags)


def write_step(
    registry: Registry,
    code: str,
    changes: Sequence[FileChange],
    *,
    key: str = "",
    name: Mapping[str, str] | None = None,
    fields: Sequence[str] = (),
    keys: Sequence[str] = (),
    tell: Callable[[int], object] = lambda number: None,
) -> bool:
    """Make all changes or none, as one step that `govtui undo` undoes; False where the step could not be kept.

    `code` tells what was done (Step.code); `tell` is told how many are made. Raises EditRefused: changed_meanwhile, read_only, disk_full …
    """
    history = UndoHistory(registry)
    with history.saving(Step(code, key, key, name or {}, tuple(fields), tuple(changes), tuple(keys))):
        write_unchanged(registry, changes, tell)
    return not history.not_kept


class UndoHistory:
    """The steps that commands saved in one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.not_kept = ""
        """Why the last step could not be kept: too_large or io_error; it is saved all the same."""

    @property
    def _root(self) -> Path:
        return self._registry.root

    # keeping

    @contextmanager
    def saving(self, step: Step) -> Iterator[Saving]:
        """Keep a step while the caller saves it; forget it again if that fails, unless the next start completes it."""
        if self._registry.read_only:  # the caller is about to be refused
            yield Saving(step)
            return
        self.not_kept = ""
        kept, saving = self._kept(step), Saving(step)
        try:
            yield saving
        except BaseException:
            is_begun = is_interrupted(self._root) or (kept and self.state(_step(kept)) is StepState.DONE)
            if kept is not None and not is_begun:
                undo_files.drop(kept)
            raise
        if saving.step != step and kept is not None:
            undo_files.drop(kept)
            kept = self._kept(saving.step) if saving.step is not None else None
        if kept is not None:
            undo_files.trim(self._root, kept)

    def _kept(self, step: Step) -> UndoFile | None:
        head = {
            "code": step.code,
            "key": step.key,
            "former": step.former,
            "name": dict(step.name),
            "fields": step.fields[:_MOST_FIELDS],
            "keys": step.keys,
            "files": [[one.path, _tag(one.before), _tag(one.after)] for one in step.files],
        }
        rows = ({"before": _text(one.before), "after": _text(one.after)} for one in step.files)
        try:
            return undo_files.keep(self._root, head, rows)
        except TooLarge:
            self.not_kept = "too_large"
        except OSError:
            self.not_kept = "io_error"
        return None

    # looking

    def steps(self) -> list[KeptStep]:
        """Return all kept steps that can be read, latest first."""
        found = []
        for file in undo_files.all(self._root):
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                found.append(self._with_true_mark(_step(file)))
        return found

    def _with_true_mark(self, step: KeptStep) -> KeptStep:
        """Mark a step that was being undone or redone when its process was killed, by the state of its files."""
        if not step.file.is_under_way:
            return step
        now = self._tags(step.paths)
        is_done = all(now[path] == after for path, _, after in step.tags)
        return replace(step, file=undo_files.mark(step.file, undone=not is_done))

    def state(self, step: KeptStep) -> StepState:
        """Return how the files of a step are now."""
        return self._looked_at(step)[0]

    def states(self) -> list[tuple[KeptStep, StepState]]:
        """Return all kept steps, latest first, each as it will be once those before it in undo, or redo, are through."""
        steps = self.steps()
        found: dict[str, StepState] = {}
        for undone in (False, True):
            now: dict[str, str] = {}
            for step in self._in_order(steps, undone=undone):
                now |= self._tags(path for path in step.paths if path not in now)
                found[step.id], _ = _compared(step, now)
                if found[step.id] in (StepState.DONE, StepState.UNDONE):
                    now |= {path: after if undone else before for path, before, after in step.tags}
        return [(step, found[step.id]) for step in steps]

    @staticmethod
    def _in_order(steps: Sequence[KeptStep], *, undone: bool) -> list[KeptStep]:
        """Return the steps to undo, in that order; `undone`: the steps to redo, in that order."""
        chosen = [step for step in steps if step.file.is_undone is undone]
        return sorted(chosen, key=lambda step: -undo_files.marked_at(step.file)) if undone else chosen

    def _tags(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the etags of files as they are; "" for one that is gone, an error where it cannot be read."""
        wanted = list(paths)
        return {
            path: etag(raw) if isinstance(raw, bytes) else "" if raw.code == "gone" else raw.code
            for path, raw in zip(wanted, read_all(self._root, wanted), strict=True)
        }

    def _looked_at(self, step: KeptStep) -> tuple[StepState, str]:
        """Return the state of a step, and the first file that something changed since."""
        return _compared(step, self._tags(step.paths))

    def last(self, *, undone: bool = False) -> KeptStep:
        """Return the step to undo next; `undone`: the step to redo next.

        Raises EditRefused: nothing_to_undo, nothing_to_redo.
        """
        for step in self._in_order(self.steps(), undone=undone):
            if self.state(step) is not StepState.UNSAVED:
                return step
        raise EditRefused("nothing_to_redo" if undone else "nothing_to_undo")

    def named(self, id: str) -> KeptStep:
        """Return the step with this id, or the only one whose id begins so. Raises EditRefused (no_such_step)."""
        found = [step for step in self.steps() if id and step.id.startswith(id.lower())]
        if len(found) != 1:
            raise EditRefused("no_such_step", target=id)
        return found[0]

    def before(self, step: KeptStep) -> KeptStep | None:
        """Return the latest step before another one that can be undone."""
        earlier = (one for one in self.steps() if one.when < step.when and not one.file.is_undone)
        return next((one for one in earlier if self.state(one) is StepState.DONE), None)

    # undoing

    def changes(self, step: KeptStep, *, redo: bool = False) -> tuple[FileChange, ...]:
        """Return the changes of files that undo a step; `redo`: those that redo it.

        Raises EditRefused: changed_since (a file is not as the step left it), already_undone, not_undone, step_damaged.
        """
        if step.file.is_undone is not redo:
            raise EditRefused("not_undone" if redo else "already_undone")
        state, other = self._looked_at(step)
        if state is StepState.UNSAVED:
            raise EditRefused("already_undone")
        if state is StepState.OVERTAKEN:
            raise EditRefused("changed_since", path=printable(other))
        found = _whole(step)
        return found.files if redo else found.reversed.files

    def undo(
        self,
        step: KeptStep,
        changes: Sequence[FileChange],
        *,
        redo: bool = False,
        tell: Callable[[int], object] = lambda number: None,
    ) -> None:
        """Write what `changes` returned, all or none, and mark the step. Raises EditRefused (changed_since …)."""
        under_way = undo_files.mark_under_way(step.file)  # until a later run sees what a kill has left
        try:
            write_all(self._registry, changes, tell)
        except BaseException:
            if not is_interrupted(self._root):
                undo_files.mark(under_way, undone=redo)
            raise
        undo_files.mark(under_way, undone=not redo)


def _compared(step: KeptStep, tags: Mapping[str, str]) -> tuple[StepState, str]:
    """Return the state of a step where files have these etags, and the first file that something changed since."""
    is_undone = step.file.is_undone
    before = all(tags[path] == tag for path, tag, _ in step.tags)
    after = all(tags[path] == tag for path, _, tag in step.tags)
    if is_undone and before:
        return StepState.UNDONE, ""
    if not is_undone and (before or after):
        return (StepState.DONE if after else StepState.UNSAVED), ""
    wanted = ((path, before if is_undone else after) for path, before, after in step.tags)
    return StepState.OVERTAKEN, next(path for path, tag in wanted if tags[path] != tag)


def _step(file: UndoFile) -> KeptStep:
    """Read the head of a kept step. Raises ValueError, TypeError, KeyError, AttributeError where it is none of ours."""
    head = file.head
    files = tuple((str(path), str(before), str(after)) for path, before, after in head["files"])
    texts = (head["code"], head["key"], head["former"], *head["fields"], *head["keys"], *head["name"].values())
    if not files or not all(isinstance(one, str) for one in texts) or not all(_is_inside(path) for path, _, _ in files):
        raise ValueError("no step")
    when = datetime.fromtimestamp(file.when, UTC)
    fields, keys = tuple(head["fields"]), tuple(head["keys"])
    return KeptStep(
        file.id, when, head["code"], head["key"], head["former"], dict(head["name"]), fields, keys, files, file
    )


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/") and "\0" not in path


def _whole(step: KeptStep) -> Step:
    """Read all of a kept step. Raises EditRefused (step_damaged)."""
    try:
        rows = undo_files.rows(step.file)
        files = [
            FileChange(path, _raw(row["before"]), _raw(row["after"]))
            for path, row in zip(step.paths, rows, strict=True)
        ]
    except (OSError, ValueError, KeyError, AttributeError):
        raise EditRefused("step_damaged") from None
    if step.tags != tuple((one.path, _tag(one.before), _tag(one.after)) for one in files):
        raise EditRefused("step_damaged")
    return Step(step.code, step.key, step.former, step.name, step.fields, tuple(files), step.keys)


def _tag(raw: bytes | None) -> str:
    return "" if raw is None else etag(raw)


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode("utf-8", "surrogateescape")


def _raw(text: Any) -> bytes | None:
    if text is None or isinstance(text, str):
        return None if text is None else text.encode("utf-8", "surrogateescape")
    raise ValueError("no text")
