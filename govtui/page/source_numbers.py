"""Numbers of the sources of a page, in the order in which the page first names them.

Blocks are made in another order than they are read in: a card first, claims beside fields, three pages for parallel reading. So
a citation is made with UNNUMBERED in place of its number, and `SourceNumbers.numbered` numbers the sections when all are there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import Protocol

from govtui.model.field_paths import citations_for
from govtui.model.path_overlap import overlap
from govtui.model.record import Record
from govtui.page.page import (
    PAGE_LINK,
    Bar,
    Beside,
    Block,
    Card,
    Pair,
    Paragraph,
    Role,
    Section,
    Span,
    Spans,
    Table,
    TableRow,
)

UNNUMBERED = "?"
"""In place of a number until the page is numbered."""

BEFORE = "\u00a0"
"""Between a number and the word before it, on whose line it stays."""

_SOURCES = f"{PAGE_LINK}sources."
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class NumberStyle(Enum):
    """How the number of a source is written: ¹² on a terminal, [12] in pipes and plain text."""

    SUPERSCRIPT = "superscript"
    BRACKETS = "brackets"

    def written(self, number: int) -> str:
        """Return a number of a source, one cell a digit or bracket."""
        return f"[{number}]" if self is NumberStyle.BRACKETS else str(number).translate(_SUPERSCRIPTS)


def number_in(written: str) -> int:
    """Return the number that NumberStyle wrote; 0 for another text."""
    digits = "".join(str(unicodedata.digit(one)) for one in written if one.isdigit())
    return int(digits or 0)


def cited_by(link: str) -> str:
    """Return the source whose line at the foot a link leads to; empty for another link."""
    return link.removeprefix(_SOURCES) if link.startswith(_SOURCES) else ""


def foot_link(source: str) -> str:
    """Return the link from a number to the line of its source at the foot of the page."""
    return f"{_SOURCES}{source}"


class SourceNumbers:
    """The numbers of the sources of a page, from 1."""

    def __init__(self, style: NumberStyle = NumberStyle.SUPERSCRIPT, order: Iterable[str] = ()) -> None:
        """`order`: sources that have their numbers already, as on the other side of a page in two languages."""
        self.style = style
        self._numbers: dict[str, int] = {}
        for source in order:
            self.of(source)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the sources by number."""
        return tuple(self._numbers)

    def of(self, source: str) -> str:
        """Return the number of a source as it is written; the next one where it has none yet."""
        return self.style.written(self._numbers.setdefault(source, len(self._numbers) + 1))

    def numbered(self, sections: Iterable[Section]) -> list[Section]:
        """Return sections with the numbers in their citations, given in reading order."""
        return [replace(one, blocks=[self._block(block) for block in one.blocks]) for one in sections]

    def _spans(self, spans: Spans) -> Spans:
        if not any(span.role is Role.CITATION for span in spans):
            return spans
        return [
            replace(span, text=self.of(source))
            if span.role is Role.CITATION and (source := cited_by(span.link))
            else span
            for span in spans
        ]

    def _paragraph(self, one: Paragraph) -> Paragraph:
        if one.spans and one.spans[0].text == BEFORE:  # where the number is all there is
            one = replace(one, spans=one.spans[1:])
        spans, beside = self._spans(one.spans), [self._spans(said) for said in one.beside]
        return replace(one, spans=spans, beside=beside) if beside or spans is not one.spans else one

    def _table(self, table: Table) -> Table:
        groups = [replace(one, head=self._spans(one.head)) for one in table.groups]
        rows = [self._row(row) for row in table.rows]
        notes, legend = self._paragraphs(table.notes), self._paragraphs(table.legend)
        return replace(table, groups=groups, rows=rows, notes=notes, legend=legend)

    def _row(self, row: TableRow) -> TableRow:
        cells, name = [self._spans(cell) for cell in row.cells], self._spans(row.name)
        return replace(row, cells=cells, name=name, below=self._paragraphs(row.below))

    def _paragraphs(self, those: Sequence[Paragraph]) -> list[Paragraph]:
        return [self._paragraph(one) for one in those]

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Card():
                return replace(block, rows=self._paragraphs(block.rows))
            case Table():
                return self._table(block)
            case Bar():
                return replace(block, label=self._spans((block.label,))[0])
            case Beside():
                return replace(block, left=self._paragraphs(block.left), right=self._paragraphs(block.right))
            case Pair():
                right = None if block.right is None else self._spans(block.right)
                return replace(block, left=self._spans(block.left), right=right)
            case _:
                return block


class Citing(Protocol):
    """The part of a render context that cites sources."""

    @property
    def numbers(self) -> SourceNumbers | None: ...

    def citation(self, source: str | None, at: str | None = None, said_by: str | None = None) -> tuple[Span, ...]: ...


def cited_numbers(record: Record, field: str, context: Citing) -> Spans:
    """Return the numbers of the sources that a record's citations name for a field, without places.

    Nothing where there is no page around it: names of sources would bury the value.
    """
    if context.numbers is None:
        return ()
    refs = dict.fromkeys(one.ref for one in citations_for(record, field))
    return [span for ref in refs for span in context.citation(ref)]


def with_numbers(blocks: Iterable[Block], record: Record, context: Citing) -> Iterator[Block]:
    """Yield the lines of fields with the numbers of the sources that the record's citations name for each, once a field."""
    seen: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.field and not any(overlap(block.field, one) for one in seen):
            seen.append(block.field)
            numbers = cited_numbers(record, block.field, context)
            yield replace(block, spans=(*block.spans, *numbers)) if numbers else block
        else:
            yield block
