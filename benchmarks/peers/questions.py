"""The same question to govtui and its peers: which records have this phrase anywhere in their text?

Asked as it stands, without accents, and in NFD. What each returned is counted and held against what there is: a fast
answer that finds nothing is a failure.
"""

from __future__ import annotations

import csv
import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import kept, program
from benchmarks.bench import Bench
from benchmarks.figures import Figure
from benchmarks.kept import Data
from benchmarks.peers import data as forms
from benchmarks.peers import installed
from benchmarks.terminal_time import TimedTerminal, Unseen, environment, pattern
from govtui.text.fold import fold, tonekey

PHRASE = "cải cách"
QUESTIONS = {
    "with accents": PHRASE,
    "without accents": "cai cach",
    "NFD": unicodedata.normalize("NFD", PHRASE),
}

PAPIS_CONFIG = """\
[settings]
default-library = made
database-backend = sqlite
sqlite-schema-fields-extend = ["abstract", "title_en", "abstract_en"]

[made]
dir = {library}
"""

Asker = Callable[[str], tuple[float, int]]
"""A question to the seconds that the answer took and the number of records in it."""


def compare(bench: Bench, *, install: bool) -> list[Figure]:
    """Every program's answers, by turns; ratios are theirs against govtui's, where govtui answers."""
    data = kept.data(bench.folder, bench.records, peers=True)
    truth = _truth(data)
    askers = _askers(bench, data, install=install)
    answers: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for _ in range(bench.times(5, 2)):
        for name, ask in askers.items():
            for question, text in QUESTIONS.items():
                kept.say(f"{name}, {question} …")
                try:
                    answers.setdefault((name, question), []).append(ask(text))
                except (Unseen, subprocess.TimeoutExpired) as error:
                    kept.say(f"{name}: {error}")
    out = [_figure(name, question, found, answers, truth) for (name, question), found in answers.items()]
    if "govtui search" not in askers:
        out.append(Figure("govtui search", missing="not there yet"))
    return out


def _figure(
    name: str,
    question: str,
    found: list[tuple[float, int]],
    answers: Mapping[tuple[str, str], list[tuple[float, int]]],
    truth: Mapping[str, int],
) -> Figure:
    seconds = tuple(time for time, _ in found)
    own = answers.get(("govtui search", question))
    against = median(seconds) / median(time for time, _ in own) if own and name != "govtui search" else None
    returned = f"{found[-1][1]:,} of {truth[question]:,}"
    return Figure(f"{name}: {question}", seconds, "s", ratio=against, to="govtui" if against else "", returned=returned)


def _truth(data: Data) -> dict[str, int]:
    """How many records hold the phrase: with its tones for the accented question and NFD, folded for the other."""
    exact = loose = 0
    with (data.peers / forms.CSV).open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            text = "\n".join(row.values())
            exact += tonekey(PHRASE) in tonekey(text)
            loose += fold(PHRASE) in fold(text)
    return {"with accents": exact, "NFD": exact, "without accents": loose}


def _askers(bench: Bench, data: Data, *, install: bool) -> dict[str, Asker]:
    env = environment(data.home)
    askers: dict[str, Asker] = {}
    try:
        program.search("", data.registry)
        askers["govtui search"] = lambda text: _lines(program.search(f'"{text}"', data.registry), env)
    except program.NotThere:
        kept.say("SKIPPED: govtui search is not there yet")
    if command := installed.recsel(install=install):
        rec = str(data.peers / forms.REC)
        askers[f"recsel {installed.version(command)}"] = lambda text: _lines(
            [command, "-t", "Record", "-i", "-q", text, "-P", "id", rec], env
        )
    if papis := installed.python_peer("papis", bench.folder, install=install):
        config = Path(env["XDG_CONFIG_HOME"]) / "papis" / "config"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(PAPIS_CONFIG.format(library=data.peers / forms.PAPIS), "utf-8")
        kept.say("papis makes its index …")
        _lines([str(papis), "list", "--all", "--id", "nothing"], env)
        askers[f"papis {installed.version(papis)}, its index there"] = lambda text: _lines(
            [str(papis), "list", "--all", "--id", f'"{text}"'], env
        )
    if vd := installed.python_peer("visidata", bench.folder, install=install):
        name = f"VisiData {installed.version(vd)}"
        askers[f"{name}: opened, then"] = lambda text: _visidata(vd, data, env, text)
    return askers


def _lines(argv: list[str], env: Mapping[str, str]) -> tuple[float, int]:
    """Seconds until a program has ended, and the lines that it has written."""
    start = perf_counter()
    done = subprocess.run(argv, env=dict(env), capture_output=True, timeout=600, check=False)
    seconds = perf_counter() - start
    return seconds, sum(bool(line.strip()) for line in done.stdout.splitlines())


def _visidata(command: Path, data: Data, env: Mapping[str, str], text: str) -> tuple[float, int]:
    """Seconds from the process to all rows read, and from the pattern typed to the rows selected in any column."""
    with TimedTerminal([str(command), str(data.peers / forms.CSV)], env) as terminal:
        ready = terminal.wait(pattern(rf"\b{data.size} +rows"), timeout=120.0) - terminal.started
        terminal.settle()
        terminal.send("g|")
        terminal.wait(pattern("select regex"), timeout=10.0)
        at = terminal.send(f"{text}\r")
        seen = terminal.wait(pattern(r"selected \d+ rows"), timeout=120.0)
        count = "\n".join(terminal.lines()).partition("selected ")[2].split()[0]
        return ready + seen - at, int(count)
