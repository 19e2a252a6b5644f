"""Popolo through the whole import: what comes in, goes out and comes in again is the same, but for where it came from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from importing import chosen, editing, files, imported, states
from popolo_round_trip import read, written
from seeds import rounds, seeded
from small import RECORDS, shipped_index, write

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportPlan
from govtui.store.registry import Registry
from govtui.store.toml_values import plain_tables

DOCUMENT = {
    "organizations": [
        {
            "id": 1,
            "name": "Office of Rivers",
            "other_names": [
                {"name": "Canal Office", "start_date": "1911", "end_date": "1950-06-30"},
                {"name": "Cục Sông ngòi", "lang": "vi", "note": "multilingual"},
            ],
            "identifiers": [{"scheme": "DUNS", "identifier": "000"}, {"identifier": "77"}],
            "classification": "Corporation",
            "parent_id": "nowhere",
            "founding_date": "1911-04",
            "contact_details": [{"type": "voice", "value": "+84 1"}],
            "links": [{"url": "https://river.example/", "note": "Home page"}],
            "sources": [{"url": "https://gazette.example/1911", "note": "Gazette of 1911"}],
        },
        {"id": 2, "name": "Water Laboratory", "classification": "ministry", "parent_id": "1"},
    ],
    "events": [
        {
            "id": 1,
            "name": "Third sitting",
            "classification": "Session",
            "start_date": "2024-03-01",
            "end_date": "2024-03-03",
            "status": "confirmed",
            "location": "Town hall",
            "organization_id": "2",
            "attendees": [{"id": "an"}, {"id": "2"}, {"id": "nobody"}],
        }
    ],
    "persons": [{"id": "an", "name": "An Lê", "other_names": [{"name": "Lê An"}]}],
    "memberships": [{"person_id": "an", "organization_id": "1", "role": "President", "on_behalf_of_id": "2"}],
    "votes": [{"option": "yes"}],
}


@pytest.fixture
def registry(tmp_path: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        return write(tmp_path / name, "registry.toml", "schema = 2\n").parent

    return made


def told(root: Path) -> dict[str, dict[str, Any]]:
    """The records by id, without what says where they came from."""
    found = {data["id"]: data for raw in files(root).values() if "id" in (data := plain_tables(raw).data)}
    return {
        id: {name: value for name, value in data.items() if name not in ("sources", "review")}
        for id, data in found.items()
        if data["type"] != "data_set"
    }


def again(root: Path, raw: bytes, language: str = "") -> ImportPlan:
    return plan_import(editing(root), read(raw, language), chosen(type="network"))


def popolo(root: Path, ids: Iterable[str] = ()) -> bytes:
    """Write the records, or some of them, as Popolo."""
    if root == RECORDS:
        return written(Registry(root), shipped_index(), sorted(ids))[0]
    one = editing(root)
    return written(one.registry, one.index, sorted(ids or told(root)))[0]


def test_a_document_comes_in_goes_out_and_comes_in_the_same(registry: Callable[[str], Path]) -> None:
    raw = json.dumps(DOCUMENT).encode()
    first = registry("first")
    plan, _ = imported(first, *read(raw, "en"), type="network")
    assert states(plan) == ["new"] * 4
    assert plan.left == {
        "classification": 1,
        "identifiers": 1,
        "contact_details": 1,
        "part_of": 1,
        "attendees": 1,
        "votes": 1,
    }
    assert set(states(again(first, raw, "en"))) == {"same"}

    out = popolo(first)
    assert set(states(again(first, out))) == {"same"}
    second = registry("second")
    imported(second, *read(out))
    assert told(second) == told(first)
    assert popolo(second) == out


def test_the_shipped_registry_written_as_popolo_changes_nothing_where_it_came_from(tmp_path: Path) -> None:
    root = shutil.copytree(RECORDS, tmp_path / "records")
    some = seeded("popolo").sample(sorted(told(root)), rounds(40, 200))
    plan = again(root, popolo(root, some))
    assert set(states(plan)) == {"same"} and plan.left.keys() <= {"speeches"}


def test_records_of_the_shipped_registry_come_into_an_empty_one_and_out_again_the_same(
    registry: Callable[[str], Path],
) -> None:
    empty = registry("empty")
    out = popolo(RECORDS, seeded("popolo").sample(sorted(told(RECORDS)), rounds(20, 200)))
    plan, _ = imported(empty, *read(out))
    assert set(states(plan)) == {"new"}
    assert set(states(again(empty, popolo(empty)))) == {"same"}
