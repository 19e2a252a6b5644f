"""What a version changed is what tells it from its own parents; a merge is told only for what it decided."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from random_graphs import random_graph
from repository import Committed, Repository, imported, organization

from govtui.edit.file_history import FileHistory, Revision
from govtui.edit.plain_data import MISSING
from govtui.store.history import Version
from govtui.store.registry import Registry

BO = "organizations/bo.toml"
Data = dict[str, Any]


def past_of(root: Path, path: str = BO) -> FileHistory:
    return FileHistory(Registry(root), path)


def graph(top: Path, *commits: tuple[Sequence[int], Data | None]) -> FileHistory:
    """The past of a record, of commits given as parents and data (None: it is not there)."""
    imported(
        top, [Committed(parents, {BO: None if data is None else tomli_w.dumps(data)}) for parents, data in commits]
    )
    return past_of(top)


def fields(told: Revision) -> dict[str, list[tuple[str, object, object]]]:
    return {parent: [tuple(one) for one in found] for parent, found in told.changes.items()}


def seen(past: FileHistory) -> dict[str, tuple[str, list[list[tuple[str, object, object]]]]]:
    """What is told, by the subject of the commit."""
    return {
        told.version.subject if told.version else "": (told.state, list(fields(told).values()))
        for told in past.revisions
    }


# the law


def naive(past: FileHistory, data: Mapping[str, Data], version: Version) -> Data:
    """The fields of a version's parents merged; Ellipsis where they clash."""
    items = {one.commit: n for n, one in enumerate(past.versions.items)}
    above: dict[str, set[str]] = {}
    for one in reversed(past.versions.items):
        above[one.commit] = {one.commit}.union(*(above[parent] for parent in one.parents))

    def three(base: object, one: object, other: object) -> object:
        if one == other and one is not ...:
            return one
        return other if one == base and base is not ... else one if other == base and base is not ... else ...

    def common(field: str, seen: set[str], commit: str) -> object:
        both = seen & above[commit]
        nearest = [one for one in both if not any(one != each and one in above[each] for each in both)]
        if not nearest:
            return MISSING
        return joined(field, sorted(nearest, key=items.__getitem__))

    def joined(field: str, commits: Sequence[str]) -> object:
        value, seen = data[commits[0]].get(field, MISSING), above[commits[0]]
        for commit in commits[1:]:
            value = three(common(field, seen, commit), value, data[commit].get(field, MISSING))
            seen = seen | above[commit]
        return value

    names = {name for parent in version.parents for name in data[parent]}
    found = {name: joined(name, version.parents) for name in names}
    return {name: value for name, value in found.items() if value is not MISSING}


def replayed(past: FileHistory) -> dict[str, Data]:
    """The data of every version, made from what is told, from the first on."""
    told = {one.version.commit: one for one in past.revisions if one.version}
    data: dict[str, Data] = {}
    for version in reversed(past.versions.items):
        one = told.get(version.commit)
        if len(version.parents) > 1:
            made = naive(past, data, version)
        else:
            assert one is not None
            made = dict(data[version.parents[0]]) if version.parents else {}
        for found in one.changes.values() if one else ():
            for change in found:
                if change.after is MISSING:
                    made.pop(change.path, None)
                else:
                    made[change.path] = change.after
        data[version.commit] = made
    return data


@pytest.mark.parametrize("seed", range(24))
def test_what_is_told_makes_every_version_again_from_the_first_on(tmp_path: Path, seed: int) -> None:
    commits = random_graph(random.Random(seed))
    hashes = imported(tmp_path, [Committed(parents, {BO: tomli_w.dumps(data)}) for parents, data in commits])
    past = past_of(tmp_path)
    truth = dict(zip(hashes, (data for _, data in commits), strict=True))
    made = replayed(past)
    assert made == {version.commit: truth[version.commit] for version in past.versions.items}
    told = {one.version.commit: one for one in past.revisions if one.version}
    for version in past.versions.items:
        if len(version.parents) > 1:
            merged, has = naive(past, made, version), made[version.commit]
            unlike = {name for name in {**merged, **has} if merged.get(name, MISSING) != has.get(name, MISSING)}
            found = told[version.commit].changes if version.commit in told else {}
            assert {one.path for each in found.values() for one in each} == unlike
    reached, stack = set[int](), [len(commits) - 1]
    while stack:
        reached.add(n := stack.pop())
        stack += set(commits[n][0]) - reached
    touching = {hashes[n] for n in reached if all(commits[one][1] != commits[n][1] for one in commits[n][0])}
    assert touching <= {version.commit for version in past.versions.items}


