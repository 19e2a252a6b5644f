"""The types of values in records: texts, texts by language, ids, keys, country codes, amounts.

Each is marked with its ValueType, and with what is asked of a value: of Python when it is read plainly (plain_reading.py), and of
Pydantic's core, once as it says what is wrong, once for the fast validator (pydantic_compat), which never calls Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from govtui.model.identifiers import ID_LENGTH, PATTERNS
from govtui.model.localized import LANGUAGE_TAG, NOT_BLANK, normal
from govtui.model.schema import ValueType

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

FAST = "fast"
"""Key in the metadata of a core schema: the schema that the fast validator uses instead. It must accept the same values and return
them unchanged, provided that all texts are NFC and without CR."""


def refused(code: str, message: str, **context: str) -> ValueError:
    """Return the error that says what is wrong with a value, which Pydantic hands on."""
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(code, message, context or None)


def _normal_text(value: str) -> str:
    value = normal(value)
    if not value or value.isspace():
        raise refused("blank_text", "text is blank")
    return value


def _checked_languages(value: dict[str, str]) -> dict[str, str]:
    for tag in value:
        if not LANGUAGE_TAG.match(tag):
            raise refused("not_a_language", "not a language tag: {tag}", tag=tag)
    if not value:
        raise refused("no_language", "a localized text needs at least one language")
    return value


def _fast_text() -> CoreSchema:
    from pydantic_core import core_schema

    return core_schema.str_schema(pattern=NOT_BLANK)


def _fast_table() -> CoreSchema:
    from pydantic_core import core_schema

    tag = core_schema.str_schema(pattern=PATTERNS[ValueType.LANGUAGE])
    return core_schema.dict_schema(tag, _fast_text(), min_length=1)


class After:
    """Validation by a Python function after the type's own; `fast` makes the schema that the fast validator has instead."""

    def __init__(self, function: Callable[[Any], Any], fast: Callable[[], CoreSchema] | None = None) -> None:
        self.after_reading, self._fast = function, fast

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        metadata = {FAST: self._fast()} if self._fast else None
        return core_schema.no_info_after_validator_function(self.after_reading, handler(source), metadata=metadata)


class Before:
    """A change of a value by a Python function before it is validated."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.before_reading = function

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.before_reading, handler(source))


class _Form:
    """Validation of a text by the pattern of its type, and by its length."""

    def __init__(self, value_type: ValueType, longest: int | None = None) -> None:
        self._pattern, self._longest = PATTERNS[value_type], longest
        self._compiled = re.compile(self._pattern)

    def after_reading(self, value: str) -> str:
        if self._longest is not None and len(value) > self._longest or not self._compiled.fullmatch(value):
            raise ValueError
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.str_schema(pattern=self._pattern, max_length=self._longest)


class _Identifier(_Form):
    """Validation of an id by its pattern; the error is `not_an_id`.

    The pattern is left to Pydantic's own code: a record has half a dozen ids, and calling a Python function for each is slower.
    """

    def __init__(self, value_type: ValueType) -> None:
        super().__init__(value_type, ID_LENGTH)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        form = core_schema.str_schema(pattern=self._pattern, max_length=ID_LENGTH)
        checked = core_schema.custom_error_schema(form, "not_an_id", custom_error_message="not a record id")
        return core_schema.chain_schema([handler(source), checked], metadata={FAST: form})


class Limits:
    """The least and the greatest of a whole number."""

    def __init__(self, ge: int, le: int) -> None:
        self.ge, self.le = ge, le

    def after_reading(self, value: int) -> int:
        if not self.ge <= value <= self.le:
            raise ValueError
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.int_schema(ge=self.ge, le=self.le)


Text = Annotated[str, After(_normal_text, _fast_text), ValueType.TEXT]
"""A text as records keep it: NFC, lines ended by LF, not blank."""

LocalizedText = Annotated[dict[str, Text], After(_checked_languages, _fast_table), ValueType.LOCALIZED]
"""Language tag to text; at least one language; nothing but languages (`id` is Indonesian)."""

Quote = LocalizedText | Text
"""Printed words: a plain text in the language of the source, or by language."""

RecordId = Annotated[str, _Identifier(ValueType.REFERENCE), ValueType.REFERENCE]
"""The id of a record, which is the stem of its file."""

Target = Annotated[str, _Identifier(ValueType.TARGET), ValueType.TARGET]
"""What a relation points at: a record id, or `country:XX`."""

Key = Annotated[str, _Form(ValueType.KEY, ID_LENGTH), ValueType.KEY]
"""A key of a vocabulary or of an item in a list."""

CountryCode = Annotated[str, _Form(ValueType.COUNTRY), ValueType.COUNTRY]
"""ISO 3166-1 alpha-2."""

Amount = Annotated[int, Limits(0, 10**15)]
"""A number of things, or a place in a series."""
