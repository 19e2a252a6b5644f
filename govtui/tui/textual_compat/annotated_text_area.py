"""A text area with lines between its lines: remarks that stand under the line they are about and are no part of the text.

Private names used, as they stand in Textual 8.2.8:

* ``textual.document._wrapped_document.WrappedDocument``: where each line of the text stands on the screen once long lines are
  broken. Overridden are ``height``, ``location_to_offset`` and ``offset_to_location``; read is ``_line_index_to_offsets``.
* ``textual.document._document_navigator.DocumentNavigator``: made anew over that.
* ``TextArea._set_document``, which makes both; ``TextArea._render_line``, which draws one line of the screen;
  ``TextArea._line_cache``, which is emptied when remarks change; ``TextArea._refresh_size``.
* ``TextArea.get_line`` is documented for styling; here it also exchanges characters, one for one and as wide.

The cursor passes over remarks: the navigator goes by lines of the text, and a place on a remark counts as one on its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.style import Style
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets.text_area import Edit, EditResult, TextAreaTheme

from govtui.text.standins import Placeholders
from govtui.tui.base.safe_text import segment
from govtui.tui.textual_compat.ime_area import ImeTextArea

if TYPE_CHECKING:
    from rich.text import Text

_THEME = "govtui"

Location = tuple[int, int]


class Remark(NamedTuple):
    """Lines under one line of the text, in the style of a component class, and the sign in the margin of that line."""

    lines: Sequence[str]
    style: str
    sign: str = ""


class _Spaced(WrappedDocument):
    """The lines of a text on the screen, with room left for remarks."""

    room: Mapping[int, int] = {}
    """How many lines are left free under which line of the text."""

    @property
    def height(self) -> int:
        return super().height + sum(self.room.values())

    def above(self, line: int) -> int:
        """The lines left free above a line of the text."""
        return sum(count for noted, count in self.room.items() if noted < line)

    def shifted(self, y: int) -> int:
        """Where the line of the screen that would be number `y` without remarks stands."""
        lines = self._line_index_to_offsets
        return y + sum(room for line, room in self.room.items() if line < len(lines) and lines[line][-1] < y)

    def place(self, y: int) -> tuple[int, int, int]:
        """What stands in a line of the screen: the line it would be without remarks; and the line of the text and the
        number of its remark, or -1, -1."""
        for line in sorted(self.room):
            if line >= len(self._line_index_to_offsets):  # the text was shortened, and not looked at since
                break
            last = self._line_index_to_offsets[line][-1]
            if y <= last:
                break
            if y <= last + self.room[line]:
                return last, line, y - last - 1
            y -= self.room[line]
        return y, -1, -1

    def location_to_offset(self, location: Location) -> Offset:
        x, y = super().location_to_offset(location)
        return Offset(x, y + self.above(location[0]))

    def offset_to_location(self, offset: Offset) -> Location:
        return super().offset_to_location(Offset(offset[0], self.place(max(0, offset[1]))[0]))


class NotedTextArea(ImeTextArea):
    """A text area whose text may hold any character, and which shows remarks between its lines.

    What must not be drawn is held as stand-ins (text.standins): `load` and `whole` take and give the text as it is in the file.
    """

    COMPONENT_CLASSES = {"noted--hidden"}

    def __init__(self, **kwargs: Any) -> None:
        self._stand_ins = Placeholders("")
        self._remarks: dict[int, Remark] = {}
        super().__init__(**kwargs)

    # the text

    def load(self, text: str) -> None:
        """Begin with this text; undo does not go back beyond it."""
        self._stand_ins = Placeholders(text)
        self._remarks = {}
        self.load_text(self._stand_ins.hidden(text))

    @property
    def whole(self) -> str:
        """The text as it belongs into the file."""
        return self._stand_ins.shown_again(self.text)

    def meant(self, location: Location) -> str:
        """The character at a place that is drawn as a sign; empty where the character is drawn as it is."""
        line = self.document.get_line(location[0])
        character = line[location[1] : location[1] + 1]
        meant = self._stand_ins.meant(character) if character else ""
        return meant if meant != character else ""

    def edit(self, edit: Edit) -> EditResult:
        """Make the edit; remarks below it stay with their lines."""
        edit.text = self._stand_ins.hidden(edit.text, typed=True)
        before = self.document.line_count
        result = super().edit(edit)
        if (shift := self.document.line_count - before) and self._remarks:
            row, column = min(edit.from_location, edit.to_location)
            first = row if column else row - 1  # a line that is pushed down whole takes its remark along
            moved = {(max(row, line + shift) if line > first else line): one for line, one in self._remarks.items()}
            self.put_remarks(moved)
        return result

    @property
    def selected_whole(self) -> str:
        """What is selected, as it belongs into the file or the clipboard."""
        return self._stand_ins.shown_again(self.selected_text)

    def action_copy(self) -> None:
        if selected := self.selected_whole:
            self.app.copy_to_clipboard(selected)

    def action_cut(self) -> None:
        if self.selection.is_empty:
            return
        self.app.copy_to_clipboard(self.selected_whole)
        self.delete(*self.selection)

    # remarks

    @property
    def remarks(self) -> Mapping[int, Remark]:
        """The remarks by the line of the text, from 0."""
        return self._remarks

    def put_remarks(self, remarks: Mapping[int, Remark]) -> None:
        """Show these remarks, by the line of the text, and no others; the text in sight stays where it is."""
        last = self.document.line_count - 1
        kept = {min(max(0, line), last): remark for line, remark in remarks.items()}
        if kept == self._remarks:
            return
        top = self.scroll_offset.y
        base = self._spaced.place(top)[0]
        self._remarks = kept
        self._make_room()
        self._line_cache.clear()
        self._refresh_size()
        if self.is_mounted:
            held = self._spaced.shifted(base)
            if held != top:
                self.scroll_to(y=held, animate=False, force=True, immediate=True)
            self.scroll_cursor_visible()
            self.refresh()

    @property
    def _spaced(self) -> _Spaced:
        assert isinstance(self.wrapped_document, _Spaced)
        return self.wrapped_document

    def _make_room(self) -> None:
        self._spaced.room = {line: len(remark.lines) for line, remark in self._remarks.items() if remark.lines}

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = _Spaced(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._make_room()
        self._rewrap_and_refresh_virtual_size()

    # drawing

    def colour(self, styles: dict[str, Style]) -> None:
        """Draw the parts of the text that the language's query names in these styles."""
        self.register_theme(TextAreaTheme(_THEME, syntax_styles=styles))
        self.theme = _THEME

    def get_line(self, line_index: int) -> Text:
        """A line with visible signs for what must not be drawn."""
        line = self.document.get_line(line_index)
        drawn = self._stand_ins.drawn(line)
        text = super().get_line(line_index)
        if drawn != line:
            text.plain = drawn
            style = self.get_component_rich_style("noted--hidden")
            for place, (held, shown) in enumerate(zip(line, drawn, strict=True)):
                if held != shown:
                    text.stylize(style, place, place + 1)
        return text

    def _render_line(self, y: int) -> Strip:
        scroll = self.scroll_offset.y
        base, line, number = self._spaced.place(y + scroll)
        if line >= 0:
            return self._remark_strip(self._remarks[line], number)
        strip = super()._render_line(base - scroll)
        return self._signed(strip, base)

    def _signed(self, strip: Strip, base: int) -> Strip:
        """A line with the sign of its remark in the margin."""
        info = self._spaced._offset_to_line_info
        if not self.show_line_numbers or not base < len(info) or info[base][1]:
            return strip
        remark = self._remarks.get(info[base][0])
        if remark is None or not remark.sign:
            return strip
        margin, cells = self.gutter_width, strip.cell_length
        style = self.get_component_rich_style(remark.style)
        sign = segment(remark.sign, style)
        return Strip.join([strip.crop(0, margin - 2), Strip([sign]), strip.crop(margin - 1, cells)])

    def _remark_strip(self, remark: Remark, number: int) -> Strip:
        cells = self.scrollable_content_region.width
        style = self.get_component_rich_style(remark.style)
        lead = segment(" " * self.gutter_width, self._gutter_style())
        return Strip([lead, segment(remark.lines[number], style)]).adjust_cell_length(cells, style)

    def _gutter_style(self) -> Style:
        return self.get_component_rich_style("text-area--gutter")
