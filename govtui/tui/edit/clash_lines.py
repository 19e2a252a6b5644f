"""The lines of a clash: what it is about, and each value in words, with the words marked by which texts differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.edit.conflict import WHOLE, Clash
from govtui.edit.joined_text import hunks, joined
from govtui.page.differences import is_prose, value_of
from govtui.page.present import path_words
from govtui.store.field_edits import MISSING
from govtui.text.width import width
from govtui.text.wrap import line_spans

if TYPE_CHECKING:
    from govtui.page.render_context import RenderContext

AROUND = 7
"""How many unchanged words of a long text are shown on each side of a changed one."""

SHORT = 3
"""The most lines of a text that is shown as a whole; of a longer one what differs is shown."""

Words = Sequence[tuple[str, bool]]
"""The words of a text, each with whether it is marked."""


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
    """A value in lines of a number of cells: the parts of each, and whether each part is marked."""

    lines: Sequence[Words]

    @classmethod
    def plain(cls, told: Iterable[str], cells: int) -> Value:
        """Return lines without marks."""
        return cls([[(part[a:b], False)] for part in told for a, b in line_spans(part, cells)])

    def cut(self, most: int, cells: int) -> Value:
        """Return at most so many of the lines, with a sign where some are left out."""
        if len(self.lines) <= most:
            return self
        last, room = [], max(1, cells - 2)
        for text, is_marked in self.lines[most - 1]:
            last.append((text[:room], is_marked))
            room -= len(text[:room])
        return Value([*self.lines[: most - 1], [*last, (" …", False)]])


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
        told[name] = _lines(_shown(text, against, is_long=is_long), cells)
    return {name: told[name] for name in shown}


def _shown(text: str, against: Sequence[str], *, is_long: bool) -> Words:
    """Return the words of a text, those marked that others have not; of a long text only those around them."""
    words = text.split()
    marked: set[int] = set()
    for other in against:
        marked |= _differing(text, other)
    if not is_long or not marked:
        return [(word, n in marked) for n, word in enumerate(words)]
    found: list[tuple[str, bool]] = []
    end = 0
    for first, last in _around(sorted(marked), len(words)):
        found += [("…", False)] if first > end else []
        found += [(words[n], n in marked) for n in range(first, last)]
        end = last
    return [*found, ("…", False)] if end < len(words) else found


def _around(marked: Sequence[int], total: int) -> Iterator[tuple[int, int]]:
    """Yield first and end of the words to be shown: those that are marked, and some on each side."""
    first, end = 0, -1
    for n in marked:
        if end < 0:
            first = max(0, n - AROUND)
        elif n - AROUND > end + 1:  # a gap of a word is no shorter as a sign
            yield first, end
            first = n - AROUND
        end = min(total, n + AROUND + 1)
    if end >= 0:
        yield first, end


@lru_cache(maxsize=256)
def _differing(text: str, other: str) -> frozenset[int]:
    """Return the words of a text, by number, that another has not there; where words are missing, those beside the gap."""
    words = text.split()
    found: set[int] = set()
    for hunk in hunks(other.split(), words):
        edge = range(hunk.first - 1, hunk.first + 1)
        found.update(range(hunk.first, hunk.last) if hunk.first < hunk.last else edge)
    return frozenset(n for n in found if 0 <= n < len(words))


def _lines(words: Words, cells: int) -> Value:
    """Wrap words into lines; neighbours that are marked are marked with the blank between them."""
    text = " ".join(word for word, _ in words)
    is_marked: list[bool] = []
    for n, (word, mark) in enumerate(words):
        if n:
            is_marked.append(mark and words[n - 1][1])
        is_marked += [mark] * len(word)
    lines = []
    for first, end in line_spans(text, cells):
        parts: list[tuple[str, bool]] = []
        for n in range(first, end):
            if parts and parts[-1][1] == is_marked[n]:
                parts[-1] = (parts[-1][0] + text[n], is_marked[n])
            else:
                parts.append((text[n], is_marked[n]))
        lines.append(parts or [("", False)])
    return Value(lines)


def longest(names: Iterable[str]) -> int:
    """Return the cells of the longest of some names."""
    return max(map(width, names))
