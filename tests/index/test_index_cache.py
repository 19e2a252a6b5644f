"""The file of an index: processes that die while they write it, others that write it at the same time, bytes that rot."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from index.index_contents import contents, difference, litter
from living import PATIENCE
from seeds import rounds, seeded
from small import registry, table, toml, write

from govtui.index import schema
from govtui.index.api import ALL, View
from govtui.index.cache import CannotUseIndex, IndexCache, build
from govtui.index.cache_files import is_ours
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.write.update import Update
from govtui.store.registry import Registry

TIMES = rounds(1, 10)
MANIFEST = "schema = 2\n"
FEW = ("", "ten", "hoi nghi", "has:problem", "year:2018")


def fill(root: Path, number: int, said: str = "") -> None:
    """So many organizations and events, named by what is said."""
    registry(root, table("s", "source"), manifest=MANIFEST)
    for n in range(number):
        kind, folder = ("event", "events") if n % 3 else ("organization", "organizations")
        name = {"vi": f"Tên {said} {n % 7}", "en": f"Name {said} {n}"}
        relations = {"part_of": [f"r{(n + 3) % number}"]}
        write(root, f"{folder}/r{n}.toml", toml(f"r{n}", kind, name=name, relations=relations))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    fill(tmp_path / "registry", 12)
    return tmp_path / "registry"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "index.sqlite"


def keep(root: Path, place: Path) -> IndexCache:
    place.parent.mkdir(exist_ok=True)
    return IndexCache(root, place)


def is_right(kept: IndexCache, root: Path) -> bool:
    """Whether it tells what a new one tells, and nothing is left beside the file."""
    index = kept.refreshed() or kept.open()
    assert index is not None
    assert difference(contents(index, searches=FEW), contents(build(Registry(root)), searches=FEW)) == {}
    assert litter(index.connection) == []
    left = {path.name for path in kept.path.parent.iterdir()}
    journal = kept.path.with_name(f"{kept.path.name}-journal")
    if journal.exists() and not journal.read_bytes().strip(b"\0"):  # killed before a word of it: SQLite passes it over
        left.discard(journal.name)
    assert left <= {kept.path.name}
    return True


WRITER = """
import sys, itertools
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from index.test_index_cache import fill
from govtui.index.cache import IndexCache
root, place, how = Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
kept = IndexCache(root, place)
kept.refreshed()
print("ready", flush=True)
for n in itertools.count():
    if how == "change":
        fill(root, 12, str(n))
    kept.refreshed(force=how == "build")
"""


@contextmanager
def writer(root: Path, place: Path, how: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that builds, or changes files and takes them in, without end."""
    tests = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", WRITER, tests, str(root), str(place), how]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(tests).parent)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout and process.stdout.close()


