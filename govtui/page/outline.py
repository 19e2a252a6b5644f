"""Outlines of pages: their sections, with how many items each has and where sources differ or add something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govtui.page.page import Bar, Beside, Block, Card, Page, Pair, Paragraph, Role, Section, Spans, Table


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A section of a page; blocks under no heading belong to the one before, at the top to an item without a name."""

    name: str
    heading: str
    count: int = 0
    folded: bool = False
    differing: int = 0
    """How many paragraphs and values on its lines are at odds (≠)."""
    added: int = 0
    """How many values other sources add (+)."""


def outline(page: Page) -> Sequence[OutlineItem]:
    """Return the items of a page in order; the first is its beginning, where that has no heading."""
    out: list[OutlineItem] = []
    for section in page.sections:
        differing, added = _marks(section)
        if section.heading:
            out.append(OutlineItem(section.name, section.heading, section.count, section.folded, differing, added))
        elif out:
            out[-1] = replace(out[-1], differing=out[-1].differing + differing, added=out[-1].added + added)
        else:
            out.append(OutlineItem("", "", differing=differing, added=added))
    return out


def _marks(section: Section) -> tuple[int, int]:
    told = [mark for block in section.blocks for mark in _of_block(block)]
    return told.count(Role.DISCREPANCY), told.count(Role.ELSEWHERE)


def _of_block(block: Block) -> Iterator[Role]:
    """Yield the role of each mark of a block: one for each text in which something is marked."""
    match block:
        case Paragraph():
            yield from _of_spans(block.spans)
            for said in block.beside:
                yield from _of_spans(said)
        case Card():
            for row in block.rows:
                yield from _of_block(row)
        case Table():
            for cells in block.rows:
                for place, cell in enumerate(cells.cells):
                    if not (place and block.groups) or place in block.numbers:  # words beside numbers say by how much
                        yield from _of_spans(cell)
                for below in cells.below:
                    yield from _of_block(below)
        case Pair():
            yield from _of_spans((*block.left, *(block.right or ())))
        case Beside():
            for one in (*block.left, *block.right):
                yield from _of_block(one)
        case Bar():
            yield from _of_spans([block.label])


def _of_spans(spans: Spans) -> Iterator[Role]:
    roles = {span.role for span in spans if span.text.strip()}
    if Role.DISCREPANCY in roles:
        yield Role.DISCREPANCY
    elif Role.ELSEWHERE in roles:
        yield Role.ELSEWHERE
