"""Dates as people write them, in both languages: what they mean, and that every form of i18n/dates.py is read again."""

from __future__ import annotations

import datetime
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.translator import load
from govtui.model.dates import DateError, PartialDate
from govtui.text.fold import unaccented


def meant(text: str) -> str | None:
    """The EDTF that a text is, or that is proposed for it."""
    try:
        return PartialDate.parse(text).text
    except DateError as error:
        return error.suggestion


WAYS = {
    "2022-08": """2022-08|8/2022|08/2022|8-2022|08.2022|2022/8|tháng 8 năm 2022|tháng 8/2022|tháng 8 2022|tháng 08, 2022|thang 8 2022
        |T8/2022|t8 2022|tháng tám năm 2022|thang tam 2022|Aug 2022|Aug. 2022|August 2022|august, 2022|Aug-2022|August of 2022
        |trong tháng 8/2022|in August 2022|202208""",
    "2022-08-05": """5/8/2022|05/8/2022|05-08-2022|5.8.2022|2022/08/05|20220805|2022-8-5|ngày 5/8/2022|ngày 5 tháng 8 năm 2022
        |5 tháng 8 năm 2022|5 tháng 8/2022|NGAY 05 THANG 8 NAM 2022|mùng 5 tháng tám năm 2022|5 Aug 2022|5 August 2022|Aug 5, 2022
        |August 5 2022|5th of August 2022|5-Aug-2022|on 5 August 2022""",
    "2022-08-05T13:06:00": "13:06, 05/8/2022|13h06 ngày 5/8/2022|lúc 13:06 5/8/2022|5 Aug 2022, 13:06|5 August 2022 at 13:06",
    "XXXX-08-05": "5/8|ngày 5/8|ngày 5 tháng 8|5 Aug|August 5th|05/8/?|5 August (year unknown)|ngày 5 tháng 8 (không rõ năm)|--08-05",
    "XXXX-08": "tháng 8|August|Aug, ?|thang 8/?|xxxx-08",
    "2018": "2018|năm 2018|trong năm 2018|in 2018|2018-XX-XX",
    "201X": "201X|2010s|2010's|the 2010s|thập niên 2010|thập kỷ 2010|thap nien 2010|những năm 2010",
    "2022-07/2022-09": "quý 3/2022|quý III/2022|quý 3 năm 2022|quy 3 2022|Q3/2022|Q3 2022|quarter 3 of 2022",
    "2018/2022": """2018/2022|2018..2022|2018-2022|2018–2022|2018 — 2022|năm 2018–2022|từ 2018 đến 2022|từ năm 2018 đến năm 2022
        |tu 2018 den 2022|from 2018 to 2022|2018 to 2022|giai đoạn 2018-2022""",
    "2017/..": """2017/..|2017..|2017...|2017-|2017/|từ 2017|tu 2017|từ năm 2017|kể từ năm 2017|since 2017|from 2017|2017–nay
        |từ 2017 đến nay|from 2017 to now|sau 2016|after 2016""",
    "../2017": "../2017|..2017|đến 2017|đến hết năm 2017|den nam 2017|until 2017|by 2017|trước 2018|trước năm 2018|before 2018",
    "2022-08/..": "từ 8/2022|từ tháng 8 năm 2022|since Aug 2022|sau 7/2022|after July 2022",
    "../2022-07": "trước 8/2022|before August 2022|đến tháng 7 năm 2022",
    "../2022-02-28": "trước 1/3/2022|before 1 March 2022",
    "../2009": "trước thập niên 2010|before the 2010s",
    "2018-11-30/2018-12-02": """30/11–02/12/2018|30/11-2/12/2018|30/11/2018–02/12/2018|30 Nov–2 Dec 2018
        |từ ngày 30 tháng 11 đến ngày 2 tháng 12 năm 2018""",
    "2018-11-05/2018-11-06": """5–6/11/2018|5-6/11/2018|05–06/11/2018|5–6 Nov 2018|Nov 5–6, 2018|ngày 5–6 tháng 11 năm 2018|2018-11-05/06
        |từ 5 đến 6/11/2018""",
    "2018-12-30/2019-01-02": "30/12–02/01/2019|30/12/2018–02/01/2019|30 Dec–2 Jan 2019",
    "2021-11/2021-12": "11–12/2021|11-12/2021|tháng 11–12 năm 2021|Nov–Dec 2021|November–December 2021|2021-11/12",
    "2021-11/2022-02": "11/2021–02/2022|11/2021-2/2022|từ 11/2021 đến 2/2022|Nov 2021 – Feb 2022",
    "199X/201X": "thập niên 1990–2010|1990s–2010s|từ thập niên 1990 đến thập niên 2010",
    "2015~": "~2015|c. 2015|c2015|ca. 2015|circa 2015|khoảng 2015|khoang nam 2015|about 2015",
    "2015?": "2015 ?|có thể 2015|co the nam 2015|possibly 2015",
    "2015%": "2015?~|~2015?|có thể khoảng năm 2015|possibly about 2015",
}  # fmt: skip
"""What is meant to the ways of writing it."""

