"""Search names by how their words begin: any case, accents optional, TELEX and VNI understood.

The one rule of what "begins so" means, for completion and for values with a star (`type:diễn*`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from govtui.text.fold import TONES, fold, folded_words, query_forms, tonekey, words
from govtui.text.telex import typed_syllables

_DIGITS = "".join(str(digit) for digit in range(1, len(TONES) + 1))
"""The tones as `tonekey` writes them."""


Key = TypeVar("Key", bound=Hashable)


class Beginnings(Generic[Key]):
    """The names of things, prepared to be searched at every keystroke."""

    def __init__(self, names: Iterable[tuple[Key, Iterable[str]]]) -> None:
        self._keys: list[Key] = []
        self._names: list[str] = []
        for key, several in names:
            for name in several:
                self._keys.append(key)
                self._names.append(name)
        spelt = [_spelt(name) for name in self._names]
        self._text = "".join(f"{one}\n" for one in spelt)
        """The words of all names, one name a line: thousands of titles are searched as one text."""
        self._starts = [0, *accumulate(len(one) + 1 for one in spelt)]

    def find(self, typed: str) -> Mapping[Key, bool]:
        """Return the keys with a name that has this beginning at a word; True where at its first word.

        Only those with the accents that were typed, if there are any; else all; else those that the letters mean in
        TELEX or VNI. A space at the end of `typed` means that another word follows. Nothing typed: all, in their order.
        """
        asked = words(typed)
        if not asked:
            return {} if typed.strip() else dict.fromkeys(self._keys, True)
        ends = typed[-1:].isspace()
        if found := self._spelt_so(asked, ends=ends):
            return found
        read = [next(iter(typed_syllables(word)), word) for word in asked]
        return self._spelt_so(read, ends=ends) if read != asked else {}

    def _spelt_so(self, asked: Sequence[str], *, ends: bool) -> dict[Key, bool]:
        head = "".join(f" {fold(word)}" for word in asked[:-1])
        found = [place for form in _forms(asked[-1], ends=ends) for place in self._lines(f"{head} {form}{' ' * ends}")]
        if any(tonekey(word) != fold(word) for word in asked):
            named = [one for one in found if _has_accents(words(self._names[one[0]]), asked, ends=ends)]
            found = named or found
        out: dict[Key, bool] = {}
        for line, itself in found:
            key = self._keys[line]
            out[key] = itself or out.get(key, False)
        return out

    def _lines(self, wanted: str) -> Iterator[tuple[int, bool]]:
        """Yield the names with these words in them, by number, and whether they begin with them."""
        text, starts = self._text, self._starts
        at = text.find(wanted)
        while at >= 0:
            line = bisect_right(starts, at) - 1
            yield line, at == starts[line]
            at = text.find(wanted, starts[line + 1])

    def whole(self, typed: str) -> Sequence[Key]:
        """Return the keys of which this is a whole name, accents aside."""
        asked = _spelt(typed)
        found = self._lines(f"{asked}\n") if asked.strip() else ()
        return list(dict.fromkeys(self._keys[line] for line, itself in found if itself))


def _spelt(name: str) -> str:
    """Return the folded words of a name, a space before each."""
    spoken = folded_words(name.replace("_", " "))
    return f" {spoken}"


def _forms(word: str, *, ends: bool) -> Sequence[str]:
    """Return the forms that the last word may have in a name; an unfinished one may end in y or i."""
    return (fold(word),) if ends else query_forms(word)


def _has_accents(name: Sequence[str], asked: Sequence[str], *, ends: bool) -> bool:
    """Whether a name has these words in a row with the accents that were typed; the last may go on."""
    last = len(asked) - 1
    return any(
        all(_agrees(name[at + n], word, may_go_on=n == last and not ends) for n, word in enumerate(asked))
        for at in range(len(name) - last)
    )


def _agrees(word: str, typed: str, *, may_go_on: bool) -> bool:
    """Whether a word is the one that was typed; untyped accents do not count, a tone may still come."""
    wanted, plain = tonekey(typed), fold(typed)
    if wanted == plain:
        folded = fold(word)
        return folded.startswith(query_forms(typed)) if may_go_on else folded == plain
    surface = tonekey(word)
    if not may_go_on or surface.startswith(wanted):
        return surface.startswith(wanted) if may_go_on else surface == wanted
    tone = wanted[-1] if wanted[-1] in _DIGITS else ""
    return surface.rstrip(_DIGITS).startswith(wanted.rstrip(_DIGITS)) and surface.endswith(tone)
