"""Each label of both catalogs, with its field's names, finds the same records as its key does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from own_registry import MANIFEST
from small import registry, table

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import Index, View
from govtui.index.cache import build
from govtui.text.fold import unaccented


def keys(index: Index, line: str) -> set[str]:
    found = index.result(View(text=line))
    return set(found.keys(0, found.total))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root: Path = tmp_path_factory.mktemp("own")
    tables = [
        table("s", "source"),
        table("o", relations={"pays_for": ["d"]}),
        table("d", "declaration", x={"budget": 12, "funds": ["state"], "drafted_by": ["o"], "binding": True}),
        table("e", "declaration", x={"budget": 3.5, "binding": False}, relations={"translates": ["d"]}),
    ]
    return build(registry(root, *tables, manifest=MANIFEST))


@pytest.fixture(params=["shipped", "own"])
def index(request: pytest.FixtureRequest) -> Index:
    found: Index = request.getfixturevalue(request.param)
    return found


def each_value(index: Index) -> Iterator[tuple[str, str]]:
    """Each field whose values have labels, with each of its values that may stand in a record."""
    vocabulary = index.fields.vocabulary
    counted = index.facets("")
    for field in vocabulary.keys:
        if vocabulary.has_vocabulary(field):
            for key in dict.fromkeys((*counted.get(field, ()), *vocabulary.value_keys(field))):
                if field != "country" or key in counted.get("country", ("VN",)):
                    yield field, key


def test_each_label_of_a_value_means_its_key(index: Index) -> None:
    vocabulary = index.fields.vocabulary
    tried = 0
    for field, key in each_value(index):
        wanted = index.query(f"{field}:{key}")
        for label in vocabulary.value_labels(field, key):
            means_type = field == "kind" and (("type", key) in vocabulary.values("type", label))
            for typed in (label, label.upper(), unaccented(label), f'"{label}"'):
                for line in (f"{field}: {typed}", f"{field}:{typed}", f"từ {field}: {typed} nước: Việt Nam"):
                    [found] = [one.values for one in index.query(line).clauses if one.field == field][:1]
                    is_country_code = field in ("country", "place") and len(typed) == 2
                    assert found == (key,) or means_type or is_country_code, line
            tried += 1
        assert wanted.filters == {field: (key,)}
    assert tried > 100


def test_each_label_of_a_value_finds_the_records_of_its_key(index: Index) -> None:
    for field, key in each_value(index):
        found = keys(index, f"{field}:{key}")
        for label in index.fields.vocabulary.value_labels(field, key):
            assert keys(index, f"{field}: {label}") == found, (field, label)


def test_each_name_of_a_field_finds_the_records_of_its_keys(index: Index) -> None:
    vocabulary = index.fields.vocabulary
    counted = index.facets("")
    people = {"person", "chair", "speaker", "reporter", "signer", "author", "head"}
    some = ["asean", "accsm", "un-agenda-2030", "apgf-2", "o", "d", "s"]
    tried = 0
    for key in vocabulary.keys:
        value = next(iter(counted.get(key, ())), "")
        if key in index.fields.links or key in ("id", "source"):
            value = next((one for one in some if keys(index, f"{key}:{one}")), some[0])
        elif key in people:
            value = '"Vũ Chiến Thắng"'
        elif key == "date":
            value = "2022"
        if not value or "\t" in value:
            continue
        for name in vocabulary.names(key):
            named = vocabulary.field_named(name)
            wanted = set().union(*(keys(index, f"{one}:{value}") for one in named))
            for typed in (name, name.upper(), unaccented(name)):
                for line in (f"{typed}:{value}", f"{typed}: {value}"):
                    assert keys(index, line) == wanted, (line, named)
            tried += 1
    assert tried > 150


def test_a_label_in_one_language_means_what_it_means_in_another(index: Index) -> None:
    vocabulary = index.fields.vocabulary
    for key in vocabulary.keys:
        for language in LANGUAGES:
            label = vocabulary.field_label(key, load(language))
            assert not label or key in vocabulary.field_named(label) or len(vocabulary.field_named(label)) == 1
