"""Typed relations between records: what each joins, its inverse, and every other reference a record makes.

A relation is written once, on the record it is said of; the inverse is computed (records.md 2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from govtui.model.identifiers import is_record_id
from govtui.model.paths import named
from govtui.model.record import Declaration, Organization, Record
from govtui.model.statements import disputed_steps

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
    label: Mapping[str, str] = {}
    """Of a registry's own relation, by language; those of the program have theirs in the catalogs."""
    inverse_label: Mapping[str, str] = {}


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


_ORDER = {name: place for place, name in enumerate((*RELATIONS, *OTHER_REFERENCES))}


def reference_order(type: str) -> int:
    """Where references of a type stand among others when a record's links are shown."""
    return _ORDER.get(INVERSES.get(type, type), len(_ORDER))


class _Sourced(Protocol):
    @property
    def source(self) -> str | None: ...


PROVISIONAL, DISPUTED = "provisional", "disputed"
QUALITIES = (PROVISIONAL, DISPUTED)
"""What may qualify a reference, in the order in which it is said."""

PLAIN: frozenset[str] = frozenset()
_PROVISIONAL, _DISPUTED = frozenset({PROVISIONAL}), frozenset({DISPUTED})


class Reference(NamedTuple):
    """One record naming another."""

    type: str
    """A relation type as it is written, or one of OTHER_REFERENCES."""
    target: str
    field: str
    quality: frozenset[str] = PLAIN
    """What qualifies it: it follows from a provisional step (PROVISIONAL), or from what sources state differently (DISPUTED)."""


def least_qualified(references: Iterable[Reference]) -> dict[tuple[str, str], Reference]:
    """The first reference of each type and target, with the fewest reservations that any of them has."""
    found: dict[tuple[str, str], Reference] = {}
    for one in references:
        key = (one.type, one.target)
        if len(one.quality) < len(found.setdefault(key, one).quality):
            found[key] = found[key]._replace(quality=one.quality)
    return found


def references(record: Record) -> Iterator[Reference]:
    """Every reference that a record makes; `country:XX` targets included.

    An inverse that someone typed by hand keeps its name, for it says the contrary of the relation it belongs to.
    """
    return _disputed_by_claims(record) if record.claims else _references(record)


def _disputed_by_claims(record: Record) -> Iterator[Reference]:
    """The same; what another source states differently is disputed. One that adds a relation contradicts nobody."""
    from govtui.model.checks.disagreement import claim_disagrees  # the checks stand on this module

    denied = [
        claim.field.removesuffix(".action")  # whatever follows from what happened
        for claim in record.claims
        if not claim.field.startswith("relations") and claim_disagrees(record, claim)
    ]
    for one in _references(record):
        if any(f"{one.field}.".startswith(f"{field}.") for field in denied):
            one = one._replace(quality=one.quality | _DISPUTED)
        yield one


def _references(record: Record) -> Iterator[Reference]:
    for key, targets in record.relations.items():
        for target in targets:
            yield Reference(key, target, f"relations.{key}.{target}")
    # Names of items cost more than all the rest: they are made for lists that hold a reference, and only for those.
    if any(person.org or person.on_behalf_of for person in record.people):
        for path, person in named("people", record.people):
            yield from _one("person_org", person.org, f"{path}.org")
            yield from _one("person_on_behalf_of", person.on_behalf_of, f"{path}.on_behalf_of")
    if record.kind == "organization":
        yield from _organization_references(record)
    if record.kind == "declaration":
        yield from _declaration_references(record)
    if record.kind == "event" and record.series:
        yield Reference("series", record.series.id, "series.id")
    if record.kind == "source" and record.publisher and is_record_id(record.publisher):
        yield Reference("publisher", record.publisher, "publisher")
    yield from _cited(record)


def _one(type: str, target: str | None, field: str) -> Sequence[Reference]:
    return (Reference(type, target, field),) if target else ()


def _all(type: str, targets: Iterable[str], field: str, quality: frozenset[str] = PLAIN) -> Sequence[Reference]:
    return [Reference(type, target, f"{field}.{target}", quality) for target in targets]


def _organization_references(record: Organization) -> Iterator[Reference]:
    for path, activity in named("activities", record.activities):
        yield from _all("activity_see", activity.see, f"{path}.see")
    for path, term in named("terms", record.terms):
        yield from _one("term_org", term.org, f"{path}.org")
        yield from _one("term_under", term.under, f"{path}.under")


def _declaration_references(record: Declaration) -> Iterator[Reference]:
    yield from adopters(record)
    disputed = disputed_steps(record.steps)
    for position, (path, step) in enumerate(named("steps", record.steps), 1):
        quality = _DISPUTED if position in disputed else PLAIN
        yield from _all("step_by", step.by, f"{path}.by", quality)
        yield from _all("step_at", step.events, f"{path}.events", quality)
    for path, table in named("progress", record.progress):
        for number, row in enumerate(table.rows, 1):
            yield from _one("progress_under", row.under, f"{path}.rows.{number}.under")


def adopters(record: Declaration) -> list[Reference]:
    """Who adopted a text by its steps, each body once, with what qualifies that."""
    if not any(step.action in ADOPTING and step.by for step in record.steps):
        return []
    disputed = disputed_steps(record.steps)
    found: list[Reference] = []
    for position, (path, step) in enumerate(named("steps", record.steps), 1):
        if step.action in ADOPTING:
            quality = _DISPUTED if position in disputed else PLAIN
            quality |= _PROVISIONAL if step.action == "provisionally_adopted" else PLAIN
            found += _all("adopted_by", step.by, f"{path}.by", quality)
    return list(least_qualified(found).values())


_SOURCED: dict[str, tuple[str, ...]] = {
    ORG: ("claims", "people", "figures", "aka", "terms"),
    DEC: ("claims", "people", "figures", "aka", "steps", "measures", "progress"),
    EVT: ("claims", "people", "figures", "aka"),
    SRC: ("claims", "people", "figures", "aka"),
}
"""Kind to its lists of items that name their source."""


def _cited(record: Record) -> Iterator[Reference]:
    for path, citation in named("sources", record.sources):
        yield Reference("cited_source", citation.ref, f"{path}.ref")
    for name in _SOURCED[record.kind]:
        items: Sequence[_Sourced] = getattr(record, name)
        if items and any(item.source for item in items):
            for path, item in named(name, items):
                yield from _one("cited_source", item.source, f"{path}.source")
