"""Writes docs/keys.vi.md and docs/keys.en.md from the code: ``python tools/keys_doc.py [--check]``.

--check writes nothing, and exits 1 when a page is not what would be written.
"""

from __future__ import annotations

import sys

from generated_pages import write

from govtui.i18n.translator import LANGUAGES, load
from govtui.tui.key_help import page


def main() -> int:
    """Write, or with --check compare; the exit status."""
    return write({f"keys.{language}.md": page(load(language)) for language in LANGUAGES}, "keys_doc.py")


if __name__ == "__main__":
    sys.exit(main())
