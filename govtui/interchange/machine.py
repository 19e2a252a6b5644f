"""Machine lines: what commands print for programs, one JSON object for each thing, without any word of a language.

Codes, ids, paths, EDTF, ISO 3166 and numbers; never a sentence: so --lang changes no byte. machine_shapes.py tells what each
member means. Members without a value are left out. Nothing here loads the model: a search must not pay for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govtui.index.api import Card, Coverage, Dated, Incoming, Outgoing
    from govtui.index.query_api import Fact
    from govtui.model.problem import Problem
    from govtui.store.toml_values import PlainTables

VERSION = 1
"""Of the lines: increased when a member goes or changes its meaning, not when one is added."""

Line = dict[str, Any]

SEVERITIES = ("", "warning", "discrepancy", "error")
"""Names of model.problem.Severity by number."""


MARKS = {"=": "equal", "+": "also", "≠": "differs"}
"""Names of the signs of answers (query_api.Fact)."""


def line(shape: str, /, **members: Any) -> Line:
    """Return a line of a shape; members that are None or empty texts are left out."""
    return {"v": VERSION, "is": shape, **line_part(**members)}


def line_part(**members: Any) -> Line:
    """Return an object inside a line (machine_members.PARTS), without what is None or an empty text."""
    return {name: value for name, value in members.items() if value is not None and value != ""}


def document_head(of: str, total: int) -> Line:
    """Return what stands before the items of a list of lines of one shape."""
    return {"v": VERSION, "is": "list", "of": of, "total": total}


def record(card: Card, snippet: str = "", told_by: str = "") -> Line:
    """Return the line of a record as lists know it; `told_by`: the source of the snippet where a claim alone has it."""
    return line("record", **_known(card), snippet=snippet, told_by=told_by)


def full(
    card: Card,
    tables: PlainTables | None,
    outgoing: Iterable[Outgoing],
    incoming: Iterable[Incoming],
    problems: Iterable[Problem],
) -> Line:
    """Return a record with the tables of its file (None where that is no TOML), references and problems."""
    return line(
        "full",
        **_known(card),
        data=None if tables is None else tables.data,
        unquoted=(tables.unquoted or None) if tables is not None else None,
        outgoing=[outgoing_reference(card.key, one) for one in outgoing],
        incoming=[incoming_reference(card.key, one) for one in incoming],
        problems=[problem(one) for one in problems],
    )


def _known(card: Card) -> dict[str, Any]:
    return {
        "id": card.key,
        "kind": card.kind,
        "type": card.type,
        "status": card.status,
        "symbol": card.symbol,
        "path": card.path,
        "etag": card.etag,
        "name": dict(card.name),
        "date": card.date,
        "country": card.country,
        "readable": card.readable,
        "severity": SEVERITIES[card.severity],
    }


def outgoing_reference(id: str, one: Outgoing, depth: int | None = None, dangling: bool = False) -> Line:
    """Return a reference of the record `id`. `dangling`: no record has the id that it names."""
    return _reference(one, id, one.target, "out", depth, dangling)


def incoming_reference(id: str, one: Incoming, depth: int | None = None) -> Line:
    """Return a reference to the record `id`."""
    return _reference(one, one.key, id, "in", depth)


def _reference(
    one: Outgoing | Incoming, start: str, end: str, direction: str, depth: int | None, dangling: bool = False
) -> Line:
    quality = sorted(one.quality) or None
    ends = {"from": start, "to": end}
    return line(
        "reference",
        type=one.type,
        **ends,
        field=one.field,
        direction=direction,
        depth=depth,
        quality=quality,
        told_by=one.told_by,
        dangling=dangling or None,
    )


def problem(one: Problem, prefix: str = "") -> Line:
    """Return a problem; `prefix` leads to the registry in its path."""
    return line(
        "problem",
        code=one.code,
        severity=one.severity.name.lower(),
        record=one.record,
        path=prefix + one.path,
        line=one.line or None,
        column=one.column or None,
        field=one.field,
        muted=one.muted,
        values=dict(one.values) or None,
    )


def fact(one: Dated) -> Line:
    """Return a dated fact; what its value packs is told apart: the wording of a measure, a party."""
    told: dict[str, object] = {"value": one.value}
    if one.what == "measures":
        told = {"text": json.loads(one.value)}
    elif one.what == "parties":
        field, _, party = one.value.partition(" ")
        told = {"value": field, "party": party}
    return line(
        "fact", record=one.key, kind=one.kind, what=one.what, date=one.date, **told, number=one.number, by=one.by
    )


def value(facet: str, key: str, count: int, **beside: object) -> Line:
    """Return a value in use; `beside`: further members of the shape."""
    return line("value", facet=facet, value=key, count=count, **beside)


def answer(one: Fact) -> Line:
    """Return a fact that answers a query."""
    return line(
        "answer",
        record=one.key,
        path=one.field,
        subject=one.subject,
        value=one.value,
        type=one.type,
        of=one.target,
        about=one.about,
        mark=MARKS[one.sign],
        sources=[line_part(source=one.source, at=one.at)] if one.source else [],
    )


def coverage(one: Coverage) -> Line:
    """Return how far the texts of a field are translated."""
    return line("coverage", **one._asdict(), total=one.total)
