"""Whatever is kept first of what a user does, nobody else can read the folder that it is in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from govtui.user import drafts, external_editor, session, undo_files


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = os.umask(0o022)
    yield tmp_path / "state" / "govtui"
    os.umask(before)


@pytest.mark.parametrize(
    "keep",
    [
        lambda root: session.save(root, {"list": "all"}),
        lambda root: drafts.keep(drafts.begin(root, "unpog", "a", "tag"), "b"),
        lambda root: external_editor.copy("unpog", b"a"),
        lambda root: undo_files.keep(root, {}, []),
    ],
    ids=["session", "draft", "copy for an editor", "undo"],
)
def test_the_first_thing_that_is_kept_makes_folders_for_its_owner_alone(
    keep: Callable[[Path], object], tmp_path: Path, state: Path
) -> None:
    assert keep(tmp_path)
    folders = [state, *(place for place in state.iterdir() if place.is_dir())]
    assert len(folders) == 2
    assert {place.stat().st_mode & 0o777 for place in folders} == {0o700}
