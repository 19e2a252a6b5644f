"""Lists of words in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from govtui.i18n.translator import Translator, cldr_locale


def joined(items: Iterable[str], tr: Translator) -> str:
    """`items` as one phrase: ``A, B và C`` in Vietnamese, ``A, B and C`` in English; nothing for no items."""
    from babel.lists import format_list

    return format_list(list(items), locale=cldr_locale(tr))
