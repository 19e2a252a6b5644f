"""The stopwatch for terminals, held against a program whose paints are told apart by what it is sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.figures import Figure, p95, shown
from benchmarks.terminal_time import ROWS, TimedTerminal, Unseen, environment, pattern

PROGRAM = """
import os, sys, tty
tty.setraw(0)
def say(text): os.write(1, text.encode())
say("\\x1b[2J\\x1b[Hready \\x1b[31mnow\\x1b[0m")
while (key := os.read(0, 1)) != b"q":
    if key == b"t":
        say("\\x1b[5;1Hfirst")
        os.read(0, 1)
        say("\\x1b[6;1Hsecond")
    elif key != b"-":
        say(f"\\x1b[10;1Hgot {key.decode()}\\x1b[{os.get_terminal_size().lines};1Hlast row")
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[TimedTerminal]:
    with TimedTerminal([sys.executable, "-c", PROGRAM], environment(tmp_path)) as started:
        started.wait(pattern("ready now"), timeout=30)
        yield started


def test_a_screen_is_seen_at_the_time_its_bytes_came(terminal: TimedTerminal) -> None:
    sent = terminal.send("a")
    seen = terminal.wait(pattern("got a"), timeout=30)
    assert terminal.started < terminal.first_byte < sent < seen
    assert terminal.lines()[ROWS - 1].rstrip() == "last row"


def test_raw_bytes_let_the_screen_be_looked_at_without_waiting_for_silence(terminal: TimedTerminal) -> None:
    terminal.send("b")
    assert terminal.wait(pattern("got b"), raw=b"got b", timeout=30) > terminal.first_byte


def test_of_several_things_each_has_its_own_time(terminal: TimedTerminal) -> None:
    terminal.send("t")
    terminal.wait(pattern("first"), timeout=30)
    terminal.send("-c")
    second, third = terminal.wait_all([pattern("second"), pattern("got c")], timeout=30)
    assert second <= third


def test_what_does_not_come_is_told_with_the_screen(terminal: TimedTerminal) -> None:
    with pytest.raises(Unseen, match=r"not within 0\.3 s\nready now"):
        terminal.wait(pattern("never"), timeout=0.3)


def test_a_program_that_ends_is_not_waited_for(terminal: TimedTerminal) -> None:
    terminal.send("q")
    with pytest.raises(Unseen, match="the program ended"):
        terminal.wait(pattern("never"), timeout=60)


def test_memory_and_bytes_are_counted(terminal: TimedTerminal) -> None:
    assert 1 < terminal.resident() < 1000
    before = terminal.bytes
    terminal.send("d")
    terminal.wait(pattern("got d"), timeout=30)
    assert terminal.bytes > before


def test_the_environment_is_pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVTUI_REGISTRY", "/elsewhere")
    pinned = environment(tmp_path, {"LANG": "vi_VN.UTF-8"})
    assert "GOVTUI_REGISTRY" not in pinned
    assert pinned["HOME"] == str(tmp_path)
    assert pinned["LANG"] == "vi_VN.UTF-8"


def test_the_95th_percentile_is_the_value_that_95_of_100_do_not_exceed() -> None:
    assert p95(range(1, 101)) == 95
    assert p95([3.0]) == 3.0
    assert p95([1.0, 2.0]) == 2.0


def test_a_figure_shows_three_digits_and_a_verdict_only_where_there_is_one() -> None:
    assert shown(0.0123, "ms") == "12.3 ms"
    assert shown(1234.5, "MB") == "1,234 MB"
    cells = Figure("x", (0.1, 0.2, 0.3), ratio=1.5, to="bare", target="≤ 2 × bare", met=False).cells
    assert cells == ("x", "3", "200 ms", "", "1.50 × bare", "≤ 2 × bare", "**no**", "")
    assert Figure("x", missing="not there yet").cells[6] == "not there yet"
