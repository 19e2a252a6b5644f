"""`govtui timeline`: the dated facts of records as the index has them, under years and months, at any width."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forking import Runner
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLE
from small import RECORDS, registry, shipped_index, table

from govtui.i18n.dates import date_in_year, date_short
from govtui.i18n.translator import load
from govtui.index.api import Dated, Dates, Index, View
from govtui.index.cache import build
from govtui.interchange import machine
from govtui.model.dates import PartialDate
from govtui.page.agenda import FULL, agenda, agenda_lines, date_cells
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry
from govtui.text.width import width

Run = Callable[..., Any]

QUERIES = ("", "accsm", "kind:event", "kind:source", "type:forum OR date:2022", "ngày: 8/2022", "country:VN -accsm")


@cache
def index_of(root: Path) -> Index:
    return shipped_index() if root == RECORDS else build(Registry(root))


def every(dates: Dates) -> list[Dated]:
    return list(dates.window(0, dates.dated + dates.year_less))


def facts(govtui: Run, *args: object, root: Path = RECORDS) -> list[dict[str, Any]]:
    return json.loads(govtui("timeline", *args, "--json", "--registry", root).out)["items"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("root", [RECORDS, SAMPLE], ids=["shipped", "sample"])
def test_its_lines_are_the_dates_of_the_index(govtui: Run, root: Path, query: str) -> None:
    dates = index_of(root).dates(View(text=query))
    wanted = [json.loads(json.dumps(machine.fact(one))) for one in every(dates)]
    dated, others = wanted[: dates.dated], wanted[dates.dated :]
    assert facts(govtui, query, "--reverse", root=root) == dated + others
    assert facts(govtui, query, root=root) == dated[::-1] + others
    for limit in {1, dates.dated, dates.dated + 1} - {0}:
        assert facts(govtui, query, "--limit", limit, root=root) == (dated[::-1] + others)[:limit]


def rows_of(found: Sequence[Dated], language: str) -> list[Any]:
    context = RenderContext.of(Registry(RECORDS), load(language), (language,), shipped_index())
    return list(agenda(found, context))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("reverse", [False, True])
def test_each_fact_is_one_row_under_its_year(language: str, reverse: bool) -> None:
    dates = shipped_index().dates(View(language=language, words=language))
    found = every(dates)
    dated = found[: dates.dated] if reverse else found[: dates.dated][::-1]
    rows = rows_of([*dated, *found[dates.dated :]], language)
    told = [row for row in rows if row.part == "fact"]
    assert Counter(row.key for row in told) == Counter(one.key for one in found)
    heads = [row.words for row in rows if row.part == "year"]
    years = list(map(int, heads[:-1]))
    assert len(heads) == len(set(heads)) and years == sorted(years, reverse=not reverse)
    assert heads[-1] == load(language).gettext("Year unknown")
    assert all(("+" in row.sign) == bool(one.by) for row, one in zip(told[-2:], found[-2:], strict=True))


def test_only_full_years_have_months_and_those_hold_what_tells_one() -> None:
    found = every(shipped_index().dates(View()))
    by_year = Counter(re.sub(r"\D.*", "", one.date) for one in found)
    rows = rows_of(found, "en")
    year, months = "", Counter[str]()
    for row in rows:
        if row.part == "year":
            year = row.words
        months[year] += row.part == "month"
    assert {year for year in months if months[year]} <= {year for year, count in by_year.items() if count > FULL}
    assert months["2022"] == 1


@pytest.mark.parametrize("cells", [40, 80, 120])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_rows_fit_any_width_and_nothing_is_cut(language: str, cells: int) -> None:
    rows = rows_of(every(shipped_index().dates(View(language=language, words=language))), language)
    for row in rows:
        lines = list(agenda_lines(row, date_cells(rows), cells))
        assert all(width(line) <= cells for line in lines)
        shown = " ".join(" ".join(lines).split())
        assert row.part != "fact" or shown.endswith(" ".join(row.words.split())) and shown.startswith(row.date)


@pytest.mark.parametrize(
    ("date", "vi", "en"),
    [
        ("2022-08-05", "05/8", "5 Aug"),
        ("2018-11-05/2018-11-06", "05–06/11", "5–6 Nov"),
        ("2022-09-30/2022-10-02", "30/9–02/10", "30 Sep–2 Oct"),
        ("2022-08", "tháng 8", "Aug"),
        ("2022-08~", "~tháng 8", "~Aug"),
        ("2022", "", ""),
        ("2022~", "~2022", "~2022"),
        ("2021/2025", "2021–2025", "2021–2025"),
        ("2022/..", "từ 2022", "since 2022"),
        ("201X", "thập niên 2010", "2010s"),
    ],
)
def test_a_date_under_its_year_does_not_tell_it_again(date: str, vi: str, en: str) -> None:
    parsed = PartialDate.parse(date)
    year = (parsed.start or parsed.end).year  # type: ignore[union-attr]
    assert year is not None
    assert (date_in_year(parsed, year, load("vi")), date_in_year(parsed, year, load("en"))) == (vi, en)


@given(st.integers(32, 9999), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["", "~", "?"]))
def test_a_day_under_another_year_is_told_in_full(year: int, month: int, day: int, mark: str) -> None:
    date, tr = PartialDate.parse(f"{year:04}-{month:02}-{day:02}{mark}"), load("en")
    assert date_in_year(date, year - 1, tr) == date_short(date, tr)
    assert str(year) not in date_in_year(date, year, tr).split()


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    dates = {
        "long-ago": "1999",
        "day": "2021-10-26",
        "span": "2021-12-30/2022-01-02",
        "open": "2020/..",
        "any": "XXXX-08-05",
    }
    events = [table(id, "event", date=date) for id, date in dates.items()]
    return registry(tmp_path, table("s", "source"), *events, table("never", "event")).root


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("--from", "2021"), ["span", "day", "open"]),
        (("--from", "2022", "--to", "2022"), ["span", "open"]),
        (("--to", "10/2021"), ["day", "open", "long-ago"]),
        (("--from", "27 Oct 2021", "--to", "29/12/2021"), ["open"]),
        (("--to", "tháng 3 năm 2000", "--reverse"), ["long-ago"]),
        (("--to", "1980"), []),
        ((), ["span", "day", "open", "long-ago", "any"]),
    ],
)
def test_a_time_is_what_lies_in_it_even_in_part(
    govtui: Run, root: Path, args: Sequence[str], ids: Sequence[str]
) -> None:
    assert [one["record"] for one in facts(govtui, *args, root=root)] == ids
    assert govtui("timeline", *args, "--registry", root).status == (0 if ids else 1)


def test_a_measure_has_its_wording_and_a_party_is_named_apart(govtui: Run, tmp_path: Path) -> None:
    wording = {"vi": "Lập cổng dữ liệu", "en": "Open a data portal"}
    measures = [{"key": "1", "text": wording, "date": "2023"}]
    parties = [{"who": "country:VN", "signed": "2020-01-02"}]
    several = [{"who": f"country:{code}", "ratified": "2021"} for code in ("LA", "TH")]
    made = table("plan", "declaration", measures=measures, parties=[*parties, *several])
    registry(tmp_path, table("s", "source"), made)
    told = facts(govtui, "--reverse", root=tmp_path)
    assert [{key: one.get(key) for key in ("what", "value", "party", "number", "text")} for one in told] == [
        {"what": "parties", "value": "signed", "party": "country:VN", "number": None, "text": None},
        {"what": "parties", "value": "ratified", "party": None, "number": 2, "text": None},
        {"what": "measures", "value": None, "party": None, "number": None, "text": wording},
    ]


@pytest.mark.parametrize("text", ["soon", "5/8", "", "XXXX-08-05"])
def test_what_is_no_date_with_a_year_is_refused(govtui: Run, root: Path, text: str) -> None:
    done = govtui("timeline", "--from", text, "--registry", root, "--lang", "en")
    assert done == (2, "", f"govtui: “{text}” is not a date with a year; write 2021, 8/2022 or 5 Aug 2022.\n")


def test_a_time_that_ends_before_it_begins_is_refused(govtui: Run, root: Path) -> None:
    done = govtui("timeline", "--from", "2022", "--to", "2020", "--registry", root, "--lang", "en")
    assert (done.status, done.out, done.err) == (2, "", "govtui: --from is later than --to.\n")
    assert govtui("timeline", "--from", "8/2022", "--to", "2022", "--registry", root).status != 2


def test_as_text_years_stand_over_dates_and_what_has_none_is_counted_at_the_end(govtui: Run, root: Path) -> None:
    text = govtui("timeline", "--registry", root, "--lang", "en").out.splitlines()
    rule = {line.split()[0]: line for line in text if "─" in line}
    assert [*rule] == ["2021", "2020", "1999", "Year"] and all(width(line) == 80 for line in rule.values())
    assert text[-3].startswith("Year unknown ─")
    assert text[-2].split() == ["5", "Aug", "◊", "any"]
    assert text[-1] == "1 event, step or term has no date."
    assert text[1].split("◊")[1] == " span" and text[2].split() == ["26", "Oct", "◊", "day"]


def test_nothing_dated_is_said(govtui: Run, tmp_path: Path) -> None:
    registry(tmp_path, table("s", "source"), table("a"))
    done = govtui("timeline", "--registry", tmp_path, "--lang", "en")
    assert done == (1, "", "govtui: No dates found.\n")


def test_on_a_terminal_the_first_fifty_are_printed_and_it_says_so(server: Runner) -> None:
    def run(*args: str) -> str:
        words = ["timeline", *args, "--registry", str(RECORDS), "--lang", "en"]
        return server.run(words, terminal=True, cwd=RECORDS).out.decode()

    dates = shipped_index().dates(View())
    total = dates.dated + dates.year_less
    assert run().endswith(f"govtui: 50 of {total} shown; --limit N shows more\n")
    assert "Year unknown" not in run() and "Year unknown" in run("--limit", "1000")
