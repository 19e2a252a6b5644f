"""A document is written whole or not at all, replaces no file unasked, and leaves a registry's own files alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import write

from govtui.store.document_files import CannotWrite, check_place, write_document
from govtui.store.termination import Terminated


def refused(path: Path, registry: Path, *, replace: bool = False) -> str:
    with pytest.raises(CannotWrite) as caught:
        check_place(path, registry, replace=replace)
    return caught.value.code


def test_a_document_is_written_part_by_part_with_the_permissions_of_the_file_that_it_replaces(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    assert write_document(file, ["Đổi ", "mới\n"]) == len("Đổi mới\n".encode())
    file.chmod(0o640)
    write_document(file, ["b\n"], replace=True)
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("b\n", 0o640)
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "ours"
        write(tmp_path, "a.txt", "theirs")

    with pytest.raises(CannotWrite) as caught:
        write_document(tmp_path / "a.txt", parts())
    assert caught.value.code == "file_exists"
    assert [(name, (tmp_path / name).read_text()) for name in os.listdir(tmp_path)] == [("a.txt", "theirs")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    made = []

    def parts() -> Iterator[str]:
        for part in "abc":
            made.append(part)
            yield part
            os.kill(os.getpid(), number)

    before = signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    try:
        with pytest.raises(KeyboardInterrupt) as caught:
            write_document(tmp_path / "a.txt", parts())
    finally:
        signal.signal(number, before)
    assert isinstance(caught.value, Terminated) is (number == signal.SIGTERM)
    assert os.listdir(tmp_path) == [] and len(made) < 3


def test_what_fails_while_a_part_is_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "a"
        raise LookupError

    with pytest.raises(LookupError):
        write_document(tmp_path / "a.txt", parts())
    assert os.listdir(tmp_path) == []


def test_the_place_is_checked_before_the_work(tmp_path: Path) -> None:
    root = tmp_path / "records"
    for path in ("records/registry.toml", "records/events/a.toml", "b.toml", "c.txt"):
        write(tmp_path, path, "x")
    assert refused(root / "events" / "new.toml", root) == "own_file"
    assert refused(root / "NEW.TOML", root, replace=True) == "own_file"
    assert refused(root / "registry.toml", root, replace=True) == "own_file"
    assert refused(root / ".govtui" / "a.bib", root) == "own_file"
    (tmp_path / "link.txt").symlink_to(root / "events" / "a.toml")
    assert refused(tmp_path / "link.txt", root, replace=True) == "own_file"
    assert refused(tmp_path / "none" / "a.txt", root) == "no_such_folder"
    assert refused(tmp_path / "c.txt" / "a.txt", root) == "no_such_folder"
    assert refused(root, root, replace=True) == "is_folder"
    assert refused(tmp_path / "c.txt", root) == "file_exists"
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe", root, replace=True) == "no_plain_file"
    for path in ("c.txt", "b.toml", "records/new.bib", "new.toml"):
        check_place(tmp_path / path, root, replace=True)
