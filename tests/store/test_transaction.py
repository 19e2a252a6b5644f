"""Several files changed as one, as undoing a renaming does: all of them or none, however often it is killed on the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from faulty import KILL, faulty, killed
from seeds import THOROUGH
from small import write

from govtui.store.lock import SEVERAL, is_interrupted, save_lock
from govtui.store.renaming import resume
from govtui.store.saving import NotSaved
from govtui.store.transaction import FileChange, apply_change, exclusively, transaction

OLD, NEW, OTHER = "organizations/old.toml", "organizations/nẽw.toml", "events/e.toml"
CHANGES = [
    FileChange(NEW, None, b"id = 'new'\n"),
    FileChange(OTHER, b"by = 'old'\n", b"by = 'new'\n"),
    FileChange(OLD, b"id = 'old'\n", None),
]
BEFORE = {OLD: b"id = 'old'\n", OTHER: b"by = 'old'\n"}
AFTER = {NEW: b"id = 'new'\n", OTHER: b"by = 'new'\n"}


def fresh(root: Path) -> Path:
    for path, raw in BEFORE.items():
        write(root, path, raw)
    return root


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def change(root: Path, changes: list[FileChange] = CHANGES) -> None:
    with transaction(root, changes):
        for one in changes:
            apply_change(root, one)


def cut_short(root: Path, after: int) -> Path:
    """The changes, of which only the first `after` were made when the process was killed."""
    with save_lock(fresh(root)):
        pass

    def act() -> None:
        with transaction(root, CHANGES):
            for one in CHANGES[:after]:
                apply_change(root, one)
            with faulty(1, KILL):
                apply_change(root, CHANGES[after])

    assert killed(act, 0)
    assert is_interrupted(root)
    return root


def test_killed_at_any_call_it_is_all_done_or_not_begun_at_the_next_start(tmp_path: Path) -> None:
    ended, begun = set(), 0
    for at in range(1, 500, 1 if THOROUGH else 4):
        root = fresh(tmp_path / str(at))
        if not killed(lambda root=root: change(root), at):  # type: ignore[misc]
            break
        begun += state(root) not in (BEFORE, AFTER)
        resume(root)
        assert state(root) in (BEFORE, AFTER), at
        ended.add(OLD in state(root))
        assert not is_interrupted(root)
        shutil.rmtree(root)
    assert ended == {True, False}
    assert begun > 5
    assert state(root) == AFTER


@pytest.mark.parametrize("after", [1, 2])
def test_a_file_that_somebody_changed_meanwhile_is_left_as_it_is(tmp_path: Path, after: int) -> None:
    root = cut_short(tmp_path, after)
    write(root, OTHER, b"by = 'somebody'\n")
    resume(root)
    assert state(root) == {NEW: AFTER[NEW], OTHER: b"by = 'somebody'\n"}


def test_the_next_change_of_several_files_ends_the_one_before(tmp_path: Path) -> None:
    root = cut_short(tmp_path, 1)
    change(root, [one.reversed for one in reversed(CHANGES)])
    assert state(root) == BEFORE


def test_what_cannot_be_written_now_is_for_another_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = cut_short(tmp_path, 1)

    def full(root: Path, path: str, raw: bytes, tag: str) -> None:
        raise NotSaved("disk_full", path)

    with monkeypatch.context() as patch:
        patch.setattr("govtui.store.saving.replace", full)
        with pytest.raises(NotSaved):
            resume(root)
    assert is_interrupted(root)
    resume(root)
    assert state(root) == AFTER


def test_nothing_is_begun_while_another_works_on_several_files(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    with exclusively(root), pytest.raises(NotSaved) as refused:
        change(root)
    assert refused.value.code == "busy"
    assert state(root) == BEFORE


@pytest.mark.parametrize("journal", ["", "{}", "[[]]", '[["zz", null, null]]', "[[1, 2, 3]]", '{"a": [1]}'])
def test_a_journal_that_says_nothing_is_thrown_away(tmp_path: Path, journal: str) -> None:
    with save_lock(fresh(tmp_path)):
        pass
    write(tmp_path, SEVERAL, journal)
    resume(tmp_path)
    assert not is_interrupted(tmp_path)
    assert state(tmp_path) == BEFORE