@pytest.mark.parametrize("seed", [*range(7), 188])
def test_the_same_where_the_record_is_renamed_on_some_branches(tmp_path: Path, seed: int) -> None:
    chance = random.Random(1000 + seed)
    commits = random_graph(chance)
    names: list[str] = []
    made = []
    for parents, data in commits:
        before = [names[parent] for parent in parents]
        name = "bo" if "bo" in before or (before and chance.random() < 0.25) else "cu"
        files = {f"organizations/{other}.toml": None for other in {"bo", "cu"} - {name} if other in before}
        if name == "bo":
            data["former_ids"] = ["cu"]
        names.append(name)
        made.append(Committed(parents, {**files, f"organizations/{name}.toml": tomli_w.dumps(data)}))
    hashes = imported(tmp_path, made)
    past = past_of(tmp_path, f"organizations/{names[-1]}.toml")
    truth = {hash: data for hash, (_, data) in zip(hashes, commits, strict=True)}
    called = dict(zip(hashes, names, strict=True))
    assert replayed(past) == {version.commit: truth[version.commit] for version in past.versions.items}
    assert all(Path(one.path).stem == called[one.commit] for one in past.versions.items)
    reached, stack = set[int](), [len(commits) - 1]
    while stack:
        reached.add(n := stack.pop())
        stack += set(commits[n][0]) - reached
    touching = {hashes[n] for n in reached if all(commits[one][1] != commits[n][1] for one in commits[n][0])}
    assert touching <= {version.commit for version in past.versions.items}


# merges


A: Data = {"a": 0, "b": 0}


def test_branches_are_compared_with_what_they_came_of_and_their_merge_is_not_told(tmp_path: Path) -> None:
    past = graph(tmp_path, ([], A), ([0], {"a": 1, "b": 0}), ([0], {"a": 0, "b": 2}), ([1, 2], {"a": 1, "b": 2}))
    assert seen(past) == {
        "c1": ("changed", [[("a", 0, 1)]]),
        "c2": ("changed", [[("b", 0, 2)]]),
        "c0": ("created", [[("a", MISSING, 0), ("b", MISSING, 0)]]),
    }


@pytest.mark.parametrize(
    ("one", "other", "merge", "told"),
    [
        ({"a": 1}, {"a": 2}, {"a": 3}, [[("a", 1, 3)], [("a", 2, 3)]]),  # a third value
        ({"a": 1}, {"a": 2}, {"a": 1}, [[], [("a", 2, 1)]]),  # a chosen side
        ({"a": 1}, {"a": 0, "b": 1}, {"a": 0, "b": 1}, [[("a", 1, 0)], []]),  # -s ours: one change dropped
        ({"a": 1}, {"a": 1}, {"a": 2}, [[("a", 1, 2)], [("a", 1, 2)]]),  # what both had is another thing
        (
            {"a": 1},
            {"b": 1, "a": 0},
            {"a": 1, "b": 1, "c": 5},
            [[("c", MISSING, 5)], [("c", MISSING, 5)]],
        ),  # an evil merge
        ({"b": 1}, {"a": 5}, {"b": 1}, [[], [("a", 5, MISSING)]]),  # removed here, changed there
        ({"a": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 1}, None),
        ({"a": 1}, {"a": 0, "b": 1}, {"a": 1, "b": 1}, None),
    ],
)
def test_a_merge_is_told_with_the_fields_that_it_decided(
    tmp_path: Path, one: Data, other: Data, merge: Data, told: object
) -> None:
    past = graph(tmp_path, ([], {"a": 0}), ([0], one), ([0], other), ([1, 2], merge))
    assert seen(past).get("c3", ("", None))[1] == told
    assert [each.decided for each in past.revisions if each.version and each.version.subject == "c3"] == [True] * bool(
        told
    )


