"""TOML text to record: decoding, parsing, validating, and turning whatever is wrong into located problems."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import rtoml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from govtui.model.dates import PartialDate
from govtui.model.localized import LocalizedText
from govtui.model.parts import Place
from govtui.model.problem import Problem, Severity
from govtui.model.record import MODELS, Record
from govtui.store.positions import Path, Positions
from govtui.text.nfc import is_nfc

_AT = re.compile(r"^(?P<reason>.*?)(?: at line (?P<line>\d+) column (?P<column>\d+))?$", re.DOTALL)
_UNQUOTED_DATE = re.compile(r"=\s*\d{4}-\d{2}\s*(#.*)?$")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What could be read of a record that is not valid: only fields that are right by themselves."""

    id: str = ""
    kind: str = ""
    type: str = ""
    status: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    date: PartialDate | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's text with the record in it, or with a glimpse of it and the problems that keep it from being one."""

    text: str
    record: Record | None
    glimpse: Glimpse
    problems: tuple[Problem, ...]


def loads(raw: bytes) -> Loaded:
    """The record in a file's bytes. Never raises for anything a file may hold."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error)
    notes = _notes(raw, text)
    try:
        data = rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError, RecursionError) as error:
        return Loaded(text, None, _glimpse_of_text(text), (*notes, *located(raw, error)))
    if not data:
        return Loaded(text, None, Glimpse(), (*notes, _error("empty_file")))
    record, problems = _validate(text, data)
    return Loaded(text, record, _glimpse(data), (*notes, *problems))


def _notes(raw: bytes, text: str) -> tuple[Problem, ...]:
    """What does not keep a file from being read, but should be known."""
    notes = []
    if raw.startswith(b"\xef\xbb\xbf"):
        notes.append(Problem("byte_order_mark", Severity.WARNING, line=1, column=1))
    if not is_nfc(text):
        line = next((n for n, part in enumerate(text.split("\n"), 1) if not is_nfc(part)), 0)
        part = text.split("\n")[line - 1] if line else ""
        column = next((n for n in range(1, len(part) + 1) if not is_nfc(part[:n])), 0)
        notes.append(Problem("not_nfc", Severity.WARNING, line=line, column=column))
    return tuple(notes)


def _error(code: str, line: int = 0, column: int = 0, field_path: str = "", **values: str | int) -> Problem:
    return Problem(code, Severity.ERROR, line=line, column=column, field=field_path, values=values)


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> Loaded:
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    text = raw.decode("utf-8", "replace")
    problem = _error("not_utf8", line, column, byte=f"0x{raw[error.start]:02X}")
    return Loaded(text, None, _glimpse_of_text(text), (problem,))


def _syntax(text: str, message: str) -> Problem:
    match = _AT.match(message)
    line, column = (int(match["line"] or 0), int(match["column"] or 0)) if match else (0, 0)
    if conflict := _CONFLICT.search(text):
        return _error("conflict_markers", text.count("\n", 0, conflict.start()) + 1, 1)
    broken = text.split("\n")[line - 1] if line else ""
    if _UNQUOTED_DATE.search(broken):
        return _error("unquoted_date", line, column)
    reason = match["reason"] if match else message
    for start, code in _SYNTAX:
        if reason.startswith(start):
            return _error(code, line, column)
    return _error("broken_toml", line, column)


_SYNTAX = (
    ("duplicate key", "duplicate_key"),
    ("cannot recurse further", "too_deep"),
    ("invalid basic string", "broken_string"),
    ("invalid multi-line basic string", "broken_string"),
    ("invalid literal string", "broken_string"),
    ("unclosed table", "broken_header"),
    ("unclosed array", "unclosed_array"),
    ("unclosed inline table", "unclosed_table"),
    ("invalid date", "bad_toml_date"),
)
"""The reasons rtoml gives (English, not for people) to the codes they become."""


def _validate(text: str, data: dict[str, Any]) -> tuple[Record | None, tuple[Problem, ...]]:
    kind = data.get("kind")
    model = MODELS.get(kind) if isinstance(kind, str) else None
    if model is None:
        positions = Positions(text)
        place = positions.find(("kind",))
        line, column = place.value if place else (1, 1)
        if "kind" not in data:
            return None, (_error("missing_field", 1, 1, "kind", name="kind"),)
        near = difflib.get_close_matches(str(kind), MODELS, 1)
        return None, (_error("unknown_kind", line, column, "kind", given=str(kind), near=near[0] if near else ""),)
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        return None, _invalid(text, error, model, data)


def located(
    raw: bytes, error: Exception, model: type[BaseModel] | None = None, data: Mapping[str, Any] | None = None
) -> tuple[Problem, ...]:
    """What decoding, parsing or validating `raw` raised, as problems with their places."""
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(raw, error).problems
    text = raw.decode("utf-8-sig", "replace")
    if isinstance(error, ValidationError) and model is not None:
        return _invalid(text, error, model, data or {})
    return (_syntax(text, str(error)),)


def _invalid(text: str, error: ValidationError, model: type[BaseModel], data: Mapping[str, Any]) -> tuple[Problem, ...]:
    positions = Positions(text)
    seen: dict[tuple[str, str], Problem] = {}
    for detail in error.errors(include_url=False, include_input=True):
        problem = _problem(detail, model, data, positions)
        seen.setdefault((problem.code, problem.field), problem)
    return tuple(seen.values())


def _problem(detail: ErrorDetails, model: type[BaseModel], data: Mapping[str, Any], positions: Positions) -> Problem:
    path = _real_path(detail["loc"], data)
    found = positions.find(path)
    shown = field_path(path, data)
    kind = detail["type"]
    context = detail.get("ctx", {})
    at = found.value if found else (1, 1)
    if kind == "extra_forbidden":
        line, column = found.key if found else (1, 1)
        near = difflib.get_close_matches(str(path[-1]), _names_at(model, path[:-1]), 1, 0.6)
        return _error("unknown_key", line, column, shown, name=str(path[-1]), near=near[0] if near else "")
    if kind == "missing":
        missing = str(detail["loc"][-1])
        return _error(
            "missing_field",
            *(found.key if found and path else (1, 1)),
            field_path=f"{shown}.{missing}".lstrip("."),
            name=missing,
        )
    if kind.startswith("date_"):
        return _error(kind, *at, field_path=shown, given=str(context["value"]), near=str(context["suggestion"]))
    if kind in _EXPECTED:
        return _error("wrong_type", *at, field_path=shown, expected=_EXPECTED[kind])
    if kind == "string_pattern_mismatch":
        return _error("bad_form", *at, field_path=shown, given=str(detail["input"]))
    if kind in _OWN:
        return replace(
            _error(kind, *at, field_path=shown), values={name: str(value) for name, value in context.items()}
        )
    return _error("invalid_value", *at, field_path=shown, given=str(detail["input"])[:60])


_EXPECTED = {
    "string_type": "text",
    "int_type": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "list_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
    "literal_error": "schema_1",
}
_OWN = frozenset({"blank_text", "not_a_language", "no_language", "not_an_id"})


def _real_path(loc: tuple[int | str, ...], data: Mapping[str, Any]) -> Path:
    """The part of a Pydantic location that exists in the data: it also names union members and validators."""
    path: list[int | str] = []
    here: Any = data
    for part in loc:
        if (
            isinstance(here, dict)
            and part in here
            or isinstance(here, list)
            and isinstance(part, int)
            and part < len(here)
        ):
            path.append(part)
            here = typing.cast(Any, here)[part]
    return tuple(path)


def field_path(path: Path, data: Mapping[str, Any]) -> str:
    """A path as people read it: items of a list by their key (or what they are naturally called), never by position."""
    out: list[str] = []
    here: Any = data
    for part in path:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            name = (
                next(
                    (here[k] for k in ("key", "what", "action", "name", "ref", "text") if isinstance(here.get(k), str)),
                    None,
                )
                if isinstance(here, dict)
                else here
            )
            out.append(str(name) if isinstance(name, str) else str(part + 1))
        else:
            out.append(str(part))
    return ".".join(out)


def _names_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that `model` allows at `path`."""
    here: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        here = _model_in(_field_annotation(here, part))
        if here is None:
            return []
    return [info.alias or name for name, info in here.model_fields.items()]


