"""Writing an index: rows, terms, facets, orders, links and problems of all documents, in one transaction."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from govtui.index.analyse import SORTED_LANGUAGES, Analysed
from govtui.index.bitmaps import chunked
from govtui.index.query import Incoming
from govtui.index.search import SHORT
from govtui.model.problem import Problem, Severity
from govtui.text.fold import fold, tonekey, words

MANY = 32
"""How many terms must share a short prefix for their union to be stored."""


class Terms:
    """The postings of some documents, gathered by raw word; folded once for each distinct word when they are written."""

    def __init__(self) -> None:
        self._raw: dict[int, defaultdict[str, list[int]]] = {field: defaultdict(list) for field in (0, 1, 2)}

    def add(self, doc: int, texts: Mapping[int, Sequence[str]]) -> None:
        """The words of a document's texts, by field."""
        for field, parts in texts.items():
            raw = self._raw[field]
            for word in set("\n".join(parts).split()):
                raw[word].append(doc)

    def folded(self) -> dict[tuple[str, str, int], BitMap]:
        """(folded, as typed, field) to documents."""
        out: dict[tuple[str, str, int], BitMap] = {}
        for field, raw in self._raw.items():
            for text, docs in raw.items():
                bits = BitMap(docs)
                for word in words(text):
                    key = (fold(word), tonekey(word), field)
                    if known := out.get(key):
                        known |= bits
                    else:
                        out[key] = BitMap(bits)
        return out


def write_terms(connection: sqlite3.Connection, terms: Mapping[tuple[str, str, int], BitMap]) -> None:
    """The postings, and the unions of short prefixes that many terms share."""
    rows = ((*key, _frozen(bits)) for key, bits in sorted(terms.items()))
    connection.executemany("INSERT INTO post VALUES (?, ?, ?, ?)", rows)
    unions: defaultdict[tuple[str, int], list[BitMap]] = defaultdict(list)
    for (folded, _, field), bits in terms.items():
        for length in range(1, SHORT + 1):
            if len(folded) >= length:
                unions[folded[:length], field].append(bits)
    stored = (
        (prefix, field, _frozen(BitMap.union(*bits))) for (prefix, field), bits in unions.items() if len(bits) > MANY
    )
    connection.executemany("INSERT INTO pre VALUES (?, ?, ?)", stored)


def _frozen(bits: BitMap) -> bytes:
    bits.run_optimize()
    return bits.serialize()


def write_rows(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str, Analysed, int, bool]]) -> None:
    """(document, key, path, what is known, severity, ambiguous) for each record."""
    connection.executemany(
        "INSERT INTO rec VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                doc,
                key,
                a.id,
                a.kind,
                a.type,
                path,
                a.readable,
                severity,
                ambiguous,
                _json(a.names),
                _json(a.words),
                a.date,
                a.country,
                a.number,
            )
            for doc, key, path, a, severity, ambiguous in rows
        ),
    )


def write_calls(connection: sqlite3.Connection, known: Iterable[tuple[int, Analysed]]) -> None:
    """What each document is called."""
    rows = ((folded, doc) for doc, analysed in known for folded in analysed.calls)
    connection.executemany("INSERT INTO call VALUES (?, ?)", rows)


def write_facets(connection: sqlite3.Connection, facets: Mapping[tuple[str, str], Iterable[int]]) -> None:
    """(dimension, value) to documents."""
    rows = ((dim, value, _frozen(BitMap(docs))) for (dim, value), docs in facets.items())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def orders(known: Sequence[Analysed]) -> dict[str, list[int]]:
    """Every order of the documents: by name, or latest first, in each language; equal ones by name, then id.

    After the dated ones come those without a year, by month and day, then those without a date.
    """
    docs = list(range(len(known)))
    out: dict[str, list[int]] = {}
    for language in SORTED_LANGUAGES:
        out[f"name:{language}"] = sorted(docs, key=lambda doc: (known[doc].sort_names[language], known[doc].id, doc))
        by_name = out[f"name:{language}"]
        dated = [doc for doc in by_name if known[doc].date_key]
        full = sorted((d for d in dated if not known[d].year_less), key=lambda doc: known[doc].date_key, reverse=True)
        without = sorted((d for d in dated if known[d].year_less), key=lambda doc: known[doc].date_key)
        out[f"date:{language}"] = [*full, *without, *(doc for doc in by_name if not known[doc].date_key)]
    return out


def write_orders(connection: sqlite3.Connection, all_orders: Mapping[str, Sequence[int]]) -> None:
    """The orders, in chunks."""
    for name, docs in all_orders.items():
        rows = ((name, place, len(chunk), chunk.tobytes()) for place, chunk in enumerate(chunked(docs)))
        connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)


def write_links(
    connection: sqlite3.Connection, incoming: Mapping[str, Sequence[Incoming]], former: Mapping[str, str]
) -> None:
    """The references that arrive at each id, in the order they are shown; and ids that records once had."""
    rows = (
        (target, place, one.type, one.key, one.field)
        for target, found in incoming.items()
        for place, one in enumerate(found)
    )
    connection.executemany("INSERT INTO ref VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO former VALUES (?, ?)", former.items())


def write_problems(connection: sqlite3.Connection, problems: Iterable[tuple[int, Problem]]) -> None:
    """(document or -1 for the registry as a whole, problem)."""
    rows = ((doc, int(p.severity), p.muted, _json(_plain(p))) for doc, p in problems)
    connection.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows)


def finish(connection: sqlite3.Connection, documents: int) -> None:
    """Say which documents there are, and that the index is whole."""
    alive = _frozen(BitMap(range(documents)))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('alive', ?)", (alive,))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('done', 1)")


def has_facets(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """The facet values that a record's problems give it; muted ones count as discrepancies all the same."""
    out = set()
    for problem in problems:
        out |= {("has", Severity(problem.severity).name.lower()), ("has", "problem")}
    return out


def _plain(problem: Problem) -> dict[str, object]:
    return {**{f.name: getattr(problem, f.name) for f in dataclasses.fields(problem)}, "values": dict(problem.values)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
