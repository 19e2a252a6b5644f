"""No value of a shipped record stands without a source: a citation for its field, or one of its item.

What a page outside the five texts tells is a statement with its own source, never the value (`test_bundled_records.py`); what
the cited lines tell is compared by `govtui verify` (`test_against_texts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from bundled import TEXTS, records

from govtui.model.field_paths import citations_for
from govtui.model.record import Record, Source

OF_THE_REGISTRY = frozenset(
    {"schema_", "kind", "id", "type", "former_ids", "review", "checked", "gaps", "sources", "lang"}
)
"""Fields that say nothing of the world: how the record is kept, what it is filed under, what its sources lack."""

ELSEWHERE = frozenset({"name", "aka", "claims", "date_of"})
"""Names have their own rule (`review`, `official_uncited`, the notes of other names), claims their source, and `date_of` says
what the date is the date of."""

OWN_REGISTERS = frozenset({"identifiers"})
"""An identifier is looked up in the register that gives it."""

BY_NAME = {("apgf-2018", "series.id")}
"""A forum of which the five texts know nothing, put into the series whose name it has."""

GUESSED_STATUS = frozenset({"unknown", "active"})
"""That a body is there is what every text takes for granted; that nothing is known needs no source."""


def values(record: Record) -> Iterator[tuple[str, object]]:
    """Every value that a record gives, by its field path: of tables each field, whatever its language."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in OF_THE_REGISTRY | ELSEWHERE | OWN_REGISTERS or value in (None, "", [], {}):
            continue
        if name == "status" and value in GUESSED_STATUS:
            continue
        inner = value if isinstance(value, Mapping) else vars(value) if name in ("place", "series") else None
        if inner is None or name in ("summary", "note", "theme"):
            yield name, value
        else:
            for key, part in inner.items():
                if part not in (None, "", [], {}):
                    yield f"{name}.{key}", part


@pytest.mark.parametrize(
    "record", [record for record in records().values() if not isinstance(record, Source)], ids=lambda record: record.id
)
def test_every_value_is_cited_for_its_field_or_by_its_items(record: Record) -> None:
    bare = []
    for path, value in values(record):
        items = value if isinstance(value, list) else []
        by_items = bool(items) and all(getattr(item, "source", None) for item in items)
        if not by_items and not citations_for(record, path) and (record.id, path) not in BY_NAME:
            bare.append((path, value))
    assert bare == []


@pytest.mark.parametrize("source", [id for id, one in records().items() if isinstance(one, Source) and id not in TEXTS])
def test_every_page_outside_the_five_texts_can_be_looked_up(source: str) -> None:
    """By its address or its symbol; or its title is printed in one of the five, and it says where."""
    page = records()[source]
    assert isinstance(page, Source)
    assert page.url or page.identifiers or [one for one in page.sources if one.ref in TEXTS and one.at]
    assert page.seen in ("excerpt", "title")
