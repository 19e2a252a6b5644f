"""The interface of the index, in plain values: all that screens and commands know of it.

A list asks for a window of rows, never for all of them: the index is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar

from govtui.index.problem_api import Problems
from govtui.index.query_api import Queries

if TYPE_CHECKING:
    from govtui.index.query_fields import QueryFields
    from govtui.model.checks.namesakes import Namesake


ALL = "all"
Order = Literal["name", "date", "type", "place", "kind"]
ORDERS: tuple[Order, ...] = ("name", "date", "type", "place", "kind")

ELSEWHERE = "+"
"""The sign for what another source says, or is known of a whole alone."""

CITED = "cited_source"
"""The type of a reference to a source."""


Progress = Callable[[int, int], None]
"""Called with the numbers of files read and of all files; with 0, 0 when there is a preview."""


Answer = TypeVar("Answer")


class BuilderKilledError(Exception):
    """A process that built an index was killed from outside, as when memory runs out."""


@dataclass(frozen=True, slots=True)
class View:
    """A list to be shown: kind, query line, order, languages."""

    kind: str = ALL
    text: str = ""
    order: Order = "name"
    """By name; latest first; or by the words for type, place or kind; then by name. Records without a value come last.
    By name a query ranks its matches, unless reversed."""
    language: str = "vi"
    """Names are shown and sorted in it."""
    words: str = "vi"
    """The language of the interface: types, dates and places are shown and sorted in its words."""
    reverse: bool = False
    """Records without a value (a date without its year is none here) come last all the same."""


class Row(NamedTuple):
    """One line of a list."""

    key: str
    kind: str
    severity: int
    """Of the worst unmuted problem (model.problem.Severity); 0 for none."""
    name: str
    missing: str
    """The language of the name when it is not the view's, else empty."""
    other: str
    """The name in the registry's other language, where there is one."""
    type: str
    date: str
    place: str
    within: str = ""
    """Of an event without a date: that of the whole that it is part of, in words (“within 5–6 Nov 2018”)."""
    elsewhere: tuple[Literal["type", "date", "place"], ...] = ()
    """The columns of which not the record but a claim, or its whole, has the value asked for."""
    told: str = ""
    """The date that a claim has, in words, where it is the one asked for and none of the record's is."""

    @property
    def columns(self) -> tuple[str, str, str]:
        """Type, date and place as lists show them: the date of the whole too, `+` (ELSEWHERE) behind what is `elsewhere`, and before
        the date of a claim."""
        if not (self.within or self.elsewhere):
            return self.type, self.date, self.place
        shown = {"type": self.type, "date": self.date or self.within, "place": self.place}
        for name in self.elsewhere:
            shown[name] = f"{shown[name]} {ELSEWHERE}".lstrip()
        if self.told:
            shown["date"] = ELSEWHERE + self.told
        return shown["type"], shown["date"], shown["place"]


class Result(Protocol):
    """The records of a view in its order. Stays valid when the index is updated."""

    @property
    def total(self) -> int: ...

    def window(self, start: int, stop: int) -> Sequence[Row]:
        """Return the rows from `start` up to `stop`. Records that are gone since `total` was read leave rows without a key
        at the end."""

    def position(self, key: str) -> int | None:
        """Return the position of a record; None when it is not in the result."""

    def keys(self, start: int, stop: int) -> Sequence[str]:
        """Return the keys of the rows from `start` up to `stop`, without records that went away; fast for many."""

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        """Return the positions of records by key, without those that are not in the result; fast for many."""

    def next_disputed(self, key: str, step: int, among: Collection[str] | None = None) -> str:
        """Return the key of the nearest record behind (1) or before (-1) one on which sources disagree; empty where there is none.
        A record that is not in the result stands before its first. `among`: one of these only."""


class Incoming(NamedTuple):
    """A reference to a record."""

    type: str
    """A relation or another type of reference (model.relations)."""
    key: str
    """Of the record that refers."""
    field: str
    quality: frozenset[str] = frozenset()
    """Its qualifiers today (model.relations.Reference)."""
    told_by: str = ""
    """The id of the source, where a claim alone says so."""


