"""Typed relations between records: what each joins, its inverse, and every other reference a record makes.

A relation is written once, on the record it is said of; the inverse is computed (records.md 2.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from govtui.model.identifiers import RECORD_ID
from govtui.model.record import Declaration, Event, Organization, Record, Source

ORG, DEC, EVT, SRC = "organization", "declaration", "event", "source"
ANY = frozenset({ORG, DEC, EVT, SRC})
SAME = "same"
"""In place of target kinds: the target must be of the same kind."""


class Relation(NamedTuple):
    """A relation type: from which kinds to which, and the name of its inverse."""

    key: str
    inverse: str
    sources: frozenset[str]
    targets: frozenset[str] | str
    written: bool = True
    """False for relations computed from other fields, which nobody types."""


def _relation(key: str, inverse: str, sources: str, targets: str, written: bool = True) -> Relation:
    def kinds(words: str) -> frozenset[str]:
        return ANY if words == "any" else frozenset(words.split())

    return Relation(key, inverse, kinds(sources), SAME if targets == SAME else kinds(targets), written)


RELATIONS: dict[str, Relation] = {
    relation.key: relation
    for relation in (
        _relation("part_of", "has_part", "any", SAME),
        _relation("member_of", "has_member", ORG, ORG),
        _relation("overseen_by", "oversees", f"{ORG} {EVT}", ORG),
        _relation("supported_by", "supports", f"{ORG} {EVT}", ORG),
        _relation("cooperates_with", "cooperates_with", f"{ORG} {EVT}", ORG),
        _relation("funded_by", "funds", "any", ORG),
        _relation("established_by", "established", ORG, f"{EVT} {DEC}"),
        _relation("mandated_by", "mandates", ORG, DEC),
        _relation("succeeds", "succeeded_by", f"{ORG} {DEC}", SAME),
        _relation("organized_by", "organizes", EVT, ORG),
        _relation("hosted_by", "hosts", EVT, ORG),
        _relation("attended_by", "attends", EVT, ORG),
        _relation("held_beside", "has_side_event", EVT, EVT),
        _relation("discussed", "discussed_at", EVT, DEC),
        _relation("belongs_to", "has_instrument", DEC, ORG),
        _relation("adopted_by", "adopts", DEC, ORG, written=False),
        _relation("initiated_by", "initiated", DEC, ORG),
        _relation("prepared_by", "prepared", DEC, ORG),
        _relation("implements", "implemented_by", DEC, DEC),
        _relation("cites", "cited_by", f"{DEC} {SRC}", SAME),
        _relation("concerns", "concerned_by", f"{DEC} {EVT}", "any"),
    )
}
"""Relation type to what it means, in the order in which a reader meets them."""

INVERSES: dict[str, str] = {r.inverse: r.key for r in RELATIONS.values() if r.inverse not in RELATIONS}
"""Inverse name to the relation that is written."""

ADOPTING = frozenset({"adopted", "provisionally_adopted"})
"""Steps from which `adopted_by` is computed."""

OTHER_REFERENCES = (
    "series",
    "step_by",
    "step_at",
    "activity_see",
    "progress_under",
    "term_org",
    "term_under",
    "person_org",
    "person_on_behalf_of",
    "publisher",
    "cited_source",
)
"""References that are not relations; each has a heading for the record it points at (i18n/labels.py)."""


class Reference(NamedTuple):
    """One record naming another."""

    type: str
    """A relation type, or one of OTHER_REFERENCES."""
    target: str
    field: str


def references(record: Record) -> Iterator[Reference]:
    """Every reference that a record makes, in the order of its fields; `country:XX` targets included."""
    for key, targets in record.relations.items():
        for target in targets:
            yield Reference(INVERSES.get(key, key), target, f"relations.{key}.{target}")
    for person in record.people:
        if person.org:
            yield Reference("person_org", person.org, "people")
        if person.on_behalf_of:
            yield Reference("person_on_behalf_of", person.on_behalf_of, "people")
    if isinstance(record, Organization):
        for activity in record.activities:
            for target in activity.see:
                yield Reference("activity_see", target, f"activities.{activity.key}.see")
        for term in record.terms:
            if term.org:
                yield Reference("term_org", term.org, "terms")
            if term.under:
                yield Reference("term_under", term.under, "terms")
    if isinstance(record, Declaration):
        yield from _declaration_references(record)
    if isinstance(record, Event) and record.series:
        yield Reference("series", record.series.id, "series.id")
    if isinstance(record, Source) and record.publisher and RECORD_ID.match(record.publisher):
        yield Reference("publisher", record.publisher, "publisher")
    yield from _cited(record)


def _declaration_references(record: Declaration) -> Iterator[Reference]:
    adopters = set()
    for step in record.steps:
        for target in step.by:
            if step.action in ADOPTING and target not in adopters:
                adopters.add(target)
                yield Reference("adopted_by", target, "steps")
            yield Reference("step_by", target, "steps")
        for target in step.events:
            yield Reference("step_at", target, "steps")
    for table in record.progress:
        for row in table.rows:
            if row.under:
                yield Reference("progress_under", row.under, "progress")


def _cited(record: Record) -> Iterator[Reference]:
    for citation in record.sources:
        yield Reference("cited_source", citation.ref, "sources")
    for claim in record.claims:
        yield Reference("cited_source", claim.source, "claims")
    parts: list[tuple[str, str | None]] = [("figures", figure.source) for figure in record.figures]
    parts += [("aka", alias.source) for alias in record.aka]
    if isinstance(record, Organization):
        parts += [("terms", term.source) for term in record.terms]
    if isinstance(record, Declaration):
        parts += [("steps", step.source) for step in record.steps]
        parts += [("measures", measure.source) for measure in record.measures]
        parts += [("progress", table.source) for table in record.progress]
    for field, source in parts:
        if source:
            yield Reference("cited_source", source, field)
