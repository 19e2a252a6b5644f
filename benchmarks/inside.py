"""Measurements inside a process of their own: `python -m benchmarks.inside build|index|engine|answers|facets|links|rescan REGISTRY …`

Each prints one line of JSON. A process each, so that the memory of one is not taken for that of another, and the process
that measures terminals stays small.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import program

ROWS = 50
"""How many rows of a result are fetched: a screenful."""


def ask(what: str, registry: Path, env: Mapping[str, str], *more: str, timeout: float = 1800.0) -> dict[str, Any]:
    """Run one of them in a new process; what it printed. Raises NotThere, and RuntimeError for what else went wrong."""
    argv = [sys.executable, "-m", "benchmarks.inside", what, str(registry), *more]
    done = subprocess.run(argv, env=dict(env), capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2] or f"exit status {done.returncode}")
    out: dict[str, Any] = json.loads(done.stdout)
    if "not_there" in out:
        raise program.NotThere(out["not_there"])
    return out


def build(registry: Path, _: Sequence[str]) -> dict[str, Any]:
    """Seconds of the first build, for lists and in all, of processor time, too; and its peak memory (MB): of the process
    that asks, and of the largest of the others."""
    start = perf_counter()
    listed: list[float] = []
    index = program.build(registry, lambda: listed.append(perf_counter() - start))
    seconds = perf_counter() - start
    own, children = (
        resource.getrusage(who).ru_maxrss * 1024 / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "listed": next(iter(listed), seconds),
        "seconds": seconds,
        "processor": used,
        "resident": own,
        "children": children,
        "counts": dict(index.counts()),
    }


def index(registry: Path, _: Sequence[str]) -> dict[str, Any]:
    """Make the index, if there is none that says what the files say."""
    program.rescan(registry)()
    return {}


def engine(registry: Path, queries: Sequence[str]) -> dict[str, Any]:
    """Seconds for each query: total, and the first screenful of rows. Each twice: first asking, then asked again; apart from
    these the queries of which a word stands nowhere, and is corrected as a slip."""
    index = program.open_index(registry)
    first, again, corrected, totals = [], [], [], []
    index.result(program.view("")).window(0, ROWS)
    for query in queries:
        start = perf_counter()
        result = index.result(program.view(query))
        total, _ = result.total, result.window(0, ROWS)
        first.append(perf_counter() - start)
        totals.append(total)
    for query in (f"{query} " for query in queries):  # a blank more: not the very same question
        start = perf_counter()
        index.result(program.view(query)).window(0, ROWS)
        seconds = perf_counter() - start
        (corrected if program.is_corrected(index, query) else again).append(seconds)
    return {"first": first, "again": again, "corrected": corrected, "totals": totals}


def answers(registry: Path, lines: Sequence[str]) -> dict[str, Any]:
    """Seconds for each line as it is typed: the search alone, and with the facts that answer it; how many lines have some."""
    index = program.open_index(registry)
    find = program.answers(index)
    ids = [index.result(program.view("")).window(place, place + 1)[0].name for place in (10, 100, 500)]
    lines = [*lines, *(f"{name} {asked}" for name in ids for asked in ("ở đâu", "thành lập khi nào"))]
    find(lines[-1])  # words of asking are read once
    alone, together, answered = [], [], 0
    for line in lines:
        start = perf_counter()
        index.result(program.view(line)).window(0, ROWS)
        alone.append(perf_counter() - start)
        found = find(line)
        together.append(perf_counter() - start)
        answered += bool(found)
    return {"alone": alone, "together": together, "answered": answered}


def facets(registry: Path, queries: Sequence[str]) -> dict[str, Any]:
    """Seconds for all facet counts of each query, its result known."""
    index = program.open_index(registry)
    count = program.facets(index)
    count("")
    times, values = [], 0
    for query in queries:
        index.result(program.view(query)).window(0, ROWS)
        start = perf_counter()
        found = count(query)
        times.append(perf_counter() - start)
        values = max(values, sum(len(dimension) for dimension in found.values()))
    return {"seconds": times, "values": values}


def links(registry: Path, queries: Sequence[str]) -> dict[str, Any]:
    """Seconds for the counts of values of each field of LINKED: the first time, and then for each query."""
    index = program.open_index(registry)
    count = program.links(index)
    first, again = [], []
    for field in program.LINKED:
        start = perf_counter()
        count("", field)
        first.append(perf_counter() - start)
        for query in queries:
            index.result(program.view(query)).window(0, ROWS)
            start = perf_counter()
            count(query, field)
            again.append(perf_counter() - start)
    return {"first": first, "again": again}


def rescan(registry: Path, runs: Sequence[str]) -> dict[str, Any]:
    """Seconds for looking at all files when nothing has changed, and for `find` over the same tree, by turns."""
    again = program.rescan(registry)
    own, other = [], []
    for _ in range(int(runs[0])):
        other.append(find_seconds(registry))
        start = perf_counter()
        changes = again()
        own.append(perf_counter() - start)
        assert changes is None, "something had changed"
    return {"seconds": own, "find": other}


def find_seconds(registry: Path) -> float:
    """Seconds that `find` takes to print path, size, time and inode of every file."""
    start = perf_counter()
    subprocess.run(["find", registry, "-printf", r"%p %s %T@ %i\n"], stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


MEASURES: dict[str, Callable[[Path, Sequence[str]], dict[str, Any]]] = {
    "build": build,
    "index": index,
    "engine": engine,
    "answers": answers,
    "facets": facets,
    "links": links,
    "rescan": rescan,
}

if __name__ == "__main__":
    try:
        out = MEASURES[sys.argv[1]](Path(sys.argv[2]), sys.argv[3:])
    except program.NotThere as missing:
        out = {"not_there": str(missing)}
    print(json.dumps(out))
