"""What can be asked of the index, in plain values: screens and commands know nothing else of it.

A list asks for a window of rows, never for all of them, so that an index on disk can stand behind it unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from govtui.index.ask import Mistake
    from govtui.model.problem import Problem

ALL = "all"
Order = Literal["name", "date", "type", "place", "kind"]
ORDERS: tuple[Order, ...] = ("name", "date", "type", "place", "kind")


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


class Incoming(NamedTuple):
    """A reference that arrives at a record."""

    type: str
    """A relation type or another reference (model.relations)."""
    key: str
    """The record it comes from."""
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
    def whole(self) -> bool:
        """Whether all files are in it; while it is being built there is no searching in it."""

    def counts(self, text: str = "") -> Mapping[str, int]:
        """How many records match `text`, by kind, with the sum under ALL."""

    def types(self) -> Mapping[tuple[str, str], int]:
        """How many records there are by kind and type."""

    def result(self, view: View) -> Result: ...

    def facets(self, text: str) -> Mapping[str, Mapping[str, int]]:
        """How many of the records that a query leaves have each value of each facet, the facet's own choice left out."""

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """What is wrong with a query line, and where."""

    def card(self, id: str) -> Card | None:
        """The record with this id, key or former id."""

    def namesakes(self, kind: str, names: Collection[str]) -> Collection[str]:
        """The keys of the readable records of a kind that have one of these folded names in some language."""

    def snippet(self, key: str, text: str, language: str) -> str:
        """Where a query's words stand in a record outside its name: a line of at most snippet.LENGTH characters as it was
        written, in `language` where there is a choice; empty where the name has them all, or nothing else has one."""

    def first_from(self, view: View, typed: str) -> int | None:
        """The place in a view's result of the first record whose name begins with what was typed, folded."""

    def incoming(self, id: str) -> Sequence[Incoming]:
        """Every reference to a record, by type in the order of the relations, then by name."""

    def nearest(self, id: str) -> str:
        """The id most like one that does not exist; empty when none is like it. Looked up only when it is shown."""

    def events(self, limit: int) -> Sequence[Card]:
        """The latest dated events, latest first."""

    def problems(self, key: str = "") -> Sequence[Problem]:
        """The problems of one record, or of the whole registry; worst first."""
