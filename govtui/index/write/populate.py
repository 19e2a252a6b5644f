"""Write the rows of an index: documents, facets, orders, redirects, problems, settings."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any, Literal, NamedTuple

from pyroaring import BitMap

from govtui.i18n.labels import LABELS
from govtui.index import schema
from govtui.index.api import CITED
from govtui.index.bitmaps import chunk_blob, chunked, to_blob
from govtui.index.query_fields import Field, Reference, as_json
from govtui.index.write.extract import ListFields
from govtui.index.write.ingest import ListedEntry, TextEntry
from govtui.index.write.stored_facts import as_told
from govtui.model.fields import FieldSpec, path_of
from govtui.model.own_fields import Schema
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS
from govtui.store.registry import Registry

GAP = 1 << 16
"""Between the numbers of two chunks of an order, for those that are put between them later."""


class ListRows(NamedTuple):
    """Rows by table that lists need of some documents as they are by themselves: plain tuples."""

    rec: list[tuple[Any, ...]]
    call: list[tuple[str, int]]
    claim: list[tuple[str, int]]


class TextRows(NamedTuple):
    """The other rows by table about some documents."""

    said: list[tuple[int, str]]
    ref: list[tuple[str, str, int, str, str, str]]
    fact: list[tuple[Any, ...]]
    named: list[tuple[Any, ...]]
    told: list[tuple[int, bytes]]
    addition: list[tuple[int, int, str]]
    problem: list[tuple[Any, ...]]
    """Those that keep them from being records, or from standing in the right place."""


def list_rows(documents: Sequence[tuple[int, str, ListedEntry]]) -> ListRows:
    """Make the rows of some documents, given by number and key."""
    return ListRows(
        [
            (
                doc,
                key,
                a.id,
                a.kind,
                a.type,
                schema.to_db_path(one.path),
                a.readable,
                _worst(one.problems),
                _names(a.names),
                _words(tuple(a.words.items())),
                a.date,
                a.country,
                a.number,
                one.tag,
                a.called,
                a.status,
                a.symbol,
            )
            for doc, key, one in documents
            for a in (one.fields,)
        ],
        [(folded, doc) for doc, _, one in documents for folded in one.fields.calls],
        [(id, doc) for doc, _, one in documents if one.former_ids for id in dict.fromkeys(one.former_ids)],
    )


def text_rows(documents: Iterable[tuple[int, TextEntry]]) -> TextRows:
    """Make the other rows of some documents, given by number."""
    known = list(documents)
    return TextRows(
        [(doc, one.fields.said) for doc, one in known],
        [
            (target, type_, doc, field, " ".join(sorted(quality)) if quality else "", told_by)
            for doc, one in known
            for type_, target, field, quality, told_by in one.references.values()
        ],
        [(doc, *fact) for doc, one in known for fact in one.fields.facts],
        [
            (key, role, f" {words} ", name, doc, told_by)
            for doc, one in known
            for role, key, words, name, told_by in one.fields.named
        ],
        [(doc, schema.with_checksum(one.fields.told)) for doc, one in known if one.fields.told],
        [(doc, len(one.additions), _json(one.additions)) for doc, one in known if one.additions],
        problem_rows((doc, problem) for doc, one in known for problem in one.problems),
    )


def _names(names: Mapping[str, str]) -> str:
    """Return what `_json` returns, sooner: that makes an encoder first, each time."""
    pairs = [f"{_quoted(language)}:{_quoted(name)}" for language, name in names.items()]
    return "{" + ",".join(pairs) + "}"


@lru_cache(maxsize=1024)
def _words(words: tuple[tuple[str, tuple[str, str, str]], ...]) -> str:
    pairs = [f"{_quoted(language)}:[{','.join(map(_quoted, spoken))}]" for language, spoken in words]
    return "{" + ",".join(pairs) + "}"


def insert_lists(connection: sqlite3.Connection, rows: ListRows) -> None:
    """Insert rows into the tables of lists."""
    connection.executemany("INSERT INTO rec VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.rec)
    insert_all(connection, "call", rows.call)
    insert_all(connection, "claim", rows.claim)


def insert_texts(connection: sqlite3.Connection, rows: TextRows) -> None:
    """Insert the other rows into their tables."""
    connection.executemany("INSERT INTO said VALUES (?, ?)", rows.said)
    insert_all(connection, "ref", rows.ref)
    insert_all(connection, "fact", rows.fact)
    insert_all(connection, "named", rows.named)
    connection.executemany("INSERT INTO told VALUES (?, ?)", rows.told)
    insert_all(connection, "addition", rows.addition)
    insert_all(connection, "problem", rows.problem)


ROWS_A_STATEMENT = 50


def insert_all(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many short rows, several by statement: to begin and to end one costs more than a row."""
    coming = iter(rows)
    while some := list(islice(coming, ROWS_A_STATEMENT)):
        marks = f"({', '.join('?' * len(some[0]))})"
        sql = f"INSERT INTO {table} VALUES {', '.join([marks] * len(some))}"  # noqa: S608 (nothing of a user in it)
        connection.execute(sql, list(chain.from_iterable(some)))


