"""The only ways a text reaches a widget: made safe, and never read as markup.

Textual parses markup in most of its widgets (`[@click=…]` in a record would run an action, `x[/]` would crash the app) and
passes control, bidirectional and invisible characters through. tests/tui/test_drawn.py reads the syntax tree of every
module here and refuses a bare string in a widget call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip

from govtui.text.safe import safe_text
from govtui.text.width import is_narrow


def content(text: str) -> Content:
    """A text for a widget of Textual's own: no markup, nothing unprintable."""
    return Content(safe_text(text))


def plain(text: str) -> str:
    """A text for the few places of Textual that take a string and read no markup in it (an Input's placeholder)."""
    return safe_text(text, multiline=False)


def segment(text: str, style: Style) -> Segment:
    """A run of text on one line of a widget that draws itself."""
    return Segment(safe_text(text, multiline=False), style)


def strip(segments: Iterable[Segment]) -> Strip:
    """Segments as a line; what is as wide as it is long is not measured again and again."""
    parts = list(segments)
    text = "".join([part.text for part in parts])
    return Strip(parts, len(text) if is_narrow(text) else None)


class Underlined(Highlighter):
    """Marks parts of what stands in an Input, which hands its text over as it is: no markup is read in it."""

    def __init__(self, style: Callable[[], Style], places: Callable[[], Iterable[tuple[int, int]]]) -> None:
        self._style, self._places = style, places

    def highlight(self, text: Text) -> None:
        style = self._style()
        for start, end in self._places():
            text.stylize(style, start, end)
