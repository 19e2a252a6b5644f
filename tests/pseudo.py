"""A pseudo language, to find words on the screen that did not come from a catalog.

Every message is shown with its ASCII letters exchanged for accented ones that stand in neither English nor Vietnamese:
"Save {name}" is "Şȧṽḗ {name}". Whatever ASCII letter is then on the screen is a record's, a key's, or a fault.
"""

from __future__ import annotations

import re
import unicodedata
from gettext import NullTranslations

from govtui.i18n.translator import LANGUAGES, Translator

LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ",
        strict=True,
    )
)
"""One look-alike for each ASCII letter: one code point, one cell wide, NFC, of the same case."""

_KEPT = re.compile(
    r"""
    \{\{ | \}\} | \{ (?: [^{}] | \{[^{}]*\} )* \}           # fields of str.format
    | %\(\w+\) [#0\-\ +]* [\d.]* [a-zA-Z] | %[sdrf]         # fields of the % operator
    | (?<!\\) \[ (?: [/$@\#] [^\[\]]* | link= [^\[\]]*      # markup
        | (?: b|i|u|s|r|bold|dim|italic|underline|strike|reverse|blink ) (?: \ [^\[\]]* )? ) \]
    """,
    re.VERBOSE,
)


def pseudo(text: str) -> str:
    """`text` in the pseudo language: its placeholders and markup kept, every other ASCII letter exchanged."""
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_exchange(text[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _exchange(text[end:])])


def _exchange(text: str) -> str:
    return "".join(LETTERS.get(letter, letter) for letter in text)


class PseudoTranslator(Translator):
    """The translator of "qps". Plurals go as in English; `asked` remembers (context, message) of every call, for
    comparing with the template."""

    def __init__(self) -> None:
        super().__init__("qps", NullTranslations())
        self.asked: set[tuple[str, str]] = set()

    def gettext(self, message: str) -> str:
        return self._said("", message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._said(context, message, message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._said("", singular, singular if n == 1 else plural)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return self._said(context, singular, singular if n == 1 else plural)

    def _said(self, context: str, message: str, form: str) -> str:
        if message:
            self.asked.add((context, message))
        return pseudo(form)


def words(text: str) -> list[str]:
    """The words of a text as `leaks` tells them apart: runs of letters, digits and "_" of its NFC form."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def leaks(screen_text: str, allowed: set[str]) -> list[str]:
    """The words on the screen that have an ASCII letter and are not `allowed`, each once, in order of appearance.

    `allowed` holds words as `words` gives them: of the records shown, and the names of keys. A word that is cut off
    by "…" may be the beginning of an allowed one.
    """
    found: dict[str, None] = {}
    text = unicodedata.normalize("NFC", screen_text)
    for name in LANGUAGES.values():  # the footer has the next language by its own name
        text = text.replace(f" F2 {name} ", " ")
    for match in re.finditer(r"\w+", text):
        word, is_cut = match[0], text.startswith("…", match.end())
        if not re.search("[A-Za-z]", word) or word in allowed:
            continue
        if not (is_cut and any(whole.startswith(word) for whole in allowed)):
            found[word] = None
    return list(found)
