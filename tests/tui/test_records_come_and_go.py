"""New records, other ids, deletions: what is alike is shown first, what refers to a record is shown first, all can be undone."""

from __future__ import annotations

import tomllib

import pytest
from drive import Play
from editing import TEXT, Edited, edited, on
from small import write

from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.drafts import DraftsScreen
from govtui.tui.edit.new_record import NewRecordScreen
from govtui.tui.edit.rename_delete import RemoveScreen, RenameScreen
from govtui.tui.edit.review import ReviewScreen
from govtui.user import drafts

__all__ = ["edited"]

REFERRING = TEXT.replace('"bo"', '"vu"').replace(
    "[[sources]]", '[relations]\npart_of = ["bo"] # trực thuộc\n\n[[sources]]'
)


@pytest.fixture
def referred(edited: Edited) -> Edited:
    """The record "vu" is part of "bo"."""
    write(edited.root, "organizations/vu.toml", REFERRING)
    return edited


def seen(play: Play) -> str:
    return " ".join(play.seen().split())


# -- new ---------------------------------------------------------------------------------------------------------------


async def populate(play: Play, *names: str) -> None:
    await play.press("a")
    assert on(play, NewRecordScreen)
    await play.type("to chuc")
    await play.press("enter")
    await play.type("hoc vien")
    await play.press("enter")
    for name in names:
        await play.type(name)
        await play.press("enter")


