"""The merge of two commits: which version of each record and file stands, what has to be decided, and that nothing is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from repository import Committed, Repository, imported, organization

from govtui.edit.branch_merge import BranchMerge, Merged, Side
from govtui.edit.three_versions import Sides
from govtui.store import git as git_module
from govtui.store.history import History
from govtui.store.network import NotShared
from govtui.store.registry import Registry
from govtui.store.tree_merge import merge_bases, merge_tree

Files = Mapping[str, str | None]

MANIFEST = 'schema = 2\nlanguages = ["vi", "en"]\n'

UN = """\
schema = 2
kind = "organization"
id = "un"
type = "un_entity"   # as the charter has it
status = "active"

[name]
vi = "Liên hợp quốc"
en = "United Nations"

[summary]
vi = "Một tổ chức quốc tế."
"""

EVENT = """\
schema = 2
kind = "event"
id = "forum"
type = "forum"
status = "held"
date = "2018-11-05"

[name]
vi = "Diễn đàn"

[[participants]]
who = "un"
text.vi = "Đại diện"
"""

BASE: Files = {
    "records/registry.toml": MANIFEST,
    "records/organizations/un.toml": UN,
    "records/organizations/bo.toml": organization("bo", "Bộ Nội vụ"),
    "records/events/forum.toml": EVENT,
    "README.md": "Một\nHai\nBa\n",
}


class Made:
    """Two branches that have gone apart, and their merge."""

    def __init__(self, top: Path, ours: Files, theirs: Files, base: Files = BASE) -> None:
        self.top = top
        commits = [Committed([], base), Committed([0], theirs, "Minh"), Committed([0], ours)]
        self.take(imported(top, commits))

    def take(self, commits: list[str]) -> None:
        *_, self.theirs, self.ours = commits
        with (self.top / ".git" / "config").open("a") as settings:
            settings.write("[user]\n\tname = Lan\n\temail = lan@example.org\n")
        history = History(self.top / "records")
        bases = merge_bases(history, self.ours, self.theirs)
        tree = merge_tree(history, self.ours, self.theirs)
        registry = Registry(history.root)
        self.merge = BranchMerge(registry, history, self.ours, self.theirs, bases, tree, Sides("main", "origin/main"))

    def merged(self, decided: Mapping[str, bytes | None] | None = None, **files: Side) -> Merged:
        """The merge with these decisions; `files` by the name before the dot."""
        chosen = {f"{name}.md": side for name, side in files.items()}
        return self.merge.merged(lambda records: " ".join(["Gộp", *records]), decided or {}, chosen)

    def git(self, *words: str) -> str:
        return Repository.run(self.top, *words)

    def files(self, commit: str) -> dict[str, str]:
        """The files of a commit."""
        names = self.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit).splitlines()
        return {name: self.git("show", f"{commit}:{name}") for name in names}

    def file(self, commit: str, path: str) -> str:
        return self.git("show", f"{commit}:records/{path}")


def un(**changes: str) -> str:
    """The record "un" with words replaced, each of which it has once; `_` stands for a blank in names."""
    return edited(UN, **changes)


def edited(text: str, **changes: str) -> str:
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# records that both sides changed


def test_a_record_that_both_changed_is_merged_by_field_with_its_comments(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"  # năm ngoái'})},
        {"records/organizations/un.toml": edited(UN, **{'"un_entity"': '"un_system"', "charter": "Charter"})},
    )
    done = made.merged()
    assert (done.records, done.undecided, done.files) == (("organizations/un.toml",), (), ())
    text = made.file(done.commit, "organizations/un.toml")
    assert text == edited(
        UN, **{'"active"': '"inactive"  # năm ngoái', '"un_entity"': '"un_system"', "charter": "Charter"}
    )
    parents = made.git("rev-list", "--parents", "-1", done.commit).split()[1:]
    assert parents == [made.ours, made.theirs]
    assert made.git("log", "-1", "--format=%an %B", done.commit).strip() == "Lan Gộp organizations/un.toml"


def test_what_lines_would_merge_into_something_broken_is_merged_by_field(tmp_path: Path) -> None:
    """Both add the same table at another place: git's lines are clean, and the text is no TOML any more."""
    summary = '\n[summary]\nvi = "Một tổ chức quốc tế."\n'
    bare = UN.replace(summary, "")
    english = bare.replace("\n[name]", '\n[summary]\nen = "A body."\n\n[name]')
    base = {**BASE, "records/organizations/un.toml": bare + '\n[place]\ncountry = "US"\n'}
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": english + '\n[place]\ncountry = "US"\n'},
        {"records/organizations/un.toml": bare + '\n[place]\ncountry = "US"\n' + summary},
        base,
    )
    done = made.merged()
    assert done.undecided == ()
    record = (
        Registry(tmp_path)
        .entry_from("organizations/un.toml", made.file(done.commit, "organizations/un.toml").encode())
        .record
    )
    assert record is not None and record.summary == {"vi": "Một tổ chức quốc tế.", "en": "A body."}


