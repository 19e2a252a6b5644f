"""Vietnamese as the tests of the room need it: the letters, spelled syllables, and how they are typed."""

from __future__ import annotations

import itertools
import unicodedata

from hypothesis import strategies as st

TONES = {"huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "sắc": "\u0301", "nặng": "\u0323"}
PLAIN_VOWELS = "aăâeêioôơuưy"
VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in PLAIN_VOWELS for tone in ("", *TONES.values())]
SMALL_LETTERS = [*VOWELS, *"bcdđghklmnpqrstvx"]
LETTERS = [*SMALL_LETTERS, *(letter.upper() for letter in SMALL_LETTERS)]

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê
    êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu yêm yên yêng yêt yêu o oc oi om
    on ong op ot oa oac oach oai oan oang oanh oao oap oat oay oăc oăn oăng oăt oe oen oeo oet oong ooc ô ôc ôi ôm
    ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt
    uơ uy uya uyêt uyên uych uynh uyt uyu uyn uyp ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y
"""
ONSETS = [*_ONSETS.split(), ""]
RIMES = _RIMES.split()

TELEX_SHAPES = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
TELEX_TONES = {"huyền": "f", "hỏi": "r", "ngã": "x", "sắc": "s", "nặng": "j"}
VNI_SHAPES = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
VNI_TONES = {"huyền": "2", "hỏi": "3", "ngã": "4", "sắc": "1", "nặng": "5"}


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime[0] in "aăâeêiyơô"
    return not (onset == "gi" and rime[0] in "iy")


TONELESS = [(onset, rime) for onset, rime in itertools.product(ONSETS, RIMES) if _fits(onset, rime)]


def toned(onset: str, rime: str, tone: str) -> str:
    """The syllable with the tone on its last shaped vowel, else on the first: one of the ways to place it."""
    vowels = [index for index, letter in enumerate(rime) if letter in PLAIN_VOWELS]
    shaped = [index for index in vowels if rime[index] in "ăâêôơư"]
    place = (shaped[-1] if shaped else vowels[0]) + 1
    return unicodedata.normalize("NFC", onset + rime[:place] + TONES.get(tone, "") + rime[place:])


def typed(letters: str, shapes: dict[str, str], tone_key: str) -> str:
    """Each shape right behind its letter, the tone at the end of the syllable."""
    return "".join(shapes.get(letter, letter) for letter in letters) + tone_key


syllables = st.builds(
    lambda pair, tone: toned(*pair, tone), st.sampled_from(TONELESS), st.sampled_from(["ngang", *TONES])
)
