"""A TextArea with annotations: rows under the lines they are about, which are no part of the text.

Private names used, as they stand in Textual 8.2.8:

* ``textual.document._wrapped_document.WrappedDocument``: the rows of the screen that each line of the text takes, long ones being
  wrapped. Overridden are ``height``, ``location_to_offset`` and ``offset_to_location``; read are ``_line_index_to_offsets``
  and ``_offset_to_line_info``.
* ``textual.document._document_navigator.DocumentNavigator``: made anew over that.
* ``TextArea._set_document``, which makes both; ``TextArea._render_line``, which draws one row of the screen;
  ``TextArea._line_cache``, emptied when annotations change; ``TextArea._refresh_size``, called then;
  ``TextArea._rewrap_and_refresh_virtual_size``.
* ``TextArea.get_line`` is documented for styling; here it also exchanges characters, one for one and as wide.

The cursor passes over annotations: the navigator goes by lines of the text, and a point on an annotation counts as one on its
line.
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


class Annotation(NamedTuple):
    """Rows under a line of the text, in the style of a component class, and a sign in its margin."""

    lines: Sequence[str]
    style: str
    sign: str = ""


class _AnnotatedDocument(WrappedDocument):
    """A wrapped document with rows left free for annotations."""

    room: Mapping[int, int] = {}
    """Rows left free, by the line of the text that they stand under."""

    @property
    def height(self) -> int:
        return super().height + sum(self.room.values())

    def above(self, line: int) -> int:
        """Return the rows left free above a line of the text."""
        return sum(count for annotated, count in self.room.items() if annotated < line)

    def shifted(self, y: int) -> int:
        """Return the row at which stands what would be row `y` without annotations."""
        lines = self._line_index_to_offsets
        return y + sum(room for line, room in self.room.items() if line < len(lines) and lines[line][-1] < y)

    def place(self, y: int) -> tuple[int, int, int]:
        """Return the row that a row would be without annotations, and the line and the place of its annotation, or -1, -1."""
        for line in sorted(self.room):
            if line >= len(
                self._line_index_to_offsets
            ):  # the text was shortened, and its annotations are not made anew yet
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


class AnnotatedTextArea(ImeTextArea):
    """An annotated text area; its text may hold any character.

    Characters that must not be drawn are held as placeholders (text.standins); `load` and `file_text` take and return the text as
    it is in the file.
    """

    COMPONENT_CLASSES = {"annotated--hidden"}

    def __init__(self, **kwargs: Any) -> None:
        self._stand_ins = Placeholders("")
        self._annotations: dict[int, Annotation] = {}
        super().__init__(**kwargs)

    # the text

    def load(self, text: str) -> None:
        """Replace the text, the annotations and the history of undo."""
        self._stand_ins = Placeholders(text)
        self._annotations = {}
        self.load_text(self._stand_ins.hidden(text))

    @property
    def file_text(self) -> str:
        """The text without placeholders, as the file has it."""
        return self._stand_ins.shown_again(self.text)

    def hidden_character(self, location: Location) -> str:
        """Return the character behind the placeholder at a location, "" where there is none."""
        line = self.document.get_line(location[0])
        character = line[location[1] : location[1] + 1]
        meant = self._stand_ins.meant(character) if character else ""
        return meant if meant != character else ""

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, and move the annotations below it with their lines."""
        edit.text = self._stand_ins.hidden(edit.text, typed=True)
        before = self.document.line_count
        result = super().edit(edit)
        if (shift := self.document.line_count - before) and self._annotations:
            row, column = min(edit.from_location, edit.to_location)
            first = row if column else row - 1  # a line that is pushed down as a whole takes its annotation along
            moved = {(max(row, line + shift) if line > first else line): one for line, one in self._annotations.items()}
            self.annotate(moved)
        return result

    @property
    def selected_file_text(self) -> str:
        """The selected text without placeholders."""
        return self._stand_ins.shown_again(self.selected_text)

    def action_copy(self) -> None:
        if selected := self.selected_file_text:
            self.app.copy_to_clipboard(selected)

    def action_cut(self) -> None:
        if self.selection.is_empty:
            return
        self.app.copy_to_clipboard(self.selected_file_text)
        self.delete(*self.selection)

    # annotations

    @property
    def annotations(self) -> Mapping[int, Annotation]:
        """The annotations by line of the text, from 0."""
        return self._annotations

    def annotate(self, annotations: Mapping[int, Annotation]) -> None:
        """Show these annotations, by line of the text, and no others; the text in sight stays where it is."""
        last = self.document.line_count - 1
        kept = {min(max(0, line), last): annotation for line, annotation in annotations.items()}
        if kept == self._annotations:
            return
        top = self.scroll_offset.y
        base = self._document_on_screen.place(top)[0]
        self._annotations = kept
        self._reserve_rows()
        self._line_cache.clear()
        self._refresh_size()
        if self.is_mounted:
            held = self._document_on_screen.shifted(base)
            if held != top:
                self.scroll_to(y=held, animate=False, force=True, immediate=True)
            self.scroll_cursor_visible()
            self.refresh()

    @property
    def _document_on_screen(self) -> _AnnotatedDocument:
        assert isinstance(self.wrapped_document, _AnnotatedDocument)
        return self.wrapped_document

    def _reserve_rows(self) -> None:
        self._document_on_screen.room = {
            line: len(annotation.lines) for line, annotation in self._annotations.items() if annotation.lines
        }

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.wrapped_document = _AnnotatedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._reserve_rows()
        self._rewrap_and_refresh_virtual_size()

    # drawing

    def colour(self, styles: dict[str, Style]) -> None:
        """Colour the text: a style for each name in the highlight query of its language."""
        self.register_theme(TextAreaTheme(_THEME, syntax_styles=styles))
        self.theme = _THEME

    def get_line(self, line_index: int) -> Text:
        """Return a line with its placeholders drawn as signs."""
        line = self.document.get_line(line_index)
        drawn = self._stand_ins.drawn(line)
        text = super().get_line(line_index)
        if drawn != line:
            text.plain = drawn
            style = self.get_component_rich_style("annotated--hidden")
            for place, (held, shown) in enumerate(zip(line, drawn, strict=True)):
                if held != shown:
                    text.stylize(style, place, place + 1)
        return text

    def _render_line(self, y: int) -> Strip:
        scroll = self.scroll_offset.y
        base, line, number = self._document_on_screen.place(y + scroll)
        if line >= 0:
            return self._annotation_strip(self._annotations[line], number)
        strip = super()._render_line(base - scroll)
        return self._signed(strip, base)

    def _signed(self, strip: Strip, base: int) -> Strip:
        """Return a row with the sign of its annotation in the margin."""
        info = self._document_on_screen._offset_to_line_info
        if not self.show_line_numbers or not base < len(info) or info[base][1]:
            return strip
        annotation = self._annotations.get(info[base][0])
        if annotation is None or not annotation.sign:
            return strip
        margin, cells = self.gutter_width, strip.cell_length
        style = self.get_component_rich_style(annotation.style)
        sign = segment(annotation.sign, style)
        return Strip.join([strip.crop(0, margin - 2), Strip([sign]), strip.crop(margin - 1, cells)])

    def _annotation_strip(self, annotation: Annotation, number: int) -> Strip:
        cells = self.scrollable_content_region.width
        style = self.get_component_rich_style(annotation.style)
        lead = segment(" " * self.gutter_width, self._gutter_style())
        return Strip([lead, segment(annotation.lines[number], style)]).adjust_cell_length(cells, style)

    def _gutter_style(self) -> Style:
        return self.get_component_rich_style("text-area--gutter")
