"""Which editor is started, and that what it leaves behind is held against the record."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from drive import Play
from editing import Edited, edited

from govtui.user import choices, external_editor

__all__ = ["edited"]


def program(folder: Path, name: str) -> Path:
    """A program that can be started."""
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


def test_visual_goes_before_editor_and_both_may_have_arguments(tmp_path: Path) -> None:
    one, other = program(tmp_path, "my vim"), program(tmp_path, "nano")
    environ = {"VISUAL": f"'{one}' -u NONE", "EDITOR": str(other), "PATH": str(tmp_path)}
    assert external_editor.editor(environ) == [str(one), "-u", "NONE"]
    assert external_editor.editor(environ | {"VISUAL": " "}) == [str(other)]
    assert external_editor.editor({"PATH": str(tmp_path)}) == ["nano"]


@pytest.mark.parametrize(("line", "name"), [("nonesuch -x", "nonesuch"), ("'unclosed", "'unclosed")])
def test_an_editor_that_is_not_there_is_named(tmp_path: Path, line: str, name: str) -> None:
    with pytest.raises(external_editor.NoEditor) as caught:
        external_editor.editor({"EDITOR": line, "PATH": str(tmp_path)})
    assert caught.value.name == name


def test_no_editor_at_all(tmp_path: Path) -> None:
    with pytest.raises(external_editor.NoEditor) as caught:
        external_editor.editor({"PATH": str(tmp_path)})
    assert caught.value.name == ""


def test_the_copy_is_private_and_called_toml(edited: Edited) -> None:
    file = external_editor.copy("../bộ/x", b"a = 1\n")
    assert file.suffix == ".toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.parent.name == "drafts"
    assert file.read_bytes() == b"a = 1\n"


def test_copies_that_were_left_behind_go_after_a_week(edited: Edited) -> None:
    old, new = external_editor.copy("bo", b""), external_editor.copy("bo", b"")
    os.utime(old, (0, 0))
    external_editor.copy("bo", b"")
    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize(
    ("chosen", "command", "opened"),
    [
        ("own", "true", "ReviewScreen"),
        ("built-in", "true", "EditTextScreen"),
        ("own", "nonesuch", "EditTextScreen"),
    ],
)
def test_shift_e_opens_the_editor_that_was_chosen_where_there_is_one(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, command: str, opened: str
) -> None:
    appending = program(tmp_path, "appending")
    appending.write_text('#!/bin/sh\nfor f; do :; done\necho "# thêm" >> "$f"\n')
    monkeypatch.setenv("VISUAL", str(appending) if command == "true" else command)
    monkeypatch.setattr(choices, "folder", lambda: tmp_path)
    (tmp_path / choices.FILE).write_text(f'editor = "{chosen}"\n', encoding="utf-8")

    async def scenario(play: Play) -> None:
        monkeypatch.setattr(type(play.app), "remembers", True)
        await play.press("E")
        assert type(play.app.screen).__name__ == opened

    edited.open(scenario)
