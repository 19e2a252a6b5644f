"""The parts of a progress row are added up and held against what the source states; what is not given is not counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from govtui.model.progress import STATUSES, Counts
from govtui.model.vocabulary import VOCABULARIES

NUMBERS = st.integers(0, 10**15)
GIVEN = st.dictionaries(st.sampled_from(STATUSES), NUMBERS)


def test_every_status_of_the_vocabulary_is_a_part() -> None:
    assert set(STATUSES) == set(VOCABULARIES["progress.status"])
    assert all(Counts.model_validate({status: 3}).parts == ((status, 3),) for status in STATUSES)


@settings(deadline=None)
@given(GIVEN, st.none() | NUMBERS)
def test_stated_is_itemised_and_what_is_unexplained(given_parts: dict[str, int], stated: int | None) -> None:
    counts = Counts.model_validate(given_parts if stated is None else given_parts | {"stated": stated})
    assert dict(counts.parts) == given_parts
    if stated is None or not given_parts:
        assert counts.unexplained == 0
    else:
        assert counts.itemised == sum(given_parts.values())
        assert stated == counts.itemised + counts.unexplained


def test_parts_stand_in_the_order_in_which_they_are_drawn() -> None:
    counts = Counts(planned=1, recurring=2, ongoing=3, completed=4)
    assert counts.parts == (("completed", 4), ("ongoing", 3), ("recurring", 2), ("planned", 1))


def test_zero_is_said_and_silence_is_not() -> None:
    assert Counts(completed=0).itemised == 0
    assert Counts(stated=3).itemised is None
    assert Counts(stated=3, completed=0).unexplained == 3
    assert Counts(stated=3).unexplained == 0


def test_the_row_of_the_plan_of_action_lacks_three() -> None:
    assert Counts(stated=18, planned=10, completed=5).unexplained == 3


def test_parts_may_exceed_what_is_stated() -> None:
    assert Counts(stated=10, planned=7, completed=5).unexplained == -2


@pytest.mark.parametrize(
    ("given_percent", "off"),
    [(33, False), (33.3, False), (33.8, False), (32.8, True), (34, True), (0, True)],
)
def test_a_percentage_may_be_rounded_to_whole_numbers_but_not_off(given_percent: float, off: bool) -> None:
    counts = Counts(stated=3, completed=1, percent={"completed": given_percent})
    assert bool(counts.percent_off) is off


def test_a_percentage_is_of_what_is_stated_else_of_what_is_itemised() -> None:
    assert Counts(stated=10, completed=5, percent={"completed": 50}).percent_off == ()
    assert Counts(completed=5, planned=5, percent={"completed": 50}).percent_off == ()
    assert Counts(stated=20, completed=5, percent={"completed": 50}).percent_off == (("completed", 50.0, 25.0),)


def test_a_percentage_of_nothing_is_not_judged() -> None:
    assert Counts(stated=0, completed=0, percent={"completed": 50}).percent_off == ()
    assert Counts(stated=10, percent={"completed": 50}).percent_off == ()
    assert Counts(stated=10, percent={"elsewhere": 50}).percent_off == ()


@pytest.mark.parametrize("value", [-1, 10**16, 1.0, "3", True])
def test_a_count_is_a_whole_number_that_can_be_drawn(value: object) -> None:
    with pytest.raises(ValidationError):
        Counts.model_validate({"stated": value})
