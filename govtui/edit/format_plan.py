"""What formatting records would change, and which files stay as they are."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from govtui.model.problem import Problem, Severity
from govtui.store.files import Unreadable, printable, read, stem_of
from govtui.store.git import GitFailed, keeping_crlf
from govtui.store.location import MANIFEST
from govtui.store.registry import Registry
from govtui.store.toml_format import CannotFormat, formatted
from govtui.store.transaction import FileChange


class Left(NamedTuple):
    """A file that stays as it is."""

    path: str
    key: str
    """Of its record."""
    code: str
    """That of a problem of the file, else data_differ or comment_lost (i18n.errors.REFUSALS)."""
    problems: tuple[Problem, ...] = ()


class FormatPlan(NamedTuple):
    """What formatting some files would do."""

    changes: tuple[FileChange, ...]
    keys: tuple[str, ...]
    """Of the record in each of them."""
    left: tuple[Left, ...]


def record_paths(registry: Registry) -> list[str]:
    """Return the paths of all files in the folders of records."""
    return sorted(found.path for found in registry.files() if registry.folder_kind(found.path))


def plan(registry: Registry, paths: Iterable[str], tell: Callable[[int], None] = lambda done: None) -> FormatPlan:
    """Work out what formatting the files at some paths would do. Nothing is written; `tell` hears how many are done."""
    changes: dict[str, tuple[str, FileChange]] = {}
    """By real path: a link to another file of the registry is that file."""
    left: list[Left] = []
    for done, path in enumerate(paths):
        tell(done)
        if path == MANIFEST:  # a hook may name it; its order is that of the registry's own fields
            continue
        try:
            raw = read(registry.root, path)
        except Unreadable as error:
            problem = Problem(error.code, Severity.ERROR, printable(path), record=stem_of(path), values=error.values)
            left.append(Left(path, stem_of(path), error.code, (problem,)))
            continue
        entry = registry.entry_from(path, raw)
        # The fields of an earlier schema are none of those whose order is known.
        faults = tuple(one for one in entry.problems if one.severity is Severity.ERROR or one.code == "old_schema")
        if faults or entry.record is None:
            left.append(Left(path, entry.id, faults[0].code if faults else "unreadable", faults))
            continue
        try:
            new = formatted(entry.text, entry.record.kind).encode()
        except CannotFormat as error:
            left.append(Left(path, entry.id, error.code))
            continue
        if new != raw:
            changes.setdefault(os.path.realpath(registry.root / path), (entry.id, FileChange(path, raw, new)))
    found = list(changes.values())
    if with_returns := [change.path for _, change in found if b"\r\n" in (change.before or b"")]:
        found = _with_returns(registry, found, with_returns)
    return FormatPlan(tuple(change for _, change in found), tuple(key for key, _ in found), tuple(left))


def _with_returns(
    registry: Registry, changes: Iterable[tuple[str, FileChange]], paths: Iterable[str]
) -> list[tuple[str, FileChange]]:
    """Return the changes, with CR LF in those files of `paths` of which git says so."""
    kept: frozenset[str] = frozenset()
    with suppress(GitFailed):
        kept = keeping_crlf(registry.root, paths)
    out = []
    for key, change in changes:
        after = change.after or b""
        if change.path in kept:
            change = FileChange(change.path, change.before, after.replace(b"\n", b"\r\n"))
        if change.after != change.before:
            out.append((key, change))
    return out
