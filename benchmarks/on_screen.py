"""The rows of the table that are measured in a terminal: time to paint, memory. One function each (see measures.py)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import kept, program
from benchmarks.bench import (
    CHANGED_SECONDS,
    FRAME_RATIO,
    KEY_P95,
    MEMORY_RATIO,
    PATIENCE,
    SIZE_RATIO,
    SMALL,
    SWITCH_SECONDS,
    Bench,
)
from benchmarks.figures import Figure, p95
from benchmarks.kept import Data
from benchmarks.terminal_time import ROOT, Lines, Seen, TimedTerminal, Unseen, environment, pattern


def _open(data: Data) -> TimedTerminal:
    return TimedTerminal(program.browse(data.registry), environment(data.home))


def _bare(data: Data) -> TimedTerminal:
    return TimedTerminal(program.bare(), environment(data.home))


Screen = tuple[str, ...]


def _whole(lines: Lines) -> Screen:
    return tuple(line.rstrip() for line in lines)


def _listed(lines: Lines) -> Screen:
    return program.list_part(lines)


def _showing(right: Screen) -> Seen:
    """The list's part of the screen is this one."""
    return lambda lines: _listed(lines) == right


def _anything(_: Lines) -> bool:
    return True


def _filled(lines: Lines) -> bool:
    """More stands on the screen than a line or two."""
    return sum(bool(line.strip()) for line in lines) > 10


def _resting(open_: Callable[[], TimedTerminal], part: Callable[[Sequence[str]], Screen]) -> Screen:
    """The screen that a program comes to rest on."""
    with open_() as terminal:
        terminal.wait(lambda lines: any(line.strip() for line in lines), timeout=PATIENCE)
        terminal.settle(0.5, PATIENCE)
        return part(terminal.lines())


def first_frame(bench: Bench) -> list[Figure]:
    """Process made to the first full frame, warm and with the files out of the page cache; against bare and against SMALL."""
    large, small = bench.data(), bench.data(SMALL)
    runs: dict[str, Callable[[], TimedTerminal]] = {
        "bare": lambda: _bare(large),
        "small": lambda: _open(small),
        "large": lambda: _open(large),
    }
    full = {name: _resting(open_, _listed if name != "bare" else _whole) for name, open_ in runs.items()}

    def once(name: str) -> tuple[float, float]:
        part = _whole if name == "bare" else _listed
        with runs[name]() as terminal:
            at = terminal.wait(lambda lines: part(lines) == full[name], timeout=PATIENCE)
            return terminal.first_byte - terminal.started, at - terminal.started

    warm = _by_turns(runs, once, bench.times(15, 3))
    places = [ROOT / "govtui", ROOT / "benchmarks", Path(sys.prefix) / "lib", large.registry, large.home]

    def cold(name: str) -> tuple[float, float]:
        kept.forget(places)
        return once(name)

    chilled = _by_turns({name: runs[name] for name in ("bare", "large")}, cold, bench.times(5, 1))
    bare, small_frames, frames = (tuple(frame for _, frame in warm[name]) for name in ("bare", "small", "large"))
    bytes_ = tuple(byte for byte, _ in warm["large"])
    cold_bare, cold_frames = (tuple(frame for _, frame in chilled[name]) for name in ("bare", "large"))
    against_bare, against_small = median(frames) / median(bare), median(frames) / median(small_frames)
    shown = next((line.strip() for line in full["large"] if re.search(r"\d", line)), "")
    return [
        Figure("bare Textual app: first full frame", bare),
        Figure("first byte", bytes_),
        Figure(
            "first full frame, warm",
            frames,
            ratio=against_bare,
            to="bare",
            target=f"≤ {FRAME_RATIO} × bare",
            met=bench.verdict(against_bare <= FRAME_RATIO),
            returned=shown,
        ),
        Figure(
            f"the same with {SMALL} records",
            small_frames,
            ratio=against_small,
            to=f"{SMALL} records",
            target=f"≤ {SIZE_RATIO} × {SMALL}",
            met=bench.verdict(against_small <= SIZE_RATIO),
        ),
        Figure("bare, cold files", cold_bare),
        Figure("first full frame, cold files", cold_frames, ratio=median(cold_frames) / median(cold_bare), to="bare"),
    ]


def _by_turns(
    names: Sequence[str] | dict[str, Callable[[], TimedTerminal]],
    once: Callable[[str], tuple[float, float]],
    rounds: int,
) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(once(name))
    return found


