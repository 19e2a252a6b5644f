"""Pages for screen readers: one thing a line, nothing drawn or aligned; links have numbers that can be typed.

A source that is cited has the number of the link to it, so that there is one kind of number only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from govtui.i18n.problems import severity_label
from govtui.i18n.translator import Translator
from govtui.model.kinds import KINDS
from govtui.model.problem import Severity
from govtui.page.page import Bar, Block, Card, Gap, Page, Paragraph, Raw, Role, Spans, Table
from govtui.page.signs import SEVERITY_SIGNS
from govtui.page.source_numbers import cited_by
from govtui.page.tables import groups_of, in_words
from govtui.text.safe import safe_text

_UNHEARD = "".join(kind.sign for kind in KINDS.values()) + "←→•▸▾ "
"""Signs before words, which a screen reader would spell out."""

_DRAWN = re.compile("[\u2500-\u259f]+[ \u00a0]?")
"""Drawn lines and bars; the numbers stand beside them."""

_DIFFERS = f"{SEVERITY_SIGNS[Severity.DISCREPANCY]} "

_SEVERITIES = {sign: Severity(severity) for severity, sign in SEVERITY_SIGNS.items()}


@dataclass
class Linear:
    """The lines of a page, and the keys behind its numbers: number 1 is the first of `links`."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    leads: Callable[[str], bool] = field(default=bool)
    """Returns whether a link leads to a record: others, such as to a screen, get no number."""


def linear(page: Page, tr: Translator, leads: Callable[[str], bool]) -> Linear:
    """Return a page in reading order, with an empty line before each heading. `leads`: see Linear."""
    out = Linear(leads=leads)
    out.lines += _text(page.title, out).split("\n")
    for paragraph in page.under_title:
        out.lines += (line.removeprefix("- ") for line in _block(paragraph, out, tr))
    for section in page.sections:
        out.lines.append("")
        if section.heading:
            out.lines.append(safe_text(section.heading, multiline=False))
        for block in section.blocks:
            out.lines += _block(block, out, tr)
    return out


def _block(block: Block, out: Linear, tr: Translator) -> Iterator[str]:
    match block:
        case Gap():
            yield ""
        case Paragraph():
            first, *rest = _text(_heard(block.spans, tr), out).lstrip(" ").split("\n")
            lead = _lead(block, tr)
            if block.spans or not block.beside:
                yield first if first.startswith(lead) else f"{lead}{first}"
                yield from rest
                lead = ""
            for spans in block.beside:
                yield f"{lead}{_beside(spans, out, tr)}"
                lead = ""
        case Card():
            for fact in block.rows:
                yield from _block(fact, out, tr)
        case Bar():
            words = f"{safe_text(block.label.text, multiline=False)}: {block.figure or '–'}"
            yield f"{words}; {safe_text(block.words, multiline=False)}" if block.words else words
        case Table():
            for row in block.rows:
                for group in range(len(groups_of(block))):
                    if spans := in_words(block, row, group):
                        yield f"- {_text(_heard(spans, tr), out)}"
                for below in row.below:
                    yield from _block(below, out, tr)
            for paragraph in (*block.notes, *block.legend):
                yield from _block(paragraph, out, tr)
        case Raw():
            lines = block.text.replace("\t", "    ").split("\n")
            signs = block.signs or [""] * len(lines)
            for sign, line in zip(signs, lines, strict=True):
                yield (
                    f"{sign} {safe_text(line, multiline=False)}".strip()
                    if sign
                    else safe_text(line, multiline=False).rstrip()
                )


def _heard(spans: Spans, tr: Translator) -> Spans:
    """Return spans with words for the sign of a discrepancy, which a screen reader would spell out: "≠ 18"."""
    if not any(_DIFFERS in span.text for span in spans):
        return spans
    word = severity_label(Severity.DISCREPANCY, tr)
    return [replace(span, text=span.text.replace(_DIFFERS, f"{word}: ")) for span in spans]


def _beside(spans: Spans, out: Linear, tr: Translator) -> str:
    """Return what another source says, behind what it does: it adds something, or says otherwise."""
    sign = spans[0].text.strip()
    told = _text(spans[1:], out)
    word = severity_label(_SEVERITIES[sign], tr) if sign in _SEVERITIES else tr.gettext("Another source")
    return f"{word}: {told}"


def _lead(block: Paragraph, tr: Translator) -> str:
    """Return the lead of a text: a label with a colon, a severity by its name; other signs are left out."""
    lead = safe_text(block.lead, multiline=False).strip()
    if block.lead_role is Role.CITATION:
        return "- "
    if lead in _SEVERITIES:
        return f"{severity_label(_SEVERITIES[lead], tr)}: "
    heard = lead.lstrip(_UNHEARD)
    if not any(character.isalnum() for character in heard):
        return "- " if lead else ""
    lead = heard
    return f"{lead} " if lead[-1] in ".:" or block.lead_role is Role.MUTED else f"{lead}: "


def _text(spans: Spans, out: Linear) -> str:
    parts: list[str] = []
    for span in spans:
        source = cited_by(span.link)
        is_number = span.role is Role.CITATION
        link = (
            source if is_number else "" if source else span.link
        )  # beside a number stands its place, to the same foot
        known = bool(link) and out.leads(link)
        if not (is_number and known):
            parts.append(_DRAWN.sub("", safe_text(span.text)))
        if known:
            if link not in out.links:
                out.links.append(link)
            parts.append(f"{'' if is_number else ' '}[{out.links.index(link) + 1}]")
    return "".join(parts).replace("\u00a0", " ")
