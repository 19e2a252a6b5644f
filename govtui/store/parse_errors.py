"""Problems, with positions, of files that are no records: wrong bytes, broken TOML, wrong values."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from govtui.model.dates import DateError, PartialDate
from govtui.model.fields import fields_at
from govtui.model.kinds import KINDS
from govtui.model.migration import is_old, newer_schema
from govtui.model.problem import Problem, Severity
from govtui.model.value import Value
from govtui.store.field_locations import FieldLocations, FieldNames
from govtui.store.toml_cst import Path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_AT = re.compile(r"(?P<line>\d+) column (?P<column>\d+)\Z")
_BARE_VALUE = re.compile(r"=\s*([^\s\"'\[{#,][^\"'#,}\]]*)")
_MAY_BE_DATE = re.compile("[0-9X]")  # why another value is no date is found out at length
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)

MOST_PROBLEMS = 100
"""The most wrong values of one file that become problems; then more_errors says that there are more."""

SHOWN = 60
"""The most characters of a wrong value in a problem."""


def fault(code: str, line: int, column: int, field_path: str = "", **values: str | int) -> Problem:
    """Make a problem of severity ERROR at a position in a file."""
    return Problem(code, Severity.ERROR, line=line, column=column, field=field_path, values=values)


def located(
    raw: bytes, error: Exception, model: type[Value] | None = None, data: Mapping[str, Any] | None = None
) -> tuple[Problem, ...]:
    """Return what decoding, parsing or validating `raw` raised as located problems."""
    if isinstance(error, UnicodeDecodeError):
        return (_not_utf8(error),)
    text = raw.decode("utf-8-sig", "replace")
    if model is not None:
        return _invalid(text, error, model, data or {})
    return (_syntax(text, str(error)),)


def newer(text: str, data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the one problem of data in a schema of a later version of govtui; none for all others."""
    schema = newer_schema(data)
    if not schema:
        return ()
    found = FieldLocations(text).locate(("schema",))
    return (fault("newer_schema", *(found.value if found else (1, 1)), "schema", given=str(schema)[:SHOWN]),)


MIGRATE = "govtui migrate --write"
"""The command that brings a registry to the current schema; the same in every language."""


