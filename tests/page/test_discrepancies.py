"""A record's discrepancies as a page: both sides with their sources, what does not add up in numbers, nothing decided."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from contexts import context_of
from small import RECORDS, registry, table

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.model.disagreements import groups
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.page.compose import compose
from govtui.page.discrepancy import page
from govtui.page.layout import plain
from govtui.page.page import Beside, Page, Paragraph
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry


@cache
def bundled() -> tuple[Registry, SqliteIndex]:
    files = Registry(RECORDS)
    return files, build(files)


def of(id: str, language: str, files: Registry, index: SqliteIndex) -> Page | None:
    def record(id: str) -> Record | None:
        card = index.card(id)
        return files.entry(card.path).record if card else None

    card = index.card(id)
    assert card is not None
    return page(files.entry(card.path), id, RenderContext(load(language), (language,), index, files.manifest, record))


def at_odds(index: SqliteIndex) -> list[Problem]:
    return [problem for problem in index.problems() if problem.severity == Severity.DISCREPANCY]


def links(found: Page) -> set[str]:
    paragraphs = [
        paragraph
        for section in found.sections
        for block in section.blocks
        for paragraph in ((*block.left, *block.right) if isinstance(block, Beside) else (block,))
        if isinstance(paragraph, Paragraph)
    ]
    return {span.link for paragraph in paragraphs for span in paragraph.spans if span.link}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_sources_of_every_bundled_discrepancy_stand_on_its_page_as_links(language: str) -> None:
    files, index = bundled()
    assert at_odds(index)
    for problem in at_odds(index):
        found = of(problem.record, language, files, index)
        assert found is not None
        sources = {str(problem.values[key]) for key in ("source", "other_source") if key in problem.values}
        assert sources <= links(found)
        if problem.code != "sum_differs":
            assert any(isinstance(block, Beside) for section in found.sections for block in section.blocks)


@pytest.mark.parametrize(
    ("language", "words"), [("vi", ("Nguồn nêu", "Chênh lệch")), ("en", ("Stated by", "Unexplained"))]
)
def test_figures_that_do_not_add_up_are_shown_in_numbers(language: str, words: tuple[str, str]) -> None:
    files, index = bundled()
    found = of("asean-poa-civil-service-2022", language, files, index)
    assert found is not None
    lines = plain(found, 90).split("\n")
    stated = next(line for line in lines if words[0] in line)
    unexplained = next(line for line in lines if words[1] in line)
    assert stated.split()[-1] == "18" and unexplained.split()[-1] == "3"
    assert any(line.startswith("Σ") and line.split()[-1] == "15" for line in lines)


@pytest.mark.parametrize("cells", [30, 59, 60, 96])
def test_both_sides_stand_side_by_side_where_there_is_room_else_one_under_the_other(cells: int) -> None:
    files, index = bundled()
    found = of("unpog-outcomes", "en", files, index)
    assert found is not None
    text = plain(found, cells)
    assert ("│" in text) == (cells >= 60)
    assert all(len(line) <= cells for line in text.split("\n"))
    assert "2 expected" in text and "3 expected" in text


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
    rows = [{"area": "1", "completed": 4, "planned": 6, "stated": 10, "percent": {"completed": 90}}]
    files = registry(
        tmp_path,
        table("s", "source"),
        table(
            "plan", "declaration",
            areas=[{"key": "1", "name": {"en": "One"}}],
            progress=[{"source": "s", "rows": rows, "stated": {"completed": 7}}],
            checked=[{"code": "percent_off", "note": {"en": "So it is printed."}}],
        ),
        table("whole", "event", date="2020-05-01"),
        table("part", "event", date="2021-06-02", relations={"part_of": ["whole"]}),
    )  # fmt: skip
    index = build(files)
    found = of("plan", "en", files, index)
    assert found is not None
    text = plain(found, 90)
    assert "90% given, 40% computed" in text and "So it is printed." in text
    assert [line.split()[-1] for line in text.split("\n") if "The rows together" in line or "Stated as the total" in line] == [
        "4", "7",
    ]  # fmt: skip
    found = of("plan", "vi", files, index)
    assert found is not None and "nêu 90%, tính ra 40%" in plain(found, 90)
    outside = of("part", "en", files, index)
    assert outside is not None and {"whole", "part"} <= links(outside)
    assert of("whole", "en", files, index) is None


# every statement with its place


def shown(files: Registry, id: str, language: str, cells: int = 200) -> str:
    found = of(id, language, files, build(files))
    assert found is not None
    return plain(found, cells)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_statement_of_every_bundled_group_stands_there_with_source_and_place(language: str) -> None:
    files, index = bundled()
    tried = 0
    for problem in at_odds(index):
        if problem.code != "sources_disagree":
            continue
        found, context = of(problem.record, language, files, index), context_of(files, index, language)
        record = context.record(problem.record)
        assert found is not None and record is not None
        text = plain(found, 400)
        for group in groups(record, files.manifest.record_schema):
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
    for text, sentence in (
        (english, "The countries (s) and Body B (t)"),
        (vietnamese, "Các nước (s) và Cơ quan B (t)"),
    ):
        assert sentence in " ".join(text.split())
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
            ["line 7", "line 48", "The same source", "“năm 2021” (according to Lan)"],
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
    found = of("m", "en", files, build(files))
    assert found is not None
    said = plain(found, 120)
    assert "Sources differ on how many people “Viet Nam” sent: 10 (s) and 12 (t)." in said
    assert "10 people" in said and "12 people" in said and "Difference" in said
