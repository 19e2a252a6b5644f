"""Draws the pictures of README.md and README.vi.md from the bundled records: ``python tools/pictures.py``.

One SVG a language and theme, docs/pictures/<language>-<theme>.svg: the list narrowed by a query, with a record beside it.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
from pathlib import Path

from rich.cells import cell_len

from govtui.i18n.translator import LANGUAGES
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.store.registry import Registry
from govtui.tui.app import GovtuiApp
from govtui.tui.base.themes import theme_for
from govtui.tui.browse.screen import BrowseScreen

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
THEMES = ("dark", "light")
SIZE = (118, 30)
QUERY = "unpog"
PATIENCE = 600
"""How often, 20 times a second, the screen is looked at until it shows what was asked for."""

_FONT_FACES = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
_CHROME = re.compile(r'<g transform="translate\(\d+,\d+\)">\s*(?:<circle[^>]*/>\s*)+</g>')
_PIECE = re.compile(
    r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*"([^>]*)>((?:&#160;)*)(.*?)((?:&#160;)*)</text>'
)
_CELL = 12.2
"""Width of a cell as rich draws it."""
_IDS = re.compile(r"terminal-\d+")
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


async def draw(index: Index, language: str, theme: str) -> str:
    """Return the screen as SVG, without the fonts that rich would fetch and with the same ids every time."""
    app = GovtuiApp(Registry(ROOT / "records"), language, index=index, remember=False)
    async with app.run_test(size=SIZE) as pilot:
        app.theme = theme_for(theme, "truecolor")
        await pilot.pause()
        await pilot.press("slash", *QUERY, "enter")
        screen = app.screen_stack[0]
        assert isinstance(screen, BrowseScreen)
        for _ in range(PATIENCE):  # the reader follows when nobody has typed for a moment
            records = screen.listing.records
            if screen.listing.text == QUERY and not records.is_looking and screen.reader.key == records.key:
                break
            await pilot.pause(0.05)
        await pilot.pause()
        svg = app.export_screenshot(title="govtui")
    svg = _PIECE.sub(_without_blanks, _CHROME.sub("", _FONT_FACES.sub("", svg)))
    return _IDS.sub("terminal", svg).replace("Fira Code", "DejaVu Sans Mono")


def _without_blanks(piece: re.Match[str]) -> str:
    """A text without the blanks at its ends, which renderers treat differently; nothing for one that has no more."""
    style, x, y, rest, before, text, _ = piece.groups()
    if not text:
        return ""
    cells = cell_len(html.unescape(text))
    at = float(x) + before.count(";") * _CELL
    return f'<text class="{style}" x="{at:g}" y="{y}" textLength="{cells * _CELL:g}"{rest}>{text}</text>'


def words(svg: str) -> str:
    """Return what a picture says: its texts without their places and colours."""
    return " ".join(html.unescape(" ".join(_TEXT.findall(svg))).split())


def main() -> int:
    """Draw all pictures; the exit status."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    index = build(Registry(ROOT / "records"))
    for language in LANGUAGES:
        for theme in THEMES:
            path = PICTURES / f"{language}-{theme}.svg"
            path.write_text(asyncio.run(draw(index, language, theme)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