def test_a_field_that_both_changed_differently_waits_and_nothing_is_committed(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'})},
        {"records/organizations/un.toml": edited(UN, **{'"active"': '"merged"', "United Nations": "UN"})},
    )
    waiting = made.merged()
    assert waiting.commit == "" and waiting.waits
    (one,) = waiting.undecided
    assert [clash.path for clash in one.clashes] == ["status"]
    assert one.versions.sides == ("main", "origin/main") and one.versions.base == UN.encode()
    decided = edited(UN, **{'"active"': '"unknown"', "United Nations": "UN"}).encode()
    done = made.merged({one.path: decided, "organizations/bo.toml": b"nobody asked"})
    assert made.file(done.commit, "organizations/un.toml").encode() == decided
    assert made.file(done.commit, "organizations/bo.toml") == BASE["records/organizations/bo.toml"]
    assert done.records == (one.path,)


def test_both_translate_different_texts(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": UN + 'en = "An international body."\n'},
        {"records/organizations/un.toml": edited(UN, **{'en = "United Nations"': 'en = "United Nations (UN)"'})},
    )
    text = made.file(made.merged().commit, "organizations/un.toml")
    assert "United Nations (UN)" in text and 'en = "An international body."' in text


def test_an_error_that_neither_side_had_makes_a_merged_record_wait(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/events/forum.toml": edited(EVENT, **{'who = "un"\n': ""})},
        {"records/events/forum.toml": edited(EVENT, **{'text.vi = "Đại diện"\n': 'note.vi = "Không rõ"\n'})},
    )
    (one,) = made.merged().undecided
    assert [problem.code for problem in one.errors] == ["nobody_named"] and one.clashes == ()
    done = made.merged({one.path: EVENT.encode()})
    assert made.file(done.commit, "events/forum.toml") == EVENT


