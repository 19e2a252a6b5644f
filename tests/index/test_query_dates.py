"""Dates in query lines: whole values, values without quotation marks, bare dates among words; years and decades."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.translator import load
from govtui.index.query_dates import MOST_TRIES, beginning, decades, find, understood, value_of, years
from govtui.model.dates import PartialDate
from govtui.text.fold import unaccented


def bare(run: str) -> list[tuple[str, str]]:
    """What is a date and nothing else in a run of words, with its value."""
    return [(run[one.start : one.end], one.value) for one in find(run) if not one.may_be_text]


def either(run: str) -> list[tuple[str, str]]:
    """What is a date or text, with its value."""
    return [(run[one.start : one.end], one.value) for one in find(run) if one.may_be_text]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8/2022", "2022-08"),
        ("13:06, 05/8/2022", "2022-08-05"),
        ("2022-08-05T13:06:00+07:00", "2022-08-05"),
        ("~2015–2017?", "2015/2017"),
        ("từ khoảng năm 2017", "2017/.."),
        ("5/8", "XXXX-08-05"),
        ("2018..2022", "2018/2022"),
        ("quý 3/2022", "2022-07/2022-09"),
        ("2018/2022", "2018/2022"),
    ],
)
def test_a_value_has_neither_marks_nor_time_of_day(text: str, value: str) -> None:
    date = understood(text)
    assert date is not None and value_of(date) == value
    again = understood(value)
    assert again is not None and value_of(again) == value, "the value is its own canonical form"


@pytest.mark.parametrize("text", ["", "hội nghị", "31/2/2022", "2022..2018", "x", "30/2016/NĐ-CP"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    ("run", "found", "value"),
    [
        ("8/2022", "8/2022", "2022-08"),
        ("accsm 8/2022 brunei", "8/2022", "2022-08"),
        ("hội nghị tháng 8 năm 2022 ở Hà Nội", "tháng 8 năm 2022", "2022-08"),
        ("hoi nghi thang 8 2022", "thang 8 2022", "2022-08"),
        ("hội nghị ngày 5/8/2022, Hà Nội", "ngày 5/8/2022", "2022-08-05"),
        ("hội nghị (05/8/2022).", "05/8/2022", "2022-08-05"),
        ("5 tháng 8/2022 accsm", "5 tháng 8/2022", "2022-08-05"),
        ("T8/2022", "T8/2022", "2022-08"),
        ("quý III/2022 accsm", "quý III/2022", "2022-07/2022-09"),
        ("meeting Aug 2022", "Aug 2022", "2022-08"),
        ("August 5, 2022, meeting", "August 5, 2022", "2022-08-05"),
        ("forum 5–6 Nov 2018 Seoul", "5–6 Nov 2018", "2018-11-05/2018-11-06"),
        ("forum 5–6/11/2018", "5–6/11/2018", "2018-11-05/2018-11-06"),
        ("30/11–02/12/2018", "30/11–02/12/2018", "2018-11-30/2018-12-02"),
        ("2022-08", "2022-08", "2022-08"),
        ("2022-08-05", "2022-08-05", "2022-08-05"),
        ("2021-11/2022-02", "2021-11/2022-02", "2021-11/2022-02"),
        ("11–12/2021", "11–12/2021", "2021-11/2021-12"),
        ("unpog từ 8/2021 đến 10/2022 seoul", "từ 8/2021 đến 10/2022", "2021-08/2022-10"),
        ("unpog từ 8/2021", "từ 8/2021", "2021-08/.."),
        ("unpog since Aug 2021", "since Aug 2021", "2021-08/.."),
        ("unpog trước 8/2021", "trước 8/2021", "../2021-07"),
        ("unpog trong 8/2021", "trong 8/2021", "2021-08"),
        ("unpog 2018..2022", "2018..2022", "2018/2022"),
        ("13:06, 05/8/2022", "13:06, 05/8/2022", "2022-08-05"),
        ("Đà Nẵng 11/2018", "11/2018", "2018-11"),
        ("hội nghị 21 8/2022", "8/2022", "2022-08"),
    ],
)
def test_a_form_with_a_sign_and_a_year_or_a_months_word_is_a_date(run: str, found: str, value: str) -> None:
    assert bare(run) == [(found, value)]
    assert either(run) == []


NO_DATES = """accsm|hội nghị lần thứ 21|5/8|hội nghị 5/8|3/4|ngày 5/8|10:30|12:2022|16.6|SDG 16.6|24/7|3.1415|70/1|15/2021|30/2016
    |nghị định 30/2016/NĐ-CP|Nghị định 8/2022/NĐ-CP|76/2015/QH13|A/RES/69/327|ST/SGB/2019/8|E/2022/8|ISO 9001:2015|ISO 9001-2015
    |0912 345 678|024.3943.1234|(84-24) 3974 3410|08-2022-1234|20220805|Covid-19|5/6/11/2018|1/2/3|cách mạng tháng tám|aug
    |tháng 13/2022|13/2022|31/2/2022|http://a.vn/8/2022|v1.2022.3|mã 12345/2022|2022/13"""  # fmt: skip