class TestDying:
    @pytest.mark.parametrize("how", ["build", "change"])
    def test_whenever_a_writer_is_killed_the_next_opener_is_right(self, how: str, root: Path, place: Path) -> None:
        keep(root, place)
        chance = seeded(how)
        for _ in range(2 * TIMES):
            with writer(root, place, how) as process:
                time.sleep(chance.random() * 0.5)
                process.kill()
                process.wait()
            assert is_right(keep(root, place), root)

    def test_what_was_half_written_is_taken_back(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        index = kept.refreshed()
        assert index is not None
        before = contents(index, searches=FEW)
        fill(root, 12, "khác")
        if (child := os.fork()) == 0:  # a child that dies within an update whose pages went to the file already
            try:
                connection = schema.connect(place)
                connection.execute("PRAGMA cache_size = 1")
                connection.execute("BEGIN IMMEDIATE")
                Update(connection, Registry(root), lambda: SqliteIndex(connection, root, lent=True)).run(
                    {f"organizations/r{n}.toml": True for n in range(0, 12, 3)}
                )
            finally:
                os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        assert place.with_name("index.sqlite-journal").stat().st_size > 0
        assert contents(index, searches=FEW) == before, "one that was open before"
        assert is_right(kept, root)

    def test_without_leave_to_take_it_back_it_is_made_anew_in_memory(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        kept.refreshed()
        fill(root, 12, "khác")
        journal = place.with_name("index.sqlite-journal")
        journal.write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\xff" * 600)
        index = keep(root, place).refreshed()
        assert index is not None
        assert difference(contents(index, searches=FEW), contents(build(Registry(root)), searches=FEW)) == {}


class TestSharing:
    def test_what_another_process_took_in_is_taken_over(self, root: Path, place: Path) -> None:
        one, other = keep(root, place), keep(root, place)
        first = one.refreshed()
        second = other.refreshed() or other.open()
        assert first is not None and second is not None
        write(root, "events/new.toml", toml("new", "event"))
        assert one.refreshed() is not None
        generation = schema.meta(sqlite3.connect(place), "generation")
        taken = other.refreshed()
        assert taken is not None and taken.card("new") is not None
        assert schema.meta(sqlite3.connect(place), "generation") == generation, "nothing was done twice"
        assert other.refreshed() is None and one.refreshed() is None
        assert first.card("new") is not None and second.card("new") is not None, "those that were open already"

    def test_a_file_that_another_process_put_in_its_place_is_taken_over(self, root: Path, place: Path) -> None:
        one, other = keep(root, place), keep(root, place)
        one.refreshed()
        other.refreshed()
        write(root, "events/new.toml", toml("new", "event"))
        one.refreshed(force=True)
        taken = other.refreshed()
        assert taken is not None and taken.card("new") is not None

    def test_a_list_that_was_asked_for_holds_what_it_promised(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        index = kept.refreshed()
        assert index is not None
        found = index.result(View())
        total = found.total
        for n in range(12):
            (root / f"{'events' if n % 3 else 'organizations'}/r{n}.toml").unlink()
        kept.refreshed()
        rows = found.window(0, total)
        assert [row.key for row in rows] == ["s", *[""] * 12]
        assert found.total == 1
        assert found.position("s") == 0 and found.position("r1") is None

    def test_readers_and_writers_do_not_disturb_each_other(self, root: Path, place: Path) -> None:
        index = keep(root, place).refreshed()
        assert index is not None
        with writer(root, place, "change") as process:
            until = time.monotonic() + 1.0 * TIMES
            seen = set()
            while time.monotonic() < until or (len(seen) < 2 and time.monotonic() < until + PATIENCE):
                found = index.result(View(text="ten"))
                rows = found.window(0, 20)
                assert index.counts()[ALL] == 13 and found.total == len(rows) >= 11
                seen.add(rows[0].name)
            assert process.poll() is None
        assert len(seen) > 1

    def test_several_threads_may_look_at_once(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        kept.refreshed()
        fill(root, 12, "khác")
        failed: list[BaseException] = []

        def look() -> None:
            try:
                kept.refreshed()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert is_right(kept, root)


class TestOnlySomePaths:
    @pytest.mark.parametrize(
        ("change", "paths"),
        [
            ("edit", ["events/r1.toml"]),
            ("add", ["events/2019/new.toml"]),
            ("add", ["events/2019"]),
            ("remove", ["organizations/r0.toml"]),
            ("remove folder", ["events"]),
            ("remove folder", ["events/r1.toml", "events/r2.toml"]),
        ],
    )
    def test_what_is_told_of_is_taken_in(self, change: str, paths: list[str], root: Path, place: Path) -> None:
        kept = keep(root, place)
        kept.refreshed()
        if change == "edit":
            write(root, "events/r1.toml", toml("r1", "event", name={"vi": "Khác"}))
        elif change == "add":
            write(root, "events/2019/new.toml", toml("new", "event"))
        elif change == "remove":
            (root / "organizations/r0.toml").unlink()
        else:
            shutil.rmtree(root / "events")
        index = kept.refreshed(only=paths)
        assert index is not None
        assert difference(contents(index, searches=FEW), contents(build(Registry(root)), searches=FEW)) == {}
        assert is_right(kept, root)

    def test_nothing_is_looked_at_elsewhere(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        kept.refreshed()
        write(root, "organizations/new.toml", toml("new"))
        assert kept.refreshed(only=["events/r1.toml"]) is None
        assert kept.refreshed(only=[]) is None
        assert kept.refreshed() is not None


class TestRotting:
    @pytest.fixture
    def bytes_of(self, root: Path, place: Path) -> bytes:
        keep(root, place).refreshed()
        return place.read_bytes()

    def test_a_file_that_ends_too_soon_is_made_anew(self, bytes_of: bytes, root: Path, place: Path) -> None:
        chance = seeded("lengths")
        lengths = [0, 1, 17, 99, 100, 4096, 5000, len(bytes_of) - 1]
        for length in [*lengths, *chance.sample(range(len(bytes_of)), 4 * TIMES)]:
            place.write_bytes(bytes_of[:length])
            assert is_right(keep(root, place) if is_ours(place) else kept_anyway(root, place), root), length

    def test_bytes_that_changed_raise_nothing(self, bytes_of: bytes, root: Path, place: Path) -> None:
        chance = seeded("bytes")
        for _ in range(25 * TIMES):
            spoiled = bytearray(bytes_of)
            for _ in range(chance.choice([1, 1, 30, 3000])):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
            place.write_bytes(spoiled)
            kept = kept_anyway(root, place)
            index = kept.open() or kept.refreshed()
            assert index is not None
            contents(index, searches=FEW)
            write(root, "events/r1.toml", toml("r1", "event", name={"vi": f"Tên {chance.random()}"}))
            again = kept.refreshed() or index
            contents(again, searches=FEW)
        place.write_bytes(bytes(4096))
        assert is_right(kept_anyway(root, place), root)

    def test_rubbish_beside_it_is_swept_away(self, root: Path, place: Path) -> None:
        kept = keep(root, place)
        place.with_name("index.sqlite.999999999-1.new").write_bytes(b"x")
        assert is_right(kept, root)


def kept_anyway(root: Path, place: Path) -> IndexCache:
    """As in the user's cache, where whatever stands in the place is govtui's own."""
    kept = IndexCache(root)
    kept._path = place
    return kept


class TestANamedPlace:
    def test_another_file_is_never_written_over(self, root: Path, tmp_path: Path) -> None:
        for name, raw in {"letter.txt": b"Dear", "other.sqlite": None}.items():
            path = tmp_path / name
            if raw is None:
                sqlite3.connect(path).executescript("CREATE TABLE letters (text); INSERT INTO letters VALUES ('x')")
            else:
                path.write_bytes(raw)
            before = path.read_bytes()
            with pytest.raises(CannotUseIndex):
                IndexCache(root, path)
            assert path.read_bytes() == before

    def test_a_folder_that_is_not_there_or_a_folder_is_no_place(self, root: Path, tmp_path: Path) -> None:
        for path in (tmp_path / "nowhere" / "index", tmp_path):
            with pytest.raises(CannotUseIndex):
                IndexCache(root, path)

    def test_one_index_may_serve_several_who_name_it(self, root: Path, place: Path) -> None:
        keep(root, place).refreshed()
        assert keep(root, place).open() is not None
