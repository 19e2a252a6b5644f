"""The query line: words, phrases in quotes, and fields; what is wrong with it, and where.

`hội nghị country:VN year:2018..2022 type:summit,forum "đổi mới"`: words and fields are joined by and, values of one field
(with commas) by or. The last word counts as unfinished unless a space follows it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from govtui.index.query_fields import BUILT_IN, ORDER, OWN, QueryFields, texts_of
from govtui.index.query_values import NOT_OF_THE_TYPE, in_quotes, span, split_values, value_of, years
from govtui.model.kinds import KINDS
from govtui.model.localized import text_in
from govtui.text.fold import fold, query_forms, tonekey, words
from govtui.text.telex import typed_syllables

HAS = ("discrepancy", "error", "warning", "problem", "checked")


@lru_cache(maxsize=8)
def _parts(fields: QueryFields) -> re.Pattern[str]:
    """The parts of a query line. Of fields that came after the first edition each value may be quoted by itself."""
    later = "|".join([re.escape(OWN) + "[a-z0-9_]*", *map(re.escape, fields.later)])
    return re.compile(
        rf"""(?P<space>\s+)
          | (?P<later>(?i:{later})):(?P<values>(?:"(?:[^"]|"")*"?|[^\s"])*)
          | (?P<field>[A-Za-z_]+):(?P<value>"[^"]*"?|\S*)
          | "(?P<phrase>[^"]*)(?P<closed>"?)
          | (?P<word>[^\s"]+)""",
        re.VERBOSE,
    )


_DECADE = re.compile(r"(\d{3})[0xX]s?\Z")


class Word(NamedTuple):
    """One word of a query, in the forms that it may stand in the index."""

    text: str
    """As it stands in the query."""
    folded: tuple[str, ...]
    """Without accents; an unfinished word both with and without the i/y rule."""
    toned: str
    """With its accents, as `tonekey` gives it; equal to the folded form when none were typed."""
    readings: tuple[str, ...]
    """The syllables that it types in TELEX or VNI where no input method is switched on, with their accents."""
    unfinished: bool

    def read(self) -> Word:
        """The word that it types in TELEX or VNI. For a word that has `readings`."""
        return word(self.readings[0], self.unfinished)


class CorrectionKind(StrEnum):
    """Why other words were looked for than those that were typed."""

    SLIP = "slip"
    """No record has the word; the nearest that occur were looked for instead."""
    READ = "read"
    """No record has the word as it stands; what it types in TELEX or VNI was looked for instead."""
    ALSO_READ = "also_read"
    """Records have the word; those that have what it types in TELEX or VNI come after them."""


class Correction(NamedTuple):
    """A word of a query, and the words that were looked for instead of it or beside it."""

    typed: str
    instead: tuple[str, ...]
    """Folded where a slip was corrected; with accents where TELEX or VNI was read."""
    kind: CorrectionKind = CorrectionKind.SLIP


class Mistake(NamedTuple):
    """What is wrong with a query: a code (i18n/errors.py has its sentence), and where (0-based, in characters)."""

    code: str
    start: int
    end: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood as far as it could be."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field to the values of which one must hold; years are spelled out."""
    places: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Where the values of fields stand in the line, by field and value."""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def marked(self) -> tuple[tuple[str, bool], ...]:
        """Folded words with whether they may go on, for marking them where they are shown."""
        as_typed = ((form, word.unfinished) for word in self.all_words for form in word.folded)
        keyed = (fold(reading) for word in self.all_words for reading in word.readings)
        return tuple(dict.fromkeys((*as_typed, *((form, False) for form in keyed if len(form) >= TELLING))))

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Those of phrases, too."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))

    @property
    def empty(self) -> bool:
        """Whether every record answers it."""
        return not (self.words or self.phrases or self.filters)


TELLING = 3
"""Letters from which on what was typed in TELEX or VNI is marked: shorter, it would be marked in words of any language."""


def word(text: str, unfinished: bool = False) -> Word:
    """One word in its forms."""
    folded = query_forms(text) if unfinished else (fold(text),)
    return Word(text, folded, tonekey(text), typed_syllables(text), unfinished)


def sought(line: str, corrected: Iterable[Correction], fields: QueryFields = BUILT_IN) -> tuple[tuple[str, bool], ...]:
    """What is marked in the records that a query found (`Ask.marked`), the words that were looked for instead included."""
    instead = (word for one in corrected for text in one.instead for word in words(text))
    return (*parse(line, fields).marked, *((fold(word), False) for word in instead))


@lru_cache(maxsize=256)
def parse(line: str, fields: QueryFields = BUILT_IN) -> Query:
    """A query line, understood; `fields`: those of the index that it is put to.

    Never raises: what cannot be understood is left out and reported as a mistake.
    """
    found: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    places: dict[tuple[str, str], tuple[int, int]] = {}
    mistakes: list[Mistake] = []
    for part in _parts(fields).finditer(line):
        if part["space"]:
            continue
        if _asks_a_field(part, fields):
            _field(part, fields, filters, places, mistakes)
        elif part["phrase"] is not None:
            if not part["closed"]:
                mistakes.append(Mistake("unclosed_quote", part.start(), part.end(), {}))
            inside = words(part["phrase"])
            if inside:
                last = len(inside) - 1
                phrases.append(tuple(word(w, not part["closed"] and n == last) for n, w in enumerate(inside)))
        else:
            inside = words(part[0])
            at_end = part.end() == len(line)
            found += [word(w, at_end and n == len(inside) - 1) for n, w in enumerate(inside)]
    return Query(tuple(found), tuple(phrases), filters, places, tuple(mistakes))


def _asks_a_field(part: re.Match[str], fields: QueryFields) -> bool:
    """Whether this is a field, or meant as one: a colon behind a word that is like no field is punctuation."""
    name = (part["field"] or "").casefold()
    if part["later"] is not None:
        return True
    return bool(name) and bool(fields.named(name) or fields.near(name) or fields.is_field(OWN + name))


def _field(
    part: re.Match[str],
    fields: QueryFields,
    filters: dict[str, tuple[str, ...]],
    places: dict[tuple[str, str], tuple[int, int]],
    mistakes: list[Mistake],
) -> None:
    of_name, of_values = ("later", "values") if part["later"] is not None else ("field", "value")
    written = part[of_name]
    name = fields.named(written.casefold())
    if not name:
        name = written.casefold()
        if fields.is_field(OWN + name) or (part["later"] is not None and fields.is_field(name)):
            code, values = "not_a_facet", {"field": written}
        else:
            code, values = "unknown_field", {"field": written, "near": fields.near(name)}
        mistakes.append(Mistake(code, part.start(of_name), part.end(of_name), values))
        return
    if part["later"] is not None:
        asked = split_values(part["values"])
    else:
        asked = value.split(",") if (value := part["value"].strip('"')) else []
    if not asked:
        mistakes.append(Mistake("no_value", part.start(), part.end(), {"field": written.casefold()}))
        return
    wanted: list[str] = []
    for one in asked:
        understood = _value(name, one) if name in ORDER else value_of(fields.value_type(name), one)
        if understood is None:
            code = _NOT_ONE.get(name) or NOT_OF_THE_TYPE.get(fields.value_type(name), "no_such_value")
            mistakes.append(Mistake(code, part.start(of_values), part.end(of_values), {"field": name, "value": one}))
        else:
            wanted += understood
            places |= {(name, value_): (part.start(of_values), part.end(of_values)) for value_ in understood}
    if wanted:
        filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), *wanted)))


_NOT_ONE = {"year": "not_a_year", "decade": "not_a_decade", "country": "not_a_country"}


def _value(name: str, value: str) -> list[str] | None:
    """What a value of a field of the first edition stands for, as facet values; None when it cannot be one."""
    match name:
        case "year":
            return years(value)
        case "decade":
            match = _DECADE.match(value)
            return [f"{match[1]}0"] if match else None
        case "country":
            return value_of("country", value)
        case "kind":
            near = difflib.get_close_matches(value.casefold().removesuffix("s"), KINDS, 1, 0.8)
            return near or None
        case "has":
            return [value.casefold()] if value.casefold() in HAS else None
    return [value.casefold()]


def line_of(ask_words: str, filters: Mapping[str, tuple[str, ...]], fields: QueryFields = BUILT_IN) -> str:
    """The query line that says this: words first, then fields in their fixed order. What `parse` understands again."""
    parts = [ask_words.strip()] if ask_words.strip() else []
    for name in fields.names:
        if values := filters.get(name):
            has_years = name == "year" or fields.value_type(name) == "date"
            if has_years and (years_ := span(values)):
                parts.append(f"{name}:{years_}")
            elif name in ORDER:
                shown = ",".join(values)
                parts.append(f'{name}:"{shown}"' if " " in shown else f"{name}:{shown}")
            else:
                parts.append(f"{name}:{','.join(map(in_quotes, values))}")
    return " ".join(parts)


def bare(line: str, fields: QueryFields = BUILT_IN) -> str:
    """The words and phrases of a query line as they were typed, without its fields."""
    found = _parts(fields).finditer(line)
    return " ".join(part[0] for part in found if part["space"] is None and not _asks_a_field(part, fields))


def toggled(line: str, dim: str, value: str, fields: QueryFields = BUILT_IN, language: str = "vi") -> str:
    """The query line with one value of a facet put in, or taken out if it is there.

    `language`: the one in which a value is written that has texts in several.
    """
    filters = dict(parse(line, fields).filters)
    values = filters.get(dim, ())
    kept = tuple(one for one in values if value not in fields.chosen(dim, (value,), (one,)))
    if kept == values:
        kept = (*values, text_in(texts_of(value), language) if fields.has_texts(dim) else value)
    filters[dim] = kept
    return line_of(bare(line, fields), filters, fields)
