"""Starting with less than the whole of Textual: what is left out can be had afterwards as ever."""

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
from govtui.tui.textual_compat.lean import import_textual
import_textual()
print([name for name in ("ssl", "textual.command", "textual.widgets._input") if name in sys.modules])
import ssl
from textual.command import CommandPalette
from textual.screen import Screen
print(ssl.SSLContext.__name__, issubclass(CommandPalette, Screen))
"""
    assert said(code) == "[]\nSSLContext True\n"


def test_what_was_imported_before_stays_as_it_is() -> None:
    code = """
import ssl
import textual.command
from govtui.tui.textual_compat.lean import import_textual
import_textual()
import sys, textual.app
print(sys.modules["ssl"] is ssl, textual.app.CommandPalette is textual.command.CommandPalette)
"""
    assert said(code) == "True True\n"


def test_garbage_is_collected_again_after_the_start_and_what_the_start_made_is_left_alone() -> None:
    code = """
import gc
from govtui.tui.textual_compat import lean
lean.collect_no_garbage()
print(gc.isenabled())
lean.collect_garbage()
print(gc.isenabled(), gc.get_freeze_count() > 0)
"""
    assert said(code) == "False\nTrue True\n"
