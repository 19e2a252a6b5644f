"""The errors that a merge of commits brings to a record: those that neither side had, each checked among its own records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from govtui.edit.new_problems import introduced_errors
from govtui.edit.record_diff import differences
from govtui.index.entry_checks import ManifestContext, located, misplaced
from govtui.model.checks import check
from govtui.model.checks.namesakes import Namesake
from govtui.model.problem import Problem
from govtui.model.record import Record
from govtui.store.files import stem_of
from govtui.store.history import History
from govtui.store.manifest import Manifest
from govtui.store.registry import Entry, Registry

_IDS = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')

Content = str | bytes
"""The name of a blob, or what is not stored yet."""


class CommitContext(ManifestContext):
    """A CheckContext over the records of a commit, by their ids: what others checks need than those of warnings."""

    def __init__(self, manifest: Manifest, registry: Registry, history: History, files: Mapping[str, Content]) -> None:
        """`files`: the records' files, by path from the registry's folder."""
        super().__init__(manifest, _nobody)
        self._registry, self._history, self._files = registry, history, files
        self._entries: dict[str, Entry | None] = {}

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        """Id to path: a file is named by its record's id."""
        return {stem_of(path): path for path in self._files}

    def read_mentioned(self, texts: Iterable[tuple[str, str]]) -> None:
        """Read the other records whose ids stand in the texts of some records, given with their paths, at once."""
        found = ((own, self._paths.get(id)) for own, text in texts for id in ids_in(text))
        paths = {path for own, path in found if path and path != own}
        self._load(path for path in sorted(paths) if path not in self._entries)

    def _load(self, paths: Iterable[str]) -> None:
        found = {path: self._files[path] for path in paths}
        blobs = self._history.texts([name for name in found.values() if isinstance(name, str)])
        for path, content in found.items():
            raw = blobs.get(content) if isinstance(content, str) else content
            self._entries[path] = self._registry.entry_from(path, raw) if isinstance(raw, bytes) else None

    def record(self, id: str) -> Record | None:
        if (path := self._paths.get(id)) is None:
            return None
        if path not in self._entries:
            self._load([path])
        entry = self._entries[path]
        return entry.record if entry else None

    def kind_of(self, id: str) -> str | None:
        path = self._paths.get(id)
        return self._registry.folder_kind(path) if path else None

    def ended_by(self, record: Record) -> Iterable[str]:
        return ()


def ids_in(text: str) -> frozenset[str]:
    """Return what may be ids of records in a record's text."""
    return frozenset(_IDS.findall(text))


def _nobody(kind: str, name: str) -> Iterable[Namesake]:
    return ()


def problems_in(entry: Entry, context: CommitContext) -> tuple[Problem, ...]:
    """Return the problems of an entry among the records of a commit; warnings about other records may be left out."""
    found = [*entry.problems, *misplaced(entry)]
    if entry.record is not None:
        context.path = entry.path
        context.read_mentioned([(entry.path, entry.text)])
        found += located(entry, check(entry.record, context))
    return tuple(found)


def lost_links(entry: Entry, removed: Collection[str], context: CommitContext) -> tuple[Problem, ...]:
    """Return the warnings of an entry for links to records that were removed from a commit."""
    found = problems_in(entry, context)
    return tuple(one for one in found if one.code == "dangling" and one.values.get("target") in removed)


def brought_errors(
    merged: Entry, sides: Iterable[Entry], context: CommitContext, contexts: Iterable[CommitContext]
) -> tuple[Problem, ...]:
    """Return the errors of a merged record that none of the sides has, each in its own context."""
    now = problems_in(merged, context)
    out: tuple[Problem, ...] | None = None
    for side, its_context in zip(sides, contexts, strict=True):
        changed = differences(side.text, merged.text)
        found = introduced_errors(side, merged, problems_in(side, its_context), now, changed)
        out = found if out is None else tuple(one for one in out if one in found)
    return out or ()
