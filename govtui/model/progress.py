"""Progress tables: figures whose parts can be added up and held against what the source states.

A failed sum is a discrepancy: shown, never repaired (records.md 2.3).
"""

from __future__ import annotations

from pydantic import Field

from govtui.model.base import Value
from govtui.model.dates import PartialDate
from govtui.model.identifiers import Key, RecordId
from govtui.model.localized import LocalizedText, Text
from govtui.model.parts import Amount

STATUSES = ("completed", "ongoing", "completed_or_ongoing", "recurring", "planned", "cancelled")
"""The parts of a row in the order in which they are drawn: what is furthest along first."""

PERCENT_TOLERANCE = 0.5


class Counts(Value):
    """Numbers by status; absent: the source is silent; 0: the source says zero."""

    stated: Amount | None = None
    planned: Amount | None = None
    ongoing: Amount | None = None
    completed: Amount | None = None
    recurring: Amount | None = None
    cancelled: Amount | None = None
    completed_or_ongoing: Amount | None = None
    percent: dict[Key, int | float] = Field(default_factory=dict)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The statuses that the source gives, with their numbers, in drawing order."""
        return tuple((status, value) for status in STATUSES if (value := getattr(self, status)) is not None)

    @property
    def itemised(self) -> int | None:
        """The sum of the given statuses; None when the source gives none."""
        return sum(value for _, value in self.parts) if self.parts else None

    @property
    def unexplained(self) -> int:
        """Stated less itemised; 0 when either is not given or they agree."""
        if self.stated is None or self.itemised is None:
            return 0
        return self.stated - self.itemised

    @property
    def percent_off(self) -> tuple[tuple[str, float, float], ...]:
        """(status, percentage given, share computed) where the two differ by more than rounding explains."""
        total = self.stated if self.stated is not None else self.itemised
        if not total:
            return ()
        out = []
        for status, given in self.percent.items():
            value: int | None = getattr(self, status, None)
            if value is not None and abs(given - 100 * value / total) > PERCENT_TOLERANCE:
                out.append((status, float(given), 100 * value / total))
        return tuple(out)


class ProgressRow(Counts):
    """One cell of the table: an area under a framework. Either may be absent where the source does not divide."""

    area: Key | None = None
    under: RecordId | None = None


class ProgressTable(Value):
    """What one source says on one day about how far the entries of a plan have come."""

    key: Key | None = None
    as_of: PartialDate | None = None
    unit: Key | None = None
    source: RecordId | None = None
    at: Text | None = None
    note: LocalizedText | None = None
    rows: list[ProgressRow] = Field(default_factory=list)
    stated: Counts | None = None
    """Grand totals, where the source states them."""