def test_the_other_side_may_not_touch_the_record_at_all(tmp_path: Path) -> None:
    commits = [
        Committed([], {BO: "a = 0\n"}),
        Committed([0], {BO: "a = 1\n"}),
        Committed([0], {"x": ""}),
        Committed([1, 2], {BO: "a = 0\n", "x": ""}),  # git merge -s ours on the branch that has nothing of it
        Committed([3, 1], {BO: "a = 7\n"}),
    ]
    imported(tmp_path, commits)
    assert seen(past_of(tmp_path))["c3"] == ("changed", [[("a", 1, 0)], []])
    assert seen(past_of(tmp_path))["c4"][1][0] == [("a", 0, 7)]


def test_three_branches_that_are_merged_at_once_decide_only_what_none_of_them_brings(tmp_path: Path) -> None:
    sides = [({"a": 0, "b": 0, "c": 0} | {name: 1}) for name in "abc"]
    made = [([], {"a": 0, "b": 0, "c": 0}), *(([0], side) for side in sides)]
    clean = graph(tmp_path / "clean", *made, ([1, 2, 3], {"a": 1, "b": 1, "c": 1}))
    assert "c4" not in seen(clean)
    evil = graph(tmp_path / "evil", *made, ([1, 2, 3], {"a": 1, "b": 1, "c": 9}))
    assert seen(evil)["c4"] == ("changed", [[("c", 0, 9)], [("c", 0, 9)], [("c", 1, 9)]])


def test_branches_merged_crosswise_are_held_against_both_their_ancestors(tmp_path: Path) -> None:
    base = [([], {"f": 0, "g": 0}), ([0], {"f": 1, "g": 0}), ([0], {"f": 0, "g": 1})]
    clean = graph(
        tmp_path / "clean", *base, ([1, 2], {"f": 1, "g": 1}), ([2, 1], {"f": 1, "g": 1, "h": 1}),
        ([3], {"f": 1, "g": 5}), ([5, 4], {"f": 1, "g": 5, "h": 1}),
    )  # fmt: skip
    assert [one for one in seen(clean) if one in ("c3", "c6")] == []
    base[2] = ([0], {"f": 2, "g": 0})
    clash = graph(
        tmp_path / "clash", *base, ([1, 2], {"f": 1, "g": 0}), ([2, 1], {"f": 2, "g": 0}), ([3, 4], {"f": 1, "g": 0})
    )
    assert seen(clash)["c5"] == ("changed", [[], [("f", 2, 1)]])


def test_lists_whose_order_means_nothing_and_texts_that_only_differ_in_comments_decide_nothing(tmp_path: Path) -> None:
    past = graph(
        tmp_path, ([], {"sdg": []}), ([0], {"sdg": ["x"]}), ([0], {"sdg": ["y"]}), ([1, 2], {"sdg": ["x", "y"]}),
        ([3], {"sdg": ["x", "y"], "a": 1}), ([3], {"sdg": ["x", "y", "z"]}), ([4, 5], {"sdg": ["z", "y", "x"], "a": 1}),
    )  # fmt: skip
    assert {"c3", "c6"} & set(seen(past)) == set()
    commented = [Committed([], {BO: "a = 0\n"}), Committed([0], {BO: "a = 1\n"}), Committed([0], {BO: "# x\na = 0\n"})]
    imported(tmp_path / "b", [*commented, Committed([1, 2], {BO: "# y\na = 1\n"})])
    assert list(seen(past_of(tmp_path / "b"))) == ["c1", "c2", "c0"] or "c3" not in seen(past_of(tmp_path / "b"))


def test_a_merge_of_an_own_list_of_references_decides_nothing(tmp_path: Path) -> None:
    def partners(*ids: str) -> Data:
        return {"x": {"partners": list(ids)}}

    commits = ([], partners("a")), ([0], partners("a", "b")), ([0], partners("c")), ([1, 2], partners("b", "c"))
    assert "c3" in seen(graph(tmp_path, *commits))
    declared = 'schema = 2\nfields.all.partners = { type = "reference", repeated = true, label.en = "Partners" }\n'
    (tmp_path / "registry.toml").write_text(declared)
    assert "c3" not in seen(past_of(tmp_path))


