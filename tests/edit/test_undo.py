"""Undoing and redoing saved edits within a session: to the byte, and never over somebody else's."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from editable import RECORD, A
from page.contexts import context_of

from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.undo import Step, UndoStack
from govtui.i18n.edit_texts import step_words
from govtui.i18n.translator import load
from govtui.page.present import PathStyle, path_words
from govtui.store.field_edits import Change
from govtui.store.registry import Registry


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def journal(editing: Editing) -> UndoStack:
    assert editing.journal is not None
    return editing.journal


def spoken(step: Step, editing: Editing, language: str) -> str:
    context = context_of(editing.registry, editing.index, language)
    words = partial(path_words, "", context=context, style=PathStyle.SENTENCE)
    return step_words(step.code, step.name, step.fields, load(language), words, key=step.key, former=step.former)


def test_steps_are_taken_back_and_made_again_one_after_another(editing: Editing, root: Path) -> None:
    states = [files(root)]
    for status in ("active", "inactive"):
        editing.save(editing.fields("a", [Change("status", status)]))
        states.append(files(root))
    steps = journal(editing)
    for state in (states[1], states[0]):
        steps.undo(editing.registry)
        assert files(root) == state
    for state in states[1:]:
        steps.redo(editing.registry)
        assert files(root) == state


def test_a_new_record_a_removal_and_a_renaming_are_undone_and_redone(editing: Editing, root: Path) -> None:
    states = [files(root)]
    editing.save(editing.new("event", {"id": "f", "type": "forum", "status": "held", "name": {"vi": "Diễn đàn"}}))
    states.append(files(root))
    editing.save(editing.removal("e"), force=True)
    states.append(files(root))
    editing.save(editing.renaming("b", "hhb"))
    states.append(files(root))
    steps = journal(editing)
    for state in states[-2::-1]:
        steps.undo(editing.registry)
        assert files(root) == state
    for state in states[1:]:
        steps.redo(editing.registry)
        assert files(root) == state


def test_what_somebody_else_changed_since_is_not_undone_and_the_step_stays(editing: Editing, root: Path) -> None:
    editing.save(editing.fields("a", [Change("status", "active")]))
    theirs = RECORD.replace('"unknown"', '"inactive"')
    (root / A).write_text(theirs)
    steps = journal(editing)
    with pytest.raises(EditRefused) as caught:
        steps.undo(editing.registry)
    assert (caught.value.code, caught.value.values["path"]) == ("changed_since", A)
    assert (root / A).read_text() == theirs and steps.last is not None


def test_an_edit_that_was_overtaken_keeps_nobody_from_undoing_the_one_before(editing: Editing, root: Path) -> None:
    before = files(root)
    editing.save(editing.removal("e"), force=True)
    editing.save(editing.fields("a", [Change("status", "active")]))
    theirs = RECORD.replace('"unknown"', '"inactive"')
    (root / A).write_text(theirs)
    steps = journal(editing)
    with pytest.raises(EditRefused) as caught:
        steps.undo(editing.registry)
    assert (caught.value.code, caught.value.values["path"]) == ("step_skipped", A)
    assert steps.undo(editing.registry).code == "removal"
    assert files(root) == before | {A: theirs.encode()}
    assert steps.last is None and steps.paths == {A}
    steps.redo(editing.registry)
    assert steps.last is not None and steps.last.code == "removal"


def test_a_renaming_of_which_one_file_changed_since_is_left_whole(editing: Editing, root: Path) -> None:
    editing.save(editing.renaming("b", "hhb"))
    (root / A).write_text((root / A).read_text() + "# thêm\n")
    state = files(root)
    with pytest.raises(EditRefused, match="changed_since"):
        journal(editing).undo(editing.registry)
    assert files(root) == state


def test_a_new_edit_ends_what_could_be_redone(editing: Editing) -> None:
    steps = journal(editing)
    editing.save(editing.fields("a", [Change("status", "active")]))
    steps.undo(editing.registry)
    editing.save(editing.fields("a", [Change("status", "inactive")]))
    with pytest.raises(EditRefused, match="nothing_to_redo"):
        steps.redo(editing.registry)


def test_with_nothing_done_there_is_nothing_to_undo(editing: Editing) -> None:
    with pytest.raises(EditRefused, match="nothing_to_undo"):
        journal(editing).undo(editing.registry)


def test_in_a_registry_that_is_read_only_nothing_is_undone(editing: Editing, root: Path) -> None:
    editing.save(editing.fields("a", [Change("status", "active")]))
    with pytest.raises(EditRefused, match="read_only"):
        journal(editing).undo(Registry(root, read_only=True))


def test_each_step_has_a_name_for_people_in_both_languages(editing: Editing) -> None:
    steps = journal(editing)
    editing.save(editing.fields("a", [Change("name.en", "Net")]))
    assert steps.last is not None
    assert spoken(steps.last, editing, "en") == "Edited name in English of Net"
    assert spoken(steps.last, editing, "vi") == "Sửa tên tiếng Anh của Mạng lưới A"
    editing.save(editing.text("a", editing.entry("a").text + "# cuối\n", ""))
    assert spoken(steps.last, editing, "vi") == "Sửa Mạng lưới A"
    editing.save(editing.renaming("b", "hhb"))
    assert spoken(steps.last, editing, "vi") == "Đổi mã b thành hhb"
    editing.save(editing.removal("e"), force=True)
    assert spoken(steps.last, editing, "en") == "Removed e"
    assert steps.paths >= {A, "organizations/hhb.toml", "events/e.toml"}
