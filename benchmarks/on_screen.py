"""The rows of the table that are measured in a terminal: time to paint, memory. One function each (see measures.py)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from benchmarks import inside, kept, program
from benchmarks.bench import (
    CHANGE_PATIENCE,
    CHANGED_SECONDS,
    COMPLETION_SECONDS,
    FIRST_ROWS_SECONDS,
    FRAME_RATIO,
    KEY_P95,
    KEY_PATIENCE,
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
    """Where the program was left in the list."""
    program.leave_in_list(data.home, data.registry)
    return TimedTerminal(program.browse(data.registry), environment(data.home))


def _open_home(data: Data) -> TimedTerminal:
    """Where it was never opened before."""
    program.forget_session(data.home)
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


REST = 1.0
"""Seconds without output after which govtui is done with all that it does after its first frame."""


def _rest(terminal: TimedTerminal, data: Data) -> Screen:
    """Wait until govtui knows all records and paints no more; the list's part of the screen then."""
    terminal.wait(lambda lines: program.shows_all(lines, data.size), timeout=PATIENCE)
    terminal.settle(REST, PATIENCE)
    return _listed(terminal.lines())


def _indexed(data: Data) -> Data:
    """The data with its index made: a process that makes it ends on another screen than one that finds it."""
    inside.ask("index", data.registry, environment(data.home))
    return data


def _resting(data: Data) -> Screen:
    with _open(_indexed(data)) as terminal:
        return _rest(terminal, data)


def _home_resting(data: Data) -> Screen:
    with _open_home(_indexed(data)) as terminal:
        _rest(terminal, data)
        return program.home_part(terminal.lines())


def _bare_resting(data: Data) -> Screen:
    with _bare(data) as terminal:
        terminal.wait(lambda lines: bool(lines[-1].strip()), timeout=KEY_PATIENCE)
        terminal.settle(0.5)
        return _whole(terminal.lines())


def first_frame(bench: Bench) -> list[Figure]:
    """Process made to the first full frame, warm and with the files out of the page cache; against bare and against SMALL."""
    large, small = bench.data(), bench.data(SMALL)
    runs: dict[str, Callable[[], TimedTerminal]] = {
        "bare": lambda: _bare(large),
        "small": lambda: _open(small),
        "large": lambda: _open(large),
        "home": lambda: _open_home(large),
    }
    full = {
        "bare": _bare_resting(large),
        "small": _resting(small),
        "large": _resting(large),
        "home": _home_resting(large),
    }

    def once(name: str) -> tuple[float, ...]:
        part = {"bare": _whole, "home": program.home_part}.get(name, _listed)
        with runs[name]() as terminal:
            conditions: list[Seen] = [
                lambda lines: part(lines)[:-1] == full[name][:-1],
                lambda lines: part(lines) == full[name],
            ]
            times = terminal.wait_all(conditions, timeout=KEY_PATIENCE)
            return tuple(at - terminal.started for at in (terminal.first_byte, *times))

    warm = _by_turns(runs, once, bench.times(15, 3))
    places = [ROOT / "govtui", ROOT / "benchmarks", Path(sys.prefix) / "lib", large.registry, large.home]

    def cold(name: str) -> tuple[float, ...]:
        kept.forget(places)
        return once(name)

    chilled = _by_turns(["large", "bare"], cold, bench.times(5, 1))
    _, _, bare = warm["bare"]
    byte, rows, frames = warm["large"]
    _, _, small_frames = warm["small"]
    _, _, homes = warm["home"]
    to_bare, to_small = median(frames) / median(bare), median(frames) / median(small_frames)
    cold_frames, cold_bare = chilled["large"][2], chilled["bare"][2]
    return [
        Figure("bare Textual app: first full frame", bare),
        Figure("govtui: first byte", byte),
        Figure("list and tabs painted, no footer yet", rows, ratio=median(rows) / median(bare), to="bare"),
        Figure(
            "first full frame, warm",
            frames,
            ratio=to_bare,
            to="bare",
            target=f"≤ {FRAME_RATIO} × bare",
            met=bench.verdict(to_bare <= FRAME_RATIO),
            returned=full["large"][1].strip(),
        ),
        Figure(
            "first full frame of home, warm",
            homes,
            ratio=(of_home := median(homes) / median(bare)),
            to="bare",
            target=f"≤ {FRAME_RATIO} × bare",
            met=bench.verdict(of_home <= FRAME_RATIO),
        ),
        Figure(
            f"with {SMALL} records (ratio: the larger one's)",
            small_frames,
            ratio=to_small,
            to=f"{SMALL} records",
            target=f"≤ {SIZE_RATIO} × {SMALL}",
            met=bench.verdict(to_small <= SIZE_RATIO),
        ),
        Figure("bare, cold files", cold_bare),
        Figure("first full frame, cold files", cold_frames, ratio=median(cold_frames) / median(cold_bare), to="bare"),
    ]


