"""Imported records on disk while an import is planned: a plan goes over them several times, and a file may have 100,000."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType

from govtui.model.imported import ImportedRecord

_IN_MEMORY = 16 * 1024 * 1024
"""Bytes up to which nothing is written to the disk."""


class Spool:
    """Imported records by number, in a file without a name that nobody else can open."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed with this object)
        self._starts = array("Q", [0])

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, record: ImportedRecord) -> None:
        """Keep a record under the next number. Raises OSError, as where the disk is full."""
        raw = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._starts[-1])
        self._file.write(raw)
        self._starts.append(self._starts[-1] + len(raw))

    def __getitem__(self, number: int) -> ImportedRecord:
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        record: ImportedRecord = pickle.loads(self._file.read(end - start))  # noqa: S301 (written by `add` into a file without a name)
        return record

    def __iter__(self) -> Iterator[ImportedRecord]:
        return (self[number] for number in range(len(self)))
