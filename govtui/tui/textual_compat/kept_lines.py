"""Lines of a widget, kept as they are sent to the terminal.

Private names used, as they stand in Textual 8.2.8:

* ``Widget._styles_cache``: a ``StylesCache`` that keeps the lines of a widget (``_cache``, ``_dirty_lines``, ``_width``). Its
  ``render`` has the filters of the app go over every line of every widget at each drawing, whether it changed or not, and
  its ``render_line`` looks for border, padding, outline, opacity and more around each line that ``Widget.render_line`` gives.
* ``render_widget`` asks the widget for all this anew at each drawing, and for the colours of all that it stands in.
* ``Strip._segments``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual._ansi_theme import DEFAULT_TERMINAL_THEME
from textual._styles_cache import StylesCache
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.terminal_theme import TerminalTheme
    from textual.color import Color
    from textual.content import Content
    from textual.css.styles import StylesBase
    from textual.filter import LineFilter
    from textual.geometry import Region, Size, Spacing
    from textual.style import Style as VisualStyle
    from textual.widget import Widget

    _WidgetBase = Widget
    Title = tuple[Content, Color, Color, VisualStyle] | None
else:
    # A plain class at run time: as a subclass of Widget it would be one more CSS type.
    _WidgetBase = object


class KeptLines(StylesCache):
    """Filters each line once, when it is drawn; asks styles only once what stands beside the lines."""

    _look: tuple[object, ...] = ()
    """What the lines that are kept were drawn with."""
    _sides: tuple[list[Segment], list[Segment]] | None = None
    """What stands at the left and at the right of every line: padding, border."""

    _asked: tuple[Size, Callable[[Region], list[Strip]]] | None = None
    """The size that the widget had when it and the app were last asked how it looks, and how it is drawn so."""

    def clear(self) -> None:
        """Keep nothing: called whenever how the widget looks may be another."""
        super().clear()
        self._sides = self._asked = self._simple_strip = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a widget in `crop`. Its styles and those around it are asked only after `clear`."""
        size = widget.region.size
        if self._asked is None or self._asked[0] != size:
            self._asked = size, self._drawing(widget, size)
        return self._asked[1](crop)

    def _drawing(self, widget: Widget, size: Size) -> Callable[[Region], list[Strip]]:
        base_background, background = widget.background_colors
        above, host = widget._border_title, widget._border_subtitle
        title = None if above is None else (above, *widget._get_title_style_information(base_background))
        subtitle = None if host is None else (host, *widget._get_subtitle_style_information(base_background))
        filters, inside, padding = widget.get_line_filters(), widget.content_region.size, widget.styles.padding
        opacity, ansi_theme, native_ansi = widget.opacity, widget.app.ansi_theme, widget.app.native_ansi_color
        return lambda crop: self.render(
            widget.styles,
            size,
            base_background,
            background,
            widget.render_line,
            filters,
            title,
            subtitle,
            content_size=inside,
            padding=padding,
            crop=crop,
            opacity=opacity,
            ansi_theme=ansi_theme,
            native_ansi=native_ansi,
        )

    def render(
        self,
        styles: StylesBase,
        size: Size,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        filters: Sequence[LineFilter],
        border_title: Title,
        border_subtitle: Title,
        content_size: Size | None = None,
        padding: Spacing | None = None,
        crop: Region | None = None,
        opacity: float = 1.0,
        ansi_theme: TerminalTheme = DEFAULT_TERMINAL_THEME,
        native_ansi: bool = False,
    ) -> list[Strip]:
        """The lines in `crop`, by default all."""
        crop, inside = crop or size.region, content_size or size
        look = (size, inside, base_background, background, opacity, *filters)
        if look != self._look:
            self.clear()
            self._look = look
        kept, dirty = self._cache, self._dirty_lines
        if dirty.isdisjoint(crop.line_range) and all(y in kept for y in crop.line_range):
            return _cut([kept[y] for y in crop.line_range], crop, size)
        width, beside = inside.width, Style.from_color(bgcolor=(base_background + background).rich_color)
        gutter, plain = styles.gutter, opacity == 1.0 and not _has_more(styles)
        first, end = gutter.top, size.height - gutter.bottom

        def styled(y: int, content: Callable[[int], Strip]) -> list[Segment]:
            line = self.render_line(
                styles,
                y,
                size,
                inside,
                styles.padding if padding is None else padding,
                base_background,
                background,
                content,
                border_title,
                border_subtitle,
                opacity,
                ansi_theme,
                native_ansi,
            )
            return line._segments

        def drawn(y: int) -> list[Segment]:
            if not plain or not first <= y < end:
                return styled(y, render_content_line)
            if self._sides is None:
                probe = Strip.blank(width, Style.null())
                around = styled(y, lambda _: probe)
                at = next(n for n, one in enumerate(around) if one is probe._segments[0])
                self._sides = around[:at], around[at + 1 :]
            left, right = self._sides
            line = render_content_line(y - first)
            if line.cell_length != width:
                line = line.adjust_cell_length(width, beside)
            return [*left, *line._segments, *right]

        for y in crop.line_range:
            if y in dirty or y not in kept:
                segments = drawn(y)
                for one in filters:
                    segments = one.apply(segments, background)
                kept[y] = Strip(segments, size.width)
        dirty.difference_update(crop.line_range)
        return _cut([kept[y] for y in crop.line_range], crop, size)


def _cut(lines: list[Strip], crop: Region, size: Size) -> list[Strip]:
    span = crop.column_span
    return lines if span == (0, size.width) else [line.crop(*span) for line in lines]


def _has_more(styles: StylesBase) -> bool:
    """Whether there is more to a line than what the widget draws."""
    rules = ("tint", "text_opacity", "hatch", "outline_top", "outline_right", "outline_bottom", "outline_left")
    return any(map(styles.has_rule, rules))


class KeepsLines(_WidgetBase):
    """Mixin for a widget of which little changes at a time: ``class List(KeepsLines, ScrollView)``."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # whatever the widget takes
        self._styles_cache = KeptLines()
