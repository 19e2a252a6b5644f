"""Sharing on the screen: how the clone stands, syncing and proposing step by step, what waits for a decision, and what is refused.
Each scenario is under a second."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from clones import BRANCH, Clone, Shared, shared
from drive import NARROW, Play, Rehearsal, drive
from living import ends
from repository import BO, Repository, ministry, organization

from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry
from govtui.tui.base.option_list import OptionList
from govtui.tui.edit.merge_versions import MergeVersionsScreen
from govtui.tui.versions.commit import CommitScreen
from govtui.tui.versions.share import ShareScreen

NAME, STATUS = 'vi = "Bộ Nội vụ"', 'status = "active"'
"""Lines of the record that both clones have."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def remote(tmp_path: Path) -> Shared:
    return shared(tmp_path / "chung")


@pytest.fixture
def clone(remote: Shared) -> Clone:
    """Where the screen is opened."""
    return remote.clone("minh")


def lan_sends(remote: Shared, old: str, new: str) -> Clone:
    """Somebody else changes the record and sends it."""
    lan = remote.clone("lan")
    lan.edit(BO, old, new)
    lan.git("push", "--quiet")
    return lan


def share(clone: Repository, scenario: Callable[[Play], Awaitable[None]], language: str = "vi") -> None:
    """Open the screen over a clone, and do something there."""

    async def opened(play: Play) -> None:
        await play.press("c")
        assert isinstance(play.app.screen, ShareScreen)
        await scenario(play)

    drive(opened, Rehearsal(Registry(clone.root), language), NARROW)


def under_cursor(play: Play) -> object:
    picked = play.app.screen.query_one("#share-rows", OptionList).picked
    return picked.value if picked else None


async def sync(play: Play) -> None:
    """Sync for the first time: agree to what is run."""
    assert under_cursor(play) == "sync"
    await play.press("enter")
    assert under_cursor(play) == "refuse", "what harms nothing comes first"
    await play.press("down", "enter")


def says(message: str, language: str = "vi") -> str:
    """What the screen says for a message, up to its first value."""
    return load(language).gettext(message).partition("{")[0].strip()


# -- how things stand ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_the_clone_stands_and_does_nothing_by_itself(clone: Clone, language: str) -> None:
    clone.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"', "Đổi tên Bộ")
    clone.write(BO, clone.read(BO).replace(STATUS, 'status = "inactive"'))
    tr, before = load(language), clone.state()

    async def look(play: Play) -> None:
        for words in (
            tr.npgettext("home", "{n} record not committed", "{n} records not committed", 1).format(n=1),
            tr.npgettext("home", "{n} commit to send", "{n} commits to send", 1).format(n=1),
            "Đổi tên Bộ",
            f"origin, {BRANCH}",
            "máy chủ.git",
            "Minh <lan@example.org>" if "Minh" in clone.git("config", "user.name") else "lan@example.org",
        ):
            assert words in play.text(), words
        assert under_cursor(play) == "commit"

    share(clone, look, language)
    assert clone.state() == before


def test_committing_opens_from_it_and_syncing_is_then_at_hand(clone: Clone) -> None:
    clone.write(BO, clone.read(BO).replace(STATUS, 'status = "inactive"'))

    async def commit(play: Play) -> None:
        await play.press("enter")
        assert isinstance(play.app.screen, CommitScreen)
        await play.press("asterisk", "ctrl+s")
        await play.until(lambda: isinstance(play.app.screen, ShareScreen), "it is not committed")
        await play.settle()
        assert under_cursor(play) == "sync"

    share(clone, commit)
    assert clone.git("status", "--porcelain") == ""


def test_what_is_not_committed_is_committed_first_or_stays_where_it_is(remote: Shared, clone: Clone) -> None:
    clone.edit(BO, NAME, 'vi = "Bộ"')
    clone.write("organizations/so.toml", organization("so", "Sở"))

    async def go_on(play: Play) -> None:
        await play.press("down", "enter")
        assert says("Yes, show what would be committed") in play.text()
        await play.press("enter")
        assert isinstance(play.app.screen, CommitScreen)
        await play.press("escape", "enter", "down", "enter")
        assert under_cursor(play) == "refuse"
        await play.press("down", "enter")
        assert says("Synced") in play.text()

    share(clone, go_on)
    assert remote.git("log", "-1", "--format=%s", BRANCH) == clone.git("log", "-1", "--format=%s")
    assert "so.toml" in clone.git("status", "--porcelain", "--untracked-files=all")


