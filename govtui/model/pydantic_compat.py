"""How Pydantic validates records and their parts, and two accelerations of it.

- No plugins: looking for them imports `importlib.metadata` with what Python has for mail and zip archives, two megabytes and some
  hundredths of a second before the first record is read; and a record must mean the same wherever it is read.
- Fast validation of tables whose texts are in normal form already, as nearly all are: no step of it calls Python, but for
  dates, which halves its cost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreConfig, CoreSchema, SchemaValidator, core_schema

from govtui.model.value_types import FAST

_LOADER = "pydantic.plugin._loader"
"""Imported by Pydantic (as of 2.14) when the first schema is made. Were it called otherwise one day, plugins would be looked for
again, and tests/model/test_pydantic_compat.py would tell."""


def disable_plugins() -> None:
    """Put a loader without plugins in the place of Pydantic's, unless that was imported already.

    Must be called before the first schema is made.
    """
    if _LOADER not in sys.modules:
        stand_in = ModuleType(_LOADER)
        stand_in.get_plugins = tuple  # type: ignore[attr-defined]
        sys.modules[_LOADER] = stand_in


disable_plugins()

_Model = TypeVar("_Model")


def core_schema_of(model: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a class of values (value.Value): strict, immutable, without keys that it does not have."""
    fields: dict[str, core_schema.ModelField] = {}
    for attribute, field in model.model_fields.items():
        schema = handler.generate_schema(field.annotation)
        if not field.is_required:
            empty = type(field.default) if field.default in ([], {}) else None
            schema = (
                core_schema.with_default_schema(schema, default_factory=empty)
                if empty
                else core_schema.with_default_schema(schema, default=field.default)
            )
        fields[attribute] = core_schema.model_field(schema, validation_alias=field.alias)
    config = CoreConfig(title=model.__name__, strict=True, extra_fields_behavior="forbid")
    inner = core_schema.model_fields_schema(fields, model_name=model.__name__)
    return core_schema.model_schema(model, inner, frozen=True, config=config)


_schemas: dict[type, CoreSchema] = {}
_validators: dict[tuple[type, bool], Any] = {}


def _schema(model: type) -> CoreSchema:
    if model not in _schemas:
        _schemas[model] = TypeAdapter(model).core_schema
    return _schemas[model]


def validator(model: type[_Model]) -> Callable[[Any], _Model]:
    """Return a function that makes a `model` of a table. It raises ValidationError with all that is wrong."""
    return _made(model, fast=False)


def _made(model: type[_Model], *, fast: bool) -> Callable[[Any], _Model]:
    key = (model, fast)
    if key not in _validators:
        schema = _schema(model)
        _validators[key] = SchemaValidator(_fast(schema) if fast else schema).validate_python
    found: Callable[[Any], _Model] = _validators[key]
    return found


def fast_validator(model: type[_Model]) -> Callable[[Any], _Model]:
    """Return a function that makes a `model` of a table whose texts are all NFC and without CR.

    It returns what `validator` would, and raises ValidationError where that would, but without saying what is wrong.
    """
    return _made(model, fast=True)


def _fast(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_fast(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    instead: CoreSchema | None = (schema.get("metadata") or {}).get(FAST)
    if instead is not None:
        return instead
    return {key: _fast(part) for key, part in schema.items() if key != "metadata"}
