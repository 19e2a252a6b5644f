"""Saves that are killed, that fail at any call of the system, that meet each other: never half a file, never a lost edit.

GOVTUI_THOROUGH=1 makes 10,000 saves and 1,000 edits a process of it, some minutes; else it is a second.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faulty import FAULTS, KILL, faulty, killed
from seeds import THOROUGH, rounds, seeded
from small import toml, write

from govtui.store.field_edits import Change, changed, value_at
from govtui.store.files import Unreadable, etag, read
from govtui.store.saving import Changed, NotConfirmed, NotSaved, create, move, remove, replace, sweep

SAVES = rounds(200, 10_000)
EDITS = rounds(40, 1_000)

OLD, NEW = b"old\n" * 50, b"new, and longer\n" * 50
NAME, OTHER = "events/e.toml", "events/f.toml"


def temporaries(root: Path) -> list[Path]:
    return list(root.rglob(".*.govtui-tmp"))


# (a) killed at random


def writer(root: Path, me: str, said: int) -> None:
    """Add words to files, again and again; say each one that is saved."""
    chance = seeded(me)
    for number in range(10**9):
        path = f"events/{chance.randrange(3)}.toml"
        word = f"{me}-{number}"
        while True:
            raw = read(root, path)
            try:
                replace(root, path, raw + f"{word}\n".encode(), etag(raw))
            except Changed:
                continue
            break
        os.write(said, f"{path} {word}\n".encode())


def start(root: Path, me: str) -> tuple[int, int]:
    """A writer's process, and where it says what it saved."""
    heard, says = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(heard)
            writer(root, me, says)
        finally:
            os._exit(1)
    os.close(says)
    return child, heard


def test_of_saves_killed_at_random_every_file_is_whole_and_nothing_said_to_be_saved_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        write(tmp_path, f"events/{number}.toml", b"")
    chance, acknowledged, kills, littered = seeded("kills"), [], 0, 0
    writers = {f"w{n}": start(tmp_path, f"w{n}") for n in range(3)}
    try:
        while len(acknowledged) < SAVES:
            victim = chance.choice(sorted(writers))
            child, heard = writers.pop(victim)
            select.select([heard], [], [], 30)  # it has begun; then at any moment
            time.sleep(chance.random() * (0.05))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            kills += 1
            acknowledged += _said(heard)
            littered += len(temporaries(tmp_path))
            sweep(tmp_path)
            writers[f"w{kills + 3}"] = start(tmp_path, f"w{kills + 3}")
    finally:
        for child, heard in writers.values():
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            acknowledged += _said(heard)
    held = [(tmp_path / f"events/{number}.toml").read_bytes() for number in range(3)]
    for raw in held:
        assert raw.endswith(b"\n")
        assert all(line.count(b"-") == 1 for line in raw.splitlines())
    words = {f"events/{number}.toml {word}" for number in range(3) for word in held[number].decode().split()}
    assert set(acknowledged) - words == set()
    assert sum(len(raw.splitlines()) for raw in held) == len(words)  # none twice
    assert len(words - set(acknowledged)) <= kills + 3  # saved, and killed before that was said
    sweep(tmp_path)
    assert temporaries(tmp_path) == []
    with capsys.disabled():
        if THOROUGH:
            print(
                f"\n{len(acknowledged)} acknowledged saves, {kills} kills, {littered} temporary files swept on the way"
            )


def _said(heard: int) -> list[str]:
    with os.fdopen(heard, "rb") as stream:
        whole, _, _ = stream.read().decode().rpartition("\n")
    return whole.splitlines()


# (b) a fault at every call

ACTS: dict[str, Callable[[Path], None]] = {
    "replace": lambda root: replace(root, NAME, NEW, etag(OLD)),
    "create": lambda root: create(root, "events/2024/n.toml", NEW),
    "remove": lambda root: remove(root, NAME, etag(OLD)),
    "move": lambda root: move(root, NAME, OTHER, etag(OLD)),
}


def fresh(root: Path) -> Path:
    write(root, NAME, OLD)
    return root


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


