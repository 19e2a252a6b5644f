"""The parties to a treaty as a table: who signed, ratified and withdrew when; the head counts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.i18n.formats import number
from govtui.model.declaration_parts import Party
from govtui.model.fields import FieldSpec
from govtui.model.item_names import item_paths
from govtui.model.record import Record
from govtui.model.references import ended
from govtui.page.item_tables import ItemTable, claimed_blocks, claimed_by_others
from govtui.page.page import Block, Role, Span
from govtui.page.render_context import RenderContext

_DATES = ("signed", "ratified", "in_force", "withdrawn")


def parties(spec: FieldSpec, record: Record, context: RenderContext) -> Iterator[Block]:
    """Yield the parties, one row each; then those that only other sources name."""
    held: Sequence[Party] = spec.held_by(record)
    if held:
        over = {path: ended(one.withdrawn, is_end=True) for path, one in item_paths(spec.name, held) if one.withdrawn}
        yield from ItemTable(spec, held, _DATES, over, context).blocks(Span(_counts(held, context), Role.STRONG))
    yield from claimed_blocks(claimed_by_others("party", {one.who for one in held}, record, context), context)


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
