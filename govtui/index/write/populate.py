"""Writing an index: rows, terms, facets, orders, links and problems of all documents, in one transaction."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from pyroaring import BitMap

from govtui.i18n.labels import LABELS
from govtui.index import schema
from govtui.index.api import CITED
from govtui.index.bitmaps import chunked, frozen, packed
from govtui.index.query_fields import Field, as_json
from govtui.index.write.extract import IndexedFields
from govtui.index.write.ingest import Read
from govtui.model.fields import path_of
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS
from govtui.store.manifest import Manifest

GAP = 1 << 16
"""Between the numbers of two chunks of an order, for those that are put between them later."""


class Rows(NamedTuple):
    """What stands in the tables about some documents as they are by themselves: plain tuples."""

    rec: list[tuple[Any, ...]]
    call: list[tuple[str, int]]
    said: list[tuple[int, str]]
    ref: list[tuple[str, str, int, str, str]]
    claim: list[tuple[str, int]]
    fact: list[tuple[Any, ...]]
    problem: list[tuple[Any, ...]]
    """What keeps them from being records, or from being where they should."""


def rows_of(documents: Sequence[tuple[int, str, Read]]) -> Rows:
    """The rows of some documents: their numbers, keys, and what was read."""
    return Rows(
        [
            (
                doc,
                key,
                a.id,
                a.kind,
                a.type,
                schema.kept(one.path),
                a.readable,
                _worst(one.problems),
                _names(a.names),
                _words(tuple(a.words.items())),
                a.date,
                a.country,
                a.number,
                one.tag,
                a.called,
            )
            for doc, key, one in documents
            for a in (one.known,)
        ],
        [(folded, doc) for doc, _, one in documents for folded in one.known.calls],
        [(doc, one.known.said) for doc, _, one in documents],
        [
            (target, type_, doc, field, " ".join(sorted(quality)) if quality else "")
            for doc, _, one in documents
            for type_, target, field, quality in one.references
        ],
        [(id, doc) for doc, _, one in documents if one.former_ids for id in dict.fromkeys(one.former_ids)],
        [(doc, *fact) for doc, _, one in documents for fact in one.known.facts],
        problem_rows((doc, problem) for doc, _, one in documents for problem in one.problems),
    )


def _names(names: Mapping[str, str]) -> str:
    """What `_json` makes of them; that makes an encoder first, each time."""
    pairs = [f"{_quoted(language)}:{_quoted(name)}" for language, name in names.items()]
    return "{" + ",".join(pairs) + "}"


@lru_cache(maxsize=1024)
def _words(words: tuple[tuple[str, tuple[str, str, str]], ...]) -> str:
    pairs = [f"{_quoted(language)}:[{','.join(map(_quoted, told))}]" for language, told in words]
    return "{" + ",".join(pairs) + "}"


def insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Put rows into their tables."""
    connection.executemany("INSERT INTO rec VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)", rows.rec)
    connection.executemany("INSERT INTO said VALUES (?, ?)", rows.said)
    insert_all(connection, "call", rows.call)
    insert_all(connection, "ref", rows.ref)
    insert_all(connection, "claim", rows.claim)
    insert_all(connection, "fact", rows.fact)
    insert_all(connection, "problem", rows.problem)


TOGETHER = 50
"""How many short rows go into a table by one statement."""