BEFORE = {NAME: OLD}
AFTER = {
    "replace": {NAME: NEW},
    "create": {NAME: OLD, "events/2024/n.toml": NEW},
    "remove": {},
    "move": {OTHER: OLD},
}
BETWEEN = {"move": {NAME: OLD, OTHER: OLD}}
"""A move gives a file its second name before it takes the first one."""


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("act", ACTS)
def test_a_fault_at_any_call_leaves_the_old_or_the_new_file_whole(act: str, fault: str, tmp_path: Path) -> None:
    tried = 0
    for at in range(1, 200):
        root = fresh(tmp_path / str(at))
        if FAULTS[fault] == KILL:
            ended = not killed(lambda root=root: ACTS[act](root), at)  # type: ignore[misc]
            outcome = "ended" if ended else "killed"
        else:
            outcome = failed(act, root, at, FAULTS[fault])
            ended = outcome == "ended"
        now = state(root)
        allowed = {
            "ended": [AFTER[act]],
            "saved": [AFTER[act]],
            "refused": [BEFORE, *([BETWEEN[act]] if act in BETWEEN else [])],
            "killed": [BEFORE, AFTER[act], *([BETWEEN[act]] if act in BETWEEN else [])],
        }
        assert now in allowed[outcome], (at, outcome)
        sweep(root)
        assert temporaries(root) == [] or FAULTS[fault] != KILL
        if now == BEFORE:
            ACTS[act](root)  # nothing is locked for ever
            assert state(root) == AFTER[act]
        if ended:
            break
        tried += 1
    assert tried >= 12


def failed(act: str, root: Path, at: int, fault: int) -> str:
    with faulty(at, fault) as counter:
        try:
            ACTS[act](root)
        except NotConfirmed:
            return "saved"
        except (NotSaved, Unreadable):
            return "refused"
    return "saved" if counter.made >= at else "ended"


# (c) two processes, the same records


def edit(root: Path, me: str, said: int, again: bool) -> None:
    """Add items to lists of two records; say which were saved and which were refused."""
    for number in range(EDITS):
        word, path = f"{me}-{number}", f"organizations/{'ab'[number % 2]}.toml"
        while True:
            raw = read(root, path)
            new = changed(raw.decode(), [Change("sdg.+", word)]).encode()
            try:
                replace(root, path, new, etag(raw))
            except Changed:
                os.write(said, f"refused {word}\n".encode())
                if again:
                    continue
            else:
                os.write(said, f"saved {word}\n".encode())
            break


def test_of_two_processes_edits_to_the_same_records_none_is_lost_untold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for id in "ab":
        write(tmp_path, f"organizations/{id}.toml", toml(id, sdg=["0"]))
    heard, children = [], []
    for me, again in (("one", True), ("two", False)):
        hears, says = os.pipe()
        child = os.fork()
        if not child:
            try:
                edit(tmp_path, me, says, again)
            finally:
                os._exit(0)
        os.close(says)
        heard.append(hears)
        children.append(child)
    said = [line.split() for line in drained(heard)]
    for child in children:
        assert os.waitpid(child, 0)[1] == 0
    saved = {word for what, word in said if what == "saved"}
    refused = {word for what, word in said if what == "refused"} - saved
    held = [word for id in "ab" for word in items(tmp_path, id) if word != "0"]
    assert sorted(held) == sorted(saved)
    assert saved | refused == {f"{me}-{number}" for me in ("one", "two") for number in range(EDITS)}
    assert {word for word in refused if word.startswith("one")} == set()
    with capsys.disabled():
        if THOROUGH:
            told = sum(what == "refused" for what, _ in said)
            print(f"\n{2 * EDITS} edits, {len(saved)} saved, {told} times refused and told, {len(refused)} given up")


def items(root: Path, id: str) -> list[str]:
    found = value_at((root / f"organizations/{id}.toml").read_text(), "sdg")
    assert isinstance(found, list)
    return found


def drained(heard: list[int]) -> list[str]:
    """What all of them say, to the end."""
    out = dict.fromkeys(heard, b"")
    open_ = set(heard)
    while open_:
        for one in select.select(sorted(open_), [], [])[0]:
            chunk = os.read(one, 65536)
            out[one] += chunk
            if not chunk:
                os.close(one)
                open_.discard(one)
    return [line for raw in out.values() for line in raw.decode().splitlines()]
