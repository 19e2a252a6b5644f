"""Relation types between records, with their inverses, and the reference (references.py finds them in records).

A relation is written once, on the record that it is said of; its inverse is computed (records.md 2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from govtui.model.kinds import KINDS

if TYPE_CHECKING:
    import datetime

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
        _relation("issued_by", "issues", DEC, ORG, written=False),
        _relation("initiated_by", "initiated", DEC, ORG),
        _relation("prepared_by", "prepared", DEC, ORG),
        _relation("implements", "implemented_by", DEC, DEC),
        _relation("based_on", "basis_of", DEC, DEC),
        _relation("guides", "guided_by", DEC, DEC),
        _relation("amends", "amended_by", DEC, DEC),
        _relation("replaces", "replaced_by", DEC, DEC),
        _relation("repeals", "repealed_by", DEC, DEC),
        _relation("cites", "cited_by", f"{DEC} {SRC}", SAME),
        _relation("concerns", "concerned_by", f"{DEC} {EVT}", "any"),
    )
}
"""The relations by key, in reading order."""

INVERSES: dict[str, str] = {r.inverse: r.key for r in RELATIONS.values() if r.inverse not in RELATIONS}
"""The name of each inverse to the key of its relation."""

PROVISIONAL, FORMER, DISPUTED, CLAIMED = "provisional", "former", "disputed", "claimed"
QUALITIES = (PROVISIONAL, FORMER, DISPUTED)
"""What may qualify a reference, in the order in which it is shown. CLAIMED is shown last, as who says so."""

UNTIL = "until:"
"""Begins a quality with the last day (ISO 8601) of what has not ended yet: from the next day on it is FORMER (`as_of`)."""

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
    """PROVISIONAL: it follows from a provisional step; DISPUTED: from a statement on which sources disagree;
    CLAIMED: from a claim alone, by the source `told_by`; FORMER: from a membership or term that has ended."""
    told_by: str = ""
    """The id of the source, where only a claim says so."""


def as_of(quality: frozenset[str], today: datetime.date) -> frozenset[str]:
    """Return the qualities of a reference on a day: what was to end by then is FORMER, what is still to end is plain."""
    ends = [one for one in quality if one.startswith(UNTIL)]
    if not ends:
        return quality
    is_over = max(ends).removeprefix(UNTIL) < today.isoformat()
    return quality.difference(ends) | ({FORMER} if is_over else PLAIN)


class _Qualified(Protocol):
    @property
    def quality(self) -> frozenset[str]: ...


def is_surer(one: _Qualified, other: _Qualified) -> bool:
    """Whether the first of two references between the same records qualifies what both say: the record's own word does
    before a claim, what lasts before what ended, then the one with fewer qualities.
    """
    return _doubt(one.quality) < _doubt(other.quality)


def _doubt(quality: frozenset[str]) -> tuple[bool, bool, int]:
    return CLAIMED in quality, FORMER in quality, len(quality)


def least_qualified(references: Iterable[Reference]) -> dict[tuple[str, str], Reference]:
    """Return the first reference of each type and target, with the qualities of the surest of them."""
    found: dict[tuple[str, str], Reference] = {}
    for one in references:
        key = (one.type, one.target)
        first = found.setdefault(key, one)
        if first.quality and first is not one and is_surer(one, first):
            found[key] = first._replace(quality=one.quality, told_by=one.told_by)
    return found
