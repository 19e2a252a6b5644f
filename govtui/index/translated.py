"""What the index keeps of the translations of one record (coverage.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govtui.index.coverage import MARK
from govtui.index.schema import INTERNAL
from govtui.model.record import Record
from govtui.model.translations import translated


def translation_facets(record: Record, languages: Sequence[str], source_language: str) -> Iterator[tuple[str, str]]:
    """The internal facets of a record that tell the state of its translations."""
    counted: dict[str, int] = {}
    for path, source, target, state in translated(record, languages, source_language):
        name = f"{MARK}{source}>{target}/{path.partition('.')[0]}/{state}/"
        counted[name] = counted.get(name, 0) + 1
    for name, count in counted.items():
        for bit in range(count.bit_length()):
            if count >> bit & 1:
                yield INTERNAL, f"{name}{bit}"
