"""The table that is printed: machine, versions, date, and a row for every figure."""

from __future__ import annotations

import datetime
import os
import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.figures import Figure
from govtui import __version__

_HEAD = ("what", "n", "median", "p95", "ratio", "must reach", "met", "returned")


def table(figures: Sequence[Figure]) -> str:
    """Figures as a Markdown table."""
    rows = [_HEAD, tuple("-" * 3 for _ in _HEAD), *(figure.cells for figure in figures)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)


def machine() -> str:
    """What it was measured on, without names: processors, memory, load, system, and the versions that matter."""
    load = os.getloadavg()[0]
    parts = [
        f"{os.cpu_count()} × {_processor()}",
        f"{_memory():.0f} GB",
        f"{platform.system()} {platform.release().partition('-')[0]}",
        f"load {load:.1f} at the end",
    ]
    packages = ["textual", "pydantic", "rtoml", "pyroaring"]
    versions = [
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *filter(None, map(_version, packages)),
    ]
    return f"{', '.join(parts)}; {', '.join(versions)}; govtui {__version__}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""


def page(figures: Sequence[Figure], records: int, quick: bool) -> str:
    """The whole report."""
    today = datetime.date.today().isoformat()
    how = "few repetitions" if quick else "full"
    return (
        f"## {records:,} records, {today}\n\n{machine()}; {how}.\n"
        "Medians; p95 where there are five values or more; ratios within this run, by turns.\n\n"
        f"{table(figures)}"
    )
