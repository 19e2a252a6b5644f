"""Laws of imports, over registries with all kinds of fields: what is restored is equal, what is imported twice is imported once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from importing import chosen, editing, exported, files, imported, states
from seeds import rounds, seeded
from small import FILES, RECORDS

from govtui.edit.import_making import plan_import
from govtui.edit.import_saving import save_import
from govtui.i18n.import_texts import import_sentence
from govtui.i18n.translator import load
from govtui.model.fields import fields
from govtui.model.imported import ForeignId, ImportedRecord, ImportFault
from govtui.model.kinds import name_field
from govtui.model.record import MODELS
from govtui.store.toml_values import plain_tables

ALL = [plain_tables(path.read_bytes()).data for path in FILES]
EN = load("en")
MANIFEST = (RECORDS / "registry.toml").read_bytes()


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A registry with the manifest of the one that ships, and nothing else."""
    (tmp_path / "registry.toml").write_bytes(MANIFEST)
    return tmp_path


def test_what_was_exported_is_restored_with_equal_data_and_changes_nothing_the_second_time(empty: Path) -> None:
    some = seeded("restored").sample(ALL, rounds(30, len(ALL)))
    plan, _ = imported(empty, *map(exported, some))
    assert set(states(plan)) == {"new"} and plan.source is None
    now = {data["id"]: data for raw in files(empty).values() if "id" in (data := plain_tables(raw).data)}
    assert now == {data["id"]: data for data in some}
    assert set(states(plan_import(editing(empty), map(exported, some), chosen()))) == {"same"}


def test_restored_into_the_registry_that_it_came_from_nothing_changes(tmp_path: Path) -> None:
    root = shutil.copytree(RECORDS, tmp_path / "records")
    one = editing(root)
    for number in range(rounds(1)):
        some = seeded(f"the same {number}").sample(ALL, 30)
        assert set(states(plan_import(one, map(exported, some), chosen()))) == {"same"}


def _foreign(data: dict[str, Any], number: int, ids: set[str]) -> ImportedRecord:
    """A record as another registry would give it: by a key of its own, references by such keys."""
    rest = {
        name: _with_keys(value, ids) for name, value in data.items() if name not in ("schema", "kind", "id", "review")
    }
    rest["x"] = {"jsonl": {"id": data["id"]}}
    return ImportedRecord(
        f"line {number}", data["kind"], rest, keys=(ForeignId("x.jsonl.id", data["id"]),), left={"n": number}
    )


def _with_keys(value: Any, ids: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: _with_keys(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_keys(one, ids) for one in value]
    return ForeignId("x.jsonl.id", value) if value in ids else value


def test_imported_twice_whatever_was_edited_between_nothing_is_said_twice(empty: Path) -> None:
    draw = seeded("twice")
    some = draw.sample(ALL, rounds(30, len(ALL)))
    ids = {data["id"] for data in some if "-" in data["id"]}
    records = [_foreign(data, number, ids) for number, data in enumerate(some, 1)]
    one = editing(empty)
    choices = chosen(skip_refused=True)
    plan = plan_import(one, records, choices)
    assert set(states(plan)) <= {"new", "refused"} and states(plan).count("refused") < 3, plan.records
    list(save_import(one, plan, records))
    after = editing(empty)
    again = plan_import(after, records, choices)
    assert set(states(again)) <= {"same", "refused"} and again.source is None
    _edit(empty, draw)
    edited = plan_import(editing(empty), records, choices)
    assert "changed" in states(edited)
    list(save_import(editing(empty), edited, records))
    assert set(states(plan_import(editing(empty), records, choices))) <= {"same", "refused"}


def _edit(root: Path, draw: Any) -> None:
    """Change values of some records, and take some away."""
    for path in sorted(root.glob("*/*.toml")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if line.startswith(("type", "founded", "date ", "url", "vi ", "en ")) and draw.random() < 0.3:
                lines[number] = "" if line.startswith(("founded", "date ", "url")) else line.replace(' = "', ' = "x', 1)
        path.write_text("\n".join(lines), encoding="utf-8")


_PLAIN = [
    "",
    "x",
    "2018",
    "unknown",
    "country:VN",
    "a.b",
    "\ud800",
    "\0",
    0,
    2**70,
    1.5,
    float("nan"),
    True,
    None,
    date(2018, 1, 1),
]
_NAMES = ["vi", "en", "country", "id", "number", "part_of", "text", "type", "a.b", ""]


def _any_value(draw: Any, depth: int = 0) -> Any:
    sort = draw.randrange(4 if depth < 3 else 2)
    if sort == 2:
        return {draw.choice(_NAMES): _any_value(draw, depth + 1) for _ in range(draw.randrange(3))}
    if sort == 3:
        return [_any_value(draw, depth + 1) for _ in range(draw.randrange(3))]
    foreign = [ForeignId("x.popolo.id", "1"), ForeignId("id", "un-desa"), ForeignId("id", "zz")]
    return draw.choice(foreign if sort else _PLAIN)


def test_values_of_any_shape_are_planned_or_refused_with_a_sentence(empty: Path) -> None:
    draw = seeded("shapes")
    kept = draw.sample(ALL, 12)
    imported(empty, *map(exported, kept))
    one, found = editing(empty), set()
    for _ in range(rounds(25)):
        records = [_of_any_shape(draw, number, kept) for number in range(6)]
        plan = plan_import(one, records, chosen(skip_refused=True, take=draw.choice([frozenset(), frozenset("*")])))
        found |= {row.state.value for row in plan.records}
        refused = [row for row in plan.records if row.state.value == "refused"]
        assert all(row.problems or import_sentence(ImportFault("", row.code, row.values), EN) for row in refused)
    assert found >= {"new", "changed", "refused"}


def _of_any_shape(draw: Any, number: int, kept: list[dict[str, Any]]) -> ImportedRecord:
    like = draw.choice(kept)
    names = [name for name in fields(MODELS[like["kind"]]) if name not in ("schema", "kind", "id")]
    data = {draw.choice(names): _any_value(draw) for _ in range(draw.randrange(4))}
    named = {name_field(like["kind"]): {"en": f"Office {number}"}, "type": like["type"]} if draw.random() < 0.8 else {}
    id = draw.choice([like["id"], f"new-{number}", "No id", ""])
    restored = draw.random() < 0.3
    return ImportedRecord(
        f"o/{number}",
        like["kind"],
        {**named, **data},
        id,
        left={"q": _any_value(draw)},
        restored=restored,
        whole=restored and draw.random() < 0.5,
        removed=(draw.choice(names),) if draw.random() < 0.2 else (),
    )
