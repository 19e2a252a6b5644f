"""Text in several languages: language tags and localized tables. How one is read is in reading.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from govtui.model.pydantic_compat import FAST
from govtui.model.schema import ValueType
from govtui.text.nfc import nfc

TAG = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
LANGUAGE_TAG = re.compile(rf"{TAG}\Z")
"""The shapes of BCP 47 that records use: a language, then subtags ("vi", "en", "zh-Hant")."""


def normal(value: str) -> str:
    """A text as records keep it, but that it may be blank."""
    # A file with CRLF says the same as one with LF: digests and comparisons must not see the difference.
    return nfc(value.replace("\r\n", "\n"))


def _told(value: str) -> str:
    value = normal(value)
    if not value or value.isspace():
        raise PydanticCustomError("blank_text", "text is blank")
    return value


def _language_keys(value: dict[str, str]) -> dict[str, str]:
    for tag in value:
        if not LANGUAGE_TAG.match(tag):
            raise PydanticCustomError("not_a_language", "not a language tag: {tag}", {"tag": tag})
    if not value:
        raise PydanticCustomError("no_language", "a localized text needs at least one language")
    return value


# What stands in their place where texts are normal already (swift.py). White space is what `str.isspace` says it is.
NOT_BLANK = r"[^\s\x1c-\x1f]"
_SWIFT_TEXT = core_schema.str_schema(pattern=NOT_BLANK)
_SWIFT_TABLE = core_schema.dict_schema(core_schema.str_schema(pattern=f"^{TAG}$"), _SWIFT_TEXT, min_length=1)


class _After:
    """A function of Python that looks at a value of the right type, and may change it."""

    def __init__(self, function: Callable[[Any], Any], swift: CoreSchema) -> None:
        self._function, self._swift = function, swift

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        metadata = {FAST: self._swift}
        return core_schema.no_info_after_validator_function(self._function, handler(source), metadata=metadata)


Text = Annotated[str, _After(_told, _SWIFT_TEXT), ValueType.TEXT]
"""A text as records keep it: NFC, lines ended by LF, not blank."""

LocalizedText = Annotated[dict[str, Text], _After(_language_keys, _SWIFT_TABLE), ValueType.LOCALIZED]
"""Language tag to text; at least one language; nothing but languages (`id` is Indonesian)."""
