"""Whether what a record points at exists, is of the right kind, and hangs together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from govtui.model.checks.known import Known
from govtui.model.identifiers import country_of
from govtui.model.paths import named, value_at
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.relations import INVERSES, RELATIONS, SAME, references

_KIND_OF_REFERENCE = {
    "series": {"event"},
    "step_by": {"organization"},
    "step_at": {"event"},
    "progress_under": {"organization"},
    "term_org": {"organization"},
    "term_under": {"declaration"},
    "person_org": {"organization"},
    "person_on_behalf_of": {"organization"},
    "publisher": {"organization"},
    "cited_source": {"source"},
}


def link_problems(record: Record, known: Known) -> Iterator[Problem]:
    """Dangling references, wrong kinds, inverses typed by hand, cycles, citations of nothing, likely duplicates."""
    for key in record.relations:
        if key in INVERSES:
            values = {"inverse": key, "relation": INVERSES[key]}
            yield Problem("inverse_typed", Severity.WARNING, field=f"relations.{key}", values=values)
        elif key not in RELATIONS or not RELATIONS[key].written:
            near = difflib.get_close_matches(key, [r.key for r in RELATIONS.values() if r.written], 1)
            values = {"given": key, "near": near[0] if near else ""}
            yield Problem("unknown_relation", Severity.ERROR, field=f"relations.{key}", values=values)
        elif record.kind not in RELATIONS[key].sources:
            values = {"relation": key, "kind": record.kind}
            yield Problem("relation_not_of_kind", Severity.WARNING, field=f"relations.{key}", values=values)
    yield from _targets(record, known)
    if cycle := _cycle(record, known):
        values = {"cycle": " → ".join(cycle)}
        yield Problem("cycle", Severity.WARNING, field="relations.part_of", values=values)
    if not record.sources and record.kind != "source":
        yield Problem("no_citation", Severity.WARNING, field="sources")
    for position, (field, citation) in enumerate(named("sources", record.sources), 1):
        for number, path in enumerate(citation.fields, 1):
            if value_at(record, path) in (None, [], {}):
                place, spot = f"{field}.for.{path}", f"sources.{position}.for.{number}"
                yield Problem("cites_nothing", Severity.WARNING, field=place, spot=spot, values={"field": path})
    for other in sorted(known.same_name(record)):
        field = "title" if record.kind == "source" else "name"
        yield Problem("likely_duplicate", Severity.WARNING, field=field, values={"other": other})


def _targets(record: Record, known: Known) -> Iterator[Problem]:
    seen = set()
    for reference in references(record):
        if country_of(reference.target) or (reference.field, reference.target) in seen:
            continue
        seen.add((reference.field, reference.target))
        kind = known.kind_of(reference.target)
        if kind is None:
            values = {"target": reference.target}
            yield Problem("dangling", Severity.WARNING, field=reference.field, values=values)
            continue
        relation = RELATIONS.get(reference.type)
        wanted = relation.targets if relation else _KIND_OF_REFERENCE.get(reference.type)
        if wanted is None or (kind == record.kind if wanted == SAME else kind in wanted):
            continue
        values = {"target": reference.target, "kind": kind}
        yield Problem("wrong_kind", Severity.WARNING, field=reference.field, values=values)


def _cycle(record: Record, known: Known) -> list[str]:
    """The ids of a circle of part_of through this record, closed; empty when there is none."""
    trail: list[list[str]] = [[record.id, target] for target in record.relations.get("part_of", [])]
    seen = set()
    while trail:
        path = trail.pop()
        if path[-1] == record.id:
            return path
        if path[-1] in seen:
            continue
        seen.add(path[-1])
        if other := known.record(path[-1]):
            trail += [[*path, target] for target in other.relations.get("part_of", [])]
    return []
