"""Each field is given to the version that it has its value from, in whatever way the branches came together."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from random_graphs import random_graph
from repository import Committed, Repository, imported, organization
from seeds import rounds, seeded

from govtui.edit.blame import LastChange, field_changes, last_changed
from govtui.edit.file_history import FileHistory
from govtui.edit.plain_data import MISSING
from govtui.store import version_graph
from govtui.store.registry import Registry

BO = "organizations/bo.toml"
Data = dict[str, Any]
Commit = tuple[Sequence[int], Data | str | None]


def history_of(root: Path, path: str = BO) -> FileHistory:
    return FileHistory(Registry(root), path)


def made(top: Path, *commits: Commit) -> FileHistory:
    """The history of a record, of commits given as parents and data, or text (None: it is not there)."""
    imported(
        top,
        [Committed(parents, {BO: tomli_w.dumps(one) if isinstance(one, dict) else one}) for parents, one in commits],
    )
    return history_of(top)


def said(change: LastChange | None) -> str:
    """The subject of the commit, with a question mark where the field may be older; "now" for the uncommitted file."""
    assert change is not None
    return (change.version.subject if change.version else "now") + "?" * change.earlier


def told(history: FileHistory) -> dict[str, str]:
    return {path: said(change) for path, change in last_changed(history).items()}


def changed(history: FileHistory, field: str) -> list[str]:
    return [one.version.subject if one.version else "now" for one in field_changes(history, field)]


# the law


def naive(
    history: FileHistory,
    value: Callable[[str, Any], object],
    field: Any,
    named: Callable[[str, Any], str] = lambda _, f: f,
) -> str:
    """The commit that a single field is followed to; `value` is its value in a commit, `named` its path there."""
    decided = {
        one.name: {each.path for found in one.changes.values() for each in found}
        for one in history.revisions
        if one.decided
    }
    commit = history.versions.items[0].commit
    while True:
        version = history.by_commit[commit]
        here = value(commit, field)
        alike = [value(parent, field) == here for parent in version.parents]
        path = f"{named(commit, field)}."
        if not all(alike) and any(path.startswith(f"{one}.") for one in decided.get(commit, ()) if one):
            return commit
        if True not in alike:
            return commit
        commit = version.parents[alike.index(True)]


@pytest.mark.parametrize("seed", range(rounds(6)))
def test_each_field_is_followed_to_the_first_parent_that_has_its_value(tmp_path: Path, seed: int) -> None:
    commits = random_graph(seeded(f"blame {seed}"))
    hashes = imported(tmp_path, [Committed(parents, {BO: tomli_w.dumps(data)}) for parents, data in commits])
    truth = dict(zip(hashes, (data for _, data in commits), strict=True))
    history = history_of(tmp_path)
    found = {path: change.version.commit for path, change in last_changed(history).items() if change.version}
    assert found == {
        field: naive(history, lambda commit, name: truth[commit].get(name, MISSING), field) for field in commits[-1][1]
    }
    assert not any(change.earlier for change in last_changed(history).values())
    for field in "abcd":
        assert [one.name for one in field_changes(history, field)] == [
            one.name
            for one in history.revisions
            if any(each.path == field for one in one.changes.values() for each in one)
        ]


def random_lists(chance: random.Random) -> list[tuple[list[int], dict[str, dict[str, int]]]]:
    """Commits that change, add, remove and move the items of a list, by key; merges take each item from some parent."""
    fresh = iter(range(1, 10_000))
    commits: list[tuple[list[int], dict[str, dict[str, int]]]] = [
        ([], {key: {"m": next(fresh), "n": next(fresh)} for key in "pqrs"})
    ]
    for _ in range(chance.randrange(6, 18)):
        parents = sorted(chance.sample(range(len(commits))[-4:], min(len(commits), chance.choice((1, 1, 2, 3)))))[::-1]
        sides = [commits[parent][1] for parent in parents]
        items = {
            key: {name: chance.choice([side[key][name] for side in sides if key in side]) for name in "mn"}
            for key in dict.fromkeys(key for side in sides for key in side)
            if chance.choice(sides).get(key)
        }
        match chance.randrange(6) if items else 0:
            case 0:
                items[f"k{next(fresh)}"] = {"m": next(fresh), "n": next(fresh)}
            case 1:
                items.pop(chance.choice(list(items)))
            case 2:
                items = {key: items[key] for key in chance.sample(list(items), len(items))}
            case 3 | 4:
                items[chance.choice(list(items))][chance.choice("mn")] = next(fresh)
        commits.append((parents, items))
    loose = sorted(set(range(len(commits))) - {parent for parents, _ in commits for parent in parents})[::-1]
    return [*commits, (loose, deepcopy(commits[loose[0]][1]))] if len(loose) > 1 else commits


@pytest.mark.parametrize("seed", range(rounds(4)))
def test_items_are_followed_by_what_they_are_called_wherever_they_stand(tmp_path: Path, seed: int) -> None:
    commits = random_lists(seeded(f"blame of items {seed}"))
    texts = [tomli_w.dumps({"agenda": [{"key": key, **item} for key, item in items.items()]}) for _, items in commits]
    hashes = imported(
        tmp_path, [Committed(parents, {BO: text}) for (parents, _), text in zip(commits, texts, strict=True)]
    )
    truth = dict(zip(hashes, (items for _, items in commits), strict=True))
    history = history_of(tmp_path)
    found = {path: change.version.commit for path, change in last_changed(history).items() if change.version}
    assert found == {
        f"agenda.{key}.{name}": naive(
            history,
            lambda commit, field: (
                {"key": field[0], **truth[commit].get(field[0], {})}.get(field[1])
                if field[0] in truth[commit]
                else MISSING
            ),
            (key, name),
            lambda _, field: f"agenda.{field[0]}.{field[1]}",
        )
        for key, item in commits[-1][1].items()
        for name in ("key", *item)
    }


# branches and merges

A: Data = {"a": 0, "b": 0}


def test_parallel_branches_keep_what_each_changed_and_their_merge_gets_nothing(tmp_path: Path) -> None:
    history = made(tmp_path, ([], A | {"c": 0}), ([0], {"a": 1, "b": 0, "c": 0}), ([0], {"a": 0, "b": 2, "c": 0}),
                   ([1, 2], {"a": 1, "b": 2, "c": 0}))  # fmt: skip
    assert told(history) == {"a": "c1", "b": "c2", "c": "c0"}
    assert changed(history, "a") == ["c1", "c0"]


MERGES: Mapping[str, tuple[Data, Data, Data, str, list[str]]] = {
    "a third value": ({"a": 1}, {"a": 2}, {"a": 3}, "c3", ["c3", "c2", "c1", "c0"]),
    "a chosen side": ({"a": 1}, {"a": 2}, {"a": 2}, "c3", ["c3", "c2", "c1", "c0"]),
    "-s ours of the other side, which drops a change": ({"a": 1}, {"a": 0}, {"a": 0}, "c3", ["c3", "c1", "c0"]),
    "one side alone": ({"a": 1}, {"a": 0}, {"a": 1}, "c1", ["c1", "c0"]),
    "both the same": ({"a": 1}, {"a": 1}, {"a": 1}, "c1", ["c2", "c1", "c0"]),
    "what neither had": ({"a": 1}, {"a": 1}, {"a": 2}, "c3", ["c3", "c2", "c1", "c0"]),
}
"""What each side has, what the merge has, whose the field is then, and which versions changed it."""


def test_a_merge_gets_the_fields_that_it_decided(tmp_path: Path) -> None:
    paths = {case: f"organizations/r{n}.toml" for n, case in enumerate(MERGES)}

    def files(data: Callable[[str], Data]) -> dict[str, str | None]:
        return {path: tomli_w.dumps(data(case)) for case, path in paths.items()}

    imported(tmp_path, [
        Committed([], files(lambda _: {"a": 0})),
        Committed([0], files(lambda case: MERGES[case][0] | {"x": 1})),
        Committed([0], files(lambda case: MERGES[case][1])),
        Committed([1, 2], files(lambda case: MERGES[case][2] | {"x": 1})),
    ])  # fmt: skip
    for case, (_, _, _, of, all_changes) in MERGES.items():
        history = history_of(tmp_path, paths[case])
        assert (told(history), changed(history, "a")) == ({"a": of, "x": "c1"}, all_changes), case


def test_three_branches_at_once(tmp_path: Path) -> None:
    zero = {"a": 0, "b": 0, "c": 0}
    sides: list[Commit] = [([0], zero | {name: 1}) for name in "abc"]
    clean = made(tmp_path / "clean", ([], zero), *sides, ([1, 2, 3], dict.fromkeys("abc", 1)))
    assert told(clean) == {"a": "c1", "b": "c2", "c": "c3"}
    evil = made(tmp_path / "evil", ([], zero), *sides, ([1, 2, 3], {"a": 1, "b": 1, "c": 9}))
    assert told(evil) == {"a": "c1", "b": "c2", "c": "c4"}


def test_branches_merged_crosswise(tmp_path: Path) -> None:
    history = made(
        tmp_path, ([], {"f": 0, "g": 0}), ([0], {"f": 1, "g": 0}), ([0], {"f": 0, "g": 1}),
        ([1, 2], {"f": 1, "g": 1}), ([2, 1], {"f": 1, "g": 1, "h": 1}),
        ([3], {"f": 1, "g": 5}), ([5, 4], {"f": 1, "g": 5, "h": 1}),
    )  # fmt: skip
    assert told(history) == {"f": "c1", "g": "c5", "h": "c4"}


def test_a_record_that_a_merge_kept_has_its_fields_from_where_they_came(tmp_path: Path) -> None:
    history = made(tmp_path, ([], A), ([0], {"a": 1, "b": 0}), ([0], None), ([1, 2], {"a": 1, "b": 0}))
    assert told(history) == {"a": "c1", "b": "c0"}


def test_a_record_that_was_removed_and_made_anew_begins_there(tmp_path: Path) -> None:
    history = made(tmp_path, ([], A), ([0], None), ([1], A), ([2], {"a": 1, "b": 0}))
    assert told(history) == {"a": "c3", "b": "c2"}


# names and items


def test_a_record_is_followed_through_a_renaming_on_one_side(tmp_path: Path) -> None:
    def text(id: str, name: str, status: str = "active") -> str:
        head, former = organization(id, name, status), 'former_ids = ["cu"]\n\n[name]'
        return head.replace("[name]", former) if id == "bo" else head

    cu = "organizations/cu.toml"
    imported(tmp_path, [
        Committed([], {cu: text("cu", "Bộ")}),
        Committed([0], {cu: None, BO: text("bo", "Bộ")}),
        Committed([0], {cu: text("cu", "Bộ Nội vụ")}),
        Committed([1, 2], {BO: text("bo", "Bộ Nội vụ")}),
        Committed([3], {BO: text("bo", "Bộ Nội vụ", "inactive")}),
    ])  # fmt: skip
    history = history_of(tmp_path)
    assert {path: of for path, of in told(history).items() if path not in ("schema", "kind", "type")} == {
        "id": "c1", "status": "c4", "former_ids": "c1", "name.vi": "c2", "name.en": "c0",
    }  # fmt: skip
    assert changed(history, "name") == ["c2", "c0"]


def party(who: str, **more: object) -> Data:
    return {"who": who, **more}


def test_an_item_that_is_renamed_and_moved_keeps_what_it_has(tmp_path: Path) -> None:
    a, b, c = party("a", role="host", date="2020", note={"vi": "x"}), party("b", role="guest"), party("c")
    renamed = a | {"who": "z"}
    history = made(
        tmp_path, ([], {"participants": [a, b]}), ([0], {"participants": [b, a]}), ([1], {"participants": [b, renamed]}),
        ([2], {"participants": [c, b, renamed]}), ([3], {"participants": [c, b | {"role": "host"}, renamed]}),
    )  # fmt: skip
    assert told(history) == {
        "participants.c.who": "c3",
        "participants.b.who": "c0", "participants.b.role": "c4",
        "participants.z.who": "c2",
        **dict.fromkeys(("participants.z.role", "participants.z.date", "participants.z.note.vi"), "c0"),
    }  # fmt: skip
    assert changed(history, "participants.z") == changed(history, "participants.z.who") == ["c2", "c0"]
    assert changed(history, "participants.z.role") == ["c0"]
    assert changed(history, "participants.b") == ["c4", "c0"]
    assert changed(history, "participants") == ["c4", "c3", "c2", "c1", "c0"]


def test_items_without_a_name_are_followed_from_one_number_to_the_other(tmp_path: Path) -> None:
    one, two = {"text": {"vi": "một", "en": "one"}}, {"text": {"vi": "hai", "en": "two"}}
    history = made(
        tmp_path, ([], {"remarks": [one]}), ([0], {"remarks": [two, one]}),
        ([1], {"remarks": [two, {"text": {"vi": "một", "en": "One"}}]}),
    )  # fmt: skip
    assert told(history) == {
        "remarks.1.text.vi": "c1", "remarks.1.text.en": "c1", "remarks.2.text.vi": "c0", "remarks.2.text.en": "c2",
    }  # fmt: skip
    assert changed(history, "remarks.2") == ["c2", "c0"]
    assert changed(history, "remarks.1") == ["c1"]


def test_a_field_that_is_gone_has_its_changes_still(tmp_path: Path) -> None:
    history = made(
        tmp_path, ([], A), ([0], {"a": 1, "b": 0}), ([1], {"b": 0}), ([2], {"b": 0, "aka": [{"text": "B", "key": "b"}]}),
        ([3], {"b": 1}),
    )  # fmt: skip
    assert changed(history, "a") == ["c2", "c1", "c0"]
    assert changed(history, "aka.b.text") == changed(history, "aka") == ["c4", "c3"]
    assert last_changed(history).of("a") is None


def test_languages_own_fields_and_values_of_another_type_are_fields_of_their_own(tmp_path: Path) -> None:
    history = made(
        tmp_path, ([], {"name": {"vi": "Bộ", "en": "Ministry"}, "x": {"n": 1, "on": True}}),
        ([0], {"name": {"vi": "Bộ", "en": "The ministry"}, "x": {"n": 1, "on": True}}),
        ([1], {"name": {"vi": "Bộ", "en": "The ministry"}, "x": {"n": 1.0, "on": True, "tags": ["a"]}}),
        ([2], {"name": {"vi": "Bộ", "en": "The ministry", "fr": "Le"}, "x": {"n": 1.0, "on": True, "tags": ["a", "b"]}}),
    )  # fmt: skip
    assert told(history) == {
        "name.vi": "c0", "name.en": "c1", "name.fr": "c3", "x.n": "c2", "x.on": "c0", "x.tags": "c3",
    }  # fmt: skip
    found = last_changed(history)
    assert said(found.of("name")) == "c3", "the latest in it"
    assert said(found.of("x.tags.b")) == "c3", "a part of a value"
    assert found.of("nam") is found.of("names") is found.of("") is None


def test_comments_and_layout_and_line_ends_change_no_field(tmp_path: Path) -> None:
    texts = (
        'a = 0\nb = """x\ny"""\n',
        '# c\nb = """x\ny"""\na   = 0\n',
        'b = """x\r\ny"""\r\na = 0\r\n',
        "a = 1\nb = 'x'\n",
    )
    history = made(tmp_path, *(([n - 1] if n else [], text) for n, text in enumerate(texts[:3])))
    assert told(history) == {"a": "c0", "b": "c0"}


def test_a_version_of_an_earlier_schema_is_read_as_this_one(tmp_path: Path) -> None:
    old = (
        organization("bo").replace("schema = 2", "schema = 1")
        + '\n[[figures]]\nwhat = "days"\nvalue = 2\ntext = "hai"\n'
    )
    imported(tmp_path, [Committed([], {BO: old}), Committed([0], {BO: old.replace('"Bộ"', '"Bộ mới"')})])
    found = told(history_of(tmp_path))
    assert found["name.vi"] == "c1"
    assert {of for path, of in found.items() if path.startswith("figures.")} == {"c0"}


# what is not committed, and what is not there


def test_uncommitted_edits_come_first(tmp_path: Path) -> None:
    made(tmp_path, ([], A), ([0], {"a": 1, "b": 0}))
    (tmp_path / BO).write_text("a = 1\nb = 5\nc = 1\n")
    history = history_of(tmp_path)
    assert told(history) == {"a": "c1", "b": "now", "c": "now"}
    assert changed(history, "b") == ["now", "c0"]
    (tmp_path / BO).write_text("a = \n")
    assert told(history_of(tmp_path)) == {}
    (tmp_path / BO).unlink()
    assert told(history_of(tmp_path)) == {}


def test_a_record_that_was_never_committed_is_not_committed_in_every_field(tmp_path: Path) -> None:
    made_anew = Repository(tmp_path)
    made_anew.write(BO, "a = 1\n")
    assert told(history_of(made_anew.root)) == {"a": "now"}
    assert changed(history_of(made_anew.root), "a") == ["now"]


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "organizations").mkdir()
    (tmp_path / BO).write_text("a = 1\n")
    assert told(history_of(tmp_path)) == {} and changed(history_of(tmp_path), "a") == []


def test_in_a_shallow_clone_what_stands_longer_is_earlier(tmp_path: Path) -> None:
    made(tmp_path / "a", ([], A), ([0], {"a": 1, "b": 0}), ([1], {"a": 1, "b": 2}))
    for depth, found in ((1, {"a": "c2?", "b": "c2?"}), (2, {"a": "c1?", "b": "c2"}), (3, {"a": "c1", "b": "c2"})):
        clone = tmp_path / f"clone {depth}"
        Repository.run(tmp_path, "clone", "--quiet", f"--depth={depth}", f"file://{tmp_path}/a", str(clone))
        assert told(history_of(clone)) == found


def test_beyond_the_versions_that_are_listed_it_is_earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_graph, "MOST", 2)
    history = made(tmp_path, ([], A), ([0], {"a": 1, "b": 0}), ([1], {"a": 1, "b": 2}), ([2], {"a": 1, "b": 2, "c": 1}))
    assert history.more and told(history) == {"a": "c2?", "b": "c2", "c": "c3"}


def test_a_version_that_cannot_be_read_hides_only_what_changed_there(tmp_path: Path) -> None:
    history = made(
        tmp_path, ([], {"a": 0, "b": 0, "c": 0}), ([0], {"a": 1, "b": 0, "c": 0}), ([1], "<<<<<<< a\na = 1\n"),
        ([2], {"a": 1, "b": 2, "c": 0}), ([3], {"a": 1, "b": 2, "c": 3}),
    )  # fmt: skip
    assert told(history) == {"a": "c1", "b": "c3?", "c": "c4"}
    large = made(tmp_path / "large", ([], "#" * (256 * 1024 + 1)), ([0], {"a": 1}), ([1], {"a": 1, "b": 1}))
    assert told(large) == {"a": "c1?", "b": "c2"}


def test_a_partial_clone_knows_only_that_the_fields_are_there(tmp_path: Path) -> None:
    made(tmp_path / "a", ([], A), ([0], {"a": 1, "b": 0}))
    Repository.run(tmp_path / "a", "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    Repository.run(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}/a", str(clone))
    assert told(history_of(clone)) == {"a": "c1?", "b": "c1?"}
    (clone / BO).write_text("a = 1\nb = 7\n")
    assert told(history_of(clone)) == {"a": "c1?", "b": "now"}


# many


def test_a_thousand_versions_are_looked_through_at_once(tmp_path: Path) -> None:
    def item(key: int, n: int) -> str:
        return f'[[agenda]]\nkey = "k{key}"\ntext.vi = "Mục {n}"\ntext.en = "Item {n}"\n'

    items = [item(key, key) for key in range(20)]
    commits = []
    for n in range(1000):
        items[n % 20] = item(n % 20, n)
        commits.append(Committed([n - 1] if n else [], {BO: f'name.vi = "Bộ {n // 2}"\n' + "".join(items)}))
    imported(tmp_path, commits)
    begun = sum(os.times()[:4])
    found = told(history_of(tmp_path))
    took = sum(os.times()[:4]) - begun  # of the processor, git's runs too: others work on it as well
    assert (found["name.vi"], found["agenda.k3.text.vi"], found["agenda.k3.key"]) == ("c998", "c983", "c0")
    assert took < 0.5, took
