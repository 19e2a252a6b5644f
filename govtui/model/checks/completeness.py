"""Checks of what is said without what it needs: somebody, a value, a source, a meaning; and of what is said to be missing.

Nearly all records are in order, and a build asks each: what items are called is worked out only where something is amiss.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from govtui.model.checks.context import CheckContext
from govtui.model.field_paths import citations_for
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.gaps import PARTIAL, is_filled, is_gap, nearest_gap
from govtui.model.item_names import item_paths
from govtui.model.kinds import KINDS
from govtui.model.line_ranges import contains
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record

OFFICIAL = "official"
"""How sure a name is that was seen on a page of the body itself, or of one that it belongs to."""


def completeness_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`nobody_named`, `nothing_claimed` (errors); `seen_unknown`, `date_without_meaning`, `place_without_source`,
    `unknown_gap`, `gap_filled`, `official_uncited`.
    """
    if record.kind == "source" and record.seen is None:
        yield Problem("seen_unknown", Severity.WARNING, field="seen")
    if record.kind == "declaration" and record.date is not None and record.date_of is None:
        same = dict.fromkeys(step.action for step in record.steps if step.date == record.date)
        values = {"near": next(iter(same)) if len(same) == 1 else ""}
        yield Problem("date_without_meaning", Severity.WARNING, field="date", values=values)
    if record.kind == "event":
        for path, _ in _without("participants", record.participants, "who", "text"):
            yield Problem("nobody_named", Severity.ERROR, field=path)
    for path, spot in _without("claims", record.claims, "value", "quote"):
        yield Problem("nothing_claimed", Severity.ERROR, field=path, spot=spot)
    if record.gaps:
        yield from _gaps(record, context)
    if record.review is not None and record.kind != "source":
        yield from _official_names(record)
    here = vars(record)
    lists = _citing_lists(record.kind)
    for spec in lists.own:
        if held := here[spec.attribute]:
            yield from _sourceless(record, spec, "", held, lists.within)


def _gaps(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`unknown_gap`: a gap that is no field; `gap_filled`: the record has a value where sources are said to be silent."""
    for position, path in enumerate(record.gaps, 1):
        field, spot = f"gaps.{path}", f"gaps.{position}"
        if not is_gap(record.kind, path, context.schema):
            values = {"given": path, "near": nearest_gap(record.kind, path, context.schema)}
            yield Problem("unknown_gap", Severity.WARNING, field=field, spot=spot, values=values)
        elif path not in PARTIAL and is_filled(record, path, context.schema):
            yield Problem("gap_filled", Severity.WARNING, field=field, spot=spot, values={"field": path})


def _official_names(record: Record) -> Iterator[Problem]:
    """`official_uncited`: a name is called official, and no citation has it. Sources print their title themselves."""
    name = KINDS[record.kind].name_field
    for language in ("vi", "en"):
        if getattr(record.review, f"name_{language}") == OFFICIAL:
            wanted = {name, f"{name}.{language}"}
            if not any(wanted.intersection(one.fields) for one in record.sources):
                values = {"language": language}
                yield Problem("official_uncited", Severity.WARNING, field=f"review.name_{language}", values=values)


def _without(name: str, items: Sequence[Any], one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield path and spot of each item that has neither of two fields."""
    empty = [getattr(item, one) is None and getattr(item, other) is None for item in items]
    if any(empty):
        for number, ((path, _), is_empty) in enumerate(zip(item_paths(name, items), empty, strict=True), 1):
            if is_empty:
                yield path, f"{name}.{number}"


class _CitingLists(NamedTuple):
    """The lists of a kind of record whose items may cite a place in a source."""

    own: tuple[FieldSpec, ...]
    within: Mapping[str, tuple[FieldSpec, ...]]
    """By list: such lists within its items."""


@cache
def _citing_lists(kind: str) -> _CitingLists:
    lists = [spec for spec in fields(MODELS[kind]).values() if spec.is_items]
    within = {one.name: tuple(inner for inner in parts(one).values() if _may_cite(inner)) for one in lists}
    return _CitingLists(tuple(one for one in lists if _may_cite(one)), within)


def _may_cite(spec: FieldSpec) -> bool:
    """Whether the items of a list have a place in a source, and can do without the source."""
    inside = parts(spec)
    return spec.is_items and "at" in inside and "source" in inside and not inside["source"].required


def _sourceless(
    record: Record, spec: FieldSpec, before: str, items: Sequence[Any], within: Mapping[str, tuple[FieldSpec, ...]]
) -> Iterator[Problem]:
    """Yield a problem for each item with a place in no source; an item has the source of what it is within."""
    inner = within.get(spec.name, ())
    if all(item.source or not (item.at or inner) for item in items):
        return
    for path, item in item_paths(spec.name, items):
        if item.source:
            continue
        if item.at:
            values = {"at": item.at, "near": _covering(record, f"{before}{path}", item.at)}
            yield Problem("place_without_source", Severity.WARNING, field=f"{before}{path}.at", values=values)
        for one in inner:
            yield from _sourceless(record, one, f"{before}{path}.", one.held_by(item), within)


def _covering(record: Record, path: str, at: str) -> str:
    """Return the one source whose citations cover an item and have the place inside them; "" where none or several do."""
    found = {one.ref for one in citations_for(record, path) if contains(one.at or "", at)}
    return found.pop() if len(found) == 1 else ""
