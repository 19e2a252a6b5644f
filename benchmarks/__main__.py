"""`python -m benchmarks`: measures govtui on made-up registries and prints a table."""

from __future__ import annotations

import argparse
import compileall
import os
import sys
from pathlib import Path

from benchmarks import kept
from benchmarks.bench import Bench
from benchmarks.measures import MEASURES, measure
from benchmarks.peers.questions import compare
from benchmarks.report import page
from benchmarks.terminal_time import ROOT

MARK = "<!-- measured -->\n"
"""What stands above it in the file that --write names is kept."""

QUICK = 1_000


def main() -> int:
    """The command line; 1 where a figure misses what it must reach."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--records", type=int, metavar="N", help=f"default 100000, with --quick {QUICK}")
    parser.add_argument("--quick", action="store_true", help="few repetitions")
    parser.add_argument(
        "--only", action="append", choices=[*MEASURES, "peers"], metavar="NAME", help=", ".join(MEASURES)
    )
    parser.add_argument(
        "--peers", action="store_true", help="also recsel, papis and VisiData; installs what is missing"
    )
    parser.add_argument("--folder", type=Path, default=kept.default_folder(), help="where data and peers are kept")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file too")
    asked = parser.parse_args()
    if os.name != "posix":
        parser.error("a pty is needed")
    compileall.compile_dir(str(ROOT / "govtui"), quiet=1)
    compileall.compile_dir(str(ROOT / "benchmarks"), quiet=1)
    bench = Bench(asked.records or (QUICK if asked.quick else 100_000), asked.folder.resolve(), asked.quick)
    figures = []
    for name in asked.only or MEASURES:
        if name != "peers":
            kept.say(f"{name} …")
            figures += measure(name, bench)
    if asked.peers or "peers" in (asked.only or ()):
        figures += compare(bench, install=asked.peers)
    text = page(figures, bench.records, bench.quick)
    print(text)
    if asked.write:
        before = asked.write.read_text("utf-8").partition(MARK)[0] if asked.write.exists() else "# Measurements\n\n"
        asked.write.write_text(f"{before}{MARK}\n{text}", "utf-8")
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
