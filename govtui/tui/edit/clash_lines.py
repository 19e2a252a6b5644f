"""The lines of a clash: what it is about, and each value in words, with the words marked by which texts differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.edit.conflict import WHOLE, Clash
from govtui.edit.joined_text import hunks, joined
from govtui.edit.record_diff import differences
from govtui.page.differences import is_prose, value_of
from govtui.page.present import path_words
from govtui.store.field_edits import MISSING
from govtui.text.width import clip, width
from govtui.text.wrap import line_spans

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext

AROUND = 7
"""How many unchanged words of a long text are shown on each side of a changed one."""

SHORT = 3
"""The most lines of a text that is shown as a whole; of a longer one what differs is shown."""


class Mark(IntEnum):
    """What a word is beside the text that it is compared with."""

    NONE = 0
    GAP = 1
    """Words of the other text are missing beside it."""
    DIFFERS = 2


Words = Sequence[tuple[str, Mark]]
"""The words of a text, or parts of a line of it, each with its mark."""


def clash_name(clash: Clash, kind: str, context: RenderContext) -> str:
    """Return what a clash is about: the name of a field, or where the comments stand."""
    tr = context.tr
    if clash.path == WHOLE:
        return tr.gettext("The whole text")
    if not clash.of_comments:
        return path_words(kind, clash.path, context)
    if not clash.field:
        return tr.gettext("Comment at the end of the text")
    return tr.gettext("Comment beside {field}").format(field=path_words(kind, clash.field, context))


def value_in_words(clash: Clash, value: Any, kind: str, context: RenderContext) -> Sequence[str]:
    """Return a value of a clash in words, a line for each of its parts; "(nothing)" where there is none."""
    lines: Sequence[str]
    if clash.path == WHOLE:
        lines = _own_lines(str(value).splitlines(), clash.base)
    elif clash.of_comments:
        lines = str(value).split("\n") if value else []
    else:
        lines = value_of(value, clash.path, kind, context)
    return lines if lines and value is not MISSING else [context.tr.gettext("(nothing)")]


def _own_lines(lines: Sequence[str], base: object) -> Sequence[str]:
    """Return the lines of a whole text that its base has not, behind "…"; all of them where that says no more."""
    before = set(str(base).splitlines())
    own = [line for line in lines if line not in before]
    return ["…", *own] if own and len(own) < len(lines) else lines


def joined_value(clash: Clash, kind: str, context: RenderContext) -> str | None:
    """Return the text that the program makes of both sides of a prose; None where it offers none."""
    if not _is_text(clash, kind, context) or not isinstance(clash.base, str):
        return None
    return _joined(clash.base, clash.mine, clash.theirs)


@lru_cache(maxsize=64)
def _joined(base: str, mine: str, theirs: str) -> str | None:
    return joined(base, mine, theirs)


def _is_text(clash: Clash, kind: str, context: RenderContext) -> bool:
    """Whether both sides are texts that are shown as they are."""
    if clash.path == WHOLE or clash.of_comments:
        return False
    sides = (clash.mine, clash.theirs)
    return all(isinstance(side, str) for side in sides) and is_prose(clash.path, kind, context, *sides)


class Value(NamedTuple):
    """A value in lines of a number of cells, each in parts of one mark."""

    lines: Sequence[Words]

    @classmethod
    def plain(cls, told: Iterable[str], cells: int) -> Value:
        """Return lines without marks."""
        return cls([[(part[a:b], Mark.NONE)] for part in told for a, b in line_spans(part, cells)])

    def cut(self, most: int, cells: int) -> Value:
        """Return at most so many of the lines, with a sign where some are left out."""
        if len(self.lines) <= most:
            return self
        last, room = [], max(1, cells - 2)
        for text, mark in self.lines[most - 1]:
            last.append((clip(text, room) if width(text) > room else text, mark))
            room -= width(last[-1][0])
            if room <= 0:
                break
        return Value([*self.lines[: most - 1], [*last, (" …", Mark.NONE)]])


def values(
    clash: Clash, shown: Mapping[str, Any], kind: str, context: RenderContext, cells: int, *, has_base: bool
) -> dict[str, Value]:
    """Return what is shown of a clash in lines: "mine", "theirs" and what else (`shown`) there is, such as "base".

    The words of a prose are marked that differ from the base; without one, from the other side.
    """
    if not _is_text(clash, kind, context):
        return {name: Value.plain(value_in_words(clash, value, kind, context), cells) for name, value in shown.items()}
    texts = {name: value for name, value in shown.items() if isinstance(value, str)}
    told = {name: Value.plain([context.tr.gettext("(nothing)")], cells) for name in shown if name not in texts}
    base = clash.base if has_base and isinstance(clash.base, str) else None
    is_long = any(len(line_spans(" ".join(text.split()), cells)) > SHORT for text in texts.values())
    for name, text in texts.items():
        if base is None:
            against: tuple[str, ...] = (clash.mine if name == "theirs" else clash.theirs,)
        else:
            against = (clash.mine, clash.theirs) if name == "base" else (base,)
        words = text.split()
        marks = [_marks(text, other) for other in against]
        found = [(word, max(one[n] for one in marks)) for n, word in enumerate(words)]
        told[name] = _lines(_around(found) if is_long else found, cells)
    return {name: told[name] for name in shown}


@lru_cache(maxsize=256)
def _marks(text: str, other: str) -> Sequence[Mark]:
    """Return the mark of each word of a text beside another."""
    words = text.split()
    marks = [Mark.NONE] * len(words)
    for hunk in hunks(other.split(), words):
        for n in range(hunk.first, hunk.last):
            marks[n] = Mark.DIFFERS
        if hunk.first == hunk.last:
            for n in (hunk.first - 1, hunk.first):
                if 0 <= n < len(words):
                    marks[n] = max(Mark.GAP, marks[n])
    return marks


def _around(words: Words) -> Words:
    """Return the words that are marked with some on each side, and a sign where others are left out; all where none is marked."""
    marked = [n for n, (_, mark) in enumerate(words) if mark]
    if not marked:
        return words
    near = {n for place in marked for n in range(place - AROUND, place + AROUND + 1)}
    for n in range(len(words)):  # where a single word would be left out the sign is no shorter
        if n - 1 in near and n + 1 in near:
            near.add(n)
    found: list[tuple[str, Mark]] = []
    for n, word in enumerate(words):
        if n in near:
            found.append(word)
        elif not n or n - 1 in near:
            found.append(("…", Mark.NONE))
    return found


def _lines(words: Words, cells: int) -> Value:
    """Wrap words into lines; between neighbours of one mark the blank has it, too."""
    text = " ".join(word for word, _ in words)
    marks: list[Mark] = []
    for n, (word, mark) in enumerate(words):
        if n:
            marks.append(mark if mark == words[n - 1][1] else Mark.NONE)
        marks += [mark] * len(word)
    lines = []
    for first, end in line_spans(text, cells):
        runs = groupby(range(first, end), key=marks.__getitem__)
        lines.append([("".join(text[n] for n in run), mark) for mark, run in runs] or [("", Mark.NONE)])
    return Value(lines)


def changed_fields(base: str, text: str, kind: str, context: RenderContext) -> Sequence[str]:
    """Return the names of the fields in which two texts of a record differ, each once."""
    found = differences(base, text)
    return list(dict.fromkeys(path_words(kind, one.path, context) for one in found if one.path))


def longest(names: Iterable[str]) -> int:
    """Return the cells of the longest of some names."""
    return max(map(width, names))