def write_severities(
    connection: sqlite3.Connection, problems: Mapping[int, Sequence[Problem]], ambiguous: Collection[int]
) -> None:
    """Raise the severity of each document to its worst unmuted problem, and mark the ambiguous names."""
    rows = []
    for doc in problems.keys() | ambiguous:
        worst = _worst(problems.get(doc, ()))
        if worst or doc in ambiguous:
            rows.append((worst, doc in ambiguous, doc))
    connection.executemany("UPDATE rec SET severity = max(severity, ?), ambiguous = ? WHERE doc = ?", rows)


def _worst(problems: Iterable[Problem]) -> int:
    """Return the severity of the worst unmuted problem; 0 without any."""
    return max((int(p.severity) for p in problems if not p.muted), default=0)


def write_facets(connection: sqlite3.Connection, facets: Mapping[tuple[str, str], Iterable[int]]) -> None:
    """Write facets: (dimension, value) to documents."""
    rows = ((dim, value, to_blob(BitMap(docs))) for (dim, value), docs in facets.items())
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)


def write_order(connection: sqlite3.Connection, name: str, docs: Sequence[int]) -> None:
    """Write an order in chunks."""
    rows = ((name, place * GAP, len(chunk), chunk_blob(chunk)) for place, chunk in enumerate(chunked(docs)))
    connection.executemany("INSERT INTO ord VALUES (?, ?, ?, ?)", rows)


def write_former(connection: sqlite3.Connection, former: Mapping[str, str]) -> None:
    """Write redirects: former id to key."""
    connection.executemany("INSERT INTO former VALUES (?, ?)", former.items())


def write_problems(connection: sqlite3.Connection, problems: Iterable[tuple[int, Problem]]) -> None:
    """Write problems by document; -1 for the registry as a whole."""
    connection.executemany(PROBLEM, problem_rows(problems))


PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def problem_rows(problems: Iterable[tuple[int, Problem]]) -> list[tuple[int, int, bool, str, str, int, int, str]]:
    """Make the rows of problems by document."""
    return [(doc, int(p.severity), p.muted, p.code, p.path, p.line, p.column, _problem(p)) for doc, p in problems]


