"""Who is editing is said to others, and no longer than it is so."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govtui.store import presence
from govtui.store.presence import Presence

HOST = presence.socket.gethostname()


def test_others_are_told_and_get_the_record_when_it_is_left(tmp_path: Path) -> None:
    one, two = Presence(tmp_path), Presence(tmp_path)
    assert one.enter("un") is None
    assert one.others("un") is None
    assert one.enter("un") is None  # once more is no harm
    other = two.enter("un")
    assert other is not None and other == two.others("un")
    assert (other.pid, other.host) == (os.getpid(), HOST)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(other.since)).total_seconds()) < 30
    assert two.enter("asean") is None
    one.leave("un")
    one.leave("un")
    assert two.others("un") is None
    assert two.enter("un") is None
    assert one.others("un") is not None


def test_a_sign_goes_with_its_process(tmp_path: Path) -> None:
    heard, says = os.pipe()
    child = os.fork()
    if not child:
        Presence(tmp_path).enter("un")
        os.write(says, b"x")
        time.sleep(60)
        os._exit(0)
    assert os.read(heard, 1) == b"x"
    mine = Presence(tmp_path)
    other = mine.enter("un")
    assert other is not None and other.pid == child
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert mine.others("un") is None
    assert mine.enter("un") is None


@pytest.mark.parametrize("key", ["../../x", "events/e.toml", "", "a" * 300, "\udcff", "Ä"])
def test_any_key_will_do_and_stays_in_its_folder(tmp_path: Path, key: str) -> None:
    root = tmp_path / "registry"
    root.mkdir()
    one = Presence(root)
    assert one.enter(key) is None
    assert Presence(root).others(key) is not None
    one.leave(key)
    assert [path.name for path in tmp_path.iterdir()] == ["registry"]
    assert list((root / ".govtui/editing").iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / ".govtui").write_text("")
    assert Presence(tmp_path).enter("un") is None
    assert Presence(tmp_path).others("un") is None


def sign(root: Path, host: str, age: float) -> None:
    path = root / ".govtui/editing/un.json"
    os.makedirs(path.parent, exist_ok=True)
    path.write_text(json.dumps({"user": "lan", "host": host, "pid": 1, "since": "2026-01-01T00:00:00+00:00"}))
    os.utime(path, (time.time() - age,) * 2)


@pytest.mark.parametrize(("host", "age", "counts"), [("other", 10, True), ("other", 1000, False), (HOST, 10, False)])
def test_a_sign_without_a_lock_counts_only_from_another_machine_and_fresh(
    tmp_path: Path, host: str, age: float, counts: bool
) -> None:
    sign(tmp_path, host, age)
    found = Presence(tmp_path).others("un")
    assert (found is not None) is counts
    entered = Presence(tmp_path).enter("un")
    assert (entered is not None and entered.user == "lan") is counts


def test_a_beat_keeps_a_sign_fresh(tmp_path: Path) -> None:
    one = Presence(tmp_path)
    one.enter("un")
    path = tmp_path / ".govtui/editing/un.json"
    os.utime(path, (0, 0))
    one.beat()
    assert time.time() - path.stat().st_mtime < 60


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"user": 1}', "[" * 5000, "\x00"])
def test_what_somebody_else_wrote_there_may_be_anything(tmp_path: Path, said: str) -> None:
    path = tmp_path / ".govtui/editing/un.json"
    os.makedirs(path.parent)
    path.write_text(said)
    assert Presence(tmp_path).others("un") is None
    assert Presence(tmp_path).enter("un") is None
