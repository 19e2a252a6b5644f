"""The facets beside the list: what it can be narrowed to, with counts that follow each keystroke."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.i18n.formats import number
from govtui.index.query_fields import BUILT_IN
from govtui.index.query_parser import toggle_value
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.browse.facets import FacetLine, choices, facet_name, value_words
from govtui.tui.textual_compat.kept_lines import KeepsLines

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser


class FacetHeader(OneLine):
    """How many values are chosen, and how many records that leaves: where there is little room, the list is not seen."""

    COMPONENT_CLASSES = {"facets--head", "facets--note"}
    screen: Browser
    chosen = 0

    def left(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        title = tr.gettext("Narrow by")
        if not self.chosen:
            return [Piece(f" {title}", "facets--head")]
        note = tr.ngettext("{n} chosen", "{n} chosen", self.chosen).format(n=number(self.chosen, tr))
        return [Piece(f" {title} ", "facets--head"), Piece(f"· {note}", "facets--note")]

    def right(self) -> Sequence[Piece]:
        tr, total = self.screen.app.translator, self.screen.listing.total
        words = tr.ngettext("{n} record", "{n} records", total).format(n=number(total, tr))
        return [Piece(f"{words} ", "facets--note")]


class FacetList(CursorList, can_focus=True):
    """Values under the names of their facets; the cursor stands on what can be chosen only. Words are made when drawn."""

    screen: Browser

    COMPONENT_CLASSES = {"facets--name", "facets--value", "facets--more", "facets--chosen"}
    BINDINGS = [Binding("enter,space", "choose", N_("Select or clear"), show=False, id="facets.choose")]
    KEY_GROUP = "facets"

    def __init__(self) -> None:
        super().__init__(id="facet-list")
        self.choices: list[FacetLine] = []
        self.unfolded: set[str] = set()
        """Facets of which all values are offered."""
        self._words: dict[tuple[str, str], str] = {}
        """Of facets (no value) and of their values."""
        self._fields = BUILT_IN
        """Those of the index that the words are of."""

    def show(self) -> None:
        """Show the facets of the list as it is asked for; the cursor stays on its value if that is still there."""
        index, asked = self.screen.app.index, self.screen.listing
        if index is None:
            return
        if index.fields is not self._fields:
            self._fields = index.fields
            self.forget_words()
        here = self.choice
        self.choices = choices(index, asked.text, asked.kind, self.unfolded)
        same = (n for n, one in enumerate(self.choices) if here and _is_again(here, one))
        rows = [n for n, one in enumerate(self.choices) if one.part != "name"]
        at = next((n for n in same if n in rows), -1)
        if at < 0:
            at = next((n for n in rows if n >= self.cursor), rows[-1] if rows else 0)
        self.cursor = at
        self.remeasure()
        self.draw_changed()

    def forget_words(self) -> None:
        """Make the words anew: in another language, or from a registry with other fields."""
        self._words.clear()

    @property
    def choice(self) -> FacetLine | None:
        """What stands under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    @property
    def total(self) -> int:
        return len(self.choices)

    def can_stand(self, row: int) -> bool:
        return self.choices[row].part != "name"

    def keep_cursor_in_sight(self) -> None:
        """With its first value, the name of the facet is seen."""
        named = 0 < self.cursor < self.total and self.choices[self.cursor - 1].part == "name"
        self.keep_in_sight(self.cursor - named, 1 + named)

    def moved(self) -> None:
        """Nobody wants to know."""

    def action_choose(self) -> None:
        """Choose a value or drop it, unfold or fold a facet."""
        choice = self.choice
        if choice is None or choice.part == "name":
            return
        if choice.part == "value":
            index = self.screen.app.index
            assert index is not None, "values are of an index"
            language = self.screen.app.language
            self.screen.filter_by(toggle_value(self.screen.text, choice.dim, choice.value, index.fields, language))
            return
        self.unfolded ^= {choice.dim}
        self.show()

    def switches(self, line: int, x: int) -> bool:
        return True

    # drawing

    def held(self, y: int) -> Hashable:
        place = y + self.top
        choice = self.choices[place] if place < self.total else None
        return choice, place == self.cursor and self.has_focus

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self.has_focus else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        tr, choice = self.screen.app.translator, self.choices[line]
        part = choice.part if choice.part in ("name", "value") else "more"
        style = f"facets--{'chosen' if choice.chosen else part}"
        match choice.part:
            case "name":
                words = self._facet_name(choice.dim) + (f" ({number(choice.n, tr)})" if choice.n else "")
                return (Piece(pad(words, cells), style),)
            case "more":
                words = tr.ngettext("{n} more", "{n} more", choice.n).format(n=number(choice.n, tr))
                return (Piece(pad(f" … {words}", cells), style),)
            case "fewer":
                words = tr.gettext("fewer")
                return (Piece(pad(f" … {words}", cells), style),)
        count, mark = number(choice.n, tr), "[×] " if choice.chosen else "[ ] "
        room = max(0, cells - width(count) - width(mark) - 3)
        words = pad(clip(self._value_words(choice), room), room)
        return (Piece(pad(f" {mark}{words} {count} ", cells), style),)

    def _facet_name(self, dim: str) -> str:
        app = self.screen.app
        if (dim, "") not in self._words:
            assert app.index is not None, "facets are of an index"
            self._words[dim, ""] = facet_name(dim, app.index.fields, app.translator)
        return self._words[dim, ""]

    def _value_words(self, choice: FacetLine) -> str:
        at = choice.dim, choice.value
        if at not in self._words:
            app = self.screen.app
            assert app.index is not None, "values are of an index"
            self._words[at] = value_words(*at, app.index, app.translator, self)
        return self._words[at]

    def own_label(self, vocabulary: str, key: str) -> dict[str, str] | None:
        """The registry's own words for a key; its manifest is read only when the catalogs have none."""
        return self.screen.app.registry.manifest.own_label(vocabulary, key)


def _is_again(before: FacetLine, now: FacetLine) -> bool:
    """Whether a line is the one that the cursor stood on. Where a facet was folded, that is the line that unfolds it; where one
    was unfolded, the cursor stays in its place, and so on the first value that was not there before."""
    is_same_line = before.part == now.part or (before.part, now.part) == ("fewer", "more")
    return is_same_line and (before.dim, before.value) == (now.dim, now.value)


class FacetPane(KeepsLines, Vertical):
    """Asked for its counts only while it is open."""

    screen: Browser

    def __init__(self) -> None:
        super().__init__(id="facets")

    def compose(self) -> ComposeResult:
        yield FacetHeader()
        yield FacetList()

    @property
    def values(self) -> FacetList:
        """The list of values, which takes the focus."""
        return self.query_one(FacetList)

    def show(self) -> None:
        """Count anew, in the frame of whatever changed the list."""
        self.values.show()
        header = self.query_one(FacetHeader)
        header.chosen = sum(one.n for one in self.values.choices if one.part == "name")
        header.renew()

    def retranslate(self) -> None:
        """The words of values are kept until the language changes."""
        self.values.forget_words()
        self.values.refresh()
