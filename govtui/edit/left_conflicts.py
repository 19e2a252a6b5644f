"""The records that git left in conflict: their versions as they are shown, what a person decided, and how it is ended.

What was decided is written as an edit like any other (a step of undo, only over the bytes that were seen), and then settled
in git, for that file alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtui.edit.file_edit import unreadable
from govtui.edit.merge_file import merge_file
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.three_versions import Decided, Sides, ThreeVersions
from govtui.edit.undo import Step, name_of
from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator
from govtui.store.blobs import NotRead
from govtui.store.committing import NotCommitted
from govtui.store.conflict_markers import BrokenMarkers, has_marker, is_toml, two_texts
from govtui.store.files import Unreadable, read
from govtui.store.git import GitFailed
from govtui.store.history import History
from govtui.store.merge_driver import driver_state
from govtui.store.registry import Registry
from govtui.store.transaction import FileChange
from govtui.store.unmerged import SideName, StageNames, Unmerged, settle, unmerged
from govtui.text.safe import safe_text

TRIED = 20
"""The most records of which is tried whether they merge by field."""


class CannotDecide(Exception):
    """There are no two versions to choose from.

    Codes: settled (nothing waits any more), too_large, missing (git cannot read a version), unfinished, nested, not_toml (of
    markers; `line` is where), or one of Unreadable.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


