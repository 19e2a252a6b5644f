"""How records name each other: relations with their inverses, and every other field that holds an id."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from itertools import count
from typing import Any, Literal

import pytest
from small import record, table

from govtui.i18n.labels import LABELS
from govtui.model.dates import PartialDate
from govtui.model.field_paths import value_at
from govtui.model.own_fields import BUILT_IN
from govtui.model.record import MODELS
from govtui.model.references import references
from govtui.model.relations import (
    ANY,
    INVERSES,
    RELATIONS,
    SAME,
    Reference,
)
from govtui.model.schema import ValueType
from govtui.model.value import Value
from govtui.model.value_types import RecordId, Target

OTHER_REFERENCES = sorted(
    {spec.about.refers.type for kind in MODELS for _, spec in BUILT_IN.walk(kind) if spec.about.refers} - {*RELATIONS}
)
WRITTEN = [relation for relation in RELATIONS.values() if relation.written]


class TestRelations:
    @pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda one: one.key)
    def test_every_relation_has_an_inverse_and_both_have_labels(self, relation) -> None:
        labels = LABELS["relation"]
        assert labels[relation.key] and labels[relation.inverse]
        assert relation.inverse == relation.key or INVERSES[relation.inverse] == relation.key

    def test_no_two_relations_share_an_inverse(self) -> None:
        inverses = [relation.inverse for relation in RELATIONS.values()]
        assert len(set(inverses)) == len(inverses)

    def test_no_inverse_is_itself_a_relation_of_another_meaning(self) -> None:
        for relation in RELATIONS.values():
            assert relation.inverse not in RELATIONS or relation.inverse == relation.key

    @pytest.mark.parametrize("relation", RELATIONS.values(), ids=lambda one: one.key)
    def test_a_relation_joins_kinds_that_exist(self, relation) -> None:
        assert relation.sources and relation.sources <= ANY
        assert relation.targets == SAME or (relation.targets and relation.targets <= ANY)

    @pytest.mark.parametrize("reference", OTHER_REFERENCES)
    def test_every_other_reference_has_a_label_in_both_directions(self, reference: str) -> None:
        assert LABELS["reference"][reference] and LABELS["reference.inverse"][reference]

    def test_there_are_no_labels_for_relations_that_are_not(self) -> None:
        assert set(LABELS["relation"]) == set(RELATIONS) | {relation.inverse for relation in RELATIONS.values()}
        assert set(LABELS["reference"]) == set(LABELS["reference.inverse"]) == set(OTHER_REFERENCES)


NOT_REFERENCES = frozenset({"id", "former_ids"})
"""Fields that hold the record's own ids."""


