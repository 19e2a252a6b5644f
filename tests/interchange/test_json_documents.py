"""JSON documents of other programs: what cannot be read is refused with its place, and never by a traceback."""

from __future__ import annotations

import io
import json

import pytest

from govtui.i18n.import_texts import IMPORT_TEXTS
from govtui.interchange.incoming import json_document
from govtui.interchange.incoming.json_document import JsonObject, pointer, read_json, toml_value
from govtui.model.imported import CannotImport, ImportFault

DOCUMENT = '{\n "organizations": [\n  {"name": "Bộ Nội vụ", "n": [1, -2.5e3, true, null], "e": "\\u00e9"}\n ]\n}\n'


def refused(raw: bytes) -> ImportFault:
    with pytest.raises(CannotImport) as caught:
        read_json(io.BytesIO(raw))
    assert caught.value.fault.code in IMPORT_TEXTS
    return caught.value.fault


def test_a_document_is_read_with_or_without_a_byte_order_mark() -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        assert read_json(io.BytesIO(start + DOCUMENT.encode())) == json.loads(DOCUMENT)


def test_a_document_cut_at_any_byte_is_said_to_be_cut_short_at_its_line() -> None:
    raw = DOCUMENT.encode().rstrip()
    for length in range(1, len(raw)):
        fault, lines = refused(raw[:length]), raw[:length].count(b"\n") + 1
        assert (fault.code, fault.place) in [("cut_short", f"line {n}") for n in (lines - 1, lines)], length
    assert refused(b"") == ImportFault("line 1", "empty_file")
    assert refused(b"\xef\xbb\xbf \n") == ImportFault("line 1", "empty_file")


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{\n"a": 1,\n"b": wrong words}', "line 3", "not_json"),
        ("<html>", "line 1", "not_json"),
        ("Bộ", "line 1", "not_json"),
        ('{"a": 1}\n{"a": 2}', "line 2", "more_follows"),
        ('{"events": [{}, {"n": NaN}]}', "events/1/n", "not_a_number"),
        ('{"events": [{"n": -Infinity}]}', "events/0/n", "not_a_number"),
        ('{"n": 1e999}', "n", "not_a_number"),
        ('{"n": 1' + "0" * 5000 + "}", "n", "not_a_number"),
        ('{"a/b~c": {"id": 1, "id": 2}}', "a~1b~0c", "duplicate_key"),
        ('{"id": 1, "id": 2}', "line 1", "duplicate_key"),
        ('["a", "\\ud800"]', "1", "broken_character"),
        ('{"\\udc00": 1}', "\ufffd", "broken_character"),
        ("[" * 101 + "]" * 101, "/".join("0" * 100), "too_deep"),
        ("[" * 100_000 + "]" * 100_000, "line 1", "too_deep"),
    ],
)
def test_what_cannot_be_stored_is_refused_at_its_place(text: str, place: str, code: str) -> None:
    fault = refused(text.encode())
    assert (fault.place, fault.code) == (place, code)


def test_what_json_allows_is_read() -> None:
    pairs = json.dumps({"mặt": "\U0001f600", "deep": None})
    assert read_json(io.BytesIO(pairs.encode())) == {"mặt": "\U0001f600", "deep": None}
    read_json(io.BytesIO(b"[" * 100 + b"]" * 100))


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_refused_at_its_line(encoding: str) -> None:
    assert refused('{\n"name": "Île-de-France"}'.encode(encoding)) == ImportFault(
        "line 1" if encoding == "utf-16" else "line 2", "not_utf8"
    )


def test_a_document_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_document, "MOST_BYTES", 2**20)
    assert refused(b" " * 2**20 + b"[]") == ImportFault("line 1", "too_large", {"limit": 1})


def test_members_of_an_object_are_taken_by_type_and_the_rest_is_left() -> None:
    one = JsonObject(
        {
            "name": " Bo\u0323\u0302\r\n",
            "id": 7,
            "list": [{"a": 1}, 5, None],
            "text": 3,
            "far": "x" * 70_000,
            "rest": [None, 2**70, {"k": None, "n": 1.5}],
            "empty": {},
        },
        "events/2",
    )
    assert (one.text("name"), one.id("id"), one.text("missing")) == ("Bộ", "7", "")
    assert [(part.place, part.members) for part in one.objects("list")] == [("events/2/list/0", {"a": 1})]
    assert one.text("text") == one.text("far") == ""
    assert one.left() == {"rest": [str(2**70), {"n": 1.5}]}
    assert [(fault.place, fault.code) for fault in one.faults] == [
        ("events/2/list/1", "wrong_value"),
        ("events/2/text", "wrong_value"),
        ("events/2/far", "text_too_long"),
    ]


def test_pointers_and_toml_values() -> None:
    assert pointer("a/b", 3, "c~d") == "a~1b/3/c~0d"
    assert toml_value({"a": True, "b": None}) == {"a": True}
