"""Who last changed the field that one rests on: in the head of the reader, and in the edge of the list of fields."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, Play, Rehearsal, drive
from living import PATIENCE
from repository import BO, Repository, ministry, organization

from govtui.edit import file_history
from govtui.edit.file_history import FileHistory
from govtui.store.registry import Registry
from govtui.tui.base.last_change_hint import REST
from govtui.tui.base.option_list import OptionList
from govtui.tui.browse.reader_pane import ReaderHead
from govtui.tui.edit.field_list import FieldChooser
from govtui.tui.edit.last_change_form import LastChangeForm
from govtui.tui.versions.field_history import FieldHistoryList
from govtui.tui.versions.history import HistoryScreen

SO = "organizations/so.toml"
PART_OF = '\n[relations]\npart_of = ["so"]\n'
SOON = 0.001
"""Seconds after which a cursor rests here."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The ministry as part of another body, "so", whose id Lan wrote into it."""
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    made = ministry(tmp_path)
    made.write(SO, organization("so", "Sở"))
    made.write(BO, organization("bo", "Bộ Nội vụ") + PART_OF)
    made.commit("Thuộc sở")
    made.write(BO, organization("bo", "Bộ Nội vụ", "inactive") + PART_OF)
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that git was asked about, in order."""
    paths: list[str] = []

    class Noted(FileHistory):
        def __init__(self, registry: Registry, path: str) -> None:
            paths.append(path)
            assert threading.current_thread() is not threading.main_thread()
            super().__init__(registry, path)

    monkeypatch.setattr(file_history, "FileHistory", Noted)
    yield paths


def head(play: Play) -> str:
    return "".join(piece.text for piece in play.browse.query_one(ReaderHead).right()).strip()


async def told(play: Play, says: Callable[[], str], words: str) -> None:
    await play.until(lambda: words in says(), f"nobody says {words!r}")


async def read(play: Play, key: str = "bo") -> None:
    """Read a record, and go to its first link."""
    play.browse.go_to(key)
    await play.settle()
    await play.press("down", "up")


def app(repository: Repository, language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(repository.root), language)


@pytest.mark.parametrize("size", [NARROW, BESIDE])
def test_the_head_says_who_changed_the_field_pointed_to_and_in_the_other_language_at_once(
    repository: Repository, size: tuple[int, int]
) -> None:
    async def scenario(play: Play) -> None:
        await read(play)
        await told(play, lambda: head(play), "Thuộc: Nguyễn Thị Lan · 06/5/2024")
        assert "Nguyễn Thị Lan" in play.text("ReaderHead")
        await play.press("f2")
        assert head(play).startswith("Part of: Nguyễn Thị Lan · 6 May 2024")

    drive(scenario, app(repository), size, rest=SOON)


def test_it_is_asked_only_at_rest_and_only_where_a_field_is_meant(repository: Repository, asked: list[str]) -> None:
    async def scenario(play: Play) -> None:
        await play.press("down", "up", "tab")  # in the list, and the reader as it was filled
        await play.settle()
        assert not head(play) and not asked
        await read(play)
        await play.settle()
        assert not head(play) and not asked, "the cursor does not rest yet"

    drive(scenario, app(repository), BESIDE)
    assert 0.1 <= REST <= 0.2


def test_a_record_is_asked_about_once_until_it_is_left_or_its_file_changes(
    repository: Repository, asked: list[str]
) -> None:
    async def scenario(play: Play) -> None:
        await read(play)
        await told(play, lambda: head(play), "Lan")
        await play.press("down", "up", "f2", "f2")
        await told(play, lambda: head(play), "Lan")
        assert asked == [BO]
        repository.write(BO, organization("bo", "Bộ Nội vụ") + PART_OF.replace('"so"', '"so", "bo-cu"'))
        play.app.refresh_index(force=True)
        await told(play, lambda: head(play), "chưa ghi vào git")
        assert asked == [BO, BO]
        await read(play, "so")
        assert "Nguyễn" not in head(play), "what is said is of the record that is read"

    drive(scenario, app(repository), BESIDE, rest=SOON)


def test_it_goes_when_the_list_is_gone_back_to_and_comes_again(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await read(play)
        await told(play, lambda: head(play), "Lan")
        await play.press("tab")
        await play.until(lambda: not head(play), "it still says who changed a field")
        await play.press("tab")
        await told(play, lambda: head(play), "Lan")

    drive(scenario, app(repository), BESIDE, rest=SOON)


def test_what_was_committed_meanwhile_is_known_when_one_is_back(repository: Repository) -> None:
    repository.write(BO, organization("bo", "Bộ Nội vụ") + PART_OF.replace('"so"', '"so", "x"'))

    async def scenario(play: Play) -> None:
        await read(play)
        await told(play, lambda: head(play), "chưa ghi vào git")
        await play.press("h")
        repository.commit("Thêm x")
        await play.press("escape")
        await told(play, lambda: head(play), "Lan")

    drive(scenario, app(repository), BESIDE, rest=SOON)


def test_keys_go_on_while_git_thinks_and_the_answer_about_another_record_is_dropped(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking, answer = threading.Event(), threading.Event()

    class Slow(FileHistory):
        def __init__(self, registry: Registry, path: str) -> None:
            super().__init__(registry, path)
            if path == BO:
                asking.set()
                assert answer.wait(PATIENCE)

    monkeypatch.setattr(file_history, "FileHistory", Slow)

    async def scenario(play: Play) -> None:
        play.browse.go_to("bo")
        await play.settle()
        for key in ("down", "up"):  # not pressed: that would wait for git
            play.app.post_message(play.key(key))
        await play.until(asking.is_set, "git is not asked")
        play.browse.go_to("so")
        await play.until(lambda: play.browse.shown == "so", "keys wait for git")
        answer.set()
        await play.settle()
        assert not head(play)

    drive(scenario, app(repository), BESIDE, rest=SOON)


def test_without_git_nothing_is_said(tmp_path: Path) -> None:
    for path, text in ((BO, organization("bo") + PART_OF), (SO, organization("so"))):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "registry.toml").write_text("schema = 2\n")

    async def scenario(play: Play) -> None:
        await read(play)
        await play.until(lambda: play.browse.reader.last_change.is_answered, "git is not asked")
        assert not head(play)

    drive(scenario, Rehearsal(Registry(tmp_path)), BESIDE, rest=SOON)


def test_a_click_on_it_opens_the_history_of_the_field(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await read(play)
        await told(play, lambda: head(play), "Lan")
        await play.settle()
        await play.click("Thuộc: Ng")
        screen = play.app.screen
        assert isinstance(screen, HistoryScreen)
        fields = screen.query_one(FieldHistoryList)
        await play.until(lambda: fields.chosen is not None, "the fields are not told")
        assert fields.chosen is not None and fields.chosen.path == "relations"
        await play.press("escape", "h", "s")
        fields = play.app.screen.query_one(FieldHistoryList)
        await play.until(lambda: fields.chosen is not None, "the fields are not told")
        assert fields.chosen is not None and fields.chosen.path == "relations", "from h, too, it is the field in hand"

    drive(scenario, app(repository), BESIDE, rest=SOON)


def test_the_edge_of_the_list_of_fields_says_it_and_nothing_moves(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await play.press("e")
        screen = play.app.screen
        assert isinstance(screen, FieldChooser)

        def edge() -> str:
            return screen.query_one(LastChangeForm).border_subtitle or ""

        before = screen.query_one(OptionList).size
        await told(play, edge, "Nguyễn Thị Lan · 06/5/2024 · Đổi tên")
        await play.settle()
        assert screen.query_one(OptionList).size == before
        assert "Nguyễn Thị Lan · 06/5/2024" in play.text()
        await play.press("f2")
        assert edge().startswith("Nguyễn Thị Lan · 6 May 2024")
        await play.press("down", "down")
        await told(play, edge, "not yet committed")
        await play.press("enter")
        form = play.app.screen.query_one(LastChangeForm)
        assert form is not screen.query_one(LastChangeForm)
        await told(play, lambda: form.border_subtitle or "", "not yet committed")
        await play.press("escape", "down")
        await play.until(lambda: not edge(), "a field without a value was changed by nobody")

    drive(scenario, app(repository), BESIDE, rest=SOON)
