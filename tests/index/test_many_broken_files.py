"""A registry of thousands of broken files: what is wrong is written as it is found, and no syntax tree is made for it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from small import registry, table, toml, write

from govtui.i18n.translator import LANGUAGES, load
from govtui.index import schema
from govtui.index.build import build, fill
from govtui.index.query import ALL, View
from govtui.store import faults, plain_positions, positions
from govtui.store.registry import Registry

MANY = 2000
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
    "wrong_type": WHOLE.replace("schema = 1", 'schema = "1"').encode(),
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

    monkeypatch.setattr(positions, "parser", asked)
    index = build(Registry(root))
    assert index.counts()[ALL] == MANY + 1
    found = Counter(group.name for group in index.problem_groups())
    assert set(KINDS) <= set(found)
    assert index.result(View(text="noi vu")).total > MANY // 2  # what could be glimpsed of them is found


def test_the_places_are_those_that_the_trees_tell(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = problems(root)
    monkeypatch.setattr(faults, "PlainPositions", lambda text: plain_positions.PlainPositions(""))
    monkeypatch.setattr(faults, "first_pair", lambda text, key: None)
    assert problems(root) == found
    assert all(line and column for _, _, line, column, _, _ in found)


def test_what_is_wrong_is_written_as_it_is_found(root: Path) -> None:
    connection = schema.connect(":memory:")
    schema.create(connection, "")
    written: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        (count,) = connection.execute("SELECT count(DISTINCT doc) FROM problem").fetchone()
        written.append((done, count))

    fill(connection, Registry(root), [load(language) for language in LANGUAGES], progress)
    assert len(written) == MANY // 250 + 1
    assert all(count >= done - 1 for done, count in written)  # all but the source
    connection.close()
