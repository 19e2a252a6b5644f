"""What checks ask about the rest of the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from govtui.model.checks.namesakes import Group
from govtui.model.own_fields import Schema
from govtui.model.record import Record


class CheckContext(Protocol):
    """What the rest of the registry holds, as the checks need it; ids that were renamed resolve."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages that the registry keeps."""

    @property
    def schema(self) -> Schema:
        """The fields and relations that its records may have."""

    def record(self, id: str) -> Record | None:
        """The readable record with this id."""

    def kind_of(self, id: str) -> str | None:
        """The kind of the record with this id, readable or not; None when there is none."""

    def knows(self, vocabulary: str, key: str) -> bool:
        """Whether a key belongs to a vocabulary, built in or the registry's own."""

    def keys(self, vocabulary: str) -> Sequence[str]:
        """All keys of a vocabulary."""

    def namesakes(self, record: Record) -> Iterable[Group]:
        """Records of the same kind with the same folded name in some language, the record itself among them or not."""
