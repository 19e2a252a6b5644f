"""Mistakes of a query line, values that no record has among them, each with the nearest known one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyroaring import BitMap

from govtui.index.query import STAR, Mistake, Query
from govtui.index.query_fields import QueryFields


def mistakes_of(
    line: str,
    query: Query,
    fields: QueryFields,
    facet: Callable[[str, str], BitMap],
    near: Callable[[str, str], str],
) -> Sequence[Mistake]:
    """Return the mistakes of a line that is understood as `query`, in its order.

    `facet`: the documents with a value of a field; `near`: the value of a field most like another; empty where none is.
    """
    found = list(query.mistakes)
    by_span: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for pair, span in query.spans.items():
        by_span.setdefault(span, []).append(pair)
    for (start, end), pairs in by_span.items():
        # Of two fields that say the same thing, and of what begins with a star, one value is enough.
        if all(fields.is_closed(key) for key, _ in pairs) and not any(facet(*pair) for pair in pairs):
            dim, value = pairs[0]
            told = {
                "field": _typed_name(line, query, start) or dim,
                "value": value,
                "near": near(dim, value.rstrip(STAR)),
            }
            found.append(Mistake("no_such_value", start, end, told))
    return sorted(found, key=lambda mistake: mistake.start)


def _typed_name(line: str, query: Query, place: int) -> str:
    """Return the name of a field as it was typed, by a place in its values."""
    clause = next((one for one in query.clauses if one.start <= place < one.end and one.value_start > one.start), None)
    return line[clause.start : clause.value_start].strip("-(: ") if clause else ""
