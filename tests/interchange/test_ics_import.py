"""Calendars that others wrote come in as events: what each property becomes, and what is wrong with whom."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from govtui.i18n.import_texts import import_sentence
from govtui.i18n.translator import load
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming import ics_components
from govtui.interchange.incoming.ics import LONGEST_TEXT, read
from govtui.interchange.incoming.mapping import Mapping
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord
from govtui.store.manifest import Manifest

TODAY = date(2026, 11, 30)


def options(**chosen: Any) -> ReadOptions:
    return ReadOptions(Manifest(), TODAY, **{"language": "vi", **chosen})


def imported(text: str | bytes, **chosen: Any) -> list[ImportedRecord]:
    raw = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    return list(read(io.BytesIO(raw), options(**chosen)))


def event(*lines: str, name: str = "VEVENT", **chosen: Any) -> ImportedRecord:
    """The record of one component, which has a name."""
    text = "\n".join([f"BEGIN:{name}", "SUMMARY:Hội nghị", *lines, f"END:{name}", ""])
    [record] = imported(text, **chosen)
    return record


def refusals(record: ImportedRecord) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in record.faults]


def refused(text: str | bytes, **chosen: Any) -> tuple[str, str]:
    with pytest.raises(CannotImport) as caught:
        imported(text, **chosen)
    for language in ("vi", "en"):
        assert import_sentence(caught.value.fault, load(language)).endswith(".")
    return caught.value.fault.place, caught.value.fault.code


def test_an_event_becomes_a_record_with_what_its_properties_say() -> None:
    [record] = imported(
        """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Lịch
