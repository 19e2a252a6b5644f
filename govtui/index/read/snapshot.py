"""Asking a database that others may change, or that may be spoiled: each question is answered from one state of it."""

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
Asked = ParamSpec("Asked")
Asker = TypeVar("Asker", bound="SnapshotReader")
Renew = Callable[[Exception], sqlite3.Connection | None]
"""Given what went wrong with a connection: another one over a sound index; None where there can be none."""


def consistent_read(
    method: Callable[Concatenate[Asker, Asked], Answer],
) -> Callable[Concatenate[Asker, Asked], Answer]:
    """A method that is answered from one state of the database."""

    @wraps(method)
    def ask(self: Asker, /, *args: Asked.args, **given: Asked.kwargs) -> Answer:
        return self.steadily(lambda: method(self, *args, **given))

    return ask


def remembering(method: Callable[..., Answer], size: int) -> Callable[..., Answer]:
    """A method of an object whose last answers are remembered, for the object to keep beside its data.

    It does not keep the object itself. Else the two would hold each other, and an index that nobody asks any more would stay
    with its connection and all it remembers until garbage is collected, which while one reads is seldom.
    """
    weak = WeakMethod(method)

    @lru_cache(maxsize=size)
    def ask(*asked: object) -> Answer:
        method = weak()
        assert method is not None, "asked for by nothing but the object itself"
        return method(*asked)

    return ask


class SnapshotReader:
    """A connection, and what is remembered of the state that it was found in.

    Other connections may change the file. What is remembered is forgotten when the file's generation is another one; no
    lock is held between two questions.
    """

    def __init__(self, connection: sqlite3.Connection, renew: Renew | None = None, *, lent: bool = False) -> None:
        """`lent`: the connection is somebody else's; else it is closed when nobody holds this object any more."""
        self.connection, self._lent = connection, lent
        self._renew = renew
        self.moment = 0
        """Counted up whenever what is remembered was forgotten: numbers of documents from before mean nothing now."""
        self._version: object = None
        self._generation: object = None
        self.steadily(lambda: None)

    def __del__(self) -> None:
        if not self._lent:
            self.connection.close()  # of itself it goes only when garbage is collected: it holds its own statements

    def forget(self) -> None:
        """Start anew: the database was changed."""
        self.moment += 1

    def steadily(self, ask: Callable[[], Answer]) -> Answer:
        """What a question gives when all of it is answered from one state of the file."""
        if self.connection.in_transaction and self._version is not None:
            return ask()
        try:
            return self._answered(ask)
        except UNSOUND as error:
            if self._renew is None:
                raise
            failed = error
        # Without what it passed through: half-read answers in there would hold a lock on the spoiled file.
        failed.__traceback__ = failed.__context__ = None
        if getattr(failed, "sqlite_errorname", "") not in BUSY:
            self.connection.close()
        other = self._renew(failed)
        if other is None:
            raise failed
        self.connection, self._version, self._generation = other, None, None
        return self._answered(ask)

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
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
            return ask()
        finally:
            if began and self.connection.in_transaction:
                try:
                    self.connection.execute("COMMIT")
                except sqlite3.Error:  # over a spoiled file: let go of it, or nobody could put another in its place
                    with suppress(sqlite3.Error):
                        self.connection.execute("ROLLBACK")
