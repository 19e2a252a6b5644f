"""What a record points at and what points at it, what other sources say, and what it is cited from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.labels import relation_label
from govtui.i18n.numbers import number
from govtui.i18n.quotes import quoted
from govtui.index.query import Incoming
from govtui.model.checks.disagreement import claim_disagrees
from govtui.model.kinds import KINDS
from govtui.model.parts import Claim
from govtui.model.record import Declaration, Record
from govtui.model.relations import DISPUTED, INVERSES, PLAIN, QUALITIES, RELATIONS, adopters
from govtui.page.page import Block, Paragraph, Role, Section, Span
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.series import numbers_of
from govtui.page.signs import KIND_ROLES
from govtui.page.voice import Voice

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
    written = {relation: [(voice.name(id), PLAIN) for id in targets] for relation, targets in record.relations.items()}
    if isinstance(record, Declaration) and (computed := adopters(record)):
        written["adopted_by"] = [(voice.name(one.target), one.quality) for one in computed]
    order = {name: n for n, name in enumerate(RELATIONS)}
    for relation in sorted(written, key=lambda name: order.get(INVERSES.get(name) or name, 99)):
        heading = (
            relation_label(INVERSES[relation], voice.tr, inverse=True)
            if relation in INVERSES
            else relation_label(relation, voice.tr)
        )
        yield from _group(heading, written[relation], f"relations.{relation}", voice)


def incoming(key: str, voice: Voice) -> Iterator[Section]:
    """Every record that points here, grouped by what it says, under the inverse's name."""
    groups: dict[str, list[Incoming]] = {}
    for reference in voice.index.incoming(key):
        groups.setdefault(reference.type, []).append(reference)
    blocks: list[Block] = []
    for relation, found in groups.items():
        names = [(voice.name(one.key), one.quality) for one in found[:MANY]]
        if len(found) > MANY:
            more = voice.tr.gettext("and {n} more").format(n=number(len(found) - MANY, voice.tr))
            names.append((Span(more, Role.MUTED), PLAIN))
        turned = INVERSES.get(relation)  # someone typed an inverse by hand: what it says here is the relation itself
        blocks += _group(relation_label(turned or relation, voice.tr, inverse=turned is None), names, "", voice)
    yield Section("incoming", voice.tr.gettext("Links to this record"), blocks)


def qualified(quality: frozenset[str], voice: Voice) -> Iterator[Span]:
    """What qualifies a reference, to stand behind its name: " · provisional · disputed"."""
    for one in QUALITIES:
        if one in quality:
            yield Span(" · ", Role.MUTED)
            yield Span(voice.label("quality", one), Role.DISCREPANCY if one == DISPUTED else Role.MUTED)


def _group(heading: str, names: Sequence[tuple[Span, frozenset[str]]], field: str, voice: Voice) -> Iterator[Block]:
    yield Paragraph((Span(heading, Role.LABEL),), field=field)
    for name, quality in names:
        card = voice.index.card(name.link) if name.link else None
        sign, role = (KINDS[card.kind].sign, KIND_ROLES[card.kind]) if card else ("→", Role.MUTED)
        yield Paragraph((name, *qualified(quality, voice)), sign, role, indent=2, field=field)


def neighbours(series: str, here: int, voice: Voice) -> Iterator[Block]:
    """The event before and the event after in a series."""
    numbered = numbers_of(voice.index, series)
    earlier = max((n for n in numbered if n < here), default=None)
    later = min((n for n in numbered if n > here), default=None)
    if earlier is not None:
        yield Paragraph(
            (voice.name(numbered[earlier]),), "← " + voice.tr.gettext("previous"), lead_width=18, field="series"
        )
    if later is not None:
        yield Paragraph((voice.name(numbered[later]),), "→ " + voice.tr.gettext("next"), lead_width=18, field="series")


def _claim(record: Record, claim: Claim, voice: Voice) -> Iterator[Block]:
    differs = claim_disagrees(record, claim)
    field = path_words(record.kind, claim.field, voice, PathStyle.QUALIFIED, record)
    spans = [Span(f"{field}: ", Role.LABEL), *claim_spans(record, claim.field, claim.value, voice)]
    spans += voice.cited(claim.source, claim.at)
    role = Role.DISCREPANCY if differs else Role.MUTED
    yield Paragraph(spans, "≠" if differs else "+", role, lead_width=3, field=f"claims.{claim.field}")
    notes = [(Span(claim.note, Role.MUTED),)] if isinstance(claim.note, str) else voice.read(claim.note, Role.MUTED)
    for note in notes:
        yield Paragraph(note, indent=3, field=f"claims.{claim.field}.note")


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
            quote = quoted(voice.one(citation.quote))
            if citation.by:
                quote += f" — {citation.by}"
            blocks.append(Paragraph((Span(quote),), indent=3, field=f"sources.{citation.ref}.quote"))
    yield Section("sources", voice.field("sources"), blocks)
