"""Checks of a registry's own fields: whether values are of the types that registry.toml declares.

What is declared nowhere is a private note and not checked.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator

from govtui.model.checks.context import CheckContext
from govtui.model.checks.vocabulary import unknown_key
from govtui.model.dates import DateError, PartialDate
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import ID_LENGTH, PATTERNS
from govtui.model.own_fields import is_localized
from govtui.model.problem import Problem, Severity
from govtui.model.record import Record
from govtui.model.schema import ValueType


def own_field_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`own_field_type` and `own_field_unknown_key` (errors): values of another type, keys that the vocabulary lacks."""
    if not record.x:
        return
    for name, spec in context.schema.own(record.kind).items():
        if spec.attribute in record.x:
            yield from _problems(spec, name, record.x[spec.attribute], context)


def _problems(spec: FieldSpec, path: str, value: object, context: CheckContext) -> Iterator[Problem]:
    if not spec.many:
        yield from _single(spec, path, value, context)
    elif isinstance(value, list):
        for position, one in enumerate(value, 1):
            yield from _single(spec, f"{path}.{position}", one, context)
    else:
        yield _of_type(path, "list")


def _single(spec: FieldSpec, path: str, value: object, context: CheckContext) -> Iterator[Problem]:
    if not _is_of_type(spec.value_type, value):
        yield _of_type(path, _NAMES_IN_I18N.get(spec.value_type, spec.value_type.value), _near(spec.value_type, value))
    elif spec.value_type is ValueType.KEY and not context.knows(spec.about.vocabulary, str(value)):
        values = unknown_key(spec, str(value), context)
        yield Problem("own_field_unknown_key", Severity.ERROR, field=path, values=values)


def _of_type(path: str, expected: str, near: str = "") -> Problem:
    return Problem("own_field_type", Severity.ERROR, field=path, values={"expected": expected, "near": near})


_NAMES_IN_I18N = {ValueType.YES_NO: "boolean", ValueType.REFERENCE: "id"}
"""Types whose names in sentences differ from their own."""


def _is_of_type(value_type: ValueType, value: object) -> bool:
    match value_type:
        case ValueType.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        case ValueType.YES_NO:
            return isinstance(value, bool)
        case ValueType.DATE:  # it may stand without quotation marks, as in every date field
            return isinstance(value, datetime.date) or (isinstance(value, str) and _date_error(value) is None)
        case ValueType.LOCALIZED:
            return is_localized(value)
        case ValueType.TEXT:
            return isinstance(value, str) and bool(value.strip())
    return isinstance(value, str) and len(value) <= ID_LENGTH and bool(re.fullmatch(PATTERNS[value_type], value))


def _date_error(value: object) -> DateError | None:
    try:
        PartialDate.parse(str(value))
    except DateError as error:
        return error
    return None


def _near(value_type: ValueType, value: object) -> str:
    """Return the date that was probably meant; "" for other types."""
    if value_type is not ValueType.DATE:
        return ""
    error = _date_error(value)
    return str(value) if error is None else error.suggestion or ""
