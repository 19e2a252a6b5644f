"""JSON Schema (draft 2020-12) of machine lines, made from their shapes: what `--json` and `--jsonl` of every command print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from govtui.i18n.translator import Translator
from govtui.interchange.machine import VERSION
from govtui.interchange.machine_members import PARTS, TEXT_TYPES, Member
from govtui.interchange.machine_shapes import SHAPES
from govtui.text.markers import N_

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JsonSchema = dict[str, Any]

TITLE = N_("What govtui prints for programs: the document of --json, and each line of --jsonl")
LIST = N_("The document of --json: a list of lines of one shape.")

HEAD = (
    Member("v", "integer", N_("The version of the shapes. Within a version, members are only added, never removed.")),
    Member("is", "string", N_("The shape of the line.")),
)
"""The members with which the document and every line begin."""

LIST_MEMBERS = (
    Member("of", "string", N_("The shape of its items.")),
    Member("total", "integer", N_("How many items there are in all, also beyond --limit.")),
    Member("items", "any[]", N_("The items, each like a line of --jsonl.")),
)
"""The members of the document behind its head."""

LABELS = Member("label", "object", N_("The labels of its keys by member and language, with --labels."), optional=True)
"""The member that --labels adds to lines that have keys of vocabularies."""

_DAY = r"\d{4}-\d{2}-\d{2}"
_TEXT_PATTERNS = {"moment": rf"^{_DAY}T\d{{2}}:\d{{2}}:\d{{2}}"}
_PLAIN: dict[str, JsonSchema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
    "any": {},
}


def output_schema(translators: Sequence[Translator]) -> JsonSchema:
    """Return the schema of the document and of each line, its descriptions in these languages, parted by a slash."""

    def words(message: str) -> str:
        return " / ".join(dict.fromkeys(tr.gettext(message) for tr in translators))

    lines = {
        name: _object(
            words,
            shape.meaning,
            [*HEAD, *_with_labels(shape.members)],
            {"v": {"const": VERSION}, "is": {"const": name}},
        )
        for name, shape in SHAPES.items()
    }
    parts = {name: _object(words, "", _with_labels(members)) for name, members in PARTS.items()}
    return {
        "$schema": DIALECT,
        "title": words(TITLE),
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("list", *lines)],
        "$defs": {"list": _list(words), **lines, **parts},
    }


def _with_labels(members: Sequence[Member]) -> list[Member]:
    return [*members, *([LABELS] if any(member.vocabulary for member in members) else [])]


def _list(words: Callable[[str], str]) -> JsonSchema:
    fixed: dict[str, JsonSchema] = {
        "v": {"const": VERSION},
        "is": {"const": "list"},
        "of": {"enum": list(SHAPES)},
        "items": {"type": "array"},
    }
    of_shape = [
        {
            "if": {"properties": {"of": {"const": name}}},
            "then": {"properties": {"items": {"items": {"$ref": f"#/$defs/{name}"}}}},
        }
        for name in SHAPES
    ]
    return _object(words, LIST, [*HEAD, *LIST_MEMBERS], fixed) | {"allOf": of_shape}


def _object(
    words: Callable[[str], str], meaning: str, members: Iterable[Member], fixed: dict[str, JsonSchema] | None = None
) -> JsonSchema:
    """Return the schema of an object with these members and no others; `fixed`: the schemas of some of them."""
    members = list(members)
    found: JsonSchema = {"description": words(meaning)} if meaning else {}
    properties = {
        member.name: {
            **({"title": words(TEXT_TYPES[member.type])} if member.type in TEXT_TYPES else {}),
            "description": words(member.meaning),
            **((fixed or {}).get(member.name) or _value(member.type)),
        }
        for member in members
    }
    return {
        **found,
        "type": "object",
        "properties": properties,
        "required": [member.name for member in members if not member.optional],
        "additionalProperties": False,
    }


def _value(kind: str) -> JsonSchema:
    """Return the schema of a value by the type of its member."""
    if kind.endswith("[]"):
        return {"type": "array", "items": _value(kind.removesuffix("[]"))}
    if kind == "texts":
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if kind in TEXT_TYPES:
        pattern = _TEXT_PATTERNS.get(kind)
        return {"type": "string", **({"pattern": pattern} if pattern else {})}
    return dict(_PLAIN[kind]) if kind in _PLAIN else {"$ref": f"#/$defs/{kind}"}
