"""Records of one kind that have one name, as groups of which each is one question: are they the same thing?

Two records whose countries are both known and differ are not asked about: "Bộ Nội vụ" is a ministry of two countries.
Every answer takes a few look-ups, however many records share the name.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from govtui.model.record import Record


class Namesake(NamedTuple):
    """A record that has a certain name."""

    path: str
    """Its file."""
    key: str
    country: str
    """The code of the country it is in, or empty."""


class Group(NamedTuple):
    """A record, and all others that may be the same thing by one name."""

    lists: Sequence[Sequence[Namesake]]
    """All of them, in lists by path that have none in common."""
    own: str
    """The path of the record, which is among them or not: it may not be saved yet."""
    tells: bool = False
    """Whether the record has the group's warning though it is not the first."""

    @property
    def others(self) -> int:
        """How many others there are."""
        return sum(map(len, self.lists)) - any(_has(members, self.own) for members in self.lists)

    @property
    def is_told_here(self) -> bool:
        """Whether the record has the group's warning: the first by path has it."""
        return self.tells or all(self.own <= members[0].path for members in self.lists if members)

    def first(self, count: int) -> list[str]:
        """The keys of the first of the others."""
        merged = (one.key for one in heapq.merge(*self.lists) if one.path != self.own)
        return list(islice(merged, count))

    def within(self, other: Group) -> bool:
        """Whether all others of this group are in the other group of the same record."""
        return self.others <= other.others and set(chain(*self.lists)) <= set(chain(*other.lists))


class Namesakes:
    """The records of one kind that have one folded name."""

    def __init__(self, called: Iterable[Namesake]) -> None:
        countries: defaultdict[str, list[Namesake]] = defaultdict(list)
        for one in sorted(called):
            countries[one.country].append(one)
        self._nowhere = countries.pop("", [])
        self._countries = countries

    @property
    def are_several(self) -> bool:
        """Whether the name alone does not tell who is meant."""
        return len(self._nowhere) + sum(map(len, self._countries.values())) > 1

    def around(self, path: str, country: str, *, tells: bool = False) -> Iterator[Group]:
        """The groups that a record of this country is in; the file at `path` may be among the namesakes or not."""
        if country or not self._countries:
            yield Group((self._countries.get(country, ()), self._nowhere), path, tells)
        else:
            for members in self._countries.values():
                yield Group((members, self._nowhere), path, tells)


def country_of_record(record: Record) -> str:
    """The country that a record is in, as far as it says so."""
    return (record.place.country or "") if record.place else ""


def _has(members: Sequence[Namesake], path: str) -> bool:
    place = bisect_left(members, (path,))
    return place < len(members) and members[place].path == path
