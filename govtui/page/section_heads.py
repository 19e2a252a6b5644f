"""Heads of sections: names with counts and rules; of folded sections as links that open them, several on a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from govtui.page.page import FOLD_LINK, Role, Section, Span
from govtui.text.safe import safe_text
from govtui.text.width import clip, width

CLOSED, OPEN = "▸ ", "▾ "
"""Signs before the name of a section that can be folded."""

_BETWEEN = "   "
"""Between the heads of folded sections on a line."""


def is_closed(section: Section, opened: Collection[str] | None) -> bool:
    """Return whether only the head of a section is shown; `opened`: names of those that are open, None for all."""
    return opened is not None and section.folded and section.name not in opened and bool(section.heading)


def runs(sections: Sequence[Section], opened: Collection[str] | None) -> Iterator[Sequence[Section]]:
    """Yield the sections one by one, but neighbours of which only the heads are shown together."""
    for closed, run in groupby(sections, lambda section: is_closed(section, opened)):
        if closed:
            yield list(run)
        else:
            yield from ([section] for section in run)


def head_line(section: Section, cells: int, *, folds: bool) -> tuple[Span, ...]:
    """Return the head of a section that is shown, with a rule to the end of the line; `folds`: it can be closed again."""
    if folds and section.folded:
        head = _fold(section, OPEN, cells - 2)
        return (head, Span(_rule(cells - width(head.text)), Role.RULE))
    count = f" {section.count}" if section.count else ""
    heading = Span(clip(safe_text(section.heading, multiline=False), cells - 2 - len(count)), Role.HEADING)
    counted = (Span(count, Role.MUTED),) if count else ()
    return (heading, *counted, Span(_rule(cells - width(heading.text) - len(count)), Role.RULE))


def closed_lines(sections: Sequence[Section], cells: int) -> Iterator[tuple[Section, tuple[Span, ...]]]:
    """Yield lines of as many heads of folded sections as have room; with the first section on each."""
    first: Section | None = None
    line: list[Span] = []
    used = 0
    for section in sections:
        head = _fold(section, CLOSED, cells)
        if first is not None and used + len(_BETWEEN) + width(head.text) > cells:
            yield first, tuple(line)
            first, line, used = None, [], 0
        if first is None:
            first = section
        else:
            line.append(Span(_BETWEEN))
            used += len(_BETWEEN)
        line.append(head)
        used += width(head.text)
    if first is not None:
        yield first, tuple(line)


def _fold(section: Section, sign: str, cells: int) -> Span:
    count = f" {section.count}" if section.count else ""
    heading = clip(safe_text(section.heading, multiline=False), cells - len(sign) - len(count))
    return Span(f"{sign}{heading}{count}", Role.HEADING, FOLD_LINK + section.name)


def _rule(cells: int) -> str:
    return f" {'─' * (cells - 1)}" if cells > 1 else ""
