"""The words over the list: what the columns are, how it is sorted, how many rows there are, and how many are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.formats import number
from govtui.text.markers import N_, NP_
from govtui.text.width import pad
from govtui.tui.base.line_list import OneLine, Piece
from govtui.tui.browse.row_layout import LEAD

if TYPE_CHECKING:
    from govtui.tui.browse.browser import Browser

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
    "name": NP_("field", "Name"),
    "type": NP_("field", "Type"),
    "kind": NP_("field", "Kind"),
    "date": NP_("field", "Date"),
    "place": NP_("field", "Place"),
}
# The same messages as those of the fields, whose models the first list does without.


class ListHeader(OneLine):
    """Column names; the one that sorts is marked, and a click on one sorts by it. Where there are none, a sentence."""

    COMPONENT_CLASSES = {"header--word", "header--sorted", "header--mistake", "header--marks"}
    screen: Browser

    def left(self) -> Sequence[Piece]:
        asked = self.screen.listing
        if asked.mistake:
            return [Piece(f"  {asked.mistake}", "header--mistake")]
        if asked.correction:
            return [Piece(f"  {self._place()} · ", "header--word"), Piece(asked.correction, "header--mistake")]
        layout = asked.records.row_layout
        if not layout.type:
            return self._sentence()
        tr = self.screen.app.translator
        third = "kind" if asked.order == "kind" else "type"
        heads = [("name", layout.name), (third, layout.type), ("date", layout.date), ("place", layout.place)]
        pieces = [Piece(" " * LEAD, "header--word")]
        for name, cells in heads:
            words = tr.pgettext("field", _HEADS[name])
            if name == "name":
                words = " · ".join([words, self._place(), *[self._marks()] * bool(asked.marks)])
            style = "header--word"
            if name == asked.order and not asked.ranked:
                words, style = f"{words} {self._arrow()}", "header--sorted"
            pieces.append(Piece(pad(words, cells), style, f"screen.list('sort', '{name}')"))
            pieces.append(Piece(" ", "header--word"))
        return pieces[:-1]

    def _sentence(self) -> list[Piece]:
        tr, asked = self.screen.app.translator, self.screen.listing
        count = tr.ngettext("{n} record", "{n} records", asked.total).format(n=self._place())
        order = tr.gettext("best match first") if asked.ranked else tr.gettext(ORDER_LABELS[asked.order, asked.reverse])
        pieces = [Piece(f"  {count} · ", "header--word"), Piece(order, "header--word", "screen.list('sort')")]
        if asked.marks:
            words = tr.gettext("only what is marked") if asked.only_marked else self._marks()
            pieces.insert(1, Piece(f"{words} · ", "header--marks", "screen.list('only_marked')"))
        return pieces

    def _place(self) -> str:
        """Where the cursor is, of how many: "12/140"."""
        tr, asked = self.screen.app.translator, self.screen.listing
        place = f"{number(asked.records.cursor + 1, tr)}/" if asked.total else ""
        return f"{place}{number(asked.total, tr)}"

    def _marks(self) -> str:
        tr, asked = self.screen.app.translator, self.screen.listing
        return tr.ngettext("{n} marked", "{n} marked", len(asked.marks)).format(n=number(len(asked.marks), tr))

    def _arrow(self) -> str:
        asked = self.screen.listing
        return "▼" if (asked.order == "date") != asked.reverse else "▲"
