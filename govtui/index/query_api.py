"""What an index tells of a query line (api.Index): how it is understood, what is wrong with it, what was searched instead.

Apart from api.py, which is long enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from govtui.index.query import Correction, Mistake, Query


class Part(NamedTuple):
    """A part of a query line that found nothing as a whole: what it finds alone, and what the line finds without it."""

    start: int
    end: int
    alone: int | None
    """How many records match it; None where counting would take too long, as of a phrase of common words."""
    without: int | None
    """How many match the line without it."""


class Near(NamedTuple):
    """What may have been meant in a line: a word or value, and how many records the line finds with it."""

    start: int
    """The part of the line that it takes the place of."""
    end: int
    instead: str
    found: int


class Blame(NamedTuple):
    """Why a query line finds nothing."""

    parts: Sequence[Part] = ()
    near: Sequence[Near] = ()


class Queries(Protocol):
    """The part of an index that is about query lines."""

    def query(self, text: str) -> Query:
        """Return a query line as it is understood here, with the registry's fields, vocabulary and names."""

    def mistakes(self, text: str) -> Sequence[Mistake]:
        """Return the mistakes of a query line."""

    def corrected(self, text: str) -> Sequence[Correction]:
        """Return the words of a query for which others are searched, or others too."""

    def blame(self, text: str, kind: str) -> Blame:
        """Return why a line that finds nothing does so, among the records of a kind (ALL: of all kinds)."""
