"""The least that Textual can show: a line and a footer. Start-up and memory are held against it, in the same run."""

from __future__ import annotations

import os
from typing import ClassVar

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")  # as govtui does, before Textual is imported

from textual.app import App, ComposeResult  # noqa: E402
from textual.binding import Binding, BindingType  # noqa: E402
from textual.widgets import Footer, Static  # noqa: E402


class BareApp(App[None]):
    """Nothing of one's own but a line of text and three keys."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("slash", "bell", "Search"),
        Binding("f2", "help_quit", "Language"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield Static("bare", markup=False)
        yield Footer()


if __name__ == "__main__":
    BareApp().run()
