"""The interface between the checks and the rest of the registry. A module of its own: namesakes and all checks need it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from govtui.model.checks.namesakes import Group
from govtui.model.own_fields import Schema
from govtui.model.record import Record


class CheckContext(Protocol):
    """The rest of the registry, as checks ask for it. Former ids lead to the records that had them."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages that the registry keeps."""

    @property
    def schema(self) -> Schema: ...

    def record(self, id: str) -> Record | None:
        """Return the record of this id if it is readable."""

    def kind_of(self, id: str) -> str | None:
        """Return the kind of the record of this id, readable or not; None when there is none."""

    def knows(self, vocabulary: str, key: str) -> bool:
        """Whether a key belongs to a vocabulary, built in or the registry's own."""

    def keys(self, vocabulary: str) -> Sequence[str]: ...

    def ended_by(self, record: Record) -> Iterable[str]:
        """Return the ids of texts with effect that repeal or replace a record (checks.force.ended), sorted."""

    def namesakes(self, record: Record) -> Iterable[Group]:
        """Return the records of the same kind with the same folded name; the record itself may be among them."""