def insert_all(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put many short rows into a table: some with each statement, since to begin and to end one costs more than a row."""
    coming = iter(rows)
    while some := list(islice(coming, TOGETHER)):
        marks = f"({', '.join('?' * len(some[0]))})"
        sql = f"INSERT INTO {table} VALUES {', '.join([marks] * len(some))}"  # noqa: S608 (nothing of a user in it)
        connection.execute(sql, list(chain.from_iterable(some)))


def write_rows(connection: sqlite3.Connection, documents: Sequence[tuple[int, str, Read]]) -> None:
    """The rows of some documents (document, key, what was read), as they are by themselves."""
    insert(connection, rows_of(documents))


def write_judgement(
    connection: sqlite3.Connection, problems: Mapping[int, Sequence[Problem]], ambiguous: Collection[int]
) -> None:
    """The worst unmuted problem of each document, unless a worse one is known, and whether its name alone does not tell
    which it is."""
    rows = []
    for doc in problems.keys() | ambiguous:
        worst = _worst(problems.get(doc, ()))
        if worst or doc in ambiguous:
            rows.append((worst, doc in ambiguous, doc))
    connection.executemany("UPDATE rec SET severity = max(severity, ?), ambiguous = ? WHERE doc = ?", rows)


def _worst(problems: Iterable[Problem]) -> int:
    """The severity of the worst unmuted one; 0 where that is a warning."""
    worst = max((p.severity for p in problems if not p.muted), default=Severity.WARNING)
    return int(worst) if worst > Severity.WARNING else 0


def write_facets(connection: sqlite3.Connection, facets: Mapping[tuple[str, str], Iterable[int]]) -> None:
    """(dimension, value) to documents."""
    rows = ((dim, value, frozen(BitMap(docs))) for (dim, value), docs in facets.items())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def write_order(connection: sqlite3.Connection, name: str, docs: Sequence[int]) -> None:
    """An order, in chunks."""
    rows = ((name, place * GAP, len(chunk), packed(chunk)) for place, chunk in enumerate(chunked(docs)))
    connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)


def write_former(connection: sqlite3.Connection, former: Mapping[str, str]) -> None:
    """Ids that records once had, and what they are called today."""
    connection.executemany("INSERT INTO former VALUES (?, ?)", former.items())


def write_problems(connection: sqlite3.Connection, problems: Iterable[tuple[int, Problem]]) -> None:
    """(document or -1 for the registry as a whole, problem)."""
    connection.executemany(PROBLEM, problem_rows(problems))


PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
"""Takes `problem_rows`."""


def problem_rows(problems: Iterable[tuple[int, Problem]]) -> list[tuple[int, int, bool, str, str, int, int, str]]:
    """The same as they are written."""
    return [(doc, int(p.severity), p.muted, p.code, p.path, p.line, p.column, _problem(p)) for doc, p in problems]


def write_settings(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """What the registry says of itself, and the fields that its records may have."""
    settings = {"name": manifest.name or {}, "languages": manifest.languages}
    fields = as_json(listed_fields(manifest.record_schema))
    references = _json(reference_types(manifest.record_schema))
    rows = [("settings", _json(settings)), ("fields", fields), ("references", references)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def reference_types(schema: Schema) -> list[tuple[str, str]]:
    """The types of references in the order in which links are read, each with its inverse (the same where it has none).

    Relations first, the program's before the registry's own; then other references as their headings stand in the
    labels, then those of own fields; citations last.
    """
    others = [one for one in LABELS["reference"] if one != CITED]
    plain = [*others, *schema.own_references, CITED]
    return [*((one.key, one.inverse) for one in schema.relations.values()), *((one, one) for one in plain)]


def listed_fields(own: Schema) -> list[Field]:
    """The fields of all kinds, in a reader's order; one that is the same in several kinds stands there once.

    `own`: the schema of the registry.
    """
    kinds: dict[str, list[str]] = {}
    out: dict[str, Field] = {}
    for kind in MODELS:
        for way, spec in own.walk(kind):
            about, path = spec.about, path_of(way, spec)
            label = about.label if isinstance(about.label, str) else dict(about.label)
            told = (label, spec.value_type.value, about.vocabulary, about.facet, about.search)
            here = kinds.setdefault(repr((path, told)), [])
            here.append(kind)
            out.setdefault(repr((path, told)), Field(path, here, *told))
    return list(out.values())


def write_typed(connection: sqlite3.Connection, typed: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
    """(kind, type) to its words by language, for those that are not there yet."""
    rows = ((kind, type_, _json(words)) for (kind, type_), words in typed.items())
    connection.executemany("INSERT OR IGNORE INTO typed VALUES (?, ?, ?)", rows)


def finish(connection: sqlite3.Connection, documents: int) -> None:
    """Say which documents there are, and that the index is whole."""
    everything = frozen(BitMap(range(documents)))
    rows = [("alive", everything), ("next", documents), ("generation", time.time_ns()), ("done", 1)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def problem_facets(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """The facet values that a record's problems give it; of muted ones only that somebody compared them with the source."""
    kinds = {(problem.muted, problem.severity, problem.code == "cycle") for problem in problems}
    return set().union(*[_facets_of(*kind) for kind in kinds])


@cache
def _facets_of(muted: bool, severity: Severity, cycle: bool) -> Sequence[tuple[str, str]]:
    told = ["checked"] if muted else [Severity(severity).name.lower(), "problem"]
    return [*(("has", one) for one in told), *([(schema.INTERNAL, "cycle")] if cycle else [])]


def order_facets(known: IndexedFields) -> list[tuple[str, str]]:
    """Which documents have a value to be sorted by."""
    placed = any(words[2] for words in known.words.values())
    return [*(_DATED if known.date and not known.year_less else ()), *(_PLACED if placed else ())]


_DATED, _PLACED = ((schema.INTERNAL, "dated"),), ((schema.INTERNAL, "placed"),)


def _problem(p: Problem) -> str:
    """A problem's fields, as JSON."""
    values = [f"{_quoted(key)}:{_quoted(v) if isinstance(v, str) else _json(v)}" for key, v in p.values.items()]
    return (
        f'{{"code":{_quoted(p.code)},"severity":{int(p.severity)},"path":{_quoted(p.path)},"line":{p.line},'
        f'"column":{p.column},"record":{_quoted(p.record)},"field":{_quoted(p.field)},"spot":{_quoted(p.spot)},'
        f'"values":{{{",".join(values)}}},"muted":{"true" if p.muted else "false"}}}'
    )


_quoted = json.encoder.encode_basestring
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
