"""A form that fits into low windows: what is typed, and what is wrong with it, stay in sight; all else is given up in an order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, TextArea

from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.base.key_names import key_name

if TYPE_CHECKING:
    from govtui.tui.base.host import RegistryApp

STEPS = ("-no-hints", "-no-blanks", "-no-meaning", "-no-title", "-one-line", "-alone")
"""What is given up, in this order, as classes of the form: hints, blank lines, what the field means, the title, all but one line
of the other language, the other fields. The rules stand in base.tcss."""
ROLES = {"hint": 1, "meaning": 3, "title": 4}
"""From how many of the steps on a part with this class is gone."""
LOW = 12
"""Below so many rows only the field that has the focus is shown."""
MOST: Mapping[str, tuple[int, int]] = {"wrong": (6, 4), "asked": (8, 4)}
"""The most lines of a part with this class, and as soon as anything is given up; told here, since styles change with the steps."""
OTHERS = (3, 3)
"""The same of all other words."""
ROOMY = 3
"""Lines that a field of many lines, or a list, has as long as something else can be given up."""


class Form(Vertical):
    """One or more fields with words around them. Parts say by their class what they are: title, meaning, hint, wrong."""

    app: RegistryApp
    _waiting = False

    def __init__(self, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._blanks: WeakKeyDictionary[Widget, int] = WeakKeyDictionary()
        """The blank lines around each part, as they are while none is given up."""

    def on_mount(self) -> None:
        self.mount(MessageLabel(classes="count"), before=0)
        self.fit_soon()

    @property
    def fields(self) -> list[Widget]:
        """What can be typed into or chosen from, in the order of Tab."""
        return [one for one in self.query("*") if one.focusable and _is_field(one)]

    # when

    def on_resize(self) -> None:
        self.fit_soon()

    @on(MessageLabel.Said)
    def _said(self, message: MessageLabel.Said) -> None:
        message.stop()
        self.fit_soon()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.fit()

    def fit_soon(self) -> None:
        """Fit when all that is changing now has changed."""
        if not self._waiting:
            self._waiting = True
            self.call_later(self.fit)

    # how

    def fit(self) -> None:
        """Give up as little as lets the rest have room."""
        self._waiting = False
        if not self.is_attached:
            return
        fields, here = self.fields, self.screen.focused
        steps = range(len(STEPS) + 1)
        rows = self.screen.size.height
        room = rows - 1  # the keys
        usual = int(room * (0.8 if self.has_class("-tall") else 0.9))  # as base.tcss has it
        given_up = next((n for n in steps if self._rows(n) <= (room if n else usual)), len(STEPS))
        if rows < LOW and len(fields) > 1:
            given_up = len(STEPS)
        self.set_class(given_up > 0, "-low")
        for number, step in enumerate(STEPS):
            self.set_class(number < given_up, step)
        for field in fields:
            for one in (field, *self._around(field)):
                one.set_class(field is here, "-here")
        place = (
            f"{key_name('tab', self.app.translator)} {fields.index(here) + 1}/{len(fields)}" if here in fields else ""
        )
        self.query_one(".count", MessageLabel).say(place if given_up == len(STEPS) and len(fields) > 1 else "")
        if isinstance(here, TextArea):
            here.call_after_refresh(here.scroll_cursor_visible)

    def _around(self, field: Widget) -> list[Widget]:
        """What belongs to a field: its row, or the words over it."""
        if isinstance(field.parent, Horizontal):
            return [field.parent]
        before = [one for one in field.siblings if one.has_class("language")]
        return [one for one in before if one.id == (field.id or "").replace("text-", "language-")]

    def _rows(self, given_up: int) -> int:
        """The rows that are needed when so many steps are gone."""
        border = 0 if given_up else 2
        count = given_up == len(STEPS) and len(self.fields) > 1
        return border + count + sum(self._height(one, given_up) for one in self.children if not one.has_class("count"))

    def _height(self, part: Widget, given_up: int) -> int:
        gone = any(part.has_class(role) and given_up >= step for role, step in ROLES.items())
        if not part.display and not (gone or part.has_class("language")) or gone:
            return 0
        if not self.has_class("-low"):
            self._blanks[part] = part.styles.margin.height
        blank = 0 if given_up >= 2 else self._blanks.get(part, 0)
        others = given_up == len(STEPS) and (_is_field(part) or isinstance(part, Horizontal))
        if others and not (part.has_focus or part.has_pseudo_class("focus-within")):
            return 0
        match part:
            case MessageLabel():
                if part.has_class("language") and given_up >= 5 and not part.has_class("-here"):
                    return 0
                return self._lines(part, given_up) + blank
            case Input() | Horizontal():
                return 1 + blank
            case TextArea():
                return (ROOMY if given_up < 5 else 1) + blank
            case CursorList():
                return (min(ROOMY, max(1, part.total)) if given_up < 5 else 1) + blank
        return sum(self._height(one, given_up) for one in part.children) + blank

    def _lines(self, words: MessageLabel, given_up: int) -> int:
        """The lines that some words take, whatever size the form has now."""
        if not words.said:
            return 0
        screen = self.screen.size
        cells = min(100, screen.width) - 2 if given_up else min(100, int(screen.width * 0.94)) - 4
        lines = words.get_content_height(Size(cells, 99), screen, cells)
        most = next((most for name, most in MOST.items() if words.has_class(name)), OTHERS)
        return min(lines, most[given_up > 0])


def _is_field(part: Widget) -> bool:
    """Return whether something can be typed into a part, or chosen in it."""
    return isinstance(part, (Input, TextArea)) or (isinstance(part, CursorList) and part.can_focus)
