"""The head of the list: how many rows there are, how many are marked, how it is sorted, and what the columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.text.markers import N_, NP_
from govtui.text.width import clip, pad, width
from govtui.tui.base.footer import command_key
from govtui.tui.base.line_list import Piece
from govtui.tui.browse.pane_head import PaneHead
from govtui.tui.browse.row_layout import LEAD

ORDER_LABELS: Mapping[tuple[str, bool], str] = {
    ("name", False): N_("by name"),
    ("name", True): N_("by name, from Z to A"),
    ("date", False): N_("by date, latest first"),
    ("date", True): N_("by date, earliest first"),
    ("type", False): N_("by type"),
    ("type", True): N_("by type, from Z to A"),
    ("place", False): N_("by place"),
    ("place", True): N_("by place, from Z to A"),
    ("kind", False): N_("by kind"),
    ("kind", True): N_("by kind, last first"),
}
"""Order, and whether it is reversed, to its English words."""

_HEADS = {
    "type": NP_("field", "Type"),
    "kind": NP_("field", "Kind"),
    "date": NP_("field", "Date"),
    "place": NP_("field", "Place"),
}
# The same messages as those of the fields, whose models the first list does without.


class ListHeader(PaneHead):
    """Where the cursor is, of how many, what is marked, and the order; then the heads of the columns.

    A click on a column's head, or on the list's over the names, sorts by it.
    """

    COMPONENT_CLASSES = {"header--sorted", "header--mistake", "header--marks"}
    PANE = "list"

    def said(self) -> Sequence[Piece]:
        tr, asked = self.screen.app.translator, self.screen.listing
        if told := asked.mistake or ("" if asked.answered else asked.correction):
            before = [self.title(self._place()), self.note(" · ")]
            return [*before, Piece(clip(told, max(1, self.size.width - 1 - _cells(before))), "header--mistake")]
        if (left_at := self.screen.resumed_at) and self.screen.is_painted:
            return self._resumed(left_at)
        layout = asked.records.row_layout
        if not layout.date:
            return self._words(self.size.width - 1, "")
        room = LEAD + layout.name - 1
        over_names = self._words(room, "screen.list('sort', 'name')")
        pieces = [*over_names, self.note(" " * (room - _cells(over_names)))]
        third = "kind" if asked.order == "kind" else "type"
        for name, cells in (("date", layout.date), (third, layout.type), ("place", layout.place)):
            if cells:
                words, sorts = tr.pgettext("field", _HEADS[name]), f"screen.list('sort', '{name}')"
                here = name == asked.order and not asked.ranked
                told = pad(f"{words} {self._arrow()}" if here else words, cells)
                pieces += [self.note(" "), Piece(told, "header--sorted", sorts) if here else self.note(told, sorts)]
        return pieces

    def _resumed(self, left_at: datetime) -> Sequence[Piece]:
        """Return since when what is open was left, and the key that leads home."""
        from govtui.i18n.datetimes import moment_near  # not for the first list

        tr = self.screen.app.translator
        when = moment_near(left_at, datetime.now(UTC), tr)
        words = self.title(tr.gettext("Continuing from {when}").format(when=when))
        way = tr.pgettext("footer", "Home")
        key = command_key("home", self.screen.app)
        return [words, self.note(" · "), self.note(f"{key} {way}", "screen.home")]

    def _words(self, room: int, sorts: str) -> list[Piece]:
        """Return what is said over the names in so many cells; `sorts`: the action of a click on the list's own name.

        The list's name goes before the order does, and the order before the number of marks.
        """
        tr, asked = self.screen.app.translator, self.screen.listing
        order = tr.gettext("best match first") if asked.ranked else tr.gettext(ORDER_LABELS[asked.order, asked.reverse])
        place = self._place()
        marks, ordered = [], [self.note(" · "), self.note(order, "screen.list('sort')")]
        if asked.marks:
            words = tr.gettext("only what is marked") if asked.only_marked else self._marks()
            marks = [self.note(" · "), Piece(words, "header--marks", "screen.list('only_marked')")]
        name = tr.pgettext("pane", "List")
        named, short = self.title(f"{name} {place}", sorts), self.title(place, sorts)
        tried = ([named, *marks, *ordered], [short, *marks, *ordered], [named, *marks], [short, *marks])
        return next((pieces for pieces in tried if _cells(pieces) <= room), [short])

    def _place(self) -> str:
        """Where the cursor is, of how many: "12/140"."""
        tr, asked = self.screen.app.translator, self.screen.listing
        if asked.records.cursor < 0:
            return found_words(asked.answered, asked.total, tr)
        place = f"{number(asked.records.cursor + 1, tr)}/" if asked.total else ""
        return f"{place}{number(asked.total, tr)}"

    def _marks(self) -> str:
        tr, asked = self.screen.app.translator, self.screen.listing
        return tr.ngettext("{n} marked", "{n} marked", len(asked.marks)).format(n=number(len(asked.marks), tr))

    def _arrow(self) -> str:
        asked = self.screen.listing
        return "▼" if (asked.order == "date") != asked.reverse else "▲"


def answers_words(answers: int, tr: Translator) -> str:
    """Return how many answers are found: “2 answers”."""
    return tr.ngettext("{n} answer", "{n} answers", answers).format(n=number(answers, tr))


def found_words(answers: int, records: int, tr: Translator) -> str:
    """Return how many answers and records are found: “2 answers · 3 records”."""
    words = [answers_words(answers, tr)] if answers else []
    return " · ".join([*words, tr.ngettext("{n} record", "{n} records", records).format(n=number(records, tr))])


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(width(piece.text) for piece in pieces)
