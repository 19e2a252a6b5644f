"""Events go out as a calendar that other programs can read, and come back from it as they were."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hostile import TEXT
from icalendar import Calendar
from seeds import rounds, seeded
from small import RECORDS, registry, shipped_index, table
from some_calendars import some_calendar

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.ics import read
from govtui.interchange.outgoing.ics import CARRIED
from govtui.model.dates import PartialDate
from govtui.model.imported import ForeignId, ImportedRecord
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest
from govtui.store.registry import Registry

TODAY = date(2026, 11, 30)
WHEN = datetime(2026, 11, 30, 7, 8, 9, tzinfo=UTC)


def export_of(held: Registry, language: str = "vi") -> Export:
    index = shipped_index() if held.root == RECORDS else build(held)
    context = RenderContext.of(held, load(language), (language,), index)
    cards = sorted((index.card(entry.id) for entry in held.entries() if entry.id), key=lambda card: card.key)  # type: ignore[union-attr]
    return Export(held, index, [one for one in cards if one], context, WHEN)


def calendar(held: Registry, language: str = "vi") -> str:
    return "".join(document(FORMATS["ics"], export_of(held, language)))


def imported(text: str, today: date = TODAY, language: str = "") -> list[ImportedRecord]:
    return list(read(io.BytesIO(text.encode()), ReadOptions(Manifest(), today, language=language)))


def plain(value: Any) -> Any:
    """Data with ids in place of what the plan resolves to them."""
    if isinstance(value, ForeignId):
        return value.value
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def event(id: str, **fields: Any) -> dict[str, Any]:
    return table(id, "event", **fields)


def component(tmp_path: Path, language: str = "vi", **fields: Any) -> list[str]:
    """The lines of the only component, unfolded."""
    text = calendar(registry(tmp_path, event("a", **fields)), language).replace("\r\n ", "")
    return text[text.index("DTSTAMP") : text.rindex("END:VCALENDAR")].split("\r\n")


def test_the_events_of_the_shipped_registry_come_back_as_they_were() -> None:
    export = export_of(Registry(RECORDS))
    records = imported("".join(document(FORMATS["ics"], export)))
    dated = {entry.id: entry.record for entry in export.registry.entries() if getattr(entry.record, "date", None)}
    dated = {id: one for id, one in dated.items() if one and one.kind == "event"}
    assert [one.id for one in records] == sorted(dated) and len(records) >= 10
    for one in records:
        record = dated[one.id]
        assert record is not None and not one.faults and one.restored and not one.left
        data = plain(one.data)
        assert data.pop("relations", {}).get("organized_by", []) == list(record.relations.get("organized_by", []))
        assert data.pop("links", {}).get("website") == record.links.get("website")
        data.pop("people", None)
        for name, value in data.items():
            mine = getattr(record, name)
            stated = mine.text if isinstance(mine, PartialDate) else mine
            if name in ("place", "series"):
                stated = {key: one for key, one in vars(mine).items() if one is not None}
            assert value == stated, (one.id, name)
        assert {name for name in CARRIED["event"] if getattr(record, name)} <= {*data, "relations", "links", "people"}
    left = export.left
    assert set(left.records) == {"other_kind", "no_date"}
    assert left.records["no_date"] and len(left.records["no_date"]) + len(records) == sum(
        entry.record is not None and entry.record.kind == "event" for entry in export.registry.entries()
    )
    assert {"sources", "agenda", "participants", "people", "relations.concerns"} <= left.fields.keys()


def test_other_programs_can_read_the_calendar() -> None:
    text = calendar(Registry(RECORDS))
    assert text == calendar(Registry(RECORDS)) and text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read_by_other: Any = Calendar.from_ical(text)
    components = [one for one in read_by_other.walk() if one.name != "VCALENDAR"]
    assert {one.name for one in components} == {"VEVENT", "VJOURNAL"} and not any(one.errors for one in components)
    [meeting] = [one for one in components if one["UID"] == "ogp-asia-pacific-2018@govtui.invalid"]
    assert (meeting.decoded("DTSTART"), meeting.decoded("DTEND")) == (date(2018, 11, 5), date(2018, 11, 7))
    assert meeting["LOCATION"] == "Seoul, Hàn Quốc" and meeting.decoded("DTSTAMP") == WHEN
    [plan] = [one for one in components if one["UID"] == "accsm-21@govtui.invalid"]
    assert plan.name == "VJOURNAL" and "DTSTART" not in plan
    assert plan["DESCRIPTION"].startswith("tháng 8 năm 2022\n\nHà Nội, Việt Nam\n\n")
    assert "DESCRIPTION:August 2022" in calendar(Registry(RECORDS), "en")


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2018-11-05", ("20181105", "20181106")),
        ("2018-11-05/2018-11-06", ("20181105", "20181107")),
        ("2018-12-31", ("20181231", "20190101")),
        ("2018-11-05T09:00:00Z", ("20181105", "20181106")),
        ("0001-01-01", ("00010101", "00010102")),
        ("9999-12-31", ("99991231", "")),
        *[
            (one, None)
            for one in (
                *(
                    "2018-11",
                    "2018",
                    "201X",
                    "2018-11-05?",
                    "2018-11-05~",
                    "XXXX-11-05",
                    "2018-11-05/..",
                    "../2018-11-05",
                ),
                *("2018-11/2018-12-01", "2018-11-05/2018-11-06~", "9999-12-30/9999-12-31"),
            )
        ],
    ],
)
def test_a_date_known_to_the_day_is_an_event_and_any_other_a_journal(
    tmp_path: Path, edtf: str, days: tuple[str, str] | None
) -> None:
    lines = component(tmp_path, date=edtf)
    told = [line for line in lines if line.startswith(("DTSTART", "DTEND"))]
    if days:
        expected = [f"{name};VALUE=DATE:{day}" for name, day in zip(("DTSTART", "DTEND"), days, strict=True) if day]
        assert told == expected and "END:VEVENT" in lines
    else:
        assert not told and "END:VJOURNAL" in lines
        assert any(line.startswith("DESCRIPTION:") and len(line) > len("DESCRIPTION:") for line in lines)
    assert f"X-GOVTUI-EDTF:{edtf}" in lines
    [back] = imported(calendar(Registry(tmp_path)))
    assert back.data["date"] == edtf


def test_what_was_changed_in_a_calendar_program_counts(tmp_path: Path) -> None:
    held = registry(
        tmp_path, event("a", date="2018-11-05/2018-11-05", status="held", name={"vi": "Họp", "en": "Meeting"})
    )
    text = calendar(held)
    [same] = imported(text)
    assert (same.data["date"], same.data["status"], same.data["name"]) == (
        "2018-11-05/2018-11-05",
        "held",
        {"vi": "Họp", "en": "Meeting"},
    )
    moved = re.sub("DTSTART.*\r\nDTEND.*", "DTSTART;VALUE=DATE:20181107\r\nDTEND;VALUE=DATE:20181109", text)
    [other] = imported(
        moved.replace("STATUS:CONFIRMED", "STATUS:CANCELLED").replace(
            "SUMMARY;LANGUAGE=vi:Họp", "SUMMARY;LANGUAGE=vi:Họp lại"
        )
    )
    assert (other.data["date"], other.data["status"]) == ("2018-11-07/2018-11-08", "cancelled")
    assert other.data["name"] == {"vi": "Họp lại", "en": "Meeting"} and other.id == "a"
    unknown = calendar(registry(tmp_path / "u", event("a", date="2018-11-05", status="postponed")))
    [confirmed] = imported(unknown.replace("SUMMARY", "STATUS:CONFIRMED\r\nSUMMARY"))
    assert confirmed.data["status"] == "postponed"


def test_half_of_a_list_never_goes_out(tmp_path: Path) -> None:
    people = [{"name": "Lê A", "role": "speaker"}, {"name": "Trần, B", "role": "chair"}]
    assert "X-GOVTUI-PERSON;X-ROLE=chair:Trần\\, B" in component(tmp_path, date="2018-11-05", people=people)
    people[0]["title"] = {"vi": "Vụ trưởng"}  # type: ignore[assignment]
    export = export_of(registry(tmp_path / "b", event("a", date="2018-11-05", people=people)))
    assert "X-GOVTUI-PERSON" not in "".join(document(FORMATS["ics"], export)) and export.left.fields["people"] == 1


def test_hostile_texts_stay_within_their_line(tmp_path: Path) -> None:
    text = TEXT + "\\n;,:\\\nEND:VEVENT\nBEGIN:VEVENT"
    fields = {"name": {"vi": text}, "summary": {"vi": text, "en": text}, "date": "2018-11-05", "date_text": text}
    fields |= {"place": {"venue": {"vi": text}}, "links": {"website": "https://a.example/\nX:y"}}
    whole = calendar(registry(tmp_path, event("a", **fields)))
    assert whole.count("\r\nBEGIN:VEVENT") == 1 and not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", whole)
    assert "URL:" not in whole
    [back] = imported(whole)
    kept = re.sub("[\x00-\x08\x0e-\x1f\x7f]", "", re.sub("\r|[\x0b\x0c]", "\n", text))
    assert back.data["name"] == {"vi": kept} and back.data["summary"] == {"vi": kept, "en": kept}
    assert back.data["links"] == {"website": "https://a.example/\nX:y"}


def test_organizers_are_named_and_their_ids_come_back(tmp_path: Path) -> None:
    body = table("moha", name={"vi": 'Bộ "Nội vụ"', "en": "Ministry"})
    relations = {"organized_by": ["moha", "country:KR"], "part_of": ["b"]}
    held = registry(tmp_path, body, event("a", date="2018-11-05", relations=relations))
    export = export_of(held)
    text = "".join(document(FORMATS["ics"], export)).replace("\r\n ", "")
    assert "ORGANIZER;CN=\"Bộ 'Nội vụ'; Hàn Quốc\":invalid:nomail\r\n" in text
    [back] = imported(text)
    assert back.data["relations"] == {"organized_by": [ForeignId("id", "moha"), "country:KR"]}
    assert export.left.fields["relations.part_of"] == 1


@pytest.mark.parametrize("round_", range(rounds(6)))
def test_import_export_import_is_the_import(tmp_path: Path, round_: int) -> None:
    first = imported(some_calendar(seeded(f"calendar {round_}")), language="vi")
    assert len(first) == 4 and not any(one.faults for one in first)
    written = {}
    for number, one in enumerate(first):
        notes = {"ics": {**one.left, **one.data.get("x", {}).get("ics", {})}}
        written[f"event-{number}"] = {"type": "forum", "status": "unknown", **plain(one.data), "x": notes}
    held = registry(tmp_path, *[event(id, **data) for id, data in written.items()])
    assert not [problem for entry in held.entries() for problem in entry.problems]
    second = imported(calendar(held), date(2000, 1, 1))
    assert {one.id: dict(one.data) for one in second} == written
    assert not any(one.faults or one.left for one in second)
    assert [one.keys for one in second] == [one.keys for one in first]
