"""What can be asked of the index, in plain values: screens and commands know nothing else of it.

A list asks for a window of rows, never for all of them, so that an index on disk can stand behind it unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from govtui.index.query_fields import QueryFields
    from govtui.index.query_parser import Correction, Mistake
    from govtui.model.checks.namesakes import Namesake
    from govtui.model.problem import Problem


ALL = "all"
Order = Literal["name", "date", "type", "place", "kind"]
ORDERS: tuple[Order, ...] = ("name", "date", "type", "place", "kind")

CITED = "cited_source"
"""The reference to a source. It joins no two bodies: a record that only cites is an orphan, a source that nothing cites too."""


Progress = Callable[[int, int], None]
"""Called with the number of files read and of all files; with 0, 0 when only the first records can be shown."""


class BuilderKilledError(Exception):
    """A process that read the files for an index was ended from outside: killed, as where memory runs out."""


@dataclass(frozen=True, slots=True)
class View:
    """A list as someone asked for it: which kind, what was typed, in which order, read in which language."""

    kind: str = ALL
    text: str = ""
    order: Order = "name"
    """By name; latest first; or by the words for type, place or kind. Records without a value stand last, equal ones by
    name. What was typed ranks the list by name, unless it is reversed."""
    language: str = "vi"
    """The language that names are shown and sorted in."""
    words: str = "vi"
    """The interface's language: types, dates and places are put into its words, and sorted by them."""
    reverse: bool = False
    """The other way round; records without a value (a date without its year is none here) stand last all the same."""


class Row(NamedTuple):
    """One line of a list, ready to be drawn."""

    key: str
    kind: str
    severity: int
    """0, or the worst unmuted problem's severity (model.problem.Severity)."""
    name: str
    missing: str
    """The language the name is in when it is not the one asked for, else empty."""
    other: str
    """The name in the registry's other language, where there is one."""
    type: str
    date: str
    place: str


class Result(Protocol):
    """The records that a view holds, in its order. Stays right when the index is brought up to date behind it."""

    @property
    def total(self) -> int: ...

    def window(self, start: int, stop: int) -> Sequence[Row]:
        """The rows from `start` up to `stop` (less where the result ends); never less than `total` promised: records that
        went away meanwhile leave rows without a key at the end."""

    def position(self, key: str) -> int | None:
        """Where a record stands in this result; None when it is not in it."""

    def keys(self, start: int, stop: int) -> Sequence[str]:
        """The keys of the rows from `start` up to `stop`, without those of records that went away: many in little time."""

    def places(self, keys: Collection[str]) -> Mapping[str, int]:
        """Where these records stand, as far as they are in this result: many in little time."""


class Incoming(NamedTuple):
    """A reference that arrives at a record."""

    type: str
    """A relation type or another reference (model.relations)."""
    key: str
    """The record it comes from."""
    field: str
    quality: frozenset[str] = frozenset()
    """What qualifies it (model.relations.QUALITIES)."""


class Outgoing(NamedTuple):
    """A reference that a record makes."""

    type: str
    """A relation type or another reference (model.relations)."""
    target: str
    """The id as it is written: a record's, a former one, one of nothing, or `country:XX`."""
    field: str
    quality: frozenset[str] = frozenset()
    """What qualifies it (model.relations.QUALITIES)."""


class Dangling(NamedTuple):
    """A reference to an id that no record has."""

    target: str
    key: str
    """The record it comes from."""
    type: str
    field: str


class Card(NamedTuple):
    """What is known of a record without opening its file."""

    key: str
    id: str
    kind: str
    type: str
    name: Mapping[str, str]
    country: str
    path: str
    readable: bool
    ambiguous: bool
    """Whether another record has the same name in some language, so that the name alone does not tell which."""
    date: str
    """The main date in EDTF; empty when there is none."""
    number: int | None
    """The number in its series."""


Grouping = Literal["code", "record"]


class Count(NamedTuple):
    """How many unmuted problems there are."""

    places: int = 0
    """Each place in a record at which something is wrong; also what is wrong with the registry as a whole."""
    records: int = 0
    """How many records have one."""


class ProblemGroup(NamedTuple):
    """Problems that are listed together."""

    name: str
    """A problem's code; or the key of a record, empty for the registry as a whole."""
    severity: int
    """The worst of them."""
    size: int
    """How many are listed."""
    checked: int = 0
    """How many of these are muted."""


class ListedProblem(NamedTuple):
    """A problem, and the record that it leads to."""

    problem: Problem
    key: str
    """Empty where no record has it."""
    path: str
    """The record's file, as it can be opened (the problem has it as it is shown)."""


class Coverage(NamedTuple):
    """How many texts of a field of records of one kind are in which state of translation, in one direction."""

    kind: str
    field: str
    """The first part of the paths: "name", "areas"."""
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
    """Texts of one record that are to be translated together."""

    key: str
    kind: str
    name: Mapping[str, str]
    rank: Literal["name", "summary", "rest"]
    """How important they are; the order of the queue."""
    fields: Sequence[str]
    """The fields that have something to do or to verify."""
    source: str
    target: str
    missing: int
    stale: int
    unverified: int
    links: int
    """How many references arrive at the record."""


class Settings(NamedTuple):
    """What a registry says of itself."""

    name: Mapping[str, str]
    languages: Sequence[str]


