"""Steps kept from run to run: taken back and made again to the byte, never over anything else, whatever their files hold."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from editable import RECORD, A
from seeds import THOROUGH, rounds, seeded
from small import registry, table
from store.faulty import killed

from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.edit.undo_history import StepState, UndoHistory, write_step
from govtui.index.cache import build
from govtui.store.field_edits import Change
from govtui.store.registry import Registry
from govtui.store.renaming import resume
from govtui.store.transaction import FileChange
from govtui.user import undo_files


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "govtui" / "undo"


def history(root: Path) -> UndoHistory:
    """As a new run finds it."""
    return UndoHistory(Registry(root))


def editing(root: Path) -> Editing:
    registry = Registry(root)
    return Editing(registry, build(registry), UndoHistory(registry))


def set_status(root: Path, *states: str) -> None:
    for status in states:
        one = editing(root)
        one.save(one.fields("a", [Change("status", status)]))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def undo(root: Path, id: str = "", *, redo: bool = False) -> None:
    kept = history(root)
    step = kept.named(id) if id else kept.last(undone=redo)
    kept.undo(step, kept.changes(step, redo=redo), redo=redo)


def test_what_each_command_saves_is_taken_back_and_made_again_by_later_runs(root: Path) -> None:
    states = [files(root)]
    for act in (
        lambda one: one.save(one.fields("a", [Change("status", "active")])),
        lambda one: one.save(one.new("event", {"id": "f", "type": "forum", "status": "held", "name": {"vi": "F"}})),
        lambda one: one.save(one.removals(["f", "e"]), force=True),
        lambda one: one.save(one.renaming("b", "hhb")),
        lambda one: one.save(one.text("a", one.entry("a").text + "# cuối\n", "")),
    ):
        act(editing(root))
        states.append(files(root))
    steps = history(root).steps()
    assert [step.code for step in steps] == ["text", "rename", "removals", "new", "fields"]
    assert steps[2].keys == ("f", "e") and steps[4].fields == ("status",)
    assert {state for _, state in history(root).states()} == {StepState.DONE}, "each once the later ones are taken back"
    for wanted in states[-2::-1]:
        undo(root)
        assert files(root) == wanted
    assert {state for _, state in history(root).states()} == {StepState.UNDONE}
    with pytest.raises(EditRefused, match="nothing_to_undo"):
        undo(root)
    for wanted in states[1:]:
        undo(root, redo=True)
        assert files(root) == wanted
    with pytest.raises(EditRefused, match="nothing_to_redo"):
        undo(root, redo=True)


def test_values_that_come_again_do_not_lead_in_a_circle(root: Path) -> None:
    """The second step leaves what the first began from: taken back by their bytes alone, both would alternate for ever."""
    set_status(root, "active", "unknown", "active", "unknown")
    seen = []
    for _ in range(4):
        undo(root)
        seen.append((root / A).read_text().partition("status = ")[2][:9])
    assert seen == ['"active"\n', '"unknown"', '"active"\n', '"unknown"']
    with pytest.raises(EditRefused, match="nothing_to_undo"):
        undo(root)


@pytest.mark.parametrize("round_", range(rounds(5)))
def test_any_steps_are_taken_back_and_made_again_as_a_stack_would(round_: int, tmp_path: Path) -> None:
    chance, root = seeded(f"kept steps {round_}"), tmp_path / "any"
    registry(root, table("s", "source"))
    paths = [f"organizations/{name}.toml" for name in "abc"]
    done: list[dict[str, bytes]] = []
    undone: list[dict[str, bytes]] = []
    for number in range(chance.randint(1, 30)):
        before = files(root)
        match chance.choice("wwwur"):
            case "w":
                changes = []
                for path in chance.sample(paths, chance.randint(1, 3)):
                    after = chance.choice([None, b"# %d\n" % chance.randint(0, 2), b"\xff%d" % number])
                    if after != before.get(path):
                        changes.append(FileChange(path, before.get(path), after))
                if changes:
                    assert write_step(Registry(root), "repairs", changes)
                    done.append(before)
                    undone.clear()
            case "u" if done:
                undo(root)
                undone.append(before)
                assert files(root) == done.pop()
            case "r" if undone:
                undo(root, redo=True)
                done.append(before)
                assert files(root) == undone.pop()
            case other if other in "ur":
                with pytest.raises(EditRefused, match="nothing_to_"):
                    undo(root, redo=other == "r")
        del done[: -undo_files.MOST]


def test_over_other_bytes_nothing_is_taken_back_and_an_earlier_step_can_be_named(root: Path) -> None:
    one = editing(root)
    one.save(one.fields("e", [Change("status", "held")]))
    set_status(root, "active")
    theirs = RECORD.replace('"unknown"', '"inactive"')
    (root / A).write_text(theirs)
    before, kept = files(root), history(root)
    with pytest.raises(EditRefused, match="changed_since") as caught:
        undo(root)
    assert caught.value.values["path"] == A and files(root) == before
    earlier = kept.before(kept.last())
    assert earlier is not None and earlier.key == "e"
    undo(root, earlier.id[:6])
    assert b"unknown" in files(root)["events/e.toml"] and (root / A).read_text() == theirs
    with pytest.raises(EditRefused, match="already_undone"):
        undo(root, earlier.id)


def test_a_step_that_was_never_saved_is_passed_over(root: Path) -> None:
    """As a kill between the step and its files leaves it."""
    set_status(root, "active")
    kept = history(root)
    with pytest.raises(KeyboardInterrupt), kept.saving(kept_step(root, "inactive")):
        raise KeyboardInterrupt
    assert len(kept.steps()) == 1, "what was refused is forgotten"
    child = os.fork()
    if child == 0:
        with kept.saving(kept_step(root, "inactive")):
            os._exit(0)
    os.waitpid(child, 0)
    assert [kept.state(step) for step in kept.steps()] == [StepState.UNSAVED, StepState.DONE]
    undo(root)
    assert (root / A).read_text() == RECORD


def test_killed_while_it_is_taken_back_or_made_again_a_step_can_still_be_made_again_or_taken_back(
    tmp_path: Path, state: Path
) -> None:
    """At any call of the system: what was not begun stays as it was, what was begun is completed by the next start."""
    seen = set()
    for at in range(1, 10_000, 1 if THOROUGH else 17):
        root = tmp_path / str(at)
        root.mkdir()
        registry(root, table("a", status="unknown"), table("b", status="unknown"))
        before = files(root)
        changes = [FileChange(path, raw, raw.replace(b"unknown", b"active")) for path, raw in before.items()]
        assert write_step(Registry(root), "repairs", [one for one in changes if one.before != one.after])
        after, redo = files(root), bool(at % 2)
        if redo:
            undo(root)
        was_killed = killed(lambda root=root, redo=redo: undo(root, redo=redo), at)  # type: ignore[misc]
        resume(root)
        now = files(root)
        assert now in (before, after)
        seen.add((redo, now == after))
        undo(root, redo=now == before)
        assert files(root) == (after if now == before else before)
        if not was_killed:
            break
    assert seen == {(redo, done) for redo in (False, True) for done in (False, True)}


def kept_step(root: Path, status: str):  # type: ignore[no-untyped-def]
    from govtui.edit.undo import Step

    raw = (root / A).read_bytes()
    return Step("fields", "a", "a", {}, ("status",), (FileChange(A, raw, raw.replace(b'"active"', status.encode())),))


def test_a_new_step_ends_what_could_be_made_again(root: Path) -> None:
    set_status(root, "active")
    undo(root)
    set_status(root, "inactive")
    assert [step.code for step in history(root).steps()] == ["fields"]


def test_the_last_twenty_are_kept_readable_by_nobody_else(root: Path, state: Path) -> None:
    registry = Registry(root)
    for number in range(25):
        raw = (root / A).read_bytes()
        assert write_step(registry, "format", [FileChange(A, raw, RECORD.encode() + b"# %d\n" % number)])
    assert len(history(root).steps()) == undo_files.MOST == len(list(state.iterdir()))
    assert {stat.S_IMODE(file.stat().st_mode) for file in state.iterdir()} == {0o600}
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_the_oldest_go_where_all_are_too_large_and_one_that_is_too_large_is_saved_but_not_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_files, "LARGEST", 3000)
    set_status(root, "active", "inactive", "active", "inactive")
    assert 0 < len(history(root).steps()) < 4
    raw = (root / A).read_bytes()
    assert not write_step(Registry(root), "format", [FileChange(A, raw, raw + b"#" * 3000 + b"\n")])
    assert (root / A).read_bytes().endswith(b"###\n")


def test_without_a_place_to_keep_a_step_it_is_saved_all_the_same(root: Path, state: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_text("a file where the folder should be")
    set_status(root, "active")
    assert b'"active"' in (root / A).read_bytes()
    assert history(root).steps() == []


def test_what_was_refused_is_no_step(root: Path) -> None:
    raw = (root / A).read_bytes()
    with pytest.raises(EditRefused, match="changed_meanwhile"):
        write_step(Registry(root), "format", [FileChange(A, raw + b"#", raw), FileChange("events/e.toml", b"", b"")])
    with pytest.raises(EditRefused, match="read_only"):
        write_step(Registry(root, read_only=True), "format", [FileChange(A, raw, raw + b"#")])
    assert history(root).steps() == []


def test_bytes_that_are_no_text_come_back_as_they_were(root: Path) -> None:
    raw = b"\xef\xbb\xbf# \xff\xed\xa0\x80 \x00\r\n" + RECORD.encode()
    (root / A).write_bytes(raw)
    write_step(Registry(root), "repairs", [FileChange(A, raw, RECORD.encode())])
    undo(root)
    assert (root / A).read_bytes() == raw


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: b"{}\n",
        lambda raw: b"[" * 100_000,
        lambda raw: raw.partition(b"\n")[0] + b"\n",
        lambda raw: raw[:-40],
        lambda raw: raw.replace(b"active", b"actixe"),
        lambda raw: raw.replace(b'"before": "', b'"before": 7, "x": "', 1),
        lambda raw: raw.replace(b'"files": [[', b'"files": [7, [', 1),
        lambda raw: raw.replace(b"organizations/a.toml", b"../../a.toml"),
        lambda raw: raw.replace(b'"v": 1', b'"v": 99'),
        lambda raw: raw.replace(b'"when": ', b'"when": 1e999, "y": '),
        lambda raw: b"\xff" + raw,
    ],
)  # fmt: skip
def test_a_damaged_or_foreign_file_is_no_step_or_is_refused(root: Path, state: Path, damage: object) -> None:
    set_status(root, "active")
    [file] = state.iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    before = files(root)
    with pytest.raises(EditRefused, match="step_damaged|nothing_to_undo"):
        undo(root)
    assert files(root) == before


def test_steps_of_another_registry_are_not_ours(
    root: Path, state: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    set_status(root, "active")
    [file] = state.iterdir()
    head, _, rest = file.read_text().partition("\n")
    file.write_text(json.dumps(json.loads(head) | {"registry": "/elsewhere"}) + "\n" + rest)
    assert history(root).steps() == []
    assert history(tmp_path_factory.mktemp("other")).steps() == []


def test_pipes_and_folders_among_the_steps_keep_nobody_waiting(root: Path, state: Path) -> None:
    set_status(root, "active")
    [file] = state.iterdir()
    os.mkfifo(file.with_name(f"{file.name[:-6]}a.jsonl"))
    file.with_name(f"{file.name[:-6]}b.undone").mkdir()
    undo(root)
    assert (root / A).read_text() == RECORD
    set_status(root, "active")
