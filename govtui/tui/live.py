"""An app whose lists and pages follow the files: it learns of changes made elsewhere, and looks at what may have changed.

One look at a time, in a thread; what is asked for meanwhile is gathered for the next one, so that a `git checkout` of
thousands of files is two looks, not thousands.
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

PROGRESS = 0.5
"""Seconds between two reports while an index is built."""

AGAIN = 0.2
"""Seconds after the first paint at which the files are held against an index that was kept: a thread that does so slows down
what is still to be painted, and the more the more files there are."""

LATER = 0.6
"""Seconds after the first paint at which watching begins: what it imports would be felt before the reader is filled."""


class Wanted(NamedTuple):
    """What is to be looked at."""

    force: bool = False
    """Whether everything is to be read again, whatever the files' times say."""
    only: frozenset[str] | None = None
    """The files that may have changed, by path; None for all."""
    asked: bool = False
    """Whether somebody asked for it, and is told when it is done."""

    def joined(self, other: Wanted | None) -> Wanted:
        """Both."""
        if other is None:
            return self
        only = None if self.only is None or other.only is None else self.only | other.only
        return Wanted(self.force or other.force, only, self.asked or other.asked)


class FilesChanged(Message):
    """Somebody may have changed these files (None: any of them). Posted from the watching thread."""

    def __init__(self, paths: frozenset[str] | None) -> None:
        super().__init__()
        self.paths = paths


class LiveFiles(RegistryApp):
    """Mixin for the app."""

    _wanted: Wanted | None = None
    _looking_now = False

    def on_ready(self) -> None:
        """The first screen is painted: only now look at the files, and then watch them."""
        if self.index is not None and self.index.whole:
            self.set_timer(AGAIN, self.refresh_index)
        else:
            self.refresh_index()
        self.set_timer(LATER, self._watch_files)

    def _watch_files(self) -> None:
        self.library.watch(self._told)
        self.run_worker(self.library.tidy, thread=True, group="tidy", exit_on_error=True)

    def _told(self, paths: frozenset[str] | None) -> None:
        """In the watching thread: posting a message is what may be done from there."""
        self.post_message(FilesChanged(paths))

    def on_unmount(self) -> None:
        self.library.close()

    @on(FilesChanged)
    def _files_changed(self, message: FilesChanged) -> None:
        self.refresh_index(only=message.paths)

    def refresh_index(self, *, force: bool = False, only: frozenset[str] | None = None, asked: bool = False) -> None:
        """Hold the index against the files (`only` these, if it is known which), in a thread; the screens change when it
        found something."""
        self._wanted = Wanted(force, only, asked).joined(self._wanted)
        if not self._looking_now:
            self._look_next()

    def _look_next(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._looking_now = True
            self.run_worker(lambda: self._look(wanted), thread=True, group="index", exit_on_error=True)

    def _look(self, wanted: Wanted) -> None:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last > PROGRESS:
                last = time.monotonic()
                self.call_from_thread(self._grown, done, total)

        try:
            found = self.library.refreshed(progress, force=wanted.force, only=wanted.only)
        except BuilderKilledError:
            self.call_from_thread(self._stopped)
        else:
            self.call_from_thread(self._found, found, wanted.asked)

    def _stopped(self) -> None:
        """What is known already can still be read."""
        self.building, self._looking_now = None, False
        self.show_index()
        again = self.translator.gettext("“Reload” (R) reads them again.")
        self.say(f"{ended_sentence(self.translator)} {again}")
        self._look_next()

    def _found(self, index: Index | None, asked: bool) -> None:
        self._looking_now = False
        if index is not None:
            self.library.use(index)
            self.show_index()
        if asked:
            self.say(self.translator.gettext("All files were read again."))
        self._look_next()

    def _grown(self, done: int, total: int) -> None:
        """Some more files are known; while there is no other index, what is known is shown."""
        self.building = (done, total) if total else None
        if self.index is None or not self.index.whole:
            self.library.index = self.library.growing() or self.index
        self.show_index()

    def show_index(self) -> None:
        """Tell every screen that the index changed."""
        if self.index is None or self.index.whole:
            self.building = None
        for screen in self.screen_stack:
            if isinstance(screen, LocalizedScreen):
                screen.index_changed()
