"""The text of a page as it is laid out, in runs that a phrase may go on in: over wrapped lines, within a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.page.layout import Line
from govtui.page.page import Role
from govtui.text.phrases import Part

_RULE = "│"
"""Between columns, and at both sides of a box."""


def runs_of(lines: Sequence[Line]) -> list[list[Part]]:
    """Return the parts of the lines, those that belong together in a run: of the same field, one below another in a column."""
    runs: list[list[Part]] = []
    open_runs: list[list[Part]] = []
    last: tuple[str, str, int] | None = None
    for number, line in enumerate(lines):
        columns = list(_columns(line))
        here = (line.section, line.field, len(columns))
        is_head = bool(line.spans) and line.spans[0].role is Role.HEADING
        if here != last or is_head or not line.text.strip():
            open_runs = [[] for _ in columns]
            runs += open_runs
        last = None if is_head else here
        for run, (start, text) in zip(open_runs, columns, strict=True):
            if stripped := text.strip():
                run.append(Part(number, start + len(text) - len(text.lstrip()), stripped))
    return sorted(filter(None, runs), key=lambda run: (run[0].line, run[0].start))


def _columns(line: Line) -> Iterator[tuple[int, str]]:
    """Yield the columns of a line: where each begins, and its text."""
    start, text = 0, ""
    at = 0
    for span in line.spans:
        if span.role is Role.RULE and _RULE in span.text:
            before, _, behind = span.text.partition(_RULE)
            yield start, text + before
            start, text = at + len(before) + 1, behind
        else:
            text += span.text
        at += len(span.text)
    yield start, text
