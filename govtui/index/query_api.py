"""The protocol for query lines (part of api.Index): parsing, mistakes, corrections, completion, blame.

Apart from api.py, which is long enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from govtui.index.query import Correction, Mistake, Query


class Offer(NamedTuple):
    """A suggestion for the caret of a query line: a value of a field, or a field."""

    start: int
    """Where the part of the line begins that it takes the place of (0-based, in characters)."""
    end: int
    field: str
    """The key of the field."""
    value: str = ""
    """The key of the value; empty where the field itself is offered."""
    n: int = 0
    """Of a value: how many records have it of those that the rest of the line finds."""
    example: str = ""
    """Of a field: the key of its commonest value among these records; empty where there is none."""


class Part(NamedTuple):
    """A part of a query line that finds nothing: what it finds alone, and what the line finds without it."""

    start: int
    end: int
    alone: int | None
    """How many records match it; None where counting would take too long, as of a phrase of common words."""
    without: int | None
    """How many match the line without it."""


class Kept(NamedTuple):
    """Parts of a line that records have together, where no record has more of them."""

    parts: Sequence[int]
    """Which of the parts these are, in order (0-based)."""
    found: int
    """How many records have them all."""


class Near(NamedTuple):
    """A word or value that may have been meant, and how many records the line finds with it."""

    start: int
    """The part of the line that it takes the place of."""
    end: int
    instead: str
    found: int


class Blame(NamedTuple):
    """Why a query line finds nothing."""

    parts: Sequence[Part] = ()
    near: Sequence[Near] = ()
    kept: Sequence[Kept] = ()
    """Where leaving out one part is not enough: the most parts that records have together, most records first."""


ANSWERS = 5
"""How many answers are shown where nobody asks for more."""


class Fact(NamedTuple):
    """A fact that answers a query: what a source says of a field, or a relation, on the side of its subject."""

    key: str
    """Of the record that states it, whose page has the field."""
    field: str
    """The path of the field there ("founded", "terms.mandate", "relations.overseen_by.un-dpidg", "progress.1.rows.8"); of a claim
    that of the claim; of a list that is asked for as a whole that of the list."""
    value: object
    """Plain data as the file has it: a value, a table, an item without its quotation and note (a row of progress with the day and
    unit of its table), the items of a list. None for a relation."""
    subject: str
    """The key of the record it is about: of a relation read from its other end the target, else `key`."""
    type: str = ""
    """Of a relation or another reference: its type, read from `key`."""
    target: str = ""
    """Of these the id of the other end."""
    inverse: bool = False
    """Whether a reference is read from its other end: the subject is then the target, and `key` what is said of it."""
    source: str = ""
    """The id of the source, and the place in it."""
    at: str = ""
    sign: Literal["=", "+", "≠"] = "="
    """Stated by the record; by another source; stated differently by several."""
    about: str = ""
    """Of a claim: the path of the field that it is about ("terms.mandate.date")."""

    @property
    def place(self) -> str:
        """The path of the field that it is about, whoever says it."""
        return self.about or self.field


class Answers(NamedTuple):
    """The facts that answer a query line, best first."""

    facts: Sequence[Fact] = ()
    total: int = 0
    """How many fit, or at least how many records may have some; where these are too many to be an answer, there are no facts."""


class Posting(NamedTuple):
    """The records that have a word in one field."""

    fold: str
    """The word without accents (text.fold)."""
    surface: str
    """Its `tonekey`."""
    field: int
    """0 name, 1 other name or id, 2 text, 3 what another source says."""
    places: Sequence[int]
    """The numbers of the records, in order."""


class SearchData(Protocol):
    """What a search without the index needs; records are numbered from 0 in the order of their names in one language."""

    keys: Sequence[str]
    """The records by number."""

    def postings(self) -> Iterator[Posting]:
        """Yield all postings by word without accents, word as written, field."""

    def called(self) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield, in order, each full name without accents and punctuation (ids and acronyms are names, too), and the records
        that are called so."""

    def having(self, dim: str) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield the values of a facet, in order, with the records that have them."""

    def touching(self, year: str) -> Sequence[int]:
        """Return the records of which some date touches a year."""


class Queries(Protocol):
    """The part of an index that is about query lines."""

    def query(self, text: str) -> Query:
        """Return a query line as it is understood here, with the registry's fields, vocabulary and names."""

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """Return the mistakes of a query line."""

    def corrected(self, text: str) -> Sequence[Correction]:
        """Return the words of a query for which others are searched, or others too."""

    def offers(self, line: str, caret: int, limit: int, *, kind: str = "all", asked: bool = False) -> Sequence[Offer]:
        """Return at most `limit` offers for the caret of a query line, best first, counted in a kind.

        In the value of a field these are its values that begin so. Elsewhere nothing, unless one asked (`asked`): then fields and
        the values of all fields that begin as the words before the caret.
        """

    def starred(self, line: str, caret: int) -> str:
        """Return a query line with a star behind the value at the caret, where that only begins values."""

    def blame(self, text: str, kind: str) -> Blame:
        """Return why a line that finds nothing does so, among the records of a kind (ALL: of all kinds)."""

    def answers(self, text: str, limit: int) -> Answers:
        """Return at most `limit` facts that answer a query line, best first; none before the index is whole.

        A line that is a name, or has values only, has none.
        """

    def search_data(self, language: str, published: Collection[str] | None = None) -> SearchData:
        """Return what is needed to search elsewhere, by the names in a language; `published`: among these keys, None for all."""
