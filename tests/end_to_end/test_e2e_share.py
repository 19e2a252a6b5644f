"""Two clones of one registry, shared through a real terminal: what is looked at in the end is what stands in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clones import Clone, Shared, shared
from conftest import Program
from office import DOWN, ENTER, LEFT, Office
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


def sync(office: Office) -> None:
    """Share, sync, and agree to what is run."""
    office.press("c", "Sync: take in and send")
    office.press(ENTER, "No, do nothing")
    office.browser.send(DOWN)
    office.browser.send(ENTER)


def test_edits_of_two_people_in_two_fields_of_a_record_are_in_both_clones(
    office: Office, lan: Clone, minh: Clone
) -> None:
    lan.edit(BO, STATUS, 'status = "inactive"')
    lan.git("push", "--quiet")
    minh.edit(BO, NAME, 'vi = "Bộ Nội vụ Việt Nam"')
    sync(office)
    office.browser.wait_for(office.tr.gettext("Synced"))
    office.browser.press("q", gone=[office.tr.gettext("Synced")])
    assert minh.head() == minh.head("@{upstream}")
    lan.git("pull", "--quiet", "--ff-only")
    assert lan.read(BO) == minh.read(BO)
    assert 'status = "inactive"' in lan.read(BO) and "Bộ Nội vụ Việt Nam" in lan.read(BO)


def test_edits_of_two_people_in_one_field_are_decided_on_the_screen(office: Office, lan: Clone, minh: Clone) -> None:
    lan.edit(BO, NAME, 'vi = "Bộ Một"')
    lan.git("push", "--quiet")
    minh.edit(BO, NAME, 'vi = "Bộ Hai"')
    sync(office)
    office.browser.wait_for(office.says("You and others changed the same things: please decide"))
    office.browser.press(ENTER, "Bộ Một", "Nguyễn Thị Lan")
    office.browser.press(LEFT, "[×]")
    office.press(ENTER, "Use this version")
    office.press(ENTER, "Everything is decided: merge and send")
    office.press(ENTER, "Synced")
    lan.git("pull", "--quiet", "--ff-only")
    assert 'vi = "Bộ Hai"' in minh.read(BO) == lan.read(BO)
