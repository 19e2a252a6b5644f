"""Fields set in several records as one change: previewed by value, saved all or none whatever happens meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from editable import RECORD, A
from seeds import THOROUGH
from small import registry, table
from store.faulty import killed

from govtui.edit import bulk_set
from govtui.edit.bulk_set import BulkRow, BulkSet
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING
from govtui.edit.proposal import EditRefused
from govtui.edit.undo import UndoStack
from govtui.edit.undo_history import UndoHistory
from govtui.index.cache import build
from govtui.store import saving
from govtui.store.field_edits import Change
from govtui.store.lock import is_interrupted
from govtui.store.registry import Entry, Registry
from govtui.store.renaming import resume
from govtui.store.transaction import exclusively
from govtui.user import undo_files

B = "organizations/b.toml"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def setting(*changes: tuple[str, object]) -> Callable[[Entry], Sequence[Change]]:
    return lambda entry: [Change(path, value) for path, value in changes]


def prepared(editing: Editing, *changes: tuple[str, object], keys: str = "abe") -> BulkSet:
    return bulk_set.prepare(editing, list(keys), setting(*changes))


def test_the_preview_counts_records_by_what_changes_in_them(editing: Editing) -> None:
    bulk = prepared(editing, ("status", "active"), ("sdg", ["16.6"]), keys="ab")
    assert bulk.rows == [BulkRow("status", 2, "unknown", "active"), BulkRow("sdg", 2, MISSING, ["16.6"])]
    assert [one.key for one in bulk.prepared] == ["a", "b"] and bulk.refused == ()
    editing.save(editing.fields("b", [Change("status", "inactive")]))
    rows = prepared(editing, ("status", "active"), keys="ab").rows
    assert rows == [BulkRow("status", 1, "unknown", "active"), BulkRow("status", 1, "inactive", "active")]


def test_what_cannot_be_changed_is_told_with_its_reason_and_what_is_so_already_is_left(editing: Editing) -> None:
    bulk = prepared(editing, ("status", "held"), keys="abes")
    assert [(one.key, one.code) for one in bulk.refused] == [("a", "blocked"), ("b", "blocked"), ("s", "blocked")]
    assert bulk.refused[0].problems[0].code == "unknown_vocabulary_key"
    assert [one.key for one in bulk.prepared] == ["e"]
    assert prepared(editing, ("status", "unknown")).unchanged == (("a", A), ("b", B), ("e", "events/e.toml"))
    assert prepared(editing, ("id", "x"), keys="a").refused[0].code == "fixed_field"
    assert [one.code for one in prepared(editing, ("x", {}), keys="z").refused] == ["no_such_record"]


def test_it_is_one_step_that_one_undo_takes_back(editing: Editing, root: Path) -> None:
    before = files(root)
    bulk_set.save(editing, prepared(editing, ("sdg", ["16.6"])))
    after = files(root)
    assert {path for path in before if before[path] != after[path]} == {A, B, "events/e.toml"}
    stack = editing.journal
    assert isinstance(stack, UndoStack) and stack.last is not None
    assert (stack.last.code, stack.last.keys, stack.last.fields) == ("bulk", ("a", "b", "e"), ("sdg",))
    stack.undo(editing.registry)
    assert files(root) == before and stack.last is None
    stack.redo(editing.registry)
    assert files(root) == after


def test_what_others_changed_meanwhile_in_other_fields_is_merged(editing: Editing, root: Path) -> None:
    bulk = prepared(editing, ("status", "active"), keys="ab")
    theirs = RECORD.replace("Network A", "Net") + "# thêm\n"
    (root / A).write_text(theirs)
    saved = bulk_set.save(editing, bulk)
    assert saved.merged == (A,)
    assert (root / A).read_text() == theirs.replace('"unknown"', '"active"')
    assert b'status = "active"' in (root / B).read_bytes()


def test_what_others_made_so_meanwhile_is_left(editing: Editing, root: Path) -> None:
    bulk = prepared(editing, ("status", "active"), keys="ab")
    (root / A).write_text(RECORD.replace('"unknown"', '"active"'))
    assert [key for key, _ in bulk_set.save(editing, bulk).unchanged] == ["a"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda path: path.write_text(RECORD.replace('"unknown"', '"inactive"')), "conflict"),
        (lambda path: path.write_text("["), "conflict"),
        (lambda path: path.write_text(RECORD.replace('id = "a"', 'id = "aa"')), "no_such_record"),
        (Path.unlink, "gone_meanwhile"),
        (lambda path: path.write_bytes(b"#" * 300_000), "changed_meanwhile"),
    ],
)
def test_where_one_clashes_with_what_others_did_none_is_changed(
    editing: Editing, root: Path, change: Callable[[Path], object], code: str
) -> None:
    bulk = prepared(editing, ("status", "active"), keys="ba")
    change(root / A)
    before = files(root)
    if code == "no_such_record":  # the id is no field that a change of another one clashes with
        bulk_set.save(editing, bulk)
        assert (root / A).read_text() == RECORD.replace('id = "a"', 'id = "aa"').replace("unknown", "active")
        return
    with pytest.raises(EditRefused, match=code):
        bulk_set.save(editing, bulk)
    assert files(root) == before


def test_more_records_than_are_changed_at_once_are_refused(editing: Editing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_set, "MOST_FILES", 2)
    with pytest.raises(EditRefused, match="too_many_records"):
        prepared(editing, ("status", "active"))


# -- killed, at any moment -------------------------------------------------------------------------------------------


def many(root: Path, number: int) -> list[str]:
    keys = [f"o{place:04d}" for place in range(number)]
    registry(root, table("s", "source"), *(table(key) for key in keys))
    return keys


def ended(root: Path, before: dict[str, bytes]) -> tuple[bool, bool]:
    """End what a kill cut short, as the next start does; hold that it is all or nothing, and one undo.

    Returns whether it had begun, and whether it is all.
    """
    was_begun = is_interrupted(root)
    resume(root)
    now, history = files(root), UndoHistory(Registry(root))
    changed = sum(now[path] != raw for path, raw in before.items())
    assert now.keys() == before.keys() and changed in (0, len(before) - 2)
    if changed:
        step = history.last()
        assert len(step.tags) == changed
        history.undo(step, history.changes(step))
        assert files(root) == before
    with pytest.raises(EditRefused, match="nothing_to_undo"):
        history.last()
    for step in history.steps():
        undo_files.drop(step.file)
    return was_begun, changed > 0


def held_at(root: Path, number: int, step: int) -> set[tuple[bool, bool]]:
    """Kill the change of so many records at every so many calls of the system, and see how each ends."""
    keys = many(root, number)
    made = Registry(root)
    editing, before = Editing(made, build(made), UndoHistory(made)), files(root)
    bulk, found = bulk_set.prepare(editing, keys, setting(("status", "active"))), set()
    for at in range(1, 1_000_000, step):
        was_killed = killed(lambda: bulk_set.save(editing, bulk), at)
        found.add(ended(root, before))
        if not was_killed:
            break
    return found


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


def test_killed_at_any_call_all_are_changed_or_none_and_one_undo_takes_it_back(tmp_path: Path, state: None) -> None:
    assert held_at(tmp_path, 5, 1 if THOROUGH else 19) == {(False, False), (True, True), (False, True)}


@pytest.mark.skipif(not THOROUGH, reason="a thousand records, killed again and again: make thorough")
def test_of_a_thousand_records_too(tmp_path: Path, state: None) -> None:
    assert held_at(tmp_path, 1000, 1499) == {(False, False), (True, True), (False, True)}


def test_interrupted_from_the_keyboard_nothing_is_changed(
    root: Path, state: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry_ = Registry(root)
    editing = Editing(registry_, build(registry_), UndoHistory(registry_))
    bulk, before = prepared(editing, ("sdg", ["16.6"])), files(root)

    def interrupted(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk_set.save(editing, bulk, tell=interrupted)
    assert files(root) == before and UndoHistory(registry_).steps() == []
    assert not (root / ".govtui" / "several.json").exists()
    assert bulk_set.save(editing, bulk).prepared


def test_where_the_disk_takes_nothing_back_either_the_next_start_writes_the_rest(
    root: Path, state: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry_ = Registry(root)
    editing = Editing(registry_, build(registry_), UndoHistory(registry_))
    bulk, before = prepared(editing, ("sdg", ["16.6"])), files(root)
    with monkeypatch.context() as full:

        def refused(number: int) -> None:
            if number == 1:
                full.setattr(saving, "write", lambda handle, raw: os.write(os.open("/dev/full", os.O_WRONLY), raw))

        with pytest.raises(EditRefused, match="half_saved"):
            bulk_set.save(editing, bulk, tell=refused)
    assert is_interrupted(root) and sum(files(root)[path] != raw for path, raw in before.items()) == 1
    assert ended(root, before) == (True, True)


def test_what_is_refused_names_a_file_of_the_change(root: Path, state: None, monkeypatch: pytest.MonkeyPatch) -> None:
    registry_ = Registry(root)
    editing = Editing(registry_, build(registry_), UndoHistory(registry_))
    bulk = prepared(editing, ("sdg", ["16.6"]))
    with exclusively(root), pytest.raises(EditRefused, match="busy") as caught:
        bulk_set.save(editing, bulk)
    assert caught.value.values["path"] == A
    monkeypatch.setattr(saving, "write", lambda handle, raw: os.write(os.open("/dev/full", os.O_WRONLY), raw))
    with pytest.raises(EditRefused, match="disk_full") as caught:
        bulk_set.save(editing, bulk)
    assert caught.value.values["path"] == A
