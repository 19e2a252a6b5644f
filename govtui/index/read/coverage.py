"""How far a registry is translated, and what is to be translated next, told from bitmaps without opening a file.

Each record says of each of its fields ("name", "areas", "x.mission") how many of the texts in it are in which state of
which direction. A set of documents for each binary digit of that number (a bit-sliced index) gives the sums over any set
of documents, and takes part in every update as all facets do.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from pyroaring import BitMap

from govtui.index.api import Coverage, QueueItem
from govtui.index.bitmaps import Order, thawed
from govtui.index.schema import INTERNAL

MARK = "tr/"
"""What the internal facets of translations begin with."""

_AFTER = "tr0"
"""The first text after all that begin with the mark."""

TO_DO = ("missing", "stale")
RANKS: tuple[Literal["name", "summary", "rest"], ...] = ("name", "summary", "rest")
_RANK = {"name": 0, "title": 0, "summary": 1}


class Slice(NamedTuple):
    """The documents whose number of texts of a field, in a state of a direction, has this binary digit."""

    source: str
    target: str
    field: str
    state: str
    bit: int
    docs: BitMap


def slices(connection: sqlite3.Connection) -> list[Slice]:
    """All of them."""
    sql = "SELECT value, docs FROM facet WHERE dim = ? AND value >= ? AND value < ?"
    out = []
    for value, docs in connection.execute(sql, (INTERNAL, MARK, _AFTER)):
        _, direction, field, state, bit = value.split("/")
        source, _, target = direction.partition(">")
        out.append(Slice(source, target, field, state, int(bit), thawed(docs)))
    return out


def covered(found: Sequence[Slice], kinds: Mapping[str, BitMap]) -> list[Coverage]:
    """The sums by kind, direction and field, over the documents of each kind; names first, then summaries."""
    sums: dict[tuple[str, str, str, str], Counter[str]] = {}
    for one in found:
        for kind, docs in kinds.items():
            if count := one.docs.intersection_cardinality(docs):
                key = (kind, one.field, one.source, one.target)
                sums.setdefault(key, Counter())[one.state] += count << one.bit
    order = list(kinds)
    keys = sorted(sums, key=lambda key: (order.index(key[0]), _RANK.get(key[1], 2), key[1:]))
    return [Coverage(*key, *(sums[key][state] for state in ("done", "unverified", "stale", "missing"))) for key in keys]


Task = tuple[int, int, tuple[str, str]]
"""A document, a place in RANKS, a direction."""


def tasks(
    found: Sequence[Slice], asked: BitMap, states: Collection[str], by_name: Order, links: Mapping[int, int]
) -> list[Task]:
    """What is to be translated, names before summaries before the rest, most-linked records first, then by name."""
    wanted: dict[tuple[int, tuple[str, str]], BitMap] = {}
    for one in found:
        if one.state in states:
            key = (_RANK.get(one.field, 2), (one.source, one.target))
            wanted[key] = wanted.get(key, BitMap()) | (one.docs & asked)
    every = BitMap.union(*wanted.values()) if wanted else BitMap()
    docs = sorted(by_name.window(every, 0, len(every)), key=lambda doc: -links.get(doc, 0))
    keys = sorted(wanted)
    return [
        (doc, rank, direction)
        for place in range(len(RANKS))
        for doc in docs
        for rank, direction in keys
        if rank == place and doc in wanted[rank, direction]
    ]


def linked(connection: sqlite3.Connection) -> dict[int, int]:
    """How many references arrive at each document that any arrive at, also under a former id."""
    sql = """
        SELECT doc, sum(n) FROM (SELECT target, count(*) AS n FROM ref GROUP BY target)
        JOIN rec ON rec.key = coalesce((SELECT key FROM former WHERE id = target), target) GROUP BY doc
    """
    return dict(connection.execute(sql))


def item(connection: sqlite3.Connection, found: Sequence[Slice], task: Task, links: int) -> QueueItem | None:
    """One task with what a line of the queue shows; None where its document is gone."""
    doc, rank, (source, target) = task
    row = connection.execute("SELECT key, kind, names FROM rec WHERE doc = ?", (doc,)).fetchone()
    if row is None:
        return None
    counts: Counter[str] = Counter()
    fields: dict[str, None] = {}
    for one in found:
        if (one.source, one.target, _RANK.get(one.field, 2)) == (source, target, rank) and doc in one.docs:
            counts[one.state] += 1 << one.bit
            if one.state != "done":
                fields[one.field] = None
    key, kind, names = row
    states = (counts["missing"], counts["stale"], counts["unverified"])
    return QueueItem(key, kind, json.loads(names), RANKS[rank], tuple(sorted(fields)), source, target, *states, links)