def test_without_git_or_without_a_remote_it_says_what_to_do(tmp_path: Path) -> None:
    made = ministry(tmp_path / "kho")

    async def look(play: Play) -> None:
        assert "git remote add origin" in play.text()
        await play.press("down", "enter")
        assert isinstance(play.app.screen, ShareScreen), "a row that is off does nothing"

    share(made, look)

    async def without(play: Play) -> None:
        assert "git init" in " ".join(play.text().split())

    (made.top / ".git").rename(tmp_path / "away")
    share(made, without)


def test_which_branch_is_shared_is_asked_once(tmp_path: Path, remote: Shared) -> None:
    made = ministry(tmp_path / "kho")
    made.git("checkout", "--quiet", ".")
    made.git("checkout", "--quiet", "-b", "mới")
    made.git("remote", "add", "origin", str(remote.remote))

    async def choose(play: Play) -> None:
        await play.press("enter")
        assert says("a new branch there") in play.text()
        await play.press("down", "enter", "down", "enter")
        assert says("Synced") in play.text()

    share(made, choose)
    assert remote.git("rev-parse", "mới") == made.git("rev-parse", "HEAD")
    assert made.git("config", "branch.mới.merge").strip() == "refs/heads/mới"


# -- syncing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_edits_of_one_record_are_joined_sent_and_told_in_words(remote: Shared, clone: Clone, language: str) -> None:
    lan = lan_sends(remote, STATUS, 'status = "inactive"')
    clone.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"')
    tr = load(language)

    async def go(play: Play) -> None:
        await sync(play)
        active, inactive = (tr.pgettext("organization.status", word) for word in ("Active", "Inactive"))
        fetched = "Fetched {n} commit from {remote}, by {authors}.", "Fetched {n} commits from {remote}, by {authors}."
        sent = tr.ngettext("Sent {n} commit to {branch}.", "Sent {n} commits to {branch}.", 2)
        for words in (
            tr.gettext("Synced"),
            tr.ngettext(*fetched, 1).format(n=1, remote="origin", authors="Nguyễn Thị Lan"),
            tr.ngettext("Merged {n} record by field.", "Merged {n} records by field.", 1).format(n=1),
            sent.format(n=2, branch=f"origin/{BRANCH}"),
            f"{active} → {inactive}",
        ):
            assert words in play.text(), words
        await play.press("f2")
        assert load("en" if language == "vi" else "vi").gettext("Synced") in play.text()
        await play.press("f2", "q")
        assert len(play.app.screen_stack) == 1

    share(clone, go, language)
    assert 'status = "inactive"' in clone.read(BO) and "Việt Nam" in clone.read(BO)
    lan.git("pull", "--quiet", "--ff-only")
    assert lan.read(BO) == clone.read(BO)


def test_the_first_sync_asks_what_may_be_run_and_no_means_nothing(remote: Shared, clone: Clone) -> None:
    clone.hook("pre-push", "exit 0")
    clone.edit(BO, NAME, 'vi = "Bộ"')
    sent = remote.git("rev-parse", BRANCH)

    async def refuse(play: Play) -> None:
        await play.press("enter")
        assert "pre-push" in play.text() and "máy chủ.git" in play.text()
        await play.press("enter")
        assert under_cursor(play) == "sync"
        await play.press("enter", "escape")
        assert under_cursor(play) == "sync" and isinstance(play.app.screen, ShareScreen)

    share(clone, refuse)
    assert remote.git("rev-parse", BRANCH) == sent

    async def agree_and_again(play: Play) -> None:
        await sync(play)
        assert says("Synced") in play.text()
        await play.press("enter")
        assert says("Synced") in play.text(), "it is asked once"

    share(clone, agree_and_again)


def test_one_field_changed_by_both_waits_for_a_decision(remote: Shared, clone: Clone) -> None:
    lan = lan_sends(remote, NAME, 'vi = "Bộ Một"')
    clone.edit(BO, NAME, 'vi = "Bộ Hai"')
    before = clone.state()

    async def decide(play: Play) -> None:
        await sync(play)
        assert under_cursor(play) == f"record:{BO}" and "Bộ Hai" in play.text()
        assert clone.state() == before, "nothing is changed before it is decided"
        await play.press("enter")
        assert isinstance(play.app.screen, MergeVersionsScreen)
        assert "Nguyễn Thị Lan" in play.text() and "Bộ Một" in play.text()
        await play.press("escape")
        assert under_cursor(play) == f"record:{BO}", "nothing was decided"
        await play.press("enter", "left", "enter", "enter")
        assert under_cursor(play) == "finish"
        for leave in ("escape", "q", "c"):
            await play.press(leave)
            assert says("No, continue deciding") in play.text(), leave
            await play.press("enter")
        assert clone.state() == before and isinstance(play.app.screen, ShareScreen)
        await play.press("enter")
        assert says("Synced") in play.text()

    share(clone, decide)
    lan.git("pull", "--quiet", "--ff-only")
    assert 'vi = "Bộ Hai"' in clone.read(BO) == lan.read(BO)


