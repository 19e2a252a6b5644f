"""Cells of tables: how values stand in them, written and read by the two modules for CSV."""

from __future__ import annotations

from collections.abc import Mapping

NAMED: Mapping[str, str] = {"aka": "text"}
"""Lists of tables of which a cell has the names alone, and the field that is the name."""

ALIAS = "alias"
"""The type of other names that have none in a table."""

SEPARATORS = ("; ", " | ", " ", "\n", " ¦ ", " ‖ ", "\u241e", "\u241f")
"""What may separate the items of a list in a cell, the most usual first."""

_OUT_OF_PLACE = str.maketrans("", "", "".join(SEPARATORS).replace(" ", "").replace("\n", ""))

_FORMULA = frozenset("=+-@\t\r")
"""First characters of what spreadsheets take for formulas."""


def value_text(value: object) -> str | None:
    """Return a plain value as a cell; None for what has no form in one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return None if not isinstance(value, str) or "\0" in value else value


def is_separable(item: str) -> bool:
    """Whether an item of a list can stand in a cell beside others, separated by what it does not have in it."""
    return item != "" and item == item.strip() and "\0" not in item


def escaped(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would take it for a formula, or it begins with one."""
    return f"'{text}" if text[:1] in _FORMULA or text.startswith("'") else text


def unescaped(text: str) -> str:
    """Undo `escaped`."""
    return text[1:] if text.startswith("'") and (text[1:2] in _FORMULA or text[1:2] == "'") else text


def separated(cell: str, separator: str) -> list[str]:
    """Return the items of a list in a cell. White space around a separator means nothing; it may be white space itself."""
    parts = cell.split(separator.strip() or separator) if separator != " " else cell.split()
    return [item for part in parts if (item := part.strip())]