def _by_turns(
    names: Iterable[str], once: Callable[[str], tuple[float, ...]], rounds: int
) -> dict[str, list[tuple[float, ...]]]:
    """Each name measured once a round; for each name and each thing that `once` measures, its values."""
    order = list(names)
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in order}
    for _ in range(rounds):
        for name in order:
            found[name].append(once(name))
    return {name: list(zip(*values, strict=True)) for name, values in found.items()}


def first_rows(bench: Bench) -> list[Figure]:
    """No index there: from the process made to the first records in the list, while the index is being built; and what that
    process holds when it is."""
    data = bench.data()
    times = []
    resident = 0.0
    for _ in range(bench.times(3, 1)):
        data.fresh_home()
        with _open(data) as terminal:
            at = terminal.wait(lambda lines: program.shows_some(lines, data.size), timeout=PATIENCE)
            times.append(at - terminal.started)
            if not resident:
                _rest(terminal, data)
                terminal.wait_until_alone(PATIENCE)  # all are counted before all is written
                terminal.settle(REST, PATIENCE)
                resident = terminal.resident()
    met = bench.verdict(median(times) <= FIRST_ROWS_SECONDS)
    return [
        Figure("no index yet: first records on screen", tuple(times), "s", target="≤ 1 s", met=met),
        Figure("memory at rest of a session that has built the index", (resident,), "MB"),
    ]


class Typed(NamedTuple):
    """What typing took, key by key, in seconds."""

    result: tuple[float, ...]
    """Until the list, the facets beside it, their counts and all over the list are what they stay."""
    all_of_it: tuple[float, ...]
    """Until what was found in texts is shown, too."""
    processor: tuple[float, ...]
    screens: dict[str, Screen]
    """What the screen shows by what was typed."""


GIVEN_BACK = 0.8
"""Seconds of silence after which lines that offers no longer need have gone back to the list."""


def _typing(data: Data, queries: Sequence[tuple[str, str]], *, offered: bool = False) -> Typed:
    """Type what stands before each query at once, and then its letters, each measured; `offered`: with completion showing.

    What the screen stays is learned in one process and awaited in another, where each question is asked for the first time.
    """
    wanted = {}
    with _open(data) as terminal:
        _ready(terminal, data)
        for before, query in queries:
            _put(terminal, before)
            for end, key in enumerate(query, 1):
                terminal.send(key)
                terminal.wait(_anything, timeout=KEY_PATIENCE)
                terminal.settle(GIVEN_BACK if offered else 0.4)
                wanted[before + query[:end]] = terminal.lines()
            _clear(terminal, data)
    times, followed, used = [], [], []
    with _open(data) as terminal:
        _ready(terminal, data)
        for before, query in queries:
            _put(terminal, before)
            for end, key in enumerate(query, 1):
                right = wanted[before + query[:end]]
                started = terminal.processor()
                at = terminal.send(key)
                seen = [_offers(right)] if offered else [_result(right), _showing(_listed(right))]
                result, all_of_it = (*terminal.wait_all(seen, timeout=KEY_PATIENCE), 0.0)[:2]
                terminal.settle(GIVEN_BACK if offered else 0.2)
                times.append(result - at)
                followed.append(all_of_it - at)
                used.append(terminal.processor() - started)
            _clear(terminal, data)
    return Typed(tuple(times), tuple(followed), tuple(used), {line: tuple(shown) for line, shown in wanted.items()})


def _ready(terminal: TimedTerminal, data: Data) -> None:
    """Open facets and search field of a program that is at rest."""
    _rest(terminal, data)
    _to_search(terminal)


def _put(terminal: TimedTerminal, before: str) -> None:
    if before:
        terminal.send(before)
        terminal.wait(_anything, timeout=KEY_PATIENCE)
        terminal.settle(GIVEN_BACK)


def _clear(terminal: TimedTerminal, data: Data) -> None:
    """Empty the search field. The facets may stand elsewhere than before, but do so in each process."""
    terminal.send(program.EMPTY_SEARCH)
    terminal.wait(lambda lines: program.shows_all(lines, data.size), timeout=KEY_PATIENCE)
    terminal.settle(0.4)


