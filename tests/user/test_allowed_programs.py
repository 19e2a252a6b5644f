"""The answer to a clone's first sync: kept for one clone and one state of its settings, private, never trusted when damaged."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from govtui.user import allowed_programs


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_an_answer_holds_for_one_clone_and_its_settings_until_it_is_forgotten(tmp_path: Path, state: Path) -> None:
    clone, other = tmp_path / "một" / ".git", tmp_path / "hai" / ".git"
    clone.mkdir(parents=True)
    assert not allowed_programs.is_allowed(clone, "a")
    assert allowed_programs.allow(clone, "a")
    (tmp_path / "lối").symlink_to(clone.parent)
    assert allowed_programs.is_allowed(tmp_path / "lối" / ".git", "a")
    assert not allowed_programs.is_allowed(clone, "b") and not allowed_programs.is_allowed(other, "a")
    assert allowed_programs.allow(clone, "b") and not allowed_programs.is_allowed(clone, "a")
    [file] = state.rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    allowed_programs.forget(clone)
    assert not allowed_programs.is_allowed(clone, "b")


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{", b"\xff", b'{"v": 1}', b"[" * 70_000])
def test_a_damaged_answer_is_none(tmp_path: Path, state: Path, damaged: bytes) -> None:
    allowed_programs.allow(tmp_path, "a")
    [file] = state.rglob("*.json")
    file.write_bytes(damaged)
    assert not allowed_programs.is_allowed(tmp_path, "a")


def test_where_it_cannot_be_kept_that_is_told(tmp_path: Path, state: Path) -> None:
    state.write_text("a file where the folder should be")
    assert not allowed_programs.allow(tmp_path, "a") and not allowed_programs.is_allowed(tmp_path, "a")
