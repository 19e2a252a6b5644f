"""Files that the schema refuses, for forms: their plain data, and the problems of each field."""

from __future__ import annotations

from collections.abc import Sequence

from govtui.edit.plain_data import plain
from govtui.model.plain_record import PlainRecord
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.store.registry import Entry


def record_in(entry: Entry) -> Record | PlainRecord | None:
    """Return the record of a file, or its plain data where it is none; None for no TOML, or no kind."""
    if entry.record is not None:
        return entry.record
    if any(problem.code == "not_utf8" for problem in entry.problems):
        return None  # its text is not what the bytes say
    data = plain(entry.text)
    kind = data.get("kind") if data else None
    if not (isinstance(kind, str) and kind in MODELS):
        kind = entry.kind
    return PlainRecord(kind, data, dict(entry.preview.name) or entry.id) if data and kind in MODELS else None


def errors_of(entry: Entry) -> tuple[Problem, ...]:
    """Return the errors that keep a file from being a record."""
    if entry.record is not None:
        return ()
    return tuple(problem for problem in entry.problems if problem.severity is Severity.ERROR)


def at_or_in(problems: Sequence[Problem], path: str) -> tuple[Problem, ...]:
    """Return the problems of a field and of what is inside it."""
    return tuple(one for one in problems if f"{one.field}.".startswith(f"{path}."))
