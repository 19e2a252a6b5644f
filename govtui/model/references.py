"""The references that a record makes: its relations, and each field whose spec says that it refers to records.

Code is only what depends on values: who adopted or issued a text, what a claim refers to, and what qualifies a reference.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeGuard

from govtui.model.dates import PartialDate
from govtui.model.declaration_parts import Step
from govtui.model.disagreements import disputed_paths
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.identifiers import country_of, is_record_id
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import MODELS, Declaration, Record
from govtui.model.relations import (
    CITED_SOURCE,
    CLAIMED,
    DISPUTED,
    FORMER,
    PLAIN,
    PROVISIONAL,
    UNTIL,
    Reference,
    least_qualified,
)

ADOPTING = frozenset({"adopted", "provisionally_adopted"})
"""Actions of steps from which the relation `adopted_by` is computed."""

COMPUTED: Mapping[str, str] = {**dict.fromkeys(ADOPTING, "adopted_by"), "issued": "issued_by"}
"""Action of a step to the relation that it makes with those who took it."""

_PROVISIONAL, _DISPUTED = frozenset({PROVISIONAL}), frozenset({DISPUTED})
_CLAIMED, _FORMER = frozenset({CLAIMED}), frozenset({FORMER})

_LASTING = {"member": "date", "term_org": "date", "party": "withdrawn"}
"""Types of references to the field beside them with the time for which they hold, or with the end of it."""


def references(record: Record, schema: Schema = BUILT_IN) -> list[Reference]:
    """Return every reference that a record makes, then those that its claims make, citations last; `country:XX` included.

    An inverse that somebody typed keeps its name, for it says the contrary of the relation that it belongs to.
    """
    disputed = disputed_paths(record, schema)
    found = _references(record, schema, disputed)
    return _disputed_by_claims(record, found, disputed) if record.claims and disputed else found


def _disputed_by_claims(record: Record, found: list[Reference], disputed: Collection[str]) -> list[Reference]:
    """Return the references with those disputed that a claim denies. A claim that adds a relation denies none."""
    denied = tuple(
        f"{claim.field.removesuffix('.action')}."  # all that follows from what happened
        for claim in record.claims
        if claim.field in disputed
    )
    if not denied:
        return found
    return [
        one._replace(quality=one.quality | _DISPUTED) if f"{one.field}.".startswith(denied) else one for one in found
    ]


class _Referring(NamedTuple):
    """A field of a part that refers to records."""

    attribute: str
    name: str
    type: str
    many: bool
    lasts: str
    """The field of its item that tells when it has ended; empty where nothing does."""


class _Holder(NamedTuple):
    """A table, or a list of tables, with fields that refer to records, or with such tables and lists in it."""

    attribute: str
    name: str
    is_items: bool
    referring: tuple[_Referring, ...]
    within: tuple[_Holder, ...]


class _Plan(NamedTuple):
    """The fields of a kind that refer to records, in the order in which references are returned."""

    single: tuple[_Referring, ...]
    """Fields of the record with an id, or a text in its place."""
    holders: tuple[_Holder, ...]
    own: tuple[_Referring, ...]
    citing: tuple[_Holder, ...]


_CITING_FIRST = ("sources", "claims", "people", "figures", "aka")
"""The lists whose cited sources come before those of other lists."""


@lru_cache(maxsize=64)  # a few kinds and schemas
def _plan(kind: str, schema: Schema) -> _Plan:
    every = fields(MODELS[kind])
    rank = {name: place for place, name in enumerate(_CITING_FIRST)}
    citing = _holders(every, lambda type: type == CITED_SOURCE)
    return _Plan(
        _referring(every, lambda type: type != CITED_SOURCE),
        _holders(every, lambda type: type != CITED_SOURCE),
        _referring(schema.own(kind), lambda type: True),
        tuple(sorted(citing, key=lambda holder: rank.get(holder.name, len(rank)))),
    )


def _referring(specs: Mapping[str, FieldSpec], wanted: Callable[[str], bool]) -> tuple[_Referring, ...]:
    return tuple(
        _Referring(
            spec.attribute, spec.name, spec.about.refers.type, spec.many, _LASTING.get(spec.about.refers.type, "")
        )
        for spec in specs.values()
        if spec.about.refers and wanted(spec.about.refers.type)
    )


def _holders(specs: Mapping[str, FieldSpec], wanted: Callable[[str], bool]) -> tuple[_Holder, ...]:
    found = []
    for spec in specs.values():
        inside = parts(spec)
        referring, within = _referring(inside, wanted), _holders(inside, wanted)
        if referring or within:
            found.append(_Holder(spec.attribute, spec.name, spec.is_items, referring, within))
    return tuple(found)


def _references(record: Record, schema: Schema, disputed: Collection[str]) -> list[Reference]:
    plan = _plan(record.kind, schema)
    here = vars(record)  # asking a model itself takes three times as long
    found = [
        Reference(key, target, f"relations.{key}.{target}")
        for key, targets in here["relations"].items()
        for target in targets
    ]
    for holder in plan.holders:
        if not (held := here[holder.attribute]):
            continue
        if holder.name == "steps":
            items = item_paths("steps", held)
            found += _actors(items, disputed)
            _add(found, holder, items, "", disputed)
        elif items := _items(holder, held):
            _add(found, holder, items, "", disputed)
    for attribute, name, type, _, _ in plan.single:
        target = here[attribute]
        if target and is_record_id(target):
            found.append(Reference(type, target, name))
    if plan.own and (own := here["x"]):
        found += _own(plan.own, own)
    if here["claims"]:
        found += _claimed(record, schema, disputed)
    for holder in plan.citing:
        if (held := here[holder.attribute]) and (items := _items(holder, held)):
            _add(found, holder, items, "")
    return found


def _items(holder: _Holder, held: Any) -> Sequence[tuple[str, Any]]:
    """Return a table, or the items of a list, with paths; nothing where no reference is in them.

    Names of items cost more than all the rest, so only lists that hold a reference get them.
    """
    if not holder.is_items:
        return ((holder.name, held),)
    if not holder.within:
        for attribute, _, _, _, _ in holder.referring:
            if any(map(itemgetter(attribute), map(vars, held))):
                break
        else:
            return ()
    return item_paths(holder.name, held)


def _add(
    found: list[Reference],
    holder: _Holder,
    items: Sequence[tuple[str, Any]],
    prefix: str,
    disputed: Collection[str] = (),
) -> None:
    """Add the references in some items. `disputed`: paths of those on which statements differ."""
    referring, within = holder.referring, holder.within
    for path, item in items:
        here = vars(item)
        quality = _DISPUTED if disputed and path in disputed else PLAIN
        for attribute, field, type, many, lasts in referring:
            value = here[attribute]
            if not value:
                continue
            if many:
                found += [Reference(type, one, f"{prefix}{path}.{field}.{one}", quality) for one in value]
            else:
                of_time = quality | ended(date, is_end=lasts != "date") if lasts and (date := here[lasts]) else quality
                found.append(Reference(type, value, f"{prefix}{path}.{field}", of_time))
        for inner in within:
            if (held := here[inner.attribute]) and (inner_items := _items(inner, held)):
                _add(found, inner, inner_items, f"{prefix}{path}.")


def ended(date: PartialDate, today: datetime.date | None = None, *, is_end: bool = False) -> frozenset[str]:
    """Return how the time of a membership or term qualifies it: FORMER, UNTIL a day, or not at all.

    Only an interval tells an end, or a date that `is_end`, as of a withdrawal; as long as its last day may be still to come,
    it has not ended.
    """
    last = date.latest() if date.interval or is_end else None
    if last is None:
        return PLAIN
    is_over = last < (today or datetime.date.today())  # noqa: DTZ011 (the reader's own day is meant)
    return _FORMER if is_over else frozenset({f"{UNTIL}{last.isoformat()}"})


def _own(referring: Sequence[_Referring], own: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield the references of own fields; a value that is no id is a problem of another kind (checks.own_fields)."""
    for attribute, name, type, many, _ in referring:
        value = own.get(attribute)
        if many and isinstance(value, list):
            yield from (Reference(type, one, f"{name}.{one}") for one in value if _is_id(one))
        elif not many and _is_id(value):
            yield Reference(type, value, name)


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and is_record_id(value)


