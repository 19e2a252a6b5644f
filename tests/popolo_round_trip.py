"""Popolo read, made into a registry and written again, without a plan: references by keys, what is left into x.popolo."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import small

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry
from govtui.text.romanise import slug

TODAY = date(2026, 11, 30)
WHEN = datetime(2026, 11, 30, tzinfo=UTC)
ROLES = MappingFile(values={"people.role": {"*": "official"}})
TYPES = {"organization": "network", "event": "forum", "source": "web_page"}

Table = dict[str, Any]


def read(raw: bytes, language: str = "") -> list[ImportedRecord]:
    """Read a document with all its people and sources."""
    options = ReadOptions(Manifest(), TODAY, language, mapping=ROLES, people=True, sources=True)
    return list(reader(IMPORT_FORMATS["popolo"])(io.BytesIO(raw), options))


def tables(records: Iterable[ImportedRecord]) -> list[Table]:
    """Return the records as data of files; ids that lead nowhere, and what is left, stand in x.popolo."""
    found = [one for one in records if not one.counted_as and not one.faults]
    ids: dict[ForeignId, str] = {}
    taken: list[str] = []
    for number, one in enumerate(found):
        id = one.id or f"{slug(next(iter(one.data.get('name', one.data.get('title')).values())))[:20]}-{number}"
        ids |= dict.fromkeys([*one.keys, ForeignId("id", id)], id)
        taken.append(id)
    made = []
    for id, one in zip(taken, found, strict=True):
        lost: Table = {}
        data = _resolved(one.data, ids, lost, "")
        data = {"schema": 2, "kind": one.kind, "id": id, "type": TYPES[one.kind]} | data
        if one.kind != "source":
            data.setdefault("status", "unknown")
        notes = lost | dict(one.left) | data.get("x", {}).get("popolo", {})
        made.append(data | ({"x": {"popolo": notes}} if notes else {}))
    return made


def _resolved(value: Any, ids: Mapping[ForeignId, str], lost: Table, name: str) -> Any:
    match value:
        case ForeignId():
            if value in ids:
                return ids[value]
            lost[name] = value.value
            return None
        case dict():
            found = {key: _resolved(one, ids, lost, key) for key, one in value.items()}
            return {key: one for key, one in found.items() if one not in (None, [], {})}
        case list():
            return [one for item in value if (one := _resolved(item, ids, lost, name)) not in (None, {})]
    return value


def written(registry: Registry, index: SqliteIndex, ids: Sequence[str]) -> tuple[bytes, Export]:
    """Write records as Popolo."""
    cards = [card for id in ids if (card := index.card(id))]
    context = RenderContext.of(registry, load("en"), ("vi", "en"), index)
    export = Export(registry, index, cards, context, WHEN)
    return "".join(document(FORMATS["popolo"], export)).encode(), export


def rewritten(data: Sequence[Table]) -> bytes:
    """Write a registry of these records as Popolo."""
    with tempfile.TemporaryDirectory() as root:
        registry = small.registry(Path(root), *data)
        return written(registry, build(registry), sorted(one["id"] for one in data))[0]


def by_id(data: Iterable[Table]) -> dict[str, Table]:
    return {one["id"]: one for one in data}
