"""What a record points at and what points at it, what other sources say, and what it is cited from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from govtui.i18n import numbers
from govtui.i18n.labels import relation_label
from govtui.i18n.places import country_name
from govtui.model.checks.disagreement import claim_disagrees
from govtui.model.dates import DateError, PartialDate
from govtui.model.parts import Claim
from govtui.model.paths import value_at
from govtui.model.record import Record
from govtui.model.relations import ADOPTING, INVERSES, RELATIONS
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.series import numbers_of
from govtui.page.signs import KIND_ROLES, KIND_SIGNS
from govtui.page.voice import Voice

_NAMING_RECORDS = ("relations.", "people", "steps", "terms", "series")
"""How the paths of fields begin in which a claim may name a record."""

_DATES = frozenset({"date", "founded", "dissolved", "terms", "period", "published"})
"""The last parts of field paths under which a claim is a date, also where the record has none."""

MANY = 200
"""How many incoming links of one type are shown before the rest is only counted."""


def sections(record: Record, key: str, voice: Voice) -> Iterator[Section]:
    """Relations outward, then inward, then differing claims."""
    yield Section("relations", voice.field("relations"), list(_outgoing(record, voice)))
    yield from incoming(key, voice)
    yield Section(
        "claims", voice.field("claims"), [block for claim in record.claims for block in _claim(record, claim, voice)]
    )


def _outgoing(record: Record, voice: Voice) -> Iterator[Block]:
    written = dict(record.relations)
    steps = getattr(record, "steps", [])
    adopters = dict.fromkeys(id for step in steps if step.action in ADOPTING for id in step.by)
    if adopters:
        written["adopted_by"] = list(adopters)
    order = {name: n for n, name in enumerate(RELATIONS)}
    for relation in sorted(written, key=lambda name: order.get(INVERSES.get(name) or name, 99)):
        heading = (
            relation_label(INVERSES[relation], voice.tr, inverse=True)
            if relation in INVERSES
            else relation_label(relation, voice.tr)
        )
        yield from _group(heading, [voice.name(id) for id in written[relation]], f"relations.{relation}", voice)


def incoming(key: str, voice: Voice) -> Iterator[Section]:
    """Every record that points here, grouped by what it says, under the inverse's name."""
    groups: dict[str, list[str]] = {}
    for reference in voice.index.incoming(key):
        groups.setdefault(reference.type, []).append(reference.key)
    blocks: list[Block] = []
    for relation, keys in groups.items():
        names = [voice.name(id) for id in keys[:MANY]]
        if len(keys) > MANY:
            names.append(
                Span(voice.tr.gettext("and {n} more").format(n=numbers.number(len(keys) - MANY, voice.tr)), Role.MUTED)
            )
        turned = INVERSES.get(relation)  # someone typed an inverse by hand: what it says here is the relation itself
        blocks += _group(relation_label(turned or relation, voice.tr, inverse=turned is None), names, "", voice)
    yield Section("incoming", voice.tr.gettext("Links to this record"), blocks)


def _group(heading: str, names: list[Span], field: str, voice: Voice) -> Iterator[Block]:
    yield Paragraph((Span(heading, Role.LABEL),), field=field)
    for name in names:
        card = voice.index.card(name.link) if name.link else None
        sign, role = (KIND_SIGNS[card.kind], KIND_ROLES[card.kind]) if card else ("→", Role.MUTED)
        yield Paragraph((name,), sign, role, indent=2, field=field)


def neighbours(series: str, number: int, voice: Voice) -> Iterator[Block]:
    """The event before and the event after in a series."""
    numbered = numbers_of(voice.index, series)
    earlier = max((n for n in numbered if n < number), default=None)
    later = min((n for n in numbered if n > number), default=None)
    if earlier is not None:
        yield Paragraph(
            (voice.name(numbered[earlier]),), "← " + voice.tr.gettext("previous"), lead_width=18, field="series"
        )
    if later is not None:
        yield Paragraph((voice.name(numbered[later]),), "→ " + voice.tr.gettext("next"), lead_width=18, field="series")


def _claim(record: Record, claim: Claim, voice: Voice) -> Iterator[Block]:
    differs = claim_disagrees(record, claim)
    spans = [Span(voice.field_path(claim.field) + ": ", Role.LABEL), *claimed(record, claim.field, claim.value, voice)]
    spans += voice.cited(claim.source, claim.at)
    role = Role.DISCREPANCY if differs else Role.MUTED
    yield Paragraph(spans, "≠" if differs else "+", role, lead_width=3, field=f"claims.{claim.field}")
    notes = [(Span(claim.note, Role.MUTED),)] if isinstance(claim.note, str) else voice.read(claim.note, Role.MUTED)
    for note in notes:
        yield Paragraph(note, indent=3, field=f"claims.{claim.field}.note")


def claimed(record: Record, field: str, value: object, voice: Voice) -> Iterator[Span]:
    """What is said of a field, in words: a date as a date, an id as a link, a text as it stands."""
    if isinstance(value, dict):
        yield Span(voice.one(value))
        return
    dated = isinstance(value_at(record, field), PartialDate)
    for number, item in enumerate(value if isinstance(value, list) else [value]):
        if number:
            yield Span("; ")
        if field in ("status", "type"):
            yield Span(voice.label(f"{record.kind}.{field}", str(item)))
        else:
            yield said(field, str(item), voice, dated=dated)


def said(field: str, text: str, voice: Voice, *, dated: bool = False) -> Span:
    """One value of a field but its status and type, in words; `dated`: whether the field is known to hold a date."""
    if field.startswith(_NAMING_RECORDS) and voice.index.card(text):
        return voice.name(text)
    if field == "countries":
        return Span(country_name(text, voice.tr) or text)
    if dated or field.rpartition(".")[2] in _DATES:
        with suppress(DateError):
            return Span(voice.date(PartialDate.parse(text)))
    return Span(text)


def citations(record: Record, voice: Voice) -> Iterator[Section]:
    """Where each fact is stated: the source, the place in it, and the fields it covers."""
    blocks: list[Block] = []
    last = None
    for citation in record.sources:
        if citation.ref != last:
            last = citation.ref
            blocks.append(
                Paragraph((voice.name(citation.ref),), "•", Role.MUTED, lead_width=3, field=f"sources.{citation.ref}")
            )
        place = voice.at(citation.at)
        covered = ", ".join(dict.fromkeys(voice.field_path(path) for path in citation.fields))
        text = ": ".join(part for part in (place, covered) if part)
        if text:
            blocks.append(Paragraph((Span(text, Role.MUTED),), indent=3, field=f"sources.{citation.ref}"))
        if citation.quote:
            quote = f"“{voice.one(citation.quote)}”"
            if citation.by:
                quote += f" — {citation.by}"
            blocks.append(Paragraph((Span(quote),), indent=3, field=f"sources.{citation.ref}.quote"))
    yield Section("sources", voice.field("sources"), blocks)
