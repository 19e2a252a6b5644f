"""Texts of schema 1 that are not the file: versions in git, drafts, sides of a merge, undo steps; all read as schema 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from editable import A
from repository import BO, Repository, organization

from govtui.edit.file_history import FileHistory
from govtui.edit.merge import merged
from govtui.edit.operations import Editing
from govtui.edit.proposal import Conflict
from govtui.edit.resuming import resumption
from govtui.store.field_edits import Change, changed
from govtui.store.migrating import current_draft_text, migrated_text
from govtui.store.registry import Registry
from govtui.user import drafts

Anew = Callable[[], Editing]

FIGURE = '\n[[figures]]\nwhat  = "days" # đếm\nvalue = 2\ntext  = "hai ngày"\n'


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of one record of schema 1."""
    made = Repository(tmp_path / "repository")
    made.write(BO, earlier("Bộ cũ"))
    made.commit("Thêm")
    return made


def earlier(name: str) -> str:
    return organization("bo", name).replace("schema = 2", "schema = 1") + FIGURE


def as_earlier(root: Path) -> str:
    """Give the record "a" the form of schema 1; return its text."""
    text = (root / A).read_text().replace("schema = 2", "schema = 1") + FIGURE
    (root / A).write_text(text)
    return text


# versions


def test_the_step_to_schema_2_is_one_line_of_the_history_without_a_field(repository: Repository) -> None:
    repository.write(BO, earlier("Bộ Nội vụ"))
    repository.commit("Đổi tên")
    repository.write(BO, migrated_text(earlier("Bộ Nội vụ")))
    repository.commit("Chuyển")
    past = FileHistory(Registry(repository.root), BO)
    step, named, added = past.revisions
    assert (step.state, list(step.changes.values())) == ("changed", [()])
    assert [one.path for changes in named.changes.values() for one in changes] == ["name.vi"]
    assert added.state == "created"
    assert past.text(added.version) == migrated_text(earlier("Bộ cũ"))
    assert not past.differences(named.version, None)


def test_a_file_that_is_not_migrated_yet_is_compared_as_if_it_were(repository: Repository) -> None:
    repository.write(BO, earlier("Bộ cũ").replace("hai ngày", "2 ngày"))
    past = FileHistory(Registry(repository.root), BO)
    (change,) = past.revisions[0].changes.values()
    assert [one.path for one in change] == ["figures.days.quote"]


# merges


def test_a_branch_from_before_that_is_merged_with_one_from_after_decides_nothing(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "nhánh")
    repository.write(BO, earlier("Bộ Nội vụ"))
    repository.commit("Ở nhánh")
    repository.git("checkout", "--quiet", "chính")
    repository.write(BO, migrated_text(earlier("Bộ cũ")))
    repository.commit("Chuyển")
    repository.git("merge", "--quiet", "--no-commit", "nhánh", check=False)
    repository.write(BO, migrated_text(earlier("Bộ Nội vụ")))
    repository.commit("Gộp nhánh")
    past = FileHistory(Registry(repository.root), BO)
    assert any(len(version.parents) > 1 for version in past.versions.items)
    assert not any(one.decided for one in past.revisions)


def test_a_side_from_before_merges_by_field_with_one_from_after() -> None:
    base = earlier("Bộ cũ")
    mine = base.replace("hai ngày", "2 ngày")
    theirs = migrated_text(earlier("Bộ Nội vụ"))
    for one, other in ((mine, theirs), (theirs, mine)):
        merge = merged(base, one, other)
        assert not merge.clashes
        assert merge.text == theirs.replace("hai ngày", "2 ngày")


def test_an_edit_that_is_open_while_an_earlier_form_comes_back_is_saved_in_the_form_of_today(
    anew: Anew, root: Path
) -> None:
    old = as_earlier(root)
    (root / A).write_text(migrated_text(old))
    editing = anew()
    change = editing.fields("a", [Change("status", "active")])
    (root / A).write_text(old)  # a branch from before was checked out
    with pytest.raises(Conflict) as caught:
        editing.save(change)
    _, again = editing.reconciled(caught.value)
    assert again is not None
    editing.save(again)
    assert (root / A).read_text() == migrated_text(old).replace('"unknown"', '"active"')


# drafts


def test_a_draft_from_before_does_not_bring_the_old_form_back(anew: Anew, root: Path) -> None:
    old = as_earlier(root)
    entry = anew().registry.entry(A)
    draft = drafts.begin(root, "a", entry.text, entry.etag, A)
    assert drafts.keep(draft, changed(old, [Change("status", "active")]))
    (kept,) = drafts.of(root, "a")
    editing = anew()
    assert resumption(kept, editing.registry, editing.index).state == "same"
    (root / A).write_text(migrated_text(old))
    editing = anew()
    found = resumption(kept, editing.registry, editing.index)
    assert (found.state, found.fields) == ("merged", ("status",))
    assert found.text == migrated_text(old).replace('"unknown"', '"active"')


def test_a_draft_from_before_whose_file_is_gone_is_opened_in_the_form_of_today(anew: Anew, root: Path) -> None:
    old = as_earlier(root)
    draft = drafts.begin(root, "nowhere", old, "tag")
    editing = anew()
    found = resumption(draft, editing.registry, editing.index)
    assert (found.state, found.text) == ("gone", migrated_text(old))


def test_a_draft_of_a_new_record_from_before_is_opened_in_the_form_of_today(anew: Anew, root: Path) -> None:
    text = """kind = "event"
id = "m"
[name]
vi = "Hội"
[relations]
attended_by = ["b"] # ai dự
[[figures]]
what  = "days"
value = 2
text  = "hai ngày"
"""
    for head in ("schema = 1\n", ""):  # forms keep drafts of new records without it
        draft = drafts.begin(root, drafts.NEW, "", "")
        assert drafts.keep(draft, head + text)
        (kept,) = [one for one in drafts.left(root) if one.id == draft.id] or [draft]
        editing = anew()
        found = resumption(kept, editing.registry, editing.index)
        assert found.state == "new"
        assert found.text == current_draft_text(head + text)
        assert 'quote = "hai ngày"' in found.text.replace("quote  =", "quote =")
        assert '# ai dự\n[[participants]]\nwho = "b"' in found.text
        assert ("schema = 2" in found.text) == bool(head)
        drafts.drop(draft)


def test_a_draft_of_a_new_record_in_the_form_of_today_stays_as_it_is(anew: Anew, root: Path) -> None:
    text = 'kind = "event"\nid = "m"\n[[figures]]\nwhat = "days"\nvalue = 2\nquote = "x"\n'
    draft = drafts.begin(root, drafts.NEW, "", "")
    assert drafts.keep(draft, text)
    editing = anew()
    found = resumption(draft, editing.registry, editing.index)
    assert current_draft_text(text) == text
    assert found.state == "new"


# undo


def test_undoing_the_removal_of_a_record_from_before_writes_it_in_the_form_of_today(anew: Anew, root: Path) -> None:
    old = as_earlier(root)
    editing = anew()
    assert editing.journal is not None
    editing.save(editing.removal("a"), force=True)
    editing.journal.undo(editing.registry)
    assert (root / A).read_text() == migrated_text(old)
    editing.journal.redo(editing.registry)
    assert not (root / A).exists()