class Index(Protocol):
    """What a registry holds."""

    @property
    def settings(self) -> Settings:
        """What the registry says of itself."""

    @property
    def fields(self) -> QueryFields:
        """The fields and facets that a query may name here; what parses a query line is given them."""

    @property
    def whole(self) -> bool:
        """Whether all files are in it; while it is being built there is no searching in it."""

    def counts(self, text: str = "") -> Mapping[str, int]:
        """How many records match `text`, by kind, with the sum under ALL."""

    def types(self) -> Mapping[tuple[str, str], int]:
        """How many records there are by kind and type."""

    def result(self, view: View) -> Result: ...

    def still(self, keys: Collection[str]) -> Sequence[str]:
        """What records are called now that were called so: those that are gone left out, in the order given."""

    def facets(self, text: str, dims: Collection[str] | None = None) -> Mapping[str, Mapping[str, int]]:
        """How many of the records that a query leaves have each value of each facet (`dims`: of these), the facet's own choice
        left out."""

    def facet_sizes(self) -> Mapping[str, int]:
        """How many values each facet has among all records."""

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """What is wrong with a query line, and where."""

    def corrected(self, text: str) -> Sequence[Correction]:
        """The words of a query for which others were looked for, or others too: slips, and what was typed in TELEX or VNI."""

    def card(self, id: str) -> Card | None:
        """The record with this id, key or former id."""

    def namesakes(self, kind: str, name: str) -> Sequence[Namesake]:
        """The readable records of a kind that have this folded name in some language."""

    def snippet(self, key: str, text: str, language: str) -> str:
        """Where a query's words stand in a record outside its name: a line of at most snippet.LENGTH characters as it was
        written, in `language` where there is a choice; empty where the name has them all, or nothing else has one."""

    def first_from(self, view: View, typed: str) -> int | None:
        """The place in a view's result of the first record whose name begins with what was typed, folded."""

    def incoming(self, id: str) -> Sequence[Incoming]:
        """Every reference to a record, by type in the order of the relations, then by name."""

    def outgoing(self, key: str) -> Sequence[Outgoing]:
        """Every reference of a record, by type in the order of the relations, then as they are written."""

    def orphans(self, language: str) -> Sequence[str]:
        """The keys of the records that neither link nor are linked to, by name in `language`; citing a source is no link,
        but a source that nothing cites is an orphan."""

    def dangling(self) -> Sequence[Dangling]:
        """Every reference to an id that no record has or had, by that id."""

    def nearest(self, id: str) -> str:
        """The id most like one that does not exist; empty when none is like it. Looked up only when it is shown."""

    def dates(self, view: View) -> Dates:
        """What the records of a view tell of time; of sources only where nothing but them is asked for."""

    def progressing(self, view: View, limit: int) -> Sequence[str]:
        """The keys of the first of a view's records, by name, that have progress tables."""

    def problems(self, key: str = "") -> Sequence[Problem]:
        """The problems of one record, or of the whole registry; worst first."""

    def tally(self, text: str = "", *, only: Collection[str] = (), path: str = "") -> Mapping[str, Count]:
        """The one count of problems, by code and by what the facet `has` calls them: "error", "discrepancy", "warning", and
        "problem" for all. Muted ones are under "checked" and nowhere else.

        Of the records that a query leaves (then without those of the registry as a whole), of these codes only, or of a file.
        """

    def problem_groups(self, text: str = "", by: Grouping = "code", *, muted: bool = False) -> Sequence[ProblemGroup]:
        """The problems of the records that a query leaves, counted by code or by record; worst first. Those of the registry
        as a whole are among them as long as nothing is asked for; muted ones only if they are wanted."""

    def problem_window(
        self, group: ProblemGroup, start: int, stop: int, text: str = "", by: Grouping = "code", *, muted: bool = False
    ) -> Sequence[ListedProblem]:
        """The problems of a group from place `start` up to `stop`: by file and line; those of a record worst first."""

    def coverage(self, text: str = "") -> Sequence[Coverage]:
        """How far the records that a query leaves are translated, by kind, field and direction; names, summaries, the rest."""

    def queue_length(self, text: str = "", *, unverified: bool = False) -> int:
        """How many tasks there are for a translator: names, then summaries, then the rest; most-linked records first. Texts
        that are missing or stale; with `unverified` also those of which nobody knows what they were made from."""

    def queue_window(self, start: int, stop: int, text: str = "", *, unverified: bool = False) -> Sequence[QueueItem]:
        """The tasks from place `start` up to `stop`."""

    def queue_position(self, wanted: QueueItem, text: str = "", *, unverified: bool = False) -> int | None:
        """Where the same texts of the same record stand in the queue now."""


# -- What can be asked of the index about time, in plain values (index.query.Index.dates) ------------------------------


class Dated(NamedTuple):
    """Something that a record tells of time: that it happened, or lasted."""

    key: str
    kind: str
    type: str
    name: str
    """The record's, in the language of the view."""
    missing: str
    """The language the name is in when it is not the one asked for, else empty."""
    what: str
    """The field: date, period, founded, dissolved, published, steps, terms."""
    value: str
    """A step's action, a term's type; else empty."""
    number: int | None
    """A term's number."""
    date: str
    """In EDTF."""


class Dates(Protocol):
    """What the records of a view tell of time, in order of time. Stays right when the index is brought up to date behind it."""

    @property
    def dated(self) -> int:
        """How many facts have a year; they come first."""

    @property
    def year_less(self) -> int:
        """How many have a date without a year; they follow, by month and day."""

    @property
    def undated(self) -> int:
        """How many events, steps and terms have no date; they are only counted."""

    def window(self, start: int, stop: int) -> Sequence[Dated]:
        """The facts from place `start` up to `stop`."""

    def first_from(self, day: int) -> int:
        """The place of the first that begins on this day (an ordinal of datetime.date) or later; `dated` for none."""

    def position(self, key: str) -> int | None:
        """The place of a record's first fact."""