class Outgoing(NamedTuple):
    """A reference of a record."""

    type: str
    target: str
    """The id as written: of a record, a former one, of no record, or `country:XX`."""
    field: str
    quality: frozenset[str] = frozenset()
    told_by: str = ""


class Card(NamedTuple):
    """What the index knows of a record."""

    key: str
    id: str
    kind: str
    type: str
    name: Mapping[str, str]
    country: str
    path: str
    readable: bool
    ambiguous: bool
    """Whether another record of the kind has the same name in some language."""
    date: str
    """The main date in EDTF; empty when there is none."""
    number: int | None
    """The number in its series."""
    status: str = ""
    symbol: str = ""
    """Of a declaration, as written."""
    etag: str = ""
    """Of the content that it was read from; empty where the file could not be read."""
    severity: int = 0
    """Of the worst unmuted problem (model.problem.Severity); 0 for none."""


class FoundLine(NamedTuple):
    """The line of a record that a query found; empty where its name has all words that occur."""

    text: str = ""
    told_by: str = ""
    """The id of the source, where a claim alone says so."""


class Coverage(NamedTuple):
    """The texts of a field of one kind, counted by state of translation in one direction."""

    kind: str
    field: str
    """The first step of their paths: "name", "areas"."""
    source: str
    target: str
    done: int
    unverified: int
    stale: int
    missing: int

    @property
    def total(self) -> int:
        return self.done + self.unverified + self.stale + self.missing


class QueueItem(NamedTuple):
    """Texts of one record to be translated together, in `fields`; `links`: how many references lead to the record."""

    key: str
    kind: str
    name: Mapping[str, str]
    rank: Literal["name", "summary", "rest"]
    """Their importance, by which the queue is sorted."""
    fields: Sequence[str]
    source: str
    target: str
    missing: int
    stale: int
    unverified: int
    links: int


class Settings(NamedTuple):
    """Settings of the manifest that lists show, and whether nothing can be saved before it is migrated."""

    name: Mapping[str, str]
    languages: Sequence[str]
    is_of_earlier_schema: bool = False


