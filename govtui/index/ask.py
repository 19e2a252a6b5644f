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

from govtui.model.kinds import KINDS
from govtui.text.fold import fold, query_forms, tonekey, words
from govtui.text.telex import typed_syllables

FIELDS = ("kind", "type", "status", "country", "year", "decade", "sdg", "source", "has", "missing")
"""The fields of a query; each is a facet of the index."""

HAS = ("discrepancy", "error", "warning", "problem", "checked")

_PART = re.compile(
    r"""(?P<space>\s+)
      | (?P<field>[A-Za-z_]+):(?P<value>"[^"]*"?|\S*)
      | "(?P<phrase>[^"]*)(?P<closed>"?)
      | (?P<word>[^\s"]+)""",
    re.VERBOSE,
)
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?\Z")
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
    """What is wrong with a query: a code (i18n/mistakes.py has its sentence), and where (0-based, in characters)."""

    code: str
    start: int
    end: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
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


def sought(line: str, corrected: Iterable[Correction]) -> tuple[tuple[str, bool], ...]:
    """What is marked in the records that a query found (`Ask.marked`), the words that were looked for instead included."""
    instead = (word for one in corrected for text in one.instead for word in words(text))
    return (*parse(line).marked, *((fold(word), False) for word in instead))


@lru_cache(maxsize=256)
def parse(line: str) -> Ask:
    """A query line, understood. Never raises: what cannot be understood is left out and reported as a mistake."""
    found: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    places: dict[tuple[str, str], tuple[int, int]] = {}
    mistakes: list[Mistake] = []
    for part in _PART.finditer(line):
        if part["space"]:
            continue
        if _asks_a_field(part):
            _field(part, filters, places, mistakes)
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
    return Ask(tuple(found), tuple(phrases), filters, places, tuple(mistakes))


def _asks_a_field(part: re.Match[str]) -> bool:
    """Whether this is a field, or meant as one: a colon behind a word that is like no field is punctuation."""
    name = (part["field"] or "").casefold()
    return bool(name) and (name in FIELDS or bool(difflib.get_close_matches(name, FIELDS, 1)))


def _field(
    part: re.Match[str],
    filters: dict[str, tuple[str, ...]],
    places: dict[tuple[str, str], tuple[int, int]],
    mistakes: list[Mistake],
) -> None:
    name, value = part["field"].casefold(), part["value"].strip('"')
    if name not in FIELDS:
        values = {"field": part["field"], "near": difflib.get_close_matches(name, FIELDS, 1)[0]}
        mistakes.append(Mistake("unknown_field", part.start("field"), part.end("field"), values))
        return
    if not value:
        mistakes.append(Mistake("no_value", part.start(), part.end(), {"field": name}))
        return
    wanted: list[str] = []
    for one in value.split(","):
        understood = _value(name, one)
        if understood is None:
            code = {"year": "not_a_year", "decade": "not_a_decade", "country": "not_a_country"}.get(
                name, "no_such_value"
            )
            mistakes.append(Mistake(code, part.start("value"), part.end("value"), {"field": name, "value": one}))
        else:
            wanted += understood
            places |= {(name, value_): (part.start("value"), part.end("value")) for value_ in understood}
    if wanted:
        filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), *wanted)))


def _value(name: str, value: str) -> list[str] | None:
    """What a value stands for, as facet values; None when it cannot be one."""
    match name:
        case "year":
            return _years(value)
        case "decade":
            match = _DECADE.match(value)
            return [f"{match[1]}0"] if match else None
        case "country":
            return [value.upper()] if len(value) == 2 and value.isalpha() and value.isascii() else None
        case "kind":
            near = difflib.get_close_matches(value.casefold().removesuffix("s"), KINDS, 1, 0.8)
            return near or None
        case "has":
            return [value.casefold()] if value.casefold() in HAS else None
    return [value.casefold()]


def _years(value: str) -> list[str] | None:
    match = _YEARS.match(value)
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["dots"]:
        return [match["first"]] if match["first"] and not match["last"] else None
    first, last = int(match["first"] or 1000), int(match["last"] or 2999)
    return [str(year) for year in range(first, last + 1)] if first <= last else None


def line_of(ask_words: str, filters: Mapping[str, tuple[str, ...]]) -> str:
    """The query line that says this: words first, then fields in their fixed order. What `parse` understands again."""
    parts = [ask_words.strip()] if ask_words.strip() else []
    for name in FIELDS:
        if values := filters.get(name):
            shown = ",".join(values)
            if (
                name == "year"
                and len(values) > 1
                and [int(v) for v in values] == list(range(int(values[0]), int(values[-1]) + 1))
            ):
                shown = f"{values[0]}..{values[-1]}"
            parts.append(f'{name}:"{shown}"' if " " in shown else f"{name}:{shown}")
    return " ".join(parts)


def bare(line: str) -> str:
    """The words and phrases of a query line as they were typed, without its fields."""
    return " ".join(part[0] for part in _PART.finditer(line) if part["space"] is None and not _asks_a_field(part))


def toggled(line: str, dim: str, value: str) -> str:
    """The query line with one value of a field put in, or taken out if it is there."""
    filters = dict(parse(line).filters)
    values = filters.get(dim, ())
    filters[dim] = tuple(one for one in values if one != value) if value in values else (*values, value)
    return line_of(bare(line), filters)
