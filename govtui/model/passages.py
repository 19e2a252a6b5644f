"""Places in sources as citations write them, resolved to lines: `L5`, `L5-L7`, `¶2`, `¶2-¶4`, `Điều 5 khoản 2 điểm a`.

Several may be joined by commas ("L5, L62"). Any other form ("p. 14") is free: nobody looks it up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from govtui.text.nfc import nfc

_RANGE = re.compile(r"(L|¶)\s?(\d{1,7})(?:\s?[-–]\s?\1?\s?(\d{1,7}))?")
_ARTICLE = re.compile(r"điều (\d{1,5}[a-zđ]?)(?:,? khoản (\d{1,5}[a-zđ]?))?(?:,? điểm ([a-zđ]\d?))?")
_HEADING = re.compile(r"(?:điều|chương|mục|phần|phụ lục)\s+[\divxlc]+", re.IGNORECASE)
_CLAUSE = re.compile(r"\d+[a-zđ]?[.)]")
_POINT = re.compile(r"[a-zđ]\d?\)")


def is_blank(line: str) -> bool:
    """Return whether a line has no letter and no digit to read."""
    return not line.strip()


def lines_at(text: Sequence[str], at: str) -> tuple[int, ...] | None:
    """Return the lines, from 1, that a place names, without blank ones; None where the place is free.

    Nothing where the text has no such place, or only blank lines there. An interval that runs past the end has no place.
    """
    found: list[int] = []
    for part in _parts(at):
        lines = _part(text, part)
        if lines is None:
            return None
        if not lines:
            return ()
        found += lines
    return tuple(dict.fromkeys(found))


def is_place(at: str) -> bool:
    """Return whether a place has a form that is looked up."""
    return lines_at((), at) is not None


def with_line(at: str, number: int) -> str:
    """Return a place of lines with one line more, in order, neighbours as an interval: L56 and 7 are "L7, L56"."""
    known: list[tuple[int, int]] = [(number, number)]
    others = []
    for part in _parts(at):
        if (ranged := _RANGE.fullmatch(part)) and ranged[1] == "L":
            known.append((int(ranged[2]), int(ranged[3] or ranged[2])))
        else:
            others.append(part)
    merged: list[tuple[int, int]] = []
    for first, last in sorted(known):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    lines = [f"L{first}-L{last}" if last > first else f"L{first}" for first, last in merged]
    return ", ".join([*lines, *others])


def _parts(at: str) -> list[str]:
    return re.split(r"\s*[,;]\s*(?=[L¶Đđ])", nfc(at).strip())


def _part(text: Sequence[str], part: str) -> list[int] | None:
    if ranged := _RANGE.fullmatch(part):
        first, last = int(ranged[2]), int(ranged[3] or ranged[2])
        blocks = [(n, n) for n in range(1, len(text) + 1)] if ranged[1] == "L" else _blocks(tuple(text))
        if not 1 <= first <= last <= len(blocks):
            return []
        named = range(blocks[first - 1][0], blocks[last - 1][1] + 1)
    elif article := _ARTICLE.fullmatch(" ".join(part.casefold().split())):
        named = _article(text, article)
    else:
        return None
    return [number for number in named if not is_blank(text[number - 1])]


@lru_cache(maxsize=64)
def _blocks(text: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the first and last line of each block between blank lines."""
    out: list[tuple[int, int]] = []
    for number, line in enumerate(text, 1):
        if is_blank(line):
            continue
        if out and out[-1][1] == number - 1:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def _article(text: Sequence[str], article: re.Match[str]) -> range:
    """Return the lines of an article, or of a clause or point of it: up to the next of its level."""
    lines = [nfc(line).strip().casefold() for line in text]
    named = _section(lines, range(1, len(lines) + 1), f"điều {article[1]}", partial(_matches, _HEADING))
    for label, mark in ((article[2], _CLAUSE), (article[3], _POINT)):
        if label:
            named = _section(lines, named, label, partial(_matches, mark))
    return named


def _matches(mark: re.Pattern[str], line: str) -> bool:
    return bool(mark.match(line))


def _section(lines: Sequence[str], within: range, label: str, ends: Callable[[str], bool]) -> range:
    spaced = r"\s+".join(map(re.escape, label.split()))
    begins = re.compile(rf"{spaced}(?!\w)")
    start = next((number for number in within if begins.match(lines[number - 1]) and ends(lines[number - 1])), None)
    if start is None:
        return range(0)
    end = next((number for number in within if number > start and ends(lines[number - 1])), within.stop)
    return range(start, end)
