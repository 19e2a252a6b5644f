"""The history of a record on the screen, in both languages: what each version changed, the record as it was, bringing it back;
and committing what was changed here. Each scenario is under a second."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from drive import BESIDE, NARROW, WIDE, Play, Rehearsal, drive
from living import PATIENCE
from pseudo import leaks, words
from repository import BO, Repository, branched, ministry, organization

from govtui.edit import file_history
from govtui.edit.file_history import FileHistory
from govtui.i18n.translator import LANGUAGES, load
from govtui.store import version_graph
from govtui.store.registry import Registry
from govtui.tui.base.key_names import shown
from govtui.tui.base.page_view import PageView
from govtui.tui.edit.review import ReviewScreen
from govtui.tui.versions.commit import CommitScreen, PendingList
from govtui.tui.versions.history import HistoryScreen
from govtui.tui.versions.version_list import VersionList

SO = "organizations/so.toml"


@pytest.fixture(autouse=True)
def _a_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return ministry(tmp_path)


def app(repository: Repository, language: str = "vi") -> Rehearsal:
    return Rehearsal(Registry(repository.root), language)


async def opened(play: Play) -> HistoryScreen:
    await play.press("h")
    screen = play.app.screen
    assert isinstance(screen, HistoryScreen)
    await play.until(lambda: screen.query_one(VersionList).versions, "git did not answer")
    await play.settle()
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_version_shows_what_it_changed_in_words_of_the_interface(repository: Repository, language: str) -> None:
    tr = load(language)
    words = [tr.pgettext("organization.status", each) for each in ("Active", "Inactive")]

    async def scenario(play: Play) -> None:
        await opened(play)
        assert tr.gettext("Not yet committed") in play.text()
        assert f"− {words[0]}" in play.text()
        assert f"+ {words[1]}" in play.text()
        await play.press("down")
        assert "− Bộ cũ" in play.text() and "+ Bộ Nội vụ" in play.text()
        assert words[1] not in play.text()
        await play.press("G")
        assert tr.gettext("The record was created. Enter shows it whole.") in play.text()
        await play.press("f2")
        other = load(next(each for each in LANGUAGES if each != language))
        assert other.gettext("The record was created. Enter shows it whole.") in play.text()

    drive(scenario, app(repository, language))


def test_two_marked_versions_are_compared_and_the_whole_record_is_shown(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("space", "G")
        page = play.text("#version")
        assert "− Bộ cũ" in page and "+ Bộ Nội vụ" in page, page
        status = load("vi").pgettext("organization.status", "Inactive")
        assert f"+ {status}" in page
        await play.press("enter")
        assert "Bộ cũ" in play.text("#version") and "−" not in play.text("#version")
        await play.press("escape")
        assert "− Bộ cũ" in play.text("#version")
        await play.press("escape")
        assert len(play.app.screen_stack) == 1

    drive(scenario, app(repository), BESIDE)


def test_a_version_is_brought_back_after_a_look_and_can_be_undone(repository: Repository) -> None:
    place = repository.root / BO
    before = place.read_text()

    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("G", "u")
        assert isinstance(play.app.screen, ReviewScreen)
        assert "+ Bộ cũ" in play.text()
        assert place.read_text() == before
        await play.press("enter")
        assert place.read_text() == organization("bo", "Bộ cũ")
        assert play.app.edit_session.journal.paths == {BO}
        await play.press("escape", "u")
        assert place.read_text() == before

    drive(scenario, app(repository))


def test_the_version_that_stands_there_is_not_brought_back(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("u")
        await play.toast()
        assert isinstance(play.app.screen, HistoryScreen)

    drive(scenario, app(repository))


def test_a_version_without_a_text_is_not_brought_back_and_says_why(repository: Repository) -> None:
    (repository.root / BO).unlink()
    repository.commit("Xóa")
    repository.write(BO, organization("bo", "Bộ mới"))
    repository.commit("Lập lại")

    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("down", "u")
        await play.toast()
        sentence = load("vi").gettext("The record was removed.")
        assert play.text().count(sentence) == 2  # on the page, and in answer
        assert isinstance(play.app.screen, HistoryScreen)

    drive(scenario, app(repository))


def test_one_field_is_brought_back_from_its_name_and_nothing_else(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("down", "tab", "enter")
        assert isinstance(play.app.screen, ReviewScreen)
        await play.press("enter")
        assert (repository.root / BO).read_text() == organization("bo", "Bộ cũ", "inactive")

    drive(scenario, app(repository))


def test_a_broken_version_wants_to_be_insisted_upon(repository: Repository) -> None:
    broken = organization("bo", "Bộ Nội vụ").replace('"ministry"', '"ministry')
    repository.write(BO, broken)
    repository.commit("Hỏng")
    repository.write(BO, organization("bo", "Bộ Nội vụ"))
    place = repository.root / BO

    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("down", "u", "enter")
        assert isinstance(play.app.screen, ReviewScreen)
        assert place.read_text() != broken
        await play.press("f12")
        assert place.read_text() == broken

    drive(scenario, app(repository))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_git_the_screen_says_so_and_what_to_do(tmp_path: Path, language: str) -> None:
    root = tmp_path / "records"
    (root / "organizations").mkdir(parents=True)
    (root / "registry.toml").write_text("schema = 2\n")
    (root / BO).write_text(organization("bo"), encoding="utf-8")

    async def scenario(play: Play) -> None:
        await play.press("h")
        await play.until(lambda: "git add" in " ".join(play.text("#version").split()), "it does not say what to do")
        assert not play.app.screen.query_one(VersionList).display
        await play.press("escape")
        assert len(play.app.screen_stack) == 1

    drive(scenario, Rehearsal(Registry(root), language), WIDE)


def test_every_word_is_in_the_catalogs_and_changes_with_the_language(repository: Repository) -> None:
    async def scenario(play: Play) -> None:
        screen = await opened(play)
        await play.press("down")
        place = (screen.query_one(VersionList).cursor, screen.query_one("#version", PageView).top)
        await play.press("f2")
        assert (screen.query_one(VersionList).cursor, screen.query_one("#version", PageView).top) == place
        play.app.language = play.app.pseudo.language
        await play.settle()
        own = words("Nguyễn Thị Lan Thêm Đổi tên \x1b[31mđỏ Bộ cũ Nội vụ vi en May 6")
        keys = words(
            " ".join(shown(key, play.app.translator) for key in ("space", "enter", "escape", "q", "f2", "u", "s"))
        )
        assert leaks(play.seen(), {*own, *keys}) == []

    drive(scenario, app(repository), NARROW)


# branches


@pytest.fixture
def branches(repository: Repository) -> Repository:
    return branched(repository)


@pytest.mark.parametrize("size", [NARROW, BESIDE])
def test_a_merge_has_its_sign_and_shows_what_it_decided_and_each_branch_its_own_changes(
    branches: Repository, size: tuple[int, int]
) -> None:
    tr = load("vi")
    status = tr.pgettext("organization.status", "Active")

    async def scenario(play: Play) -> None:
        screen = await opened(play)
        assert "⑂ Gộp nhánh" in play.text("#versions")
        assert "Bộ Hai | Bộ Một → Bộ Ba" in play.text("#version")
        assert status not in play.text("#version")  # one side's own change
        names = [one.version.subject if one.version else "" for one in screen.query_one(VersionList).versions]
        for _ in range(names.index("Ở nhánh")):
            await play.press("down")
        page = play.text("#version")
        assert "− Bộ Nội vụ" in page and "+ Bộ Một" in page and status not in page
        await play.press("f2")
        assert "− Bộ Nội vụ" in play.text("#version")

    drive(scenario, app(branches), size)


def test_any_side_of_a_merge_is_brought_back(branches: Repository) -> None:
    async def scenario(play: Play) -> None:
        await opened(play)
        await play.press("tab", "enter")
        question = play.text()
        assert "Ở chính" in question and "Ở nhánh" in question
        await play.press("down", "down", "enter")
        assert isinstance(play.app.screen, ReviewScreen)
        await play.press("enter")
        assert (branches.root / BO).read_text() == organization("bo", "Bộ Một")

    drive(scenario, app(branches), BESIDE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_shallow_clone_ends_stands_in_the_list_and_on_the_page(
    repository: Repository, tmp_path: Path, language: str
) -> None:
    clone = tmp_path / "bản sao"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository.top}", str(clone))
    tr = load(language)

    async def scenario(play: Play) -> None:
        await opened(play)
        sentence = tr.gettext("The history in this clone begins here.")
        assert sentence in play.text("#versions") and sentence in play.text("#version")
        assert "git fetch --unshallow" in play.text("#version")
        assert tr.gettext("The record was created.") not in play.text()
        assert "Nguyễn Thị Lan" not in play.text()  # she did not write all of it
        await play.press("enter")
        play.app.screen.query_one("#version", PageView).show_field("name.vi")
        await play.settle()
        assert "Bộ Nội vụ" in play.text("#version")

    drive(scenario, Rehearsal(Registry(clone / "hồ sơ" / "records"), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_older_versions_are_left_out_is_said(
    repository: Repository, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version_graph, "MOST", 1)

    async def scenario(play: Play) -> None:
        await opened(play)
        assert load(language).gettext("Older versions are not shown.") in play.text("#history-title")
        await play.press("f2")
        other = load(next(each for each in LANGUAGES if each != language))
        assert other.gettext("Older versions are not shown.") in play.text("#history-title")

    drive(scenario, app(repository, language), WIDE)


def test_the_screen_is_there_before_git_has_answered(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    class Slow(FileHistory):
        def __init__(self, registry: Registry, path: str) -> None:
            assert answer.wait(PATIENCE)
            super().__init__(registry, path)

    monkeypatch.setattr(file_history, "FileHistory", Slow)

    async def scenario(play: Play) -> None:
        play.app.post_message(play.key("h"))  # not pressed: that would wait for git, which waits for this test
        await play.until(lambda: isinstance(play.app.screen, HistoryScreen), "the screen is not there")
        await play.until(lambda: load("vi").gettext("Asking git…") in play.text("#version"), "nothing is said of git")
        answer.set()
        await play.until(lambda: play.app.screen.query_one(VersionList).versions, "git did not answer")

    drive(scenario, app(repository))


# committing


async def offered(play: Play) -> CommitScreen:
    await play.app.run_action("open('commit')", play.browse)
    await play.settle()
    screen = play.app.screen
    assert isinstance(screen, CommitScreen)
    await play.until(lambda: screen.query_one(PendingList).files, "git did not answer")
    await play.settle()
    return screen


def test_a_commit_is_offered_of_what_was_changed_here_with_a_message_that_can_be_edited(repository: Repository) -> None:
    repository.write(SO, organization("so", "Sở"))

    async def scenario(play: Play) -> None:
        screen = await opened(play)
        await play.press("G", "u", "enter", "escape")
        screen = await offered(play)
        listed = screen.query_one(PendingList)
        assert [one.file.path for one in listed.taken] == [BO]
        assert {one.file.path for one in listed.files} == {BO, SO}
        assert "Sửa “Bộ cũ”: " in play.text()
        await play.press("f2")
        assert "Edit “Ministry”: " in play.text()
        await play.press("tab")
        await play.type(" theo nguồn")
        await play.press("f2")
        assert "Edit “Ministry”: " in play.text(), "what somebody wrote does not follow the language"
        await play.press("ctrl+s")
        await play.until(lambda: len(play.app.screen_stack) == 1, "it is not committed")
        assert repository.git("log", "-1", "--format=%s").strip().endswith("theo nguồn")
        assert "so.toml" in repository.git("status", "--porcelain", "--untracked-files=all")

    drive(scenario, app(repository))


def test_what_a_hook_says_is_shown_and_the_message_stays(repository: Repository) -> None:
    repository.hook("commit-msg", "echo 'thiếu số văn bản' >&2; exit 1")
    head = repository.git("rev-parse", "HEAD")

    async def scenario(play: Play) -> None:
        await offered(play)
        await play.press("ctrl+s")
        await play.toast()  # nothing is ticked: this session changed nothing
        await play.press("asterisk", "ctrl+s")
        await play.until(lambda: "thiếu số" in play.text(), "the hook is not heard")
        assert "Sửa “Bộ Nội vụ”" in play.text()
        assert repository.git("rev-parse", "HEAD") == head

    drive(scenario, app(repository))
