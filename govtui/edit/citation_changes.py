"""Changes that lengthen citations which are too short, by the one line of the source that tells what is missing.

A part that cites a place of its own gets a longer place; what the record's citations cover gets a citation of that line.
Nothing else changes, and a second run finds nothing to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from govtui.model.cited_lines import CitedPlace, cited_places
from govtui.model.evidence import Comparison, Fact, Line, Verdict
from govtui.model.item_names import item_paths
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.passages import with_line
from govtui.model.record import Record
from govtui.store.field_edits import NEW, Change


def can_be_lengthened(fact: Fact) -> bool:
    """Whether exactly one line tells what the cited ones do not."""
    return fact.verdict is Verdict.ELSEWHERE and len(fact.better) == 1


def citation_changes(
    record: Record, facts: Sequence[Fact], schema: Schema = BUILT_IN, muted: Container[str] = ()
) -> list[Change]:
    """Return the changes of a record after which those of its facts that `can_be_lengthened` are found.

    `muted`: fields that stay as they are.
    """
    places = {place.path: place for place in cited_places(record, schema)}
    longer: dict[str, str] = {}
    cited: defaultdict[Line, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        if fact.path in muted or not can_be_lengthened(fact):
            continue
        line = fact.better[0]
        own = _own_place(fact.path, places)
        if own and own.source == line.source and not _has_table(fact, own, facts):
            longer[own.path] = with_line(longer.get(own.path, own.at), line.number)
        else:
            cited[line][_field(fact)] = None
    return [
        *(Change(f"{path}.at", at) for path, at in longer.items()),
        *(_citation(record, line, list(fields)) for line, fields in cited.items()),
    ]


def _own_place(path: str, places: Mapping[str, CitedPlace]) -> CitedPlace | None:
    """Return the place that the innermost part around a field cites."""
    while path := path.rpartition(".")[0]:
        if path in places:
            return places[path]
    return None


def _has_table(fact: Fact, own: CitedPlace, facts: Iterable[Fact]) -> bool:
    """Whether the part has a table of numbers: its lines are those of the cells, and a dateline has numbers, too."""
    return fact.comparison is Comparison.DATE and any(
        one.comparison is Comparison.NUMBER and one.path.startswith(f"{own.path}.rows.") for one in facts
    )


def _field(fact: Fact) -> str:
    """Return the field that a citation is for: own words are cited in all languages."""
    return fact.path.rpartition(".")[0] if fact.comparison is Comparison.OWN_WORDS else fact.path


def _citation(record: Record, line: Line, fields: Sequence[str]) -> Change:
    """Return the change that cites a line for fields: in the citation of that line alone, else in one more."""
    at = f"L{line.number}"
    for path, one in item_paths("sources", record.sources):
        if (one.ref, one.at) == (line.source, at) and one.quote is None and one.said_by is None:
            return Change(f"{path}.for", list(dict.fromkeys([*one.fields, *fields])))
    return Change(f"sources.{NEW}", {"ref": line.source, "at": at, "for": list(fields)})
