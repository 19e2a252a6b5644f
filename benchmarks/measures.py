"""The rows of the table by name: a Bench in, figures out. What they measure stands in issue 4, "Measured".

Things that are compared are measured by turns in one run (A B A B …), for the machine's speed drifts.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks import inside, kept, on_screen, program
from benchmarks.bench import (
    ANSWERS_SECONDS,
    BUILD_MEMORY,
    BUILD_SECONDS,
    ENGINE_P95,
    FACETS_P95,
    LINKS_P95,
    LISTED_SECONDS,
    RESCAN_RATIO,
    Bench,
)
from benchmarks.commands import commands
from benchmarks.completion import completion
from benchmarks.figures import Figure, p95
from benchmarks.terminal_time import Unseen, environment
from benchmarks.versions import versions


def engine(bench: Bench) -> list[Figure]:
    """The search alone: exact total and a screenful of ranked rows, for every state of the search field."""
    data = bench.data()
    found = inside.ask("engine", data.registry, environment(data.home), *bench.prefixes)
    again, first = tuple(found["again"]), tuple(found["first"])
    totals = " · ".join(
        f"{query}: {total:,}"
        for query, total in zip(bench.prefixes, found["totals"], strict=True)
        if query in bench.queries
    )
    return [
        Figure("search alone, first asked", first),
        Figure(
            "search alone, asked again",
            again,
            target="p95 ≤ 5 ms",
            met=bench.verdict(p95(again) <= ENGINE_P95),
            returned=totals,
        ),
        Figure("the same where a word stands nowhere and is taken for a slip", tuple(found["corrected"])),
    ]


def answers(bench: Bench) -> list[Figure]:
    """What the facts that answer a line add to a key, for questions and for what is none."""
    data = bench.data()
    found = inside.ask("answers", data.registry, environment(data.home), *bench.asked)
    alone, together = tuple(found["alone"]), tuple(found["together"])
    return [
        Figure("search alone, while questions are typed", alone),
        Figure(
            "search with answers",
            together,
            ratio=median(together) / median(alone),
            to="alone",
            target="p95 + 5 ms",
            met=bench.verdict(p95(together) - p95(alone) <= ANSWERS_SECONDS),
            returned=f"{found['answered']} of {len(together)} lines have answers",
        ),
    ]


def facets(bench: Bench) -> list[Figure]:
    """All facet counts of a result that is known."""
    data = bench.data()
    found = inside.ask("facets", data.registry, environment(data.home), *bench.prefixes)
    times = tuple(found["seconds"])
    met = bench.verdict(p95(times) <= FACETS_P95)
    counts = Figure("all facet counts", times, target="p95 ≤ 5 ms", met=met, returned=f"{found['values']} values")
    try:
        linked = inside.ask("links", data.registry, environment(data.home), *bench.prefixes)
    except program.NotThere as missing:
        return [counts, _missing("records and people of a field counted", missing, "p95 ≤ 40 ms")]
    again = tuple(linked["again"])
    return [
        counts,
        Figure(
            "the same of records and people of one field",
            again,
            target="p95 ≤ 40 ms",
            met=bench.verdict(p95(again) <= LINKS_P95),
        ),
        Figure("a field counted for the first time", tuple(linked["first"])),
    ]


def build(bench: Bench) -> list[Figure]:
    """The first build, each in a process of its own, with no index there."""
    data = bench.data()
    runs = [inside.ask("build", data.registry, environment(data.fresh_home())) for _ in range(bench.times(3, 1))]
    seconds = tuple(run["seconds"] for run in runs)
    resident = tuple(max(run["resident"], run["children"]) for run in runs)
    counts = " · ".join(f"{kind} {count:,}" for kind, count in runs[0]["counts"].items())
    listed = tuple(run["listed"] for run in runs)
    met = bench.verdict(median(listed) <= LISTED_SECONDS)
    whole = bench.verdict(median(seconds) <= BUILD_SECONDS)
    memory = bench.verdict(max(resident) <= BUILD_MEMORY)
    return [
        Figure("no index yet: list, names and facets complete", listed, "s", target="≤ 11 s", met=met, returned=counts),
        Figure("full text complete", seconds, "s", target="≤ 25 s", met=whole),
        Figure("processor time of that", tuple(run["processor"] for run in runs), "s"),
        Figure("its memory, the largest process's peak", resident, "MB", target="< 600 MB", met=memory),
        *on_screen.first_rows(bench),
    ]


def rescan(bench: Bench) -> list[Figure]:
    """All files looked at when nothing has changed, against `find -printf` over the same tree."""
    data = bench.data()
    inside.ask("index", data.registry, environment(data.home))
    found = inside.ask("rescan", data.registry, environment(data.home), str(bench.times(11, 3)))
    ratio = median(found["seconds"]) / median(found["find"])
    return [
        Figure("find -printf", tuple(found["find"])),
        Figure(
            "rescan, nothing changed",
            tuple(found["seconds"]),
            ratio=ratio,
            to="find",
            target=f"≤ {RESCAN_RATIO} × find",
            met=bench.verdict(ratio <= RESCAN_RATIO),
        ),
    ]


def _missing(what: str, missing: program.NotThere, target: str) -> Figure:
    return Figure(what, target=target, missing=f"not there yet: {missing}")


MEASURES: dict[str, Callable[[Bench], list[Figure]]] = {
    "build": build,
    "first-frame": on_screen.first_frame,
    "keystroke": on_screen.keystroke,
    "engine": engine,
    "answers": answers,
    "facets": facets,
    "rescan": rescan,
    "commands": commands,
    "completion": completion,
    "versions": versions,
    "memory": on_screen.memory,
    "language": on_screen.language,
    "changed": on_screen.changed,
}
"""Name to measure, in the order in which they are run: the build leaves the index that the others find; what changes a file
comes last."""


def measure(name: str, bench: Bench) -> list[Figure]:
    """The figures of one measure; a line that says why where there are none."""
    try:
        return MEASURES[name](bench)
    except program.NotThere as missing:
        return [_missing(name, missing, "")]
    except Unseen as unseen:
        kept.say(str(unseen))
        return [Figure(name, missing=str(unseen).partition("\n")[0])]
