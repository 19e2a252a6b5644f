"""Which libraries the index is made with."""

from __future__ import annotations

import sqlite3


def sqlite() -> str:
    """The version of SQLite."""
    return sqlite3.sqlite_version
