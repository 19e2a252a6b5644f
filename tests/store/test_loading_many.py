"""Many files read step by step are read as each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from govtui.model.paths import localized_fields, localized_texts
from govtui.store.codec import loads, loads_all
from govtui.store.registry import Registry

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("root", [ROOT / "records", ROOT / "tests" / "data" / "broken"], ids=["bundled", "broken"])
def test_files_read_together_are_what_each_is_by_itself(root: Path) -> None:
    registry = Registry(root)
    paths = [found.path for found in registry.files()]
    assert registry.entries_at(paths) == [registry.entry(path) for path in paths]
    raws = [(root / path).read_bytes() for path in paths]
    assert loads_all(raws) == [loads(raw) for raw in raws]


def test_what_no_file_is_stands_among_files_in_its_place() -> None:
    registry = Registry(ROOT / "records")
    path = next(found.path for found in registry.files())
    gone, there = registry.entries_at(["events/no-such-event.toml", path])
    assert [problem.code for problem in gone.problems] == ["gone"]
    assert there == registry.entry(path)


def test_texts_without_their_paths_are_those_with_them() -> None:
    for entry in Registry(ROOT / "records").entries():
        assert entry.record
        named = [(path.partition(".")[0], text) for path, text in localized_fields(entry.record)]
        assert localized_texts(entry.record) == named