@pytest.mark.parametrize("run", NO_DATES.split("|"))
def test_symbols_numbers_and_clocks_are_no_dates(run: str) -> None:
    assert list(find(run.strip())) == []


@pytest.mark.parametrize(
    ("run", "found", "value"),
    [
        ("accsm 2022", "2022", "2022"),
        ("đến năm 2030", "năm 2030", "2030"),
        ("từ 2017", "2017", "2017"),
        ("kế hoạch 2021-2025", "2021-2025", "2021/2025"),
        ("chương trình 2021–2030", "2021–2030", "2021/2030"),
        ("từ năm 2021 đến năm 2025", "từ năm 2021 đến năm 2025", "2021/2025"),
        ("thập niên 2010", "thập niên 2010", "201X"),
        ("2010s", "2010s", "201X"),
        ("Cách mạng tháng 8", "tháng 8", "XXXX-08"),
        ("ngày 8 tháng 3", "ngày 8 tháng 3", "XXXX-03-08"),
        ("8 March", "8 March", "XXXX-03-08"),
        ("decade 2010", "2010", "2010"),
        ("1900 1234", "1900", "1900"),
    ],
)
def test_years_alone_and_days_without_a_year_are_text_or_date(run: str, found: str, value: str) -> None:
    assert either(run) == [(found, value)]
    assert bare(run) == []


@pytest.mark.parametrize(
    "run",
    [
        *(
            "nghị định 8/2022",
            "Nghị định số 8/2022",
            "nghi dinh 8/2022",
            "NĐ 8/2022",
            "số 8/2022",
            "Quyết định 12-2019",
            "decree 8/2022",
        ),
        *(
            "kế hoạch 8/2022",
            "8/2022 nđ-cp",
            "8/2022 NĐ CP",
            "thông tư liên tịch 8/2022",
            "luật số: 8/2022",
            "Decree No. 8/2022",
        ),
    ],
)
def test_behind_the_word_for_a_text_a_month_may_be_a_number(run: str) -> None:
    [(found, value)] = either(run)
    assert (found[-4:], value[:4]) == (found[-4:], found[-4:])
    assert bare(run) == []


@pytest.mark.parametrize(
    "run",
    ["nghị định tháng 8/2022", "nghị định ngày 5/8/2022", "hội nghị 8/2022", "decree of Aug 2022", "quyết tâm 8/2022"],
)
def test_a_date_that_says_so_is_one_behind_the_word_for_a_text_too(run: str) -> None:
    assert len(bare(run)) == 1


def test_several_dates_stand_in_order() -> None:
    assert bare("1/1/2020 Hà Nội 2/2/2021 và 12/2019") == [
        ("1/1/2020", "2020-01-01"),
        ("2/2/2021", "2021-02-02"),
        ("12/2019", "2019-12"),
    ]


@given(st.text(alphabet="0123456789 /.-–,:()tháng nămừđếqIVaugsinceTX", max_size=60))
def test_bare_dates_lie_in_the_run_apart_from_one_another_and_are_dates(run: str) -> None:
    last = 0
    for one in find(run):
        assert last <= one.start < one.end <= len(run)
        assert run[one.start : one.end].strip() == run[one.start : one.end]
        assert PartialDate.parse(one.value).text == one.value
        last = one.end


SHOWN = [
    *(
        "2022-08",
        "2022-08-05",
        "2018-11-05/2018-11-06",
        "2022-07-30/2022-08-02",
        "2018-12-30/2019-01-28",
        "2021-11/2021-12",
    ),
    *(
        "2021-11/2022-02",
        "2021-11/..",
        "../2022-08-05",
        "2018-11~/2018-11-06",
        "2022-08-05?",
        "2015-11~",
        "2022-08-05T13:06:00",
    ),
]


@pytest.mark.parametrize("edtf", SHOWN)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("words", [date_long, date_short])
def test_what_lists_and_pages_show_of_days_and_months_is_found_bare(words: Any, language: str, edtf: str) -> None:
    date = PartialDate.parse(edtf)
    shown = words(date, load(language))
    for text in (shown, unaccented(shown)):
        assert [one.value for one in find(f"accsm {text}")] == [value_of(date)], text


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("tháng 8 năm 2022 hội nghị", "tháng 8 năm 2022", "2022-08"),
        (" 8/2022,9/2022", "8/2022", "2022-08"),
        ("Aug 5, 2022 seoul", "Aug 5, 2022", "2022-08-05"),
        ("8/2022 - hội nghị", "8/2022", "2022-08"),
        ("8/2022, hội nghị", "8/2022", "2022-08"),
        ("từ 2017 đến hội nghị", "từ 2017", "2017/.."),
        ("từ 2017 đến nay hội nghị", "từ 2017 đến nay", "2017/.."),
        ("2022 -accsm", "2022", "2022"),
        ("5/8 hội nghị", "5/8", "XXXX-08-05"),
        ("2018..2022 x", "2018..2022", "2018/2022"),
        ("có thể khoảng từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019 x", None, "2018-12-30/2019-01-28"),
    ],
)
def test_a_value_without_quotation_marks_is_the_longest_date_at_its_beginning(
    text: str, found: str | None, value: str
) -> None:
    one = beginning(text)
    assert one is not None
    assert (text[one.start : one.end], one.value) == (found or text[:-2], value)


