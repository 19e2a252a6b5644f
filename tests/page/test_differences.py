"""What differs between two versions of a record is told by field, in words, whole, and never in the words of the file's keys."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import registry, table

from govtui.edit.record_diff import FieldDifference, differences
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.page.differences import FIELD, diff_lines, difference_blocks, differences_page
from govtui.page.layout import lay_out, plain
from govtui.page.page import Page, Paragraph, Role
from govtui.page.present import path_words
from govtui.page.render_context import RenderContext
from govtui.store.field_edits import MISSING
from govtui.store.registry import Registry
from govtui.text.width import width

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """An organization that others may name."""
    made = registry(
        tmp_path_factory.mktemp("r"),
        table("bo", name={"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}),
        table("so", name={"vi": "Sở", "en": "Department"}),
    )
    return Registry(made.root)


def context(known: Registry, language: str) -> RenderContext:
    return RenderContext(load(language), (language,), build(known), known.manifest, lambda id: None)


def told(known: Registry, kind: str, language: str, *found: FieldDifference) -> str:
    page = differences_page(found, "x", kind, context(known, language), head="đầu")
    return plain(page, 100)


CASES: list[tuple[str, str, Any, Any, dict[str, tuple[str, str, str]]]] = [
    ("organization", "status", "active", "inactive", {
        "vi": ("Tình trạng", "Đang hoạt động", "Đã ngừng hoạt động"), "en": ("Status", "Active", "Inactive")}),
    ("organization", "founded", "2006-06", MISSING, {
        "vi": ("Thành lập", "tháng 6 năm 2006", ""), "en": ("Founded", "June 2006", "")}),
    ("organization", "place.country", "KR", "VN", {
        "vi": ("Địa điểm · Quốc gia", "Hàn Quốc", "Việt Nam"), "en": ("Place · Country", "Republic of Korea", "Viet Nam")}),
    ("event", "relations.organized_by", ["bo", "so"], ["so"], {
        "vi": ("Đơn vị tổ chức", "Bộ Nội vụ", ""), "en": ("Organized by", "Ministry of Home Affairs", "")}),
    ("event", "place.online", False, True, {
        "vi": ("Địa điểm", "không", "có"), "en": ("Place", "no", "yes")}),
    ("declaration", "steps.adopted.date", "2021", "2022-08-05", {
        "vi": ("Thông qua · Thời gian", "năm 2021", "ngày 5 tháng 8 năm 2022"), "en": ("Adopted · Date", "2021", "5 August 2022")}),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "path", "before", "after", "words"), CASES, ids=[case[1] for case in CASES])
def test_fields_and_values_are_in_the_words_of_the_interface(
    known: Registry,
    kind: str,
    path: str,
    before: Any,
    after: Any,
    words: dict[str, tuple[str, str, str]],
    language: str,
) -> None:
    text = told(known, kind, language, FieldDifference(path, before, after))
    name, was, is_ = words[language]
    assert name in text
    assert [line.strip() for line in text.splitlines() if line.strip().startswith("−")] == [f"− {was}"]
    assert [line.strip() for line in text.splitlines() if line.strip().startswith("+")] == ([f"+ {is_}"] if is_ else [])


def test_of_a_long_text_the_words_that_changed_are_marked_and_the_rest_is_left_out(known: Registry) -> None:
    old = " ".join(f"chữ{n}" for n in range(200))
    new = old.replace("chữ100", "một hai")
    found = FieldDifference("summary.vi", old, new)
    blocks = [
        block for block in difference_blocks([found], "event", context(known, "vi")) if isinstance(block, Paragraph)
    ]
    was, is_ = ("".join(span.text for span in block.spans) for block in blocks[1:3])
    assert [span.text.strip() for span in blocks[1].spans if span.role is Role.REMOVED] == ["chữ100"]
    assert [span.text.strip() for span in blocks[2].spans if span.role is Role.ADDED] == ["một hai"]
    assert "chữ99 chữ100 chữ101" in was and "chữ99 một hai chữ101" in is_
    assert "chữ50" not in was and "…" in was


def test_a_new_item_of_a_list_is_told_part_by_part(known: Registry) -> None:
    item = {"what": "participants", "value": 600, "bound": "over", "note": {"vi": "Theo báo cáo"}}
    text = told(known, "event", "vi", FieldDifference("figures.participants", MISSING, item))
    assert "đại biểu" in text and "600" in text and "Theo báo cáo" in text
    assert all(line.strip().startswith("+") for line in text.splitlines() if line.startswith("   ") or "600" in line)


def test_a_text_that_is_no_toml_is_compared_by_lines(known: Registry) -> None:
    found = differences('id = "a"\nb = 1\n', 'id = "a\nb = 1\n')
    text = told(known, "event", "en", *found)
    assert '− id = "a"' in text and '+ id = "a' in text and "b = 1" not in text


def test_with_links_each_name_leads_to_its_field(known: Registry) -> None:
    found = [FieldDifference("status", "held", "planned")]
    page = differences_page(found, "x", "event", context(known, "vi"), head="", chosen=True)
    assert _links(page) == [FIELD + "status"]


def _links(page: Page) -> list[str]:
    blocks = [block for section in page.sections for block in section.blocks if isinstance(block, Paragraph)]
    return [span.link for block in blocks for span in block.spans if span.link]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_record_that_ships_is_told_by_name(language: str) -> None:
    """Each record against an empty one: no path is left in the words of the schema."""
    shipped = Registry(ROOT / "records")
    speaking = context(shipped, language)
    seen = set()
    for entry in shipped.entries():
        for one in differences("", entry.text):
            first = one.path.partition(".")[0]
            if (entry.kind, first) in seen:
                continue
            seen.add((entry.kind, first))
            name = path_words(entry.kind, one.path, speaking)
            page = differences_page([one], "x", entry.kind, speaking, head="")
            assert plain(page, 60).count("\n") > 2, one.path
            assert name.split(" · ")[0] != first, one.path
    assert len(seen) > 40


LINES = st.lists(st.sampled_from(["a = 1", "  b = 2", "# – ", "", "[x]", "long " * 40, "---", "+++ c"]), max_size=8)


@settings(deadline=None, max_examples=60)
@given(LINES, LINES, st.integers(20, 120))
def test_the_lines_of_a_diff_stand_behind_their_signs_whole_and_in_order(
    known: Registry, old: list[str], new: list[str], cells: int
) -> None:
    diff = "\n".join(difflib.unified_diff(old, new, "a", "b", lineterm=""))
    lines = diff_lines(diff, load("en"))
    assert [text for sign, text in lines if sign == "−"] == [
        line[1:] for line in diff.split("\n")[2:] if line.startswith("-")
    ]
    page = differences_page([], "bo", "organization", context(known, "en"), head="x", lines=lines)
    drawn = [line for line in lay_out(page, cells) if line.section == "text"][1:]
    assert all(width(line.text) <= cells for line in drawn)
    told: list[tuple[str, str]] = []
    for sign, text in ((line.spans[0].text[:1], line.spans[1].text) for line in drawn if line.spans):
        begins = sign != " " or not told or len(told) < len(lines) and told[-1][1] == lines[len(told) - 1][1]
        told = [*told, (sign, text)] if begins else [*told[:-1], (told[-1][0], told[-1][1] + text)]
    assert told == lines