class LeftConflict(NamedTuple):
    """A record that waits for a decision."""

    versions: ThreeVersions
    found: bytes | None
    """The file as it was when they were read; None where it is not there."""
    in_git: bool
    """Whether git has it unmerged; else there are only the markers in the file."""

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody has merged the file already, outside the program: it is neither version, nor what git left."""
        if not self.in_git or self.found is None or self.found in self.versions[1:4]:
            return False
        return is_toml(self.found) and not has_marker(self.found)


def left_conflict(registry: Registry, path: str, tr: Translator) -> LeftConflict:
    """Return what git has of a record that it left in conflict, else what the markers in its file tell.

    Runs git. Raises CannotDecide, GitFailed.
    """
    history = History(registry.root)
    found = _bytes_at(registry, path)
    left = unmerged(history)
    stages = left.records.get(path) if left else None
    if left is None or stages is None or stages.is_removed:
        return LeftConflict(_by_markers(path, found), found, in_git=False)
    versions = read_versions(history, left, {path: stages})[path]
    return LeftConflict(versions._replace(sides=sides_in_words(left, tr)), found, in_git=True)


def _by_markers(path: str, raw: bytes | None) -> ThreeVersions:
    try:
        found = two_texts(raw) if raw else None
    except BrokenMarkers as error:
        raise CannotDecide(error.code, error.line) from None
    if found is None:
        raise CannotDecide("settled")
    mine, theirs = (safe_text(name, multiline=False) for name in found.names)
    return ThreeVersions(path, found.base, found.first, found.second, Sides(mine, theirs))


def _bytes_at(registry: Registry, path: str) -> bytes | None:
    try:
        return read(registry.root, path)
    except Unreadable as error:
        if error.code == "gone":
            return None
        raise CannotDecide(error.code) from None


def read_versions(history: History, left: Unmerged, files: dict[str, StageNames]) -> dict[str, ThreeVersions]:
    """Read the versions of some unmerged records from git, without names of the sides. Raises CannotDecide, GitFailed."""
    texts = history.texts(blob for stages in files.values() for blob in stages)

    def text(blob: str) -> bytes | None:
        raw = texts[blob] if blob else None
        if isinstance(raw, NotRead):
            raise CannotDecide(str(raw))
        return raw

    out = {}
    for path, stages in files.items():
        mine, theirs = left.sides(stages)
        out[path] = ThreeVersions(path, text(stages.base), text(mine), text(theirs))
    return out


class Looked(NamedTuple):
    """What git has left in a registry."""

    unmerged: Unmerged | None = None
    needs_no_decision: bool = False
    """Whether a record is in conflict only because git merged it by lines."""
    driver_is_missing: bool = False
    """Whether that is because merging by field is not set in this clone."""


def look(registry: Registry) -> Looked:
    """Look at what git has left unmerged. Runs git; where it fails, nothing is said to wait."""
    history = History(registry.root)
    try:
        left = unmerged(history)
        if left is None or not left.waiting:
            return Looked(left)
        files = dict(list(_changed_by_both(left).items())[:TRIED])
        found = read_versions(history, left, files).values()
    except (GitFailed, CannotDecide):
        return Looked()
    if not any(_clean(versions, registry) for versions in found):
        return Looked(left)
    return Looked(left, True, driver_state(registry.root).state in ("not_set", "no_attributes"))


def _changed_by_both(left: Unmerged) -> dict[str, StageNames]:
    return {path: one for path, one in left.records.items() if one.base and one.ours and one.theirs}


def _clean(versions: ThreeVersions, registry: Registry) -> bytes | None:
    """Return the record merged by field where nothing of it needs a decision, and it can be read."""
    base, mine, theirs = versions[1:4]
    if base is None or mine is None or theirs is None:
        return None
    merge = merge_file(base, mine, theirs, registry.manifest.record_schema)
    if not merge.is_clean or merge.raw is None or registry.entry_from(versions.path, merge.raw).record is None:
        return None
    return merge.raw


def clean_merges(registry: Registry) -> tuple[FileChange, ...]:
    """Return what becomes of the records that need no decision, but for those that somebody has merged by hand.

    Runs git. Raises GitFailed, CannotDecide.
    """
    history = History(registry.root)
    left = unmerged(history)
    out = []
    for path, versions in read_versions(history, left, _changed_by_both(left)).items() if left else ():
        found = LeftConflict(versions, _bytes_at(registry, path), in_git=True)
        if not found.is_by_hand and (raw := _clean(versions, registry)) is not None:
            out.append(FileChange(path, found.found, raw))
    return tuple(out)


# words


def sides_in_words(left: Unmerged, tr: Translator) -> Sides:
    """Return what the two sides are called."""
    return Sides(side_words(left.mine, tr), side_words(left.theirs, tr))


def side_words(side: SideName, tr: Translator) -> str:
    """Return what a side is called: "main", "a1b2c3d4 Sửa tên (Lan)"; "" where nothing is known of it."""
    match side.kind:
        case "branch":
            return safe_text(side.name, multiline=False)
        case "stash":
            return tr.gettext("stashed changes")
        case "":
            return ""
    commit = " ".join(filter(None, (side.name, side.subject)))
    words = safe_text(f"{commit} ({side.author})" if side.author else commit, multiline=False)
    return tr.gettext("before {commit}").format(commit=words) if side.kind == "before" else words


def merge_words(left: Unmerged, tr: Translator) -> str:
    """Return what is under way, as a sentence."""
    mine, theirs = map(in_quotes, sides_in_words(left, tr))
    match left.operation:
        case "merge" if mine and theirs:
            words = tr.gettext("“{theirs}” is being merged into “{mine}”.")
        case "merge":
            words = tr.gettext("A merge is in progress.")
        case "rebase" if mine and theirs:
            words = tr.gettext("A rebase is in progress: “{mine}” is put on top of “{theirs}”.")
        case "rebase":
            words = tr.gettext("A rebase is in progress.")
        case "cherry-pick":
            words = tr.gettext("A cherry-pick is in progress: “{theirs}” is applied to “{mine}”.")
        case "revert":
            words = tr.gettext("A revert is in progress.")
        case "am":
            words = tr.gettext("A patch is being applied: “{theirs}”.")
        case "stash":
            words = tr.gettext("Stashed changes were applied to “{theirs}”.")
        case _:
            words = tr.gettext("Changes were applied that conflict with what is here.")
    return words.format(mine=mine, theirs=theirs)


# deciding


def write_decision(editing: Editing, left: LeftConflict, decided: Decided) -> None:
    """Write what was decided; a file that is so already stays as it is. It is not settled in git by that.

    Raises EditRefused (changed_meanwhile: the file is not what it was; read_only …).
    """
    change = FileChange(left.versions.path, left.found, decided.raw)
    if editing.registry.read_only:
        raise EditRefused("read_only")
    if change.before != change.after:
        editing.save_files(_step(editing, change))
    elif _now(editing, change.path) != change.before:
        raise EditRefused("changed_meanwhile", path=change.path)


def write_merges(editing: Editing, changes: Sequence[FileChange]) -> None:
    """Write records that were merged by field, all or none, as one step of undo. Raises EditRefused."""
    if editing.registry.read_only:
        raise EditRefused("read_only")
    entries = [editing.registry.entry_from(change.path, change.after or b"") for change in changes]
    first, keys = entries[0], tuple(entry.id for entry in entries)
    editing.save_files(Step("bulk", first.id, first.id, name_of(first), (), tuple(changes), keys))


def settle_merged(registry: Registry, path: str) -> bool:
    """Settle a record in git that was saved without markers; return whether git had it unmerged. Raises NotCommitted."""
    entry = registry.entry(path)
    if entry.record is None or has_marker(entry.text.encode()):
        return False
    history = History(registry.root)
    try:
        left = unmerged(history)
    except GitFailed as failure:
        raise NotCommitted(failure.code, failure.output) from None
    if left is None or path not in left.waiting:
        return False
    settle(history, [path])
    return True


def _now(editing: Editing, path: str) -> bytes | None:
    try:
        return read(editing.registry.root, path)
    except Unreadable as error:
        if error.code == "gone":
            return None
        raise unreadable(path, error) from None


def _step(editing: Editing, change: FileChange) -> Step:
    """Return the step of undo: of the record that is decided, under the name that it gets."""
    raw = change.before if change.after is None else change.after
    entry = editing.registry.entry_from(change.path, raw or b"")
    code = "removal" if change.after is None else "new" if change.before is None else "text"
    return Step(code, entry.id, entry.id, name_of(entry), (), (change,))


def changed_since(registry: Registry, left: LeftConflict, raw: bytes | None) -> LeftConflict:
    """Return what is to be decided after somebody else changed the file: what was decided (mine) against what it has now."""
    try:
        now = _bytes_at(registry, left.versions.path)
    except CannotDecide:
        now = None
    versions = left.versions._replace(mine=raw)
    if now is not None and is_toml(now):  # else it still has markers, and what was on the other side stands
        versions = versions._replace(theirs=now, sides=Sides())
    return left._replace(versions=versions, found=now)
