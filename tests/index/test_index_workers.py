"""A large registry is read by several processes: what comes out is what one alone would make."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from small import RECORDS, registry, table, toml, write

from govtui.index import schema
from govtui.index.bitmaps import from_blob
from govtui.index.write import build, workers
from govtui.store.registry import Registry

BROKEN = Path(__file__).parents[1] / "data" / "broken"


@pytest.fixture
def in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even few files are shared, a few at a time, so that who is ready first takes from the others."""
    monkeypatch.setattr(build, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "BATCH", 4)


def tables(root: Path) -> dict[str, list[str]]:
    """Every row of a new index, but for when it was made."""
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    build.write_index(connection, Registry(root))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: list(connection.execute(f"SELECT * FROM {name}")) for name in names}
    for name in ("post", "pre", "facet"):  # a set of documents can be written in several ways
        rows[name] = [(*row[:-1], list(from_blob(row[-1]))) for row in rows[name]]
    rows["meta"] = [row for row in rows["meta"] if row[0] != "generation"]
    return {name: sorted(map(repr, found)) for name, found in rows.items()}


@pytest.fixture
def contested(tmp_path: Path) -> Path:
    """Files that claim the same id, files that claim former ids, a stray one, names that are the same."""
    root = tmp_path / "registry"
    tables = [table(f"r{n}", name={"vi": f"Bộ {n % 5}", "en": f"Ministry {n % 5}"}) for n in range(30)]
    registry(root, table("s", "source"), *tables)
    for n in (3, 11, 28):
        write(root, f"organizations/copy-{n}.toml", toml("r3", former_ids=[f"old-{n % 2}"]))
    write(root, "notes/stray.toml", toml("stray"))
    return root


@pytest.mark.parametrize("data", ["bundled", "broken", "contested"])
def test_several_make_the_same_index_as_one(
    data: str, contested: Path, in_several: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = {"bundled": RECORDS, "broken": BROKEN, "contested": contested}[data]
    several = tables(root)
    monkeypatch.undo()
    alone = tables(root)
    assert {name: several[name] for name in several if several[name] != alone[name]} == {}
    assert len(several["rec"]) > 10


def test_what_stands_in_the_folder_where_the_user_is_is_not_run(
    contested: Path, tmp_path: Path, in_several: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign"
    write(foreign, "govtui/__init__.py", "open('was-run', 'w')\n")
    write(foreign, "marshal.py", "open('was-run', 'w')\n")
    write(foreign, "rtoml.py", "open('was-run', 'w')\n")
    monkeypatch.chdir(foreign)
    assert tables(contested)["rec"]
    assert not (foreign / "was-run").exists()


def test_what_goes_wrong_in_one_is_raised_here(contested: Path, in_several: None) -> None:
    with workers.Workers(contested, ["no such language"]) as others, pytest.raises(RuntimeError):
        others.share([f"organizations/r{n}.toml" for n in range(9)])
        list(others.rows())


def test_one_that_is_killed_ends_the_building(
    contested: Path, in_several: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: workers.Workers, paths: list[str]) -> None:
        share(self, paths)
        self._processes[0].kill()

    share = workers.Workers.share
    monkeypatch.setattr(workers.Workers, "share", killed)
    with pytest.raises((EOFError, OSError)):
        tables(contested)


def test_nothing_is_left_of_the_others(contested: Path, in_several: None, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[workers.Workers] = []
    enter = workers.Workers.__enter__
    monkeypatch.setattr(workers.Workers, "__enter__", lambda self: (begun.append(self), enter(self))[1])
    with pytest.raises(sqlite3.OperationalError):
        build.write_index(schema.connect(":memory:"), Registry(contested))  # there are no tables
    assert begun and all(process.returncode is not None for one in begun for process in one._processes)
