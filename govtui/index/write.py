"""Writing an index: rows, terms, facets, orders, links and problems of all documents, in one transaction."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pyroaring import BitMap

from govtui.index import schema
from govtui.index.analyse import SORTED_LANGUAGES, Analysed
from govtui.index.bitmaps import chunked
from govtui.index.search import SHORT
from govtui.model.problem import Problem, Severity
from govtui.store.manifest import Manifest
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


def write_rows(connection: sqlite3.Connection, rows: Iterable[tuple[int, str, str, Analysed]]) -> None:
    """(document, key, path, what is known) for each record."""
    connection.executemany(
        "INSERT INTO rec VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?)",
        (
            (
                doc,
                key,
                a.id,
                a.kind,
                a.type,
                schema.kept(path),
                a.readable,
                _json(a.names),
                _json(a.words),
                a.date,
                a.country,
                a.number,
            )
            for doc, key, path, a in rows
        ),
    )


def write_judgement(
    connection: sqlite3.Connection, problems: Mapping[int, Sequence[Problem]], ambiguous: Collection[int]
) -> None:
    """The worst unmuted problem of each document, and whether its name alone does not tell which it is."""
    rows = []
    for doc, found in problems.items():
        worst = max((p.severity for p in found if not p.muted), default=Severity.WARNING)
        if worst > Severity.WARNING or doc in ambiguous:
            rows.append((int(worst) if worst > Severity.WARNING else 0, doc in ambiguous, doc))
    connection.executemany("UPDATE rec SET severity = ?, ambiguous = ? WHERE doc = ?", rows)


def write_calls(connection: sqlite3.Connection, known: Iterable[tuple[int, Analysed]]) -> None:
    """What each document is called."""
    rows = ((folded, doc) for doc, analysed in known for folded in analysed.calls)
    connection.executemany("INSERT INTO call VALUES (?, ?)", rows)


def write_said(connection: sqlite3.Connection, known: Iterable[tuple[int, Analysed]]) -> None:
    """What phrases are looked for in."""
    connection.executemany("INSERT INTO said VALUES (?, ?)", ((doc, analysed.said) for doc, analysed in known))


def write_facets(connection: sqlite3.Connection, facets: Mapping[tuple[str, str], Iterable[int]]) -> None:
    """(dimension, value) to documents."""
    rows = ((dim, value, _frozen(BitMap(docs))) for (dim, value), docs in facets.items())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


class Orders:
    """The sort keys of all documents, from which every order is made."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[str, str, int]]] = {language: [] for language in SORTED_LANGUAGES}
        self._dates: dict[int, tuple[bool, str]] = {}

    def add(self, doc: int, known: Analysed) -> None:
        """One document."""
        for language, keys in self._names.items():
            keys.append((known.sort_names[language], known.id, doc))
        if known.date_key:
            self._dates[doc] = (known.year_less, known.date_key)

    def made(self) -> dict[str, list[int]]:
        """Every order: by name, or latest first, in each language; equal ones by name, then id.

        After the dated ones come those without a year, by month and day, then those without a date.
        """
        out: dict[str, list[int]] = {}
        for language, keys in self._names.items():
            by_name = out[f"name:{language}"] = [doc for _, _, doc in sorted(keys)]
            dated = [(*self._dates[doc], doc) for doc in by_name if doc in self._dates]
            full = sorted((d for d in dated if not d[0]), key=lambda d: d[1], reverse=True)
            without = sorted((d for d in dated if d[0]), key=lambda d: d[1])
            undated = [doc for doc in by_name if doc not in self._dates]
            out[f"date:{language}"] = [*(d[2] for d in full), *(d[2] for d in without), *undated]
        return out


def write_orders(connection: sqlite3.Connection, all_orders: Mapping[str, Sequence[int]]) -> None:
    """The orders, in chunks."""
    for name, docs in all_orders.items():
        rows = ((name, place, len(chunk), chunk.tobytes()) for place, chunk in enumerate(chunked(docs)))
        connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)


def write_references(
    connection: sqlite3.Connection, rows: Iterable[tuple[int, Sequence[tuple[str, str, str]]]]
) -> None:
    """The references that each document makes: (type, target, field)."""
    flat = ((target, type_, doc, field) for doc, found in rows for type_, target, field in found)
    connection.executemany("INSERT INTO ref VALUES (?, ?, ?, ?)", flat)


def write_former(connection: sqlite3.Connection, former: Mapping[str, str]) -> None:
    """Ids that records once had, and what they are called today."""
    connection.executemany("INSERT INTO former VALUES (?, ?)", former.items())


def write_problems(connection: sqlite3.Connection, problems: Iterable[tuple[int, Problem]]) -> None:
    """(document or -1 for the registry as a whole, problem)."""
    rows = ((doc, int(p.severity), p.muted, _json(_plain(p))) for doc, p in problems)
    connection.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows)


def write_settings(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """What the registry says of itself."""
    settings = {"name": manifest.name or {}, "languages": manifest.languages}
    connection.execute("INSERT INTO meta VALUES ('settings', ?)", (_json(settings),))


def finish(connection: sqlite3.Connection, documents: int) -> None:
    """Say which documents there are, and that the index is whole."""
    rows = [("alive", _frozen(BitMap(range(documents)))), ("done", 1)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


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
