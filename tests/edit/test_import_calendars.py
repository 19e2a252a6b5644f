"""A calendar that is imported, exported and imported again gives the same records, and a second import changes nothing."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from seeds import rounds, seeded
from small import registry, table
from some_calendars import some_calendar

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportPlan
from govtui.edit.import_saving import save_import
from govtui.edit.operations import Editing
from govtui.edit.undo import UndoStack
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.ics import read
from govtui.model.imported import ImportedRecord
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry
from govtui.store.toml_values import parsed

CHOICES = ImportChoices("ics", type="forum", new_source={"title": {"vi": "a.ics"}, "accessed": "2026-11-30"})


def records(text: str, language: str = "vi") -> list[ImportedRecord]:
    return list(read(io.BytesIO(text.encode()), ReadOptions(Manifest(), date(2026, 11, 30), language=language)))


def imported(root: Path, text: str, language: str = "vi") -> ImportPlan:
    held = Registry(root)
    editing = Editing(held, build(held), UndoStack())
    read_records = records(text, language)
    plan = plan_import(editing, read_records, CHOICES)
    list(save_import(editing, plan, read_records))
    return plan


def exported(root: Path) -> str:
    held = Registry(root)
    index = build(held)
    cards = [card for id in sorted(entry.id for entry in held.entries() if entry.id) if (card := index.card(id))]
    context = RenderContext.of(held, load("vi"), ("vi",), index)
    return "".join(document(FORMATS["ics"], Export(held, index, cards, context, datetime(2026, 1, 1, tzinfo=UTC))))


def data(root: Path) -> dict[str, dict[str, Any]]:
    """The events of a registry, but for where they came from."""
    tables = {path.stem: parsed(path.read_text("utf-8")) for path in (root / "events").glob("*.toml")}
    for one in tables.values():
        one.pop("sources", None)
        one.pop("review", None)
    return tables


@pytest.mark.parametrize("round_", range(rounds(2)))
def test_import_export_import_gives_the_same_records(tmp_path: Path, round_: int) -> None:
    text = some_calendar(seeded(f"imported calendar {round_}"))
    first, second = (registry(tmp_path / name).root for name in "ab")
    assert {one.state.value for one in imported(first, text).records} == {"new"}
    assert {one.state.value for one in imported(first, text).records} == {"same"}
    sent = exported(first)
    assert {one.state.value for one in imported(second, sent, "").records} == {"new"}
    assert data(second) == data(first) and len(data(first)) == 4
    for root in (first, second):
        assert {one.state.value for one in imported(root, sent, "").records} == {"same"}
        assert {one.state.value for one in imported(root, text).records} == {"same"}


def test_an_instance_belongs_to_its_series_and_what_is_missing_is_left(tmp_path: Path) -> None:
    lines = ["BEGIN:VEVENT", "UID:a", "SUMMARY:Họp", "DTSTART:20150301", "RRULE:FREQ=YEARLY", "END:VEVENT"]
    instance = [
        "BEGIN:VEVENT",
        "UID:a",
        "RECURRENCE-ID:20160301",
        "SUMMARY:Họp lần 2",
        "DTSTART:20160302",
        "END:VEVENT",
    ]
    whole, alone = (registry(tmp_path / name).root for name in "ab")
    imported(whole, "\r\n".join([*lines, *instance]))
    series = next(id for id, one in data(whole).items() if one["type"] == "series")
    assert [one["series"] for one in data(whole).values() if "series" in one] == [{"id": series}]
    plan = imported(alone, "\r\n".join(instance))
    assert plan.left == {"series": 1}
    [only] = data(alone).values()
    assert "series" not in only and only["x"]["ics"]["series"] == "a"


def test_a_series_that_is_not_exported_is_left_out_with_its_number(tmp_path: Path) -> None:
    series, one = (
        table("s", "event", type="series"),
        table("e", "event", date="2015-03-01", series={"id": "s", "number": 3}),
    )
    here, there = registry(tmp_path / "a", series, one).root, registry(tmp_path / "b").root
    sent = exported(here)
    assert {one.state.value for one in imported(here, sent).records} == {"same"}
    plan = imported(there, sent)
    assert plan.left == {"series": 1} and not plan.kept and "series" not in data(there)["e"]


def test_the_plan_tells_what_the_records_keep_of_what_has_no_place(tmp_path: Path) -> None:
    todo = ["BEGIN:VTODO", "SUMMARY:Gọi điện", "END:VTODO"]
    plan = imported(
        registry(tmp_path).root, "\r\n".join(["BEGIN:VEVENT", "SUMMARY:Họp", "GEO:21;105", "END:VEVENT", *todo])
    )
    assert (plan.left, plan.kept) == ({"VTODO": 1, "geo": 1}, {"geo": 1})
