"""The form in which text is stored: Unicode NFC, with Vietnamese tone marks behind the shapes of vowels."""

from __future__ import annotations

import re
import unicodedata

# Old converters and some keyboards write the tone before the shape of the vowel (o, hook above, circumflex).
# Both marks have combining class 230, so no Unicode normalisation ever swaps them: NFC gives "ỏ" + U+0302, which is
# another string than "ổ" and finds nothing. Only vowels that Vietnamese writes so are touched; the dot below has a
# lower class and is put right by NFC itself, and so is the horn.
_TONES = "\u0300\u0309\u0303\u0301"
_SHAPED = {"\u0302": "aeoAEO", "\u0306": "aA"}
_REPAIRED = {
    unicodedata.normalize("NFC", vowel + tone) + shape: unicodedata.normalize("NFC", vowel + shape + tone)
    for shape, vowels in _SHAPED.items()
    for vowel in vowels
    for tone in _TONES
}
_MISPLACED = re.compile("|".join(_REPAIRED))


def nfc(text: str) -> str:
    """`text` in NFC, where a tone typed before the shape of its vowel (o + U+0309 + U+0302) is composed too ("ổ").

    Idempotent; total (any str, lone surrogates too, is accepted). Source: Unicode Standard Annex 15 for NFC;
    the repair is govtui's own (design: Vietnamese text, storage).
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if _has_misplaced_tone(composed):
        return _MISPLACED.sub(lambda found: _REPAIRED[found.group()], composed)
    return composed


def is_nfc(text: str) -> bool:
    """Whether `nfc(text) == text`: nothing to compose and no tone before its shape."""
    return unicodedata.is_normalized("NFC", text) and not _has_misplaced_tone(text)


def _has_misplaced_tone(composed: str) -> bool:
    # A loose shape mark is rare in NFC: two searches for one character each are far cheaper than the pattern.
    return ("\u0302" in composed or "\u0306" in composed) and _MISPLACED.search(composed) is not None