def test_a_new_record_is_made_of_kind_type_and_names_with_an_id_from_its_name(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await populate(play, "Học viện Hành chính Quốc gia", "National Academy of Public Administration")
        assert "national-academy-public-administration" in seen(play)
        await play.press("enter")
        assert on(play, BrowseScreen)
        play.app.edit_session.keep_now()
        assert drafts.all(edited.root) == []

    edited.open(scenario)
    made = tomllib.loads((edited.root / "organizations/national-academy-public-administration.toml").read_text())
    assert made == {
        "schema": 2,
        "kind": "organization",
        "id": "national-academy-public-administration",
        "type": "academy",
        "status": "unknown",
        "name": {"vi": "Học viện Hành chính Quốc gia", "en": "National Academy of Public Administration"},
    }


def test_an_id_that_is_taken_or_is_none_is_refused_as_it_is_typed(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await populate(play, "Học viện", "Academy")
        await play.press("end", "ctrl+u")
        await play.type("hoi")
        assert "✗" in seen(play) and "hoi" in seen(play)
        await play.press("enter")
        assert on(play, NewRecordScreen)
        await play.type(" Vien")
        assert "✗" in seen(play)
        await play.press("ctrl+u")
        await play.type("hoc-vien")
        assert "✗" not in seen(play)
        await play.press("enter")

    edited.open(scenario)
    assert (edited.root / "organizations/hoc-vien.toml").exists()


def test_records_that_are_alike_are_shown_as_the_name_is_typed_and_enter_goes_to_one(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await populate(play)
        await play.type("Hội")
        assert "hoi" in seen(play)
        await play.press("down", "enter")
        assert on(play, BrowseScreen) and play.browse.shown == "hoi"

    edited.open(scenario)
    assert len(list((edited.root / "organizations").iterdir())) == 2


def test_a_form_without_a_name_says_what_is_needed_and_one_with_a_name_asks_before_it_goes(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await populate(play)
        await play.press("ctrl+s")
        assert "Cần chọn loại, phân loại và nhập tên." in seen(play)
        await play.type("Học viện")
        await play.press("escape")
        assert on(play, QuestionScreen)
        await play.press("down", "down", "enter")
        assert on(play, BrowseScreen)

    edited.open(scenario)


def test_what_was_typed_of_a_new_record_is_kept_and_there_again(edited: Edited) -> None:
    async def typed(play: Play) -> None:
        await populate(play, "Học viện", "Academy")
        await play.type("-x")
        await play.until(lambda: "academy-x" in "".join(draft.text for draft in drafts.all(edited.root)))

    async def again(play: Play) -> None:
        await play.press("a")
        assert "đã mở lại những gì gõ lần trước" in seen(play)
        for words in ("Tổ chức", "Học viện", "Academy", "academy-x"):
            assert words in seen(play)
        await play.press("ctrl+s")
        assert on(play, BrowseScreen)

    edited.open(typed)
    [draft] = drafts.all(edited.root)
    assert draft.key == drafts.NEW
    edited.open(again)
    made = tomllib.loads((edited.root / "organizations/academy-x.toml").read_text())
    assert (made["type"], made["name"]) == ("academy", {"vi": "Học viện", "en": "Academy"})
    assert drafts.all(edited.root) == []


@pytest.mark.parametrize("way", ["thrown away", "gone to another"])
def test_a_new_record_leaves_no_draft_when_it_is_thrown_away_by_name(edited: Edited, way: str) -> None:
    async def scenario(play: Play) -> None:
        await populate(play)
        await play.type("Bộ")
        await play.until(lambda: bool(drafts.all(edited.root)))
        if way == "thrown away":
            await play.press("escape", "down", "down", "enter")
        else:
            await play.press("down", "enter")
        assert on(play, BrowseScreen)
        play.app.edit_session.keep_now()
        assert len(drafts.all(edited.root)) == (way == "gone to another")

    edited.open(scenario)


def test_the_draft_of_a_new_record_stands_among_the_others_and_can_be_looked_at(edited: Edited) -> None:
    text = 'kind = "organization"\ntype = "academy"\nid = "hv"\nstatus = "unknown"\n[name]\nvi = "Học viện"\n'
    drafts.keep(drafts.begin(edited.root, drafts.NEW, "", ""), text)

    async def scenario(play: Play) -> None:
        await play.press("colon")
        await play.type("ban thao")
        await play.press("enter")
        assert on(play, DraftsScreen) and "Bản ghi mới: Học viện" in seen(play)
        await play.press("right")
        assert on(play, ReviewScreen) and "organizations/hv.toml" in seen(play)
        await play.press("end")
        assert '+ id = "hv"' in " ".join(seen(play).split())
        await play.press("escape", "enter")
        assert on(play, NewRecordScreen) and "hv" in seen(play)

    edited.open(scenario)


def test_undoing_a_new_record_takes_its_file_away(edited: Edited) -> None:
    async def scenario(play: Play) -> None:
        await populate(play, "Học viện", "Academy")
        await play.press("enter")
        assert (edited.root / "organizations/academy.toml").exists()
        await play.press("u")

    edited.open(scenario)
    assert not (edited.root / "organizations/academy.toml").exists()


# -- another id --------------------------------------------------------------------------------------------------------


def test_a_record_gets_another_id_in_every_file_and_one_undo_brings_all_back(referred: Edited) -> None:
    new, other = referred.root / "organizations/bo-noi-vu.toml", referred.root / "organizations/vu.toml"

    async def scenario(play: Play) -> None:
        await play.press("r")
        assert on(play, RenameScreen)
        await play.type("-noi-vu")
        assert "2 tệp sẽ thay đổi" in seen(play) and "organizations/vu.toml" in seen(play)
        await play.press("enter")
        await play.until(lambda: on(play, BrowseScreen))
        assert not referred.file.exists()
        renamed = new.read_text()
        assert tomllib.loads(renamed)["former_ids"] == ["bo"]
        kept = [line for line in renamed.splitlines() if not line.startswith("former_ids")]
        assert kept == TEXT.replace('id = "bo"', 'id = "bo-noi-vu"').splitlines()
        assert other.read_text() == REFERRING.replace('["bo"]', '["bo-noi-vu"]')
        await play.press("u")
        await play.until(referred.file.exists)

    referred.open(scenario)
    assert referred.text == TEXT and other.read_text() == REFERRING and not new.exists()


def test_an_id_that_cannot_be_is_refused_as_it_is_typed(referred: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("r")
        await play.type(" Nội")
        assert "✗" in seen(play)
        await play.press("ctrl+u")
        await play.type("vu")
        assert "✗" in seen(play) and "vu" in seen(play)
        await play.press("enter")
        assert on(play, RenameScreen)

    referred.open(scenario)
    assert referred.text == TEXT


# -- deleting ----------------------------------------------------------------------------------------------------------


def test_what_refers_to_a_record_is_shown_and_enter_keeps_it(referred: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("d")
        assert on(play, RemoveScreen)
        assert "1 bản ghi liên kết tới" in seen(play)
        await play.press("enter")
        assert on(play, BrowseScreen)

    referred.open(scenario)
    assert referred.text == TEXT


def test_a_record_is_deleted_after_a_yes_and_comes_back_to_the_byte(referred: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("d", "down", "enter")
        assert not referred.file.exists()
        await play.press("u")

    referred.open(scenario)
    assert referred.text == TEXT


def test_d_typed_twice_by_a_telex_hand_deletes_nothing(referred: Edited) -> None:
    async def scenario(play: Play) -> None:
        await play.press("d", "backspace", "đ")
        assert on(play, RemoveScreen)
        await play.press("enter")

    referred.open(scenario)
    assert referred.text == TEXT


def test_several_forms_that_were_left_are_offered_with_an_empty_one(edited: Edited) -> None:
    for name in ("Học viện", "Viện"):
        draft = drafts.begin(edited.root, drafts.NEW, "", "")
        drafts.keep(
            draft, f'kind = "organization"\ntype = "academy"\nid = "hv"\nstatus = "unknown"\n[name]\nvi = "{name}"\n'
        )

    async def scenario(play: Play) -> None:
        await play.press("a")
        assert on(play, DraftsScreen) and "Bản ghi mới: Học viện" in seen(play)
        await play.press("j", "enter")
        assert on(play, NewRecordScreen) and "Học viện" in seen(play)
        await play.press("escape")
        assert on(play, BrowseScreen)
        await play.press("a", "k", "enter")
        assert on(play, NewRecordScreen) and "Viện" not in seen(play)
        await play.press("escape")
        assert on(play, BrowseScreen)

    edited.open(scenario)
    assert len(drafts.all(edited.root)) == 2


def test_beside_a_form_that_was_left_another_is_begun_with_ctrl_n(edited: Edited) -> None:
    async def typed(play: Play) -> None:
        await populate(play, "Học viện", "Academy")
        play.app.edit_session.keep_now()
        play.app.exit()

    async def again(play: Play) -> None:
        await play.press("a", "ctrl+n")
        assert on(play, NewRecordScreen) and "Học viện" not in seen(play)
        await play.press("escape")
        assert on(play, BrowseScreen)

    edited.open(typed)
    edited.open(again)
    assert ["Học viện" in draft.text for draft in drafts.all(edited.root)] == [True]
