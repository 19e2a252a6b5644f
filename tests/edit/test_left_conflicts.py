"""Records that git left in conflict: their versions in words, what is decided written as an edit, and settled in git."""

from __future__ import annotations

from pathlib import Path

import pytest
from merging import MINE, MOI, THEIRS, VU, WAYS, merge, pop_stash, rebase, two_branches
from repository import BO, Repository, organization

from govtui.edit.left_conflicts import (
    CannotDecide,
    LeftConflict,
    changed_since,
    clean_merges,
    left_conflict,
    look,
    merge_words,
    settle_merged,
    write_decision,
    write_merges,
)
from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.three_versions import Decided, Sides
from govtui.edit.undo import UndoStack
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.store.history import History
from govtui.store.merge_driver import set_driver
from govtui.store.registry import Registry
from govtui.store.unmerged import SideName, Unmerged, settle, unmerged

VI, EN = load("vi"), load("en")


def conflict(repository: Repository, path: str = BO) -> LeftConflict:
    return left_conflict(Registry(repository.root), path, VI)


def session(repository: Repository) -> Editing:
    registry = Registry(repository.root)
    return Editing(registry, build(registry), UndoStack())


def told(raw: bytes | None) -> str:
    return "" if raw is None else raw.decode().partition('vi = "')[2].partition('"')[0]


