"""Tables of the parties to a text and the members of a body: one row an item, its dates in columns, its source below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govtui.i18n.dates import date_short
from govtui.i18n.field_labels import field_label
from govtui.index.api import ELSEWHERE
from govtui.model.dates import PartialDate
from govtui.model.declaration_parts import Party
from govtui.model.fields import FieldSpec, parts
from govtui.model.item_names import item_names
from govtui.model.parts import Member
from govtui.model.record import Record
from govtui.page.field_blocks import further_blocks, further_spans, note_blocks
from govtui.page.links import Linked, claimed_links, qualified
from govtui.page.page import Block, Paragraph, Role, Span, Spans, Table, TableRow
from govtui.page.present import key_words
from govtui.page.render_context import RenderContext

_Cited = tuple[str | None, str | None, str | None]
"""Source, place in it, and whose words it reports."""


@dataclass(frozen=True, slots=True)
class ItemTable:
    """The items of a record's list about organizations or countries, as a table."""

    spec: FieldSpec
    held: Sequence[Party | Member]
    columns: Sequence[str]
    """Fields of the items: dates, and keys of a vocabulary; those that no item has are left out."""
    over: Mapping[str, frozenset[str]]
    """Item path to what qualifies its name, as that the membership ended."""
    context: RenderContext

    @property
    def common(self) -> _Cited:
        """What most of the items cite; nothing where one has no source, which would seem to have this."""
        counted = Counter(map(_cited, self.held))
        if any(source is None for source, _, _ in counted):
            return (None, None, None)
        most = [cited for cited, count in counted.most_common(1) if count > 1 or len(self.held) == 1]
        return most[0] if most else (None, None, None)

    def blocks(self, heading: Span) -> Iterator[Block]:
        """Yield the heading with the source of most items, and the table."""
        yield Paragraph((heading, *self.context.citation(*self.common)), field=self.spec.name)
        if self.held:
            columns = [name for name in self.columns if any(getattr(one, name) for one in self.held)]
            heads = [field_label(parts(self.spec)[name], self.context.tr) for name in ("who", *columns)]
            names = item_names(self.spec.name, self.held)
            rows = [
                self._row(f"{self.spec.name}.{name}", one, columns) for name, one in zip(names, self.held, strict=True)
            ]
            yield Table(heads, rows, field=self.spec.name)

    def _row(self, path: str, item: Party | Member, columns: Sequence[str]) -> TableRow:
        spec, context, cited = self.spec, self.context, _cited(item)
        shown = ("key", "who", *self.columns, "source", "at", "said_by", "note")
        name = (context.name(item.who), *qualified(self.over.get(path, frozenset()), "", context))
        below = list(further_blocks(spec, item, shown, context, path))
        spans = further_spans(spec, item, shown, context)
        if spans := [*spans, *(context.citation(*cited) if cited != self.common else ())]:
            first, *rest = spans
            below.insert(0, Paragraph((Span(first.text.lstrip(), first.role, first.link), *rest), indent=3, field=path))
        below += note_blocks(item.note, context, path, indent=3)
        return TableRow([name, *(self._cell(getattr(item, column), column) for column in columns)], path, below)

    def _cell(self, value: object, column: str) -> Spans:
        if isinstance(value, PartialDate):
            return [Span(date_short(value, self.context.tr))]
        vocabulary = parts(self.spec)[column].about.vocabulary
        return [Span(key_words(vocabulary, value, self.context))] if isinstance(value, str) else []


def _cited(item: Party | Member) -> _Cited:
    return item.source, item.at, item.said_by


def claimed_by_others(
    relation: str, known: Collection[str], record: Record, context: RenderContext
) -> Sequence[Linked]:
    """Return who only other sources say belongs to a list of the record."""
    return claimed_links(record, {relation: set(known)}, context).get(relation, ())


def claimed_blocks(added: Sequence[Linked], context: RenderContext) -> Iterator[Block]:
    """Yield who only other sources say took part or belongs."""
    for name, field, quality, told_by in added:
        spans = (name, *qualified(quality, told_by, context))
        yield Paragraph(spans, ELSEWHERE, Role.MUTED, lead_width=3, field=field)
