"""Plain data in place of a record that the schema refuses: fields are read by their specs as far as they fit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govtui.model.fields import FieldSpec, parts
from govtui.model.parts import Citation
from govtui.model.schema import ValueType
from govtui.model.value import Value


@dataclass(frozen=True)
class PlainRecord:
    """The data of an unreadable record, where fields are looked at one by one."""

    kind: str
    """The kind that the file names, else that of its folder."""
    data: Mapping[str, Any]
    label: Mapping[str, str] | str
    """Its name as far as it can be read, else its id."""

    @property
    def sources(self) -> Sequence[Citation]:
        """The readable citations."""
        found = self.data.get("sources")
        read = [_read(Citation, item) for item in (found if isinstance(found, list) else ())]
        return [one for one in read if isinstance(one, Citation)]


def held(spec: FieldSpec, holder: Any) -> Any:
    """Return the value of a field in a record, a part, or the plain data of either; None where there is none."""
    if isinstance(holder, Value):
        return spec.held_by(holder)
    data = holder.data if isinstance(holder, PlainRecord) else holder
    if spec.is_own and isinstance(data, Mapping):
        data = data.get("x")
    value = data.get(spec.attribute if spec.is_own else spec.name) if isinstance(data, Mapping) else None
    if spec.value_type is ValueType.DATE and isinstance(value, datetime.date | datetime.time):
        return value.isoformat()  # dates may stand without quotation marks
    return value


_TYPES = {bool: {"boolean"}, int: {"integer", "number"}, float: {"number"}, list: {"list"}, dict: {"table"}}


def fits(spec: FieldSpec, value: object) -> bool:
    """Whether a plain value is of a TOML type that the field takes; it may still be wrong."""
    return bool(spec.takes & ({"anything"} | _TYPES.get(type(value), {"text"})))


def readable(spec: FieldSpec, value: Any) -> Any:
    """Return a plain value as a model has it: whole tables as models; of others only the parts of a right type."""
    if value is None or not fits(spec, value):
        return None
    if spec.part is not None and not spec.many:
        inner = {name: readable(part, held(part, value)) for name, part in parts(spec).items()}
        return _read(spec.part, value) or _without_none(inner)
    if spec.keyed:
        return _without_none({key: readable(spec.entry(key), inner) for key, inner in value.items()})
    if isinstance(value, list):
        one = spec.called("") if spec.part is not None else spec.element
        return [found for item in value if (found := readable(one, item)) is not None] if spec.many else value
    if isinstance(value, Mapping) and spec.is_localized:
        return {tag: text for tag, text in value.items() if isinstance(text, str)}
    return value


def _without_none(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value is not None}


def _read(part: type[Value], value: object) -> Value | None:
    try:
        return part.model_validate(value)
    except ValueError:
        return None
