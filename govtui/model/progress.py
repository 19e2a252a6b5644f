"""Progress tables: numbers by status that can be added up and compared with the totals that the source states.

A wrong sum is a discrepancy: shown, never repaired (records.md 2.3).
"""

from typing import TYPE_CHECKING, Annotated

from govtui.model.dates import PartialDate
from govtui.model.parts import CitedSource, ItemKey, Note, PlaceInSource, SaidBy
from govtui.model.schema import About, Items, Refers
from govtui.model.value import Value
from govtui.model.value_types import Amount, Key, RecordId

STATUSES = ("completed", "ongoing", "completed_or_ongoing", "recurring", "planned", "cancelled")
"""The statuses in the order in which they are drawn: the furthest along first."""

PERCENT_TOLERANCE = 0.5
"""The difference, in percent, that rounding explains."""


class Sums:
    """Mixin of a model with numbers by status: what they add up to."""

    if TYPE_CHECKING:
        stated: int | None
        percent: dict[str, int | float]

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The statuses that the source gives with their numbers, in the order of STATUSES."""
        return tuple((status, value) for status in STATUSES if (value := getattr(self, status)) is not None)

    @property
    def itemised(self) -> int | None:
        """The sum of `parts`; None when there are none."""
        return sum(value for _, value in self.parts) if self.parts else None

    @property
    def unexplained(self) -> int:
        """`stated` less `itemised`; 0 when either is missing."""
        if self.stated is None or self.itemised is None:
            return 0
        return self.stated - self.itemised

    @property
    def percent_off(self) -> tuple[tuple[str, float, float], ...]:
        """Status, percentage given and percentage computed, where they differ by more than rounding explains."""
        total = self.stated if self.stated is not None else self.itemised
        if not total:
            return ()
        out = []
        for status, given in self.percent.items():
            value: int | None = getattr(self, status, None)
            if value is not None and abs(given - 100 * value / total) > PERCENT_TOLERANCE:
                out.append((status, float(given), 100 * value / total))
        return tuple(out)


Stated = Annotated[Amount | None, About("Stated", "The number that the source states.")]
Planned = Annotated[Amount | None, About("Planned", "How many are planned.")]
Ongoing = Annotated[Amount | None, About("Ongoing", "How many are ongoing.")]
Completed = Annotated[Amount | None, About("Completed", "How many are completed.")]
Recurring = Annotated[Amount | None, About("Recurring", "How many recur.")]
Cancelled = Annotated[Amount | None, About("Cancelled", "How many were cancelled.")]
CompletedOrOngoing = Annotated[Amount | None, About("Completed or ongoing", "How many are completed or ongoing.")]
Percent = Annotated[
    dict[Key, int | float],
    About("Percentages", "The percentages that the source gives, by status.", vocabulary="progress.status"),
]

# The two tables below differ in two fields only, but an item's fields stand in the order in which a file has them.


class Counts(Sums, Value):
    """Numbers by status; None: the source is silent; 0: the source says zero."""

    stated: Stated = None
    planned: Planned = None
    completed: Completed = None
    ongoing: Ongoing = None
    recurring: Recurring = None
    cancelled: Cancelled = None
    completed_or_ongoing: CompletedOrOngoing = None
    percent: Percent = {}


class ProgressRow(Sums, Value):
    """One cell of the table: an area under a framework, either of which the source may not distinguish."""

    area: Annotated[Key | None, About("Area", "The key of the priority area.", item_of="areas")] = None
    under: Annotated[
        RecordId | None,
        About("Under", "The text or framework it is based on.", refers=Refers("progress_under", ("organization",))),
    ] = None
    item: Annotated[
        Key | None,
        About(
            "Measure",
            "The key of the measure, of this text or of the one it implements.",
            item_of="measures",
            since="0.2",
        ),
    ] = None
    status: Annotated[
        Key | None, About("Status", "How far the measure is.", vocabulary="measure.status", since="0.2")
    ] = None
    stated: Stated = None
    planned: Planned = None
    completed: Completed = None
    ongoing: Ongoing = None
    recurring: Recurring = None
    cancelled: Cancelled = None
    completed_or_ongoing: CompletedOrOngoing = None
    percent: Percent = {}
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None


class ProgressTable(Value):
    """What one source says of the progress of the entries of a plan on one day."""

    key: ItemKey = None
    as_of: Annotated[PartialDate | None, About("As of", "The day for which the numbers hold.")] = None
    unit: Annotated[Key | None, About("Unit", "What is counted.", vocabulary="progress.unit")] = None
    source: CitedSource = None
    at: PlaceInSource = None
    said_by: SaidBy = None
    note: Note = None
    stated: Annotated[Counts | None, About("Totals", "The totals that the source states.")] = None
    rows: Annotated[
        list[ProgressRow],
        About(
            "Rows",
            "One row for each cell of the table.",
            items=Items(identity=("area", "under", "item"), unique=True, other_names=("area", "item"), strict=True),
        ),
    ] = []
