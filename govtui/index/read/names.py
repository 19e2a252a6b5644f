"""Look up names in queries: ids, names, acronyms and titles of records, people, countries, places."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from pyroaring import BitMap

from govtui.i18n.query_labels import CHAIR, PEOPLE
from govtui.index.bitmaps import from_blob
from govtui.index.query import STAR
from govtui.index.query_fields import OWN, QueryFields
from govtui.index.query_values import MOST_WORDS
from govtui.index.read.rows import db_text
from govtui.index.read.search import Postings
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.read.suggestions import Terms, nearest_id, nearest_terms
from govtui.index.schema import ALIAS, BODIES, HELD_AT, INTERNAL, LAST, NAME
from govtui.model.identifiers import is_record_id
from govtui.model.relations import RELATIONS
from govtui.text.fold import folded_words, query_forms, words
from govtui.text.person_names import keys_of_typed, name_key

FEW = 5000
"""Documents up to which names are checked for words side by side; of more, having them is enough."""

MOST_KNOWN = 1000
"""Up to how many names are remembered with what they mean."""

_PIECE = re.compile(r"\S+")

_COUNTRY = "country:"

_BESIDE_RELATIONS = frozenset({"member", "party", "outcome_by"})
"""Types of references to records or countries that are no relations."""


class Names:
    """The names of records and people, for queries; cached while the index stays the same."""

    def __init__(self, connection: sqlite3.Connection, postings: Postings, fields: Callable[[], QueryFields]) -> None:
        self._connection, self._postings, self._fields = connection, postings, fields
        self._known: dict[tuple[str, str], Sequence[str]] = {}
        self.begun = weak_lru_cache(self._begun, 16)
        self.inverses = weak_lru_cache(self._read_inverses, 1)

    # -- whole names -----------------------------------------------------------------------------------------------------

    def named(self, field: str, text: str) -> Sequence[str]:
        """Return the values that words mean as a whole: several where several are called so, none where nobody is.

        Ids of records by id, former id, full name, acronym or title; `country:XX`; names of people as they are shown. All
        words from the first on are looked up together, since whoever looks for the longest name asks for these next.
        """
        if (known := self._known.get((field, text))) is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            ends = [match.end() for match in _PIECE.finditer(text)][:MOST_WORDS]
            runs = list(dict.fromkeys((text, *(text[:end] for end in ends))))
            found = self._meant(field, runs)
            self._known |= {(field, run): found.get(run, ()) for run in runs}
            known = self._known[field, text]
        return known

    def _meant(self, field: str, runs: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return the values of those runs of words that are a whole name."""
        out: dict[str, dict[str, None]] = {run: {} for run in runs}
        takes_records = field not in PEOPLE or field == CHAIR
        exact = {run: key for run in runs if takes_records and " " not in run and (key := self.key(run, field))}
        if takes_records and field != "id":
            self._add_called(field, {run: folded_words(run) for run in runs if run not in exact}, out)
        if field in PEOPLE and self._postings.whole:
            self._add_people(field, runs, out)
        link = None if field == "source" else self._fields().links.get(field)
        if link and not link.inverse and self._postings.whole:
            self._add_bodies(link.type, runs, out)
        if field == CHAIR or (link and not link.inverse and self._takes_countries(link.type)):
            for run in runs:
                out[run] |= dict.fromkeys(self._country(run))
        for run, key in exact.items():
            out[run] = {key: None}
        return {run: tuple(values) for run, values in out.items() if values}

    def key(self, id: str, field: str = "") -> str:
        """Return the key of the record with an id, or that had it once; "" where none has it."""
        id = db_text(id)
        kind = " AND kind = 'source'" if field == "source" else ""
        for sql in (
            f"SELECT key FROM rec WHERE key = ?{kind}",  # noqa: S608
            f"SELECT key FROM former JOIN rec USING (key) WHERE former.id = ?{kind}",  # noqa: S608
        ):
            if row := self._connection.execute(sql, (id,)).fetchone():
                return str(row[0])
        if field == "id" and id != id.casefold():
            return self.key(id.casefold(), field)
        if not field or field in ("id", "source", *PEOPLE) or not is_record_id(id) or not self._postings.whole:
            return ""
        row = self._connection.execute("SELECT target FROM ref WHERE target = ? LIMIT 1", (id,)).fetchone()
        return str(row[0]) if row else ""  # named, though no record has it

    def _add_called(self, field: str, said: Mapping[str, str], out: Mapping[str, dict[str, None]]) -> None:
        kind = " AND kind = 'source'" if field == "source" else ""
        sql = f"SELECT folded, key FROM call JOIN rec USING (doc) WHERE folded IN ({marks(said)}){kind} ORDER BY key"  # noqa: S608
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for folded, key in self._connection.execute(sql, [*said.values()]):
            keys[folded].append(key)
        for run, folded in said.items():
            out[run].update(dict.fromkeys(keys.get(folded, ())))

    def _add_people(self, field: str, runs: Sequence[str], out: Mapping[str, dict[str, None]]) -> None:
        typed = {run: keys_of_typed(run) for run in runs}
        shown = self.shown(field, {key for keys in typed.values() for key in keys})
        for run, keys in typed.items():
            if name := next((shown[key] for key in keys if key in shown), ""):
                out[run].setdefault(name)

    def shown(self, field: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return the names of people by key as they are shown: of several spellings the one in most records."""
        sql = f"SELECT key, name, count(*) FROM named WHERE {condition_of_roles(field)} AND key IN (SELECT value FROM json_each(?)) GROUP BY key, name"  # noqa: E501, S608
        names: dict[str, tuple[int, str]] = {}
        for key, name, count in self._connection.execute(sql, (json.dumps([*keys]),)):
            names[key] = max(names.get(key, (0, "")), (count, name))
        return {key: name for key, (_, name) in names.items()}

    def _add_bodies(self, type: str, runs: Sequence[str], out: Mapping[str, dict[str, None]]) -> None:
        said: defaultdict[str, list[str]] = defaultdict(list)
        for run in runs:
            said[folded_words(run)].append(run)
        sql = f"SELECT key, min(name) FROM named WHERE role = ? AND key IN ({marks(said)}) GROUP BY key"  # noqa: S608
        for key, name in self._connection.execute(sql, (type, *said)):
            for run in said[key]:
                out[run].setdefault(name)

    def _takes_countries(self, type: str) -> bool:
        return type in _BESIDE_RELATIONS or type in self.inverses()

    def _country(self, text: str) -> Iterator[str]:
        found = self._fields().vocabulary.values("country", text.removeprefix(_COUNTRY))
        yield from (f"{_COUNTRY}{code}" for _, code in found)

    def near(self, field: str, text: str) -> str:
        """Return the name or id most like an unknown one; empty where none is like it, or it is known."""
        if self.named(field, text):
            return ""
        if field in PEOPLE:
            keys = nearest_terms(name_key(text), Terms(self._connection, "named", "key"))
            return next(iter(self.shown(field, keys).values()), "")
        if (id := nearest_id(text, self._connection) if is_record_id(text) else "") or field == "id":
            return id
        folded = nearest_terms(folded_words(text), Terms(self._connection, "call", "folded"))
        sql = f"SELECT names FROM call JOIN rec USING (doc) WHERE folded IN ({marks(folded)})"  # noqa: S608
        called = (name for (names,) in self._connection.execute(sql, folded) for name in json.loads(names).values())
        return next((name for name in called if folded_words(name) in folded), next(iter(folded), ""))

    # -- names that begin so ---------------------------------------------------------------------------------------------

    def _begun(self, typed: str) -> BitMap:
        """Return the documents with these words side by side in a name or id; the last word may go on.

        Accents count where they were typed and any record has them so.
        """
        spoken = words(typed)
        found = self._postings.with_words(typed, (NAME, ALIAS), exact=True)
        found = found or self._postings.with_words(typed, (NAME, ALIAS))
        if len(spoken) < 2 or len(found) > FEW:
            return found
        said, values = begins(typed, "' ' || folded || ' '")
        sql = f"SELECT doc FROM call WHERE doc IN (SELECT value FROM json_each(?)) AND {said}"  # noqa: S608
        return BitMap(doc for (doc,) in self._connection.execute(sql, (json.dumps([*found]), *values)))

    def countries(self, typed: str) -> list[str]:
        """Return the countries of which a name or the code begins so, as targets of references."""
        found = self._fields().vocabulary.values_beginning("country", typed.removeprefix(_COUNTRY))
        return [f"{_COUNTRY}{code}" for _, code in found]

    def beginning(self, typed: str) -> Callable[[str], bool]:
        """Return a test of values that are no records: whether a country or a name in words begins so."""
        countries = cache(lambda: {*self.countries(typed)})  # seldom needed, and their names take long to read
        wanted = _wanted(typed)

        def begins(name: str) -> bool:
            if name.startswith(_COUNTRY):
                return name in countries()
            return any(one in f" {folded_words(name)} " for one in wanted)

        return begins

    # -- places ----------------------------------------------------------------------------------------------------------

    def held_at(self, typed: str) -> BitMap:
        """Return the documents with these words side by side in their city or venue; before a star the last may go on."""
        if not words(typed):
            return BitMap()
        said, values = begins(typed[:-1] if typed.endswith(STAR) else f"{typed} ", "value")
        sql = f"SELECT docs FROM facet WHERE dim = ? AND value >= ? AND value < ? AND {said}"  # noqa: S608
        rows = self._connection.execute(sql, (INTERNAL, HELD_AT, HELD_AT + LAST, *values))
        return BitMap().union(*(from_blob(docs) for (docs,) in rows))

    # -- ids -------------------------------------------------------------------------------------------------------------

    def ids(self, docs: BitMap) -> list[str]:
        """Return the ids of documents, former ones included."""
        sql = "SELECT former.id FROM rec JOIN former USING (key) WHERE doc IN (SELECT value FROM json_each(?))"
        return [*self.keys(docs), *(id for (id,) in self._connection.execute(sql, (json.dumps([*docs]),)))]

    def keys(self, docs: BitMap) -> list[str]:
        """Return the ids of documents that they have now."""
        sql = "SELECT key FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        return [key for (key,) in self._connection.execute(sql, (json.dumps([*docs]),))]

    def _read_inverses(self) -> Mapping[str, str]:
        """Return each relation with its inverse."""
        row = self._connection.execute("SELECT v FROM meta WHERE k = 'references'").fetchone()
        relations = [(one, other) for one, other in json.loads(row[0])] if row else []
        return {one: other for one, other in relations if one != other or self._is_relation(one)}

    def _is_relation(self, type: str) -> bool:
        """Whether a type that is its own inverse is a relation, not the reference of a field."""
        link = self._fields().links.get(type)
        return type in RELATIONS or bool(link and link.label and not type.startswith(OWN))


def condition_of_roles(field: str) -> str:
    """Return the condition on the column `role` for who is meant by a field of people."""
    return f"role NOT IN {BODIES} AND words > '  '" if field == "person" else f"role = '{field}'"


def begins(typed: str, column: str = "words") -> tuple[str, list[str]]:
    """Return the SQL condition, with parameters, for words side by side, of which the last may go on.

    The column has folded words with a space before and behind each.
    """
    wanted = [*_wanted(typed)]
    return f"({' OR '.join([f'instr({column}, ?)'] * len(wanted)) or '0'})", wanted


def _wanted(typed: str) -> Sequence[str]:
    """Return the folded forms that words may have; an unfinished one may end in y or i."""
    spoken = words(typed)
    if not spoken:
        return ()
    before = "".join(f" {one}" for one in folded_words(" ".join(spoken[:-1])).split())
    if not typed[-1:].isalnum():
        return (f"{before} {folded_words(spoken[-1])} ",)
    return tuple(f"{before} {form}" for form in query_forms(spoken[-1]))


def marks(values: Iterable[object]) -> str:
    """Return the question marks of an SQL statement with so many parameters."""
    return ",".join("?" for _ in values)