def _claimed(record: Record, schema: Schema, disputed: Collection[str]) -> list[Reference]:
    kind = record.kind
    types = [_type_claimed(kind, claim.field, schema) for claim in record.claims]
    if not any(types):  # nearly always, and names of items cost more than all the rest
        return []
    found: list[Reference] = []
    for type, (path, claim) in zip(types, item_paths("claims", record.claims), strict=True):
        if not type:
            continue
        quality = _CLAIMED | _DISPUTED if path in disputed else _CLAIMED
        if isinstance(claim.value, list):
            targets = [(one, f"{path}.value.{one}") for one in claim.value if _is_target(one)]
        else:
            targets = [(claim.value, f"{path}.value")] if _is_target(claim.value) else []
        found += [Reference(type, target, field, quality, claim.source) for target, field in targets]
    return found


@lru_cache(maxsize=1 << 12)
def _type_claimed(kind: str, field: str, schema: Schema) -> str:
    """Return the type of the references that a claim of a field makes; "" where the field refers to no record.

    A list of items is claimed by what names them: of `members` who they are.
    """
    if field.startswith("relations."):
        return field.split(".")[1]
    spec = spec_at(kind, field, schema)
    if spec.is_items and spec.about.items:
        spec = parts(spec).get(spec.about.items.name, spec)
    return spec.about.refers.type if spec.about.refers else ""


def _is_target(value: object) -> TypeGuard[str]:
    return _is_id(value) or (isinstance(value, str) and country_of(value) is not None)


def actors(record: Declaration) -> list[Reference]:
    """Return who adopted and who issued a text by its steps, each body once a relation."""
    return _actors(item_paths("steps", record.steps), disputed_paths(record))


def _actors(steps: Sequence[tuple[str, Step]], disputed: Collection[str]) -> list[Reference]:
    found: list[Reference] = []
    for path, step in steps:
        if step.by and (relation := COMPUTED.get(step.action)):
            quality = _DISPUTED if path in disputed else PLAIN
            quality |= _PROVISIONAL if step.action == "provisionally_adopted" else PLAIN
            found += [Reference(relation, body, f"{path}.by.{body}", quality) for body in step.by]
    return list(least_qualified(found).values()) if found else found
