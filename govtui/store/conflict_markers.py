"""Take a text with git's conflict markers apart into the two texts that it was made of, and their base where it is told.

For texts of which git no longer has the versions: committed by mistake, or sent by mail. A line that looks like a marker
may be part of a multi-line string: conflicts are taken as such by groups (of one size and the same labels), the fewest
that leave two texts that are TOML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from govtui.store.toml_values import NotToml, parsed

_MARKER = re.compile(rb"(<{3,}|\|{3,}|={3,}|>{3,})(?:[ \t]+([^\r\n]*))?\r?\n?")

MOST_GROUPS = 8
"""The most groups of conflicts that are told apart: each more doubles the combinations."""


class BrokenMarkers(Exception):
    """The markers cannot be taken apart.

    Codes: unfinished (a part is missing), nested (a conflict within a side of another), not_toml (the two texts are none);
    `line` is where, from 1.
    """

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


class TwoTexts(NamedTuple):
    """The texts that a text with markers was made of."""

    first: bytes
    second: bytes
    base: bytes | None
    """What both started from; None unless every conflict tells its part of it."""
    names: tuple[str, str]
    """What the markers call the two."""
    line: int
    """The line of the first marker, from 1."""


class _Conflict(NamedTuple):
    """A conflict by numbers of lines: its markers, and what stands between them."""

    group: tuple[int, bytes, bytes]
    """The length of its markers, and their labels."""
    begin: int
    bar: int
    """The line of the marker over the base; -1 for none."""
    middle: int
    end: int
    has_nested_base: bool


def two_texts(raw: bytes) -> TwoTexts | None:
    """Take a text apart; None where nothing in it is a conflict. Raises BrokenMarkers."""
    if is_toml(raw) or not re.search(rb"^(?:<{3}|={3}|>{3})", raw, re.MULTILINE):
        return None
    lines = re.split(rb"(?<=\n)", raw)
    conflicts, broken = _conflicts(lines)
    groups = sorted({one.group for one in conflicts}, key=lambda group: [one.group for one in conflicts].index(group))
    for chosen in _choices(groups[:MOST_GROUPS]):
        meant = [one for one in conflicts if one.group in chosen]
        first, second = (b"".join(_side(lines, meant, number)) for number in range(2))
        if is_toml(first) and is_toml(second):
            return _told(lines, meant, first, second)
    if broken is not None:
        raise broken
    if conflicts:
        raise BrokenMarkers("not_toml", conflicts[0].begin + 1)
    return None


def _choices(groups: Sequence[tuple[int, bytes, bytes]]) -> Iterator[Collection[tuple[int, bytes, bytes]]]:
    """Yield the groups that may be meant, the fewest first."""
    for count in range(1, len(groups) + 1):
        yield from combinations(groups, count)


def _told(lines: Sequence[bytes], meant: Sequence[_Conflict], first: bytes, second: bytes) -> TwoTexts:
    has_base = all(one.bar >= 0 and not one.has_nested_base for one in meant)
    base = b"".join(_side(lines, meant, 2)) if has_base else None
    _, *labels = meant[0].group
    one, other = (label.decode("utf-8", "replace").strip() for label in labels)
    return TwoTexts(first, second, base, (one, other), meant[0].begin + 1)


def _side(lines: Sequence[bytes], meant: Sequence[_Conflict], number: int) -> Iterator[bytes]:
    """Yield the lines of the first text, the second, or the base."""
    at = 0
    for one in meant:
        yield from lines[at : one.begin]
        first_end = one.bar if one.bar >= 0 else one.middle
        start, stop = ((one.begin, first_end), (one.middle, one.end), (one.bar, one.middle))[number]
        yield from lines[start + 1 : stop]
        at = one.end + 1
    yield from lines[at:]


def _conflicts(lines: Sequence[bytes]) -> tuple[list[_Conflict], BrokenMarkers | None]:
    """Return the conflicts in some lines, and what is wrong with markers that make none, the first of these."""
    found: list[_Conflict] = []
    broken: BrokenMarkers | None = None
    at = 0
    while at < len(lines):
        marker = _marker(lines[at])
        if marker is None:
            at += 1
            continue
        sign, size, _ = marker
        one: _Conflict | BrokenMarkers | None = None
        if sign == b"<":
            one = _conflict(lines, at)
        elif size >= _SIZE and sign in b"=>":  # else it is a line of dashes of some kind
            one = BrokenMarkers("unfinished", at + 1)
        if isinstance(one, _Conflict):
            found.append(one)
            at = one.end
        elif one is not None:
            broken = broken or one
        at += 1
    return found, broken


_SIZE = 7
"""The size of markers, unless .gitattributes says another one."""


def _conflict(lines: Sequence[bytes], begin: int) -> _Conflict | BrokenMarkers:
    """Return the conflict that begins at a line, of markers of one size; longer ones in its base are of an older merge."""
    _, size, label = _marker(lines[begin]) or (b"", 0, b"")
    bar = middle = -1
    has_nested_base = False
    for at in range(begin + 1, len(lines)):
        sign, other, told = _marker(lines[at]) or (b"", 0, b"")
        if not sign or other < size:
            continue
        if other > size:
            has_nested_base = has_nested_base or (bar >= 0 > middle and sign == b"<")
        elif sign == b"<":
            return BrokenMarkers("nested", at + 1)
        elif sign == b"|" and bar < 0 and middle < 0:
            bar = at
        elif sign == b"=" and middle < 0:
            middle = at
        elif sign == b">":
            if middle < 0:
                return BrokenMarkers("unfinished", at + 1)
            return _Conflict((size, label, told), begin, bar, middle, at, has_nested_base)
    return BrokenMarkers("unfinished", begin + 1)


def _marker(line: bytes) -> tuple[bytes, int, bytes] | None:
    """Return sign, size and label of a line that looks like a marker."""
    if line[:3] not in (b"<<<", b"|||", b"===", b">>>") or (found := _MARKER.fullmatch(line)) is None:
        return None
    return found[1][:1], len(found[1]), found[2] or b""


def has_marker(raw: bytes) -> bool:
    """Whether a line looks like the beginning or the end of a conflict."""
    return re.search(rb"^(?:<{7,}|>{7,})(?: |\r?$)", raw, re.MULTILINE) is not None


def is_toml(raw: bytes) -> bool:
    """Whether a file's bytes are TOML."""
    try:
        parsed(raw.decode("utf-8-sig"))
    except (NotToml, UnicodeDecodeError):
        return False
    return True
