"""The card of a record: the facts that are asked for most, by kind, in a box at the top of its page.

CARDS says which fields make a row, in the order of what matters; the first ROWS that have a value are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govtui.index.api import Incoming
from govtui.model.parts import Term
from govtui.model.record import Record
from govtui.model.relations import CITED_SOURCE
from govtui.page.beside import Group
from govtui.page.card_values import LISTS, Facts, Value, linked_by, values_of
from govtui.page.elsewhere import Elsewhere, beside
from govtui.page.links import Linked
from govtui.page.page import Card, Paragraph, Role, Span
from govtui.page.render_context import RenderContext
from govtui.text.markers import NP_

ROWS = 8
"""Rows of a card at most."""


class Row(NamedTuple):
    """A row of a card: the fields that it shows one after the other, and its label; empty: that of the first of them."""

    fields: Sequence[str]
    label: str = ""


CARDS: Mapping[str, Sequence[Row]] = {
    "organization": (
        Row(["relations.overseen_by"], NP_("card", "Overseen by")),
        Row(["relations.part_of"], NP_("card", "Part of")),
        Row(["terms"], NP_("card", "Terms")),
        Row(["place"]),
        Row(["founded", "relations.established_by"], NP_("card", "Founded")),
        Row(["status", "links.website"]),
        Row(["relations.supported_by"], NP_("card", "Supported by")),
        Row(["dissolved"]),
        Row(["relations.member_of"], NP_("card", "Member of")),
    ),
    "declaration": (
        Row(["symbol"]),
        Row(["status", "steps"]),
        Row(["date"]),
        Row(["period"]),
        Row(["relations.issued_by"], NP_("card", "Issued by")),
        Row(["relations.adopted_by"], NP_("card", "Adopted by")),
        Row(["relations.belongs_to"], NP_("card", "Belongs to")),
        Row(["relations.initiated_by"], NP_("card", "Initiated by")),
        Row(["relations.prepared_by"], NP_("card", "Prepared by")),
        Row(["relations.implements"], NP_("card", "Implements")),
        Row(["relations.amends"], NP_("card", "Amends")),
        Row(["relations.replaces"], NP_("card", "Replaces")),
        Row(["progress"], NP_("card", "Progress")),
    ),
    "event": (
        Row(["date"]),
        Row(["status"]),
        Row(["place"]),
        Row(["series"], NP_("card", "Series")),
        Row(["relations.organized_by"], NP_("card", "Organized by")),
        Row(["relations.hosted_by"], NP_("card", "Hosted by")),
        Row(["people"], NP_("card", "Chair")),
        Row(["participants"], NP_("card", "Participants")),
        Row(["theme"], NP_("card", "Theme")),
    ),
    "source": (
        Row(["author"]),
        Row(["publisher"]),
        Row(["published"]),
        Row(["url"]),
        Row([CITED_SOURCE], NP_("card", "Cited by")),
    ),
}
"""Kind to the rows of its card."""


@dataclass
class RecordCard:
    """The rows of a record's card, and what need not be told below it."""

    linked: Mapping[str, Sequence[Linked]]
    """Relation to those that the record has, by itself or by its steps, in the card or not."""
    rows: list[Paragraph] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    """Field paths that are told in full, and nowhere else."""
    items: set[str] = field(default_factory=set)
    """Those of them that are items, with all that is in them."""
    groups: set[Group] = field(default_factory=set)
    """What other sources say that stands in the card."""
    remarks: list[tuple[str, Term, str]] = field(default_factory=list)
    """Items that are told in full but for quotation and note: path, item and label."""

    def has(self, path: str) -> bool:
        """Whether the card tells all that is at a field path."""
        return path in self.fields or any(path.startswith(f"{one}.") for one in self.items)

    @property
    def card(self) -> Card:
        return Card(self.rows)


def card(
    record: Record,
    key: str,
    incoming: Sequence[Incoming],
    said: Mapping[Group, Sequence[Elsewhere]],
    context: RenderContext,
) -> RecordCard:
    """Return the card of a record. `said`: what other sources say of its fields; a field of which only these tell is a row."""
    told = RecordCard(linked_by(record, context))
    facts = Facts(record, key, incoming, context, told.linked)
    for row in CARDS[record.kind]:
        if len(told.rows) == ROWS:
            break
        values = [value for name in row.fields for value in values_of(name, facts)]
        groups = [group for group in said if _is_about(group, row, values)]
        if values or groups:
            told.rows.append(_row(row, values, [one for group in groups for one in said[group]], context))
            told.groups.update(groups)
            for value in values:
                told.fields.update((value.path, *value.within) if value.whole else ())
                told.items.update([value.path] if value.whole and value.path.partition(".")[0] in LISTS else [])
                told.remarks += [value.remark] if value.remark else []
    return told


def _is_about(group: Group, row: Row, values: Sequence[Value]) -> bool:
    """Whether what is said of a field stands in a row: on a field of it, a part of that, or an item that it shows."""
    shown = (*row.fields, *(path for value in values for path in (value.path, *value.about)))
    return any(f"{group[0]}.".startswith(f"{one}.") for one in shown if one and one not in LISTS)


def _row(row: Row, values: Sequence[Value], said: Sequence[Elsewhere], context: RenderContext) -> Paragraph:
    """Return a row: what is said of its fields, then the sources of all of it."""
    spans: list[Span] = []
    for place, value in enumerate(values):
        spans += [*_between(values[place - 1], value, context)] if place else []
        spans += value.spans
    for source in dict.fromkeys(source for value in values for source in value.sources):
        spans += context.citation(source)
    label = next((value.label for value in values if value.label), "")
    label = label or (context.tr.pgettext("card", row.label) if row.label else context.field(row.fields[0]))
    path = values[0].path if values else row.fields[0]
    return Paragraph(spans, label, field=path, beside=beside(said, context))


def _between(before: Value, value: Value, context: RenderContext) -> tuple[Span, ...]:
    """Return what stands between two values of a row: items of one list are parted as names are."""
    if before.path.partition(".")[0] == value.path.partition(".")[0] in LISTS:
        return (Span("; "),)
    if value.path == "relations.established_by":
        # L10N: In the card of an organization, behind when it was founded: "June 2006, following the 6th Global Forum".
        return (Span(context.tr.pgettext("card", ", following ")),)
    return (Span(" · ", Role.MUTED),)
