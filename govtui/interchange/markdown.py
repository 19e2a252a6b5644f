"""A page as CommonMark, a brief to send to someone. Text of records is never read as markup.

The numbers of sources are superscripts as on a terminal, which mean nothing to Markdown; the sources are a numbered list. Names of
records are links where their pages are at hand: in the same document, or in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from govtui.model.kinds import KINDS, kind_sign
from govtui.page.page import (
    DISCREPANCY_LINK,
    FIELD_LINK,
    FOLD_LINK,
    PAGE_LINK,
    Bar,
    Beside,
    Block,
    Card,
    Gap,
    Page,
    Paragraph,
    Raw,
    Role,
    Section,
    Span,
    Spans,
    Table,
)
from govtui.page.source_numbers import number_in
from govtui.page.tables import cell, groups_of
from govtui.text.safe import safe_text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LISTLIKE = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
_BLANK = re.compile(r"\n{3,}")
_BULLETS = ("•", "→", *map(kind_sign, KINDS))
"""Leads of items for which the bullet of Markdown stands."""

LEFT_OUT = frozenset({"record"})
"""Sections about the file rather than its subject."""

Address = Callable[[str], str]
"""Where the page of a record with a key is, seen from this one; "" where it is not at hand."""


def markdown(page: Page, address: Address | None = None) -> str:
    """Return the brief, ending in a line feed: title, facts, texts, sections under headings. Without `address` no name is a link."""
    return _BLANK.sub("\n\n", "\n".join(_Brief(address or _nowhere).lines(page))).rstrip() + "\n"


def _nowhere(key: str) -> str:
    return ""


class _Brief:
    """Lines of a page in which names of records lead to `address`."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def lines(self, page: Page) -> Iterator[str]:
        title = " / ".join(_escaped(part) for part in _text(page.title).split("\n"))
        yield from (f"# {title}", "")
        for paragraph in page.under_title:
            yield from (f"*{_escaped(_text(paragraph.spans))}*", "")
        for section in page.sections:
            if section.name not in LEFT_OUT:
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        if section.heading:
            yield f"## {_escaped(section.heading)}"
            yield ""
        for block in section.blocks:
            yield from self._block(block)
        yield ""

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Gap():
                yield ""
            case Raw():
                yield "```"
                yield from (line.replace("```", "'''") for line in safe_text(block.text).split("\n"))
                yield "```"
            case Bar():
                words = _escaped(block.words) or "0"
                yield f"{'  ' * (block.indent // 2)}- {_escaped(block.label.text)}: {words}"
            case Table():
                yield from self._table(block)
            case Paragraph():
                yield from self._paragraph(block)
            case Card():
                for row in block.rows:
                    yield from self._paragraph(row)
            case Beside():
                for one in (*block.left, *block.right):
                    yield from self._paragraph(one)

    def _table(self, table: Table) -> Iterator[str]:
        """Yield a table, then what stands below its rows, each behind the name of its row, and its legend.

        Markdown has no common heads: each column of a group is headed by both.
        """
        of_groups = [_text(group.head) for group in groups_of(table) for _ in range(group.columns)]
        heads = [": ".join(filter(None, pair)) for pair in zip(("", *of_groups), table.full_heads, strict=True)]
        places = range(len(heads))
        rows = [
            [cell(table, row, place) if place in table.numbers else row.cells[place] for place in places]
            for row in table.rows
        ]
        kept = [
            place
            for place, head in enumerate(table.heads)
            if not place or head or any(_text(row[place]) for row in rows)
        ]
        yield ""
        yield f"| {' | '.join(_escaped(heads[place]) for place in kept)} |"
        yield f"| {' | '.join('---:' if place in table.numbers else '---' for place in kept)} |"
        for row in rows:
            yield f"| {' | '.join(self._cell(row[place]) for place in kept)} |"
        yield ""
        for one in table.rows:
            for below in one.below:
                yield f"- {_escaped(_text(one.name or one.cells[0]))}: {self._paragraph_text(below).strip()}"
        for note in table.notes:
            yield self._spans(note.spans)
        yield ""
        for name in table.legend:
            yield f"- {_escaped(name.lead)} {self._spans(name.spans)}".replace("-  ", "- ")

    def _cell(self, spans: Spans) -> str:
        """Return a cell of a table: its text is not bold, but leads to records."""
        return self._spans([Span(span.text, link=span.link) for span in spans]).strip()

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        text = self._paragraph_text(block)
        lead = block.lead.strip()
        depth = "  " * min(block.indent // 2, 3)
        if block.lead_role is Role.LABEL and lead and len(lead) > 2:
            yield f"{depth}- **{_escaped(lead)}:** {text}"
        elif block.lead_role is Role.CITATION and (number := number_in(lead)):
            yield f"{number}. {text}"
        elif lead in _BULLETS:
            yield f"{depth}- {text}"
        elif lead in ("–", "≠", "+", "✗", "!") or lead.rstrip(".").isdigit():
            yield f"{depth}- {_escaped(lead)} {text}"
        elif not lead and (block.indent or block.lead_width):  # continues the item above
            yield ""
            yield f"   {text}"
        else:
            yield ""
            yield f"{_escaped(lead)} {text}".strip() if lead else text
            yield ""

    def _paragraph_text(self, block: Paragraph) -> str:
        """Return the text of a paragraph, then what other sources say beside it."""
        return "  ".join(self._spans(spans) for spans in (block.spans, *block.beside) if spans)

    def _spans(self, spans: Spans) -> str:
        """Return spans as text; those side by side that lead to one place are one link."""
        out = []
        for address, run in groupby(spans, lambda span: self._leads_to(span.link)):
            text = "".join(_styled(span.text, span.role) for span in run)
            inner = text.strip()
            out.append(text.replace(inner, f"[{inner}]({address})", 1) if address and inner else text)
        return "".join(out)

    def _leads_to(self, link: str) -> str:
        if not link or link.startswith((DISCREPANCY_LINK, PAGE_LINK, FOLD_LINK)):
            return ""
        return self._address(link.partition(FIELD_LINK)[0])


def _styled(text: str, role: Role) -> str:
    escaped = _escaped(text)
    inner = escaped.strip()
    if role is Role.STRONG and inner:
        return escaped.replace(inner, f"**{inner}**", 1)
    return escaped


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _escaped(text: str) -> str:
    """Escape everything that Markdown would read as markup, on one line."""
    flat = " ".join(safe_text(text).replace("\u00a0", " ").split("\n"))
    return _LISTLIKE.sub(r"\1\\\2\3", _MARKUP.sub(r"\\\1", flat))
