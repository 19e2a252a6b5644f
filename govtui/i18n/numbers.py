"""Numbers and shares as a language writes them (CLDR, through Babel)."""

from __future__ import annotations

from decimal import Decimal

from govtui.i18n.translator import Translator, cldr_locale


def number(value: int | float | Decimal, tr: Translator) -> str:
    """`value` with the separators of the language: ``1.234.567,891`` in Vietnamese, ``1,234,567.891`` in English.

    Nothing is rounded away (CLDR's own pattern stops at three decimals; an index such as 0.7787 has four). A value
    that was computed is rounded by whoever computed it. Years and document numbers are names, not for this.
    """
    if isinstance(value, int):  # counts stand on the first screen, which must not wait for Babel
        return f"{value:,}".replace(",", "." if tr.language == "vi" else ",")
    from babel.numbers import format_decimal

    return format_decimal(value, locale=cldr_locale(tr), decimal_quantization=False)


def percent(value: int | float | Decimal, tr: Translator) -> str:
    """`value` hundredths as records hold them (``percent = { completed = 23 }``): 23 is ``23%``, 12.5 is ``12,5%``.

    Nothing is rounded away, as in `number`.
    """
    from babel.numbers import format_percent

    return format_percent(Decimal(str(value)) / 100, locale=cldr_locale(tr), decimal_quantization=False)