def keystroke(bench: Bench) -> list[Figure]:
    """A key written to the pty until the list, the facets beside it, their counts and the search field are what they stay.

    What was found in texts follows when nobody has typed for a moment, and is a figure of its own. With completion: while
    values of a field are offered under the line, every key in one.
    """
    data = _indexed(bench.data())
    plain = _typing(data, [("", query) for query in bench.queries])
    offered = _typing(data, bench.completed, offered=True)
    found = " · ".join(f"{query}: {_count(plain.screens[query])}" for query in bench.queries[:3])
    facets = ", facets showing" if program.FACETS_KEY else ", facets not showing"
    met = bench.verdict(p95(plain.result) <= KEY_P95)
    more = bench.verdict(p95(offered.result) <= p95(plain.result) + COMPLETION_SECONDS)
    shown = " · ".join(
        f"{before}{value}: {_count(offered.screens[before + value])}" for before, value in bench.completed[:3]
    )
    return [
        Figure(f"keystroke to painted{facets}", plain.result, target="p95 ≤ 40 ms", met=met, returned=found),
        Figure("until what stands in texts is shown, too", plain.all_of_it),
        Figure("processor time of a keystroke, reader included", plain.processor),
        Figure(
            f"keystroke to painted{facets}, with completion showing",
            offered.result,
            ratio=median(offered.result) / median(plain.result),
            to="without",
            target="p95 ≤ 8 ms more",
            met=more,
            returned=shown,
        ),
        Figure(
            "processor time of that, reader included",
            offered.processor,
            ratio=median(offered.processor) / median(plain.processor),
            to="without",
        ),
    ]


def _result(right: Lines) -> Seen:
    """What a keystroke changes at once is as on this screen."""
    wanted = program.result_part(right)
    return lambda lines: program.result_part(lines) == wanted


def _offers(right: Lines) -> Seen:
    """The tabs with their counts, and the first offers with theirs, are as on this screen; the list is drawn with them."""
    return lambda lines: (lines[1], lines[3]) == (right[1], right[3])


def _to_search(terminal: TimedTerminal) -> None:
    for key in (program.FACETS_KEY, program.OPEN_SEARCH):
        if key:
            terminal.send(key)
            terminal.wait(_anything, timeout=KEY_PATIENCE)
            terminal.settle(0.3)


def _count(screen: Screen) -> str:
    """The first number on a screen's second line: how many records the tabs say there are."""
    match = re.search(r"\d[\d.,]*\d|\d", re.sub(r"\b1\b", "", screen[1], count=1))
    return match[0] if match else "?"


def changed(bench: Bench) -> list[Figure]:
    """One file written by somebody else until the list shows it."""
    data = _indexed(bench.data())
    path = sorted((data.registry / "organizations" / "000").iterdir())[0]
    original = path.read_bytes()
    times = []
    what, target = "one file changed, seen in the list", "≤ 1 s"
    try:
        with _open(data) as terminal:
            _rest(terminal, data)
            _to_search(terminal)
            terminal.send(path.stem)
            terminal.wait(lambda lines: path.stem in lines[2] + lines[1], timeout=KEY_PATIENCE)
            terminal.settle(0.3)
            for number in range(bench.times(7, 2)):
                mark = f"Đổi{number}"
                at = _rewrite(path, original.replace(b'vi = "', f'vi = "{mark} '.encode(), 1))
                seen = terminal.wait(pattern(mark), timeout=CHANGE_PATIENCE)
                times.append(seen - at)
                terminal.settle()
            _rewrite(path, original)
            terminal.wait(lambda lines: "Đổi" not in "\n".join(_listed(lines)[3:]), timeout=PATIENCE)
            terminal.settle(0.5)
    except Unseen:
        return [Figure(what, target=target, missing=f"not seen within {CHANGE_PATIENCE:g} s")]
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
    data = _indexed(bench.data())
    bare, rest, written, searched = [], [], [], []
    for _ in range(bench.times(3, 1)):
        with _bare(data) as terminal:
            terminal.wait(_anything, timeout=KEY_PATIENCE)
            terminal.settle(0.5)
            bare.append(terminal.resident())
        with _open(data) as terminal:
            _rest(terminal, data)
            rest.append(terminal.resident())
            written.append(terminal.bytes / 1000)
            _to_search(terminal)
            for query in bench.queries:
                terminal.send(query)
                terminal.settle(0.3)
                terminal.send(program.EMPTY_SEARCH)
                terminal.settle(0.3)
            searched.append(terminal.resident())
    ratio = median(searched) / median(bare)
    return [
        Figure("bare Textual app: memory", tuple(bare), "MB"),
        Figure("bytes written up to rest", tuple(written), "KB"),
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
    data = _indexed(bench.data())
    times = []
    with _open(data) as terminal:
        _rest(terminal, data)
        screens = []
        for _ in range(2):
            terminal.send(program.SWITCH_LANGUAGE)
            terminal.wait(_anything, timeout=KEY_PATIENCE)
            terminal.settle(0.5)
            screens.append(_listed(terminal.lines()))
        for number in range(bench.times(40, 6)):
            right = screens[number % 2]
            at = terminal.send(program.SWITCH_LANGUAGE)
            times.append(terminal.wait(_showing(right), timeout=KEY_PATIENCE) - at)
            terminal.settle()
    met = bench.verdict(p95(times) <= SWITCH_SECONDS)
    shown = " / ".join(screen[3].strip()[:40] for screen in screens)
    return [Figure("language switch, sort order included", tuple(times), target="≤ 50 ms", met=met, returned=shown)]
