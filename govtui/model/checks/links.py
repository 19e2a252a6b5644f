"""Checks of references: relations, targets, cycles, citations, and records that may be the same thing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from govtui.model.checks.context import CheckContext
from govtui.model.checks.namesakes import Group
from govtui.model.field_paths import value_at
from govtui.model.identifiers import country_of
from govtui.model.item_names import item_names
from govtui.model.problem import Problem, Severity
from govtui.model.record import Organization, Record
from govtui.model.references import references


def relation_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`inverse_typed`, `unknown_relation` (error), `relation_not_of_kind`."""
    relations, inverses = context.schema.relations, context.schema.inverses
    for key in record.relations:
        if key in inverses:
            values = {"inverse": key, "relation": inverses[key]}
            yield Problem("inverse_typed", Severity.WARNING, field=f"relations.{key}", values=values)
        elif key not in relations or not relations[key].written:
            near = difflib.get_close_matches(key, [one.key for one in relations.values() if one.written], 1)
            values = {"given": key, "near": near[0] if near else ""}
            yield Problem("unknown_relation", Severity.ERROR, field=f"relations.{key}", values=values)
        elif record.kind not in relations[key].sources:
            values = {"relation": key, "kind": record.kind}
            yield Problem("relation_not_of_kind", Severity.WARNING, field=f"relations.{key}", values=values)


def target_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`dangling` and `wrong_kind`: a target that does not exist, or is of another kind than the reference allows."""
    seen = set()
    for reference in references(record, context.schema):
        if country_of(reference.target) or (reference.field, reference.target) in seen:
            continue
        seen.add((reference.field, reference.target))
        kind = context.kind_of(reference.target)
        if kind is None:
            values = {"target": reference.target}
            yield Problem("dangling", Severity.WARNING, field=reference.field, values=values)
            continue
        wanted = context.schema.target_kinds(record.kind, reference.type)
        if not wanted or kind in wanted:
            continue
        values = {"target": reference.target, "kind": kind}
        yield Problem("wrong_kind", Severity.WARNING, field=reference.field, values=values)


SHOWN = 6
"""The most records of a cycle that a warning names."""


def cycle_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`cycle`: a record is a part of itself by way of others. Of a long cycle the beginning and the end are named.

    What only another source says to be a part makes no cycle: two sources may well see it the other way round.
    """
    if cycle := _cycle(record, context):
        if len(cycle) > SHOWN + 1:
            cycle = [*cycle[: SHOWN - 1], "…", *cycle[-2:]]
        values = {"cycle": " → ".join(cycle)}
        yield Problem("cycle", Severity.WARNING, field="relations.part_of", values=values)


MEMBER_OF = "member_of"


def membership_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`told_twice`: a record names a body that it is a member of, which names it among its members, too."""
    for target in record.relations.get(MEMBER_OF, ()):
        body = context.record(target)
        if isinstance(body, Organization) and any(_is_of(member.who, record, context) for member in body.members):
            field = f"relations.{MEMBER_OF}.{target}"
            yield Problem("told_twice", Severity.WARNING, field=field, values={"other": body.id})


def _is_of(id: str, record: Record, context: CheckContext) -> bool:
    """Whether an id, maybe a former one, is that of a record."""
    if id == record.id or id not in record.former_ids:
        return id == record.id
    found = context.record(id)  # another record may have it now
    return found is not None and found.id == record.id


def citation_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`no_citation`, and `cites_nothing`: a citation of a field that the record does not have."""
    if not record.sources and record.kind != "source":
        yield Problem("no_citation", Severity.WARNING, field="sources")
    names: list[str] = []  # they cost more than all the rest: made once, where something is amiss
    for position, citation in enumerate(record.sources, 1):
        for number, path in enumerate(citation.fields, 1):
            value = value_at(record, path)
            if not value and value in (None, [], {}):
                names = names or item_names("sources", record.sources)
                place = f"sources.{names[position - 1]}.for.{path}"
                spot = f"sources.{position}.for.{number}"
                yield Problem("cites_nothing", Severity.WARNING, field=place, spot=spot, values={"field": path})


NAMED = 3
"""The most others that a warning names; the rest is counted."""


def duplicate_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`likely_duplicate`: others of the kind have the same name. One warning for all of them, at the first by path."""
    groups = [group for group in context.namesakes(record) if group.others]
    warned: list[Group] = []
    for group in groups:
        if not group.is_warned_here or any(group.within(other) for other in warned):
            continue
        if any(group is not other and group.within(other) and not other.within(group) for other in groups):
            continue
        warned.append(group)
        names = group.first(NAMED)
        values: dict[str, str | int] = {"other": names[0]}
        if len(names) > 1:
            values |= {"others": ", ".join(names), "more": group.others - len(names)}
        field = "title" if record.kind == "source" else "name"
        yield Problem("likely_duplicate", Severity.WARNING, field=field, values=values)


def _cycle(record: Record, context: CheckContext) -> list[str]:
    """Return a cycle of part_of through a record as ids, the first again at the end; empty when there is none."""
    children: dict[str, str] = {}
    """Each whole by the part that led to it."""
    waiting = [(target, record.id) for target in record.relations.get("part_of", [])]
    while waiting:
        id, part = waiting.pop()
        if id == record.id:
            cycle = [id, part]
            while cycle[-1] != record.id:
                cycle.append(children[cycle[-1]])
            return cycle[::-1]
        if id in children:
            continue
        children[id] = part
        if other := context.record(id):
            waiting += [(target, id) for target in other.relations.get("part_of", [])]
    return []
