"""Blocks of a page as HTML: paragraphs with labels become terms, those with bullets and numbers lists, all others paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govtui.i18n.problems import severity_label
from govtui.interchange.html_elements import Html, element, html
from govtui.interchange.html_spans import LOOKS, Anchors, Inline, language_of
from govtui.interchange.html_tables import Tables
from govtui.model.kinds import KINDS, kind_sign
from govtui.model.problem import SEVERITY_SIGNS, Severity
from govtui.page.page import PAGE_LINK, Bar, Beside, Block, Card, Gap, Pair, Paragraph, Role, Spans, Table
from govtui.page.render_context import RenderContext
from govtui.page.source_numbers import cited_by, number_in

_BULLETS = frozenset({"•", "→", "–", *map(kind_sign, KINDS)})
"""Leads of items for which the bullet of a list stands."""

_NUMBER = re.compile(r"[0-9]{1,6}\.?\Z")

_SEVERITIES = {sign: Severity(severity) for severity, sign in SEVERITY_SIGNS.items()}


@dataclass
class _List:
    """A list that is still open."""

    indent: int
    name: str
    class_: str | None = None
    items: list[Html] = field(default_factory=list)
    """Those that are closed."""
    item: list[Html] = field(default_factory=list)
    """What the last item has."""
    attributes: dict[str, str | None] = field(default_factory=dict)
    """Of the last item."""
    number: int = 0
    """Of the last item of a numbered list."""

    def add(self, content: Html, **attributes: str | None) -> None:
        """Add an item."""
        self.end_item()
        self.item, self.attributes = [content], attributes

    def end_item(self) -> None:
        if self.item:
            self.items.append(element("li", self.item, **self.attributes))
        self.item = []

    def made(self) -> Html:
        self.end_item()
        return element(self.name, self.items, class_=self.class_)


class Flow:
    """The blocks of a section, put one after another."""

    def __init__(self, inline: Inline, anchors: Anchors, context: RenderContext, level: int, heading: str) -> None:
        """`level`: that of headings within the section. `heading`: its own; "" where it has none."""
        self._inline, self._anchors, self._context = inline, anchors, context
        self._level, self._heading = level, heading
        self._tables = Tables(inline, anchors, self._within)
        self._out: list[Html] = []
        self._lists: list[_List] = []
        self._terms: list[Html] = []
        self._class: str | None = None
        """Of the terms."""

    def html(self, blocks: Sequence[Block]) -> Html:
        """Return blocks as HTML."""
        place = 0
        while place < len(blocks):
            block = blocks[place]
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and isinstance(following, Table | Bar) and _is_alone(block):
                place += 1 + self._charted(blocks, place + 1, block.spans)
            elif isinstance(block, Table | Bar):
                place += self._charted(blocks, place, ())
            else:
                self._block(block)
                place += 1
        self._close()
        return html(self._out)

    def _charted(self, blocks: Sequence[Block], place: int, caption: Spans) -> int:
        """Put a table, or a run of bars, under its caption; return how many blocks these are."""
        self._close()
        block = blocks[place]
        if isinstance(block, Table):
            self._out.append(self._tables.table(block, caption))
            return 1
        bars: list[Bar] = []
        for one in blocks[place:]:
            if not isinstance(one, Bar):
                break
            bars.append(one)
        self._out.append(self._tables.bars(bars, caption))
        return len(bars)

    def _block(self, block: Block) -> None:
        match block:
            case Gap():
                self._close()
            case Paragraph():
                self._paragraph(block)
            case Card():
                self._close()
                self._class = "card"
                for row in block.rows:
                    self._paragraph(row)
                self._close()
            case Beside():
                self._close()
                sides = [element("div", self._within(those)) for those in (block.left, block.right)]
                self._out.append(element("div", sides, class_="beside"))
            case Pair():
                self._close()
                self._out.append(self._pair(block))

    def _within(self, blocks: Sequence[Block]) -> Html:
        return Flow(self._inline, self._anchors, self._context, self._level, self._heading).html(blocks)

    def _pair(self, pair: Pair) -> Html:
        lead = element("b", f"{pair.lead.strip()} ") if pair.lead.strip() else None
        sides = ((pair.left, pair.tags[0]), (pair.right or (), pair.tags[1]))
        told = [
            element("p", lead, self._inline.html(spans), lang=language_of(tag, self._context))
            for spans, tag in sides
            if spans
        ]
        return element("div", told, class_="beside") if told else Html("")

    def _paragraph(self, block: Paragraph) -> None:
        lead = block.lead.strip()
        labelled = block.lead_role is Role.LABEL
        if labelled and lead and lead not in _BULLETS:
            self._term(lead, block)
        elif block.lead_role is Role.CITATION and (number := number_in(lead)):
            self._item(block, "ol", number, class_="sources", id=self._anchors.named(f"s{number}"))
        elif lead in _BULLETS:
            self._item(block, "ul")
        elif _NUMBER.match(lead):
            self._item(block, "ol", int(lead.rstrip(".")))
        elif not lead and not block.spans and block.beside and self._lists:
            self._item(block, self._lists[-1].name)
        elif not lead and self._terms and (block.lead_width or block.indent):
            self._terms.append(self._shown("dd", block))
        elif not lead and (block.indent or block.lead_width):
            self._further(block)
        elif lead:
            self._close()
            self._out.append(self._signed(lead, block))
        else:
            self._close()
            name = f"h{min(self._level, 6)}" if _is_heading(block) else "p"
            self._out.append(self._shown(name, block))

    def _shown(self, name: str, block: Paragraph) -> Html:
        """Return a paragraph as an element."""
        id = self._anchors.take(block.field)
        if _is_heading(block) and name != "p":
            return element(name, self._inline.html(block.spans, plain=(Role.STRONG,)), id=id)
        return element(name, self._inline.paragraph(block), id=id)

    def _term(self, label: str, block: Paragraph) -> None:
        self._close_lists()
        self._terms += (element("dt", label), self._shown("dd", block))

    def _item(
        self, block: Paragraph, name: str, number: int = 0, class_: str | None = None, id: str | None = None
    ) -> None:
        """Put an item into the list of its indent."""
        self._close_terms()
        self._close_lists(block.indent + 1)
        if self._lists and self._lists[-1].indent == block.indent and self._lists[-1].name != name:
            self._close_lists(block.indent)
        if not self._lists or self._lists[-1].indent < block.indent:
            self._lists.append(_List(block.indent, name, class_))
        own = self._lists[-1]
        value = str(number) if name == "ol" and number != own.number + 1 else None
        own.number = number
        own.add(self._inline.paragraph(block), value=value, id=id or self._anchors.take(block.field))

    def _further(self, block: Paragraph) -> None:
        """Put a paragraph into the item that it goes on with."""
        self._close_terms()
        self._close_lists(block.indent + block.lead_width)
        made = self._shown("p", block)
        if self._lists:
            self._lists[-1].item.append(made)
        else:
            self._out.append(made)

    def _signed(self, lead: str, block: Paragraph) -> Html:
        """Return a paragraph behind a sign: that of a severity is told in words."""
        id = self._anchors.take(block.field)
        severity = _SEVERITIES.get(lead)
        if severity is None:
            return element("p", f"{lead} ", self._inline.paragraph(block), id=id)
        named = severity_label(severity, self._context.tr)
        words = element("b", f"{named}: ") if named != self._heading else None
        _, class_ = LOOKS.get(block.lead_role, ("", None))
        return element("p", words, self._inline.html(block.spans, plain=(block.lead_role,)), class_=class_, id=id)

    def _close(self) -> None:
        self._close_lists()
        self._close_terms()
        self._class = None

    def _close_terms(self) -> None:
        if self._terms:
            self._out.append(element("dl", self._terms, class_=self._class))
        self._terms = []

    def _close_lists(self, indent: int = 0) -> None:
        """Close the lists that are indented so far or further."""
        while self._lists and self._lists[-1].indent >= indent:
            made = self._lists.pop().made()
            if self._lists:
                self._lists[-1].item.append(made)
            else:
                self._out.append(made)


def _is_alone(block: Paragraph) -> bool:
    """Return whether a paragraph is no part of a list and no term."""
    return not (block.lead.strip() or block.indent or block.lead_width or block.beside)


def _is_heading(block: Paragraph) -> bool:
    """Return whether a paragraph is the heading of what follows: a label alone, or a few strong words."""
    spans = [span for span in block.spans if span.text.strip()]
    return (
        _is_alone(block)
        and bool(spans)
        and (all(span.role is Role.LABEL for span in spans) or (len(spans) == 1 and spans[0].role is Role.STRONG))
    )


def fields_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the paths of the fields that blocks show, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Bar():
                yield block.field
            case Card():
                yield from fields_of(block.rows)
            case Table():
                for row in block.rows:
                    yield from (row.field, *row.fields)
                    yield from fields_of(row.below)
            case Beside():
                yield from fields_of((*block.left, *block.right))


def places_led_to(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the paths of the fields of the same page that blocks lead to."""
    for spans in _texts(blocks):
        for span in spans:
            if span.link.startswith(PAGE_LINK) and not cited_by(span.link):
                yield span.link.removeprefix(PAGE_LINK)


def _texts(blocks: Iterable[Block]) -> Iterator[Spans]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from (block.spans, *block.beside)
            case Card():
                yield from _texts(block.rows)
            case Table():
                yield from (spans for row in block.rows for spans in row.cells)
                yield from _texts([below for row in block.rows for below in row.below])
                yield from _texts((*block.notes, *block.legend))
            case Beside():
                yield from _texts((*block.left, *block.right))
            case Bar():
                yield (block.label,)
            case Pair():
                yield from (block.left, block.right or ())
