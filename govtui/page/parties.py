"""Renderer of the parties to a text: how many signed and ratified, and a table with a row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import field_label, field_name
from govtui.i18n.formats import number
from govtui.model.declaration_parts import PARTY_DATES, Party
from govtui.model.field_paths import value_at
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_paths
from govtui.model.problem import Problem
from govtui.model.record import Record
from govtui.model.references import ended
from govtui.model.relations import PLAIN
from govtui.page.field_blocks import CitedPlace, common_citation, rest_below
from govtui.page.links import qualified
from govtui.page.page import Block, Gap, Paragraph, Role, Span, Table, TableRow
from govtui.page.provenance import evidence_blocks
from govtui.page.render_context import RenderContext

_LEAD = 14
"""Cells of the labels before two dates."""

_SHOWN = ("key", "who", *PARTY_DATES, "source", "at", "said_by", "note")


def parties(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the parties; where each has a source, that of most of them stands once, behind the counts."""
    held: Sequence[Party] = spec.held_by(record)
    common = common_citation(held)
    if held:
        head = (Span(_counts(held, context), Role.STRONG), *context.citation(*common))
        yield Paragraph(head, field=spec.name)
        columns = [name for name in PARTY_DATES if any(getattr(one, name) for one in held)]
        heads = [field_label(parts(spec)[name], context.tr) for name in ("who", *columns)]
        rows = [_row(spec, path, one, columns, context, common) for path, one in item_paths(spec.name, held)]
        yield Table(heads, rows, field=spec.name)


def _counts(held: Sequence[Party], context: RenderContext) -> str:
    """Return how many signed, ratified and withdrew: "12 signed, 9 ratified"; how many there are where no date is told."""
    tr = context.tr
    words = {
        # L10N: Of the parties to a treaty, one after the other: "12 signed, 9 ratified".
        "signed": tr.gettext("{n} signed"),
        "ratified": tr.gettext("{n} ratified"),
        "withdrawn": tr.gettext("{n} withdrew"),
    }
    counts = {name: sum(getattr(one, name) is not None for one in held) for name in words}
    told = [words[name].format(n=number(count, tr)) for name, count in counts.items() if count]
    return ", ".join(told) or tr.ngettext("{n} party", "{n} parties", len(held)).format(n=number(len(held), tr))


def _row(
    spec: FieldSpec, path: str, party: Party, columns: Sequence[str], context: RenderContext, common: CitedPlace
) -> TableRow:
    over = ended(party.withdrawn, is_end=True) if party.withdrawn else PLAIN
    name = (context.name(party.who), *qualified(over, "", context))
    dates = [getattr(party, column) for column in columns]
    cells = [name, *([Span(date_short(date, context.tr))] if date else [] for date in dates)]
    return TableRow(cells, path, list(rest_below(spec, party, _SHOWN, context, path, common)))


def order_blocks(problem: Problem, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the two dates of a party that are in no possible order, and their source."""
    path = problem.field.rpartition(".")[0]
    party = value_at(record, path)
    if not isinstance(party, Party):
        return
    yield Paragraph((context.name(party.who),), field=path)
    for name in (str(problem.values["late"]), str(problem.values["early"])):
        label = field_name("parties", name, context.tr)
        yield Paragraph((Span(context.date(getattr(party, name)), Role.STRONG),), label, lead_width=_LEAD, field=path)
    yield Gap()
    yield from evidence_blocks(party, path, record, context)
