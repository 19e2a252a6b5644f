"""What git left in conflict, in the program: rows and pages that say so, decisions settled one by one, the merge finished."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive
from merging import MINE, MOI, THEIRS, VU, merge, pop_stash, rebase, two_branches
from repository import BO, Repository, organization

from govtui.i18n.translator import load
from govtui.store.history import History
from govtui.store.unmerged import unmerged
from govtui.tui.base.dialog import QuestionScreen
from govtui.tui.browse.screen import BrowseScreen
from govtui.tui.edit.merge_versions import MergeVersionsScreen
from govtui.tui.library import Library
from govtui.tui.versions.unmerged import UnmergedScreen
from govtui.tui.views.problems import ProblemsScreen


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is kept in a folder of the test."""
    for name in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))


@pytest.fixture
def merging(tmp_path: Path) -> Repository:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    return repository


def opened(
    repository: Repository,
    scenario: Callable[[Play], Awaitable[None]],
    language: str = "en",
    size: tuple[int, int] = NARROW,
) -> None:
    """Run a scenario from the list, when it is known what git has left."""

    async def begun(play: Play) -> None:
        await play.press("1", "g")
        await play.until(lambda: play.app.settling.unmerged is not None or not unmerged(History(repository.root)))
        await play.settle()
        await scenario(play)

    drive(begun, Rehearsal(Library.kept(repository.root), language), size)


def words(play: Play) -> str:
    return " ".join(play.seen().replace("│", " ").split())


def everything(play: Play) -> str:
    """All words, of what the app says too."""
    return " ".join(play.text().replace("▌", " ").split())


def on(play: Play, screen: type) -> bool:
    return type(play.app.screen) is screen


async def decide(play: Play, *keys: str) -> None:
    """Decide the record that is asked for."""
    await play.until(lambda: on(play, MergeVersionsScreen), "it is not asked")
    await play.settle()
    await play.press(*keys)
    await play.until(lambda: not on(play, MergeVersionsScreen), "it is not decided")
    await play.settle()


def waiting(repository: Repository) -> tuple[str, ...]:
    left = unmerged(History(repository.root))
    return left.waiting if left else ()


def test_from_home_all_is_decided_and_the_merge_finished(merging: Repository) -> None:
    tr = load("vi")

    async def scenario(play: Play) -> None:
        await play.press("o")
        said = tr.ngettext(
            "{n} record of a merge waits for a decision", "{n} records of a merge wait for a decision", 3
        )
        await play.click(said.format(n=3))
        assert on(play, UnmergedScreen)
        assert "chính" in words(play) and "góp-ý" in words(play)
        await play.press("enter")
        await decide(play, "left", "enter", "enter")
        assert on(play, UnmergedScreen) and waiting(merging) == (MOI, VU)
        await play.press("enter")
        await decide(play, "right", "enter", "enter")
        await play.press("enter")
        await decide(play, "left", "enter", "enter")
        assert tr.gettext("The merge can be finished") in words(play)
        await play.press("enter")
        await play.until(lambda: on(play, BrowseScreen), "the merge is not finished")
        await play.settle()
        assert said.format(n=0)[2:] not in play.text()

    opened(merging, scenario, "vi")
    assert merging.git("status", "--porcelain") == ""
    assert merging.git("log", "-1", "--format=%s").strip() == "Merge branch 'góp-ý' into chính"
    assert MINE in (merging.root / BO).read_text()
    assert "Mới của Minh" in (merging.root / MOI).read_text()
    assert not (merging.root / VU).exists()


def test_rows_and_pages_say_what_waits_and_enter_opens_it(merging: Repository) -> None:
    async def scenario(play: Play) -> None:
        assert "Two versions of a merge · Enter: choose field by field" in play.text()
        assert "Removed on one side, changed on the other · Enter: keep or remove it" in play.text()
        for key in ("bo", "vu"):
            play.browse.go_to(key)
            await play.settle()
            assert "· Enter:" in play.text("#reader")
            await play.press("enter")
            await play.until(lambda: on(play, MergeVersionsScreen), "Enter does not open it")
            await play.press("escape")
        await play.press("escape")
        play.browse.listing.records.point_at("bo")
        for key in ("enter", "e"):
            await play.press(key)
            await play.until(lambda: on(play, MergeVersionsScreen), f"{key} does not open it")
            await play.press("escape")

    opened(merging, scenario)
    assert waiting(merging) == (BO, MOI, VU)


def test_in_columns_a_few_words_say_it(merging: Repository) -> None:
    async def scenario(play: Play) -> None:
        assert "hai bản" in play.text("#list") and "một bên đã xóa" in play.text("#list")

    opened(merging, scenario, "vi", WIDE)