EVERY_KIND = [
    *(
        "2018",
        "201X",
        "2022-08",
        "2022-08-05",
        "XXXX-08",
        "XXXX-08-05",
        "2017/..",
        "../2017",
        "2022-08/..",
        "../2022-08-05",
        "201X/..",
    ),
    *(
        "2018/2022",
        "199X/201X",
        "199X/2005",
        "2018-11-05/2018-11-06",
        "2022-07-30/2022-08-02",
        "2018-12-30/2019-01-28",
        "XXXX-08/..",
    ),
    *(
        "2021-11/2021-12",
        "2021-11/2022-02",
        "2018-11/2018-11-06",
        "XXXX-12-30/XXXX-01-02",
        "XXXX-09/XXXX-10",
        "../XXXX-09-09",
    ),
]


BEHIND = ("", " hội nghị", ", 8/2023", " 8 nước", " loại: diễn đàn", " -accsm", ' "đổi mới"')


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("words", [date_long, date_short])
def test_a_value_as_it_is_shown_is_read_again_whatever_stands_behind_it(words: Any, language: str) -> None:
    tr = load(language)
    for value in EVERY_KIND:
        shown = words(PartialDate.parse(value), tr)
        for behind in BEHIND:
            one = beginning(shown + behind)
            assert one is not None, shown + behind
            assert ((shown + behind)[one.start : one.end], one.value) == (shown, value)


@given(st.text(max_size=80))
def test_anything_can_be_asked(text: str) -> None:
    for one in (*find(text), *filter(None, [beginning(text)])):
        assert PartialDate.parse(one.value)
    assert years(text) != []
    assert decades(text) != []


@pytest.mark.parametrize("text", ["", " ", "hội nghị", "accsm 8/2022", ",8/2022"])
def test_a_value_that_begins_with_no_date_is_none(text: str) -> None:
    assert beginning(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *(
            ("2018", 2018, 2018),
            ("2018..2022", 2018, 2022),
            ("2018..", 2018, 2999),
            ("..2022", 1000, 2022),
            ("2018–2022", 2018, 2022),
        ),
        *(("từ 2017", 2017, 2999), ("since 2017", 2017, 2999), ("trước 2018", 1000, 2017), ("before 2018", 1000, 2017)),
        *(
            ("đến năm 2018", 1000, 2018),
            ("2010s", 2010, 2019),
            ("từ thập niên 2010", 2010, 2999),
            ("2018/2022", 2018, 2022),
        ),
    ],
)
def test_years_are_a_span(text: str, first: int, last: int) -> None:
    assert years(text) == [str(year) for year in range(first, last + 1)]


@pytest.mark.parametrize("text", ["", "..", "8/2022", "2022..2018", "x", "5/8", "2018-05-31"])
def test_what_is_more_or_less_than_years_is_none(text: str) -> None:
    assert years(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2010s", ["2010"]),
        ("201X", ["2010"]),
        ("2010", ["2010"]),
        ("thập niên 2010", ["2010"]),
        ("1990s–2010s", ["1990", "2000", "2010"]),
        ("2018..2022", ["2010", "2020"]),
        ("8/2022", None),
        ("x", None),
    ],
)
def test_decades_are_a_span_too(text: str, found: list[str] | None) -> None:
    assert decades(text) == found
    since = decades("từ 2017")
    assert since and (since[0], since[-1], len(since)) == ("2010", "2990", 99)


def test_a_line_without_a_digit_imports_no_dates() -> None:
    program = (
        "import sys; from govtui.index.query_dates import find; assert not find('hội nghị tháng tám'); "
        "sys.exit('govtui.model.dates' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_of_a_pasted_text_the_first_dates_are_dates() -> None:
    for run in ("từ ngày 5 tháng 8 năm 2022 đến " * 400, "8/2022 " * 500, "hội nghị ngày 5/8/2022, " * 500):
        found = find(run)
        assert 10 <= len(found) <= MOST_TRIES
        assert re.fullmatch(r"2022-08(-05)?(/\S+)?", found[-1].value)
    for run in ("8/2022 " * 5, "số 5 ngày tháng năm 1 " * 1000, " ".join(map(str, range(3000)))):
        assert len(find(f"hội nghị 8/2022 tại {run}")) >= 1
