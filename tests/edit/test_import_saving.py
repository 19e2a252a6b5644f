"""An import is written in whole batches, each a step of undo; where anything is not as it was planned, its batch is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from importing import body, chosen, editing, exported, files, states
from seeds import THOROUGH
from small import registry, table, write
from store.faulty import killed

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportPlan
from govtui.edit.import_saving import SavedBatch, number_of_files, save_import
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.undo_history import UndoHistory
from govtui.index.cache import build
from govtui.model.imported import ImportedRecord
from govtui.store import saving
from govtui.store.registry import Registry
from govtui.store.renaming import resume

RECORDS = [body(number, f"Office {name}") for number, name in enumerate(["One", "Two", "Three", "Four", "Five"], 1)]


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


def keeping(root: Path) -> Editing:
    """Editing as commands do it, which keep their steps."""
    one = editing(root)
    one.journal = UndoHistory(one.registry)
    return one


def plan_of(one: Editing, records: list[ImportedRecord] = RECORDS) -> ImportPlan:
    return plan_import(one, records, chosen())


def saved(one: Editing, plan: ImportPlan, records: list[ImportedRecord] = RECORDS) -> list[SavedBatch]:
    return list(save_import(one, plan, records, most=2))


def test_batches_are_undone_one_by_one_to_the_byte(root: Path) -> None:
    one, before, told = keeping(root), files(root), list[tuple[int, int]]()
    plan = plan_of(one)
    made = [files(root)]
    for batch in save_import(one, plan, RECORDS, lambda done, total: told.append((done, total)), most=2):
        made.append(files(root))
        assert len(made[-1]) - len(made[-2]) == len(batch.ids) == 2 and batch.is_kept
    assert (batch.done, batch.total, number_of_files(plan), told[-1]) == (6, 6, 6, (6, 6))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    history = UndoHistory(one.registry)
    for left in reversed(made[:-1]):
        step = history.last()
        assert step.code == "import"
        history.undo(step, history.changes(step))
        assert files(root) == left
    assert files(root) == before


def test_a_full_disk_leaves_whole_batches(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = keeping(root)
    plan, batches = plan_of(one), list[SavedBatch]()

    def full(done: int, total: int) -> None:
        if done == 3:
            monkeypatch.setattr(saving, "write", lambda handle, raw: os.write(os.open("/dev/full", os.O_WRONLY), raw))

    with pytest.raises(EditRefused, match="disk_full"):
        for batch in save_import(one, plan, RECORDS, full, most=2):
            batches.append(batch)
            after = files(root)
    assert len(batches) == 1 and files(root) == after


@pytest.mark.parametrize(
    ("path", "text"),
    [("organizations/office-four.toml", "x = 1\n"), ("organizations/a.toml", "schema = 2\n")],
)
def test_a_file_that_somebody_changed_since_the_plan_is_not_written_nor_its_batch(
    root: Path, path: str, text: str
) -> None:
    one = editing(root)
    records = [*RECORDS, ImportedRecord("o/a", "organization", {"founded": "1990"}, "a")]
    plan = plan_of(one, records)
    write(root, path, text)
    with pytest.raises(EditRefused, match="changed_meanwhile") as caught:
        saved(one, plan, records)
    assert caught.value.values["path"] == path
    assert (root / path).read_text(encoding="utf-8") == text
    assert not (root / "organizations/office-five.toml").exists() or path.endswith("a.toml")


@pytest.mark.parametrize(
    "later",
    [RECORDS[:-1], [*RECORDS, RECORDS[0]], RECORDS[::-1], [body(1, "Office Uno"), *RECORDS[1:]]],
    ids=["shorter", "longer", "other order", "other value"],
)
def test_a_file_that_gives_something_else_the_second_time_is_written_no_further(
    root: Path, later: list[ImportedRecord]
) -> None:
    one = editing(root)
    with pytest.raises(EditRefused, match="import_changed"):
        saved(one, plan_of(one), later)
    assert not (root / "organizations/office-uno.toml").exists()


def test_nothing_is_written_while_records_are_refused_unless_they_are_skipped(root: Path) -> None:
    one, before = editing(root), files(root)
    records = [*RECORDS, body(6, "Office Six", founded="soon")]
    with pytest.raises(EditRefused, match="refused_records"):
        saved(one, plan_of(one, records), records)
    assert files(root) == before
    plan = plan_import(one, records, chosen(skip_refused=True))
    assert sum(len(batch.ids) for batch in saved(one, plan, records)) == 6
    assert states(plan)[-1] == "refused"


def test_a_read_only_registry_is_not_written_to(root: Path) -> None:
    only_read = Registry(root, read_only=True)
    one = Editing(only_read, build(only_read))
    with pytest.raises(EditRefused, match="read_only"):
        saved(one, plan_of(one))


def test_without_changes_there_is_no_batch(root: Path) -> None:
    one = editing(root)
    assert saved(one, plan_of(one, []), []) == []


def test_killed_at_any_call_whole_batches_are_left(tmp_path: Path) -> None:
    registry(tmp_path, table("s", "source"))
    records = [exported(table(id)) for id in "abcd"]
    one, before = keeping(tmp_path), len(files(tmp_path))
    plan, found = plan_of(one, records), set()
    for at in range(1, 100_000, 3 if THOROUGH else 29):
        was_killed = killed(lambda: saved(one, plan, records), at)
        resume(tmp_path)
        found.add(len(files(tmp_path)) - before)
        for path in tmp_path.glob("organizations/*"):
            path.unlink()
        if not was_killed:
            break
    assert found == {0, 2, 4}
