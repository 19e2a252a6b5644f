"""The form of a record that cannot be read: every fault at its field, every other field edited, nothing else touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from drive import Play
from editing import TEXT, Edited, edited, editor, on
from small import table, write

from govtui.edit.operations import Editing
from govtui.edit.unreadable import errors_of, record_in
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.model.field_paths import children
from govtui.model.own_fields import BUILT_IN
from govtui.model.plain_record import PlainRecord, fits
from govtui.model.problem import Problem
from govtui.model.schema import ValueType
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.store.field_edits import Change
from govtui.store.registry import Entry, Registry
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.field_rows import FieldRow, field_rows, problem_rows
from govtui.tui.edit.text_editor import EditTextScreen

__all__ = ["edited"]

BROKEN = Path(__file__).resolve().parents[1] / "data" / "broken"
TREE = Registry(BROKEN)
UNREADABLE = [entry for entry in TREE.entries() if entry.record is None and entry.text]
FIELDS = [entry for entry in UNREADABLE if record_in(entry) is not None]


@pytest.fixture(scope="module")
def contexts() -> list[RenderContext]:
    index = build(TREE, [*map(load, LANGUAGES)])
    return [RenderContext.of(TREE, load(language), (language,), index) for language in LANGUAGES]


def way_to(problem: Problem, entry: Entry, context: RenderContext) -> list[FieldRow]:
    """The rows that lead to a problem, from the list of all fields to the part that has it."""
    record = record_in(entry)
    assert record is not None
    rows, path = [], ""
    while found := [
        row for row in field_rows(record, path, errors_of(entry), context).values() if problem in row.problems
    ]:
        (row,) = found
        rows.append(row)
        if row.ref is None or not (row.ref.spec.part or row.ref.spec.keyed):
            break
        path = row.ref.path
    return rows


# -- the planted faults ------------------------------------------------------------------------------------------------


def test_most_of_the_planted_faults_are_in_files_whose_fields_can_be_had() -> None:
    assert len(FIELDS) > 35 and len(UNREADABLE) - len(FIELDS) > 12


@pytest.mark.parametrize("entry", FIELDS, ids=lambda entry: entry.stem)
def test_a_fault_is_at_its_field_with_its_sentence_in_both_languages(
    entry: Entry, contexts: list[RenderContext]
) -> None:
    for context in contexts:
        for problem in errors_of(entry):
            rows = way_to(problem, entry, context)
            assert rows and all(row.choice.mark == "✗" for row in rows)
            last, sentence = rows[-1], problem_sentence(problem, context)
            told = context.tr.gettext("missing") if last.ref and problem.code == "missing_field" else sentence
            assert told in last.choice.note and sentence in last.meaning
            if last.ref is not None:
                # A language, and a value in a list, have no editor of their own.
                assert f"{problem.field}.".startswith(f"{last.ref.path}."), problem.field


@pytest.mark.parametrize("entry", [entry for entry in UNREADABLE if entry not in FIELDS], ids=lambda entry: entry.stem)
def test_what_is_no_toml_lists_its_faults(entry: Entry, contexts: list[RenderContext]) -> None:
    for context in contexts:
        rows = list(problem_rows(entry.kind, errors_of(entry), context))
        assert [row.choice.note for row in rows] == [problem_sentence(one, context) for one in errors_of(entry)] != []


SAMPLES: dict[ValueType, Any] = {
    ValueType.TEXT: "một chữ",
    ValueType.LOCALIZED: {"vi": "một chữ"},
    ValueType.DATE: "2001-02",
    ValueType.NUMBER: 7,
}


def test_every_other_field_is_edited_and_saved_without_touching_anything_else(tmp_path: Path) -> None:
    root = shutil.copytree(BROKEN, tmp_path / "registry")
    files = Registry(root)
    editing = Editing(files, build(files, [*map(load, LANGUAGES)]))
    count = 0
    for path in (entry.path for entry in FIELDS):
        entry = files.entry(path)
        record = record_in(entry)
        assert isinstance(record, PlainRecord)
        for found in children(record):
            value = SAMPLES.get(found.spec.value_type)
            wrong = [one for one in errors_of(entry) if f"{one.field}.".startswith(f"{found.path}.")]
            if value is None or wrong or found.value is not None or not fits(found.spec, value):
                continue
            before = files.entry(path)
            prepared = editing.fields(entry.id, [Change(found.path, value)], before.etag)
            assert not prepared.blocked and not prepared.loses_comments, (path, found.path)
            assert {one.path.partition(".")[0] for one in prepared.differences} == {found.path}
            saved = editing.save(prepared)
            after = files.entry(path)
            assert saved.tag == after.etag
            assert set(before.text.splitlines()) <= set(after.text.splitlines())
            assert {(one.code, one.field) for one in errors_of(after)} == {
                (one.code, one.field) for one in errors_of(before)
            }
            count += 1
    assert count > 150


# -- values of any type anywhere -----------------------------------------------------------------------------------------

WEIRD = [5, "", True, [], [["a"], {"a": 1}], {"a.b": {"c": 1}, "vi": 5}]


def weird_records() -> Iterator[dict[str, Any]]:
    """Records in which every field, and every part of each, holds what does not belong there."""
    for kind in ("event", "declaration"):
        for value in WEIRD:
            yield table("q", kind) | {name: value for name, spec in BUILT_IN.fields(kind).items() if spec.is_editable}
            parts = {way[0].name: way[0] for way, _ in BUILT_IN.walk(kind) if len(way) == 1}
            holding: dict[str, Any] = {}
            for name, spec in parts.items():
                inside = {part.name: value for way, part in BUILT_IN.walk(kind) if [one.name for one in way] == [name]}
                holding[name] = [inside, dict(inside), value] if spec.is_items else inside
            yield table("q", kind) | holding


def test_whatever_stands_in_a_field_it_is_listed_with_what_is_wrong(contexts: list[RenderContext]) -> None:
    told = 0
    for data in weird_records():
        path = TREE.path_for(data["kind"], "q")
        entry = TREE.entry_from(path, tomli_w.dumps(data).encode())
        record, errors = record_in(entry), errors_of(entry)
        assert record is not None
        seen: list[Problem] = []
        todo = [""]
        while todo:
            at = todo.pop()
            for row in field_rows(record, at, errors, contexts[0]).values():
                seen += [one for one in row.problems if one not in seen]
                if row.ref is not None and (row.ref.spec.part or row.ref.spec.keyed):
                    assert row.ref.path != at
                    todo += [row.ref.path] * (row.ref.value not in (None, [], {}))
        assert all(one in seen for one in errors)
        told += len(errors)
    assert told > 500


# -- on the screen -------------------------------------------------------------------------------------------------------

FAULTY = """\
schema = 2
kind = "organization"
id = "bo"
type = "ministry"
status = "active"     # theo nguồn
founded = "2006-13"   # theo bìa sách
sumary.vi = "Cơ quan" # giữ lời này

