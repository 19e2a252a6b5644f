"""What a record may hold: everything is named, typed and strict; texts are normal, ids have one form."""

from __future__ import annotations

from itertools import permutations

import pytest
from pydantic import ValidationError
from small import record, table

from govtui.model.identifiers import ID_LENGTH, country_of, is_record_id
from govtui.model.kinds import KINDS
from govtui.model.localized import ShownText, with_fallback
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.model.vocabulary import VOCABULARIES, own_name


def valid(kind: str, **fields: object) -> Record:
    return MODELS[kind].model_validate(table("a", kind, **fields))


class TestRecords:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_record_cannot_be_changed(self, kind: str) -> None:
        with pytest.raises(AttributeError):
            record("a", kind).id = "b"

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_record_of_one_kind_is_no_other(self, kind: str) -> None:
        for other in set(KINDS) - {kind}:
            with pytest.raises(ValidationError):
                MODELS[other].model_validate(table("a", kind))

    def test_a_record_is_called_by_its_name_and_a_source_by_its_title(self) -> None:
        assert record("a", name={"vi": "Một"}).label == {"vi": "Một"}
        assert record("a", "source", title={"vi": "Bài"}).label == {"vi": "Bài"}

    @pytest.mark.parametrize(
        ("kind", "fields", "date"),
        [
            ("organization", {"founded": "2006-06", "dissolved": "2020"}, "2006-06"),
            ("declaration", {"date": "2015", "period": "2016/2020"}, "2015"),
            ("declaration", {"period": "2016/2020"}, "2016/2020"),
            ("event", {"date": "2015"}, "2015"),
            ("source", {"published": "2015", "accessed": "2016"}, "2015"),
            ("event", {}, None),
        ],
    )
    def test_a_record_has_one_date_that_lists_show(self, kind: str, fields: dict[str, str], date: str | None) -> None:
        main = record("a", kind, **fields).main_date
        assert (main.text if main else None) == date

    @pytest.mark.parametrize("text", ["Việt Nam", "Vie\u0323\u0302t Nam", "Việt Nam".replace("ệ", "e\u0302\u0323")])
    def test_texts_are_kept_in_their_normal_form(self, text: str) -> None:
        assert record("a", name={"vi": text}).label == {"vi": "Việt Nam"}
        assert valid("event", date_text=text).date_text == "Việt Nam"  # type: ignore[union-attr]

    @pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
    def test_a_blank_text_is_none(self, text: str) -> None:
        with pytest.raises(ValidationError):
            valid("event", date_text=text)
        with pytest.raises(ValidationError):
            valid("event", name={"vi": text})

    @pytest.mark.parametrize("tag", ["vi", "en", "ko", "zh-Hant", "pt-BR", "id"])
    def test_a_text_may_be_in_any_language(self, tag: str) -> None:
        assert valid("event", name={tag: "x"}).label == {tag: "x"}

    @pytest.mark.parametrize("tag", ["", "Vi", "v", "vietnamese", "vi_VN", "vi-", "name", "vi\n"])
    def test_anything_else_is_no_language(self, tag: str) -> None:
        with pytest.raises(ValidationError):
            valid("event", name={tag: "x"})

    def test_an_own_table_may_hold_anything_and_nothing_else_may(self) -> None:
        assert valid("event", x={"a": [1, {"b": 2}]}).x == {"a": [1, {"b": 2}]}
        with pytest.raises(ValidationError):
            valid("event", y={})


class TestIds:
    @pytest.mark.parametrize("id", ["un", "a-res-69-327", "4ir", "1", "a" * ID_LENGTH])
    def test_an_id_is_words_joined_by_hyphens(self, id: str) -> None:
        assert is_record_id(id)

    @pytest.mark.parametrize(
        "id", ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "đ", "a/b", "a\n", "a" * (ID_LENGTH + 1)]
    )
    def test_anything_else_is_none(self, id: str) -> None:
        assert not is_record_id(id)
        with pytest.raises(ValidationError):
            MODELS["event"].model_validate(table("a", "event") | {"id": id})

    @pytest.mark.parametrize(("target", "country"), [("country:SG", "SG"), ("country:sg", None), ("singapore", None)])
    def test_a_relation_may_point_at_a_country(self, target: str, country: str | None) -> None:
        assert country_of(target) == country

    def test_only_a_relation_may(self) -> None:
        valid("organization", relations={"member_of": ["country:SG"]})
        with pytest.raises(ValidationError):
            valid("event", series={"id": "country:SG"})


class TestReading:
    TEXT = {"en": "Forum", "vi": "Diễn đàn"}  # noqa: RUF012

    def test_what_is_wanted_is_read(self) -> None:
        assert with_fallback(self.TEXT, "vi") == ShownText("Diễn đàn", "vi", False)

    def test_else_the_other_language_and_it_is_marked(self) -> None:
        assert with_fallback({"en": "Forum"}, "vi") == ShownText("Forum", "en", True)
        assert with_fallback({"ko": "포럼", "en": "Forum"}, "vi") == ShownText("Forum", "en", True)

    def test_else_any_language(self) -> None:
        assert with_fallback({"ko": "포럼"}, "vi") == ShownText("포럼", "ko", True)

    @pytest.mark.parametrize("text", [None, {}])
    def test_what_is_not_there_is_not_read(self, text: dict[str, str] | None) -> None:
        assert with_fallback(text, "vi") is None


class TestVocabularies:
    @pytest.mark.parametrize("name", VOCABULARIES)
    def test_keys_are_told_apart(self, name: str) -> None:
        keys = VOCABULARIES[name]
        assert keys and len(set(keys)) == len(keys)

    def test_a_registry_extends_a_vocabulary_under_a_name_of_its_own(self) -> None:
        assert own_name("event.type") == "event_type"
        assert len({own_name(name) for name in VOCABULARIES}) == len(VOCABULARIES)


def test_problems_are_told_worst_first_then_by_place() -> None:
    def problem(severity: Severity, path: str, line: int) -> Problem:
        return Problem("x", severity, path, line)

    told = [
        problem(Severity.ERROR, "b", 1),
        problem(Severity.DISCREPANCY, "a", 1),
        problem(Severity.WARNING, "a", 1),
        problem(Severity.WARNING, "a", 2),
        problem(Severity.WARNING, "b", 1),
    ]
    for mixed in permutations(told):
        assert sorted(mixed, key=lambda one: one.order) == told


def test_a_problem_keeps_what_it_knows_of_its_place() -> None:
    told = Problem("x", Severity.ERROR, "a", 2, 3)
    assert told.at("b") == Problem("x", Severity.ERROR, "b", 2, 3)
    assert Problem("x", Severity.ERROR).at("b", 1, 1) == Problem("x", Severity.ERROR, "b", 1, 1)
