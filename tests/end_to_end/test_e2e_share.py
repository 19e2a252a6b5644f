"""An afternoon with two clones of one registry, one of them in a real terminal: what is looked at is what stands in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clones import BRANCH, Clone, Shared, shared
from conftest import Program
from office import DOWN, ENTER, LEFT, RIGHT, Office
from repository import BO

from govtui.i18n.translator import load

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
NAME, STATUS = 'vi = "Bộ Nội vụ"', 'status = "active"'


@pytest.fixture
def remote(tmp_path: Path) -> Shared:
    return shared(tmp_path / "chung")


@pytest.fixture
def lan(remote: Shared) -> Clone:
    return remote.clone("lan")


@pytest.fixture
def minh(remote: Shared) -> Clone:
    return remote.clone("minh")


@pytest.fixture
def office(language_of_test: str, program: Program, minh: Clone) -> Iterator[Office]:
    with program.open("--lang", language_of_test, minh.root, env=GIT) as browser:
        browser.started()
        yield Office(browser, minh.root, load(language_of_test))


def shares(office: Office) -> None:
    """Open sharing, and sync or go on: the likely row is under the cursor."""
    office.press("c", "Shared with")
    office.browser.press(ENTER)


def agrees(office: Office) -> None:
    """Let a first sync, or one to another address, connect."""
    office.browser.wait_for(office.says("No, do nothing"))
    office.browser.send(DOWN)
    office.browser.send(ENTER)


def sees(office: Office, message: str) -> None:
    """Wait for what sharing came to, and close it."""
    office.browser.wait_for(office.says(message))
    office.browser.press("q", gone=[office.says(message)])


def test_an_afternoon_of_two_people(office: Office, remote: Shared, lan: Clone, minh: Clone) -> None:
    # Both edit one record in different fields, and both translate.
    lan.edit(BO, STATUS, 'status = "inactive"')
    lan.edit(BO, 'en = "Ministry"', 'en = "Ministry of Home Affairs"', "Dịch tên")
    lan.git("push", "--quiet")
    minh.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"')
    minh.write(BO, minh.read(BO) + '\n[summary]\nvi = "Quản lý công chức."\nen = "Manages the civil service."\n')
    minh.commit("Dịch tóm tắt")
    shares(office)
    agrees(office)
    sees(office, "Synced")
    lan.git("pull", "--quiet", "--ff-only")
    for words in ('"inactive"', "Bộ Nội vụ Việt Nam", "Ministry of Home Affairs", "Manages the civil service."):
        assert words in lan.read(BO) and words in minh.read(BO)

    # One is offline, both edit the same field meanwhile, and whoever syncs last decides.
    minh.git("remote", "set-url", "origin", "http://127.0.0.1:9/không-có")
    minh.edit(BO, 'vi = "Bộ Nội vụ Việt Nam"', 'vi = "Bộ Hai"')
    lan.edit(BO, 'vi = "Bộ Nội vụ Việt Nam"', 'vi = "Bộ Một"')
    lan.git("push", "--quiet")
    shares(office)
    agrees(office)
    sees(office, "The server cannot be reached now")
    minh.git("remote", "set-url", "origin", str(remote.remote))
    shares(office)
    agrees(office)
    office.browser.wait_for(office.says("You and others changed the same things: please decide"))
    office.browser.press(ENTER, "Bộ Một", "Nguyễn Thị Lan")
    office.browser.press(LEFT, "[×]")
    office.press(ENTER, "Use this version")
    office.press(ENTER, "Everything is decided: merge and send")
    office.press(ENTER, "Synced")
    sees(office, "Synced")
    lan.git("pull", "--quiet", "--ff-only")
    assert 'vi = "Bộ Hai"' in minh.read(BO) == lan.read(BO)

    # The server takes nothing into the branch, so it is proposed; whoever may merges it.
    remote.hook("update", f'[ "$1" != refs/heads/{BRANCH} ]')
    minh.edit(BO, 'vi = "Bộ Hai"', 'vi = "Bộ Ba"')
    shares(office)
    office.browser.wait_for(office.says("Others' changes were taken in, but nothing was sent"))
    office.press(ENTER, "Proposed")
    sees(office, "Proposed")
    (proposed,) = remote.git("for-each-ref", "--format=%(objectname)", "refs/heads/proposals").split()
    assert proposed == minh.head() != remote.git("rev-parse", BRANCH).strip()
    remote.hook("update", "")
    lan.git("fetch", "--quiet")
    lan.git("merge", "--quiet", "--ff-only", proposed)

    # One types `git pull` without the driver, and finishes in the program.
    lan.edit(BO, 'vi = "Bộ Ba"', 'vi = "Bộ Bốn"')
    lan.git("push", "--quiet")
    minh.edit(BO, 'vi = "Bộ Ba"', 'vi = "Bộ Năm"')
    minh.git("pull", "--quiet", "--no-rebase", check=False)
    office.browser.wait_for(office.says("Two versions of a merge · Enter: choose field by field"))
    shares(office)
    office.browser.press(ENTER, "[ ]", "Bộ Bốn", "Bộ Năm")
    office.browser.press(RIGHT, "[×]")
    office.press(ENTER, "Use this version")
    office.press(ENTER, "The merge can be finished")
    office.press(ENTER, "The merge is finished: committed as {commit}.")
    office.browser.press(ENTER)
    sees(office, "Synced")
    lan.git("pull", "--quiet", "--ff-only")
    assert 'vi = "Bộ Bốn"' in minh.read(BO) == lan.read(BO)
    for clone in (lan, minh):
        assert clone.git("status", "--porcelain") == clone.git("fsck", "--strict", "--no-dangling") == ""
        assert clone.head() == remote.git("rev-parse", BRANCH).strip()