[name]
vi = "Bộ"
en = "Ministry"

[[people]]
name = "Chu Tuấn Tú" # người ký

[[sources]]
ref = "s"
"""
"""A record with three faults."""

WORDS = {
    "vi": (
        "3 lỗi cần sửa",
        "thiếu",
        "có tháng không tồn tại",
        "Đổi tên thành “summary” (Tóm tắt)",
        "tháng 12 năm 2006",
    ),
    "en": (
        "3 errors to correct",
        "missing",
        "has a month that does not exist",
        "Rename it to “summary” (Summary)",
        "2006",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_with_errors_is_mended_field_by_field_until_its_form_is_the_ordinary_one(
    edited: Edited, language: str
) -> None:
    title, missing, wrong, rename, date = WORDS[language]
    write(edited.root, "organizations/bo.toml", FAULTY)

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert title in play.seen() and wrong in play.seen() and missing not in play.text("#fields-title")
        assert picked(play) == "founded", "the first field with an error"
        await play.press("enter")
        assert on(play, FieldForm) and f"✗ “2006-13” {wrong}" in play.seen()
        await play.press("ctrl+u")
        await play.type("2006-12")
        assert date in play.seen()
        await play.press("ctrl+s")
        assert edited.text == FAULTY.replace("2006-13", "2006-12")

        await play.type("sumary")
        await play.press("enter")
        assert rename in play.seen()
        await play.press("down", "enter")
        assert edited.text == FAULTY.replace("2006-13", "2006-12").replace("sumary", "summary")
        assert picked(play) == "summary"

        await play.type("people")
        assert missing in play.seen()
        await play.press("enter")
        assert missing in play.seen()
        await play.press("enter")
        assert picked(play) == "people.chu-tuan-tu.role"
        await play.press("enter")
        await play.type("chu t" if language == "vi" else "chair")
        await play.press("enter")
        assert on(play, FieldChooser) and picked(play) == "people.chu-tuan-tu.role" and "✗" not in play.seen()
        assert play.app.registry.entry("organizations/bo.toml").record is not None

        await play.press("escape", "escape")
        assert "✗" not in play.seen() and title not in play.seen() and picked(play) == "people"
        await play.press("escape", "u", "u")
        assert edited.text == FAULTY.replace("2006-13", "2006-12")

    edited.open(scenario, language)


def picked(play: Play) -> str:
    """The path of the field that the cursor is on."""
    screen = play.app.screen
    assert isinstance(screen, FieldChooser), screen
    choice = screen.query_one("#fields").picked  # type: ignore[attr-defined]
    return str(choice.value)


async def open_field(play: Play, name: str) -> None:
    if not on(play, FieldChooser):
        await play.press("e")
    await play.type(name)
    await play.press("enter")


@pytest.mark.parametrize(
    ("wrong", "name", "shown", "mended"),
    [
        ('frequency = "thường niên"', "frequency", "thường niên", None),
        ('sdg = "16"', "sdg", "[×] 16", 'sdg = ["16"]'),
        ('summary = { vi = 5, "tiếng" = "x" }', "summary", "tiếng", None),
        ("summary = 5", "summary", "5", 'summary = { vi = "5" }'),
        ("founded = 2006", "founded", "2006", 'founded = "2006"'),
    ],
)
def test_the_editor_shows_what_stands_there_though_it_is_of_a_wrong_type(
    edited: Edited, wrong: str, name: str, shown: str, mended: str | None
) -> None:
    text = TEXT.replace("\n[name]", f"{wrong}\nvoid = 1\n\n[name]")
    write(edited.root, "organizations/bo.toml", text)

    async def scenario(play: Play) -> None:
        await open_field(play, name)
        screen = play.app.screen
        assert isinstance(screen, FieldForm) and not screen.dirty and shown in play.seen()
        await play.press("ctrl+s" if mended else "escape")
        assert on(play, FieldChooser)

    edited.open(scenario)
    assert edited.text == (text.replace(wrong, mended) if mended else text)


def test_a_table_where_a_text_belongs_is_said_and_leads_to_its_line_or_away(edited: Edited) -> None:
    text = TEXT.replace("\n[name]", "place = { country = { a = 1 } }\nfounded = { a = 1 } # nghĩa là gì?\n\n[name]")
    write(edited.root, "organizations/bo.toml", text)

    async def to_the_text(play: Play) -> None:
        await open_field(play, "thanh lap")
        assert on(play, QuestionScreen) and "“{ a = 1 }” không phải là ngày" in " ".join(play.seen().split())
        await play.press("end", "up", "down", "down", "enter")
        assert on(play, EditTextScreen)
        assert editor(play).area.cursor_location[0] == text[: text.index("founded")].count("\n")

    edited.open(to_the_text)

    async def away(play: Play) -> None:
        await open_field(play, "thanh lap")
        await play.press("down", "enter")
        assert on(play, FieldChooser)

    edited.open(away)
    assert edited.text == text.replace("founded = { a = 1 } # nghĩa là gì?\n", "")


def test_an_error_of_no_field_stands_first_and_leads_to_its_line(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT.replace("schema = 2", "# đầu\nschema = 3"))

    async def scenario(play: Play) -> None:
        await play.press("e")
        rows = play.text("#fields").splitlines()
        assert rows[0].startswith(" ✗ Phiên bản lược đồ") and "Tên" in rows[1]
        await play.press("enter")
        assert on(play, EditTextScreen) and editor(play).area.cursor_location == (1, 9)

    edited.open(scenario)


def test_a_fault_of_the_text_leads_to_its_line(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT.replace('"active"', "active"))

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert "chỉ sửa được văn bản" in play.seen() or "không đọc được" in play.seen()
        await play.press("enter")
        assert on(play, EditTextScreen) and editor(play).area.cursor_location[0] == 4

    edited.open(scenario)


def test_the_kind_of_the_folder_tells_the_fields_where_the_record_tells_none(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT.replace('"organization"', '"organisation"'))

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert "organisation" in play.text("#fields").splitlines()[0]
        await open_field(play, "thanh lap")
        await play.type("2006")
        await play.press("ctrl+s")

    edited.open(scenario)
    assert 'founded = "2006"' in edited.text and '"organisation"' in edited.text


def test_a_key_is_renamed_also_where_its_value_has_to_be_mended_then(edited: Edited) -> None:
    text = TEXT.replace("\n[name]", 'sumary = "lời" # giữ\n\n[name]')
    write(edited.root, "organizations/bo.toml", text)

    async def scenario(play: Play) -> None:
        await open_field(play, "sumary")
        await play.press("down", "enter")
        assert edited.text == text.replace("sumary", "summary")
        assert picked(play) == "summary" and "✗ Tóm tắt" in play.seen()
        await play.press("enter")
        assert "Hãy lưu để ghi lại đúng dạng mà trường này yêu cầu." in " ".join(play.seen().split())
        await play.press("ctrl+s")
        assert "✗" not in play.seen()

    edited.open(scenario)
    assert edited.text == text.replace('sumary = "lời"', 'summary = { vi = "lời" }')


def test_delete_removes_what_is_wrong_after_a_question(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT.replace("\n[name]", "founded = []\n\n[name]"))

    async def scenario(play: Play) -> None:
        await play.press("e")
        assert picked(play) == "founded"
        await play.press("delete", "down", "enter")
        assert "✗" not in play.seen()

    edited.open(scenario)
    assert edited.text == TEXT


def test_from_the_page_the_form_opens_at_the_field_that_is_wrong(edited: Edited) -> None:
    write(edited.root, "organizations/bo.toml", TEXT + '\n[[people]]\nname = "Chu Tuấn Tú"\n')

    async def scenario(play: Play) -> None:
        await play.press("enter", "e")
        assert picked(play) == "people"

    edited.open(scenario)


def test_what_is_typed_in_a_record_with_errors_is_a_draft_until_it_is_saved(edited: Edited) -> None:
    from govtui.user import drafts

    write(edited.root, "organizations/bo.toml", FAULTY)

    async def scenario(play: Play) -> None:
        await open_field(play, "thanh lap")
        await play.press("ctrl+u")
        await play.type("2006")
        await play.until(lambda: drafts.of(edited.root, "bo"), "no draft")
        (draft,) = drafts.of(edited.root, "bo")
        assert draft.text == FAULTY.replace("2006-13", "2006") and edited.text == FAULTY
        await play.press("ctrl+s")
        assert drafts.of(edited.root, "bo") == []

    edited.open(scenario)
