"""Versions of records as git has them: texts and plain data by blob, in the current schema, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.edit.plain_data import MISSING, Data
from govtui.edit.record_diff import FieldDifference, data_differences, differences
from govtui.store.blobs import NotRead
from govtui.store.migrating import current_data, current_text

FieldDifferences = tuple[FieldDifference, ...]

PARSED = 256
"""How many texts are kept parsed."""


class NotKnown(Exception):
    """The text of a version that is needed was not read."""

    def __init__(self, why: NotRead) -> None:
        super().__init__(why)
        self.why = why


class BlobTexts:
    """The contents of blobs; the name "" stands for a version without the file."""

    def __init__(self, contents: Mapping[str, bytes | NotRead]) -> None:
        self._contents = contents
        self._texts: dict[str, str] = {}
        self._values: dict[str, Data] = {}

    def raw(self, blob: str) -> bytes | NotRead:
        """Return the bytes of a blob."""
        return self._contents.get(blob, NotRead.MISSING)

    def text(self, blob: str) -> str | NotRead:
        """Return the text of a blob, in the current schema; "" for none."""
        if not blob:
            return ""
        raw = self.raw(blob)
        if not isinstance(raw, bytes):
            return raw
        if blob not in self._texts:
            self._texts[blob] = current_text(_decoded(raw))
        return self._texts[blob]

    def value(self, blob: str) -> Data:
        """Return the data of a blob: MISSING for none, its text where that is no TOML. Raises NotKnown."""
        if not blob:
            return MISSING
        if blob not in self._values:
            raw = self.raw(blob)
            if not isinstance(raw, bytes):
                raise NotKnown(raw)
            if len(self._values) >= PARSED:
                self._values.clear()
            data = current_data(_decoded(raw))
            self._values[blob] = _decoded(raw) if data is None else data
        return self._values[blob]

    def data(self, blob: str) -> Data | None:
        """Return the data of a blob, MISSING for none; None where it is not read, or no TOML."""
        try:
            found = self.value(blob)
        except NotKnown:
            return None
        return None if isinstance(found, str) else found

    def between(self, before: str, after: str) -> FieldDifferences:
        """Compare two blobs by field; their texts where one is no TOML. Raises NotKnown."""
        older, newer = self.value(before), self.value(after)
        if isinstance(older, str) or isinstance(newer, str):
            return differences(str(self.text(before)), str(self.text(after)))
        return data_differences(*({} if value is MISSING else value for value in (older, newer)))


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", "replace")