@pytest.mark.parametrize(
    ("one", "merge", "told"),
    [
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}, ("kept", True)),  # -s ours, though only the other side did something
        ({"a": 1, "b": 0}, {"a": 1, "b": 0}, ("kept", True)),
        ({"a": 1, "b": 0}, {"a": 1, "b": 7}, ("kept", True)),
        ({"a": 1, "b": 0}, None, ("removed", True)),
        ({"a": 0, "b": 0}, None, None),
    ],
)
def test_a_record_that_one_side_removed_is_kept_or_removed_by_the_merge(
    tmp_path: Path, one: Data, merge: Data | None, told: object
) -> None:
    past = graph(tmp_path, ([], A), ([0], one | {"x": 1}), ([1], one), ([0], None), ([2, 3], merge))
    found = [(each.state, each.decided) for each in past.revisions if each.version and each.version.subject == "c4"]
    assert found == ([told] if told else [])
    assert seen(past)["c3"][0] == "removed"


def test_merges_of_histories_without_a_common_ancestor_and_of_broken_texts(tmp_path: Path) -> None:
    past = graph(tmp_path / "a", ([], {"a": 1, "b": 1}), ([], {"a": 2, "b": 1}), ([0, 1], {"a": 2, "b": 1}))
    assert seen(past)["c2"] == ("changed", [[("a", 1, 2)], []])
    broken = [Committed([], {BO: "a = 0\n"}), Committed([0], {BO: "a = \n"}), Committed([0], {BO: "a = 1\n"})]
    imported(tmp_path / "b", [*broken, Committed([1, 2], {BO: "<<<<<<<\na = \n"})])
    assert seen(past_of(tmp_path / "b"))["c3"] == (
        "changed",
        [[("", "a = \n", "<<<<<<<\na = \n")], [("", "a = 1\n", "<<<<<<<\na = \n")]],
    )
    imported(tmp_path / "c", [*broken, Committed([2, 1], {BO: "a = 1\n"})])
    assert [
        one.decided for one in past_of(tmp_path / "c").revisions if one.version and one.version.subject == "c3"
    ] == [True]


# names


def text(id: str, *, name: str = "Bộ", former: Sequence[str] = ()) -> str:
    made = organization(id, name)
    return made.replace("[name]", f"former_ids = {list(former)}\n\n[name]".replace("'", '"')) if former else made


def at(id: str) -> str:
    return f"organizations/{id}.toml"


def test_what_the_other_side_changed_under_the_old_name_is_not_told_of_the_merge(tmp_path: Path) -> None:
    commits = [
        Committed([], {at("cu"): text("cu"), "registry.toml": "schema = 2\n"}),
        Committed([0], {at("cu"): None, at("bo"): text("bo", former=["cu"])}, "Minh"),
        Committed([0], {at("cu"): text("cu", name="Bộ Nội vụ")}, "Hoa"),
        Committed([1, 2], {at("cu"): None, at("bo"): text("bo", name="Bộ Nội vụ", former=["cu"])}),
    ]
    imported(tmp_path, commits)
    told = seen(past_of(tmp_path))
    assert list(told) == ["c1", "c2", "c0"] or list(told) == ["c2", "c1", "c0"]
    assert told["c2"] == ("changed", [[("name.vi", "Bộ", "Bộ Nội vụ")]])
    assert {path for path, *_ in told["c1"][1][0]} == {"id", "former_ids"}
    paths = {one.version.subject: one.version.path for one in past_of(tmp_path).revisions if one.version}
    assert paths == {"c0": at("cu"), "c1": at("bo"), "c2": at("cu")}


def test_a_merge_that_keeps_the_new_name_and_drops_a_change_under_the_old_one_is_told(tmp_path: Path) -> None:
    renamed = Committed([0], {at("cu"): None, at("bo"): text("bo", former=["cu"])})
    commits = [
        Committed([], {at("cu"): text("cu")}),
        renamed,
        Committed([0], {at("cu"): text("cu", name="Bộ Nội vụ")}),
        Committed([1, 2], {at("cu"): None}),
        Committed([3], {at("cu"): text("cu", name="Bộ khác hẳn")}),  # another record under the old name
        Committed([4], {at("cu"): text("cu", name="Bộ khác nữa")}),
        Committed([5], {at("bo"): text("bo", name="Bộ Ngoại giao", former=["cu"])}),
    ]
    imported(tmp_path, commits)
    told = seen(past_of(tmp_path))
    assert set(told) == {"c6", "c3", "c2", "c1", "c0"}
    assert [[one for one in found if one[0] == "name.vi"] for found in told["c3"][1]] == [
        [], [("name.vi", "Bộ Nội vụ", "Bộ")],
    ]  # fmt: skip
    paths = {one.version.subject: one.version.path for one in past_of(tmp_path).revisions if one.version}
    assert paths == {"c6": at("bo"), "c3": at("bo"), "c2": at("cu"), "c1": at("bo"), "c0": at("cu")}
    assert [one.state for one in past_of(tmp_path, at("cu")).revisions][:2] == ["changed", "created"]


