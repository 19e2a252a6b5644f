"""A record that is renamed while it is edited: the edit goes on, and is saved to the file that the record has now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from editable import RECORD, A
from small import write

from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused
from govtui.index.cache import build
from govtui.store.field_edits import Change
from govtui.tui.edit.text_session import TextEditSession

Anew = Callable[[], Editing]
NEW = "organizations/net.toml"


def by_another_process(editing: Editing, anew: Anew, root: Path) -> None:
    other = anew()
    other.save(other.renaming("a", "net"))


def in_this_session(editing: Editing, anew: Anew, root: Path) -> None:
    editing.save(editing.renaming("a", "net"))


def by_hand(editing: Editing, anew: Anew, root: Path) -> None:
    """git mv, the id and the former id in an editor."""
    text = (root / A).read_text(encoding="utf-8")
    (root / A).unlink()
    write(root, NEW, text.replace('id = "a"', 'id = "net"\nformer_ids = ["a"]'))


def file_only(editing: Editing, anew: Anew, root: Path) -> None:
    """git mv alone: the record keeps its id, the file has another name."""
    (root / A).rename(root / NEW)


RENAMINGS = [by_another_process, in_this_session, by_hand, file_only]


@pytest.fixture(params=[False, True], ids=["index as it was", "index knows"])
def learn(request: pytest.FixtureRequest, editing: Editing) -> Callable[[], None]:
    """What the session learns of a renaming before the edit is saved: nothing yet, or all."""

    def learned() -> None:
        if request.param:
            editing.index = build(editing.registry)

    return learned


@pytest.mark.parametrize("rename", RENAMINGS)
def test_a_form_goes_on_and_saves_to_the_new_file(
    editing: Editing, anew: Anew, root: Path, rename: Callable[..., None], learn: Callable[[], None]
) -> None:
    tag = editing.entry("a").etag
    rename(editing, anew, root)
    learn()
    renamed = (root / NEW).read_text(encoding="utf-8")
    change = editing.fields("a", [Change("status", "active")], tag)
    assert not change.blocked and change.path == NEW
    try:
        editing.save(change)
    except Conflict as conflict:
        merge, together = editing.reconciled(conflict)
        assert merge.clashes == () and together is not None and not together.blocked
        editing.save(together)
    assert (root / NEW).read_text(encoding="utf-8") == renamed.replace('"unknown"', '"active"')
    assert not (root / A).exists()


@pytest.mark.parametrize("rename", RENAMINGS)
def test_a_text_goes_on_and_saves_to_the_new_file(
    editing: Editing, anew: Anew, root: Path, rename: Callable[..., None], learn: Callable[[], None]
) -> None:
    work = TextEditSession(root, "a", editing.entry("a"))
    rename(editing, anew, root)
    learn()
    renamed = (root / NEW).read_text(encoding="utf-8")
    typed = RECORD.replace("Network A", "The Network")
    try:
        editing.save(work.prepared(typed, editing))
    except Conflict as conflict:
        merge, together = editing.reconciled(conflict)
        assert merge.clashes == () and together is not None
        editing.save(together)
    assert (root / NEW).read_text(encoding="utf-8") == renamed.replace("Network A", "The Network")
    assert not (root / A).exists()


@pytest.mark.parametrize("rename", RENAMINGS)
def test_renamed_between_preparing_and_saving(
    editing: Editing, anew: Anew, root: Path, rename: Callable[..., None]
) -> None:
    change = editing.fields("a", [Change("status", "active")])
    rename(editing, anew, root)
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    merge, together = editing.reconciled(caught.value)
    assert merge.clashes == () and together is not None and together.path == NEW
    editing.save(together)
    assert not (root / A).exists()


def test_only_a_field_that_both_changed_is_a_clash(editing: Editing, anew: Anew, root: Path) -> None:
    tag = editing.entry("a").etag
    by_another_process(editing, anew, root)
    other = anew()
    other.save(other.fields("net", [Change("name.en", "Theirs"), Change("status", "inactive")]))
    change = editing.fields("a", [Change("name.en", "Mine"), Change("name.vi", "Của tôi")], tag)
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    assert caught.value.base is not None
    merge, _ = editing.reconciled(caught.value)
    assert [clash.path for clash in merge.clashes] == ["name.en"]


def test_a_record_that_is_removed_is_not_taken_for_another(editing: Editing, root: Path) -> None:
    tag = editing.entry("a").etag
    (root / A).unlink()
    with pytest.raises(EditRefused, match="unreadable"):
        editing.fields("a", [Change("status", "active")], tag)
