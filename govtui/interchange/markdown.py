"""A page as CommonMark, a brief to send to someone. Text of records is never read as markup.

The numbers of sources are superscripts as on a terminal, which mean nothing to Markdown; the sources are a numbered list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtui.page.page import Bar, Beside, Block, Card, Gap, Page, Paragraph, Raw, Role, Section, Spans, Table
from govtui.page.source_numbers import number_in
from govtui.page.tables import cell, groups_of
from govtui.text.safe import safe_text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LISTLIKE = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
_BLANK = re.compile(r"\n{3,}")
LEFT_OUT = frozenset({"record"})
"""Sections about the file rather than its subject."""


def markdown(page: Page) -> str:
    """Return the brief, ending in a line feed: title, facts, texts, sections under headings."""
    title = " / ".join(_escaped(part) for part in "".join(span.text for span in page.title).split("\n"))
    out = [f"# {title}", ""]
    for paragraph in page.under_title:
        out += [f"*{_escaped(_text(paragraph.spans))}*", ""]
    for section in page.sections:
        if section.name not in LEFT_OUT:
            out += _section(section)
    return _BLANK.sub("\n\n", "\n".join(out)).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_escaped(section.heading)}"
        yield ""
    for block in section.blocks:
        yield from _block(block)
    yield ""


def _block(block: Block) -> Iterator[str]:
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
            yield from _table(block)
        case Paragraph():
            yield from _paragraph(block)
        case Card():
            for row in block.rows:
                yield from _paragraph(row)
        case Beside():
            for one in (*block.left, *block.right):
                yield from _paragraph(one)


def _table(table: Table) -> Iterator[str]:
    """Yield a table, then what stands below its rows, each behind the name of its row, and its legend.

    Markdown has no common heads: each column of a group is headed by both.
    """
    of_groups = [_text(group.head) for group in groups_of(table) for _ in range(group.columns)]
    heads = [": ".join(filter(None, pair)) for pair in zip(("", *of_groups), table.full_heads, strict=True)]
    rows = [
        [_text(cell(table, row, place) if place in table.numbers else row.cells[place]) for place in range(len(heads))]
        for row in table.rows
    ]
    kept = [place for place, head in enumerate(table.heads) if not place or head or any(row[place] for row in rows)]
    yield ""
    yield f"| {' | '.join(_escaped(heads[place]) for place in kept)} |"
    yield f"| {' | '.join('---:' if place in table.numbers else '---' for place in kept)} |"
    for row in rows:
        yield f"| {' | '.join(_escaped(row[place].strip()) for place in kept)} |"
    yield ""
    for one in table.rows:
        for below in one.below:
            yield f"- {_escaped(_text(one.name or one.cells[0]))}: {_styled_text(below).strip()}"
    for note in table.notes:
        yield "".join(_styled(span.text, span.role) for span in note.spans)
    yield ""
    for name in table.legend:
        text = "".join(_styled(span.text, span.role) for span in name.spans)
        yield f"- {_escaped(name.lead)} {text}".replace("-  ", "- ")


def _paragraph(block: Paragraph) -> Iterator[str]:
    text = _styled_text(block)
    lead = block.lead.strip()
    depth = "  " * min(block.indent // 2, 3)
    if block.lead_role is Role.LABEL and lead and len(lead) > 2:
        yield f"{depth}- **{_escaped(lead)}:** {text}"
    elif block.lead_role is Role.CITATION and (number := number_in(lead)):
        yield f"{number}. {text}"
    elif lead in ("•", "→", "–", "≠", "+", "✗", "!") or lead.rstrip(".").isdigit():
        sign = "" if lead in ("•", "→") else f"{_escaped(lead)} "
        yield f"{depth}- {sign}{text}"
    elif not lead and (block.indent or block.lead_width):  # continues the item above
        yield ""
        yield f"   {text}"
    else:
        yield ""
        yield f"{_escaped(lead)} {text}".strip() if lead else text
        yield ""


def _styled_text(block: Paragraph) -> str:
    """Return the text of a paragraph, then what other sources say beside it."""
    parts = (block.spans, *block.beside)
    return "  ".join("".join(_styled(span.text, span.role) for span in spans) for spans in parts if spans)


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
