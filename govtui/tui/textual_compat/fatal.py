"""Crash handling: one sentence for the user, the traceback for the log.

Private names used, as they stand in Textual 8.2.8:

* ``App._handle_exception(error)``: overridden to see the error; Textual calls it for every exception that nobody caught, and
  it calls ``panic`` (for errors that can draw themselves, such as those of style sheets) or ``_fatal_error``.
* ``App._fatal_error()``: overridden.
* ``App._exit_renderables``: what is printed after the terminal has been restored.
* ``App._return_code``, ``App._close_messages_no_wait()``, ``App._driver``, ``App._print_error_renderables()``.

Without it Textual prints up to 200 kB of traceback with the values of local variables, which are records
and paths, on the visitor's screen, and the process ends with code 0 unless the caller looks at ``app.return_code``.
"""

from __future__ import annotations

import io
import logging
import traceback
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.text import Text
from textual.worker import WorkerFailed

from govtui.tui.textual_compat.mixins import AppBase

if TYPE_CHECKING:
    pass


_LOG = logging.getLogger("govtui")
# Without any handler Python would print the traceback on standard error after all.
_LOG.addHandler(logging.NullHandler())


class CrashSentence(AppBase):
    """Mixin for an App: ``class Browser(CrashSentence, App[int])``.

    The first exception that nobody caught ends the app with return code 1 and the sentence that `crash_sentence` gives for
    a reference of eight hexadecimal digits; the traceback, without local variables, goes to the logger "govtui" under that
    reference, and so do the exceptions that follow from it. The caller ends the process with
    ``sys.exit(app.return_code or 0)``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._crash_reference: str | None = None
        self._crash_error: BaseException | None = None
        super().__init__(*args, **kwargs)

    def crash_sentence(self, reference: str) -> str:
        """Return the translated sentence that names the reference."""
        raise NotImplementedError

    async def run_async(self, *args: Any, **kwargs: Any) -> Any:
        """Run the app. An exception while it shuts down, which Textual does not handle, is a crash too."""
        try:
            return await super().run_async(*args, **kwargs)
        except Exception as error:
            self._handle_exception(error)
            if self._driver is not None:
                self._driver.close()  # what it still has to write, leaving the alternate screen among it, comes first
            self._print_error_renderables()
            return None

    def _handle_exception(self, error: Exception) -> None:
        self._crash_error = error.error if isinstance(error, WorkerFailed) else error
        try:
            super()._handle_exception(error)
        finally:
            self._crash_error = None

    def _fatal_error(self) -> None:
        self._crash(())

    def panic(self, *renderables: RenderableType) -> None:
        """End the app as after a crash; the renderables go to the log, not to the terminal."""
        self._crash(renderables)

    def _crash(self, renderables: tuple[RenderableType, ...]) -> None:
        first = self._crash_reference is None
        import secrets  # a crash may wait for it, the first paint not

        reference = self._crash_reference = self._crash_reference or secrets.token_hex(4)
        _LOG.error("crash %s\n%s", reference, "\n".join((*map(_plain, renderables), _traceback(self._crash_error))))
        self._return_code = 1
        if first:
            # Exactly one renderable: for a second one Textual adds a hint for developers.
            self._exit_renderables[:] = [Text(self._crash_words(reference))]
        self._close_messages_no_wait()

    def _crash_words(self, reference: str) -> str:
        try:
            return self.crash_sentence(reference)
        except Exception:  # the translator may be what crashed; the reference alone still leads to the log
            _LOG.exception("crash %s: no sentence", reference)
            return reference


def _traceback(error: BaseException | None) -> str:
    return "" if error is None else "".join(traceback.format_exception(error))


def _plain(renderable: RenderableType) -> str:
    """Return the text of a renderable."""
    console = Console(file=io.StringIO(), width=120, color_system=None, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(renderable)
    return capture.get()
