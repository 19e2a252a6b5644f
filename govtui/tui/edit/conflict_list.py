"""The fields that two people changed in different ways: what each made of them, what they were, and what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding
from textual.message import Message

from govtui.edit.merge import WHOLE, Clash, Own, Side
from govtui.page.differences import value_of
from govtui.page.present import path_words
from govtui.store.field_edits import MISSING
from govtui.text.markers import N_
from govtui.text.width import pad, width
from govtui.text.wrap import wrapped
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp

LONGEST = 5
"""Lines of a value that are shown; all of it is in the diff."""

CHOSEN, NOT_CHOSEN = "[×]", "[ ]"


class _Line(NamedTuple):
    text: str
    style: str
    clash: int
    side: Side | None = None
    """Whose value it shows, where that can be chosen."""


def clash_name(clash: Clash, kind: str, context: RenderContext) -> str:
    """What a clash is about: the name of a field, or where the comments stand."""
    tr = context.tr
    if clash.path == WHOLE:
        return tr.gettext("The whole text")
    if not clash.of_comments:
        return path_words(kind, clash.path, context)
    if not clash.field:
        return tr.gettext("Comment at the end of the text")
    return tr.gettext("Comment beside {field}").format(field=path_words(kind, clash.field, context))


def value_in_words(clash: Clash, value: Any, kind: str, context: RenderContext) -> Sequence[str]:
    """One of the values of a clash as one reads it: a line for each of its parts; where there is none, so in words."""
    lines: Sequence[str]
    if clash.path == WHOLE:
        lines = _own_lines(str(value).splitlines(), clash.base)
    elif clash.of_comments:
        lines = str(value).split("\n") if value else []
    else:
        lines = value_of(value, clash.path, kind, context)
    return lines if lines and value is not MISSING else [context.tr.gettext("(nothing)")]


def _own_lines(lines: Sequence[str], base: object) -> Sequence[str]:
    """Of the lines of a whole text those that the text which both began from has not, where that tells more."""
    before = set(str(base).splitlines())
    own = [line for line in lines if line not in before]
    return ["…", *own] if own and len(own) < len(lines) else lines


class ClashList(CursorList, can_focus=True):
    """The cursor is on a clash; m, t and e choose for it. So does a click on one of its values."""

    app: RegistryApp

    COMPONENT_CLASSES = {"clash--name", "clash--value", "clash--chosen", "clash--was", "clash--open"}
    BINDINGS = [
        Binding("m", "take('mine')", N_("Mine"), id="clash.mine"),
        Binding("t", "take('theirs')", N_("Theirs"), id="clash.theirs"),
        Binding("e,ê", "edit", N_("Edit"), id="clash.edit"),
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="clash.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="clash.previous"),
    ]
    KEY_GROUP = "clash"

    class Edit(Message):
        """The value of a clash is to be edited."""

        def __init__(self, clash: Clash) -> None:
            super().__init__()
            self.clash = clash

    class Chosen(CursorList.Chosen):
        """Something was chosen for a clash."""

    def __init__(self) -> None:
        super().__init__(id="clashes")
        self.clashes: Sequence[Clash] = ()
        self.choices: dict[str, Any] = {}
        """Path of a clash to Side.MINE, Side.THEIRS, or an Own value."""
        self._lines: list[_Line] = []
        self._kind = ""
        self._voice: RenderContext | None = None

    def show(self, clashes: Sequence[Clash], kind: str, context: RenderContext) -> None:
        """Show these, of a record of this kind; what is chosen stays chosen."""
        self.clashes, self._kind, self._voice = clashes, kind, context
        self.cursor = min(self.cursor, max(0, len(clashes) - 1))
        self._lay_out()

    @property
    def undecided(self) -> int:
        """How many have no choice yet."""
        return sum(1 for clash in self.clashes if clash.path not in self.choices)

    def put(self, path: str, choice: Side | Own) -> None:
        """Choose for a clash, and go on to the next without a choice."""
        self.choices[path] = choice
        following = [n for n in range(len(self.clashes)) if self.clashes[n].path not in self.choices]
        after = [n for n in following if n > self.cursor]
        if following:
            self.cursor = (after or following)[0]
        self._lay_out()
        self.post_message(self.Chosen())

    def action_take(self, side: str) -> None:
        if self.clashes:
            self.put(self.clashes[self.cursor].path, Side(side))

    def action_edit(self) -> None:
        if self.clashes:
            self.post_message(self.Edit(self.clashes[self.cursor]))

    def action_page(self, pages: float) -> None:
        """See the rest of a clash that is higher than the list before going to the next."""
        lines = self._lines_of(self.cursor)
        step, first, end = self.page_step(pages), self.top, self.top + self.page_lines
        if lines and (lines[-1] >= end if step > 0 else lines[0] < first):
            self.jump(first + step)
        else:
            super().action_page(pages)

    @property
    def total(self) -> int:
        return len(self.clashes)

    def row_at(self, line: int) -> int | None:
        return self._lines[line].clash if line < len(self._lines) else None

    def line_of(self, row: int) -> int:
        return next(iter(self._lines_of(row)), 0)

    def _lines_of(self, row: int) -> list[int]:
        return [n for n, line in enumerate(self._lines) if line.clash == row]

    def switches(self, line: int, x: int) -> bool:
        return self._lines[line].side is not None

    def switch(self, line: int) -> None:
        if (side := self._lines[line].side) is not None:
            self.action_take(side)

    def remeasure(self) -> None:
        self._lay_out()

    def keep_cursor_in_sight(self) -> None:
        if lines := self._lines_of(self.cursor):
            self.keep_in_sight(lines[0], min(len(lines), self.page_lines))

    def moved(self) -> None:
        """Nobody wants to know."""

    def enter(self) -> None:
        """A click on a name only goes there."""

    def _lay_out(self) -> None:
        self._lines = []
        if self._voice is None:
            return
        tr = self._voice.tr
        names: Mapping[str, str] = {
            "mine": tr.pgettext("clash", "mine"),
            "theirs": tr.pgettext("clash", "theirs"),
            "own": tr.pgettext("clash", "edited"),
            "was": tr.pgettext("clash", "before"),
        }
        column = max(map(width, names.values())) + 2
        for number, clash in enumerate(self.clashes):
            choice = self.choices.get(clash.path)
            self._head(number, clash, choice is not None)
            self._value(number, names["mine"], column, clash.mine, choice == Side.MINE, Side.MINE)
            self._value(number, names["theirs"], column, clash.theirs, choice == Side.THEIRS, Side.THEIRS)
            if isinstance(choice, Own):
                self._value(number, names["own"], column, choice.value, True)
            if clash.path != WHOLE:
                self._value(number, names["was"], column, clash.base, None)
            self._lines.append(_Line("", "clash--value", number))
        self.measure(len(self._lines))
        self.keep_cursor_in_sight()
        self.refresh()

    def _head(self, number: int, clash: Clash, decided: bool) -> None:
        assert self._voice is not None
        name = clash_name(clash, self._kind, self._voice)
        sign = "✓" if decided else "≠"
        self._lines.append(_Line(f" {sign} {name}", "clash--name" if decided else "clash--open", number))

    def _value(
        self, number: int, name: str, column: int, value: Any, chosen: bool | None, side: Side | None = None
    ) -> None:
        """`chosen` is None for what cannot be chosen."""
        assert self._voice is not None
        mark = "   " if chosen is None else CHOSEN if chosen else NOT_CHOSEN
        lead = f"   {mark} {pad(name, column)}"
        told = value_in_words(self.clashes[number], value, self._kind, self._voice)
        room = self.cells - width(lead) - 1
        lines = [line for part in told[: LONGEST + 1] for line in wrapped(part, room)]
        if len(lines) > LONGEST:
            lines = [*lines[: LONGEST - 1], f"{lines[LONGEST - 1][: max(1, self.cells - width(lead) - 3)]} …"]
        style = "clash--was" if chosen is None else "clash--chosen" if chosen else "clash--value"
        for place, text in enumerate(lines):
            self._lines.append(_Line((lead if not place else " " * width(lead)) + text, style, number, side))

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self._lines[line].style in ("clash--name", "clash--open") else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        return (Piece(pad(self._lines[line].text, cells), self._lines[line].style),)