def keystroke(bench: Bench) -> list[Figure]:
    """A key written to the pty until the list, its counts and the search field are what they stay; and the memory then.

    What they stay is learned in one process and awaited in another, where each question is asked for the first time.
    """
    data = bench.data()
    with _open(data) as terminal:
        _to_search(terminal)
        empty = _listed(terminal.lines())
        wanted = {}
        for query in bench.queries:
            for end, key in enumerate(query, 1):
                terminal.send(key)
                terminal.wait(_anything, timeout=PATIENCE)
                terminal.settle(0.3, PATIENCE)
                wanted[query[:end]] = _listed(terminal.lines())
            terminal.send(program.EMPTY_SEARCH)
            terminal.wait(_showing(empty), timeout=PATIENCE)
            terminal.settle()
    times = []
    with _open(data) as terminal:
        _to_search(terminal)
        for query in bench.queries:
            for end, key in enumerate(query, 1):
                right = wanted[query[:end]]
                at = terminal.send(key)
                times.append(terminal.wait(_showing(right), timeout=PATIENCE) - at)
                terminal.settle()
            terminal.send(program.EMPTY_SEARCH)
            terminal.wait(_showing(empty), timeout=PATIENCE)
            terminal.settle()
    found = " · ".join(f"{query}: {_count(wanted[query])}" for query in bench.queries[:3])
    facets = "" if program.FACETS_KEY else " (no facets yet)"
    met = bench.verdict(p95(times) <= KEY_P95)
    return [Figure(f"keystroke to painted{facets}", tuple(times), target="p95 ≤ 40 ms", met=met, returned=found)]


def _to_search(terminal: TimedTerminal) -> None:
    terminal.wait(_filled, timeout=PATIENCE)
    terminal.settle(0.5, PATIENCE)
    if program.FACETS_KEY:
        terminal.send(program.FACETS_KEY)
        terminal.settle(0.3)
    terminal.send(program.OPEN_SEARCH)
    terminal.wait(_anything, timeout=PATIENCE)
    terminal.settle(0.3)


def _count(screen: Screen) -> str:
    """The first number on a screen's second line: how many records the tabs say there are."""
    match = re.search(r"\d[\d.,]*\d|\d", re.sub(r"\b1\b", "", screen[1], count=1))
    return match[0] if match else "?"


def changed(bench: Bench) -> list[Figure]:
    """One file written by somebody else until the list shows it."""
    data = bench.data()
    path = sorted((data.registry / "organizations" / "000").iterdir())[0]
    original = path.read_bytes()
    times = []
    what, target = "one file changed, seen in the list", "≤ 1 s"
    try:
        with _open(data) as terminal:
            _to_search(terminal)
            terminal.send(path.stem)
            terminal.wait(lambda lines: path.stem in lines[2] + lines[1], timeout=PATIENCE)
            terminal.settle(0.3, PATIENCE)
            for number in range(bench.times(7, 2)):
                mark = f"Đổi{number}"
                at = _rewrite(path, original.replace(b'vi = "', f'vi = "{mark} '.encode(), 1))
                seen = terminal.wait(pattern(mark), timeout=5.0)
                times.append(seen - at)
                terminal.settle()
    except Unseen:
        return [Figure(what, target=target, missing="not seen within 5 s: nothing is watched yet")]
    finally:
        _rewrite(path, original)
    return [Figure(what, tuple(times), "s", target=target, met=bench.verdict(max(times) <= CHANGED_SECONDS))]


def _rewrite(path: Path, content: bytes) -> float:
    """Replace a file as editors and git do; the time at which it was done."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
    return perf_counter()


def memory(bench: Bench) -> list[Figure]:
    """Resident memory at rest after the first frame, and after searching, against bare; by turns."""
    data = bench.data()
    bare, rest, searched = [], [], []
    for _ in range(bench.times(3, 1)):
        with _bare(data) as terminal:
            terminal.wait(_anything, timeout=PATIENCE)
            terminal.settle(0.5)
            bare.append(terminal.resident())
        with _open(data) as terminal:
            _to_search(terminal)
            rest.append(terminal.resident())
            for query in bench.queries:
                terminal.send(query)
                terminal.settle(0.3, PATIENCE)
                terminal.send(program.EMPTY_SEARCH)
                terminal.settle(0.3, PATIENCE)
            searched.append(terminal.resident())
    ratio = median(searched) / median(bare)
    return [
        Figure("bare Textual app: memory", tuple(bare), "MB"),
        Figure("memory at rest", tuple(rest), "MB", ratio=median(rest) / median(bare), to="bare"),
        Figure(
            "memory after searching",
            tuple(searched),
            "MB",
            ratio=ratio,
            to="bare",
            target=f"≤ {MEMORY_RATIO} × bare",
            met=bench.verdict(ratio <= MEMORY_RATIO),
        ),
    ]


def language(bench: Bench) -> list[Figure]:
    """F2 until the list stands in the other language, in its order."""
    data = bench.data()
    times = []
    with _open(data) as terminal:
        terminal.wait(_filled, timeout=PATIENCE)
        terminal.settle(0.5, PATIENCE)
        screens = []
        for _ in range(2):
            terminal.send(program.SWITCH_LANGUAGE)
            terminal.wait(_anything, timeout=PATIENCE)
            terminal.settle(0.5, PATIENCE)
            screens.append(_listed(terminal.lines()))
        for number in range(bench.times(40, 6)):
            right = screens[number % 2]
            at = terminal.send(program.SWITCH_LANGUAGE)
            times.append(terminal.wait(_showing(right), timeout=PATIENCE) - at)
            terminal.settle()
    met = bench.verdict(p95(times) <= SWITCH_SECONDS)
    shown = " / ".join(screen[3].strip()[:40] for screen in screens)
    return [Figure("language switch, sort order included", tuple(times), target="≤ 50 ms", met=met, returned=shown)]
