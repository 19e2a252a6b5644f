"""The years that a partial date counts under."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from govtui.model.dates import PartialDate

MAX_YEARS = 200
"""Under how many years a date counts at most."""


@lru_cache(maxsize=1 << 14)
def years_of(edtf: str) -> Sequence[int] | None:
    """Return the years that a date counts under; None where its year is unknown.

    A period without an end counts up to the current year, one without a start in its last year only.
    """
    years = PartialDate.parse(edtf).years()
    if years is None:
        return None
    if years.start == datetime.MINYEAR:
        return years[-1:]
    if years.stop > datetime.MAXYEAR:
        return range(years.start, max(years.start, datetime.date.today().year) + 1)
    return years[:MAX_YEARS]
