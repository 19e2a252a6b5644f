"""Bounded caches of pure functions: one of words, one of single characters (a table for `str.translate`)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Generic, TypeVar

Value = TypeVar("Value")

# The words of a registry repeat (Vietnamese has under 8,000 syllables), so that nearly every word is found here, though
# a hundred thousand records have ninety thousand different ones.
_WORDS = 1 << 16
_LONGEST = 64
# Below: every script whose letters carry marks of their own. Above: CJK, emoji, private use, not worth keeping.
_LAST_KEPT = 0x2FFF


class Remembered(dict[str, Value], Generic[Value]):
    """A cache of a pure function of words; `cache[word]` computes once and then only looks up.

    A dict, because `map(memory.__getitem__, words)` stays in C and costs half of `functools.lru_cache`. Holds at
    most 65,536 words (then forgets the older half) and no word above 64 characters, so that no text can make it grow.
    """

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Value:
        value = self._function(word)
        if len(word) <= _LONGEST:
            if len(self) >= _WORDS:
                for old in list(islice(self, _WORDS // 2)):
                    del self[old]
            self[word] = value
        return value


class CharacterTable(dict[int, str]):
    """A table for `str.translate` that calls a pure function when it first meets a character.

    Nothing is computed at import; only code points below U+3000 are kept.
    """

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, code: int) -> str:
        image = self._function(chr(code))
        if code <= _LAST_KEPT:
            self[code] = image
        return image
