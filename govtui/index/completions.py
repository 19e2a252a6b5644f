"""What completion in a shell looks up: ids, kinds, fields and values, in the kept index as it is.

A process answers one Tab, so this is plain SQL without what a search needs. The file is opened read-only and neither
refreshed nor built; where there is none, or one of another version, nothing is known.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govtui.index import schema

if TYPE_CHECKING:
    from pyroaring import BitMap

    from govtui.index.query_fields import Field, QueryFields

PATIENCE = 0.1
"""Seconds to wait for another process that writes: nobody waits for a Tab."""


class Named(NamedTuple):
    """A record: its id, and its names by language."""

    id: str
    names: Mapping[str, str]


class KeptIndex:
    """The index of a registry, as it was left."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, root: Path, path: Path | None = None) -> KeptIndex | None:
        """Open the index of the registry at `root`; None where there is none of this version.

        `path`: of the file, if it is not the one in the user's cache.
        """
        from urllib.parse import quote

        file = os.path.abspath(path or schema.default_path(root, _cache_folder()))  # noqa: PTH100 (as the link is named)
        try:
            uri = f"file:{quote(os.fsencode(file))}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
            stamp = schema.meta(connection, "stamp")
            if str(stamp).startswith(f"{schema.VERSION}|") and schema.meta(connection, "alive") is not None:
                return cls(connection)
        except (sqlite3.Error, ValueError):
            pass
        return None

    def ids(self, typed: str, limit: int, kinds: Collection[str] = ()) -> list[Named]:
        """Return at most `limit` records: those whose id begins so, those whose name does, those with such words.

        Names are compared without accents. `kinds`: only records of these kinds; none: of any.
        """
        found: dict[str, Named] = {}
        for rows in (self._by_id(typed), self._by_name(typed), self._by_words(typed)):
            for id, kind, names in rows:
                if (not kinds or kind in kinds) and id not in found:
                    found[id] = Named(id, json.loads(names))
                    if len(found) >= limit:
                        return list(found.values())
        return list(found.values())

    def kind(self, id: str) -> str:
        """Return the kind of the record with an id, or a former one, or in a file; empty where there is none."""
        sql = "SELECT kind FROM rec WHERE key = ?1 OR path = ?1 OR key = (SELECT key FROM former WHERE id = ?1)"
        row = self._connection.execute(sql, (_db_text(id),)).fetchone()
        return row[0] if row else ""

    def values(self, facet: str, typed: str, limit: int) -> list[str]:
        """Return at most `limit` values of a facet that records have and that begin so, whatever the case."""
        sql = "SELECT value FROM facet WHERE dim = ? AND value LIKE ? ESCAPE '!' ORDER BY value LIMIT ?"
        pattern = typed.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        return [value for (value,) in self._connection.execute(sql, (facet, _db_text(pattern), limit))]

    def facets(self) -> list[str]:
        """Return the facets that have values, without those of the index itself."""
        rows = self._connection.execute("SELECT DISTINCT dim FROM facet WHERE dim != ?", (schema.INTERNAL,))
        return [facet for (facet,) in rows]

    def fields(self) -> list[Field]:
        """Return the fields of all kinds of record, the registry's own among them."""
        from govtui.index.query_fields import Field

        return [Field(*one) for one in self._told("fields")[0]]

    def query_fields(self) -> QueryFields:
        """Return the fields that a query may name, with their names and values in all languages."""
        from govtui.index.query_fields import query_fields

        return query_fields(str(schema.meta(self._connection, "fields")))

    def references(self) -> list[tuple[str, str]]:
        """Return the types of references with their inverses, in reading order."""
        return [(type, inverse) for type, inverse in self._told("references")]

    def own_relations(self) -> Mapping[str, Mapping[str, str]]:
        """Return the relations that the registry adds, with their labels by language."""
        return {type: label for type, _, label, inverse_label in self._told("fields")[1] if inverse_label}

    def own_vocabulary(self, vocabulary: str) -> Mapping[str, Mapping[str, str]]:
        """Return the keys that the registry adds to a vocabulary, with their labels by language."""
        keys: Mapping[str, Mapping[str, str]] = self._told("fields")[2].get(vocabulary, {})
        return keys

    def languages(self) -> Sequence[str]:
        """Return the languages of the registry."""
        languages: Sequence[str] = self._told("settings")["languages"]
        return languages

    def _told(self, name: str) -> Any:
        return json.loads(str(schema.meta(self._connection, name)))

    def _by_id(self, typed: str) -> Iterator[tuple[str, str, str]]:
        begun = _db_text(typed.lower())
        sql = "SELECT key, kind, names FROM rec WHERE key >= ? AND key < ? ORDER BY key"
        return self._connection.execute(sql, (begun, begun + schema.LAST))

    def _by_name(self, typed: str) -> Iterator[tuple[str, str, str]]:
        if not (folded := _folded(typed)):
            return iter(())
        sql = "SELECT key, kind, names FROM call JOIN rec USING (doc) WHERE folded >= ? AND folded < ? ORDER BY folded, key"
        return self._connection.execute(sql, (folded, folded + schema.LAST))

    def _by_words(self, typed: str) -> Iterator[tuple[str, str, str]]:
        """Yield the records with names that have all words, the last of which may go on."""
        if not (folded := _folded(typed)):
            return
        from govtui.index.bitmaps import from_blob

        found = None
        *whole, last = folded.split()
        for word in whole:
            found = self._having("fold = ?", (word,)) if found is None else found & self._having("fold = ?", (word,))
        begun = self._having("fold >= ? AND fold < ?", (last, last + schema.LAST))
        found = begun if found is None else found & begun
        alive = from_blob(schema.meta(self._connection, "alive"))
        for doc in found & alive:
            yield from self._connection.execute("SELECT key, kind, names FROM rec WHERE doc = ?", (doc,))

    def _having(self, where: str, words: tuple[str, ...]) -> BitMap:
        from pyroaring import BitMap

        from govtui.index.bitmaps import from_blob

        sql = f"SELECT docs FROM post WHERE {where} AND field IN (?, ?)"  # noqa: S608 (nothing of a user in it)
        rows = self._connection.execute(sql, (*words, schema.NAME, schema.ALIAS))
        return BitMap().union(*(from_blob(docs) for (docs,) in rows))


def _cache_folder() -> Path:
    from govtui.index.cache_files import cache_folder

    return cache_folder()


def _db_text(typed: str) -> str:
    """Return what was typed as SQLite can compare it: it need not be UTF-8."""
    return typed.encode("utf-8", "replace").decode()


def _folded(typed: str) -> str:
    from govtui.text.fold import folded_words

    return folded_words(typed)
