"""A Tab in a shell from start to end: the processor time of what its script runs, against Python's own start in the same run."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import inside, program
from benchmarks.bench import Bench
from benchmarks.figures import Figure
from benchmarks.terminal_time import environment

LIMIT = 8.0
"""At most so many times the processor time of `python -c pass`."""

LINES = (
    "",
    "se",
    "show bo-",
    "show 'hoi nghi",
    "set {id} sta",
    "set {id} status=",
    "set {id} place.country=",
    "search country:V",
    "search loại:diễ",
    "check --expl",
    "check --explain ",
)
"""What stands behind `govtui` when Tab is pressed; `{id}` is a record."""


def completion(bench: Bench) -> list[Figure]:
    """What completion takes for each sort of word, in bash and, with what each offer means, in zsh."""
    data = bench.data()
    env = environment(data.home)
    inside.ask("index", data.registry, env)
    id = min(path.stem for path in (data.registry / "organizations").rglob("*.toml"))
    lines = [(shell, line.format(id=id)) for line in LINES for shell in ("bash", "zsh")]
    nothing: list[float] = []
    found: dict[tuple[str, str], list[float]] = {one: [] for one in lines}
    offered = dict.fromkeys(lines, 0)
    for _ in range(bench.times(15, 5)):
        nothing.append(_run([sys.executable, "-c", "pass"], env, data.registry)[0])
        for shell, line in lines:
            seconds, printed = _run(program.GOVTUI, env | program.tab(shell, f"govtui {line}"), data.registry)
            found[shell, line].append(seconds)
            offered[shell, line] = printed.count(b"\n")
    out = [Figure("python -c pass", tuple(nothing))]
    for (shell, line), seconds in found.items():
        ratio = median(seconds) / median(nothing)
        out.append(
            Figure(
                f"{shell}: govtui {line}<Tab>",
                tuple(seconds),
                ratio=ratio,
                to="python -c pass",
                target=f"≤ {LIMIT:g} × python",
                met=ratio <= LIMIT,
                returned=f"{offered[shell, line]} offers",
            )
        )
    return out


def _run(line: Sequence[str], env: Mapping[str, str], cwd: Path) -> tuple[float, bytes]:
    """Run a command; return its processor time in seconds, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(line, env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout
