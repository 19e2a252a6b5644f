"""The history of a record by field: a row for each field, with who last changed it, when and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from govtui.page.differences import value_in_short
from govtui.page.last_changes import BETWEEN, change_words
from govtui.page.present import PathStyle, path_labels, path_words
from govtui.text.markers import N_
from govtui.text.width import clip, pad, width
from govtui.tui.base.cursor_list import CursorList
from govtui.tui.base.line_list import Piece
from govtui.tui.versions.history_head import OTHER

if TYPE_CHECKING:
    from govtui.edit.changed_fields import ChangedField
    from govtui.model.record import Record
    from govtui.page.render_context import RenderContext
    from govtui.store.registry import Entry
    from govtui.tui.base.host import RegistryApp

LABEL, AUTHOR, DAY = (20, 40), (16, 24), width("28/11/2026")
"""Cells of the columns of fields and of authors, at least and at most; of days with their years."""
LEAST = 8
"""Cells of the first step of a field, with what stands between it and the last."""
ROOMY, REASON = 72, 24
"""The width in cells from which who and when stand beside the value, not under it; how many are left for the reason, if any."""


class FieldHistoryList(CursorList, can_focus=True):
    """Fields of a record with their last change: a line each, two where the list is narrow."""

    app: RegistryApp

    COMPONENT_CLASSES = {"history--field", "history--value", "history--gone", "history--word"}
    BINDINGS = [Binding("enter", "choose", N_("Its changes"), id="history-fields.open")]
    KEY_GROUP = "history-fields"
    footer_words = {"history.turn": OTHER["field"]}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__(id="history-fields")
        self.fields: Sequence[ChangedField] = ()
        self.kind = ""
        """The kind of the record."""
        self._record: Record | None = None
        self._words_in: RenderContext | None = None
        self._words: dict[int, tuple[str, Sequence[str], str]] = {}
        """By row, as far as they were drawn: the field in words, the same step by step, and its value."""

    @property
    def chosen(self) -> ChangedField | None:
        """The field under the cursor."""
        return self.fields[self.cursor] if self.cursor < len(self.fields) else None

    def show(self, fields: Sequence[ChangedField], now: Entry, context: RenderContext) -> None:
        """Show these fields of a record as it is `now`; the cursor stays on its field."""
        path = self.chosen.path if self.chosen else ""
        self.fields, self.kind, self._record, self._words_in = fields, now.kind, now.record, context
        self._words.clear()
        self.cursor = next((n for n, one in enumerate(fields) if one.path == path), 0)
        self.renew()

    def go_to_field(self, path: str) -> None:
        """Put the cursor on a field: on the first row in it, or on the row that it is part of."""
        paths = [one.path for one in self.fields]
        inside = [n for n, one in enumerate(paths) if f"{one}.".startswith(f"{path}.")]
        around = [n for n, one in enumerate(paths) if f"{path}.".startswith(f"{one}.")]
        if found := [*inside, *around]:
            self.go_to(found[0])

    @property
    def total(self) -> int:
        return len(self.fields)

    @property
    def row_height(self) -> int:
        return 1 if self.cells >= ROOMY else 2

    def called(self, row: int) -> str:
        """Return a field in words."""
        return self._said(row)[0]

    # drawing

    def pieces(self, line: int, cells: int) -> Sequence[Piece]:
        row, second = divmod(line, self.row_height)
        one = self.fields[row]
        words = change_words(one.change, self.app.translator)
        if second:
            return (Piece(f"   {clip(words.line, cells - 4)}", "history--word"),)
        look = "history--gone" if one.removed else "history--value"
        named = _between(LABEL, cells // 5)
        label, value = self._label(row, named), self._said(row)[2]
        field = Piece(f" {pad(label, named)}  ", "history--field")
        if self.row_height == 2:
            return field, Piece(clip(value, cells - named - 4), look)
        author = _between(AUTHOR, cells // 8)
        told = author + 2 + DAY
        left = cells - named - told - 6
        if (reason := (left - 2) // 2) >= REASON:
            told, left = told + 2 + reason, left - 2 - reason
        said = clip(words.line, told)
        if words.who:
            said = f"{pad(clip(words.who, author), author)}  {pad(words.when, DAY)}"
            said += f"  {clip(words.what, reason)}" if reason >= REASON else ""
        return field, Piece(f"{pad(clip(value, left), left)}  ", look), Piece(said, "history--word")

    def _label(self, row: int, cells: int) -> str:
        """Return a field in so many cells: the last step goes before the others, and under a row of the same field stands alone."""
        whole, steps, _ = self._said(row)
        if len(steps) < 2 or width(whole) <= cells:
            return clip(whole, cells)
        if row and self._said(row - 1)[1][0] == steps[0]:
            return f"  {clip(steps[-1], cells - 2)}"
        last = clip(steps[-1], cells - LEAST)
        return f"{clip(steps[0], cells - width(BETWEEN) - width(last))}{BETWEEN}{last}"

    def _said(self, row: int) -> tuple[str, Sequence[str], str]:
        """Return a field in words, the same step by step, and its value on one line."""
        if row not in self._words:
            one, context = self.fields[row], self._words_in
            assert context is not None, "rows come with the context that puts them into words"
            record = None if one.removed else self._record
            whole = path_words(self.kind, one.path, context, PathStyle.QUALIFIED, record)
            steps, spec = path_labels(self.kind, one.path, context, record)
            if one.removed and spec.item:  # which is called by its key alone; its value says more
                steps = steps[:-1]
                whole = BETWEEN.join(steps)
            value = value_in_short(one.value, one.path, self.kind, context)
            if one.removed:
                value = context.tr.gettext("removed: {value}").format(value=value)
            self._words[row] = whole, steps, value
        return self._words[row]


def _between(bounds: tuple[int, int], cells: int) -> int:
    least, most = bounds
    return max(least, min(most, cells))
