"""The documents that a date of a query touches (`date:2022-08`), from the table `fact`. A stub as yet."""

from __future__ import annotations

import sqlite3

from pyroaring import BitMap


def dated(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents of which a fact touches a date (EDTF)."""
    return BitMap()