def test_a_record_that_is_no_toml_on_one_side_waits_as_a_whole(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": UN + "hỏng"},
        {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'})},
    )
    (one,) = made.merged().undecided
    assert [clash.path for clash in one.clashes] == [""]


# removed, renamed, added


def test_a_record_that_one_side_removed_and_the_other_changed_is_a_question(tmp_path: Path) -> None:
    changed = organization("bo", "Bộ Nội vụ mới")
    made = Made(
        tmp_path,
        {"records/organizations/bo.toml": None, "records/organizations/un.toml": edited(UN, **{"quốc tế": "lớn"})},
        {"records/organizations/bo.toml": changed, "records/organizations/un.toml": None},
    )
    bo, un = made.merged().undecided
    assert (bo.versions.mine, bo.versions.theirs) == (None, changed.encode())
    assert un.versions.theirs is None and un.versions.mine is not None
    done = made.merged({bo.path: None, un.path: un.versions.mine})
    found = made.files(done.commit)
    assert "records/organizations/bo.toml" not in found and "lớn" in found["records/organizations/un.toml"]
    kept = made.merged({bo.path: bo.versions.theirs, un.path: None})
    assert "Bộ Nội vụ mới" in made.file(kept.commit, "organizations/bo.toml")
    assert "records/organizations/un.toml" not in made.files(kept.commit)


RENAMED = edited(UN, **{'id = "un"': 'id = "lhq"\nformer_ids = ["un"]'})


@pytest.mark.parametrize("here", [True, False])
def test_a_record_renamed_by_one_side_and_changed_by_the_other_has_both(tmp_path: Path, here: bool) -> None:
    """Another new record is more like the old one than the renamed one is: git would put the change there."""
    moved = {
        "records/organizations/un.toml": None,
        "records/organizations/lhq.toml": edited(RENAMED, **{"Một tổ chức quốc tế.": "Viết lại toàn bộ. " * 40}),
        "records/organizations/un-copy.toml": edited(UN, **{'id = "un"': 'id = "un-copy"'}),
    }
    changed = {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'})}
    made = Made(tmp_path, moved, changed) if here else Made(tmp_path, changed, moved)
    done = made.merged()
    assert done.records == ("organizations/lhq.toml",)
    found = made.files(done.commit)
    assert "records/organizations/un.toml" not in found
    assert 'status = "inactive"' in found["records/organizations/lhq.toml"]
    assert 'former_ids = ["un"]' in found["records/organizations/lhq.toml"]
    assert 'status = "active"' in found["records/organizations/un-copy.toml"]


@pytest.mark.parametrize("here", [True, False])
def test_a_change_follows_a_renamed_record_whose_id_a_new_one_took(tmp_path: Path, here: bool) -> None:
    changed = {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'})}
    taken = {
        "records/organizations/lhq.toml": RENAMED,
        "records/organizations/un.toml": organization("un", "Liên hiệp"),
    }
    made = Made(tmp_path, changed, taken) if here else Made(tmp_path, taken, changed)
    found = made.files(made.merged().commit)
    assert '"inactive"' in found["records/organizations/lhq.toml"]
    assert found["records/organizations/un.toml"] == organization("un", "Liên hiệp")


def test_a_record_that_only_names_a_former_id_takes_nothing_from_its_holder(tmp_path: Path) -> None:
    """It was made anew from a few lines of "un", which stays where it is."""
    copied = {
        "records/organizations/lhq.toml": edited(
            organization("lhq", "Liên hiệp"), **{'id = "lhq"': 'id = "lhq"\nformer_ids = ["un"]'}
        ),
        "records/organizations/un.toml": edited(UN, **{'"Một tổ chức quốc tế."': '"Tổ chức quốc tế."'}),
    }
    made = Made(tmp_path, copied, {"records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'})})
    found = made.files(made.merged().commit)["records/organizations/un.toml"]
    assert '"inactive"' in found and '"Tổ chức quốc tế."' in found


def test_a_record_that_both_renamed_keeps_both_names(tmp_path: Path) -> None:
    other = edited(UN, **{'id = "un"': 'id = "onu"\nformer_ids = ["un"]', '"active"': '"inactive"'})
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": None, "records/organizations/lhq.toml": RENAMED},
        {"records/organizations/un.toml": None, "records/organizations/onu.toml": other},
    )
    (one,) = made.merged().undecided
    assert [clash.path for clash in one.clashes] == ["id"]
    third = edited(RENAMED, **{'id = "lhq"': 'id = "un-2"'})
    for chosen, path, former in ((RENAMED, "lhq", ["onu"]), (other, "onu", ["lhq"]), (third, "un-2", ["lhq", "onu"])):
        done = made.merged({one.path: chosen.encode()})
        found = [name for name in made.files(done.commit) if name.startswith("records/organizations/")]
        assert found == sorted(["records/organizations/bo.toml", f"records/organizations/{path}.toml"])
        entry = Registry(tmp_path).entry_from("x", made.file(done.commit, f"organizations/{path}.toml").encode())
        assert entry.record is not None and sorted(entry.record.former_ids) == sorted(["un", *former])


@pytest.mark.parametrize("here", [True, False])
def test_a_record_that_one_side_moved_and_the_other_renamed_has_both(tmp_path: Path, here: bool) -> None:
    moved = {"records/organizations/un.toml": None, "records/organizations/intl/un.toml": UN}
    renamed = {"records/organizations/un.toml": None, "records/organizations/lhq.toml": RENAMED}
    done = (Made(tmp_path, moved, renamed) if here else Made(tmp_path, renamed, moved)).merged()
    found = Repository.run(tmp_path, "ls-tree", "-r", "--name-only", done.commit, "records/organizations/").split()
    assert found == ["records/organizations/bo.toml", "records/organizations/intl/lhq.toml"]


def test_a_record_that_both_added_is_one_where_they_agree_and_else_a_question(tmp_path: Path) -> None:
    new = organization("moi", "Mới")
    other = organization("khac", "Khác")
    made = Made(
        tmp_path,
        {"records/organizations/moi.toml": new, "records/organizations/khac.toml": other},
        {"records/organizations/moi.toml": new, "records/organizations/khac.toml": organization("khac", "Tên khác")},
    )
    (one,) = made.merged().undecided
    assert (one.path, one.versions.base) == ("organizations/khac.toml", b""), "both began from nothing"
    assert [clash.path for clash in one.clashes] == ["name.vi"]
    done = made.merged({one.path: other.encode()})
    assert made.file(done.commit, "organizations/moi.toml") == new


def test_two_records_that_would_stand_at_one_path_are_a_question(tmp_path: Path) -> None:
    """One side renames "un" to "lhq", the other makes a new "lhq" and changes "un"."""
    new = organization("lhq", "Một cơ quan khác")
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": None, "records/organizations/lhq.toml": RENAMED},
        {
            "records/organizations/un.toml": edited(UN, **{'"active"': '"inactive"'}),
            "records/organizations/lhq.toml": new,
        },
    )
    (one,) = made.merged().undecided
    assert one.versions.theirs == new.encode()
    assert one.versions.mine == edited(RENAMED, **{'"active"': '"inactive"'}).encode()
    assert one.path == "organizations/lhq.toml" and one.clashes


def test_an_id_that_both_gave_to_another_new_record_is_told(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/moi.toml": organization("moi")},
        {"records/organizations/asean/moi.toml": organization("moi")},
    )
    done = made.merged()
    assert done.commit and [problem.code for problem in done.problems] == ["duplicate_id"]


def test_of_many_records_git_is_asked_as_often_as_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    start = subprocess.Popen

    def noting(*words: Any, **options: Any) -> Any:
        asked.append(words)
        return start(*words, **options)

    monkeypatch.setattr(git_module.subprocess, "Popen", noting)
    numbers = []
    for many in (1, 5):
        names = [f"records/organizations/m{n}.toml" for n in range(many)]
        base, ours, theirs = (
            {name: organization(f"m{place}", *values) for place, name in enumerate(names)}
            for values in (("Bộ", "active"), ("Bộ mới", "active"), ("Bộ", "inactive"))
        )
        made = Made(tmp_path / str(many), ours, theirs, BASE | base)
        before = len(asked)
        made.take(made.git("rev-parse", "c0", "c1", "c2").split())
        assert len(made.merged().records) == many
        numbers.append(len(asked) - before)
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("here", [True, False])
def test_a_link_to_a_record_that_the_other_side_removed_is_told(tmp_path: Path, here: bool) -> None:
    linked = organization("moi") + '\n[relations]\npart_of = ["bo"]\n'
    sides: tuple[Files, Files] = (
        {"records/organizations/moi.toml": linked},
        {"records/organizations/bo.toml": None, "records/organizations/khac.toml": organization("khac")},
    )
    done = Made(tmp_path, *(sides if here else sides[::-1])).merged()
    (one,) = done.problems
    assert done.commit and (one.code, one.path, one.values) == (
        "dangling", "organizations/moi.toml", {"target": "bo"},
    )  # fmt: skip


def test_what_only_one_side_changed_is_taken(tmp_path: Path) -> None:
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": None, "README.md": "Một\nHai\nBa\nBốn\n"},
        {"records/organizations/bo.toml": organization("bo", "Khác"), "README.md": "Không\nHai\nBa\n", "new.bin": "1"},
    )
    done = made.merged()
    assert done.records == ()
    assert made.files(done.commit) == {
        "records/registry.toml": MANIFEST,
        "records/organizations/bo.toml": organization("bo", "Khác"),
        "records/events/forum.toml": EVENT,
        "README.md": "Không\nHai\nBa\nBốn\n",
        "new.bin": "1",
    }


# other files


def test_another_file_in_conflict_is_one_question(tmp_path: Path) -> None:
    made = Made(tmp_path, {"README.md": "Tôi\nHai\nBa\n"}, {"README.md": "Minh viết\nHai\nBa\n"})
    (one,) = made.merged().files
    assert (one.path, one.reason) == ("README.md", "both_changed")
    assert one.mine is not None and one.theirs is not None and one.theirs.change is not None
    assert (one.mine.bytes, one.theirs.bytes, one.theirs.change.author) == (12, 19, "Minh")
    assert made.files(made.merged(README=Side.MINE).commit)["README.md"] == "Tôi\nHai\nBa\n"
    assert made.files(made.merged(README=Side.THEIRS).commit)["README.md"] == "Minh viết\nHai\nBa\n"


def test_a_file_and_a_folder_of_one_name_are_left_to_git(tmp_path: Path) -> None:
    inside = {"records/organizations/moi.toml/khac.toml": organization("khac")}
    made = Made(tmp_path, {"records/organizations/moi.toml": organization("moi")}, inside)
    with pytest.raises(NotShared) as refused:
        made.merged()
    assert refused.value.code == "unplaced" and "moi.toml" in refused.value.output


def test_a_removed_file_can_stay_removed(tmp_path: Path) -> None:
    made = Made(tmp_path, {"README.md": None}, {"README.md": "Một\nHai\nBa\nBốn\n"})
    (one,) = made.merged().files
    assert (one.reason, one.mine) == ("removed_here", None)
    assert "README.md" not in made.files(made.merged(README=Side.MINE).commit)
    assert made.files(made.merged(README=Side.THEIRS).commit)["README.md"] == "Một\nHai\nBa\nBốn\n"


def test_settings_of_the_registry_are_merged_where_they_agree_and_else_a_question(tmp_path: Path) -> None:
    named = MANIFEST + '\n[name]\nvi = "Sổ"\n'
    path = "records/registry.toml"
    own = MANIFEST + '\n[vocabulary."organization.type"]\nteam.vi = "Tổ"\n'
    made = Made(tmp_path / "1", {path: named}, {path: own})
    done = made.merged()
    assert done.files == () and made.file(done.commit, "registry.toml").count("[") == 3  # noqa: PLR2004
    made = Made(tmp_path / "2", {path: named}, {path: edited(named, **{'"Sổ"': '"Sổ tay"'})})
    (one,) = made.merged().files
    assert one.path == path
    done = made.merge.merged(lambda records: "x", {}, {path: Side.THEIRS})
    assert "Sổ tay" in made.file(done.commit, "registry.toml")


def test_keys_that_others_added_to_the_registry_are_known_in_the_merge(tmp_path: Path) -> None:
    own = MANIFEST + '\n[vocabulary."organization.type"]\nteam.vi = "Tổ"\n'
    made = Made(
        tmp_path,
        {"records/organizations/un.toml": edited(UN, **{"quốc tế": "lớn"})},
        {
            "records/registry.toml": own,
            "records/organizations/un.toml": edited(UN, **{'"un_entity"': '"team"'}),
        },
    )
    done = made.merged()
    assert done.undecided == () and 'type = "team"' in made.file(done.commit, "organizations/un.toml")


# histories


def test_where_merges_crossed_and_settled_a_field_differently_it_is_asked_again(tmp_path: Path) -> None:
    """Both sides have merged the other's change and decided it: either common ancestor alone would drop one decision."""
    path = "records/organizations/un.toml"
    one, other = (edited(UN, **{'"active"': f'"{status}"'}) for status in ("inactive", "merged"))
    commits = [
        Committed([], BASE),
        Committed([0], {path: one}),
        Committed([0], {path: other}),
        Committed([2, 1], {path: other, "a.md": "a"}),
        Committed([1, 2], {path: one, "b.md": "b"}),
    ]
    made = Made.__new__(Made)
    made.top = tmp_path
    made.take(imported(tmp_path, commits))
    (asked,) = made.merged().undecided
    assert [clash.path for clash in asked.clashes] == ["status"]