def test_a_decision_holds_while_others_send_more_unless_it_is_about_that(remote: Shared, clone: Clone) -> None:
    lan = lan_sends(remote, NAME, 'vi = "Bộ Một"')
    clone.edit(BO, NAME, 'vi = "Bộ Hai"')
    hoa = remote.clone("hoa")

    async def decide(play: Play) -> None:
        await sync(play)
        await play.press("enter", "left", "enter", "enter")
        lan.edit(BO, 'vi = "Bộ Một"', 'vi = "Bộ Ba"')
        lan.git("push", "--quiet")
        assert under_cursor(play) == "finish"
        await play.press("enter")
        assert under_cursor(play) == f"record:{BO}", "it was decided about another text"
        await play.press("enter", "left", "enter", "enter")
        hoa.git("pull", "--quiet", "--ff-only")
        hoa.write("organizations/so.toml", organization("so", "Sở"))
        hoa.commit("Thêm Sở")
        hoa.git("push", "--quiet")
        await play.press("enter")
        assert says("Synced") in play.text()

    share(clone, decide)
    assert 'vi = "Bộ Hai"' in clone.read(BO) and (clone.root / "organizations/so.toml").exists()


def test_what_was_decided_can_be_discarded_and_nothing_has_changed(remote: Shared, clone: Clone) -> None:
    lan_sends(remote, NAME, 'vi = "Bộ Một"')
    clone.edit(BO, NAME, 'vi = "Bộ Hai"')
    before = clone.state()

    async def give_up(play: Play) -> None:
        await sync(play)
        await play.press("enter", "right", "enter", "enter", "down", "enter", "down", "enter")
        assert under_cursor(play) == "sync"
        await play.press("q")
        assert len(play.app.screen_stack) == 1

    share(clone, give_up)
    assert clone.state() == before


def test_a_file_that_is_no_record_is_one_question(remote: Shared, clone: Clone) -> None:
    lan = remote.clone("lan")
    for made, text in ((lan, "Lan\n"), (clone, "Minh\n")):
        (made.top / "đọc.txt").write_text(text, encoding="utf-8")
        made.commit("Thêm tệp")
    lan.git("push", "--quiet")

    async def decide(play: Play) -> None:
        await sync(play)
        await play.press("enter")
        assert "đọc.txt" in play.text() and "Nguyễn Thị Lan" in play.text()
        await play.press("enter")
        assert under_cursor(play) == "file:đọc.txt", "later"
        await play.press("enter", "down", "down", "enter")
        assert under_cursor(play) == "finish" and says("theirs is taken") in play.text()
        await play.press("enter")
        assert says("Synced") in play.text()

    share(clone, decide)
    assert (clone.top / "đọc.txt").read_text(encoding="utf-8") == "Lan\n"


# -- what does not go on ------------------------------------------------------------------------------------------------


def test_what_the_server_declines_is_proposed_and_its_words_are_shown(remote: Shared, clone: Clone) -> None:
    remote.hook("update", f'echo "Nhánh được bảo vệ" >&2\ntest "$1" != refs/heads/{BRANCH}')
    clone.edit(BO, NAME, 'vi = "Bộ"')

    async def propose(play: Play) -> None:
        await sync(play)
        assert "Nhánh được bảo vệ" in play.text() and under_cursor(play) == "propose"
        await play.press("enter")
        assert says("Proposed") in play.text() and "proposals/" in play.text()

    share(clone, propose)
    [proposal] = remote.git("for-each-ref", "--format=%(objectname)", "refs/heads/proposals").split()
    assert proposal == clone.head()


def by_ssh(clone: Clone, script: str, place: Path) -> None:
    """The clone reaches its server by a program of this text."""
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    clone.git("remote", "set-url", "origin", "ssh://git@git.example.org/kho")
    clone.git("config", "core.sshCommand", str(place))


