"""Many files read step by step are read as each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import toml

from govtui.model.translations import localized_fields, localized_texts
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


@pytest.mark.parametrize(
    "written",
    [r'"Ho\u0302i"', "'Ho\u0302i'", '"""Hô\\\n  i"""', '"H\u00f4i"'],
    ids=["escaped", "NFD", "continued", "NFC"],
)
def test_a_text_is_normal_however_it_is_written(written: str) -> None:
    (loaded,) = loads_all([toml("a").replace("[name]", f"[theme]\nvi = {written}\n\n[name]", 1).encode()])
    assert loaded.record and loaded.record.theme == {"vi": "Hôi"}


def test_lines_of_a_text_end_by_lf_however_those_of_the_file_end() -> None:
    text = toml("a").replace("[name]", '[theme]\nvi = """a\nb"""\n\n[name]', 1).replace("\n", "\r\n")
    (loaded,) = loads_all([text.encode()])
    assert loaded.record and loaded.record.theme == {"vi": "a\nb"}
