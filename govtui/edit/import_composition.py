"""Compose the file of an imported record: a new file, or that of an existing record with what the import adds.

The same decisions and records always give the same bytes, so that what is written is what was planned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from govtui.edit.file_edit import unreadable
from govtui.edit.import_plan import ImportChoices, ImportDecisions, ImportState, PlannedRecord
from govtui.edit.import_references import Resolved, resolved
from govtui.edit.import_restoring import restored
from govtui.edit.import_values import Cited, cite, with_import
from govtui.edit.operations import Editing
from govtui.edit.plain_data import Data, same
from govtui.edit.proposal import EditRefused
from govtui.edit.typed_text import encode, to_nfc
from govtui.model.fields import fields
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.model.kinds import name_field
from govtui.model.migration import is_old
from govtui.model.migration_steps import CURRENT
from govtui.model.record import MODELS
from govtui.store.field_edits import CannotEditInPlace, with_data_as_written
from govtui.store.files import Unreadable, etag, read
from govtui.store.registry import Entry
from govtui.store.toml_render import filled, normal, rendered
from govtui.store.toml_values import NotToml, parsed

WRITTEN = frozenset({ImportState.NEW, ImportState.CHANGED})

_TAG = 16
"""Hexadecimal digits of a digest that tell two texts of one file apart."""

_MADE = frozenset({"schema", "kind", "id"})
"""Fields that the plan gives, not the file."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A file as it is and as it would be."""

    path: str
    before: bytes | None
    """None for a new file."""
    base: Entry | None
    raw: bytes
    is_cited: bool = False
    """Whether it cites the source of the import for something that it did not have."""
    claims: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Names of what has no place in the record."""
    targets: frozenset[int] = field(default=frozenset())
    """Numbers of the records of the file that it refers to."""

    @property
    def before_tag(self) -> str:
        """The etag of the file as it is; "" where there is none."""
        return self.base.etag if self.base else ""

    @property
    def after_tag(self) -> str:
        """A digest of the file as it would be."""
        return etag(self.raw)[:_TAG]


class Composer:
    """Makes the files of one import."""

    def __init__(self, editing: Editing, choices: ImportChoices, decisions: ImportDecisions) -> None:
        self._registry, self._index = editing.registry, editing.index
        self._choices, self._decisions = choices, decisions
        self._schema = editing.registry.manifest.record_schema

    # references

    def target(self, foreign: ForeignId) -> tuple[str, int | None]:
        """Return the id of the record that is meant, and its number where it is in the file; "" where there is none."""
        number = self._decisions.numbers.get(foreign)
        if number is not None and (planned := self._alive(number)):
            return planned.id, number
        if foreign.path == "id":
            card = self._index.card(foreign.value)
            return (card.id, None) if card and card.key == card.id else ("", None)
        return self._decisions.known.get(foreign, ""), None

    def _alive(self, number: int) -> PlannedRecord | None:
        """Return the plan of a record that will be there."""
        planned = self._decisions.records[number]
        return planned if planned and planned.state in (*WRITTEN, ImportState.SAME) else None

    def _backward(self, id: str) -> tuple[dict[str, list[str]], frozenset[int]]:
        """Return the relations of a record that others of the file say it has, and the numbers of these."""
        relations: dict[str, list[str]] = {}
        numbers = set()
        for relation, number in self._decisions.backward.get(id, ()):
            if planned := self._alive(number):
                targets = relations.setdefault(relation, [])
                targets += [planned.id] if planned.id not in targets else []
                numbers.add(number)
        return relations, frozenset(numbers)

    # files

    def composed(self, planned: PlannedRecord, record: ImportedRecord) -> Composed:
        """Return the file of a new record, or of one that is there. Raises EditRefused."""
        found = resolved(record.data, self.target)
        relations, others = self._backward(planned.id)
        data = to_nfc({name: value for name, value in found.data.items() if name not in _MADE})
        if relations:
            data["relations"] = _joined(data.get("relations"), relations)
        left = dict.fromkeys((*record.left, *found.lost))
        if planned.state is ImportState.NEW:
            composed = self._new(planned, record, data, found)
        else:
            composed = self._changed(planned, record, data, found)
        targets = frozenset(found.numbers) | others
        return replace(composed, left=tuple(left), targets=targets)

    def related(self, planned: PlannedRecord) -> Composed:
        """Return the file of a record of the registry that only gets relations which others of the file say it has."""
        relations, _ = self._backward(planned.id)
        record = ImportedRecord(planned.place, planned.kind, {"relations": relations} if relations else {})
        return self._changed(planned, record, record.data, Resolved({}, {}, {}, ()))

    def _new(self, planned: PlannedRecord, record: ImportedRecord, data: dict[str, Data], found: Resolved) -> Composed:
        kind, id = planned.kind, planned.id
        whole: dict[str, Data] = {"schema": CURRENT, "kind": kind, "id": id}
        if not record.whole:
            whole["type"] = self._choices.type_of(record)
            if "status" not in data and "status" in fields(MODELS[kind]):
                whole["status"] = "unknown"
        whole |= data
        if not record.restored:
            given = [name for name, value in filled(data).items() if name not in ("x", "sources", "review")]
            cite(whole, Cited(self._decisions.source, record.place), given)
            review = data.get("review")
            whole["review"] = {**(review if isinstance(review, Mapping) else {}), "state": "draft"}
            self._add_notes(whole, record, found)
        try:
            text = rendered(whole, exact=record.whole)
        except NotToml:
            raise EditRefused("cannot_store") from None
        path = self._registry.path_for(kind, id)
        return Composed(path, None, None, encode(text, None), is_cited=not record.restored)

    def _add_notes(self, data: dict[str, Data], record: ImportedRecord, found: Resolved) -> None:
        """Put what has no place in the record, references that lead nowhere too, into `x.<format>`."""
        notes = _notes({**found.lost, **record.left})
        if notes:
            own = data.get("x")
            x = dict(own) if isinstance(own, Mapping) else {}
            there = x.get(self._choices.format)
            x[self._choices.format] = {**notes, **(there if isinstance(there, Mapping) else {})}
            data["x"] = x

    def _changed(
        self, planned: PlannedRecord, record: ImportedRecord, given: Mapping[str, Data], found: Resolved
    ) -> Composed:
        base, before = self._base(planned.id)
        try:
            data = parsed(base.text)
        except NotToml:
            raise EditRefused("broken_toml", base.problems, path=base.path) from None
        if is_old(data):
            raise EditRefused("old_schema", path=base.path)
        claims: tuple[str, ...] = ()
        if record.restored:
            new = restored(data, given, record)
        else:
            given = dict(given)
            self._add_notes(given, record, found)
            added = with_import(
                planned.kind,
                data,
                normal(filled(given)),
                Cited(self._decisions.source, record.place),
                take=self._choices.take,
                removed=record.removed,
                schema=self._schema,
            )
            new, claims = added.data, added.claims
            if not same(data, new):
                self._require_fields(planned.kind, given)
            _forget(new, self._choices.format, found.found)
        try:
            text = base.text if same(data, new) else with_data_as_written(base.text, new)
        except CannotEditInPlace as error:
            raise EditRefused(error.code, base.problems, path=base.path, field=error.path) from None
        except (TypeError, AttributeError, ValueError, RecursionError):
            raise EditRefused("cannot_store") from None
        if text == base.text:
            return Composed(base.path, before, base, before)
        is_cited = not record.restored and _cites(new, self._decisions.source) != _cites(data, self._decisions.source)
        return Composed(base.path, before, base, encode(text, base), is_cited, claims)

    def _require_fields(self, kind: str, given: Mapping[str, Data]) -> None:
        """Raise EditRefused (blocked) where values could stand in no record: as claims they would be no mistake."""
        needed = {"schema": CURRENT, "kind": kind, "id": "x", "type": "x", name_field(kind): {"en": "x"}}
        needed |= {"status": "unknown"} if "status" in fields(MODELS[kind]) else {}
        try:
            raw = rendered({**needed, **given}).encode()
        except NotToml:
            raise EditRefused("cannot_store") from None
        entry = self._registry.entry_from(self._registry.path_for(kind, "x"), raw)
        if entry.record is None:
            raise EditRefused("blocked", entry.problems)

    def _base(self, id: str) -> tuple[Entry, bytes]:
        card = self._index.card(id)
        if card is None:
            raise EditRefused("no_such_record", target=id)
        try:
            raw = read(self._registry.root, card.path)
        except Unreadable as error:
            raise unreadable(card.path, error) from None
        return self._registry.entry_from(card.path, raw), raw


def _cites(data: Mapping[str, Data], source: str) -> int:
    """Count how often a record names a source, and for how many fields."""
    count = 0
    for value in data.values():
        for one in value if isinstance(value, list) else ():
            if isinstance(one, Mapping) and source in (one.get("ref"), one.get("source")):
                count += 1 + len(one.get("for", ()))
    return count


def _forget(data: dict[str, Data], format: str, found: Mapping[str, set[str]]) -> None:
    """Take the references that lead somewhere by now out of what an earlier import had no place for."""
    x = data.get("x")
    notes = x.get(format) if isinstance(x, dict) else None
    if not isinstance(notes, dict):
        return
    for name, values in found.items():
        told = notes.get(name)
        there = told if isinstance(told, list) else [told]
        left = [one for one in there if one not in values]
        if left and len(left) < len(there):
            notes[name] = left
        elif not left:
            del notes[name]


def _joined(relations: Data, more: Mapping[str, list[str]]) -> dict[str, Data]:
    out: dict[str, Data] = dict(relations) if isinstance(relations, Mapping) else {}
    for name, ids in more.items():
        there = out.get(name)
        out[name] = [*dict.fromkeys((*(there if isinstance(there, list) else ()), *ids))]
    return out


def _notes(value: Any) -> Any:
    """Return what has no place in a record as TOML can hold it: without nulls, great numbers as texts."""
    if isinstance(value, Mapping):
        return {str(key): _notes(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_notes(one) for one in value if one is not None]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return str(value)
    return to_nfc(value)
