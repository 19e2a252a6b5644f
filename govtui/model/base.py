"""What every part of a record is built on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from govtui.model.plugless import leave_plugins_out

leave_plugins_out()


class Value(BaseModel):
    """An immutable part of a record: unknown keys are errors, and nothing is coerced from another type."""

    # What checks a record is made when the first of its kind is read: a tenth of a second less before there is a reader.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)
