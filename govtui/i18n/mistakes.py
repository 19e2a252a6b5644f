"""What is wrong with a query line, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govtui.i18n.quotes import quoted, quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_

SENTENCES: Mapping[str, str] = {
    "unclosed_quote": N_("The quotation mark is not closed."),
    "unknown_field": N_("There is no search field “{field}”."),
    "not_a_facet": N_("Records cannot be filtered by “{field}”; set facet = true for it in registry.toml."),
    "no_value": N_("The field “{field}” has no value yet."),
    "not_a_year": N_("“{value}” is not a year; write 2018, 2018..2022 or 2018..."),
    "not_a_decade": N_("“{value}” is not a decade; write 2010s."),
    "not_a_country": N_("“{value}” is not a country code of two letters, such as VN."),
    "not_a_date": N_("“{value}” is not a date; write 2018, 2018..2022 or 2018-05-31."),
    "not_a_number": N_("“{value}” is not a number."),
    "not_yes_or_no": N_("“{value}” is neither yes nor no."),
    "no_such_value": N_("No record has “{value}” as its “{field}”."),
}
"""Mistake code (index/ask.py) to its English sentence."""


def mistake_words(code: str, values: Mapping[str, str], tr: Translator) -> str:
    """The sentence, with a nearest guess."""
    said = tr.gettext(SENTENCES[code])
    words = said.format_map(quoted_values(said, values))
    if near := values.get("near"):
        words += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    return words


def mistake_sentence(code: str, values: Mapping[str, str], start: int, tr: Translator) -> str:
    """The same with the place (counted from 1) at which the query is wrong, where that cannot be shown."""
    words = mistake_words(code, values, tr)
    return tr.gettext("{sentence} (at character {place})").format(sentence=words, place=start + 1)


SHOWN = 3
"""How many of the words that were looked for instead are named."""


CORRECTIONS: Mapping[str, str] = {
    "slip": N_("no “{typed}”; looked for {instead}"),
    "read": N_("“{typed}” read as {instead}"),
    "also_read": N_("“{typed}” also read as {instead}"),
}
"""Kind of a correction (index/ask.py: CorrectionKind) to its English words."""


def corrected_words(typed: str, instead: Sequence[str], kind: str, tr: Translator) -> str:
    """Say which words were looked for instead of a word, or beside it, and why."""
    named = ", ".join(quoted(word) for word in instead[:SHOWN])
    if len(instead) > SHOWN:
        named += f" (+{len(instead) - SHOWN})"
    return tr.gettext(CORRECTIONS[kind]).format(typed=typed, instead=named)
