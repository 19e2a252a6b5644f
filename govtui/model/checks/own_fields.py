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
    if expected := _expected(spec.value_type, value):
        yield _of_type(path, expected, _nearest_date(value) if expected == "date" else "")
    elif spec.value_type is ValueType.KEY and not context.knows(spec.about.vocabulary, str(value)):
        yield Problem(
            "own_field_unknown_key", Severity.ERROR, field=path, values=unknown_key(spec, str(value), context)
        )


def _of_type(path: str, expected: str, near: str = "") -> Problem:
    return Problem("own_field_type", Severity.ERROR, field=path, values={"expected": expected, "near": near})


def _expected(value_type: ValueType, value: object) -> str:
    """Return the type that a value should have, as i18n names it; "" where it has it."""
    match value_type:
        case ValueType.NUMBER:
            is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
            return "" if is_number else "number"
        case ValueType.YES_NO:
            return "" if isinstance(value, bool) else "boolean"
        case ValueType.DATE:
            return "" if _is_date(value) else "date"
        case ValueType.LOCALIZED:
            return "" if is_localized(value) else "localized"
    if not isinstance(value, str) or not value.strip():
        return _TEXTS[value_type]
    has_form = value_type is ValueType.TEXT or (len(value) <= ID_LENGTH and re.fullmatch(PATTERNS[value_type], value))
    return "" if has_form else _TEXTS[value_type]


_TEXTS = {ValueType.TEXT: "text", ValueType.COUNTRY: "country", ValueType.REFERENCE: "id", ValueType.KEY: "key"}
"""Types of texts, with their names in i18n."""


def _is_date(value: object) -> bool:
    if isinstance(value, datetime.date):  # it may stand without quotation marks, as in every date field
        return True
    try:
        return isinstance(value, str) and PartialDate.parse(value) is not None
    except DateError:
        return False


def _nearest_date(value: object) -> str:
    try:
        PartialDate.parse(str(value))
    except DateError as error:
        return error.suggestion or ""
    return str(value)
