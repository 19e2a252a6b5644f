"""Numbers, percentages, lists, plurals and quotation marks as a language writes them (CLDR, through Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from govtui.i18n.translator import Translator, cldr_locale

_SEPARATORS = {"vi": ".", "en_GB": ","}
"""Between thousands, known without Babel: counts stand on the first screen, which must not wait for its import."""


def number(value: int | float | Decimal, tr: Translator) -> str:
    """Return `value` with separators: ``1.234.567,891`` in Vietnamese, ``1,234,567.891`` in English.

    Nothing is rounded (CLDR's own pattern stops at three decimals; an index such as 0.7787 has four): round computed
    values before. Years and document numbers are names, not for this.
    """
    locale = cldr_locale(tr.language)
    if isinstance(value, int) and (separator := _SEPARATORS.get(locale)):
        return f"{value:,}".replace(",", separator)
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale, decimal_quantization=False)


def percent(value: int | float | Decimal, tr: Translator) -> str:
    """Return `value` hundredths (``percent = { completed = 23 }``), not rounded: 23 is ``23%``, 12.5 is ``12,5%``."""
    from babel.numbers import format_percent

    return format_percent(Decimal(str(value)) / 100, locale=cldr_locale(tr.language), decimal_quantization=False)


def joined(items: Iterable[str], tr: Translator) -> str:
    """Return `items` as one phrase: ``A, B và C``, ``A, B and C``; empty for none."""
    from babel.lists import format_list

    return format_list(list(items), locale=cldr_locale(tr.language))


_SINGLE = re.compile("‘([^‘’“”]*)’")
_WHOLE = re.compile("“([^“”]*)”")
_OPENED, _CLOSED = "\ue000", "\ue001"  # stand for double marks while the single ones are turned
_TURNED = str.maketrans({"“": "‘", "”": "’", _OPENED: "“", _CLOSED: "”"})


def in_quotes(text: str) -> str:
    """Return `text` to stand between “ ”: its own “ ” become ‘ ’, and a ‘ ’ within those “ ”; an apostrophe stays.

    A pair of marks round the whole of `text` is left out.
    """
    if "“" not in text and "”" not in text:
        return text
    if whole := _WHOLE.fullmatch(text):
        return whole[1]
    return _SINGLE.sub(f"{_OPENED}\\1{_CLOSED}", text).translate(_TURNED)


def quoted(text: str) -> str:
    """Return `text` between “ ”, with its own quotation marks turned."""
    return f"“{in_quotes(text)}”"


def quoted_values(message: str, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a message, with `in_quotes` for those that it puts between “ ”."""
    return {
        name: in_quotes(value) if isinstance(value, str) and f"“{{{name}}}”" in message else value
        for name, value in values.items()
    }


def cldr_version() -> str:
    """Return the version of Unicode's locale data that Babel carries, which formats and names of countries come from."""
    from babel.core import get_cldr_version

    return get_cldr_version()


def plural_forms(language: str) -> str:
    """Return gettext's header Plural-Forms of a language: "nplurals=1; plural=0;" in Vietnamese."""
    from babel.messages.plurals import get_plural

    return get_plural(language.replace("-", "_")).plural_forms
