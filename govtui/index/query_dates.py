"""Dates in a query line, as people write them: behind `date:`, and bare among words (screens.md 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Found(NamedTuple):
    """A date in a run of words."""

    start: int
    """Where it begins in the run (0-based, in characters)."""
    end: int
    value: str
    """EDTF, as `date:` takes it."""
    or_text: bool = False
    """Whether it may be the number of a text as well ("nghị định 8/2022"): searched as date or as words."""


def find(run: str) -> Sequence[Found]:
    """Return the bare dates in a run of words, in order: forms with a separator and a year, or with a month's word."""
    return ()


def begins(run: str) -> Found | None:
    """Return the longest form of a date that a run begins with, any form that may stand behind `date:`; None for none."""
    return None
