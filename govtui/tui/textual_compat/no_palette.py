"""Import Textual without its command palette, which govtui replaces by its own. It must come before anything else of Textual.

``textual.app`` and ``textual.theme`` name classes of ``textual.command`` (as of 8.2.8), which brings input fields, lists and trees
with it: a twentieth of the time until the first frame. It can be imported afterwards as ever.
"""

from __future__ import annotations

import sys
from types import ModuleType

_PALETTE = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")


def import_textual() -> None:
    """Import ``textual.app``; does nothing where that is there already. A name that is missing lets the import come as it is."""
    if "textual.app" in sys.modules or "textual.command" in sys.modules:
        return
    palette = ModuleType("textual.command")
    for name in _PALETTE:
        setattr(palette, name, type(name, (), {}))
    sys.modules["textual.command"] = palette
    try:
        import textual.app  # noqa: F401
    except ImportError:  # another Textual takes more from there
        for module in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
            del sys.modules[module]
    finally:
        sys.modules.pop("textual.command", None)
