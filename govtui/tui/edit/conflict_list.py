"""The list of clashes: fields that two people changed in different ways, with each value and what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding
from textual.message import Message

from govtui.edit.merge import WHOLE, Clash, Own, Side
from govtui.text.markers import N_, NP_
from govtui.text.width import clip, pad, width
from govtui.text.wrap import wrapped
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.key_names import key_name
from govtui.tui.base.line_list import Piece
from govtui.tui.edit.clash_lines import Mark, Value, clash_name, joined_value, longest, values
from govtui.tui.edit.value_form import ValueScreen

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.render_context import RenderContext
    from govtui.tui.base.host import RegistryApp
    from govtui.tui.base.message import LazyMessage

LONGEST = 5
"""The most lines of a value; the diff has all of it."""

COLUMN = 12
"""The most cells of a name that stands beside its value."""

MARGIN, CHOSEN, NOT_CHOSEN = "   ", "[×]", "[ ]"


class _Line(NamedTuple):
    pieces: Sequence[Piece]
    clash: int
    choice: Side | Own | None = None
    """What is chosen by a click on it."""


class ClashList(CursorList, can_focus=True):
    """Clashes of several lines each; ← → and e choose for the one under the cursor, and so does a click on a value."""

    app: RegistryApp

    COMPONENT_CLASSES = {
        *("clash--name", "clash--open", "clash--value", "clash--chosen", "clash--was"),
        *("clash--differs", "clash--gap", "clash--gone", "clash--note"),
    }
    BINDINGS = [
        Binding("left", "take('mine')", N_("Mine"), id="clash.mine"),
        Binding("right", "take('theirs')", N_("Theirs; again: the joined text"), id="clash.theirs"),
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
        self._joined: dict[str, str] = {}
        """Path of a clash to the text that the program makes of both sides."""
        self._told: Mapping[str, Sequence[str]] = {}
        self._lines: list[_Line] = []
        self._kept: dict[int, tuple[object, list[_Line]]] = {}
        """The lines of each clash, and what they were laid out for."""
        self._kind = ""
        self.context: RenderContext | None = None

    def show(
        self,
        clashes: Sequence[Clash],
        kind: str,
        context: RenderContext,
        told: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """Show these, of a record of this kind; what is chosen stays chosen.

        `told`: of whole files, what is said instead of "name", "mine" and "theirs".
        """
        self._told = told
        self._kept.clear()
        self.clashes, self._kind, self.context = clashes, kind, context
        self.cursor = min(self.cursor, max(0, len(clashes) - 1))
        made = {one.path: joined_value(one, kind, context) for one in clashes} if self.has_base else {}
        self._joined = {path: text for path, text in made.items() if text is not None}
        self._lay_out()

    @property
    def undecided(self) -> int:
        """The number of clashes without a choice."""
        return len(self._undecided())

    def put(self, path: str, choice: Side | Own) -> None:
        """Choose for a clash, and go to the next without a choice.

        Where a text of both is offered the cursor stays: → again chooses that.
        """
        self.choices[path] = choice
        following = [] if path in self._joined else self._undecided()
        if following:
            after = [n for n in following if n > self.cursor]
            self.cursor = (after or following)[0]
        self._lay_out()
        self.post_message(self.Chosen())
        self.screen.refresh_bindings()

    def _undecided(self) -> list[int]:
        return [n for n, one in enumerate(self.clashes) if one.path not in self.choices]

    def go_to_undecided(self) -> None:
        """Put the cursor on the first clash without a choice."""
        self.go_to(next(iter(self._undecided()), self.cursor))

    def edit_text(self, clash: Clash, name: LazyMessage) -> bool:
        """Open the text of a clash, to choose what is made of it; False where neither side is a text. `name`: what it is about."""
        choice = self.choices.get(clash.path)
        chosen = choice.value if isinstance(choice, Own) else clash.theirs if choice == Side.THEIRS else clash.mine
        start = chosen if isinstance(chosen, str) else clash.theirs
        if not isinstance(start, str):
            return False

        def edited(value: object) -> None:
            if isinstance(value, str):
                self.put(clash.path, Own(value))

        self.app.push_screen(ValueScreen(name, start), edited)
        return True

    def action_take(self, side: str) -> None:
        """Choose a side; theirs a second time is the text of both, where there is one, and a third time theirs again."""
        if not self.clashes:
            return
        path = self.clashes[self.cursor].path
        if side == Side.THEIRS and self.joined_next:
            self.put(path, Own(self._joined[path]))
        else:
            self.put(path, Side(side))

    @property
    def joined_next(self) -> bool:
        """Whether → chooses the text of both now."""
        path = self.clashes[self.cursor].path if self.clashes else ""
        return path in self._joined and self.choices.get(path) == Side.THEIRS

    @property
    def footer_words(self) -> Mapping[str, str]:
        """What keys do here now, in other words than elsewhere."""
        return {"clash.theirs": NP_("footer", "Joined text") if self.joined_next else NP_("footer", "Theirs")}

    def moved(self) -> None:
        super().moved()
        self.screen.refresh_bindings()

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
        return self._lines[line].choice is not None

    def switch(self, line: int) -> None:
        found = self._lines[line]
        if found.choice is not None:
            self.put(self.clashes[found.clash].path, found.choice)

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
        if self.context is None:
            return
        self._lines = []
        names = self._names(self.context.tr)
        widest = longest(names.values())
        column = widest + 2 if widest <= COLUMN else 0
        for row, clash in enumerate(self.clashes):
            shape = (self.choices.get(clash.path), self.cells, self._most)
            if row not in self._kept or self._kept[row][0] != shape:
                self._kept[row] = shape, list(self._laid_out(row, clash, names, column))
            self._lines += self._kept[row][1]
        self.measure(len(self._lines))
        self.keep_cursor_in_sight()
        self.refresh()

    def _names(self, tr: Translator) -> dict[str, str]:
        """Return what the values of a clash are called."""
        mine, theirs = self.sides(tr)
        return {
            "mine": mine,
            "theirs": theirs,
            "joined": tr.pgettext("clash", "joined"),
            "own": tr.pgettext("clash", "edited"),
            "base": tr.pgettext("clash", "before"),
        }

    def _laid_out(self, row: int, clash: Clash, names: Mapping[str, str], column: int) -> Iterator[_Line]:
        """Yield the lines of a clash."""
        assert self.context is not None, "lines are laid out in a language"
        choice, text_of_both = self.choices.get(clash.path), self._joined.get(clash.path)
        offered: dict[str, Side | Own] = {"mine": Side.MINE, "theirs": Side.THEIRS}
        shown = {"mine": clash.mine, "theirs": clash.theirs}
        if text_of_both is not None:
            offered["joined"], shown["joined"] = Own(text_of_both), text_of_both
        if isinstance(choice, Own) and choice != offered.get("joined"):
            offered["own"], shown["own"] = choice, choice.value
        if clash.path != WHOLE and self.has_base:
            shown["base"] = clash.base
        lead = len(MARGIN) + len(CHOSEN) + 1 + column
        cells = self.cells - lead - 1
        found = values(clash, shown, self._kind, self.context, cells, has_base=self.has_base)
        title = clash_name(clash, self._kind, self.context)
        if clash.path == WHOLE and self._told:
            title = " ".join(self._told["name"])
            found |= {name: Value.plain(self._told[name], cells) for name in ("mine", "theirs")}
        sign, style = ("≠", "clash--open") if choice is None else ("✓", "clash--name")
        yield _Line([Piece(f" {sign} {title}", style)], row)
        for name, value in found.items():
            its = offered.get(name)
            box = " " * len(CHOSEN) if its is None else CHOSEN if its == choice else NOT_CHOSEN
            style = "clash--was" if its is None else "clash--chosen" if its == choice else "clash--value"
            head = f"{MARGIN}{box} {pad(names[name], column) if column else clip(names[name], cells)}"
            lines = [
                [Piece(text, _style(mark, name) or style) for text, mark in parts]
                for parts in value.cut(self._most, cells).lines
            ]
            if name == "joined":
                note = self._note(choice, chosen=its == choice)
                lines += [[Piece(part, "clash--note")] for part in wrapped(note, cells)]
            yield from _with_head(head, style, lines, lead, row, its, self.cells - 1, beside=bool(column))
        yield _Line([], row)

    def _note(self, choice: Side | Own | None, *, chosen: bool) -> str:
        """Return what is said below the text of both: who made it, and how it is chosen."""
        assert self.context is not None, "it is said in a language"
        tr = self.context.tr
        if chosen:
            return tr.gettext("made by the program; read it before you go on")
        if choice == Side.THEIRS:
            words = tr.gettext("made by the program; read it, then choose it by {key} again")
        else:
            words = tr.gettext("made by the program; read it, then press {key} twice to choose it")
        return words.format(key=key_name(self.app.keymap.keys("clash.theirs", "right").partition(",")[0], tr))

    @property
    def _most(self) -> int:
        """The most lines of a value: more where a single clash has the screen to itself."""
        return max(LONGEST, (self.page_lines - 4) // 3) if len(self.clashes) == 1 else LONGEST

    def cursor_style(self, line: int) -> str:
        styles = {piece.style for piece in self._lines[line].pieces}
        return "row--cursor" if styles & {"clash--name", "clash--open"} else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        pieces = self._lines[line].pieces
        room = cells - sum(width(piece.text) for piece in pieces)
        return [*pieces, Piece(" " * max(0, room), "clash--value")]


def _style(mark: Mark, name: str) -> str:
    """Return the style of words with a mark; "" for that of the value."""
    if mark is Mark.DIFFERS:
        return "clash--gone" if name == "base" else "clash--differs"
    return "clash--gap" if mark is Mark.GAP and name != "base" else ""


def _with_head(
    head: str,
    style: str,
    lines: Sequence[Sequence[Piece]],
    lead: int,
    row: int,
    choice: Side | Own | None,
    cells: int,
    *,
    beside: bool,
) -> Iterator[_Line]:
    """Yield the lines of a value, with its name before the first of them, or on a line of its own."""
    if not beside and len(lines) == 1 and width(head) + sum(width(piece.text) for piece in lines[0]) + 2 <= cells:
        yield _Line([Piece(f"{head}: ", style), *lines[0]], row, choice)
        return
    if not beside:
        yield _Line([Piece(head, style)], row, choice)
    for n, pieces in enumerate(lines):
        first = Piece(head if beside and not n else " " * lead, style)
        yield _Line([first, *pieces], row, choice)
