"""Namesakes: records of one kind with one folded name, in groups that may each be one thing.

Records whose countries are both known and differ are in no group: "Bộ Nội vụ" is a ministry of two countries. Finding the
groups of a record takes a few look-ups, however many records share its name.
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
    """One record of a name: its file, its key (id or file), its country ("" if unknown)."""

    path: str
    key: str
    country: str


class Group(NamedTuple):
    """All records that may be the same thing as one of them."""

    lists: Sequence[Sequence[Namesake]]
    """Disjoint lists, each in order of path."""
    own: str
    """The file of that one, which is not among them before it is saved."""
    tells: bool = False
    """Whether it has the group's warning though it is not the first."""

    @property
    def others(self) -> int:
        """The number of others."""
        return sum(map(len, self.lists)) - any(_has(members, self.own) for members in self.lists)

    @property
    def is_warned_here(self) -> bool:
        """Whether that one has the group's warning: the first by path has it."""
        return self.tells or all(self.own <= members[0].path for members in self.lists if members)

    def first(self, count: int) -> list[str]:
        """Return the keys of the first others by path."""
        merged = (one.key for one in heapq.merge(*self.lists) if one.path != self.own)
        return list(islice(merged, count))

    def within(self, other: Group) -> bool:
        """Whether all others of this group are in another group of the same record."""
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
        """Whether the name alone does not say which record is meant."""
        return len(self._nowhere) + sum(map(len, self._countries.values())) > 1

    def around(self, path: str, country: str, *, tells: bool = False) -> Iterator[Group]:
        """Yield the groups of a record of this country; the file at `path` may be among the namesakes or not."""
        if country or not self._countries:
            yield Group((self._countries.get(country, ()), self._nowhere), path, tells)
        else:
            for members in self._countries.values():
                yield Group((members, self._nowhere), path, tells)


def country_of_record(record: Record) -> str:
    """Return the code of the country that a record is in; "" where it does not say."""
    return (record.place.country or "") if record.place else ""


def _has(members: Sequence[Namesake], path: str) -> bool:
    place = bisect_left(members, (path,))
    return place < len(members) and members[place].path == path
