"""`python -m benchmarks.generate N FOLDER [--peers FOLDER]`: N made-up bilingual records as a registry, and for the peers.

The same N gives the same bytes on every machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made import Registry, folder
from benchmarks.parts import SCHEMA
from benchmarks.peers.data import Writer
from benchmarks.records import Made, record
from govtui.model.kinds import KINDS

MANIFEST = """\
schema = {schema}
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


def write(size: int, root: Path) -> int:
    """Write the registry of `size` records to `root`; the bytes of all its records."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "registry.toml").write_text(MANIFEST.format(schema=SCHEMA, size=size), "utf-8")
    known = set()
    written = 0
    for one in records(size):
        place = root / KINDS[one.kind].folder / folder(one.kind, one.number)
        if place not in known:
            place.mkdir(parents=True, exist_ok=True)
            known.add(place)
        written += (place / f"{one.id}.toml").write_bytes(one.toml.encode())
    return written


def write_peers(size: int, root: Path) -> None:
    """Write the same records to `root` as the peers take them."""
    with Writer(root) as writer:
        for one in records(size):
            writer.add(one)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("size", type=int, metavar="N")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="also as .rec, CSV, TSV and papis folders")
    asked = parser.parse_args()
    start = time.perf_counter()
    written = write(asked.size, asked.folder)
    print(f"{asked.size} records of {written / asked.size:.0f} bytes in {time.perf_counter() - start:.1f} s")
    if asked.peers:
        start = time.perf_counter()
        write_peers(asked.size, asked.peers)
        print(f"the same for the peers in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