NO_DATES = """abc|8|ngày 5|10:30|5-8|16.6|5/6/11/2018|2021-25|tháng sau|tháng 13 năm 2022|quý 5/2022|2022–2018|từ|từ từ|since|đến nay|nay
    |30/2016/NĐ-CP|A/RES/69/327|0912 345 678|024.3943.1234|hello 2015|decade 2010|13:06|25:61, 5/8/2022|x 8/2022|8/2022 x|trước 5/8
    |from to|– –|..|trước 0001-01-01|sau 31/12/9999"""  # fmt: skip


@pytest.mark.parametrize(
    ("edtf", "text"), [(edtf, way.strip()) for edtf, ways in WAYS.items() for way in ways.split("|")]
)
def test_what_people_write_is_understood(edtf: str, text: str) -> None:
    assert meant(text) == edtf


@pytest.mark.parametrize("text", [text.strip() for text in NO_DATES.split("|")])
def test_what_is_no_date_has_no_proposal(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize("text", ["31/2/2022", "ngày 31 tháng 2 năm 2022", "30 February 2022", "từ 31/2/2022"])
def test_a_day_that_is_none_is_told_as_that(text: str) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate.parse(text)
    assert (caught.value.code, caught.value.suggestion) == ("no_such_day", None)


# Round trip

marks = st.sampled_from(["", "", "", "?", "~", "%"])
days = st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31))
leap_days = st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 12, 31))
dated = st.one_of(
    st.integers(1000, 9999).map(str),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(datetime.date.isoformat),
    st.integers(100, 999).map(lambda decade: f"{decade}X"),
)
undated = leap_days.flatmap(lambda day: st.sampled_from([f"XXXX-{day:%m}", f"XXXX-{day:%m-%d}"]))
points = st.one_of(st.tuples(dated, marks).map("".join), st.tuples(undated, marks).map("".join))


def is_date(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except DateError:
        return False


def close(day: datetime.date, further: int) -> str:
    """Two days near one another, which most often share their month or year."""
    return f"{day}/{min(day + datetime.timedelta(further), datetime.date.max)}"


dates = st.one_of(
    points,
    st.tuples(points, points).filter(lambda ends: ends[0] != ends[1]).map("/".join).filter(is_date),
    st.tuples(st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)), st.integers(1, 400)).map(
        lambda each: close(*each)
    ),
    points.map("{}/..".format),
    points.map("../{}".format),
    st.datetimes(datetime.datetime(1000, 1, 1)).map(lambda moment: f"{moment:%Y-%m-%dT%H:%M}:00"),
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("words", [date_long, date_short])
@given(edtf=dates)
@example("2018-12-30%/2019-01-28%")
@example("XXXX-12-30?/XXXX-01-02~")
@example("199X~/201X~")
@example("2010/201X")
def test_what_a_date_is_shown_as_means_that_date(words: Any, language: str, edtf: str) -> None:
    date = PartialDate.parse(edtf)
    shown = words(date, load(language))
    for text in (shown, unaccented(shown), shown.upper()):
        assert meant(text) == date.text, text


def test_dates_in_edtf_need_no_other_ways() -> None:
    program = (
        "import sys; from govtui.model.dates import PartialDate; PartialDate.parse('2015-08/..'); "
        "sys.exit('govtui.model.written_dates' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@given(st.text(alphabet="0123456789/.-–?~ ,:X()thángmởđếntừkoảcóểsineaugQIvb", max_size=60))
def test_whatever_is_proposed_is_a_date(text: str) -> None:
    proposed = meant(text)
    assert proposed is None or is_date(proposed)
