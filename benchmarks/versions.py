"""Who changed what: blame by field of a record with 1,000 versions, and a registry's latest changes, against git's own.

Processor time, that of git's runs included. What git is asked is the nearest that it has: blame by line, a log with patches.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import program
from benchmarks.bench import SMALL, Bench
from benchmarks.figures import Figure

VERSIONS = 1_000
BLAME_SECONDS = 0.5
"""What blame of a record with so many versions may take."""


def versions(bench: Bench) -> list[Figure]:
    """Blame by field against `git blame`, the registry's latest 20 changes against `git log --patch`."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        path, size = _made(bench.data(SMALL).registry, root)
        asked: dict[str, Callable[[], int]] = {
            "git blame": lambda: len(_git(root, "blame", "--line-porcelain", path)),
            "blame": lambda: program.last_changed(root, path),
            "git log": lambda: len(_git(root, "log", "-20", "--patch")),
            "log": lambda: program.latest_changes(root, 20),
        }
        returned = {name: ask() for name, ask in asked.items()}
        found: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(bench.times(15, 5)):
            for name, ask in asked.items():
                before = _processor_time()
                ask()
                found[name].append(_processor_time() - before)
    middle = {name: median(seconds) for name, seconds in found.items()}
    target, met = f"≤ {BLAME_SECONDS} s", middle["blame"] <= BLAME_SECONDS
    what = f"{VERSIONS:,} versions of {size / 1000:.1f} kB"
    return [
        Figure(f"git blame, {what}", tuple(found["git blame"])),
        Figure(
            "blame by field", tuple(found["blame"]), "ms", middle["blame"] / middle["git blame"], "git blame", target, met,
            f"{returned['blame']} fields",
        ),
        Figure("git log -20 --patch", tuple(found["git log"])),
        Figure(
            "latest 20 changes of the registry", tuple(found["log"]), "ms", middle["log"] / middle["git log"], "git log",
            returned=f"{returned['log']} changes",
        ),
    ]  # fmt: skip


def _made(registry: Path, root: Path) -> tuple[str, int]:
    """Make a repository in which one record of a registry has many versions; return its path and size.

    Each version has another word at the end of one of its texts, in turn.
    """
    files = sorted((registry / "events").rglob("*.toml"), key=lambda file: file.stat().st_size)
    file = files[len(files) // 2]
    path = f"events/{file.name}"
    lines = file.read_text("utf-8").split("\n")
    texts = [n for n, line in enumerate(lines) if line.startswith(("vi = ", "en = ")) and line.endswith('"')]
    out = bytearray()
    for version in range(VERSIONS):
        place = texts[version % len(texts)]
        lines[place] = lines[place].rpartition(" ")[0] + f' {version}"'
        held = "\n".join(lines).encode()
        who = f"An <an@example.org> {1_700_000_000 + 60 * version} +0700"
        out += (
            f"commit refs/heads/main\ncommitter {who}\ndata 1\nx\nM 100644 inline {path}\ndata {len(held)}\n".encode()
        )
        out += held + b"\n"
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "fast-import", "--quiet", given=bytes(out))
    _git(root, "reset", "--quiet", "--hard")
    return path, len(held)


def _processor_time() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(["git", *words], cwd=root, env=environ, input=given, capture_output=True, check=True).stdout