def earlier(text: str, data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the one problem of data in an earlier schema, which are read as if migrated; none for all others."""
    if not is_old(data):
        return ()
    found = FieldLocations(text).locate(("schema",))
    line, column = found.value if found else (1, 1)
    values = {"command": MIGRATE}
    return (Problem("old_schema", Severity.WARNING, line=line, column=column, field="schema", values=values),)


def unknown_kind(text: str, kind: object) -> Problem:
    """Return the problem that there is no such kind of record, in a text that is TOML."""
    found = FieldLocations(text).locate(("kind",))
    given = _written(kind)
    near = difflib.get_close_matches(given, KINDS, 1)
    return fault("unknown_kind", *(found.value if found else (1, 1)), "kind", given=given, near=near[0] if near else "")


def _not_utf8(error: UnicodeDecodeError) -> Problem:
    raw = error.object  # what was decoded: without the byte order mark
    before = raw[: error.start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return fault("not_utf8", before.count(b"\n") + 1, column, byte=f"0x{raw[error.start]:02X}")


def _syntax(text: str, message: str) -> Problem:
    """Return what keeps the text from being TOML. `message` is rtoml's, which counts characters, as we do."""
    reason, _, position = message.rpartition(" at line ")
    match = _AT.match(position)
    if match is None:
        reason = message
    if ("<<<<<<< " in text or ">>>>>>> " in text) and (conflict := _CONFLICT.search(text)):
        return fault("conflict_markers", text.count("\n", 0, conflict.start()) + 1, 1)
    lines = text.split("\n")
    if match is None:  # "recursion limit" comes without a place
        line = max(range(len(lines)), key=lambda n: sum(map(lines[n].count, ".[{"))) + 1
        return fault("too_deep" if "recursion" in reason else "broken_toml", line, 1)
    line, column = int(match["line"]), int(match["column"])
    broken = lines[line - 1] if line <= len(lines) else ""
    if broken.rstrip() == "=======":
        return fault("conflict_markers", line, 1)
    if start := _bare_date(broken, column):
        return fault("unquoted_date", line, start)
    if reason.startswith("carriage return"):
        column -= 1  # rtoml points behind it
    if control := _CONTROL.search(broken, 0, column - 1):
        column = control.start() + 1  # rtoml takes it for a letter of a key
    code = next((code for start, code in _SYNTAX if reason.startswith(start)), "broken_toml")
    return fault(code, line, column)


def _bare_date(line: str, column: int) -> int:
    """Return the column of a date that only lacks its quotation marks (`2006-06`, `XXXX-09-09`); 0 for none."""
    for value in _BARE_VALUE.finditer(line):
        if value.start(1) < column <= value.end(1) + 1 and _MAY_BE_DATE.search(value[1]):
            try:
                PartialDate.parse(value[1])
            except DateError:
                continue
            return value.start(1) + 1
    return 0


_SYNTAX = (
    ("duplicate key", "duplicate_key"),
    ("cannot recurse further", "too_deep"),
    ("invalid basic string", "broken_string"),
    ("invalid multi-line basic string", "broken_string"),
    ("invalid literal string", "broken_string"),
    ("missing escaped value", "broken_string"),
    ("too few unicode value digits", "broken_string"),
    ("unclosed table", "broken_header"),
    ("unclosed array", "unclosed_array"),
    ("unclosed inline table", "unclosed_table"),
    ("invalid date", "bad_toml_date"),
)
"""Problem codes by the beginning of rtoml's reasons, which are English and not for people."""


def _invalid(text: str, error: Exception, model: type[Value], data: Mapping[str, Any]) -> tuple[Problem, ...]:
    from pydantic import ValidationError

    assert isinstance(error, ValidationError)
    locations, field_names = FieldLocations(text), FieldNames(data)
    found: dict[tuple[str, Path, str], Problem] = {}
    around: set[Path] = set()
    more: tuple[Problem, ...] = ()
    details = error.errors(include_url=False, include_input=True)
    for index, detail in enumerate(details, 1):
        path = _real_path(detail["loc"], data)
        problem = _problem(detail, path, field_names.path(path), model, locations)
        around.update(path[:length] for length in range(len(path)))
        key = (problem.code, path, problem.field)
        # Where several types would do, text is the one named.
        if key not in found or problem.values.get("expected") in ("text", "number"):
            found[key] = problem
        if len(found) >= MOST_PROBLEMS and index < len(details):
            more = (fault("more_errors", 1, 1),)
            break
    # A value with something wrong inside it is of a right type: only another type it might have had says otherwise.
    kept = (problem for (code, path, _), problem in found.items() if code != "wrong_type" or path not in around)
    return (*kept, *more)


@lru_cache(maxsize=4096)
def _nearest(name: str, model: type[Value], path: tuple[str, ...]) -> str:
    """Return the key that was probably meant. The same one is wrong in many files."""
    near = difflib.get_close_matches(name, fields_at(model, path), 1, 0.6)
    return near[0] if near else ""


def _problem(detail: ErrorDetails, path: Path, shown: str, model: type[Value], locations: FieldLocations) -> Problem:
    found = locations.locate(path) if path else None
    kind = detail["type"]
    context = detail.get("ctx", {})
    key_at, at = found or ((1, 1), (1, 1))
    if kind == "extra_forbidden":
        name = str(path[-1])[:SHOWN]
        near = _nearest(name, model, tuple(part for part in path[:-1] if isinstance(part, str)))
        return fault("unknown_key", *key_at, shown, name=name, near=near)
    if kind == "missing":
        missing = str(detail["loc"][-1])
        return fault("missing_field", *key_at, f"{shown}.{missing}".lstrip("."), name=missing)
    if kind.startswith("date_"):
        is_text = isinstance(detail["input"], str)
        given = str(context["value"]) if is_text else _written(detail["input"])
        return fault(kind, *at, field_path=shown, given=given, near=str(context["suggestion"]))
    if kind in _EXPECTED:
        return fault("wrong_type", *at, field_path=shown, expected=_EXPECTED[kind])
    given = _written(detail["input"])
    if kind == "string_pattern_mismatch":
        at = key_at if detail["loc"][-1] == "[key]" else at
        return fault("bad_form", *at, field_path=shown, given=given)
    if kind == "not_an_id":
        return fault(kind, *at, field_path=shown, value=given)
    if kind in _OWN:
        values = {name: str(value)[:SHOWN] for name, value in context.items()}
        return replace(fault(kind, *at, field_path=shown), values=values)
    return fault("invalid_value", *at, field_path=shown, given=given)


def _written(value: object) -> str:
    """Return a wrong value as a file has it, a text without its quotation marks, cut at SHOWN."""
    if isinstance(value, str):
        return value[:SHOWN]
    from govtui.store.toml_render import value_text  # only faulty files need it

    return " ".join(value_text(value).split())[:SHOWN]


_EXPECTED = {
    "string_type": "text",
    "int_type": "integer",
    "int_from_float": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "list_type": "list",
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "table"),
    "literal_error": "schema_2",
}
_OWN = frozenset({"blank_text", "not_a_language", "no_language"})


def _real_path(loc: tuple[int | str, ...], data: Mapping[str, Any]) -> Path:
    """Return the part of a Pydantic location that exists in the data, without union members and validators."""
    path: list[int | str] = []
    here: Any = data
    for part in loc:
        is_item = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if is_item or isinstance(here, dict) and part in here:
            path.append(part)
            here = here[part]
    return tuple(path)
