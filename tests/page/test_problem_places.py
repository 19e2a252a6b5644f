"""Problems and additions on one line each: the place in words and what is said there, without ids, codes and other languages."""

from __future__ import annotations

from functools import cache

import pytest
from contexts import context_of
from small import RECORDS, shipped_index

from govtui.i18n.problem_texts import PROBLEMS
from govtui.index.api import View
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.problem import Problem, Severity
from govtui.page.layout import plain
from govtui.page.problem_pages import addition_page, problem_page
from govtui.page.problem_places import addition_in_short, problem_in_short
from govtui.page.render_context import RenderContext
from govtui.page.source_matrix import RowKind, source_matrix
from govtui.store.registry import Registry

SHIPPED = Registry(RECORDS)


@cache
def index() -> SqliteIndex:
    return shipped_index()


@cache
def reader(language: str) -> RenderContext:
    return context_of(SHIPPED, index(), language)


LINES = {
    "vi": {
        "Lĩnh vực 2, ACCSM: 18 / 15",
        "dự án: 31 / 39",
        "thành tựu mong đợi: 2 / 3",
        "Tại Hội nghị Cấp cao ASEAN lần thứ 38: Ghi nhận / Thông qua",
        "Thời gian: 05/8/2022 / 2021",
        "đại biểu: hơn 600 / hơn 1.000",
        "Tình trạng: Đã tổ chức / Dự kiến",
    },
    "en": {
        "Area 2, ACCSM: 18 / 15",
        "projects: 31 / 39",
        "Date: 5 Aug 2022 / 2021",
        "participants: over 600 / over 1,000",
        "Status: Held / Planned",
    },
}


@pytest.mark.parametrize("language", LINES)
def test_a_disagreement_is_its_place_and_both_values(language: str) -> None:
    context = reader(language)
    said = set()
    for one in index().problems():
        place, values = problem_in_short(one, context)
        said.add(f"{place}: {' / '.join(values)}" if values else place)
    assert said >= LINES[language]


@pytest.mark.parametrize("language", LINES)
def test_no_line_and_no_page_beside_it_has_an_id_or_a_code(language: str) -> None:
    context, every = reader(language), index()
    ids = [card for row in every.result(View()).window(0, 999) if "-" in (card := row.key)]
    texts = []
    for problem in every.problems():
        place, values = problem_in_short(problem, context)
        texts += [place, *values]
    adding = every.additions(0, 999)
    assert adding
    for one in adding:
        texts += addition_in_short(one, context)
        texts.append(plain(addition_page(one, SHIPPED.entry(every.card(one.key).path), context), 90))
    for group in every.problem_groups():
        for listed in every.problem_window(group, 0, 999):
            texts.append(plain(problem_page(listed, SHIPPED.entry(listed.path), context), 90))
    for text in texts:
        assert text and not [id for id in ids if id in text.replace("\n", " ").split()], text
        assert not [code for code in PROBLEMS if "_" in code and f" {code} " in f" {text} "], text


VALUES = {
    "total_differs": ({"status": "completed", "stated": 1200, "itemised": 1100}, ("đã hoàn thành", ["1.200", "1.100"])),
    "percent_off": ({"status": "completed", "given": "40", "computed": "33.3"}, ("đã hoàn thành", ["40%", "33,3%"])),
    "part_outside_whole": (
        {"date": "2018-11-05", "whole": "x", "whole_date": "2017"},
        ("Thời gian", ["05/11/2018", "2017"]),
    ),
    "progress_back": ({"item": "m1", "was": "completed", "now": "limited"}, None),
    "dangling": ({"target": "nowhere"}, ("Thời gian: nowhere", [])),
}


@pytest.mark.parametrize("code", VALUES)
def test_other_problems_have_their_values_too_or_what_tells_them_from_others(code: str) -> None:
    values, wanted = VALUES[code]
    problem = Problem(code, Severity.DISCREPANCY, path="events/a.toml", field="date", values=values)  # type: ignore[arg-type]
    place, said = problem_in_short(problem, reader("vi"))
    assert place and (wanted is None or (place, list(said)) == wanted)


def test_each_addition_of_the_index_is_a_row_of_the_matrix_of_its_record() -> None:
    context = reader("vi")
    rows = {}
    for one in index().additions(0, 999):
        record = context.record(one.key)
        assert record is not None
        if one.key not in rows:
            rows[one.key] = source_matrix(record, one.key, context).rows
        spot = f"claims.{one.place}"
        assert [row.kind for row in rows[one.key] if any(told.spot == spot for told in row.told)] == [RowKind.ADDS], one
    assert rows
