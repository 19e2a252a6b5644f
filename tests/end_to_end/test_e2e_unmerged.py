"""A pull that somebody typed without the merge driver left a conflict; it is decided through a real terminal, in both languages.

What is looked at in the end is what git says.
"""

from __future__ import annotations

from pathlib import Path

from conftest import Program
from merging import MINE, THEIRS
from office import DOWN, ENTER, LEFT, RIGHT
from repository import BO, FOLDER, SETTINGS, Repository, organization

from govtui.i18n.translator import load

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}


def pulled(tmp_path: Path, how: str) -> Repository:
    """A clone that pulled what somebody else did to the same field."""
    elsewhere = Repository(tmp_path / "kho")
    elsewhere.write(BO, organization("bo"))
    elsewhere.commit("Thêm")
    Repository.run(tmp_path, "clone", "--quiet", "kho", "bản sao")
    here = Repository.at(tmp_path / "bản sao")
    with (here.top / ".git" / "config").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    for one, name in ((elsewhere, THEIRS), (here, MINE)):
        one.write(BO, organization("bo", name))
        one.commit(name)
    here.git("pull", "--quiet", how, check=False)
    assert here.git("status", "--porcelain").startswith("UU ")
    return here


def test_enter_decides_what_a_pull_left_in_conflict_and_finishes_the_merge(
    language_of_test: str, program: Program, tmp_path: Path
) -> None:
    here, tr = pulled(tmp_path, "--no-rebase"), load(language_of_test)
    theirs = here.git("rev-parse", "origin/chính")
    with program.open("--lang", tr.language, here.root, env=GIT) as browser:
        browser.started()
        left = tr.gettext("Two versions of a merge · Enter: choose field by field")
        browser.wait_for(left)
        browser.press(ENTER, "[ ] chính", "[ ] origin/chính", MINE, THEIRS)
        browser.press(RIGHT, "[×] origin/chính")
        browser.press(ENTER, f"− {MINE}", f"+ {THEIRS}")
        browser.press(ENTER, tr.gettext("The merge can be finished"), gone=[left])
        browser.press(ENTER, tr.gettext("The merge is finished: committed as {commit}.").partition(" {")[0][:24])
    assert here.git("status", "--porcelain") == ""
    assert here.git("rev-parse", "HEAD^2") == theirs
    assert here.git("show", f"HEAD:{FOLDER}/{BO}") == organization("bo", THEIRS)


def test_a_rebase_is_decided_from_home_under_the_real_names_and_its_end_is_left_to_git(
    language_of_test: str, program: Program, tmp_path: Path
) -> None:
    here, tr = pulled(tmp_path, "--rebase"), load(language_of_test)
    with program.open("--lang", tr.language, here.root, env=GIT) as browser:
        browser.started()
        count = tr.ngettext(
            "{n} record of a merge waits for a decision", "{n} records of a merge wait for a decision", 1
        )
        browser.press("o", count.format(n=1))
        browser.move_to(count.format(n=1), DOWN)
        browser.press(ENTER, tr.pgettext("file", "two versions"))
        browser.press(ENTER + LEFT, "[×]", f" {MINE} (Nguyễn Thị Lan)", "[ ] origin/chính")  # typed ahead
        browser.press(ENTER, tr.gettext("Use this version"))
        browser.press(ENTER, "git rebase --continue")
    assert here.git("show", f":{FOLDER}/{BO}") == organization("bo", MINE)
    here.git("-c", "core.editor=true", "rebase", "--continue")
    assert here.git("log", "-2", "--format=%s").split("\n")[:2] == [MINE, THEIRS]
