"""Dates from 1945 to 2026 in every precision that records know, as TOML values."""

from __future__ import annotations

from calendar import monthrange
from random import Random
from typing import NamedTuple

FIRST, LAST = 1945, 2026


class Date(NamedTuple):
    """A date as TOML writes it (in quotes, or TOML's own date or integer), as EDTF, and its year (0: not told)."""

    toml: str
    edtf: str
    year: int


def draw(rng: Random) -> Date:
    """One date; recent years more often, half of them whole days."""
    year = LAST - int((LAST - FIRST + 1) * rng.random() ** 2)
    month = 1 + int(12 * rng.random())
    day = 1 + int(monthrange(year, month)[1] * rng.random())
    whole = f"{year}-{month:02}-{day:02}"
    u = rng.random()
    if u < 0.50:
        return Date(whole if u < 0.1 else f'"{whole}"', whole, year)
    if u < 0.62:
        return _text(f"{year}-{month:02}", year)
    if u < 0.74:
        return Date(str(year) if u < 0.66 else f'"{year}"', str(year), year)
    return _text(_other(u, year, month, day), year if u < 0.95 or u >= 0.98 else 0)


def _text(edtf: str, year: int) -> Date:
    return Date(f'"{edtf}"', edtf, year)


def _other(u: float, year: int, month: int, day: int) -> str:
    """What is rarer than days, months and years; `u` from 0.74 to 1 chooses."""
    if u < 0.82:
        last = min(day + 1, monthrange(year, month)[1])
        return f"{year}-{month:02}-{day:02}/{year}-{month:02}-{last:02}"
    if u < 0.85:
        return f"{year}/{year + 4}"
    if u < 0.87:
        return f"{year}-{month:02}/{year + 1}-{month:02}"
    if u < 0.89:
        return f"{year // 10}X"
    if u < 0.91:
        return f"{year}~"
    if u < 0.93:
        return f"{year}-{month:02}-{day:02}?"
    if u < 0.94:
        return f"{year}-{month:02}%"
    if u < 0.95:
        return f"{year}-{month:02}-{day:02}T{6 + day % 12:02}:30:00"
    if u < 0.97:
        return f"XXXX-{month:02}-{day:02}"
    if u < 0.975:
        return f"XXXX-{month:02}"
    if u < 0.98:
        return f"XXXX-{month:02}-{min(day, 27):02}/XXXX-{month:02}-28"
    return f"{year}/.." if u < 0.99 else f"../{year}"
