"""Starting without Textual's command palette: it can be had afterwards as ever."""

from __future__ import annotations

import subprocess
import sys


def said(code: str) -> str:
    """What a new Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_textual_comes_without_what_is_never_used_and_that_can_be_imported_later() -> None:
    code = """
import sys
from govtui.tui.textual_compat.no_palette import import_textual
import_textual()
print([name for name in ("textual.command", "textual.widgets._input") if name in sys.modules])
from textual.command import CommandPalette
from textual.screen import Screen
print(issubclass(CommandPalette, Screen))
"""
    assert said(code) == "[]\nTrue\n"


def test_what_was_imported_before_stays_as_it_is() -> None:
    code = """
import textual.command
from govtui.tui.textual_compat.no_palette import import_textual
import_textual()
import textual.app
print(textual.app.CommandPalette is textual.command.CommandPalette)
"""
    assert said(code) == "True\n"


def test_a_textual_that_takes_more_from_the_palette_is_imported_as_it_is() -> None:
    code = """
from govtui.tui.textual_compat import no_palette
no_palette._PALETTE = ("Hit",)
no_palette.import_textual()
from textual.app import App, CommandPalette
from textual.screen import Screen
print(issubclass(CommandPalette, Screen), App.__name__)
"""
    assert said(code) == "True App\n"
