"""Live updates: refresh the index in a thread when files changed, and tell every screen.

One refresh at a time; requests that come meanwhile are joined into the next one, so that a `git checkout` of thousands of files
is two refreshes, not thousands.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.message import Message

from govtui.i18n.errors import ended_sentence
from govtui.index.api import BuilderKilledError
from govtui.tui.base.host import RegistryApp
from govtui.tui.base.screen import LocalizedScreen

if TYPE_CHECKING:
    from govtui.index.api import Index

REPORT_EVERY = 0.5
"""Seconds between two reports while an index is built."""

REFRESH_AFTER = 0.2
"""Seconds after the first paint at which a cached index is compared with the files: the thread that does so slows down the
painting that is left, the more the more files there are."""

WATCH_AFTER = 0.6
"""Seconds after the first paint at which watching begins: its imports would delay the reader."""


class Refresh(NamedTuple):
    """A request to refresh the index."""

    force: bool = False
    """Read all files again, whatever their times say."""
    only: frozenset[str] | None = None
    """The files that may have changed, by path; None for all."""
    asked: bool = False
    """Whether the user asked for it, and is told when it is done."""

    def joined(self, other: Refresh | None) -> Refresh:
        if other is None:
            return self
        only = None if self.only is None or other.only is None else self.only | other.only
        return Refresh(self.force or other.force, only, self.asked or other.asked)


class FilesChanged(Message):
    """Files changed on disk, perhaps; None: any of them. Posted from the watching thread."""

    def __init__(self, paths: frozenset[str] | None) -> None:
        super().__init__()
        self.paths = paths


class LiveFiles(RegistryApp):
    """Base of the app: keeps index and screens up to date with the files."""

    _wanted: Refresh | None = None
    is_refreshing = False

    def on_ready(self) -> None:
        """After the first paint, refresh the index, then watch the files."""
        if self.index is not None and self.index.whole:
            self.set_timer(REFRESH_AFTER, self.refresh_index)
        else:
            self.refresh_index()
        self.set_timer(WATCH_AFTER, self._watch_files)

    def _watch_files(self) -> None:
        self.library.watch(self._post_changes)
        self.run_worker(self.library.tidy, thread=True, group="tidy", exit_on_error=True)

    def _post_changes(self, paths: frozenset[str] | None) -> None:
        """Post a message, which any thread may do."""
        self.post_message(FilesChanged(paths))

    def on_unmount(self) -> None:
        self.library.close()

    @on(FilesChanged)
    def _files_changed(self, message: FilesChanged) -> None:
        self.refresh_index(only=message.paths)

    def refresh_index(self, *, force: bool = False, only: frozenset[str] | None = None, asked: bool = False) -> None:
        """Compare the index with all files or `only` these, in a thread; update the screens after changes."""
        self._wanted = Refresh(force, only, asked).joined(self._wanted)
        if not self.is_refreshing:
            self._refresh_next()

    def _refresh_next(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.is_refreshing = True
            self.run_worker(lambda: self._refresh_now(wanted), thread=True, group="index", exit_on_error=True)

    def _refresh_now(self, wanted: Refresh) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > REPORT_EVERY:
                last = time.monotonic()
                self.call_from_thread(self._grown, done, total)

        try:
            found = self.library.refreshed(progress, force=wanted.force, only=wanted.only)
        except BuilderKilledError:
            self.call_from_thread(self._stopped)
        else:
            self.call_from_thread(self._found, found, wanted.asked)

    def _stopped(self) -> None:
        """Say that the build ended; what is known already can still be read."""
        self.building, self.is_refreshing = None, False
        self.show_index()
        again = self.translator.gettext("“Reload” (R) reads them again.")
        self.say(f"{ended_sentence(self.translator)} {again}")
        self._refresh_next()

    def _found(self, index: Index | None, asked: bool) -> None:
        self.is_refreshing = False
        if index is not None:
            self.library.use(index)
            self.show_index()
        if asked:
            self.say(self.translator.gettext("All files were read again."))
        self._refresh_next()

    def _grown(self, done: int, total: int) -> None:
        """Show the progress of a build and, without a complete index, the records known so far."""
        self.building = (done, total) if total else None
        before = self.index
        if before is None or not before.whole:
            self.library.index = self.library.growing() or before
        if before is not None and before is self.library.index:
            self._show_progress()
        else:
            self.show_index()

    def _show_progress(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.build_progressed()

    def show_index(self) -> None:
        """Tell every screen that the index changed."""
        if self.index is None or self.index.whole:
            self.building = None
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.index_changed()

    def show_conflicts(self) -> None:
        """Tell every screen that other records than before wait for a decision of a merge."""
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.conflicts_changed()
