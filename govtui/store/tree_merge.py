"""Merge two commits in git's object store, and move the branch forward to the result; only the last step touches files.

All paths are from the top of the work tree, as git has them; the registry's begin with `history.prefix`.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from govtui.store.git import LINE_MERGE, NO_HOOKS, GitFailed, git, override
from govtui.store.history import History
from govtui.store.lock import Busy, save_lock
from govtui.store.network import Answer, NotShared, ask
from govtui.store.network_failures import failure_code

FILE = "100644"
"""The mode of an ordinary file."""

STORE_SECONDS = 120.0
"""The most time that storing the merged records may take: thousands, on a slow disk."""

FORWARD_SECONDS = 3600.0
"""The most time that writing the files may take: to end it would leave half of them, and the owner's filters may fetch each."""


class Blob(NamedTuple):
    """A file as git keeps it: its mode, and the name of its contents (History.texts reads them)."""

    mode: str
    name: str


class ChangedPath(NamedTuple):
    """A file that a commit has otherwise than another; None: it is not there."""

    path: str
    before: Blob | None
    after: Blob | None


class Stages(NamedTuple):
    """The versions of a file in conflict: in the common ancestor (of several: in their merge), here and there."""

    base: Blob | None = None
    ours: Blob | None = None
    theirs: Blob | None = None


TWO_THINGS = ("CONFLICT (file/directory)", "CONFLICT (distinct modes)")
"""Conflicts of a file with a folder, a link or a submodule of its name: git gives one of the two a name that nobody chose."""


class Told(NamedTuple):
    """What git says of some paths of a merge: `kind` as "CONFLICT (contents)" or "Auto-merging", and a sentence."""

    paths: tuple[str, ...]
    kind: str
    sentence: str

    @property
    def is_of_two_things(self) -> bool:
        """Whether two things that are not both files want one name: to choose one would leave the other under an odd name."""
        return self.kind in TWO_THINGS


class TreeMerge(NamedTuple):
    """Two commits merged by lines.

    `tree`: the result, in which files in conflict hold git's markers. `stages`: these files, by path. `told`: git's messages.
    `unplaced`: the conflicts that have no stages (folders that were renamed apart), or are of two things: nothing here can
    settle them.
    """

    tree: str
    stages: Mapping[str, Stages]
    told: tuple[Told, ...] = ()

    @property
    def unplaced(self) -> tuple[Told, ...]:
        """The conflicts that nothing here can settle."""
        return tuple(
            one
            for one in self.told
            if one.is_of_two_things
            or (one.kind.startswith("CONFLICT") and not any(path in self.stages for path in one.paths))
        )


def merge_bases(history: History, one: str, other: str) -> tuple[str, ...]:
    """Return the nearest common ancestors of two commits, git's choice first; none where they have none here.

    Raises NotShared.
    """
    try:
        return tuple(os.fsdecode(git(history.root, "merge-base", "--all", one, other)).split())
    except GitFailed as failure:
        if failure.code == "failed" and not failure.output:
            return ()
        raise _not_shared(failure) from None


def changed_files(history: History, base: str, commit: str) -> tuple[ChangedPath, ...]:
    """Return the files that `commit` has otherwise than `base`, by path, those of all folders. Raises NotShared."""
    words = (
        "diff-tree",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--no-relative",
        "--no-abbrev",
        "--no-commit-id",
        "--ignore-submodules=none",
    )
    try:
        parts = os.fsdecode(git(history.root, *words, base, commit)).split("\0")
    except GitFailed as failure:
        raise _not_shared(failure) from None
    return tuple(_changed(line, path) for line, path in zip(parts[::2], parts[1::2], strict=False))


def _changed(line: str, path: str) -> ChangedPath:
    was, now, before, after, _ = line.removeprefix(":").split(" ")
    return ChangedPath(path, _blob(was, before), _blob(now, after))


def _blob(mode: str, name: str) -> Blob | None:
    return Blob(mode, name) if mode.strip("0") else None