def _field_annotation(model: type[BaseModel], key: str) -> Any:
    return next((info.annotation for name, info in model.model_fields.items() if key == (info.alias or name)), None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        return next((model for part in typing.get_args(annotation) if (model := _model_in(part))), None)
    return None


_LOCALIZED: TypeAdapter[dict[str, str]] = TypeAdapter(LocalizedText)


def _glimpse(data: Mapping[str, Any]) -> Glimpse:
    def text(key: str) -> str:
        value = data.get(key)
        return value if isinstance(value, str) else ""

    def localized(*keys: str) -> dict[str, str]:
        for key in keys:
            try:
                return _LOCALIZED.validate_python(data.get(key), strict=True)
            except ValidationError:
                continue
        return {}

    date = None
    for key in ("date", "founded", "published", "period"):
        if key in data and date is None:
            try:
                date = PartialDate.parse(data[key])
            except (ValueError, TypeError):
                continue
    try:
        place = Place.model_validate(data.get("place")) if "place" in data else None
    except ValidationError:
        place = None
    return Glimpse(
        text("id"),
        text("kind"),
        text("type"),
        text("status"),
        localized("name", "title"),
        localized("summary"),
        date,
        place,
    )


def _glimpse_of_text(text: str) -> Glimpse:
    data: dict[str, Any] = {}
    for path, value in Positions(text).scalars():
        if len(path) == 1:
            data.setdefault(str(path[0]), value)
        elif len(path) == 2 and path[0] in ("name", "title", "summary"):
            table = data.setdefault(str(path[0]), {})
            if isinstance(table, dict):
                table.setdefault(str(path[1]), value)
    return _glimpse(data)
