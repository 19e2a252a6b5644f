"""A hand that types Vietnamese through a Telex input method, as terminals receive it."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BACKSPACE = "\x7f"


def telex_bytes(text: str) -> list[bytes]:
    """How a Telex input method with fake backspaces (UniKey, EVKey, OpenKey) types a text: one packet a keystroke.

    A plain letter passes. The key that shapes a letter (``dd``, ``oo``, ``ow``) becomes a backspace and the shaped letter.
    The tone comes last in the word, as most people type it: as many backspaces as there are letters from the toned vowel
    on, and those letters again. "đổi" is d, BS đ, o, BS ô, i, BS BS ổi.
    """
    packets: list[str] = []
    for word in re.findall(r"\w+|\W", unicodedata.normalize("NFC", text)):
        plain = [_without_tone(letter) for letter in word]
        for letter in plain:
            base = _without_shape(letter)
            packets += [base] if base == letter else [base, _BACKSPACE + letter]
        toned = [at for at, letter in enumerate(word) if letter != plain[at]]
        if toned:
            packets.append(_BACKSPACE * (len(word) - toned[0]) + word[toned[0] :])
    return [packet.encode() for packet in packets]


def _without_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))


def _without_shape(letter: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(letter, unicodedata.normalize("NFD", letter)[0])
