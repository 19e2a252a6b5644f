"""What an index tells of a query line (api.Index): how it is understood, what is wrong with it, what was searched instead.

Apart from api.py, which is long enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from govtui.index.query import Correction, Mistake, Query


class Queries(Protocol):
    """The part of an index that is about query lines."""

    def query(self, text: str) -> Query:
        """Return a query line as it is understood here, with the registry's fields, vocabulary and names."""

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """Return the mistakes of a query line."""

    def corrected(self, text: str) -> Sequence[Correction]:
        """Return the words of a query for which others are searched, or others too."""