def test_a_former_id_tells_more_than_what_looks_alike(tmp_path: Path) -> None:
    unlike = 'schema = 2\nkind = "organization"\nid = "cu"\n' + "".join(f"x{n} = {n}\n" for n in range(60))
    commits = [
        Committed([], {at("cu"): unlike, at("khac"): text("khac")}),
        Committed([0], {at("cu"): None, at("khac"): None, at("bo"): text("bo", former=["rat-cu", "cu"])}),
    ]
    imported(tmp_path, commits)
    assert [one.version.path for one in past_of(tmp_path).revisions if one.version] == [at("bo"), at("cu")]


def test_a_file_is_followed_there_and_back_and_from_outside_the_registry(tmp_path: Path) -> None:
    commits = [
        Committed([], {"nháp/ghi chép.toml": text("bo")}),
        Committed([0], {"nháp/ghi chép.toml": None, at("bo"): text("bo")}),
        Committed([1], {at("bo"): None, at("so"): text("so", former=["bo"])}),
        Committed([2], {at("so"): None, at("bo"): text("bo", name="Mới", former=["so"])}),
    ]
    imported(tmp_path, commits)
    told = past_of(tmp_path).revisions
    assert [(one.version.subject, one.version.path) for one in told if one.version] == [
        ("c3", at("bo")), ("c2", at("so")), ("c1", at("bo")), ("c0", "nháp/ghi chép.toml"),
    ]  # fmt: skip
    assert [one.state for one in told] == ["changed", "changed", "changed", "created"]


def test_a_name_that_was_taken_anew_is_removed_and_created(tmp_path: Path) -> None:
    other = "".join(f"y{n} = {n}\n" for n in range(40))
    past = graph(tmp_path, ([], A), ([0], None), ([1], {"z": 1}))
    assert [one.state for one in past.revisions] == ["created", "removed", "created"]
    imported(tmp_path / "b", [Committed([], {BO: text("bo")}), Committed([0], {BO: None}), Committed([1], {BO: other})])
    assert [one.state for one in past_of(tmp_path / "b").revisions] == ["created", "removed", "created"]


def test_a_rename_that_is_not_committed_is_followed(tmp_path: Path) -> None:
    imported(tmp_path, [Committed([], {at("cu"): text("cu")})])
    (tmp_path / at("cu")).rename(tmp_path / BO)
    (tmp_path / BO).write_text(text("bo", former=["cu"]))
    past = past_of(tmp_path)
    assert [(one.name != "", one.state) for one in past.revisions] == [(False, "changed"), (True, "created")]


# what is not there


def test_where_a_shallow_clone_ends_nothing_was_created(tmp_path: Path) -> None:
    made = graph(tmp_path / "a", ([], A), ([0], {"a": 1, "b": 0}), ([1], {"a": 1, "b": 2}))
    for depth, states in ((1, ["cut"]), (2, ["changed", "cut"]), (3, ["changed", "changed", "created"])):
        clone = tmp_path / f"clone {depth}"
        Repository.run(tmp_path, "clone", "--quiet", f"--depth={depth}", f"file://{tmp_path}/a", str(clone))
        past = past_of(clone)
        assert [one.state for one in past.revisions] == states
        assert [one.version.cut for one in past.revisions if one.version] == [state == "cut" for state in states]
        assert fields(past.revisions[-1]) == ({} if depth < 3 else fields(made.revisions[-1]))


def test_a_merge_above_the_edge_is_held_against_its_parents_alone(tmp_path: Path) -> None:
    graph(
        tmp_path / "a", ([], A), ([0], {"a": 1, "b": 0}), ([0], {"a": 0, "b": 2}),
        ([1, 2], {"a": 1, "b": 2}), ([3], {"a": 5, "b": 2}),
    )  # fmt: skip
    clone = tmp_path / "clone"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=3", f"file://{tmp_path}/a", str(clone))
    assert {name: state for name, (state, _) in seen(past_of(clone)).items()} == {
        "c4": "changed", "c1": "cut", "c2": "cut",
    }  # fmt: skip


