"""Laws of our own exports, through the plan: an empty registry gets equal data, the registry itself nothing, an edit one field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from edit.importing import imported, states
from interchange.any_records import any_registry, export_of, read_back
from own_registry import MANIFEST
from seeds import rounds, seeded
from small import registry

from govtui.interchange.formats import FORMATS, document, mapping_text
from govtui.interchange.incoming.mapping import read_mapping
from govtui.model.imported import ImportedRecord
from govtui.model.kinds import KINDS
from govtui.store.registry import Registry
from govtui.store.toml_values import PlainTables, plain_tables, same


def tables(root: Path) -> dict[str, PlainTables]:
    """What the files have, by id."""
    found = [plain_tables(path.read_bytes()) for path in root.rglob("*.toml") if path.name != "registry.toml"]
    return {one.data["id"]: one for one in found}


def lines(files: Registry) -> list[ImportedRecord]:
    return read_back("jsonl", "".join(document(FORMATS["jsonl"], export_of(files))), files.manifest)


def rows(files: Registry, kind: str, **edits: str) -> list[ImportedRecord]:
    """The rows of an exported table, in which some texts are replaced by others."""
    export = export_of(files, f"kind:{kind}", kind=kind)
    text = "".join(document(FORMATS["csv"], export))
    for old, new in edits.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_back("csv", text, files.manifest, read_mapping(mapping_text(FORMATS["csv"], export).encode()))


@pytest.mark.parametrize("round", range(rounds(1)))
def test_lines_make_the_same_registry_and_change_nothing_in_it(tmp_path: Path, round: int) -> None:
    files = any_registry(tmp_path / "one", seeded(f"restored {round}"), 16, MANIFEST, tuple(KINDS))
    empty = registry(tmp_path / "two", manifest=MANIFEST).root
    plan, _ = imported(empty, *lines(files))
    assert set(states(plan)) == {"new"} and plan.source is None
    before, after = tables(files.root), tables(empty)
    assert before.keys() == after.keys() and len(after) == 16
    for id, one in before.items():
        assert same(after[id].data, one.data), id
        assert sorted(after[id].unquoted) == sorted(one.unquoted), id
    for root in (files.root, empty):
        plan, written = imported(root, *lines(Registry(root)))
        assert set(states(plan)) == {"same"} and not written


@pytest.mark.parametrize("round", range(rounds(1)))
def test_tables_change_nothing_and_an_edited_cell_one_field(tmp_path: Path, round: int) -> None:
    files = any_registry(tmp_path, seeded(f"tables {round}"), 12, MANIFEST, tuple(KINDS))
    for kind in KINDS:
        plan, written = imported(files.root, *rows(files, kind))
        assert set(states(plan)) == {"same"} and not written, kind
    before = tables(files.root)
    id = next(id for id, one in before.items() if one.data["kind"] == "organization")
    plan, _ = imported(
        files.root, *rows(files, "organization", **{f"\n{id},network,unknown": f"\n{id},network,active"})
    )
    after: dict[str, Any] = {id: one.data for id, one in tables(files.root).items()}
    assert states(plan).count("changed") == 1 and after[id].pop("status") == "active"
    assert same(after, {key: one.data if key != id else without(one.data, "status") for key, one in before.items()})


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}