def test_the_versions_stand_under_the_names_of_their_sides(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    rebase(repository)
    left = conflict(repository)
    commit = repository.git("rev-parse", "REBASE_HEAD")[:8]
    assert left.versions.sides == Sides(f"{commit} Lan sửa (Nguyễn Thị Lan)", "góp-ý")
    assert [told(raw) for raw in left.versions[1:4]] == ["Bộ", MINE, THEIRS]
    assert left.in_git and not left.is_by_hand
    added = conflict(repository, MOI)
    assert (added.versions.base, told(added.versions.mine)) == (None, "Mới của Lan")
    removed = conflict(repository, VU)
    assert (removed.versions.mine, told(removed.versions.theirs)) == (None, "Vụ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_under_way_is_a_sentence_in_either_language(language: str) -> None:
    tr = load(language)
    one, other = SideName("branch", "chính"), SideName("before", "1a2b3c4d", "x\x1b[31m", "Lan")
    sentences = {merge_words(Unmerged(way, mine=one, theirs=other), tr) for way in WAYS}  # type: ignore[arg-type]
    sentences |= {merge_words(Unmerged(way), tr) for way in ("merge", "rebase", "other")}  # type: ignore[arg-type]
    assert len(sentences) == len(WAYS) + 3
    assert all("{" not in sentence and "\x1b" not in sentence and sentence.endswith(".") for sentence in sentences)
    stash = merge_words(Unmerged("stash", mine=SideName("stash"), theirs=one), tr)
    assert "“chính”" in stash


def test_a_decision_is_a_step_of_undo_and_settles_its_file_alone(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    editing, left = session(repository), conflict(repository)
    decided = organization("bo", "Bộ Ba").encode()
    write_decision(editing, left, Decided(decided))
    settle(History(repository.root), [BO])
    assert (repository.root / BO).read_bytes() == decided
    assert look(editing.registry).unmerged.waiting == (MOI, VU)  # type: ignore[union-attr]
    write_decision(editing, conflict(repository, VU), Decided(None))
    assert not (repository.root / VU).exists()
    assert isinstance(editing.journal, UndoStack)
    editing.journal.undo(editing.registry)
    assert told((repository.root / VU).read_bytes()) == "Vụ"
    editing.journal.undo(editing.registry)
    assert (repository.root / BO).read_bytes() == left.found
    again = conflict(repository)
    assert not again.in_git, "git has it settled; what the markers tell is still there to choose from"
    assert [told(raw) for raw in again.versions[2:4]] == [MINE, THEIRS]
    assert again.versions.sides == Sides("HEAD", "góp-ý")


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    editing, left = session(repository), conflict(repository)
    theirs = organization("bo", "Bộ Tư")
    repository.write(BO, theirs)
    mine = organization("bo", "Bộ Ba").encode()
    for decided in (mine, left.found):
        with pytest.raises(EditRefused) as refused:
            write_decision(editing, left, Decided(decided))
        assert refused.value.code == "changed_meanwhile"
    assert (repository.root / BO).read_text() == theirs
    again = changed_since(editing.registry, left, mine)
    assert (again.versions.mine, again.versions.theirs, again.versions.sides) == (mine, theirs.encode(), Sides())
    write_decision(editing, again, Decided(mine))
    assert (repository.root / BO).read_bytes() == mine
    repository.write(BO, "<<<<<<< a\n")
    still = changed_since(editing.registry, left, mine)
    assert still.versions.theirs == left.versions.theirs, "what still has markers is no version"


def test_a_file_merged_by_hand_is_known_as_such_and_settled_when_it_is_saved_here(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    registry = Registry(repository.root)
    assert not settle_merged(registry, BO)
    assert not conflict(repository, VU).is_by_hand, "it is as git left it: the version of the other side"
    repository.write(BO, organization("bo", "Bộ Ba"))
    assert conflict(repository).is_by_hand
    assert settle_merged(registry, BO)
    assert BO not in unmerged(History(repository.root)).waiting  # type: ignore[union-attr]
    assert not settle_merged(registry, BO)
    with pytest.raises(CannotDecide) as settled:
        conflict(repository)
    assert settled.value.code == "settled"


def test_markers_without_versions_in_git_are_taken_apart(tmp_path: Path) -> None:
    """Committed by mistake, with the base that diff3 tells."""
    repository = two_branches(tmp_path / "x")
    repository.git("config", "merge.conflictStyle", "diff3")
    merge(repository)
    repository.commit("quên")
    left = conflict(repository)
    assert not left.in_git
    assert [told(raw) for raw in left.versions[1:4]] == ["Bộ", MINE, THEIRS]
    repository.write(BO, "<<<<<<< a\nx\n")
    with pytest.raises(CannotDecide) as cannot:
        conflict(repository)
    assert (cannot.value.code, cannot.value.line) == ("unfinished", 1)


def apart(repository: Repository) -> None:
    """Each side changes another field of the record, on the next line, and git's line merge calls that a conflict."""
    for branch, changed in (("góp-ý", "en"), ("chính", "vi")):
        repository.git("checkout", "--quiet", branch)
        text = organization("bo").replace(f'{changed} = "', f'{changed} = "Sửa ')
        repository.write(BO, text)
        for path in (MOI, VU):
            repository.write(path, organization(path[14:-5]))
        repository.commit(branch)
    merge(repository)


def test_what_needs_no_decision_is_merged_at_once_as_one_step(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    repository.git("checkout", "--quiet", "--detach", "chính~1")
    repository.git("branch", "--force", "chính")
    repository.git("branch", "--force", "góp-ý", "HEAD")
    apart(repository)
    editing = session(repository)
    looked = look(editing.registry)
    assert (looked.unmerged.waiting, looked.needs_no_decision) == ((BO,), True)  # type: ignore[union-attr]
    assert looked.driver_is_missing
    set_driver(repository.root)
    (repository.root / ".gitattributes").write_text("*.toml merge=govtui\n")
    assert not look(editing.registry).driver_is_missing
    changes = clean_merges(editing.registry)
    write_merges(editing, changes)
    settle(History(repository.root), [change.path for change in changes])
    text = (repository.root / BO).read_text()
    assert 'vi = "Sửa Bộ"' in text and 'en = "Sửa Ministry"' in text
    assert look(editing.registry).unmerged.can_be_finished  # type: ignore[union-attr]


def test_what_needs_a_decision_or_was_merged_by_hand_is_left(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    merge(repository)
    registry = Registry(repository.root)
    assert not look(registry).needs_no_decision
    assert clean_merges(registry) == ()


def test_a_stash_is_mine_in_words_too(tmp_path: Path) -> None:
    repository = two_branches(tmp_path / "x")
    pop_stash(repository)
    left = conflict(repository)
    assert left.versions.sides == Sides("phần cất tạm", "góp-ý")
    assert told(left.versions.mine) == MINE
