"""The files that git has left unmerged: their three versions, what the two sides are called, and settling them.

Mine is what this user brings: in a rebase, and where a stash is taken out again, that is git's "theirs". Looking runs
nothing that the repository names; settling and finishing run its filters and hooks, as a commit does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from govtui.store.committing import NAMED, SECONDS, NotCommitted, author, reason
from govtui.store.conflict_markers import has_marker, is_toml
from govtui.store.files import Unreadable, read
from govtui.store.git import GitFailed, git
from govtui.store.history import History
from govtui.store.location import MANIFEST

Operation = Literal["merge", "rebase", "cherry-pick", "revert", "am", "stash", "other"]

CONTINUED: Mapping[Operation, str] = {
    "rebase": "git rebase --continue",
    "cherry-pick": "git cherry-pick --continue",
    "revert": "git revert --continue",
    "am": "git am --continue",
}
"""The command that ends an operation once nothing is unmerged any more; the program never runs one of these."""

STASHED, LOCAL = "Stashed changes", "local"
"""What git calls its third version where that is this user's (git stash pop, git checkout --merge)."""


class StageNames(NamedTuple):
    """The blobs of an unmerged file's stages, by name; "" for a stage without the file."""

    base: str = ""
    ours: str = ""
    theirs: str = ""

    @property
    def is_removed(self) -> bool:
        """Whether neither side has the file: nothing is to be decided."""
        return not self.ours and not self.theirs


class SideName(NamedTuple):
    """What a side of an operation is called."""

    kind: Literal["branch", "commit", "before", "stash", ""]
    """`before`: as it was before that commit, which is reverted; "": nothing is known of it."""
    name: str = ""
    """Of a branch; or the beginning of a hash, "" for a patch."""
    subject: str = ""
    author: str = ""


class Unmerged(NamedTuple):
    """What git has left unmerged in the work tree around a registry."""

    operation: Operation = "other"
    records: Mapping[str, StageNames] = {}
    """By path from the registry's folder."""
    others: tuple[str, ...] = ()
    """All other files, by path from the top of the work tree."""
    mine: SideName = SideName("")
    theirs: SideName = SideName("")
    exchanged: bool = False
    """Whether git's third version is mine."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """The records that somebody has to decide."""
        return tuple(path for path, stages in self.records.items() if not stages.is_removed)

    @property
    def can_be_finished(self) -> bool:
        """Whether nothing is left to be decided, in the registry or outside."""
        return not self.waiting and not self.others

    def sides(self, stages: StageNames) -> tuple[str, str]:
        """Return the blobs of mine and of theirs."""
        return (stages.theirs, stages.ours) if self.exchanged else (stages.ours, stages.theirs)


def unmerged(history: History) -> Unmerged | None:
    """Return what git has left unmerged, or only has to be finished; None where nothing is under way. Raises GitFailed."""
    if history.standing != "ready":
        return None
    found = _stages(history)
    operation = _operation(history.folder)
    if not found and operation not in ("merge", *CONTINUED):
        return None
    records, others = _sorted(history, found)
    mine, theirs, exchanged = _sides(history, operation, records)
    if mine.kind == "stash":
        operation = "stash"
    return Unmerged(operation, records, others, mine, theirs, exchanged)


def _stages(history: History) -> Mapping[str, StageNames | None]:
    """Return the unmerged files of the whole work tree; None for what is no file (a link, a submodule)."""
    found: dict[str, dict[str, str] | None] = {}
    for line in os.fsdecode(git(_top(history), "ls-files", "--unmerged", "-z", "--full-name")).split("\0")[:-1]:
        told, _, path = line.partition("\t")
        mode, blob, stage = told.split(" ")
        of_file = found.setdefault(path, {})
        if of_file is not None and mode.startswith("100"):
            of_file[stage] = blob
        else:
            found[path] = None
    return {
        path: None if one is None else StageNames(one.get("1", ""), one.get("2", ""), one.get("3", ""))
        for path, one in found.items()
    }


def _top(history: History) -> Path:
    return history.root / ("../" * history.prefix.count("/"))


def _sorted(
    history: History, found: Mapping[str, StageNames | None]
) -> tuple[Mapping[str, StageNames], tuple[str, ...]]:
    records: dict[str, StageNames] = {}
    others = []
    for path, stages in found.items():
        inside = path.removeprefix(history.prefix)
        of_registry = path.startswith(history.prefix) and path.endswith(".toml") and "/." not in f"/{inside}"
        if stages is not None and of_registry and inside != MANIFEST:
            records[inside] = stages
        else:
            others.append(path)
    return records, tuple(others)


# what is under way


def _operation(folder: Path) -> Operation:
    """Return what is under way by the files in git's folder; a rebase also has those of the commit that it applies."""
    if (folder / "rebase-merge").exists():
        return "rebase"
    if (folder / "rebase-apply").exists():
        return "am" if (folder / "rebase-apply" / "applying").exists() else "rebase"
    names: tuple[tuple[str, Operation], ...] = (
        ("MERGE_HEAD", "merge"),
        ("CHERRY_PICK_HEAD", "cherry-pick"),
        ("REVERT_HEAD", "revert"),
    )
    return next((operation for name, operation in names if (folder / name).exists()), "other")


