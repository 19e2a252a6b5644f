"""The terminal: a driver that survives bad bytes, absurd sizes and hangups, and gives the window a title; a last filter of output.

Private names used, as they stand in Textual 8.2.8:

* ``textual.drivers.linux_driver.LinuxDriver``: the module is not part of the documented API; here are overridden
  ``_get_terminal_size`` and the documented-by-name-only ``run_input_thread``, ``process_message`` and
  ``stop_application_mode`` (also called where the app suspends itself); read are ``_app``,
  ``_mouse``, ``_file``, ``fileno``, ``attrs_before`` and ``exit_event``.
* ``textual._xterm_parser.XTermParser``: ``feed``, ``tick`` and the attributes in `CARRIED`.
* ``App._driver``: the driver of a running app.
* ``App._filters``: the filters that every line of every widget passes through. ``textual.filter.LineFilter``: the module says
  that it is not meant for apps.

Without the driver one byte that is not UTF-8 ends the program (Textual issue 6456), so does
``ESC[99999999999;5u``; a terminal that claims 65535 columns takes gigabytes; end of file on standard input spins at 100 %
of a processor; SIGHUP ends the process before anything is saved.

Texts of records are made visible with ``safe_text`` where they enter a widget. The filter stands behind it for the place where
somebody forgot: Textual removes only BEL, BS, VT, FF and CR, so ESC, C1, bidirectional controls and zero-width characters of a
record would reach the terminal, and ``[link=…]`` in markup would become an OSC 8 hyperlink to anywhere.
"""

from __future__ import annotations

import logging
import os
import re
import selectors
import signal
import sys
import termios
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.geometry import Size

from govtui.text.safe import drop_unsafe
from govtui.text.width import clip

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App
    from textual.color import Color
    from textual.message import Message


MAX_COLUMNS = 500
MAX_ROWS = 200
"""The largest screen painted, in cells. A client may claim 65535x65535; Textual would allocate all of it."""

HANGUP_SECONDS = 10
"""Time limit of ``app.on_hangup()``; then the kernel ends the process, since no session may outlive its terminal."""

HANGUP_EXIT_CODE = 129
"""The exit status that shells report after SIGHUP (128 + 1); the same for every way a terminal can vanish."""

NO_INPUT_EXIT_CODE = 2

_READ_BYTES = 4096
_TICK_SECONDS = 0.1
CARRIED = ("mouse_pixels", "terminal_size", "terminal_pixel_size", "last_x", "last_y")
"""State of a parser that its successor needs to place the mouse rightly."""

_LEAVE = "".join(f"\x1b[?{mode}l" for mode in (2026, 2048, 2004, 1004, 1000, 1003, 1015, 1006)).encode() + (
    b"\x1b[<u\x1b[0m\x1b[?25h\x1b[?1049l"
)
"""Ends the modes that Textual set: synchronized output, reports of size, paste, focus and mouse, kitty's keys; colours, the
hidden cursor, the alternate screen."""

PUSH_TITLE, POP_TITLE = "\x1b[22;2t", "\x1b[23;2t"
"""Have the terminal keep the title of its window on a stack, and take it from there (XTWINOPS)."""

TITLE_CELLS = 60
"""The longest title: tabs and task bars cut off what is longer."""

_NO_TITLES = ("linux", "dumb")
"""Values of TERM that have no window."""

_LOG = logging.getLogger("govtui")


def clamped(columns: int, rows: int) -> Size:
    """Return the size to paint for a terminal of so many cells: at least 1x1, at most 500x200."""
    return Size(min(max(columns, 1), MAX_COLUMNS), min(max(rows, 1), MAX_ROWS))


