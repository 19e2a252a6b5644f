"""Read JSON Lines: the lines that govtui exports, which are restored whole, and bare tables of records."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from govtui.interchange.full_lines import LONGEST_LINE
from govtui.interchange.import_formats import ReadOptions
from govtui.interchange.incoming.json_document import LONGEST_TEXT, pointer, read_json
from govtui.interchange.incoming.known_words import KnownWords
from govtui.interchange.machine import VERSION
from govtui.model.fields import FieldSpec, parts
from govtui.model.identifiers import country_of, is_record_id
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord, ImportFault
from govtui.model.kinds import KINDS
from govtui.model.localized import normal
from govtui.model.migration import migrate, newer_schema
from govtui.model.plain_record import fits
from govtui.model.schema import ValueType
from govtui.store.files import RECORD_SIZE
from govtui.store.toml_values import with_unquoted
from govtui.text.nfc import nfc

FOREIGN = "x.jsonl.id"
"""Where a record keeps the id that a bare table has and that is none of ours."""

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_WHOLE_NUMBERS = range(-(2**63), 2**63)


class _BadLine(Exception):
    """A line that is not a record, and why: code and values of an ImportFault."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the record of each line; a line that cannot be read is a record with a fault.

    Raises CannotImport: json_document, other_lines, newer_lines, not_utf8, language_needed, too_many.
    """
    words = KnownWords(options.manifest)
    count = 0
    for number, raw in _lines(stream):
        place = f"line {number}"
        if raw is not None and not raw.strip():
            continue
        count += 1
        if count > options.most:
            raise CannotImport(place, "too_many", limit=options.most)
        try:
            if raw is None:
                raise _BadLine("line_too_long", limit=LONGEST_LINE >> 20)
            found = _object(raw)
            if "is" in found and "v" in found:
                yield _restored(found, place)
            else:
                yield _foreign(found, place, options, words)
        except _BadLine as error:
            if number == 1 and _is_document(raw or b""):
                raise CannotImport(place, "json_document") from None
            yield ImportedRecord(place, "", {}, faults=(ImportFault(place, error.code, error.values),))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number, None for one that is too long. Raises CannotImport for UTF-16."""
    number = 0
    while raw := stream.readline(LONGEST_LINE + 2):
        number += 1
        if number == 1:
            if raw.startswith(_BOMS):
                raise CannotImport("line 1", "not_utf8")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw.rstrip(b"\r\n")) <= LONGEST_LINE:
            yield number, raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST_LINE)
        yield number, None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = read_json(BytesIO(raw))
    except CannotImport as error:
        code = "not_json" if error.fault.code == "more_follows" else error.fault.code
        raise _BadLine(code, **error.fault.values) from None
    if not isinstance(found, dict):
        raise _BadLine("json_document" if isinstance(found, list) else "not_a_table")
    return found


