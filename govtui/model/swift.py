"""Making records of tables whose texts are in normal form already, as nearly all are: at half the cost, since then none of
Pydantic's steps is a call of Python, but for dates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import CoreSchema, SchemaValidator

_Model = TypeVar("_Model", bound=BaseModel)

SWIFT = "swift"
"""In the metadata of a part of a schema: the core schema that takes its place here. What that takes the part itself takes, too,
and without changing it, if all texts are NFC and without CR."""


@cache
def swiftly(model: type[_Model]) -> Callable[[Any], _Model]:
    """What makes a `model` of a table whose texts are all NFC and without CR, just as `model.model_validate` would.

    It raises ValidationError where that would, but does not tell what is wrong.
    """
    model.model_rebuild()  # its making was put off (base.py)
    # Not with the validators that the classes have: those are what this is instead of.
    return SchemaValidator(_swift(model.__pydantic_core_schema__), _use_prebuilt=False).validate_python


def _swift(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_swift(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    instead: CoreSchema | None = schema.get("metadata", {}).get(SWIFT)
    if instead is not None:
        return instead
    made = {key: _swift(part) for key, part in schema.items() if key != "metadata"}
    if made.get("type") == "default" and made.get("default") in ([], {}):
        # Pydantic makes a deep copy of an empty list for each record, at ten times the cost of a new one.
        made["default_factory"] = type(made.pop("default"))
        made["copy_default"] = False
    return made
