"""Dates that texts tell, in the forms of the two languages and of ISO 8601."""

import re

import pytest

from govtui.text.told_dates import split_dates, told_dates


@pytest.mark.parametrize(
    ("text", "years", "days"),
    [
        ("Sáng ngày 05/8", set(), {(8, 5)}),
        ("[05/08/2022] 13:06", {2022}, {(8, 5)}),
        ("5-6/11/2018", {2018}, {(11, 5), (11, 6)}),
        ("từ ngày 5 đến ngày 6 tháng 11 năm 2018", {2018}, {(11, 5), (11, 6)}),
        ("tháng 11/2018", {2018}, {(11, None)}),
        ("tháng Mười một", set(), {(11, None)}),
        ("5 August 2022", {2022}, {(8, 5)}),
        ("November 5–6, 2018", {2018}, {(11, 5), (11, 6)}),
        ("2022-08-05", {2022}, {(8, 5)}),
        ("A/RES/69/327", set(), set()),
    ],
)
def test_forms(text: str, years: set[int], days: set[tuple[int, int | None]]) -> None:
    told = told_dates(text)
    assert told.years == years
    assert told.days == days | {(month, None) for month, _ in days}


@pytest.mark.parametrize(
    ("text", "dates", "others"),
    [
        ("Ngày 05/8/2022, 31 dự án", {5, 8, 2022}, {31}),
        ("kỳ 21 tháng 8/2022", {21, 8, 2022}, set()),  # as "21 tháng 8" is read
        ("lần thứ 21, vào tháng 8/2022", {8, 2022}, {21}),
        ("on 5-6 November 2018, 600 people", {5, 6, 2018}, {600}),
        ("15 of 18", set(), {15, 18}),
    ],
)
def test_a_text_is_split_into_dates_and_other_numbers(text: str, dates: set[int], others: set[int]) -> None:
    for part, numbers in zip(split_dates(text), (dates, others), strict=True):
        assert {int(one) for one in re.findall(r"\d+", part)} == numbers


@pytest.mark.parametrize(
    ("text", "year", "day", "told"),
    [
        ("Sáng 5/8", 2022, (8, 5), True),
        ("Sáng 5/8, 2000 đại biểu", 2022, (8, 5), True),
        ("ngày 15/6/2021; năm 2022", 2022, (6, 15), False),
        ("ngày 15/6/2021; năm 2022", 2021, (6, 15), True),
        ("ngày 15/6/2021", None, (6, 15), True),
        ("ngày 15/6/2021, rồi ngày 15/6", 2022, (6, 15), True),
        ("tháng 11 năm 2021, sau năm 2022", 2022, (11, None), False),
        ("tháng 11/2021", 2021, (11, None), True),
        ("5–6 November 2018; 2019", 2019, (11, 6), False),
        ("November 5, 2018; 2019", 2019, (11, 5), False),
        ("2018-11-05; 2019", 2019, (11, 5), False),
        ("2018-11-05", 2018, (11, 5), True),
    ],
)
def test_a_day_told_with_its_year_is_of_that_year(
    text: str, year: int | None, day: tuple[int, int | None], told: bool
) -> None:
    assert told_dates(text).tells(year, *day) is told
