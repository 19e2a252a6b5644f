"""Facets beside the list: fields that narrow it, their values with counts that follow each keystroke, and their words."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from govtui.i18n.formats import number
from govtui.index.api import ALL, Index
from govtui.index.query_fields import BUILT_IN, ORDER, QueryFields
from govtui.index.query_format import toggle_value
from govtui.page.facet_words import NUMBER, facet_name, value_words
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import LEFT, Piece
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.textual_compat.kept_lines import KeepsLines

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser


_FIRST = ("type", "status", "country", "decade", "year", "sdg")
_LAST = ("has", "missing", "source")
"""The facets of the first edition as they stand beside the list; those that came later stand between, then own ones."""

FEW = 6
"""How many values of a facet are offered until it is unfolded; the chosen ones are always among them."""

MANY = 500
"""How many are offered of a facet that was unfolded; what is rarer is found by typing. A facet that has more values stays
folded, and uncounted, until it is asked for: counting thousands at every key takes longer than all else, and megabytes."""


def dimensions(fields: QueryFields) -> Sequence[str]:
    """Return the facets in their order."""
    return (*_FIRST, *(name for name in fields.names if name not in ORDER), *_LAST)


class FacetLine(NamedTuple):
    """One line of the facets."""

    part: Literal["name", "value", "more", "fewer"]
    """The name of a facet, one of its values, or the line that unfolds or folds it."""
    dim: str
    value: str = ""
    n: int = 0
    """Of a value: how many records have it. Of a name: how many of its values are chosen. Of "more": how many are left out."""
    chosen: bool = False


def choices(
    index: Index, line: str, kind: str = ALL, unfolded: Collection[str] = (), closed: Collection[str] = ()
) -> list[FacetLine]:
    """Return the facets of what a query leaves of a kind: chosen values first, then the most frequent, years latest first.

    Of those that are `closed` only the names; they are not counted.
    """
    fields, sizes = index.fields, index.facet_sizes()
    chosen = index.query(line).filters
    shown = [dim for dim in dimensions(fields) if dim not in closed]
    counted = [dim for dim in shown if 0 < sizes.get(dim, 0) <= MANY or dim in unfolded or dim in chosen]
    found = index.facets(line if kind == ALL or "kind" in chosen else f"kind:{kind} {line}", counted)
    out: list[FacetLine] = []
    for dim in dimensions(fields):
        if dim in closed:
            out += [FacetLine("name", dim, n=len(chosen.get(dim, ())))] if dim in sizes else []
        elif dim not in found and dim in sizes:
            out += [FacetLine("name", dim), FacetLine("more", dim, n=sizes[dim])]
        if counts := found.get(dim, {}):
            taken = fields.chosen(dim, counts, chosen.get(dim, ()))
            out.append(FacetLine("name", dim, n=sum(value in counts for value in taken)))
            out += value_lines(dim, counts, taken, dim in unfolded, fields.value_type(dim))
    return out


def value_lines(
    dim: str, counts: Mapping[str, int], taken: Collection[str], unfolded: bool, value_type: str = ""
) -> list[FacetLine]:
    most = max(MANY if unfolded else FEW, sum(value in counts for value in taken))
    if len(counts) == most + 1:  # the line that would say so takes as much room
        most += 1

    chosen = sorted(
        (value for value in taken if value in counts), key=lambda value: rank(dim, value, counts[value], value_type)
    )
    first = [*chosen, *_first(dim, counts, most, taken, value_type)][:most]
    out = [FacetLine("value", dim, value, counts[value], value in taken) for value in first]
    if len(counts) > most and not unfolded:
        out.append(FacetLine("more", dim, n=len(counts) - most))
    elif unfolded and len(counts) > FEW + 1:
        out.append(FacetLine("fewer", dim))
    return out


def _first(dim: str, counts: Mapping[str, int], most: int, without: Collection[str], value_type: str) -> list[str]:
    """Return the first so many values that are not chosen. Of thousands only those that may be among them are sorted."""
    values = [value for value in counts if value not in without] if without else list(counts)
    if len(values) > most and dim not in _BY_VALUE and value_type not in _BY_VALUE:
        least = sorted(map(counts.__getitem__, values))[-most]
        values = [value for value in values if counts[value] >= least]
        if len(values) > 2 * most:  # many with the same count: the first of them by name
            more = [value for value in values if counts[value] > least]
            values = more + heapq.nsmallest(most - len(more), (value for value in values if counts[value] == least))
    return heapq.nsmallest(most, values, lambda value: rank(dim, value, counts[value], value_type))


_BY_VALUE = ("year", "decade", "sdg", "date", "number")
"""The facets, and the types of own ones, whose values stand in an order of their own; those of the others stand by how many records have them."""


def rank(dim: str, value: str, count: int, value_type: str = "") -> tuple[float, str]:
    # Kinds of record may declare an own field of one name with different types: what is no number stands last.
    if dim in ("year", "decade") or value_type == "date":
        return (-int(value) if value.isdecimal() else math.inf, value)
    if value_type == "number":
        return (float(value) if NUMBER.fullmatch(value) else math.inf, value)
    if dim == "sdg":
        goal = value.partition(".")[0]
        return (int(goal) if goal.isdigit() else 99, value)
    return (-count, value)


class FacetHeader(PaneHead):
    """How many values are chosen, and how many records that leaves: where there is little room, the list is not seen."""

    PANE = "facet-list"
    chosen = 0

    def said(self) -> Sequence[Piece]:
        tr = self.screen.app.translator
        title = [self.title(tr.gettext("Narrow by"))]
        if not self.chosen:
            return title
        note = tr.ngettext("{n} chosen", "{n} chosen", self.chosen).format(n=number(self.chosen, tr))
        return [*title, self.note(f" · {note}")]

    def right(self) -> Sequence[Piece]:
        tr, total = self.screen.app.translator, self.screen.listing.total
        words = tr.ngettext("{n} record", "{n} records", total).format(n=number(total, tr))
        return [self.note(f"{words} ")]


class FacetList(CursorList, can_focus=True):
    """Values under the names of their facets; the cursor stands on what can be chosen only. Words are made when drawn."""

    screen: Browser

    COMPONENT_CLASSES = {"facets--name", "facets--value", "facets--more", "facets--chosen"}
    BINDINGS = [
        Binding("space", "choose", N_("Select or clear"), show=False, id="facets.choose"),
        Binding("enter", "only", N_("Only this value"), show=False, id="facets.only"),
        Binding("left", "fold(True)", N_("Close the group"), show=False, id="facets.close"),
        Binding("right", "fold(False)", N_("Open the group"), show=False, id="facets.open"),
    ]
    KEY_GROUP = "facets"

    def __init__(self) -> None:
        super().__init__(id="facet-list")
        self.choices: list[FacetLine] = []
        self.unfolded: set[str] = set()
        """Facets of which all values are offered."""
        self.closed: set[str] = set()
        """Facets of which nothing but the name is shown."""
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
        self.choices = choices(index, asked.text, asked.kind, self.unfolded, self.closed)
        same = (n for n, one in enumerate(self.choices) if here and _is_again(here, one))
        rows = [n for n in range(self.total) if self.can_stand(n)]
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
        return self.choices[row].part != "name" or self.choices[row].dim in self.closed

    def keep_cursor_in_sight(self) -> None:
        """With its first value, the name of the facet is seen."""
        here = self.choice
        named = self.cursor > 0 and here is not None and here.part != "name" and not self.can_stand(self.cursor - 1)
        self.keep_in_sight(self.cursor - named, 1 + named)

    def action_choose(self) -> None:
        """Choose a value or drop it; unfold, fold or open a facet."""
        if (choice := self.choice) and choice.part == "value":
            self.screen.filter_by(self._toggled(self.screen.text, choice.dim, choice.value))
        elif choice and choice.dim in self.closed:
            self.action_fold(False)
        elif choice and choice.part != "name":
            self.unfolded ^= {choice.dim}
            self.show()

    def action_only(self) -> None:
        """Choose a value instead of all others of its facet; elsewhere do what Space does."""
        choice, index = self.choice, self.screen.app.index
        if choice is None or choice.part != "value" or index is None:
            self.action_choose()
            return
        line = self.screen.text
        for value in index.query(line).filters.get(choice.dim, ()):
            line = self._toggled(line, choice.dim, value)
        self.screen.filter_by(self._toggled(line, choice.dim, choice.value))

    def _toggled(self, line: str, dim: str, value: str) -> str:
        index = self.screen.app.index
        assert index is not None, "values are of an index"
        return toggle_value(line, index.query(line), dim, value, index.fields, self.screen.app.language)

    def action_fold(self, less: bool) -> None:
        """Show less of the facet under the cursor, all of its values, some, or none; or more."""
        if choice := self.choice:
            self._fold(choice.dim, less=less)

    def _fold(self, dim: str, *, less: bool) -> None:
        if less and dim not in self.unfolded:
            self.closed.add(dim)
        elif less or dim in self.closed:
            self.unfolded.discard(dim)
            self.closed.discard(dim)
        else:
            self.unfolded.add(dim)
        self.show()
        named = next((n for n, one in enumerate(self.choices) if one.dim == dim), None)
        if named is not None and (self.choice is None or self.choice.dim != dim):
            self.go_to(named if self.can_stand(named) else named + 1)

    def on_click(self, event: events.Click) -> None:
        """A click on the name of a facet closes or opens it."""
        at = event.get_content_offset_capture(self)
        line = at.y + self.top
        if event.button == LEFT and 0 <= at.y < self.page_lines and line < self.total:
            choice = self.choices[line]
            if choice.part == "name":
                event.prevent_default()
                self.unfolded.discard(choice.dim)
                self._fold(choice.dim, less=choice.dim not in self.closed)

    def switches(self, line: int, x: int) -> bool:
        return True

    # drawing

    def held(self, y: int) -> Hashable:
        place = y + self.top
        choice = self.choices[place] if place < self.total else None
        return choice, choice and choice.dim in self.closed, place == self.cursor and self.has_focus

    def cursor_style(self, line: int) -> str:
        return "row--cursor" if self.has_focus else ""

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        tr, choice = self.screen.app.translator, self.choices[line]
        part = choice.part if choice.part in ("name", "value") else "more"
        style = f"facets--{'chosen' if choice.chosen else part}"
        match choice.part:
            case "name":
                words = self._facet_name(choice.dim) + (f" ({number(choice.n, tr)})" if choice.n else "")
                arrow = "▸" if choice.dim in self.closed else "▾"
                return (Piece(pad(f"{arrow} {words}", cells), style),)
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
            self._words[at] = value_words(*at, app.index, app.translator)
        return self._words[at]


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
