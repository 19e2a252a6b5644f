"""Vietnamese syllables typed without an input method: 'ddooir' (TELEX) and 'd9o6i3' (VNI) both mean 'đổi'.

For search only: a query word is also looked up as the `tonekey` it would have been with the input method switched on.
The rules are those of the common input methods (UniKey), with keys in any order after the letter they change; only
one syllable at a time, ASCII only. What does not come out as a possible syllable is None, so that few English words
are mistaken for typed Vietnamese ('this' is: thí).
"""

from __future__ import annotations

import re

from govtui.text.fold import TONES, y_as_i
from govtui.text.nfc import nfc

# Digits of `tonekey`: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
_TELEX_TONES = {"f": "1", "r": "2", "x": "3", "s": "4", "j": "5"}
_VNI_TONES = {"2": "1", "3": "2", "4": "3", "1": "4", "5": "5"}

_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}
_WITHOUT_SHAPE = str.maketrans("ăâêôơư", "aaeoou")

_VOWELS = "aeiouy"
_SHAPED = "ăâêôơư"
# Written vowels of a syllable, shapes aside: every one that a dictionary syllable has, gi- and qu- taken as consonants.
_NUCLEI = (
    "a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oao|oay|oe|oeo|oi|oo|"
    "u|ua|uay|ue|ueu|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu"
)
# Onsets are left loose for names of the highlands (Krông, Pleiku, Đắk Lắk).
_SYLLABLE = re.compile(rf"(?:qu|gi|[bcdđghklmnpqrstvx]{{0,3}})(?:{_NUCLEI})(?:ch|ng|nh|[ckmnpt])?")


def telex(word: str) -> str | None:
    """The `tonekey` of the syllable that `word` types in TELEX: 'ddooir' -> 'đôi2', 'tieengs' -> 'tiêng4'.

    aa ee oo dd, w for ă ơ ư (alone: ư), f r x s j for tones and z to take the tone back; a key pressed twice in a row
    is an escape in an input method and no syllable here, except in oo ('booong'). A syllable without any such key
    means itself. None when no syllable comes out.
    """
    syllable = _in_telex(word)
    return syllable.tonekey() if syllable else None


def vni(word: str) -> str | None:
    """The `tonekey` of the syllable that `word` types in VNI: 'd9o6i3' -> 'đôi2', 'tie6ng1' -> 'tiêng4'.

    6 for â ê ô, 7 for ơ ư, 8 for ă, 9 for đ, 1-5 for sắc huyền hỏi ngã nặng, 0 to take the tone back. A syllable
    without any digit means itself. None when no syllable comes out.
    """
    syllable = _in_vni(word)
    return syllable.tonekey() if syllable else None


def typed_syllables(word: str) -> tuple[str, ...]:
    """The syllables, NFC and with their accents, that `word` types in TELEX or VNI: 'vuj' and 'vu5' -> ('vụ',).

    Empty where no syllable comes out, and where the syllable is the word itself ('hoi').
    """
    typed = (syllable.written() for syllable in (_in_telex(word), _in_vni(word)) if syllable and syllable.tonekey())
    return tuple(dict.fromkeys(written for written in typed if written != word.lower()))


def _in_telex(word: str) -> _Syllable | None:
    """Return what `word` types letter by letter in TELEX; None where a key leads nowhere."""
    syllable = _Syllable()
    return syllable if word.isascii() and word.isalpha() and all(map(syllable.telex_key, word.lower())) else None


def _in_vni(word: str) -> _Syllable | None:
    """Return what `word` types letter by letter in VNI; None where a key leads nowhere."""
    syllable = _Syllable()
    return syllable if word.isascii() and word.isalnum() and all(map(syllable.vni_key, word.lower())) else None


