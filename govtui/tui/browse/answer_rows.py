"""Rows of answers above the records of the list: two lines each, then how many more there are, and a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from govtui.i18n.formats import number
from govtui.model.kinds import kind_sign
from govtui.text.width import clip, pad, width
from govtui.tui.browse.row_layout import Cell

if TYPE_CHECKING:
    from govtui.index.query_api import Answers
    from govtui.page.answer_lines import AnswerLine
    from govtui.page.render_context import RenderContext

LEAD = 3
"""Cells before a label: the sign of the fact, a blank on either side."""

LEAST = 12
"""Cells that must be free for what another source says, and that a label keeps in the narrowest list."""

ALL_ANSWERS = 500
"""How many answers are shown when all are asked for."""

HEIGHT = 2
"""Lines that an answer takes."""


class AnswerRows(NamedTuple):
    """The answers of a list. Its rows are numbered up to -1, the records behind them from 0."""

    lines: Sequence[AnswerLine] = ()
    more: str = ""
    """What is said of the answers that are not shown, on a row of its own; empty where there are none."""

    @property
    def first(self) -> int:
        """The number of the first row; 0 where there is none."""
        return -len(self.lines) - bool(self.more)

    @property
    def height(self) -> int:
        """How many lines they take, with the rule under them."""
        return HEIGHT * len(self.lines) + bool(self.more) + 1 if self.first else 0

    def at(self, line: int) -> tuple[int, int] | None:
        """Return the row of a line (from 0) and which line of it this is; None for the rule."""
        if line < HEIGHT * len(self.lines):
            return self.first + line // HEIGHT, line % HEIGHT
        return (-1, 0) if self.more and line == HEIGHT * len(self.lines) else None

    def line_of(self, row: int) -> int:
        """Return the first line of a row."""
        return HEIGHT * (row - self.first)

    def answer(self, row: int) -> AnswerLine | None:
        """Return the answer on a row; None for a record, and for the row that tells of more."""
        place = row - self.first
        return self.lines[place] if row < 0 and 0 <= place < len(self.lines) else None

    def cells(self, row: int, part: int, cells: int) -> list[Cell]:
        """Return a line of a row."""
        line = self.answer(row)
        if line is None:
            return [Cell(pad(" " * LEAD + clip(self.more, cells - LEAD), cells), "word")]
        return self._fact(line, cells) if part == 0 else _whose(line, cells)

    def _fact(self, line: AnswerLine, cells: int) -> list[Cell]:
        """Return sign, label and value; what another source says behind it as far as there is room."""
        room = cells - LEAD
        labels, values = (
            max(map(width, words)) for words in zip(*((one.label, one.value) for one in self.lines), strict=True)
        )
        # Its words were typed, so it gives way first; not the number that tells items apart: "Chủ tịch lần thứ 21", "Area 1 · ACCSM+3".
        share = room * 3 // 7 if any(letter.isdigit() for one in self.lines for letter in one.label) else LEAST
        label = min(labels, max(LEAST, share, room - 2 - values), max(1, room - LEAD))
        value = clip(line.value, room - label - 2)
        left = room - label - 2 - width(value)
        beside = f"  {line.beside[0]}" if line.beside else ""
        if len(line.beside) > 1:
            beside += f" +{len(line.beside) - 1}"
        beside = clip(beside, left) if left > LEAST else ""
        return [
            Cell(f" {line.fact.sign} ", "sign"),
            Cell(pad(clip(line.label, label), label + 2), "word"),
            Cell(value, "name"),
            Cell(pad(beside, left), "word"),
        ]


def _whose(line: AnswerLine, cells: int) -> list[Cell]:
    """Return whose fact it is, and at the right its source, which gives way first but keeps its place in the text."""
    room = cells - LEAD - 2
    cited = _clipped(line, max(room * 2 // 3, room - width(line.subject) - 1))
    subject = clip(line.subject, room - width(cited) - bool(cited))
    gap = " " * (room - width(subject) - width(cited))
    return [
        Cell(" " * LEAD, "word"),
        Cell(f"{kind_sign(line.kind)} ", line.kind),
        Cell(f"{subject}{gap}{cited}", "word"),
    ]


def _clipped(line: AnswerLine, cells: int) -> str:
    """Return the source in so many cells: of its name what there is room for before the place in it."""
    if width(line.cited) <= cells or (left := cells - width(line.place)) < LEAST:
        return clip(line.cited, cells)
    name = line.cited.removesuffix(line.place).rstrip("…")
    return f"{clip(f'{name}…', left)}{line.place}"


NO_ANSWERS = AnswerRows()


def cited(rows: AnswerRows, context: RenderContext) -> AnswerRows:
    """Return answers with their sources, which are read from files."""
    from govtui.page.answer_lines import answer_lines

    facts = [fact for line in rows.lines for fact in line.facts]
    return rows._replace(lines=answer_lines(facts, context))


def answer_rows(found: Answers, context: RenderContext) -> AnswerRows:
    """Return answers in words, without their sources yet, and how many more there are."""
    from govtui.page.answer_lines import answer_lines  # not for the first list

    lines = answer_lines(found.facts, context, cited=False)
    tr, left = context.tr, found.total - len(found.facts)
    words = ""
    if left and lines:
        words = tr.ngettext("… {n} more answer", "… {n} more answers", left)
    elif left > ALL_ANSWERS:
        words = tr.ngettext("{n} fact fits.", "{n} facts fit alike. Add a word to narrow them down.", left)
    elif left:
        words = tr.ngettext("{n} fact fits. Enter lists it.", "{n} facts fit equally well. Enter lists them.", left)
    return AnswerRows(lines, words.format(n=number(left, tr)))
