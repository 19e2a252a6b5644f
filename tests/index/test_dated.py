"""The records that a date finds: of which a fact, a claim or the date of the whole touches it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists_only import lists_only
from seeds import rounds, seeded
from small import registry, table

from govtui.i18n.dates import date_long, date_short
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.index.cache import IndexCache, build
from govtui.index.query_dates import understood, value_of
from govtui.index.read.dated import touching, touching_own
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.date_agreement import touches
from govtui.model.dates import PartialDate
from govtui.store.registry import Registry
from govtui.text.fold import unaccented

POINTS = [
    *(
        "2018",
        "2021",
        "2022",
        "2018-11",
        "2022-08",
        "2021-02",
        "2020-02",
        "2018-11-05",
        "2022-08-05",
        "2020-02-29",
        "2021-12-31",
    ),
    *("201X", "199X", "XXXX-08", "XXXX-08-05", "XXXX-02-29", "XXXX-12-30", "1945-09-02"),
]
DATES = [
    *POINTS,
    *(f"{point}{mark}" for point, mark in zip(POINTS, "?~%?~%?~%?~%?~%?~%?~%", strict=False)),
    *(f"{point}/.." for point in POINTS),
    *(f"../{point}" for point in POINTS),
    *("2018-11-05/2018-11-06", "2022-07-30/2022-08-02", "2018-12-30/2019-01-28", "2021-11/2021-12", "2021-11/2022-02", "2021/2025"),
    *("1990/2005", "199X/201X", "199X/2005", "2018-11/2018-11-06", "2020-03-01/2021-02-27", "2020-03-01/2021-02-28", "2022/2022"),
    *("XXXX-12-30/XXXX-01-02", "XXXX-02-28/XXXX-03-01", "XXXX-09/XXXX-10", "XXXX-12/XXXX-01", "2021~/2025", "2018-11-05?/2018-11-06~"),
    *("2022-08-05T13:06:00", "2022-08-05T23:30:00+07:00"),
]  # fmt: skip
"""Every kind of date, in every place, near one another and far away."""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> SqliteIndex:
    """An event for each date, whose id is its number."""
    events = (table(f"e{n}", "event", date=edtf) for n, edtf in enumerate(DATES))
    return build(registry(tmp_path_factory.mktemp("dated"), table("s", "source"), *events))


def keys(index: SqliteIndex, value: str) -> set[str]:
    found = touching(index.connection, value)
    return {*index.keys_of(found).values()}


def found(index: SqliteIndex, line: str, language: str = "vi") -> dict[str, str]:
    """The key of each record that a line finds, with the date that its row shows."""
    result = index.result(View(text=line, words=language, language=language))
    return {row.key: row.columns[1] for row in result.window(0, result.total)}


def asked_dates() -> list[str]:
    drawn, out = seeded("asked dates"), []
    for _ in range(rounds(20, 2000)):
        year, month, day = drawn.randint(1985, 2035), drawn.randint(1, 12), drawn.randint(1, 28)
        out += [
            f"{year}-{month:02}-{day:02}",
            f"{year}-{month:02}",
            f"XXXX-{month:02}-{day:02}",
            f"{year}",
            f"{year}/{year + day}",
        ]
    return out


@pytest.mark.parametrize(
    "values", [[value_of(PartialDate.parse(edtf)) for edtf in DATES], asked_dates()], ids=["own", "drawn"]
)
def test_the_index_finds_what_the_rule_of_touching_says(dated: SqliteIndex, values: list[str]) -> None:
    for value in values:
        asked = PartialDate.parse(value)
        expected = {f"e{n}" for n, edtf in enumerate(DATES) if touches(PartialDate.parse(edtf), asked)}
        assert keys(dated, value) == expected, value


def test_the_first_and_the_last_day_there_are_can_be_asked_for(tmp_path: Path) -> None:
    events = (table(key, "event", date=edtf) for key, edtf in {"first": "0001-01-01", "last": "9999-12-31"}.items())
    index = build(registry(tmp_path, *events, table("ever", "event", date="2018/..")))
    assert keys(index, "0001") == {"first"}
    assert keys(index, "9999-12") == {"last", "ever"}
    assert keys(index, "XXXX-12-31/XXXX-01-01") == {"last"}
    assert keys(index, "../9999") == keys(index, "0001/..") == {"first", "last", "ever"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [date_long, date_short])
def test_every_date_is_found_as_it_is_shown(dated: SqliteIndex, words: Any, language: str) -> None:
    for n, edtf in enumerate(DATES):
        shown = words(PartialDate.parse(edtf), load(language))
        for text in (shown, unaccented(shown)):
            date = understood(text)
            assert date is not None, text
            assert f"e{n}" in keys(dated, value_of(date)), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_is_found_by_the_date_that_it_shows(dated: SqliteIndex, language: str) -> None:
    everything = dated.result(View(text="kind:event", words=language, language=language))
    for row in everything.window(0, everything.total):
        assert row.key in found(dated, f'date:"{row.date}"', language), row.date


def test_the_field_takes_every_way_of_writing_and_joins_values(dated: SqliteIndex) -> None:
    expected = keys(dated, "2022-08")
    for line in (
        "date:2022-08",
        "ngày: 8/2022",
        "ngay: thang 8 nam 2022",
        'date:"Aug 2022"',
        "thời gian: T8/2022",
        "date: Aug 2022",
    ):
        assert found(dated, line).keys() == expected, line
        assert not dated.mistakes(line)
    either = keys(dated, "2022-08-05") | keys(dated, "2018-11-05")
    assert found(dated, "date:5/8/2022,5/11/2018").keys() == either


def test_a_value_that_is_no_date_is_a_mistake_and_what_is_right_is_searched(dated: SqliteIndex) -> None:
    [mistake] = dated.mistakes("date:31/2/2022")
    assert mistake.code == "not_a_date"


# Facts of all sorts

CLAIM = {"field": "date", "value": "2021-10-26", "source": "s"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> SqliteIndex:
    steps = [{"action": "adopted", "date": "2022-08-05"}, {"action": "signed", "date": "2022-09-01"}]
    party = {"who": "country:VN", "signed": "2022-04-01"}
    records = [
        table("event", "event", date="2022-08-05"),
        table("claimed", "event", claims=[CLAIM]),
        table("otherwise", "event", date="2020-01", claims=[CLAIM]),
        table("also", "event", date="2021-10", claims=[{**CLAIM, "value": "2021-11-03"}]),
        table("part", "event", relations={"part_of": ["whole"]}),
        table("whole", "event", date="2019-05-01/2019-05-03"),
        table("step", "declaration", date="2020-02", steps=steps),
        table("period", "declaration", period="2026/2030"),
        table("party", "declaration", parties=[party]),
        table(
            "measure", "declaration", measures=[{"key": "m", "text": {"vi": "Mốc", "en": "Mark"}, "date": "2024-03"}]
        ),
        table("founded", founded="2006-06", dissolved="2015"),
        table("term", terms=[{"type": "mandate", "date": "../2030"}]),
        table("published", "source", published="2013-07-14"),
        table("undated", "event"),
        table("s", "source"),
    ]
    return build(registry(tmp_path_factory.mktemp("facts"), *records))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2022-08-05", {"event", "step", "term"}),
        ("2022-09", {"step", "term"}),
        ("2021-10", {"claimed", "otherwise", "also", "term"}),
        ("2021-11", {"also", "term"}),
        ("2019-05-02", {"part", "whole", "term"}),
        ("2022-04", {"party", "term"}),
        ("2024-03", {"measure", "term"}),
        ("2006-06-05", {"founded", "term"}),
        ("2015", {"founded", "term"}),
        ("2028", {"period", "term"}),
        ("2013-07-14", {"published", "term"}),
        ("2031/..", set()),
        ("XXXX-08-05", {"event", "step"}),
        ("XXXX-10", {"claimed", "otherwise", "also"}),
    ],
)
def test_all_facts_count(facts: SqliteIndex, asked: str, expected: set[str]) -> None:
    assert keys(facts, asked) == expected


@pytest.mark.parametrize("line", ["10/2021", "date:2021-10", "ngày: tháng 10 năm 2021", "year:2021"])
def test_a_row_that_a_claim_alone_is_found_by_shows_the_date_of_the_claim(facts: SqliteIndex, line: str) -> None:
    rows = found(facts, line)
    assert rows["claimed"] == rows["otherwise"] == "+26/10/2021"
    assert rows["also"] == "10/2021"


def test_a_row_shows_the_date_of_the_whole_with_the_mark(facts: SqliteIndex) -> None:
    assert found(facts, "date:5/2019")["part"] == "trong 01–03/5/2019 +"
    assert found(facts, "date:5/2019")["whole"] == "01–03/5/2019"


def test_a_row_that_its_own_step_is_found_by_has_no_mark(facts: SqliteIndex) -> None:
    assert found(facts, "date:9/2022")["step"] == "02/2020"


def test_the_mark_is_in_the_language_of_the_interface(facts: SqliteIndex) -> None:
    assert found(facts, "date:10/2021", "en")["claimed"] == "+26 Oct 2021"


def test_counts_and_facets_follow_the_date(facts: SqliteIndex) -> None:
    assert facts.counts("date:10/2021")["all"] == 4
    assert facts.facets("date:10/2021", ("kind",))["kind"] == {"event": 3, "organization": 1}


def test_until_facts_are_read_main_dates_are_found(tmp_path: Path) -> None:
    listed = lists_only(registry(tmp_path, table("a", "event", date="2022-08-05"), table("b", "event", claims=[CLAIM])))
    assert keys(listed, "2022-08") == {"a"}
    assert keys(listed, "XXXX-08-05") == {"a"}
    assert keys(listed, "2021-10") == set()


OWN = """
schema = 2
[fields.event.due]
type = "date"
label = { vi = "Hạn nộp", en = "Due" }
facet = true
"""


def test_own_date_fields_take_the_same_forms(tmp_path: Path) -> None:
    dues = {"day": "2024-05-31", "month": "2024-06", "year": "2024", "span": "2023-11/2024-02", "less": "XXXX-05-31"}
    events = (table(key, "event", x={"due": due}) for key, due in dues.items())
    index = build(registry(tmp_path, table("s", "source"), *events, manifest=OWN))
    for line, expected in {
        "x.due:5/2024": {"day", "year"},
        "due:31/5/2024": {"day", "year"},
        "x.due:2024": {"day", "month", "year", "span"},
        'x.due:"tháng 6 năm 2024"': {"month", "year"},
        "x.due:31/5": {"day", "less"},
        'x.due:"từ 2024"': {"day", "month", "year", "span"},
        'x.due:"12/2023"': {"span"},
        "x.due:2023..2024": {"day", "month", "year", "span"},
    }.items():
        assert found(index, line).keys() == expected, line
        assert not index.mistakes(line)


def test_full_dates_of_own_fields_follow_the_rule_of_touching(tmp_path: Path) -> None:
    events = (table(f"e{n}", "event", x={"due": edtf}) for n, edtf in enumerate(DATES))
    index = build(registry(tmp_path, table("s", "source"), *events, manifest=OWN))
    for value in {value_of(PartialDate.parse(edtf)) for edtf in DATES}:
        asked = PartialDate.parse(value)
        expected = {f"e{n}" for n, edtf in enumerate(DATES) if touches(PartialDate.parse(edtf), asked)}
        docs = touching_own(index.connection, "x.due", value)
        assert {*index.keys_of(docs).values()} == expected, value


# The database


@settings(max_examples=rounds(6, 300), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(DATES)), min_size=1, max_size=5),
    st.lists(st.sampled_from(DATES), min_size=3, max_size=3),
)
def test_an_index_brought_up_to_date_finds_what_a_new_one_does(
    changes: list[tuple[str, str]], asked: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        registry(root, table("s", "source"), *(table(f"w{n}", "event", date="2018-11") for n in range(9)))
        kept = IndexCache(root, Path(folder) / "index.sqlite")
        assert kept.refreshed() is not None
        for n, (key, edtf) in enumerate(changes):
            fields: dict[str, Any] = {"date": edtf} if n % 3 else {"claims": [{**CLAIM, "value": edtf}]}
            registry(root, table(key, "event", relations={"part_of": ["w1"]}, **fields), manifest=None)
            updated = kept.refreshed()
            assert updated is not None
        anew = build(Registry(root))
        for edtf in (*asked, *(edtf for _, edtf in changes)):
            line = f"date:{value_of(PartialDate.parse(edtf))}"
            assert found(updated, line) == found(anew, line)


def test_no_question_goes_through_all_facts(dated: SqliteIndex) -> None:
    """Each is answered from an index: going through 100,000 facts takes 50 ms and more."""
    asked: list[str] = []
    dated.connection.set_trace_callback(asked.append)
    try:
        for value in ("2022-08", "2017/..", "XXXX-08-05"):
            touching(dated.connection, value)
    finally:
        dated.connection.set_trace_callback(None)
    plans = [row[3] for sql in asked for row in dated.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("fact" in plan for plan in plans)
    assert not [plan for plan in plans if "SCAN fact" in plan and "fact_year_less" not in plan]


def test_behind_the_word_for_a_text_the_text_of_that_number_comes_first(tmp_path: Path) -> None:
    records = [
        table("a-fees", "declaration", name={"vi": "Nghị định về phí", "en": "Fees"}, date="2022-08-15"),
        table(
            "z-digital",
            "declaration",
            name={"vi": "Nghị định 8/2022/NĐ-CP về dữ liệu", "en": "Data"},
            date="2022-01-10",
        ),
        table("b-other", "declaration", name={"vi": "Nghị định về lệ phí", "en": "Charges"}, date="2021-08-15"),
        table("c-event", "event", name={"vi": "Hội nghị", "en": "Meeting"}, date="2022-08"),
        table("s", "source"),
    ]
    index = build(registry(tmp_path, *records))
    assert list(found(index, "nghị định 8/2022")) == ["z-digital", "a-fees"]
    assert list(found(index, "nghi dinh so 8/2022")) == ["z-digital", "a-fees"]
    assert list(found(index, "nghị định tháng 8/2022")) == ["a-fees"]
    assert list(found(index, "8/2022")) == ["c-event", "a-fees"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("năm: từ 2017", {"2017", "2019"}),
        ("year: since 2017", {"2017", "2019"}),
        ("year:2017..", {"2017", "2019"}),
        ("năm: trước 2017", {"2009"}),
        ("year: before 2010 kind:event", {"2009"}),
        ("năm: 2017–2018", {"2017"}),
        ("thập niên: thập niên 2010", {"2017", "2019"}),
        ("decade:2000s", {"2009"}),
        ("decade: 2000s–2010s", {"2009", "2017", "2019"}),
    ],
)
def test_years_and_decades_take_since_and_before(tmp_path: Path, line: str, expected: set[str]) -> None:
    index = build(
        registry(
            tmp_path,
            table("s", "source"),
            *(table(f"e{year}", "event", date=year) for year in ("2009", "2017", "2019")),
        )
    )
    assert {key.removeprefix("e") for key in found(index, line)} == expected
    assert not index.mistakes(line)


def test_what_happened_then_comes_before_what_lasted_then(tmp_path: Path) -> None:
    dates = {
        "a-open": "2017/..",
        "b-year": "2022",
        "c-span": "2021/2025",
        "d-day": "2022-08-05",
        "e-month": "2022-08",
        "f-late": "2022-08-30/2022-09-02",
    }
    events = (table(key, "event", name={"vi": f"Hội nghị {key}"}, date=edtf) for key, edtf in dates.items())
    index = build(
        registry(
            tmp_path,
            table("s", "source"),
            *events,
            table("g-claim", "event", claims=[{**CLAIM, "value": "2022-08-09"}]),
        )
    )
    assert list(found(index, "8/2022")) == ["g-claim", "d-day", "e-month", "a-open", "b-year", "c-span", "f-late"]
    assert list(found(index, "hội nghị 8/2022")) == ["d-day", "e-month", "a-open", "b-year", "c-span", "f-late"]
    assert list(found(index, "date:2022 hội nghị")) == ["b-year", "d-day", "e-month", "f-late", "a-open", "c-span"]
    assert list(found(index, "8/2022 OR 1/1/1990"))[:3] == ["g-claim", "d-day", "e-month"]
    by_date = index.result(View(text="8/2022", order="date"))
    assert [row.key for row in by_date.window(0, 2)] == ["f-late", "d-day"]
