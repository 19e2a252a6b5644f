"""Two records made one on the screen: from two marks or a problem, decided field by field, saved as one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import Play
from editing import Edited, edited, on
from small import toml, write

from govtui.edit.conflict import Side
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.merge_records import DifferenceList, MergeScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.edit.value_form import ValueScreen
from govtui.tui.views.problem_list import ProblemList
from govtui.tui.views.problems import ProblemsScreen

__all__ = ["edited"]


def said(play: Play) -> str:
    return " ".join(play.seen().replace("│", " ").split())


def files(root: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in root.glob("*/*.toml")}


@pytest.fixture
def twice(edited: Edited) -> Edited:
    """The record "bo", to which one refers, beside "bo-2" of the same name, to which none does."""
    text = edited.text.replace('"active"', '"inactive"').replace('ref = "s"', 'ref = "s"\nfor = ["status"]')
    write(edited.root, "organizations/bo-2.toml", text.replace('"bo"', '"bo-2"'))
    write(edited.root, "organizations/vu.toml", toml("vu", relations={"part_of": ["bo"]}))
    return edited


async def saved(play: Play) -> None:
    await play.until(lambda: on(play, BrowseScreen), "nothing was saved")


def test_two_marked_records_become_the_one_to_which_more_refers_and_u_separates_them(twice: Edited) -> None:
    before = files(twice.root)

    async def scenario(play: Play) -> None:
        await play.press("space", "space", "colon", *"merge", "enter")
        screen = play.app.screen
        assert isinstance(screen, MergeScreen)
        assert "(bo)" in said(play).partition("(bo-2)")[0]
        assert screen.query_one(DifferenceList).choices == {"status": Side.MINE}
        await play.press("enter")
        assert on(play, ReviewScreen) and "organizations/bo-2.toml" in said(play) and files(twice.root) == before
        await play.press("enter")
        await play.until(lambda: "Đã gộp “bo-2” vào “bo”." in said(play), "nothing was said")
        assert on(play, BrowseScreen)
        after = files(twice.root)
        assert after.keys() == before.keys() - {"bo-2"} and 'value  = "inactive"' in after["bo"]
        await play.press("u")
        assert files(twice.root) == before
        # the other value, and the other record
        play.browse.open("merge", keys=("bo", "bo-2"))
        await play.press("f6")
        assert "[×] bản ghi giữ" in said(play) and "[×] bản ghi kia" not in said(play)
        await play.press("f6", "right", "f6")
        assert "(bo-2)" in said(play).partition("(bo)")[0]
        await play.press("right", "enter", "enter")
        await saved(play)
        after = files(twice.root)
        assert "bo" not in after and 'status = "active"' in after["bo-2"] and '"bo-2"' in after["vu"]

    twice.open(scenario)


def test_what_no_source_decides_is_chosen_before_it_is_saved_and_what_cannot_be_is_said(twice: Edited) -> None:
    file = twice.root / "organizations/bo-2.toml"
    file.write_text(file.read_text().partition("[[sources]]")[0])
    before = files(twice.root)

    async def scenario(play: Play) -> None:
        assert not play.browse.open("merge", keys=("bo", "s"))
        assert not play.browse.open("merge")
        await play.settle()
        assert "không thể là một" in said(play) and "Hãy đánh dấu đúng hai bản ghi" in said(play)
        play.browse.open("merge", keys=("bo", "bo-2"))
        await play.press("enter")
        assert on(play, MergeScreen) and "Còn 1 trường chưa chọn" in said(play)
        await play.press("e")
        assert on(play, ValueScreen)
        await play.press("escape", "right", "enter")
        assert on(play, ReviewScreen)
        await play.press("escape", "escape")
        assert on(play, BrowseScreen) and files(twice.root) == before

    twice.open(scenario, language="vi")

    async def reading(play: Play) -> None:
        assert not play.browse.open("merge", keys=("bo", "bo-2"))

    twice.open(reading, read_only=True)


def test_from_records_with_one_name_in_the_list_of_problems(twice: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark")
        found = play.app.screen.query_one(ProblemList)
        row = 0
        while row < found.total:  # open all groups
            found.go_to(row)
            if found.line is None:
                await play.press("right")
            if found.line is not None and found.line.listed and found.line.listed.problem.code == "likely_duplicate":
                break
            row += 1
        await play.press("up", "down")
        assert "F8" in said(play)
        await play.press("f8")
        assert on(play, MergeScreen)
        await play.press("enter", "enter")
        await play.until(lambda: on(play, ProblemsScreen), "one is not there again")
        assert "bo-2" not in files(twice.root)

    twice.open(scenario, size=(100, 30))
