"""What an imported record adds to a record that is there: gaps are filled, what differs becomes a claim beside the value.

Adding the same twice changes nothing the second time. Plain data in, plain data out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.plain_data import MISSING, Data, identity, is_tables, same
from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate
from govtui.model.fields import FieldSpec, fields, items_of, parts
from govtui.model.kinds import name_field
from govtui.model.own_fields import Schema
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.store.field_edits import value_in
from govtui.store.toml_values import copied
from govtui.text.fold import tonekey

ALL_FIELDS = "*"

_UNKNOWN = "unknown"
"""The status that states nothing."""

_OWN = frozenset({"schema", "kind", "id", "former_ids", "gaps", "review", "checked"})
"""What a record says of itself, not of the thing: no import changes it."""


class Cited(NamedTuple):
    """The place that is cited for what an import gives."""

    source: str
    at: str


class Added(NamedTuple):
    """A record with what an import adds to it."""

    data: dict[str, Data]
    claims: tuple[str, ...]
    """Fields whose value stands, with a new claim beside it."""


def with_import(
    kind: str,
    data: Mapping[str, Data],
    given: Mapping[str, Data],
    cited: Cited,
    *,
    take: Collection[str] = (),
    removed: Collection[str] = (),
    schema: Schema,
) -> Added:
    """Return a record's data with those of an import.

    `take`: fields whose value the import overwrites; `removed`: paths of fields that it says there are none of.
    """
    adding = _Adding(kind, data, cited, take, schema)
    for path in removed:
        adding.remove(path)
    adding.add(given)
    return adding.added()


def cite(data: dict[str, Data], cited: Cited, paths: Sequence[str]) -> None:
    """Have a record cite a place for these fields; a citation of that place that is there gets them, too."""
    citations = data.setdefault("sources", [])
    if not isinstance(citations, list):  # the checks tell
        return
    for one in citations:
        if isinstance(one, dict) and (one.get("ref"), one.get("at", "")) == (cited.source, cited.at):
            there = one.get("for")
            one["for"] = [*dict.fromkeys((*(map(str, there) if isinstance(there, list) else ()), *paths))]
            return
    at = {"at": cited.at} if cited.at else {}
    citations.append({"ref": cited.source, **at, **({"for": list(paths)} if paths else {})})


class _Adding:
    """A record while an import is added to it."""

    def __init__(
        self, kind: str, data: Mapping[str, Data], cited: Cited, take: Collection[str], schema: Schema
    ) -> None:
        self._kind, self._cited, self._take, self._schema = kind, cited, take, schema
        self._before, self._data = data, copied(dict(data))
        self._filled: dict[str, None] = {}
        self._claims: dict[str, Data] = {}

    def added(self) -> Added:
        claims = [(field, value) for field, value in self._claims.items() if value not in ([], {})]
        if claims:
            self._data["claims"] = [
                *self._said(""),
                *(
                    {"field": field, "value": value, "source": self._cited.source, **self._at()}
                    for field, value in claims
                ),
            ]
        if self._filled:
            cite(self._data, self._cited, list(self._filled))
        self._close_gaps()
        return Added(self._data, tuple(field for field, _ in claims))

    def _close_gaps(self) -> None:
        """Take the fields that have a value now out of those on which the sources are silent."""
        gaps = self._data.get("gaps")
        if not isinstance(gaps, list):
            return
        closed = [
            path
            for path in map(str, gaps)
            if value_in(self._data, path) is not MISSING and value_in(self._before, path) is MISSING
        ]
        left = [path for path in gaps if path not in closed]
        if closed and left:
            self._data["gaps"] = left
        elif closed:
            del self._data["gaps"]

    def _at(self) -> dict[str, str]:
        return {"at": self._cited.at} if self._cited.at else {}

    def remove(self, path: str) -> None:
        """Take a value away, and what it leaves empty."""
        way = path.split(".")
        holders: list[dict[str, Data]] = [self._data]
        for part in way[:-1]:
            inner = holders[-1].get(part)
            if not isinstance(inner, dict):
                return
            holders.append(inner)
        for holder, part in zip(reversed(holders), reversed(way), strict=True):
            holder.pop(part, None)
            if holder:
                return

    def add(self, given: Mapping[str, Data]) -> None:
        specs = fields(MODELS[self._kind])
        for name, value in given.items():
            if name == "x" and isinstance(value, Mapping):
                self._add_notes(value)
            elif name not in _OWN:
                self._add(specs.get(name), name, self._data, name, value)

    def _add_notes(self, given: Mapping[str, Data]) -> None:
        """Add own fields as other fields, and notes where there is none: nothing speaks for or against a note."""
        notes = self._data.setdefault("x", {})
        if not isinstance(notes, dict):
            return
        declared = self._schema.own(self._kind)
        for name, value in given.items():
            if spec := declared.get(f"x.{name}"):
                self._add(spec, f"x.{name}", notes, name, value)
            else:
                _fill(notes, name, value)
        if not notes:
            del self._data["x"]

    def _add(self, spec: FieldSpec | None, path: str, holder: dict[str, Data], key: str, value: Data) -> None:
        """Add the value of a field, which stands in `holder` under `key`."""
        now = holder.get(key)
        if value == _UNKNOWN and spec is not None and spec.is_choice and now:
            return
        if is_tables(value) and (now in (None, []) or is_tables(now)) and not self._takes(path):
            self._add_items(spec, path, holder, key, value)
        elif now in (None, [], {}, "") or (now == _UNKNOWN and spec is not None and spec.is_choice):
            if value != now:
                holder[key] = copied(value)
                self._filled[path] = None
        elif isinstance(now, dict) and isinstance(value, Mapping):
            self._add_table(spec, path, now, value)
        elif self._is_same(spec, path, now, value):
            pass
        elif self._takes(path):
            holder[key] = copied(value)
            self._filled[path] = None
        else:
            self._claim(spec, path, now, value)

    def _add_table(self, spec: FieldSpec | None, path: str, now: dict[str, Data], given: Mapping[str, Data]) -> None:
        is_localized = spec is not None and spec.is_localized
        inside = parts(spec) if spec is not None and spec.is_table else {}
        for key, value in given.items():
            inner = f"{path}.{key}"
            if not is_localized or key not in now:
                below = inside.get(key) if inside else spec.entry(key) if spec else None
                self._add(below, inner, now, key, value)
            elif self._takes(inner):
                if value != now[key]:
                    now[key] = value
                    self._filled[inner] = None
            elif not (_same_text(now[key], value) or self._is_called(path, value) or self._says(path, value, key)):
                self._claims.setdefault(path, {})[key] = value

    def _add_items(self, spec: FieldSpec | None, path: str, holder: dict[str, Data], key: str, given: Data) -> None:
        """Add the items that the list does not have, with where they are from."""
        there: list[Data] = holder.get(key) or []
        inside = parts(spec) if spec is not None else {}
        for item in given:
            if any(_is_same_item(key, one, item) for one in there) or (
                path == "aka" and self._is_named(item.get("text"))
            ):
                continue
            new = copied(item)
            if "source" in inside:
                new.setdefault("source", self._cited.source)
                if "at" in inside and new["source"] == self._cited.source:
                    new.update(self._at())
            elif path != "sources":
                self._filled[path] = None
            there = [*there, new]
        if there:
            holder[key] = there

    def _claim(self, spec: FieldSpec | None, path: str, now: Data, value: Data) -> None:
        """Keep what differs as a claim, as far as nobody claims it yet; of a list what it lacks."""
        if isinstance(now, list) and not is_tables(now):
            said = [*(value if isinstance(value, list) else [value])]
            lacking = [
                one for one in said if not (any(_same_value(one, it) for it in now) or self._says(path, one, spec=spec))
            ]
            if all(isinstance(one, str | int | float) for one in lacking):
                self._claims[path] = lacking[0] if len(lacking) == 1 else lacking
            return
        said = value.isoformat() if hasattr(value, "isoformat") else value
        if isinstance(said, str | int | float) and not self._says(path, said, spec=spec):
            self._claims[path] = said

    def _said(self, field: str) -> list[Data]:
        """Return the claims of the record, or those on a field."""
        claims = self._data.get("claims")
        tables = [one for one in claims if isinstance(one, dict)] if isinstance(claims, list) else []
        return [one for one in tables if one.get("field") == field] if field else tables

    def _says(self, path: str, value: Data, language: str = "", spec: FieldSpec | None = None) -> bool:
        """Whether a claim on a field says this already; of a text by language in one of them."""
        for claim in self._said(path):
            said = claim.get("value")
            if language:
                said = said.get(language) if isinstance(said, dict) else None
            for one in said if isinstance(said, list) else [said]:
                if one is not None and (_same_value(one, value) or self._is_same(spec, path, one, value)):
                    return True
        return False

    def _is_same(self, spec: FieldSpec | None, path: str, now: Data, value: Data) -> bool:
        """Whether a value says nothing that the other one does not say."""
        if isinstance(now, list) and isinstance(value, list):
            return all(any(_same_value(one, it) for it in now) for one in value)
        if spec is not None and spec.value_type is ValueType.DATE:
            return _tells_no_more(now, value)
        if path == "url" or path.startswith("links."):
            return str(now).rstrip("/") == str(value).rstrip("/")
        return _same_value(now, value)

    def _takes(self, path: str) -> bool:
        return any(one in (ALL_FIELDS, path) or path.startswith(f"{one}.") for one in self._take)

    def _is_called(self, path: str, name: Data) -> bool:
        """Whether a name is one of the record's other names."""
        aliases = self._data.get("aka")
        if path != name_field(self._kind) or aliases is None or not is_tables(aliases):
            return False
        return any(_same_text(one.get("text"), name) for one in aliases)

    def _is_named(self, alias: Data) -> bool:
        called = self._data.get(name_field(self._kind))
        return isinstance(called, dict) and any(_same_text(one, alias) for one in called.values())


