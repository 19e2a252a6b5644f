"""A large registry is read in another process, so that the one that shows it stays small; what may become of that process."""

from __future__ import annotations

import gc
import os
import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from index.index_contents import contents, difference
from small import registry, table, toml, write

from govtui.index import cache
from govtui.index.api import ALL, ORDERS, BuilderKilledError, View
from govtui.index.cache import IndexCache, build
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.index.write.workers import WORTH_IT
from govtui.store import scan
from govtui.store.registry import Registry

FEW = ("", "ten", "has:problem")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One record more than is read in the process that asks."""
    root = tmp_path_factory.mktemp("large") / "registry"
    registry(root, *(table(f"r{n:04}", "source") for n in range(cache.SMALL + 1)))
    return root


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many records that the reading is shared."""
    root = tmp_path_factory.mktemp("shared") / "registry"
    registry(root, *(table(f"r{n:04}", "source", summary={"vi": "mật ong"}) for n in range(WORTH_IT + 1)))
    return root


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def children(pid: int) -> list[int]:
    """The processes that one has started and that run."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended just now
            for child in (task / "children").read_text().split():
                with suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
                    if "State:\tZ" not in Path(f"/proc/{child}/status").read_text():
                        found.append(int(child))
    return found


def builders() -> list[int]:
    """Those in which an index is made for this one."""
    found = []
    for pid in children(os.getpid()):
        with suppress(FileNotFoundError, ProcessLookupError):
            if b"govtui.index.write.build" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found


def left(place: Path) -> list[str]:
    return sorted(path.name for path in place.parent.iterdir())


def test_it_is_read_in_another_process_which_is_gone_afterwards(root: Path, place: Path) -> None:
    seen: set[int] = set()
    index = IndexCache(root, place).refreshed(lambda done, total: seen.update(builders()))
    assert (
        index is not None
        and difference(contents(index, searches=FEW), contents(build(Registry(root)), searches=FEW)) == {}
    )
    assert len(seen) == 1 and builders() == [] and left(place) == [place.name]


def test_where_that_process_is_killed_so_much_is_said_and_nothing_is_left(root: Path, place: Path) -> None:
    def kill(_done: int, total: int) -> None:
        if total:
            os.kill(builders()[0], signal.SIGKILL)

    kept = IndexCache(root, place)
    with pytest.raises(BuilderKilledError):
        kept.refreshed(kill)
    assert left(place) == [] and builders() == []
    growing = kept.growing()
    assert growing is not None and growing.counts()[ALL], "the first records can still be read"
    whole = kept.refreshed()
    assert whole is not None and whole.whole and whole.counts()[ALL] == cache.SMALL + 1


def test_where_one_that_it_works_with_is_killed_likewise(shared: Path, place: Path) -> None:
    def kill(_done: int, total: int) -> None:
        if total:
            for helper in children(builders()[0])[:1]:
                os.kill(helper, signal.SIGKILL)

    with pytest.raises(BuilderKilledError):
        IndexCache(shared, place).refreshed(kill)
    assert left(place) == [] and builders() == []


def test_whoever_gives_up_ends_it(root: Path, place: Path) -> None:
    class GivenUp(Exception):
        pass

    def give_up(_done: int, total: int) -> None:
        if total:
            raise GivenUp

    with pytest.raises(GivenUp):
        IndexCache(root, place).refreshed(give_up)
    assert left(place) == [] and builders() == []


def test_lists_names_and_facets_are_complete_before_texts(shared: Path, place: Path) -> None:
    kept, stages = IndexCache(shared, place), []

    def look(_done: int, _total: int) -> None:
        growing = kept.growing()
        if growing is not None and growing.listed and not stages:
            stages.append(_lists(growing))
            assert not growing.whole and growing.problems() == []
            assert growing.counts("mat ong")[ALL] == 0 and list(growing.corrected("mat ong")) == []
            assert growing is kept.growing(), "what is shown stays the same while texts are read"

    whole = kept.refreshed(look)
    assert whole is not None and whole.counts("mat ong")[ALL] == WORTH_IT + 1
    assert stages == [_lists(whole)] and left(place) == [place.name]
    assert difference(contents(whole, searches=FEW), contents(build(Registry(shared)), searches=FEW)) == {}


def _lists(index: SqliteIndex) -> dict[str, object]:
    """What lists, facets and the search for names say."""
    out: dict[str, object] = {}
    for order in ORDERS:
        for language in ("vi", "en"):
            found = index.result(View(order=order, language=language, words=language))
            out[f"{order} {language}"] = [row.key for row in found.window(0, found.total)]
    facets = {dim: values for dim, values in index.facets("").items() if dim != "has"}  # problems are not known yet
    rows = [row._replace(severity=0) for row in index.result(View(text="r0001")).window(0, 9)]
    return out | {"facets": facets, "counts": index.counts(), "r0001": rows, "types": index.types()}


def test_a_builder_that_is_killed_while_it_reads_texts_leaves_nothing(shared: Path, place: Path) -> None:
    kept = IndexCache(shared, place)

    def kill(_done: int, _total: int) -> None:
        growing = kept.growing()
        if growing is not None and growing.listed:
            os.kill(builders()[0], signal.SIGKILL)

    with pytest.raises(BuilderKilledError):
        kept.refreshed(kill)
    assert left(place) == [] and builders() == [] and IndexCache(shared, place).open() is None


@pytest.fixture
def no_room() -> Iterator[None]:
    """No file may grow beyond some pages, in this process and those that it starts."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("no_room")
