"""Facts of a stored row (write/stored_facts.py): what may answer a query, with paths, other ends, sources and words."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from govtui.i18n.countries import country_name
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.schema import DamagedIndexError, without_checksum
from govtui.model.path_overlap import overlap
from govtui.model.vocabulary import DISTINGUISHING
from govtui.text import months
from govtui.text.fold import folded_words
from govtui.text.romanise import slug

Data = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class ItemSchema:
    """What is known of items without the models (meta.told)."""

    refers: Mapping[str, str]
    """Field ("participants.who") to the type of its references."""
    names: Mapping[str, tuple[str, bool]]
    """List to the field that names its items, and whether as a slug."""


class StoredFact(NamedTuple):
    """A fact of a record."""

    paths: Sequence[str]
    """The paths under which it is found: "founded", "terms", "terms.mandate"."""
    field: str
    value: Any
    targets: Sequence[tuple[str, str]] = ()
    """Types and ids of the records that it names."""
    source: str = ""
    """Its own, and the place in it; empty where a citation has it (`source_of`)."""
    at: str = ""
    about: str = ""
    """Of a claim the path of the field that it is about."""
    also: Set[str] = frozenset()
    """Words of the items that it names: of somebody the position, of a part of a delegation the whole."""


@lru_cache(maxsize=4)
def item_schema(raw: str) -> ItemSchema:
    """Read what `as_told` wrote."""
    refers, names = json.loads(raw)
    return ItemSchema(refers, names)


def facts_in(blob: object) -> Data:
    """Return a stored row as plain data. Raises DamagedIndexError."""
    try:
        data: Data = json.loads(zlib.decompress(without_checksum(blob)))
    except zlib.error as error:
        raise DamagedIndexError("facts") from error
    return data


def told(data: Data, items: ItemSchema, wanted: Set[str] | None = None) -> Iterator[StoredFact]:
    """Yield the facts of a row in the order of its fields, then what claims say.

    `wanted`: the paths that are asked for, to leave out what has none of them; None for all.
    """
    lists = None if wanted is None else _lists(frozenset(wanted), items)
    for name, value in data.items():
        if name in ("sources", "claims", "date_of"):
            continue
        if name == "relations":
            for type_, targets in value.items():
                if wanted is None or type_ in wanted:
                    for target in targets:
                        yield StoredFact((type_,), f"relations.{type_}.{target}", None, ((type_, target),))
        elif lists is not None and name not in lists:
            continue
        elif name == "x":
            for key, own in value.items():
                yield from _own(key, own, items)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from _items(name, value, data, items)
        elif isinstance(value, dict):
            targets = _targets(name, value, items)
            yield StoredFact((name, *(type_ for type_, _ in targets)), name, value, targets)
        else:
            yield _plain(name, value, data, items)
    if "claims" in data:
        yield from _claimed(data, items)


@lru_cache(maxsize=64)
def _lists(wanted: frozenset[str], items: ItemSchema) -> Set[str]:
    """Return the fields of a record in which paths may be."""
    found = {path.partition(".")[0] for path in wanted}
    return found | {field.partition(".")[0] for field, type_ in items.refers.items() if type_ in wanted}


def _plain(name: str, value: Any, data: Data, items: ItemSchema) -> StoredFact:
    paths = (name, f"{name}.{value}") if isinstance(value, str) and " " not in value else (name,)
    if name == "date" and (date_of := data.get("date_of")):
        paths = (name, f"date.{date_of}")
    type_ = items.refers.get(name)
    return StoredFact(paths, name, value, ((type_, value),) if type_ else ())


def _own(key: str, value: Any, items: ItemSchema) -> Iterator[StoredFact]:
    path = f"x.{key}"
    values = value if isinstance(value, list) else [value]
    type_ = items.refers.get(path)
    targets = tuple((type_, one) for one in values if isinstance(one, str)) if type_ else ()
    keys = tuple(f"{path}.{one}" for one in values if isinstance(one, str) and " " not in one)
    yield StoredFact((path, *((type_,) if type_ else ()), *keys), path, value, targets)


def _items(name: str, held: Sequence[Data], data: Data, items: ItemSchema) -> Iterator[StoredFact]:
    distinguishing = DISTINGUISHING.get(name, "")
    for item_name, item in zip(names_of(name, held, items), held, strict=True):
        field = f"{name}.{item_name}"
        if rows := item.get("rows"):
            yield from _rows(name, field, item, rows, items)
            continue
        targets = _targets(name, item, items)
        paths = dict.fromkeys((name, *(type_ for type_, _ in targets)))
        if distinguishing and (said := item.get(distinguishing)):
            paths[f"{name}.{said}"] = None
        own = (item.get("source", ""), item.get("at", ""))
        yield StoredFact(tuple(paths), field, item, targets, *own, also=_also(item, data, items))


_NAMING = {"person": "people", "head": "people", "within": "participants", "agenda": "agenda", "area": "areas"}
"""Fields of items that name an item of a list."""


def _also(item: Data, data: Data, items: ItemSchema) -> Set[str]:
    out: set[str] = set()
    for field in _NAMING.keys() & item.keys():
        if name := item[field]:
            list_name = _NAMING[field]
            held: Sequence[Data] = data.get(list_name, ())
            for item_name, other in zip(names_of(list_name, held, items), held, strict=True):
                if item_name == name:
                    out |= words_of(other)
    return out


def _rows(name: str, field: str, table: Data, rows: Sequence[Data], items: ItemSchema) -> Iterator[StoredFact]:
    """Yield each row of a progress table with the day and unit of the table."""
    of_table = {key: table[key] for key in ("as_of", "unit") if key in table}
    for number, row in enumerate(rows, 1):
        targets = _targets(f"{name}.rows", row, items)
        source = row.get("source") or table.get("source", "")
        at = row.get("at") or table.get("at", "")
        paths = (name, *dict.fromkeys(type_ for type_, _ in targets))
        yield StoredFact(paths, f"{field}.rows.{number}", {**of_table, **row}, targets, source, at)


def _targets(name: str, item: Data, items: ItemSchema) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for key, value in item.items():
        if type_ := items.refers.get(f"{name}.{key}"):
            out += [(type_, one) for one in (value if isinstance(value, list) else [value])]
    return tuple(out)


def _claimed(data: Data, items: ItemSchema) -> Iterator[StoredFact]:
    claims: Sequence[Data] = data.get("claims", ())
    for item_name, claim in zip(names_of("claims", claims, items), claims, strict=True):
        field = str(claim["field"])
        first, _, rest = field.partition(".")
        value = claim.get("value", claim.get("quote"))
        paths: tuple[str, ...] = (first,)
        targets: tuple[tuple[str, str], ...] = ()
        if first == "relations":
            type_ = rest.partition(".")[0]
            paths = (type_,)
            targets = tuple(
                (type_, one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)
            )
        elif first == "x":
            paths = (field,)
        elif first in DISTINGUISHING:
            paths = (first, *_said_of(first, rest, data, items))
        said_by = claim["source"], claim.get("at", "")
        yield StoredFact(paths, f"claims.{item_name}", value, targets, *said_by, about=field)


def _said_of(list_name: str, rest: str, data: Data, items: ItemSchema) -> Iterator[str]:
    """Yield the path of the item that a claim speaks of: "terms.mandate"."""
    held: Sequence[Data] = data.get(list_name, ())
    for item_name, item in zip(names_of(list_name, held, items), held, strict=True):
        if f"{rest}.".startswith(f"{item_name}.") and (said := item.get(DISTINGUISHING[list_name])):
            yield f"{list_name}.{said}"


def names_of(list_name: str, held: Sequence[Data], items: ItemSchema) -> list[str]:
    """Return what field paths call the items of a list (model.item_names, without the models)."""
    field, as_slug = items.names.get(list_name, ("", False))
    out: list[str] = []
    taken = {""}
    for number, item in enumerate(held, 1):
        name = item.get("key") or ""
        if not name and field and isinstance(value := item.get(field), str):
            name = slug(value) if as_slug else value
        out.append(str(number) if name in taken else name)
        taken.add(name)
    return out


# -- sources -----------------------------------------------------------------------------------------------------------


def source_of(one: StoredFact, data: Data) -> tuple[str, str]:
    """Return the source of a fact, and the place in it: its own, else that of a citation."""
    if one.source:
        return one.source, one.at
    cited = (
        (source, at)
        for source, at, *fields in data.get("sources", ())
        if any(overlap(one.field, field) for field in fields)
    )
    return next(cited, ("", ""))


# -- words -------------------------------------------------------------------------------------------------------------

_EDTF = re.compile(r"[.X\d/?~%-]*(?:\d|XX)[.X\d/T:?~%-]*\Z")
_NUMBER = re.compile(r"\d+")

_PLACE_KEYS = frozenset({"source", "at"})


def words_of(value: Any) -> set[str]:
    """Return the words of a value, folded: its texts in all languages, dates, countries and numbers."""
    out: set[str] = set()
    _add_words(value, out)
    return out


def _add_words(value: Any, out: set[str]) -> None:
    if isinstance(value, str):
        out.update(_of_text(value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _PLACE_KEYS:
                _add_words(inner, out)
    elif isinstance(value, list):
        for inner in value:
            _add_words(inner, out)
    elif value is not None and not isinstance(value, bool):
        out.add(str(value))


@lru_cache(maxsize=1 << 13)
def _of_text(text: str) -> frozenset[str]:
    if len(text) == 2 and text.isupper() or (text.startswith("country:")):  # noqa: PLR2004
        return frozenset(country_words(text[-2:]))
    found = {*folded_words(text).split()}
    if _EDTF.match(text):
        found |= _of_date(text)
    return frozenset(found)


def _of_date(edtf: str) -> set[str]:
    """Return the words of a date in all languages: numbers without zeros before them, names of months."""
    numbers = [int(number) for number in _NUMBER.findall(edtf)]
    out = {str(number) for number in numbers} | {f"{number:02}" for number in numbers}
    for point in edtf.split("/"):
        _, *rest = point.split("-")
        if rest and rest[0].isdecimal() and 1 <= int(rest[0]) <= len(months.ENGLISH):
            name = months.ENGLISH[int(rest[0]) - 1]
            out |= {name, name[: months.ABBREVIATED], "thang"}
        if len(rest) > 1:
            out.add("ngay")
    return out | {"nam"}


@lru_cache(maxsize=512)
def country_words(code: str) -> frozenset[str]:
    """Return the words of the names of a country in all languages."""
    from govtui.i18n.countries import names_of_country

    names = [country_name(code, load(language)) for language in LANGUAGES]
    return frozenset(word for name in (*names, *names_of_country(code)) if name for word in folded_words(name).split())
