"""Dates of parts: an event without a date that is `part_of` one with a date was held within that one's span.

Chains are followed to the nearest whole with a date, and cycles cut. Where several are as near, the first as written counts.
An inherited date counts in facets and on the timeline, and lists show and sort by it; it is never a value of the record.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyroaring import BitMap

from govtui.i18n.translator import Translator
from govtui.index.schema import UNDATED
from govtui.index.write import populate
from govtui.index.write.extract import day_words
from govtui.index.write.facets import own_and_claimed_years, years_facets
from govtui.index.write.populate import DATED_FACETS
from govtui.index.write.timeline_facts import Fact, facts_of, inherited_fact
from govtui.model.dates import PartialDate
from govtui.model.record import Record


class Inherited(NamedTuple):
    """A row of `inherited`."""

    doc: int
    date: str
    """EDTF, of the whole."""
    whole: str
    "The id of the record."

    @property
    def facets(self) -> Sequence[tuple[str, str]]:
        """The years and decades that it counts under, and that there is a date to sort by."""
        return [*years_facets(self.date), *(() if PartialDate.parse(self.date).year_less else DATED_FACETS)]

    @property
    def fact(self) -> Fact:
        """What the timeline has of it."""
        return inherited_fact(self.date, self.whole)


Wholes = Callable[[int, str], Iterable[str]]
"""Returns the ids that a record, given by number and id, is part of."""


def inherited(connection: sqlite3.Connection, doc: int, wholes: Wholes) -> Inherited | None:
    """Return the date that an event without one has of its nearest whole."""
    row = connection.execute("SELECT id FROM rec WHERE doc = ? AND kind = 'event' AND date = ''", (doc,)).fetchone()
    if row is None:
        return None
    seen: set[str] = set()
    waiting = [*wholes(doc, row[0])]
    for id in waiting:  # grows while it is gone through
        key = _current(connection, id)
        if key in seen:
            continue
        seen.add(key)
        found = connection.execute("SELECT doc, kind, date FROM rec WHERE key = ? AND key = id", (key,)).fetchone()
        if found is None:
            continue
        whole, kind, date = found
        if date and kind == "event" and whole != doc:
            return Inherited(doc, date, key)
        waiting += wholes(whole, key)
    return None


def _current(connection: sqlite3.Connection, id: str) -> str:
    row = connection.execute("SELECT key FROM former WHERE id = ?", (id,)).fetchone()
    return str(row[0]) if row else id


def all_inherited(
    connection: sqlite3.Connection, own: Mapping[int, Sequence[str]], wholes: Mapping[str, Sequence[str]]
) -> list[Inherited]:
    """Return the inherited dates of documents that are part of something (`own`); `wholes` by id, for the chains."""

    def above(doc: int, id: str) -> Sequence[str]:
        return own[doc] if doc in own else wholes.get(id, ())

    return [found for doc in own if (found := inherited(connection, doc, above))]


def written_wholes(connection: sqlite3.Connection) -> Wholes:
    """Return a reader of the wholes that an index has, in the order of the files.

    A whole that only another source names is none: its date would be hearsay of hearsay.
    """
    sql = "SELECT target FROM ref WHERE source = ? AND type = 'part_of' AND told_by = '' ORDER BY rowid"

    def wholes(doc: int, id: str) -> list[str]:
        return [target for (target,) in connection.execute(sql, (doc,))]

    return wholes


def parts_of(connection: sqlite3.Connection, ids: Iterable[str]) -> set[int]:
    """Return the documents that are part of these ids, directly or not."""
    found: set[int] = set()
    waiting = [*ids]
    seen = set(waiting)
    for id in waiting:  # grows while it is gone through
        sql = "SELECT source FROM ref WHERE target = ? AND type = 'part_of' AND told_by = ''"
        for (doc,) in connection.execute(sql, (id,)):
            if doc not in found:
                found.add(doc)
                more = [one for one in _called(connection, doc) if one not in seen]
                seen.update(more)
                waiting += more
    return found


def _called(connection: sqlite3.Connection, doc: int) -> Iterator[str]:
    """Yield the id of a document, and the former ids that it claims."""
    yield from (id for (id,) in connection.execute("SELECT id FROM rec WHERE doc = ?", (doc,)))
    yield from (id for (id,) in connection.execute("SELECT id FROM claim WHERE doc = ?", (doc,)))


def known(connection: sqlite3.Connection, doc: int) -> Inherited | None:
    """Return the inherited date that the index has of a document."""
    row = connection.execute("SELECT doc, date, whole FROM inherited WHERE doc = ?", (doc,)).fetchone()
    return Inherited(*row) if row else None


def write(connection: sqlite3.Connection, found: Iterable[Inherited], translators: Sequence[Translator]) -> None:
    """Write inherited dates with their words, without their facts."""
    rows = ((*one, json.dumps({tr.language: _words(one.date, tr) for tr in translators})) for one in found)
    connection.executemany("INSERT INTO inherited VALUES (?, ?, ?, ?)", rows)


@lru_cache(maxsize=1024)
def _words(edtf: str, tr: Translator) -> str:
    """Return the date of a whole for its parts; one with an open end, which has a preposition of its own, in brackets."""
    date, words = PartialDate.parse(edtf), day_words(edtf, tr)
    if date.start is None or date.end is None:
        return f"({words})"
    # L10N: The date of an event that is a part of one with this date; short, for a column: "within 5–6 Nov 2018".
    return tr.pgettext("inherited", "within {date}").format(date=words)


def write_facts(connection: sqlite3.Connection, found: Iterable[Inherited]) -> None:
    """Write the facts of inherited dates, in place of those without a date."""
    rows = list(found)
    connection.executemany("DELETE FROM fact WHERE doc = ? AND part = ?", [(one.doc, UNDATED) for one in rows])
    marks = ", ".join("?" * (1 + len(Fact._fields)))
    connection.executemany(f"INSERT INTO fact VALUES ({marks})", [(one.doc, *one.fact) for one in rows])  # noqa: S608


def update(
    connection: sqlite3.Connection,
    new: Collection[int],
    ids: Iterable[str],
    record_of: Callable[[int], Record | None],
    translators: Sequence[Translator],
    lost: MutableMapping[tuple[str, str], BitMap],
    come: MutableMapping[tuple[str, str], BitMap],
) -> set[int]:
    """Give events without a date that of their whole, where they are new or anything that they are part of changed.

    Returns the documents whose inherited date is another than before. `ids` lead elsewhere than before; the facets of
    documents that no longer have them are added to `lost`, and to `come` those that they have now (both make an empty set
    of a facet that they do not have yet).
    """
    wholes = written_wholes(connection)
    moved: set[int] = set()
    for doc in sorted(parts_of(connection, ids) | set(new)):
        was, now = known(connection, doc), inherited(connection, doc, wholes)
        if was == now:
            continue
        moved.add(doc)
        record = record_of(doc)
        for facet in was.facets if was else ():
            lost[facet].add(doc)
        for facet in (*(now.facets if now else ()), *(own_and_claimed_years(record) if record else ())):
            come[facet].add(doc)
        connection.execute("DELETE FROM inherited WHERE doc = ?", (doc,))
        connection.execute("DELETE FROM fact WHERE doc = ?", (doc,))
        populate.insert_all(connection, "fact", [(doc, *fact) for fact in (facts_of(record) if record else ())])
        if now:
            write(connection, [now], translators)
            write_facts(connection, [now])
    return moved
