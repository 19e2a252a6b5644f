"""Imports by hand: records as a reader yields them, planned and saved in the registry at `root`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportPlan, PlannedRecord
from govtui.edit.import_saving import SavedBatch, save_import
from govtui.edit.operations import Editing
from govtui.edit.undo import UndoStack
from govtui.index.cache import build
from govtui.model.imported import Backward, ForeignId, ImportedRecord
from govtui.store.registry import Registry
from govtui.store.toml_values import parsed

SOURCE = {"title": {"en": "bodies.json"}, "accessed": "2026-11-29", "sha256": "ab" * 32}


def key(value: str) -> ForeignId:
    return ForeignId("x.popolo.id", value)


def body(
    number: int,
    name: str = "",
    *,
    left: Mapping[str, Any] | None = None,
    unknown_type: str = "",
    backward: Sequence[Backward] = (),
    removed: Sequence[str] = (),
    **data: Any,
) -> ImportedRecord:
    """An organization of another system, by its number there: a network unless its type is not known."""
    if name:
        data = {"name": {"en": name}, **data}
    if not unknown_type and "type" not in data:
        data["type"] = "network"
    return ImportedRecord(
        f"organizations/{number}",
        "organization",
        {**data, "x": {"popolo": {"id": str(number)}}},
        keys=(key(str(number)),),
        unknown_type=unknown_type,
        left=left or {},
        backward=tuple(backward),
        removed=tuple(removed),
    )


def exported(data: Mapping[str, Any], *, whole: bool = True) -> ImportedRecord:
    """A record as an export of ours has it."""
    rest = {name: value for name, value in data.items() if name not in ("schema", "kind", "id")}
    return ImportedRecord(f"line {data['id']}", data["kind"], rest, data["id"], restored=True, whole=whole)


def editing(root: Path) -> Editing:
    registry = Registry(root)
    return Editing(registry, build(registry), UndoStack())


def planned(root: Path, *records: ImportedRecord, **choices: Any) -> ImportPlan:
    return plan_import(editing(root), records, chosen(**choices))


def chosen(**choices: Any) -> ImportChoices:
    return ImportChoices("popolo", **{"new_source": SOURCE, **choices})


def imported(root: Path, *records: ImportedRecord, **choices: Any) -> tuple[ImportPlan, list[SavedBatch]]:
    """Plan an import and write it."""
    one = editing(root)
    plan = plan_import(one, records, chosen(**choices))
    return plan, list(save_import(one, plan, records))


def states(plan: ImportPlan) -> list[str]:
    return [one.state.value for one in plan.records]


def only(plan: ImportPlan) -> PlannedRecord:
    (one,) = plan.records
    return one


def data(root: Path, path: str) -> dict[str, Any]:
    return parsed((root / path).read_text(encoding="utf-8"))


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}
