"""An edit from request to file: what it would do is known before it is saved, and it is saved only over what it was made from."""

from __future__ import annotations

import os
import resource
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from editable import RECORD, A

from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict, EditRefused
from govtui.store.field_edits import Change
from govtui.store.files import etag
from govtui.store.registry import Registry

Anew = Callable[[], Editing]


def on_disk(root: Path, path: str = A) -> str:
    return (root / path).read_bytes().decode()


def refused(call: Callable[[], object]) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        call()
    return caught.value


def test_a_field_is_saved_as_a_change_of_that_field_alone(editing: Editing, root: Path) -> None:
    change = editing.fields("a", [Change("status", "active"), Change("name.en", "The Network")])
    assert [(one.path, one.before, one.after) for one in change.differences] == [
        ("status", "unknown", "active"),
        ("name.en", "Network A", "The Network"),
    ]
    assert not change.blocked and not change.loses_comments and change.new_problems == ()
    assert [line for line in change.diff().split("\n") if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        '-status = "unknown"',
        '+status = "active"',
        '-en = "Network A"',
        '+en = "The Network"',
        "",
    ]
    saved = editing.save(change)
    assert on_disk(root) == RECORD.replace('"unknown"', '"active"').replace("Network A", "The Network")
    assert saved.confirmed and saved.tag == etag((root / A).read_bytes())


def test_an_edit_that_changes_nothing_writes_nothing(editing: Editing, root: Path) -> None:
    before = (root / A).stat()
    change = editing.fields("a", [Change("status", "unknown")])
    assert change.changes_nothing and change.differences == () and change.diff() == ""
    editing.save(change)
    assert (root / A).stat().st_mtime_ns == before.st_mtime_ns
    assert editing.journal is not None and editing.journal.last is None


def test_new_errors_keep_a_change_from_being_saved_unless_somebody_insists(editing: Editing, root: Path) -> None:
    change = editing.fields("a", [Change("status", "actve")])
    (problem,) = change.new_problems
    assert (problem.code, problem.values["near"], problem.line) == ("unknown_vocabulary_key", "active", 5)
    error = refused(lambda: editing.save(change))
    assert error.code == "blocked" and error.problems == (problem,)
    assert on_disk(root) == RECORD
    editing.save(change, force=True)
    assert 'status = "actve"' in on_disk(root)


def test_errors_that_were_there_before_keep_nobody_from_editing(anew: Anew, root: Path) -> None:
    (root / A).write_text(RECORD.replace('"network"', '"netwrk"'))
    editing = anew()
    change = editing.fields("a", [Change("name.en", "A")])
    assert [one.code for one in change.problems] == ["unknown_vocabulary_key"]
    assert change.new_problems == () and not change.blocked
    editing.save(change)


def test_warnings_are_told_and_keep_nothing_from_being_saved(editing: Editing) -> None:
    change = editing.fields("a", [Change("relations.member_of", ["b", "c"])])
    assert [one.code for one in change.new_problems] == ["dangling"]
    assert not change.blocked


