"""What every part of a record is built on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable part of a record: unknown keys are errors, and nothing is coerced from another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
