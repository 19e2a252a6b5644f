"""The types of values in records, as Pydantic validates them: texts, texts by language, ids, keys and country codes.

Each is marked with its ValueType, and gives the fast validator (pydantic_compat) a schema that never calls Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from govtui.model.identifiers import ID_LENGTH, PATTERNS
from govtui.model.localized import LANGUAGE_TAG, NOT_BLANK, normal
from govtui.model.pydantic_compat import FAST
from govtui.model.schema import ValueType


def _normal_text(value: str) -> str:
    value = normal(value)
    if not value or value.isspace():
        raise PydanticCustomError("blank_text", "text is blank")
    return value


def _checked_languages(value: dict[str, str]) -> dict[str, str]:
    for tag in value:
        if not LANGUAGE_TAG.match(tag):
            raise PydanticCustomError("not_a_language", "not a language tag: {tag}", {"tag": tag})
    if not value:
        raise PydanticCustomError("no_language", "a localized text needs at least one language")
    return value


_FAST_TEXT = core_schema.str_schema(pattern=NOT_BLANK)
_FAST_TABLE = core_schema.dict_schema(
    core_schema.str_schema(pattern=PATTERNS[ValueType.LANGUAGE]), _FAST_TEXT, min_length=1
)


class _After:
    """Validation by a Python function after Pydantic's own; `fast` is what the fast validator does instead."""

    def __init__(self, function: Callable[[Any], Any], fast: CoreSchema) -> None:
        self._function, self._fast = function, fast

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        metadata = {FAST: self._fast}
        return core_schema.no_info_after_validator_function(self._function, handler(source), metadata=metadata)


class _Identifier:
    """Validation of an id by its pattern; the error is `not_an_id`.

    The pattern is left to Pydantic's own code: a record has half a dozen ids, and calling a Python function for each is slower.
    """

    def __init__(self, value_type: ValueType) -> None:
        self._pattern = PATTERNS[value_type]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = core_schema.str_schema(pattern=self._pattern, max_length=ID_LENGTH)
        checked = core_schema.custom_error_schema(form, "not_an_id", custom_error_message="not a record id")
        return core_schema.chain_schema([handler(source), checked], metadata={FAST: form})


Text = Annotated[str, _After(_normal_text, _FAST_TEXT), ValueType.TEXT]
"""A text as records keep it: NFC, lines ended by LF, not blank."""

LocalizedText = Annotated[dict[str, Text], _After(_checked_languages, _FAST_TABLE), ValueType.LOCALIZED]
"""Language tag to text; at least one language; nothing but languages (`id` is Indonesian)."""

Quote = LocalizedText | Text
"""Printed words: a plain text in the language of the source, or by language."""

RecordId = Annotated[str, _Identifier(ValueType.REFERENCE), ValueType.REFERENCE]
"""The id of a record, which is the stem of its file."""

Target = Annotated[str, _Identifier(ValueType.TARGET), ValueType.TARGET]
"""What a relation points at: a record id, or `country:XX`."""

Key = Annotated[str, StringConstraints(pattern=PATTERNS[ValueType.KEY], max_length=ID_LENGTH), ValueType.KEY]
"""A key of a vocabulary or of an item in a list."""

CountryCode = Annotated[str, StringConstraints(pattern=PATTERNS[ValueType.COUNTRY]), ValueType.COUNTRY]
"""ISO 3166-1 alpha-2."""
