"""Whether the keys that a record uses belong to their vocabularies, and its UN symbol is in its standard form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from govtui.model.checks.known import Known
from govtui.model.paths import named
from govtui.model.problem import Problem, Severity
from govtui.model.record import Declaration, Event, Organization, Record
from govtui.model.symbols import standard_form


def vocabulary_problems(record: Record, known: Known) -> Iterator[Problem]:
    """`unknown_vocabulary_key` (error) with the nearest key; `symbol_form` (warning)."""
    for field, vocabulary, key in _uses(record):
        if key is not None and not known.knows(vocabulary, key):
            near = difflib.get_close_matches(key, known.keys(vocabulary), 1)
            yield Problem(
                "unknown_vocabulary_key",
                Severity.ERROR,
                field=field,
                values={"given": key, "vocabulary": vocabulary, "near": near[0] if near else ""},
            )
    yield from _symbols(record)


def _uses(record: Record) -> Iterator[tuple[str, str, str | None]]:
    yield "type", f"{record.kind}.type", record.type
    if record.kind != "source":
        yield "status", f"{record.kind}.status", getattr(record, "status", None)
    yield "frequency", "frequency", record.frequency
    for path, alias in named("aka", record.aka):
        yield f"{path}.type", "alias.type", alias.type
    for path, person in named("people", record.people):
        yield f"{path}.role", "person.role", person.role
    for path, figure in named("figures", record.figures):
        yield f"{path}.what", "figure.what", figure.what
        yield f"{path}.bound", "figure.bound", figure.bound
    if record.review:
        yield "review.state", "review.state", record.review.state
        yield "review.name_en", "review.name_en", record.review.name_en
    if isinstance(record, Organization):
        for path, term in named("terms", record.terms):
            yield f"{path}.type", "term.type", term.type
    if isinstance(record, Declaration):
        for path, step in named("steps", record.steps):
            yield f"{path}.action", "step.action", step.action
        for path, measure in named("measures", record.measures):
            yield f"{path}.level", "measure.level", measure.level
        for path, table in named("progress", record.progress):
            yield f"{path}.unit", "progress.unit", table.unit
    if isinstance(record, Event):
        yield "part_of_day", "part_of_day", record.part_of_day


def _symbols(record: Record) -> Iterator[Problem]:
    given = [("identifiers.un_symbol", record.identifiers.get("un_symbol"))]
    if isinstance(record, Declaration):
        given.append(("symbol", record.symbol))
    for field, symbol in given:
        if symbol and (standard := standard_form(symbol)) and standard != symbol:
            yield Problem("symbol_form", Severity.WARNING, field=field, values={"given": symbol, "standard": standard})
