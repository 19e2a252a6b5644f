"""Write a query line: from its parts, and with a facet's value added or removed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from govtui.index.query import Query
from govtui.index.query_fields import BUILT_IN, ORDER, QueryFields, texts_of
from govtui.index.query_parser import words_of
from govtui.model.localized import text_in


def format_query(words: str, filters: Mapping[str, tuple[str, ...]], fields: QueryFields = BUILT_IN) -> str:
    """Return the query line that `parse` reads as this: words first, then fields in their fixed order."""
    parts = [words.strip()] if words.strip() else []
    for name in fields.names:
        if values := filters.get(name):
            has_years = name == "year" or fields.value_type(name) == "date"
            if has_years and (years := _span(values)):
                parts.append(f"{name}:{years}")
            elif name in ORDER:
                shown = ",".join(values)
                parts.append(f'{name}:"{shown}"' if " " in shown else f"{name}:{shown}")
            else:
                parts.append(f"{name}:{','.join(map(_quoted, values))}")
    return " ".join(parts)


def canonical(line: str, query: Query) -> str:
    """Return a line that is understood as `query` with the keys of its fields and values."""
    return line


def with_star(line: str, query: Query, caret: int) -> str:
    """Return a line with a star behind the value that the caret is in, where that is not whole."""
    return line


def toggle_value(
    line: str, query: Query, dim: str, value: str, fields: QueryFields = BUILT_IN, language: str = "vi"
) -> str:
    """Add a facet's value to a query line that is understood as `query`, or remove it; a text by language is written in `language`."""
    filters = dict(query.filters)
    values = filters.get(dim, ())
    kept = tuple(one for one in values if value not in fields.chosen(dim, (value,), (one,)))
    if kept == values:
        kept = (*values, text_in(texts_of(value), language) if fields.has_texts(dim) else value)
    filters[dim] = kept
    return format_query(words_of(line, fields), filters, fields)


def _span(values: Sequence[str]) -> str:
    """Return consecutive years as a span ("2018..2022"); empty where they are none."""
    if len(values) < 2 or not all(len(value) == 4 and value.isdecimal() for value in values):
        return ""
    found = [int(value) for value in values]
    return f"{values[0]}..{values[-1]}" if found == list(range(found[0], found[-1] + 1)) else ""


def _quoted(value: str) -> str:
    """Quote a value for `split_values`, if need be."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\s,"]', value) else value
