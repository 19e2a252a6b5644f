"""Who last changed the field under a cursor, in a few words: asked of git in a thread when the cursor rests.

A record is asked for once, as long as its file stays what it is. Where there is no git, or the field is in no version of
the record, nothing is said.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from textual.worker import get_current_worker

from govtui.text.width import clip, width

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.worker import Worker

    from govtui.edit.blame import LastChange, LastChanges
    from govtui.tui.base.host import RegistryApp

REST = 0.12
"""Seconds after the last move at which a cursor rests."""

FRESH = 60.0
"""Seconds for which an answer of git counts: somebody may commit elsewhere."""

SUBJECT = 12
"""Cells that a subject has at least, with what stands before it."""

GROUP = "last-change"
"""The group of the threads that ask."""


class Meant(NamedTuple):
    """The field under the cursor, in a file as it was read."""

    path: str
    etag: str
    field: str

    @property
    def file(self) -> tuple[str, str]:
        """What git is asked about."""
        return self.path, self.etag


class Owner(Protocol):
    """The widget or screen whose cursor it is."""

    app: RegistryApp

    @property
    def is_attached(self) -> bool: ...
    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer: ...
    def run_worker(
        self, work: Callable[[], None], *, group: str, exit_on_error: bool, exclusive: bool, thread: bool
    ) -> Worker[None]: ...


class LastChangeHint:
    """The last change of the field under the cursor of `owner`, as far as it is known."""

    def __init__(self, owner: Owner, meant: Callable[[], Meant | None], tell: Callable[[], object]) -> None:
        """`meant`: the field that is meant now, if any; `tell`: called when something else is to be said."""
        self._owner, self._meant, self._tell = owner, meant, tell
        self._timer: Timer | None = None
        self._moves = 0
        self._known: LastChanges | None = None
        self._known_of: tuple[str, str] | None = None
        self._until = 0.0
        self._asking: tuple[str, str] | None = None
        self.field = ""
        """The path of the field that is spoken of; empty for none."""
        self.change: LastChange | None = None

    def words(self, cells: int, label: str = "") -> str:
        """Return the last change in so many cells; empty for none.

        `label`: what the field is called. Where there is hardly room for the subject, it goes.
        """
        from govtui.page.last_changes import change_words

        if self.change is None:
            return ""
        words = change_words(self.change, self._owner.app.translator)
        lead = f"{label}: " if label else ""
        whole, short = f"{lead}{words.line}", f"{lead}{words._replace(what='').line}"
        return clip(short if words.who and width(whole) > cells < width(short) + SUBJECT else whole, cells)

    @property
    def is_answered(self) -> bool:
        """Whether git has answered about the file that is meant."""
        meant = self._meant()
        return meant is not None and meant.file == self._known_of

    def moved(self) -> None:
        """Look what is meant when the cursor rests."""
        self._moves += 1
        if self._timer is None:
            self._wait()

    def clear(self) -> None:
        """Say nothing until the cursor rests again: it is on another record, or somewhere that is no field."""
        self._set("", None)
        self.moved()

    def forget(self) -> None:
        """Ask git anew when the cursor rests: there may be a commit since."""
        self._known_of = None
        self.moved()

    # looking

    def _wait(self) -> None:
        moves = self._moves
        self._timer = self._owner.set_timer(REST, lambda: self._rested(moves))

    def _rested(self, moves: int) -> None:
        self._timer = None
        if moves != self._moves:
            self._wait()
        else:
            self._look()

    def _look(self) -> None:
        if not self._owner.is_attached:  # the program, or the screen, is being left
            return
        meant = self._meant()
        if meant is None:
            self._set("", None)
            return
        is_known = meant.file == self._known_of
        self._set(meant.field, self._known.of(meant.field) if is_known and self._known is not None else None)
        if self._asking != meant.file and not (is_known and time.monotonic() < self._until):
            self._asking = meant.file
            self._owner.run_worker(
                lambda: self._ask(*meant.file), thread=True, group=GROUP, exclusive=True, exit_on_error=False
            )

    def _ask(self, path: str, etag: str) -> None:
        """Ask git, in a thread; who goes on to another record does not wait for the answer about this one."""
        from govtui.edit.blame import LastChanges, last_changed
        from govtui.edit.file_history import FileHistory
        from govtui.store.git import GitFailed

        app, worker = self._owner.app, get_current_worker()
        found = LastChanges({})
        try:
            history = FileHistory(app.registry, path)
            if not worker.is_cancelled:
                found = last_changed(history)
        except GitFailed:
            pass  # there is a screen that says why: the history
        if not worker.is_cancelled:
            app.call_from_thread(self._answered, (path, etag), found)

    def _answered(self, file: tuple[str, str], found: LastChanges) -> None:
        self._known_of, self._known, self._until = file, found, time.monotonic() + FRESH
        self._asking = None
        if self._timer is None:
            self._look()

    def _set(self, field: str, change: LastChange | None) -> None:
        field = field if change is not None else ""
        if (field, change) != (self.field, self.change):
            self.field, self.change = field, change
            self._tell()
