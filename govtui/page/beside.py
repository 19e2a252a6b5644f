"""Places on a page for what other sources say: on the line of its field, of an item, or on a line of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from govtui.model.item_names import item_name
from govtui.model.record import Record
from govtui.page.elsewhere import Elsewhere, beside
from govtui.page.page import DISCREPANCY_LINK, Bar, Block, Paragraph, Section, Span, Spans, Table
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import LEAD, RenderContext

Group = tuple[str, str]
"""A field path and a path by position: what stands beside one line."""


def grouped(told: Iterable[Elsewhere]) -> dict[Group, list[Elsewhere]]:
    """Return what is said of each field or item. Parts of a place stand together, as the place does."""
    groups: dict[Group, list[Elsewhere]] = {}
    for one in told:
        path = "place" if one.path.startswith("place.") else one.path
        groups.setdefault((path, one.spot), []).append(one)
    return groups


class Lines:
    """The blocks of some sections, found by the field that they show."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = list(sections)
        self._blocks = [list(section.blocks) for section in sections]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for at, blocks in enumerate(self._blocks):
            for place, block in enumerate(blocks):
                for field in _fields(block):
                    self._places.setdefault(field, []).append((at, place))
        self._below: dict[tuple[int, int], list[Block]] = {}
        self._links = {span.link for blocks in self._blocks for block in blocks for span in _spans(block)}

    def attach(self, group: Group, told: Sequence[Elsewhere], record: Record, context: RenderContext) -> bool:
        """Put what is said of a field on its line; return whether there is one."""
        path, spot = group
        if spot and path not in self._places:
            own, occurrence = _own_name(spot, record)
            places = [place for place in self._places.get(own, ()) if self._begins(place)]
            if occurrence < len(places):
                self._put(places[occurrence], own, beside(told, context))
                return True
        whole = path
        while path:
            if places := self._places.get(path, []):
                # the last line of a text, the first of an item
                self._put(places[0 if "." in path else -1], path, beside(told, context))
                return True
            path = path.rpartition(".")[0]
            if "." not in path and whole.count(".") > 1:  # another item of the same list
                return False
            if path in ("relations", "x"):
                return False
        return False

    def _begins(self, place: tuple[int, int]) -> bool:
        block = self._blocks[place[0]][place[1]]
        return not isinstance(block, Paragraph) or bool(block.lead.strip())

    def _put(self, place: tuple[int, int], field: str, said: Sequence[Spans]) -> None:
        at, number = place
        block = self._blocks[at][number]
        match block:
            case Paragraph():
                self._blocks[at][number] = replace(block, beside=[*block.beside, *said])
            case Table():
                rows = [
                    replace(row, below=[*row.below, Paragraph((), indent=3, field=field, beside=said)])
                    if field in (row.field, *row.fields)
                    else row
                    for row in block.rows
                ]
                self._blocks[at][number] = replace(block, rows=rows)
            case Bar():
                below = self._below.setdefault(place, [])
                below.append(Paragraph((), indent=block.indent, field=field, beside=said))

    def shows(self, told: Sequence[Elsewhere]) -> bool:
        """Return whether a block links to the discrepancies that are told: progress has its own signs."""
        links = {f"{DISCREPANCY_LINK}{one.link}" for one in told if one.link}
        return bool(links) and links <= self._links

    def sections(self) -> list[Section]:
        """Return the sections with what was put there."""
        out = []
        for at, (section, blocks) in enumerate(zip(self._sections, self._blocks, strict=True)):
            whole = [one for number, block in enumerate(blocks) for one in (block, *self._below.get((at, number), ()))]
            out.append(replace(section, blocks=whole))
        return out


def _fields(block: Block) -> Iterable[str]:
    match block:
        case Table():
            return [field for row in block.rows for field in dict.fromkeys((row.field, *row.fields)) if field]
        case Paragraph() | Bar():
            return [block.field] if block.field else []
    return []


def _spans(block: Block) -> Iterable[Span]:
    match block:
        case Table():
            spans = [*(cell for row in block.rows for cell in row.cells)]
            spans += [below.spans for row in block.rows for below in row.below]
            spans += [below.spans for below in (*block.notes, *block.legend)]
            return [span for each in spans for span in each]
        case Paragraph():
            return block.spans
    return []


def _own_name(spot: str, record: Record) -> tuple[str, int]:
    """Return the path of an item by its own name, and how many items before it have the same."""
    name, _, position = spot.partition(".")
    if not position.isdigit():
        return spot, 0
    items = getattr(record, name)
    names = [item_name(name, item) for item in items[: int(position)]]
    return f"{name}.{names[-1]}", names.count(names[-1]) - 1


def alone(
    group: Group, told: Sequence[Elsewhere], record: Record, context: RenderContext, *, lead: bool = True
) -> Paragraph:
    """Return a line for what is said of a field that has no value: its label, and what is beside."""
    label = path_words(record.kind, group[0], context, PathStyle.QUALIFIED, record) if lead else ""
    return Paragraph((), label, lead_width=LEAD if lead else 0, field=group[0], beside=beside(told, context))