class _Syllable:
    """What an input method holds while a syllable is typed. Each `..._key` returns False when the key leads nowhere."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.tone = ""

    def telex_key(self, key: str) -> bool:
        if key in _TELEX_TONES and self._has_vowel():
            return self._set_tone(_TELEX_TONES[key])
        if key == "z":
            return self._clear_tone()
        if key == "w":
            # Nothing to change: a letter of its own, as in 'tw' (tư); but not behind itself.
            return self._horn_or_breve() or (not self._has_shape() and self._letter("ư"))
        if key == "d" and "d" in self.letters:
            return self._stroke()
        if key in _CIRCUMFLEX:
            if self.letters and self.letters[-1] == _CIRCUMFLEX[key]:
                self.letters[-1:] = [key, key]
                return True
            if self._last_of("aeo" + _SHAPED) == key:
                return self._shape(_CIRCUMFLEX)
        return self._letter(key)

    def vni_key(self, key: str) -> bool:
        if key in _VNI_TONES:
            return self._has_vowel() and self._set_tone(_VNI_TONES[key])
        if key == "0":
            return self._clear_tone()
        if key == "6":
            return self._shape(_CIRCUMFLEX)
        if key == "7":
            return self._horns() or self._shape(_HORN)
        if key == "8":
            return self._shape(_BREVE)
        if key == "9":
            return self._stroke()
        return self._letter(key)

    def tonekey(self) -> str | None:
        base = self._base()
        if not _SYLLABLE.fullmatch(base.translate(_WITHOUT_SHAPE)):
            return None
        return y_as_i(base) + self.tone

    def written(self) -> str:
        """The syllable with its tone where it is written by tradition: 'hòa', 'thủy', 'quý', 'giữ', 'khuỷu'."""
        base = self._base()
        if not self.tone:
            return base
        begin = 2 if base.startswith(("qu", "gi")) and base[2:3] and base[2] in _VOWELS + _SHAPED else 0
        vowels = [index for index in range(begin, len(base)) if base[index] in _VOWELS + _SHAPED]
        shaped = [index for index in vowels if base[index] in _SHAPED]
        closed = base[-1] not in _VOWELS + _SHAPED
        place = shaped[-1] if shaped else vowels[-1] if closed else vowels[-2] if len(vowels) > 1 else vowels[0]
        return nfc(base[: place + 1] + TONES[int(self.tone) - 1] + base[place + 1 :])

    def _base(self) -> str:
        # One horn is enough to write ươ before another letter: 'dduwong', 'd9uo7ng'.
        return re.sub(r"(?<!q)(?:ưo|uơ)(?=.)", "ươ", "".join(self.letters))

    def _letter(self, letter: str) -> bool:
        self.letters.append(letter)
        return True

    def _has_shape(self) -> bool:
        return self._last_of(_SHAPED) is not None

    def _has_vowel(self) -> bool:
        return self._last_of(_VOWELS + _SHAPED) is not None

    def _last_of(self, candidates: str) -> str | None:
        return next((letter for letter in reversed(self.letters) if letter in candidates), None)

    def _set_tone(self, tone: str) -> bool:
        if tone == self.tone:
            return False
        self.tone = tone
        return True

    def _clear_tone(self) -> bool:
        if not self.tone:
            return False
        self.tone = ""
        return True

    def _stroke(self) -> bool:
        if self.letters[:1] != ["d"]:
            return False
        self.letters[0] = "đ"
        return True

    def _shape(self, shapes: dict[str, str]) -> bool:
        """Put the shape on the last vowel that can take it."""
        for index in reversed(range(len(self.letters))):
            shaped = shapes.get(self.letters[index])
            if shaped is not None and not self._is_u_of_qu(index):
                self.letters[index] = shaped
                return True
        return False

    def _horns(self) -> bool:
        """uo -> uơ, which `tonekey` makes ươ before a further letter; uơ -> ươ when asked again; uu -> ưu."""
        for index in range(len(self.letters) - 1):
            if self.letters[index] == "u" and not self._is_u_of_qu(index):
                if self.letters[index + 1] == "o":
                    self.letters[index + 1] = "ơ"
                    return True
                if self.letters[index + 1] in "ơu":
                    self.letters[index] = "ư"
                    return True
        return False

    def _horn_or_breve(self) -> bool:
        for index in range(len(self.letters) - 1):
            if self.letters[index : index + 2] == ["u", "a"] and not self._is_u_of_qu(index):
                self.letters[index] = "ư"
                return True
        return self._horns() or self._shape(_HORN | _BREVE)

    def _is_u_of_qu(self, index: int) -> bool:
        return self.letters[index] == "u" and index > 0 and self.letters[index - 1] == "q"
