"""The last filter before the terminal: nothing unprintable and no hyperlink gets past it.

Private names used, as they stand in Textual 8.2.8:

* ``App._filters``: the list of filters that every line of every widget passes through.
* ``textual.filter.LineFilter``: the module says of itself that it is not meant for use by apps.

Text from records is made visible with ``safe_text`` where it enters a widget. This filter is for the place where somebody
forgot: Textual removes only BEL, BS, VT, FF and CR, so ESC, C1, bidirectional controls and zero-width characters in a record
would reach the reader's terminal, and ``[link=…]`` in markup would become an OSC 8 hyperlink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

from govtui.text.safe import drop_unsafe

if TYPE_CHECKING:
    from textual.app import App
    from textual.color import Color


class SafeFilter(LineFilter):
    """Drops unsafe characters and line breaks from segments, links from their styles, and control segments altogether."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, as wide as before; the very same list if nothing had to be dropped."""
        text = "".join([segment.text for segment in segments])
        if drop_unsafe(text) == text and not any(
            segment.control or (segment.style is not None and segment.style.link is not None) for segment in segments
        ):
            return segments
        safe = [_safe_segment(segment) for segment in segments]
        if all(new is old for new, old in zip(safe, segments, strict=True)):
            return segments
        return safe


def _safe_segment(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return Segment("", style)
    kept = drop_unsafe(text)
    if kept != text:
        # The line was laid out with the width of the old text: a Hangul filler counts two cells, "a", a joiner and "b" one.
        kept = set_cell_size(kept, cell_len(text))
    if style is not None and style.link is not None:
        style = style.update_link(None)
    return segment if kept == text and style is segment.style else Segment(kept, style)


def install(app: App[Any]) -> None:
    """Put the filter behind all others of the app, once. To be called before the first paint."""
    if not any(isinstance(present, SafeFilter) for present in app._filters):
        app._filters.append(SafeFilter())
