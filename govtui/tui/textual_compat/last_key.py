"""Recover the key that was typed from an input method's burst of backspaces and letters.

A Vietnamese input method with fake backspaces (UniKey, EVKey, OpenKey) sends for one keystroke as many backspaces as there are
letters to replace, and the letters that stand there now: ``d d`` is "d", then a backspace and "đ"; ``h o a s`` ends in two
backspaces and "oá". Commands are letters, and Backspace is none. So letters that repeat what was deleted are swallowed, and what
the burst adds to one of them is the key: a stroke d, a tone its letter in Telex or its digit in VNI. No table of letters is
needed, and no binding. Nothing here knows Textual; key_queue.py asks before it hands a key on.
"""

from __future__ import annotations

import unicodedata

BACKSPACE = "\x7f"

BURST_SECONDS = 0.03
"""The longest pause within a burst; a backspace with a longer one behind it was pressed by hand."""

LONGEST = 12
"""Letters of a word that an input method may go back over."""

TONES = {"\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0301": "s1", "\u0323": "j5"}
"""Combining tone to its key in Telex and in VNI."""

_SHAPES = {"\u0302": ("", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
"""Combining shape to its keys in Telex and in VNI; Telex types a circumflex by the letter itself."""
_STROKE = "-"
_BRACKETS = {"ơ": "[", "Ơ": "[", "ư": "]", "Ư": "]"}
"""What Telex makes of brackets."""


def marks_of(letter: str) -> tuple[str, frozenset[str]]:
    """Return a letter's base and its combining marks; the stroke of đ counts as one."""
    if letter in ("đ", "Đ"):
        return "d" if letter == "đ" else "D", frozenset(_STROKE)
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0], frozenset(decomposed[1:])


class LastKey:
    """A filter of keys outside fields: bursts become keys. `vni`: the bytes do not tell VNI from Telex."""

    def __init__(self, *, vni: bool = False) -> None:
        self.vni = vni
        self._word: list[str] = []
        """What the input method believes to stand before the cursor."""
        self._deleted: list[str] = []
        """The letters that the backspaces of this burst took away and nothing has replaced yet."""
        self._at = 0.0

    def forget(self) -> None:
        """Begin a new word, as input methods do when the cursor may stand elsewhere."""
        self._word, self._deleted = [], []

    def feed(self, character: str, at: float) -> str:
        """Return the character to act on; "" for a backspace and for a letter that only repeats.

        `at`: when it arrived, in seconds of any clock. Whatever is no letter or digit ends the word and is returned.
        """
        if at - self._at > BURST_SECONDS:
            self._deleted = []
        self._at = at
        if character == BACKSPACE:
            if self._word:
                self._deleted.insert(0, self._word.pop())
            return ""
        if not (len(character) == 1 and character.isalnum()):
            self.forget()
            return character
        old = self._deleted.pop(0) if self._deleted else ""
        self._word = [*self._word, character][-LONGEST:]
        if not old:
            return character if character.isascii() else self._alone(character)
        return "" if old == character else self._added(old, character)

    def _alone(self, letter: str) -> str:
        """Return the key of a letter for which nothing was deleted: a bracket, a ready-made letter's, itself."""
        return _BRACKETS.get(letter) or self._added(marks_of(letter)[0], letter) or letter

    def _added(self, old: str, new: str) -> str:
        """Return the key that makes `new` of `old`; "" where a tone has only moved to another letter."""
        (base, had), (base_now, has) = marks_of(old), marks_of(new)
        if base != base_now:
            return new if new.isascii() else ""
        added = has - had
        if _STROKE in added:
            return "9" if self.vni else "d"
        for mark in added & _SHAPES.keys():
            telex, vni = _SHAPES[mark]
            return vni if self.vni else telex or base_now.lower()
        for mark in added & TONES.keys():
            return TONES[mark][self.vni]
        return ""
