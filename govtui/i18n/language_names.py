"""Languages by their names, as bibliographies write them: in English, in Vietnamese, or as the LaTeX package babel calls them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from govtui.i18n.translator import LANGUAGES, cldr_locale
from govtui.model.localized import LANGUAGE_TAG
from govtui.text.fold import tonekey

_OF_LATEX = {
    "american": "en", "australian": "en", "british": "en", "canadian": "en", "newzealand": "en", "ukenglish": "en",
    "usenglish": "en", "acadian": "fr", "canadien": "fr", "francais": "fr", "frenchb": "fr", "austrian": "de",
    "german": "de", "naustrian": "de", "ngerman": "de", "nswissgerman": "de", "swissgerman": "de", "brazil": "pt",
    "brazilian": "pt", "portuges": "pt", "bahasa": "id", "indon": "id", "indonesian": "id", "magyar": "hu",
    "viet": "vi", "vietnam": "vi",
}  # fmt: skip
"""Names of the LaTeX packages babel and polyglossia that are no name of the language in English."""


def language_tag(name: str) -> str:
    """Return the tag that a text is, or the name of; "" for none. "en_US" becomes "en-US", "English" and "tiếng Anh" "en"."""
    tag = name.strip().replace("_", "-")
    first, dash, rest = tag.partition("-")
    if (code := _codes().get(first.lower())) and LANGUAGE_TAG.match(tag := f"{code}{dash}{rest}"):
        return tag
    return _by_name().get(tonekey(name), "")


@cache
def _codes() -> Mapping[str, str]:
    """Return codes of ISO 639-1 and 639-2 to the one that BCP 47 has for the language ("vie" is "vi")."""
    from babel import Locale
    from babel.core import get_global

    known = {str(code): str(code) for code in Locale("en").languages if code not in ("mul", "und", "zxx")}
    aliases = ((str(code), str(target)) for code, target in get_global("language_aliases").items())
    return {code: target for code, target in aliases if target in known} | known


@cache
def _by_name() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(cldr_locale(language)).languages.items():
            if "_" not in code:
                found.setdefault(tonekey(name), code)
    return found | _OF_LATEX
