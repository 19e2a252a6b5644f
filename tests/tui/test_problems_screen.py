"""`!`: every problem of the registry, in groups; what it means beside it, and the way to the field."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from samples import SAMPLE
from small import RECORDS, registry, table

from govtui.index.problem_api import ListedProblem
from govtui.page.page import DISCREPANCY_LINK
from govtui.store.registry import Registry
from govtui.tui.base.page_view import PageView
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.text_editor import EditTextScreen
from govtui.tui.views.problem_list import ProblemList
from govtui.tui.views.problems import ProblemsScreen
from govtui.tui.views.sources import SourcesScreen

Run = Callable[..., Any]


def problems(play: Play) -> ProblemList:
    assert isinstance(play.app.screen, ProblemsScreen), play.app.screen
    return play.app.screen.query_one(ProblemList)


def rows(found: ProblemList) -> list[ListedProblem]:
    """Every problem that the list has a row for."""
    listed = (found.line_at(row) for row in range(found.total))
    return [one.listed for one in listed if one is not None and one.listed is not None]


def sorts(found: ProblemList) -> list[str]:
    return [group.sort for group in found.headings]


async def unfold(play: Play) -> ProblemList:
    """Open every group."""
    found, row = problems(play), 0
    while row < found.total:
        found.go_to(row)
        if found.line is None and found.group is not None and found.group.size and found._is_folded(found.group):
            await play.press("right")
        row += 1
    found.go_to(0)
    return found


def go_down_to(code: str, found: ProblemList) -> None:
    for row in range(found.total):
        if (one := found.line_at(row)) and one.listed and one.listed.problem.code == code:
            return found.go_to(row)
    raise AssertionError(code)


@pytest.mark.parametrize("root", [SAMPLE, RECORDS], ids=["sample", "records"])
def test_every_problem_and_every_addition_is_on_the_list_once_however_it_is_grouped(root: Path) -> None:
    app = Rehearsal(Registry(root), "en")

    async def scenario(play: Play) -> None:
        index = play.app.index
        assert index is not None
        every = sorted(map(repr, index.problems()))
        adding = sorted(map(repr, index.additions(0, 999)))
        await play.press("exclamation_mark")
        for _ in range(2):
            found = await unfold(play)
            assert sorted(repr(one.problem) for one in rows(found)) == every
            lines = [found.line_at(row) for row in range(found.total)]
            assert sorted(repr(line.addition) for line in lines if line and line.addition) == adding
            last = found.headings[-1]
            assert last.sort == "checked" or not any(one.muted for one in index.problems())
            await play.press("s")

    drive(scenario, app, WIDE)


def test_what_is_listed_is_what_the_command_line_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from govtui.cli import main

    main.run(["check", str(SAMPLE), "--json", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)["items"]
    printed = sorted((one["code"], one["path"], one.get("line", 0), one.get("field", "")) for one in found)
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = [one.problem for one in rows(await unfold(play))]
        assert sorted((one.code, one.path, one.line, one.field) for one in found) == printed

    drive(scenario, app)


def test_groups_stand_in_the_order_of_what_asks_for_a_decision_and_open_at_what_is_at_odds(tmp_path: Path) -> None:
    claims = [{"field": "founded", "value": "2001", "source": "s"}]
    muted = [{"code": "untranslated"}]
    files = registry(
        tmp_path,
        table("s", "source"),
        table("alone"),
        table("adds", claims=claims, relations={"part_of": ["nowhere"]}),
        table("odd", "event", date="2018", claims=[{"field": "date", "value": "2019", "source": "s"}]),
        table("wrong", type="nonsense"),
        table("half", name={"vi": "Nửa"}, checked=muted),
        table("other", name={"vi": "Khác"}),
    )

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        assert sorts(found) == ["discrepancy", "addition", "error", "warning", "dangling", "orphan", "checked"]
        assert [group.sort for group in found.headings if not found._is_folded(group)] == ["discrepancy", "error"]
        assert found.line is not None and found.line.key == "odd"
        drawn = play.text("#problem-list")
        assert "≠ Các nguồn không thống nhất" in drawn and "1 chỗ · 1 bản ghi" in drawn
        assert "+ Nguồn khác cho biết thêm" in drawn and "1 điều" in drawn
        assert "2 chỗ · 2 bản ghi, kể cả liên kết hỏng" in drawn
        # arrows: to the next heading, and back; they open and close at a heading
        await play.press("right")
        assert found.line is None and found.group is not None and found.group.sort == "addition"
        await play.press("right")
        assert not found._is_folded(found.group)
        await play.press("j")
        assert found.line is not None and found.line.addition is not None
        assert "2001" in play.text("#problem-page")
        await play.press("m")
        assert isinstance(play.app.screen, SourcesScreen) and "2001" in play.text("#matrix-page")
        await play.press("q", "e")
        assert isinstance(play.app.screen, FieldForm | FieldChooser)
        await play.press("escape")
        await play.press("left")
        assert found.line is None and found.group.sort == "addition"
        await play.press("left", "left")
        assert found.group.sort == "discrepancy" and found.line is None
        await play.press("right", "right", "j", "enter")
        assert play.app.screen is play.browse and play.browse.shown == "adds"

    drive(scenario, Rehearsal(files, "vi"), WIDE)


def test_many_warnings_stand_below_the_headings_of_their_codes_and_are_never_all_loaded(tmp_path: Path) -> None:
    halves = [table(f"h{n}", name={"vi": f"Nửa {n}"}, relations={"part_of": ["root"]}) for n in range(700)]
    files = registry(tmp_path, table("s", "source"), table("root", sources=None), *halves)

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        assert sorts(found) == ["warning", "dangling"]
        assert found.total == 2, "too many to be open from the beginning"
        await play.press("right")
        assert sorts(found) == ["warning", "code", "code", "dangling"]
        assert sum(map(len, found._found.values())) < 100
        await play.press("right", "right", "right", "G")
        await play.settle()
        assert sum(map(len, found._found.values())) < 200 < found.total

    drive(scenario, Rehearsal(files, "en"), NARROW)


def test_nothing_at_all_is_said_with_what_was_looked_at_and_links_to_nothing_are_0_else(tmp_path: Path) -> None:
    files = registry(tmp_path, table("s", "source"), table("a", relations={"part_of": ["b"]}), table("b"))

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        assert "Không có chỗ nào không khớp. Đã xem 3 bản ghi." in play.text("#problem-list")
        await play.press("enter", "e", "m", "E", "right", "left", "s")
        assert problems(play).total == 0

    drive(scenario, Rehearsal(files, "vi"), NARROW)


def test_the_commands_of_the_screens_that_have_gone_open_their_groups(tmp_path: Path) -> None:
    files = registry(tmp_path, table("s", "source"), table("lost"), table("a", relations={"part_of": ["gone"]}))

    async def scenario(play: Play) -> None:
        for name, key in (("orphans", "lost"), ("dangling", "a")):
            play.browse.open(name)
            await play.settle()
            found = problems(play)
            assert found.line is not None and found.line.key == key
            await play.press("enter")
            assert play.browse.shown == key

    drive(scenario, Rehearsal(files, "vi"), NARROW)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_enter_leads_to_the_field_and_a_heading_closes_its_group(language: str) -> None:
    app = Rehearsal(Registry(SAMPLE), language)

    async def go(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        before = found.total
        await play.press("k", "enter")
        assert found.total < before and found.problem is None
        await play.press("enter", "j")
        assert found.total == before and found.problem is not None
        go_down_to("sum_differs", found)
        wanted = found.problem
        assert wanted is not None
        await play.settle()
        assert "18" in play.text("#problem-page") or "≠" in play.text("#problem-page")
        await play.press("enter")
        assert play.app.screen is play.browse
        assert play.browse.shown == wanted.key and play.browse.is_reading
        fields = [line.field for line in play.reader._lines[play.reader.top : play.reader.top + play.reader.page_lines]]
        assert any(f"{field}.".startswith(f"{wanted.problem.field}.") for field in fields), fields

    async def scenario(play: Play) -> None:
        for size in (NARROW, WIDE):
            await play.resize(*size)
            await go(play)
            await play.press("q")

    drive(scenario, app)


def test_the_list_keeps_to_the_filter_until_f_is_pressed() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("slash")
        await play.type("kind:event")
        await play.press("enter", "exclamation_mark")
        few = len(rows(await unfold(play)))
        assert "kind:event" in play.text("ProblemHead")
        assert all(one.problem.path.startswith("events/") for one in rows(problems(play)))
        await play.press("f")
        assert len(rows(await unfold(play))) > few > 0
        assert "kind:event" not in play.text("ProblemHead")

    drive(scenario, app)


def test_a_language_switch_leaves_cursor_and_group_where_they_are() -> None:
    app = Rehearsal(Registry(SAMPLE), "vi")

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        go_down_to("sum_differs", found)
        row = found.cursor
        await play.press("f2")
        assert "Problems" in play.text("ProblemHead") and found.cursor == row
        assert "stated" in play.text("#problem-page")
        await play.press("f2")
        assert "Vấn đề" in play.text("ProblemHead")

    drive(scenario, app)


def test_the_list_is_live_and_the_cursor_stays_on_its_problem(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    app = Rehearsal(Registry(root), "en")

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        before = len(rows(found))
        go_down_to("sum_differs", found)
        wanted = found.problem
        broken = root / "organizations" / "aaa.toml"
        broken.write_text("[", encoding="utf-8")
        play.app.refresh_index(force=True)
        await play.until(lambda: len(rows(found)) > before)
        assert found.problem is not None and wanted is not None
        assert found.problem.problem == wanted.problem
        # an edited value is another problem at the same place
        (edited,) = [one for one in root.rglob("*.toml") if one.stem == wanted.key]
        before_edit = found.problem.problem
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("stated = 18", "stated = 19"), encoding="utf-8")
        play.app.refresh_index(force=True)
        await play.until(lambda: found.problem is None or found.problem.problem != before_edit)
        assert found.problem is not None and (found.problem.key, found.problem.problem.code) == (
            wanted.key,
            "sum_differs",
        )

    drive(scenario, app)


def test_e_opens_the_text_at_the_problem_s_line_and_d_both_sides(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    app = Rehearsal(Registry(root), "en")

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        go_down_to("sum_differs", problems(play))
        wanted = problems(play).problem
        assert wanted is not None
        await play.press("m")
        assert isinstance(play.app.screen, SourcesScreen)
        assert "Unexplained" in play.text("#matrix-page")
        await play.press("f2")
        assert "Chênh lệch" in play.text("#matrix-page")
        await play.press("f2", "escape", "E")
        assert isinstance(play.app.screen, EditTextScreen)
        assert play.app.screen.area.cursor_location[0] == wanted.problem.line - 1
        await play.press("escape")
        assert problems(play).problem == wanted

    drive(scenario, app)


def test_enter_on_the_sign_in_the_reader_opens_the_matrix_and_a_source_beside_it_leads_there() -> None:
    app = Rehearsal(Registry(RECORDS), "en")

    async def scenario(play: Play) -> None:
        play.browse.go_to("unpog-outcomes")
        await play.settle()
        await play.press("g")
        while play.reader.link < 0 or not play.reader._links[play.reader.link].key.startswith(DISCREPANCY_LINK):
            await play.press("j")
        await play.press("enter")
        assert isinstance(play.app.screen, SourcesScreen)
        view = play.app.screen.query_one(PageView)
        keys = [link.key for link in view._links]
        assert {"qlnn-2019-unpog", "unpan-unpog"} <= set(keys)
        await play.press("tab")
        while view._links[view.link].key != "unpan-unpog":
            await play.press("j")
        await play.press("enter")
        assert play.app.screen is play.browse and play.browse.shown == "unpan-unpog"
        await play.press("left_square_bracket")
        assert play.browse.shown == "unpog-outcomes"
        await play.press("m")
        assert isinstance(play.app.screen, SourcesScreen)

    drive(scenario, app, WIDE)


def test_e_opens_the_field_of_each_problem_or_the_fields_of_its_record_and_leads_back(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SAMPLE, root)
    forms = []

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        found = await unfold(play)
        for row in [row for row in range(found.total) if (one := found.line_at(row)) and one.listed and one.key]:
            found.go_to(row)
            wanted = found.problem
            await play.press("e")
            screen = play.app.screen
            assert isinstance(screen, FieldForm | FieldChooser), wanted
            if isinstance(screen, FieldForm):
                forms.append((wanted.problem.field, screen.path))  # type: ignore[union-attr]
            await play.press("escape")
            assert problems(play).problem == wanted

    drive(scenario, Rehearsal(Registry(root), "en"))
    assert forms and all(field.startswith(path) for field, path in forms)
