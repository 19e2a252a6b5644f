"""pyte's screen and streams, with what programs send most done at once: plain text, and control sequences without signs.

Each gives what pyte's own gives (`tests/test_quick_pyte.py`); pyte reads a control sequence character by character in a coroutine,
which was two thirds of what the tests of whole programs cost. The private names of pyte that this needs stand here (0.8.2):
``Stream._taking_plain_text`` and ``Stream._text_pattern``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pyte
from pyte import modes
from pyte.screens import Char, wcwidth

_CONTROL = re.compile(r"\x1b\[([0-9;]*)([" + re.escape("".join(pyte.Stream.csi)) + "])")


class Screen(pyte.Screen):
    """A screen on which letters that are one column wide and end before the margin are put down without a look at each."""

    def draw(self, data: str) -> None:
        cursor = self.cursor
        start = cursor.x
        end = start + len(data)
        translated = data.translate(self.g1_charset if self.charset else self.g0_charset)
        if end > self.columns or modes.IRM in self.mode or not _is_narrow(translated):
            super().draw(data)
            return
        attrs = cursor.attrs
        self.buffer[cursor.y].update(zip(range(start, end), [_char(attrs, one) for one in translated], strict=True))
        cursor.x = end
        self.dirty.add(cursor.y)


@lru_cache(20_000)
def _is_narrow(text: str) -> bool:
    return all(wcwidth(one) == 1 for one in text)


@lru_cache(20_000)
def _char(attrs: Char, text: str) -> Char:
    return attrs._replace(data=text)


@lru_cache(20_000)
def _params(written: str) -> tuple[int, ...]:
    """The parameters of a control sequence, as pyte understands them."""
    return tuple(min(int(one or 0), 9999) for one in written.split(";"))


def _feed(stream: pyte.Stream, data: str, plain: Callable[[str], None]) -> None:
    """Feed a stream; `plain` is pyte's own way, for all that is no text and no control sequence of numbers."""
    screen = stream.listener
    known: dict[str, Callable[..., Any]] = {sign: getattr(screen, name) for sign, name in stream.csi.items()}
    text, control = stream._text_pattern.match, _CONTROL.match
    at, end = 0, len(data)
    while at < end:
        if not stream._taking_plain_text:  # in the middle of a sequence
            plain(data[at : at + 1])
            at += 1
        elif met := text(data, at):
            screen.draw(met[0])
            at = met.end()
        elif met := control(data, at):
            known[met[2]](*_params(met[1]))
            at = met.end()
        else:
            plain(data[at : at + 1])
            at += 1


class Stream(pyte.Stream):
    def feed(self, data: str) -> None:
        _feed(self, data, super().feed)


class ByteStream(pyte.ByteStream):
    def feed(self, data: bytes) -> None:
        if self.use_utf8:
            _feed(self, self.utf8_decoder.decode(data), super(pyte.ByteStream, self).feed)
        else:
            super().feed(data)