def _sides(
    history: History, operation: Operation, records: Mapping[str, StageNames]
) -> tuple[SideName, SideName, bool]:
    folder = history.folder
    match operation:
        case "merge":
            return _head(history), _merged_name(history), False
        case "rebase":
            return _commit(history, _applied(folder)), _onto(history), True
        case "cherry-pick":
            return _head(history), _commit(history, _line(folder / "CHERRY_PICK_HEAD")), False
        case "revert":
            return _head(history), _commit(history, _line(folder / "REVERT_HEAD"))._replace(kind="before"), False
        case "am":
            return _head(history), _patch(folder / "rebase-apply"), False
    theirs = next(filter(None, (_label(history.root, path) for path in records)), "")
    if theirs == STASHED or not theirs and _has_stash(history):
        return SideName("stash"), _head(history), True
    if theirs == LOCAL:
        return SideName(""), _head(history), True
    return _head(history), SideName("branch" if theirs else "", theirs), False


def _has_stash(history: History) -> bool:
    try:
        return bool(git(history.root, "rev-parse", "--verify", "--quiet", "refs/stash"))
    except GitFailed:
        return False


def _line(file: Path) -> str:
    """Return the first line of a file of git's; "" where there is none."""
    with suppress(OSError):
        return file.read_text("utf-8", "replace").partition("\n")[0].strip()
    return ""


def _head(history: History) -> SideName:
    branch = history.branch()
    return SideName("branch", branch) if branch else _commit(history, "HEAD")


def _applied(folder: Path) -> str:
    """Return the commit that a rebase applies now."""
    files = ("REBASE_HEAD", "rebase-merge/stopped-sha", "rebase-apply/original-commit")
    return next(filter(None, (_line(folder / name) for name in files)), "")


def _commit(history: History, commit: str) -> SideName:
    """Describe a commit; by its name alone where git does not know it."""
    if not re.fullmatch(r"HEAD|[0-9a-f]{4,64}", commit):
        return SideName("")
    try:
        shape = ("-z", "--encoding=UTF-8", "--no-color", "--format=%H%x00%s%x00%aN")
        told = git(history.root, "log", "--no-walk", *shape, commit, "--").decode("utf-8", "replace").split("\0")
    except GitFailed:
        return SideName("commit", commit[:8])
    return SideName("commit", told[0][:8], told[1], told[2])


_MERGED = re.compile(r"Merge (?:remote-tracking branch|branch|tag) '([^']+)'( of )?")


def _merged_name(history: History) -> SideName:
    """Return the name of what is being merged: as git's message has it, or as a branch that stands at it."""
    commit = _line(history.folder / "MERGE_HEAD")
    named = _MERGED.match(_line(history.folder / "MERGE_MSG"))
    if named and not named[2]:
        return SideName("branch", named[1])
    at = _branches_at(history, commit)
    if named:  # fetched from elsewhere: "main" alone would be this user's
        at = [one for one in at if one.endswith(f"/{named[1]}")] or at
    return SideName("branch", at[0]) if at else _commit(history, commit)