def test_offline_everything_waits(clone: Clone, tmp_path: Path) -> None:
    by_ssh(
        clone, "echo 'ssh: connect to host git.example.org port 22: Connection refused' >&2; exit 255", tmp_path / "s"
    )
    clone.edit(BO, NAME, 'vi = "Bộ"')

    async def try_it(play: Play) -> None:
        await sync(play)
        assert says("The server cannot be reached now", "en") in play.text()
        assert "git.example.org" in play.text() and under_cursor(play) == "sync"

    share(clone, try_it, "en")


def test_esc_ends_what_hangs_and_the_language_changes_meanwhile(clone: Clone, tmp_path: Path) -> None:
    by_ssh(clone, f"echo > {tmp_path}/reached; exec sleep 60", tmp_path / "s")
    clone.edit(BO, NAME, 'vi = "Bộ"')

    async def stop(play: Play) -> None:
        await play.press("enter", "down")
        play.app.post_message(play.key("enter"))  # not pressed: that would wait for the server
        await play.until((tmp_path / "reached").exists, "the server is not asked")
        for language, key in (("vi", "f2"), ("en", "escape")):
            fetching = load(language).gettext("Fetching from {remote}…").format(remote="origin")
            await play.until(lambda words=fetching: words in play.text(), "it is not said what is under way")
            assert load(language).pgettext("footer", "Stop") in play.rows()[-1]
            play.app.post_message(play.key(key))
        await play.settle()
        assert says("Stopped", "en") in play.text() and isinstance(play.app.screen, ShareScreen)
        await play.press("escape")
        assert len(play.app.screen_stack) == 1

    share(clone, stop)


def test_where_nothing_may_be_written_nothing_is_synced(clone: Clone) -> None:
    async def try_it(play: Play) -> None:
        await play.press("c")
        assert says("read-only") in play.text()
        assert says("The registry is open for reading only, so nothing can be changed.") in play.text()
        await play.press("enter")
        assert isinstance(play.app.screen, ShareScreen) and under_cursor(play) == "sync"

    drive(try_it, Rehearsal(Registry(clone.root, read_only=True)), NARROW)


def test_whoever_leaves_the_program_does_not_wait_for_a_server_and_leaves_nothing_behind(
    clone: Clone, tmp_path: Path
) -> None:
    by_ssh(clone, f"echo $$ > {tmp_path}/new; mv {tmp_path}/new {tmp_path}/reached; exec sleep 60", tmp_path / "s")
    clone.edit(BO, NAME, 'vi = "Bộ"')

    async def leave(play: Play) -> None:
        await play.press("enter", "down")
        play.app.post_message(play.key("enter"))
        await play.until((tmp_path / "reached").exists, "the server is not asked")
        play.app.post_message(play.key("ctrl+q"))
        await play.gone()

    share(clone, leave)
    assert ends(int((tmp_path / "reached").read_text()))


# -- masthead and home --------------------------------------------------------------------------------------------------


def test_masthead_and_home_tell_how_far_the_branch_is_from_what_was_fetched_last(remote: Shared, clone: Clone) -> None:
    lan_sends(remote, STATUS, 'status = "inactive"')
    clone.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"')
    clone.git("fetch", "--quiet")
    clone.write("organizations/so.toml", organization("so", "Sở"))

    async def look(play: Play) -> None:
        await play.settle()
        assert "1 ↑ 1 ↓" in play.rows()[0]
        await play.press("o")
        row = next(row for row in play.rows() if row.strip().startswith("c "))
        assert "1 chưa ghi vào git · 1 chờ gửi · 1 chờ gộp" in row
        await play.click("1 ↑")
        assert isinstance(play.app.screen, ShareScreen)
        assert says("From others, not taken in yet") in play.text() and "→ Đã ngừng hoạt động" in play.text()
        await play.press("escape", "o", "c", "down", "enter", "down", "enter", "down", "enter")
        await play.press("q")
        assert "↑" not in play.rows()[0] and "↓" not in play.rows()[0]

    drive(look, Rehearsal(Registry(clone.root)), (120, 30))


def test_where_there_is_no_git_home_and_masthead_say_nothing_of_it(tmp_path: Path) -> None:
    made = ministry(tmp_path)
    (made.top / ".git").rename(tmp_path / "away")

    async def look(play: Play) -> None:
        await play.press("o")
        assert not [row for row in play.rows() if row.strip().startswith("c ")]
        assert "↑" not in play.text()

    drive(look, Rehearsal(Registry(made.root)), NARROW)
