"""Search keys: spellings with the same key find each other.

There is a loose and a strict key of a text; both ignore case, NFC or NFD, old or new placement of the tone
(hoà, hòa), i or y after a consonant (kĩ, kỹ; quí, quý) and the width of white space:

    fold     'Đổi mới' -> 'doi moi'     no tones, no shapes
    tonekey  'Đổi mới' -> 'đôi2 mơi4'   shapes, and the tone as a digit behind the word

Two texts that agree in the strict key agree in the loose one. No other folding exists in govtui.
"""

from __future__ import annotations

import re
import unicodedata

from govtui.text.nfc import nfc
from govtui.text.remembered import CharacterTable, Remembered

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The five tone marks in the order of the Vietnamese alphabet: huyền, hỏi, ngã, sắc, nặng (digits 1-5 of `tonekey`)."""

_TONE_DIGIT = {mark: str(digit) for digit, mark in enumerate(TONES, start=1)}
_NO_TONES = str.maketrans("", "", TONES)
# U+0110, U+00D0 and U+0189 look alike and all turn up as the Vietnamese Đ.
_ONE_D = str.maketrans("ðɖ", "đđ")
# Letters that Unicode does not decompose, as people without them on the keyboard type them.
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# [^\W_] is a letter or a digit. A word here ends where `words` ends it.
_Y = re.compile(r"(?<![^\W_])(qu|[bcdđghklmnprstvx]*)y(?![^\W_])")
_RUN = "[^\\W_](?:[^\\W_]|[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff])*"
_RUN_OR_REST = re.compile(rf"({_RUN})|[\W_]+")
_LAST_RUN = re.compile(rf"(?<![^\W_]){_RUN}[\W_]*\Z")
# What a styled letter or digit may stand for. Not Hangul letters: they would compose with their neighbours.
_STYLED = re.compile("[^\\W_\u1100-\u11ff](?:[^\\W_\u1100-\u11ff]|[\u0300-\u036f])*")
_TOKEN = re.compile(r"\S+")
_PLAIN_WORD = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """The loose key: 'Đổi  QUÝ' -> 'doi qui'.

    No tones, no shapes, no other marks U+0300-036F, Đ and its look-alikes as d (ø, ł, ħ, ŧ, ı, æ, œ, þ likewise),
    case folded, small and circled digits and letters plain (CO₂ -> co2), invisible format characters gone, y as i
    where a word is consonants + y or quy, and every run of white space (U+00A0 too) one space, none at the ends.
    Idempotent.
    """
    return " ".join(filter(None, map(_folded, text.split())))


def tonekey(text: str) -> str:
    """The strict key: as `fold`, but with the shapes of vowels and đ, and behind each word its tone as a digit 1-5 (the
    order of `TONES`).

    'hòa' and 'hoà' -> 'hoa1', 'quý' and 'quí' -> 'qui4', but 'thúy' -> 'thuy4' and 'thúi' -> 'thui4'. A foreign word
    with several such marks gets several digits. `telex` and `vni` decode typed syllables to this key.
    """
    return " ".join(filter(None, map(_tonekeyed, text.split())))


def y_as_i(text: str) -> str:
    """`text` (lower case, toneless) with y written i wherever a word is consonants + y, or quy. Keeps the length."""
    return _Y.sub(r"\1i", text) if "y" in text else text


def unaccented(text: str) -> str:
    """Letters and marks as `fold` writes them, with y left as it is: 'Quản lý QUỸ' -> 'quan ly quy'."""
    return " ".join(filter(None, map(_unmarked, text.split())))


def query_forms(word: str) -> tuple[str, ...]:
    """The prefixes to look up for the last word of a query while it is still being typed: `fold(word)` first.

    The i/y rule judges whole words, and nobody knows yet whether "My" is all of Mỹ (indexed as 'mi') or the start of
    Myanmar: `query_forms("My")` -> `('mi', 'my')`. One form for most words.
    """
    whole = fold(word)
    plain = unaccented(word)
    last = _LAST_RUN.search(plain)
    unfinished = whole[: last.start()] + plain[last.start() :] if last else whole
    return (whole,) if unfinished == whole else (whole, unfinished)


def words(text: str) -> list[str]:
    """The search words of `text`, in order, as written but in NFC: runs of letters, digits and their marks.

    Everything else separates, so that a symbol is found by its parts: 'A/RES/69/327' -> ['A', 'RES', '69', '327'].
    Invisible format characters do not separate (a soft hyphen stands inside a word). Each word has a key:
    `fold(word)` is never empty.
    """
    return [word for word in nfc(text).translate(_SEPARATED).split() if word.isalnum() or fold(word)]


def folded_words(text: str) -> str:
    """`words(fold(text))` joined by spaces: what a text says, without its punctuation. 'Đổi mới; 15-2021' -> 'doi moi 15 2021'."""
    return " ".join(filter(None, map(_spoken, text.split())))


def forms(token: str) -> tuple[str, str]:
    """`fold` and `folded_words` of a piece of text without white space; not remembered, for whoever does so."""
    folded = y_as_i(_unmark(token))
    if folded.isalnum():
        return folded, folded
    return folded, " ".join(_PLAIN_WORD.findall(folded) if token.isascii() else words(folded))


def keys(token: str) -> list[tuple[str, str]]:
    """`fold` and `tonekey` of each of the `words` of a piece of text without white space."""
    if token.isascii():
        return [(word, word) for word in _PLAIN_WORD.findall(y_as_i(token.lower()))]
    return [(_folded(word), _tonekeyed(word)) for word in words(token)]


def fold_map(text: str) -> tuple[str, list[int]]:
    """`fold(text)` and, for each of its characters, the index in `text` (NFC or NFD) of the character it came from.

    A space comes from the first character of its run of white space. A letter written as several code points is
    represented by the first of them; a letter that folds to several (ß, æ) is named several times. The indices never
    decrease. `original_span` turns a match in the folded text into a slice of `text`.
    """
    folded: list[str] = []
    origins: list[int] = []
    gap = 0
    for token in _TOKEN.finditer(text):
        key = _folded(token.group())
        if not key:
            continue
        if folded:
            origins.append(gap)
        folded.append(key)
        start, gap = token.span()
        offsets = _offsets(token.group())
        origins.extend(range(start, gap) if offsets is None else [start + offset for offset in offsets])
    return " ".join(folded), origins


def original_span(text: str, origins: list[int], start: int, end: int) -> tuple[int, int]:
    """The slice of `text` that became `folded[start:end]` under `folded, origins = fold_map(text)`.

    Whole letters: combining marks behind the last one belong to it. An empty match gives an empty slice.
    """
    if start >= end:
        begin = origins[start] if start < len(origins) else len(text)
        return begin, begin
    last = origins[end - 1] + 1
    while last < len(text) and unicodedata.combining(text[last]):
        last += 1
    return origins[start], last


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    compatible = unicodedata.normalize("NFKD", character)
    # Only letters and numbers lose their style, and only where they stay one: № and ½ would grow words or separators.
    if category[0] not in "LN" or not _STYLED.fullmatch(compatible):
        compatible = unicodedata.normalize("NFD", character)
    letters = unicodedata.normalize("NFD", compatible.casefold())
    return "".join(c for c in letters if not "\u0300" <= c <= "\u036f").translate(_PLAIN)


def _toneless_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    letters = unicodedata.normalize("NFD", character.casefold()).translate(_NO_TONES)
    return unicodedata.normalize("NFC", letters).translate(_ONE_D)


def _separated_character(character: str) -> str:
    category = unicodedata.category(character)
    return character if category[0] in "LMN" else "" if category == "Cf" else " "


_UNMARKED = CharacterTable(_plain_character)
_TONELESS = CharacterTable(_toneless_character)
_SEPARATED = CharacterTable(_separated_character)


def _unmark(token: str) -> str:
    if token.isascii():
        return token.lower()
    # The second pass composes what stood on both sides of a mark that is gone (Hangul, Indic vowels).
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", token).translate(_UNMARKED))


def _detone(token: str) -> str:
    if token.isascii():
        return y_as_i(token.lower())
    return y_as_i(unicodedata.normalize("NFC", nfc(token).translate(_TONELESS)))


def _tonekey(token: str) -> str:
    if token.isascii():
        return y_as_i(token.lower())
    token = nfc(token)
    return _toned(token) if token.isalnum() else _RUN_OR_REST.sub(_tone_behind, token)


def _tone_behind(part: re.Match[str]) -> str:
    return _detone(part.group()) if part.group(1) is None else _toned(part.group())


def _toned(run: str) -> str:
    marks = [_TONE_DIGIT[mark] for mark in unicodedata.normalize("NFD", run) if mark in _TONE_DIGIT]
    return _detone(run) + "".join(marks)


def _offset(token: str) -> list[int] | None:
    """For each character of `_unmark(token)`, the index in `token` it came from; None: each from its own."""
    if token.isascii():
        return None
    offsets: list[int] = []
    for begin, end in _letters(token):
        letter = token[begin:end]
        image = _unmark(letter)
        parts = [character.translate(_UNMARKED) for character in letter]
        if unicodedata.is_normalized("NFC", letter) and "".join(parts) == image:
            for index, part in enumerate(parts, start=begin):
                offsets.extend([index] * len(part))
        else:
            offsets.extend([begin] * len(image))
    return None if offsets == list(range(len(token))) else offsets


def _letters(token: str) -> list[tuple[int, int]]:
    """Slices of `token`, none of which Unicode would compose with its neighbour."""
    starts = [index for index, character in enumerate(token) if index == 0 or not _leans(character)]
    return list(zip(starts, [*starts[1:], len(token)], strict=True))


def _leans(character: str) -> bool:
    """Whether `character` may become one with what stands before it: marks, medial and final Hangul; or disappears."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or "\u1160" <= character <= "\u11ff"


# Keys are made per white-space token and remembered; a text is then little more than split and join.
_unmarked = Remembered(_unmark).__getitem__
_folded = Remembered(lambda token: y_as_i(_unmark(token))).__getitem__
_tonekeyed = Remembered(_tonekey).__getitem__
_offsets = Remembered(_offset).__getitem__


_spoken = Remembered(lambda token: forms(token)[1]).__getitem__
