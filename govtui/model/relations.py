"""Relation types between records, with their inverses, and the reference (references.py finds them in records).

A relation is written once, on the record that it is said of; its inverse is computed (records.md 2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govtui.model.kinds import KINDS

ORG, DEC, EVT, SRC = "organization", "declaration", "event", "source"
ANY = frozenset(KINDS)
SAME = "same"
"""In place of target kinds: the kind of the record itself."""


class Relation(NamedTuple):
    """A relation type from some kinds to others."""

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
        _relation("attended_by", "attends", EVT, ORG, written=False),
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
"""The relations by key, in reading order."""

INVERSES: dict[str, str] = {r.inverse: r.key for r in RELATIONS.values() if r.inverse not in RELATIONS}
"""The name of each inverse to the key of its relation."""

PROVISIONAL, DISPUTED = "provisional", "disputed"
QUALITIES = (PROVISIONAL, DISPUTED)
"""What may qualify a reference, in the order in which it is shown."""

PLAIN: frozenset[str] = frozenset()

CITED_SOURCE = "cited_source"
"""The type of references to the source of a statement."""


class Reference(NamedTuple):
    """One record naming another."""

    type: str
    """A relation, or the type of the field that refers (schema.Refers)."""
    target: str
    field: str
    quality: frozenset[str] = PLAIN
    """PROVISIONAL: it follows from a provisional step; DISPUTED: from a statement on which sources disagree."""


def least_qualified(references: Iterable[Reference]) -> dict[tuple[str, str], Reference]:
    """Return the first reference of each type and target, with the fewest qualities that any of them has."""
    found: dict[tuple[str, str], Reference] = {}
    for one in references:
        key = (one.type, one.target)
        if len(one.quality) < len(found.setdefault(key, one).quality):
            found[key] = found[key]._replace(quality=one.quality)
    return found