def merge_tree(history: History, ours: str, theirs: str, stop: threading.Event | None = None) -> TreeMerge:
    """Merge two commits by git's lines, without drivers, filters or hooks; a partial clone gets what it lacks.

    Raises NotShared: old_git, apart (no common ancestor is here), stopped, or why git failed.
    """
    settings = (
        *("-C", "../" * history.prefix.count("/") or "."),  # paths in conflict are told from where git runs
        *NO_HOOKS,
        *("-c", "merge.renormalize=false"),
        *("-c", "merge.renames=true"),
        *("-c", "merge.directoryRenames=false"),
        *("-c", "merge.conflictStyle=merge"),
        *_line_drivers(history),
    )
    words = ("merge-tree", "--write-tree", "-z", "--messages")
    answer = ask(history.root, *words, ours, theirs, stop=stop, settings=settings)
    if answer.status not in (0, 1):
        raise NotShared(_merge_code(answer), answer.said)
    return _tree_merge(answer.out)


def _line_drivers(history: History) -> tuple[str, ...]:
    """Return settings that give every merge driver of the clone git's own merge by lines."""
    try:
        words = ("config", "-z", "--name-only", "--get-regexp", r"^merge\..*\.driver$")
        names = os.fsdecode(git(history.root, *words)).split("\0")
    except GitFailed:
        return ()
    return tuple(option for name in sorted({*names} - {""}) for option in override(name, LINE_MERGE))


def _merge_code(answer: Answer) -> str:
    if answer.status == 129 or "not a valid object name --write-tree" in answer.said.lower():
        return "old_git"
    return "apart" if "unrelated histories" in answer.said else failure_code(answer.said)


def _tree_merge(out: bytes) -> TreeMerge:
    """Read git's answer (git-merge-tree(1), "OUTPUT"): a tree, files in conflict, then messages after an empty part."""
    parts = os.fsdecode(out).split("\0")
    stages: dict[str, Stages] = {}
    at = 1
    while at < len(parts) and parts[at]:
        head, _, path = parts[at].partition("\t")
        mode, name, stage = head.split(" ")
        found = stages.get(path, Stages())
        stages[path] = found._replace(**{Stages._fields[int(stage) - 1]: Blob(mode, name)})
        at += 1
    told = []
    at += 1
    while at < len(parts) and parts[at]:
        count = int(parts[at])
        paths, (kind, sentence) = parts[at + 1 : at + 1 + count], parts[at + 1 + count : at + 3 + count]
        told.append(Told(tuple(paths), kind, sentence.strip()))
        at += 3 + count
    return TreeMerge(parts[0], stages, tuple(told))


def commit_tree(
    history: History,
    tree: str,
    replaced: Mapping[str, bytes | Blob | None],
    parents: Collection[str],
    message: str,
) -> str:
    """Commit a tree with some files replaced (None: removed), and return the commit; no ref points at it yet.

    A file that is replaced by bytes keeps its mode. Contents go in as they are: no filter runs, no line end is changed. The
    index of the clone is not touched. Raises NotShared: no_name where the settings do not say who commits, or why git failed.
    """
    try:
        if replaced:
            tree = _with_replaced(history, tree, replaced)
        words = [word for parent in parents for word in ("-p", parent)]
        settings = (*NO_HOOKS, *("-c", "user.useConfigOnly=true"), *("-c", "i18n.commitEncoding=UTF-8"))
        given = f"{message.strip()}\n".encode()
        out = git(history.root, "commit-tree", *words, "-F", "-", tree, settings=settings, given=given)
    except GitFailed as failure:
        raise _not_shared(failure) from None
    except OSError as error:  # of the temporary files
        said = error.strerror or str(error)
        raise NotShared(failure_code(said), said) from None
    return os.fsdecode(out).strip()


def _with_replaced(history: History, tree: str, replaced: Mapping[str, bytes | Blob | None]) -> str:
    modes = {}
    for line in os.fsdecode(git(history.root, "ls-tree", "-r", "-z", "--full-tree", tree)).split("\0"):
        head, _, path = line.partition("\t")
        if path in replaced:
            modes[path] = head.split(" ")[0]
    lines = []
    names = iter(_stored(history, [raw for raw in replaced.values() if isinstance(raw, bytes)]))
    for path, raw in replaced.items():
        if raw is None:
            lines.append(f"0 {'0' * len(tree)}\t{path}")
        elif isinstance(raw, Blob):
            lines.append(f"{raw.mode} {raw.name}\t{path}")
        else:
            lines.append(f"{modes.get(path, FILE)} {next(names)}\t{path}")
    with tempfile.TemporaryDirectory(prefix="govtui-index-") as folder:
        environ = {"GIT_INDEX_FILE": os.fspath(Path(folder, "index"))}
        settings = (*NO_HOOKS, *("-c", "core.splitIndex=false"), *("-c", "core.sparseCheckout=false"))
        git(history.root, "read-tree", tree, settings=settings, environ=environ)
        given = "".join(f"{line}\0" for line in lines)
        words = ("update-index", "-z", "--add", "--remove", "--replace", "--index-info")
        git(history.root, *words, settings=settings, environ=environ, given=os.fsencode(given))
        return os.fsdecode(git(history.root, "write-tree", "--missing-ok", settings=settings, environ=environ)).strip()


