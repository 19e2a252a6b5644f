"""Who says what of a record: rows of what differs, of what another source adds, of the rest; each value in words, nothing decided."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from matrices import at_length, matrix_of
from small import FILES, RECORDS, registry, shipped_index, table

from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.disagreements import groups
from govtui.model.problem import Severity
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.page.page import Beside, Page, Paragraph
from govtui.page.source_matrix import (
    MatrixRow,
    RowKind,
    SourceMatrix,
    column_names,
    details,
    matrix_text,
    row_details,
    source_matrix,
)
from govtui.store.registry import Registry


@cache
def bundled() -> tuple[Registry, SqliteIndex]:
    files = Registry(RECORDS)
    return files, shipped_index()


@cache
def shipped(language: str) -> dict[str, tuple[SourceMatrix, Any]]:
    """Matrix and record of every shipped record that cites sources."""
    files, index = bundled()
    context = context_of(files, index, language)
    ids = [path.stem for path in FILES if path.parent.name != "sources"]
    return {id: matrix_of(files, id, context) for id in ids}


def rows(matrix: SourceMatrix, kind: RowKind) -> list[MatrixRow]:
    return [row for row in matrix.rows if row.kind is kind]


def links(found: Page) -> set[str]:
    paragraphs = [
        paragraph
        for section in found.sections
        for block in section.blocks
        for paragraph in ((*block.left, *block.right) if isinstance(block, Beside) else (block,))
        if isinstance(paragraph, Paragraph)
    ]
    return {span.link for paragraph in paragraphs for span in paragraph.spans if span.link}


# the laws of the shipped records


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_discrepancy_of_the_index_is_one_row_and_stands_before_all_that_adds_or_agrees(language: str) -> None:
    _, index = bundled()
    tried = 0
    for id, (matrix, _) in shipped(language).items():
        wanted = [one for one in index.problems(id) if one.severity == Severity.DISCREPANCY]
        assert sorted(row.problem.order for row in rows(matrix, RowKind.DIFFERS) if row.problem) == sorted(
            one.order for one in wanted
        )
        kinds = [list(RowKind).index(row.kind) for row in matrix.rows]
        assert kinds == sorted(kinds)
        tried += len(wanted)
    assert tried >= 9


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_claim_that_adds_has_a_row_with_the_sign_at_its_source(language: str) -> None:
    tried = 0
    for matrix, record in shipped(language).values():
        at_odds = {one.path for row in rows(matrix, RowKind.DIFFERS) for one in row.told}
        added = rows(matrix, RowKind.ADDS)
        assert len({row.field for row in added}) == len(added)
        for position, claim in enumerate(record.claims, 1):
            told = [row for row in added if any(one.spot == f"claims.{position}" for one in row.told)]
            if told:
                assert [row.field for row in told] == [claim.field]
                assert told[0].cells[claim.source].sign == "+"
                tried += 1
            else:
                assert any(path.startswith("claims.") for path in at_odds)
    assert tried > 30


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_cell_shows_a_value_as_a_file_or_python_has_it_nor_an_id(language: str) -> None:
    _, index = bundled()
    ids = {path.stem for path in FILES if "-" in path.stem}
    for id, (matrix, _) in shipped(language).items():
        said = [row.label for row in matrix.rows]
        said += [value for row in matrix.rows for cell in row.cells.values() for value in cell.values]
        for words in said:
            assert words.strip(), id
            assert not {"True", "False", "None"} & set(words.split()), (id, words)
            assert not re.search(r"[\[{(]['\"]", words), (id, words)
            assert not ids & set(words.replace(",", " ").replace(";", " ").split()), (id, words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_row_that_differs_marks_a_cell_and_is_told_at_length_as_in_the_list_of_problems(language: str) -> None:
    files, index = bundled()
    context = context_of(files, index, language)
    for matrix, record in shipped(language).values():
        for row in rows(matrix, RowKind.DIFFERS):
            assert any(cell.sign == "≠" for cell in row.cells.values())
            assert row.problem is not None
            told = row_details(row.problem, record, context, matrix.order)
            assert [one.name for one in told][-1] == "why"
            assert told == details(row, matrix.order, record, context)


def test_a_field_leads_to_its_row() -> None:
    matrix, _ = shipped("vi")["asean-declaration-civil-service-2021"]
    for field, row in (
        ("steps.noted-moha", 1), ("steps.provisional-chinhphu", 0), ("steps.provisional-moha", 0), ("steps.noted-chinhphu", 1),
    ):  # fmt: skip
        assert matrix.row_of(field) == row, field
    assert matrix.rows[matrix.row_of("status")].field == "status"
    assert matrix.rows[matrix.row_of("areas.3.name.vi")].field == "areas"
    heads, _ = shipped("vi")["accsm-heads-21"]
    assert heads.row_of("claims.date") == heads.row_of("date") == 0


DECLARATION = {
    "vi": [
        ("Thông qua tạm thời: bên", "≠ Người đứng đầu các nước ASEAN",
         "≠ Những người đứng đầu nền công vụ Hợp tác ASEAN về các vấn đề công vụ"),
        ("Tại Hội nghị Cấp cao ASEAN lần thứ 38, 39", "Ghi nhận", "≠ Ghi nhận; Thông qua"),
    ],
    "en": [
        ("Provisionally adopted (ad referendum): by whom", "≠ heads of the ASEAN countries", "≠ ACCSM Heads of Civil Service"),
        ("At 38th, 39th ASEAN Summit", "Noted", "≠ Noted; Adopted"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sources_of_the_asean_declaration_differ_on_two_things(language: str) -> None:
    matrix, record = shipped(language)["asean-declaration-civil-service-2021"]
    context = context_of(*bundled(), language)
    told = [line.split("\t") for line in matrix_text(matrix, context).splitlines()]
    assert all(len(line) == 1 + len(matrix.sources) for line in told)
    at = [1 + matrix.sources.index(id) for id in ("moha-2022-poa", "chinhphu-2022-accsm21")]
    assert [(line[0], *(line[n] for n in at)) for line in told[1:3]] == DECLARATION[language]
    assert told[0][1:] == list(column_names(matrix, context))
    beside = plain(Page("", (), (), details(matrix.rows[0], matrix.order, record, context)), 200)
    quoted = "“đã được thông qua tạm thời bởi Người đứng đầu nền công vụ ACCSM lần thứ 21 vào năm 2021”"
    assert quoted in " ".join(beside.split()) and context.locator("L48") in beside and context.locator("L11") in beside


# what rows hold


def test_a_truth_value_that_another_source_gives_is_said_in_words() -> None:
    for language, label, word in (("vi", "Trực tuyến", "có"), ("en", "Online", "yes")):
        matrix, _ = shipped(language)["asean-summit-38"]
        [row] = [row for row in rows(matrix, RowKind.ADDS) if row.field == "place.online"]
        assert label in row.label and [cell.values for cell in row.cells.values()] == [(word,)]


def test_a_source_that_contradicts_itself_has_both_values_in_one_cell_and_the_sign() -> None:
    matrix, record = shipped("en")["apgf-2"]
    [row] = rows(matrix, RowKind.DIFFERS)
    assert row.label == "Status"
    [(source, cell)] = row.cells.items()
    assert (source, cell.values, cell.sign) == ("vnplus-apgf-2", ("Held", "Planned"), "≠")
    beside = plain(Page("", (), (), details(row, matrix.order, record, context_of(*bundled(), "en"))), 100)
    told = " ".join(beside.split())
    assert "line 11 · In this record" in told and "line 17" in told


def test_a_value_that_fits_all_others_has_no_sign_beside_those_that_differ() -> None:
    matrix, _ = shipped("en")["accsm-heads-21"]
    [row] = rows(matrix, RowKind.DIFFERS)
    assert {source: cell.sign for source, cell in row.cells.items()} == {
        "chinhphu-2022-accsm21": "≠",
        "moha-2022-poa": "",
    }


def test_columns_stand_in_the_order_of_the_numbers_and_what_has_no_source_comes_last(tmp_path: Path) -> None:
    sources = [{"ref": "b", "for": ["name"]}, {"ref": "a", "for": ["founded"]}]
    claims = [{"field": "frequency", "value": "annual", "source": "c"}]
    made = table("r", sources=sources, claims=claims, founded="1999", frequency="monthly")
    files = registry(tmp_path, *(table(id, "source") for id in "abc"), made)
    context = context_of(files, build(files), "en")
    record = files.entry("organizations/r.toml").record
    assert record is not None
    assert source_matrix(record, "r", context).sources == ["b", "a", "c", ""]
    assert column_names(source_matrix(record, "r", context), context)[0] == "b", "without an order there are no numbers"
    matrix = source_matrix(record, "r", context, order=("c", "b"))
    assert matrix.sources == ["c", "b", "a", ""]
    assert [name[:1] for name in column_names(matrix, context)] == ["¹", "²", "a", "N"]


def test_parts_of_a_place_stand_at_the_source_that_states_them(tmp_path: Path) -> None:
    sources = [{"ref": "s", "for": ["place.country"]}, {"ref": "t", "for": ["place.city"]}]
    place = {"country": "VN", "city": {"vi": "Hà Nội", "en": "Hanoi"}}
    files = registry(tmp_path, table("s", "source"), table("t", "source"), table("r", sources=sources, place=place))
    matrix, _ = matrix_of(files, "r", context_of(files, build(files), "en"))
    [row] = matrix.rows
    assert row.kind is RowKind.AGREES
    assert {source: cell.values for source, cell in row.cells.items()} == {"s": ("Viet Nam",), "t": ("Hanoi",)}


@pytest.mark.parametrize(
    ("language", "words"), [("vi", ("Nguồn nêu", "Chênh lệch")), ("en", ("Stated by", "Unexplained"))]
)
def test_figures_that_do_not_add_up_are_shown_in_numbers(language: str, words: tuple[str, str]) -> None:
    files, index = bundled()
    matrix, _ = shipped(language)["asean-poa-civil-service-2022"]
    [row] = rows(matrix, RowKind.DIFFERS)
    told = {source: (cell.sign, *cell.values) for source, cell in row.cells.items()}
    assert told == {"moha-2022-poa": ("≠", "18", "Σ 15"), "aseanvietnam-2022-heads-21": ("", "Σ 15")}
    found = at_length(files, "asean-poa-civil-service-2022", context_of(files, index, language))
    assert found is not None
    lines = plain(found, 90).split("\n")
    stated = next(line for line in lines if words[0] in line)
    unexplained = next(line for line in lines if words[1] in line)
    assert stated.split()[-1] == "18" and unexplained.split()[-1] == "3"
    assert any(line.startswith("Σ") and line.split()[-1] == "15" for line in lines)


@pytest.mark.parametrize(("language", "told"), [("vi", "12,5%"), ("en", "12.5%")])
def test_figures_are_written_as_the_language_does_it(language: str, told: str, tmp_path: Path) -> None:
    rows = [{"area": "1", "completed": 1234, "stated": 9876, "percent": {"completed": 12.5}}]
    progress = [{"source": "s", "rows": rows}]
    areas = [{"key": "1", "name": {"en": "One"}}]
    files = registry(tmp_path, table("s", "source"), table("plan", "declaration", areas=areas, progress=progress))
    index = build(files)
    context = context_of(files, index, language)
    text = plain(compose(files.entry("declarations/plan.toml"), "plan", context), 90)
    assert told in text
    for number in ("1.234", "9.876"):
        assert (number if language == "vi" else number.replace(".", ",")) in text
    assert "1234" not in text and "9876" not in text


def test_what_somebody_found_in_the_sources_is_shown_and_totals_and_shares_are_compared(tmp_path: Path) -> None:
    counts = [{"area": "1", "completed": 4, "planned": 6, "stated": 10, "percent": {"completed": 90}}]
    files = registry(
        tmp_path,
        table("s", "source"),
        table(
            "plan", "declaration",
            areas=[{"key": "1", "name": {"en": "One"}}],
            progress=[{"source": "s", "rows": counts, "stated": {"completed": 7}}],
            checked=[{"code": "percent_off", "note": {"en": "So it is printed."}}],
        ),
        table("whole", "event", date="2020-05-01"),
        table("part", "event", date="2021-06-02", relations={"part_of": ["whole"]}),
    )  # fmt: skip
    index = build(files)
    english, vietnamese = (context_of(files, index, language) for language in ("en", "vi"))
    matrix, _ = matrix_of(files, "plan", english)
    muted = [row.problem.muted for row in rows(matrix, RowKind.DIFFERS) if row.problem]
    assert muted == [False, True], "what somebody checked comes last"
    assert [row.label for row in rows(matrix, RowKind.DIFFERS)] == [
        "Stated as the total: completed",
        "Area 1: completed (checked)",
    ]
    found = at_length(files, "plan", english)
    assert found is not None
    text = plain(found, 90)
    assert "90% given, 40% computed" in text and "So it is printed." in text
    assert [line.split()[-1] for line in text.split("\n") if "The rows together" in line or "Stated as the total" in line] == [
        "4", "7",
    ]  # fmt: skip
    found = at_length(files, "plan", vietnamese)
    assert found is not None and "nêu 90%, tính ra 40%" in plain(found, 90)
    outside = at_length(files, "part", english)
    assert outside is not None and {"whole", "part"} <= links(outside)
    [row] = rows(matrix_of(files, "part", english)[0], RowKind.DIFFERS)
    assert [cell.values for cell in row.cells.values()] == [("2 June 2021", "whole: 1 May 2020")]
    assert at_length(files, "whole", english) is None


# every statement with its place


def shown(files: Registry, id: str, language: str, cells: int = 200) -> str:
    found = at_length(files, id, context_of(files, build(files), language))
    assert found is not None
    return plain(found, cells)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_statement_of_every_bundled_group_stands_there_with_source_and_place(language: str) -> None:
    files, index = bundled()
    context = context_of(files, index, language)
    tried = 0
    for id, (_, record) in shipped(language).items():
        if not (told := groups(record, files.manifest.record_schema)):
            continue
        found = at_length(files, id, context)
        assert found is not None
        text = plain(found, 400)
        for group in told:
            assert len(group.statements) > 1
            for one in group.statements:
                tried += 1
                assert one.source in links(found)
                assert context.locator(one.at) in text
    assert tried > 15


def disputed(root: Path, kind: str = "declaration", **fields: object) -> Registry:
    files = registry(
        root,
        table("s", "source", lang="vi"),
        table("t", "source", lang="en"),
        table("b", name={"vi": "Cơ quan B", "en": "Body B"}),
        table("e", "event", name={"vi": "Hội nghị", "en": "Summit"}),
        table("a", kind, **fields),
    )
    assert any(problem.code == "sources_disagree" for problem in build(files).problems("a"))
    return files


def test_a_step_tells_who_took_it_without_a_record_what_is_printed_and_whose_words_they_are(tmp_path: Path) -> None:
    quote = {"vi": "được các nước thông qua", "en": "adopted by the countries"}
    by_text = {"vi": "Các nước", "en": "The countries"}
    steps = [
        {"action": "adopted", "by_text": by_text, "quote": quote, "source": "s", "at": "L11", "said_by": "Chu Tú"},
        {
            "action": "adopted",
            "by": ["b"],
            "quote": quote,
            "source": "t",
            "at": "L12-L13",
            "note": {"vi": "!", "en": "?"},
        },
    ]
    files = disputed(tmp_path, steps=steps)
    english, vietnamese = (shown(files, "a", language) for language in ("en", "vi"))
    for words in ("The countries", "[translation] “adopted by the countries” (according to Chu Tú)", "line 11"):
        assert words in english
    assert english.count("“adopted by the countries”") == 2
    for words in (
        "Các nước",
        "“được các nước thông qua” (theo lời Chu Tú)",
        "[bản dịch] “được các nước thông qua”",
        "dòng 12–13",
    ):
        assert words in vietnamese, vietnamese
    assert "Body B" in english and "Cơ quan B" in vietnamese
    assert english.count("[translation]") == vietnamese.count("[bản dịch]") == 1


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (
            "declaration",
            {"steps": [
                {"action": "adopted", "events": ["e"], "source": "s", "at": "L22"},
                {"action": "noted", "events": ["e"], "source": "s", "at": "L48"},
            ]},
            ["line 22", "line 48"],
        ),
        (
            "event",
            {"figures": [
                {"key": "x", "what": "participants", "value": 600, "source": "s", "at": "L7", "said_by": "Lan"},
                {"key": "y", "what": "participants", "value": 900, "source": "s", "at": "L28", "quote": "chín trăm"},
                {"key": "z", "what": "participants", "value": 600, "source": "s", "at": "L30"},
            ]},
            ["line 7", "line 28", "line 30", "(according to Lan)", "“chín trăm”"],
        ),
        (
            "organization",
            {"terms": [
                {"key": "x", "type": "chair", "number": 21, "country": "VN", "source": "s", "at": "L5", "said_by": "Lan"},
                {"key": "y", "type": "chair", "number": 21, "country": "BN", "source": "s", "at": "L62", "quote": "Bru-nây"},
            ]},
            ["Viet Nam", "Brunei", "line 5", "line 62", "(according to Lan)", "“Bru-nây”"],
        ),
        (
            "declaration",
            {"areas": [{"key": "1", "name": {"vi": "Một", "en": "One"}}], "progress": [
                {"key": "x", "source": "s", "rows": [{"area": "1", "planned": 4, "at": "L37", "said_by": "Lan"}]},
                {"key": "y", "source": "s", "at": "L57", "rows": [{"area": "1", "planned": 5}]},
            ]},
            ["line 37", "line 57", "(according to Lan)"],
        ),
        (
            "event",
            {"date": "2022-08-05", "sources": [{"ref": "s", "at": "L7", "for": ["date"]}], "claims": [
                {"field": "date", "value": "2021", "source": "s", "at": "L48", "quote": "năm 2021", "said_by": "Lan"},
            ]},
            ["line 7", "line 48", "In this record", "“năm 2021” (according to Lan)"],
        ),
    ],
)  # fmt: skip
def test_within_one_source_each_statement_stands_there_with_its_place(
    tmp_path: Path, kind: str, fields: dict[str, object], words: list[str]
) -> None:
    text = shown(disputed(tmp_path, kind, **fields), "a", "en")
    assert [one for one in words if one not in text] == []
    assert "No source is named" not in text


def test_of_a_delegation_that_sources_count_otherwise_both_numbers_are_shown(tmp_path: Path) -> None:
    held = [
        {"key": source, "who": "country:VN", "count": count, "source": source, "at": "L3"}
        for source, count in (("s", 10), ("t", 12))
    ]
    files = registry(tmp_path, table("s", "source"), table("t", "source"), table("m", "event", participants=held))
    context = context_of(files, build(files), "en")
    [row] = rows(matrix_of(files, "m", context)[0], RowKind.DIFFERS)
    assert row.label == "Viet Nam: number of people"
    assert [cell.values for cell in row.cells.values()] == [("10 people",), ("12 people",)]
    said = shown(files, "m", "en")
    assert "10 people" in said and "12 people" in said and "Difference    2" in said
