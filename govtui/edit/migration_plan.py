"""The migration of a whole registry: which files change, what a person must decide, what stays; written all or none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govtui.edit.file_edit import write_unchanged
from govtui.model.migration import undecided
from govtui.model.migration_steps import Undecided
from govtui.model.problem import Problem, Severity
from govtui.model.silence import Silence, silences
from govtui.store.field_edits import CannotEditInPlace
from govtui.store.files import Unreadable, printable, read
from govtui.store.location import MANIFEST
from govtui.store.migrating import migrated_text
from govtui.store.parse_errors import located, newer
from govtui.store.registry import Registry
from govtui.store.toml_values import NotToml, parsed
from govtui.store.transaction import FileChange


class Question(NamedTuple):
    """What a person must decide in a file."""

    path: str
    undecided: Undecided


class MigrationPlan(NamedTuple):
    """What bringing a registry to the current schema would do."""

    changes: tuple[FileChange, ...]
    questions: tuple[Question, ...]
    left: tuple[Problem, ...]
    """Why files stay as they are: they are of a later schema, or cannot be read."""
    refused: tuple[str, ...]
    """The paths of files that cannot be changed without losing something: then none is."""


def plan(registry: Registry, only: str = "") -> MigrationPlan:
    """Work out the migration, or one step of it. Nothing is written."""
    changes: list[FileChange] = []
    questions: list[Question] = []
    left: list[Problem] = []
    refused: list[str] = []
    for path in _paths(registry):
        try:
            raw = read(registry.root, path)
        except Unreadable as error:
            if error.code != "gone":  # there may be no registry.toml, or a file went meanwhile
                left.append(Problem(error.code, Severity.ERROR, printable(path), values=error.values))
            continue
        try:
            text = raw.decode()
            data = parsed(text)
        except (UnicodeDecodeError, NotToml) as error:
            left += [problem.at(printable(path)) for problem in located(raw, error)[:1]]
            continue
        if later := newer(text, data):
            left += [problem.at(printable(path)) for problem in later]
            continue
        questions += [Question(printable(path), one) for one in undecided(data, only)]
        try:
            new = migrated_text(text, only)
        except CannotEditInPlace:
            refused.append(printable(path))
            continue
        if new != text:
            changes.append(FileChange(path, raw, new.encode()))
    return MigrationPlan(tuple(changes), tuple(questions), tuple(left), tuple(refused))


def _paths(registry: Registry) -> Iterator[str]:
    yield MANIFEST
    yield from sorted(found.path for found in registry.files() if registry.folder_kind(found.path))


def carry_out(registry: Registry, planned: MigrationPlan) -> None:
    """Write all files of a plan or none.

    Raises EditRefused: changed_meanwhile (a file is not what the plan was made from), read_only, disk_full …
    """
    write_unchanged(registry, planned.changes)


def silences_in(registry: Registry, language: str) -> Iterator[tuple[str, Silence]]:
    """Yield path and sentence for what the texts of records say of the silence of sources."""
    for path in _paths(registry):
        try:
            data = parsed(read(registry.root, path).decode())
        except (Unreadable, UnicodeDecodeError, NotToml):
            continue
        yield from ((printable(path), one) for one in silences(data, language))
