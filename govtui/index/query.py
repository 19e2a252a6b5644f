"""A query as it was understood: words, phrases, fields with values, alternatives, exclusions.

Made by query_parser, written again by query_format, answered by read/search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from govtui.text.fold import fold, query_forms, tonekey, words
from govtui.text.telex import typed_syllables


class Word(NamedTuple):
    """One word of a query, in the forms that the index may have it in."""

    text: str
    """As typed."""
    folded: tuple[str, ...]
    """Without accents; an unfinished word both with and without the i/y rule."""
    toned: str
    """Its `tonekey`; equal to the folded form when no accents were typed."""
    readings: tuple[str, ...]
    """The syllables, with accents, that its letters type in TELEX or VNI: the input method may be off."""
    unfinished: bool
    date: str = ""
    """The date (EDTF) that it may be, alone or with its neighbours: records of that date match, too."""

    def read(self) -> Word:
        """Return the first reading as a word."""
        return word(self.readings[0], self.unfinished)


class CorrectionKind(StrEnum):
    """Why words are searched that were not typed."""

    SLIP = "slip"
    """No record has the word; the nearest ones that occur are searched."""
    READ = "read"
    """No record has the word; its TELEX or VNI reading is searched."""
    ALSO_READ = "also_read"
    """Records have the word; those with its TELEX or VNI reading come after them."""

    @property
    def is_reading(self) -> bool:
        """Whether it is a reading of the word as typed, not a guess."""
        return self is not CorrectionKind.SLIP


class Correction(NamedTuple):
    """A word of a query, and the words that are searched instead, or too."""

    typed: str
    instead: tuple[str, ...]
    """Folded for a slip, with accents for a reading."""
    kind: CorrectionKind = CorrectionKind.SLIP


class Mistake(NamedTuple):
    """A mistake in a query: a code (i18n/errors.py has its sentence) and span (0-based, in characters)."""

    code: str
    start: int
    end: int
    values: Mapping[str, str]


STAR = "*"
"""Ends the beginning of a value of a field: all values that begin so are meant."""


class ClauseKind(StrEnum):
    """What a part of a query line is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OR = "or"
    NOT = "not"


class Clause(NamedTuple):
    """A part of a query line, in the order of the line."""

    kind: ClauseKind
    start: int
    """Where it begins in the line (0-based, in characters), its sign of exclusion included."""
    end: int
    field: str = ""
    """Of a field: its key, such as "type" or "overseen_by"."""
    values: tuple[str, ...] = ()
    """Of a field: the keys of its values."""
    value_start: int = 0
    """Of a field: where what stands behind its colon begins."""
    excluded: bool = False
    asked: tuple[tuple[str, str], ...] = ()
    """Of a field: each field and value as they are stored, `("type", "diễn*")` for a beginning; of several fields (kinds
    beside types, two relations that say the same) one must hold."""
    signed: bool = False
    """Whether a minus before it excludes it; NOT excludes the words behind it as a whole."""

    @property
    def is_in_run(self) -> bool:
        """Whether it is a word that belongs together with the words beside it, for operators."""
        return self.kind is ClauseKind.WORD and not self.signed

    @property
    def joins(self) -> bool:
        """Whether it is an operator."""
        return self.kind in (ClauseKind.OR, ClauseKind.NOT)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, as far as it could be understood: all of its parts must hold."""

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field to values, one of which must hold; a span of years is all of them."""
    spans: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Span in the line by field and value."""
    mistakes: tuple[Mistake, ...] = ()
    groups: tuple[tuple[Query, ...], ...] = ()
    """Of each group one query must hold (OR)."""
    excluded: tuple[Query, ...] = ()
    """None of these may hold (NOT)."""
    clauses: tuple[Clause, ...] = ()
    """The parts of the line."""

    @property
    def highlights(self) -> tuple[tuple[str, bool], ...]:
        """Folded words to highlight, each with whether it may go on."""
        every = [word for one in self.alternatives for word in one.all_words]
        as_typed = ((form, word.unfinished) for word in every for form in word.folded)
        keyed = (fold(reading) for word in every for reading in word.readings)
        return tuple(dict.fromkeys((*as_typed, *((form, False) for form in keyed if len(form) >= MIN_HIGHLIGHTED))))

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Words, and the words of phrases."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))

    def between(self, start: int, end: int) -> list[Clause]:
        """Return the clauses between two places of the line."""
        return [clause for clause in self.clauses if start <= clause.start and clause.end <= end]

    @property
    def empty(self) -> bool:
        """Whether every record matches."""
        return not (self.words or self.phrases or self.filters or self.groups or self.excluded)

    @property
    def alternatives(self) -> Iterable[Query]:
        """The query and the queries of its groups, theirs included: what may hold of a record that is found."""
        yield self
        for group in self.groups:
            for one in group:
                yield from one.alternatives


class Unit(NamedTuple):
    """A part of a query line that can be left out by itself: a clause, or clauses that are joined by OR."""

    start: int
    end: int
    clauses: tuple[Clause, ...]


def units(query: Query) -> list[Unit]:
    """Return the parts of a line that can be left out by themselves; OR and NOT take whole runs of words."""
    operands: list[list[Clause]] = []
    joins = False
    for clause in query.clauses:
        if clause.kind is ClauseKind.OR:
            joins = True
            operands[-1:] = [[*(operands[-1] if operands else ()), clause]]
        elif clause.kind is ClauseKind.NOT:
            operands[-1:] = [*operands[-1:], [clause]] if not joins else [[*operands[-1], clause]]
            joins = True
        elif joins or (operands and clause.is_in_run and operands[-1][-1].is_in_run):
            joins = False
            operands[-1].append(clause)
        else:
            operands.append([clause])
    out: list[Unit] = []
    for clauses in operands:
        parts = [clauses] if any(clause.joins for clause in clauses) else [[clause] for clause in clauses]
        out += [Unit(part[0].start, part[-1].end, tuple(part)) for part in parts]
    return out


MIN_HIGHLIGHTED = 3
"""Letters of a TELEX or VNI reading to highlight: a shorter one is part of words of any language."""


def highlights(query: Query, corrected: Iterable[Correction]) -> tuple[tuple[str, bool], ...]:
    """Return what to highlight in records that a query found (`Query.highlights`), with corrections."""
    instead = (word for one in corrected for text in one.instead for word in words(text))
    return (*query.highlights, *((fold(word), False) for word in instead))


@lru_cache(maxsize=4096)
def word(text: str, unfinished: bool = False) -> Word:
    """Return a word in its forms."""
    folded = query_forms(text) if unfinished else (fold(text),)
    return Word(text, folded, tonekey(text), typed_syllables(text), unfinished)


def begun_words(text: str) -> list[Word]:
    """Return the words of a text; the last may go on where nothing stands behind it."""
    said = words(text)
    return [word(one, number == len(said) and text[-1:].isalnum()) for number, one in enumerate(said, 1)]
