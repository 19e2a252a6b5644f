"""JSON Lines: what is exported comes back whole; what others wrote comes in as far as it is known; bad lines are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rtoml
import tomli_w
from interchange.any_records import any_registry, as_file, export_of, read_back
from own_registry import MANIFEST
from seeds import rounds, seeded
from small import FILES, RECORDS, registry, table, write

from govtui.interchange.formats import FORMATS, document
from govtui.interchange.full_lines import LONGEST_LINE
from govtui.interchange.incoming.mapping import Mapping
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord
from govtui.store.codec import loads
from govtui.store.registry import Registry
from govtui.store.toml_values import same

JSONL = FORMATS["jsonl"]


def read(text: str | bytes, **options: Any) -> list[ImportedRecord]:
    return read_back("jsonl", text, **options)


def only(text: str | bytes, **options: Any) -> ImportedRecord:
    (found,) = read(text, **options)
    return found


def fault(text: str | bytes, **options: Any) -> str:
    found = only(text, **options)
    assert not found.data
    return found.faults[0].code


def stopped(text: str | bytes, **options: Any) -> tuple[str, str]:
    with pytest.raises(CannotImport) as caught:
        read(text, **options)
    return caught.value.fault.place, caught.value.fault.code


def test_every_record_that_ships_comes_back_as_it_is() -> None:
    found = read("".join(document(JSONL, export_of(Registry(RECORDS)))))
    files = {file.stem: rtoml.loads(file.read_text(encoding="utf-8")) for file in FILES}
    assert {one.id: as_file(one) for one in found} == files
    assert all(one.restored and one.whole and not one.keys and not one.left for one in found)


@pytest.mark.parametrize("round", range(rounds(2)))
def test_whatever_a_registry_holds_comes_back(tmp_path: Path, round: int) -> None:
    kinds = ("organization", "declaration", "event", "source")
    files = any_registry(tmp_path, seeded(f"jsonl {round}"), 24, MANIFEST, kinds)
    found = {one.id: one for one in read("".join(document(JSONL, export_of(files))), manifest=files.manifest)}
    entries = {entry.id: entry for entry in files.entries()}
    assert found.keys() == entries.keys() and len(found) == 24
    for id, entry in entries.items():
        assert same(as_file(found[id]), rtoml.loads(entry.text)), id
        assert entry.record is not None, entry.problems


def test_what_does_not_validate_travels_and_what_is_no_toml_is_counted(tmp_path: Path) -> None:
    files = registry(tmp_path, table("sai", "event", date="hôm qua", status="nonsense"))
    write(tmp_path, "events/hong.toml", 'id = "hong\n')
    export = export_of(files)
    (found,) = read("".join(document(JSONL, export)))
    assert (found.id, found.data["date"], found.faults) == ("sai", "hôm qua", ())
    assert export.left.records == {"not_toml": ["hong"]} and not export.left.fields


def test_values_that_json_lacks_are_themselves_again(tmp_path: Path) -> None:
    text = tomli_w.dumps(table("a", x={"note": "x"})) + "when = 2015-01-01\nat = 08:30:00\nmuch = [1, -inf, nan]\n"
    text += '"a/b~" = { "" = 2015-01-01T08:00:00+07:00 }\n'
    write(tmp_path, "organizations/a.toml", text)
    (line,) = "".join(document(JSONL, export_of(Registry(tmp_path)))).splitlines()
    assert json.loads(line)["unquoted"] == ["/x/when", "/x/at", "/x/much/1", "/x/much/2", "/x/a~1b~0/"]
    assert same(dict(only(line).data)["x"], rtoml.loads(text)["x"])


def test_a_record_that_everything_refers_to_keeps_within_the_longest_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govtui.interchange.outgoing.jsonl.LONGEST_LINE", 2000)
    citing = [table(f"a{n}") for n in range(20)]
    lines = "".join(document(JSONL, export_of(registry(tmp_path, table("s", "source"), *citing)))).splitlines()
    incoming = {line["id"]: line.get("incoming") for line in map(json.loads, lines)}
    assert incoming.pop("s") is None and set(map(str, incoming.values())) == {"[]"}


def test_lines_of_an_earlier_schema_come_in_as_records_of_today() -> None:
    old = {"schema": 1, "kind": "organization", "id": "a", "name": {"vi": "A"}, "type": "network", "status": "unknown"}
    line = {"v": 1, "is": "full", "id": "a", "kind": "organization", "data": old}
    assert loads(tomli_w.dumps(as_file(only(json.dumps(line)))).encode()).record is not None
    line["data"] = old | {"schema": 99}
    assert fault(json.dumps(line)) == "newer_record"


def test_a_bare_table_is_a_record_that_somebody_else_wrote() -> None:
    line = '{"kind": "event", "name": "Hội nghị", "date": "2018-11", "place": {"country": "VN", "city": "Huế"}, "n": 5}'
    found = only(line, language="vi")
    assert (found.place, found.kind, found.id, found.restored, found.whole) == ("line 1", "event", "", False, False)
    assert found.data == {
        "name": {"vi": "Hội nghị"},
        "date": "2018-11",
        "place": {"country": "VN", "city": {"vi": "Huế"}},
    }
    assert found.left == {"n": 5}
    assert stopped(line) == ("line 1", "language_needed")
    plain = '{"kind": "event", "date": 2018, "sdg": "16", "relations": {"part_of": "un"}, "review": {"notes": "xem"}}'
    assert only(plain).data == {"date": 2018, "sdg": ["16"], "relations": {"part_of": [ForeignId("id", "un")]}} | {
        "review": {"notes": "xem"}
    }
    assert only('{"kind": "event", "name": {"vi": "Hội nghị"}}').data == {"name": {"vi": "Hội nghị"}}


def test_the_id_of_a_bare_table_is_ours_where_it_has_the_form() -> None:
    assert only('{"kind": "event", "id": "hoi-nghi"}').id == "hoi-nghi"
    found = only('{"kind": "event", "id": "Q 17", "relations": {"part_of": ["Q 18", "un", "country:VN"]}}')
    assert (found.id, found.keys) == ("", (ForeignId("x.jsonl.id", "Q 17"),))
    assert found.data["x"] == {"jsonl": {"id": "Q 17"}}
    others = [ForeignId("x.jsonl.id", "Q 18"), ForeignId("id", "un"), "country:VN"]
    assert found.data["relations"] == {"part_of": others}
    for number in ("17", '"17"'):
        assert only(f'{{"kind": "event", "id": {number}}}').keys == (ForeignId("x.jsonl.id", "17"),)


def test_a_type_goes_by_its_label_and_an_unknown_one_is_asked_for() -> None:
    assert only('{"kind": "organization", "type": "Bộ"}').data == {"type": "ministry"}
    found = only('{"kind": "organization", "type": "Sở"}')
    assert (found.data, found.unknown_type) == ({}, "Sở")
    mapping = Mapping(classification={"Sở": "Cơ quan nhà nước"})
    assert only('{"kind": "organization", "type": "Sở"}', mapping=mapping).data == {"type": "government_agency"}


def test_null_says_nothing_and_has_no_place_in_a_list() -> None:
    assert only('{"kind": "event", "date": null, "place": {"city": null}}').data == {"place": {}}
    assert fault('{"kind": "event", "sdg": ["1", null]}') == "null_in_list"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{}", "no_kind"),
        ('{"kind": "person"}', "unknown_kind"),
        ('{"kind": 5}', "unknown_kind"),
        ('{"kind": ["event"]}', "unknown_kind"),
        ('{"kind": "event", "sources": true}', "wrong_value"),
        ('{"kind": "event", "name": {"vi": 5}}', "wrong_value"),
        ('{"kind": "event", "date": [2015]}', "wrong_value"),
        ('{"kind": "event", "place": {"country": {}}}', "wrong_value"),
        ('{"kind": "event", "relations": {"part_of": [1]}}', "wrong_value"),
        ('{"kind": "event", "x": []}', "wrong_value"),
        ("5", "not_a_table"),
        ('"a"', "not_a_table"),
        ("nonsense", "not_json"),
        ('{"kind": "event"} {"kind": "event"}', "not_json"),
        ("{'kind': 'event'}", "not_json"),
        ('{"kind": "event", "kind": "source"}', "duplicate_key"),
        ('{"kind": "event", "x": NaN}', "not_a_number"),
        ('{"kind": "event", "x": -Infinity}', "not_a_number"),
        ('{"kind": "event", "x": 1e999}', "not_a_number"),
        ('{"kind": "event", "x": 9223372036854775808}', "not_a_number"),
        ('{"kind": "event", "x": -' + "9" * 9000 + "}", "not_a_number"),
        ('{"kind": "event", "x": "\\ud800"}', "broken_character"),
        ('{"kind": "event", "\\udfff": 1}', "broken_character"),
        ('{"kind": "event", "x": ' + "[" * 101 + "]" * 101 + "}", "too_deep"),
        ("[" * 5000 + "]" * 5000, "too_deep"),
        ('{"kind": "event", "x": "' + "ệ" * 30000 + '"}', "text_too_long"),
        ('{"kind": "event", "x": "' + "a" * LONGEST_LINE + '"}', "line_too_long"),
        ('{"v": 1, "is": "full", "id": "a", "kind": "event"}', "no_data"),
        ('{"v": 1, "is": "full", "id": "A b", "data": {"kind": "event"}}', "bad_id"),
        ('{"v": 1, "is": "full", "id": "a", "data": {"kind": "x"}}', "unknown_kind"),
        ('{"v": 1, "is": "full", "id": "a", "data": {"kind": "event"}, "unquoted": ["/a"]}', "wrong_value"),
        ('{"v": 1, "is": "full", "id": "a", "data": {"kind": "event"}, "unquoted": 5}', "wrong_value"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_go_on(line: str, code: str) -> None:
    good = '{"kind": "event"}'
    before, found, after = read(f"{good}\n{line}\n{good}")
    assert (found.place, [one.code for one in found.faults]) == ("line 2", [code])

    assert not before.faults and not after.faults and after.place == "line 3"


def test_what_is_printed_for_other_purposes_is_refused_once() -> None:
    record = '{"v": 1, "is": "record", "id": "a", "kind": "event"}\n'
    assert stopped(record * 3) == ("line 1", "other_lines")
    assert stopped('{"v": 2, "is": "full"}') == ("line 1", "newer_lines")
    listing = '{"v": 1, "is": "list", "of": "full", "total": 1, "items": ['
    for text in (
        f"{listing}\n{record}]}}\n",
        f"{listing}]}}",
        "[\n{}\n]",
        '{\n"kind": "event"}',
        '[{"kind": "event"}]',
    ):
        assert stopped(text) == ("line 1", "json_document")


def test_bytes_of_all_sorts() -> None:
    line = b'{"kind": "event", "id": "a"}'
    for raw in (line, line + b"\n", b"\xef\xbb\xbf" + line + b"\r\n", b"\n \r\n" + line + b"\n\n"):
        assert [one.id for one in read(raw)] == ["a"]
    assert only(b"\n\n" + line).place == "line 3"
    assert stopped("﻿{}".encode("utf-16-le")) == ("line 1", "not_utf8")
    assert fault(b'{"kind": "\xff"}') == "not_utf8"
    assert read(b"") == []
    assert only('{"kind": "declaration", "symbol": "Đổi mới"}'.replace("ổ", "ổ")).data["symbol"] == "Đổi mới"
    assert stopped(line + b"\n" + line, most=1) == ("line 2", "too_many")


def test_a_line_cut_anywhere_is_told() -> None:
    raw = "".join(document(JSONL, export_of(Registry(RECORDS), "id:unpog"))).encode()
    assert only(raw).id == "unpog"
    for size in range(2, len(raw) - 1, 97):
        assert fault(raw[:size]) in ("cut_short", "not_utf8", "not_json"), size
