"""A registry of thousands of broken files: what is wrong is written as it is found, and no syntax tree is made for it."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

import pytest
from small import registry, table, toml, write

from govtui.i18n.translator import LANGUAGES, load
from govtui.index import schema
from govtui.index.api import ALL, View
from govtui.index.bitmaps import from_blob
from govtui.index.cache import build
from govtui.index.write import orders, postings, shard
from govtui.index.write.build import write_index
from govtui.store import field_locations, toml_cst
from govtui.store.location import bundled
from govtui.store.registry import Registry

MANY = 2000

LITTLE = 1500
"""Bytes that are held of a broken file until all are read, words that are remembered among them."""

WHOLE = toml("r", "organization", name={"vi": "Bộ Nội vụ", "en": "Ministry"}, summary={"vi": "Quản lý công chức"})

KINDS = {
    "broken_toml": WHOLE.replace('kind = "', "kind == '").encode(),
    "unquoted_date": WHOLE.replace("\n[", "\nfounded = 2006-06\n[", 1).encode(),
    "conflict_markers": WHOLE.replace("\n[", "\n<<<<<<< HEAD\n=======\n>>>>>>> x\n[", 1).encode(),
    "not_utf8": WHOLE.encode().replace("ộ".encode(), b"\xf4"),
    "empty_file": b"",
    "missing_field": b'title = "x"\n',
    "unknown_kind": WHOLE.replace("organization", "organisation").encode(),
    "unknown_key": WHOLE.replace("\n[", "\nstatu = 1\n[", 1).encode(),
    "wrong_type": WHOLE.replace("schema = 2", 'schema = "1"').encode(),
    "broken_string": WHOLE.replace("công chức", "công chức " * 9000).replace('"\n', "\n").encode(),
}
"""By the code of the problem; ten files of the last kind are two megabytes."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("broken") / "registry"
    registry(root, table("s", "source"))
    *many, huge = KINDS.values()
    for n in range(MANY):
        raw = huge if n < 10 else many[n % len(many)]
        write(root, f"organizations/{n // 500}/o{n}.toml", raw.replace(b'id = "r"', b'id = "o%d"' % n))
    return root


def problems(root: Path) -> list[tuple[object, ...]]:
    return [(p.path, p.code, p.line, p.column, p.field, dict(p.values)) for p in build(Registry(root)).problems()]


def test_no_syntax_tree_is_made_while_they_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> None:
        raise AssertionError("a syntax tree is made")

    monkeypatch.setattr(toml_cst, "parser", asked)
    index = build(Registry(root))
    assert index.counts()[ALL] == MANY + 1
    found = Counter(group.name for group in index.problem_groups())
    assert set(KINDS) <= set(found)
    assert index.result(View(text="noi vu")).total > MANY // 2  # what could be glimpsed of them is found


def test_the_places_are_those_that_the_trees_tell(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = problems(root)
    monkeypatch.setattr(field_locations, "plain_positions", lambda text: {})
    monkeypatch.setattr(field_locations, "first_pair", lambda text, key: None)
    assert problems(root) == found
    assert all(line and column for _, _, line, column, _, _ in found)


def test_what_is_wrong_is_written_as_it_is_found(root: Path) -> None:
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    written: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        (count,) = connection.execute("SELECT count(DISTINCT doc) FROM problem").fetchone()
        written.append((done, count))

    write_index(connection, Registry(root), [load(language) for language in LANGUAGES], progress)
    assert len(written) == 2 * (MANY // 250 + 1)  # first for lists, then for texts
    assert all(count >= done - 1 for done, count in written[MANY // 250 + 1 :])  # all but the source
    connection.close()


def tables(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is written of a registry, but for when."""
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    write_index(connection, Registry(root))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}  # noqa: S608
    for name in ("post", "pre", "facet"):  # of two forms of one size, a set of documents keeps the one that it has
        found[name] = [(*row, tuple(from_blob(docs))) for *row, docs in found[name]]
    found["meta"] = [row for row in found["meta"] if row[0] != "generation"]
    connection.close()
    return found


@pytest.mark.parametrize("of", ["broken", "records"])
def test_the_index_is_the_same_however_little_is_held_at_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    folder = root if of == "broken" else bundled()
    assert folder
    whole = tables(folder)
    monkeypatch.setattr(shard, "MAX_TERMS", 20)
    monkeypatch.setattr(orders, "HELD", 7)
    monkeypatch.setattr(postings, "PIECE", 3)
    monkeypatch.setattr(postings, "HELD", 2)
    assert tables(folder) == whole


def held_of_each(root: Path) -> float:
    """The bytes that are held of each broken file, in a process that has held nothing else."""
    shard.MAX_TERMS, orders.HELD = 500, 250
    registry = Registry(root)
    paths = [found.path for found in registry.files() if registry.folder_kind(found.path)]
    mine = shard.Shard(registry, [load(language) for language in LANGUAGES])
    half = MANY // 2
    mine.read_lists(0, registry.entries_at(paths[:half]))
    tracemalloc.start()
    mine.read_lists(half, registry.entries_at(paths[half:]))
    gc.collect()  # what waits to be collected is not held
    held, _ = tracemalloc.get_traced_memory()
    return held / half


def test_little_is_held_of_each_file(root: Path) -> None:
    # Apart: here what other tests left in caches makes these grow now, or not.
    with get_context("spawn").Pool(1) as apart:
        assert apart.apply(held_of_each, (root,)) < LITTLE


def test_several_broken_files_of_one_name(tmp_path: Path) -> None:
    registry(tmp_path / "r", table("a", "organization"))
    write(tmp_path / "r", "organizations/x/b.toml", b"= 1")
    write(tmp_path / "r", "organizations/y/b.toml", b'id = "c"\n= 1')
    write(tmp_path / "r", "events/b.toml", b"= 2")
    write(tmp_path / "r", "events/a.toml", b"= 3")
    index = build(Registry(tmp_path / "r"))
    told = {(p.path, p.values["other"]) for p in index.problems() if p.code == "duplicate_id"}
    assert told == {("organizations/x/b.toml", "events/b.toml"), ("events/a.toml", "organizations/a.toml")}
    cards = {key: card.path for key in ("a", "b", "c", "events/a.toml") if (card := index.card(key))}
    assert cards["a"] == "organizations/a.toml"
    assert cards["b"] == "events/b.toml"
    assert cards["c"] == "organizations/y/b.toml"
    assert cards["events/a.toml"] == "events/a.toml"
