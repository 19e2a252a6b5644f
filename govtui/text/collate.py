"""Collation: sort keys in CLDR order for Vietnamese and English, to compare by code point.

`sort_key` agrees with ICU's collators for "vi" and "en" (which has the root order) at tertiary strength, alternate
handling non-ignorable, for text of Latin letters with any marks, digits, white space, and the punctuation and symbols
of `_SYMBOLS`: white space < punctuation < symbols < currencies < digits < letters; first the letters of the whole
string decide, then its accents or tones, then its case (lower before upper). In Vietnamese ă â đ ê ô ơ ư are letters
of their own and the tones rank huyền, hỏi, ngã, sắc, nặng.

Not covered, though every string has a key, and NFC and NFD have the same: the mutual order of symbols that are not in
`_SYMBOLS` (by code point, behind those), of letters of other scripts (by code point behind Latin, small before capital),
of styled forms of one character (², ₂, ①), of digits of other scripts, of the marks U+0363-036F and of some phonetic
and medieval letters (ȸ, ẟ, ỻ); contractions ("l·"). Numbers do not sort by value ("10" stands before "9", as in CLDR),
and syllables not one by one as in printed Vietnamese dictionaries.

Source: CLDR 47 root collation and `vi.xml`; ICU is the oracle in the tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from govtui.text.nfc import nfc
from govtui.text.remembered import Remembered

# Everything below stands in the order of CLDR root. Written out, because a table of weights would be unreadable.
_SPACES = "\t\n\x0b\x0c\r\x85\u2028\u2029 \u1680"
_SYMBOLS = (
    "_-‐‒–—―⁓・,、;⁏:!¡?¿‽.。·⁕⁖⁘⁙⁚⁛⁜⁝⁞'‹›\"«»()[]{}⁅⁆〈〉《》「」『』【】〔〕‖§¶⁋@*⁎⁑/\\&⁊#%‰‱†‡•‣‧⁃⁌⁍′‵‸※‿⁔⁀⁐⁁⁂"
    "`´˜^¯¨¸°©®←→↑↓↔⇒⇔∀∂∃∅∆∈∏∑+±÷×<=>¬|¦~−⁒⁄√∞∧∨∩∪∫≈≡≤≥■□▪▫▲►▼◄◆◇○●★☆♦✓✔✗✘✱❖➢"
    "¤¢$£¥₠₡₢₣₤₥₦₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿⃀"
)
_DIGITS = "0123456789"
# The Vietnamese letters stand where `vi.xml` puts them; in English order they never get here undecomposed.
_LETTERS = (
    "aăâɐɑɒbʙƀɓƃcȼƈɕdđɖɗƌȡeêɇǝəɛɘɚɜɝɞʚɤfƒgɡɢǥɠʛɣƣhʜƕɦɧʻʽiıɪɨɩjȷɉʝɟʄkƙʞlʟƚɫɬɭȴɮƛʎmɱnɴɲƞɳȵŋoôơɶɔɵɷȣpƥɸqʠɋĸ"
    "rʀɍɹɺɻɼɽɾɿʁsʂȿʃƪʅʆtŧƫƭʈȶʇuưʉɥʮʯɯɰʊvʋʌwʍxyʏɏƴȝzƶȥʐʑɀʒƹƺʓþƿƻƨƽƅʔɂˀʼˮʾʕʿˁʡʢʖǀǁǂǃʗʘʬʭ"
)
_MARKS = (
    "\u0332\u0313\u0314\u0301\u0300\u0306\u0302\u030c\u030a\u0342\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
    "\u030d\u0316\u0336\u0335\u0305\u0309\u030f\u0310\u0311\u031b\u0321\u0322\u0323\u0324\u0325\u0326\u032d\u032e"
    "\u0330\u0331\u0334\u0339\u0345\u0358\u0360\u0361"
)
_TONED_MARKS = _MARKS.translate({ord(tone): None for tone in "\u0301\u0309\u0303\u0323"}).replace(
    "\u0300", "\u0300\u0309\u0303\u0301\u0323"
)
# Marks that CLDR does not tell apart: all weigh as U+030D, U+0316 or U+0336.
_SAME_MARKS = {
    "\u030d": "\u030e\u0312\u0315\u031a\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357\u035b\u035d\u035e",
    "\u0316": "\u0317\u0318\u0319\u031c\u031d\u031e\u031f\u0320\u0329\u032a\u032b\u032c\u032f\u0333\u033a\u033b\u033c"
    "\u0347\u0348\u0349\u034d\u034e\u0353\u0354\u0355\u0356\u0359\u035a\u035c\u035f\u0362",
    "\u0336": "\u0337",
}
# Letters that weigh as a letter and a mark, though Unicode does not decompose them.
_STRUCK = str.maketrans(
    {"đ": "d\u0335", "Đ": "D\u0335", "ø": "o\u0338", "Ø": "O\u0338"}
    | {"ł": "l\u0335", "Ł": "L\u0335", "ħ": "h\u0335", "Ħ": "H\u0335"}
)
_STRUCK_IN_VIETNAMESE = {code: pair for code, pair in _STRUCK.items() if chr(code) not in "đĐ"}
# Characters that differ from another at the level of accents only, in their order.
_VARIANTS = {"'": "‘’‚‛", '"': "“”„‟", "d": "ð"}
_DIGRAPHS = {"æ": "ae", "œ": "oe", "ß": "ss"}
_STYLES = ("wide", "compat", "font", "circle", "super", "sub", "vertical", "noBreak", "square", "fraction")

# Levels of a key are joined by _LEVEL, lower than any weight. A weight of the first level is one character (two where
# a character stands behind the known ones), so are those of accents and of case; the common ones are _PLAIN.
_LEVEL, _PLAIN = "\x01", "0"
_UPPER, _UPPER_STYLED = "A", "B"
_FIRST_WEIGHT = 2
_RANKED = _SPACES + _SYMBOLS + "\0" + _DIGITS + _LETTERS + "\0"
_PRIMARY = {character: chr(_FIRST_WEIGHT + rank) for rank, character in enumerate(_RANKED) if character != "\0"}
_SPACE = _PRIMARY[" "]
_OTHER_SYMBOL = chr(_FIRST_WEIGHT + len(_SPACES + _SYMBOLS))
_OTHER_LATIN = chr(_FIRST_WEIGHT + len(_RANKED) - 1)
# Letters from here on weigh as themselves: every weight above is lower.
_FIRST_OTHER_SCRIPT = "\u0370"

# What may stand between a vowel and its shape in NFD without parting them: marks that attach lower.
_LOW_MARKS = "".join(chr(code) for code in range(0x300, 0x370) if 0 < unicodedata.combining(chr(code)) < 216)
_BELOW_MARKS = "".join(chr(code) for code in range(0x300, 0x370) if 0 < unicodedata.combining(chr(code)) < 230)
_SHAPES = re.compile(
    f"([oOuU])([{_LOW_MARKS}]*)(\u031b)|([aeoAEO])([{_BELOW_MARKS}]*)(\u0302)|([aA])([{_BELOW_MARKS}]*)(\u0306)"
)


class _Weights(NamedTuple):
    letters: str
    accents: str
    cases: str


def sort_key(text: str, language: str) -> str:
    """A string that sorts `text` by code point as CLDR sorts it in `language`: "vi", or the root order for any other.

    Texts that CLDR does not tell apart (NFC and NFD; invisible format characters and controls weigh nothing) have
    equal keys. The key holds no U+0000, is not for display, and is comparable only with keys of the same language and
    release of govtui.
    """
    # The words of names repeat. Their weights are remembered; the levels run over the whole text, so they are joined.
    words = map(_TAILORED.get(language, _root), text.split(" "))
    return _joined(words)


def _joined(words: Iterable[_Weights]) -> str:
    letters, accents, cases = zip(*words, strict=True)
    # What is common at the end decides nothing, and most names have no capitals but the first.
    accent_level = _PLAIN.join(accents).rstrip(_PLAIN)
    return f"{_SPACE.join(letters)}{_LEVEL}{accent_level}{_LEVEL}{_PLAIN.join(cases).rstrip(_PLAIN)}"


def sort_keys(texts: Mapping[str, str]) -> dict[str, str]:
    """The key of each language's text in that language."""
    by_text: dict[str, str] = {}
    out = {}
    for language, text in texts.items():
        key = by_text.get(text)
        if key is None:
            if text.isascii() and text.isprintable():  # then it weighs the same in all languages
                if " " in text:
                    by_text[text] = key = sort_key(text, language)
                else:  # an id, in place of a name: not worth remembering
                    by_text[text] = key = _joined([_weigh_ascii(text)])
            else:
                key = sort_key(text, language)
        out[language] = key
    return out