class Filler:
    """Fills every field there is, at every depth, and gives each place that holds an id an id of its own."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}
        self._numbers = count(1)

    def model(self, model: type[Value], path: str = "") -> dict[str, Any]:
        out = {}
        for name, info in model.model_fields.items():
            key = info.alias or name
            out[key] = self.value(info.annotation, list(info.metadata), f"{path}.{key}".lstrip("."))
        return out

    def value(self, annotation: Any, metadata: list[Any], path: str) -> Any:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if annotation is str:
            return self.text(metadata, path)
        if hasattr(annotation, "__metadata__"):
            return self.value(arguments[0], [*metadata, *annotation.__metadata__], path)
        if origin is Literal:
            return arguments[0]
        if origin is list:
            return [self.value(arguments[0], [], path)]
        if origin is dict:
            return self.mapping(metadata, arguments[1], path)
        if arguments:  # a union: its first member
            return self.value(arguments[0], metadata, path)
        if annotation is PartialDate:
            return "2015"
        if isinstance(annotation, type) and issubclass(annotation, Value):
            return self.model(annotation, path)
        return {bool: True, int: 1, float: 1.0, Any: 1}[annotation]

    def mapping(self, metadata: list[Any], values: Any, path: str) -> dict[str, Any]:
        if ValueType.LOCALIZED in metadata:  # text in languages
            return {"vi": "x", "en": "x"}
        if path == "relations":
            return {relation.key: self.value(values, [], f"{path}.{relation.key}") for relation in WRITTEN}
        return {"key": self.value(values, [], path)}

    def text(self, metadata: list[Any], path: str) -> str:
        for one in metadata:
            if one in (*RecordId.__metadata__, *Target.__metadata__):
                id = f"ref-{next(self._numbers)}"
                self.ids[id] = path
                return id
        return "VN" if ValueType.COUNTRY in metadata else "key"


def filled(kind: str) -> tuple[dict[str, Any], dict[str, str]]:
    filler = Filler()
    data = filler.model(MODELS[kind])
    ids = {id: path for id, path in filler.ids.items() if path not in NOT_REFERENCES}
    return data, ids


def everything(kind: str) -> Iterator[Reference]:
    data, _ = filled(kind)
    return references(MODELS[kind].model_validate(data))


class TestReferences:
    @pytest.mark.parametrize("kind", MODELS)
    def test_every_field_of_the_schema_that_holds_an_id_is_a_reference(self, kind: str) -> None:
        _, ids = filled(kind)
        found = {reference.target for reference in everything(kind) if reference.target in ids}
        assert {ids[id] for id in ids.keys() - found} == set()
        assert len(ids) > len(WRITTEN)

    @pytest.mark.parametrize("kind", MODELS)
    def test_a_reference_knows_where_it_stands(self, kind: str) -> None:
        data, _ = filled(kind)
        whole = MODELS[kind].model_validate(data)
        for reference in references(whole):
            assert value_at(whole, reference.field) == reference.target

    @pytest.mark.parametrize("kind", MODELS)
    def test_a_reference_is_a_relation_or_a_named_one(self, kind: str) -> None:
        assert {reference.type for reference in everything(kind)} <= {*RELATIONS, *OTHER_REFERENCES}

    def test_a_publisher_is_a_reference_where_it_is_an_id_and_words_where_it_is_not(self) -> None:
        def publishers(publisher: str) -> list[str]:
            return [
                one.target for one in references(record("s", "source", publisher=publisher)) if one.type == "publisher"
            ]

        assert publishers("vn-moha") == ["vn-moha"]
        assert publishers("Bộ Nội vụ") == []

    def test_who_adopted_a_text_is_told_by_its_steps(self) -> None:
        steps = [
            {"action": "noted", "by": ["a"]},
            {"action": "provisionally_adopted", "by": ["b"]},
            {"action": "adopted", "by": ["c", "b"]},
        ]
        found = references(record("d", "declaration", steps=steps))
        assert [(one.target, one.field) for one in found if one.type == "adopted_by"] == [
            ("b", "steps.provisionally_adopted.by.b"),
            ("c", "steps.adopted.by.c"),
        ]

    def test_who_issued_a_text_is_told_by_its_steps_and_disputed_where_they_differ(self) -> None:
        def issuers(*steps: dict[str, Any]) -> list[tuple[str, str, set[str]]]:
            found = references(record("d", "declaration", steps=list(steps)))
            return [(one.target, one.field, {*one.quality}) for one in found if one.type == "issued_by"]

        joint = {"action": "issued", "by": ["b", "c"], "source": "s"}
        assert issuers(joint, {"action": "signed", "by": ["d"]}) == [
            ("b", "steps.issued.by.b", set()),
            ("c", "steps.issued.by.c", set()),
        ]
        other = {"key": "again", "action": "issued", "by": ["d"], "source": "t"}
        assert {(who, *quality) for who, _, quality in issuers(joint, other)} == {
            ("b", "disputed"), ("c", "disputed"), ("d", "disputed")
        }  # fmt: skip

    def test_a_party_that_withdrew_is_a_former_one(self) -> None:
        def quality(withdrawn: str | None) -> set[str]:
            party = {"who": "country:VN", "withdrawn": withdrawn} if withdrawn else {"who": "country:VN"}
            found = references(record("d", "declaration", parties=[party]))
            return next({*one.quality} for one in found if one.type == "party")

        assert quality(None) == set()
        assert quality("2001") == {"former"}
        assert quality("9998-05") == {"until:9998-05-31"}

    @pytest.mark.parametrize(
        ("steps", "qualities"),
        [
            ([("adopted", "s")], {"b": ""}),
            ([("provisionally_adopted", "s")], {"b": "provisional"}),
            ([("provisionally_adopted", "s"), ("adopted", "s")], {"b": "disputed"}),
            ([("adopted", "s"), ("noted", "t")], {"b": "disputed"}),
            ([("provisionally_adopted", "s"), ("noted", "t")], {"b": "disputed provisional"}),
            ([("adopted", "s"), ("noted", "s")], {"b": "disputed"}),
        ],
    )
    def test_what_qualifies_a_step_qualifies_who_adopted_the_text(
        self, steps: list[tuple[str, str]], qualities: dict[str, str]
    ) -> None:
        tables = [{"action": action, "by": ["b"], "events": ["e"], "source": source} for action, source in steps]
        found = references(record("d", "declaration", steps=tables))
        told = {one.target: " ".join(sorted(one.quality)) for one in found if one.type == "adopted_by"}
        assert told == qualities

    def test_every_reference_of_a_step_that_sources_tell_differently_is_disputed(self) -> None:
        steps = [
            {"action": "adopted", "by": ["b"], "source": "s"},
            {"action": "adopted", "by": ["c"], "source": "t"},
            {"action": "published", "by": ["d"], "source": "t"},
        ]
        found = [one for one in references(record("x", "declaration", steps=steps)) if one.type != "cited_source"]
        assert {(one.type, one.target) for one in found if "disputed" in one.quality} == {
            ("adopted_by", "b"), ("adopted_by", "c"), ("step_by", "b"), ("step_by", "c")
        }  # fmt: skip

    def test_a_reference_that_another_source_states_differently_is_disputed(self) -> None:
        terms = [{"key": "chair", "type": "chair", "org": "b"}, {"key": "mandate", "type": "mandate", "org": "b"}]
        claims = [{"field": "terms.chair.org", "value": "c", "source": "t"}]
        found = references(record("x", terms=terms, claims=claims, relations={"part_of": ["p"]}))
        told = {one.field: one.quality for one in found if one.type != "cited_source"}
        assert told == {
            "terms.chair.org": {"disputed"},
            "terms.mandate.org": set(),
            "relations.part_of.p": set(),
            "claims.terms.chair.org.value": {"claimed", "disputed"},
        }

    def test_an_inverse_typed_by_hand_is_not_taken_for_the_relation(self) -> None:
        found = list(references(record("a", relations={"has_part": ["b"]}, sources=None)))
        assert found == [("has_part", "b", "relations.has_part.b", frozenset(), "")]

    def test_a_country_is_named_like_a_record(self) -> None:
        found = list(references(record("a", relations={"member_of": ["country:SG"]}, sources=None)))
        assert [one.target for one in found] == ["country:SG"]

    def test_fields_with_no_id_are_no_references(self) -> None:
        assert list(references(record("a", sources=None))) == []
        assert table("a")["sources"] == [{"ref": "s"}]
