"""Translations know what they were made from: missing, stale, done, or unverified where nobody remembers."""

from __future__ import annotations

from pathlib import Path

from editable import A

from govtui.edit.operations import Editing
from govtui.edit.translation_state import translatable, translation_changes, verify_changes
from govtui.model.translations import digest, state
from govtui.store.field_edits import MISSING, Change
from govtui.store.manifest import Manifest


def states(editing: Editing) -> dict[str, str]:
    record = editing.entry("a").record
    assert record is not None
    return {one.path: one.state for one in translatable(record, ("vi", "en"))}


def test_each_localized_text_is_shown_beside_its_translation(editing: Editing) -> None:
    record = editing.entry("a").record
    assert record is not None
    assert translatable(record, ("vi", "en")) == [("name", "Mạng lưới A", "Network A", "unverified")]
    assert state(record, "name", "ko", "vi") == "missing"
    assert state(record, "name", "vi", "ko") == "no_source"


def test_an_own_text_by_language_is_translated_and_remembered_by_its_path(editing: Editing) -> None:
    told = {"mission": {"type": "localized", "label": {"en": "Mission"}}}
    schema = Manifest(fields={"all": told}).record_schema

    def mission() -> list[tuple[str, str, str, str]]:
        record = editing.entry("a").record
        assert record is not None
        return [tuple(one) for one in translatable(record, ("vi", "en"), schema) if one.path != "name"]

    editing.save(editing.fields("a", [Change("x.mission", {"vi": "Một"}), Change("x.note", {"vi": "Riêng"})]))
    assert mission() == [("x.mission", "Một", "", "missing")]
    editing.save(editing.fields("a", translation_changes(editing.entry("a"), "x.mission", "en", "One", "vi")))
    assert mission() == [("x.mission", "Một", "One", "done")]
    editing.save(editing.fields("a", [Change("x.mission.vi", "Hai")]))
    assert mission() == [("x.mission", "Hai", "One", "stale")]


def test_a_translation_is_done_until_its_source_changes(editing: Editing, root: Path) -> None:
    editing.save(editing.fields("a", [Change("summary.vi", "Một")]))
    assert states(editing)["summary"] == "missing"
    editing.save(editing.fields("a", translation_changes(editing.entry("a"), "summary", "en", "One", "vi")))
    assert states(editing)["summary"] == "done"
    editing.save(editing.fields("a", translation_changes(editing.entry("a"), "name", "en", "The Network", "vi")))
    assert states(editing) == {"name": "done", "summary": "done"}
    text = (root / A).read_text()
    assert digest("Một") in text and digest("Mạng lưới A") in text
    editing.save(editing.fields("a", [Change("summary.vi", "Một, hai")]))
    assert states(editing) == {"name": "done", "summary": "stale"}
    change = editing.fields("a", translation_changes(editing.entry("a"), "summary", "en", "One, two", "vi"))
    assert "stale_translation" not in [one.code for one in change.problems]
    editing.save(change)
    assert states(editing)["summary"] == "done"
    assert (root / A).read_text().count("digest") == 2


def test_who_looked_at_an_old_translation_may_say_that_it_is_right(editing: Editing) -> None:
    editing.save(editing.fields("a", verify_changes(editing.entry("a"), "name", "en", "vi")))
    assert states(editing)["name"] == "done"
    assert verify_changes(editing.entry("a"), "name", "ko", "vi") == []
    assert verify_changes(editing.entry("a"), "name", "vi", "vi") == []


def test_a_translation_that_is_taken_out_takes_its_memory_along(editing: Editing, root: Path) -> None:
    before = (root / A).read_text()
    editing.save(editing.fields("a", [Change("summary.vi", "Một")]))
    between = (root / A).read_text()
    for path, text in (("summary", "One"), ("name", "The Network")):
        editing.save(editing.fields("a", translation_changes(editing.entry("a"), path, "en", text, "vi")))
    editing.save(editing.fields("a", translation_changes(editing.entry("a"), "summary", "en", "  ", "vi")))
    assert states(editing) == {"name": "done", "summary": "missing"}
    changes = [*translation_changes(editing.entry("a"), "name", "en", "", "vi"), Change("name.en", "Network A")]
    editing.save(editing.fields("a", changes[1:]))
    assert (root / A).read_text() == between
    editing.save(editing.fields("a", [Change("summary", MISSING)]))
    assert (root / A).read_text() == before


def test_writing_the_source_language_itself_remembers_nothing(editing: Editing) -> None:
    assert translation_changes(editing.entry("a"), "name", "vi", "Mạng", "vi") == [Change("name.vi", "Mạng")]
