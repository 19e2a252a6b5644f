"""The table of kinds is whole."""

from __future__ import annotations

import pytest
from small import record

from govtui.model.kinds import KINDS, Kind
from govtui.model.record import MODELS
from govtui.model.vocabulary import VOCABULARIES

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def test_the_kinds_are_those_that_have_a_model_in_the_same_order() -> None:
    assert tuple(KINDS) == tuple(MODELS)
    assert [kind.key for kind in KINDS.values()] == list(KINDS)


@pytest.mark.parametrize("column", ["folder", "label", "plural", "sign", "digit", "command_title", "command_help"])
def test_no_two_kinds_have_the_same(column: str) -> None:
    told = [getattr(kind, column) for kind in KINDS.values()]
    assert all(told) and len(set(told)) == len(told)


def test_the_digits_follow_on_the_one_that_shows_all() -> None:
    assert [kind.digit for kind in KINDS.values()] == [str(digit) for digit in range(2, len(KINDS) + 2)]


@kinds
def test_a_kind_has_its_types(kind: Kind) -> None:
    assert VOCABULARIES[f"{kind.key}.type"]


@kinds
def test_the_model_is_called_by_the_name_field_and_dated_by_the_first_date_field_with_a_value(kind: Kind) -> None:
    called = {"vi": "Một"}
    assert record("a", kind.key, **{kind.name_field: called}).label == called
    dates = {field: f"20{place:02}" for place, field in enumerate(kind.date_fields, 1)}
    for field in kind.date_fields:
        assert str(record("a", kind.key, **dates).main_date) == dates.pop(field)
    assert record("a", kind.key).main_date is None
