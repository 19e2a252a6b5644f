"""What stands on a terminal as a picture, for people."""

from __future__ import annotations

import html
import shutil
import subprocess
from itertools import groupby
from pathlib import Path

from terminal import Cell, Terminal

_NAMED_COLOURS = {
    "black": "000000",
    "red": "cd3131",
    "green": "0dbc79",
    "brown": "e5e510",
    "blue": "2472c8",
    "magenta": "bc3fbc",
    "cyan": "11a8cd",
    "white": "e5e5e5",
    "brightblack": "666666",
    "brightred": "f14c4c",
    "brightgreen": "23d18b",
    "brightbrown": "f5f543",
    "brightyellow": "f5f543",
    "brightblue": "3b8eea",
    "brightmagenta": "d670d6",
    "bfightmagenta": "d670d6",  # so spelt by pyte 0.8.2
    "brightcyan": "29b8db",
    "brightwhite": "ffffff",
}
_FOREGROUND, _BACKGROUND = "d4d4d4", "1e1e1e"
_CELL_WIDTH, _CELL_HEIGHT, _FONT_SIZE = 8.43, 17, 14  # DejaVu Sans Mono advances 0.602 em


def screen_picture(terminal: Terminal, path: Path) -> Path:
    """Write the screen as a picture for people: SVG, or PNG if `path` ends in .png and rsvg-convert is there.

    Return the path that was written; without rsvg-convert that is the SVG beside the path asked for.
    """
    svg = path.with_suffix(".svg")
    svg.write_text(_svg(terminal), encoding="utf-8")
    converter = shutil.which("rsvg-convert")
    if path.suffix != ".png" or converter is None:
        return svg
    subprocess.run([converter, "-o", path, svg], check=True)
    svg.unlink()
    return path


def _svg(terminal: Terminal) -> str:
    size = f'width="{terminal.cols * _CELL_WIDTH:.2f}" height="{terminal.rows * _CELL_HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} shape-rendering="crispEdges">',
        f'<rect width="100%" height="100%" fill="#{_BACKGROUND}"/>',
        f'<g font-family="DejaVu Sans Mono, monospace" font-size="{_FONT_SIZE}" xml:space="preserve">',
    ]
    for y in range(terminal.rows):
        row = [terminal.cell(x, y) for x in range(terminal.cols)]
        colours = [_colours(cell) for cell in row]
        # All backgrounds of a row before its letters, so that no cell cuts off the accents of its neighbour.
        x = 0
        for background, run in groupby(background for _, background in colours):
            width = len(list(run))
            box = f'x="{x * _CELL_WIDTH:.2f}" y="{y * _CELL_HEIGHT}" width="{width * _CELL_WIDTH:.2f}" height="{_CELL_HEIGHT}"'
            parts.append(f'<rect {box} fill="#{background}"/>')
            x += width
        for x, (cell, (foreground, _)) in enumerate(zip(row, colours, strict=True)):
            if cell.text.strip():
                style = f'fill="#{foreground}"'
                style += ' font-weight="bold"' * cell.bold + ' font-style="italic"' * cell.italic
                style += ' text-decoration="underline"' * cell.underline
                at = f'x="{x * _CELL_WIDTH:.2f}" y="{y * _CELL_HEIGHT + _FONT_SIZE - 1}"'
                parts.append(f"<text {at} {style}>{html.escape(cell.text)}</text>")
    return "\n".join([*parts, "</g></svg>\n"])


def _colours(cell: Cell) -> tuple[str, str]:
    """Foreground and background as hexadecimal digits."""
    foreground = _FOREGROUND if cell.foreground == "default" else _NAMED_COLOURS.get(cell.foreground, cell.foreground)
    background = _BACKGROUND if cell.background == "default" else _NAMED_COLOURS.get(cell.background, cell.background)
    return (background, foreground) if cell.reverse else (foreground, background)
