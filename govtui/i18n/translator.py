"""Translator: one language's catalog behind the four gettext calls.

Reading needs the standard library alone: a compiled catalog opens in under a millisecond, Babel takes 25 ms to import.
It is used only in a source checkout whose catalog was edited after the last compilation.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from functools import cache, cached_property
from gettext import NullTranslations, c2py
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
"""The languages of the interface by their own names, in the order of F2; the first is spoken when nothing else is known.

A further one is a line here and a folder in locales/.
"""

DOMAIN = "govtui"


class Catalog(NullTranslations):
    """A compiled catalog (GNU gettext's .mo) of which a message is decoded when it is asked for: a run asks for few."""

    def _parse(self, fp: Any) -> None:
        """Find where each message stands. NullTranslations calls it with the open file."""
        raw: bytes = fp.read()
        order = "<" if raw[:4] == _LITTLE_ENDIAN else ">"
        _, _, count, ids, texts = struct.unpack_from(f"{order}5I", raw)
        places = struct.unpack_from(f"{order}{2 * count}I", raw, ids)
        self._raw = raw
        self._texts = struct.unpack_from(f"{order}{2 * count}I", raw, texts)
        # A message with plural forms is found by its singular.
        self._number = {
            raw[start : start + length].partition(b"\0")[0]: number
            for number, (length, start) in enumerate(zip(places[::2], places[1::2], strict=True))
        }
        self._known: dict[str, str] = {}

    def texts(self) -> list[str]:
        """Return all that the catalog can say, without its header."""
        return [text for number in self._number.values() if self._number[b""] != number for text in self._forms(number)]

    def gettext(self, message: str) -> str:
        found = self._known.get(message)
        return self._looked_up(message, message) if found is None else found

    def pgettext(self, context: str, message: str) -> str:
        key = f"{context}\4{message}"
        found = self._known.get(key)
        return self._looked_up(key, message) if found is None else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        number = self._number.get(msgid1.encode())
        if number is None:
            return msgid1 if n == 1 else msgid2
        return self._forms(number)[self._plural(n)]

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        number = self._number.get(f"{context}\4{msgid1}".encode())
        if number is None:
            return msgid1 if n == 1 else msgid2
        return self._forms(number)[self._plural(n)]

    def _looked_up(self, key: str, message: str) -> str:
        number = self._number.get(key.encode(errors="surrogatepass"))
        if number is None:
            return message
        self._known[key] = text = self._forms(number)[0]
        return text

    def _forms(self, number: int) -> list[str]:
        length, start = self._texts[2 * number : 2 * number + 2]
        return self._raw[start : start + length].decode().split("\0")

    @cached_property
    def _plural(self) -> Callable[[int], int]:
        """Which form goes with a number."""
        header = "".join(self._forms(self._number[b""]))
        rule = header.partition("Plural-Forms:")[2].partition("\n")[0].partition("plural=")[2].rstrip("; ")
        return c2py(rule) if rule else lambda n: int(n != 1)


_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class Translator:
    """Translates the English messages of the code into `language`, a key of `LANGUAGES` ("qps": the tests' pseudo language).

    A message without a translation comes back as it is. An empty message gives an empty text, where gettext itself
    would return the header of the catalog.
    """

    def __init__(self, language: str, catalog: NullTranslations) -> None:
        self.language = language
        self._catalog = catalog

    def gettext(self, message: str) -> str:
        """Return the translation of `message`."""
        return self._catalog.gettext(message) if message else ""

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation of `message` in `context`, such as "event.type"."""
        return self._catalog.pgettext(context, message) if message else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form of a message for the number `n`, which ``.format(n=n)`` fills in."""
        return self._catalog.ngettext(singular, plural, n) if singular else ""

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """`ngettext` within a context."""
        return self._catalog.npgettext(context, singular, plural, n) if singular else ""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.language!r})"


def cldr_locale(language: str) -> str:
    """Return the CLDR locale with the formats of a language; that of English for what is no language of the interface.

    British English, because the documents are of the United Nations and ASEAN: day before month, "A, B and C".
    """
    return language if language in LANGUAGES and language != "en" else "en_GB"


def next_language(language: str) -> str:
    """Return the language of the interface after this one, going round."""
    tags = list(LANGUAGES)
    return tags[(tags.index(language) + 1) % len(tags)] if language in LANGUAGES else tags[0]


@cache
def load(language: str) -> Translator:
    """Return the translator of `language`, read once a process. Raises ValueError for a language not in `LANGUAGES`.

    An installation without its catalogs (a build that went wrong; tests/test_packaging.py) speaks the English of the code.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    return Translator(language, read_catalog(language, _package()))


def _package() -> Traversable:
    here = Path(__file__).parent.parent
    if here.is_dir():
        return here
    from importlib.resources import files  # slow to import, and needed only inside an archive

    return files("govtui")


def read_catalog(language: str, package: Traversable) -> NullTranslations:
    """Return the catalog of `language` for the code in the folder `package`; an empty one where there is none.

    That is ``package/locales/<language>/LC_MESSAGES/govtui.mo``. In a source checkout the ``.po`` beside `package` is
    compiled in memory where it is newer or stands alone, so that an edited catalog shows at the next start.
    """
    place = ("locales", language, "LC_MESSAGES")
    compiled = package.joinpath(*place, f"{DOMAIN}.mo")
    source = package.parent.joinpath(*place, f"{DOMAIN}.po") if isinstance(package, Path) else None
    if source is not None and source.is_file() and not _is_current(compiled, source):
        return _compile(source, language)
    if compiled.is_file():
        with compiled.open("rb") as stream:
            return Catalog(stream)
    return NullTranslations()


def _is_current(compiled: Traversable, source: Path) -> bool:
    return isinstance(compiled, Path) and compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime


def _compile(source: Path, language: str) -> Catalog:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    stream = io.BytesIO()
    with source.open("rb") as text:
        write_mo(stream, read_po(text, locale=language))
    stream.seek(0)
    return Catalog(stream)
