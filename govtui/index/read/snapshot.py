"""Consistent reads: run each query on one snapshot; reopen a database that was replaced or is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakMethod

from govtui.index.schema import BUSY, meta

UNSOUND = (sqlite3.Error, ValueError, TypeError, KeyError, IndexError, OverflowError)
"""What reading a file raises that does not hold what was written into it."""

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")
Reader = TypeVar("Reader", bound="SnapshotReader")
Renew = Callable[[Exception], sqlite3.Connection | None]
"""Given the error of a connection, returns another one over a sound index; None where there is none."""


def consistent_read(
    method: Callable[Concatenate[Reader, Arguments], Answer],
) -> Callable[Concatenate[Reader, Arguments], Answer]:
    """Make a method read from one snapshot of the database."""

    @wraps(method)
    def read(self: Reader, /, *args: Arguments.args, **given: Arguments.kwargs) -> Answer:
        return self.read_consistently(lambda: method(self, *args, **given))

    return read


def weak_lru_cache(method: Callable[..., Answer], size: int) -> Callable[..., Answer]:
    """Return a method with an LRU cache for its object to keep, which does not keep the object.

    Otherwise the two would hold each other, and an index that is out of use would stay, with its connection and all its
    caches, until garbage is collected, which is seldom while somebody only reads.
    """
    weak = WeakMethod(method)

    @lru_cache(maxsize=size)
    def cached(*args: object) -> Answer:
        method = weak()
        assert method is not None, "called only by the object itself"
        return method(*args)

    return cached


class SnapshotReader:
    """A connection, and caches of what was read in one state of the database.

    Other connections may change the file: when its generation is another one, the caches are dropped. No lock is held
    between two reads.
    """

    def __init__(self, connection: sqlite3.Connection, renew: Renew | None = None, *, lent: bool = False) -> None:
        """`lent`: the caller closes the connection; else it is closed with this object."""
        self.connection, self._lent = connection, lent
        self._renew = renew
        self.epoch = 0
        """Increased whenever the caches are dropped; document numbers of an earlier epoch mean nothing."""
        self._version: object = None
        self._generation: object = None
        self.read_consistently(lambda: None)

    def __del__(self) -> None:
        if not self._lent:
            self.connection.close()  # it holds its own statements, so it would stay until garbage is collected

    def forget(self) -> None:
        """Drop the caches: the database was changed."""
        self.epoch += 1

    def read_consistently(self, read: Callable[[], Answer]) -> Answer:
        """Call a function that reads, within one snapshot."""
        if self.connection.in_transaction and self._version is not None:
            return read()
        try:
            return self._in_transaction(read)
        except UNSOUND as error:
            if self._renew is None:
                raise
            failed = error
        # Without its traceback: half-read statements in there would hold a lock on the damaged file.
        failed.__traceback__ = failed.__context__ = None
        if getattr(failed, "sqlite_errorname", "") not in BUSY:
            self.connection.close()
        other = self._renew(failed)
        if other is None:
            raise failed
        self.connection, self._version, self._generation = other, None, None
        return self._in_transaction(read)

    def _in_transaction(self, read: Callable[[], Answer]) -> Answer:
        began = not self.connection.in_transaction
        if began:
            self.connection.execute("BEGIN")
        try:
            version = self.connection.execute("PRAGMA data_version").fetchone()
            if version != self._version:
                generation = meta(self.connection, "generation")
                if self._version is None or generation != self._generation or generation is None:
                    self.forget()
                self._version, self._generation = version, generation
            return read()
        finally:
            if began and self.connection.in_transaction:
                try:
                    self.connection.execute("COMMIT")
                except sqlite3.Error:  # over a damaged file: let go of it, or it could not be replaced
                    with suppress(sqlite3.Error):
                        self.connection.execute("ROLLBACK")
