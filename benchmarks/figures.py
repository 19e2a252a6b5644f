"""Figures: percentiles, and a line of the table that `python -m benchmarks` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Unit = Literal["s", "ms", "MB", "", "KB"]


def p95(values: Sequence[float]) -> float:
    """The smallest value that 95 % of the values do not exceed. Raises ValueError without values."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, how it came out, what it must reach, and what was returned meanwhile."""

    what: str
    values: tuple[float, ...] = ()
    """Seconds, or megabytes; as measured, in their order."""
    unit: Unit = "ms"
    ratio: float | None = None
    """Against what `to` names, from the same run."""
    to: str = ""
    target: str = ""
    met: bool | None = None
    """None where nothing is to be reached, or not at this size."""
    returned: str = ""
    missing: str = ""
    """Why there is no figure."""

    @property
    def middle(self) -> float:
        return median(self.values)

    @property
    def cells(self) -> tuple[str, ...]:
        """what, n, median, p95, ratio, target, verdict, returned: as the table shows them."""
        if self.missing:
            return (self.what, "", "", "", "", self.target, self.missing, self.returned)
        few = len(self.values) < 5
        return (
            self.what,
            str(len(self.values)) if self.values else "",
            shown(self.middle, self.unit) if self.values else "",
            "" if few else shown(p95(self.values), self.unit),
            f"{self.ratio:.2f} × {self.to}".rstrip(" ×") if self.ratio is not None else "",
            self.target,
            {True: "yes", False: "**no**", None: ""}[self.met],
            self.returned,
        )


def shown(value: float, unit: Unit) -> str:
    """A figure for people: three digits that count."""
    if unit == "ms":
        value *= 1000
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()