def _weigh_root(word: str) -> _Weights:
    if word.isascii() and word.isprintable():
        return _weigh_ascii(word)
    return _weigh(unicodedata.normalize("NFD", nfc(word)).translate(_STRUCK), _ROOT)


def _weigh_vietnamese(word: str) -> _Weights:
    if word.isascii() and word.isprintable():
        return _weigh_ascii(word)
    decomposed = unicodedata.normalize("NFD", nfc(word)).translate(_STRUCK_IN_VIETNAMESE)
    return _weigh(_SHAPES.sub(_shaped, decomposed), _VIETNAMESE)


_root = Remembered(_weigh_root).__getitem__
_TAILORED = {"vi": Remembered(_weigh_vietnamese).__getitem__}
"""Language to the weights of a word, where CLDR tailors the root order for it."""


def _shaped(found: re.Match[str]) -> str:
    vowel, between, shape = (group for group in found.groups() if group is not None)
    return unicodedata.normalize("NFC", vowel + shape) + between


def _weigh_ascii(word: str) -> _Weights:
    """The same for both, and quicker: years and numbers are what names do not share."""
    lower, plain = word.lower(), _PLAIN * len(word)
    cases = plain if word == lower else "".join([_UPPER if one.isupper() else _PLAIN for one in word])
    return _Weights("".join(map(_PRIMARY.__getitem__, lower)), plain, cases)