BEGIN:VEVENT
UID:abc@example.org
DTSTAMP:20260101T000000Z
SEQUENCE:3
DTSTART;VALUE=DATE:20181105
DTEND;VALUE=DATE:20181107
SUMMARY:Hội nghị khu vực\\, lần 2\\; mở rộng
DESCRIPTION;LANGUAGE=en:Two days\\nin C:\\\\new
LOCATION:Hội trường A
URL:https://example.org/a,b;c?d=%2C
STATUS:CONFIRMED
GEO:37.5;127.0
BEGIN:VALARM
TRIGGER:-PT15M
SUMMARY:Nhắc
END:VALARM
END:VEVENT
END:VCALENDAR
"""
    )
    assert record.place == "line 4" and record.kind == "event" and not record.faults and not record.restored
    assert record.data == {
        "name": {"vi": "Hội nghị khu vực, lần 2; mở rộng"},
        "summary": {"en": "Two days\nin C:\\new"},
        "date": "2018-11-05/2018-11-06",
        "status": "held",
        "place": {"venue": {"vi": "Hội trường A"}},
        "links": {"website": "https://example.org/a,b;c?d=%2C"},
        "x": {"ics": {"id": "abc@example.org"}},
    }
    assert record.keys == (ForeignId("x.ics.id", "abc@example.org"),)
    assert record.left == {"geo": "37.5;127.0"}


@pytest.mark.parametrize(
    ("lines", "edtf", "printed"),
    [
        (["DTSTART:20181105"], "2018-11-05", None),
        (["DTSTART:20181105", "DTEND:20181106"], "2018-11-05", None),
        (["DTSTART:20181105", "DTEND:20181105"], "2018-11-05", None),  # wrong, and common
        (["DTSTART:20181105", "DURATION:P3D"], "2018-11-05/2018-11-07", None),
        (["DTSTART:20181105T090000Z"], "2018-11-05", "2018-11-05 09:00 (UTC)"),
        (["DTSTART:20181105T090000", "DURATION:PT90M"], "2018-11-05", "2018-11-05 09:00–10:30"),
        (["DTSTART:20181105T220000", "DTEND:20181106T000000"], "2018-11-05", "2018-11-05 22:00 – 2018-11-06 00:00"),
        (
            ["DTSTART;TZID=Asia/Seoul:20181105T090000", "DTEND;TZID=Asia/Seoul:20181106T170000"],
            "2018-11-05/2018-11-06",
            "2018-11-05 09:00 – 2018-11-06 17:00 (Asia/Seoul)",
        ),
        # The day is that of the event's own zone, whatever the other end is written in.
        (
            ["DTSTART;TZID=Asia/Ho_Chi_Minh:20181106T060000", "DTEND:20181106T000000Z"],
            "2018-11-06",
            "2018-11-06 06:00–07:00 (Asia/Ho_Chi_Minh)",
        ),
        (
            ["DTSTART;TZID=SE Asia Standard Time:20181105T230000", "DTEND:20181105T170000Z"],
            "2018-11-05",
            "2018-11-05 23:00 – 2018-11-06 00:00 (SE Asia Standard Time)",
        ),
        (
            ["DTSTART;TZID=Nowhere:20181105T230000", "DTEND:20181105T233000Z"],
            "2018-11-05",
            "2018-11-05 23:00 (Nowhere) – 2018-11-05 23:30 (UTC)",
        ),
        (["DTSTART:00010101"], "0001-01-01", None),
        (["DTSTART:99991231"], "9999-12-31", None),
        ([], None, None),
    ],
)
def test_days_are_those_of_the_events_own_zone_and_times_go_into_its_printed_date(
    lines: Sequence[str], edtf: str | None, printed: str | None
) -> None:
    record = event(*lines)
    assert not record.faults
    assert (record.data.get("date"), record.data.get("date_text")) == (edtf, printed)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART:20181345"], "bad_date"),
        (["DTSTART:00000101"], "bad_date"),
        (["DTSTART:tomorrow"], "bad_date"),
        (["DTSTART:"], "bad_date"),
        (["DTSTART:P1D"], "bad_date"),
        (["DTSTART:20181105", "DTEND:20181131"], "bad_date"),
        (["DTSTART:20181105", "DURATION:P9999999999D"], "bad_date"),
        (["DTSTART:99991231", "DURATION:P2D"], "bad_date"),
        (["DTSTART:20181105", "DURATION:-P1D"], "ics_ends_before"),
        (["DTSTART:20181105", "DTEND:20181104"], "ics_ends_before"),
        (["DTSTART:20181105T100000Z", "DTEND:20181105T090000Z"], "ics_ends_before"),
    ],
)
def test_a_broken_date_refuses_its_event_alone_and_says_the_line(lines: Sequence[str], code: str) -> None:
    record = event(*lines)
    assert refusals(record) == [(f"line {2 + len(lines)}", code)]
    assert "date" not in record.data


def test_a_recurring_event_is_one_series_with_its_rule_kept() -> None:
    record = event("UID:a", "DTSTART:20150301", "RRULE:FREQ=YEARLY;COUNT=4", "EXDATE:20160301", "STATUS:CONFIRMED")
    assert (record.data["type"], record.data["status"], record.data["frequency"]) == ("series", "recurring", "annual")
    assert record.data["date"] == "2015-03-01"
    assert record.left == {"rrule": "FREQ=YEARLY;COUNT=4", "exdate": "20160301"}
    assert "frequency" not in event("RRULE:FREQ=YEARLY;BYMONTH=3,9").data
    assert event("RDATE:20150301,20150401").data["type"] == "series"
    assert event("RRULE:FREQ=NEVER;;=").data["type"] == "series"
    instance = event("UID:a", "RECURRENCE-ID;VALUE=DATE:20170301", "DTSTART:20170302")
    assert instance.data["series"] == {"id": ForeignId("x.ics.id", "a")}
    assert instance.keys == (ForeignId("x.ics.id", "a 20170301"),)


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["STATUS:CONFIRMED", "DTSTART:20261129"], "held"),
        (["STATUS:CONFIRMED", "DTSTART:20261130"], "planned"),
        (["STATUS:CONFIRMED"], None),
        (["STATUS:TENTATIVE"], "planned"),
        (["STATUS:cancelled", "RRULE:FREQ=DAILY"], "cancelled"),
        (["DTSTART:20261129"], None),
        (["STATUS:PERHAPS"], None),
    ],
)
def test_confirmed_is_held_once_it_is_past(lines: Sequence[str], status: str | None) -> None:
    assert event(*lines).data.get("status") == status


def test_names_of_people_come_in_and_mail_addresses_do_not() -> None:
    record = event(
        'ORGANIZER;CN="Nguyễn Văn A, Bộ Nội vụ":mailto:a@example.org',
        "ATTENDEE;CN=Trần B;ROLE=CHAIR:mailto:b@example.org",
        "ATTENDEE;CN='Lê C':mailto:c@example.org",
        "ATTENDEE;CN=d@example.org:mailto:d@example.org",
        "ATTENDEE:mailto:e@example.org",
        "ATTENDEE;CN=Phòng 3;CUTYPE=ROOM:mailto:f@example.org",
        "ATTENDEE;CN=Vắng;PARTSTAT=DECLINED:mailto:g@example.org",
        "CONTACT:Hỏi h@example.org hoặc 024",
    )
    assert record.data["people"] == [
        {"name": "Trần B", "role": "chair"},
        {"name": "Lê C", "role": "participant"},
        {"name": "Nguyễn Văn A, Bộ Nội vụ", "role": "participant"},
    ]
    assert record.left == {"attendee": 4, "contact": "Hỏi  hoặc 024"}
    assert "@" not in repr(record)


def test_categories_give_the_type_through_the_mapping_or_by_our_own_names() -> None:
    mapping = Mapping(classification={"MEETING": "conference"})
    assert event("CATEGORIES:Work,MEETING", mapping=mapping).data["type"] == "conference"
    assert event("CATEGORIES:Work,MEETING", mapping=mapping).left == {"categories": ["Work"]}
    assert event("CATEGORIES:workshop").data["type"] == event("CATEGORIES:Hội thảo").data["type"] == "workshop"
    unknown = event("CATEGORIES:Họp\\, giao ban", "CATEGORIES:Khác")
    assert unknown.unknown_type == "Họp, giao ban" and "type" not in unknown.data
    assert unknown.left == {"categories": ["Họp, giao ban", "Khác"]}


def test_texts_are_in_the_language_that_they_say_else_in_the_one_that_is_given() -> None:
    record = event("SUMMARY;LANGUAGE=en-US:Meeting", "SUMMARY;LANGUAGE=de:Treffen", "SUMMARY:Họp")
    assert record.data["name"] == {"vi": "Hội nghị", "en": "Meeting", "de": "Treffen"}
    assert record.left == {"summary": "Họp"}
    assert refused("BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n", language="") == ("line 2", "language_needed")


def test_a_line_may_be_folded_at_any_byte_and_end_in_any_way() -> None:
    whole = "BEGIN:VEVENT\r\nSUMMARY:Hội nghị\r\nDTSTART:20181105\r\nEND:VEVENT\r\n".encode()
    [plain] = imported(whole)
    folded = b"".join(
        b"\r\n\t" + whole[n : n + 1] if n and whole[n] not in b"\r\n" else whole[n : n + 1] for n in range(len(whole))
    )
    folded = folded.replace(b"\n\r\n\t", b"\n")  # not at the beginning of a line
    for raw in (
        folded,
        whole.replace(b"\r\n", b"\n"),
        whole.replace(b"\r\n", b"\r"),
        whole.replace(b"\r\n", b"\r\r\n"),
    ):
        [record] = imported(raw)
        assert record.data == plain.data == {"name": {"vi": "Hội nghị"}, "date": "2018-11-05"}
    assert imported(b"\xef\xbb\xbf" + whole) == [plain] == imported(whole.rstrip())


def test_what_is_broken_is_the_fault_of_its_component_only_where_it_is_needed() -> None:
    records = imported(
        b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\nX\r\nCOMMENT:\xe9\r\n???\r\nEND:VEVENT\r\n"
        b"BEGIN:VEVENT\r\nSUMMARY:\xe9t\xe9\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:B\r\nDTSTART 20180101\r\nEND:VEVENT\r\n"
        b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY;ENCODING=QUOTED-PRINTABLE:=C3=A9\r\nEND:VEVENT\r\n"
        b"BEGIN:VEVENT\r\nSUMMARY:C\r\nBEGIN:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:D\r\nBEGIN:VEVENT\r\n"
        b"SUMMARY:E\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert [refusals(one) for one in records] == [
        [],
        [("line 10", "not_utf8")],
        [("line 14", "ics_bad_line")],
        [("line 16", "no_name")],
        [("line 20", "ics_old_encoding")],
        [("line 24", "ics_not_closed")],
        [("line 26", "ics_not_closed")],
        [],
    ]
    assert records[0].left == {"x": "X", "comment": "COMMENT:\ufffd", "unreadable": "???"}
    for fault in (fault for one in records for fault in one.faults):
        assert all(import_sentence(fault, load(language)).endswith(".") for language in ("vi", "en"))


def test_calendars_follow_one_another_and_other_components_are_counted_as_left() -> None:
    calendar = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:?\nEND:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY:A\nEND:VEVENT\n"
    records = imported(
        f"{calendar}BEGIN:VTODO\nSUMMARY:B\nEND:VTODO\nEND:VCALENDAR\n\n{calendar}END:VCALENDAR\nBEGIN:VJOURNAL\nSUMMARY:C\n"
        "END:VJOURNAL\nX-COMMENT:made by a program\n"
    )
    assert [(one.place, one.kind, one.counted_as) for one in records] == [
        ("line 5", "event", ""),
        ("line 8", "", "VTODO"),
        ("line 17", "event", ""),
        ("line 21", "event", ""),
    ]


@pytest.mark.parametrize(
    ("raw", "place", "code"),
    [
        (b"", "line 1", "empty_file"),
        (b"\r\n\r\n", "line 1", "empty_file"),
        (b"<!DOCTYPE html>\n<html>", "line 1", "wrong_form"),
        ("BEGIN:VCALENDAR".encode("utf-16"), "line 1", "not_utf8"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n", "line 3", "ics_cut_short"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\nEND:VCAL", "line 5", "ics_not_begun"),
        (b"BEGIN:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR", "line 2", "ics_not_closed"),
        (b"BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\nEND:VEVENT\n", "line 4", "ics_not_begun"),
        (b"BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\nSUMMARY:b\n", "line 4", "wrong_form"),
        (b"BEGIN:A\n" * 101, "line 101", "too_deep"),
        (b"BEGIN:VEVENT\nSUMMARY:" + b"a" * ics_components.LONGEST_LINE, "line 2", "line_too_long"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_with_its_place(raw: bytes, place: str, code: str) -> None:
    assert refused(raw) == (place, code)


def test_limits_of_records_texts_and_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    two = "BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n" * 2
    assert refused(two, most=1) == ("line 4", "too_many")
    assert refusals(event("DESCRIPTION:" + "ă" * (LONGEST_TEXT // 2 + 1))) == [("line 3", "text_too_long")]
    attached = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "\n ".join(["A" * 70] * (ics_components.LONGEST_LINE // 60))
    kept = event(attached, "LOCATION:Nhà A")  # far longer than a line may be, but folded
    assert not kept.faults and len(kept.left["attach"]) < 2000 and kept.data["place"] == {"venue": {"vi": "Nhà A"}}
    many = event(*["X-A:" + "a" * 900] * 50, "X-B:b")
    assert many.left == {"x-a": 50, "x-b": 1} and not many.faults
    monkeypatch.setattr(ics_components, "MOST_LINES", 3)
    assert refusals(event("A:1", "B:2", "C:3", "D:4")) == [("line 5", "ics_too_many_lines")]


def test_control_characters_do_not_come_in() -> None:
    record = event("DESCRIPTION:một\x0bhai\x1b[31m\x00 ba", "LOCATION:\x01", "URL:javascript:alert(1)", "UID:\x07")
    assert record.data == {"name": {"vi": "Hội nghị"}, "summary": {"vi": "một\nhai[31m ba"}}
    assert record.left == {"url": "javascript:alert(1)"} and record.keys == ()
