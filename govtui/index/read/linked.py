"""Query fields that take records and people: whom a name means, and the documents that refer to, or are named by, it."""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from govtui.i18n.query_labels import PEOPLE
from govtui.index.api import CITED
from govtui.index.bitmaps import from_blob
from govtui.index.query import word
from govtui.index.query_fields import OWN, QueryFields
from govtui.index.read.search import Postings
from govtui.index.read.snapshot import weak_lru_cache
from govtui.index.schema import ALIAS, BODIES, LAST, NAME
from govtui.model.identifiers import is_record_id
from govtui.model.relations import RELATIONS
from govtui.text.fold import folded_words, words
from govtui.text.person_names import keys_of_typed, name_key

if TYPE_CHECKING:
    from govtui.i18n.query_words import Link

STAR = "*"
"""Ends a value that means all whose words begin so."""

MOST_WORDS = 40
"""The most words of a name that is looked for at the beginning of a run of words."""

MOST_KNOWN = 1000
"""Up to how many names are remembered with what they mean."""

_PIECE = re.compile(r"\S+")

_COUNTRY = "country:"

_BESIDE_RELATIONS = frozenset({"member", "party", "outcome_by"})
"""Types of references to records or countries that are no relations."""


class Pairs(NamedTuple):
    """All links of a query field, each once: `values[n]` is linked to the document `docs[n]`, which the value finds."""

    values: array[int]
    """Documents."""
    docs: array[int]
    others: Mapping[str, BitMap]
    """Documents by value where no record is named: a country, an id that no record has, a name in words."""


