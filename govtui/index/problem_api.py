"""The part of an index's interface that is about problems, and about what else asks to be looked into: additions, orphans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from govtui.model.problem import Problem

Grouping = Literal["severity", "code", "record"]


class Count(NamedTuple):
    """In how many places something is, and in how many records."""

    places: int = 0
    """Problems of records and of the registry as a whole; of additions claims."""
    records: int = 0


class ProblemGroup(NamedTuple):
    """Problems that are listed together."""

    by: Grouping
    name: str
    """By severity "error", "discrepancy", "warning" (but for links to nothing), and "checked" for muted ones; a code; the key of a
    record, empty for the registry as a whole."""
    severity: int = 0
    """The worst of them; 0 where there are only additions."""
    places: int = 0
    """How many there are; muted ones only in "checked"."""
    records: int = 0
    additions: int = 0
    """How many claims add to a record."""


class ListedProblem(NamedTuple):
    """A problem and its record."""

    problem: Problem
    key: str
    """Empty for problems of the registry as a whole."""
    path: str
    """Of the record's file, to open it (the problem has it to be shown)."""


class Addition(NamedTuple):
    """A claim that adds to its record: what another source says, and the record neither says nor contradicts."""

    key: str
    """Of the record."""
    place: int
    """The position of the claim, from 1."""
    field: str
    """The path of the field it is about."""
    source: str


SEVERITIES: Mapping[int, str] = {1: "warning", 2: "discrepancy", 3: "error"}
"""The names of severities in a query, by model.problem.Severity."""


def counts_of(problems: Iterable[Problem]) -> Mapping[str, Count]:
    """Count problems as `Problems.tally` does, some of which no index has: what was found in texts of sources."""
    found: dict[str, list[Problem]] = {}
    for one in problems:
        for name in ("checked",) if one.muted else (one.code, SEVERITIES[one.severity], "problem"):
            found.setdefault(name, []).append(one)
    return {name: Count(len(some), len({one.path for one in some if one.record})) for name, some in found.items()}


class Problems(Protocol):
    """The part of an index that is about problems, additions and orphans."""

    def problems(self, key: str = "") -> Sequence[Problem]:
        """Return the problems of one record, or of the whole registry; worst first."""

    def tally(self, text: str = "", *, only: Collection[str] = (), path: str = "") -> Mapping[str, Count]:
        """Count problems by code and by `has`: "error", "discrepancy", "warning", "problem" for all; muted ones under "checked", claims
        that add under "addition".

        With `text`, those of the registry as a whole are left out; `only`: of these codes; `path`: of this file; with one of these two
        there are no additions.
        """

    def problem_groups(self, text: str = "", by: Literal["code", "record"] = "code") -> Sequence[ProblemGroup]:
        """Group unmuted problems, worst first; by record with what claims add. Without `text` those of the registry as a whole, too."""

    def problem_window(self, group: ProblemGroup, start: int, stop: int, text: str = "") -> Sequence[ListedProblem]:
        """Return the problems of a group from `start` up to `stop`: by file and line; of a record worst first."""

    def additions(self, start: int, stop: int, text: str = "", key: str = "") -> Sequence[Addition]:
        """Return the claims that add, of all records or of one, from `start` up to `stop`: by file, then as they are written."""

    def orphans(self, language: str, text: str = "", start: int = 0, stop: int | None = None) -> Sequence[str]:
        """Return the keys of records that neither refer nor are referred to, by name in `language`; citing a source does
        not count, being cited counts for sources."""

    def orphan_count(self, text: str = "") -> int:
        """Return the number of these records; 0 before the index is whole."""
