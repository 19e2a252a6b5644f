"""A small Vietnamese input method with fake backspaces (as UniKey, EVKey, OpenKey), for Telex and VNI."""

from __future__ import annotations

import unicodedata

from govtui.tui.textual_compat.last_key import BACKSPACE, TONES, marks_of

CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
_SHAPES = frozenset({CIRCUMFLEX, BREVE, HORN})
LETTERS = {False: "abcdeghijklmnopqrstuvxyz", True: "abcdeghijklmnopqrstuvxyz1234567890"}
"""What is typed, by whether the method is VNI; f and w are left out: the first does nothing alone, the second makes ư of itself."""


class InputMethod:
    """Shapes and tones are taken anywhere behind the vowel; a tone key pressed twice is the letter itself."""

    TONE_KEYS = ("frxsj", "23415")

    def __init__(self, *, vni: bool) -> None:
        self.vni, self.word = vni, ""

    def press(self, key: str) -> str:
        """Return what the terminal receives for a keystroke."""
        old, self.word = self.word, self._changed(key) or self.word + key
        pairs = enumerate(zip(old, self.word, strict=False))
        same = next((place for place, (a, b) in pairs if a != b), min(len(old), len(self.word)))
        return BACKSPACE * (len(old) - same) + self.word[same:]

    def _changed(self, key: str) -> str | None:
        word = self.word
        vowels = [place for place, letter in enumerate(word) if marks_of(letter)[0] in "aeiouy"]
        if key in self.TONE_KEYS[self.vni] and vowels:
            return self._toned(key, vowels)
        on = (
            {"6": ("aeo", CIRCUMFLEX), "7": ("ou", HORN), "8": ("a", BREVE)}
            if self.vni
            else {letter: (letter, CIRCUMFLEX) for letter in "aeo"}
        )
        if key in on:
            letters, shape = on[key]
            for at in reversed(vowels if self.vni else vowels[-1:]):
                base, has = marks_of(word[at])
                if base in letters and not has & _SHAPES:
                    return word[:at] + _with(base, add=shape + "".join(has)) + word[at + 1 :]
        if key == ("9" if self.vni else "d") and "d" in word and "đ" not in word:
            return word.replace("d", "đ", 1)
        return None

    def _toned(self, key: str, vowels: list[int]) -> str:
        word = self.word
        tone = next(mark for mark, keys in TONES.items() if keys[self.vni] == key)
        run = [vowels[-1]]
        while run[0] - 1 in vowels:
            run.insert(0, run[0] - 1)
        at = run[-1] if run[-1] < len(word) - 1 or len(run) == 1 else run[-2]
        if tone in marks_of(word[at])[1]:
            return word[:at] + _with(word[at], drop=tone) + word[at + 1 :] + key
        bare = [_with(letter, drop="".join(TONES)) for letter in word]
        bare[at] = _with(bare[at], add=tone)
        return "".join(bare)


def _with(letter: str, *, add: str = "", drop: str = "") -> str:
    if letter == "đ":
        return letter
    base, has = marks_of(letter)
    kept = sorted({*add, *has} - {*drop}, key=lambda mark: mark in TONES)  # a tone stands behind a shape
    return unicodedata.normalize("NFC", base + "".join(kept))
