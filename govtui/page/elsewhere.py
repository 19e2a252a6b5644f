"""What other sources say of each field of a record, to stand beside it: claims, and statements on which sources disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from govtui.i18n.dates import date_short, text_short
from govtui.i18n.field_labels import field_label
from govtui.i18n.formats import number
from govtui.model.declaration_parts import Step
from govtui.model.disagreements import Disagreement, claim_disagrees, groups
from govtui.model.field_paths import spec_at, value_at
from govtui.model.identifiers import country_of
from govtui.model.item_names import item_paths
from govtui.model.parts import Claim
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.schema import ValueType
from govtui.model.statements import Actors, Holder, Occasion, Statement
from govtui.model.vocabulary import UNSTATED
from govtui.page.bodies import person_named
from govtui.page.field_blocks import line_spans
from govtui.page.page import DISCREPANCY_LINK, Role, Span, Spans, joined_spans
from govtui.page.present import claim_spans, yes_no
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext

ADDS, DIFFERS = "+", "≠"

_SHOWN = 2
"""How many stand beside a field; of more the first does, with the number of the others."""


class Elsewhere(NamedTuple):
    """What other sources say of one field."""

    path: str
    """The field path, of an item that of the item."""
    sign: str
    """ADDS or DIFFERS."""
    value: Spans
    sources: Sequence[str] = ()
    spot: str = ""
    """Of an item its path by position, since several may have one name."""
    link: str = ""
    """The path of the discrepancy that it is a side of; empty for none."""
    muted: bool = False
    """Whether somebody compared the discrepancy with the source."""
    same: object = None
    """Its value as data, the same in every language, by which equal ones are merged."""

    def said_also_by(self, sources: Sequence[str]) -> Elsewhere:
        """Return the same with further sources, each once."""
        return self._replace(sources=tuple(dict.fromkeys((*self.sources, *sources))))


def elsewhere(record: Record, problems: Sequence[Problem], context: RenderContext) -> list[Elsewhere]:
    """Return what stands beside the fields of a record, in the order of its claims and items. `problems`: all of the record."""
    differing = [one for one in problems if one.severity == Severity.DISCREPANCY]
    if not differing and not record.claims:
        return []
    told = groups(record, context.schema) if any(one.code == "sources_disagree" for one in differing) else []
    by_slot = {one.values["slot"]: one for one in differing if one.code == "sources_disagree"}
    found = [*_claims(record, told, by_slot, context)]
    for group in told:
        if (problem := by_slot.get(group.slot)) and not _is_claimed(group):
            found += _others(group, problem, record, context)
    for problem in differing:
        if problem.code != "sources_disagree" and not problem.muted:
            words = Span(problem_sentence(problem, context))
            found.append(Elsewhere(problem.field, DIFFERS, [words], link=problem.field, same=problem.code))
    return _merged(found)


def _is_claimed(group: Disagreement) -> bool:
    return any(one.path.startswith("claims.") for one in group.statements)


def _claims(
    record: Record, told: Sequence[Disagreement], by_slot: Mapping[str | int, Problem], context: RenderContext
) -> Iterator[Elsewhere]:
    disputed = {one.path: by_slot.get(group.slot) for group in told for one in group.statements}
    for path, claim in item_paths("claims", record.claims):
        problem = disputed.get(path)
        differs = claim_disagrees(record, claim, context.schema)
        if (
            problem and not differs and value_at(record, claim.field) in UNSTATED
        ):  # two claims of what the record leaves open
            differs = True
        yield Elsewhere(
            claim.field,
            DIFFERS if differs else ADDS,
            claimed_value(claim, record, context),
            [claim.source],
            link=problem.field if differs and problem else claim.field if differs else "",
            muted=bool(differs and problem and problem.muted),
            same=repr(claim.value if claim.value is not None else claim.quote),
        )


def claimed_value(claim: Claim, record: Record, context: RenderContext) -> list[Span]:
    """Return what a claim says in as few words as it can be told; without a value the words that the source prints."""
    if claim.value is None:
        return list(context.quote(claim.quote, claim.source))
    spec = spec_at(record.kind, claim.field, context.schema)
    if isinstance(claim.value, bool):
        label = field_label(spec, context.tr)
        words = label[:1].lower() + label[1:]
        return [Span(words if claim.value else f"{words}: {yes_no(claim.value, context.tr)}")]
    if spec.value_type is ValueType.DATE and (date := text_short(str(claim.value), context.tr)):
        return [Span(date)]
    if named := _named(claim, record, context):
        return named
    if isinstance(claim.value, Mapping) and all(isinstance(text, str) for text in claim.value.values()):
        return line_spans(claim.value, context)
    return claim_spans(record, claim.field, claim.value, context)


def _named(claim: Claim, record: Record, context: RenderContext) -> list[Span]:
    """Return the records and countries that a claim names, as links; of a list those that the record does not have itself."""
    values = claim.value if isinstance(claim.value, list) else [claim.value]
    ids = [one for one in values if isinstance(one, str) and (country_of(one) or context.index.card(one))]
    if len(ids) < len(values):
        return []
    held = value_at(record, claim.field)
    own = (
        {one if isinstance(one, str) else getattr(one, "who", "") for one in held} if isinstance(held, list) else set()
    )
    return joined_spans([[context.name(id)] for id in ids if id not in own or own >= {*ids}], Span("; "))


def _others(group: Disagreement, problem: Problem, record: Record, context: RenderContext) -> Iterator[Elsewhere]:
    """Yield beside each item of a group what the others of it say."""
    for own in group.statements:
        for one in group.statements:
            if one.value != own.value:
                sources = [one.source] if one.source else []
                words = statement_value(one, record, context)
                yield Elsewhere(
                    own.path, DIFFERS, words, sources, own.spot, problem.field, problem.muted, repr(one.value)
                )


def statement_value(one: Statement, record: Record, context: RenderContext) -> list[Span]:
    """Return the value of a statement in words."""
    match one.value:
        case Holder(who, date):
            name = Span(person_named(who, record)) if one.slot.endswith(".person") else _name(who, context)
            return [name, Span(f", {date_short(date, context.tr)}")] if date else [name]
        case Actors(text, True):
            return joined_spans([[_name(id, context)] for id in text.split(", ")], Span("; "))
        case Actors(text, False):
            step = value_at(record, one.spot)
            return line_spans(step.by_text, context) if isinstance(step, Step) and step.by_text else [Span(text)]
        case Occasion(date):
            return [Span(date_short(date, context.tr))]
        case (int() as value, _) if one.slot.startswith("participants."):
            people = context.tr.ngettext("{n} person", "{n} people", value).format(n=number(value, context.tr))
            return [Span(people)]
        case (int() as value, str() as bound):
            return [Span(context.label("figure.bound", bound).format(number=number(value, context.tr)))]
        case str() as action if one.slot.startswith("outcome@"):
            return [Span(context.label("step.action", action))]
        case str() as status if one.slot.startswith("progress."):
            return [Span(context.label("measure.status", status))]
    return [Span(str(one.value))]


def _name(id: str, context: RenderContext) -> Span:
    return context.name(id) if country_of(id) or context.index.card(id) else Span(id)


def _merged(found: Sequence[Elsewhere]) -> list[Elsewhere]:
    """Return the same with each value of a field once, with all its sources; parts of a place that one source adds are one."""
    once: dict[object, Elsewhere] = {}
    for one in found:
        key: object = (one.path, one.spot, one.sign, one.same)
        if one.path.startswith("place.") and one.sign == ADDS:
            key = ("place", one.sign, *one.sources)
            if key in once and one.same != once[key].same:
                before = once[key]
                once[key] = before._replace(value=[*before.value, Span(", "), *one.value])
                continue
        if key in once:
            once[key] = once[key].said_also_by(one.sources)
        else:
            once[key] = one
    return list(once.values())


def beside(told: Sequence[Elsewhere], context: RenderContext) -> list[Spans]:
    """Return what stands beside a field: at most _SHOWN, those that differ first; of more one, and how many others."""
    ordered = _once(told)
    if len(ordered) <= _SHOWN:
        return [_line(one, context) for one in ordered]
    first = ordered[0]
    more = Span(f" +{len(ordered) - 1}", _role(first), f"{DISCREPANCY_LINK}{first.link or first.path}")
    return [[*_line(first, context), more]]


def is_cut(told: Sequence[Elsewhere]) -> bool:
    """Return whether `beside` leaves some out."""
    return len(_once(told)) > _SHOWN


def _once(told: Sequence[Elsewhere]) -> list[Elsewhere]:
    """Return what is said of several items, each value once, those that differ first."""
    once: dict[object, Elsewhere] = {}
    for one in told:
        first = once.setdefault((one.sign, one.same), one)
        if first is not one:
            once[one.sign, one.same] = first.said_also_by(one.sources)
    return sorted(once.values(), key=lambda one: (one.sign != DIFFERS, one.muted))


def _role(one: Elsewhere) -> Role:
    return Role.DISCREPANCY if one.sign == DIFFERS and not one.muted else Role.ELSEWHERE


def _line(one: Elsewhere, context: RenderContext) -> Spans:
    role = _role(one)
    link = f"{DISCREPANCY_LINK}{one.link}" if one.link else ""
    value = [replace(span, role=role) for span in one.value]
    if link and not any(span.link for span in value):
        value = [replace(span, link=link) for span in value]
    cited = [span for source in one.sources for span in context.citation(source)]
    return [Span(f"{one.sign} ", role, link), *value, *cited]
