"""The list of clashes: fields that two people changed in different ways, with each value and what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
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
from govtui.tui.edit.value_form import ValueScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp
    from govtui.tui.base.message import LazyMessage

LONGEST = 5
"""The most lines of a value; the diff has all of it."""

CHOSEN, NOT_CHOSEN = "[×]", "[ ]"


class _Line(NamedTuple):
    text: str
    style: str
    clash: int
    side: Side | None = None
    """The side it shows, where that can be chosen."""


def clash_name(clash: Clash, kind: str, context: RenderContext) -> str:
    """Return what a clash is about: the name of a field, or where the comments stand."""
    tr = context.tr
    if clash.path == WHOLE:
        return tr.gettext("The whole text")
    if not clash.of_comments:
        return path_words(kind, clash.path, context)
    if not clash.field:
        return tr.gettext("Comment at the end of the text")
    return tr.gettext("Comment beside {field}").format(field=path_words(kind, clash.field, context))


def value_in_words(clash: Clash, value: Any, kind: str, context: RenderContext) -> Sequence[str]:
    """Return a value of a clash in words, a line for each of its parts; "(nothing)" where there is none."""
    lines: Sequence[str]
    if clash.path == WHOLE:
        lines = _own_lines(str(value).splitlines(), clash.base)
    elif clash.of_comments:
        lines = str(value).split("\n") if value else []
    else:
        lines = value_of(value, clash.path, kind, context)
    return lines if lines and value is not MISSING else [context.tr.gettext("(nothing)")]


def _own_lines(lines: Sequence[str], base: object) -> Sequence[str]:
    """Return the lines of a whole text that its base has not, behind "…"; all of them where that says no more."""
    before = set(str(base).splitlines())
    own = [line for line in lines if line not in before]
    return ["…", *own] if own and len(own) < len(lines) else lines


class ClashList(CursorList, can_focus=True):
    """Clashes of several lines each; ← → and e choose for the one under the cursor, and so does a click on a value."""

    app: RegistryApp

    COMPONENT_CLASSES = {"clash--name", "clash--value", "clash--chosen", "clash--was", "clash--open"}
    BINDINGS = [
        Binding("left", "take('mine')", N_("Mine"), id="clash.mine"),
        Binding("right", "take('theirs')", N_("Theirs"), id="clash.theirs"),
        Binding("e,f4", "edit", N_("Edit"), id="clash.edit"),
        Binding("tab", "move_by(1)", N_("Down"), show=False, id="clash.next"),
        Binding("shift+tab", "move_by(-1)", N_("Up"), show=False, id="clash.previous"),
    ]
    KEY_GROUP = "clash"
    has_base = True
    """Whether the sides have a common base, which is shown below them."""

    class Edit(Message):
        """The user wants to edit the value of a clash."""

        def __init__(self, clash: Clash) -> None:
            super().__init__()
            self.clash = clash

    class Chosen(CursorList.Chosen):
        """A side or value was chosen for a clash."""

    def __init__(self) -> None:
        super().__init__(id="clashes")
        self.clashes: Sequence[Clash] = ()
        self.choices: dict[str, Any] = {}
        """Path of a clash to Side.MINE, Side.THEIRS, or an Own value."""
        self._lines: list[_Line] = []
        self._kind = ""
        self.context: RenderContext | None = None

    def show(self, clashes: Sequence[Clash], kind: str, context: RenderContext) -> None:
        """Show these, of a record of this kind; what is chosen stays chosen."""
        self.clashes, self._kind, self.context = clashes, kind, context
        self.cursor = min(self.cursor, max(0, len(clashes) - 1))
        self._lay_out()

    @property
    def undecided(self) -> int:
        """The number of clashes without a choice."""
        return sum(1 for clash in self.clashes if clash.path not in self.choices)

    def put(self, path: str, choice: Side | Own) -> None:
        """Choose for a clash, and go to the next without a choice."""
        self.choices[path] = choice
        following = [n for n in range(len(self.clashes)) if self.clashes[n].path not in self.choices]
        after = [n for n in following if n > self.cursor]
        if following:
            self.cursor = (after or following)[0]
        self._lay_out()
        self.post_message(self.Chosen())

    def go_to_undecided(self) -> None:
        """Put the cursor on the first clash without a choice."""
        self.go_to(next((n for n, one in enumerate(self.clashes) if one.path not in self.choices), self.cursor))

    def edit_text(self, clash: Clash, name: LazyMessage) -> bool:
        """Open the text of a clash, to choose what is made of it; False where neither side is a text. `name`: what it is about."""
        start = clash.mine if isinstance(clash.mine, str) else clash.theirs
        if not isinstance(start, str):
            return False

        def edited(value: object) -> None:
            if isinstance(value, str):
                self.put(clash.path, Own(value))

        self.app.push_screen(ValueScreen(name, start), edited)
        return True

    def action_take(self, side: str) -> None:
        if self.clashes:
            self.put(self.clashes[self.cursor].path, Side(side))

    def action_edit(self) -> None:
        if self.clashes:
            self.post_message(self.Edit(self.clashes[self.cursor]))

    def action_page(self, pages: float) -> None:
        """Scroll a clash that is higher than the list before going to the next."""
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

    def enter(self) -> None:
        """Move to the clash; a click on a value chooses it."""

    def sides(self, tr: Translator) -> tuple[str, str]:
        """Return what the two sides are called."""
        return tr.pgettext("clash", "mine"), tr.pgettext("clash", "theirs")

    def _lay_out(self) -> None:
        if (context := self.context) is None:
            return
        tr, self._lines = context.tr, []
        mine, theirs = self.sides(tr)
        own, before = tr.pgettext("clash", "edited"), tr.pgettext("clash", "before")
        column = max(map(width, (mine, theirs, own, before))) + 2
        for row, clash in enumerate(self.clashes):
            choice = self.choices.get(clash.path)
            sign, style = ("≠", "clash--open") if choice is None else ("✓", "clash--name")
            self._lines.append(_Line(f" {sign} {clash_name(clash, self._kind, context)}", style, row))
            self._value(row, pad(mine, column), clash.mine, choice == Side.MINE, Side.MINE)
            self._value(row, pad(theirs, column), clash.theirs, choice == Side.THEIRS, Side.THEIRS)
            if isinstance(choice, Own):
                self._value(row, pad(own, column), choice.value, True)
            if clash.path != WHOLE and self.has_base:
                self._value(row, pad(before, column), clash.base, None)
            self._lines.append(_Line("", "clash--value", row))
        self.measure(len(self._lines))
        self.keep_cursor_in_sight()
        self.refresh()

    def _value(self, row: int, name: str, value: Any, chosen: bool | None, side: Side | None = None) -> None:
        """Add the lines of a value; `chosen` is None where it cannot be chosen."""
        assert self.context is not None, "lines are laid out in a language"
        lead = f"   {'   ' if chosen is None else CHOSEN if chosen else NOT_CHOSEN} {name}"
        told = value_in_words(self.clashes[row], value, self._kind, self.context)
        lines = [line for part in told[: LONGEST + 1] for line in wrapped(part, self.cells - width(lead) - 1)]
        if len(lines) > LONGEST:
            lines = [*lines[: LONGEST - 1], f"{lines[LONGEST - 1][: max(1, self.cells - width(lead) - 3)]} …"]
        style = "clash--was" if chosen is None else "clash--chosen" if chosen else "clash--value"
        for n, text in enumerate(lines):
            self._lines.append(_Line((" " * width(lead) if n else lead) + text, style, row, side))

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self._lines[line].style in ("clash--name", "clash--open") else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        return (Piece(pad(self._lines[line].text, cells), self._lines[line].style),)
