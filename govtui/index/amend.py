"""Taking documents out of postings, facets and orders that are written, and putting others in."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from govtui.index.bitmaps import CHUNK, chunked, frozen, packed, thawed
from govtui.index.schema import FIELDS, SHORT, TYPED, unsealed
from govtui.index.search import prefixes
from govtui.index.write import GAP, write_order
from govtui.text.fold import query_forms

Term = tuple[str, str, int]
Facet = tuple[str, str]
KeyOf = Callable[[int], Any]
"""Where a document stands in an order."""


def amend_terms(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
    """Postings and unions of prefixes: without the `dead` (by folded word), with the new ones of `terms`.

    A term without documents goes away, so that nothing corrects a typing error to a word that no record has.
    """
    new: defaultdict[str, dict[tuple[str, int], BitMap]] = defaultdict(dict)
    for (folded, surface, field), docs in terms.items():
        new[folded][surface, field] = docs
    for folded in dead.keys() | new.keys():
        gone, come = dead.get(folded, BitMap()), new.get(folded, {})
        rows = connection.execute("SELECT surface, field, docs FROM post WHERE fold = ?", (folded,)).fetchall()
        for surface, field, blob in rows:
            docs = thawed(blob)
            after = (docs - gone) | come.pop((surface, field), BitMap())
            if not after:
                sql = "DELETE FROM post WHERE fold = ? AND surface = ? AND field = ?"
                connection.execute(sql, (folded, surface, field))
            elif after != docs:
                sql = "UPDATE post SET docs = ? WHERE fold = ? AND surface = ? AND field = ?"
                connection.execute(sql, (frozen(after), folded, surface, field))
        rest = ((folded, surface, field, frozen(docs)) for (surface, field), docs in come.items())
        connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?)", rest)
    _amend_prefixes(connection, dead, terms)


def _amend_prefixes(connection: sqlite3.Connection, dead: Mapping[str, BitMap], terms: Mapping[Term, BitMap]) -> None:
    gone: defaultdict[tuple[str, int], BitMap] = defaultdict(BitMap)
    come: defaultdict[tuple[str, int], BitMap] = defaultdict(BitMap)
    for folded, docs in dead.items():
        for length in range(1, min(SHORT, len(folded)) + 1):
            for field in FIELDS:
                gone[folded[:length], field] |= docs
    lost: dict[tuple[str, int], BitMap] = {}  # from unions of prefixes as typed, whose terms begin so without accents
    for key in connection.execute("SELECT prefix, field FROM pre WHERE field >= ?", (TYPED,)):
        for form in query_forms(key[0]):
            if (form, key[1] - TYPED) in gone:
                lost[key] = lost.get(key, BitMap()) | gone[form, key[1] - TYPED]
    gone |= lost
    for (folded, surface, field), docs in terms.items():
        for prefix in prefixes(folded, surface, field):
            come[prefix] |= docs
    for key in gone.keys() | come.keys():
        row = connection.execute("SELECT docs FROM pre WHERE prefix = ? AND field = ?", key).fetchone()
        if row is not None:
            docs = thawed(row[0])
            after = (docs - gone.get(key, BitMap())) | come.get(key, BitMap())
            if after != docs:
                sql = "UPDATE pre SET docs = ? WHERE prefix = ? AND field = ?"
                connection.execute(sql, (frozen(after), *key))


def amend_facets(
    connection: sqlite3.Connection, dead: BitMap, gone: Mapping[Facet, BitMap], come: Mapping[Facet, BitMap]
) -> None:
    """Facets: without the dead anywhere, and without and with some documents in some of them."""
    nothing = BitMap()
    left = dict(come)
    for dim, value, blob in connection.execute("SELECT dim, value, docs FROM facet").fetchall():
        docs = thawed(blob)
        after = (docs - dead - gone.get((dim, value), nothing)) | left.pop((dim, value), nothing)
        if not after:
            connection.execute("DELETE FROM facet WHERE dim = ? AND value = ?", (dim, value))
        elif after != docs:
            connection.execute("UPDATE facet SET docs = ? WHERE dim = ? AND value = ?", (frozen(after), dim, value))
    rows = ((dim, value, frozen(docs)) for (dim, value), docs in left.items() if docs)
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def amend_order(connection: sqlite3.Connection, name: str, dead: BitMap, new: Iterable[int], key: KeyOf) -> None:
    """An order without the dead and with new documents at their places; `key` tells where one stands.

    A chunk that has grown to twice its size is cut in two; one that is empty goes away.
    """
    rows = connection.execute("SELECT chunk, docs FROM ord WHERE name = ? ORDER BY chunk", (name,)).fetchall()
    numbers = [number for number, _ in rows]
    chunks: list[array[int]] = []
    touched: set[int] = set()
    for place, (_, raw) in enumerate(rows):
        chunk = array("I")
        chunk.frombytes(unsealed(raw))
        if dead and dead.intersect(BitMap(chunk)):
            chunk = array("I", [doc for doc in chunk if doc not in dead])
            touched.add(place)
        chunks.append(chunk)
    filled = [place for place, chunk in enumerate(chunks) if chunk]
    wanted = sorted((key(doc), doc) for doc in new)
    if not filled:
        _rewrite(connection, name, [doc for _, doc in wanted])
        return
    for where, doc in wanted:
        at = bisect_left(filled, where, key=lambda place: key(chunks[place][-1]))
        place = filled[min(at, len(filled) - 1)]
        chunks[place].insert(bisect_left(chunks[place], where, key=key), doc)
        touched.add(place)
    for place in touched:
        room = numbers[place + 1] - numbers[place] if place + 1 < len(numbers) else GAP * len(chunks[place])
        if not _write_chunk(connection, name, numbers[place], room, chunks[place]):
            _rewrite(connection, name, [doc for chunk in chunks for doc in chunk])
            return


def _write_chunk(connection: sqlite3.Connection, name: str, number: int, room: int, chunk: array[int]) -> bool:
    """Write one chunk, or its parts, into the numbers up to the next chunk's; False where there are too few."""
    parts = [chunk] if len(chunk) <= 2 * CHUNK else list(chunked(chunk))
    if len(parts) > room:
        return False
    connection.execute("DELETE FROM ord WHERE name = ? AND chunk = ?", (name, number))
    step = min(GAP, room // len(parts))
    rows = [(name, number + nth * step, len(part), packed(part)) for nth, part in enumerate(parts) if part]
    connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)
    return True


def _rewrite(connection: sqlite3.Connection, name: str, docs: Sequence[int]) -> None:
    connection.execute("DELETE FROM ord WHERE name = ?", (name,))
    write_order(connection, name, docs)
