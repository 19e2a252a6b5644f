"""Commit named files of a registry to git, and nothing else; only when somebody asks for it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from govtui.store.git import NO_HOOKS, GitFailed, git
from govtui.store.history import History

SECONDS = 60.0
"""The most time that a commit may take, with the hooks of the repository's owner."""

NAMED = ("-c", "user.useConfigOnly=true")
"""Keeps git from making up who commits from the name of the machine."""

_UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}
"""Files in git's folder while another operation has to be finished first."""


class NotCommitted(Exception):
    """No commit was made; `output` has git's or the hook's own words.

    Codes: no_name, under_way (`output`: merge, rebase …), clash, markers (`output`: the files), nothing, hook, busy, signing, or one of
    GitFailed.
    """

    def __init__(self, code: str, output: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.output = output


def author(history: History) -> str:
    """Return who would commit, from git's settings: "Name <mail>"; "" where git would have to guess."""
    try:
        out = git(history.root, "var", "GIT_AUTHOR_IDENT", settings=(*NO_HOOKS, *NAMED))
    except GitFailed:
        return ""
    return os.fsdecode(out).rpartition(">")[0] + ">"


def commit(history: History, paths: Sequence[str], message: str) -> str:
    """Commit these files (paths from the registry's folder) as they stand; return the new commit's hash.

    What others have put into the index stays there, uncommitted. The repository's hooks and filters run: its owner wants
    them. Raises NotCommitted; then everything is as before, the index too.
    """
    try:
        return _commit(history, _uncommitted(history, paths), message)
    except GitFailed as failure:
        raise NotCommitted(failure.code, failure.output) from None


def hindrance(history: History) -> NotCommitted | None:
    """Return what keeps everybody from committing here now, whatever the files; None when nothing does."""
    if history.standing != "ready":
        return NotCommitted(history.standing)
    if operation := under_way(history):
        return NotCommitted("under_way", operation)
    return None if author(history) else NotCommitted("no_name")


def under_way(history: History) -> str:
    """Return the operation of git that has to be finished first (merge, rebase …); "" for none."""
    return next((what for name, what in _UNDER_WAY.items() if (history.folder / name).exists()), "")


def _uncommitted(history: History, paths: Sequence[str]) -> Sequence[str]:
    """Return those of the files that can be committed. Raises NotCommitted."""
    if found := hindrance(history):
        raise found
    changed = history.changed_files(*paths) if paths else ()
    if clashes := [one.path for one in changed if one.change == "clash"]:
        raise NotCommitted("clash", ", ".join(clashes))
    if not changed:
        raise NotCommitted("nothing")
    return [one.path for one in changed]


def _commit(history: History, changed: Sequence[str], message: str) -> str:
    root = history.root
    known = set(os.fsdecode(git(root, "ls-files", "-z", "--", *changed)).split("\0"))
    new = [path for path in changed if path not in known]
    try:
        if new:  # a commit of some paths knows only those that the index knows
            git(root, "add", "--intent-to-add", "--", *new, settings=())
        words = ("commit", "--quiet", "--only", "--no-edit", "--cleanup=whitespace", "--file=-", "--", *changed)
        git(root, *words, settings=NAMED, given=f"{message.strip()}\n".encode(), seconds=SECONDS)
    except GitFailed as failure:
        if new:
            _forget(history, new)
        raise NotCommitted(reason(failure), failure.output) from None
    return os.fsdecode(git(root, "rev-parse", "HEAD")).strip()


def _forget(history: History, paths: Sequence[str]) -> None:
    """Take files out of the index that were put there for a commit that failed."""
    try:
        git(history.root, "rm", "--quiet", "--cached", "--force", "--", *paths)
    except GitFailed:
        return  # they stay there as "to be added": nothing of them is lost


def reason(failure: GitFailed) -> str:
    """Return the code of NotCommitted for what git said."""
    if failure.code != "failed":
        return failure.code
    output = failure.output.lower()
    if "index.lock" in output or "could not lock" in output or "cannot lock" in output:
        return "busy"
    if "gpg failed" in output or "failed to sign" in output or "signing failed" in output:
        return "signing"
    if "tell me who you are" in output or "useconfigonly" in output or "empty ident" in output:
        return "no_name"
    return "failed" if "fatal:" in output or "error:" in output else "hook"