def test_a_broken_text_never_replaces_a_record_unless_somebody_insists(editing: Editing, root: Path) -> None:
    broken = RECORD.replace("[name]", "[name")
    change = editing.text("a", broken, editing.entry("a").etag)
    assert change.blocked and [one.code for one in change.new_problems] == ["broken_header"]
    assert refused(lambda: editing.save(change)).code == "blocked"
    assert on_disk(root) == RECORD
    editing.save(change, force=True)
    assert on_disk(root) == broken


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([Change("id", "b")], "fixed_field"),
        ([Change("sources.7.at", "L1")], "no_such_item"),
        ([Change("status.vi", "x")], "not_a_table"),
        ([Change("status", "\ud800")], "not_toml"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_its_reason(editing: Editing, changes: list[Change], code: str) -> None:
    assert refused(lambda: editing.fields("a", changes)).code == code


def test_a_record_that_is_not_there_is_refused_with_the_nearest(editing: Editing) -> None:
    error = refused(lambda: editing.fields("zz", []))
    assert (error.code, error.values["target"]) == ("no_such_record", "zz")


def test_a_file_that_is_no_toml_takes_no_single_fields_but_a_whole_text(anew: Anew, root: Path) -> None:
    (root / A).write_text(RECORD.replace("[name]", "[name"))
    editing = anew()
    error = refused(lambda: editing.fields("a", [Change("status", "active")]))
    assert error.code == "broken_toml" and [one.code for one in error.problems] == ["broken_header"]
    editing.save(editing.text("a", RECORD, editing.entry("a").etag))
    assert on_disk(root) == RECORD


def test_a_record_with_a_wrong_value_is_mended_by_setting_the_field(anew: Anew, root: Path) -> None:
    (root / A).write_text(RECORD.replace('status = "unknown"', "status = 7"))
    editing = anew()
    change = editing.fields("a", [Change("status", "active")])
    assert not change.blocked
    editing.save(change)
    assert on_disk(root) == RECORD.replace('"unknown"', '"active"')


def test_decomposed_letters_are_stored_composed(editing: Editing, root: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Đổi mới")
    editing.save(editing.fields("a", [Change("name.vi", decomposed)]))
    assert 'vi = "Đổi mới"' in on_disk(root)
    editing.save(editing.text("a", on_disk(root).replace("# tên", "# " + decomposed), ""))
    assert "# Đổi mới\n" in on_disk(root)


def test_what_stood_decomposed_in_other_lines_stays_so(anew: Anew, root: Path) -> None:
    decomposed = RECORD.replace("# tên", "# " + unicodedata.normalize("NFD", "tên"))
    (root / A).write_text(decomposed)
    editing = anew()
    editing.save(editing.text("a", decomposed.replace('"unknown"', '"active"'), ""))
    assert on_disk(root) == decomposed.replace('"unknown"', '"active"')


@pytest.mark.parametrize("typed", ["\n", "\r\n"])
def test_a_file_with_crlf_keeps_it_whatever_the_editor_gives_back(anew: Anew, root: Path, typed: str) -> None:
    (root / A).write_bytes(RECORD.replace("\n", "\r\n").encode())
    editing = anew()
    editing.save(editing.fields("a", [Change("status", "active"), Change("summary.vi", "Một\nhai")]))
    text = on_disk(root)
    assert text.count("\r\n") == text.count("\n")
    editing.save(editing.text("a", text.replace("\r\n", typed).replace('"active"', '"inactive"'), ""))
    assert on_disk(root) == text.replace('"active"', '"inactive"')


def test_mixed_line_ends_stay_where_they_are(anew: Anew, root: Path) -> None:
    mixed = RECORD.replace('unknown"\n', 'unknown"\r\n').replace("[name]\n", "[name]\r\n")
    (root / A).write_bytes(mixed.encode())
    editing = anew()
    typed = mixed.replace("\r\n", "\n").replace("Network A", "Net")
    editing.save(editing.text("a", typed, ""))
    assert on_disk(root) == mixed.replace("Network A", "Net")


def test_a_byte_order_mark_stays(anew: Anew, root: Path) -> None:
    (root / A).write_bytes(b"\xef\xbb\xbf" + RECORD.encode())
    editing = anew()
    editing.save(editing.fields("a", [Change("status", "active")]))
    editing.save(editing.text("a", editing.entry("a").text.replace("active", "inactive"), ""))
    assert (root / A).read_bytes() == b"\xef\xbb\xbf" + RECORD.replace("unknown", "inactive").encode()


def test_bytes_that_are_not_utf8_are_never_garbled(anew: Anew, root: Path) -> None:
    raw = RECORD.encode().replace("Mạng".encode(), b"M\xe1ng")
    (root / A).write_bytes(raw)
    editing = anew()
    text = editing.entry("a").text
    assert refused(lambda: editing.text("a", text.replace("unknown", "active"), "")).code == "not_utf8"
    assert refused(lambda: editing.fields("a", [Change("status", "active")])).code in ("not_utf8", "broken_toml")
    editing.save(editing.text("a", RECORD, ""))
    assert on_disk(root) == RECORD


def test_more_than_a_record_may_have_is_refused(editing: Editing) -> None:
    assert refused(lambda: editing.fields("a", [Change("note.vi", "a" * 300_000)])).code == "too_large"


def test_a_link_stays_a_link_and_its_file_is_written(anew: Anew, root: Path) -> None:
    (root / A).rename(root / "organizations" / "real.txt")
    (root / A).symlink_to("real.txt")
    editing = anew()
    editing.save(editing.fields("a", [Change("status", "active")]))
    assert (root / A).is_symlink()
    assert '"active"' in (root / "organizations" / "real.txt").read_text()


def test_it_is_told_when_more_would_change_than_was_asked_for(anew: Anew, root: Path) -> None:
    (root / A).write_text(RECORD.replace('["b"]', '[\n  "b",\n  # người kế nhiệm\n  "c",\n]'))
    editing = anew()
    assert not editing.fields("a", [Change("relations.member_of", ["b", "d"])]).loses_comments
    assert editing.fields("a", [Change("relations.member_of", "b")]).loses_comments, "the comment in the list would go"


# -- others who edit the same record ---------------------------------------------------------------------------------


def test_a_file_that_changed_meanwhile_is_a_conflict_with_all_three_versions(editing: Editing, root: Path) -> None:
    change = editing.fields("a", [Change("status", "active")])
    (root / A).write_text(RECORD.replace('"unknown"', '"inactive"'))
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    conflict = caught.value
    assert conflict.base is not None and conflict.base.text == RECORD
    assert conflict.mine is change
    assert conflict.theirs is not None and '"inactive"' in conflict.theirs.text
    merge, ready = editing.reconciled(conflict)
    assert ready is None
    assert [(one.path, one.mine, one.theirs) for one in merge.clashes] == [("status", "active", "inactive")]


def test_what_does_not_clash_is_put_together_and_saved_over_theirs(editing: Editing, root: Path) -> None:
    change = editing.fields("a", [Change("status", "active")])
    (root / A).write_text(RECORD.replace("Network A", "Net"))
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    _, ready = editing.reconciled(caught.value)
    assert ready is not None
    editing.save(ready)
    assert on_disk(root) == RECORD.replace("Network A", "Net").replace('"unknown"', '"active"')


def test_an_edit_of_a_text_that_was_seen_before_is_made_from_that_text(editing: Editing, root: Path) -> None:
    seen = editing.entry("a")
    (root / A).write_text(RECORD.replace('"unknown"', '"inactive"'))
    change = editing.fields("a", [Change("status", "active")], seen.etag)
    assert change.differences[0].before == "unknown"
    with pytest.raises(Conflict):
        editing.save(change)


def test_an_edit_of_a_text_that_nobody_knows_any_more_is_a_conflict_at_once(editing: Editing) -> None:
    with pytest.raises(Conflict) as caught:
        editing.text("a", RECORD.replace("unknown", "active"), "0" * 64)
    assert caught.value.base is None
    _, ready = editing.reconciled(caught.value)
    assert ready is None


def test_a_file_that_was_removed_meanwhile_is_a_conflict_without_theirs(editing: Editing, root: Path) -> None:
    change = editing.fields("a", [Change("status", "active")])
    (root / A).unlink()
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    assert caught.value.theirs is None
    assert editing.reconciled(caught.value)[1] is None
    assert not (root / A).exists()


# -- what the system refuses ------------------------------------------------------------------------------------------


def test_a_read_only_registry_takes_nothing(root: Path, editing: Editing) -> None:
    reader = Editing(Registry(root, read_only=True), editing.index)
    change = reader.fields("a", [Change("status", "active")])
    assert refused(lambda: reader.save(change)).code == "read_only"


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_the_file_stays_and_no_other_is_left(editing: Editing, root: Path, full_disk: None) -> None:
    change = editing.fields("a", [Change("status", "active")])
    assert refused(lambda: editing.save(change)).code == "disk_full"
    assert on_disk(root) == RECORD
    assert sorted(os.listdir(root / "organizations")) == ["a.toml", "b.toml"]


# -- new, gone, renamed -----------------------------------------------------------------------------------------------


def test_a_new_record_is_written_where_its_kind_belongs(editing: Editing, root: Path) -> None:
    change = editing.new("event", {"id": "f", "type": "forum", "status": "held", "name": {"vi": "Diễn đàn"}})
    assert change.before is None and change.path == "events/f.toml" and not change.blocked
    editing.save(change)
    assert on_disk(root, "events/f.toml") == (
        'schema = 2\nkind   = "event"\nid     = "f"\ntype   = "forum"\nstatus = "held"\n\n[name]\nvi = "Diễn đàn"\n'
    )


@pytest.mark.parametrize(
    ("kind", "id", "code"),
    [("event", "a", "taken_id"), ("event", "A b", "bad_id"), ("event", "", "bad_id"), ("evnt", "f", "unknown_kind")],
)
def test_a_new_record_needs_an_id_of_its_own(editing: Editing, kind: str, id: str, code: str) -> None:
    assert refused(lambda: editing.new(kind, {"id": id})).code == code


def test_a_new_record_never_takes_the_place_of_a_file(editing: Editing, root: Path) -> None:
    change = editing.new("event", {"id": "f", "type": "forum", "status": "held", "name": {"vi": "Diễn đàn"}})
    (root / "events" / "f.toml").write_text("# của người khác\n")
    assert refused(lambda: editing.save(change)).code == "file_exists"
    assert on_disk(root, "events/f.toml") == "# của người khác\n"


def test_a_record_that_others_refer_to_is_removed_only_if_somebody_insists(editing: Editing, root: Path) -> None:
    change = editing.removal("a")
    assert [(one.key, one.type) for one in change.incoming] == [("e", "organized_by")]
    assert change.blocked and refused(lambda: editing.save(change)).code == "referred_to"
    editing.save(change, force=True)
    assert not (root / A).exists()


def test_a_renaming_tells_its_files_and_changes_them(editing: Editing, root: Path, anew: Anew) -> None:
    change = editing.renaming("b", "hhb")
    assert change.files == ("organizations/b.toml", "organizations/a.toml")
    assert editing.save(change).path == "organizations/hhb.toml"
    assert 'member_of = ["hhb"]' in on_disk(root)
    again = anew()
    assert again.entry("b").id == "hhb"
    assert refused(lambda: again.renaming("a", "b")).code == "former_id"
    assert refused(lambda: again.renaming("a", "hhb")).code == "taken_id"
    assert refused(lambda: again.renaming("a", "A!")).code == "bad_id"
    assert refused(lambda: again.renaming("a", "a")).code == "same_id"
    again.save(again.renaming("hhb", "b"))
    assert 'member_of = ["b"]' in on_disk(root)


def test_a_text_of_an_earlier_schema_is_refused_before_anything_is_typed(anew: Anew, root: Path) -> None:
    old = on_disk(root).replace("schema = 2", "schema = 1")
    (root / A).write_text(old)
    editing = anew()
    beginnings: list[Callable[[], object]] = [
        lambda: editing.entry("a"),
        lambda: editing.require_current("a"),
        lambda: editing.require_renamable("a"),
        lambda: editing.require_renamable("b"),  # which "a" refers to
        lambda: editing.fields("a", [Change("name.vi", "Tên khác")]),
        lambda: editing.renaming("a", "c"),
    ]
    for begin in beginnings:
        error = refused(begin)
        assert (error.code, error.values) == ("old_schema", {"path": A})
    assert not editing.entry("b").problems
    assert editing.removal("a").after is None
    assert on_disk(root) == old


def test_in_a_registry_of_an_earlier_schema_nothing_is_begun(anew: Anew, root: Path) -> None:
    manifest = (root / "registry.toml").read_text() if (root / "registry.toml").exists() else "schema = 2\n"
    (root / "registry.toml").write_text(manifest.replace("schema = 2", "schema = 1"))
    editing = anew()
    new = {"id": "c", "type": "network", "status": "active", "name": {"vi": "C", "en": "C"}}
    beginnings: list[Callable[[], object]] = [
        lambda: editing.entry("a"),
        lambda: editing.require_current("a"),
        lambda: editing.require_renamable("a"),
        lambda: editing.new("organization", new),
        lambda: editing.removal("a"),
        lambda: editing.renaming("a", "c"),
    ]
    for begin in beginnings:
        error = refused(begin)
        assert (error.code, error.values) == ("old_schema", {"path": "registry.toml"})


def test_a_renaming_that_would_change_a_text_of_an_earlier_schema_is_refused_whole(anew: Anew, root: Path) -> None:
    old = on_disk(root).replace("schema = 2", "schema = 1")
    (root / A).write_text(old)
    editing = anew()
    assert refused(lambda: editing.save(editing.renaming("b", "hhb"))).code == "old_schema"
    assert on_disk(root) == old and (root / "organizations/b.toml").exists()