def _stored(history: History, contents: Sequence[bytes]) -> list[str]:
    """Put contents into git's object store, all in one go, and return the names of their blobs."""
    if not contents:
        return []
    with tempfile.TemporaryDirectory(prefix="govtui-blobs-") as folder:
        files = [Path(folder, str(place)) for place in range(len(contents))]
        for file, raw in zip(files, contents, strict=True):
            file.write_bytes(raw)
        given = b"".join(os.fsencode(file) + b"\n" for file in files)
        words = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        return os.fsdecode(git(history.root, *words, given=given, seconds=STORE_SECONDS)).split()


def fast_forward(history: History, commit: str, branch: str = "") -> None:
    """Move the branch that is checked out forward to a commit, with the files; saves of other programs of ours wait.

    git leaves everything as it is where a file with uncommitted changes is in the way. The owner's filters and hooks run.
    `branch`: the one that must be checked out still. Raises NotShared: in_the_way (`paths`), moved, branch_elsewhere (`output`:
    the other work tree), busy, or why git failed.
    """
    here = history.branch()
    if not here or branch not in ("", here):
        raise NotShared("moved")
    if place := _other_work_tree(history, here):  # its files would stay behind, as changes that take everything back
        raise NotShared("branch_elsewhere", place)
    # Else a file that .gitignore names would be written over without a word, though it is in no commit.
    words = (
        "merge",
        "--ff-only",
        "--no-overwrite-ignore",
        "--no-autostash",
        "--no-squash",
        "--no-stat",
        "--quiet",
        commit,
    )
    settings = ("-c", "submodule.recurse=false", *override(f"branch.{here}.mergeOptions", ""))
    try:
        with save_lock(history.root):
            answer = ask(history.root, *words, settings=settings, silence=FORWARD_SECONDS, seconds=FORWARD_SECONDS)
    except Busy:
        raise NotShared("busy") from None
    if answer.status:
        raise _not_forward(answer)


def _other_work_tree(history: History, branch: str) -> str:
    """Return another work tree of the clone in which the branch is checked out, too (`git worktree add --force`); "" for none."""
    if not (history.folder / "worktrees").is_dir() and history.folder.parent.name != "worktrees":
        return ""
    try:
        told = os.fsdecode(git(history.root, "worktree", "list", "--porcelain"))
    except GitFailed as failure:
        raise _not_shared(failure) from None
    blocks = [block.split("\n") for block in told.split("\n\n") if block]
    places = {Path(lines[0].removeprefix("worktree ")): f"branch refs/heads/{branch}" in lines for lines in blocks}
    around = [place for place in places if history.root.resolve().is_relative_to(place)]
    own = max(around, key=lambda place: len(place.parts), default=None)  # one may stand in another
    return next((str(place) for place, has in places.items() if has and place != own and place.is_dir()), "")


_IN_THE_WAY = re.compile(
    r"^error: (?:Your local changes to the following files|The following untracked working tree files"
    r"|Updating the following directories would lose untracked files)[^\n]*:\n"
    r"((?:\t[^\n]*\n?)+)",
    re.MULTILINE,
)


def _not_forward(answer: Answer) -> NotShared:
    found = [line.strip("\t") for block in _IN_THE_WAY.findall(answer.said) for line in block.splitlines()]
    entry = r"^error: (?:Untracked working tree file|Entry) '(.*)' (?:not uptodate|would be overwritten)"
    found += re.findall(entry, answer.said, re.MULTILINE)
    if found:
        return NotShared("in_the_way", answer.said, tuple(sorted({*found})))
    if "not possible to fast-forward" in answer.said.lower():
        return NotShared("moved", answer.said)
    return NotShared(failure_code(answer.said), answer.said)


def _not_shared(failure: GitFailed) -> NotShared:
    said = failure.output.lower()
    if "tell me who you are" in said or "auto-detection is disabled" in said or "empty ident" in said:
        return NotShared("no_name", failure.output)
    return NotShared(failure.code, failure.output)
