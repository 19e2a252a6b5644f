"""When two sources give one date differently: what is only more exact, or tells no year, is no disagreement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtui.model.date_agreement import agree
from govtui.model.dates import DateError, PartialDate

AGREE = [
    ("2015", "2015-09-09"),
    ("2015-09", "2015-09-09/2015-09-10"),
    ("201X", "2015-09-09"),
    ("2015", "2015-09-09/2015-09-10"),
    ("2015-09-09?", "2015-09-09"),
    ("2015-09-09", "2015-09-09T10:00:00"),
    # a source without a year
    ("XXXX-09-09", "2015-09-09"),
    ("XXXX-09-09/XXXX-09-10", "2015-09-09/2015-09-10"),
    ("XXXX-09", "2015-09-09"),
    ("XXXX-09-09", "2015-09"),
    ("XXXX-09-09", "2015"),
    ("XXXX-09", "XXXX-09-09"),
    ("XXXX-12-30/XXXX-01-02", "2015-12-30/2016-01-02"),
    ("XXXX-12-30/XXXX-01-02", "2016-01-01"),
    ("XXXX-12-30/XXXX-01-02", "XXXX-01-01"),
    ("XXXX-02-29", "2016-02-29"),
    ("XXXX-02-29", "2015/2017"),
    ("XXXX-09-09", "2010/.."),
    # one end that a source leaves open
    ("../2030", "2016-07/2030-12"),
    ("2017/..", "2017-03/2019"),
    ("2017/..", "../2030"),
    # one of several days
    ("2018-11-05/2018-11-06", "2018-11-05"),
]

DISAGREE = [
    ("2015", "2016"),
    ("2015-09-09", "2015-09-10"),
    ("2015-09", "2015-10-01"),
    ("2015-09-09/2015-09-10", "2015-09-09/2015-09-12"),
    ("2015-09-09/2015-09-10", "2015-09-08/2015-09-10"),
    ("2018-11-05/2018-11-06", "2018-11-07"),
    ("XXXX-09-09", "2015-09-10"),
    ("XXXX-09-09/XXXX-09-10", "2015-09-09/2015-09-12"),
    ("XXXX-09", "2015-10-01"),
    ("XXXX-09-09", "XXXX-09-10"),
    ("XXXX-02-29", "2015"),
    ("../2030", "../2031"),
    ("../2030", "2031/.."),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_these_agree(one: str, other: str) -> None:
    assert agree(PartialDate.parse(one), PartialDate.parse(other))


@pytest.mark.parametrize(("one", "other"), DISAGREE)
def test_these_do_not(one: str, other: str) -> None:
    assert not agree(PartialDate.parse(one), PartialDate.parse(other))


POINTS = st.builds(
    lambda year, month, day: "-".join([year, *([month, *([day] if day else [])] if month or year == "XXXX" else [])]),
    st.sampled_from(["2015", "2016", "XXXX"]),
    st.sampled_from(["01", "02", "12"]),
    st.sampled_from(["", "01", "28", "29", "31"]),
)


def parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except DateError:
        return None


DATES = (
    st.one_of(POINTS, st.builds("{}/{}".format, POINTS, POINTS), POINTS.map("{}/..".format), POINTS.map("../{}".format))
    .map(parsed)
    .filter(lambda date: date is not None)
)


@settings(deadline=None)
@given(DATES)
def test_a_date_agrees_with_itself(date: PartialDate) -> None:
    assert agree(date, date)


@settings(deadline=None)
@given(DATES, DATES)
def test_agreeing_has_no_direction(one: PartialDate, other: PartialDate) -> None:
    assert agree(one, other) == agree(other, one)