def write_settings(connection: sqlite3.Connection, registry: Registry) -> None:
    """Write the name, languages and form of the registry, the fields of its records, and its reference types."""
    manifest = registry.manifest
    settings: dict[str, object] = {"name": manifest.name or {}, "languages": manifest.languages}
    if registry.is_of_earlier_schema:
        settings["is_of_earlier_schema"] = True
    schema = manifest.record_schema
    fields = as_json(listed_fields(schema), query_references(schema), manifest.labels)
    references = _json(reference_types(schema))
    told = as_told(schema)
    rows = [("settings", _json(settings)), ("fields", fields), ("references", references), ("told", told)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def reference_types(schema: Schema) -> list[tuple[str, str]]:
    """Return the types of references in reading order, each with its inverse (itself where it has none).

    Relations first, built-in ones before the registry's own; then other references in the order of their labels, then
    those of own fields; citations last.
    """
    others = [one for one in LABELS["reference"] if one != CITED]
    plain = [*others, *schema.own_references, CITED]
    return [*((one.key, one.inverse) for one in schema.relations.values()), *((one, one) for one in plain)]


def query_references(schema: Schema) -> list[Reference]:
    """Return the types of references that a query may name, in reading order, with the labels of the registry's own."""
    out: list[Reference] = []
    for key, inverse in reference_types(schema):
        relation, field = schema.own_relations.get(key), schema.own_references.get(key)
        if relation:
            out.append(Reference(key, inverse, dict(relation.label), dict(relation.inverse_label)))
        elif field and not isinstance(field.about.label, str):
            out.append(Reference(key, inverse, dict(field.about.label)))
        else:
            out.append(Reference(key, inverse))
    return out


def listed_fields(own: Schema) -> list[Field]:
    """Return the fields of all kinds in reading order, each once that is the same in several kinds."""
    kinds: dict[str, list[str]] = {}
    out: dict[str, Field] = {}
    for kind in MODELS:
        for way, spec in own.walk(kind):
            about, path = spec.about, path_of(way, spec)
            label = about.label if isinstance(about.label, str) else dict(about.label)
            refers = about.refers.kinds if about.refers else ()
            shown = (label, spec.value_type.value, about.vocabulary, about.facet, about.search, _holds(spec), refers)
            here = kinds.setdefault(repr((path, shown)), [])
            here.append(kind)
            out.setdefault(repr((path, shown)), Field(path, here, *shown))
    return list(out.values())


def _holds(spec: FieldSpec) -> Literal["value", "list", "table", "items", "keyed", "fixed"]:
    if not spec.is_editable:
        return "fixed"
    if spec.keyed:
        return "keyed"
    if spec.part is not None:
        return "items" if spec.many else "table"
    return "list" if spec.many else "value"


def write_typed(connection: sqlite3.Connection, typed: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
    """Write the words by language of each (kind, type) that is not there yet."""
    rows = ((kind, type_, _json(words)) for (kind, type_), words in typed.items())
    connection.executemany("INSERT OR IGNORE INTO typed VALUES (?, ?, ?)", rows)


def finish_lists(connection: sqlite3.Connection, documents: int) -> None:
    """Write which documents there are: lists, facets and the search for names are complete."""
    rows = [("alive", to_blob(BitMap(range(documents)))), ("next", documents)]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def finish(connection: sqlite3.Connection) -> None:
    """Write that the index is whole."""
    connection.executemany("INSERT INTO meta VALUES (?, ?)", [("generation", time.time_ns()), ("done", 1)])


def problem_facets(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """Return the facet values that problems give a record; muted ones only `has:checked`."""
    kinds = {(problem.muted, problem.severity, problem.code == "cycle") for problem in problems}
    return set().union(*[_facets_of(*kind) for kind in kinds])


@cache
def _facets_of(muted: bool, severity: Severity, cycle: bool) -> Sequence[tuple[str, str]]:
    values = ["checked"] if muted else [Severity(severity).name.lower(), "problem"]
    return [*(("has", value) for value in values), *([(schema.INTERNAL, "cycle")] if cycle else [])]


def order_facets(known: ListFields) -> list[tuple[str, str]]:
    """Return the internal facets of documents that have a date or place to be sorted by."""
    placed = any(words[2] for words in known.words.values())
    return [*(DATED_FACETS if known.date and not known.year_less else ()), *(_PLACED if placed else ())]


DATED_FACETS, _PLACED = ((schema.INTERNAL, "dated"),), ((schema.INTERNAL, "placed"),)


def _problem(p: Problem) -> str:
    """Return a problem as JSON."""
    values = [f"{_quoted(key)}:{_quoted(v) if isinstance(v, str) else _json(v)}" for key, v in p.values.items()]
    return (
        f'{{"code":{_quoted(p.code)},"severity":{int(p.severity)},"path":{_quoted(p.path)},"line":{p.line},'
        f'"column":{p.column},"record":{_quoted(p.record)},"field":{_quoted(p.field)},"spot":{_quoted(p.spot)},'
        f'"values":{{{",".join(values)}}},"muted":{"true" if p.muted else "false"}}}'
    )


_quoted = json.encoder.encode_basestring
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
