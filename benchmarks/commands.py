"""Commands from start to end, as a script runs them: their processor time over the records that ship, by turns in one run.

Processor time, since that is what a command costs whoever runs it in a loop, and since it hardly depends on what else runs.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks import program
from benchmarks.bench import SMALL, Bench
from benchmarks.figures import Figure
from benchmarks.terminal_time import environment

NOTHING = "python -c pass"
IDS = "search --ids"

LIMITS: Mapping[str, float] = {"show --toml": 1.2, "show --json": 1.2, "show": 1.8}
"""At most so many times the processor time of IDS."""


def commands(bench: Bench) -> list[Figure]:
    """The processor time of commands; against Python's own start, and that of one record against a search for ids."""
    registry, id = program.shipped()
    env = environment(bench.data(SMALL).fresh_home())
    lines = {NOTHING: [sys.executable, "-c", "pass"]} | program.scripted(registry, id)
    printed = {name: _run(line, env)[1] for name, line in lines.items()}  # the first time makes the index
    found: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(bench.times(25, 9)):
        for name, line in lines.items():
            found[name].append(_run(line, env)[0])
    out = []
    for name, seconds in found.items():
        of_python = median(seconds) / median(found[NOTHING])
        returned = f"{of_python:.1f} × {NOTHING}; {printed[name]:,} bytes" if name != NOTHING else ""
        if limit := LIMITS.get(name):
            ratio = median(seconds) / median(found[IDS])
            target, met = f"≤ {limit} × {IDS}", ratio <= limit
            figure = Figure(name, tuple(seconds), "ms", ratio, IDS, target, met, returned)
        else:
            figure = Figure(name, tuple(seconds), "ms", returned=returned)
        out.append(figure)
    return out


def _run(line: Sequence[str], env: Mapping[str, str]) -> tuple[float, int]:
    """Run a command; return its processor time, and how many bytes it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(line, env=dict(env), stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=os.sep)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise program.NotThere(" ".join(line[2:]))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, len(done.stdout)
