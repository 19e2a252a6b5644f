"""The mapping file of an import: what the columns and the types of a foreign file mean here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govtui.store.toml_values import NotToml, parsed

_TEXTS = ("kind", "language", "delimiter", "dates", "remove")
_SWITCHES = ("cite", "spreadsheet")
_LINE = re.compile(r"at line (\d+)")
DATE_ORDERS = ("dmy", "mdy")
_TABLES = ("columns", "split", "fixed", "classification")


class BadMapping(ValueError):
    """The mapping file cannot be used. `code`: not_toml, unknown_key, not_a_table, not_a_text, not_a_switch or unknown_dates;
    `key`: of what."""

    def __init__(self, code: str, key: str = "", line: int = 0) -> None:
        super().__init__(code)
        self.code, self.key, self.line = code, key, line


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says."""

    kind: str = ""
    language: str = ""
    delimiter: str = ""
    cite: bool = True
    """False: what is imported is restored, not cited (the mapping that `govtui export csv` writes)."""
    spreadsheet: bool = False
    """Whether texts that a spreadsheet would take for formulas have an apostrophe before them (`govtui export --spreadsheet`)."""
    dates: str = ""
    """How days like 5/8/2022 are written, "dmy" or "mdy"; "" for unknown, and then such days are refused."""
    remove: str = "-"
    """What a cell has where the record is to have no value."""
    columns: dict[str, str] = field(default_factory=dict)
    """The header of a column to a field path, as in `govtui set`."""
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """Field path to what stands in cells to what is meant."""
    split: dict[str, str] = field(default_factory=dict)
    """Field path to what separates several values in a cell."""
    fixed: dict[str, str] = field(default_factory=dict)
    """Field path to a value that every record gets."""
    classification: dict[str, str] = field(default_factory=dict)
    """What the file calls a type to a type of ours."""


def read_mapping(raw: bytes) -> Mapping:
    """Read a mapping file. Raises BadMapping."""
    try:
        data = parsed(raw.decode("utf-8-sig"))
    except NotToml as error:
        found = _LINE.search(str(error))
        raise BadMapping("not_toml", line=int(found[1]) if found else 0) from error
    except UnicodeDecodeError as error:
        raise BadMapping("not_toml", line=raw.count(b"\n", 0, error.start) + 1) from error
    known: dict[str, object] = {}
    for key, value in data.items():
        if key in _TEXTS:
            if not isinstance(value, str):
                raise BadMapping("not_a_text", key)
            if key == "dates" and value not in DATE_ORDERS:
                raise BadMapping("unknown_dates", key)
        elif key in _SWITCHES:
            if not isinstance(value, bool):
                raise BadMapping("not_a_switch", key)
        elif key in _TABLES:
            _require_texts(key, value)
        elif key == "values":
            if not isinstance(value, dict):
                raise BadMapping("not_a_table", key)
            for path, table in value.items():
                _require_texts(f"values.{path}", table)
        else:
            raise BadMapping("unknown_key", key)
        known[key] = value
    return Mapping(**known)  # type: ignore[arg-type]


def _require_texts(key: str, value: object) -> None:
    if not isinstance(value, dict):
        raise BadMapping("not_a_table", key)
    for name, one in value.items():
        if not isinstance(one, str):
            raise BadMapping("not_a_text", f"{key}.{name}")
