"""A registry's latest changes are those of the histories of its records, told from one run of git."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
import tomli_w
from random_graphs import random_graph
from repository import Committed, Repository, imported, organization
from seeds import rounds, seeded

from govtui.edit.file_history import FileHistory
from govtui.edit.registry_history import LoggedChange, RegistryHistory
from govtui.store import registry_log
from govtui.store.registry import Registry


def at(id: str) -> str:
    return f"organizations/{id}.toml"


def changes_of(root: Path, most_each: int = 0) -> list[LoggedChange]:
    return list(RegistryHistory(Registry(root)).changes(most_each))


def told(root: Path, most_each: int = 0) -> list[tuple[str, str, str, list[str]]]:
    """Subject ("" for none), record, state, and the fields that changed."""
    return [
        (
            one.revision.version.subject if one.revision.version else "",
            Path(one.path).stem,
            one.revision.state,
            sorted({each.path for found in one.revision.changes.values() for each in found}),
        )
        for one in changes_of(root, most_each)
    ]


def renamed(id: str, former: str) -> str:
    return organization(id).replace("[name]", f'former_ids = ["{former}"]\n\n[name]')


ALL = ["id", "kind", "name.en", "name.vi", "schema", "status", "type"]


def test_what_was_made_changed_renamed_and_removed_is_told_by_the_record_that_it_is_now(tmp_path: Path) -> None:
    imported(tmp_path, [
        Committed([], {at("a"): organization("a"), at("b"): organization("b"), at("cu"): organization("cu")}),
        Committed([0], {at("cu"): organization("cu", "Cục"), "registry.toml": "schema = 2\n", "x/y.toml": "a = 1\n"}),
        Committed([1], {at("b"): None, at("a"): organization("a", "Sở")}),
        Committed([2], {at("cu"): None, at("bo"): renamed("bo", "cu")}),
        Committed([3], {at("bo"): renamed("bo", "cu").replace("active", "inactive"), at("b"): organization("b", "Mới")}),
    ])  # fmt: skip
    (tmp_path / at("a")).write_text(organization("a", "Ban"))
    (tmp_path / at("bo")).unlink()
    (tmp_path / at("vu")).write_text(renamed("vu", "bo").replace("active", "inactive"))
    found = told(tmp_path)
    assert found[:2] == [("", "a", "changed", ["name.vi"]), ("", "vu", "changed", ["former_ids", "id"])]
    assert found[2:] == [
        ("c4", "b", "created", ALL), ("c4", "vu", "changed", ["status"]),
        ("c3", "vu", "changed", ["former_ids", "id", "name.vi"]),
        ("c2", "a", "changed", ["name.vi"]), ("c2", "b", "removed", ALL),
        ("c1", "vu", "changed", ["name.vi"]),
        ("c0", "a", "created", ALL), ("c0", "b", "created", ALL), ("c0", "vu", "created", ALL),
    ]  # fmt: skip
    removed = next(one for one in changes_of(tmp_path) if one.revision.state == "removed")
    assert removed.data["name"] == {"vi": "Bộ", "en": "Ministry"} and removed.revision.version
    assert (removed.revision.version.path, removed.revision.version.blob) == ("", "")


def test_of_a_commit_of_many_records_some_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    ids = [f"r{n}" for n in range(7)]
    imported(tmp_path, [
        Committed([], {at(id): organization(id) for id in ids}),
        Committed([0], {at(id): organization(id, "Sở") for id in ids[:3]}),
    ])  # fmt: skip
    (tmp_path / at("moi")).write_text(organization("moi"))
    found = [(one.revision.name[:0] + Path(one.path).stem, one.left) for one in changes_of(tmp_path, 3)]
    assert found == [("moi", 0), ("r0", 0), ("r1", 0), ("r2", 0), ("r0", 0), ("r1", 0), ("r2", 4)]


@pytest.mark.parametrize("seed", range(rounds(4)))
def test_each_record_is_told_what_its_own_history_tells(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry_log, "FIRST", 3)
    monkeypatch.setattr(registry_log, "NEXT", 5)
    chance = seeded(f"registry {seed}")
    commits = random_graph(chance)
    files = [{at("bo"): tomli_w.dumps(data)} for _, data in commits]
    _add_others(chance, commits, files)
    imported(tmp_path, [Committed(parents, one) for (parents, _), one in zip(commits, files, strict=True)])
    of: dict[str, dict[str, Mapping[str, object]]] = {at("bo"): {}, at("so"): {}}
    for change in changes_of(tmp_path):
        assert change.revision.name not in of[change.path]
        of[change.path][change.revision.name] = change.revision.changes
    for path, mine in of.items():
        own = {one.name: list(one.changes.values()) for one in FileHistory(Registry(tmp_path), path).revisions}
        assert {name: list(changes.values()) for name, changes in mine.items()} == own


def _add_others(chance: random.Random, commits: object, files: list[dict[str, str]]) -> None:
    """Have some commits change another record, too."""
    for n, one in enumerate(files):
        if n == 0 or chance.random() < 0.3:
            one[at("so")] = organization("so", f"Sở {n}")


def test_a_merge_is_told_where_it_decided_also_by_taking_one_side_whole(tmp_path: Path) -> None:
    texts = {"third": "0123", "chosen": "0122", "alone": "0101", "dropped": "0100"}
    """What a record has at first, on both sides and in their merge."""

    def files(place: int) -> dict[str, str | None]:
        return {at(id): f"a = {held[place]}\n" for id, held in texts.items()}

    imported(tmp_path, [Committed(parents, files(n)) for n, parents in enumerate(([], [0], [0], [1, 2]))])
    merged = [one for one in told(tmp_path) if one[0] == "c3"]
    assert sorted(merged) == [("c3", id, "changed", ["a"]) for id in ("chosen", "dropped", "third")]


def test_where_a_shallow_clone_ends_nothing_was_created(tmp_path: Path) -> None:
    imported(tmp_path / "a", [
        Committed([], {at("a"): organization("a")}),
        Committed([0], {at("b"): organization("b")}),
        Committed([1], {at("a"): organization("a", "Sở")}),
    ])  # fmt: skip
    clone = tmp_path / "clone"
    Repository.run(tmp_path, "clone", "--quiet", "--depth=2", f"file://{tmp_path}/a", str(clone))
    history = RegistryHistory(Registry(clone))
    assert [Path(one.path).stem for one in history.changes()] == ["a"]
    assert history.cut is not None and history.cut.subject == "c1"


def test_the_registry_may_lie_in_a_folder_and_have_no_commit_yet(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write(at("bo"), organization("bo"))
    assert told(made.root) == [("", "bo", "created", ALL)]
    made.commit("Một")
    (tmp_path / "organizations").mkdir()
    (tmp_path / at("ngoai")).write_text(organization("ngoai"))
    made.commit("Hai")
    (change,) = changes_of(made.root)
    assert (change.path, change.revision.version and change.revision.version.path) == (at("bo"), at("bo"))


def test_many_versions_are_read_some_at_a_time_in_their_order(tmp_path: Path) -> None:
    commits = [Committed([n - 1] if n else [], {at("bo"): organization("bo", f"Bộ {n}")}) for n in range(100)]
    imported(tmp_path, commits)
    found = [
        (one.revision.version.subject, one.data["name"]["vi"]) for one in changes_of(tmp_path) if one.revision.version
    ]
    assert found == [(f"c{n}", f"Bộ {n}") for n in range(99, -1, -1)]


def test_in_a_partial_clone_it_is_said_what_is_not_known(tmp_path: Path) -> None:
    imported(tmp_path / "a", [
        Committed([], {at("a"): organization("a")}),
        Committed([0], {at("a"): organization("a", "Sở")}),
        Committed([1], {at("a"): organization("a", "Cục"), at("b"): organization("b")}),
    ])  # fmt: skip
    Repository.run(tmp_path / "a", "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    Repository.run(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}/a", str(clone))
    assert [one[:3] for one in told(clone)] == [
        ("c2", "a", "missing"), ("c2", "b", "created"), ("c1", "a", "missing"), ("c0", "a", "missing"),
    ]  # fmt: skip


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    (tmp_path / "organizations").mkdir()
    history = RegistryHistory(Registry(tmp_path))
    assert history.standing == "no_work_tree" and list(history.changes()) == []