def _told(value: Any, longest: int, way: tuple[str | int, ...] = ()) -> Any:
    """Return a value as a file can hold it, its texts in NFC and without members that are null: these say nothing."""
    if isinstance(value, str):
        if len(value) * 4 > longest and len(value.encode()) > longest:
            raise _BadLine("text_too_long", field=pointer(*way), limit=longest >> 10)
        return nfc(value)
    if isinstance(value, dict):
        return {key: _told(one, longest, (*way, key)) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        if None in value:
            raise _BadLine("null_in_list", field=pointer(*way))
        return [_told(one, longest, (*way, place)) for place, one in enumerate(value)]
    if isinstance(value, int) and value not in _WHOLE_NUMBERS:
        raise _BadLine("not_a_number", value=str(value)[:40])
    return value


def _is_document(raw: bytes) -> bool:
    """Whether the first line begins a JSON document of several lines, such as `--json` prints."""
    start = raw.strip()
    return start in (b"[", b"{", b"[{") or start.startswith((b'{"v": 1, "is": "list"', b"["))


# -- lines of ours -----------------------------------------------------------------------------------------------------


def _restored(line: dict[str, Any], place: str) -> ImportedRecord:
    version, shape = line["v"], line["is"]
    if isinstance(version, int) and version > VERSION:
        raise CannotImport(place, "newer_lines")
    if shape == "list":
        raise CannotImport(place, "json_document")
    if shape != "full":
        raise CannotImport(place, "other_lines", shape=str(shape)[:40])
    data, unquoted = line.get("data"), line.get("unquoted", [])
    if not isinstance(data, dict):
        raise _BadLine("no_data")
    if newer_schema(data):
        raise _BadLine("newer_record")
    data = migrate(_told(data, RECORD_SIZE))
    try:
        with_unquoted(data, unquoted if isinstance(unquoted, list) else [""])
    except ValueError:
        raise _BadLine("wrong_value", field="unquoted", value=str(unquoted)[:80]) from None
    id, kind = (_text(data.get(name)) or _text(line.get(name)) for name in ("id", "kind"))
    if kind not in KINDS:
        raise _BadLine("unknown_kind" if kind else "no_kind", kind=kind[:40])
    if not is_record_id(id):
        raise _BadLine("bad_id", given=id[:80])
    rest = {name: value for name, value in data.items() if name not in ("schema", "kind", "id")}
    return ImportedRecord(place, kind, rest, id, restored=True, whole=True)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


# -- bare tables -------------------------------------------------------------------------------------------------------


def _foreign(line: dict[str, Any], place: str, options: ReadOptions, words: KnownWords) -> ImportedRecord:
    """Return the record of a bare table: the fields of a record as its file has them, as far as they are known."""
    line = _told(line, LONGEST_TEXT)
    kind = line.pop("kind", "")
    if not isinstance(kind, str) or kind not in KINDS:
        raise _BadLine("unknown_kind" if kind else "no_kind", kind=str(kind)[:40])
    schema = options.manifest.record_schema
    known = schema.fields(kind)
    data: dict[str, Any] = {}
    left: dict[str, Any] = {}
    line.pop("schema", None)
    given = line.pop("id", "")
    for name, value in line.items():
        if name in known:
            data[name] = _value(known[name], value, name, place, options)
        else:
            left[name] = value
    notes = data.get("x", {})
    for spec in schema.own(kind).values():
        if spec.attribute in notes:
            notes[spec.attribute] = _value(spec, notes[spec.attribute], spec.name, place, options)
    unknown_type = ""
    if isinstance(type := data.get("type"), str) and not options.manifest.knows(f"{kind}.type", type):
        del data["type"]
        classification = options.mapping.classification if options.mapping else {}
        if (meant := words.key(f"{kind}.type", classification.get(type, type))) is None:
            unknown_type = type
        else:
            data["type"] = meant
    id, keys = "", tuple[ForeignId, ...]()
    if isinstance(given, str) and _may_be_ours(given):
        id = given
    elif isinstance(given, str | int) and str(given):
        keys = (ForeignId(FOREIGN, normal(str(given))),)
        data.setdefault("x", {})["jsonl"] = {"id": keys[0].value}
    return ImportedRecord(place, kind, data, id, keys, unknown_type, left)


def _value(spec: FieldSpec, value: Any, path: str, place: str, options: ReadOptions) -> Any:
    """Return the value of a field in the form of a file: texts by language, references as ForeignId, a list of one for one.

    Raises _BadLine (wrong_value) for what no field of the type can be.
    """
    if spec.many and not spec.keyed and not isinstance(value, list):
        value = [value]
    if isinstance(value, str) and spec.value_type is ValueType.LOCALIZED and not spec.many and not spec.keyed:
        if "text" in spec.allowed:
            return value
        if not options.language:
            raise CannotImport(place, "language_needed")
        return {options.language: value}
    is_year = spec.value_type is ValueType.DATE and isinstance(value, int) and not isinstance(value, bool)
    if not (is_year or fits(spec, value) or (not spec.takes and isinstance(value, str))):
        raise _BadLine("wrong_value", field=path, value=str(value)[:80])
    if isinstance(value, list):
        return [_value(spec.element, one, path, place, options) for one in value] if spec.many else value
    if isinstance(value, dict):
        if spec.part is not None:
            inside = parts(spec)
            return {
                key: _value(inside[key], one, f"{path}.{key}", place, options) if key in inside else one
                for key, one in value.items()
            }
        if spec.keyed or spec.is_localized:
            return {key: _value(spec.entry(key), one, f"{path}.{key}", place, options) for key, one in value.items()}
        return value
    if isinstance(value, str) and spec.value_type in (ValueType.REFERENCE, ValueType.TARGET) and not country_of(value):
        return ForeignId("id" if is_record_id(value) else FOREIGN, value)
    return value


def _may_be_ours(id: str) -> bool:
    """Whether an id is one that a record here would have: other systems number theirs."""
    return is_record_id(id) and not id.isdecimal()
