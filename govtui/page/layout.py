"""Laying a page out for a width: wrapping by cells, hanging indents, stacked bars. Every text is made safe here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govtui.page.page import Bar, Block, Gap, Page, Paragraph, Raw, Role, Span
from govtui.text.safe import safe_text
from govtui.text.width import clip, pad, pieces, width

BAR_SHARE = 0.45
"""The part of a line's width that a bar takes at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the laid-out page, no wider than asked for; `field` is the path of what is read on it."""

    spans: tuple[Span, ...] = ()
    section: str = ""
    field: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def lay_out(page: Page, cells: int) -> list[Line]:
    """The lines of `page` at a width of `cells` (at least 20)."""
    cells = max(20, cells)
    lines = [Line(spans, "title") for spans in _wrap(page.title, cells, 0, 0)]
    for paragraph in page.under_title:
        lines += [replace(line, section="title") for line in _block(paragraph, cells)]
    for section in page.sections:
        lines.append(Line())
        if section.heading:
            heading = clip(safe_text(section.heading, multiline=False), cells - 2)
            rule = "─" * max(0, cells - width(heading) - 1)
            lines.append(Line((Span(heading, Role.HEADING), Span(f" {rule}", Role.MUTED)), section.name))
        for block in section.blocks:
            lines += [replace(line, section=section.name) for line in _block(block, cells)]
    return lines


def _block(block: Block, cells: int) -> Iterator[Line]:
    match block:
        case Gap():
            yield Line()
        case Paragraph():
            yield from _paragraph(block, cells)
        case Bar():
            yield from _bar(block, cells)
        case Raw():
            yield from _raw(block, cells)


def _paragraph(block: Paragraph, cells: int) -> Iterator[Line]:
    lead = safe_text(block.lead, multiline=False)
    indent = min(block.indent, cells // 4)
    lead_width = width(lead) + 1 if lead else 0
    hang = max(block.lead_width, lead_width) if lead or block.lead_width else 0
    if hang > cells // 2 - indent:
        if lead:
            for spans in _wrap((Span(lead, block.lead_role),), cells, indent, indent):
                yield Line(spans, field=block.field)
        lead, hang = "", min(2, cells // 4)
        first = indent + hang
    else:
        first = indent
    head = (
        (Span(pad(lead, hang), block.lead_role),)
        if lead
        else ((Span(" " * hang),) if block.lead_width and first == indent and hang else ())
    )
    body = _wrap(block.spans, cells, first + (hang if head else 0), indent + hang, head_indent=first)
    for number, spans in enumerate(body):
        if number == 0 and head:
            yield Line((*_space(first), *head, *spans), field=block.field)
        else:
            yield Line(spans, field=block.field)


def _space(cells: int) -> tuple[Span, ...]:
    return (Span(" " * cells),) if cells else ()


def _wrap(
    spans: Sequence[Span], cells: int, first: int, rest: int, head_indent: int | None = None
) -> Iterator[tuple[Span, ...]]:
    """Lines of at most `cells`: the first starts at cell `first` (unindented when a head stands there), others at `rest`."""
    line: list[Span] = []
    used = first
    start = True
    if head_indent is None or head_indent == first:
        line = list(_space(first))

    def close() -> tuple[Span, ...]:
        done = tuple(line)
        line.clear()
        line.extend(_space(rest))
        return done

    for row_number, row in enumerate(_rows(spans)):
        if row_number:
            yield close()
            used, start = rest, True
        for word in _words(row):
            wide = sum(width(part.text) for part in word)
            seen = wide - (len(word[-1].text) - len(word[-1].text.rstrip(" ")))
            if not start and used + seen > cells:
                _rstrip(line)
                yield close()
                used, start = rest, True
            if start and not any(part.text.strip() for part in word):
                continue
            for part in word:
                text = part.text
                if used + width(text.rstrip(" ")) > cells:
                    *full, text = pieces(text, max(1, cells - used)) or [""]
                    for piece in full:
                        _append(line, replace(part, text=piece))
                        yield close()
                        used = rest
                    if used + width(text) > cells:
                        text = text.rstrip(" ")
                _append(line, replace(part, text=text))
                used += width(text)
                start = False
    _rstrip(line)
    yield tuple(line)


def _rows(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans, made safe, cut at line breaks."""
    row: list[Span] = []
    for span in spans:
        first, *others = safe_text(span.text).split("\n")
        row.append(replace(span, text=first))
        for text in others:
            yield row
            row = [replace(span, text=text)]
    yield row


def _words(row: Sequence[Span]) -> Iterator[list[Span]]:
    """What must stay together: from one space to the next, over the edges of spans. Spaces stay at the end of a word."""
    word: list[Span] = []
    for span in row:
        text = ""
        for character in span.text:
            ended = text.endswith(" ") if text else bool(word) and word[-1].text.endswith(" ")
            if ended and character != " ":
                if text:
                    word.append(replace(span, text=text))
                yield word
                word, text = [], ""
            text += character
        if text:
            word.append(replace(span, text=text))
    if word:
        yield word


def _append(line: list[Span], span: Span) -> None:
    if line and line[-1].role == span.role and line[-1].link == span.link:
        line[-1] = replace(line[-1], text=line[-1].text + span.text)
    else:
        line.append(span)


def _rstrip(line: list[Span]) -> None:
    while line and not line[-1].text.strip() and len(line) > 1:
        line.pop()
    if line:
        line[-1] = replace(line[-1], text=line[-1].text.rstrip(" ")) if line[-1].text.strip() else line[-1]


def _bar(block: Bar, cells: int) -> Iterator[Line]:
    label = pad(safe_text(block.label.text, multiline=False), block.label_width)
    number = "–" if block.total is None else str(block.total)
    head = block.indent + width(label) + 1 + 4 + 1
    room = max(4, min(int(cells * BAR_SHARE), cells - head - 1))
    scale = 1.0 if block.scale <= room else room / block.scale
    bar: list[Span] = []
    for role, sign, value in block.parts:
        drawn = max(1, round(value * scale)) if value else 0
        bar.append(Span(sign * drawn, role))
    drawn = sum(len(span.text) for span in bar)
    widest = min(room, round(block.scale * scale) + len(block.parts))
    words = safe_text(block.words, multiline=False)
    spans: list[Span] = [
        *_space(block.indent),
        replace(block.label, text=label),
        Span(f" {number:>4} ", Role.STRONG),
        *bar,
    ]
    used = head + drawn
    if words and head + widest + 2 + width(words) <= cells:
        spans.append(Span(" " * (head + widest + 2 - used)))
        spans.append(Span(words))
        words = ""
    yield Line(tuple(spans), field=block.field)
    if words:
        for wrapped in _wrap((Span(words, Role.MUTED),), cells, head, head):
            yield Line(wrapped, field=block.field)


def _raw(block: Raw, cells: int) -> Iterator[Line]:
    rows = block.text.split("\n")
    digits = len(str(len(rows)))
    for number, row in enumerate(rows, 1):
        safe = safe_text(row.rstrip("\r"), multiline=False).replace("\t", "    ")
        for part, piece in enumerate(pieces(safe, max(8, cells - digits - 1)) or [""]):
            yield Line((Span(f"{number if not part else '':>{digits}} ", Role.MUTED), Span(piece, Role.CODE)))
