"""Files are read while somebody renames and removes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from living import texts


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Does something between the listing of the files and the first reading of one."""

    def once(act: Callable[[], object]) -> None:
        read = Path.read_text
        left = [act]

        def acted(path: Path, **how: str) -> str:
            if left:
                left.pop()()
            return read(path, **how)

        monkeypatch.setattr(Path, "read_text", acted)

    return once


Meanwhile = Callable[[Callable[[], object]], None]


def test_a_file_that_is_renamed_meanwhile_is_there_once_under_its_new_name(
    tmp_path: Path, meanwhile: Meanwhile
) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text("a = 1\n")
    meanwhile(lambda: old.rename(new))
    assert texts(tmp_path, "*.toml") == {new: "a = 1\n"}


def test_a_file_that_is_removed_meanwhile_is_not_there(tmp_path: Path, meanwhile: Meanwhile) -> None:
    (tmp_path / "a.toml").write_text("a = 1\n")
    meanwhile((tmp_path / "a.toml").unlink)
    assert texts(tmp_path, "*.toml") == {}
