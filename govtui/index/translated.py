"""What the index keeps of the translations of one record (coverage.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from govtui.index.coverage import MARK
from govtui.index.schema import INTERNAL
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.record import Record
from govtui.model.translations import State, localized_texts, translated, unremembered

_Facets = tuple[tuple[str, str], ...]
_Direction = tuple[str, str, str, State]
"""The field of the record, source, target, state."""


def translation_facets(
    record: Record, languages: Sequence[str], source_language: str, schema: Schema = BUILT_IN
) -> _Facets:
    """The internal facets of a record that tell the state of its translations."""
    if record.translations:
        found = translated(record, languages, source_language, schema)
        return _facets(
            Counter((schema.first_step(record.kind, one.path)[0], one.source, one.target, one.state) for one in found)
        )
    # Without any, the state follows from the languages that the texts have, and most records have the same.
    texts = tuple([(field, *text) for field, text in localized_texts(record, schema)])
    return _unremembered_facets(texts, tuple(languages), source_language)


@lru_cache(maxsize=4096)
def _unremembered_facets(
    texts: tuple[tuple[str, ...], ...], languages: tuple[str, ...], source_language: str
) -> _Facets:
    """`texts`: the field of each, then its languages."""
    counted: Counter[_Direction] = Counter()
    for field, *present in texts:
        counted.update((field, *one) for one in unremembered(present, languages, source_language))
    return _facets(counted)


def _facets(counted: Counter[_Direction]) -> _Facets:
    return tuple(
        (INTERNAL, f"{MARK}{source}>{target}/{field}/{state}/{bit}")
        for (field, source, target, state), count in counted.items()
        for bit in range(count.bit_length())
        if count >> bit & 1
    )
