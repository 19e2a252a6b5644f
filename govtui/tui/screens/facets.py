"""The facets of the list: what it can be narrowed to, with live counts; the list beneath follows each choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Footer

from govtui.i18n.marks import N_
from govtui.i18n.numbers import number
from govtui.index.ask import toggled
from govtui.text.width import pad
from govtui.tui.drawn import segment
from govtui.tui.facets import Choice, choices
from govtui.tui.localized import LocalizedModal
from govtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from govtui.tui.app import GovtuiApp
    from govtui.tui.screens.browse import BrowseScreen


class FacetList(Lines, can_focus=True):
    """Values under the names of their facets; the cursor stands on values only."""

    app: GovtuiApp

    COMPONENT_CLASSES = {"facets--name", "facets--value", "facets--count", "facets--chosen", "facets--cursor"}
    BINDINGS = [
        Binding("down,j,ọ", "move(1)", N_("Down"), show=False, id="facets.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="facets.up"),
        Binding("home,g", "end(-1)", N_("First"), show=False, id="facets.first"),
        Binding("end,G", "end(1)", N_("Last"), show=False, id="facets.last"),
        Binding("enter,space", "choose", N_("Choose or drop"), id="facets.choose"),
    ]

    class Toggled(Message):
        """A value was chosen or dropped."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self) -> None:
        super().__init__(id="facet-list")
        self._choices: list[Choice] = []
        self.cursor = 0

    def show(self, found: list[Choice]) -> None:
        """Show these; the cursor stays on its value if that is still there."""
        here = self._choices[self.cursor] if self.cursor < len(self._choices) else None
        self._choices = found
        same = (n for n, one in enumerate(found) if here and (one.dim, one.value) == (here.dim, here.value))
        self.cursor = next(same, min(self.cursor, max(0, len(found) - 1)))
        self.measure(len(found))
        self._settle(1)

    def _settle(self, step: int) -> None:
        """Off a heading."""
        while 0 <= self.cursor < len(self._choices) and not self._choices[self.cursor].value:
            self.cursor += step
        if not 0 <= self.cursor < len(self._choices):
            self.cursor = next((n for n, one in enumerate(self._choices) if one.value), 0)
        self.keep_in_sight(max(0, self.cursor - 1), 2)
        self.refresh()

    def action_move(self, step: int) -> None:
        places = [n for n, one in enumerate(self._choices) if one.value]
        if self.cursor in places:
            self.cursor = places[max(0, min(len(places) - 1, places.index(self.cursor) + step))]
        self._settle(step)

    def action_end(self, step: int) -> None:
        self.cursor = 0 if step < 0 else len(self._choices) - 1
        self._settle(-step)

    def action_choose(self) -> None:
        if self.cursor < len(self._choices) and self._choices[self.cursor].value:
            self.post_message(self.Toggled(self._choices[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        place = event.y + self.top
        if place < len(self._choices) and self._choices[place].value:
            self.cursor = place
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        place, cells = y + self.top, self.cells
        if place >= len(self._choices):
            return Strip.blank(cells, self.rich_style)
        choice = self._choices[place]
        if not choice.value:
            style = self.get_component_rich_style("facets--name")
            return Strip([segment(pad(choice.words, cells), style)])
        part = "cursor" if place == self.cursor else "chosen" if choice.chosen else "value"
        style = self.get_component_rich_style(f"facets--{part}")
        count = number(choice.n, self.app.translator)
        mark = "[×] " if choice.chosen else "[ ] "
        room = cells - len(count) - len(mark) - 2
        parts = [segment(f" {mark}{pad(choice.words, room)} ", style), segment(count, style)]
        return Strip(parts).adjust_cell_length(cells, style)


class FacetScreen(LocalizedModal):
    """Stands at the right of the list, which it leaves in sight."""

    BINDINGS = [Binding("escape,f,q", "dismiss(None)", N_("Close"), id="facets.close")]
    AUTO_FOCUS = "#facet-list"

    def __init__(self, below: BrowseScreen) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        yield FacetList()
        yield Footer(show_command_palette=False)

    def retranslate(self) -> None:
        super().retranslate()
        self.index_changed()

    def index_changed(self) -> None:
        if self.app.index is not None:
            own = self.app.registry.manifest
            self.query_one(FacetList).show(choices(self.app.index, self._below.text, self.app.translator, own))

    def on_facet_list_toggled(self, message: FacetList.Toggled) -> None:
        self._below.filter_by(toggled(self._below.text, message.choice.dim, message.choice.value))
        self.index_changed()


def screen(below: BrowseScreen) -> FacetScreen:
    """The screen over the list."""
    return FacetScreen(below)
