"""The rest of the registry as checks of an import ask for it: the records that come with it are there already."""

from __future__ import annotations

from collections.abc import Callable

from govtui.index.api import Index
from govtui.index.entry_checks import IndexContext
from govtui.model.record import Record
from govtui.store.registry import Registry


class ImportContext(IndexContext):
    """An IndexContext with the records that an import would add."""

    def __init__(
        self,
        index: Index,
        registry: Registry,
        kind_of: Callable[[str], str | None],
        record: Callable[[str], Record | None],
    ) -> None:
        """`kind_of` and `record` answer for the ids of new records, and for no others."""
        super().__init__(index, registry, tells=True)
        self._kind_of_new, self._new_record = kind_of, record

    def kind_of(self, id: str) -> str | None:
        return super().kind_of(id) or self._kind_of_new(id)

    def record(self, id: str) -> Record | None:
        return super().record(id) or self._new_record(id)
