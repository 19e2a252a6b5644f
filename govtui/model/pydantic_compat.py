"""The base class of every part of a record, and two accelerations of Pydantic.

- No plugins: looking for them imports `importlib.metadata` with what Python has for mail and zip archives, two megabytes and some
  hundredths of a second before the first record is read; and a record must mean the same wherever it is read.
- Fast validation of tables whose texts are in normal form already, as nearly all are: no step of it calls Python, but for
  dates, which halves its cost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import CoreSchema, SchemaValidator

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


class Value(BaseModel):
    """An immutable part of a record: unknown keys are errors, and nothing is coerced from another type."""

    # The validator is built when the first part of its kind is read: a tenth of a second less before there is a reader.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


_Model = TypeVar("_Model", bound=BaseModel)

FAST = "fast"
"""Key in the metadata of a core schema: the schema that the fast validator uses instead. It must accept the same values and return
them unchanged, provided that all texts are NFC and without CR."""


@cache
def fast_validator(model: type[_Model]) -> Callable[[Any], _Model]:
    """Return a function that makes a `model` of a table whose texts are all NFC and without CR.

    It returns what `model.model_validate` would, and raises ValidationError where that would, but without saying what is wrong.
    """
    model.model_rebuild()  # it was deferred, see Value
    # The validators that the classes have already are those that this one replaces.
    return SchemaValidator(_fast(model.__pydantic_core_schema__), _use_prebuilt=False).validate_python


def _fast(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_fast(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    instead: CoreSchema | None = schema.get("metadata", {}).get(FAST)
    if instead is not None:
        return instead
    made = {key: _fast(part) for key, part in schema.items() if key != "metadata"}
    if made.get("type") == "default" and made.get("default") in ([], {}):
        # Pydantic deep-copies an empty list for each record, at ten times the cost of making a new one.
        made["default_factory"] = type(made.pop("default"))
        made["copy_default"] = False
    return made