def loose(top: Path, blob: str) -> Path:
    return top / ".git" / "objects" / blob[:2] / blob[2:]


@pytest.mark.parametrize("how", ["missing", "broken"])
def test_a_blob_that_cannot_be_read_is_said_and_nothing_else_is_lost(tmp_path: Path, how: str) -> None:
    made = Repository(tmp_path)
    for name in ("Một", "Hai", "Ba", "Bốn", "Năm"):
        made.write(BO, organization("bo", name))
        made.commit(name)
    blob = next(one.blob for one in FileHistory(Registry(made.root), BO).versions.items if one.subject == "Ba")
    place = loose(tmp_path, blob)
    place.chmod(0o644)
    place.write_bytes(b"x" * 40) if how == "broken" else place.unlink()
    told = FileHistory(Registry(made.root), BO).revisions
    assert [one.state for one in told] == ["changed", "missing", "missing", "changed", "created"]
    assert fields(told[0]) != {} and told[2].version and told[2].version.blob == blob


def test_a_partial_clone_is_not_filled_by_looking(tmp_path: Path) -> None:
    graph(tmp_path / "a", ([], A), ([0], {"a": 1, "b": 0}), ([1], {"a": 1, "b": 2}))
    Repository.run(tmp_path / "a", "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    Repository.run(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}/a", str(clone))
    packs = sorted((clone / ".git" / "objects").rglob("*"))
    assert [one.state for one in past_of(clone).revisions] == ["missing", "missing", "missing"]
    assert sorted((clone / ".git" / "objects").rglob("*")) == packs


def test_what_is_no_record_is_not_compared(tmp_path: Path) -> None:
    large = "#" * (256 * 1024 + 1)
    imported(tmp_path, [Committed([], {BO: large}), Committed([0], {BO: "a = 1\n"}), Committed([1], {BO: "a = 2\n"})])
    assert [one.state for one in past_of(tmp_path).revisions] == ["changed", "too_large", "too_large"]
    (tmp_path / BO).unlink()
    (tmp_path / BO).symlink_to("/etc/passwd")
    Repository.run(tmp_path, "add", "-A")
    Repository.run(tmp_path, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "link")
    told = past_of(tmp_path).revisions
    assert told[0].state == "removed"


# the file as it stands


def test_what_is_not_committed_is_held_against_the_last_commit(tmp_path: Path) -> None:
    past = graph(tmp_path, ([], A), ([0], {"a": 1, "b": 0}), ([0], {"a": 0, "b": 2}), ([1, 2], {"a": 1, "b": 2}))
    assert past.revisions[0].version is not None
    (tmp_path / BO).write_text("a = 1\nb = 3\n")
    for prepare in (lambda: None, lambda: Repository.run(tmp_path, "checkout", "--quiet", "--detach")):
        prepare()
        told = past_of(tmp_path).revisions
        assert (told[0].version, list(fields(told[0]).values())) == (None, [[("b", 2, 3)]])
        assert list(told[0].changes) == [past.versions.items[0].commit]


def test_a_record_that_was_never_committed_has_no_other_version(tmp_path: Path) -> None:
    made = Repository(tmp_path / "unborn")
    made.write(BO, organization("bo"))
    for _ in range(2):
        assert [(one.name, one.state) for one in FileHistory(Registry(made.root), BO).revisions] == [("", "created")]
        made.write("organizations/so.toml", organization("so"))
        made.git("commit", "--quiet", "--allow-empty", "-m", "so")


# many


def test_a_thousand_versions_are_told_at_once_and_that_there_are_more(tmp_path: Path) -> None:
    commits = [Committed([n - 1] if n else [], {BO: organization("bo", f"Bộ {n}")}) for n in range(1003)]
    imported(tmp_path, commits)
    begun = sum(os.times()[:4])
    past = past_of(tmp_path)
    assert len(past.revisions) == 1000 and past.more
    took = sum(os.times()[:4]) - begun  # of the processor, git's runs too: others work on it as well
    assert list(fields(past.revisions[-1]).values()) == [[("name.vi", "Bộ 2", "Bộ 3")]]
    assert took < 0.5, took