def test_after_the_last_one_the_end_is_offered_and_a_rebase_is_left_to_a_shell(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    rebase(repository)
    for path in (MOI, VU):
        repository.write(path, organization(path[14:-5]))
        repository.git("add", str(repository.root / path))

    async def scenario(play: Play) -> None:
        play.browse.go_to("bo")
        await play.settle()
        await play.press("enter")
        await decide(play, "right", "enter", "enter")
        await play.until(lambda: on(play, UnmergedScreen), "the end is not offered")
        await play.settle()
        assert "git rebase --continue" in words(play)
        await play.press("enter")
        assert on(play, BrowseScreen)

    opened(repository, scenario)
    assert THEIRS in (repository.root / BO).read_text()
    assert waiting(repository) == ()


def test_what_was_merged_by_hand_is_asked_about_and_what_is_saved_here_is_settled(merging: Repository) -> None:
    async def scenario(play: Play) -> None:
        merging.write(BO, organization("bo", "Bộ Ba"))
        play.app.refresh_index(force=True)
        await play.settle()
        assert play.app.settling.decide("bo")
        await play.until(lambda: on(play, QuestionScreen), "it is not asked")
        await play.press("enter")
        await play.until(lambda: waiting(merging) == (MOI, VU), "it is not settled")
        play.browse.go_to("moi")
        await play.settle()
        play.app.settling.look()
        await play.settle()
        merging.write(MOI, organization("moi", "Mới"))
        play.browse.written("moi")
        await play.until(lambda: waiting(merging) == (VU,), "it is not settled")
        await play.settle()

    opened(merging, scenario)
    assert "Bộ Ba" in (merging.root / BO).read_text()


def test_a_refused_commit_is_told_and_other_files_keep_the_merge_open(merging: Repository) -> None:
    for path in (BO, MOI, VU):
        merging.write(path, organization(path[14:-5]))
        merging.git("add", str(merging.root / path))
    merging.hook("pre-commit", "echo no >&2; exit 1")

    async def scenario(play: Play) -> None:
        assert play.browse.open("commit")
        await play.until(lambda: on(play, UnmergedScreen), "nobody is led to what can be committed")
        await play.settle()
        await play.press("enter")
        await play.until(lambda: "A hook of the repository refused the commit. (no)" in words(play), "it is not told")
        merging.hook("pre-commit", "exit 0")
        await play.press("enter")
        await play.until(lambda: on(play, BrowseScreen), "the merge is not finished")
        await play.settle()

    opened(merging, scenario)
    assert merging.git("status", "--porcelain") == ""


def test_markers_without_versions_in_git_are_decided_too(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    repository.commit("quên")

    async def scenario(play: Play) -> None:
        assert "Two versions of a merge" in play.text()
        play.browse.go_to("bo")
        await play.settle()
        await play.press("enter")
        await decide(play, "right", "enter", "enter")
        await play.until(lambda: THEIRS in (repository.root / BO).read_text(), "it is not saved")
        repository.write(MOI, "<<<<<<< a\nx\n")
        play.app.settling.decide_file(MOI)
        await play.toast()
        await play.until(lambda: "at line 1 has no end marker" in everything(play), "it is not said")

    opened(repository, scenario)


def test_the_program_says_once_that_merging_by_field_would_have_kept_a_record_from_waiting(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    for branch, changed in (("góp-ý", "en"), ("chính", "vi")):
        repository.git("checkout", "--quiet", "-B", branch, "chính~1" if branch == "góp-ý" else "góp-ý~1")
        repository.write(BO, organization("bo").replace(f'{changed} = "', f'{changed} = "Sửa '))
        repository.commit(branch)
    merge(repository)
    said: list[str] = []

    async def scenario(play: Play) -> None:
        said.extend(one.message for one in play.app._notifications)
        await play.silence()
        play.app.settling.look()
        await play.settle()
        assert not play.app.screen.query("Toast"), "it is said once"
        assert play.browse.open("unmerged")
        await play.settle()
        await play.press("enter")
        await play.until(lambda: waiting(repository) == (), "it is not merged")
        await play.settle()
        assert "The merge can be finished" in words(play)
        assert "govtui doctor --fix" in words(play)

    opened(repository, scenario)
    assert said and "govtui doctor --fix" in said[0]
    assert (repository.root / BO).read_text().count("Sửa") == 2


def test_what_was_stashed_is_still_kept_when_its_last_record_is_decided(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    pop_stash(repository)
    for path in (MOI, VU):
        repository.write(path, organization(path[14:-5]))
        repository.git("add", str(repository.root / path))

    async def scenario(play: Play) -> None:
        await play.silence()
        play.app.settling.decide("bo")
        await decide(play, "left", "enter", "enter")
        await play.until(lambda: "git stash drop" in everything(play), "it is not said")

    opened(repository, scenario)
    assert MINE in (repository.root / BO).read_text()
    assert repository.git("stash", "list").count("\n") == 1


def test_the_list_of_problems_begins_with_what_waits_and_is_there_again_when_that_is_decided(
    merging: Repository,
) -> None:
    async def scenario(play: Play) -> None:
        await play.press("exclamation_mark", "home")
        assert "⇋ Left by a merge 3 records" in everything(play)
        await play.press("down")
        assert "Enter shows both, to choose field by field" in " ".join(
            play.text("#problem-page").replace("│", " ").split()
        )
        await play.press("enter")
        await decide(play, "left", "enter", "enter")
        assert on(play, ProblemsScreen) and len(waiting(merging)) == 2
        await play.until(lambda: "⇋ Left by a merge 2 records" in everything(play), "it is still listed")

    opened(merging, scenario, "en", WIDE)
