"""Placeholders: a text with every unsafe character replaced by a harmless one of the same length, and back.

A text field must not draw what could drive a terminal, must give each character one cell, and must hand the file's text
back as it was. So each character that is unsafe to draw is replaced by one from the private use area that does not occur in
the text; the field draws that as a visible sign. Line ends other than the text's own count as such characters, too: a field
knows one line end only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtui.text.safe import UNSAFE

SIGN = "␦"
"""What stands for a character that has no picture of its own."""

_ENDS = re.compile(r"\r\n?|\n")


def _free() -> Iterator[int]:
    yield from range(0xE000, 0xF900)  # as long in UTF-8 as the signs that are drawn for them
    yield from range(0xF0000, 0xFFFFE)
    yield from range(0x100000, 0x10FFFE)


class Placeholders:
    """The stand-ins of one text while it is edited. `hidden(text)` is drawable; `shown_again` undoes it, whatever was typed since."""

    def __init__(self, text: str) -> None:
        ends = set(_ENDS.findall(text))
        self.line_end = "\r\n" if ends == {"\r\n"} else "\n"
        """What a line of the text ends with; where several are mixed, a line feed, and each other one is a character."""
        self._of: dict[str, str] = {}
        self._back: dict[int, str] = {}
        taken = set(text)
        self._unused = (chr(code) for code in _free() if chr(code) not in taken)

    def hidden(self, text: str, *, typed: bool = False) -> str:
        """`text` with line feeds as its only line ends and stand-ins for what must not be drawn.

        `typed`: it comes from a keyboard or the clipboard, where a carriage return means a new line.
        """
        text = _ENDS.sub("\n", text) if typed else text.replace("\r\n", "\n") if self.line_end == "\r\n" else text
        if self._back:  # a typed character that looks like a stand-in gets one of its own
            text = "".join(self._stand_in(one) if ord(one) in self._back else one for one in text)
        return UNSAFE.sub(lambda found: self._stand_in(found[0]), text)

    def shown_again(self, text: str) -> str:
        """The text of the file for a text of the field."""
        text = text.translate(self._back) if self._back else text
        return text.replace("\n", self.line_end) if self.line_end == "\r\n" else text

    def meant(self, character: str) -> str:
        """The character that a stand-in stands for; any other character itself."""
        return self._back.get(ord(character), character)

    def drawn(self, text: str) -> str:
        """A line of the field as it is drawn: as many characters and cells, stand-ins as visible signs."""
        return text.translate({code: _sign(one) for code, one in self._back.items()}) if self._back else text

    def _stand_in(self, character: str) -> str:
        if character not in self._of:
            stand_in = next(self._unused)
            self._of[character] = stand_in
            self._back[ord(stand_in)] = character
        return self._of[character]


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else SIGN if UNSAFE.match(character) else character
