"""The facts of a record beside its sources: how each stands, in what words, and what of the text tells it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small import record, registry, table, write

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.model.dates import PartialDate
from govtui.model.evidence import Comparison, Fact, Verdict
from govtui.page.evidence import FactRow, IndexedNames, Sign, fact_rows, row_at, told_at_length
from govtui.page.render_context import RenderContext
from govtui.page.source_lines import (
    Mark,
    SourceText,
    by_line,
    head_words,
    line_words,
    missing_words,
    place_of_folder,
    source_text,
    telling_spans,
    use_words,
    uses_in,
)
from govtui.store.texts import SourceTexts

TEXT = """Hội nghị lần thứ 5 tại Hà Nội

Ngày 05/8/2022, Bộ Nội vụ khai mạc Hội nghị.
Sáng 5/8, hơn 600 đại biểu đã dự.
\x1b[31mĐỏ\x1b[0m
"""

FIGURE = {"what": "participants", "value": 600, "source": "s", "at": "L4"}
REMARK = {
    "people": [{"key": "hoa", "name": "Trần Hoa", "role": "chair"}],
    "remarks": [
        {
            "key": "r",
            "person": "hoa",
            "occasion": "opening",
            "text": {"en": "601 came"},
            "quote": "hơn 600 đại biểu",
            "source": "s",
            "at": "L4",
        }
    ],
}
STEP = {"action": "adopted", "source": "s", "at": "L4"}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> SourceTexts:
    folder = tmp_path_factory.mktemp("texts")
    write(folder, "s.txt", TEXT)
    return SourceTexts(folder, lambda source: None)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> RenderContext:
    return make_context(tmp_path_factory.mktemp("registry"), "en")


def make_context(root: Path, language: str) -> RenderContext:
    made = registry(
        root,
        table("s", "source", lang="vi", unrecorded=[{"at": "L5", "why": "aside", "note": {"en": "Red."}}]),
        table("no-text", "source"),
        table("bo", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}),
    )
    return RenderContext.of(made, load(language), (language,), build(made))


def only(fields: Mapping[str, Any], path: str, texts: SourceTexts, context: RenderContext) -> FactRow:
    one = record("a", "declaration" if "steps" in fields else "event", **{"sources": None, **fields})
    (row,) = (row for row in fact_rows(one, texts, context) if row.path == path)
    return row


@pytest.mark.parametrize(
    ("fields", "path", "sign", "words"),
    [
        ({"figures": [FIGURE]}, "figures.participants.value", "✓", "participants · Number: 600 | L4"),
        ({"figures": [FIGURE | {"value": 601}]}, "figures.participants.value", "!", "“601” not in the text | L4"),
        ({"figures": [FIGURE | {"at": "L3"}]}, "figures.participants.value", "!", "“600” not in L3 | L3"),
        ({"figures": [FIGURE | {"at": "L9"}]}, "figures.participants.value", "!", "no such place in the text | L9"),
        ({"figures": [FIGURE | {"counted": True}]}, "figures.participants.value", "–", "600 (not compared) | L4"),
        (
            {"figures": [FIGURE | {"source": "no-text"}]},
            "figures.participants.value",
            "–",
            "600 (no text at hand) | L4",
        ),
        ({"steps": [STEP | {"date": "2022-08-05"}]}, "steps.adopted.date", "!", "2022 not in L4 | L4"),
        ({"steps": [STEP | {"date": "2021-09-05"}]}, "steps.adopted.date", "!", "2021 and 5 Sep not in the text | L4"),
        (
            {"steps": [STEP | {"by": ["bo"], "at": "L3-L4"}]},
            "steps.adopted.by.bo",
            "✓",
            "Ministry of Home Affairs | L3–L4",
        ),
        ({"steps": [STEP | {"by": ["bo"]}]}, "steps.adopted.by.bo", "!", "Ministry of Home Affairs not in L4 | L4"),
        (REMARK, "remarks.r.person", "–", "Opening · Speaker: Trần Hoa (not compared) | L4"),
        (REMARK, "remarks.r.quote", "✓", "Opening · As printed: “hơn 600 đại biểu” | L4"),
        (REMARK, "remarks.r.text.en", "!", "“601” not in the text | L4"),
        (
            {"outcomes": [{"key": "o", "act": "agreed", "by": ["bo"], "text": {"en": "x"}, "source": "s", "at": "L3"}]},
            "outcomes.o.by.bo",
            "✓",
            "Agreed · By: Ministry of Home Affairs | L3",
        ),
        ({"date": "2022", "sources": [{"ref": "s", "at": "L3", "for": ["date"]}]}, "date", "✓", "2022 | L3"),
        ({"date": "2022"}, "date", "–", "2022 (no source cited) | "),
        (
            {"place": {"city": {"en": "Hanoi"}}, "sources": [{"ref": "s", "at": "L1", "for": ["place"]}]},
            "place.city",
            "–",
            "City: Hanoi (not compared) | L1",
        ),
        (
            {
                "date": "2022-08-05",
                "sources": [
                    {"ref": "s", "at": "L3, L4", "for": ["date"]},
                    {"ref": "no-text", "at": "¶2", "for": ["date"]},
                ],
            },
            "date",
            "✓",
            "5 Aug 2022 | L3, L4 · ¶2",
        ),
        (
            {
                "figures": [FIGURE | {"value": 601}],
                "checked": [
                    {"code": "value_nowhere", "field": "figures.participants.value", "note": {"en": "seen"}},
                ],
            },
            "figures.participants.value",
            "–",
            "601 (checked) | L4",
        ),
    ],
)
def test_a_fact_has_a_sign_its_words_and_its_places(
    fields: Mapping[str, Any], path: str, sign: str, words: str, texts: SourceTexts, context: RenderContext
) -> None:
    row = only(fields, path, texts, context)
    note = f" ({row.note})" if row.sign is Sign.OPEN else ""
    said = row.note if row.sign is Sign.WRONG else row.stated(row.value)
    assert (str(row.sign), row.places) == (sign, words.partition(" | ")[2])
    assert f"{said}{note}".endswith(words.partition(" | ")[0])


def test_what_says_where_a_fact_stands_is_no_fact(texts: SourceTexts, context: RenderContext) -> None:
    one = record("a", "event", sources=[{"ref": "s", "at": "L3", "for": ["date"]}], date="2022", figures=[FIGURE])
    assert {row.path for row in fact_rows(one, texts, context)} == {"date", "figures.participants.value"}


def test_a_finding_is_told_at_length_as_verify_tells_it(texts: SourceTexts, context: RenderContext) -> None:
    stated, told = told_at_length(
        only({"steps": [STEP | {"date": "2022-08-05"}]}, "steps.adopted.date", texts, context), context
    )
    assert stated == "Steps · Adopted · Date: 5 Aug 2022"
    assert "2022" in told and "L4" in told
    held = only({"figures": [FIGURE]}, "figures.participants.value", texts, context)
    assert told_at_length(held, context)[1] == "Stated in line 4."


def test_a_field_of_the_reader_leads_to_its_first_fact_of_that_source(
    texts: SourceTexts, context: RenderContext
) -> None:
    steps = [STEP | {"date": "2022"}, {"action": "noted", "date": "2021", "source": "no-text", "at": "¶2"}]
    rows = fact_rows(record("a", "declaration", sources=None, steps=steps), texts, context)
    paths = [row.path for row in rows]
    assert row_at(rows, "steps.noted") == paths.index("steps.noted.date")
    assert row_at(rows, "steps", "no-text") == paths.index("steps.noted.date")
    assert row_at(rows, "steps.adopted", "no-text") is None
    assert row_at(rows, "step") is row_at(rows, "") is None


# -- the text ----------------------------------------------------------------------------------------------------------


def text_with_uses(texts: SourceTexts, context: RenderContext, **fields: Any) -> SourceText:
    found = source_text("s", context.record("s"), texts)
    assert found is not None
    uses = list(uses_in("s", record("a", "event", sources=None, **fields), texts, context.schema))
    return SourceText("s", found.lines, found.left_out, uses=by_line(uses), whole=True)


def test_each_line_is_cited_open_left_out_or_blank(texts: SourceTexts, context: RenderContext) -> None:
    text = text_with_uses(texts, context, figures=[FIGURE | {"at": "L3-L4"}])
    assert [text.mark(line) for line in range(1, 6)] == [
        Mark.OPEN,
        Mark.NOTHING,
        Mark.CITED,
        Mark.CITED,
        Mark.LEFT_OUT,
    ]
    assert text.open_lines == [1]
    assert head_words(text, context) == "s · 5 lines · 1 not recorded"
    assert line_words(text, 1, context) == "No record cites line 1."
    assert line_words(text, 2, context) == "Line 2 is blank."
    assert line_words(text, 4, context) == "Line 4: 1 fact"
    assert line_words(text, 5, context) == "Line 5 is left out on purpose: not on the subject · Red."


def test_before_all_records_are_known_no_line_is_called_open(texts: SourceTexts, context: RenderContext) -> None:
    text = source_text("s", context.record("s"), texts)
    assert text is not None and text.open_lines == [] and text.mark(1) is Mark.NOTHING
    assert head_words(text, context) == "s · 5 lines · reading who cites it…"


def test_what_a_file_sends_to_the_terminal_is_shown_instead(texts: SourceTexts, context: RenderContext) -> None:
    text = source_text("s", None, texts)
    assert text is not None and text.lines[4] == "␛[31mĐỏ␛[0m"


def test_a_text_that_changed_since_is_told(texts: SourceTexts) -> None:
    for digest, changed in (("0" * 64, True), ((texts.sha256("s") or "").upper(), False), (None, False)):
        text = source_text("s", record("s", "source", sha256=digest), texts)
        assert text is not None and text.changed is changed


def test_a_citation_is_told_once_for_each_of_its_fields(texts: SourceTexts, context: RenderContext) -> None:
    one = record("a", "event", sources=[{"ref": "s", "at": "L3, L3", "for": ["date", "place"]}], date="2022")
    uses = list(uses_in("s", one, texts, context.schema))
    assert [(use.line.number, use.path) for use in uses] == [(3, "date"), (3, "place")]
    assert use_words(uses[0]._replace(record="bo", path="type"), None, context) == ("Ministry of Home Affairs", "Type")


def fact(value: object, comparison: Comparison) -> Fact:
    return Fact("x", value, comparison, (), Verdict.FOUND)


@pytest.mark.parametrize(
    ("value", "comparison", "line", "marked"),
    [
        ("Hơn 600 ĐẠI BIỂU", Comparison.QUOTATION, "Sáng 5/8, hơn 600 đại biểu đã dự.", ["hơn 600 đại biểu"]),
        ("Sáng … đã dự", Comparison.QUOTATION, "Sáng 5/8, hơn 600 đại biểu đã dự.", ["Sáng", "đã dự"]),
        ("đã dự. Bế mạc ngày mai", Comparison.QUOTATION, "hơn 600 đại biểu đã dự.", ["đã dự"]),
        ("đại biểu đã dự. Bế mạc ngày mai", Comparison.QUOTATION, "Bế mạc ngày mai, theo báo.", ["Bế mạc ngày mai"]),
        ("khác hẳn", Comparison.QUOTATION, "Sáng 5/8", []),
        (600, Comparison.NUMBER, "hơn 600 hay 6000, 1600", ["600"]),
        (1200, Comparison.NUMBER, "hơn 1.200 người", ["1.200"]),
        (6, Comparison.NUMBER, "sáu nước", []),
        ("bo", Comparison.NAME, "do Bộ Nội vụ tổ chức", ["Bộ Nội vụ"]),
        ("In 2022 some 600 came", Comparison.OWN_WORDS, "600 người năm 2022, 7 đoàn", ["600", "2022"]),
        (PartialDate.parse("2022-08-05"), Comparison.DATE, "Sáng 5/8 (đăng 2022)", ["5/8", "2022)"]),
        (PartialDate.parse("2022-08-05"), Comparison.DATE, "ngày 5 tháng 8 năm 2022", ["ngày 5 tháng 8", "2022"]),
        (PartialDate.parse("2022-08"), Comparison.DATE, "In August 2022", ["August", "2022"]),
        (PartialDate.parse("2022-08-05"), Comparison.DATE, "Ngày 6/8", []),
        ("Hà Nội", Comparison.NONE, "tại Hà Nội", []),
    ],
)
def test_the_words_that_tell_a_fact_are_found_in_its_line(
    value: object, comparison: Comparison, line: str, marked: list[str], context: RenderContext
) -> None:
    spans = telling_spans(fact(value, comparison), line, IndexedNames(context))
    assert [line[start:end] for start, end in spans] == marked


def test_why_there_is_no_text_is_said_with_what_to_do(context: RenderContext, tmp_path: Path) -> None:
    assert all(way in missing_words("s", "", "", context) for way in ("--texts", "[texts]", "registry.toml"))
    assert "“s.txt”" in missing_words("s", "texts", "gone", context)
    assert "cannot be read" in missing_words("s", "texts", "not_utf8", context)
    root = tmp_path / "desk" / "registry"
    assert place_of_folder(root.parent / "sources", root) == "../sources"
    assert place_of_folder(root / "texts", root) == "texts"
    assert place_of_folder(tmp_path / "far", root) == str(tmp_path / "far")


def test_in_vietnamese_too(tmp_path: Path, texts: SourceTexts) -> None:
    context = make_context(tmp_path, "vi")
    row = only({"steps": [STEP | {"date": "2022-08-05"}]}, "steps.adopted.date", texts, context)
    assert row.stated(row.note) == "Thông qua · Thời gian: 2022 không có ở L4"


def test_rows_of_a_table_are_told_by_what_they_are_about_with_their_own_places(
    texts: SourceTexts, context: RenderContext
) -> None:
    rows = [
        {"item": "c1", "status": "limited", "at": "L3"},
        {"area": "2", "under": "bo", "completed": 600, "at": "L4"},
        {"area": "none", "stated": 5, "at": "L1"},
    ]
    one = record("a", "declaration", sources=None, progress=[{"as_of": "2022-08-05", "source": "s", "rows": rows}])
    shown = [(row.stated(row.value), row.places, row.sign) for row in fact_rows(one, texts, context)]
    assert shown[1:] == [
        ("Measure c1 · Status: limited", "L3", Sign.OPEN),
        ("Area 2 · BO · Completed: 600", "L4", Sign.HELD),
        ("Not matched to any area · Stated: 5", "L1", Sign.HELD),
    ]