class SafeDriver(LinuxDriver):
    """The driver of an app: ``App(driver_class=SafeDriver)``.

    * Input is decoded with replacement characters; a sequence that makes the parser fail is dropped, and reading goes on
      behind it.
    * When the terminal is gone (end of file, EIO, SIGHUP) or SIGTERM arrives, ``app.on_hangup()`` is called once, if the
      app has such a method, and the process ends with code 129. Nothing is written to the terminal, for that may block
      for ever. The method runs in the thread that noticed, while the app stands still at any point: it must use neither
      Textual nor a lock that the app may hold. It has `HANGUP_SECONDS`.
    * Sizes, reported by the kernel or in-band by the terminal, are clamped.
    * Without a terminal on both standard input and standard error there is one sentence, `no_input_message`, and exit
      code 2; the terminal has then not been touched.
    * ``run(mouse=False)`` also drops mouse sequences that arrive unasked.
    * With `set_title` the window has a title until the program, or the editor that it starts, takes the terminal over.
    """

    no_input_message: ClassVar[str] = ""
    """Written to standard error when there is no terminal to read from. The caller sets it, translated."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        if not _is_terminal(sys.__stdin__) or not _is_terminal(sys.__stderr__):
            self._refuse()
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._hangup_once = threading.Lock()
        self._arrived: float | None = None
        """When the packet that is being parsed was read."""
        self._window_title = ""
        self._pushed = False

    @classmethod
    def _refuse(cls) -> NoReturn:
        if cls.no_input_message and sys.__stderr__ is not None:
            print(cls.no_input_message, file=sys.__stderr__, flush=True)
        raise SystemExit(NO_INPUT_EXIT_CODE)

    def _get_terminal_size(self) -> tuple[int, int]:
        return clamped(*super()._get_terminal_size())

    def set_title(self, title: str) -> None:
        """Give the window a title (OSC 2), at most `TITLE_CELLS` wide; the one before comes back at the end.

        Nothing is done where the terminal has no titles, or the title is the same.
        """
        title = clip(drop_unsafe(title), TITLE_CELLS)
        if os.environ.get("TERM", "") in _NO_TITLES or (title == self._window_title and self._pushed):
            return
        self._window_title = title
        self.write(f"{'' if self._pushed else PUSH_TITLE}\x1b]2;{title}\x1b\\")
        self._pushed = True
        self.flush()

    def stop_application_mode(self) -> None:
        if self._pushed:
            self._pushed = False
            self.write(POP_TITLE)
        super().stop_application_mode()

    def start_application_mode(self) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the limit in _hang_up: an ignored SIGALRM would be inherited
        signal.signal(signal.SIGHUP, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._window_title:
            self.set_title(self._window_title)  # the program comes back from an editor

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self._hang_up(leave=number == signal.SIGTERM)

    def _hang_up(self, *, leave: bool = False) -> None:
        """End the process, with `leave` after resetting the terminal; return if another thread does so."""
        if not self._hangup_once.acquire(blocking=False):
            return
        try:
            signal.alarm(HANGUP_SECONDS)
            on_hangup: Callable[[], object] | None = getattr(self._app, "on_hangup", None)
            if on_hangup is not None:
                on_hangup()
        except BaseException:
            _LOG.exception("on_hangup failed")
        finally:
            if leave:
                self._give_back()
            os._exit(HANGUP_EXIT_CODE)

    def _give_back(self) -> None:
        """Leave the alternate screen and the raw mode, as far as the terminal takes that without blocking."""
        with suppress(OSError, ValueError, AssertionError):
            assert self._file is not None
            out = self._file.fileno()
            os.set_blocking(out, False)  # of the terminal itself, which the shell goes on to use
            try:
                os.write(out, (POP_TITLE.encode() if self._pushed else b"") + _LEAVE)
            finally:
                os.set_blocking(out, True)
        with suppress(OSError, ValueError, termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def run_input_thread(self) -> None:
        """Read the terminal until the app stops or the terminal is gone, in a thread of its own."""
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        parser = XTermParser()  # never with debug=True, which writes every key pressed to ./keys.log
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK_SECONDS):
                    data = self._read()
                    if data is None:
                        continue
                    if not data:
                        self._hang_up()
                        return
                    self._arrived = None
                    # One character at a time, so that a bad sequence takes along nothing that follows it.
                    for character in decode(data):
                        parser = self._deliver(parser, parser.feed(character))
                self._arrived = None
                parser = self._deliver(parser, parser.tick())

    def _read(self) -> bytes | None:
        """Return some input; b"" when the terminal is gone; None when there was nothing to read after all."""
        try:
            return os.read(self.fileno, _READ_BYTES)
        except BlockingIOError:
            return None
        except OSError:  # EIO: the other end of the pty is closed
            return b""

    def _deliver(self, parser: XTermParser, messages: Iterable[Message]) -> XTermParser:
        """Pass on parsed messages; return the parser to go on with, a fresh one after a failure."""
        try:
            for message in messages:
                # What came in one packet came at one moment, however long this thread waits for the other (last_key.py).
                self._arrived = message.time = self._arrived or message.time
                self.process_message(message)
        except Exception:
            fresh = XTermParser()
            for name in CARRIED:
                setattr(fresh, name, getattr(parser, name))
            return fresh
        return parser

    def process_message(self, message: Message) -> None:
        """Pass a message to the app, with sizes clamped; drop mouse events when the mouse is off."""
        if isinstance(message, events.MouseEvent) and not self._mouse:
            return
        if isinstance(message, events.Resize):
            size = clamped(*message.size)
            if size != message.size:
                message = events.Resize(size, size, size, message.pixel_size)
        super().process_message(message)


def set_title(app: App[Any], title: str) -> None:
    """Give the window of an app a title, where its driver can (`SafeDriver.set_title`)."""
    if isinstance(app._driver, SafeDriver):
        app._driver.set_title(title)


def _is_terminal(stream: Any) -> bool:
    """Whether a standard stream (None when its descriptor was closed at start) is a terminal."""
    try:
        return stream is not None and os.isatty(stream.fileno())
    except (ValueError, OSError):
        return False


LONGEST_LINK = 2048
"""Bytes of the longest link (OSC 8); some terminals take no longer ones."""
_LINK = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def leads_where_it_says(link: str, text: str) -> bool:
    """Whether a link may be sent: http or https, printable ASCII, not too long, and with the text drawn as a part of it."""
    return len(link) <= LONGEST_LINK and _LINK.fullmatch(link) is not None and bool(text.strip()) and text in link


class SafeFilter(LineFilter):
    """Drop unsafe characters and line breaks, control segments, and links in styles that lead elsewhere than their text says."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line, as wide as before; the very same list if nothing had to be dropped."""
        text = "".join([segment.text for segment in segments])
        if drop_unsafe(text) == text and not any(
            segment.control
            or (
                segment.style is not None
                and segment.style.link is not None
                and not leads_where_it_says(segment.style.link, segment.text)
            )
            for segment in segments
        ):
            return segments
        safe = [_safe_segment(segment) for segment in segments]
        if all(new is old for new, old in zip(safe, segments, strict=True)):
            return segments
        return safe


def _safe_segment(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return Segment("", style)
    kept = drop_unsafe(text)
    if kept != text:
        # The line was laid out with the width of the old text: a Hangul filler counts two cells, "a", a joiner and "b" one.
        kept = set_cell_size(kept, cell_len(text))
    if style is not None and style.link is not None and not leads_where_it_says(style.link, kept):
        style = style.update_link(None)
    return segment if kept == text and style is segment.style else Segment(kept, style)


def install_filter(app: App[Any]) -> None:
    """Append the filter to those of the app, once; to be called before the first paint."""
    if not any(isinstance(present, SafeFilter) for present in app._filters):
        app._filters.append(SafeFilter())
