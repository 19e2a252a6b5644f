"""Search finds every word that a reader sees in a record; what only another source says comes last, and says whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from small import RECORDS, registry, table

from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.fields import FieldSpec, fields, parts, path_of, walk
from govtui.model.own_fields import declared
from govtui.model.record import MODELS
from govtui.model.schema import Section, ValueType
from govtui.store.registry import Registry
from govtui.text.fold import words

NOT_READ: Mapping[str, str] = {
    "at": "a place in a source, no words",
    "url": "an address",
    "links": "addresses",
    "file": "a file name",
    "sha256": "a checksum",
    "sdg": "a number, and a facet",
    "digest": "a checksum",
    "head": "names an entry of people, whose name is searched",
}
"""The names of text fields that search leaves out, with the reason."""


def texts_of(value: Any) -> Iterator[str]:
    """The texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        yield from texts_of([*value.values()])


def searched_fields(kind: str) -> Iterator[tuple[tuple[FieldSpec, ...], FieldSpec]]:
    for way, spec in walk(MODELS[kind]):
        if ((*way, spec)[0].about.section) is not Section.PROGRAM:
            yield way, spec


@pytest.mark.parametrize("kind", MODELS)
def test_every_text_field_has_a_search_mark(kind: str) -> None:
    """A new field of the schema is searched, or stands in NOT_READ with the reason."""
    forgotten = [
        path_of(way, spec)
        for way, spec in searched_fields(kind)
        if spec.part is None and not spec.is_choice and not spec.about.search and spec.name not in NOT_READ
        if spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.QUOTE)
    ]
    assert forgotten == []


def test_own_texts_are_searched_unless_the_registry_says_otherwise() -> None:
    label = {"vi": "Nhãn", "en": "Label"}
    fields = {
        "room": {"type": "text", "label": label},
        "aim": {"type": "localized", "label": label},
        "shelf": {"type": "text", "label": label, "search": ""},
    }
    schema, faults = declared({"event": fields}, {}, {})
    marks = {name: spec.about.search for name, spec in schema.own("event").items()}
    assert not faults and marks == {"x.room": "text", "x.aim": "text", "x.shelf": ""}


def shipped_texts() -> Iterator[tuple[str, str]]:
    """Each record's id with the texts that its fields hold."""

    def held(specs: Any, holder: Any) -> Iterator[str]:
        for spec in specs:
            value = spec.held_by(holder)
            if value is None or spec.name in NOT_READ or spec.about.section is Section.PROGRAM:
                continue
            if spec.part is not None:
                for one in value if spec.many else [value]:
                    yield from held(parts(spec).values(), one)
            elif spec.value_type in (ValueType.TEXT, ValueType.LOCALIZED, ValueType.QUOTE) and not spec.is_choice:
                yield from texts_of(value)

    for entry in Registry(RECORDS).entries():
        assert entry.record, entry.problems
        for text in held(fields(MODELS[entry.record.kind]).values(), entry.record):
            yield entry.record.id, text


def test_every_longer_word_of_a_shipped_record_finds_it(shipped: Index) -> None:
    assert isinstance(shipped, SqliteIndex)
    asked: dict[str, set[str]] = {}
    for id, text in shipped_texts():
        for word in words(text):
            if len(word) >= 4:
                asked.setdefault(word, set()).add(id)
    assert len(asked) > 1500
    missing = {}
    for word, ids in asked.items():
        result = shipped.result(View(text=f'"{word}" ', order="date"))
        if lost := ids - set(result.keys(0, result.total)):
            missing[word] = lost
    assert missing == {}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"quyền riêng tư"', {"asean-declaration-civil-service-2021"}),
        ('"public-private"', {"apgf-2"}),
        ('"leave no one behind"', {"un-agenda-2030"}),
    ],
)
def test_what_a_summary_does_not_say_is_found(shipped: Index, query: str, ids: set[str]) -> None:
    found = shipped.result(View(text=query))
    assert ids <= set(found.keys(0, found.total))


CLAIM = {"field": "summary", "value": {"vi": "Có hội thảo về cải cách", "en": "A workshop on reform"}, "source": "s1"}


@pytest.fixture
def claimed(tmp_path: Path) -> Index:
    """Two organizations of whom one has the word “reform” in its summary, the other in a claim; and the source."""
    return build(
        registry(
            tmp_path,
            table("a1", summary={"vi": "Tóm tắt", "en": "Summary of training"}, claims=[CLAIM]),
            table("a2", summary={"vi": "Cải cách", "en": "About reform"}),
            table("s1", "source", type="web_page", title={"vi": "Nguồn", "en": "A source"}),
        )
    )


def found(index: Index, text: str) -> list[str]:
    result = index.result(View(text=text, language="en"))
    return list(result.keys(0, result.total))


def test_what_another_source_says_is_found_after_what_the_record_says(claimed: Index) -> None:
    assert found(claimed, "reform") == ["a2", "a1"]
    assert found(claimed, '"cải cách"') == ["a2", "a1"]
    assert found(claimed, "training workshop") == ["a1"]


def test_a_row_found_by_claims_alone_says_whose_words_they_are(claimed: Index) -> None:
    assert claimed.snippet("a1", "reform", "en") == "+ according to s1: A workshop on reform"
    assert claimed.snippet("a1", "cải cách", "vi") == "+ theo s1: Có hội thảo về cải cách"
    assert claimed.snippet("a1", "training workshop", "en") == "+ according to s1: A workshop on reform"
    assert claimed.snippet("a1", "training", "en") == "Summary of training"
    assert claimed.snippet("a2", "reform", "en") == "About reform"
