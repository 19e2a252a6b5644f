"""Several records removed as one: all or none, one step of undo, links among them block nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from editable import RECORD, A

from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused

E = "events/e.toml"


def files(root: Path) -> dict[str, bytes]:
    """The records, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("*/*.toml")}


@pytest.mark.parametrize("keys", [keys for n in (2, 3, 4) for keys in combinations("abes", n)], ids="".join)
def test_they_go_together_and_come_back_with_one_undo_to_the_byte(
    editing: Editing, root: Path, keys: tuple[str, ...]
) -> None:
    before = files(root)
    editing.save(editing.removals(keys), force=True)
    assert {Path(path).stem for path in before} - {Path(path).stem for path in files(root)} == set(keys)
    steps = editing.journal
    assert steps is not None and steps.last is not None and len(steps.last.files) == len(keys)
    steps.undo(editing.registry)
    assert files(root) == before and steps.last is None
    steps.redo(editing.registry)
    assert not {Path(path).stem for path in files(root)} & set(keys)


def test_only_references_from_other_records_would_lead_nowhere(editing: Editing) -> None:
    assert {one.key for one in editing.removals(["a", "e"]).incoming} == set()
    assert {one.key for one in editing.removals(["a", "b"]).incoming} == {"e"}


def test_without_force_nothing_goes_to_which_others_refer(editing: Editing, root: Path) -> None:
    before = files(root)
    with pytest.raises(EditRefused, match="referred_to"):
        editing.save(editing.removals(["a", "b"]))
    assert files(root) == before
    editing.save(editing.removals(["a", "e"]))
    assert files(root).keys() == before.keys() - {A, E}


@pytest.mark.parametrize(
    "change", [lambda path: path.write_text(RECORD + "# thêm\n"), Path.unlink], ids=["other", "gone"]
)
def test_where_somebody_else_changed_one_of_them_meanwhile_none_goes(
    editing: Editing, root: Path, change: Callable[[Path], object]
) -> None:
    removals = editing.removals(["b", "a", "e"])
    change(root / A)
    before = files(root)
    with pytest.raises(EditRefused, match="changed_meanwhile"):
        editing.save(removals, force=True)
    assert files(root) == before
    assert editing.journal is not None and editing.journal.last is None


def test_a_registry_that_is_only_read_keeps_all(editing: Editing, root: Path) -> None:
    removals, before = editing.removals(["a", "b"]), files(root)
    editing.registry.read_only = True
    with pytest.raises(EditRefused, match="read_only"):
        editing.save(removals, force=True)
    assert files(root) == before
