"""`govtui` and `python -m govtui`: the guard that must run before anything is imported, then the command line."""

from __future__ import annotations

import codecs
import os
import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Textual asks terminals for kitty's report-all-keys, which loses the text of input methods in several of them; it
    # reads this once, at import.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    _speak_utf8()
    from govtui.cli.main import run

    sys.exit(run(sys.argv[1:]))


def _speak_utf8() -> None:
    """Start over in UTF-8 mode where the locale would write Vietnamese as escapes (a Latin-1 locale, PYTHONUTF8=0)."""
    stream = sys.__stderr__
    if sys.flags.utf8_mode or stream is None or codecs.lookup(stream.encoding or "ascii").name == "utf-8":
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
