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
from small import RECORDS

from govtui.index.api import ListedProblem
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
    listed = (found._listed(row) for row in range(found.total))
    return [one for one in listed if one is not None]


def go_down_to(code: str, found: ProblemList) -> None:
    found.go_to(next(row for row in range(found.total) if (one := found._listed(row)) and one.problem.code == code))


@pytest.mark.parametrize("root", [SAMPLE, RECORDS], ids=["sample", "records"])
def test_every_problem_of_check_is_on_the_list_once_however_it_is_grouped(root: Path) -> None:
    app = Rehearsal(Registry(root), "en")

    async def scenario(play: Play) -> None:
        index = play.app.index
        assert index is not None
        every = sorted(map(repr, index.problems()))
        await play.press("exclamation_mark", "f6")
        for _ in range(2):
            assert sorted(repr(one.problem) for one in rows(problems(play))) == every
            await play.press("s")
        await play.press("f6")
        unmuted = sorted(repr(one) for one in index.problems() if not one.muted)
        assert sorted(repr(one.problem) for one in rows(problems(play))) == unmuted

    drive(scenario, app)


def test_what_is_listed_is_what_the_command_line_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from govtui.cli import main

    main.run(["check", str(SAMPLE), "--format", "json", "--lang", "en"])
    found = json.loads(capsys.readouterr().out)
    printed = sorted((one["code"], one["path"], one["line"], one["field"]) for one in found)
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark", "f6")
        found = [one.problem for one in rows(problems(play))]
        assert sorted((one.code, one.path, one.line, one.field) for one in found) == printed

    drive(scenario, app)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_enter_leads_to_the_field_and_a_heading_closes_its_group(language: str, size: tuple[int, int]) -> None:
    app = Rehearsal(Registry(SAMPLE), language)

    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = problems(play)
        before = found.total
        await play.press("k", "enter")
        assert found.total < before and found.problem is None
        await play.press("enter", "j")
        assert found.total == before
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

    drive(scenario, app, size)


def test_the_list_keeps_to_the_filter_until_f_is_pressed() -> None:
    app = Rehearsal(Registry(SAMPLE), "en")

    async def scenario(play: Play) -> None:
        await play.press("slash")
        await play.type("kind:event")
        await play.press("enter", "exclamation_mark")
        few = len(rows(problems(play)))
        assert "kind:event" in play.text("ProblemHead")
        assert all(one.problem.path.startswith("events/") for one in rows(problems(play)))
        await play.press("f")
        assert len(rows(problems(play))) > few > 0
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
        await play.press("g", "enter")
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
        for row in [row for row in range(found.total) if (one := found._listed(row)) and one.key]:
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