class Index(Queries, Problems, Protocol):
    """The index of a registry. A `text` is a query line, and selects the records that match it."""

    @property
    def settings(self) -> Settings: ...

    @property
    def fields(self) -> QueryFields:
        """The fields and facets that a query may name, to be passed to the query parser."""

    @property
    def whole(self) -> bool:
        """Whether all files are in it, with texts, references and problems."""

    @property
    def listed(self) -> bool:
        """Whether lists, facets and the search for names are complete; before, nothing can be searched."""

    def counts(self, text: str = "") -> Mapping[str, int]:
        """Return the number of matching records by kind, with the sum under ALL."""

    def types(self) -> Mapping[tuple[str, str], int]:
        """Return the number of records by kind and type."""

    def result(self, view: View) -> Result: ...

    def still(self, keys: Collection[str]) -> Sequence[str]:
        """Return the current keys of records that had these keys, in that order, without records that are gone."""

    def facets(self, text: str, dims: Collection[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        """Count matching records by facet and value, each facet without its own filter; `dims`: these facets only."""

    def value_counts(self, view: View, dims: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Count a view's records by query field and value; no filter is left out, and no value."""

    def facet_sizes(self) -> Mapping[str, int]:
        """Return the number of values of each facet among all records."""

    def card(self, id: str) -> Card | None:
        """Return the record with this id, key or former id."""

    def former_ids(self) -> Mapping[str, str]:
        """Return the former ids that lead to a record, each with the key of that."""

    def read_consistently(self, read: Callable[[], Answer]) -> Answer:
        """Call a function that asks several things: all answers are of one state, and each costs less."""

    def card_at(self, path: str) -> Card | None:
        """Return the record whose file has this path."""

    def cards(self, keys: Sequence[str]) -> Sequence[Card]:
        """Return the records with these keys, in that order, without records that are gone; fast for many."""

    def namesakes(self, kind: str, name: str) -> Sequence[Namesake]:
        """Return the readable records of a kind that have this folded name in some language."""

    def called(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        """Return the records of a kind with one of these names, acronyms or other names, accents and case aside, by key."""

    def similar(self, kind: str, names: Collection[str]) -> Sequence[Card]:
        """Return the records of a kind that share most words with one of these names, the most similar first.

        Rare words weigh more, and only some that have two of its three rarest are compared; a name of one word has none that is like it.
        """

    def snippet(self, key: str, text: str, language: str) -> str:
        """Return the line of a record (up to snippet.LENGTH characters) with most words of a query, if need be in
        `language`; empty where its name has all that occur."""

    def found_lines(self, cards: Sequence[Card], text: str, language: str) -> Sequence[FoundLine]:
        """Return such a line for each of the records, with who says it apart: the same words in every language of the interface."""

    def first_from(self, view: View, typed: str) -> int | None:
        """Return the position in a view of the first record with this prefix, folded, of its name."""

    def incoming(self, id: str) -> Sequence[Incoming]:
        """Return the references to a record, by type in reading order, then by name."""

    def naming(self, id: str, types: Collection[str]) -> Sequence[str]:
        """Return the keys of records that refer to a record by one of these types, sorted; not of what claims alone say."""

    def outgoing(self, key: str) -> Sequence[Outgoing]:
        """Return the references of a record, by type in reading order, then as written."""

    def nearest(self, id: str) -> str:
        """Return the id most like one that does not exist; empty when none is like it."""

    def dates(self, view: View) -> Dates:
        """Return the dated facts of a view's records; of sources only where the view has nothing else."""

    def progressing(self, view: View, limit: int) -> Sequence[str]:
        """Return the keys of the first of a view's records, by name, that have progress tables."""

    def coverage(self, text: str = "") -> Sequence[Coverage]:
        """Count texts by state of translation, by kind, field and direction; names first, then summaries."""

    def queue_length(self, text: str = "", *, unverified: bool = False) -> int:
        """Return the length of the translator's queue: names, summaries, the rest; most-linked records first.

        It has missing and stale texts; with `unverified` also those of which nobody knows what they were made from.
        """

    def queue_window(self, start: int, stop: int, text: str = "", *, unverified: bool = False) -> Sequence[QueueItem]:
        """Return the queue from position `start` up to `stop`."""

    def queue_position(self, wanted: QueueItem, text: str = "", *, unverified: bool = False) -> int | None:
        """Return the current position of the same texts of the same record."""


class Dated(NamedTuple):
    """A dated fact of a record: something happened, or lasted."""

    key: str
    kind: str
    type: str
    name: str
    """Of the record, in the language of the view."""
    missing: str
    """See Row.missing."""
    what: str
    """The field: date, period, founded, dissolved, published, steps, terms, measures, parties."""
    value: str
    """As in write.timeline_facts: the action of a step, the type of a term, the wording of a measure, who did what."""
    number: int | None
    """Of a term; of several parties how many."""
    date: str
    """EDTF."""
    by: str = ""
    """Who says so, where the record does not: the source of a claim, or the whole that an event without a date is part of."""


class Dates(Protocol):
    """The dated facts of a view's records in order of time. Stays valid when the index is updated."""

    @property
    def dated(self) -> int:
        """The number of facts with a year; they come first."""

    def elsewhere(self) -> int:
        """Return the number of dates that not the record but a claim gives, or the whole that an event is part of."""

    @property
    def year_less(self) -> int:
        """The number of facts with a date without a year; they follow, by month and day."""

    @property
    def undated(self) -> int:
        """The number of events, steps and terms without a date; they are only counted."""

    def window(self, start: int, stop: int) -> Sequence[Dated]:
        """Return the facts from position `start` up to `stop`."""

    def first_from(self, day: int) -> int:
        """Return the position of the first fact on or after a day (proleptic ordinal); `dated` for none."""

    def position(self, key: str) -> int | None:
        """Return the position of a record's first fact."""