class Linked:
    """Links between records, for queries; cached while the index stays the same."""

    def __init__(self, connection: sqlite3.Connection, postings: Postings, fields: Callable[[], QueryFields]) -> None:
        self._connection, self._postings, self._fields = connection, postings, fields
        self._known: dict[tuple[str, str], Sequence[str]] = {}
        self.pairs = weak_lru_cache(self._read_pairs, 4)
        self.begun = weak_lru_cache(self._begun, 16)
        self._inverses = weak_lru_cache(self._read_inverses, 1)

    # -- what a value finds --------------------------------------------------------------------------------------------

    def documents(self, field: str, value: str, *, own: bool = False) -> BitMap:
        """Return the documents with a value of `id`, `person`, a role, `source`, or a field of `QueryFields.links`.

        `value`: the id of a record (a former one, too), `country:XX`, the name of a person, or with a star at its end the
        beginning of words of ids and names. `own`: without what claims alone say.
        """
        if field == "id":
            return self._called(value)
        if not self._postings.whole:
            return BitMap()
        if field == "source":
            return self._citing(value)
        if field in PEOPLE:
            return self._with_people(field, value, own)
        link = self._fields().links.get(field)
        return self._linked(field, link, value, own) if link else BitMap()

    def _docs(self, sql: str, *values: object) -> BitMap:
        return BitMap(doc for (doc,) in self._connection.execute(sql, values))

    def _called(self, value: str) -> BitMap:
        id = _text(value).casefold()
        if not id.endswith(STAR):
            key = self._key(value)
            return self._docs("SELECT doc FROM rec WHERE key = ?", key) if key else BitMap()
        span = (id[:-1], id[:-1] + LAST)
        found = self._docs("SELECT doc FROM rec WHERE key >= ? AND key < ?", *span)
        sql = "SELECT doc FROM former JOIN rec USING (key) WHERE former.id >= ? AND former.id < ?"
        return found | self._docs(sql, *span)

    def _citing(self, value: str) -> BitMap:
        if value.endswith(STAR):
            sources = self._docs("SELECT doc FROM rec WHERE kind = 'source'") & self.begun(value[:-1])
            ids = self._ids(sources)
        else:
            ids = self._names(self._key(value) or value)
        sql = "SELECT docs FROM facet WHERE dim = 'source' AND value IN (SELECT value FROM json_each(?))"
        return BitMap().union(*(from_blob(docs) for (docs,) in self._connection.execute(sql, (json.dumps(ids),))))

    def _with_people(self, field: str, value: str, own: bool) -> BitMap:
        where = f"role {people_condition(field)}" + (" AND told_by = ''" if own else "")
        if value == STAR:
            return self._docs(f"SELECT doc FROM named WHERE {where}")  # noqa: S608
        if value.endswith(STAR):
            said, values = begins(value[:-1])
            targets = [*self._ids(self.begun(value[:-1])), *self.countries(value)] if field == "chair" else ()
            return self._docs(f"SELECT doc FROM named WHERE {where} AND {said}", *values) | self._chairing(  # noqa: S608
                field, targets, where
            )
        key = self._key(value)
        targets = [*(self._names(key) if key else ()), value]
        sql = f"SELECT doc FROM named WHERE {where} AND key = ?"  # noqa: S608
        return self._docs(sql, name_key(value)) | self._chairing(field, targets, where)

    def _chairing(self, field: str, targets: Iterable[str], where: str) -> BitMap:
        """Return the documents in which a body or country chairs."""
        if field != "chair":
            return BitMap()
        sql = f"SELECT doc FROM named WHERE {where} AND key IN (SELECT '=' || value FROM json_each(?))"  # noqa: S608
        return self._docs(sql, json.dumps([*map(_text, targets)]))

    def _linked(self, field: str, link: Link, value: str, own: bool) -> BitMap:
        if value.endswith(STAR):
            return self._linked_to_begun(field, value, own)
        key = self._key(value)
        out, into = self._types(link)
        told = " AND told_by = ''" if own else ""
        if CITED not in (*out, *into):
            told += f" AND type != '{CITED}'"  # the index of types is of all others
        ids = self._names(key or _text(value))
        sql = f"SELECT source FROM ref WHERE target IN ({_marks(ids)}) AND type IN ({_marks(out)}){told}"  # noqa: S608
        found = self._docs(sql, *ids, *out)
        if into and key:
            named = f"SELECT target FROM ref WHERE source = (SELECT doc FROM rec WHERE key = ?) AND type IN ({_marks(into)}){told}"  # noqa: E501, S608
            found |= self._docs(f"SELECT doc FROM rec WHERE key IN ({named})", key, *into)  # noqa: S608
            sql = f"SELECT doc FROM former JOIN rec USING (key) WHERE former.id IN ({named})"  # noqa: S608
            found |= self._docs(sql, key, *into)
        if not link.inverse:
            found |= self._docs("SELECT doc FROM named WHERE key = ? AND role = ?", folded_words(value), link.type)
        return found

    def _linked_to_begun(self, field: str, value: str, own: bool) -> BitMap:
        pairs = self.pairs(field, own)
        if not words(value):
            return BitMap(pairs.docs).union(*pairs.others.values())
        begun = self.begun(value[:-1])
        found = BitMap(doc for one, doc in zip(pairs.values, pairs.docs, strict=True) if one in begun)
        countries = {*self.countries(value)}
        is_said = beginning(value[:-1])
        others = (docs for name, docs in pairs.others.items() if name in countries or is_said(name))
        return found.union(*others)

    # -- links of a field ----------------------------------------------------------------------------------------------

    def _types(self, link: Link) -> tuple[Sequence[str], Sequence[str]]:
        """Return the types of the references by which documents are found: those that they make, and that lead to them.

        An inverse that somebody typed stands in files in place of its relation, and says the same from the other end.
        """
        inverse = self._inverses().get(link.type, "")
        typed = (inverse,) if inverse else ()
        return (typed, (link.type,)) if link.inverse else ((link.type,), typed)

    def _read_inverses(self) -> Mapping[str, str]:
        """Return each relation with its inverse."""
        row = self._connection.execute("SELECT v FROM meta WHERE k = 'references'").fetchone()
        relations = [(one, other) for one, other in json.loads(row[0])] if row else []
        return {one: other for one, other in relations if one != other or self._is_relation(one)}

    def _is_relation(self, type: str) -> bool:
        """Whether a type whose inverse is called like itself is a relation, not the reference of a field."""
        link = self._fields().links.get(type)
        return type in RELATIONS or bool(link and link.label and not type.startswith(OWN))

    def _read_pairs(self, field: str, own: bool = False) -> Pairs:
        link = self._fields().links[field]
        out, into = self._types(link)
        told = " AND told_by = ''" if own else ""
        sql = f"SELECT target, source FROM ref WHERE type = ? AND type != '{CITED}'{told}"  # noqa: S608
        if CITED in (*out, *into):  # not in the index of types
            sql = sql.replace(f" AND type != '{CITED}'", "")
        found: set[int] = set()
        others: defaultdict[str, BitMap] = defaultdict(BitMap)
        for types, is_value in ((out, True), (into, False)):
            for type in types:
                rows = self._connection.execute(sql, (type,)).fetchall()
                docs = self._docs_of(type)
                for target, source in rows:
                    if (doc := docs.get(target)) is not None:
                        found.add(doc << 32 | source if is_value else source << 32 | doc)
                    elif is_value:
                        others[target].add(source)
        if not link.inverse:
            for name, doc in self._connection.execute("SELECT name, doc FROM named WHERE role = ?", (link.type,)):
                others[name].add(doc)
        return Pairs(array("I", [one >> 32 for one in found]), array("I", [one & 0xFFFFFFFF for one in found]), others)

    def _docs_of(self, type: str) -> Mapping[str, int]:
        """Return the documents of the targets of a type of references, by id."""
        of_type = f"SELECT DISTINCT target FROM ref WHERE type = ? AND type != '{CITED}'"  # noqa: S608
        if type == CITED:
            of_type = "SELECT DISTINCT target FROM ref WHERE type = ?"
        docs = dict(self._connection.execute(f"SELECT key, doc FROM rec WHERE key IN ({of_type})", (type,)))  # noqa: S608
        sql = f"SELECT former.id, doc FROM former JOIN rec USING (key) WHERE former.id IN ({of_type})"  # noqa: S608
        return docs | dict(self._connection.execute(sql, (type,)))

    # -- whom a name means ---------------------------------------------------------------------------------------------

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
        takes_records = field not in PEOPLE or field == "chair"
        exact = {run: key for run in runs if takes_records and " " not in run and (key := self._key(run, field))}
        if takes_records and field != "id":
            self._add_called(field, {run: folded_words(run) for run in runs if run not in exact}, out)
        if field in PEOPLE:
            self._add_people(field, runs, out)
        link = None if field == "source" else self._fields().links.get(field)
        if link and not link.inverse:
            self._add_bodies(link.type, runs, out)
        if field == "chair" or (link and self._takescountries(link)):
            for run in runs:
                out[run] |= dict.fromkeys(self._country(run))
        for run, key in exact.items():
            out[run] = {key: None}
        return {run: tuple(values) for run, values in out.items() if values}

    def _key(self, id: str, field: str = "") -> str:
        """Return the key of the record with an id, or that had it once; "" where none has it."""
        id = _text(id)
        kind = " AND kind = 'source'" if field == "source" else ""
        for sql in (
            f"SELECT key FROM rec WHERE key = ?{kind}",  # noqa: S608
            f"SELECT key FROM former JOIN rec USING (key) WHERE former.id = ?{kind}",  # noqa: S608
        ):
            if row := self._connection.execute(sql, (id,)).fetchone():
                return str(row[0])
        if field == "id" and id != id.casefold():
            return self._key(id.casefold(), field)
        if not field or field in ("id", "source", *PEOPLE) or not is_record_id(id):
            return ""
        row = self._connection.execute("SELECT target FROM ref WHERE target = ? LIMIT 1", (id,)).fetchone()
        return str(row[0]) if row and self._postings.whole else ""  # named, though no record has it

    def _add_called(self, field: str, said: Mapping[str, str], out: Mapping[str, dict[str, None]]) -> None:
        kind = " AND kind = 'source'" if field == "source" else ""
        sql = f"SELECT folded, key FROM call JOIN rec USING (doc) WHERE folded IN ({_marks(said)}){kind} ORDER BY key"  # noqa: S608
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for folded, key in self._connection.execute(sql, [*said.values()]):
            keys[folded].append(key)
        for run, folded in said.items():
            out[run].update(dict.fromkeys(keys.get(folded, ())))

    def _add_people(self, field: str, runs: Sequence[str], out: Mapping[str, dict[str, None]]) -> None:
        typed = {run: keys_of_typed(run) for run in runs}
        every = list(dict.fromkeys(key for keys in typed.values() for key in keys))
        sql = f"SELECT key, name, count(*) FROM named WHERE role {people_condition(field)} AND key IN (SELECT value FROM json_each(?)) GROUP BY key, name"  # noqa: E501, S608
        names: dict[str, tuple[int, str]] = {}
        for key, name, count in self._connection.execute(sql, (json.dumps(every),)):
            names[key] = max(names.get(key, (0, "")), (count, name))
        for run, keys in typed.items():
            if known := next((names[key] for key in keys if key in names), None):
                out[run].setdefault(known[1])

    def _add_bodies(self, type: str, runs: Sequence[str], out: Mapping[str, dict[str, None]]) -> None:
        said = {folded_words(run): run for run in runs}
        sql = f"SELECT key, min(name) FROM named WHERE role = ? AND key IN ({_marks(said)}) GROUP BY key"  # noqa: S608
        for key, name in self._connection.execute(sql, (type, *said)):
            out[said[key]].setdefault(name)

    def _takescountries(self, link: Link) -> bool:
        return not link.inverse and (link.type in _BESIDE_RELATIONS or link.type in self._inverses())

    def _country(self, text: str) -> Iterator[str]:
        found = self._fields().vocabulary.values("country", text.removeprefix(_COUNTRY))
        yield from (f"{_COUNTRY}{code}" for _, code in found)

    def countries(self, value: str) -> list[str]:
        """Return the countries of which a name or the code begins so."""
        typed = value.removesuffix(STAR).removeprefix(_COUNTRY)
        return [f"{_COUNTRY}{code}" for _, code in self._fields().vocabulary.values_beginning("country", typed)]

    def _begun(self, typed: str) -> BitMap:
        """Return the documents with all of these words in names and ids, of which the last may go on."""
        found: BitMap | None = None
        spoken = words(typed)
        for number, said in enumerate(spoken, 1):
            one = word(said, number == len(spoken) and typed[-1:].isalnum())
            docs = self._postings.documents(one, False, NAME) | self._postings.documents(one, False, ALIAS)
            found = docs if found is None else found & docs
        return found or BitMap()

    def _names(self, id: str) -> list[str]:
        """Return an id with the former ids that lead to it."""
        return [id, *(row[0] for row in self._connection.execute("SELECT id FROM former WHERE key = ?", (id,)))]

    def _ids(self, docs: BitMap) -> list[str]:
        """Return the ids of documents, former ones included."""
        chosen = json.dumps([*docs])
        sql = "SELECT key FROM rec WHERE doc IN (SELECT value FROM json_each(?))"
        keys = [key for (key,) in self._connection.execute(sql, (chosen,))]
        sql = "SELECT former.id FROM rec JOIN former USING (key) WHERE doc IN (SELECT value FROM json_each(?))"
        return keys + [id for (id,) in self._connection.execute(sql, (chosen,))]


def people_condition(field: str) -> str:
    """Return the condition for the roles that a field of people means."""
    return f"NOT IN {BODIES} AND words != ''" if field == "person" else f"= '{field}'"


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def _text(value: str) -> str:
    """Return a text as SQLite can compare it: an argument of a command need not be UTF-8."""
    return value.encode("utf-8", "replace").decode()


def beginning(typed: str) -> Callable[[str], bool]:
    """Return whether all of these words stand in a text, of which the last may go on; accents aside."""
    spoken = folded_words(typed).split()
    whole, last = (spoken[:-1], spoken[-1]) if typed[-1:].isalnum() and spoken else (spoken, "")

    def begins(text: str) -> bool:
        said = f" {folded_words(text)} "
        return bool(spoken) and all(f" {one} " in said for one in whole) and f" {last}" in said

    return begins


def begins(typed: str) -> tuple[str, list[str]]:
    """Return the same as a condition on the column `words`."""
    spoken = folded_words(typed).split()
    unfinished = typed[-1:].isalnum()
    values = [f" {one}" + ("" if unfinished and n == len(spoken) else " ") for n, one in enumerate(spoken, 1)]
    return " AND ".join(["instr(' ' || words || ' ', ?)"] * len(values)) or "0", values
