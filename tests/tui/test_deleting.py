"""What `d` deletes is named in the question; the answer that harms nothing has the focus, and only Tab Enter deletes."""

from __future__ import annotations

import pytest
from drive import Play
from editing import Edited, edited, on
from small import toml, write

from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.base.option_list import Option
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.rename_delete import RemoveScreen
from govtui.user import views
from govtui.user.views import SavedView

__all__ = ["edited"]


def said(play: Play) -> str:
    """What stands on the screen, in one line, without the borders of boxes."""
    return " ".join(play.seen().replace("│", " ").split())


def records(edited: Edited) -> set[str]:
    return {path.stem for path in edited.root.glob("*/*.toml")}


@pytest.mark.parametrize(
    ("language", "question", "keep", "delete"),
    [("vi", "Xóa ⌂ Bộ (bo)?", "Giữ lại", "Xóa"), ("en", "Delete ⌂ Ministry (bo)?", "Keep", "Delete")],
)
def test_the_question_names_the_record_and_enter_keeps_it(
    edited: Edited, language: str, question: str, keep: str, delete: str
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("d")
        assert on(play, RemoveScreen) and question in said(play)
        assert f"{keep} {delete}" in said(play)
        await play.press("enter")
        assert on(play, BrowseScreen)
        await play.press("d", "tab", "shift+tab", "enter")
        assert "bo" in records(edited)
        await play.press("d", "tab", "enter")
        assert "bo" not in records(edited)
        await play.press("u")
        assert "bo" in records(edited)

    before = edited.text
    edited.open(scenario, language)
    assert edited.text == before


@pytest.mark.parametrize("key", ["escape", "q", "n"])
def test_whoever_hesitates_keeps_it(edited: Edited, key: str) -> None:
    async def scenario(play: Play) -> None:
        await play.press("d", "tab", key)
        assert on(play, RemoveScreen if key == "n" else BrowseScreen)

    edited.open(scenario)
    assert "bo" in records(edited)


def test_marked_records_are_named_counted_and_go_with_one_step(edited: Edited) -> None:
    for id, name in (("vu", "Vụ"), ("cuc", "Cục")):
        write(
            edited.root,
            f"organizations/{id}.toml",
            toml(id, name={"vi": name, "en": name}, relations={"part_of": ["bo"]}),
        )
    before = records(edited)

    async def scenario(play: Play) -> None:
        await play.press("asterisk", "d")
        assert on(play, RemoveScreen)
        assert "Xóa 5 bản ghi: ⌂ Bộ (bo), ⌂ Cục (cuc), ⌂ Hội (hoi) và 2 bản ghi khác?" in said(play)
        assert "Không có bản ghi nào khác liên kết tới các bản ghi này." in said(play)
        await play.press("escape", "backslash", "2", "g", "space", "d")
        assert "Xóa ⌂ Bộ (bo)?" in said(play) and "2 bản ghi liên kết tới" in said(play)
        await play.press("escape", "space", "d")
        assert "Xóa 2 bản ghi: ⌂ Bộ (bo), ⌂ Cục (cuc)?" in said(play)
        assert "1 bản ghi khác liên kết tới" in said(play) and "Vụ" in play.text("#remove-incoming")
        await play.press("tab", "enter")
        assert on(play, BrowseScreen) and records(edited) == before - {"bo", "cuc"}
        assert "Đã xóa 2 bản ghi" in said(play)
        await play.press("u")
        assert records(edited) == before
        assert "xóa 2 bản ghi" in said(play)

    edited.open(scenario)


def test_more_than_fifty_are_refused(edited: Edited) -> None:
    for n in range(60):
        write(
            edited.root,
            f"organizations/o{n:02}.toml",
            toml(f"o{n:02}", name={"vi": f"Tổ {n:02}", "en": f"Unit {n:02}"}),
        )
    before = records(edited)

    async def scenario(play: Play) -> None:
        await play.press("asterisk", "d")
        await play.toast()
        assert on(play, BrowseScreen) and "tối đa 50 bản ghi" in said(play)

    edited.open(scenario)
    assert records(edited) == before


def test_an_item_is_named_before_it_goes(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("e", *"dan nguon", "enter", "delete")
        assert on(play, QuestionScreen) and "Bỏ s" in said(play)
        await play.press("enter")
        assert on(play, FieldChooser)
        await play.press("delete", "tab", "enter")

    edited.open(scenario)
    assert "[[sources]]" not in edited.text


def test_keys_typed_ahead_of_the_question_answer_it(edited: Edited) -> None:
    """The first of them came to a question that had no answers yet, which ended the program."""

    async def scenario(play: Play) -> None:
        await play.press("e", *"dan nguon", "enter")
        for key in ("delete", "down", "up", "tab", "enter"):
            play.app.post_message(play.key(key))
        await play.settle()
        await play.until(lambda: "[[sources]]" not in edited.text)

    edited.open(scenario)


def test_keys_that_come_while_a_question_opens_by_itself_answer_it(edited: Edited) -> None:
    """As when drafts are offered after the start: no key opened it, and one is on its way to the list."""

    async def scenario(play: Play) -> None:
        answers = []
        asking = [Option("no", "no"), Option("yes", "yes"), Option("never", "never")]
        play.app.post_message(play.key("down"))
        play.app.call_later(play.app.push_screen, QuestionScreen(lambda _tr: ("?", asking)), answers.append)
        for key in ("down", "down", "up", "enter"):
            play.app.post_message(play.key(key))
        await play.until(lambda: answers)
        assert answers == ["yes"]

    edited.open(scenario)


def test_a_saved_view_is_named_before_it_goes(edited: Edited) -> None:
    views.save(SavedView("Chờ rà soát"))

    async def scenario(play: Play) -> None:
        await play.press("V", "ctrl+d")
        assert on(play, QuestionScreen) and "Xóa chế độ xem đã lưu Chờ rà soát?" in said(play)
        await play.press("enter")
        assert [view.name for view in views.load()] == ["Chờ rà soát"]
        await play.press("ctrl+d", "tab", "enter")
        assert views.load() == []

    edited.open(scenario)
