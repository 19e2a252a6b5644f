"""The vocabulary of query lines means one thing by one word, in all languages together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest
from own_registry import MANIFEST
from small import registry, table

from govtui.i18n.labels import LABELS
from govtui.i18n.query_words import QueryWords
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.model.kinds import KINDS
from govtui.text.fold import folded_words, unaccented


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> QueryWords:
    root = tmp_path_factory.mktemp("own")
    return build(registry(root, table("s", "source"), manifest=MANIFEST)).fields.vocabulary


def meanings(*vocabularies: str) -> Mapping[str, set[tuple[str, str]]]:
    """Folded label to what it means, as vocabulary (without its kind) and key."""
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for name in vocabularies:
        for key, message in LABELS.get(name, {}).items():
            for language in LANGUAGES:
                found[folded_words(load(language).pgettext(name, message))].add((name.split(".")[-1], key))
    return found


def test_of_labels_of_kinds_and_types_only_declaration_means_two_things() -> None:
    found = meanings("kind", *(f"{kind}.type" for kind in KINDS))
    assert {label: of for label, of in found.items() if len(of) > 1} == {
        "declaration": {("kind", "declaration"), ("type", "declaration")}
    }


def test_no_label_of_a_status_means_two_things() -> None:
    assert [label for label, of in meanings(*(f"{kind}.status" for kind in KINDS)).items() if len(of) > 1] == []


def test_declaration_is_the_type_but_under_the_name_of_the_kind(vocabulary: QueryWords) -> None:
    for name in ("type", "loại", "phân loại", "Type"):
        [field] = vocabulary.field_named(name)
        assert vocabulary.values(field, "Declaration") == (("type", "declaration"),)
    assert vocabulary.values("kind", "declaration") == (("kind", "declaration"),)
    assert vocabulary.values("type", "văn kiện") == (("kind", "declaration"),)
    assert vocabulary.values("type", "event") == (("kind", "event"),)


def test_a_name_of_a_field_means_one_field_or_the_same_thing_from_two(vocabulary: QueryWords) -> None:
    same = [
        {"has_member", "member"},
        {"member_of", "inverse.member"},
        {"cited_by", "inverse.cited_source"},
        {"funds", "x.funds"},
        {"person_org", "term_org"},
        {"chair", "measure_lead"},  # "chủ trì"
        {"funded_by", "x.funds"},  # as the registry of this test calls a field like a relation
    ]
    for key in vocabulary.keys:
        for name in vocabulary.names(key):
            named = vocabulary.field_named(name)
            is_label = name in (vocabulary.field_label(key, load(language)) for language in LANGUAGES)
            assert named == (key,) or set(named) in same or {key, *named} in same or not is_label, (key, name)
            assert len(named) == 1 or set(named) in same


def test_each_key_and_each_label_names_its_field_with_or_without_accents_and_capitals(vocabulary: QueryWords) -> None:
    for key in vocabulary.keys:
        assert vocabulary.field_named(key) in ((key,), (f"x.{key}", key))
        for name in vocabulary.names(key):
            for typed in (name.upper(), name.lower(), unaccented(name)):
                assert vocabulary.field_named(typed) == vocabulary.field_named(name), (name, typed)


def test_accents_that_are_typed_in_a_name_count(vocabulary: QueryWords) -> None:
    assert vocabulary.field_named("dẫn nguồn") == vocabulary.field_named("dan nguon") != ()
    assert vocabulary.field_named("đàn nguồn") == ()


def test_own_labels_are_words_of_the_vocabulary(vocabulary: QueryWords) -> None:
    assert vocabulary.field_named("Kinh phí") == vocabulary.field_named("budget") == ("x.budget",)
    assert vocabulary.field_named("là bản dịch của") == ("translates",)
    assert vocabulary.field_named("translated as") == ("translated_as",)


def test_each_field_with_a_label_has_it_in_each_language(vocabulary: QueryWords) -> None:
    for key in vocabulary.keys:
        labels = [vocabulary.field_label(key, load(language)) for language in LANGUAGES]
        assert all(labels) or key in ("date", "id"), key


@pytest.mark.parametrize(
    ("field", "typed", "values"),
    [
        ("type", "diễn", {("type", "forum"): True, ("type", "multistakeholder"): False}),
        ("type", "dien", {("type", "forum"): True, ("type", "multistakeholder"): False}),
        ("status", "in_pro", {("status", "in_progress"): True}),
        ("country", "KR", {("country", "KR"): True}),
        ("country", "việt", {("country", "VN"): True}),
        ("has", "khong co dau nhu vay", {}),
    ],
)
def test_values_are_found_by_the_beginnings_of_their_words(
    vocabulary: QueryWords, field: str, typed: str, values: dict[tuple[str, str], bool]
) -> None:
    found = vocabulary.values_beginning(field, typed)
    assert {value: found[value] for value in values} == values
    assert bool(found) == bool(values)


def test_a_country_is_told_by_the_accents_of_its_name(vocabulary: QueryWords) -> None:
    assert vocabulary.values("country", "Áo") == (("country", "AT"),)
    assert vocabulary.values("country", "AO") == (("country", "AO"),)
    assert (
        vocabulary.values("country", "South Korea") == vocabulary.values("country", "Hàn Quốc") == (("country", "KR"),)
    )


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("US", ["Mỹ", "Hoa Kỳ", "USA"]),
        ("GB", ["Anh", "UK", "Vương quốc Anh"]),
        ("AU", ["Úc", "uc"]),
        ("VN", ["Vietnam"]),
    ],
)
def test_a_country_has_the_names_that_people_call_it(vocabulary: QueryWords, code: str, names: list[str]) -> None:
    for name in names:
        assert ("country", code) in vocabulary.values("country", name)


def test_no_two_countries_are_called_alike(vocabulary: QueryWords) -> None:
    for code in vocabulary.value_keys("country"):
        for name in vocabulary.value_labels("country", code):
            assert len(name) == 2 or vocabulary.values("country", name) == (("country", code),), name


def test_a_mistyped_name_is_told_the_nearest(vocabulary: QueryWords) -> None:
    assert vocabulary.near("tinh trag").casefold() == "tình trạng"
    assert vocabulary.near("yaer") == "year"
    assert vocabulary.near("qqqqqq") == ""


def test_who_chairs_comes_before_who_leads_a_measure(vocabulary: QueryWords) -> None:
    assert vocabulary.field_named("chủ trì") == vocabulary.field_named("CHU TRI") == ("chair", "measure_lead")


def test_a_place_is_asked_for_by_the_words_for_it(vocabulary: QueryWords) -> None:
    for name in ("địa điểm", "nơi tổ chức", "tại", "thành phố", "place", "venue", "held in"):
        assert vocabulary.field_named(name) == ("place",)
