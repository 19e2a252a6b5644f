"""Typed text normalized for a file: NFC, its line ends and byte order mark, the size limit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from govtui.edit.proposal import EditRefused
from govtui.store.files import RECORD_SIZE
from govtui.store.registry import Entry
from govtui.text.nfc import nfc

_BOM = b"\xef\xbb\xbf"
_ENDS = re.compile(r"\r\n|\n")


def to_nfc(value: Any) -> Any:
    """Return a value with every text in it in NFC."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {nfc(str(key)): to_nfc(one) for key, one in value.items()}
    return list(map(to_nfc, value)) if isinstance(value, list) else value


def with_line_ends(before: str, text: str) -> str:
    """Return a typed text with the line ends of `before`, in NFC except in unchanged lines."""
    old = before.splitlines(keepends=True)
    untouched = set(old)
    ends = set(_ENDS.findall(before))
    if len(ends) == 1 and set(_ENDS.findall(text)) - ends:
        text = _ENDS.sub(ends.pop(), text)
    elif len(ends) == 2 and len(set(_ENDS.findall(text))) == 1:
        text = _with_ends_of(before, text)
    return "".join(line if line in untouched else nfc(line) for line in text.splitlines(keepends=True))


def _with_ends_of(before: str, text: str) -> str:
    """Give each line the end that it has in `before`, which mixes LF and CRLF."""
    old, new = _lines(before), _lines(text)
    out = [f"{line}\n" for line, _ in new]
    matcher = SequenceMatcher(None, [line for line, _ in old], [line for line, _ in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        for n in range(block.size):
            out[block.b + n] = "".join(old[block.a + n])
    if new and not new[-1][1]:
        out[-1] = new[-1][0]
    return "".join(out)


def _lines(text: str) -> list[tuple[str, str]]:
    parts = re.split(r"(\r\n|\n)", text)
    pairs = list(zip(parts[::2], [*parts[1::2], ""], strict=True))
    return pairs if pairs[-1] != ("", "") else pairs[:-1]


def encode(text: str, base: Entry | None) -> bytes:
    """Encode a text, with the file's byte order mark. Raises EditRefused (not_utf8, not_unicode, too_large)."""
    codes = {problem.code for problem in base.problems} if base else set()
    if "not_utf8" in codes and "\ufffd" in text:
        raise EditRefused("not_utf8", base.problems if base else (), path=base.path if base else "")
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise EditRefused("not_unicode") from None
    if "byte_order_mark" in codes:
        raw = _BOM + raw
    if len(raw) > RECORD_SIZE:
        raise EditRefused("too_large", size=len(raw), limit=RECORD_SIZE)
    return raw
