"""Evidence: each fact of a record held against the lines of the source texts that it cites.

`facts` says how each stated value stands in its lines, for a screen; `findings` says what is wrong, as problems. Texts are
handed in (`Texts`): they stay outside the registry, and nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.problem import Problem
from govtui.model.record import Record, Source


class Texts(Protocol):
    """The source texts at hand."""

    def lines(self, source: str) -> Sequence[str] | None:
        """Return the lines of a source's text, line 1 first, as `cat -n` counts; None where it is not at hand."""

    def sha256(self, source: str) -> str | None:
        """Return the SHA-256 of the bytes of a source's text, in hexadecimal; None where it is not at hand."""


class Known(Protocol):
    """What evidence must know of other records, and of countries."""

    def names(self, target: str) -> Sequence[str]:
        """Return every name and alias of an organization, or of `country:XX`; none of events, texts and unknown ids."""

    def language(self, source: str) -> str:
        """Return the language of a source (BCP 47); "" where its record does not say it."""

    def all_names(self) -> Sequence[str]:
        """Return the names and aliases of all records: own words that are a name are not copied."""


class Verdict(Enum):
    """How a fact stands in the texts."""

    FOUND = "found"
    """The cited lines tell it."""
    ELSEWHERE = "elsewhere"
    """Other lines of the same source tell what the cited ones do not: the citation is too short."""
    NOWHERE = "nowhere"
    """No line of the cited sources tells it."""
    NO_SUCH_PLACE = "no_such_place"
    """A text has no such line, or only blank ones there."""
    NO_TEXT = "no_text"
    """The text of a cited source is not at hand, and those at hand do not tell it."""
    UNCITED = "uncited"
    NOT_COMPARED = "not_compared"
    """A value that words need not tell: a type, own words without numbers, an event that is pointed at."""


class Comparison(Enum):
    """What a fact is compared as."""

    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    OWN_WORDS = "own_words"
    """Only the numbers in them are compared."""
    NONE = "none"


class Line(NamedTuple):
    """A line of a source's text, by its number from 1."""

    source: str
    number: int


class Passage(NamedTuple):
    """A place in a source, as a record cites it, and the lines that it names."""

    source: str
    at: str
    """As it is written; "" for the whole source."""
    lines: tuple[int, ...]
    """Numbers from 1; none where the text is not at hand, has no such place, or the place is free ("p. 14")."""


class Fact(NamedTuple):
    """One stated value of a record, and how it stands in the texts."""

    path: str
    """Its field path; of own words with their language ("summary.vi"), of a relation with the target."""
    value: object
    """As the model has it; of a quotation the text in the source's language."""
    comparison: Comparison
    places: tuple[Passage, ...]
    verdict: Verdict
    support: tuple[Line, ...] = ()
    """The cited lines that tell it, or a part of it: what a screen marks."""
    missing: tuple[str, ...] = ()
    """What the cited lines do not tell: numbers ("97"), parts of a date ("2022", "08-05"), else nothing."""
    better: tuple[Line, ...] = ()
    """The shortest single lines of the same sources that tell what is missing; a fix is offered where it is one."""


class Use(NamedTuple):
    """A line that a field of a record cites."""

    line: Line
    record: str
    path: str
    """Of the item, or of the field that the citation is for."""


def facts(record: Record, texts: Texts, known: Known, schema: Schema = BUILT_IN) -> list[Fact]:
    """Return every stated value of a record in reading order, each held against the lines that it cites."""
    return []


def findings(record: Record, texts: Texts, known: Known, schema: Schema = BUILT_IN) -> Iterator[Problem]:
    """Yield what is wrong with the evidence of a record, muted where a `[[checked]]` entry says so.

    Codes: no_such_place, quote_nowhere (errors), quote_elsewhere, value_elsewhere, value_nowhere, copied_words, long_quote;
    of a source text_changed and recorded_after_all (the latter needs `uses` of the records that cite it, see `after_all`).
    """
    yield from ()


def uses(record: Record, texts: Texts, schema: Schema = BUILT_IN) -> Iterator[Use]:
    """Yield every line at hand that a record cites, with the field that cites it; a citation without place cites none."""
    yield from ()


def unrecorded(source: Source, texts: Texts, cited: Sequence[Use]) -> list[int]:
    """Return the lines of a source with letters or digits that no use cites and its `unrecorded` does not name."""
    return []
