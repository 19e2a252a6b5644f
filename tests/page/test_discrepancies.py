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
