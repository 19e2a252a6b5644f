"""Random records with any of their fields, valid by their specs, and documents made of registries of them."""

from __future__ import annotations

import datetime
import random
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

import tomli_w
from page.contexts import context_of
from small import registry, table, write

from govtui.index.api import View
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.interchange.incoming.mapping import Mapping as MappingFile
from govtui.model.fields import FieldSpec, parts
from govtui.model.imported import ImportedRecord
from govtui.model.own_fields import Schema
from govtui.model.schema import ValueType
from govtui.model.vocabulary import VOCABULARIES
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry

TODAY = datetime.date(2026, 11, 29)

TEXTS = (
    *(
        "Bộ Nội vụ",
        "Đổi mới",
        "=SUM(A1)",
        "-",
        "- một",
        "+84",
        "@ai",
        "'nháy",
        "''=",
        "a, b; c",
        "hai\ndòng",
        'nói "thế"',
    ),
    *(
        "\tthụt",
        " lề ",
        "a\u200bb",
        "x" * 300,
        "12",
        "12,5",
        "true",
        "2015-01-01",
        "05/08/2022",
        "[1]",
        "{}",
        "vi",
        "có",
        "\x01",
    ),
)
DATES = ("2018-11-05", "2018", "2019/2020", "XXXX-09-09", "201X", "2015?", "2017/..", "2018-11-05T08:00:00Z")
IDS = ("a", "b1", "c-d", "un")
UNTOLD = (
    *(
        0,
        -(2**63),
        2**63 - 1,
        1.5,
        1e22,
        -0.0,
        float("inf"),
        float("nan"),
        True,
        "text",
        "",
        [],
        [1, "a"],
        [{"a": 1}, {}],
    ),
    *(datetime.date(2015, 1, 1), datetime.time(8, 30), datetime.datetime(2015, 1, 1, 8, 0), {"ô/~ .": {"": 1}}),
    datetime.datetime(2015, 1, 1, 8, 0, 0, 500, tzinfo=datetime.timezone(datetime.timedelta(hours=7))),
)
"""What private notes may hold: anything."""


def any_record(chance: random.Random, kind: str, id: str, schema: Schema, share: float = 0.4) -> dict[str, Any]:
    """A record of a kind in which each optional field stands with this probability."""
    data = table(id, kind)
    for spec in schema.fields(kind).values():
        if spec.name in ("schema", "kind", "id", "type", "status", "x") or chance.random() > share:
            continue
        value = _value(chance, spec, schema, kind)
        if spec.is_own:
            data.setdefault("x", {})[spec.attribute] = value
        elif value not in ({}, []):
            data[spec.name] = value
    if chance.random() < share:
        data.setdefault("x", {})["ghi chú"] = chance.choice(UNTOLD)
    return data


def _value(chance: random.Random, spec: FieldSpec, schema: Schema, kind: str) -> Any:
    if spec.part is not None:
        items = [_table(chance, spec, schema, kind) for _ in range(chance.randint(1, 2) if spec.many else 1)]
        return items if spec.many else items[0]
    if spec.keyed:
        keys = schema.writable_relations(kind) if spec.name == "relations" else ("website", "ror", "k-1")
        chosen = chance.sample(keys, min(len(keys), chance.randint(1, 2)))
        return {key: _plain(chance, spec.entry(key)) for key in chosen}
    return _plain(chance, spec)


def _table(chance: random.Random, spec: FieldSpec, schema: Schema, kind: str) -> dict[str, Any]:
    return {
        name: _value(chance, part, schema, kind)
        for name, part in parts(spec).items()
        if part.required or chance.random() < 0.4
    }


def _plain(chance: random.Random, spec: FieldSpec) -> Any:
    if spec.many:
        return list(dict.fromkeys(_one(chance, spec.element) for _ in range(chance.randint(1, 3))))
    return _one(chance, spec)


def _one(chance: random.Random, spec: FieldSpec) -> Any:
    if spec.choices:
        return chance.choice(spec.choices)
    if spec.about.value_of:
        return chance.choice([*TEXTS, 12, ["a", "b"]])
    match spec.value_type:
        case ValueType.LOCALIZED | ValueType.QUOTE:
            return {tag: chance.choice(TEXTS) for tag in chance.sample(["vi", "en", "zh-Hant"], chance.randint(1, 3))}
        case ValueType.KEY:
            return chance.choice(VOCABULARIES.get(spec.about.vocabulary) or ("k1", "k_2"))
        case ValueType.DATE:
            return chance.choice(DATES)
        case ValueType.NUMBER:
            low, high = spec.limits or (0, 10**15)
            return chance.choice([low, high, 12]) if "number" not in spec.allowed else chance.choice([1, 1.5, 12000])
        case ValueType.YES_NO:
            return chance.random() < 0.5
        case ValueType.COUNTRY:
            return chance.choice(["VN", "KR"])
        case ValueType.REFERENCE:
            return chance.choice(IDS)
        case ValueType.TARGET:
            return chance.choice([*IDS, "country:VN"])
        case ValueType.LANGUAGE:
            return chance.choice(["vi", "en", "ko"])
        case ValueType.FIELD_PATH:
            return chance.choice(["name.vi", "date", "money"])
        case _:
            return chance.choice(TEXTS)


def any_registry(root: Path, chance: random.Random, size: int, manifest: str, kinds: tuple[str, ...]) -> Registry:
    """A registry of such records, of every kind in turn."""
    schema = registry(root, manifest=manifest).manifest.record_schema
    records = [any_record(chance, kinds[place % len(kinds)], f"r{place}", schema) for place in range(size)]
    return registry(root, *records, manifest=manifest)


def export_of(files: Registry, text: str = "", **options: str) -> Export:
    """An export of the records that a query finds, in the order of their ids."""
    index = build(files)
    keys = sorted(index.result(View(text=text)).window(0, 1 << 20), key=lambda row: row.key)
    cards = index.cards([row.key for row in keys])
    when = datetime.datetime(2026, 11, 29, tzinfo=UTC)
    return Export(files, index, cards, context_of(files, index, "vi"), when, options)


def read_back(
    format: str,
    document: str | bytes,
    manifest: Manifest | None = None,
    mapping: MappingFile | None = None,
    **options: Any,
) -> list[ImportedRecord]:
    """The records that the reader of a format finds in a document."""
    raw = document.encode(errors="surrogatepass") if isinstance(document, str) else document
    told = ReadOptions(manifest or Manifest(), TODAY, mapping=mapping, **options)
    return list(reader(IMPORT_FORMATS[format])(BytesIO(raw), told))


def as_file(found: ImportedRecord) -> dict[str, Any]:
    """The data of an imported record with what stands in every file."""
    return {"schema": 2, "kind": found.kind, "id": found.id, **found.data}


def write_record(root: Path, path: str, data: dict[str, Any]) -> None:
    """Write a record's data as a file."""
    write(root, path, tomli_w.dumps(data))
