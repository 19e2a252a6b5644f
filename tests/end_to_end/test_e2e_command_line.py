"""Editing by commands, in a real shell in a real terminal, typed with a Telex input method, in both languages."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Program
from office import ENTER, MINISTRY, Office

from govtui.i18n.translator import load

UNIT = MINISTRY.replace('"bo"', '"vu"').replace('"Bộ"', '"Vụ"').replace('"Ministry"', '"Department"')
UNIT += '\n[relations]\npart_of = ["bo"]    # as told\n'


class Shell(Office):
    """A shell in the registry's folder, in which `govtui` speaks one language."""

    def run(self, command: str, *said: str, status: int = 0) -> None:
        """Type a command, wait for what it says and for its end, and look at its exit status."""
        self.begin(command)
        for words in said:
            self.browser.wait_for(words)
        self.ended(status)

    def begin(self, command: str) -> None:
        """Type a command, and Enter when all of it stands there."""
        self.type(command)
        self.browser.wait_for(f"]$ {command}")
        self.browser.send(ENTER)

    def ended(self, status: int) -> None:
        """Wait until the command has ended."""
        self.browser.wait_for(lambda: self.browser.row(self.browser.cursor[1]) == f"[{status}]$")
        self.browser.send("clear" + ENTER)
        self.browser.wait_for(lambda: self.browser.text().strip() == "[0]$")


@pytest.fixture
def shell(language_of_test: str, program: Program, registry: Callable[[str], Path], tmp_path: Path) -> Iterator[Shell]:
    root = registry("lệnh")
    (root / "organizations" / "bo.toml").write_text(MINISTRY, encoding="utf-8")
    (root / "organizations" / "vu.toml").write_text(UNIT, encoding="utf-8")
    begin = tmp_path / "begin"
    begin.write_text(f"govtui() {{ {shlex.join(program.argv)} --lang {language_of_test} \"$@\"; }}\nPS1='[$?]$ '\n")
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nstty iutf8; printf "status? "; read -r x; sed -i "s/^status = .*/status = $x/" "$1"\n'
    )
    editor.chmod(0o755)
    around = f"exec bash --noprofile --rcfile {shlex.quote(str(begin))} -i"
    env = {"LANG": "C.UTF-8", "EDITOR": str(editor), "INPUTRC": "/dev/null"}
    with program.open(around=around, env=env, cwd=root, cols=110) as browser:
        browser.wait_for("[0]$")
        yield Shell(browser, root, load(language_of_test))


def test_fields_are_set_and_what_is_wrong_is_refused(shell: Shell) -> None:
    shell.run('govtui set vu name.vi="Vụ Đổi mới" summary.vi="Giúp Bộ trưởng." status=', status=1)
    assert shell.difference() == {}
    shell.run('govtui set vu name.vi="Vụ Đổi mới" status=inactive', "Vụ Đổi mới")
    shell.run("govtui set vu relations.part_of-=bo relations.cooperates_with+=bo")
    assert shell.difference() == {
        "vu": [
            *('-status = "active"   # as told', '+status = "inactive"   # as told'),
            *('-vi = "Vụ"', '+vi = "Vụ Đổi mới"'),
            *('-part_of = ["bo"]    # as told', '+cooperates_with = ["bo"]'),
        ]
    }
    shell.run("govtui set không-có status=active", status=2)


def test_a_record_is_made_gets_another_id_and_is_removed(shell: Shell) -> None:
    made = "organizations/vu-phap-che.toml"
    shell.run('govtui new organization --name-vi "Vụ Pháp chế" --type ministry_unit', made)
    assert tomllib.loads((shell.root / made).read_text(encoding="utf-8"))["name"] == {"vi": "Vụ Pháp chế"}
    shell.run("govtui rename vu-phap-che vu-luat", "organizations/vu-luat.toml")
    assert set(shell.difference()) == {"vu-luat"}
    shell.run("govtui rm bo", "vu", status=1)  # something refers to it
    shell.run("govtui rm vu-phap-che")  # by the id that it had
    assert shell.difference() == {}
    shell.run("govtui rm --insist bo")
    assert set(shell.difference()) == {"bo"}


def test_the_own_editor_is_asked_for_again_kept_as_a_draft_and_gone_on_with(shell: Shell) -> None:
    tr = shell.tr
    again, draft = (
        tr.pgettext("edit again, keep as draft, discard", "e"),
        tr.pgettext("keep as draft, edit again, discard", "d"),
    )
    shell.begin("govtui edit bo")
    shell.browser.wait_for("status?")
    shell.type("đang họp" + ENTER)
    shell.browser.wait_for(f"({again})")
    shell.browser.send(again + ENTER)
    shell.browser.wait_for(lambda: shell.browser.text().count("status?") == 2)
    shell.browser.send('"nothing"' + ENTER)
    shell.browser.wait_for(lambda: shell.browser.text().count(f"({draft})") == 2)
    shell.browser.send(draft + ENTER)
    shell.ended(1)
    assert shell.difference() == {}
    shell.begin("govtui edit bo")
    shell.browser.wait_for(shell.says("Drafts of this record that were not saved:"))
    shell.browser.press("1" + ENTER, "status?")
    shell.browser.send('"inactive"' + ENTER)
    shell.ended(0)
    assert shell.difference() == {"bo": ['-status = "active"   # as told', '+status = "inactive"']}


def test_a_clash_with_somebody_else_ends_with_three_and_loses_neither(shell: Shell) -> None:
    other = shell.root / "organizations" / "bo.toml"
    shell.begin("govtui edit bo")
    shell.browser.wait_for("status?")
    other.write_text(MINISTRY.replace('"active"', '"unknown"'), encoding="utf-8")
    shell.browser.send('"inactive"' + ENTER)
    shell.ended(3)
    assert shell.difference() == {"bo": ['-status = "active"   # as told', '+status = "unknown"   # as told']}
