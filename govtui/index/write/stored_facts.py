"""Facts of a record that may answer a query: its fields as plain data in one row, and the paths that it has.

Words are made when a fact is drawn: a row has keys, dates, numbers, ids and texts. Labels are not posted, so no catalog
makes the index anew (read/answers.py).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from govtui.i18n.asked_labels import NOT_ASKED
from govtui.index.schema import INTERNAL, PATHS
from govtui.model.dates import PartialDate
from govtui.model.fields import fields, path_of
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS, Record
from govtui.model.relations import CITED_SOURCE
from govtui.model.vocabulary import DISTINGUISHING

_NOT_OF_ITEMS = frozenset({"quote", "note", "said_by"})
"""Fields of items that only repeat or explain: the record's page has them."""


class StoredFacts(NamedTuple):
    """The facts of a record as the index keeps them."""

    row: bytes
    """Plain data by field, as compressed JSON; empty where there are none."""
    facets: list[tuple[str, str]]
    """An internal facet for each path."""


def stored_facts(record: Record, schema: Schema = BUILT_IN) -> StoredFacts:
    """Return the facts of a record."""
    plan = _plan(record.kind, schema)
    here = vars(record)
    data: dict[str, Any] = {}
    paths: dict[str, None] = {}
    for attribute, name, is_choice in plan.plain:
        if value := here[attribute]:
            data[name] = value.text if type(value) is PartialDate else value
            if name == "date_of":
                paths[f"date.{value}"] = None
                continue
            paths[name] = None
            if is_choice:
                paths[f"{name}.{value}"] = None
    for attribute, name, type_, distinguishing in plan.tables:
        if held := here[attribute]:
            part = _part(type_)
            paths[name] = None
            if isinstance(held, list):
                data[name] = [_item(part, one, paths) for one in held]
                if distinguishing:
                    paths.update((f"{name}.{value}", None) for one in data[name] if (value := one.get(distinguishing)))
            else:
                data[name] = _item(part, held, paths)
    if relations := here["relations"]:
        data["relations"] = relations
        paths.update(dict.fromkeys(relations))
    if (own := here["x"]) and plan.own:
        for attribute, path, is_choice in plan.own:
            value = own.get(attribute)
            if value is not None and value != "" and value != []:
                data.setdefault("x", {})[attribute] = value
                paths[path] = None
                if is_choice:
                    paths.update((f"{path}.{one}", None) for one in (value if isinstance(value, list) else [value]))
    if claims := here["claims"]:
        data["claims"] = [_claim(claim) for claim in claims]
        for claim in claims:
            paths.update(dict.fromkeys(_paths_of_claim(claim.field)))
    if not paths:
        return StoredFacts(b"", [])
    if sources := here["sources"]:
        data["sources"] = [[one.ref, one.at or "", *one.fields] for one in sources]
    return StoredFacts(zlib.compress(_json(data).encode(), 1), [(INTERNAL, PATHS + path) for path in paths])


def _claim(claim: Any) -> Mapping[str, Any]:
    """Return a claim as plain data: its words as printed only where it has no value."""
    out = {"field": claim.field, "source": claim.source}
    if claim.at:
        out["at"] = claim.at
    if claim.value is not None:
        out["value"] = claim.value
    elif claim.quote is not None:
        out["quote"] = claim.quote
    return out


def _paths_of_claim(field: str) -> Iterator[str]:
    """Yield the paths under which a claim is found: those of the field that it speaks of."""
    first, _, rest = field.partition(".")
    if first == "relations":
        yield rest.partition(".")[0]
    elif first == "x":
        yield field
    elif first not in NOT_ASKED:
        yield first


class _Part(NamedTuple):
    """How the items of a table or list are read."""

    plain: Sequence[tuple[str, str, str]]
    """Attribute, name, and for a reference its type."""
    lists: Sequence[tuple[str, str, Any]]


class _Plan(NamedTuple):
    """How the facts of a kind of record are read."""

    plain: Sequence[tuple[str, str, bool]]
    """Attribute, name, and whether it is a key of a vocabulary."""
    tables: Sequence[tuple[str, str, Any, str]]
    """Attribute, name, class of the items, the field that tells them apart."""
    own: Sequence[tuple[str, str, bool]]


@lru_cache(maxsize=64)
def _plan(kind: str, schema: Schema) -> _Plan:
    plain: list[tuple[str, str, bool]] = []
    tables: list[tuple[str, str, Any, str]] = []
    for name, spec in fields(MODELS[kind]).items():
        if name in NOT_ASKED:
            continue
        if spec.part is not None:
            tables.append((spec.attribute, name, spec.part, DISTINGUISHING.get(name, "")))
        else:
            plain.append((spec.attribute, name, spec.is_choice))
    own = [(spec.attribute, path, spec.is_choice) for path, spec in schema.own(kind).items()]
    return _Plan(plain, tables, own)


@lru_cache(maxsize=64)
def _part(part: Any) -> _Part:
    plain: list[tuple[str, str, str]] = []
    lists: list[tuple[str, str, Any]] = []
    for name, spec in fields(part).items():
        if name in _NOT_OF_ITEMS:
            continue
        if spec.part is not None:
            lists.append((spec.attribute, name, spec.part))
        else:
            refers = spec.about.refers.type if spec.about.refers else ""
            plain.append((spec.attribute, name, "" if refers == CITED_SOURCE else refers))
    return _Part(plain, lists)


def _item(part: _Part, item: Any, paths: dict[str, None]) -> dict[str, Any]:
    """Return a table as plain data, and add the types of its references to `paths`."""
    here = vars(item)
    out: dict[str, Any] = {}
    for attribute, name, refers in part.plain:
        value = here[attribute]
        if value is None or value == [] or value == {}:
            continue
        out[name] = value.text if type(value) is PartialDate else value
        if refers:
            paths[refers] = None
    for attribute, name, type_ in part.lists:
        if held := here[attribute]:
            inner = _part(type_)
            out[name] = (
                [_item(inner, one, paths) for one in held] if isinstance(held, list) else _item(inner, held, paths)
            )
    return out


def _default(value: Any) -> str:
    """Return what JSON does not know as text: dates of TOML in own fields."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_default).encode


def as_told(schema: Schema) -> str:
    """Return what must be known of items to read the facts again: types of references, and what names an item, as JSON."""
    refers: dict[str, str] = {}
    names: dict[str, tuple[str, bool]] = {}
    for kind in MODELS:
        for way, spec in schema.walk(kind):
            if spec.about.refers and spec.about.refers.type != CITED_SOURCE:
                refers[path_of(way, spec)] = spec.about.refers.type
            if spec.is_items and not way and spec.about.items:
                names[spec.name] = (spec.about.items.name, spec.about.items.slug)
    return _json([refers, names])
