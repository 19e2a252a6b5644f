"""What is wrong with one entry, saved or not, told without looking at all the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import FILES, RECORDS, registry, table, toml, write

from govtui.index.api import Index
from govtui.index.cache import build
from govtui.index.entry_checks import check_entry
from govtui.model.problem import Problem
from govtui.store.registry import Registry

SOURCE = table("s", "source")


def as_told(problems: list[Problem]) -> list[str]:
    return sorted(map(repr, problems))


def unsaved(root: Path, path: str, text: str) -> list[Problem]:
    """What is told of a text that is not in its file, by the index of what is."""
    files = Registry(root)
    return check_entry(build(files), files, files.entry_from(path, text.encode()))


def saved(root: Path, path: str, text: str, key: str) -> list[Problem]:
    """What the index tells of it when it is."""
    write(root, path, text)
    return list(build(Registry(root)).problems(key))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_saved_record_has_the_problems_that_the_index_has(shipped: Index, file: Path) -> None:
    files = Registry(RECORDS)
    entry = files.entry(file.relative_to(RECORDS).as_posix())
    assert as_told(check_entry(shipped, files, entry)) == as_told(list(shipped.problems(entry.id)))


@pytest.mark.parametrize(
    "fields",
    [
        {"relations": {"part_of": ["nothing"]}},
        {"relations": {"part_of": ["s"]}},
        {"relations": {"part_of": ["a"]}},
        {"relations": {"part_of": ["b"]}},
        {"relations": {"part_of": ["old-a"]}, "former_ids": ["old-a"]},
        {"relations": {"part_of": ["old-b"]}},
        {"name": {"vi": "Trùng", "en": "x"}},
        {"name": {"vi": "x"}},
        {"id": "b"},
        {"id": "new"},
        {"type": "z"},
        {"sources": None},
    ],
    ids=str,
)
def test_an_unsaved_text_has_the_problems_that_it_will_have(fields: dict[str, Any], tmp_path: Path) -> None:
    other = table("b", name={"vi": "trùng", "en": "b"}, relations={"part_of": ["a"]}, former_ids=["old-b"])
    registry(tmp_path, SOURCE, table("a"), other)
    path = "organizations/a.toml"
    text = toml(**{"id": "a", "kind": "organization", **fields})
    key = path if fields.get("id") == "b" else fields.get("id", "a")
    assert as_told(unsaved(tmp_path, path, text)) == as_told(saved(tmp_path, path, text, key))


def test_a_new_file_is_judged_beside_the_others(tmp_path: Path) -> None:
    registry(tmp_path, SOURCE, table("a"))
    path, text = "organizations/sub/a.toml", toml("a", name={"vi": "a"})
    assert [problem.code for problem in unsaved(tmp_path, path, text)] == [
        "duplicate_id",
        "untranslated",
        "likely_duplicate",
    ] or (as_told(unsaved(tmp_path, path, text)) == as_told(saved(tmp_path, path, text, path)))


def test_a_broken_text_is_told_at_its_place(tmp_path: Path) -> None:
    registry(tmp_path, SOURCE, table("a"))
    path, text = "organizations/a.toml", toml("a") + "[[["
    assert as_told(unsaved(tmp_path, path, text)) == as_told(saved(tmp_path, path, text, "a"))
