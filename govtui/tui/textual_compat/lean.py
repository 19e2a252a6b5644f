"""Textual without what govtui never uses of it: imported in less time.

What is left out, as it stands in Python 3.11 to 3.13 and Textual 8.2.8:

* ``asyncio`` takes ``ssl`` where there is one, and does without where there is none; nothing here opens a connection.
* ``textual.app`` and ``textual.theme`` name classes of ``textual.command``, the command palette, which brings input fields,
  lists and trees with it. The palette is switched off (``ENABLE_COMMAND_PALETTE``) and govtui has its own.

Both modules can be imported afterwards as ever.
"""

from __future__ import annotations

import gc
import sys
from types import ModuleType

_SELDOM = (10_000, 10, 10)
"""Objects made and not dropped between two collections, and how many of the young make one of the older: a keystroke draws
some thousands of objects that all go with the next one, and Python's 700 cost it a millisecond or two."""

_PALETTE = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")


def import_textual() -> None:
    """Import what every Textual app needs; does nothing where that is there already."""
    if "textual.app" in sys.modules:
        return
    _asyncio()
    stands_in = "textual.command" not in sys.modules
    if stands_in:
        palette = ModuleType("textual.command")
        for name in _PALETTE:
            setattr(palette, name, type(name, (), {}))
        sys.modules["textual.command"] = palette
    try:
        import textual.app  # noqa: F401
    finally:
        if stands_in:
            del sys.modules["textual.command"]


def _asyncio() -> None:
    left_out = "ssl" not in sys.modules and "asyncio" not in sys.modules
    if left_out:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # documented: importing it then fails
    try:
        import asyncio  # noqa: F401
    finally:
        if left_out:
            del sys.modules["ssl"]


def collect_no_garbage() -> None:
    """Until `collect_garbage`: starting makes many objects and drops few."""
    gc.disable()


def collect_garbage() -> None:
    """Again, but seldom; what was made until now stays, and is not looked through any more."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
