"""What can be asked of the index about time, in plain values (index.query.Index.dates)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Dated(NamedTuple):
    """Something that a record tells of time: that it happened, or lasted."""

    key: str
    kind: str
    type: str
    name: str
    """The record's, in the language of the view."""
    missing: str
    """The language the name is in when it is not the one asked for, else empty."""
    what: str
    """The field: date, period, founded, dissolved, published, steps, terms."""
    value: str
    """A step's action, a term's type; else empty."""
    number: int | None
    """A term's number."""
    date: str
    """In EDTF."""


class Dates(Protocol):
    """What the records of a view tell of time, in order of time. Stays right when the index is brought up to date behind it."""

    @property
    def dated(self) -> int:
        """How many facts have a year; they come first."""

    @property
    def year_less(self) -> int:
        """How many have a date without a year; they follow, by month and day."""

    @property
    def undated(self) -> int:
        """How many events, steps and terms have no date; they are only counted."""

    def window(self, start: int, stop: int) -> Sequence[Dated]:
        """The facts from place `start` up to `stop`."""

    def first_from(self, day: int) -> int:
        """The place of the first that begins on this day (an ordinal of datetime.date) or later; `dated` for none."""

    def position(self, key: str) -> int | None:
        """The place of a record's first fact."""
