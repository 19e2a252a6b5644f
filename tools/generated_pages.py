"""Pages of docs/ that tools write from the code: their tables, and how they are written or compared."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def table(heads: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table of Markdown and an empty line; `heads` are parted by "|"."""
    columns = heads.split("|")
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def write(pages: Mapping[str, str], tool: str) -> int:
    """Write pages, texts by file name, or with --check compare them; return the exit status. `tool` is who writes them."""
    stale = []
    for name, text in pages.items():
        path = DOCS / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    if stale:
        print(f"{', '.join(stale)}: python tools/{tool} writes them anew", file=sys.stderr)
    return 1 if stale else 0
