"""`python -m benchmarks.generate N FOLDER [--peers FOLDER]`: N made-up bilingual records as a registry, and for the peers.

The same N gives the same bytes on every machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.made import Registry, folder
from benchmarks.peers.data import Writer
from benchmarks.records import Made, record
from govtui.model.vocabulary import FOLDERS

MANIFEST = """\
schema = 1
languages = ["vi", "en"]
source_language = "vi"

[name]
vi = "Sổ bộ thử {size}"
en = "Made-up register of {size}"
"""


def records(size: int) -> Iterator[Made]:
    """All records of the registry of so many."""
    registry = Registry(size)
    return (record(registry, index) for index in range(size))


def write_registry(made: Iterable[Made], size: int, root: Path) -> Iterator[Made]:
    """Write each record as a file below `root` and pass it on; the manifest first."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "registry.toml").write_text(MANIFEST.format(size=size), "utf-8")
    known = set()
    for one in made:
        place = root / FOLDERS[one.kind] / folder(one.kind, one.number)
        if place not in known:
            place.mkdir(parents=True, exist_ok=True)
            known.add(place)
        (place / f"{one.id}.toml").write_bytes(one.toml.encode())
        yield one


def write(size: int, root: Path, peers: Path | None = None) -> int:
    """Write the registry of `size` records to `root`, and to `peers` as the peers take it; the bytes of all TOML files."""
    written = 0
    made = write_registry(records(size), size, root)
    if peers is None:
        return sum(len(one.toml.encode()) for one in made)
    with Writer(peers) as writer:
        for one in made:
            writer.add(one)
            written += len(one.toml.encode())
    return written


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("size", type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="also as .rec, CSV, TSV and papis folders")
    asked = parser.parse_args()
    start = time.perf_counter()
    written = write(asked.size, asked.folder, asked.peers)
    seconds = time.perf_counter() - start
    print(f"{asked.size} records of {written / asked.size:.0f} bytes in {seconds:.1f} s")


if __name__ == "__main__":
    main()
