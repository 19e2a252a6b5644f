"""Writes docs/keys.vi.md and docs/keys.en.md from the code: ``python tools/keys_doc.py [--check]``.

--check writes nothing, and exits 1 when a page is not what would be written.
"""

from __future__ import annotations

import sys
from pathlib import Path

from govtui.i18n.translator import LANGUAGES, load
from govtui.tui.key_help import page

DOCS = Path(__file__).parent.parent / "docs"


def main() -> int:
    """Write, or with --check compare; the exit status."""
    stale = []
    for language in LANGUAGES:
        path, text = DOCS / f"keys.{language}.md", page(load(language))
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(path.name)
    if stale:
        print(f"{', '.join(stale)}: python tools/keys_doc.py writes them anew", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