def _fill(notes: dict[str, Data], name: str, value: Data) -> None:
    now = notes.get(name)
    if isinstance(now, dict) and isinstance(value, Mapping):
        for key, one in value.items():
            _fill(now, key, one)
    elif now is None:
        notes[name] = copied(value)


_FROM = frozenset({"source", "at"})


def _is_same_item(name: str, one: Data, item: Mapping[str, Data]) -> bool:
    """Whether an item of a list is the one that is given: by its name where that is unique, else by all that is given."""
    if not isinstance(one, dict):
        return False
    if items_of(name).unique or name == "sources":
        found = identity(name, item)
        if found and identity(name, one) == found:
            return name != "sources" or one.get("at") == item.get("at")
    return all(key in _FROM or _same_value(one.get(key), value) for key, value in item.items())


def _same_text(one: Data, other: Data) -> bool:
    return isinstance(one, str) and isinstance(other, str) and tonekey(one) == tonekey(other)


def _same_value(one: Data, other: Data) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other
    return _same_text(one, other) or same(one, other) or str(one) == str(other)


def _tells_no_more(now: Data, value: Data) -> bool:
    """Whether a date agrees with another one without being more exact."""
    try:
        one, other = PartialDate.parse(now), PartialDate.parse(value)
    except DateError:
        return str(now) == str(value)
    if one.year_less or other.year_less or not agree(one, other):
        return one.text == other.text
    begins, ends = (one.earliest(), other.earliest()), (one.latest(), other.latest())
    starts_before = begins[1] is None or (begins[0] is not None and begins[1] <= begins[0])
    return starts_before and (ends[1] is None or (ends[0] is not None and ends[1] >= ends[0]))
