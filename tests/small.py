"""Records and registries made for one test: small, valid but for what the test is about."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.checks.force import ended
from govtui.model.checks.namesakes import Group, Namesake, Namesakes, country_of_record
from govtui.model.kinds import KINDS
from govtui.model.record import Record
from govtui.store.codec import loads
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry
from govtui.text.fold import fold

RECORDS = Path(__file__).resolve().parent.parent / "records"
"""The registry that ships."""

FILES = sorted(path for path in RECORDS.rglob("*.toml") if path.name != "registry.toml")
"""Its records."""


@cache
def shipped_index() -> SqliteIndex:
    """Build the index of the registry that ships, once a process; no test changes it."""
    return build(Registry(RECORDS))


_TYPES = {"organization": "network", "declaration": "agenda", "event": "forum", "source": "article"}


def table(id: str, kind: str = "organization", **fields: Any) -> dict[str, Any]:
    """A valid record as data: named by its id, cited from "s", with `fields` beside or in place of that; None leaves one out."""
    data: dict[str, Any] = {"schema": 2, "kind": kind, "id": id, "type": _TYPES[kind]}
    if kind == "source":
        data |= {"title": {"vi": id, "en": id}, "seen": "full"}
    else:
        data |= {"status": "unknown", "name": {"vi": id, "en": id}, "sources": [{"ref": "s"}]}
    return {key: value for key, value in (data | fields).items() if value is not None}


def toml(id: str, kind: str = "organization", **fields: Any) -> str:
    """The same as the text of a file."""
    return tomli_w.dumps(table(id, kind, **fields))


def record(id: str, kind: str = "organization", **fields: Any) -> Record:
    """The same as a record."""
    loaded = loads(toml(id, kind, **fields).encode())
    assert loaded.record is not None, loaded.problems
    return loaded.record


def write(root: Path, path: str, text: str | bytes) -> Path:
    """Put a file below `root`; its folders are made."""
    target = root / path
    os.makedirs(target.parent, exist_ok=True)
    target.write_bytes(text.encode() if isinstance(text, str) else text)
    return target


def registry(root: Path, *records: dict[str, Any], manifest: str | None = "schema = 2\n") -> Registry:
    """A registry of these tables, each in the file that its kind and id ask for."""
    if manifest is not None:
        write(root, "registry.toml", manifest)
    for data in records:
        write(root, f"{KINDS[data['kind']].folder}/{data['id']}.toml", tomli_w.dumps(data))
    return Registry(root)


class Around:
    """What the checks are told of the rest of a registry (model.checks.Known): these records and no more."""

    def __init__(
        self,
        *records: Record,
        languages: Sequence[str] = ("vi", "en"),
        unreadable: Collection[str] = (),
        manifest: Manifest | None = None,
    ) -> None:
        self.languages = languages
        self._manifest = manifest or Manifest()
        self.schema = self._manifest.record_schema
        self._records = {one.id: one for one in records}
        self._unreadable = unreadable

    def record(self, id: str) -> Record | None:
        return self._records.get(id)

    def kind_of(self, id: str) -> str | None:
        if id in self._unreadable:
            return "organization"
        found = self._records.get(id)
        return found.kind if found else None

    def knows(self, vocabulary: str, key: str) -> bool:
        return self._manifest.knows(vocabulary, key)

    def keys(self, vocabulary: str) -> Sequence[str]:
        return self._manifest.keys(vocabulary)

    def ended_by(self, record: Record) -> Sequence[str]:
        return sorted(other.id for other in self._records.values() if record.id in ended(other))

    def namesakes(self, record: Record) -> Iterator[Group]:
        for name in dict.fromkeys(map(fold, record.label.values())):
            called = [
                Namesake(other.id, other.id, country_of_record(other))
                for other in self._records.values()
                if other.kind == record.kind and name in map(fold, other.label.values())
            ]
            yield from Namesakes(called).around(record.id, country_of_record(record))
