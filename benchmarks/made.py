"""What a made-up registry of N records holds: which kinds, which ids, who points at whom.

A record is a function of N and its index alone, so any one can be made without the others, in any order, anywhere.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from benchmarks.vocabulary import PLACES, Pair, places

ORG, DEC, EVT, SRC = "organization", "declaration", "event", "source"
LEAST = 20
"""The smallest registry that has a record of every kind."""

PER_FOLDER = 500

_TURN = (ORG, EVT, DEC, ORG, EVT, ORG, ORG, EVT, DEC, ORG, SRC, ORG, EVT, DEC, ORG, EVT, ORG, EVT, DEC, ORG)
"""The kinds of twenty records on end: 45 % organizations, 20 % declarations, 30 % events, 5 % sources."""

SHARES = {kind: _TURN.count(kind) / len(_TURN) for kind in (ORG, DEC, EVT, SRC)}
_BEFORE = [_TURN[:place].count(kind) for place, kind in enumerate(_TURN)]
_PER_TURN = {kind: _TURN.count(kind) for kind in SHARES}
_STRIDE = {ORG: 7_919, DEC: 6_053, EVT: 11_003, SRC: 15_013}
_SHORT = {ORG: "org", DEC: "doc", EVT: "evt", SRC: "src"}

SERIES_EVERY = 25
"""Every so many events there is a series, to which the events after it belong."""


class Flaws(NamedTuple):
    """What is deliberately wrong with a record."""

    discrepancy: bool
    untranslated: bool
    dangling: bool


class Registry:
    """The plan of N made-up records. Raises ValueError for fewer than LEAST."""

    def __init__(self, size: int) -> None:
        if size < LEAST:
            raise ValueError(f"at least {LEAST} records: {size}")
        self.size = size
        turns, rest = divmod(size, len(_TURN))
        self.counts = {kind: turns * _PER_TURN[kind] + _TURN[:rest].count(kind) for kind in SHARES}

    def kind(self, index: int) -> tuple[str, int]:
        """The kind of the record with this index, and its number among those of its kind, from 0."""
        turn, place = divmod(index, len(_TURN))
        kind = _TURN[place]
        return kind, turn * _PER_TURN[kind] + _BEFORE[place]

    def random(self, index: int) -> Random:
        """The source of everything else about a record; the same everywhere, whatever PYTHONHASHSEED says."""
        return Random(self.size << 32 | index)


def place(kind: str, number: int) -> Pair:
    """The made-up place that a record's id and name hold: no other of its kind has it ("An Sơn", then "An Sơn 2")."""
    found = places()[number * _STRIDE[kind] % PLACES]
    round_ = number // PLACES
    return Pair(f"{found.vi} {round_ + 1}", f"{found.en} {round_ + 1}") if round_ else found


def id_of(kind: str, number: int) -> str:
    """The id of a record: its place as a slug, its kind, its number."""
    return f"{place(kind, number).en.lower().replace(' ', '-')}-{_SHORT[kind]}-{number}"


def folder(kind: str, number: int) -> str:
    """The folder below the kind's own in which a record's file stands; at most PER_FOLDER files share one."""
    return f"{number // PER_FOLDER:03}"


def flaws(number: int) -> Flaws:
    """1 % of the records of a kind hold a discrepancy, 3 % lack English, 0.5 % point at nothing; never two of them."""
    discrepancy, dangling = number % 100 == 37, number % 200 == 79
    return Flaws(discrepancy, number % 33 == 11 and not discrepancy and not dangling, dangling)


def low(rng: Random, below: int) -> int:
    """A number below `below`, small ones far more often: some records are pointed at by thousands, most by none."""
    return int(below * rng.random() ** 4)
