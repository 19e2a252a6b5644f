"""A column of home: sections of rows, each row a sign, a lead, words and a note in columns of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.binding import Binding
from textual.message import Message

from govtui.page.home import SEVERAL, HomeRow, HomeSection
from govtui.page.page import Role
from govtui.text.markers import N_
from govtui.text.width import clip, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece
from govtui.tui.base.themes import kind_rules

INDENT, SIGN, GAP = 3, 3, 3
"""Cells before the signs, from a sign to what is said, and before a note."""

HEADING = "─"

BOTH = 40
"""Cells from which a name and a note beside it can both be read; in fewer the note is left out."""


class HomeList(CursorList, can_focus=True):
    """The rows of a column. Headings and blank lines are lines on which the cursor cannot stand."""

    DEFAULT_CSS = kind_rules("HomeList", "home")
    COMPONENT_CLASSES = {
        "home--words",
        "home--off",
        "home--heading",
        "home--rule",
        "home--key",
        *(f"home--{role}" for role in Role),
    }
    BINDINGS = [
        Binding("enter", "choose", N_("Open"), show=False, id="home.open"),
        Binding("o", "screen.home", N_("To the list"), show=False, id="home.close"),
        Binding("left,right", "screen.pane(1)", N_("Other column"), show=False, id="home.column"),
    ]
    KEY_GROUP = "home"

    class Opened(Message):
        """A row is to be opened."""

        def __init__(self, row: HomeRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._lines: Sequence[tuple[HomeSection, HomeRow | None]] = ()
        """Each line with its section; without a row it is the heading, or, without a section's title, blank."""

    def show(self, sections: Sequence[HomeSection]) -> None:
        """Show these sections, the cursor on the row that leads where it led before."""
        before = self.row
        blank = HomeSection("", "", ())
        lines: list[tuple[HomeSection, HomeRow | None]] = []
        for section in sections:
            if section.rows:
                apart = bool(lines) and section.id not in ("merge", "errors")
                lines += [(blank, None)] * apart + [(section, None)] * bool(section.title)
                lines += [(section, row) for row in section.rows]
        self._lines = lines
        same = (n for n, (_, row) in enumerate(lines) if row and before and row.link == before.link)
        self.cursor = next(same, self._next(-1, 1))
        self.renew()

    @property
    def rows(self) -> Sequence[HomeRow]:
        """The rows, without headings."""
        return [row for _, row in self._lines if row]

    @property
    def row(self) -> HomeRow | None:
        """The row under the cursor."""
        return self._lines[self.cursor][1] if self.cursor < len(self._lines) else None

    @property
    def total(self) -> int:
        return len(self._lines)

    def can_stand(self, row: int) -> bool:
        one = self._lines[row][1]
        return one is not None and bool(one.link)

    def switches(self, line: int, x: int) -> bool:
        return True  # a row of home is there to be opened: the first click does

    def action_choose(self) -> None:
        if self.row and self.row.link:
            self.post_message(self.Opened(self.row))

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        section, row = self._lines[line]
        if row is None:
            return _heading(section.title, cells) if section.title else ()
        return list(_row(section, row, cells))


def _heading(title: str, cells: int) -> Sequence[Piece]:
    words = clip(f" {title} ", cells)
    return [Piece(words, "home--heading"), Piece(HEADING * (cells - width(words)), "home--rule")]


def _row(section: HomeSection, row: HomeRow, cells: int) -> Iterator[Piece]:
    """Yield sign, lead, words and note of a row in so many cells."""
    off = row.is_off
    yield Piece(" " * INDENT, "home--words")
    is_task = section.id == "tasks"
    style = "home--off" if off else "home--key" if is_task else f"home--{row.role}"
    signs = max(SIGN, 2 + max(width(one.sign) for one in section.rows))
    yield Piece(row.sign + " " * (signs - width(row.sign)), style)
    room = cells - INDENT - signs - 1
    leads = max(width(one.lead) for one in section.rows)
    if leads:
        yield Piece(row.lead + " " * (leads + 2 - width(row.lead)), f"home--{Role.LABEL}")
        room -= leads + 2
    words, note = row.words, row.note
    match section.notes:
        case "column":
            column = max(width(one.words) for one in section.rows) + GAP
            words = words + " " * (column - width(words)) if note else words
            words, note = clip(words, room), _fit(note, room - column)
        case "right" if note:
            words = clip(words, max(room - width(note) - GAP, room // 3))
            note = clip(note, max(0, room - width(words) - GAP))
            words += " " * (room - width(words) - width(note))
        case _ if note and room >= BOTH:
            note = clip(note, max(room - width(words) - GAP, 2 * room // 5))
            words = _fit(words, room - width(note) - GAP) + " " * GAP
        case _ if row.role == Role.CODE:
            while width(words) > room:
                words = f"…{words.lstrip('…')[1:]}"
        case _:
            words, note = _fit(words, room), ""
    yield Piece(words, "home--off" if off else "home--words")
    yield Piece(note, "home--off" if off else f"home--{row.note_role}")


def _fit(words: str, cells: int) -> str:
    """Return words in so many cells: of several things the first ones, and an ellipsis."""
    if width(words) <= cells:
        return words
    parts = words.split(SEVERAL)
    while len(parts) > 1 and width(SEVERAL.join(parts) + f"{SEVERAL}…") > cells:
        parts.pop()
    whole = SEVERAL.join(parts) + f"{SEVERAL}…"
    return whole if len(parts) > 1 or width(whole) <= cells else clip(words, max(0, cells))
