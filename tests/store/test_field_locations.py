"""Where each field of a file stands: line and column of its value, both 1-based and in characters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILES, RECORDS, Around

from govtui.model.checks import check
from govtui.model.field_paths import value_at
from govtui.model.record import Declaration, Record
from govtui.model.references import references
from govtui.model.translations import localized_fields
from govtui.store.codec import loads
from govtui.store.field_locations import FieldLocations
from govtui.store.toml_cst import DEPTH, Document

EVERY = pytest.mark.parametrize("file", [*FILES, RECORDS / "registry.toml"], ids=lambda file: file.stem)
EVERY_RECORD = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def paths(data: Any, prefix: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in items:
        yield (*prefix, part), value
        yield from paths(value, (*prefix, part))


@EVERY
def test_every_field_of_a_file_has_a_place_and_its_value_stands_there(file: Path) -> None:
    text = file.read_text()
    document, raw, lines = Document(text), text.encode(), text.split("\n")
    fields = document.fields()
    for path, value in paths(rtoml.loads(text)):
        field = fields[path]
        written = raw[field.start : field.end].decode()
        if not isinstance(value, (dict, list)):
            assert rtoml.loads(f"v = {written}")["v"] == value
        line, column = document.position(field.start)
        assert lines[line - 1][column - 1 :].startswith(written.partition("\n")[0])


@EVERY
def test_nothing_has_a_place_that_is_not_a_field(file: Path) -> None:
    text = file.read_text()
    assert Document(text).fields().keys() == dict(paths(rtoml.loads(text))).keys()


class At:
    """What stands at a place in a text."""

    def __init__(self, file: Path) -> None:
        self.text = file.read_text()
        self._lines = self.text.split("\n")
        self._places = FieldLocations(self.text)

    def __getitem__(self, field: str) -> str:
        line, column = self._places.find(field)
        return self._lines[line - 1][column - 1 :]

    def record(self) -> Record:
        found = loads(self.text.encode()).record
        assert found is not None
        return found


@EVERY_RECORD
def test_the_place_of_every_reference_is_the_id_that_it_names(file: Path) -> None:
    at = At(file)
    for reference in references(at.record()):
        assert at[reference.field].startswith(f'"{reference.target}"'), reference


@EVERY_RECORD
def test_the_place_of_every_text_is_the_text(file: Path) -> None:
    at = At(file)
    for path, texts in localized_fields(at.record()):
        for language, text in texts.items():
            assert at[f"{path}.{language}"].startswith('"'), path
            first = text.partition("\n")[0][:20]
            assert at[f"{path}.{language}"].startswith(('"""', f'"{first}')), path
        assert value_at(at.record(), path) == texts


@EVERY_RECORD
def test_the_place_of_every_cited_field_is_its_name(file: Path) -> None:
    at = At(file)
    for number, citation in enumerate(at.record().sources, 1):
        for position, path in enumerate(citation.fields, 1):
            assert at[f"sources.{number}.for.{position}"].startswith(f'"{path}"')


class KnowsNothing(Around):
    """A registry with no vocabulary and no other record, so that every key and every reference is a problem."""

    def knows(self, vocabulary: str, key: str) -> bool:
        return False


@EVERY_RECORD
def test_whatever_the_checks_find_is_placed_where_it_stands(file: Path) -> None:
    at = At(file)
    for problem in check(at.record(), KnowsNothing(languages=("vi", "en", "ko"))):
        there = at[problem.spot or problem.field]
        match problem.code:
            case "unknown_vocabulary_key":
                assert there.startswith(f'"{problem.values["given"]}"'), problem
            case "dangling":
                assert there.startswith(f'"{problem.values["target"]}"'), problem
            case "sources_disagree":
                assert there.startswith(problem.field.partition(".")[0] + "]]"), problem
            case "sum_differs":
                assert there.startswith("{") and f"stated = {problem.values['stated']}," in there, problem


def test_the_row_that_does_not_add_up_is_found_at_its_line() -> None:
    at = At(RECORDS / "declarations/asean-poa-civil-service-2022.toml")
    record = at.record()
    assert isinstance(record, Declaration)
    number = next(n for n, row in enumerate(record.progress[0].rows, 1) if row.unexplained)
    assert at[f"progress.1.rows.{number}"].startswith('{ area = "2",    under = "accsm",        stated = 18,')
    assert at[f"progress.1.rows.{number}.stated"].startswith("18,")


