"""The programs that git's settings have run while a clone is shared: what its owner, or whoever made the clone, put there."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from govtui.store.git import GitFailed, git
from govtui.store.history import History

HOOKS = ("pre-push", "post-merge", "reference-transaction", "post-index-change")
"""The hooks that run when commits are fetched, merged by a fast-forward, or pushed."""

HOOK_SIZE = 1 << 20
"""Bytes of a hook that its digest is made of."""

_BY_SSH = re.compile(r"[a-z+]*ssh[a-z+]*://|(?![a-z][a-z0-9+.-]*://)[^/:]+:", re.IGNORECASE)
_BY_HTTP = re.compile(r"https?://", re.IGNORECASE)

_SETTINGS = (
    r"^(core\.sshcommand|credential\.(.*\.)?helper|filter\..*\.(clean|smudge|process)"
    r"|remote\..*\.(uploadpack|receivepack)|hook\..*\.command|gpg\.(.*\.)?program)$"
)


class Program(NamedTuple):
    """A program that would run.

    `kind`: ssh, credential (a helper), remote (the other end's program, which runs here where the remote is a folder), filter,
    hook, gpg (asked about signatures, if only signed commits may be merged). `name`: the setting or hook. `command`: what would run, as it is set; of a hook its file. `scope`: who set it, as git
    says it: system, global, local, worktree, command; of hooks local.
    """

    kind: str
    name: str
    command: str
    scope: str


class Programs(NamedTuple):
    """The programs that would run, and a digest of them with the addresses: it changes when any of these does."""

    found: tuple[Program, ...]
    digest: str


def programs(history: History, *addresses: str) -> Programs:
    """Return what would run when the clone is shared with these addresses; with none, with any. Runs none of it.

    Raises GitFailed.
    """
    found = tuple(sorted({*_settings(history, addresses), *_ssh(os.environ, addresses), *_hooks(history)}))
    made = hashlib.sha256()
    for address in sorted(addresses):
        made.update(f"to\0{address}\0".encode("utf-8", "surrogateescape"))
    for one in found:
        made.update("\0".join(one).encode("utf-8", "surrogateescape") + b"\0")
        if one.kind == "hook" and one.scope == "local" and os.sep in one.command:
            made.update(_digest(Path(one.command)))
    return Programs(found, made.hexdigest())


def _settings(history: History, addresses: tuple[str, ...]) -> Iterator[Program]:
    try:
        out = os.fsdecode(git(history.root, "config", "-z", "--show-scope", "--get-regexp", _SETTINGS))
    except GitFailed as failure:
        if failure.code == "failed" and not failure.output:  # none is set
            return
        raise
    parts = out.split("\0")
    verified = _is_set(history, "merge.verifySignatures")
    for scope, part in zip(parts[::2], parts[1::2], strict=False):
        name, _, command = part.partition("\n")
        kind = name.partition(".")[0]
        kind = "ssh" if kind == "core" else kind
        used = {"ssh": _BY_SSH, "credential": _BY_HTTP}.get(kind)
        if command and (used is None or _any(used, addresses)) and (kind != "gpg" or verified):
            yield Program(kind, name, command, scope)


def _is_set(history: History, name: str) -> bool:
    try:
        return git(history.root, "config", "--type=bool", "--get", name).strip() == b"true"
    except GitFailed:
        return False


def _ssh(environ: Mapping[str, str], addresses: tuple[str, ...]) -> Iterator[Program]:
    for name in ("GIT_SSH_COMMAND", "GIT_SSH"):
        if (command := environ.get(name)) and _any(_BY_SSH, addresses):
            yield Program("ssh", name, command, "command")


def _hooks(history: History) -> Iterator[Program]:
    out = os.fsdecode(git(history.root, "rev-parse", "--git-path", "hooks", settings=())).removesuffix("\n")
    folder = history.root / out
    for name in HOOKS:
        file = folder / name
        if file.is_file() and os.access(file, os.X_OK):
            yield Program("hook", name, os.fspath(file), "local")


def _digest(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return hashlib.sha256(opened.read(HOOK_SIZE)).digest()
    except OSError:
        return b"unreadable"


def _any(rule: re.Pattern[str], addresses: tuple[str, ...]) -> bool:
    return not addresses or any(rule.match(address) for address in addresses)
