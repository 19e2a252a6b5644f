"""Checks of cited places beside what their source says of itself: seen by its title alone, lines left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from govtui.model.checks.context import CheckContext
from govtui.model.line_ranges import in_common
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record, Source

BY_TITLE = "title"
"""The key of the vocabulary `source.seen` for a source of which nobody saw more than the title."""


def limits_places(record: Record) -> bool:
    """Whether a record is a source of which not every place may be cited, so that those who cite it depend on it."""
    return record.kind == "source" and (record.seen == BY_TITLE or bool(record.unrecorded))


def cited_place_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`place_in_title`, `recorded_after_all`: a place of a source that was not seen, or that needs no record."""
    from govtui.model.cited_lines import cited_places  # most builds need it for no record

    for place in cited_places(record, context.schema):
        source = context.record(place.source)
        if not isinstance(source, Source):
            continue
        field = f"{place.path}.at"
        if source.seen == BY_TITLE:
            values = {"at": place.at, "source": place.source}
            yield Problem("place_in_title", Severity.WARNING, field=field, values=values)
        for left_out in source.unrecorded:
            if shared := in_common(left_out.at, place.at):
                values = {"at": shared, "source": place.source}
                yield Problem("recorded_after_all", Severity.WARNING, field=field, values=values)