TEXT = """\
schema = 2
name.vi = "Một"

[place]
city = { vi = "Hà Nội", en = "Hanoi" }

[relations]
part_of = [
  "a", # first
  "b",
]

[[figures]]
what = "days"
value = 2

[[figures]]
what = "days"
value = 3

[[areas]]
key = "2"

[[areas]]
key = "1"
name = { vi = "Một" }

[[people]]
name = "Chu Tuấn Tú"
title.vi = "Vụ trưởng"

[review.notes]
vi = "x"
"""


@pytest.mark.parametrize(
    ("field", "line", "column"),
    [
        ("schema", 1, 10),
        ("name", 2, 11),
        ("name.vi", 2, 11),
        ("place", 4, 2),
        ("place.city", 5, 8),
        ("place.city.vi", 5, 15),
        ("place.city.en", 5, 30),
        ("relations.part_of", 8, 11),
        ("relations.part_of.a", 9, 3),
        ("relations.part_of.2", 10, 3),
        ("figures", 13, 3),
        ("figures.days.value", 15, 9),
        ("figures.1.value", 15, 9),
        ("figures.2.value", 19, 9),
        ("areas.2", 21, 3),
        ("areas.1", 24, 3),
        ("areas.1.name.vi", 26, 15),
        ("people.chu-tuan-tu.title.vi", 30, 12),
        ("people.1.title", 30, 12),
        ("review", 32, 2),
        ("review.notes.vi", 33, 6),
    ],
)
def test_a_field_is_found_by_its_path(field: str, line: int, column: int) -> None:
    assert FieldLocations(TEXT).find(field) == (line, column)


@pytest.mark.parametrize(
    ("field", "around"),
    [
        ("place.country", "place"),
        ("people.chu-tuan-tu.org", "people.chu-tuan-tu"),
        ("people.nobody.org", "people"),
        ("relations.part_of.c", "relations.part_of"),
        ("areas.3", "areas"),
    ],
)
def test_a_field_that_is_not_there_is_placed_at_what_is_around_it(field: str, around: str) -> None:
    assert FieldLocations(TEXT).find(field) == FieldLocations(TEXT).find(around)


@pytest.mark.parametrize("field", ["", "steps", "steps.1.date", "..", "\n"])
def test_what_has_nothing_around_it_is_placed_at_the_beginning(field: str) -> None:
    assert FieldLocations(TEXT).find(field) == (1, 1)


def test_places_are_found_in_a_broken_text_too() -> None:
    broken = TEXT.replace("[relations]", "[relations")
    assert FieldLocations(broken).find("place.city.en") == (5, 30)
    assert FieldLocations(broken).find("figures.2.value") == (19, 9)


def test_the_items_of_tables_within_tables_are_told_apart() -> None:
    text = "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[[a]]\n[[a.b]]\nc = 3\n[a.d]\ne = 4\n"
    fields = Document(text).fields().items()
    assert {path: text[field.start] for path, field in fields if path[-1] in ("c", "e")} == {
        ("a", 0, "b", 0, "c"): "1",
        ("a", 0, "b", 1, "c"): "2",
        ("a", 1, "b", 0, "c"): "3",
        ("a", 1, "d", "e"): "4",
    }


def test_a_quoted_key_may_hold_dots() -> None:
    assert ("x", "a.b", "c") in Document('x."a.b".c = 1\n').fields()


def test_what_is_too_deep_is_placed_at_what_holds_it() -> None:
    document = Document("a = " + "[" * 100 + "]" * 100)
    deepest = document.find(("a", *[0] * 100))
    assert deepest is not None
    path = next(path for path, field in document.fields().items() if field == deepest)
    assert len(path) <= DEPTH + 1


@settings(deadline=None)
@given(st.text(alphabet="ab\"'=.,[]{}\n\r# đ\u0301"))
def test_places_of_any_text_lie_in_it(text: str) -> None:
    lines = text.split("\n")
    document = Document(text)
    for field in document.fields().values():
        for line, column in (document.position(field.key), document.position(field.start)):
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
        assert 0 <= field.start <= field.end <= len(text.encode())
