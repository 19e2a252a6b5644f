"""The notes of a record: its own, and what is quoted and noted of claims and of items that its card tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govtui.model.item_names import item_paths
from govtui.model.parts import Claim
from govtui.model.record import Record
from govtui.page.beside import Group
from govtui.page.card import RecordCard
from govtui.page.elsewhere import Elsewhere, claimed_value, is_cut
from govtui.page.field_blocks import item_blocks, text_spans
from govtui.page.page import Block, Gap, Paragraph, Role, Span
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.page.source_numbers import with_numbers

_OF_CLAIM = ("field", "value")
_IN_CARD = ("quote", "source", "at", "said_by", "note")


def notes(
    record: Record, told: RecordCard, said: Mapping[Group, Sequence[Elsewhere]], context: RenderContext
) -> tuple[list[Block], int]:
    """Return the notes, those on a field headed by its label, and how many there are."""
    each = [_own(record, context), *_of_card(record, told, context), *_of_claims(record, said, context)]
    blocks: list[Block] = []
    for one in filter(None, each):
        blocks += [Gap()] * bool(blocks)
        blocks += one
    return blocks, sum(map(bool, each))


def _own(record: Record, context: RenderContext) -> list[Block]:
    blocks: list[Block] = []
    for spans in text_spans(record.note, context):
        blocks += [Gap()] * bool(blocks)  # between two languages
        blocks.append(Paragraph(spans, field="note"))
    return list(with_numbers(blocks, record, context))


def _of_card(record: Record, told: RecordCard, context: RenderContext) -> Iterator[list[Block]]:
    """Yield quotation and note of the items that the card tells."""
    for path, item, label in told.remarks:
        if item.quote or item.note:
            spec = context.schema.fields(record.kind)[path.partition(".")[0]]
            shown = [name for name in type(item).model_fields if name not in _IN_CARD]
            yield [_heading(label, path), *item_blocks(spec, item, context, path, shown=shown, lead=" ")]


def _of_claims(
    record: Record, said: Mapping[Group, Sequence[Elsewhere]], context: RenderContext
) -> Iterator[list[Block]]:
    """Yield quotation and note of each claim that has one; of those that did not fit beside their field the value, too."""
    spec = context.schema.fields(record.kind)["claims"]
    cut = {one.path for those in said.values() if is_cut(those) for one in those}
    for path, claim in item_paths("claims", record.claims):
        if claim.field in cut or _has_more(claim):
            label = path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record)
            value = claimed_value(claim, record, context) if claim.field in cut and claim.value is not None else []
            yield [
                _heading(label, path),
                *item_blocks(spec, claim, context, path, spans=value, shown=_OF_CLAIM, lead=" "),
            ]


def _has_more(claim: Claim) -> bool:
    """Return whether a claim has more than its value, or words that stand beside the field."""
    return bool(claim.note or claim.said_by or (claim.quote and claim.value is not None))


def _heading(label: str, field: str) -> Paragraph:
    return Paragraph((Span(label, Role.LABEL),), field=field)
