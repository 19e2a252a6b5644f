"""The registry that ships with govtui, read once for the tests of its records."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govtui.model.record import Record
from govtui.store.registry import Entry, Registry

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT / "records"
DATA = ROOT / "tests" / "data"

STATEMENTS = [
    "people",
    "figures",
    "terms",
    "steps",
    "measures",
    "progress",
    "members",
    "participants",
    "outcomes",
    "remarks",
    "agenda",
    "areas",
    "aims",
    "activities",
]
"""Lists whose items are statements of a source, and name it."""

PARTS = ("aka", "claims", *STATEMENTS)
"""Lists whose items may name a source and a place in it."""

_LINES = re.compile(r"L(\d+)(?:-L(\d+))?\Z")


@functools.cache
def entries() -> tuple[Entry, ...]:
    """Every file of the registry, in its order."""
    return tuple(Registry(RECORDS).entries())


@functools.cache
def records() -> dict[str, Record]:
    """Every readable record by its id."""
    return {entry.record.id: entry.record for entry in entries() if entry.record}


@functools.cache
def data(name: str) -> dict[str, Any]:
    """A TOML file of tests/data."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


TEXTS: dict[str, dict[str, Any]] = data("source-lines.toml")
"""The five texts by the ids of their records: how many lines each has, which are blank, and where the sentences are."""


def blank_lines(source: str) -> set[int]:
    """The lines of one of the five texts without words."""
    out: set[int] = set()
    for part in TEXTS[source]["blank"]:
        first, _, last = part.partition("-")
        out.update(range(int(first), int(last or first) + 1))
    return out


def sentences(source: str) -> dict[int, int]:
    """How many sentences each line with words has."""
    many = {int(line): count for line, count in TEXTS[source]["sentences"].items()}
    with_words = set(range(1, TEXTS[source]["lines"] + 1)) - blank_lines(source)
    return {line: many.get(line, 1) for line in sorted(with_words)}


def lines(at: str | None) -> list[tuple[int, int]]:
    """First and last line of each part of a place like "L3", "L9-L11" or "L5, L30-L34"; none for a place of another form."""
    parts = [_LINES.match(part) for part in re.split(r"\s*,\s*", at or "")]
    return [(int(part[1]), int(part[2] or part[1])) for part in parts if part] if all(parts) else []


def citations(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """Every place that a record cites, as (field, id of the source, place in it); parts that name no source are left out."""
    for citation in record.sources:
        yield "sources", citation.ref, citation.at
    for field in PARTS:
        for part in getattr(record, field, ()):
            if part.source:
                yield field, part.source, part.at


def places(record: Record) -> Iterator[tuple[str, str]]:
    """The places of items of a list that is cited as a whole, too, as (field, place): they are in one of the record's sources."""
    for field in ("aims", "activities", "areas", "agenda"):
        for part in getattr(record, field, ()):
            if part.at:
                yield f"{field}.{part.key}", part.at