def test_where_there_is_no_room_for_it_on_the_disk_it_is_made_in_memory(
    root: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files made just now are looked at again once their time can be trusted, and an index in memory is then made anew.
    monkeypatch.setattr(scan, "RACY", 0)
    kept = IndexCache(root, place)
    index = kept.refreshed()
    assert index is not None and index.whole and index.counts()[ALL] == cache.SMALL + 1
    assert left(place) == [] and kept.refreshed() is None


def test_an_index_that_nobody_holds_closes_its_file_at_once(root: Path, place: Path) -> None:
    def is_open() -> bool:
        links = (Path(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd"))
        return any(link.is_symlink() and os.readlink(link) == str(place) for link in links)

    index = IndexCache(root, place).refreshed()
    assert index is not None
    gc.disable()
    try:
        result = index.result(View(order="date", reverse=True))
        assert result.window(0, 5) and index.facets("r0001", ["kind", "year"]) and index.problem_groups() is not None
        assert is_open()
        del index
        assert is_open(), "somebody still has a result of it"
        del result
        assert not is_open()
    finally:
        gc.enable()


def test_what_is_saved_while_texts_are_read_is_taken_in_afterwards(shared: Path, tmp_path: Path, place: Path) -> None:
    """Edits are made as soon as lists are complete: whatever the builder has read by then, the next refresh knows them."""
    root, saved = Path(shutil.copytree(shared, tmp_path / "registry")), []
    kept = IndexCache(root, place)

    def save(_done: int, _total: int) -> None:
        growing = kept.growing()
        if growing is not None and growing.listed and not saved:
            for key in ("r0001", f"r{WORTH_IT - 1:04}", "new-one"):
                names = {"vi": f"Sáp {key}", "en": f"Wax {key}"}
                saved.append(write(root, f"sources/{key}.toml", toml(key, "source", title=names)))
            (root / "sources/r0002.toml").unlink()

    assert kept.refreshed(save) is not None and len(saved) == 3
    index = kept.refreshed() or kept.open()
    assert index is not None and index.counts('"sáp"')[ALL] == 3 and index.card("r0002") is None
    anew = build(Registry(root))
    assert _lists(index) == _lists(anew) and index.dates(View()).total == anew.dates(View()).total
    for text in ("mat ong", "sap", "wax r0001"):
        assert index.counts(text) == anew.counts(text), text
