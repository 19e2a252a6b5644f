"""The past of a record through a real terminal, in both languages: versions brought back, undone and done again, committed;
what is looked at in the end is the difference in the files, and what git says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Program
from office import ENTER, ESC, INSIST, SAVE, TAB, Office
from repository import Repository, organization

from govtui.i18n.field_labels import field_name
from govtui.i18n.translator import load

BO, SO = "organizations/bo.toml", "organizations/so.toml"
GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A record of which there are two versions; a second one that somebody else has changed."""
    made = Repository(tmp_path / "kho")
    made.write(BO, organization("bo", "Bộ cũ"))
    made.write(SO, organization("so", "Sở").replace("Ministry", "Office"))
    made.commit("Thêm")
    made.write(BO, organization("bo", "Bộ Nội vụ", "inactive"))
    made.commit("Đổi tên")
    made.write(SO, organization("so", "Sở", "inactive").replace("Ministry", "Office"))
    return made


@pytest.fixture
def office(language_of_test: str, program: Program, repository: Repository) -> Iterator[Office]:
    with program.open("--lang", language_of_test, repository.root, env=GIT) as browser:
        browser.started()
        office = Office(browser, repository.root, load(language_of_test))
        office.on("bộ" if language_of_test == "vi" else "ministry")
        yield office


RENAMED = ['-vi = "Bộ Nội vụ"', '+vi = "Bộ cũ"']
ALL_BACK = ['-status = "inactive"', '+status = "active"', *RENAMED]


def test_a_version_is_brought_back_undone_and_done_again_and_git_is_left_alone(
    office: Office, repository: Repository
) -> None:
    head = repository.git("rev-parse", "HEAD")
    office.browser.press("h", "Đổi tên", "− Bộ cũ", "+ Bộ Nội vụ")
    office.browser.press("j", office.says("The record was created. Enter shows it whole."))
    office.browser.press("u", office.says("Restore the version of {version}?"), "− Bộ Nội vụ", "+ Bộ cũ")
    assert office.difference() == {}  # nothing is saved unseen
    office.press(ENTER, "Saved.")
    assert office.difference() == {"bo": ALL_BACK}
    office.browser.press(ESC, gone=["Đổi tên"])
    office.press("u", "Undone: {edit}")
    assert office.difference() == {}
    office.press("U", "Redone: {edit}")
    assert office.difference() == {"bo": ALL_BACK}
    assert repository.git("rev-parse", "HEAD") == head


def test_each_branch_shows_its_own_change_and_the_merge_what_it_decided(office: Office, repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write(BO, organization("bo", "Bộ Một", "inactive"))
    repository.git("commit", "--quiet", "--message", "Ở nhánh", "--", f"hồ sơ/records/{BO}")
    repository.git("checkout", "--quiet", "chính")
    repository.write(BO, organization("bo", "Bộ Hai", "active"))
    repository.git("commit", "--quiet", "--message", "Ở chính", "--", f"hồ sơ/records/{BO}")
    repository.git("merge", "--quiet", "nhánh", check=False)
    repository.write(BO, organization("bo", "Bộ Ba", "active"))
    repository.commit("Gộp nhánh")
    office.browser.press("h", "⑂ Gộp nhánh", "Bộ Hai | Bộ Một → Bộ Ba")
    active = office.tr.pgettext("organization.status", "Active")
    first, second = repository.git("log", "-2", "--format=%s", "--topo-order", "--skip=1").split("\n")[:2]
    for subject in (first, second):
        changed = ["− Bộ Nội vụ", "+ Bộ Một"] if subject == "Ở nhánh" else ["− Bộ Nội vụ", "+ Bộ Hai", f"+ {active}"]
        office.browser.press("j", *changed)


def test_one_field_is_brought_back_and_nothing_else(office: Office) -> None:
    office.browser.press("h", "Đổi tên", "− Bộ cũ", "+ Bộ Nội vụ")
    office.browser.send(TAB)
    name = field_name("", "name", office.tr)
    office.browser.move_to(name)
    office.browser.press(ENTER, office.says("Restore this field?"), "− Bộ Nội vụ", "+ Bộ cũ")
    office.press(ENTER, "Saved.")
    assert office.difference() == {"bo": RENAMED}


def test_the_palette_commits_what_was_changed_here_with_a_message_that_is_typed(
    office: Office, repository: Repository
) -> None:
    tr = office.tr
    office.press("e", "Type the name of a field…")
    office.type(field_name("", "summary", tr))
    office.press(ENTER, "No citation covers this field.")
    office.type("Giúp Chính phủ")
    office.press(SAVE, "Saved.")
    office.browser.press(ESC, gone=["╭"])
    office.command("Commit")
    office.browser.wait_for("[×]")
    office.browser.wait_for("[ ]")  # what somebody else changed is offered, not taken
    office.browser.send(TAB)
    office.type(", theo Nghị định số 63")
    office.browser.wait_for(", theo Nghị định số 63")
    office.press(SAVE, "Committed as {commit}.")
    subject, *files = repository.git("-c", "core.quotePath=off", "log", "-1", "--format=%s", "--name-only").split("\n")
    assert subject.endswith(", theo Nghị định số 63")
    assert [file for file in files if file] == [f"hồ sơ/records/{BO}"]
    assert repository.git("-c", "core.quotePath=off", "status", "--porcelain").split("\n") == [
        f' M "hồ sơ/records/{SO}"',
        "",
    ]
    assert "Giúp Chính phủ" in repository.git("show", "HEAD")


def test_a_commit_that_a_hook_refuses_says_why_and_keeps_the_message(office: Office, repository: Repository) -> None:
    repository.hook("commit-msg", "echo 'thiếu số văn bản' >&2; exit 1")
    head = repository.git("rev-parse", "HEAD")
    office.command("Commit")
    office.browser.wait_for("[ ]")
    office.browser.press("*", "[×]")
    office.browser.send(TAB)
    office.type(" đã sửa")
    office.browser.press(SAVE, "thiếu số", " đã sửa")
    assert repository.git("rev-parse", "HEAD") == head
    office.browser.send(ESC)
    office.answer("No, continue editing")  # a message is not lost by one key
    office.browser.wait_for(" đã sửa")
    office.browser.send(ESC)
    office.answer("Yes, discard it")
    office.browser.wait_gone("[×]")
    assert office.difference() == {}


def test_a_broken_version_comes_back_only_when_somebody_insists(office: Office, repository: Repository) -> None:
    broken = organization("bo", "Bộ Nội vụ").replace('"ministry"', '"ministry')
    sound = (repository.root / BO).read_text(encoding="utf-8")
    repository.write(BO, broken)
    repository.commit("Hỏng")
    repository.write(BO, sound)
    office.browser.press("h", "Hỏng")
    office.browser.press("j")
    office.browser.press("u", office.says("The change causes errors. Fix them (Esc), or save it anyway (F12)."))
    office.browser.press(ENTER)
    office.press(INSIST, "Saved.")
    assert (repository.root / BO).read_text(encoding="utf-8") == broken
    office.browser.press(ESC, gone=["Hỏng"])
    office.press("u", "Undone: {edit}")
    assert (repository.root / BO).read_text(encoding="utf-8") == sound
