"""The fields that two people changed in different ways: what each made of them, what they were, and what is chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from govtui.edit.merge import WHOLE, Clash, Own, Side
from govtui.i18n.marks import N_
from govtui.store.changes import ABSENT
from govtui.text.width import pad, width
from govtui.text.wrap import wrapped
from govtui.tui.drawn import segment
from govtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator
    from govtui.page.voice import Voice
    from govtui.tui.app import GovtuiApp

LONGEST = 5
"""Lines of a value that are shown; all of it is in the diff."""

CHOSEN, NOT_CHOSEN = "[×]", "[ ]"


class _Line(NamedTuple):
    text: str
    style: str
    clash: int


def value_in_words(value: Any, tr: Translator) -> str:
    """A value as one reads it: a text as it is, anything else as in a file, nothing as words."""
    if value is ABSENT:
        return tr.gettext("(nothing)")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


class ClashList(Lines, can_focus=True):
    """The cursor is on a clash; m, t and e choose for it."""

    app: GovtuiApp

    COMPONENT_CLASSES = {
        *("clash--name", "clash--path", "clash--value", "clash--chosen", "clash--was", "clash--cursor", "clash--open"),
    }
    BINDINGS = [
        Binding("m", "choose('mine')", N_("Keep mine"), id="clash.mine"),
        Binding("t", "choose('theirs')", N_("Take theirs"), id="clash.theirs"),
        Binding("e,ê", "edit", N_("Edit"), id="clash.edit"),
        Binding("down,j,ọ,tab", "move(1)", N_("Down"), show=False, id="clash.down"),
        Binding("up,k,shift+tab", "move(-1)", N_("Up"), show=False, id="clash.up"),
        Binding("pagedown", "page_by(1)", N_("Page down"), show=False, id="clash.page-down"),
        Binding("pageup", "page_by(-1)", N_("Page up"), show=False, id="clash.page-up"),
    ]

    class Edit(Message):
        """The value of a clash is to be edited."""

        def __init__(self, clash: Clash) -> None:
            super().__init__()
            self.clash = clash

    class Chosen(Message):
        """Something was chosen."""

    def __init__(self) -> None:
        super().__init__(id="clashes")
        self.clashes: Sequence[Clash] = ()
        self.choices: dict[str, Any] = {}
        """Path of a clash to Side.MINE, Side.THEIRS, or an Own value."""
        self.cursor = 0
        self._lines: list[_Line] = []
        self._voice: Voice | None = None

    def show(self, clashes: Sequence[Clash], voice: Voice) -> None:
        """Show these; what is chosen stays chosen."""
        self.clashes, self._voice = clashes, voice
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

    def action_choose(self, side: str) -> None:
        if self.clashes:
            self.put(self.clashes[self.cursor].path, Side(side))

    def action_edit(self) -> None:
        if self.clashes:
            self.post_message(self.Edit(self.clashes[self.cursor]))

    def action_move(self, step: int) -> None:
        self.cursor = max(0, min(len(self.clashes) - 1, self.cursor + step))
        self._keep_cursor()
        self.refresh()

    def action_page_by(self, step: int) -> None:
        self.jump(max(0, self.top + step * max(1, self.page_lines - 1)))

    def on_click(self, event: events.Click) -> None:
        place = event.y + self.top
        if place < len(self._lines):
            self.cursor = self._lines[place].clash
            self.refresh()

    def on_resize(self) -> None:
        self._lay_out()

    def _keep_cursor(self) -> None:
        places = [n for n, line in enumerate(self._lines) if line.clash == self.cursor]
        if places:
            self.keep_in_sight(places[0], min(len(places), self.page_lines))

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
        column = max(map(width, names.values())) + 1
        for number, clash in enumerate(self.clashes):
            choice = self.choices.get(clash.path)
            self._head(number, clash, choice is not None)
            self._value(number, names["mine"], column, clash.mine, choice is Side.MINE or choice == Side.MINE)
            self._value(number, names["theirs"], column, clash.theirs, choice == Side.THEIRS)
            if isinstance(choice, Own):
                self._value(number, names["own"], column, choice.value, True)
            if clash.path != WHOLE:
                self._value(number, names["was"], column, clash.base, None)
            self._lines.append(_Line("", "clash--value", number))
        self.measure(len(self._lines))
        self._keep_cursor()
        self.refresh()

    def _head(self, number: int, clash: Clash, decided: bool) -> None:
        assert self._voice is not None
        tr = self._voice.tr
        name = self._voice.field_path(clash.path) if clash.path else tr.gettext("The whole text")
        path = f"  {clash.path}" if clash.path else ""
        sign = "✓" if decided else "≠"
        self._lines.append(_Line(f" {sign} {name}{path}", "clash--name" if decided else "clash--open", number))

    def _value(self, number: int, name: str, column: int, value: Any, chosen: bool | None) -> None:
        """`chosen` is None for what cannot be chosen."""
        assert self._voice is not None
        mark = "   " if chosen is None else CHOSEN if chosen else NOT_CHOSEN
        lead = f"   {mark} {pad(name, column)}"
        lines = wrapped(value_in_words(value, self._voice.tr), self.cells - width(lead) - 1)
        if len(lines) > LONGEST:
            lines = [*lines[: LONGEST - 1], f"{lines[LONGEST - 1][: max(1, self.cells - width(lead) - 3)]} …"]
        style = "clash--was" if chosen is None else "clash--chosen" if chosen else "clash--value"
        for place, text in enumerate(lines):
            self._lines.append(_Line((lead if not place else " " * width(lead)) + text, style, number))

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self._lines):
            return Strip.blank(cells, self.rich_style)
        line = self._lines[place]
        heads = line.style in ("clash--name", "clash--open")
        style = self.get_component_rich_style("clash--cursor" if heads and line.clash == self.cursor else line.style)
        return Strip([segment(pad(line.text, cells), style)])
