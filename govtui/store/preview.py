"""Preview a text that is not TOML: read a few top-level keys by one regular expression.

A registry may hold any number of broken files (half merged, saved in another encoding), and a list shows something of each;
tree-sitter would take twenty times as long.
"""

from __future__ import annotations

import re
from typing import Any

import rtoml

from govtui.model.kinds import DATE_FIELDS, NAME_FIELDS

TEXTS = (*NAME_FIELDS, "summary")
"""The keys with texts by language that are looked for."""

_KEYS = frozenset(["id", "kind", "type", "status", *DATE_FIELDS])

_KEY = r"""[A-Za-z0-9_-]+|"[^"\\\n]*"|'[^'\n]*'"""
_STRING = r'''"""(?s:[^\\]|\\.)*?"""|\'\'\'(?s:.)*?\'\'\'|"(?!"")(?:[^"\\\n]|\\.)*"|'(?!'')[^'\n]*\''''
_LINE = re.compile(
    rf"""^[ \t]*(?:
        \[[ \t]*(?P<table>{_KEY})[ \t]*\]                                          # [name]
      | (?P<other>\[)                                                              # any other header, or an array goes on
      | (?P<key>{_KEY})(?:[ \t]*\.[ \t]*(?P<part>{_KEY}))?[ \t]*=[ \t]*            # name.vi = "x"
        (?P<value>{_STRING}|\{{[^\n]*\}}|[^\s"'\[{{#,}}\]]+)[ \t\r]*(?:\#[^\n]*)?$  # and nothing that belongs to neither
    )""",
    re.VERBOSE | re.MULTILINE,
)
_ELSEWHERE = "."
"""In place of the name of any other table; no key is written so."""
_INLINE = re.compile(rf"[{{,][ \t]*({_KEY})[ \t]*=[ \t]*({_STRING})")


def preview_data(text: str) -> dict[str, Any]:
    """Return a record's readable top-level keys, with texts by language: the first of each."""
    data: dict[str, Any] = {}
    table = ""
    for header, other, key, part, value in _LINE.findall(text):
        if not key:
            table = _ELSEWHERE if other else _bare(header)
            continue
        key = _bare(key)
        if table:
            if table in TEXTS and not part:
                _put(data, table, key, value)
        elif part:
            if key in TEXTS:
                _put(data, key, _bare(part), value)
        elif value[0] == "{":
            for language, inner in _INLINE.findall(value) if key in TEXTS else ():
                _put(data, key, _bare(language), inner)
        elif key in _KEYS and key not in data:
            found = _value(value)
            if found is not None:
                data[key] = found
    return data


def _put(data: dict[str, Any], field: str, language: str, written: str) -> None:
    found = _value(written)
    if isinstance(found, str):
        data.setdefault(field, {}).setdefault(language, found)


def _bare(key: str) -> str:
    return key[1:-1] if key[:1] in ('"', "'") else key


def _value(written: str) -> object:
    """Parse a value; None where it is none."""
    if written[0] == '"' and "\\" not in written and written[1:2] != '"':
        return written[1:-1]
    try:
        return rtoml.loads(f"v = {written}")["v"]
    except (rtoml.TomlParsingError, ValueError):
        return None
