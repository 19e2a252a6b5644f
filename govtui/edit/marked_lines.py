"""Two texts as one, with git's conflict markers around the lines in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from govtui.store.line_merging import Marks

BOM = "\ufeff"


def marked_text(mine: str, theirs: str, base: str | None, marks: Marks) -> str:
    """Return the lines of both texts, those in which they differ one after the other between markers.

    `base`: the same text as both started from, shown where the style asks for it; None where there is none. Equal texts are
    returned as they are. A byte order mark stays the first of all.
    """
    if mine == theirs:
        return theirs
    mark = BOM * (mine.startswith(BOM) and theirs.startswith(BOM))
    ones, others = (_lines(text.removeprefix(mark)) for text in (mine, theirs))
    olds = None if base is None or not marks.shows_base else _lines(base.removeprefix(BOM))
    end = "\r\n" if (ones or others)[0].endswith("\r\n") else "\n"
    return mark + "".join(_marked(ones, others, olds, marks, end))


def _marked(ones: list[str], others: list[str], olds: list[str] | None, marks: Marks, end: str) -> Iterator[str]:
    places = _places(ones, olds) if olds is not None else []
    for tag, a, b, c, d in SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ones[a:b]
            continue
        yield _marker("<", marks, marks.mine, end)
        yield from _ended(ones[a:b], end)
        if olds is not None:
            yield _marker("|", marks, marks.base, end)
            yield from _ended(olds[places[a][0] : max(places[a][0], places[b][1])], end)
        yield _marker("=", marks, "", end)
        yield from _ended(others[c:d], end)
        yield _marker(">", marks, marks.theirs, end)


def _places(ones: Sequence[str], olds: Sequence[str]) -> list[tuple[int, int]]:
    """Return, for each place between lines of a text, the places in an old one: behind the line before it, before the next."""
    blocks = SequenceMatcher(None, ones, olds, autojunk=False).get_matching_blocks()
    same = {a + n: b + n for a, b, size in blocks for n in range(size)}
    before, after = [0], [len(olds)]
    for n in range(len(ones)):
        before.append(same[n] + 1 if n in same else before[-1])
    for n in reversed(range(len(ones))):
        after.append(same.get(n, after[-1]))
    return list(zip(before, reversed(after), strict=True))


def _marker(sign: str, marks: Marks, name: str, end: str) -> str:
    return f"{sign * marks.size} {name}".rstrip() + end


def _ended(lines: Sequence[str], end: str) -> Iterator[str]:
    """Yield the lines, each with an end: a marker begins a line of its own."""
    for line in lines:
        yield line if line.endswith("\n") else line + end


def _lines(text: str) -> list[str]:
    """Return the lines with their ends, which are LF or CRLF alone (str.splitlines knows more)."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]
