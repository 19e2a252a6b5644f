"""A registry: a folder of TOML files, read into entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from govtui.model.identifiers import is_record_id
from govtui.model.kinds import KIND_OF_FOLDER, KINDS
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.store import manifest
from govtui.store.codec import Loaded, Preview, loads, loads_all
from govtui.store.files import Found, Unreadable, etag, printable, read_all, stem_of, walk
from govtui.store.location import MANIFEST


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the registry, read: its record, or a preview of it and the problems."""

    path: str
    folder_kind: str
    """The kind of the folder that the file stands in; "" elsewhere."""
    text: str
    etag: str
    record: Record | None
    preview: Preview
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """The record's id, else a valid one in the preview, else the file's stem."""
        return _id(self.path, self.record, self.preview)

    @property
    def kind(self) -> str:
        """The record's kind, else its folder's, else that of the preview."""
        return (self.record.kind if self.record else "") or self.folder_kind or self.preview.kind

    @property
    def stem(self) -> str:
        """The id that the file's name asks for."""
        return stem_of(self.path)


class Registry:
    """Reads a registry's files. Nothing raises for what a file holds: problems are values."""

    def __init__(self, root: Path, *, read_only: bool = False, for_pages: bool = False) -> None:
        """`for_pages`: records that are right at first sight are not validated again (codec.loads_all)."""
        self.root = root
        self.read_only = read_only
        self._for_pages = for_pages
        self.manifest, self.manifest_problems = manifest.load(root)

    def for_pages(self) -> Registry:
        """Return the same registry for reading records that the index has validated."""
        other = copy(self)
        other._for_pages = True
        return other

    @property
    def is_of_earlier_schema(self) -> bool:
        """Whether its manifest has the form of an earlier version: then it is read, and not written."""
        return any(problem.code == "old_schema" for problem in self.manifest_problems)

    def files(self) -> Iterator[Found]:
        """Yield every TOML file but the manifest, in a fixed order."""
        return (found for found in walk(self.root) if found.path != MANIFEST)

    def entries(self) -> Iterator[Entry]:
        """Read every file below a kind's folder; `stray` tells of the others."""
        for found in self.files():
            if self.folder_kind(found.path):
                yield self._failed(found.path, found.error) if found.error else self.entry(found.path)

    def stray(self) -> Iterator[Problem]:
        """Yield a problem for each TOML file outside the kinds' folders and each folder that cannot be walked."""
        for found in self.files():
            path = printable(found.path)
            if self.folder_kind(path):
                continue
            if found.error is None:
                yield Problem("stray_file", Severity.WARNING, path=path, line=1, column=1)
            else:
                holds_records = path == "." or path in KIND_OF_FOLDER
                severity = Severity.ERROR if holds_records else Severity.WARNING
                yield Problem(found.error.code, severity, path=path, values=found.error.values)

    def entry(self, path: str) -> Entry:
        """Read the file at `path`."""
        return self.entries_at([path])[0]

    def entries_at(self, paths: Sequence[str]) -> list[Entry]:
        """Read the files at some paths, each step for all before the next (codec.loads_all)."""
        raws = read_all(self.root, paths)
        loaded = iter(loads_all([raw for raw in raws if isinstance(raw, bytes)], plainly=self._for_pages))
        return [
            self._entry(path, next(loaded), etag(raw)) if isinstance(raw, bytes) else self._failed(path, raw)
            for path, raw in zip(paths, raws, strict=True)
        ]

    def entry_from(self, path: str, raw: bytes) -> Entry:
        """Return the entry as it would be if the file at `path` held `raw`. Nothing is opened."""
        return self._entry(path, loads(raw), etag(raw))

    @staticmethod
    def path_for(kind: str, id: str) -> str:
        """Return the path of a new record: the folder of its kind, and its id for a name."""
        return f"{KINDS[kind].folder}/{id}.toml"

    def folder_kind(self, path: str) -> str:
        """Return the kind of record that belongs at `path`; "" outside the kinds' folders."""
        first, slash, _ = path.partition("/")
        return KIND_OF_FOLDER.get(first, "") if slash else ""

    def _entry(self, path: str, loaded: Loaded, tag: str) -> Entry:
        text, record, preview, found = loaded
        if found and self.is_of_earlier_schema:  # which is told once, not for each record
            found = tuple(one for one in found if one.code != "old_schema")
        problems = _placed(path, record, preview, found) if found else ()
        return Entry(path, self.folder_kind(path), text, tag, record, preview, problems)

    def _failed(self, path: str, error: Unreadable) -> Entry:
        problem = Problem(error.code, Severity.ERROR, printable(path), record=stem_of(path), values=error.values)
        return Entry(path, self.folder_kind(path), "", "", None, Preview(), (problem,))


def _id(path: str, record: Record | None, preview: Preview) -> str:
    if record:
        return record.id
    return preview.id if preview.id and is_record_id(preview.id) else stem_of(path)


def _placed(path: str, record: Record | None, preview: Preview, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems as those of the record in the file at `path`."""
    shown, id = printable(path), _id(path, record, preview)
    # replace() takes five times as long, and thousands of files may be broken.
    return tuple(
        [Problem(p.code, p.severity, shown, p.line, p.column, id, p.field, p.spot, p.values, p.muted) for p in problems]
    )
