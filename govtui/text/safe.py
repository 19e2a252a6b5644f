"""Text that is safe for a terminal: without controls, bidirectional controls and invisible characters.

Two layers. `safe_text` at the boundary makes such characters visible, so that a reader sees that something is there;
`drop_unsafe` at the very last step removes what slipped past. Source: design, terminal, injection (Textual strips
neither ESC nor C1 nor bidirectional controls); Unicode's Default_Ignorable_Code_Point and general categories.
"""

from __future__ import annotations

import re

# Every code point of categories Cc (but tab and line feed), Cs, Zl, Zp and of Default_Ignorable_Code_Point, the format
# characters Cf that show nothing, the noncharacters. Kept, though invisible alone: combining marks (Vietnamese NFD)
# and the variation selectors (U+180B-180D, 180F, FE00-FE0F, E0100-E01EF), which only choose a glyph.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiner, Arabic mark, Hangul and Khmer fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line separators, bidirectional, word joiner and on
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # fillers, surrogates, BOM, interlinear
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # hieroglyph, shorthand and musical formats
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))

UNSAFE = re.compile(f"[{_INVISIBLE}]")
"""One character that must not reach a terminal as it is; tab and line feed are left to `safe_text`."""

# What nearly every text is made of, in one glance: `re` looks a class up in a bitmap as long as it stays in the BMP,
# and tries the ranges of UNSAFE one by one (20 times slower).
_ORDINARY = r" -~\xa0-\xac\xae-\u034e\u0350-\u061b\u1e00-\u200a\u2010-\u2027\u202f-\u205f\u2070-\u2bff"
_CLEAN_LINE = re.compile(f"[{_ORDINARY}]*")
_CLEAN_LINES = re.compile(f"[\n{_ORDINARY}]*")
_UNSAFE_IN_LINE = re.compile(f"[\t\n{_INVISIBLE}]")
_TAB = 4


def safe_text(text: str, *, multiline: bool = True) -> str:
    """`text` with every unsafe character shown instead of sent: controls as pictures (ESC as ␛), others as ⟨202E⟩.

    CR LF becomes a line feed, tabs become spaces (to the next multiple of 4). With `multiline=False` a line feed
    becomes ⏎ and a tab one space, so that the result is one line. Idempotent.
    """
    if (_CLEAN_LINES if multiline else _CLEAN_LINE).fullmatch(text):
        return text
    text = UNSAFE.sub(_shown, text.replace("\r\n", "\n"))
    if multiline:
        return text.expandtabs(_TAB) if "\t" in text else text
    return text.replace("\n", "⏎").replace("\t", " ")


def drop_unsafe(text: str) -> str:
    """One line of `text` without any unsafe character, tab or line feed. For the last step before the terminal."""
    if _CLEAN_LINE.fullmatch(text):
        return text
    return _UNSAFE_IN_LINE.sub("", text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨{code:04X}⟩"