def _branches_at(history: History, commit: str, apart: str = "") -> list[str]:
    """Return the names of the branches that stand at a commit, those of other repositories first, but for one of them."""
    if not re.fullmatch(r"[0-9a-f]{4,64}", commit):
        return []
    words = ("--points-at", commit, "--format=%(refname)", "refs/remotes", "refs/heads")
    try:
        found = os.fsdecode(git(history.root, "for-each-ref", *words)).splitlines()
    except GitFailed:
        return []
    found = sorted((name for name in found if name != apart and not name.endswith("/HEAD")), reverse=True)
    return [name.removeprefix("refs/remotes/").removeprefix("refs/heads/") for name in found]


def _onto(history: History) -> SideName:
    """Return the name of what a rebase puts commits on."""
    for folder in (history.folder / "rebase-merge", history.folder / "rebase-apply"):
        if commit := _line(folder / "onto"):
            at = _branches_at(history, commit, _line(folder / "head-name"))
            return SideName("branch", at[0]) if at else _commit(history, commit)
    return SideName("")


def _patch(folder: Path) -> SideName:
    """Describe the patch that `git am` applies."""
    who = re.search(r"^GIT_AUTHOR_NAME='(.*)'$", _text(folder / "author-script"), re.MULTILINE)
    return SideName("commit", "", _line(folder / "final-commit"), who[1] if who else "")


def _text(file: Path) -> str:
    with suppress(OSError):
        return file.read_text("utf-8", "replace")
    return ""


_LABEL = re.compile(rb"^>{7,} ([^\r\n]+)\r?$", re.MULTILINE)


def _label(root: Path, path: str) -> str:
    """Return what git called its third version in the file; "" where it says nothing."""
    try:
        found = _LABEL.search(read(root, path))
    except Unreadable:
        return ""
    return found[1].decode("utf-8", "replace") if found else ""


# settling


def settle(history: History, paths: Iterable[str]) -> None:
    """Tell git that these files (from the registry's folder) are merged as they stand; a missing one is removed.

    Nothing else of the index changes. Raises NotCommitted.
    """
    given = b"".join(os.fsencode(path) + b"\0" for path in paths)
    if not given:
        return
    try:
        git(history.root, "update-index", "--add", "--remove", "-z", "--stdin", settings=(), given=given)
    except GitFailed as failure:
        raise NotCommitted(reason(failure), failure.output) from None


def _marked(history: History) -> list[str]:
    """Return the registry's files with git's markers that would be committed. Raises GitFailed."""
    words = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative", "HEAD", "--")
    parts = os.fsdecode(git(history.root, *words)).split("\0")
    blobs = {path: line.split(" ")[3] for line, path in zip(parts[::2], parts[1::2], strict=False)}
    texts = history.texts(blob for path, blob in blobs.items() if path.endswith(".toml") and blob.strip("0"))
    found = ((path, texts.get(blob)) for path, blob in blobs.items())
    return [path for path, raw in found if isinstance(raw, bytes) and has_marker(raw) and not is_toml(raw)]


def finish_merge(history: History) -> str:
    """Commit the merge that is under way, with git's own message, as `git commit` does; return the commit's hash.

    Raises NotCommitted: clash (`output`: files that still wait), markers (files that git was told are merged, though two
    versions stand in them), nothing (no merge is under way) …; then everything is as before.
    """
    try:
        left = unmerged(history)
        if left is None or left.operation != "merge":
            raise NotCommitted("nothing")
        if waiting := (*left.waiting, *left.others):
            raise NotCommitted("clash", ", ".join(waiting))
        if not author(history):
            raise NotCommitted("no_name")
        if marked := _marked(history):
            raise NotCommitted("markers", ", ".join(marked))
        settle(history, left.records)
        words = ("commit", "--quiet", "--no-edit", "--cleanup=strip")  # git's list of conflicts goes, as in an editor
        git(history.root, *words, settings=NAMED, seconds=SECONDS)
        return os.fsdecode(git(history.root, "rev-parse", "HEAD")).strip()
    except GitFailed as failure:
        raise NotCommitted(reason(failure), failure.output) from None