def _weigh(decomposed: str, characters: Remembered[_Weights]) -> _Weights:
    weights = map(characters.__getitem__, decomposed)
    return _Weights(*map("".join, zip(*weights, strict=True))) if decomposed else _NOTHING


_NOTHING = _Weights("", "", "")


def _accent_weights(marks: str) -> dict[str, str]:
    # Above the digits, which the variants of a character use; below U+0370, where unknown marks weigh as themselves.
    weights = {mark: chr(0x41 + rank) for rank, mark in enumerate(marks)}
    return weights | {same: weights[mark] for mark, others in _SAME_MARKS.items() for same in others}


def _characters(accents: dict[str, str]) -> Remembered[_Weights]:
    """The weights of single characters, the marks among them."""

    def weights(character: str) -> _Weights:
        marks = unicodedata.combining(character)
        return _Weights("", accents.get(character, character), _PLAIN) if marks else _weight(character)

    return Remembered(weights)


_ROOT = _characters(_accent_weights(_MARKS))
_VIETNAMESE = _characters(_accent_weights(_TONED_MARKS))
_VARIANT_OF = {
    variant: _Weights(_PRIMARY[plain], str(rank), _PLAIN)
    for plain, variants in _VARIANTS.items()
    for rank, variant in enumerate(variants, start=1)
}


@lru_cache(maxsize=4096)
def _weight(character: str) -> _Weights:
    """The weights of one character that is no combining mark."""
    if character in _PRIMARY:
        return _Weights(_PRIMARY[character], _PLAIN, _PLAIN)
    if character in _VARIANT_OF:
        return _VARIANT_OF[character]
    lower = character.lower()
    if lower != character and len(lower) == 1:
        weights = _weight(lower)
        return weights._replace(cases="".join(_UPPER if case == _PLAIN else _UPPER_STYLED for case in weights.cases))
    if character in _DIGRAPHS:
        first, second = map(_weight, _DIGRAPHS[character])
        return _Weights(first.letters + second.letters, "1" + _PLAIN, _PLAIN + _case("compat", _PLAIN))
    category = unicodedata.category(character)
    if category in ("Cc", "Cf") or character == "\u034f" or "\ufe00" <= character <= "\ufe0f":
        return _NOTHING
    if unicodedata.decomposition(character).startswith("<"):
        return _styled(character)
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return _Weights(_PRIMARY[str(digit)], "1", _PLAIN)
    if category[0] in "PSZ":
        return _Weights(_OTHER_SYMBOL + character, _PLAIN, _PLAIN)
    return _Weights(character if character >= _FIRST_OTHER_SCRIPT else _OTHER_LATIN + character, _PLAIN, _PLAIN)


def _styled(character: str) -> _Weights:
    """A styled form (², ﬁ, ™, U+00A0) weighs as what it stands for, and behind it at the level of case."""
    style = unicodedata.decomposition(character)[1:].partition(">")[0]
    plain = _weigh(unicodedata.normalize("NFKD", character), _ROOT)
    return plain._replace(cases="".join(_case(style, case) for case in plain.cases))


def _case(style: str, case: str) -> str:
    rank = _STYLES.index(style) + 1 if style in _STYLES else len(_STYLES) + 1
    # Small letters, styled small letters, capitals, styled capitals: "0" < "1"..";" < "A" < "B".
    return _UPPER_STYLED if case == _UPPER else chr(ord(_PLAIN) + rank)
