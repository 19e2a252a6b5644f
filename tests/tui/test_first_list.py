"""What the first list is drawn with comes without what takes long to import; the rest follows after the first paint."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "pydantic",
    "babel",
    "click",
    "rtoml",
    "tree_sitter",
    "hashlib",
    "ssl",
    "govtui.model.record",
    "govtui.page.compose",
)


def test_what_is_only_needed_later_is_not_imported_for_it() -> None:
    code = f"""
import sys
from govtui.tui.private.lean import import_textual
import_textual()
import govtui.tui.app, govtui.tui.screens.browse, govtui.index.keep, govtui.index.disk
print([name for name in {LATER} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == "[]\n"
